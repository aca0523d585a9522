"""How long and until when: what the cells of ends say together of the first end, and of an extended one."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, NamedTuple

from ..core.dates import DAY, DateError, Day, Floor, Term
from ..core.policy import Kind
from . import keys
from .cells import Cells
from .gathering import EndCell, Gathered, Seen, fits
from .grammar.facts import TermFact
from .grammar.vocabulary import LAPSED
from .reading import quoted


class Ending(NamedTuple):
    """What is said of an end, in the words of an event; nothing at all for open-ended."""

    term: Term | None = None
    through: Day | None = None
    until: str | None = None
    not_before: Floor | None = None

    def written(self) -> dict[str, Any]:
        """The keys of an event that state it."""
        return {key: value for key, value in self._asdict().items() if value is not None}

    def written_anew(self) -> dict[str, Any]:
        """The same for an extension, which must say so where no end is set any more."""
        return self.written() or LIFTED.written()


_OURS = re.compile(r"\b(?:our|ours|this one)\b")
_THEIRS = re.compile(r"\b(?:neighbou?r\w*|theirs?|elsewhere)\b")
_OF_EXTENSIONS = (keys.EXTENDED.name, keys.STATUS.name)
"""The columns of whose ends only those count that an extension set."""
_SLIP = 3 * DAY
UNKNOWN = Ending(term=Term())
OPEN = Ending()
LIFTED = Ending(term=Term.parse("open"))
"""The end of an extension that set none."""


class Ends(NamedTuple):
    """The ends that a row tells of."""

    first: Ending
    """What was set when it was adopted."""
    extended: Ending | None
    """What an extension set; None where none is told."""
    is_stated: bool
    """Whether a column of its own states the last day."""
    is_extended: bool
    """Whether words in a column of ends say that it was extended."""

    @property
    def last_set(self) -> Ending:
        """The end that was set last."""
        return self.extended or self.first


class _CellEnd(NamedTuple):
    """What one cell says."""

    end: Ending
    extended: Ending | None
    is_open: bool
    is_unknown: bool


def ends_of(cells: Cells, gathered: Gathered, start: Day, kind: Kind) -> Ends:
    """The ends that the cells of a row state, of a policy that begins on a day."""
    found = [(each, _of_cell(cells, each, gathered, start)) for each in gathered.ends]
    stated = _column_ends(found, keys.THROUGH)
    first_stated = _column_ends(found, keys.FIRST_THROUGH)
    terms = _column_ends(found, keys.TERM)
    conditions = _column_ends(found, keys.UNTIL)
    if stated.through and first_stated.through and stated.through != first_stated.through:
        told = next((end.extended for _, end in found if end.extended and end.extended.through), None)
        is_later = told is not None and told.through is not None and told.through.last > stated.through.last
        extended: Ending | None = told if is_later else Ending(through=stated.through)
        first = _merged(cells, terms, stated._replace(through=first_stated.through), conditions)
    else:
        extended = next((end.extended for _, end in found if end.extended), None)
        if first_stated.through and stated.term and not stated.through:
            # A column of the end as it was extended may say only by how much.
            cells.remarks.append(f"the stated {stated.term} is read as that of an extension")
            extended, stated = extended or Ending(stated.term), stated._replace(term=None)
        first = _merged(cells, terms, _over(stated, first_stated), conditions)
    if extended is not None and extended.through is not None and extended.through == first.through:
        first = first._replace(through=None)
    _compare_terms(cells, found)
    other_end = _elsewhere(gathered)
    if other_end is not None and other_end.role == "extended_through":
        extended = extended or Ending(through=other_end.day)
    elif other_end is not None and (first.through is None or _is_past(cells, other_end, first.through)):
        first = first._replace(through=other_end.day)
    elif other_end is not None and _is_put_off(other_end, first.through, extended):
        extended = Ending(through=other_end.day)
    if extended is not None:
        first, extended = _as_it_stands(cells, first, extended, start, gathered.first("extended"))
    if first.not_before is not None and first.until is None:
        floor = first.not_before.day or first.not_before.term
        cells.remarks.append(f"it lasts at least until {floor}, and nothing says what ends it")
        first = first._replace(not_before=None)
    first = _known(first, found, kind)
    words = [word for _, place, word in gathered.words if place in ("term", "through", "until", "adopted")]
    is_extended = any(word.group == "extended" for word in words)
    return Ends(first, extended, stated.through is not None, is_extended)


def tell_no_end(cells: Cells, gathered: Gathered, first: Ending) -> None:
    """Say that no column of ends says anything, where there are such."""
    is_told = any(each.key not in _OF_EXTENSIONS for each in gathered.ends)
    if first == UNKNOWN and not is_told and cells.maps(keys.TERM, keys.THROUGH):
        cells.remarks.append("says no end: recorded as not known")


def _as_it_stands(
    cells: Cells, first: Ending, extended: Ending, start: Day, day: Day | None
) -> tuple[Ending, Ending]:
    """The stated last day given to an extension of which only the length is told, save where it is the first.

    So no extension is counted from the end that it set.
    """
    through, term = first.through, extended.term
    if (
        extended == LIFTED
        or extended.through is not None
        or term is None
        or not term.known
        or through is None
    ):
        return first, extended
    least = last_of(Ending(term), day or start)
    is_too_soon = least is not None and through.last < (least - _SLIP if day else least + _SLIP)
    if is_too_soon or is_first_end(first.term, start, through):
        return first, extended
    cells.remarks.append(f"{through} is taken as the end that the extension of {term} set")
    return first._replace(through=None), extended._replace(through=through)


def is_first_end(term: Term | None, start: Day, through: Day) -> bool:
    """Whether a last day is that of a term, give or take what people count differently."""
    last = last_of(Ending(term), start)
    return last is not None and through.first - _SLIP <= last <= through.last + _SLIP


def _compare_terms(cells: Cells, found: list[tuple[EndCell, _CellEnd]]) -> None:
    """Say which column of terms contradicts the first."""
    said = [
        (each, end.end.term) for each, end in found if each.key == keys.TERM.name and end.end.term is not None
    ]
    for each, term in said[1:]:
        first, used = said[0]
        if used is not None and term is not None and not fits(used, term):
            text = quoted(cells.text(each.column))
            cells.remarks.append(f"{each.column} {text} differs from {first.column}, which is used")


def _known(end: Ending, found: list[tuple[EndCell, _CellEnd]], kind: Kind) -> Ending:
    """The end, or whether it is open or only not known where nothing states one."""
    if end != OPEN:
        return end
    is_open = any(each.is_open for _, each in found)
    is_unknown = any(each.is_unknown for _, each in found)
    return OPEN if is_open or (kind != "moratorium" and not is_unknown) else UNKNOWN


def _column_ends(found: list[tuple[EndCell, _CellEnd]], key: keys.Key[Any]) -> Ending:
    """What the columns of one key say, the first that says a thing before others."""
    merged = OPEN
    for each, cell in found:
        if each.key == key.name:
            merged = _over(merged, cell.end)
    return merged


def _over(one: Ending, other: Ending) -> Ending:
    """One ending, with what only another says."""
    return other._replace(**one.written())


def _merged(cells: Cells, term: Ending, stated: Ending, condition: Ending) -> Ending:
    """The end that three columns state together: of two days that of the column of days wins."""
    if term.through and stated.through and term.through != stated.through:
        cells.remarks.append(f"its term says through {term.through}; the stated {stated.through} is used")
    return Ending(
        term.term or stated.term or condition.term,
        stated.through or term.through or condition.through,
        condition.until or term.until or stated.until,
        condition.not_before or term.not_before or stated.not_before,
    )


def _elsewhere(gathered: Gathered) -> Seen | None:
    """The last day that a column names which is not of ends: a status, else one of first days."""
    days = [seen for seen in gathered.days if seen.role in ("through", "extended_through")]
    return next(
        (seen for place in ("status", "adopted", "effective") for seen in days if seen.place == place), None
    )


def _is_past(cells: Cells, seen: Seen, stated: Day) -> bool:
    """Whether a status says that it expired on a day, and so when it did in the end."""
    if seen.place != "status" or seen.fact.word.lower() not in LAPSED or seen.day == stated:
        return False
    cells.remarks.append(f"{seen.column}: expired on {seen.day}, which is used; {stated} was its stated end")
    return True


def _is_put_off(seen: Seen, stated: Day | None, extended: Ending | None) -> bool:
    """Whether a status says that it is in force until a day after the last that is stated."""
    last = stated if extended is None else extended.through
    if last is None or seen.place != "status" or seen.fact.word.lower() in LAPSED:
        return False
    return seen.day.first > last.last


def _of_cell(cells: Cells, each: EndCell, gathered: Gathered, start: Day) -> _CellEnd:
    facts, column = each.facts, each.column
    seen = [day for day in gathered.days if day.column == column]
    terms = [
        _since(cells, column, term, gathered, start) for term in facts.terms if term.role in ("", "proposed")
    ]
    plain = [term for term in terms if term.amount.term is not None and not _is_counted(term, start)]
    counted = [day for term in terms if term not in plain for day in _counted(cells, column, term, start)]
    named = [term.anchor.as_end() for term in plain if term.anchor and term.anchor.as_start() != start]
    term = plain[0].amount.term if plain else None
    if plain and plain[0].role == "proposed":
        cells.remarks.append(
            f"{column} {quoted(cells.text(column))}: the term that was proposed is taken as set"
        )
    through = _through(cells, column, seen, term) or next(iter([*named, *counted]), None)
    conditions = [condition for condition in facts.conditions if not condition.is_extension]
    until = conditions[0].text if conditions else None
    for other in conditions[1:]:
        cells.remarks.append(f"{column}: {quoted(other.text)} is a condition too, kept in the note")
    if facts.is_floor and through is not None and term is None:
        end = Ending(until=until, not_before=Floor(day=through))
    elif facts.is_later and (term or through):
        end = _later(cells, column, start, Ending(term, through, until))
    elif term and through and _is_choice(each, seen):
        end = _sooner(cells, column, start, Ending(term, through, until))
    else:
        end = Ending(term, through, until)
    if facts.is_doubtful and end.written():
        cells.remarks.append(f"{column}: {quoted(cells.text(column))} is not sure: taken as it stands")
    if facts.is_open and not facts.is_lifted and (term or through):
        cells.remarks.append(f"{column}: {quoted(cells.text(column))} says too that there is no end")
    if facts.says_until and end.through is not None:
        cells.remarks.append(f"{column}: until {end.through} is read as its last day in force")
    is_first = each.key not in _OF_EXTENSIONS
    is_open = is_first and facts.is_open and not facts.is_lifted
    extended = _extended(each, seen, start, counted[0] if counted else None)
    for day in seen:
        if day.role == "extended_through" and extended is not None and day.day == extended.through:
            cells.tell_of(column, day.fact.moment)
    return _CellEnd(end, extended, is_open, is_first and facts.is_unknown)


def _through(cells: Cells, column: str, seen: list[Seen], term: Term | None) -> Day | None:
    """The first last day of a cell; one that is only about then yields to a term."""
    days = [
        day for day in seen if day.role in ("through", "first_through") and not (day.fact.is_hedged and term)
    ]
    if not days:
        return None
    used = min(days, key=lambda seen: _whose(cells.text(column), seen)) if len(days) > 1 else days[0]
    cells.tell_of(column, used.fact.moment)
    return used.day


def _whose(text: str, seen: Seen) -> int:
    """0 for a day of a clause that says "ours", 2 for one that speaks of a neighbour, 1 for any other."""
    clause = next((clause for clause in text.split(";") if seen.fact.moment.text in clause), "").casefold()
    if _OURS.search(clause):
        return 0
    return 2 if _THEIRS.search(clause) else 1


def _extended(each: EndCell, seen: list[Seen], start: Day, counted: Day | None) -> Ending | None:
    """The end that an extension set, as a cell tells of it: at times of one ``counted`` from some day."""
    if each.facts.is_lifted:
        return LIFTED
    days = [day.day for day in seen if day.role == "extended_through"]
    terms = [term.amount.term for term in each.facts.terms if term.role == "extension"]
    conditions = [condition.text for condition in each.facts.conditions if condition.is_extension]
    totals = [fact.amount.term for fact in each.facts.terms if fact.role == "total"]
    lasts = [last_of(Ending(term), start) for term in totals]
    days += [_reduced(last, approximate=start.approximate) for last in lasts if last is not None]
    if counted is not None and not any(day.role == "extended" for day in seen):
        lasts = [last_of(Ending(term), counted) for term in terms]
        days += [_reduced(last, approximate=counted.approximate) for last in lasts if last is not None]
    through = max(days, key=lambda day: day.last) if days else None
    end = Ending(None if through else next(iter(terms), None), through, next(iter(conditions), None))
    return None if end == OPEN else end


def _is_counted(term: TermFact, start: Day) -> bool:
    """Whether a term counts from another day than the first, or has something taken off."""
    if term.less is not None:
        return True
    if term.anchor is None or term.anchor.as_start() == start:
        return False
    # Six months from adoption (2026-10-16): the day may be that on which they end.
    return term.amount.term is None or not is_first_end(term.amount.term, start, term.anchor.as_end())


def _since(cells: Cells, column: str, fact: TermFact, gathered: Gathered, start: Day) -> TermFact:
    """A term with the day of the beginning that it names, where that is another than the first in force."""
    if fact.since == "adoption":
        adopted = [seen.fact for seen in gathered.of("adopted") if seen.day != start]
        return fact._replace(anchor=adopted[0].moment) if adopted else fact
    if fact.since == "taking effect" and not gathered.of("effective"):
        cells.remarks.append(
            f"{column}: {quoted(cells.text(column))}, and no day says when: counted from {start}"
        )
    return fact


def _counted(cells: Cells, column: str, fact: TermFact, start: Day) -> list[Day]:
    """The last day of a term that counts from a day of its own; none where there is no such day."""
    if fact.amount.term is None:
        return []
    anchor = fact.anchor.as_end() if fact.anchor else start
    try:
        last = fact.amount.term.after(anchor.last)
        if fact.less is not None:
            if fact.less.term is None:
                return []
            last = fact.less.term.before(last)
    except DateError:
        return []
    less = f", less {fact.less.text}," if fact.less else ""
    cells.remarks.append(f"{column}: {fact.amount.text}{less} from {anchor} is read as through {last}")
    return [_reduced(last, approximate=anchor.approximate)]


def _reduced(last: dt.date, *, approximate: bool) -> Day:
    return Day.parse(last.isoformat()[:7]) if approximate else Day(last)


def _is_choice(each: EndCell, seen: list[Seen]) -> bool:
    """Whether a term and a day are two ends, of which the sooner counts, and not one said twice."""
    return each.facts.is_sooner or any(day.fact.role == "" for day in seen)


def _sooner(cells: Cells, column: str, start: Day, end: Ending) -> Ending:
    """Of a term and a day, the one that comes first."""
    if end.term is None or end.through is None:
        return end
    try:
        last = end.term.after(start.last)
    except DateError:
        return end._replace(term=None)
    is_day = end.through.last <= last
    first = end.through if is_day else last
    cells.remarks.append(f"{column}: of {end.term} and {end.through} the sooner is used: through {first}")
    return end._replace(term=None) if is_day else end._replace(through=None)


def _later(cells: Cells, column: str, start: Day, end: Ending) -> Ending:
    """Of several ends, the one that comes last."""
    lasts = [end.through] if end.through else []
    if end.term is not None:
        try:
            last = end.term.after(start.last)
        except DateError:
            return Ending(until=quoted(cells.text(column)))
        lasts.append(_reduced(last, approximate=start.approximate))
    latest = max(lasts, key=lambda day: day.last)
    if end.until is None:
        cells.remarks.append(f"{column}: the later of its ends is used: through {latest}")
        return Ending(through=latest)
    cells.remarks.append(f"{column}: the later of its ends counts: not before {latest}")
    floor = Floor(day=latest) if end.through is not None or end.term is None else Floor(term=end.term)
    return Ending(until=end.until, not_before=floor)


def last_of(end: Ending, start: Day) -> dt.date | None:
    """The last day that an end sets."""
    if end.through is not None:
        return end.through.last
    if end.term is None or not end.term.known:
        return None
    try:
        return end.term.after(start.last)
    except DateError:
        return None
