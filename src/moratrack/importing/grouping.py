"""Which rows are one policy: those of one id in a table of events, and those that extend another."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import keys
from .mapping import Column, Mapped
from .sheet import Row, Sheet
from .values import EventKind, read_event, slug

_LINK = re.compile(
    r"\b(?:extends|renews|continues|extension of|renewal of)\s+#?(?P<id>[\w-]*\d[\w-]*)",
    re.IGNORECASE,
)


class Member(NamedTuple):
    """A row of a policy, and of which event it tells where that is only one."""

    row: Row
    event: EventKind | None


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
    return list(found.values())


def _linked(sheet: Sheet, id_at: int, mapped: Mapped) -> list[list[Member]]:
    """Rows that say that they extend the row of an id belong to that row."""
    by_id: dict[str, Row] = {}
    for row in sheet.rows:
        by_id.setdefault(slug(row.cells[id_at]), row)
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


def _parent(row: Row, by_id: dict[str, Row], columns: list[int]) -> Row | None:
    """The row that a row says it extends, if there is one."""
    named = [row.cells[at] for at in columns if row.cells[at]]
    for cell in row.cells:
        if "xten" in cell or "enew" in cell or "ontinu" in cell:
            named += [match["id"] for match in _LINK.finditer(cell)]
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
