"""The facts of all cells of a row, by what they say; every one of them is accounted for in the end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from ..core.dates import Day, Term
from ..core.policy import Event
from . import keys
from .cells import Cells
from .grammar.facts import DayFact, Facts, TermFact, Word, role_name
from .keys import Key
from .reading import quoted

_DEFAULTS = {
    "introduced": "introduced",
    "adopted": "adopted", "effective": "effective", "term": "through", "through": "through",
    "until": "through", "extended": "extended", "ended": "ended", "checked": "checked",
}  # fmt: skip
# What a role that a word gave a day means in a column that is of something else.
_IN_PLACE = {
    "extended": {"adopted": "extended", "through": "extended_through", "effective": "extended"},
    "ended": {"adopted": "ended", "effective": "ended_effective"},
    "checked": {"adopted": "checked"},
}
_BY_STATUS = {
    "expired": "ended", "rescinded": "ended", "replaced": "ended", "failed": "failed", "extended": "extended",
    "pending": "introduced", "suspended": "suspended",
}  # fmt: skip
_ENDS = ("through", "extended_through", "first_through", "ended", "ended_effective")


class Seen(NamedTuple):
    """A day of some column."""

    column: str
    place: str
    role: str
    fact: DayFact

    @property
    def day(self) -> Day:
        """The day as the record has it."""
        moment = self.fact.moment
        return moment.as_end() if self.role in _ENDS else moment.as_start()


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
        return next((seen.day for seen in self.of(role)), None)


def gather(cells: Cells, disbelieved: Iterable[str] = (), group: int = 0) -> Gathered:
    """Read every column of the events of a row, or of a group; a cell that nobody understands is told."""
    found = Gathered([], [], [], [], [], False)
    doubtful = False
    for key in keys.OF_EVENTS:
        read = cells.facts(key, f"{key.name}.{group}" if group else "")
        understood = False
        for column, facts in read:
            if column in disbelieved:
                found.days.extend(Seen(column, "status", "disbelieved", fact) for fact in facts.days)
                continue
            if facts.is_unknown and not facts.days:
                continue
            found.days.extend(_seen(key, column, fact, facts) for fact in facts.days)
            found.terms.extend((column, term) for term in facts.terms)
            found.words.extend((column, key.place or "", word) for word in facts.words)
            if key.place in ("term", "through", "until"):
                found.ends.append(EndCell(key.name, column, facts))
            elif facts.upon:
                found.upon.append(facts.upon)
            elif facts.conditions and key is keys.EFFECTIVE and not facts.days:
                found.upon.append(facts.conditions[0].text)
            elif facts.conditions and key is not keys.STATUS:
                cells.remarks.append(
                    f"{column}: {facts.conditions[0].text!r} is a condition, kept in the note"
                )
            if facts.days and facts.left_over:
                cells.remarks.append(f"{column}: {_listed(facts.left_over)} is not read, kept in the note")
            if facts.is_partly_unknown and key.place in ("term", "through", "until"):
                cells.remarks.append(
                    f"{column}: {quoted(facts.cell.text)} says of a part that it is not known"
                )
            if key.place in ("adopted", "effective"):
                doubtful |= facts.is_doubtful and bool(facts.days)
            is_understood = key is keys.STATUS or _says_something(key, facts)
            if not is_understood and not understood:
                cells.puzzle(column, key)
            understood |= is_understood
    return found._replace(is_doubtful=doubtful)


def _says_something(key: Key[Facts], facts: Facts) -> bool:
    if facts.days or facts.conditions or facts.upon or facts.is_open or facts.is_unknown or facts.is_at_once:
        return True
    if any(term.role != "unread" for term in facts.terms):
        return True
    if key.place in ("term", "through"):
        return bool(facts.words) and not facts.terms
    return bool(facts.words) or facts.is_half_read


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
    return Seen(column, place, role, fact)


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(map(quoted, texts))


def untold(gathered: Gathered, events: Iterable[Event], remarks: Iterable[str]) -> list[str]:
    """A line for each full day, and each term, that the events do not have and no remark names."""
    events = list(events)
    days = recorded(events)
    said = " ".join(remarks)
    conditions = " ".join(text for event in events for text in (event.until, event.upon) if text)
    lines = []
    for seen in gathered.days:
        moment = seen.fact.moment
        is_used = moment.first in days if moment.is_full else _is_no_other_end(seen, events)
        is_named = re.search(rf"(?<![\w-]){seen.day}(?![\w-])", said) is not None
        if is_used or is_named or (seen.fact.role == "condition" and moment.text in conditions):
            continue
        name = "in a status that is not believed" if seen.role == "disbelieved" else role_name(seen.fact.role)
        lines.append(f"{seen.column}: {seen.day} ({name}) is not used, kept in the note")
    terms = {event.term for event in events if event.term}
    terms |= {event.not_before.term for event in events if event.not_before and event.not_before.term}
    if all(event.did != "adopted" for event in events):
        # What was proposed is no term of a policy; the note has it.
        return lines
    for column, term in gathered.terms:
        amount = term.amount
        known = amount.term is not None and any(fits(amount.term, other) for other in terms if other.known)
        names = "|".join(re.escape(text) for text in (amount.text, str(amount.term)))
        if known or re.search(rf"(?<!\w)(?:{names})(?!\w)", f"{said} {conditions}"):
            continue
        lines.append(f"{column}: {amount.text} is not used, kept in the note")
    return lines


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
