"""What is coming: last days in force, starts, suspensions, as known on a day. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple
from urllib.parse import quote

from msgspec import Struct

from ..core.dates import DAY
from ..core.history import replay
from ..core.known import in_order
from ..core.ledger import Ledger, Span, State, Stay, next_day
from ..core.parties import party_turns
from ..core.policy import Confidence, Event, Kind, Policy, Standing
from .exempt import Reference, references
from .identity import turn_key
from .selection import Row
from .status import standing_names

Turn = Literal["starts", "expires", "not_before", "suspended", "resumes", "party_since", "party_through"]


class Coming(Struct, frozen=True, kw_only=True):
    """One day on which something about a policy is set to change."""

    uid: str
    """Names the turn for good: its day may move, its uid does not."""
    day: dt.date
    """The day of the turn; of ``expires``, the last day in force."""
    turn: Turn
    """``starts``: first day in force; ``expires``: last day in force; ``not_before``: first day on which
    the condition can end it; ``suspended``: first day suspended; ``resumes``: first day back in force;
    ``party_since`` and ``party_through``: first and last day of the standing of ``party``."""
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
    suspended: bool
    """Whether the policy, as known, is suspended on that day: of ``expires``, it is not in force on it."""
    until: str | None
    """The condition that ends the policy, in words."""
    bars: str | None
    """What it bars."""
    barred: tuple[str, ...]
    """Names of those barred on the day asked."""
    exempt: tuple[str, ...]
    """Names of those exempt on the day asked."""
    standing: Standing | None
    """The standing of a party that begins or is over; null for all else."""
    party: str | None
    """That party; null for all else."""
    checked: dt.date
    """The day of the last event on or before the day asked."""
    confidence: Confidence
    """Of the event, or of the party, that sets the day."""
    sources: tuple[Reference, ...]
    """On whose word the day is set."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""


class _Day(NamedTuple):
    """The day of a turn of a span, how often it was changed, and the event that set it last."""

    day: dt.date
    moved: int
    event: Event


class _Coming(NamedTuple):
    """A turn that is set, its name within the policy, and on whose word."""

    turn: Turn
    name: str
    day: dt.date
    approximate: bool
    moved: int
    until: str | None
    confidence: Confidence
    sources: tuple[str, ...]
    standing: Standing | None = None
    party: str | None = None
    suspended: bool = False


_Days = dict[tuple[int, Turn], _Day]
"""The days of spans, by the number of the span."""


def agenda(rows: Iterable[Row], *, by_day: bool = True) -> list[Coming]:
    """What is coming on the day of each row or later, by day or in the order of the rows."""
    found = [coming for row in rows for coming in _coming(row)]
    if by_day:
        found.sort(key=lambda coming: (coming.day, coming.uid))
    return found


def _coming(row: Row) -> Iterator[Coming]:
    policy, known = row.policy, row.facts
    ledger = Ledger()
    days: _Days = {}
    for moment in replay(in_order(policy.events, known.as_of), ledger):
        if moment.span is not None:
            _follow(days, moment.span, moment.event)
    turns = [turn for span in ledger.terms if not span.never_came for turn in _turns(span, days)]
    for turn in (*turns, *_party_turns(policy, ledger, known.as_of)):
        if turn.day >= known.as_of:
            yield _row(row, turn)


def _follow(days: _Days, span: Span, event: Event) -> None:
    """Take notice of the days of a span that an event has set or moved."""
    if not span.adopted or span.never_came:
        return
    for turn, day in _span_days(span):
        former = days.get((span.number, turn))
        if day is not None and (former is None or former.day != day):
            days[span.number, turn] = _Day(day, former.moved + 1 if former else 0, event)


def _span_days(span: Span) -> Iterator[tuple[Turn, dt.date | None]]:
    yield "starts", span.starts
    yield "not_before", span.end.not_before.first if span.end and span.end.not_before else None
    # What nobody knows to begin has no last day in force.
    yield "expires", None if span.starts is None else span.last


def _turns(span: Span, days: _Days) -> Iterator[_Coming]:
    """The days on which a span is set to begin, to end, or to change in between."""
    until = span.end.until if span.end else None
    vague = {
        "starts": span.approximate_start,
        "not_before": span.end is not None and span.end.approximate_floor,
        "expires": span.approximate_end,
    }
    for turn, day in _span_days(span):
        if day is not None:
            found = days[span.number, turn]
            event, name = found.event, _name(turn, span.number, 1)
            coming = _Coming(
                turn, name, day, vague[turn], found.moved, until, event.confidence, event.sources
            )
            yield coming._replace(suspended=span.stay(day) is not None)
    for stay in span.stays:
        for turn, day, approximate, moved, event in _stay_days(span, stay):
            name = _name(turn, span.number, stay.number)
            coming = _Coming(turn, name, day, approximate, moved, until, event.confidence, event.sources)
            yield coming._replace(suspended=turn == "suspended")


def _stay_days(span: Span, stay: Stay) -> Iterator[tuple[Turn, dt.date, bool, int, Event]]:
    """The first day of a stay, and the first one back in force; where the policy is in force no more, none.

    A stay before the first day ends with the day on which the policy starts, which is told as that.
    """
    if span.over(stay.since):
        return
    if stay.since > span.begins and span.stay(stay.since - DAY) is None:
        yield "suspended", stay.since, stay.approximate_since, 0, stay.written_by
    back = next_day(stay.through)
    if back is None or stay.through_by is None or span.over(back) or span.stay(back) is not None:
        return
    if span.starts is not None and span.starts < back:
        yield "resumes", back, stay.approximate_through, stay.moved, stay.through_by


def _party_turns(policy: Policy, ledger: Ledger, on: dt.date) -> Iterator[_Coming]:
    named: Counter[str] = Counter()
    for turn in party_turns(policy):
        kind: Turn = "party_since" if turn.begins else "party_through"
        key = turn_key(turn.standing, turn.party.who, "since" if turn.begins else "through")
        name = f"{key.standing}-{quote(key.who, safe='')}-{key.turn}"
        named[name] += 1
        if (turn.known <= on or turn.effective <= on) and turn.lies_within(ledger):
            span = ledger.governing(turn.effective)
            until = span.end.until if span is not None and span.end is not None else None
            yield _Coming(
                kind,
                name if named[name] == 1 else f"{name}.{named[name]}",
                turn.date.first,
                turn.approximate,
                0,
                until,
                turn.party.confidence,
                turn.party.sources,
                turn.standing,
                turn.party.who,
                span is not None and span.stay(turn.date.first) is not None,
            )


def _name(turn: Turn, period: int, stay: int) -> str:
    """A turn within its policy: an id has no full stop, so that no two turns share a name."""
    return turn if period == stay == 1 else f"{turn}.{period}.{stay}"


def _row(row: Row, turn: _Coming) -> Coming:
    policy, known = row.policy, row.facts
    return Coming(
        uid=f"{policy.id}-{turn.name}@moratrack",
        day=turn.day,
        turn=turn.turn,
        days_left=(turn.day - known.as_of).days,
        approximate=turn.approximate,
        moved=turn.moved,
        id=policy.id,
        title=policy.title,
        issuer=policy.issuer,
        kind=policy.kind,
        topic=policy.topic,
        jurisdiction=policy.jurisdiction,
        as_of=known.as_of,
        state=known.state,
        suspended=turn.suspended,
        until=turn.until,
        bars=policy.bars,
        barred=standing_names(policy.barred, known.as_of),
        exempt=standing_names(policy.exempt, known.as_of),
        standing=turn.standing,
        party=turn.party,
        checked=known.checked,
        confidence=turn.confidence,
        sources=references(policy, turn.sources),
        kept_to=row.kept_to,
    )
