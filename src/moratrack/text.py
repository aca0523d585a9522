"""Text for people, whatever it comes from: made harmless, folded for comparison, the nearest known word."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence

APPROXIMATE = "~"
UNCONFIRMED = "?"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet program take a cell for a formula."""
_JOINERS = "\u200c\u200d"


def inert(text: str) -> str:
    """Text of a data file in one line, with whatever could command a terminal written out as an escape."""
    if text.isprintable():
        return text
    return "".join(map(_inert_character, text))


def _inert_character(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    if "\udc80" <= character <= "\udcff":  # How Python holds a byte that is no text.
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def folded(text: str) -> str:
    """Text as it is compared, in one line: without case, and whatever only looks different made the same.

    NFKC; format characters go; apostrophes, hyphens and spaces of every kind are one each.
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    plain = unicodedata.normalize("NFKC", text.translate(_FOLDING)).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())


class _Folding(dict[int, int | None]):
    """What becomes of a character, by its code point: itself, another or nothing. Filled as it is asked."""

    def __missing__(self, code: int) -> int | None:
        self[code] = result = self._become(chr(code))
        return result

    def _become(self, character: str) -> int | None:
        if character in _APOSTROPHES:
            return ord("'")
        if character in _QUOTES:
            return ord('"')
        category = unicodedata.category(character)
        if category == "Pd" or character in _HYPHENS:
            return ord("-")
        return None if category == "Cf" or character in _INVISIBLE else ord(character)


_FOLDING = _Folding()
_APOSTROPHES = (
    "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u0384\u055a\u05f3\u1fbd\u1fbf\u1fef\u1ffd\u1ffe"
    "\u2018\u2019\u201a\u201b\u2032\u2035\ua78b\ua78c\uff07\uff40"
)
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u2036\u02ba\u02ee\u05f4\uff02"
_HYPHENS = "\u02d7\u2043\u2212\u2796"
"""Beside those that Unicode calls dashes."""
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0").union(
    map(chr, range(0xFE00, 0xFE10)), map(chr, range(0xE0100, 0xE01F0))
)
"""What has no form of its own, beside format characters: fillers, joiners and variation selectors."""


def day(date: dt.date | None, *, approximate: bool = False) -> str:
    """A date, marked where it is only approximate; nothing for none."""
    if date is None:
        return ""
    return f"{APPROXIMATE}{date}" if approximate else str(date)


def starts_when(condition: str) -> str:
    """A condition on which something starts, as what it does then: "starts when a treaty is in force"."""
    return f"starts when {condition.removeprefix('when ')}"


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most likely stands for."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 policy", "1,200 policies"; without ``many``, an s is added."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def several(texts: Sequence[str], at_most: int) -> str:
    """Texts in a row, the last of more than ``at_most`` only counted: "police, schools and 3 more"."""
    more = f" and {len(texts) - at_most} more" if len(texts) > at_most else ""
    return ", ".join(texts[:at_most]) + more


def did_you_mean(match: str | None, otherwise: str) -> str:
    """The mend for a word that nothing goes by: the nearest known one, else something to do."""
    return f"did you mean {match}?" if match else otherwise
