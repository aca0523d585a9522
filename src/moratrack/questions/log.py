"""Every event in date order, and what follows from the dates alone. Pure.

Two kinds of entries make the log of a policy: its events, and the changes that no event reports because
an earlier one set the day for them. Both are told as they were known then: whoever had asked on a day
would have got the state that the log gives for it. What lies after the day asked is scheduled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct

from ..core.dates import Day
from ..core.history import Step, Turn, TurnKind, story
from ..core.ledger import EndKind, State
from ..core.policy import Confidence, Did, Policy, Standing
from .exempt import Reference, references

Due = TurnKind


class LogRow(Struct, frozen=True, kw_only=True):
    """One event, which has ``did``, or one change that follows from the dates alone, which has ``due``."""

    date: Day
    """The day of the event as it is written; of a change, its day: of an end, the last day before it."""
    known: dt.date | None
    """The day from which the event counts as known; null for a change that no event reports."""
    id: str
    """The policy."""
    title: str
    """What is stopped."""
    issuer: str
    """Who imposed it."""
    did: Did | None
    """What the event did; null for a change."""
    due: Due | None
    """What follows from the dates; null for an event.

    ``not_before`` is the day before which a condition could not end the policy; from then on it may.
    ``party_since`` is the first day, and ``party_through`` the last, of the standing of ``party``.
    """
    scheduled: bool
    """Whether it is a change that comes after the day asked."""
    effective: Day | None
    """The day from which the event took effect, where one is written; the first day after a change."""
    upon: str | None
    """The condition in words on which the policy starts, as the event has it."""
    end: EndKind | None
    """The kind of end that the event set."""
    expires: dt.date | None
    """The last day in force that the event set."""
    until: str | None
    """The condition in words that the event set as the end."""
    not_before: dt.date | None
    """The day that the event set before which the condition cannot end the policy."""
    suspended_through: dt.date | None
    """The last day of the suspension that the event set."""
    how: str | None
    """How it ended: repealed, lifted, struck down."""
    by: str | None
    """The id of the policy that replaced it."""
    before: State | None
    """The state without the event or change; null where nothing was proposed or adopted yet."""
    after: State | None
    """The state with it: from the day an event became known, from the first day after a change."""
    standing: Standing | None
    """The standing of a party that begins or is over; null for all else."""
    party: str | None
    """That party; null for all else."""
    note: str | None
    """What a reader must know of the event, or of the party."""
    confidence: Confidence
    """Of the event; of a change, the lowest of the events on which it rests."""
    approximate: bool
    """Whether ``date`` is known only to its month or year, or rests on a day that is."""
    sources: tuple[Reference, ...]
    """On whose word."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""


class Entry(NamedTuple):
    """One line of the log; its first four fields are the order: by date, what is scheduled last."""

    scheduled: bool
    day: dt.date
    """The day on which the event became known; the day of a change."""
    id: str
    place: int
    """Its place among the entries of its policy."""
    policy: Policy
    what: Step | Turn


def log(
    policies: Iterable[Policy], on: dt.date, since: dt.date | None = None, until: dt.date | None = None
) -> list[Entry]:
    """The log of some policies as known on a day, from ``since`` through ``until``, the newest last."""
    found = [
        entry
        for policy in policies
        for entry in _entries(policy, on)
        if (since is None or since <= entry.day) and (until is None or entry.day <= until)
    ]
    return sorted(found, key=itemgetter(0, 1, 2, 3))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """A log as people read it: what happened, the newest first; then what is scheduled, the nearest first."""
    listed = list(entries)
    return [
        *(entry for entry in reversed(listed) if not entry.scheduled),
        *(entry for entry in listed if entry.scheduled),
    ]


def log_rows(entries: Iterable[Entry], kept_to: dt.date | None = None) -> Iterator[LogRow]:
    """The rows of a log, in its order; ``kept_to`` is the day up to which the record was kept."""
    for entry in entries:
        if isinstance(entry.what, Step):
            yield _event_row(entry.policy, entry.what, kept_to)
        else:
            yield _turn_row(entry.policy, entry.what, kept_to, scheduled=entry.scheduled)


def _entries(policy: Policy, on: dt.date) -> Iterator[Entry]:
    for place, what in enumerate(story(policy, on)):
        if isinstance(what, Step):
            yield Entry(False, what.known, policy.id, place, policy, what)
        else:
            yield Entry(what.day > on, what.date.first, policy.id, place, policy, what)


def _event_row(policy: Policy, step: Step, kept_to: dt.date | None) -> LogRow:
    event, end = step.event, step.end
    return LogRow(
        date=event.date,
        known=step.known,
        id=policy.id,
        title=policy.title,
        issuer=policy.issuer,
        did=event.did,
        due=None,
        scheduled=False,
        effective=event.effective,
        upon=event.upon,
        end=end.kind if end else None,
        expires=end.last if end else None,
        until=end.until if end else None,
        not_before=end.not_before.first if end and end.not_before else None,
        suspended_through=event.through.last if event.through and event.did == "suspended" else None,
        how=event.how,
        by=event.by,
        before=step.before,
        after=step.after,
        standing=None,
        party=None,
        note=event.note,
        confidence=event.confidence,
        approximate=event.date.approximate,
        sources=references(policy, event.sources),
        kept_to=kept_to,
    )


def _turn_row(policy: Policy, turn: Turn, kept_to: dt.date | None, *, scheduled: bool) -> LogRow:
    return LogRow(
        date=turn.date,
        known=None,
        id=policy.id,
        title=policy.title,
        issuer=policy.issuer,
        did=None,
        due=turn.kind,
        scheduled=scheduled,
        effective=Day(turn.day),
        upon=None,
        end=None,
        expires=None,
        until=None,
        not_before=None,
        suspended_through=None,
        how=None,
        by=None,
        before=turn.before,
        after=turn.after,
        standing=turn.standing,
        party=turn.party.who if turn.party else None,
        note=turn.party.note if turn.party else None,
        confidence=turn.confidence,
        approximate=turn.approximate,
        sources=references(policy, turn.party.sources) if turn.party else (),
        kept_to=kept_to,
    )
