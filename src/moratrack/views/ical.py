"""Coming turns as iCalendar (RFC 5545): all-day events, the same bytes on every day before they come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..core.dates import DAY
from ..questions.calendar import Coming
from ..text import APPROXIMATE, inert
from .calendar import turn_words

if TYPE_CHECKING:
    from icalendar import Event, Timezone


def ical(rows: Iterable[Coming], leads: Sequence[dt.timedelta]) -> bytes:
    """A calendar with an event a row, and in each an alarm for every lead, the time before its day begins."""
    from icalendar import Calendar, vDuration

    # Not Calendar.new, which would name the calendar at random.
    calendar = Calendar()
    calendar.prodid = "-//moratrack//moratrack//EN"
    calendar.version = "2.0"
    calendar.calscale = "GREGORIAN"
    calendar.calendar_name = "moratrack"
    calendar.add("refresh-interval", vDuration(DAY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(DAY))
    for row in rows:
        calendar.add_component(_event(row, leads))
    if not calendar.subcomponents:
        calendar.add_component(_time_zone())
    content: bytes = calendar.to_ical()
    return content


def _event(row: Coming, leads: Iterable[dt.timedelta]) -> Event:
    from icalendar import STATUS, TRANSP, Alarm, Event

    known = dt.datetime.combine(row.checked, dt.time.min, dt.UTC)
    summary = _summary(row)
    return Event.new(
        uid=inert(row.uid),
        stamp=known,
        last_modified=known,
        sequence=row.moved,
        start=row.day,
        end=row.day + DAY if row.day < dt.date.max else None,
        summary=summary,
        description="\n".join(_description(row)),
        categories=[inert(word) for word in (row.topic, row.kind) if word],
        url=inert(row.sources[0].url) if row.sources else None,
        status=STATUS.TENTATIVE if row.approximate else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,
        subcomponents=[Alarm.new_display(summary, -lead) for lead in leads],
    )


def _time_zone() -> Timezone:
    """What stands in an empty calendar: RFC 5545 wants a component, and some readers insist on it."""
    from icalendar import Timezone, TimezoneStandard

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", dt.datetime(1970, 1, 1))  # noqa: DTZ001
    standard.add("tzoffsetfrom", dt.timedelta())
    standard.add("tzoffsetto", dt.timedelta())
    zone.add_component(standard)
    return zone


def _summary(row: Coming) -> str:
    mark = APPROXIMATE if row.approximate else ""
    return inert(f"{mark}{turn_words(row)}: {row.title} ({row.issuer})")


def _description(row: Coming) -> Iterator[str]:
    """Lines for people; each is harmless, and none goes into the next."""
    yield inert(f"{row.title} ({row.id})")
    if row.approximate:
        yield "Approximate: only the month or the year of this day is known"
    if row.moved:
        yield f"Moved so far: {row.moved:,}"
    facts = {
        "Condition": row.until,
        "Bars": ", ".join(row.barred) or row.bars,
        "Exempt": ", ".join(row.exempt),
    }
    yield from (inert(f"{label}: {text}") for label, text in facts.items() if text)
    yield from (inert(f"Source: {source.publisher}: {source.url}") for source in row.sources)
