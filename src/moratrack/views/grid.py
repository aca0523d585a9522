"""Rows as a person reads them, before anyone has decided how they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Style = Literal["", "name", "soon", "over", "doubt", "heading"]


class Cell(NamedTuple):
    """A text that is already harmless, what it means, and where it leads."""

    text: str
    style: Style = ""
    link: str | None = None


class Column(NamedTuple):
    """A column; one that is ``whole`` is never folded.

    A ``detail`` goes under its row where the terminal is too narrow for all columns.
    """

    name: str
    whole: bool = False
    detail: bool = False


class Group(NamedTuple):
    """Rows under a heading; an empty heading is not shown."""

    heading: str
    rows: Sequence[Sequence[Cell]]


class Grid(NamedTuple):
    """A table of groups, with lines of talk above and below it."""

    columns: Sequence[Column]
    groups: Sequence[Group]
    above: str = ""
    below: Sequence[str] = ()

    def cells(self) -> Iterable[Sequence[Cell]]:
        """The rows of all groups."""
        return (row for group in self.groups for row in group.rows)
