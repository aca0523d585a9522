"""The values that a command's parameters take, for completion; most by the parameter's name alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_args

from ..core.ledger import State
from ..core.policy import KINDS, STANDINGS, IssuerType, Party, Policy
from ..dataset import Dataset, load
from ..files.cache import Cache, cache_folder
from ..files.documents import BUNDLED, data_names, read_documents
from ..questions.failures import FAILURES
from ..questions.naming import OTHER
from ..questions.selection import SORTS, find
from ..text import several
from .event_words import DIDS

Given = Mapping[str, Any]
"""What a command line has given so far, by parameter."""


class Candidate(NamedTuple):
    """A word that may be typed, and what it means."""

    word: str
    meaning: str = ""


Suggest = Callable[[Given], Iterable[Candidate]]


def suggestions(command: str | None, parameter: str | None, given: Given) -> Iterable[Candidate]:
    """The values that a parameter of a command may take, as far as they are known."""
    suggest = VALUES.get(f"{command} {parameter}", VALUES.get(f"{parameter}"))
    return suggest(given) if suggest else ()


def dataset(given: Given) -> Dataset:
    """The data that the command will read; none where reading might wait for somebody."""
    chosen = [str(Path(name).expanduser()) for name in given.get("data") or ()]
    names = data_names(chosen, os.environ)
    if not all(name == BUNDLED or Path(name).is_file() or Path(name).is_dir() for name in names):
        return Dataset([], {})
    return load(read_documents(names), Cache(cache_folder(os.environ)))


def _policies(given: Given) -> list[Policy]:
    return dataset(given).policies


def _ids(given: Given) -> Iterable[Candidate]:
    return sorted(Candidate(policy.id, policy.title) for policy in _policies(given))


def _each(attribute: str) -> Suggest:
    """Every value that an attribute has in some policy."""

    def values(given: Given) -> Iterable[Candidate]:
        found = {getattr(policy, attribute) for policy in _policies(given)} - {None}
        return map(Candidate, sorted(found))

    return values


def _parties(given: Given) -> Iterator[tuple[Party, Candidate]]:
    """The parties of the policies named so far, of all where none is."""
    policies, word = _policies(given), given.get("policy")
    for policy in find(policies, word) if word else policies:
        for standing in STANDINGS:
            for party in policy.parties(standing):
                yield party, Candidate(party.who, f"{standing} by {policy.id}")


def _names(given: Given) -> Iterable[Candidate]:
    return {party.who: candidate for party, candidate in _parties(given)}.values()


def _vocabulary(given: Given) -> dict[str, Candidate]:
    entries = dataset(given).vocabulary.entries
    return {entry.name: Candidate(entry.name, several(entry.aliases, 3)) for entry in entries}


def _classes(given: Given) -> Iterable[Candidate]:
    """The classes of the policy, those of the vocabulary, and the word for none of them."""
    named = {party.who: candidate for party, candidate in _parties(given) if party.type == "class"}
    none = Candidate(OTHER, "none of those that the policy names")
    return {OTHER: none, **_vocabulary(given), **named}.values()


def _barred(given: Given) -> Iterable[Candidate]:
    """Whom the policies bar, and the classes of the vocabulary."""
    barred = (party.who for policy in _policies(given) for party in policy.barred)
    return {**_vocabulary(given), **{who: Candidate(who) for who in barred}}.values()


def _first_of_check(given: Given) -> Iterable[Candidate]:
    """A policy, or with --all whom it is asked about."""
    return _names({**given, "policy": None}) if given.get("everywhere") else _ids(given)


def _fixed(words: Iterable[str]) -> Suggest:
    return lambda _: map(Candidate, words)


VALUES: dict[str, Suggest] = {
    "policies": _ids,
    "policy": _ids,
    "check policy": _first_of_check,
    "add policy": _fixed(()),
    "add bars": _fixed(()),
    "record by": _ids,
    "record did": _fixed(DIDS),
    "who": _names,
    "classes": _classes,
    "bars": _barred,
    "state": _fixed(get_args(State)),
    "kind": _fixed(KINDS),
    "sort": _fixed(SORTS),
    "topic": _each("topic"),
    "jurisdiction": _each("jurisdiction"),
    "issuer": _each("issuer"),
    "issuer_type": _fixed(get_args(IssuerType)),
    "fail_on": _fixed(FAILURES),
}
"""What suggests the values of a parameter; of one in a single command, named after that command."""
