"""Policies on a time axis: rows → periods → bars, and the days that are shown. Pure, like ``history``.

Days named ``last`` or ``through`` are inclusive. Offsets are whole days from the first day shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

from ..core.dates import DAY
from ..core.history import Period, periods
from ..core.ledger import State
from .selection import Group, Row, group_of
from .status import Status, status_row

Look = Literal["in_force", "suspended", "gap", "upcoming", "proposed"]
"""How a bar looks: its state, or ``gap`` for the days out of force between two periods."""
Edge = Literal["open", "unknown", "cut", "later"]
"""How a lane leaves the picture: with no last day, with one nobody recorded, with one not shown, or before
it takes effect."""
Unit = Literal["day", "month", "quarter", "year"]

_LOOKS: dict[State, Look] = {
    "in_force": "in_force",
    "suspended": "suspended",
    "upcoming": "upcoming",
    "proposed": "proposed",
    "expired": "gap",
    "ended": "gap",
}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAYS_A_TICK = (1, 2, 7, 14)
_DAYS_WITH_NAMES = 62
"""In fewer days than these, days are marked rather than months."""
_YEARS_A_TICK = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MONTHS_A_TICK = (1, 3, *(12 * years for years in _YEARS_A_TICK))


class TimelineRow(Struct, frozen=True, kw_only=True):
    """A period of a policy, as far as it was known on the day asked."""

    id: str
    """The policy."""
    title: str
    """What is stopped."""
    issuer: str
    """Who imposed it."""
    state: State
    """What held, or will, in these days."""
    since: dt.date
    """First day in the state."""
    through: dt.date | None
    """Last day in the state; null where none is set."""
    approximate: bool
    """Whether ``since`` or ``through`` rests on a date known only to its month or year."""
    confirmed: bool
    """False for the period of the day asked if only a scheduled end led to it, nothing recorded since."""
    as_of: dt.date
    """The day asked."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""


class Track(NamedTuple):
    """A policy on the day asked, and all its periods known on that day."""

    status: Status
    group: Group
    periods: Sequence[Period]


class Range(NamedTuple):
    """The days shown, both inclusive."""

    first: dt.date
    last: dt.date


class Bar(NamedTuple):
    """The part of a period that is shown: from offset ``start`` up to offset ``stop``, exclusive."""

    look: Look
    start: int
    stop: int
    period: Period


class Lane(NamedTuple):
    """The bars of one policy, in order, and what of it lies outside the picture."""

    status: Status
    group: Group | None
    """Its group where the lanes come by urgency; None in any other order."""
    bars: Sequence[Bar]
    since: dt.date | None
    """Its first day, where that lies before the first day shown."""
    edge: Edge | None
    through: dt.date | None
    """Its last day, where it is cut; the day it begins, where that comes later."""

    @property
    def approximate(self) -> bool:
        """Whether a bound of any period shown is approximate."""
        return any(bar.period.approximate for bar in self.bars)


class Tick(NamedTuple):
    """A mark of the axis at the first day of a year, quarter or month, or at a day."""

    offset: int
    label: str
    above: str
    """The year, or the month, to which the label belongs, where a new one begins; else empty."""


class Chart(NamedTuple):
    """Everything a picture of policies on a time axis shows."""

    as_of: dt.date
    range: Range
    lanes: Sequence[Lane]

    @property
    def days(self) -> int:
        """How many days are shown."""
        return (self.range.last - self.range.first).days + 1

    @property
    def today(self) -> int | None:
        """The offset of the day asked, where it is shown."""
        inside = self.range.first <= self.as_of <= self.range.last
        return (self.as_of - self.range.first).days if inside else None


def tracks(rows: Iterable[Row]) -> list[Track]:
    """The periods of each row, as known on its day."""
    return [Track(status_row(row), group_of(row.facts), periods(row.policy, row.facts.as_of)) for row in rows]


def timeline_rows(found: Iterable[Track], first: dt.date | None, last: dt.date | None) -> list[TimelineRow]:
    """One row for each period that touches the days from ``first`` through ``last``; None is no bound."""
    return [
        TimelineRow(
            id=status.id,
            title=status.title,
            issuer=status.issuer,
            confirmed=status.confirmed or not _holds(period, status.as_of),
            as_of=status.as_of,
            kept_to=status.kept_to,
            **asdict(period),
        )
        for status, _, known in found
        for period in known
        if (last is None or period.since <= last)
        and (first is None or period.through is None or first <= period.through)
    ]


def chart(found: Sequence[Track], shown: Range, on: dt.date, *, grouped: bool) -> Chart:
    """The picture of these policies on the days shown, ``grouped`` where they come by urgency."""
    return Chart(on, shown, [_lane(track, shown, grouped=grouped) for track in found])


def grouped(lanes: Iterable[Lane]) -> Iterator[tuple[Group | None, list[Lane]]]:
    """Lanes that follow one another in one group."""
    for group, members in groupby(lanes, key=lambda lane: lane.group):
        yield group, list(members)


def days_shown(
    found: Sequence[Track], on: dt.date, first: dt.date | None = None, last: dt.date | None = None
) -> Range:
    """The days to show: those given, else chosen so that a few far ends do not squash the rest.

    From the first day of the policies, save for a tenth of them if that halves the length; through
    their last scheduled day within a third of the time that has passed; in whole months, quarters or
    years, and a year at least from or to a day that is given.
    """
    begin = first or _first_day(found, on)
    if first is None and last is not None:
        begin = min(begin, _moved(last, -365))
    end = last or _last_day(found, on, begin)
    if last is None and first is not None:
        end = max(end, _moved(first, 365))
    unit = _unit((end - begin).days)
    return Range(first or _month(_index(begin) // unit * unit), last or _end_of_unit(end, unit))


def ticks(shown: Range, at_most: int) -> list[Tick]:
    """The finest ticks of which there are at most so many: days, months, quarters or years; at least one."""
    for unit, marks in _candidates(shown):
        if 0 < len(marks) <= at_most:
            return list(_labelled(unit, marks, shown.first))
    return [Tick(0, shown.first.isoformat(), "")]


def _holds(period: Period, day: dt.date) -> bool:
    return period.since <= day and (period.through is None or day <= period.through)


def _lane(track: Track, shown: Range, *, grouped: bool) -> Lane:
    visible = _visible(track.periods)
    since = visible[0][1].since if visible else shown.first
    edge, through = _edge(track.status, visible, shown) if visible else (None, None)
    return Lane(
        status=track.status,
        group=track.group if grouped else None,
        bars=[bar for look, period in visible if (bar := _bar(look, period, shown)) is not None],
        since=since if since < shown.first else None,
        edge=edge,
        through=through,
    )


def _bar(look: Look, period: Period, shown: Range) -> Bar | None:
    first = max(period.since, shown.first)
    last = shown.last if period.through is None else min(period.through, shown.last)
    if first > last:
        return None
    return Bar(look, (first - shown.first).days, (last - shown.first).days + 1, period)


def _visible(known: Sequence[Period]) -> list[tuple[Look, Period]]:
    """The periods that are drawn: all but the days after the last one in which something held."""
    looks = [(_LOOKS[period.state], period) for period in known]
    while looks and looks[-1][0] == "gap":
        looks.pop()
    return looks


def _edge(
    status: Status, visible: Sequence[tuple[Look, Period]], shown: Range
) -> tuple[Edge | None, dt.date | None]:
    held = [period.since for look, period in visible if look in ("in_force", "suspended")]
    begins = held[0] if held else visible[0][1].since
    through = visible[-1][1].through
    if begins > shown.last:
        return "later", begins
    if through is None:
        return "unknown" if status.end == "unknown" else "open", None
    return ("cut", through) if through > shown.last else (None, None)


def _first_day(found: Sequence[Track], on: dt.date) -> dt.date:
    begun = sorted(track.periods[0].since for track in found) or [_moved(on, -365)]
    first, usual = begun[0], begun[len(begun) // 10]
    if (on - first).days >= 2 * (on - usual).days:
        first = usual
    return min(first, _moved(on, -30))


def _last_day(found: Sequence[Track], on: dt.date, begin: dt.date) -> dt.date:
    past = max((on - begin).days, 0)
    limit = _moved(on, max(366, past // 3))
    turns = [day for track in found for period in track.periods for day in (period.since, period.through)]
    scheduled = max((day for day in turns if day is not None and on <= day <= limit), default=on)
    return max(_moved(on, max(30, past // 12)), _moved(scheduled, past // 40))


def _moved(day: dt.date, days: int) -> dt.date:
    """A day so many days on, no further than the calendar goes."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def _unit(days: int) -> int:
    """The months in the unit by which so many days are rounded: a year, a quarter or a month."""
    if days > 4 * 366:
        return 12
    return 3 if days > 500 else 1


def _index(day: dt.date) -> int:
    """The months from year 0 to the month of a day."""
    return day.year * 12 + day.month - 1


def _month(index: int) -> dt.date:
    return dt.date(index // 12, index % 12 + 1, 1)


def _end_of_unit(day: dt.date, unit: int) -> dt.date:
    following = (_index(day) // unit + 1) * unit
    return _month(following) - DAY if following // 12 <= dt.MAXYEAR else dt.date.max


def _candidates(shown: Range) -> Iterator[tuple[Unit, list[dt.date]]]:
    """Days to mark and the unit that each of them begins, the finest first."""
    days = (shown.last - shown.first).days
    if days < _DAYS_WITH_NAMES:
        for step in _DAYS_A_TICK:
            yield "day", [shown.first + number * DAY for number in range(0, days + 1, step)]
    start, stop = _index(shown.first) + (shown.first.day > 1), _index(shown.last) + 1
    for months in _MONTHS_A_TICK:
        unit: Unit = "month" if months == 1 else "quarter" if months == 3 else "year"
        yield unit, [_month(index) for index in range(_rounded_up(start, months), stop, months)]


def _rounded_up(number: int, unit: int) -> int:
    """The first multiple of a unit that is no less than a number."""
    return (number + unit - 1) // unit * unit


def _labelled(unit: Unit, marks: Iterable[dt.date], first: dt.date) -> Iterator[Tick]:
    former = ""
    for mark in marks:
        label, above = _label(unit, mark)
        yield Tick((mark - first).days, label, above if above != former else "")
        former = above


def _label(unit: Unit, mark: dt.date) -> tuple[str, str]:
    """What stands at a tick, and above it."""
    year, month = mark.isoformat()[:4], _MONTHS[mark.month - 1]
    match unit:
        case "day":
            return str(mark.day), f"{month} {year}"
        case "month":
            return month, year
        case "quarter":
            return f"Q{(mark.month + 2) // 3}", year
    return year, ""
