"""Verdicts of ``check`` as a grid: of one, labelled lines; of several, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..questions.check import Verdict, VerdictRow
from ..text import inert
from .grid import Cell, Column, Grid, Group, Style
from .words import and_more, unchecked

_WORDS: dict[Verdict, tuple[str, Style]] = {
    "exempt": ("exempt", "name"),
    "barred": ("barred", "soon"),
    "unclear": ("unclear", "doubt"),
    "not_covered": ("not covered", "name"),
    "not_in_force": ("not in force", "name"),
    "cannot_say": ("cannot say", "doubt"),
}


def verdict_grid(found: Sequence[VerdictRow]) -> Grid:
    """One verdict in two columns, label and text; several in a table."""
    if len(found) == 1:
        return Grid([Column("", whole=True), Column("")], [Group("", list(_lines(found[0])))])
    columns = [
        Column("Policy", whole=True),
        Column("Who"),
        Column("Answer", whole=True),
        Column("Through", whole=True),
        Column("Why", detail=1),
    ]
    return Grid(columns, [Group("", list(map(_row, found)))] if found else [])


def _row(row: VerdictRow) -> list[Cell]:
    word, style = _WORDS[row.verdict]
    return [
        Cell(inert(row.id), "name"),
        Cell(inert(row.who)),
        Cell(word, style),
        Cell(str(row.holds_through or "")),
        Cell(inert(row.reason)),
    ]


def _lines(row: VerdictRow) -> Iterator[Sequence[Cell]]:
    word, style = _WORDS[row.verdict]
    yield Cell(word, style), Cell(inert(row.reason))
    if row.holds_through is not None and row.then is not None:
        yield Cell("holds", "name"), Cell(f"through {row.holds_through}, then {_WORDS[row.then][0]}")
    if row.confidence not in (None, "high"):
        yield Cell("confidence", "name"), Cell(f"{row.confidence}, the lowest that this rests on", "doubt")
    if row.checked is not None:
        yield Cell("checked", "name"), Cell(unchecked(row.checked, row.as_of, row.kept_to))
    if row.sources:
        url = inert(row.sources[0].url)
        yield Cell("source", "name"), Cell(url + and_more(row.sources), "address", url)
