"""What became of the copies of addresses, as a grid: a line an address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..text import inert
from .grid import Cell, Column, Grid, Group

if TYPE_CHECKING:
    from ..files.addresses import CopyRow

_COLUMNS = (
    Column("Address"),
    Column("Outcome", whole=True),
    Column("As of", whole=True),
    Column("Version"),
    Column("Policies"),
)


def update_grid(rows: Sequence[CopyRow]) -> Grid:
    """What became of each copy, in the order given."""
    return Grid(_COLUMNS, [Group("", [_line(row) for row in rows])] if rows else [])


def _line(row: CopyRow) -> list[Cell]:
    return [
        Cell(inert(row.address), "address"),
        Cell(row.outcome.replace("_", " "), "doubt" if row.problem else ""),
        Cell(str(row.confirmed)),
        Cell(_moved(row.version_before, row.version)),
        Cell(_moved(row.policies_before, row.policies)),
    ]


def _moved(before: object, now: object) -> str:
    """What it is, behind what it was where that is another."""
    is_, was = ("" if value is None else inert(str(value)) for value in (now, before))
    return is_ if was in ("", is_) else f"{was} → {is_ or 'none'}"
