"""The records as they are written in a data file: Policy, Event, Party, Source, PartyClass, About.

The types decode TOML and JSON, and the attribute docstrings are the words of the JSON Schema.
Nothing here is computed; what follows from the events is in ``history``. Annotations are values here, not
text: each start would have to compile them.
"""

import datetime as dt
from typing import Any, Literal, get_args

from msgspec import Struct, field

from .dates import Day, Floor, Term

Confidence = Literal["high", "medium", "low"]
Kind = Literal["moratorium", "ban", "withdrawal", "restriction"]
Did = Literal[
    "proposed",
    "adopted",
    "scheduled",
    "extended",
    "amended",
    "suspended",
    "resumed",
    "ended",
    "checked",
    "noted",
]
IssuerType = Literal[
    "company",
    "city",
    "county",
    "state",
    "country",
    "supranational",
    "treaty-body",
    "international-organization",
    "regulator",
    "agency",
    "court",
    "police",
    "association",
]
PartyType = Literal["organization", "class"]
Standing = Literal["exempt", "barred", "unclear"]

CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
KINDS: tuple[Kind, ...] = get_args(Kind)
STANDINGS: tuple[Standing, ...] = get_args(Standing)


class _Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What all records share: immutable, no unknown keys; defaults are not written."""


class Source(_Record, frozen=True, kw_only=True):
    """Where a statement can be read."""

    url: str
    """Its address, http or https."""
    publisher: str
    """Who published it."""
    title: str | None = None
    """Its title, where that helps to find it."""
    published: Day | None = None
    """The day on which it was published."""
    archive: str | None = None
    """The address of a kept copy, http or https."""
    read: Day | None = None
    """The day on which it was last read for the record."""
    note: str | None = None
    """What a reader must know of the source."""


class Event(_Record, frozen=True, kw_only=True):
    """One dated event of a policy, and the end it sets, as its sources state it."""

    date: Day
    """The day it was decided or said: the day the world could know it."""
    effective: Day | None = None
    """The day it took effect, where that is another; of ``ended``, the first day no longer in force; of
    ``scheduled``, the first day in force."""
    upon: str | None = None
    """Of ``adopted``: the condition in words on which it starts, where its first day is not known yet."""
    did: Did
    """What happened."""
    term: Term | None = None
    """An end as a length, counted from the effective day, or from the end that is extended; ``unknown``
    where nobody recorded it, ``open`` where it is said that no end is set any more."""
    through: Day | None = None
    """An end as the last day in force; of ``suspended``, the last day of the suspension."""
    until: str | None = None
    """An end as a condition in words; beside a term or a day, whichever comes first."""
    not_before: Floor | None = None
    """With ``until``: the day before which the condition cannot end it, or the term that leads to it."""
    how: str | None = None
    """How it ended: lifted, repealed, struck down, replaced, condition met …"""
    by: str | None = None
    """The id of the policy that replaced it."""
    note: str | None = None
    """What a reader must know of the event, such as what the sources disagree on."""
    sources: tuple[str, ...] = ()
    """Keys of the policy's sources."""
    confidence: Confidence = "high"
    """High: a primary source or two independent ones. Medium: one reliable source. Low: inferred or weak."""

    @property
    def sets_end(self) -> bool:
        """Whether the event states an end of the policy."""
        return any(end is not None for end in (self.term, self.through, self.until, self.not_before))


class Party(_Record, frozen=True, kw_only=True):
    """Whom a policy bars or exempts, or whose standing nobody has stated."""

    who: str
    """The organization, or the class in words: police, landlords."""
    type: PartyType = "organization"
    """Whether ``who`` is one organization or a class of them."""
    aliases: tuple[str, ...] = ()
    """What else it is called."""
    includes: tuple[str, ...] = ()
    """Of a class: names of classes of the vocabulary that it takes in."""
    may: str | None = None
    """Of the exempt: what they may go on doing."""
    why: str | None = None
    """The reason given for the standing."""
    note: str | None = None
    """What a reader must know of the standing."""
    since: Day | None = None
    """First day of the standing, where it did not begin with the policy."""
    through: Day | None = None
    """Last day of the standing, where it did not last the whole policy."""
    sources: tuple[str, ...] = ()
    """Keys of the policy's sources."""
    confidence: Confidence = "high"
    """As of an event."""

    def stands(self, on: dt.date) -> bool:
        """Whether the party has its standing on the day ``on``."""
        return (self.since is None or self.since.first <= on) and (
            self.through is None or on <= self.through.last
        )


class AddedParty(Party, frozen=True, kw_only=True):
    """A party that another file adds to a policy: the sources of the policy say nothing of it."""

    file: str
    """The file that adds it."""


class _NamesParties(_Record, frozen=True):
    """A record with parties under the name of each standing."""

    def parties(self, standing: Standing) -> tuple[Party, ...]:
        """The parties with one standing, in the order in which they are written."""
        parties: tuple[Party, ...] = getattr(self, standing)
        return parties


class Policy(_NamesParties, frozen=True, kw_only=True):
    """One policy: what it is, its log of dated events, its parties and its sources."""

    id: str
    """What a person would type: lower case and hyphens, unique."""
    title: str
    """What is stopped, readable in a table."""
    issuer: str
    """Who imposed it."""
    issuer_type: IssuerType | None = None
    """What the issuer is."""
    kind: Kind
    """Moratorium: temporary or conditional; ban: meant to last; withdrawal: its own; restriction: limits."""
    topic: str | None = None
    """The field, in lower case and hyphens."""
    jurisdiction: str | None = None
    """An ISO 3166-1 or 3166-2 code, EU or INT."""
    aliases: tuple[str, ...] = ()
    """What else a person may type for it."""
    bars: str | None = None
    """What it bars, to complete "it bars …"."""
    why: str | None = None
    """The reason given for it."""
    citation: str | None = None
    """Where it is found in law."""
    note: str | None = None
    """What sources disagree on, or what a reader must not assume."""
    sources: dict[str, Source] = {}
    """Sources by a short key, by which events and parties cite them."""
    events: tuple[Event, ...] = field(name="event")
    """What happened, in any order; events of one day in the order in which they happened."""
    barred: tuple[Party, ...] = ()
    """Whom it bars."""
    exempt: tuple[Party, ...] = ()
    """Who may go on all the same."""
    unclear: tuple[Party, ...] = ()
    """Those of whom nobody has said."""


class Amendment(_NamesParties, frozen=True, kw_only=True):
    """What a file adds to a policy that another file holds."""

    id: str
    """The id of the policy."""
    aliases: tuple[str, ...] = ()
    """More names for it."""
    sources: dict[str, Source] = {}
    """More sources, under keys that the policy does not have yet."""
    events: tuple[Event, ...] = field(name="event", default=())
    """More events."""
    barred: tuple[Party, ...] = ()
    """More that it bars."""
    exempt: tuple[Party, ...] = ()
    """More who may go on."""
    unclear: tuple[Party, ...] = ()
    """More of whom nobody has said."""


class PartyClass(_Record, frozen=True, kw_only=True):
    """A class of parties, of the vocabulary that all policies share."""

    name: str
    """What records call it, in the plural where it has one: police, schools."""
    aliases: tuple[str, ...] = ()
    """What else people type for it; no spelling belongs to two classes."""
    part_of: tuple[str, ...] = ()
    """Names of the broader classes to which all of it belongs."""


class About(_Record, frozen=True, kw_only=True):
    """What a data file says of itself."""

    title: str | None = None
    """What the record is called."""
    publisher: str | None = None
    """Who keeps it."""
    licence: str | None = None
    """Its licence, as an SPDX identifier: CC0-1.0."""
    version: str | None = None
    """Its version: numbers with dots, the later the higher, such as 2026.11.1."""
    through: Day | None = None
    """The day up to which it was kept: what happened after that day is not in it."""
    url: str | None = None
    """The address where it is published, http or https."""


def decode_hook(kind: type, value: object) -> object:
    """Turn a value of a data file into a Day, Term or Floor, for msgspec; raise ValueError with the mend."""
    if kind is Day:
        return Day.parse(value) if isinstance(value, str) else _day(value)
    if kind is Term:
        if isinstance(value, str):
            return Term.parse(value)
        raise ValueError("a term is wanted, in quotes: '1 year', '180 days', 'P1Y6M' or 'unknown'")
    if kind is Floor:
        return Floor.parse(value) if isinstance(value, str) else Floor(day=_day(value))
    raise NotImplementedError(kind)


def _day(value: object) -> Day:
    """The day of a date of TOML."""
    match value:
        case dt.datetime():
            raise ValueError("a day without a time is wanted, such as 2020-06-11")
        case dt.date():
            return Day(value)
    raise ValueError("a day is wanted: 2020-06-11, or in quotes '2020-06' or '2020'")


def encode_hook(value: Any) -> str:
    """Write a Day, Term or Floor as the text that ``decode_hook`` reads."""
    if isinstance(value, (Day, Term, Floor)):
        return str(value)
    raise NotImplementedError(type(value))
