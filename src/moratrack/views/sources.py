"""How records are supported, as a grid: a line a record."""

from __future__ import annotations

from collections.abc import Sequence

from ..questions.sources import SourcingRow
from ..text import counted, day, inert
from .grid import Cell, Column, Grid, Group
from .words import STATE_STYLES, STATES, length


def sourcing_grid(rows: Sequence[SourcingRow]) -> Grid:
    """How records are supported, in the order given."""
    columns = [
        Column("Policy", whole=True),
        Column("State", whole=True, detail=4),
        Column("Sources", whole=True, detail=5),
        Column("Confidence", whole=True, detail=3),
        Column("Weak", detail=1, least=len("unconfirmed, low confidence")),
        Column("Checked", whole=True, detail=2),
        Column("Unchecked for", whole=True, right=True),
    ]
    weak = sum(bool(row.weak) for row in rows)
    above = f"{counted(len(rows), 'record')} on {rows[0].as_of}, {weak:,} of them weak" if rows else ""
    groups = [Group("", [_sourcing_row(row) for row in rows])] if rows else []
    return Grid(columns, groups, [("", above)] if rows else [], one_line=True)


def _sourcing_row(row: SourcingRow) -> list[Cell]:
    publishers = f"{row.sources} from {counted(row.publishers, 'publisher')}"
    return [
        Cell(inert(row.id), "name"),
        Cell(STATES[row.state], STATE_STYLES[row.state]),
        Cell(publishers),
        Cell(row.confidence, "" if row.confidence == "high" else "doubt"),
        Cell(", ".join(row.weak), "doubt"),
        Cell(day(row.checked)),
        Cell(length(row.checked, row.as_of)),
    ]
