"""Coming turns as a grid, and the words for them."""

from __future__ import annotations

from collections.abc import Sequence

from ..questions.calendar import Coming, Turn
from ..text import counted, day, inert
from .grid import Cell, Column, Grid, Group
from .words import ROUGHLY

TURNS: dict[Turn, str] = {
    "starts": "First day in force",
    "expires": "Last day in force",
    "not_before": "May end from now on",
    "suspended": "First day suspended",
    "resumes": "Back in force",
    "party_since": "First day",
    "party_through": "Last day",
}
_LATEST = "Last day at the latest"
"""Of an end that may come earlier, on a condition."""
_COLUMNS = (
    Column("Day", whole=True),
    Column("To go", whole=True, right=True),
    Column("Policy", whole=True),
    Column("Turn", least=22),
    Column("Issuer", detail=1, least=10),
    Column("Title", detail=2),
)


def agenda_grid(rows: Sequence[Coming]) -> Grid:
    """A line a turn."""
    lines = [
        [
            Cell(day(row.day, approximate=row.approximate)),
            Cell(to_go(row.days_left)),
            Cell(inert(row.id), "name"),
            _turn(row),
            Cell(inert(row.issuer)),
            Cell(inert(row.title)),
        ]
        for row in rows
    ]
    rough = ROUGHLY if any(row.approximate for row in rows) else ""
    groups = [Group(f"Coming ({len(lines):,})", lines, rough)] if lines else []
    return Grid(_COLUMNS, groups, one_line=True)


def turn_words(row: Coming) -> str:
    """What is set for a day, in words."""
    if row.party is not None:
        return f"{TURNS[row.turn]} {row.standing}: {row.party}"
    if row.turn == "expires" and row.suspended:
        return "Last day, suspended"
    return TURNS[row.turn]


def to_go(days: int) -> str:
    """The days until a turn in words."""
    return "today" if days == 0 else counted(days, "day")


def _turn(row: Coming) -> Cell:
    if row.until and row.turn == "expires":
        return Cell(f"{inert(turn_words(row))}, or until {inert(row.until)}", brief=_LATEST)
    return Cell(inert(turn_words(row)))
