"""A grid as text: whole cells in columns for a pipe; fitted to the width, with colour, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from msgspec.structs import replace

from .grid import Cell, Grid, Group
from .ink import Ink, Piece, written
from .layout import GAP, WHOLE_LINES, Widths, label_width, layout, naturals, shown_text, total
from .measure import cell_cut, cell_len, divide_line

_INDENT = Piece("  ")
_NARROW = 60
"""On fewer columns than these a text goes on under its label."""
_WORTH_CUTTING = 20
"""In so much room a text that is cut still says something."""
_DAY = r"~?\d{4}-\d\d-\d\d"

Line = list[Piece]


def plain(grid: Grid) -> Iterator[str]:
    """Columns of whole cells, however long the lines."""
    if grid.title:
        yield f"{grid.title}\n"
    label_room = label_width(grid)
    for label, text in grid.above:
        yield f"{label:{label_room}}{text}\n"
    widths = list(naturals(grid).values())
    if grid.groups and any(column.name for column in grid.columns):
        yield ("\n" if grid.above else "") + _spaced([column.name for column in grid.columns], widths)
    for group in grid.groups:
        if group.heading:
            yield f"\n{group.heading}\n"
        if group.note:
            yield f"{group.note}\n"
        for number, row in enumerate(group.rows):
            yield _spaced([cell.text for cell in row], widths)
            if group.under and group.under[number]:
                yield f"{_INDENT.text}{group.under[number]}\n"
    if grid.below:
        yield "\n"
    for line in grid.below:
        yield f"{line}\n"


def drawn(grid: Grid, width: int, ink: Ink) -> str:
    """The grid in ``width`` columns; what has no room there stands under its row, or is left out."""
    return "".join(drawn_lines(grid, width, ink))


def drawn_lines(grid: Grid, width: int, ink: Ink) -> Iterator[str]:
    """The lines of the drawn grid, as they are drawn."""
    return (written(line, ink) + "\n" for line in _lines(grid, width, ink))


def _lines(grid: Grid, width: int, ink: Ink) -> Iterator[Line]:
    if grid.title:
        yield from _sliced([Piece(grid.title, "heading")], width)
    label_room = label_width(grid)
    for label, text in grid.above:
        if width < _NARROW and label:
            mark = "," if re.fullmatch(_DAY, label) else ":"
            yield from _hanging(Piece(""), [Piece(f"{label}{mark} ", "dim"), Piece(text)], width)
        else:
            yield from _hanging(Piece(f"{label:{label_room}}", "dim"), [Piece(text)], width)
    if grid.above and grid.groups:
        yield []
    widths = layout(grid, width)
    if grid.groups and any(grid.columns[place].name for place in widths):
        yield _cut_row([Cell(column.name, "name") for column in grid.columns], widths, grid, ink)
        yield [Piece(ink.rule * min(total(widths), width), "dim")]
    for number, group in enumerate(grid.groups):
        if group.heading:
            yield from _titled(group, min(total(widths), width), width, ink)
        elif number:
            yield []
        for place, row in enumerate(group.rows):
            yield from _drawn_row(row, widths, grid, width, ink)
            if group.under and group.under[place]:
                yield from _hanging(_INDENT, [Piece(group.under[place], "dim")], width)
    if grid.below:
        yield []
    for text in grid.below:
        yield from _hanging(Piece(""), [Piece(text, "dim")], width)


def _titled(group: Group, full: int, width: int, ink: Ink) -> Iterator[Line]:
    """A heading set into a rule, with what its marks mean where that has room."""
    taken, note = cell_len(group.heading) + 4, cell_len(group.note) + 6
    if taken > width:
        yield from _sliced([Piece(group.heading, "heading")], width)
        beside = False
    else:
        beside = bool(group.note) and taken + note <= width
        rule = ink.rule * max(full - taken - (note - 2 if beside else 0), min(2, width - taken))
        tail = [Piece(f" {group.note} {ink.rule * 2}", "dim")] if beside else []
        yield [
            Piece(f"{ink.rule * 2} ", "dim"),
            Piece(group.heading, "heading"),
            Piece(f" {rule}", "dim"),
            *tail,
        ]
    if group.note and not beside:
        yield from _hanging(_INDENT, [Piece(group.note, "dim")], width)


def _drawn_row(row: Sequence[Cell], widths: Widths, grid: Grid, width: int, ink: Ink) -> Iterator[Line]:
    """A row, and what has no column under it, unless a row is to be one line."""
    yield from [_cut_row(row, widths, grid, ink)] if grid.one_line else _folded_rows(row, widths, grid)
    if grid.one_line and width >= WHOLE_LINES:
        return
    hidden = [
        [Piece(f"{grid.columns[place].name}: ", "dim"), _piece(cell, cell.text)]
        for place, cell in enumerate(row)
        if place not in widths and grid.columns[place].under and cell.text and cell.share is None
    ]
    joined = list(chain.from_iterable([Piece("; ", "dim"), *pieces] for pieces in hidden))
    if joined:
        yield from _hanging(_INDENT, joined[1:], width)


def _cut_row(row: Sequence[Cell], widths: Widths, grid: Grid, ink: Ink) -> Line:
    """A row in one line; a text that is too long ends in "…"."""
    line: Line = []
    at = start = free = 0
    for place, width in widths.items():
        cell, column = row[place], grid.columns[place]
        if cell.share is not None:
            pieces, length = _bar(cell, width, ink), width
        else:
            text = _fitting(cell, start + width - free if column.right else width, ink, whole=column.whole)
            pieces, length = [_piece(cell, text)], cell_len(text)
        if length:
            begin = start + width - length if column.right else start
            if begin > at:
                line.append(Piece(" " * (begin - at)))
            line += pieces
            at = begin + length
            free = start + width + GAP
        start += width + GAP
    return line


def _fitting(cell: Cell, room: int, ink: Ink, *, whole: bool) -> str:
    """What a cell says in some room; a day is left out rather than cut."""
    text = shown_text(cell)
    if cell.loose and (cell_len(cell.loose) <= room or room >= _WORTH_CUTTING):
        text = cell.loose
    if cell_len(text) <= room or (whole and text != cell.loose):
        return text
    cut = len(cell_cut(text, max(room - len(ink.more), 0)))
    for day in re.finditer(_DAY, text):
        if day.start() < cut < day.end():
            cut = len(text[: day.start()].rstrip(" ,"))
    return text[:cut] + ink.more


def _folded_rows(row: Sequence[Cell], widths: Widths, grid: Grid) -> Iterator[Line]:
    """A row in as many lines as its longest cell needs; an address stays whole."""
    columns = [
        (_folded_cell(row[place], width), width, grid.columns[place].right) for place, width in widths.items()
    ]
    for number in range(max([len(pieces) for pieces, _, _ in columns])):
        line: Line = []
        blank = 0
        for pieces, width, right in columns:
            if number < len(pieces) and pieces[number].text:
                free = width - cell_len(pieces[number].text)
                blank += free if right else 0
                if blank:
                    line.append(Piece(" " * blank))
                line.append(pieces[number])
                blank = GAP + (0 if right else free)
            else:
                blank += width + GAP
        yield line


def _folded_cell(cell: Cell, width: int) -> list[Piece]:
    text = shown_text(cell)
    if cell.style == "address":
        return [_piece(cell, text)]
    return [piece for line in _sliced([_piece(cell, text)], width) for piece in line]


def _bar(cell: Cell, width: int, ink: Ink) -> Line:
    """How much of a whole has run; neither empty nor full before it is."""
    share = cell.share or 0
    full = int(share * width) if share in (0, 1) else min(max(round(share * width), 1), width - 1)
    return [Piece(ink.full * full, cell.style), Piece(ink.rest * (width - full), "dim")]


def _hanging(label: Piece, pieces: Line, width: int) -> Iterator[Line]:
    """Text beside a label, in lines that begin under its beginning."""
    margin = cell_len(label.text)
    for line in _sliced(pieces, max(width - margin, 1)):
        yield [label, *line]
        label = Piece(" " * margin)


def _sliced(pieces: Line, width: int) -> list[Line]:
    """Pieces of a text in lines of at most ``width``, broken between words where it can be."""
    text = "".join([piece.text for piece in pieces])
    if cell_len(text) <= width:
        return [pieces]
    places = [0, *divide_line(text, width), len(text)]
    if len(pieces) == 1:
        return [[replace(pieces[0], text=text[begin:end].rstrip())] for begin, end in pairwise(places)]
    return [list(_slice(pieces, begin, end)) for begin, end in pairwise(places)]


def _slice(pieces: Line, begin: int, end: int) -> Iterator[Piece]:
    """The part of a text from one place to another; without the spaces at its end."""
    at = 0
    whole = "".join([piece.text for piece in pieces])[begin:end]
    end = begin + len(whole.rstrip())
    for piece in pieces:
        part = piece.text[max(begin - at, 0) : max(end - at, 0)]
        if part:
            yield replace(piece, text=part)
        at += len(piece.text)


def _piece(cell: Cell, text: str) -> Piece:
    return Piece(text, cell.style, cell.link)


def _spaced(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (width - cell_len(text)) for text, width in zip(texts, widths, strict=True))
    return (" " * GAP).join(padded).rstrip() + "\n"
