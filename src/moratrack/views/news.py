"""What is new to a reader, as a grid: what has come, what became of the record, what is coming."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..questions.news import News, NewsRow
from ..text import APPROXIMATE, UNCONFIRMED, inert
from .diff import answer_lines, record_lines
from .grid import Cell, Column, Grid, Group
from .log import turn_words
from .words import STATES, legend

_COLUMNS = (Column("Policy", whole=True), Column("What"), Column("Before"), Column("After"))


def news_grid(found: News, on: dt.date) -> Grid:
    """What is new on a day. The turns that had come of a policy that is itself new go without saying."""
    new = {row.id for row in found.changes.rows if row.part == "policy" and row.what == "added"}
    happened = [row for row in found.turns if row.what == "happened" and row.id not in new]
    coming = [row for row in found.turns if row.what == "coming"]
    sections = (
        ("Has come", [_turn(row) for row in happened]),
        (f"Answers on {on}", answer_lines(found.changes)),
        ("Recorded", record_lines(found.changes)),
        ("Coming", [_turn(row) for row in coming]),
    )
    groups = [Group(f"{heading} ({len(lines):,})", lines) for heading, lines in sections if lines]
    said = "".join(cell.text for group in groups for line in group.rows for cell in line[1:])
    return Grid(
        _COLUMNS, groups, below=legend(approximate=APPROXIMATE in said, unconfirmed=UNCONFIRMED in said)
    )


def _turn(row: NewsRow) -> Sequence[Cell]:
    mark = APPROXIMATE if row.approximate else ""
    said = turn_words(row.due, row.standing, row.party) if row.due else ""
    return [
        Cell(inert(row.id), "name"),
        Cell(f"{mark}{row.date}{_ahead(row.days_left)}: {inert(said)}"),
        Cell(STATES[row.before] if row.before else ""),
        Cell(STATES[row.after] if row.after else ""),
    ]


def _ahead(days: int | None) -> str:
    match days:
        case None:
            return ""
        case 0:
            return ", today"
        case 1:
            return ", tomorrow"
    return f", in {days} days"
