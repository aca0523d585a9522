"""Rows as a person reads them, before anyone has decided how they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Style = Literal[
    "",
    "name",
    "heading",
    "dim",
    "in_force",
    "soon",
    "upcoming",
    "suspended",
    "proposed",
    "over",
    "doubt",
    "address",
]
"""What a text means. An ``address`` is never folded nor cut: whoever breaks it cannot follow it."""


class Cell(Struct, frozen=True, gc=False):
    """A text that is already harmless, what it means, and where it leads."""

    text: str
    style: Style = ""
    link: str | None = None
    brief: str = ""
    """What a terminal says instead, the whole being told elsewhere; never cut."""
    loose: str = ""
    """What it says where there is room for more, perhaps over the empty cells on the left."""
    share: float | None = None
    """A part of a whole, 0 to 1, that a terminal draws as a bar."""


class Column(Struct, frozen=True):
    """A column; one that is ``whole`` is neither folded nor cut."""

    name: str
    whole: bool = False
    detail: int = 0
    """Where there is no room for all columns, those with the highest go first; with 0, never."""
    right: bool = False
    """Set to the right; what is ``loose`` may run over the empty cells on its left."""
    under: bool = True
    """Whether it stands under its row where it has no place in it."""
    least: int = 20
    """The fewest columns of the terminal to which one that is not whole may be narrowed."""


class Group(Struct, frozen=True):
    """Rows under a heading; an empty heading is not shown."""

    heading: str
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    """What the marks mean that are first used here."""
    under: Sequence[str] = ()
    """What a person is told under each row; nothing, or as many as there are rows."""


class Grid(Struct, frozen=True):
    """A table of groups, with lines of talk above and below it."""

    columns: Sequence[Column]
    groups: Sequence[Group]
    above: Sequence[tuple[str, str]] = ()
    """Lines, each with a label, perhaps an empty one."""
    below: Sequence[str] = ()
    title: str = ""
    """What stands above all else."""
    one_line: bool = False
    """Whether a row is one line on a terminal of 80 columns or more: too long a text ends in "…"."""

    def cells(self) -> Iterable[Sequence[Cell]]:
        """The rows of all groups."""
        return (row for group in self.groups for row in group.rows)

    def whole(self) -> Grid:
        """The same with the whole text of each cell, and nothing drawn."""
        groups = [
            replace(
                group, rows=[[Cell(cell.text, cell.style, cell.link) for cell in row] for row in group.rows]
            )
            for group in self.groups
        ]
        return replace(self, groups=groups)
