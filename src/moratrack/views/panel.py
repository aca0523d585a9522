"""Policies over calendar periods, as grids: long, wide, and counted."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import astuple

from ..core.ledger import State
from ..questions.panel import WIDE_COLUMNS, By, CountRow, PanelRow
from ..text import APPROXIMATE, inert
from .grid import Cell, Column, Grid, Group
from .words import STATES, legend


def panel_grid(rows: Iterable[PanelRow]) -> Grid:
    """A line for each policy and calendar period."""
    columns = (
        Column("Policy", whole=True),
        Column("Period", whole=True),
        Column("State"),
        Column("Share", whole=True, detail=1, right=True),
    )
    lines = []
    doubtful = False
    for row in rows:
        doubtful = doubtful or row.approximate
        state = _state(row.state) + (f" {APPROXIMATE}" if row.approximate else "")
        lines.append((Cell(inert(row.id), "name"), Cell(row.period), Cell(state), Cell(f"{row.share:g}")))
    return Grid(columns, [Group("", lines)] if lines else [], below=legend(approximate=doubtful))


def wide_grid(rows: Iterable[Struct], kind: type[Struct]) -> Grid:
    """A line for each policy, a column for each calendar period."""
    periods = slice(len(WIDE_COLUMNS), -1)
    names = kind.__struct_encode_fields__[periods]
    lines = []
    for row in rows:
        values = astuple(row)
        states = (Cell(_state(state)) for state in values[periods])
        lines.append((Cell(inert(values[0]), "name"), *states))
    return Grid([Column("Policy", whole=True), *map(Column, names)], [Group("", lines)] if lines else [])


def count_grid(rows: Iterable[CountRow], by: By | None) -> Grid:
    """A line for each calendar period, or for each value in it that is counted apart."""
    counted = [
        Column("In force", whole=True, right=True),
        Column("Suspended", whole=True, detail=1, right=True),
        Column("Policies", whole=True, detail=1, right=True),
    ]
    value = [] if by is None else [Column(by.replace("_", " ").capitalize())]
    lines = []
    for row in rows:
        name = [] if by is None else [Cell(inert(row.value or "none recorded"))]
        counts = (Cell(f"{count:,}") for count in (row.in_force, row.suspended, row.policies))
        lines.append((Cell(row.period, "name"), *name, *counts))
    columns = [Column("Period", whole=True), *value, *counted]
    return Grid(columns, [Group("", lines)] if lines else [])


def _state(state: State | None) -> str:
    return "" if state is None else STATES[state]
