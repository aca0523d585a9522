"""From events to periods and to the facts of a day. Pure: no clock, no files, no text for people.

``effects`` holds the rules by which events follow one another, and ``ledger`` what they add up to; this
module asks the questions. All of them replay the events once, in the order in which they became known.
Days named ``through``, ``expires`` or ``last`` are the last day in force, inclusive.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import chain, repeat
from typing import Literal

from msgspec import Struct

from .dates import DAY, Day
from .effects import Impossible, take
from .faults import Severity
from .known import Known, in_order
from .ledger import End, EndKind, Ledger, Span, State, next_day
from .parties import PartyTurn, party_turns
from .policy import CONFIDENCES, Confidence, Event, Party, Policy, Standing

SOON_DAYS = 90

TurnKind = Literal["start", "end", "suspension", "resumption", "not_before", "party_since", "party_through"]


class Period(Struct, frozen=True):
    """Days in one state: from ``since`` through ``through``, its last day, None where none is set."""

    state: State
    since: dt.date
    through: dt.date | None
    approximate: bool


class Step(Struct, frozen=True):
    """One event, and what it did to the policy."""

    known: dt.date
    """The day from which the event counts as known."""
    event: Event
    before: State | None
    """The state on that day, as it was without it; None where nothing was known."""
    after: State | None
    end: End | None
    """The end that it set, if it set one."""


class Turn(Struct, frozen=True):
    """What follows on a day from the dates alone, as the events known by then have them."""

    kind: TurnKind
    """``not_before`` is the first day on which a condition may end the policy; ``party_since`` is the first
    day, and ``party_through`` the last, of the standing of a party."""
    day: dt.date
    """The first day after the turn."""
    date: Day
    """The day by which it is called: of an end, the last day before it."""
    before: State | None
    after: State | None
    approximate: bool
    confidence: Confidence
    standing: Standing | None = None
    party: Party | None = None


class Moment(Struct, frozen=True):
    """An event as a replay enters it: the ledger is as it was left by it."""

    known: dt.date
    event: Event
    span: Span | None
    """What it changed, if it changed something."""
    error: Impossible | None
    """Why it cannot be; the ledger is then as it was before."""
    until: dt.date
    """The day on which the next event became known; of the last event, the last day there is."""


class Contradiction(Struct, frozen=True, order=True):
    """What cannot be, or is odd, about an event among the others."""

    event: int
    """Its place in ``Policy.events``, from 0."""
    key: str
    message: str
    mend: str
    severity: Severity
    """A warning for what is possible, though odd."""


class Facts(Struct, frozen=True, gc=False):
    """What holds on one day, as far as it was known on that day."""

    as_of: dt.date
    """The day asked."""
    state: State
    """What holds on that day, as far as it was known then."""
    starts: dt.date | None
    """First day in force and not stayed, as far as known; None where there is none, or nobody knows it."""
    upon: str | None
    """The condition in words on which it starts, while its first day is not known."""
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
    proposed_anew: dt.date | None
    """The day of a proposal made after the adoption, which nothing has come of yet."""
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
    known = in_order(policy.events, on)
    return _facts(_ledger(known), known, on)


def outlook(policy: Policy, on: dt.date) -> Callable[[dt.date], Facts | None]:
    """What will hold on a day or later, as far as it is known on that day: each day costs one look-up."""
    known = in_order(policy.events, on)
    ledger = _ledger(known)
    return lambda day: _facts(ledger, known, day)


def _facts(ledger: Ledger, known: Sequence[Known], on: dt.date) -> Facts | None:
    span = ledger.governing(on)
    if span is None:
        return None
    state = span.state(on)
    end, last = span.end, span.last
    if last is not None and span.never_came and (span.first is not None or state == "ended"):
        last = None
    checked = known[-1][0]
    stay = span.stay(on) if state == "suspended" else None
    days_left = (last - on).days if state == "in_force" and last is not None else None
    vague_start, vague_end = span.approximate_start, span.approximate_end
    vague_stay = stay is not None and (stay.approximate_since or stay.approximate_through)
    # In the order of the fields: by keyword, msgspec takes ten times as long.
    return Facts(
        on,
        state,
        span.starts,
        span.upon,
        last,
        days_left,
        days_left is not None and _is_soon(days_left, span),
        None if last is None else _term_starts(span),
        span.ended,
        end.until if end else None,
        end.not_before.first if end and end.not_before else None,
        end.kind if end else None,
        span.first_expires,
        span.extensions,
        span.extended,
        ledger.proposed_anew,
        stay.through if stay else None,
        vague_start or vague_end or vague_stay,
        vague_start,
        vague_end,
        _confirmed(span, state, on, checked),
        checked,
        CONFIDENCES[span.doubt(on)],
    )


def periods(policy: Policy, known_on: dt.date | None = None) -> list[Period]:
    """All periods of a policy as known on a day, or with all its events.

    They follow one another without a gap or an overlap, from the first day of which anything is
    known; the last one has no ``through``. Empty where nothing was proposed or adopted.
    """
    ledger = _ledger(in_order(policy.events, known_on))
    found: list[tuple[dt.date, Span, State]] = []
    for day in _turning_days(ledger):
        span = ledger.governing(day)
        if span is not None:
            state = span.state(day)
            if not found or found[-1][1:] != (span, state):
                found.append((day, span, state))
    lasts = chain((since - DAY for since, _, _ in found[1:]), repeat(None))
    return [
        Period(state, since, through, _is_approximate(span, state, since, through))
        for (since, span, state), through in zip(found, lasts, strict=False)
    ]


def replay(known: Sequence[Known], ledger: Ledger) -> Iterator[Moment]:
    """Enter events into a ledger one by one, in the order in which they became known.

    Whoever takes a moment sees the ledger as it was known until the next one.
    """
    untils = [day for day, _ in known][1:]
    for (day, event), until in zip(known, chain(untils, repeat(dt.date.max)), strict=False):
        span, error = None, None
        try:
            span = take(ledger, event, day)
        except Impossible as impossible:
            error = impossible
        yield Moment(day, event, span, error, until)


def story(policy: Policy, known_on: dt.date | None = None) -> Iterator[Step | Turn]:
    """Every event known on a day, or at all, and every turn that follows from the dates, as known then.

    Between two events come the turns by the dates that the first of them left, and after the last
    event those that lie ahead. Impossible events are left out.
    """
    ledger = Ledger()
    before: State | None = None
    standings = deque(party_turns(policy))
    for moment in replay(in_order(policy.events, known_on), ledger):
        if moment.error is None:
            end = moment.span.end if moment.span is not None and moment.event.did in _SETS_END else None
            yield Step(moment.known, moment.event, before, ledger.state(moment.known), end)
        turns = _turns(ledger, moment.known, moment.until)
        told = _standings(standings, ledger, moment, known_on or dt.date.max)
        yield from merge(turns, told, key=_called)
        before = ledger.state(moment.until)


def steps(policy: Policy, known_on: dt.date | None = None) -> list[Step]:
    """Every event known on a day, or at all, in order, with what it did; impossible ones are left out."""
    return [what for what in story(policy, known_on) if isinstance(what, Step)]


def contradictions(policy: Policy) -> list[Contradiction]:
    """Events that cannot have happened as written, and those that are odd; [] for a sound history."""
    places = {id(event): place for place, event in enumerate(policy.events)}
    ledger = Ledger()
    found = [
        Contradiction(places[id(moment.event)], error.key, error.message, error.mend, "error")
        for moment in replay(in_order(policy.events), ledger)
        if (error := moment.error) is not None
    ]
    found += [
        Contradiction(places[id(event)], key, message, mend, "warning")
        for event, key, message, mend in ledger.remarks
    ]
    return sorted(found)


def known_since(policy: Policy) -> dt.date | None:
    """The first day on which the policy is listed: when it was first proposed or adopted."""
    begun = (event.date.first for event in policy.events if event.did in ("proposed", "adopted"))
    return min(begun, default=None)


_SETS_END = ("adopted", "scheduled", "extended", "amended", "ended")
"""What sets the end of the span that it changes."""


def _ledger(known: Sequence[Known]) -> Ledger:
    ledger = Ledger()
    for day, event in known:
        try:
            take(ledger, event, day)
        except Impossible:
            continue
    return ledger


def _turns(ledger: Ledger, after: dt.date, through: dt.date) -> Iterator[Turn]:
    """What follows from the dates after a day and through another, as the ledger has them now."""
    day = after
    while (turning := ledger.next_turn(day)) is not None and turning <= through:
        former, span = ledger.governing(turning - DAY), ledger.governing(turning)
        if former is None or span is None:
            return
        turn = _turn(former, span, turning)
        if turn is not None:
            yield turn
        end = span.end
        if end is not None and end.not_before is not None and end.not_before.first == turning:
            state, confidence = span.state(turning), CONFIDENCES[span.doubt(turning)]
            yield Turn("not_before", turning, end.not_before, state, state, end.approximate_floor, confidence)
        day = turning


def _standings(
    standings: deque[PartyTurn], ledger: Ledger, moment: Moment, known_on: dt.date
) -> Iterator[Turn]:
    """The turns of parties until the next moment: those that have come, and of the others those known."""
    while standings and standings[0].effective <= moment.until:
        turn = standings.popleft()
        told = turn.effective <= known_on or turn.known <= known_on
        if told and moment.known < turn.effective and turn.lies_within(ledger):
            kind: TurnKind = "party_since" if turn.begins else "party_through"
            state = ledger.state(turn.date.first)
            yield Turn(
                kind,
                turn.effective,
                turn.date,
                state,
                state,
                turn.approximate,
                turn.party.confidence,
                turn.standing,
                turn.party,
            )


def _called(turn: Turn) -> tuple[dt.date, dt.date]:
    """The order of what follows from the dates: by the day by which it is called, as a log tells it."""
    return turn.date.first, turn.day


def _turn(former: Span, span: Span, day: dt.date) -> Turn | None:
    """The change of state on a day, if it changes."""
    eve = day - DAY
    before, after = former.state(eve), span.state(day)
    if before == after:
        return None
    confidence = CONFIDENCES[span.doubt(day)]
    stay = span.stay(eve) if before == "suspended" else None
    if after == "suspended":
        begun = span.stay(day)
        vague = begun is not None and begun.approximate_since
        return Turn("suspension", day, Day(day), before, after, vague, confidence)
    if after == "in_force" and day == span.starts:
        return Turn("start", day, Day(day), before, after, span.approximate_start, confidence)
    if stay is not None and after in ("in_force", "upcoming"):
        return Turn("resumption", day, Day(day), before, after, stay.approximate_through, confidence)
    confidence = CONFIDENCES[former.doubt(eve)]
    return Turn("end", day, Day(eve), before, after, former.approximate_end, confidence)


def _turning_days(ledger: Ledger) -> list[dt.date]:
    """Every day on which the state may change, in order."""
    days: set[dt.date | None] = set()
    for span in (*ledger.proposals, *ledger.terms):
        days.update((span.begins, span.ended, next_day(span.last)))
        if span.first is not None:
            days.add(span.first.first)
        for stay in span.stays:
            days.update((stay.since, next_day(stay.through)))
    return sorted(day for day in days if day is not None)


def _is_soon(days_left: int, span: Span) -> bool:
    """Near its end: at most 90 days or a third of the current term left, whichever is less."""
    begins = _term_starts(span)
    if span.last is None or begins is None:
        return False
    return days_left <= SOON_DAYS and days_left * 3 <= (span.last - begins).days


def _term_starts(span: Span) -> dt.date | None:
    """The day from which the current term of a span counts; an end may be set that lies before it."""
    if span.first is not None and span.last is not None and span.runs_from > span.last:
        return span.first.first
    return None if span.first is None else span.runs_from


def _confirmed(span: Span, state: State, on: dt.date, checked: dt.date) -> bool:
    """Whether anything was recorded since the scheduled end that brought about the state."""
    if state == "expired":
        return span.last is None or checked > span.last
    if state in ("in_force", "upcoming") and span.stays:
        stay = span.begun(on)
        return stay is None or not stay.scheduled or stay.through is None or checked > stay.through
    return True


def _is_approximate(span: Span, state: State, since: dt.date, through: dt.date | None) -> bool:
    """Whether a bound of the period rests on a date of reduced precision."""
    if state in ("expired", "ended"):
        return span.approximate_end
    if state == "proposed":
        return span.approximate_end and next_day(through) == span.ended
    if _stay_shifts(span, since) or _stay_shifts(span, next_day(through)):
        return True
    vague_first = span.first is not None and span.first.approximate
    return vague_first or (through == span.last and span.approximate_end)


def _stay_shifts(span: Span, day: dt.date | None) -> bool:
    """Whether a stay of reduced date begins on a day, or ended on the day before."""
    if day is None or not span.stays:
        return False
    begins, ended = span.stay(day), None if day == dt.date.min else span.stay(day - DAY)
    return (begins is not None and begins.since == day and begins.approximate_since) or (
        ended is not None and next_day(ended.through) == day and ended.approximate_through
    )
