"""A grid as text: whole cells in columns for a pipe; folded to the width, with colour, for a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from .grid import Cell, Grid, Style

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_GAP = "  "
_NARROWEST = 10
_STYLES: dict[Style, str] = {
    "": "",
    "name": "bold",
    "soon": "bold red",
    "over": "dim",
    "doubt": "yellow",
    "heading": "bold underline",
}


def plain(grid: Grid) -> Iterator[str]:
    """Columns of whole cells, however long the lines."""
    if grid.above:
        yield f"{grid.above}\n"
    names = [column.name for column in grid.columns]
    widths = _natural_widths(grid)
    if grid.groups and any(names):
        yield "\n" + _line(names, widths)
    for group in grid.groups:
        if group.heading:
            yield f"\n{group.heading}\n"
        for row in group.rows:
            yield _line([cell.text for cell in row], widths)
    if grid.below:
        yield "\n"
    for line in grid.below:
        yield f"{line}\n"


def drawn(grid: Grid, width: int, *, colour: bool, links: bool) -> str:
    """The grid as rich draws it in ``width`` columns; a card for each row where they are too few."""
    from rich.console import Console

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    if grid.above:
        console.print(grid.above, soft_wrap=False)
    widths = _fitted(grid, width)
    if min(widths, default=0) < _NARROWEST:
        _print_cards(console, grid, links=links)
    else:
        _print_columns(console, grid, widths, links=links)
    if grid.below:
        console.print()
    for line in grid.below:
        console.print(line, style="dim")
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _print_columns(console: Console, grid: Grid, widths: Sequence[int], *, links: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    for number, group in enumerate(grid.groups):
        console.print()
        if group.heading:
            console.print(Text(group.heading, style=_STYLES["heading"]), overflow="fold")
        named = number == 0 and any(column.name for column in grid.columns)
        table = Table(
            box=None, padding=(0, len(_GAP), 0, 0), pad_edge=False, header_style="bold", show_header=named
        )
        for column, width in zip(grid.columns, widths, strict=True):
            table.add_column(column.name, width=width, no_wrap=column.whole, overflow="fold")
        for row in group.rows:
            table.add_row(*(_text(cell, links=links) for cell in row))
        console.print(table)


def _print_cards(console: Console, grid: Grid, *, links: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for group in grid.groups:
        if group.heading:
            console.print()
            console.print(Text(group.heading, style=_STYLES["heading"]))
        for row in group.rows:
            console.print(_text(row[0], links=links), overflow="fold")
            for column, cell in zip(grid.columns[1:], row[1:], strict=True):
                if cell.text:
                    line = Text.assemble(f"{column.name}: ", _text(cell, links=links), overflow="fold")
                    console.print(Padding(line, (0, 0, 0, 2)))


def _text(cell: Cell, *, links: bool) -> Text:
    from rich.text import Text

    style = _STYLES[cell.style]
    return Text(cell.text, style=f"{style} link {cell.link}".strip() if links and cell.link else style)


def natural_width(grid: Grid) -> int:
    """The width in which nothing is folded."""
    texts = [grid.above, *grid.below, *(group.heading for group in grid.groups)]
    columns = sum(_natural_widths(grid)) + len(_GAP) * len(grid.columns)
    return max([columns, *map(cell_len, texts)])


def _natural_widths(grid: Grid) -> list[int]:
    """The width each column needs so that nothing in it is folded."""
    widths = [cell_len(column.name) for column in grid.columns]
    for row in grid.cells():
        widths = [max(width, cell_len(cell.text)) for width, cell in zip(widths, row, strict=True)]
    return widths


def _fitted(grid: Grid, width: int) -> list[int]:
    """Column widths that fill ``width`` at most: whole columns as they are, the others share the rest."""
    widths = _natural_widths(grid)
    room = width - len(_GAP) * (len(widths) - 1)
    room -= sum(natural for natural, column in zip(widths, grid.columns, strict=True) if column.whole)
    folding = sorted(
        (place for place, column in enumerate(grid.columns) if not column.whole), key=widths.__getitem__
    )
    for left, place in zip(range(len(folding), 0, -1), folding, strict=True):
        widths[place] = min(widths[place], room // left)
        room -= widths[place]
    return widths


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (width - cell_len(text)) for text, width in zip(texts, widths, strict=True))
    return _GAP.join(padded).rstrip() + "\n"
