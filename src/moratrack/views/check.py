"""The verdict of ``check`` as a grid of two lines: the word and its ground, the first source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..questions.check import Verdict, VerdictRow
from ..questions.exempt import Reference
from ..text import inert
from .grid import Cell, Column, Grid, Group, Style
from .words import and_more

_WORDS: dict[Verdict, tuple[str, Style]] = {
    "exempt": ("exempt", "name"),
    "barred": ("barred", "soon"),
    "unclear": ("unclear", "doubt"),
    "not_covered": ("not covered", "name"),
    "not_in_force": ("not in force", "name"),
}


def verdict_grid(found: VerdictRow) -> Grid:
    """Two columns, label and text."""
    word, style = _WORDS[found.verdict]
    rows = [(Cell(word, style), Cell(inert(found.reason))), *_source(found.sources)]
    return Grid([Column("", whole=True), Column("")], [Group("", rows)])


def _source(sources: Sequence[Reference]) -> Iterator[tuple[Cell, Cell]]:
    if sources:
        url = inert(sources[0].url)
        more = and_more(sources)
        yield Cell("source", "name"), Cell(url + more, link=url)
