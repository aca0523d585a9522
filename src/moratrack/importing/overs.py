"""How, when and by whom the policy of a row ended."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from ..core.dates import DAY, DateError, Day
from ..core.policy import Event
from . import keys
from .cells import Cells
from .endings import OPEN, UNKNOWN, Ending, Ends, last_of
from .gathering import Gathered, Seen, days_said
from .grammar.facts import Word
from .grammar.statuses import CUT_SHORT, OVER, Typed
from .grammar.vocabulary import LAPSED
from .grouping import Successor
from .periods import UNDATED, known_on
from .rowfacts import RowFacts, only_denies


def how_ended(row: RowFacts, ends: Ends) -> tuple[Event | None, Ends]:
    """How and when somebody ended the policy, as far as a day is stated for it."""
    gathered, typed = row.gathered, row.stated.typed
    how = typed.word.removesuffix(" by") if typed is not None and typed.group in CUT_SHORT else None
    found, effective = gathered.of("ended"), gathered.of("ended_effective")
    through = ends.last_set.through
    if not found and not effective:
        found = _implied(row, how, through)
    today = row.cells.manner.today
    only = [*found, *effective]
    if len(only) == 1 and today is not None and only[0].day.first > today:
        return None, _to_end(row, ends, only[0])
    if row.group == "expired" and found and through is not None and found[0].day.first > through.last + DAY:
        # What was done to it after it had run out is no end of it.
        return None, ends
    if found or effective:
        return _ending_event(row, found, effective, how), ends
    stated = ends.first.through
    seen_by = row.checked or (Day(today) if today else None)
    if how is not None and ends.is_stated and stated is not None and _was_reached(stated, seen_by):
        # Of a policy that was cut short, the end is the first day on which it no longer held.
        row.cells.remarks.append(f"typed {how}: its stated end {stated} is taken as the day of that")
        rest = ends.first._replace(through=None)
        return Event(date=stated, did="ended", how=how), ends._replace(
            first=rest if rest != OPEN else UNKNOWN
        )
    return None, ends


def _to_end(row: RowFacts, ends: Ends, seen: Seen) -> Ends:
    """The ends, where somebody says already that it will end on a day to come."""
    last, stated = Day(seen.day.first - DAY), ends.last_set.through
    if stated is not None and stated.last <= last.first:
        return ends
    row.cells.remarks.append(f"{seen.column}: {seen.day} is to come: its last day is read as {last}")
    if ends.extended is not None:
        return ends._replace(extended=ends.extended._replace(through=last))
    return ends._replace(first=ends.first._replace(through=last))


def _implied(row: RowFacts, how: str | None, through: Day | None) -> list[Seen]:
    """The day of an ending of which a status tells without saying that it is that, or else a note; told."""
    found = [seen for seen in row.gathered.of("later") if row.group in OVER]
    if not found and how is not None:
        # Another thing was adopted that day, and the moratorium was over.
        adopted = row.gathered.first("adopted")
        found = [
            seen for seen in row.gathered.of("adopted") if seen.place == "status" and seen.day != adopted
        ]
    if not found and how is not None:
        found = _in_notes(row, through)
    for seen in found[:1]:
        row.cells.remarks.append(f"{seen.column}: {seen.day} is read as the day on which it ended")
    return found


def _in_notes(row: RowFacts, through: Day | None) -> list[Seen]:
    """The one day before the last in force on which a note says that it ended; none where it names more."""
    begun = row.gathered.first("adopted") or row.gathered.first("effective")
    found = [
        seen
        for column, text in row.cells.texts(keys.NOTE).items()
        for seen in days_said(keys.STATUS, column, text, row.cells.manner)
        # What was over before it began was another.
        if seen.role == "ended" and begun is not None and seen.day.last >= begun.first
        if through is None or seen.day.first <= through.last
    ]
    return found if len({seen.day for seen in found}) == 1 else []


def replaced(row: RowFacts, by: Successor, ended: Event | None, last: dt.date | None) -> Event | None:
    """How a policy ended that another replaced: on the day that its row states, else on that of the other."""
    if ended is not None:
        is_its_day = ended.date in (by.date, by.effective) or ended.effective in (by.date, by.effective)
        return replace(ended, by=by.id) if ended.how is None or _is_replaced(row) or is_its_day else ended
    day = by.effective or by.date
    if last is not None and last < day.first - DAY:
        row.cells.remarks.append(f"{by.id} replaced it on {day}, after its end: kept in the note")
        return None
    word = row.stated.typed.word.removesuffix(" by") if row.stated.typed and _is_replaced(row) else "replaced"
    row.cells.remarks.append(f"{by.id} replaced it on {day}")
    effective = by.effective if by.effective != by.date else None
    return Event(date=by.date, effective=effective, did="ended", how=word, by=by.id, confidence="medium")


def _is_replaced(row: RowFacts) -> bool:
    return row.group == "replaced"


def _ending_event(row: RowFacts, found: list[Seen], effective: list[Seen], how: str | None) -> Event:
    for seen in (found or effective)[:1]:
        row.cells.tell_of(seen.column, seen.fact.moment)
        if how is None and seen.fact.role == "ended" and seen.fact.word.lower() != "ended":
            how = seen.fact.word.lower().removesuffix(" by") or None
    date = found[0].day if found else effective[0].day
    takes_effect = effective[0].day if effective and found and effective[0].day != date else None
    if found and not effective and _has_lapsed(row, found[0]):
        takes_effect = Day(date.last + DAY)
    return Event(date=date, effective=takes_effect, did="ended", how=how)


def _has_lapsed(row: RowFacts, seen: Seen) -> bool:
    """Whether the cell of a day says that it ended by itself, so that this is its last day in force."""
    words = [word.word.lower() for column, _, word in row.gathered.words if column == seen.column]
    return bool(words) and {*words} <= LAPSED and not seen.day.approximate


def over_by_the_check(
    row: RowFacts, events: list[Event], first: Ending, extensions: list[Event]
) -> list[Event]:
    """The end of a policy typed to be over, and no day says since when: known on the day of the check."""
    typed, checked = _typed_over(row, first), row.checked
    if typed is None or typed.group not in OVER or checked is None or not row.stated.is_agreed:
        return []
    is_stayed = bool(events) and events[-1].did == "suspended" and events[-1].through is None
    if is_stayed and only_denies(row):
        return []
    stated = [*row.gathered.of("ended"), *row.gathered.of("ended_effective")]
    if any(seen.day.first > checked.last for seen in stated):
        # That it will be over was known, and when.
        return []
    end = Ending(extensions[-1].term, extensions[-1].through, extensions[-1].until) if extensions else first
    began = events[0] if events[0].did != "proposed" or len(events) == 1 else events[1]
    start = began.effective or began.date
    last = last_of(end, start)
    if start.first > checked.last or (
        last is not None and (typed.group == "expired" or last < checked.first)
    ):
        return []
    return ended_on(row, None, typed.word.removesuffix(" by"))


def _typed_over(row: RowFacts, first: Ending) -> Typed | None:
    """The typed status, or what a cell of another column says of an end of which it gives no day."""
    said = _said_over(row.gathered, "ended" if first.through is not None else "")
    typed = row.stated.typed
    if said is None or (typed is not None and typed.group in OVER):
        return typed
    column, word = said
    if typed is not None and typed.group != "adopted":
        row.cells.remarks.append(f"{column} says {word.word.lower()}, typed {typed.word}")
        return None
    if row.checked is None:
        row.cells.remarks.append(f"it was {word.word.lower()}, and no day says since when")
    return Typed(word.word.lower(), word.group)


def _said_over(gathered: Gathered, only: str) -> tuple[str, Word] | None:
    """The column and the word of a cell that says that it is over: of no status, or of ``only`` one place."""
    said = (
        (column, word)
        for column, place, word in gathered.words
        if place not in ("status", "suspended", "resumed") and (not only or place == only)
    )
    return next(((column, word) for column, word in said if word.group in OVER), None)


def ended_on(row: RowFacts, day: Day | None, word: str) -> list[Event]:
    """An ended event on a day, else on that of the check, with little confidence; none without either."""
    if day is not None:
        return [Event(date=day, did="ended", how=word)]
    if row.checked is None or not row.stated.is_agreed:
        return []
    row.cells.remarks.append(f"{word}, {UNDATED}: known on {row.checked}")
    return [known_on(Event(date=row.checked, did="ended", how=word))]


def outlasting(adopted: Event, ended: Day, cells: Cells) -> Event:
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


def _was_reached(day: Day, checked: Day | None) -> bool:
    """Whether a day may have come when somebody saw that all was over; one still ahead was the plan."""
    return checked is None or day.first <= checked.last
