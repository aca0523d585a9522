"""What holds on a day, as ``status`` prints it: the facts of a policy beside what its record says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import astuple

from ..core.history import facts
from ..core.ledger import EndKind, State
from ..core.policy import Confidence, Kind, Party, Policy
from .selection import Group, Row, group_of


class Status(Struct, frozen=True, gc=False):
    """What holds on one day, as far as it was known on that day."""

    id: str
    """The policy."""
    title: str
    """What is stopped."""
    issuer: str
    """Who imposed it."""
    issuer_type: str | None
    """What the issuer is: company, city, state, court …"""
    kind: Kind
    """What kind of policy it is."""
    topic: str | None
    """The field."""
    jurisdiction: str | None
    """An ISO 3166 code, EU or INT."""
    as_of: dt.date
    """The day asked."""
    state: State
    """What holds on that day, as far as it was known then."""
    starts: dt.date | None
    """First day in force and not stayed, as far as known; null where there is none, or nobody knows it."""
    upon: str | None
    """The condition in words on which it starts, while its first day is not known."""
    expires: dt.date | None
    """Last day in force, scheduled or passed; null when no day is set."""
    days_left: int | None
    """Days from the day asked to ``expires``, 0 on it; null unless in force with a dated end."""
    expiring: bool
    """In force, with at most 90 days or a third of the current term left, whichever is less."""
    term_starts: dt.date | None
    """The day from which the current term counts; null when no day is set for its end."""
    ended: dt.date | None
    """First day out of force by an ``ended`` event."""
    until: str | None
    """The condition that ends it, in words."""
    not_before: dt.date | None
    """The day before which the condition cannot end it."""
    end: EndKind | None
    """The kind of end that is set; null while only proposed."""
    first_expires: dt.date | None
    """Last day of the first term, before any extension."""
    extensions: int
    """How many times it was extended since it was adopted."""
    extended: dt.date | None
    """The day on which it was last extended."""
    proposed_anew: dt.date | None
    """The day of a proposal made after the adoption, which nothing has come of yet."""
    suspended_through: dt.date | None
    """Last day of the suspension that holds; null where none does, or nobody knows its end."""
    approximate: bool
    """Whether ``starts``, ``expires`` or a suspension rests on a date known only to its month or year."""
    approximate_start: bool
    """Whether ``starts`` does."""
    approximate_end: bool
    """Whether ``expires`` does."""
    confirmed: bool
    """False when a scheduled end has passed since anything was last recorded."""
    checked: dt.date
    """The day of the last event on or before the day asked."""
    unchecked_days: int
    """Days from ``checked`` to the day asked."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""
    confidence: Confidence
    """The lowest confidence of the events on which the answer rests."""
    bars: str | None
    """What it bars."""
    barred: tuple[str, ...]
    """Names of those barred on the day."""
    exempt: tuple[str, ...]
    """Names of those exempt on the day."""
    source: str | None
    """Where it can be read: the address of the first source of its adoption, else of its proposal."""
    file: str | None
    """The data file that holds the record, with those that amend it."""

    @property
    def elapsed(self) -> float | None:
        """How much of the current term has run, from 0 to 1; None unless in force with a dated end."""
        if self.days_left is None or self.expires is None or self.term_starts is None:
            return None
        days = (self.expires - self.term_starts).days
        return min(max(1 - self.days_left / days, 0.0), 1.0) if days else 1.0


class Listing(Struct, frozen=True):
    """Rows that follow one another and belong to one group; None where rows come in another order."""

    group: Group | None
    rows: Sequence[Status]


def status(policy: Policy, on: dt.date) -> Status | None:
    """What holds of a policy on a day, as far as it was known then; None if nothing was known yet."""
    known = facts(policy, on)
    return None if known is None else status_row(Row(policy, known, None))


def listings(rows: Iterable[Row], *, grouped: bool) -> list[Listing]:
    """Rows in the order given, those of one group together where they come ``by_urgency``."""
    return [
        Listing(group, list(map(status_row, members)))
        for group, members in groupby(rows, key=lambda row: group_of(row.facts) if grouped else None)
    ]


def status_row(row: Row) -> Status:
    """The printed row of a policy."""
    policy, known = row.policy, row.facts
    on = known.as_of
    held = astuple(known)
    # In the order of the fields, of which those of the facts are some: see Facts.
    values = (
        policy.id,
        policy.title,
        policy.issuer,
        policy.issuer_type,
        policy.kind,
        policy.topic,
        policy.jurisdiction,
        *held[:-1],
        (on - known.checked).days,
        row.kept_to,
        held[-1],
        policy.bars,
        standing_names(policy.barred, on),
        standing_names(policy.exempt, on),
        _source(policy, on),
        row.file,
    )
    return Status(*values)


def _source(policy: Policy, on: dt.date) -> str | None:
    for did in ("adopted", "proposed"):
        for event in policy.events:
            if event.did == did and event.date.first <= on and event.sources:
                source = policy.sources.get(event.sources[0])
                return source.url if source else None
    return None


def standing_names(parties: Iterable[Party], on: dt.date) -> tuple[str, ...]:
    """The names of those of some parties that have their standing on a day, in the order given."""
    return tuple([party.who for party in parties if party.stands(on)])
