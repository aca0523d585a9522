"""Names as people type them: which parties go by one or come near it, which classes a word means. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from unicodedata import category

from ..core.classes import NO_CLASSES, Vocabulary, spelling
from ..core.policy import STANDINGS, Party, Policy
from ..text import folded

OTHER = "other"
"""The word for a class that says: none of those that the policy names."""
SLIPS = 2
"""So many letters too few, too many, wrong or swapped, and a name may still be meant: of two letters, one."""

_LETTER = r"[^\W_]"
_WORD = rf"{_LETTER}+"
_LONG_WORD = 5
"""A word of so many letters is the same with one slip in it."""
# What stands in the names of many: by itself it tells nobody apart.
_GENERIC = frozenset(
    "a an and as at by de del der des di du el for from in la las le lo of on or other the to und von y"
    " ab ag as asa bv co company corp corporation firm gmbh group holding inc incorporated kg limited llc llp"
    " ltd nv oy plc pty sa sas se spa srl trust"
    " agency agencie association authority body bureau board center centre city client college commission"
    " committee community council county court customer department dept district division entity federal"
    " foundation general government institute institution international local member ministry municipal"
    " municipality national network office officer official operator organisation organization partner party"
    " private program programme project provider province provincial public region regional school section"
    " service society state system team town township unit united university user village"
    " east new north san saint south st west".split()
)


def goes_by(words: Iterable[str], vocabulary: Vocabulary = NO_CLASSES) -> Callable[[Party], bool]:
    """Whether a party goes by a name with one of the words in it, or takes in the class that one means.

    A word is in a name where a word of the name begins so: "Torn" is not in "attorneys".
    """
    wanted = [beginning(word) for word in words]
    classes = [entry.name for word in words if (entry := vocabulary.find(word))]

    def test(party: Party) -> bool:
        names = [folded(name) for name in (party.who, *party.aliases)]
        if any(word.search(name) for word in wanted for name in names):
            return True
        return any(name in vocabulary.taken_in(party) for name in classes)

    return test


def beginning(word: str) -> re.Pattern[str]:
    """What finds a word in folded text where a word begins so.

    In a script without capitals it finds it anywhere: many of them set no spaces.
    """
    wanted = folded(word)
    before = rf"(?<!{_LETTER})" if wanted[:1].isalnum() and category(wanted[0]) != "Lo" else ""
    return re.compile(before + re.escape(wanted))


def is_called(party: Party, word: str) -> bool:
    """Whether a word is the whole name or an alias of a party; of a class in the singular or the plural."""
    names = (party.who, *party.aliases)
    if party.type == "class":
        return spelling(word) in map(spelling, names)
    return folded(word) in map(folded, names)


def class_words(policies: Iterable[Policy], vocabulary: Vocabulary) -> dict[str, str]:
    """Every word for a class, of the vocabulary or of a record, by its spelling; and the word for none."""
    names = [name for entry in vocabulary.entries for name in (entry.name, *entry.aliases)]
    for policy in policies:
        for standing in STANDINGS:
            for party in policy.parties(standing):
                if party.type == "class":
                    names += (party.who, *party.aliases)
    return {spelling(OTHER): OTHER, **{spelling(name): name for name in reversed(names)}}


def nearest(party: Party, word: str, vocabulary: Vocabulary) -> str | None:
    """A name of a party that a word comes near, or a word for a class that it takes in; None for no name.

    Near is a name with two slips of the keyboard in its letters, or with a telling word in common; the
    words for a class are near where all that is telling in them is in the name.
    """
    wanted = folded(word)
    telling = _telling(wanted)
    whole = party.type != "class"
    for name in (party.who, *party.aliases):
        if _is_near(wanted, telling, folded(name), some=whole):
            return name
    for name in vocabulary.taken_in(party):
        entry = vocabulary.named(name)
        for spelt in (entry.name, *entry.aliases) if entry else ():
            if _is_near(wanted, telling, folded(spelt), some=False):
                return spelt
    return None


def _is_near(wanted: str, telling: frozenset[str], name: str, *, some: bool) -> bool:
    letters = "".join(re.findall(_WORD, name)) or name
    if slips("".join(re.findall(_WORD, wanted)) or wanted, letters) <= min(SLIPS, len(letters) - 1):
        return True
    theirs = _telling(name)
    found = [any(_is_same(one, other) for other in telling) for one in theirs]
    return bool(found) and (any(found) if some else all(found))


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= _LONG_WORD and slips(one, other) <= 1


@lru_cache(maxsize=65536)
def _telling(name: str) -> frozenset[str]:
    words = map(spelling, re.findall(_WORD, name))
    return frozenset(word for word in words if len(word) > 1 and word not in _GENERIC)


@lru_cache(maxsize=65536)
def slips(one: str, other: str) -> int:
    """How many letters are to be added, left out, changed or swapped with the next; at most SLIPS + 1.

    The distance of Damerau and Levenshtein, by the algorithm of Lowrance and Wagner.
    """
    most = SLIPS + 1
    if abs(len(one) - len(other)) > SLIPS:
        return most
    rows: list[list[int]] = [[most] * (len(other) + 2), [most, *range(len(other) + 1)]]
    last_row: dict[str, int] = {}
    for at, letter in enumerate(one, start=1):
        row = [most, at]
        last_place = 0
        for place, theirs in enumerate(other, start=1):
            # Where each of the two letters was last seen across from the other, they may have been swapped.
            seen, swapped = last_row.get(theirs, 0), last_place
            cost = rows[-1][place] + (letter != theirs)
            if letter == theirs:
                last_place = place
            swap = rows[seen][swapped] + (at - seen - 1) + 1 + (place - swapped - 1)
            row.append(min(cost, row[-1] + 1, rows[-1][place + 1] + 1, swap))
        rows.append(row)
        last_row[letter] = at
        if min(row) > SLIPS and min(rows[-2]) > SLIPS:
            return most
    return min(rows[-1][-1], most)
