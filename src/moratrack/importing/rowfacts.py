"""What the events of a row are made of, and what is read of it for more than one of them."""

from __future__ import annotations

from typing import NamedTuple

from ..core.dates import Day
from ..core.policy import Confidence
from . import keys
from .cells import Cells, Unusable
from .flags import DENIALS
from .gathering import Gathered, Seen
from .grammar.meanings import Group
from .grammar.vocabulary import ADOPTED
from .grouping import Successor
from .reading import quoted
from .typed import Statement

IN_FORCE: tuple[Group, ...] = ("adopted", "active", "extended")
"""What a status says of a policy that holds."""


class RowFacts(NamedTuple):
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


def only_denies(row: RowFacts) -> bool:
    """Whether the typed status is a bare no, which is true of a proposal."""
    return row.stated.typed is not None and row.stated.typed.word in DENIALS


def groups_of(row: RowFacts, *places: str) -> set[Group]:
    """The groups of the words of status in the cells of some places."""
    return {word.group for _, place, word in row.gathered.words if place in places}


def agreed(cells: Cells, seen: list[Seen]) -> Day | None:
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


def one_of(row: RowFacts, place: str) -> Day | None:
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


def confidence_of(row: RowFacts) -> Confidence:
    """How sure the row is of its first event."""
    confidence = row.cells.read(keys.CONFIDENCE)
    if confidence is None and row.gathered.is_doubtful:
        row.cells.remarks.append("it says that it is not sure of the day: confidence medium")
        return "medium"
    return confidence or "high"


def as_written(cells: Cells) -> str:
    """What the columns of first days say, for a row that has none, and the mend where that is plain."""
    found = [
        (column, key, text)
        for key in (keys.DATE, keys.INTRODUCED, keys.EFFECTIVE)
        for column, text in cells.texts(key).items()
    ]
    said = "".join(f"; {column} says {quoted(text)}" for column, _, text in found)
    lack = next(filter(None, (cells.lack_of_year(key, text) for _, key, text in found)), "")
    return f"{said}, {lack}" if lack else said
