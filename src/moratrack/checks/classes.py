"""The vocabulary of classes and what a file says of itself: what is wrong with them.

Classes are judged over all files together: a word of one may be spoilt by another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ..core.classes import Vocabulary, spelling
from ..core.faults import Finding
from ..core.policy import STANDINGS, About, Amendment, PartyClass, Policy
from ..text import folded, near
from .catalogue import CODES, code
from .rules import no_address

BAD_VERSION = code("bad_version", "A version is numbers with dots, so that the later is the higher.")
BAD_THROUGH = code("bad_through", "The day up to which a file was kept is a whole day.")
BAD_LICENCE = code("bad_licence", "A licence is an SPDX identifier, which programs know.", "warning")
EVENT_AFTER_THROUGH = code(
    "event_after_through", "A file has no event after the day up to which it says it was kept.", "warning"
)
TWO_CLASSES = code("two_classes", "A word means one class of the vocabulary, over all files read together.")
CLASS_IN_ITSELF = code("class_in_itself", "A class is not part of itself, nor through others.")
UNKNOWN_CLASS = code("unknown_class", "A class that part_of or includes names is in the vocabulary.")
_VERSION = re.compile(r"\d+(\.\d+)*", re.ASCII)
_LICENCE = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*", re.ASCII)


class Classes(NamedTuple):
    """The classes of one file, by their places in it, and its records that may name some."""

    entries: Mapping[int, PartyClass]
    policies: Mapping[int, Policy]
    amendments: Mapping[int, Amendment]


class Placed(NamedTuple):
    """A finding in one of several files, by its number; ``elsewhere`` is the other place it speaks of."""

    file: int
    finding: Finding
    elsewhere: tuple[int, Finding] | None = None


def findings_of_about(about: About, policies: Iterable[Policy]) -> Iterator[Finding]:
    """What is wrong with ``[about]`` of a file with these policies."""
    if about.version is not None and _VERSION.fullmatch(about.version) is None:
        message = f"version {about.version[:40]!r} is not made of numbers and dots"
        yield BAD_VERSION.at(("version",), message, "write it like 2026.11.1")
    if about.licence is not None and _LICENCE.fullmatch(about.licence) is None:
        message = f"licence {about.licence[:40]!r} is no SPDX identifier"
        yield BAD_LICENCE.at(("licence",), message, "write one such as CC0-1.0 or CC-BY-4.0")
    for problem in no_address(about.url, "url"):
        yield CODES["bad_url"].at(*problem)
    through = about.through
    if through is not None and through.approximate:
        yield BAD_THROUGH.at(("through",), f"through {through} is no whole day", "write it like 2026-11-26")
    elif through is not None:
        later = [event.date.first for policy in policies for event in policy.events]
        newest = max(later, default=through.first)
        if newest > through.first:
            message = f"kept through {through}, and there is an event of {newest}"
            yield EVENT_AFTER_THROUGH.at(("through",), message, "write the day up to which it is kept now")


def findings_of_class(entry: PartyClass) -> Iterator[Finding]:
    """What is wrong with a class by itself."""
    empty = CODES["empty_text"]
    if not entry.name.strip():
        yield empty.at(("name",), "name is empty", "name the class")
    for place, alias in enumerate(entry.aliases):
        if not alias.strip():
            yield empty.at(("aliases", place), "an alias is empty", "leave it out")


def findings_of_vocabulary(files: Sequence[Classes]) -> Iterator[Placed]:
    """What is wrong between classes, and with the words that records use for them."""
    vocabulary = Vocabulary(entry for file in files for entry in file.entries.values())
    yield from _spelt_alike(files)
    for number, file in enumerate(files):
        for place, entry in file.entries.items():
            for finding in _misplaced(entry, vocabulary):
                yield Placed(number, finding.below("class", place))
        for table, records in (("policy", file.policies), ("amend", file.amendments)):
            for place, record in records.items():
                for finding in _unknown_includes(record, vocabulary):
                    yield Placed(number, finding.below(table, place))


def is_sound_about(about: About | None) -> bool:
    """Whether what a file says of itself has no error; warnings are not looked for."""
    return about is None or not any(finding.severity == "error" for finding in findings_of_about(about, ()))


def _spelt_alike(files: Sequence[Classes]) -> Iterator[Placed]:
    """One spelling of two classes, in one file or in two."""
    first: dict[str, tuple[int, Finding, str]] = {}
    for number, file in enumerate(files):
        for place, entry in file.entries.items():
            aliases = (((place, "aliases", at), alias) for at, alias in enumerate(entry.aliases))
            for path, word in (((place, "name"), entry.name), *aliases):
                if not word.strip():
                    continue
                mend = "a word means one class: leave it out of one of the two"
                here = TWO_CLASSES.at(("class", *path), "", mend)
                there, finding, name = first.setdefault(spelling(word), (number, here, entry.name))
                if folded(name) != folded(entry.name):
                    message = f"{word[:40]!r} means {entry.name[:40]!r} here and {name[:40]!r}"
                    yield Placed(number, replace(here, message=message), (there, finding))


def _misplaced(entry: PartyClass, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A class in one that is not there, or in itself."""
    for place, name in enumerate(entry.part_of):
        path = ("part_of", place)
        broader = vocabulary.named(name)
        if broader is None:
            yield _unknown_class(name, path, vocabulary)
        elif folded(name) == folded(entry.name):
            yield CLASS_IN_ITSELF.at(path, f"{name[:40]!r} is part of itself", "leave it out")
        elif folded(entry.name) in map(folded, vocabulary.broader(broader)):
            message = f"{entry.name[:40]!r} is part of {name[:40]!r}, which is part of {entry.name[:40]!r}"
            yield CLASS_IN_ITSELF.at(path, message, "leave out one of the two")


def _unknown_includes(record: Policy | Amendment, vocabulary: Vocabulary) -> Iterator[Finding]:
    for standing in STANDINGS:
        for place, party in enumerate(record.parties(standing)):
            for at, name in enumerate(party.includes):
                if vocabulary.named(name) is None:
                    yield _unknown_class(name, (standing, place, "includes", at), vocabulary)


def _unknown_class(name: str, path: tuple[str | int, ...], vocabulary: Vocabulary) -> Finding:
    """A word that names no class: its mend is the name it must mean."""
    meant = vocabulary.find(name)
    match = meant.name if meant else near(name, [entry.name for entry in vocabulary.entries])
    mend = (
        f"write {match!r}"
        if match
        else "add a [[class]] with that name, or the data that has it, such as bundled"
    )
    return UNKNOWN_CLASS.at(path, f"{path[-2]} names {name[:40]!r}, which is no class here", mend)
