"""The events that a row tells of: proposed or adopted, extended, ended, checked."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from msgspec.structs import replace

from ..core.dates import DAY, DateError, Day
from ..core.policy import Did, Event, Kind
from . import keys
from .cells import Cells, Unusable
from .days import Dated, day_at
from .reading import quoted
from .terms import OPEN, UNKNOWN, Ending, fits
from .values import CUT_SHORT, Typed

_AS_OF = re.compile(r"\bas of\s+", re.IGNORECASE)


class Log(NamedTuple):
    """The events of a row, oldest first, and the day on which its status was true for those who typed it."""

    events: list[Event]
    checked: Day | None


def events_of(cells: Cells, kind: Kind, typed: Typed | None) -> Log:
    """Read the events of a row; raise Unusable where no day says when they began."""
    dated = cells.read(keys.DATE, _same_date) or Dated(None)
    effective = cells.read(keys.EFFECTIVE, _may_be_same)
    checked = cells.read(keys.CHECKED, _may_be_same) or _as_of(cells)
    known = checked
    if dated.is_proposal or (typed is not None and typed.group in ("pending", "failed")):
        events = [_proposed(cells, dated.day, checked or effective)]
        known = checked or (dated.day if dated.is_proposal else None)
    else:
        events = _adopted(cells, dated.day, effective, kind, typed, checked)
    if checked is not None:
        events.append(Event(date=checked, did="checked"))
    events.sort(key=lambda event: event.date.first)
    return Log(events, known)


def _proposed(cells: Cells, stated: Day | None, known: Day | None) -> Event:
    """A proposal; what it would set if it were adopted is no event and stays in the notes."""
    day = stated or known
    if day is None:
        raise Unusable(f"a proposal, and no day says when it was known{_as_written(cells)}")
    if stated is None:
        cells.remarks.append(f"the day of the proposal is not stated: known on {day}")
    return _event(cells, "proposed", day)


def _adopted(
    cells: Cells,
    date: Day | None,
    effective: Day | None,
    kind: Kind,
    typed: Typed | None,
    checked: Day | None,
) -> list[Event]:
    day = date or effective
    if day is None:
        raise Unusable(f"no day says when it was adopted{_as_written(cells)}")
    adopted = _event(cells, "adopted", day)
    if effective is not None and effective != day:
        adopted = replace(adopted, effective=effective)
    term, stated, condition = cells.read(keys.TERM, fits), cells.read(keys.THROUGH), cells.read(keys.UNTIL)
    extended, ended = cells.read(keys.EXTENDED), cells.read(keys.ENDED)
    how = typed.word if typed is not None and typed.group in CUT_SHORT else None
    if typed is not None and how is not None and ended is None:
        ended = typed.since
        if ended is None and stated is not None and _was_reached(stated.through, checked):
            # Of a policy that was cut short, the end is the first day on which it no longer held.
            ended, stated = stated.through, None
    if term and stated and term.through and stated.through and term.through != stated.through:
        cells.remarks.append(f"its term says through {term.through}; the stated {stated.through} is used")
    ending = _merged(term, stated, condition, kind)
    if ending == UNKNOWN and term is stated is condition is None and cells.maps(keys.TERM, keys.THROUGH):
        cells.remarks.append("says no end: recorded as not known")
    extensions = []
    if extended is not None:
        last = Ending(through=ending.through) if ending.through else UNKNOWN
        extensions = [Event(date=extended, did="extended", **_end_keys(last))]
        first = ending._replace(through=None)
        ending = UNKNOWN if first == OPEN else first
    adopted = replace(adopted, **_end_keys(ending))
    if ended is None:
        return [adopted, *extensions]
    adopted = adopted if extensions else _outlasting(adopted, ended, cells)
    return [adopted, *extensions, Event(date=ended, did="ended", how=how)]


def _event(cells: Cells, did: Did, date: Day) -> Event:
    """The event that begins a policy, and how sure the row is of it."""
    confidence = cells.read(keys.CONFIDENCE)
    if confidence is None and cells.doubtful:
        confidence = "medium"
        cells.remarks.append("it says that it is not sure of the day: confidence medium")
    return Event(date=date, did=did, confidence=confidence or "high")


def _merged(term: Ending | None, stated: Ending | None, condition: Ending | None, kind: Kind) -> Ending:
    """The end that three columns state together; a moratorium of which none states one has an unknown end."""
    said = [ending for ending in (stated, term, condition) if ending is not None]
    terms = [ending.term for ending in (term, stated) if ending and ending.term and ending.term.known]
    merged = Ending(
        term=next(iter(terms), None),
        through=next((ending.through for ending in said if ending.through), None),
        until=next((ending.until for ending in reversed(said) if ending.until), None),
    )
    if merged != OPEN:
        return merged
    is_open = OPEN in said or (kind != "moratorium" and UNKNOWN not in said)
    return OPEN if is_open else UNKNOWN


def _outlasting(adopted: Event, ended: Day, cells: Cells) -> Event:
    """The adoption, with a term that ran out before the stated end made to last until it: the day wins."""
    term = adopted.term
    if term is None or not term.known or adopted.through is not None:
        return adopted
    try:
        last = term.after((adopted.effective or adopted.date).last)
    except DateError:
        return adopted
    if (ended.first - last).days <= 1:
        return adopted
    cells.remarks.append(f"ended on {ended}, {term} ran out on {last}: taken to have held until it ended")
    return replace(adopted, through=Day(ended.first - DAY))


def _was_reached(day: Day | None, checked: Day | None) -> bool:
    """Whether a day may have come when somebody saw that all was over; one still ahead was the plan."""
    return day is not None and (checked is None or day.first <= checked.last)


def _end_keys(ending: Ending) -> dict[str, Any]:
    return {key: value for key, value in ending._asdict().items() if value is not None}


def _as_of(cells: Cells) -> Day | None:
    """The latest day that a status typed by hand names as the day of which it is true."""
    days = [
        day_at(text, match.end())
        for text in cells.texts(keys.STATUS).values()
        for match in _AS_OF.finditer(text)
    ]
    return max((day for day in days if day is not None), key=lambda day: day.last, default=None)


def _as_written(cells: Cells) -> str:
    texts = {**cells.texts(keys.DATE), **cells.texts(keys.EFFECTIVE)}
    return "".join(f"; {column} says {quoted(text)}" for column, text in texts.items())


def _same_date(one: Dated, other: Dated) -> bool:
    if one.is_proposal != other.is_proposal:
        return False
    return one.day is None or other.day is None or _may_be_same(one.day, other.day)


def _may_be_same(one: Day, other: Day) -> bool:
    return one.first <= other.last and other.first <= one.last
