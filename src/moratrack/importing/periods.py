"""What comes after the first period of a row: numbered columns, and rows that tell of one event each."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from ..core.dates import DAY, Day
from ..core.policy import Event, Kind
from . import keys
from .cells import Cells, Unusable
from .endings import UNKNOWN, Ending, ends_of, last_of, tell_no_end
from .eventwords import EventKind
from .gathering import LATE, Gathered, Seen, gather, untold, with_ends_of
from .reading import quoted

_PLAIN_WORDS = ("ended", "end")
UNDATED = "its day is not stated"
"""What is said of an event of which only is known that it had happened by some day."""


def known_on(event: Event) -> Event:
    """The event as one of which only is known that it had happened by its date."""
    return replace(event, confidence="low", note=f"{UNDATED}: known on {event.date}")


def more_periods(cells: Cells, gathered: Gathered, events: list[Event], kind: Kind) -> list[Event]:
    """The events of the numbered columns of a row, after those of the others; their facts are added."""
    found: list[Event] = []
    for number in cells.groups:
        group = gather(cells, group=number)
        gathered.days.extend(group.days)
        gathered.terms.extend(group.terms)
        extended, begun = group.first("extended"), group.first("adopted") or group.first("effective")
        day = extended or begun
        if day is not None:
            effective = group.first("effective")
            ends = ends_of(cells, group, effective or day, kind)
            former = _former_last([*events, *found])
            end = ends.first if ends.extended is None else ends.extended
            if extended is not None and end == UNKNOWN:
                found.append(_without_end(cells, group.of("extended")[0], former))
            else:
                is_new = extended is None and former is not None and day.first > former + DAY
                found.append(
                    Event(
                        date=day,
                        effective=effective if effective != day else None,
                        did="adopted" if is_new else "extended",
                        **(end.written() if is_new else end.written_anew()),
                    )
                )
        ended = group.first("ended")
        if ended is not None:
            found.append(Event(date=ended, did="ended"))
    return found


def _without_end(cells: Cells, seen: Seen, former: dt.date | None) -> Event:
    """The extension of a column with one day: that on which it was or, long after the end, the new end."""
    if former is None or seen.day.first <= former + LATE:
        cells.remarks.append(f"extended on {seen.day}: no column says until when")
        return Event(date=seen.day, did="extended", **UNKNOWN.written())
    cells.remarks.append(f"{seen.column}: {seen.day} is read as the day to which it was extended")
    return known_on(Event(date=Day(former), did="extended", through=seen.fact.moment.as_end()))


def with_last_end(cells: Cells, events: list[Event], more: list[Event]) -> list[Event]:
    """The events of a row, then of its numbered columns; of the last extension is a last day beyond it."""
    adopted = next((event for event in events if event.did == "adopted"), None)
    last = more[-1] if more else None
    if (
        adopted is None
        or last is None
        or last.did != "extended"
        or last.through is not None
        or adopted.through is None
        or adopted.through.last <= last.date.last
    ):
        return [*events, *more]
    cells.remarks.append(f"{adopted.through} is taken as the end that the extension on {last.date} set")
    first = replace(adopted, through=None, term=adopted.term or UNKNOWN.term)
    rest = [first if event is adopted else event for event in events]
    return [*rest, *more[:-1], replace(last, through=adopted.through)]


def _former_last(events: list[Event]) -> dt.date | None:
    """The last day that the events so far set, None where none is known."""
    last = None
    for event in events:
        if event.did in ("adopted", "extended"):
            anchor = event.effective or event.date
            if event.did == "extended" and last is not None and anchor.last <= last:
                anchor = Day(last)
            last = last_of(Ending(event.term, event.through), anchor)
        elif event.did == "ended":
            last = (event.effective or event.date).last - DAY
    return last


def event_of(cells: Cells, told: EventKind, kind: Kind) -> Event:
    """The event of a row that tells of one; raise Unusable where no day says when."""
    gathered = gather(cells)
    days: list[Seen] = next(
        (
            found
            for role in (_own_role(told), "adopted", "effective", "introduced", "checked")
            if (found := gathered.of(role))
        ),
        [],
    )
    if not days:
        texts = {**cells.texts(keys.DATE), **cells.texts(keys.EFFECTIVE)}
        said = "".join(f"; {column} says {quoted(text)}" for column, text in texts.items())
        raise Unusable(f"no day says when it was {told.did}{said}")
    day = days[0].day
    cells.tell_of(days[0].column, days[0].fact.moment)
    effective = gathered.first("effective")
    gathered = with_ends_of(gathered, keys.EVENT, cells)
    event = _event(cells, gathered, told, kind, day, effective if effective != day else None)
    cells.remarks += untold(gathered, [event], cells.remarks)
    return event


def _own_role(told: EventKind) -> str:
    return {"extended": "extended", "ended": "ended", "proposed": "introduced"}.get(told.did, "adopted")


def _event(
    cells: Cells, gathered: Gathered, told: EventKind, kind: Kind, day: Day, effective: Day | None
) -> Event:
    match told.did:
        case "adopted" | "extended" | "amended":
            ends = ends_of(cells, gathered, effective or day, kind)
            tell_no_end(cells, gathered, ends.first)
            end = ends.last_set
            if told.did == "amended" and end == UNKNOWN:
                end = Ending()
            written = end.written_anew() if told.did == "extended" else end.written()
            return Event(date=day, effective=effective, did=told.did, **written)
        case "suspended":
            return Event(date=day, effective=effective, did="suspended", through=gathered.first("through"))
        case "resumed":
            return Event(date=day, effective=effective, did="resumed")
        case "ended":
            over = effective
            if told.is_lapse:
                over = over or (Day(day.last + DAY) if day.last < dt.date.max else None)
            how = None if told.word in _PLAIN_WORDS else told.word
            return Event(date=day, effective=over, did="ended", how=how)
    return Event(date=day, did=told.did)
