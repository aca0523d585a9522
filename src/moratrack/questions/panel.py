"""Policies over calendar periods: the time series that researchers build by hand. Pure; rows come one by one.

What held is taken from ``history.periods``: every period known on one day, with hindsight.
A calendar period is a month, quarter, year or day; its bounds ``first`` and ``last`` are inclusive.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Any, Literal, NamedTuple, get_args

from msgspec import Struct, defstruct

from ..core.dates import DAY, Day
from ..core.faults import MoratrackError
from ..core.history import periods
from ..core.ledger import State
from ..core.policy import Kind, Policy

Every = Literal["month", "quarter", "year", "day"]
On = Literal["last", "first"]
By = Literal["jurisdiction", "topic", "kind", "issuer", "issuer_type", "state"]

_MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "year": 12}
WIDE_COLUMNS = ("id", "jurisdiction", "topic", "kind", "issuer")


class CalendarPeriod(NamedTuple):
    """A month, quarter, year or day of the calendar."""

    name: str
    first: dt.date
    last: dt.date


class Reading(NamedTuple):
    """How a policy stood in one calendar period."""

    state: State | None
    share: float
    approximate: bool


class PanelRow(Struct, frozen=True, kw_only=True, gc=False):
    """One policy in one calendar period."""

    id: str
    """The policy."""
    jurisdiction: str | None
    """An ISO 3166 code, EU or INT."""
    topic: str | None
    """The field."""
    kind: Kind
    """What kind of policy it is."""
    issuer: str
    """Who imposed it."""
    period: str
    """The calendar period: 2019-01, 2019-Q1, 2019 or 2019-01-15."""
    first: dt.date
    """First day of the calendar period."""
    last: dt.date
    """Last day of the calendar period."""
    state: State | None
    """The state on the last day of the period, or on its first where that is asked.

    Null before there was one; after the day asked, as it is scheduled.
    """
    in_force: bool
    """Whether that state is ``in_force``."""
    share: float
    """Share of the days of the period that were in force, from 0 to 1, rounded to 4 places."""
    approximate: bool
    """Whether what held in these days rests on a date known only to its month or year."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""


class CountRow(Struct, frozen=True, kw_only=True):
    """How many policies stood how in one calendar period, of all or of those with one value of a column."""

    period: str
    """The calendar period: 2019-01, 2019-Q1, 2019 or 2019-01-15."""
    first: dt.date
    """First day of the calendar period."""
    last: dt.date
    """Last day of the calendar period."""
    by: By | None
    """The column by which policies are counted apart; null where all are counted together."""
    value: str | None
    """The value of that column; null for the policies that have none."""
    in_force: int
    """Policies in force on the day of the period that is looked at."""
    suspended: int
    """Policies suspended on that day."""
    policies: int
    """Policies with any state on that day: proposed, adopted or already over."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""


class _Stretch(NamedTuple):
    """Days in one state, and the reading of a calendar period that lies within them."""

    since: dt.date
    through: dt.date
    reading: Reading


def calendar_periods(first: dt.date, last: dt.date, every: Every) -> list[CalendarPeriod]:
    """The calendar periods from the one that holds ``first`` to the one that holds ``last``, whole."""
    if every == "day":
        days = map(dt.date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
        return [CalendarPeriod(day.isoformat(), day, day) for day in days]
    length = _MONTHS[every]
    start = _month_number(first) // length * length
    return [_calendar_period(month, every) for month in range(start, _month_number(last) + 1, length)]


def _month_number(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _calendar_period(month: int, every: Every) -> CalendarPeriod:
    """The period that begins with a month, counted from January of the year 0."""
    first = dt.date(month // 12, month % 12 + 1, 1)
    end = first.month + _MONTHS[every] - 1
    last = dt.date(first.year, end, calendar.monthrange(first.year, end)[1])
    year = first.isoformat()[:4]
    names = {"month": first.isoformat()[:7], "quarter": f"{year}-Q{end // 3}", "year": year}
    return CalendarPeriod(names[every], first, last)


def span(
    policies: Iterable[Policy], as_of: dt.date, first: Day | None, last: Day | None, every: Every
) -> list[CalendarPeriod]:
    """The calendar periods from ``first`` to ``last``, whole.

    Where none is given, the first is the year in which one of the policies first has a state, the
    last the day asked. Raises MoratrackError for a first day after the last.
    """
    through = as_of if last is None else last.last
    if first is not None:
        since = first.first
    else:
        known = (period.since for policy in policies for period in periods(policy, as_of)[:1])
        since = min([through, *known]).replace(month=1, day=1)
    if since > through:
        raise MoratrackError(f"--from {since} lies after --to {through}; swap them or give a later --to")
    return calendar_periods(since, through, every)


def readings(policy: Policy, over: Iterable[CalendarPeriod], known_on: dt.date, on: On) -> Iterator[Reading]:
    """How a policy stood in each of the calendar periods, which follow one another."""
    stretches = _stretches(policy, known_on)
    place = 0
    for _, first, last in over:
        while stretches[place].through < first:
            place += 1
        stretch = stretches[place]
        if last <= stretch.through:
            yield stretch.reading
        else:
            yield _mixed(stretches, place, first, last, on)


def _stretches(policy: Policy, known_on: dt.date) -> list[_Stretch]:
    """The periods of a policy and the days before them: all days of the calendar, without a gap."""
    found = [
        _Stretch(
            period.since,
            period.through or dt.date.max,
            Reading(period.state, float(period.state == "in_force"), period.approximate),
        )
        for period in periods(policy, known_on)
    ]
    start = found[0].since if found else None
    if start is None:
        return [_Stretch(dt.date.min, dt.date.max, Reading(None, 0.0, False))]
    if start > dt.date.min:
        found.insert(0, _Stretch(dt.date.min, start - DAY, Reading(None, 0.0, False)))
    return found


def _mixed(stretches: Sequence[_Stretch], place: int, first: dt.date, last: dt.date, on: On) -> Reading:
    """The reading of a calendar period in which the state changes: it begins in the stretch at a place."""
    within = list(takewhile(lambda stretch: stretch.since <= last, islice(stretches, place, None)))
    in_force = sum(
        (min(stretch.through, last) - max(stretch.since, first)).days + 1
        for stretch in within
        if stretch.reading.state == "in_force"
    )
    return Reading(
        within[-1 if on == "last" else 0].reading.state,
        round(in_force / ((last - first).days + 1), 4),
        any(stretch.reading.approximate for stretch in within),
    )


def panel_rows(
    policies: Iterable[Policy],
    over: Sequence[CalendarPeriod],
    known_on: dt.date,
    on: On,
    kept_to: dt.date | None = None,
) -> Iterator[PanelRow]:
    """One row for each policy and calendar period, as known on one day; ``kept_to`` as the rows say it."""
    for policy in policies:
        stood = readings(policy, over, known_on, on)
        for (name, first, last), (state, share, approximate) in zip(over, stood, strict=True):
            yield PanelRow(
                id=policy.id,
                jurisdiction=policy.jurisdiction,
                topic=policy.topic,
                kind=policy.kind,
                issuer=policy.issuer,
                period=name,
                first=first,
                last=last,
                state=state,
                in_force=state == "in_force",
                share=share,
                approximate=approximate,
                kept_to=kept_to,
            )


def wide_kind(over: Iterable[CalendarPeriod]) -> type[Struct]:
    """The type of a row for each policy, with a key for each calendar period: the state in it, or null.

    The last key is ``kept_to``, the day up to which the record was kept.
    """
    names = {f"period_{place}": name for place, (name, _, _) in enumerate(over)}
    columns: list[tuple[str, Any]] = [(column, str | None) for column in WIDE_COLUMNS]
    columns += [(field, State | None) for field in names]
    columns.append(("kept_to", dt.date | None))
    return defstruct("WideRow", columns, rename=names, frozen=True, gc=False)


def wide_rows(
    policies: Iterable[Policy],
    over: Sequence[CalendarPeriod],
    known_on: dt.date,
    on: On,
    kind: type[Struct],
    kept_to: dt.date | None = None,
) -> Iterator[Struct]:
    """One row for each policy, of the kind that ``wide_kind`` made for the same calendar periods."""
    for policy in policies:
        about = (getattr(policy, column) for column in WIDE_COLUMNS)
        yield kind(*about, *(reading.state for reading in readings(policy, over, known_on, on)), kept_to)


def count_rows(
    policies: Iterable[Policy],
    over: Sequence[CalendarPeriod],
    known_on: dt.date,
    on: On,
    by: By | None,
    kept_to: dt.date | None = None,
) -> Iterator[CountRow]:
    """One row for each calendar period and value of the column ``by``; none where there are no policies."""
    counts: Counter[tuple[int, str | None, State]] = Counter()
    values: set[str | None] = set()
    for policy in policies:
        value = None if by in (None, "state") else getattr(policy, by)
        values.add(value)
        for place, (state, _, _) in enumerate(readings(policy, over, known_on, on)):
            if state is not None:
                counts[place, state if by == "state" else value, state] += 1
    states = get_args(State)
    columns = states if by == "state" and values else sorted(values, key=lambda value: (value is None, value))
    for place, (name, first, last) in enumerate(over):
        for value in columns:
            yield CountRow(
                period=name,
                first=first,
                last=last,
                by=by,
                value=value,
                in_force=counts[place, value, "in_force"],
                suspended=counts[place, value, "suspended"],
                policies=sum(counts[place, value, state] for state in states),
                kept_to=kept_to,
            )
