"""What a person asks first of a record: what ends next, what starts next, how current it is. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..core.history import SOON_DAYS
from ..core.known import in_order
from ..core.policy import Did
from .selection import Row

RECENT_DAYS = 30


class Due(Struct, frozen=True):
    """A day on which a policy is set to end or to start, and how many days are left to it."""

    id: str
    day: dt.date
    days: int
    approximate: bool


class Recorded(Struct, frozen=True, order=True):
    """An event, on the day from which it is known; by day, then by policy."""

    day: dt.date
    id: str
    did: Did
    date: str
    """Its date, as precisely as it is known."""


class Digest(Struct, frozen=True):
    """The listing of a day in short; each list has its nearest day first."""

    as_of: dt.date
    kept_to: dt.date | None
    """The day up to which the record was kept; None where it is empty."""
    ending: Sequence[Due]
    """The last days of what is expiring."""
    next_end: Due | None
    """The next last day of what is not."""
    starting: Sequence[Due]
    """First days within the next 90."""
    next_start: Due | None
    """The next first day after them."""
    recorded: Sequence[Recorded]
    """What became known in the last 30 days, the day asked included."""
    latest: Recorded | None
    """What became known last before that."""


def digest(rows: Sequence[Row], on: dt.date, kept_to: dt.date | None) -> Digest:
    """The digest of the rows of one day."""
    expiring = _soonest(_end(row) for row in rows if row.facts.expiring)
    others = _soonest(_end(row) for row in rows if row.facts.state == "in_force" and not row.facts.expiring)
    starts = _soonest(_start(row) for row in rows if row.facts.state == "upcoming")
    near = [due for due in starts if due.days <= SOON_DAYS]
    recent, latest = _recorded(rows, on)
    return Digest(
        as_of=on,
        kept_to=kept_to,
        ending=expiring,
        next_end=next(iter(others), None),
        starting=near,
        next_start=next(iter(starts[len(near) :]), None),
        recorded=recent,
        latest=latest,
    )


def _soonest(found: Iterable[Due | None]) -> list[Due]:
    return sorted((due for due in found if due is not None), key=lambda due: (due.day, due.id))


def _end(row: Row) -> Due | None:
    known = row.facts
    return _due(row, known.expires, approximate=known.approximate_end)


def _start(row: Row) -> Due | None:
    known = row.facts
    return _due(row, known.starts, approximate=known.approximate_start)


def _due(row: Row, day: dt.date | None, *, approximate: bool) -> Due | None:
    return None if day is None else Due(row.policy.id, day, (day - row.facts.as_of).days, approximate)


def _recorded(rows: Iterable[Row], on: dt.date) -> tuple[list[Recorded], Recorded | None]:
    """What became known in the last days, the newest first, and the last of what was known before."""
    before = on - dt.timedelta(min(RECENT_DAYS, (on - dt.date.min).days))
    recent: list[Recorded] = []
    latest: Recorded | None = None
    for row in rows:
        for day, event in reversed(in_order(row.policy.events, on)):
            if day > before:
                recent.append(Recorded(day, row.policy.id, event.did, str(event.date)))
            else:
                if latest is None or (day, row.policy.id) > (latest.day, latest.id):
                    latest = Recorded(day, row.policy.id, event.did, str(event.date))
                break
    return sorted(recent, reverse=True), latest
