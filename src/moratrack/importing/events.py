"""The events that a row tells of: proposed or adopted, extended, ended, checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from ..core.dates import DateError, Day
from ..core.policy import Event, Kind
from .cells import Cells, Unusable
from .endings import UNKNOWN, Ending, Ends, ends_of, is_first_end, last_of, tell_no_end
from .extensions import extensions_of
from .gathering import Gathered, gather, of_status, untold
from .grammar.facts import END_PLACES
from .grouping import Successor
from .overs import how_ended, outlasting, over_by_the_check, replaced
from .periods import UNDATED, known_on, more_periods, with_last_end
from .proposals import is_proposal, proposed, read_last
from .rowfacts import IN_FORCE, RowFacts, agreed, as_written, confidence_of, one_of
from .typed import Statement


class Log(NamedTuple):
    """The events of a row, oldest first, and the day on which its status was true for those who typed it."""

    events: list[Event]
    checked: Day | None


def events_of(cells: Cells, kind: Kind, stated: Statement, successor: Successor | None = None) -> Log:
    """Read the events of a row, of a policy that a successor may have replaced.

    Raises Unusable where no day says when they began.
    """
    gathered = of_status(gather(cells, stated.disbelieved), stated.typed)
    own = _own(cells, gathered)
    row = RowFacts(cells, gathered, stated, own or gathered.first("checked"), successor)
    if is_proposal(row):
        events, known = proposed(row)
    else:
        events, known = _adopted(row, kind), row.checked
        events = with_last_end(cells, events, more_periods(cells, gathered, events, kind))
    events.sort(key=lambda event: event.date.first)
    cells.remarks += _not_yet(events, cells.manner.today)
    cells.remarks += untold(
        gathered,
        events if known is None else [*events, Event(date=known, did="checked")],
        cells.remarks,
        is_in_force=row.group in (*IN_FORCE, "suspended"),
    )
    if row.checked is not None:
        events.append(Event(date=row.checked, did="checked"))
        events.sort(key=lambda event: event.date.first)
    return Log(events, known)


def _not_yet(events: list[Event], today: dt.date | None) -> Iterator[str]:
    """What to say of events that cannot have happened as they stand."""
    for event in events:
        if event.through is not None and event.through.last < event.date.first:
            yield f"{event.did} on {event.date}, which is after the last day that it sets, {event.through}"
        if today is not None and event.date.first > today:
            yield f"{event.did} on {event.date}, a day to come"


def _own(cells: Cells, gathered: Gathered) -> Day | None:
    """The day of the check: of its column, else the latest that a status names."""
    own = agreed(cells, [seen for seen in gathered.of("checked") if seen.place == "checked"])
    said = [seen.day for seen in gathered.of("checked") if seen.place == "status"]
    return own or max(said, key=lambda day: day.last, default=None)


def _adopted(row: RowFacts, kind: Kind) -> list[Event]:
    cells, gathered = row.cells, row.gathered
    date = read_last(row) or agreed(cells, gathered.of("adopted")) or one_of(row, "adopted")
    effective = agreed(cells, gathered.of("effective")) or one_of(row, "effective") or _after(row, date)
    extended = _first_extension(gathered) if date is None and effective is None else None
    cells.remarks += (
        f"{seen.column}: {seen.day} is read as its first day in force"
        for seen in gathered.of("effective")
        if seen.place in END_PLACES and date is not None and seen.day == effective != date
    )
    day = date or effective or _known_adopted(row) or extended
    if day is None:
        raise Unusable(f"no day says when it was adopted{as_written(cells)}")
    start = effective or day
    ends = ends_of(cells, gathered, start, kind)
    tell_no_end(cells, gathered, ends.first)
    adopted = Event(
        date=day,
        effective=effective if effective is not None and effective != day else None,
        upon=gathered.upon[0] if gathered.upon and effective is None else None,
        did="adopted",
        confidence=confidence_of(row) if date or effective else "low",
    )
    before = [
        Event(date=seen.day, did="proposed")
        for seen in gathered.of("introduced")
        if seen.day.last < day.first
    ][:1]
    ended, ends = how_ended(row, ends)
    if row.successor is not None:
        ended = replaced(row, row.successor, ended, last_of(ends.last_set, start))
    # An extension is no later than the end that it put off.
    known = row.checked if ended is None else None
    first, extensions = extensions_of(row, ends, start, known)
    if day == extended:
        cells.remarks.append(f"adopted, {UNDATED}: it was extended on {day}")
        # Nobody knows from when a term would count.
        first = UNKNOWN
    adopted = replace(adopted, **first.written())
    events = [*before, adopted, *extensions, *_others(row, start, day)]
    if ended is not None:
        adopted = adopted if extensions else outlasting(adopted, ended.effective or ended.date, cells)
        anew = _anew(row, ends, ended.effective or ended.date)
        return [*before, adopted, *extensions, *_others(row, start, day), ended, *anew]
    return [*events, *over_by_the_check(row, events, first, extensions)]


def _after(row: RowFacts, date: Day | None) -> Day | None:
    """The first day of what takes effect some time after its adoption, or after a day that is named."""
    for column, fact in row.gathered.terms:
        anchor = fact.anchor.as_start() if fact.anchor else date
        if fact.role != "wait" or fact.amount.term is None or anchor is None:
            continue
        if fact.anchor and date is not None and is_first_end(fact.amount.term, date, anchor):
            # 30 days after adoption (2026-02-05): the day is that to which they come.
            return anchor
        try:
            first = Day(fact.amount.term.after(anchor.first))
        except DateError:
            return None
        row.cells.remarks.append(f"{column}: {fact.amount.text} after {anchor} is read as {first}")
        return first if not anchor.approximate else Day.parse(str(first)[:7])
    return None


def _anew(row: RowFacts, ends: Ends, over: Day) -> list[Event]:
    """What was reinstated after it had ended: an adoption, through the stated end where that lies ahead."""
    found = []
    for seen in row.gathered.of("resumed")[:1]:
        if seen.day.first > over.first:
            row.cells.remarks.append(f"{seen.column}: {seen.fact.word} on {seen.day}, read as adopted anew")
            last = ends.last_set.through
            end = Ending(through=last) if last is not None and last.last >= seen.day.first else UNKNOWN
            found.append(Event(date=seen.day, did="adopted", **end.written()))
    return found


def _known_adopted(row: RowFacts) -> Day | None:
    """The day of the check, of what was introduced on a day and is typed to have been adopted on none."""
    if row.checked is None or not row.gathered.of("introduced") or row.group not in ("adopted", "active"):
        return None
    row.cells.remarks.append(f"adopted, {UNDATED}: known on {row.checked}")
    return row.checked


def _first_extension(gathered: Gathered) -> Day | None:
    """The day of the first extension, by which at the latest it had been adopted."""
    return min((seen.day for seen in gathered.of("extended")), key=lambda day: day.first, default=None)


def _others(row: RowFacts, start: Day, adopted: Day) -> list[Event]:
    """Amendments and stays with their days; a stay may come before the first day in force."""
    through = row.gathered.first("suspended_through")
    found = [
        Event(date=seen.day, did="amended")
        for seen in row.gathered.of("amended")
        if seen.day.first >= start.first
    ]
    stays = sorted(row.gathered.of("suspended"), key=lambda seen: seen.day.first)
    found += [
        Event(date=seen.day, did="suspended", through=through)
        for seen in stays
        if seen.day.first >= adopted.first
    ][:1]
    if found and found[-1].did == "suspended" and through is None:
        found += [
            Event(date=seen.day, did="resumed")
            for seen in row.gathered.of("resumed")[:1]
            if seen.day.first > found[-1].date.first
        ]
    if row.group == "suspended" and not row.gathered.of("suspended") and row.checked is not None:
        row.cells.remarks.append(f"suspended, {UNDATED}: known on {row.checked}")
        found.append(known_on(Event(date=row.checked, did="suspended")))
    return found
