"""When each event became known, and with that the order in which events count. Pure."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from .policy import Event

Known = tuple[dt.date, Event]
"""An event, behind the day from which it counts as known."""

_day = itemgetter(0)
_FOLLOWS = {
    "ended": ("proposed", "adopted", "scheduled", "extended", "amended"),
    "resumed": ("suspended",),
}
"""What an event of reduced date is known to follow, by what it did."""


def in_order(events: Sequence[Event], known_on: dt.date | None = None) -> list[Known]:
    """All events, or those known on a day, by the day they became known; those of one day as written.

    An event is known from its date; of a reduced date, from its first day. ``ended`` and ``resumed`` of
    reduced date are known from the first day on which they could follow what they belong to, which is
    the latest thing that they can belong to.
    """
    ordered = []
    for event in events:
        day = event.date
        if day.first != day.last and event.did in _FOLLOWS:
            ordered = _floated(events)
            break
        ordered.append((day.first, event))
    else:
        ordered.sort(key=_day)
    if known_on is None or not ordered or ordered[-1][0] <= known_on:
        return ordered
    return ordered[: bisect_right(ordered, known_on, key=_day)]


def known_events(events: Sequence[Event], on: dt.date) -> list[Event]:
    """The events known on a day, in order."""
    return [event for _, event in in_order(events, on)]


def _floated(events: Sequence[Event]) -> list[Known]:
    fixed = sorted((event.date.first, place) for place, event in enumerate(events) if not _floats(event))
    leaders = {
        did: [(known, place) for known, place in fixed if _may_be_followed(events[place], dids)]
        for did, dids in _FOLLOWS.items()
    }
    keyed = [(known, place, 0, place) for known, place in fixed]
    for place, event in enumerate(events):
        if _floats(event):
            first = event.date.first
            known, leader = _leader(event, events, leaders[event.did]) or (first, place)
            # Written above what it follows, it still comes right after it.
            keyed.append((first, place, 0, place) if known < first else (known, max(place, leader), 1, place))
    return [(known, events[place]) for known, _, _, place in sorted(keyed)]


def _floats(event: Event) -> bool:
    return event.did in _FOLLOWS and event.date.approximate


def _may_be_followed(event: Event, dids: Iterable[str]) -> bool:
    return event.did in dids and (event.did != "amended" or event.sets_end)


def _leader(
    event: Event, events: Sequence[Event], leaders: Sequence[tuple[dt.date, int]]
) -> tuple[dt.date, int] | None:
    """The day and place of the latest of some events that an event of reduced date can follow.

    One that takes effect only later is followed where there is no other.
    """
    before = bisect_right(leaders, event.date.last, key=_day)
    latest = (event.effective or event.date).last
    for known, place in reversed(leaders[:before]):
        leader = events[place]
        if leader.did not in ("adopted", "suspended") or (leader.effective or leader.date).first <= latest:
            return known, place
    return leaders[before - 1] if before else None
