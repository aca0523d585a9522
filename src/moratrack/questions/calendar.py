"""What is coming: last days in force, starts, suspensions, as known on a day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from msgspec import Struct

from ..core.dates import DAY
from ..core.history import Facts, steps
from ..core.ledger import Ledger, Span, State
from ..core.policy import Confidence, Event, Kind, Policy
from .exempt import Reference, references
from .selection import Row
from .status import standing_names

Turn = Literal["starts", "expires", "not_before", "suspended", "resumes"]


class Coming(Struct, frozen=True, kw_only=True):
    """One day on which something about a policy is set to change."""

    uid: str
    """Names the turn for good: its day may move, its uid does not."""
    day: dt.date
    """The day of the turn; of ``expires``, the last day in force."""
    turn: Turn
    """``starts``: first day in force; ``expires``: last day in force; ``not_before``: first day on which
    the condition can end it; ``suspended``: first day suspended; ``resumes``: first day back in force."""
    days_left: int
    """Days from the day asked to the day of the turn, 0 on it."""
    approximate: bool
    """Whether the day rests on a date known only to its month or year."""
    moved: int
    """How often the day has been changed since it was first set."""
    id: str
    """The policy."""
    title: str
    """What the policy stops."""
    issuer: str
    """Who imposed it."""
    kind: Kind
    """What kind of policy it is."""
    topic: str | None
    """The field."""
    jurisdiction: str | None
    """An ISO 3166 code, EU or INT."""
    as_of: dt.date
    """The day asked."""
    state: State
    """The state on that day."""
    until: str | None
    """The condition that ends the policy, in words."""
    bars: str | None
    """What it bars."""
    barred: tuple[str, ...]
    """Names of those barred on the day asked."""
    exempt: tuple[str, ...]
    """Names of those exempt on the day asked."""
    checked: dt.date
    """The day of the last event on or before the day asked."""
    confidence: Confidence
    """Of the event that set the day."""
    sources: tuple[Reference, ...]
    """On whose word the day is set."""


class _Key(NamedTuple):
    """What makes a turn the same turn, whatever its day."""

    turn: Turn
    period: int
    """The period in force that it belongs to, from 1."""
    suspension: int
    """The suspension within that period, from 1; 1 for other turns."""


class _Entry(NamedTuple):
    """The day of a turn, and the event that set it."""

    day: dt.date
    moved: int
    event: Event


def agenda(rows: Iterable[Row], *, by_day: bool = True) -> list[Coming]:
    """What is coming on the day of each row or later, by day or in the order of the rows."""
    found = [coming for row in rows for coming in _coming(row.policy, row.facts)]
    if by_day:
        found.sort(key=lambda coming: (coming.day, coming.uid))
    return found


def _coming(policy: Policy, known: Facts) -> Iterator[Coming]:
    ledger = Ledger()
    entries: dict[_Key, _Entry] = {}
    for step in steps(policy, known.as_of):
        ledger.take(step.event)
        for key, _, day in _turns(ledger.spans):
            former = entries.get(key)
            if former is None or former.day != day:
                entries[key] = _Entry(day, former.moved + 1 if former else 0, step.event)
    for key, span, day in _turns(ledger.spans):
        if day >= known.as_of:
            yield _row(policy, known, key, span, entries[key])


def _turns(spans: Iterable[Span]) -> Iterator[tuple[_Key, Span, dt.date]]:
    """The days on which spans are set to begin, to end, or to change in between."""
    period = 0
    for span in spans:
        last = span.last
        if span.starts is None:
            continue
        period += 1
        if last is not None and last < span.starts:
            continue
        yield _Key("starts", period, 1), span, span.starts
        for number, suspension in enumerate(span.suspensions, start=1):
            # A policy can be stayed before it takes effect, and freed before it does.
            since, through = max(suspension.since, span.starts), suspension.through
            if (last is not None and last < since) or (through is not None and through < since):
                continue
            yield _Key("suspended", period, number), span, since
            if through is not None and through < (last or dt.date.max):
                yield _Key("resumes", period, number), span, through + DAY
        if span.end is not None and span.end.not_before is not None:
            yield _Key("not_before", period, 1), span, span.end.not_before
        if last is not None:
            yield _Key("expires", period, 1), span, last


def _row(policy: Policy, known: Facts, key: _Key, span: Span, entry: _Entry) -> Coming:
    return Coming(
        uid=_uid(policy, key),
        day=entry.day,
        turn=key.turn,
        days_left=(entry.day - known.as_of).days,
        approximate=_is_approximate(key.turn, span, entry.event),
        moved=entry.moved,
        id=policy.id,
        title=policy.title,
        issuer=policy.issuer,
        kind=policy.kind,
        topic=policy.topic,
        jurisdiction=policy.jurisdiction,
        as_of=known.as_of,
        state=known.state,
        until=span.end.until if span.end else None,
        bars=policy.bars,
        barred=standing_names(policy, "barred", known.as_of),
        exempt=standing_names(policy, "exempt", known.as_of),
        checked=known.checked,
        confidence=entry.event.confidence,
        sources=references(policy, entry.event.sources),
    )


def _uid(policy: Policy, key: _Key) -> str:
    """An id has neither full stops nor underscores, so that no two turns share a name."""
    places = "" if key.period == key.suspension == 1 else f".{key.period}.{key.suspension}"
    return f"{policy.id}-{key.turn}{places}@moratrack"


def _is_approximate(turn: Turn, span: Span, event: Event) -> bool:
    """Whether the day that an event set for a turn rests on a date of reduced precision."""
    match turn:
        case "starts":
            return span.approximate_start
        case "expires":
            return span.approximate_end
        case "not_before":
            day = event.not_before
        case "resumes" if event.did == "suspended":
            day = event.through
        case _:
            day = event.effective or event.date
    return day is not None and day.approximate
