"""Silence is never a yes: whoever is barred gets no yes by a slip of the keyboard."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

import pytest

from moratrack.core.classes import spelling
from moratrack.core.history import facts
from moratrack.core.policy import STANDINGS, Party, Policy
from moratrack.dataset import Dataset, load
from moratrack.files.cache import Cache
from moratrack.files.documents import read_documents
from moratrack.questions.check import verdict
from moratrack.questions.naming import class_words, is_called

from ..support import SHIPPED

ON = dt.date(2026, 7, 1)
ROUNDS = 10_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DISGUISES = ("\u2019", "\u2010", "\u00a0", "\u200b")


@pytest.fixture(scope="module")
def record() -> Dataset:
    return load(read_documents([str(SHIPPED)]), Cache(None))


def barred(record: Dataset) -> list[tuple[Policy, Party]]:
    """Everybody who is barred on the day, with the policy that bars them."""
    found = []
    for policy in record.policies:
        known = facts(policy, ON)
        if known is not None and known.state == "in_force":
            found += [(policy, party) for party in policy.barred if party.stands(ON)]
    return found


def slipped(name: str, rng: random.Random) -> str:
    """A name with one or two slips of the keyboard, of two letters with one, and perhaps another look."""
    letters = list(name)
    for _ in range(min(rng.choice((1, 2)), len(letters) - 1)):
        at = rng.randrange(len(letters))
        match rng.randrange(4):
            case 0:
                letters[at] = rng.choice(LETTERS)
            case 1:
                letters.insert(at, rng.choice(LETTERS))
            case 2 if len(letters) > 2:
                del letters[at]
            case _ if at + 1 < len(letters):
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
    text = "".join(letters)
    match rng.randrange(4):
        case 0:
            return text.upper()
        case 1:
            return text.replace("'", DISGUISES[0]).replace("-", DISGUISES[1]).replace(" ", DISGUISES[2])
        case 2:
            return f" {text}{DISGUISES[3]} "
    return text


def names(record: Dataset, party: Party) -> Iterator[str]:
    yield from (party.who, *party.aliases)
    for name in record.vocabulary.taken_in(party):
        entry = record.vocabulary.named(name)
        if entry is not None:
            yield from (entry.name, *entry.aliases)


def exempts(policy: Policy, word: str) -> bool:
    """Whether a slip made a word by chance the name of somebody whom the policy exempts."""
    return any(is_called(party, word) for party in policy.exempt)


def test_a_name_with_slips_is_no_yes(record: Dataset) -> None:
    rng = random.Random(20261126)  # noqa: S311
    everybody = barred(record)
    seen = 0
    while seen < ROUNDS:
        policy, party = rng.choice(everybody)
        who = slipped(rng.choice(list(names(record, party))), rng)
        if not who.strip() or exempts(policy, who):
            continue
        seen += 1
        classes = rng.choice(([], ["other"], ["other"], ["retailers"]))
        found = verdict(policy, ON, who, classes, record.vocabulary)
        if found.verdict == "exempt" and found.matched_by == "class":
            continue  # retailers, say, that the record exempts
        meant = record.vocabulary.find(who)
        if meant is not None and meant.name not in record.vocabulary.taken_in(party):
            continue  # by chance the word for another class
        assert found.may is not True, f"check {policy.id} {who!r} {classes}: {found.reason}"


def test_a_class_with_slips_is_refused_or_no_yes(record: Dataset) -> None:
    rng = random.Random(11262026)  # noqa: S311
    everybody = [(policy, party) for policy, party in barred(record) if party.type == "class"]
    known = class_words(record.policies, record.vocabulary)
    refused = 0
    for _ in range(ROUNDS):
        policy, party = rng.choice(everybody)
        typed = rng.choice(list(names(record, party)))
        word = slipped(typed, rng)
        if spelling(word) not in known:
            refused += 1
            continue
        if spelling(word) == spelling(typed):
            found = verdict(policy, ON, "Acme", [word], record.vocabulary)
            assert found.may is not True or found.verdict == "exempt", f"{policy.id} {word!r}: {found.reason}"
    assert refused > ROUNDS / 2


def test_a_yes_has_a_ground_in_the_record(record: Dataset) -> None:
    """Of every policy and a stranger without a class: only what is over, or bars single names, lets them."""
    for policy in record.policies:
        found = verdict(policy, ON, "Zyxw Vuts", (), record.vocabulary)
        if found.may:
            classes = [p for kind in STANDINGS[1:] for p in policy.parties(kind) if p.type == "class"]
            over = found.verdict == "not_in_force" and found.confirmed
            assert over or found.state is None or not [party for party in classes if party.stands(ON)]
