"""Which rows are one policy: those of one id in a table of events, and those that extend another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..core.dates import Day
from . import keys
from .eventwords import EFFECTS, EventKind, read_event
from .mapping import Column, Mapped
from .sheet import Row, Sheet
from .values import slug

_NAMED = r"\s+(?:(?:id|record|entry|policy)\s+)?(?P<id>#?[\w-]*\d[\w-]*)(?P<rest>\s+\w)?"
_EXTENDS = re.compile(rf"\b(?:extends|renews|continues|extension of|renewal of){_NAMED}", re.IGNORECASE)
_REPLACES = re.compile(
    rf"\b(?:replaces|supersedes|succeeds|replacement of|successor to){_NAMED}", re.IGNORECASE
)
_REPLACED_BY = re.compile(rf"\b(?:replaced|superseded|succeeded) by{_NAMED}", re.IGNORECASE)


_ENDING_STAYS = ("adopted", "resumed", "ended")


class Successor(NamedTuple):
    """What took the place of a policy."""

    id: str
    date: Day
    effective: Day | None


class Member(NamedTuple):
    """A row of a policy, and of which event it tells where that is only one."""

    row: Row
    event: EventKind | None
    successor: Successor | None = None
    """The policy of another row that this row, or that one, says has replaced it."""


def policies_of(sheet: Sheet, mapped: Mapped) -> list[list[Member]]:
    """The rows of each policy, in the order of the sheet."""
    ids = mapped.columns.get(keys.ID.name)
    events = mapped.columns.get(keys.EVENT.name)
    if events:
        named = ids[:1] if ids else _naming(mapped)
        places = [sheet.columns.index(column.name) for column in named]
        return _of_events(sheet, places, sheet.columns.index(events[0].name))
    if not ids:
        return [[Member(row, None)] for row in sheet.rows]
    return _linked(sheet, sheet.columns.index(ids[0].name), mapped)


def _naming(mapped: Mapped) -> list[Column]:
    """The columns that together name a policy where none is of ids: its issuer, place and topic."""
    named = (keys.ISSUER, keys.JURISDICTION, keys.TOPIC)
    return [column for key in named for column in mapped.columns.get(key.name, ())[:1]]


def _of_events(sheet: Sheet, named_at: list[int], event_at: int) -> list[list[Member]]:
    """A table with a row for each event: rows of one id, or of one issuer and topic, are one policy."""
    found: dict[str, list[Member]] = {}
    for row in sheet.rows:
        reading = read_event(row.cells[event_at]) if row.cells[event_at] else None
        name = slug(" ".join(row.cells[place] for place in named_at)) or f"row {row.number}"
        found.setdefault(name, []).append(Member(row, reading.value if reading else None))
    return [_in_course(members) for members in found.values()]


def _in_course(members: list[Member]) -> list[Member]:
    """The rows of a policy, with the events that are adoptions only by what the other rows tell of.

    What took effect and was adopted in no row was adopted then; what resumes and was not suspended begins
    anew.
    """
    is_adopted = any(member.event is not None and member.event.did == "adopted" for member in members)
    is_suspended = False
    found = []
    for member in members:
        event = member.event
        if event is not None:
            if (event.word in EFFECTS and not is_adopted) or (
                event.did == "resumed" and is_adopted and not is_suspended
            ):
                event = event._replace(did="adopted")
                is_adopted = True
            is_suspended = event.did == "suspended" or (is_suspended and event.did not in _ENDING_STAYS)
        found.append(member._replace(event=event))
    return found


def _linked(sheet: Sheet, id_at: int, mapped: Mapped) -> list[list[Member]]:
    """Rows that say that they extend the row of an id belong to that row."""
    by_id = _rows_by_id(sheet, id_at)
    columns = [sheet.columns.index(column.name) for column in mapped.columns.get(keys.EXTENDS.name, ())]
    parents = {
        row.number: parent for row in sheet.rows if (parent := _parent(row, by_id, columns)) is not None
    }
    found: dict[int, list[Member]] = {}
    for row in sheet.rows:
        root = _root(row, parents)
        event = EventKind("extended", "extended") if root is not row else None
        found.setdefault(root.number, []).append(Member(row, event))
    for members in found.values():
        members.sort(key=lambda member: member.event is not None)
    return [found[row.number] for row in sheet.rows if row.number in found]


def replaced_rows(sheet: Sheet, mapped: Mapped) -> dict[int, int]:
    """The numbers of rows that another replaced, by its id, with the number of that other."""
    ids = mapped.columns.get(keys.ID.name)
    if not ids:
        return {}
    by_id = _rows_by_id(sheet, sheet.columns.index(ids[0].name))
    found: dict[int, int] = {}
    for row in sheet.rows:
        for cell in row.cells:
            if "eplace" not in cell and "upersede" not in cell and "ucce" not in cell:
                continue
            old = [by_id.get(slug(name)) for name in _names(_REPLACES, cell)]
            new = [by_id.get(slug(name)) for name in _names(_REPLACED_BY, cell)]
            pairs = [*((other, row) for other in old), *((row, other) for other in new)]
            found.update({one.number: other.number for one, other in pairs if one and other and one != other})
    return found


def _rows_by_id(sheet: Sheet, id_at: int) -> dict[str, Row]:
    """The first row of each id."""
    found: dict[str, Row] = {}
    for row in sheet.rows:
        found.setdefault(slug(row.cells[id_at]), row)
    return found


def _names(link: re.Pattern[str], cell: str) -> Iterator[str]:
    """The ids that a cell names behind the words of a link; a number before a word counts something."""
    for match in link.finditer(cell):
        if not (match["id"].isdecimal() and match["rest"]):
            yield match["id"]


def _parent(row: Row, by_id: dict[str, Row], columns: list[int]) -> Row | None:
    """The row that a row says it extends, if there is one."""
    named = [row.cells[at] for at in columns if row.cells[at]]
    for cell in row.cells:
        if "xten" in cell or "enew" in cell or "ontinu" in cell:
            named += _names(_EXTENDS, cell)
    for name in named:
        parent = by_id.get(slug(name))
        if parent is not None and parent is not row:
            return parent
    return None


def _root(row: Row, parents: dict[int, Row]) -> Row:
    """The row at the beginning of a chain; the row itself in a circle."""
    seen = {row.number}
    root = row
    while root.number in parents:
        root = parents[root.number]
        if root.number in seen:
            return row
        seen.add(root.number)
    return root
