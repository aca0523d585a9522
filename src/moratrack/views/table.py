"""A grid as text: whole cells in columns for a pipe; folded to the width, with colour, for a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from .grid import Cell, Grid, Style

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_GAP = "  "
_NARROWEST = 20
"""A folded column is never narrower: words would break."""
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
        yield ("\n" if grid.above else "") + _line(names, widths)
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
        height=25,  # Of a size given whole rich believes no TERM.
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
    _print_groups(console, grid, _layout(grid, width), links=links)
    if grid.below:
        console.print()
    for line in grid.below:
        console.print(line, style="dim")
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _print_groups(console: Console, grid: Grid, widths: dict[int, int], *, links: bool) -> None:
    from rich.text import Text

    if any(grid.columns[place].name for place in widths) and grid.groups:
        if grid.above:
            console.print()
        console.print(
            _table([[Cell(grid.columns[place].name, "name") for place in widths]], widths, grid, links=links)
        )
    for number, group in enumerate(grid.groups):
        if group.heading or number:
            console.print()
        if group.heading:
            console.print(Text(group.heading, style=_STYLES["heading"]), overflow="fold")
        if len(widths) == len(grid.columns):
            console.print(_table(group.rows, widths, grid, links=links))
        else:
            _print_with_details(console, group.rows, widths, grid, links=links)


def _print_with_details(
    console: Console, rows: Iterable[Sequence[Cell]], widths: dict[int, int], grid: Grid, *, links: bool
) -> None:
    """Each row with whatever has no column of its own on lines under it."""
    from rich.padding import Padding
    from rich.text import Text

    for row in rows:
        console.print(_table([[row[place] for place in widths]], widths, grid, links=links))
        under = [place for place in range(len(row)) if place not in widths and row[place].text]
        lines = [
            Text.assemble((f"{grid.columns[place].name}: ", "dim"), _text(row[place], links=links))
            for place in under
        ]
        if len(widths) > 1 and lines:
            lines = [Text("; ").join(lines)]
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 2)), overflow="fold")


def _table(rows: Iterable[Sequence[Cell]], widths: dict[int, int], grid: Grid, *, links: bool) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, len(_GAP), 0, 0), pad_edge=False, show_header=False)
    for place, width in widths.items():
        table.add_column(width=width, no_wrap=grid.columns[place].whole, overflow="fold")
    for row in rows:
        table.add_row(*(_text(cell, links=links) for cell in row))
    return table


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


def _layout(grid: Grid, width: int) -> dict[int, int]:
    """The columns for which there is room, with widths: all, else the essential, else the first."""
    everything = list(range(len(grid.columns)))
    naturals = _natural_widths(grid)
    essential = [place for place in everything if not grid.columns[place].detail]
    for places in (everything, essential):
        widths = _fitted(grid, places, naturals, width)
        if sum(widths.values()) + len(_GAP) * len(places) <= width:
            return widths
    return dict.fromkeys(everything[:1], width)


def _fitted(grid: Grid, places: Sequence[int], naturals: Sequence[int], width: int) -> dict[int, int]:
    """Widths that fill ``width`` at most: whole columns as they are, the others by what they need."""
    widths = {
        place: naturals[place] if grid.columns[place].whole else min(naturals[place], _NARROWEST)
        for place in places
    }
    room = width - len(_GAP) * len(places) - sum(widths.values())
    needs = {place: naturals[place] - widths[place] for place in places}
    need = sum(needs.values())
    if need > 0 and room > 0:
        for place in places:
            widths[place] += min(needs[place], needs[place] * room // need)
    return widths


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (width - cell_len(text)) for text, width in zip(texts, widths, strict=True))
    return _GAP.join(padded).rstrip() + "\n"
