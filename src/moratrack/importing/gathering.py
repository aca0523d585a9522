"""The facts of all cells of a row, by what they say; every one of them is accounted for in the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from ..core.dates import DAY, Day, Term
from ..core.policy import Event
from . import keys
from .cells import Cells
from .grammar.days import Manner
from .grammar.facts import CHANGE_PLACES, END_PLACES, DayFact, Facts, TermFact, Word, role_name
from .grammar.statuses import Typed
from .grammar.vocabulary import LAPSED, TO_COME
from .keys import Key
from .reading import quoted

_DEFAULTS = {
    "introduced": "introduced",
    "adopted": "adopted", "effective": "effective", "term": "through", "through": "through",
    "until": "through", "extended": "extended", "ended": "ended", "suspended": "suspended",
    "resumed": "resumed", "checked": "checked",
}  # fmt: skip
# What a role that a word gave a day means in a column that is of something else.
_IN_PLACE = {
    "extended": {"adopted": "extended", "through": "extended_through", "effective": "extended"},
    "ended": {"adopted": "ended", "effective": "ended_effective"},
    "suspended": {"adopted": "suspended", "effective": "suspended", "through": "suspended_through"},
    "resumed": {"adopted": "resumed", "effective": "resumed", "ended": "resumed", "through": "resumed"},
    "checked": {"adopted": "checked"},
}
_BY_STATUS = {
    "expired": "ended", "rescinded": "ended", "replaced": "ended", "failed": "failed", "extended": "extended",
    "pending": "introduced", "suspended": "suspended",
}  # fmt: skip
_ENDS = ("through", "extended_through", "first_through", "ended", "ended_effective", "suspended_through")


_ENDING = ("", "extension", "total")
"""The roles of lengths that set an end."""
LATE = 31 * DAY
"""So long after an end somebody may still put it off; nobody puts it off by less."""


class Seen(NamedTuple):
    """A day of some column."""

    column: str
    place: str
    role: str
    fact: DayFact
    day: Day
    """The day as the record has it."""


class EndCell(NamedTuple):
    """A cell of a column that says how long or until when."""

    key: str
    column: str
    facts: Facts


class Gathered(NamedTuple):
    """What the columns of the events say."""

    days: list[Seen]
    ends: list[EndCell]
    terms: list[tuple[str, TermFact]]
    words: list[tuple[str, str, Word]]
    """Column, place and word of each word of status."""
    upon: list[str]
    """Conditions on which it starts."""
    is_doubtful: bool

    def of(self, role: str) -> list[Seen]:
        """The days of one role, those of its own columns first."""
        found = [seen for seen in self.days if seen.role == role]
        return found if len(found) < 2 else sorted(found, key=lambda seen: _DEFAULTS.get(seen.place) != role)

    def first(self, role: str) -> Day | None:
        """The first day of a role."""
        found = self.of(role)
        return found[0].day if found else None


def gather(cells: Cells, disbelieved: Iterable[str] = (), group: int = 0) -> Gathered:
    """Read every column of the events of a row, or of a group; a cell that nobody understands is told."""
    found = Gathered([], [], [], [], [], False)
    doubtful = False
    spare: list[EndCell] = []
    for key in keys.OF_EVENTS:
        understood = False
        for cell in cells.filled(key, f"{key.name}.{group}" if group else ""):
            said = _said_by(key.name, *cell, cells.manner)
            if cell.column in disbelieved:
                found.days.extend(each._replace(place="status", role="disbelieved") for each in said.days)
                continue
            if said.facts.is_unknown and not said.days:
                if key is keys.EFFECTIVE and cell.text.casefold().strip(" .") in TO_COME:
                    cells.remarks.append(
                        f"{cell.column} {quoted(cell.text)}: taken to begin with its adoption"
                    )
                continue
            found.days.extend(said.days)
            found.terms.extend([(cell.column, term) for term in said.facts.terms])
            found.words.extend([(cell.column, key.place or "", word) for word in said.facts.words])
            if key.place in (*END_PLACES, "extended") or (key is keys.STATUS and _extends(said.facts)):
                found.ends.append(EndCell(key.name, cell.column, said.facts))
            elif key.place in ("adopted", "effective") and _sets_end(said.facts):
                spare.append(EndCell(keys.TERM.name, cell.column, said.facts._replace(conditions=())))
            if said.upon:
                found.upon.append(said.upon)
            cells.remarks.extend(said.remarks)
            doubtful |= said.is_doubtful
            if not said.is_understood and not understood:
                cells.puzzle(cell.column, key)
            understood |= said.is_understood
    if spare and all(each.key in (keys.EXTENDED.name, keys.STATUS.name) for each in found.ends):
        found.ends.extend(spare)
    days = [_extended_to(cells, seen, found) for seen in found.days]
    return found._replace(is_doubtful=doubtful, days=days)


def _extended_to(cells: Cells, seen: Seen, found: Gathered) -> Seen:
    """A day of an extension, as the last in force where it cannot be that of the extension."""
    if seen.role != "extended" or seen.place not in (*END_PLACES, "extended"):
        return seen
    lasts = [day.day.last for day in found.days if day.role == "through"]
    today = cells.manner.today
    is_after_end = seen.place == "extended" and bool(lasts) and max(lasts) + LATE < seen.day.first
    is_to_come = today is not None and seen.day.first > today
    has_own_end = any(column == seen.column for column, _ in found.terms) or any(
        day.role == "extended_through" and day.column == seen.column for day in found.days
    )
    if not (is_after_end or is_to_come) or has_own_end:
        return seen
    cells.remarks.append(f"{seen.column}: {seen.day} is read as the day to which it was extended")
    return seen._replace(role="extended_through", day=seen.fact.moment.as_end())


def with_ends_of(gathered: Gathered, key: Key[Any], cells: Cells) -> Gathered:
    """The facts, with the lengths and last days that the cells of another key name: extended 6 months."""
    days, ends, terms = list(gathered.days), list(gathered.ends), list(gathered.terms)
    for column, text in cells.texts(key).items():
        said = _said_by(keys.TERM.name, column, text, None, cells.manner)
        days += [
            seen for seen in said.days if seen.role in ("through", "extended_through") and seen.fact.role
        ]
        ends.append(EndCell(keys.TERM.name, column, said.facts))
        terms += [(column, term) for term in said.facts.terms]
    return gathered._replace(days=days, ends=ends, terms=terms)


def of_status(gathered: Gathered, typed: Typed | None) -> Gathered:
    """The facts, with the days of a column beside a status as those of what the status says."""
    role = None if typed is None else "through" if typed.word in LAPSED else _BY_STATUS.get(typed.group)
    if role is None or all(seen.role or seen.place != "status" for seen in gathered.days):
        return gathered
    days = [
        seen._replace(role=role) if not seen.role and seen.place == "status" else seen
        for seen in gathered.days
    ]
    return gathered._replace(days=days)


def _sets_end(facts: Facts) -> bool:
    """Whether the cell of a first day says how long, too."""
    return any(term.role in _ENDING for term in facts.terms)


def _extends(facts: Facts) -> bool:
    """Whether a status tells of the end that an extension set."""
    return (
        facts.is_lifted
        or any(term.role in ("extension", "total") for term in facts.terms)
        or any(condition.is_extension for condition in facts.conditions)
    )


def days_said(key: Key[Facts], column: str, text: str, manner: Manner) -> tuple[Seen, ...]:
    """The days that a text names, read as a cell of a key."""
    return _said_by(key.name, column, text, None, manner).days


def columns_of(cells: Cells, day: Day) -> list[str]:
    """The columns of events whose cells name a day."""
    return [
        cell.column
        for key in keys.OF_EVENTS
        for cell in cells.filled(key)
        if any(seen.day == day for seen in _said_by(key.name, *cell, cells.manner).days)
    ]


class _Said(NamedTuple):
    """What one cell says, in its column."""

    facts: Facts
    days: tuple[Seen, ...]
    upon: str
    """A condition on which it starts."""
    remarks: tuple[str, ...]
    is_doubtful: bool
    """Whether it is not sure of the first day."""
    is_understood: bool


@lru_cache(maxsize=65536)
def _said_by(name: str, column: str, text: str, how: str | None, manner: Manner) -> _Said:
    """What a cell of a key says; most cells of a sheet come again."""
    key = keys.KEYS[name]
    facts: Facts = key.facts(text, how, manner)
    is_end = key.place in END_PLACES
    is_start = key is keys.EFFECTIVE and bool(facts.conditions) and not facts.days
    upon = facts.upon or (facts.conditions[0].text if is_start else "")
    remarks = []
    if facts.conditions and not (is_end or upon or key is keys.STATUS):
        remarks.append(f"{column}: {facts.conditions[0].text!r} is a condition, kept in the note")
    if (facts.days or facts.terms) and facts.left_over:
        remarks.append(f"{column}: {', '.join(map(quoted, facts.left_over))} is not read, kept in the note")
    if facts.is_doubtful and facts.days and key.place in CHANGE_PLACES:
        remarks.append(f"{column}: {quoted(facts.cell.text)} is not sure: taken as it stands")
    if facts.has_words and not facts.is_doubtful:
        remarks.append(f"{column}: {quoted(facts.cell.text)} is read as a last day in force")
    if facts.is_partly_unknown and key.place in (*END_PLACES, "adopted", "effective"):
        remarks.append(f"{column}: {quoted(facts.cell.text)} says of a part that it is not known")
    return _Said(
        facts,
        tuple(_seen(key, column, fact, facts) for fact in facts.days),
        "" if is_end else upon,
        tuple(remarks),
        key.place in ("adopted", "effective") and bool(facts.days) and _is_unsure(facts),
        key is keys.STATUS or _says_something(key, facts),
    )


def _is_unsure(facts: Facts) -> bool:
    """Whether the cell of a first day doubts it, or names one of several days of which another may count."""
    return facts.is_doubtful or facts.is_later or facts.is_sooner


def _says_something(key: Key[Facts], facts: Facts) -> bool:
    if facts.days or facts.conditions or facts.upon or facts.is_open or facts.is_unknown or facts.is_at_once:
        return True
    if any(term.role != "unread" for term in facts.terms):
        return True
    if key.place in ("term", "through"):
        return bool(facts.words) and not facts.terms
    return key.place != "effective" and (bool(facts.words) or facts.is_half_read)


def _seen(key: Key[Facts], column: str, fact: DayFact, facts: Facts) -> Seen:
    place = key.place or ""
    role: str = fact.role
    if not role:
        role = _DEFAULTS.get(place, "")
        if place == "status":
            role = next((_BY_STATUS[word.group] for word in facts.words if word.group in _BY_STATUS), "")
    else:
        role = _IN_PLACE.get(place, {}).get(role, role)
    if key is keys.FIRST_THROUGH and role == "through":
        role = "first_through"
    moment = fact.moment
    return Seen(column, place, role, fact, moment.as_end() if role in _ENDS else moment.as_start())


def untold(
    gathered: Gathered, events: Iterable[Event], remarks: Iterable[str], *, is_in_force: bool = False
) -> list[str]:
    """A line for each full day, and each term, that the events do not have and no remark names.

    Of a proposal the terms are not told, save where somebody says that it is in force.
    """
    events = list(events)
    said = " ".join(remarks)
    conditions = " ".join(text for event in events for text in (event.until, event.upon) if text)
    lines = list(_untold_days(gathered, events, said, conditions))
    if is_in_force or any(event.did == "adopted" for event in events):
        lines += _untold_terms(gathered, events, f"{said} {conditions}")
    return lines


def _untold_days(gathered: Gathered, events: list[Event], said: str, conditions: str) -> Iterator[str]:
    days = recorded(events)
    for seen in gathered.days:
        moment = seen.fact.moment
        is_used = moment.first in days if moment.is_full else _is_no_other_end(seen, events)
        if is_used or _names(said, str(seen.day)):
            continue
        if seen.fact.role == "condition" and moment.text in conditions:
            yield f"{seen.column}: {seen.day} stands only in the words of the condition"
            continue
        name = "in a status that is not believed" if seen.role == "disbelieved" else role_name(seen.fact.role)
        yield f"{seen.column}: {seen.day} ({name}) is not used, kept in the note"


def _untold_terms(gathered: Gathered, events: list[Event], said: str) -> Iterator[str]:
    firsts = {event.term for event in events if event.term}
    firsts |= {event.not_before.term for event in events if event.not_before and event.not_before.term}
    extensions = [event for event in events if event.did == "extended"]
    later = {event.term for event in extensions if event.term}
    for column, fact in gathered.terms:
        match fact.role:
            case "extension" | "total" if "it was extended" in said:
                known = True
            case "total" if any(event.through for event in extensions):
                known = True
            case "unread" | "possible":
                known = False
            case _:
                known = _is_among(fact, later if fact.role in ("extension", "total") else firsts)
        if fact.role == "possible":
            yield f"{column}: {fact.amount.text} that only may come about is not used, kept in the note"
        elif not (known or _names(said, fact.amount.text) or _names(said, str(fact.amount.term))):
            yield f"{column}: {fact.amount.text} is not used, kept in the note"


def _is_among(fact: TermFact, terms: set[Term]) -> bool:
    """Whether one of some terms may be that of a cell."""
    return fact.amount.term is not None and any(
        other.known and fits(fact.amount.term, other) for other in terms
    )


def _names(said: str, text: str) -> bool:
    """Whether a text occurs in another, and not within a word or a longer day."""
    start = said.find(text)
    while start >= 0:
        end = start + len(text)
        around = said[start - 1 : start] + said[end : end + 1]
        if not any(mark.isalnum() or mark == "-" for mark in around):
            return True
        start = said.find(text, end)
    return False


def _is_no_other_end(seen: Seen, events: Iterable[Event]) -> bool:
    """Whether a month or a year is not that of an end, or is that of one which an event has."""
    if seen.role not in _ENDS:
        return True
    ends = [
        day for event in events for day in (event.date, event.effective, event.through) if day is not None
    ]
    return any(seen.day.first <= day.last and day.first <= seen.day.last for day in ends)


def recorded(events: Iterable[Event]) -> set[dt.date]:
    """The exact days of the events."""
    days = [
        day
        for event in events
        for day in (event.date, event.effective, event.through, event.not_before and event.not_before.day)
    ]
    return {day.first for day in days if day is not None and not day.approximate}


def fits(one: Term, other: Term) -> bool:
    """Whether two terms may be the same: a month counts from 28 to 31 days."""
    (least, most), (other_least, other_most) = _days(one), _days(other)
    return least <= other_most and other_least <= most


def _days(term: Term) -> tuple[int, int]:
    years, months, weeks, days = term.amounts
    months += 12 * years
    exact = 7 * weeks + days
    return exact + 28 * months, exact + 31 * months
