"""The events that a row tells of: proposed or adopted, extended, ended, checked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from ..core.dates import DAY, DateError, Day
from ..core.policy import Confidence, Event, Kind
from . import keys
from .cells import Cells, Unusable
from .endings import LIFTED, OPEN, UNKNOWN, Ending, Ends, ends_of, is_first_end, last_of, tell_no_end
from .flags import DENIALS
from .gathering import LATE, Gathered, Seen, days_said, gather, of_status, untold
from .grammar.facts import END_PLACES, Word
from .grammar.meanings import Group
from .grammar.statuses import CUT_SHORT, OVER, Typed
from .grammar.vocabulary import ADOPTED, ANEW, LAPSED
from .grouping import Successor
from .headers import likely_key
from .periods import UNDATED, known_on, more_periods, with_last_end
from .reading import quoted
from .typed import Statement

_NOT_ADOPTED: tuple[Group, ...] = ("pending", "failed")
_IN_FORCE: tuple[Group, ...] = ("adopted", "active", "extended")
_DENIED = re.compile(r"not (?:yet )?(?:enacted|adopted|passed|approved|signed)(?! until)", re.IGNORECASE)
_THE_LAST = re.compile(r"\b(?:last|latest|most recent)", re.IGNORECASE)
_VOTE = re.compile(r"(?:^|\b|_)(?:voted?|action|decision|decided)(?:\b|_|$)", re.IGNORECASE)
_LATER_READING = re.compile(r"(?:second|2nd|third|3rd|final) (?:read|vote)", re.IGNORECASE)


class Log(NamedTuple):
    """The events of a row, oldest first, and the day on which its status was true for those who typed it."""

    events: list[Event]
    checked: Day | None


class _Row(NamedTuple):
    """What the events of a row are made of."""

    cells: Cells
    gathered: Gathered
    stated: Statement
    checked: Day | None
    successor: Successor | None

    @property
    def group(self) -> Group | None:
        """The group of the typed status."""
        return self.stated.typed.group if self.stated.typed else None


def events_of(cells: Cells, kind: Kind, stated: Statement, successor: Successor | None = None) -> Log:
    """Read the events of a row, of a policy that a successor may have replaced.

    Raises Unusable where no day says when they began.
    """
    gathered = of_status(gather(cells, stated.disbelieved), stated.typed)
    own = _own(cells, gathered)
    row = _Row(cells, gathered, stated, own or gathered.first("checked"), successor)
    if _is_proposal(row):
        events, known = _proposed(row)
    else:
        events, known = _adopted(row, kind), row.checked
        events = with_last_end(cells, events, more_periods(cells, gathered, events, kind))
    events.sort(key=lambda event: event.date.first)
    cells.remarks += _not_yet(events, cells.manner.today)
    cells.remarks += untold(
        gathered,
        events if known is None else [*events, Event(date=known, did="checked")],
        cells.remarks,
        is_in_force=row.group in (*_IN_FORCE, "suspended"),
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
    own = _agreed(cells, [seen for seen in gathered.of("checked") if seen.place == "checked"])
    said = [seen.day for seen in gathered.of("checked") if seen.place == "status"]
    return own or max(said, key=lambda day: day.last, default=None)


def _is_proposal(row: _Row) -> bool:
    if row.group in _NOT_ADOPTED:
        return True
    if _last_reading(row) is not None:
        return False
    is_only_introduced = row.gathered.of("introduced") and not _adoption_days(row.gathered)
    if is_only_introduced and (row.group is None or row.group in OVER):
        return True
    words = _date_groups(row) if not row.gathered.of("adopted") else _groups_of(row, "adopted")
    is_denied = any(_DENIED.match(word.word) for _, place, word in row.gathered.words if place == "adopted")
    is_adopted = not is_denied and any(
        seen.fact.role == "adopted" or _is_beside_reading(row, seen) for seen in row.gathered.of("adopted")
    )
    return bool(words & {*_NOT_ADOPTED}) and not is_adopted


def _is_beside_reading(row: _Row, seen: Seen) -> bool:
    """Whether a day is the first of its cell, and what was not yet adopted then is of another of it."""
    return any(
        seen.column == each.column and seen.fact.at < each.fact.at for each in row.gathered.of("introduced")
    )


def _adoption_days(gathered: Gathered) -> list[Seen]:
    return [*gathered.of("adopted"), *gathered.of("effective")]


def _last_reading(row: _Row) -> Seen | None:
    """The last of the readings that a column of adoptions names, where the row says that it was adopted."""
    is_adopted = row.group in (*_IN_FORCE, "suspended", *OVER) or (
        row.group is None and row.gathered.of("effective")
    )
    readings = [seen for seen in row.gathered.of("introduced") if _LATER_READING.search(seen.fact.word)]
    if not is_adopted or not readings:
        return None
    last = max(readings, key=lambda seen: seen.day.last)
    is_other = any(_is_before(seen, last) for seen in row.gathered.of("adopted"))
    return None if is_other or last.place not in ("adopted", "effective") else last


def _is_before(seen: Seen, reading: Seen) -> bool:
    """Whether a day is that of the adoption rather than a reading: called so, or the first of its cell."""
    return bool(seen.fact.role) or seen.column != reading.column or seen.fact.at < reading.fact.at


def _read_last(row: _Row) -> Day | None:
    """The day of the last reading, told, where that is all that is stated of an adoption."""
    reading = _last_reading(row)
    if reading is None:
        return None
    row.cells.remarks.append(
        f"{reading.column}: {reading.day} is that of a {reading.fact.word}, taken as its adoption"
    )
    return reading.day


# A proposal


def _proposed(row: _Row) -> tuple[list[Event], Day | None]:
    """A proposal; what it would set if it were adopted is no event and stays in the notes."""
    cells, gathered = row.cells, row.gathered
    as_of = [seen.day for seen in gathered.of("checked") if seen.place == "adopted"]
    stated = _agreed(cells, gathered.of("introduced") or gathered.of("adopted")) or next(iter(as_of), None)
    failed = _failed(row)
    if stated is not None and row.checked is not None and stated.first > row.checked.last:
        # Whoever knew of it then named a day to come.
        stated = None
    day = stated or row.checked or gathered.first("effective") or failed
    if day is None:
        raise Unusable(f"a proposal, and no day says when it was known{_as_written(cells)}")
    if failed is not None and failed.last < day.first:
        day, stated = failed, None
    if stated is None:
        cells.remarks.append(f"the day of the proposal is not stated: known on {day}")
    elif row.stated.typed is not None and not gathered.of("introduced") and _is_of_adoption(gathered):
        cells.remarks.append(f"typed {row.stated.typed.word}: {stated} is taken as the day of the proposal")
    events = [Event(date=day, did="proposed", confidence=_confidence(row))]
    is_over = row.group in ("failed", *OVER) and not _only_denies(row)
    if is_over or "failed" in _date_groups(row):
        word = row.stated.typed.word if row.stated.typed and is_over else "failed"
        events += _ended(row, failed, word)
    known = row.checked or (None if gathered.of("introduced") or not as_of else as_of[0])
    return events, known


def _is_of_vote(gathered: Gathered) -> bool:
    """Whether the name of the column of the first day says that it is of votes, however they ended."""
    return any(_VOTE.search(seen.column) is not None for seen in gathered.of("adopted")[:1])


def _only_denies(row: _Row) -> bool:
    """Whether the typed status is a bare no, which is true of a proposal."""
    return row.stated.typed is not None and row.stated.typed.word in DENIALS


def _is_of_adoption(gathered: Gathered) -> bool:
    """Whether the name of the column of the first day says that it is of adoptions."""
    return any(likely_key(seen.column) == keys.DATE.name for seen in gathered.of("adopted")[:1])


def _date_groups(row: _Row) -> set[Group]:
    return _groups_of(row, "adopted", "effective")


def _groups_of(row: _Row, *places: str) -> set[Group]:
    return {word.group for _, place, word in row.gathered.words if place in places}


def _failed(row: _Row) -> Day | None:
    for role in ("failed", "ended", "later"):
        found = row.gathered.of(role)
        if found:
            return found[0].day
    is_vote = row.gathered.of("introduced") or _is_of_vote(row.gathered)
    voted = [seen.day for seen in row.gathered.of("adopted") if is_vote]
    return max(voted, key=lambda day: day.last) if voted and row.group == "failed" else None


# An adoption


def _adopted(row: _Row, kind: Kind) -> list[Event]:
    cells, gathered = row.cells, row.gathered
    date = _read_last(row) or _agreed(cells, gathered.of("adopted")) or _one_of(row, "adopted")
    effective = _agreed(cells, gathered.of("effective")) or _one_of(row, "effective") or _after(row, date)
    extended = _first_extension(gathered) if date is None and effective is None else None
    cells.remarks += (
        f"{seen.column}: {seen.day} is read as its first day in force"
        for seen in gathered.of("effective")
        if seen.place in END_PLACES and date is not None and seen.day == effective != date
    )
    day = date or effective or _known_adopted(row) or extended
    if day is None:
        raise Unusable(f"no day says when it was adopted{_as_written(cells)}")
    start = effective or day
    ends = ends_of(cells, gathered, start, kind)
    tell_no_end(cells, gathered, ends.first)
    adopted = Event(
        date=day,
        effective=effective if effective is not None and effective != day else None,
        upon=gathered.upon[0] if gathered.upon and effective is None else None,
        did="adopted",
        confidence=_confidence(row) if date or effective else "low",
    )
    before = [
        Event(date=seen.day, did="proposed")
        for seen in gathered.of("introduced")
        if seen.day.last < day.first
    ][:1]
    ended, ends = _how_ended(row, ends)
    if row.successor is not None:
        ended = _replaced(row, row.successor, ended, last_of(ends.extended or ends.first, start))
    # An extension is no later than the end that it put off.
    known = row.checked if ended is None else None
    first, extensions = _extensions(row, ends, start, known)
    if day == extended:
        cells.remarks.append(f"adopted, {UNDATED}: it was extended on {day}")
        # Nobody knows from when a term would count.
        first = UNKNOWN
    adopted = replace(adopted, **first.written())
    events = [*before, adopted, *extensions, *_others(row, start, day)]
    if ended is not None:
        adopted = adopted if extensions else _outlasting(adopted, ended.effective or ended.date, cells)
        anew = _anew(row, ends, ended.effective or ended.date)
        return [*before, adopted, *extensions, *_others(row, start, day), ended, *anew]
    return [*events, *_over_by_the_check(row, events, first, extensions)]


def _after(row: _Row, date: Day | None) -> Day | None:
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


def _anew(row: _Row, ends: Ends, over: Day) -> list[Event]:
    """What was reinstated after it had ended: an adoption, through the stated end where that lies ahead."""
    found = []
    for seen in row.gathered.of("resumed")[:1]:
        if seen.day.first > over.first:
            row.cells.remarks.append(f"{seen.column}: {seen.fact.word} on {seen.day}, read as adopted anew")
            last = (ends.extended or ends.first).through
            end = Ending(through=last) if last is not None and last.last >= seen.day.first else UNKNOWN
            found.append(Event(date=seen.day, did="adopted", **end.written()))
    return found


def _known_adopted(row: _Row) -> Day | None:
    """The day of the check, of what was introduced on a day and is typed to have been adopted on none."""
    if row.checked is None or not row.gathered.of("introduced") or row.group not in ("adopted", "active"):
        return None
    row.cells.remarks.append(f"adopted, {UNDATED}: known on {row.checked}")
    return row.checked


def _first_extension(gathered: Gathered) -> Day | None:
    """The day of the first extension, by which at the latest it had been adopted."""
    return min((seen.day for seen in gathered.of("extended")), key=lambda day: day.first, default=None)


def _others(row: _Row, start: Day, adopted: Day) -> list[Event]:
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


def _extensions(row: _Row, ends: Ends, start: Day, checked: Day | None) -> tuple[Ending, list[Event]]:
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


def _between(row: _Row, seen: Seen, last: dt.date | None) -> list[Event]:
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


def _set_anew(row: _Row, seen: Seen, first: Ending) -> Ending:
    """The end that an extension set of which none is told: of what was adopted anew, as long as at first."""
    if seen.fact.word.lower().replace("-", " ") in ANEW and first.term is not None and first.term.known:
        row.cells.remarks.append(f"{seen.fact.word} on {seen.day}: {first.term} is taken as set anew")
        return Ending(first.term)
    return LIFTED if first == OPEN else UNKNOWN


def _undated_extension(row: _Row, ends: Ends, start: Day, checked: Day | None) -> tuple[Ending, list[Event]]:
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


# An ending


def _how_ended(row: _Row, ends: Ends) -> tuple[Event | None, Ends]:
    """How and when somebody ended the policy, as far as a day is stated for it."""
    gathered, typed = row.gathered, row.stated.typed
    how = typed.word.removesuffix(" by") if typed is not None and typed.group in CUT_SHORT else None
    found, effective = gathered.of("ended"), gathered.of("ended_effective")
    if not found and not effective:
        found = _implied(row, how, (ends.extended or ends.first).through)
    today = row.cells.manner.today
    only = [*found, *effective]
    if len(only) == 1 and today is not None and only[0].day.first > today:
        return None, _to_end(row, ends, only[0])
    through = (ends.extended or ends.first).through
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


def _to_end(row: _Row, ends: Ends, seen: Seen) -> Ends:
    """The ends, where somebody says already that it will end on a day to come."""
    last, stated = Day(seen.day.first - DAY), (ends.extended or ends.first).through
    if stated is not None and stated.last <= last.first:
        return ends
    row.cells.remarks.append(f"{seen.column}: {seen.day} is to come: its last day is read as {last}")
    if ends.extended is not None:
        return ends._replace(extended=ends.extended._replace(through=last))
    return ends._replace(first=ends.first._replace(through=last))


def _implied(row: _Row, how: str | None, through: Day | None) -> list[Seen]:
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


def _in_notes(row: _Row, through: Day | None) -> list[Seen]:
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


def _replaced(row: _Row, by: Successor, ended: Event | None, last: dt.date | None) -> Event | None:
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


def _is_replaced(row: _Row) -> bool:
    return row.group == "replaced"


def _ending_event(row: _Row, found: list[Seen], effective: list[Seen], how: str | None) -> Event:
    for seen in (found or effective)[:1]:
        row.cells.tell_of(seen.column, seen.fact.moment)
        if how is None and seen.fact.role == "ended" and seen.fact.word.lower() != "ended":
            how = seen.fact.word.lower().removesuffix(" by") or None
    date = found[0].day if found else effective[0].day
    takes_effect = effective[0].day if effective and found and effective[0].day != date else None
    if found and not effective and _has_lapsed(row, found[0]):
        takes_effect = Day(date.last + DAY)
    return Event(date=date, effective=takes_effect, did="ended", how=how)


def _has_lapsed(row: _Row, seen: Seen) -> bool:
    """Whether the cell of a day says that it ended by itself, so that this is its last day in force."""
    words = [word.word.lower() for column, _, word in row.gathered.words if column == seen.column]
    return bool(words) and {*words} <= LAPSED and not seen.day.approximate


def _over_by_the_check(row: _Row, events: list[Event], first: Ending, extensions: list[Event]) -> list[Event]:
    """The end of a policy typed to be over, and no day says since when: known on the day of the check."""
    typed, checked = _typed_over(row, first), row.checked
    if typed is None or typed.group not in OVER or checked is None or not row.stated.is_agreed:
        return []
    is_stayed = bool(events) and events[-1].did == "suspended" and events[-1].through is None
    if is_stayed and _only_denies(row):
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
    return _ended(row, None, typed.word.removesuffix(" by"))


def _typed_over(row: _Row, first: Ending) -> Typed | None:
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


def _ended(row: _Row, day: Day | None, word: str) -> list[Event]:
    """An ended event on a day, else on that of the check, with little confidence; none without either."""
    if day is not None:
        return [Event(date=day, did="ended", how=word)]
    if row.checked is None or not row.stated.is_agreed:
        return []
    row.cells.remarks.append(f"{word}, {UNDATED}: known on {row.checked}")
    return [known_on(Event(date=row.checked, did="ended", how=word))]


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


def _was_reached(day: Day, checked: Day | None) -> bool:
    """Whether a day may have come when somebody saw that all was over; one still ahead was the plan."""
    return checked is None or day.first <= checked.last


# Days


def _agreed(cells: Cells, seen: list[Seen]) -> Day | None:
    """The first of days that should be one; a later one that is more exact, if it may be the same."""
    if not seen:
        return None
    used = next((each for each in seen if _says_adopted(each, seen[0])), seen[0])
    for other in seen:
        if other.column == used.column:
            continue
        if not _may_be_same(used.day, other.day):
            cells.remarks.append(
                f"{other.column} {quoted(cells.text(other.column))} differs from {used.column}, which is used"
            )
        elif used.day.approximate and not other.day.approximate:
            used = other
    cells.tell_of(used.column, used.fact.moment)
    return used.day


def _says_adopted(seen: Seen, first: Seen) -> bool:
    """Whether a day says of itself that it is that of the adoption, and the first of its cell does not."""
    return seen.column == first.column and not first.fact.role and seen.fact.word.lower() in ADOPTED


def _one_of(row: _Row, place: str) -> Day | None:
    """The month or the year of which are all days that a cell names where only one can be meant."""
    seen = [each for each in row.gathered.of("range") if each.place == place]
    if not seen:
        return None
    column, days = seen[0].column, [each.day for each in seen]
    named = " and ".join(map(str, days))
    first, last = min(day.first for day in days).isoformat(), max(day.last for day in days).isoformat()
    if first[:4] != last[:4]:
        raise Unusable(f"{column} names {named}, of two years; write one of them")
    shared = Day.parse(first[:7] if first[:7] == last[:7] and len(seen) > 1 else first[:4])
    row.cells.remarks.append(f"{column}: of {named} only one can be meant: read as {shared}")
    return shared


def _may_be_same(one: Day, other: Day) -> bool:
    return one.first <= other.last and other.first <= one.last


def _confidence(row: _Row) -> Confidence:
    """How sure the row is of its first event."""
    confidence = row.cells.read(keys.CONFIDENCE)
    if confidence is None and row.gathered.is_doubtful:
        row.cells.remarks.append("it says that it is not sure of the day: confidence medium")
        return "medium"
    return confidence or "high"


def _as_written(cells: Cells) -> str:
    found = [
        (column, key, text)
        for key in (keys.DATE, keys.INTRODUCED, keys.EFFECTIVE)
        for column, text in cells.texts(key).items()
    ]
    said = "".join(f"; {column} says {quoted(text)}" for column, _, text in found)
    lack = next(filter(None, (cells.lack_of_year(key, text) for _, key, text in found)), "")
    return f"{said}, {lack}" if lack else said
