"""From events to periods and to the facts of a day. Pure: no clock, no files, no text for people.

``ledger`` holds the rules by which events follow one another; this module asks what they add up to.
Days named ``through``, ``expires`` or ``last`` are the last day in force, inclusive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from .dates import DAY
from .faults import Severity
from .ledger import End, EndKind, Impossible, Ledger, Span, State, Suspension
from .policy import CONFIDENCES, Confidence, Event, Policy

SOON_DAYS = 90

_known = attrgetter("known")


class Period(NamedTuple):
    """Days in one state: from ``since`` through ``through``, its last day, None where none is set."""

    state: State
    since: dt.date
    through: dt.date | None
    approximate: bool


class Step(NamedTuple):
    """One event, and what it did to the policy."""

    event: Event
    before: State | None
    """The state on the day the event became known, as it was without it; None where nothing was known."""
    after: State | None
    end: End | None
    """The end that it set, if it set one."""
    runs_from: dt.date | None
    """The day from which that end counts."""


class Contradiction(NamedTuple):
    """What cannot be, or is odd, about an event among the others."""

    event: int
    """Its place in ``Policy.events``, from 0."""
    key: str
    message: str
    mend: str
    severity: Severity
    """A warning for what is possible, though odd."""


class Facts(Struct, frozen=True, kw_only=True, gc=False):
    """What holds on one day, as far as it was known on that day."""

    as_of: dt.date
    """The day asked."""
    state: State
    """What holds on that day, as far as it was known then."""
    starts: dt.date | None
    """First day in force; None while only proposed, and when it ended before it came."""
    expires: dt.date | None
    """Last day in force, scheduled or passed; None when no day is set."""
    days_left: int | None
    """Days from the day asked to ``expires``, 0 on it; None unless in force with a dated end."""
    expiring: bool
    """In force, with at most 90 days or a third of the current term left, whichever is less."""
    term_starts: dt.date | None
    """The day from which the current term counts; None when no day is set for its end."""
    ended: dt.date | None
    """First day out of force by an ``ended`` event."""
    until: str | None
    """The condition that ends it, in words."""
    not_before: dt.date | None
    """The day before which the condition cannot end it."""
    end: EndKind | None
    """The kind of end that is set; None while only proposed."""
    first_expires: dt.date | None
    """Last day of the first term, before any extension."""
    extensions: int
    """How many times it was extended since it was adopted."""
    extended: dt.date | None
    """The day on which it was last extended."""
    suspended_through: dt.date | None
    """Last day of the suspension that holds; None where none does, or nobody knows its end."""
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
    confidence: Confidence
    """The lowest confidence of the events on which the answer rests."""


def facts(policy: Policy, on: dt.date) -> Facts | None:
    """What holds of a policy on a day, from the events known on that day.

    Returns None when nothing had been proposed or adopted yet. An event that ``contradictions``
    finds impossible counts for nothing.
    """
    known = _in_order(policy.events, on)
    spans = _spans(known)
    if not spans:
        return None
    span = _governing(spans, on)
    state = span.state(on)
    starts, last, end = span.starts, span.last, span.end
    if starts is not None and last is not None and last < starts:
        starts = last = None
    checked = known[-1].known
    suspension = span.suspension(on) if state == "suspended" else None
    days_left = (last - on).days if state == "in_force" and last is not None else None
    return Facts(
        as_of=on,
        state=state,
        starts=starts,
        expires=last,
        days_left=days_left,
        expiring=days_left is not None and _is_soon(days_left, span),
        term_starts=None if last is None else _term_starts(span),
        ended=span.ended,
        until=end.until if end else None,
        not_before=end.not_before if end else None,
        end=end.kind if end else None,
        first_expires=span.first_expires,
        extensions=span.extensions,
        extended=span.extended,
        suspended_through=suspension.through if suspension else None,
        approximate=span.approximate_start or span.approximate_end or _is_vague(suspension),
        approximate_start=span.approximate_start,
        approximate_end=span.approximate_end,
        confirmed=_confirmed(span, state, on, checked),
        checked=checked,
        confidence=_confidence(span, on),
    )


def periods(policy: Policy, known_on: dt.date | None = None) -> list[Period]:
    """All periods of a policy as known on a day, or with all its events.

    They follow one another without a gap or an overlap, from the first day of which anything is
    known; the last one has no ``through``. Empty where nothing was proposed or adopted.
    """
    spans = _spans(_in_order(policy.events, known_on))
    if not spans:
        return []
    found: list[tuple[dt.date, Span, State]] = []
    for day in sorted(_turning_days(spans)):
        span = _governing(spans, day)
        state = span.state(day)
        if not found or found[-1][1:] != (span, state):
            found.append((day, span, state))
    lasts = [following[0] - DAY for following in found[1:]]
    return [
        Period(state, since, through, _is_approximate(span, state, since, through))
        for (since, span, state), through in zip(found, [*lasts, None], strict=True)
    ]


def steps(policy: Policy, known_on: dt.date | None = None) -> list[Step]:
    """Every event known on a day, or at all, in order, with what it did; impossible ones are left out."""
    found = []
    ledger = Ledger()
    for event in _in_order(policy.events, known_on):
        before = _state(ledger.spans, event.known)
        try:
            ledger.take(event)
        except Impossible:
            continue
        after = _state(ledger.spans, event.known)
        shaped = next((span for span in ledger.spans if span.shaped_by is event), None)
        end, runs_from = (None, None) if shaped is None else (shaped.end, shaped.runs_from)
        found.append(Step(event, before, after, end, runs_from))
    return found


def contradictions(policy: Policy) -> list[Contradiction]:
    """Events that cannot have happened as written, and those that are odd; [] for a sound history."""
    places = {id(event): place for place, event in enumerate(policy.events)}
    ledger = Ledger()
    found = []
    for event in _in_order(policy.events):
        try:
            ledger.take(event)
        except Impossible as error:
            found.append(Contradiction(places[id(event)], error.key, error.message, error.mend, "error"))
    found += [
        Contradiction(places[id(event)], key, message, mend, "warning")
        for event, key, message, mend in ledger.remarks
    ]
    return sorted(found)


def known_since(policy: Policy) -> dt.date | None:
    """The first day on which the policy is listed: when it was first proposed or adopted."""
    return min((event.known for event in policy.events if event.did in ("proposed", "adopted")), default=None)


def _in_order(events: Iterable[Event], known_on: dt.date | None = None) -> list[Event]:
    """Events known on a day, or all, by the day they became known; those of one day as they are written."""
    ordered = list(events) if known_on is None else [event for event in events if event.known <= known_on]
    if len(ordered) > 1:
        ordered.sort(key=_known)
    return ordered


def _spans(events: Sequence[Event]) -> list[Span]:
    ledger = Ledger()
    for event in events:
        try:
            ledger.take(event)
        except Impossible:
            continue
    return ledger.spans


def _state(spans: Sequence[Span], day: dt.date) -> State | None:
    return _governing(spans, day).state(day) if spans else None


def _governing(spans: Sequence[Span], day: dt.date) -> Span:
    """The span that says what holds on a day: one in force, else the next to come, else the latest."""
    if len(spans) == 1:
        return spans[0]
    chosen = spans[0]
    found: State | None = None
    for span in reversed(spans):
        if span.begins <= day:
            state = span.state(day)
            if state in ("in_force", "suspended"):
                return span
            if found is None or state == "upcoming":
                chosen, found = span, state
    return chosen


def _turning_days(spans: Sequence[Span]) -> set[dt.date]:
    """Every day on which the state may change; none before the first of them."""
    days: set[dt.date] = set()
    for span in spans:
        days.add(span.begins)
        if span.starts is not None:
            days.add(span.starts)
        for suspension in span.suspensions:
            days.add(suspension.since)
            days.update(_next(suspension.through))
        days.update(_next(span.last))
        if span.ended is not None:
            days.add(span.ended)
    first = min(span.begins for span in spans)
    return {day for day in days if day >= first}


def _next(day: dt.date | None) -> list[dt.date]:
    return [] if day is None or day == dt.date.max else [day + DAY]


def _is_soon(days_left: int, span: Span) -> bool:
    """Near its end: at most 90 days or a third of the current term left, whichever is less."""
    begins = _term_starts(span)
    if span.last is None or begins is None:
        return False
    return days_left <= SOON_DAYS and days_left * 3 <= (span.last - begins).days


def _term_starts(span: Span) -> dt.date | None:
    """The day from which the current term of a span counts; an end may be set that lies before it."""
    if span.starts is not None and span.last is not None and span.runs_from > span.last:
        return span.starts
    return None if span.starts is None else span.runs_from


def _confirmed(span: Span, state: State, on: dt.date, checked: dt.date) -> bool:
    """Whether anything was recorded since the scheduled end that brought about the state."""
    if state in ("expired", "ended"):
        return span.last is None or checked > span.last
    if state == "in_force" and span.suspensions:
        over = [former.through for former in span.suspensions if former.scheduled and former.since <= on]
        return not over or over[-1] is None or checked > over[-1]
    return True


def _confidence(span: Span, on: dt.date) -> Confidence:
    doubts = [suspension.doubt for suspension in span.suspensions if suspension.since <= on]
    return CONFIDENCES[max(span.doubt_start, span.doubt_end, *doubts)]


def _is_vague(suspension: Suspension | None) -> bool:
    """Whether a bound of a suspension rests on a date of reduced precision."""
    return suspension is not None and (suspension.approximate_since or suspension.approximate_through)


def _is_approximate(span: Span, state: State, since: dt.date, through: dt.date | None) -> bool:
    """Whether a bound of the period rests on a date of reduced precision."""
    if state in ("expired", "ended"):
        return span.approximate_end
    if state in ("proposed", "upcoming"):
        return span.approximate_start
    edges = {since, *_next(through)}
    shifts = {former.since for former in span.suspensions if former.approximate_since}
    for former in span.suspensions:
        if former.approximate_through:
            shifts.update(_next(former.through))
    ends = through == span.last and span.approximate_end
    return span.approximate_start or ends or not edges.isdisjoint(shifts)
