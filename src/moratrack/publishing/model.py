"""Everything that the pages, feeds and files of a site are made of, gathered once. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import groupby
from typing import Literal, NamedTuple

from msgspec.structs import replace

from ..core.classes import Vocabulary
from ..core.policy import STANDINGS, PartyClass, Policy
from ..questions.calendar import Coming, agenda
from ..questions.exempt import PartyRow, party_row
from ..questions.log import LogRow, log, log_rows
from ..questions.selection import BY_URGENCY, SORTS, Row
from ..questions.show import Dossier, dossier
from ..questions.status import Status, status_row
from ..text import folded, inert
from .names import slugs
from .places import place_name
from .turns import Look, Standing, Turn, horizon, known_part, standings, turns

Kind = Literal["topics", "places", "issuers"]
Progress = Callable[[int, int], None]


class Edition(NamedTuple):
    """What is published: of which record, on which day, where."""

    on: dt.date
    """The day of publishing, of which everything is told."""
    title: str
    kept_to: dt.date | None
    """The day up to which the record was kept."""
    publisher: str | None = None
    licence: str | None = None
    """An SPDX identifier."""
    version: str | None = None
    home: str | None = None
    """The address that the record itself gives as its own."""
    url: str | None = None
    """Where the site will be, with a slash at its end; None where nobody said."""
    classes: tuple[PartyClass, ...] = ()
    """The vocabulary of classes that the record uses."""


class Entry(NamedTuple):
    """A policy of the site."""

    row: Row
    """With no more events than were known on the day of publishing."""
    slug: str
    turns: Sequence[Turn]

    @property
    def policy(self) -> Policy:
        """The record."""
        return self.row.policy

    @property
    def look(self) -> Look:
        """What is shown of it on the day of publishing."""
        return self.turns[0].look

    @property
    def status(self) -> Status:
        """Its row."""
        return status_row(self.row)

    @property
    def dossier(self) -> Dossier:
        """All of it."""
        found = dossier(self.row)
        return replace(found, parties=tuple(without_file(party) for party in found.parties))


class Shelf(NamedTuple):
    """Policies that have something in common: a topic, a place or an issuer."""

    kind: Kind
    slug: str
    name: str
    """As the record writes it."""
    title: str
    """As people read it."""
    entries: Sequence[Entry]


class Case(NamedTuple):
    """How one policy treats a party."""

    entry: Entry
    party: PartyRow
    standings: Sequence[Standing]
    """What it may do from which day on."""


class Party(NamedTuple):
    """Whom policies name, under one name."""

    slug: str
    name: str
    aliases: Sequence[str]
    cases: Sequence[Case]


class Record:
    """The policies of a site, in the order of a listing by urgency, and everything in which they stand."""

    def __init__(self, rows: Iterable[Row], edition: Edition, progress: Progress | None = None) -> None:
        self.edition = edition
        self.horizon = horizon(edition.on)
        self.vocabulary = Vocabulary(edition.classes)
        found = sorted(rows, key=lambda row: (SORTS[BY_URGENCY](row), row.policy.id))
        names = slugs(row.policy.id for row in found)
        self.entries: list[Entry] = []
        for row in found:
            policy = known_part(row.policy, edition.on)
            known = Row(policy, row.facts, None, row.kept_to)
            self.entries.append(Entry(known, names[policy.id], turns(policy, edition.on, self.horizon)))
            if progress:
                progress(len(self.entries), len(found))

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The policies by their ids."""
        return {entry.policy.id: entry for entry in self.entries}

    @cached_property
    def shelves(self) -> dict[Kind, list[Shelf]]:
        """Topics, places and issuers by their titles."""
        return {
            "topics": self._shelves("topics", lambda policy: policy.topic, _topic_title),
            "places": self._shelves("places", lambda policy: policy.jurisdiction, place_name),
            "issuers": self._shelves("issuers", lambda policy: policy.issuer, inert),
        }

    def shelf(self, kind: Kind, name: str | None) -> Shelf | None:
        """The shelf on which policies with that topic, place or issuer stand."""
        return self._by_name[kind].get(name) if name is not None else None

    @cached_property
    def _by_name(self) -> dict[Kind, dict[str, Shelf]]:
        return {
            kind: {
                name: shelf for shelf in shelves for name in {_value(entry, kind) for entry in shelf.entries}
            }
            for kind, shelves in self.shelves.items()
        }

    def _shelves(
        self, kind: Kind, name_of: Callable[[Policy], str | None], title: Callable[[str], str]
    ) -> list[Shelf]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            name = name_of(entry.policy)
            if name is not None:
                found[name].append(entry)
        names = slugs(found)
        together: dict[str, list[str]] = defaultdict(list)
        for name in sorted(found):
            together[names[name]].append(name)
        places = {id(entry): place for place, entry in enumerate(self.entries)}
        shelves = [
            Shelf(
                kind,
                slug,
                same[0],
                title(same[0]),
                sorted(
                    (entry for name in same for entry in found[name]), key=lambda entry: places[id(entry)]
                ),
            )
            for slug, same in together.items()
        ]
        return sorted(shelves, key=lambda shelf: (shelf.title.casefold(), shelf.slug))

    @cached_property
    def parties(self) -> list[Party]:
        """Everybody whom a policy bars, exempts or leaves unclear, at whatever time, by name."""
        found: dict[str, list[tuple[str, Entry, PartyRow]]] = defaultdict(list)
        for entry in self.entries:
            for party in all_parties(entry.row):
                found[folded(party.who)].append((party.who, entry, party))
        names = slugs(name for cases in found.values() for name, _, _ in cases)
        parties = [
            Party(
                names[cases[0][0]],
                cases[0][0],
                _aliases(party for _, _, party in cases),
                [self._case(entry, party) for _, entry, party in _one_a_policy(cases)],
            )
            for cases in found.values()
        ]
        return sorted(parties, key=lambda party: (party.name.casefold(), party.slug))

    @cached_property
    def party_slugs(self) -> dict[str, str]:
        """Where each party is to be found, by its folded name."""
        return {folded(party.name): party.slug for party in self.parties}

    def _case(self, entry: Entry, party: PartyRow) -> Case:
        classes = [party.who] if party.type == "class" else []
        told = standings(entry.policy, party.who, classes, self.vocabulary, self.edition.on, self.horizon)
        return Case(entry, party, told)

    @cached_property
    def log(self) -> list[LogRow]:
        """Every event and turn as known on the day of publishing, oldest first, what is scheduled last."""
        policies = [entry.policy for entry in self.entries]
        return list(log_rows(log(policies, self.edition.on)))

    @cached_property
    def log_by_id(self) -> dict[str, list[LogRow]]:
        """The log of each policy."""
        found: dict[str, list[LogRow]] = defaultdict(list)
        for row in self.log:
            found[row.id].append(row)
        return found

    @cached_property
    def agenda(self) -> list[Coming]:
        """What is coming, the nearest first."""
        return agenda(entry.row for entry in self.entries)

    @cached_property
    def agenda_by_id(self) -> dict[str, list[Coming]]:
        """What is coming of each policy."""
        found: dict[str, list[Coming]] = defaultdict(list)
        for coming in self.agenda:
            found[coming.id].append(coming)
        return found


def without_file(party: PartyRow) -> PartyRow:
    """A party without the name of the file that adds it: nobody need know the folders of who publishes."""
    return replace(party, file=None) if party.file is not None else party


def all_parties(row: Row) -> list[PartyRow]:
    """The parties of a policy, whatever the day on which they stand."""
    found = [
        party_row(row, standing, party) for standing in STANDINGS for party in row.policy.parties(standing)
    ]
    return [without_file(party) for party in found]


def _one_a_policy(cases: list[tuple[str, Entry, PartyRow]]) -> list[tuple[str, Entry, PartyRow]]:
    """The first standing of a party in each policy; the verdict of a day heeds all of them."""
    return [next(members) for _, members in groupby(cases, key=lambda case: case[1].policy.id)]


def _aliases(parties: Iterable[PartyRow]) -> list[str]:
    return list(dict.fromkeys(alias for party in parties for alias in party.aliases))


def _value(entry: Entry, kind: Kind) -> str:
    policy = entry.policy
    return {"topics": policy.topic, "places": policy.jurisdiction, "issuers": policy.issuer}[kind] or ""


def _topic_title(topic: str) -> str:
    words = inert(topic).replace("-", " ")
    return words[:1].upper() + words[1:]
