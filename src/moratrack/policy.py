"""The records as they are written in a data file: Policy, Event, Party, Source.

The types decode TOML and JSON, and the attribute docstrings are the words of the JSON Schema.
Nothing here is computed; what follows from the events is in ``history``.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, get_args

from msgspec import Struct, field

from .dates import Day, Term

if TYPE_CHECKING:
    from .history import Period, Status

Confidence = Literal["high", "medium", "low"]
Kind = Literal["moratorium", "ban", "withdrawal", "restriction"]
Did = Literal[
    "proposed", "adopted", "extended", "amended", "suspended", "resumed", "ended", "checked", "noted"
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
    publisher: str
    title: str | None = None
    published: Day | None = None
    note: str | None = None


class Event(_Record, frozen=True, kw_only=True):
    """One dated event of a policy, and the end it sets, as its sources state it."""

    date: Day
    effective: Day | None = None
    did: Did
    term: Term | None = None
    through: Day | None = None
    until: str | None = None
    not_before: Day | None = None
    how: str | None = None
    by: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()
    confidence: Confidence = "high"

    @property
    def known(self) -> dt.date:
        """The day from which the event counts as known.

        Of a reduced date, the first day; for ``ended``, as for any end, the last.
        """
        return self.date.last if self.did == "ended" else self.date.first

    @property
    def sets_end(self) -> bool:
        """Whether the event states an end of the policy."""
        return any(end is not None for end in (self.term, self.through, self.until, self.not_before))


class Party(_Record, frozen=True, kw_only=True):
    """Whom a policy bars or exempts, or whose standing nobody has stated.

    ``since`` and ``through`` (both inclusive) bound a standing that did not last the whole policy.
    """

    who: str
    type: PartyType = "organization"
    aliases: tuple[str, ...] = ()
    may: str | None = None
    why: str | None = None
    note: str | None = None
    since: Day | None = None
    through: Day | None = None
    sources: tuple[str, ...] = ()
    confidence: Confidence = "high"

    def stands(self, on: dt.date) -> bool:
        """Whether the party has its standing on the day ``on``."""
        return (self.since is None or self.since.first <= on) and (
            self.through is None or on <= self.through.last
        )


class Policy(_Record, frozen=True, kw_only=True):
    """One policy: what it is, its log of dated events, its parties and its sources."""

    id: str
    title: str
    issuer: str
    issuer_type: IssuerType | None = None
    kind: Kind
    topic: str | None = None
    jurisdiction: str | None = None
    aliases: tuple[str, ...] = ()
    bars: str | None = None
    why: str | None = None
    citation: str | None = None
    note: str | None = None
    sources: dict[str, Source] = {}
    events: tuple[Event, ...] = field(name="event")
    barred: tuple[Party, ...] = ()
    exempt: tuple[Party, ...] = ()
    unclear: tuple[Party, ...] = ()

    def parties(self, standing: Standing) -> tuple[Party, ...]:
        """The parties recorded with one standing, in the order in which they are written."""
        parties: tuple[Party, ...] = getattr(self, standing)
        return parties

    # For users of the Python API; within the package, history is asked.

    def status(self, on: dt.date) -> Status | None:
        """What holds on a day, as far as it was known then; None if nothing was known yet."""
        from .history import status

        return status(self, on)

    def periods(self, known_on: dt.date | None = None) -> list[Period]:
        """All periods, as known on a day or with all events; they neither overlap nor leave a gap."""
        from .history import periods

        return periods(self, known_on)


def decode_hook(kind: type, value: object) -> object:
    """Turn a value of a data file into a Day or a Term, for msgspec; raise ValueError with the mend."""
    if kind is Day:
        if isinstance(value, str):
            return Day.parse(value)
        if isinstance(value, dt.datetime):
            raise ValueError("a day without a time is wanted, such as 2020-06-11")
        if isinstance(value, dt.date):
            return Day(value)
        raise ValueError("a day is wanted: 2020-06-11, or in quotes '2020-06' or '2020'")
    if kind is Term:
        if isinstance(value, str):
            return Term.parse(value)
        raise ValueError("a term is wanted, in quotes: '1 year', '180 days', 'P1Y6M' or 'unknown'")
    raise NotImplementedError(kind)


def encode_hook(value: Any) -> str:
    """Write a Day or a Term as the text that ``decode_hook`` reads."""
    if isinstance(value, (Day, Term)):
        return str(value)
    raise NotImplementedError(type(value))
