"""Which columns of a grid a terminal has room for, and how wide they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from .grid import Cell, Column, Grid
from .measure import cell_len

GAP = 2
LEAST_BAR, BAR = 6, 8
"""The least width of a drawn bar, and that which it has where there is room."""
WHOLE_LINES = 80
"""From so many columns on, a grid of one line a row leaves out what has no room."""

Widths = Mapping[int, int]
"""The width of each column that is shown, by its place, from left to right."""


def shown_text(cell: Cell) -> str:
    """What a terminal shows of a cell."""
    return cell.brief or cell.text


def natural_width(grid: Grid) -> int:
    """The width in which nothing is folded or cut."""
    label = label_width(grid)
    texts = [
        *(text for _, text in grid.above),
        *grid.below,
        grid.title,
        *(line for g in grid.groups for line in g.under),
    ]
    headings = (f"{group.heading} {group.note}" for group in grid.groups)
    lines = [label + cell_len(text) for text in texts] + [cell_len(text) + 10 for text in headings]
    return max([total(naturals(grid)), *lines])


def label_width(grid: Grid) -> int:
    """The room that the labels of the lines above a table take, that before the text included."""
    return max((cell_len(label) + GAP for label, _ in grid.above if label), default=0)


def naturals(grid: Grid) -> dict[int, int]:
    """The widths in which the whole text of each cell stands."""
    widths = [cell_len(column.name) for column in grid.columns]
    for row in grid.cells():
        widths = [max(width, cell_len(cell.text)) for width, cell in zip(widths, row, strict=True)]
    return dict(enumerate(widths))


def total(widths: Widths) -> int:
    """The width of the table."""
    return sum(widths.values()) + GAP * max(len(widths) - 1, 0)


def layout(grid: Grid, width: int) -> Widths:
    """The columns for which there is room, with widths; only the first where that is too little."""
    rows = list(grid.cells())
    columns = {place: [row[place] for row in rows] for place in range(len(grid.columns))}
    places = [
        place
        for place, column in enumerate(grid.columns)
        if not column.detail or any(cell.text for cell in columns[place])
    ]
    needed = {place: _Needs.of(grid.columns[place], columns[place]) for place in places}
    while True:
        least = {place: needed[place].least for place in places}
        if total(least) <= width:
            whole = {place: needed[place].wanted for place in places}
            widths = _grown(least, whole, width - total(least))
            loose = {place: _wanted_by_loose(grid, place, places, rows) for place in places}
            return _grown(widths, loose, width - total(widths))
        details = [place for place in places if grid.columns[place].detail]
        if not details:
            return {0: width}
        places.remove(max(details, key=lambda place: (grid.columns[place].detail, place)))


class _Needs(Struct, frozen=True):
    """How wide a column is at least, and where nothing in it is cut."""

    least: int
    wanted: int

    @staticmethod
    def of(column: Column, cells: Iterable[Cell]) -> _Needs:
        longest = max([cell_len(column.name), *[_length(cell) for cell in cells]])
        bar = max([BAR for cell in cells if cell.share is not None], default=0)
        return _Needs(_least(column, longest), max(longest, bar))


def _least(column: Column, longest: int) -> int:
    """The fewest columns of the terminal that a column needs."""
    return longest if column.whole else min(longest, column.least)


def _wanted_by_loose(grid: Grid, place: int, places: Sequence[int], rows: Iterable[Sequence[Cell]]) -> int:
    """The width of a column in which what is loose has room, with the empty cells before it."""
    wanted = 0
    before = places[: places.index(place)][::-1] if grid.columns[place].right else []
    for row in rows:
        loose = row[place].loose
        if not loose:
            continue
        length = cell_len(loose)
        for other in before:
            if row[other].text:
                break
            length -= GAP + _least(grid.columns[other], cell_len(grid.columns[other].name))
        wanted = max(wanted, length)
    return wanted


def _length(cell: Cell) -> int:
    if cell.share is not None:
        return LEAST_BAR
    return 0 if cell.style == "address" else cell_len(shown_text(cell))


def _grown(least: Widths, wanted: Widths, room: int) -> Widths:
    """The least widths, what room is left shared out by what is wanted."""
    widths = dict(least)
    need = sum(max(wanted[place] - least[place], 0) for place in least)
    for place in least:
        needed = max(wanted[place] - least[place], 0)
        given = min(needed, round(needed * room / need)) if need else 0
        widths[place] += given
        room, need = room - given, need - needed
    return widths
