"""The extensions of a row, with the ends that they set."""

from __future__ import annotations

import datetime as dt
import re

from msgspec.structs import replace

from ..core.dates import DAY, DateError, Day
from ..core.policy import Event
from .cells import Cells
from .endings import LIFTED, OPEN, UNKNOWN, Ending, Ends, is_first_end, last_of
from .gathering import LATE, Seen
from .grammar.vocabulary import ANEW
from .periods import UNDATED, known_on
from .rowfacts import RowFacts

_THE_LAST = re.compile(r"\b(?:last|latest|most recent)", re.IGNORECASE)


def extensions_of(row: RowFacts, ends: Ends, start: Day, checked: Day | None) -> tuple[Ending, list[Event]]:
    """The first end, and the extensions with the ends that they set."""
    seen = sorted(row.gathered.of("extended"), key=lambda each: each.day.first)
    first, extended = ends.first, ends.extended
    if not seen:
        return _undated_extension(row, ends, start, checked)
    days = list(dict.fromkeys(each.day for each in seen))
    if extended is None:
        # Of a row that tells of an extension, the end that it states is the one which that set.
        is_later = (
            first.through is not None
            and first.through.last >= days[-1].first
            and not is_first_end(first.term, start, first.through)
        )
        if is_later and first.through is not None and first.through.first <= days[-1].last + LATE:
            row.cells.remarks.append(
                f"extended on {days[-1]}: {first.through} is taken as the end that this set, though so near"
            )
        extended = Ending(through=first.through) if is_later else _set_anew(row, seen[-1], first)
        first = first._replace(through=None) if is_later else first
        if extended == UNKNOWN:
            row.cells.remarks.append(f"extended on {days[-1]}: no column says until when")
        first = UNKNOWN if first == OPEN else first
    former = _between(row, seen[0], last_of(first, start))
    terms = [
        term.amount.term for _, term in row.gathered.terms if term.role == "extension" and term.amount.term
    ]
    lasts = sorted((each.day for each in row.gathered.of("extended_through")), key=lambda day: day.last)
    if len(days) == len(lasts) > 1 and all(map(_follows, lasts, days)):
        events = [
            Event(date=day, did="extended", through=last) for day, last in zip(days, lasts, strict=True)
        ]
        return first, [*former, *events]
    if len(days) == len(terms) > 1:
        events = [Event(date=day, did="extended", term=term) for day, term in zip(days, terms, strict=True)]
        return first, [*former, *events[:-1], replace(events[-1], through=extended.through)]
    if len(days) > 1:
        row.cells.remarks.append(
            f"extended on {' and '.join(map(str, days))}: only the end that the last set is known"
        )
    former += [Event(date=day, did="extended", **UNKNOWN.written()) for day in days[:-1]]
    return first, [*former, Event(date=days[-1], did="extended", **extended.written_anew())]


def _follows(last: Day, day: Day) -> bool:
    """Whether a last day is after the day of the extension that set it."""
    return last.last > day.last


def _between(row: RowFacts, seen: Seen, last: dt.date | None) -> list[Event]:
    """The extension without a day that was before the first of which one is told, after the first end.

    Where that is called the last, there were others; else it was not in force between, which is told.
    """
    if last is None or seen.day.first <= last + DAY:
        return []
    if _THE_LAST.search(f"{seen.column} {row.cells.text(seen.column)}".replace("_", " ")) is None:
        row.cells.remarks.append(
            f"extended on {seen.day}, after it had ended on {last}: not in force between"
        )
        return []
    row.cells.remarks.append(f"extended before {seen.day} too: by {last}, {UNDATED}")
    return [known_on(Event(date=Day(last), did="extended", **UNKNOWN.written()))]


def _set_anew(row: RowFacts, seen: Seen, first: Ending) -> Ending:
    """The end that an extension set of which none is told: of what was adopted anew, as long as at first."""
    if seen.fact.word.lower().replace("-", " ") in ANEW and first.term is not None and first.term.known:
        row.cells.remarks.append(f"{seen.fact.word} on {seen.day}: {first.term} is taken as set anew")
        return Ending(first.term)
    return LIFTED if first == OPEN else UNKNOWN


def _undated_extension(
    row: RowFacts, ends: Ends, start: Day, checked: Day | None
) -> tuple[Ending, list[Event]]:
    """An extension of which no day is stated: known on the day of the check, else only a later end."""
    cells, first, extended = row.cells, ends.first, ends.extended
    is_typed = row.group == "extended" and row.stated.is_clear
    if extended is None and not (is_typed or ends.is_extended):
        return first, []
    last = last_of(first, start)
    if extended is None and (ends.is_stated or last is None):
        # The end that is stated is the one that was set last.
        return first, []
    if checked is None or (
        extended is not None and extended.through and extended.through.last < checked.first
    ):
        if extended is None:
            cells.remarks.append("it was extended, which was not read")
            return first, []
        return _lengthened(cells, first, extended, last), []
    extended = extended or UNKNOWN
    effective = Day(last + DAY) if last is not None and last < checked.first else None
    words = " ".join(f"{key} {value}" for key, value in extended.written().items())
    cells.remarks.append(f"it was extended, {words}, {UNDATED}: known on {checked}")
    event = known_on(Event(date=checked, did="extended", effective=effective, **extended.written_anew()))
    return first, [event]


def _lengthened(cells: Cells, first: Ending, extended: Ending, last: dt.date | None) -> Ending:
    """The first end moved to where an extension put it, on a day that nobody states."""
    if extended == LIFTED:
        cells.remarks.append(f"it was made open-ended after {last or 'that'}, on a day that is not stated")
        return OPEN
    through = extended.through
    if through is None and extended.term is not None and last is not None:
        try:
            through = Day(extended.term.after(last))
        except DateError:
            through = None
    if through is None:
        cells.remarks.append("it was extended, which was not read")
        return first
    if first.through is not None:
        cells.remarks.append(f"its first end {first.through} is kept in the note")
    cells.remarks.append(f"it was extended to {through}, on a day that is not stated")
    return first._replace(through=through, term=first.term if first.term and first.term.known else None)
