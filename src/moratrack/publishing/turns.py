"""What a page says of a policy on every day from the day of publishing on, so that a page can count on.

Everything is asked of the engine in advance: whoever shows a page needs only to find the last look whose
first day is not after the reader's, and to count days. Days are calendar days; a look holds from its
``since`` to the day before the next.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import isleap
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from ..core.classes import Vocabulary
from ..core.dates import DAY
from ..core.history import Facts, facts, outlook, periods
from ..core.known import known_events
from ..core.ledger import State
from ..core.parties import party_known
from ..core.policy import STANDINGS, Party, Policy
from ..questions.check import verdict
from ..questions.selection import RECENT_DAYS, Group, Row, by_urgency, group_of
from ..questions.status import Status, status_row
from ..text import day, several
from ..views.words import countdown

YEARS_AHEAD = 10
"""How far a page counts on: so many years after it was published."""

_NUMBER = re.compile(r"(\d[\d,]*)")
_NAMES_SHOWN = 3
_MONTHS_COUNTED = 24
"""Words count in months up to so many of them, then in years."""

Words = tuple[str | dt.date, ...]
"""A text in parts; a date stands for the number of days between it and the reader's day."""


class Look(NamedTuple):
    """What a page shows of a policy in some days."""

    state: State
    group: Group
    order: int
    """Its place within its group: less comes first; what is equal stands by id."""
    expiring: bool
    confirmed: bool
    first: str
    """The first day in force, as ``status`` prints it."""
    last: str
    """The last day in force."""
    countdown: Words
    barred: str
    """Whom it bars, the first of them by name, else what it bars."""
    age: str
    """How many years ago the last event of the record was; empty within the first."""


class Turn(NamedTuple):
    """A look, and the first day on which it is so."""

    since: dt.date
    look: Look


class Standing(NamedTuple):
    """What a party may do under a policy from a day on."""

    since: dt.date
    verdict: str
    reason: str


def horizon(on: dt.date) -> dt.date:
    """The last day that the pages of a day know."""
    year = min(on.year + YEARS_AHEAD, dt.MAXYEAR)
    return on.replace(year=year, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=year)


def known_part(policy: Policy, on: dt.date) -> Policy:
    """The policy with no more than the events and standings that were known on a day."""
    events = tuple(known_events(policy.events, on))
    named = {standing: policy.parties(standing) for standing in STANDINGS}
    known = {
        standing: tuple(party for party in parties if _is_known(policy, party, on))
        for standing, parties in named.items()
    }
    return (
        policy
        if len(events) == len(policy.events) and known == named
        else replace(policy, events=events, **known)
    )


def _is_known(policy: Policy, party: Party, on: dt.date) -> bool:
    """Whether a party stands on a day, or it was known by then that it would."""
    return party.since is None or party.since.first <= on or party_known(policy, party) <= on


def turns(policy: Policy, on: dt.date, through: dt.date) -> list[Turn]:
    """Every look of a policy from a day ``through`` another; ``policy`` is what was known on the first."""
    found: list[Turn] = []
    ahead = outlook(policy, on)
    for since, last in pairwise([*_turning_days(policy, on, through), through + DAY]):
        known = ahead(since)
        if known is None:
            continue
        status = status_row(Row(policy, known, None))
        for date in _days_to_look(known, since, last - DAY):
            look = _look(policy, _later(known, date), _at(status, date))
            if not found or found[-1].look != look:
                found.append(Turn(date, look))
    return found


def standings(
    policy: Policy,
    who: str,
    classes: Sequence[str],
    vocabulary: Vocabulary,
    on: dt.date,
    through: dt.date,
) -> list[Standing]:
    """What a party may do under a policy on every day from one ``through`` another."""
    found: list[Standing] = []
    for since in _turning_days(policy, on, through):
        row = verdict(policy, since, who, classes, vocabulary)
        if not found or found[-1][1:] != (row.verdict, row.reason):
            found.append(Standing(since, row.verdict, row.reason))
    return found


def said(words: Words, on: dt.date) -> str:
    """Words as they are read on a day."""
    return "".join(part if isinstance(part, str) else f"{abs((part - on).days):,}" for part in words)


def words_of(text: Callable[[dt.date], str], on: dt.date) -> Words:
    """A text of a day in parts: a number that changes by one overnight counts the days to some day."""
    said_today = text(on)
    if _NUMBER.search(said_today) is None:
        return (said_today,)
    today, tomorrow = _NUMBER.split(said_today), _NUMBER.split(text(on + DAY))
    if today[::2] != tomorrow[::2]:
        return ("".join(today),)
    parts: list[str | dt.date] = [""]
    for place, (part, following) in enumerate(zip(today, tomorrow, strict=True)):
        target = _target(part, following, on) if place % 2 else None
        if target is not None:
            parts += [target, ""]
        else:
            parts[-1] = f"{parts[-1]}{part}"
    return tuple(part for part in parts if part != "")


def _target(number: str, following: str, on: dt.date) -> dt.date | None:
    value = int(number.replace(",", ""))
    change = int(following.replace(",", "")) - value
    if abs(change) != 1 or number != f"{value:,}":
        return None
    place = on.toordinal() - change * value
    return dt.date.fromordinal(place) if 0 < place <= dt.date.max.toordinal() else None


def _look(policy: Policy, known: Facts, status: Status) -> Look:
    _, order = by_urgency(Row(policy, known, None))
    return Look(
        state=known.state,
        group=group_of(known),
        order=order,
        expiring=known.expiring,
        confirmed=known.confirmed,
        first=day(known.starts, approximate=known.approximate_start),
        last=day(known.expires, approximate=known.approximate_end),
        countdown=words_of(lambda on: countdown(_at(status, on)), known.as_of),
        barred=several(status.barred, _NAMES_SHOWN) or status.bars or "",
        age=_age(known.checked, known.as_of),
    )


def _age(checked: dt.date, on: dt.date) -> str:
    years = on.year - checked.year - ((on.month, on.day) < (checked.month, checked.day))
    if years < 1:
        return ""
    return "more than a year ago" if years == 1 else f"more than {years:,} years ago"


def _later(known: Facts, on: dt.date) -> Facts:
    """The facts of a later day on which nothing has changed but the day."""
    left = None if known.days_left is None or known.expires is None else (known.expires - on).days
    return replace(known, as_of=on, days_left=left)


def _at(status: Status, on: dt.date) -> Status:
    left = None if status.days_left is None or status.expires is None else (status.expires - on).days
    return replace(status, as_of=on, days_left=left)


def _turning_days(policy: Policy, on: dt.date, through: dt.date) -> list[dt.date]:
    """The days on which anything but a count of days may change, the day of publishing first."""
    known = periods(policy)
    found = {on, *(period.since for period in known)}
    for standing in STANDINGS:
        for party in policy.parties(standing):
            found |= {party.since.first} if party.since else set()
            found |= (
                {party.through.last + DAY} if party.through and party.through.last < dt.date.max else set()
            )
    found |= {
        first
        for period in known
        if period.state == "in_force" and period.through is not None and period.through >= on
        for first in _first_expiring(policy, max(on, period.since), period.through)
    }
    return sorted(date for date in found if on <= date <= through)


def _first_expiring(policy: Policy, since: dt.date, through: dt.date) -> Iterator[dt.date]:
    """The first day of a stretch in force on which its end is near, found by halving: none before is."""

    def near(place: int) -> bool:
        known = facts(policy, dt.date.fromordinal(place))
        return known is not None and known.expiring

    low, high = since.toordinal(), through.toordinal()
    if not near(high):
        return
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if near(middle) else (middle + 1, high)
    yield dt.date.fromordinal(low)


def _days_to_look(known: Facts, since: dt.date, through: dt.date) -> list[dt.date]:
    """The days of a stretch on which the words may begin to count otherwise."""
    days = {since, *_anniversaries(known.checked, since, through)}
    match known.state:
        case "upcoming":
            days.update(_units(known.starts, since, through))
        case "expired" | "ended":
            over = known.ended or known.expires
            days.update(_units(over, since, through))
            days.update(_near(over, RECENT_DAYS))
        case _:
            days.update(_near(known.expires, 0))
    return sorted(date for date in days if since <= date <= through)


def _near(date: dt.date | None, days: int) -> list[dt.date]:
    """The days around one that lies so many days after a date."""
    if date is None:
        return []
    place = date.toordinal() + days
    return [
        dt.date.fromordinal(near)
        for near in range(place - 2, place + 3)
        if 0 < near <= dt.date.max.toordinal()
    ]


def _anniversaries(date: dt.date, since: dt.date, through: dt.date) -> Iterator[dt.date]:
    """The days on which a date lies another year back."""
    for year in range(since.year, through.year + 1):
        leaps = (date.month, date.day) == (2, 29) and not isleap(year)
        yield dt.date(year, 3, 1) if leaps else date.replace(year=year)


def _units(date: dt.date | None, since: dt.date, through: dt.date) -> Iterator[dt.date]:
    """Where the time to or from a date may come to another number of months, or of years."""
    if date is None:
        return
    yield from _near(date, 0)
    origin = date.year * 12 + date.month - 1
    start, stop = (bound.year * 12 + bound.month - 1 for bound in (since, through))
    for month in range(start - 1, stop + 1):
        away = month - origin
        if abs(away) <= _MONTHS_COUNTED + 1 or away % 12 in (0, 11, 1):
            yield from _month_turns(month, date.day)


def _month_turns(month: int, number: int) -> Iterator[dt.date]:
    """The days of a month on which it may come to be a month more or less."""
    if not 12 <= month < dt.MAXYEAR * 12:
        return
    year, zero = divmod(month, 12)
    following = dt.date(year + (zero == 11), (zero + 1) % 12 + 1, 1)
    last = (following - DAY).day
    yield from (dt.date(year, zero + 1, date) for date in (number, number + 1) if date <= last)
    yield following
