"""Bars on a time axis as text, for a terminal or a pipe; and the periods as a table, for Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from ..questions.timeline import Bar, Chart, Edge, Lane, Look, TimelineRow, grouped, ticks
from ..text import APPROXIMATE, UNCONFIRMED, day, inert
from .grid import Cell, Column, Grid, Group
from .words import STATES, heading, kept, legend, summary

Line = list[tuple[str, str]]
"""Texts side by side, each with the name of its style."""

_GAP = 2
_WIDEST = 1000
_FEWEST_CELLS = 30
"""Where fewer are left beside the labels, the labels stand above the bars."""
_CELLS_A_TICK = 6
_LONG = 20
"""After more lanes than these the axis is repeated, and what the marks mean stands above."""
_STYLES = {
    "name": "bold",
    "heading": "bold underline",
    "doubt": "yellow",
    "dim": "dim",
    "today": "bold red",
    "in_force": "green",
    "suspended": "yellow",
    "gap": "dim",
    "upcoming": "cyan",
    "proposed": "magenta",
}
LOOKS: dict[Look, str] = {
    "in_force": "in force",
    "suspended": "suspended",
    "gap": "out of force in between",
    "upcoming": "upcoming",
    "proposed": "proposed",
}
"""What each look means, in the order of the legend."""
EDGES: dict[Edge, str] = {
    "open": "no last day set",
    "unknown": "its last day was not recorded",
    "cut": "goes on to the date beside it",
    "later": "begins at the date beside it",
}
EARLIER = "began at the date beside it"
_LAYERS: tuple[Look, ...] = ("proposed", "upcoming", "gap", "suspended", "in_force")
"""Which of several periods that are shorter than a cell is seen in it: the last of these."""
_PRELUDES = ("proposed", "upcoming")


class Glyphs(NamedTuple):
    """The characters of which the picture is made, each one column wide."""

    looks: Mapping[Look, str]
    edges: Mapping[Edge, str]
    earlier: str
    today: str
    rule: str
    pointers: str
    """On the axis above the bars, and on the one below."""
    ticks: str
    """The same."""


UNICODE = Glyphs(
    {"in_force": "▆", "suspended": "▒", "gap": "┄", "upcoming": "░", "proposed": "•"},
    {"open": "▶", "unknown": "▷", "cut": "»", "later": "→"},
    "«",
    "│",
    "─",
    "▼▲",
    "┬┴",
)
ASCII = Glyphs(
    {"in_force": "#", "suspended": "%", "gap": "_", "upcoming": "-", "proposed": "."},
    {"open": ">", "unknown": ")", "cut": "+", "later": "@"},
    "<",
    "|",
    "-",
    "V^",
    "++",
)


class _Frame(NamedTuple):
    """Where things stand, in columns."""

    width: int
    left: int
    """The column of the first cell."""
    cells: int
    today: int | None
    """The cell that holds the day asked; its line has a column of its own before it."""
    stacked: bool
    """Whether labels stand above the bars rather than beside them."""
    glyphs: Glyphs

    @property
    def line(self) -> int | None:
        return None if self.today is None else self.left + self.today

    def column(self, cell: int) -> int:
        return self.left + cell + (self.today is not None and cell >= self.today)


def drawn(chart: Chart, width: int, *, colour: bool, glyphs: Glyphs) -> str:
    """The picture in ``width`` columns, 30 at least; nothing for no policies."""
    if not chart.lanes:
        return ""
    frame = _fitted(chart, min(width, _WIDEST), glyphs)
    statuses = [lane.status for lane in chart.lanes]
    record = f"; record {kept(statuses[0].kept_to, chart.as_of)}"
    long = len(chart.lanes) > _LONG
    told: list[Line] = [[], *_legend(chart, frame)]
    # What fills more than a screen is explained where it begins.
    lines = [*_folded(summary(statuses) + record, frame.width), *(told if long else []), []]
    lines += _axis(chart, frame)
    for group, lanes in grouped(chart.lanes):
        if group:
            title = _folded(heading(group, len(lanes)), frame.width, "heading")
            lines += [_crossed([], frame), *_titled(title, frame)]
        for lane in lanes:
            lines += _rows(chart, lane, frame)
    lines += [_crossed([], frame), *_axis(chart, frame, below=True)] if long else told
    return "".join(_text(line, colour=colour) + "\n" for line in lines)


def cells(bars: Sequence[Bar], days: int, width: int, today: int | None) -> list[Look | None]:
    """What each of ``width`` cells shows of ``days`` days: what holds at its middle.

    A period that holds at no cell's middle takes one cell all the same, unless it only leads to
    another; the cell of offset ``today`` shows what holds on that day.
    """
    shown: list[Look | None] = [None] * width
    now = None if today is None else today * width // days
    short = []
    for bar in bars:
        first, stop = (_first_cell(offset, days, width) for offset in (bar.start, bar.stop))
        if stop - first > 1:
            shown[first:stop] = [bar.look] * (stop - first)
        elif stop > first or bar.look not in _PRELUDES or all(bar.stop != other.start for other in bars):
            short.append((bar, first if stop > first else (bar.start + bar.stop) * width // (2 * days)))
    for bar, cell in sorted(short, key=lambda pair: _LAYERS.index(pair[0].look)):
        shown[_beside(bar, cell, now, today, width)] = bar.look
    if now is not None and today is not None:
        shown[now] = next((bar.look for bar in bars if bar.start <= today < bar.stop), None)
    return shown


def _first_cell(offset: int, days: int, width: int) -> int:
    """The first of ``width`` cells of ``days`` days whose middle lies no earlier than an offset."""
    # Cell i has its middle at (2i + 1) * days / 2 / width.
    return (2 * offset * width + days - 1) // (2 * days)


def _beside(bar: Bar, cell: int, now: int | None, today: int | None, width: int) -> int:
    """The cell of a short bar: on its own side of the day asked."""
    if now is None or today is None or cell != now or bar.start <= today < bar.stop:
        return min(cell, width - 1)
    return max(cell - 1, 0) if bar.stop <= today else min(cell + 1, width - 1)


def period_grid(rows: Sequence[TimelineRow]) -> Grid:
    """One row for each policy and period."""
    columns = [Column(name) for name in ("Policy", "Issuer", "State", "Since", "Through")]
    cells = [
        [
            Cell(inert(row.id), "name"),
            Cell(inert(row.issuer)),
            Cell(
                " ".join([STATES[row.state], *_marks(approximate=row.approximate, confirmed=row.confirmed)])
            ),
            Cell(day(row.since)),
            Cell(day(row.through)),
        ]
        for row in rows
    ]
    marks = legend(
        approximate=any(row.approximate for row in rows), unconfirmed=not all(row.confirmed for row in rows)
    )
    return Grid(columns, [Group("", cells)] if cells else [], below=marks)


def _fitted(chart: Chart, width: int, glyphs: Glyphs) -> _Frame:
    left = 5 if any(lane.since for lane in chart.lanes) else 0
    right = 5 if any(lane.through for lane in chart.lanes) else 1
    room = width - left - right - (chart.today is not None)
    label = max(cell_len(text) for lane in chart.lanes for text in [_line_text(_label(lane))]) + _GAP
    stacked = room - label < _FEWEST_CELLS
    count = room if stacked else room - label
    today = None if chart.today is None else chart.today * count // chart.days
    return _Frame(width, left + (0 if stacked else label), count, today, stacked, glyphs)


def _axis(chart: Chart, frame: _Frame, *, below: bool = False) -> list[Line]:
    marks = ticks(chart.range, max(frame.cells // _CELLS_A_TICK, 1))
    columns = [frame.column(tick.offset * frame.cells // chart.days) for tick in marks]
    lines: list[Line] = []
    if frame.line is not None:
        date = str(chart.as_of)
        start = min(max(frame.line - len(date) // 2, 0), frame.width - len(date))
        lines.append([_spaces(start), (date, "today")])
    labels = ([tick.above for tick in marks], [tick.label for tick in marks])
    lines += [
        [(_placed(zip(columns, texts, strict=True), frame.width), "")] for texts in labels if any(texts)
    ]
    lines.append(_rule(frame, columns, below=below))
    return lines[::-1] if below else lines


def _rule(frame: _Frame, columns: Iterable[int], *, below: bool) -> Line:
    glyphs = frame.glyphs
    length = frame.column(frame.cells - 1) + 1 - frame.left
    marks = {column - frame.left for column in columns}
    rule = "".join(glyphs.ticks[below] if place in marks else glyphs.rule for place in range(length))
    if frame.today is None:
        return [_spaces(frame.left), (rule, "dim")]
    pointer = (glyphs.pointers[below], "today")
    return [_spaces(frame.left), (rule[: frame.today], "dim"), pointer, (rule[frame.today + 1 :], "dim")]


def _placed(texts: Iterable[tuple[int, str]], width: int) -> str:
    """Texts at their columns in one line; one that would touch the next or the end is left out."""
    line = ""
    stop = width + 1
    for column, text in sorted(texts, reverse=True):
        if text and column + len(text) < stop:
            line = text + " " * (stop - column - len(text) if line else 0) + line
            stop = column
    return " " * stop + line


def _rows(chart: Chart, lane: Lane, frame: _Frame) -> Iterator[Line]:
    label = _label(lane)
    since = f"{str(lane.since)[:4]}{frame.glyphs.earlier}" if lane.since else ""
    line: Line = []
    if frame.stacked:
        yield from _titled(_chopped(label, frame.width), frame)
    else:
        line = label
    line = [*line, _spaces(frame.left - cell_len(_line_text(line)) - len(since)), (since, "dim")]
    shown = cells(lane.bars, chart.days, frame.cells, chart.today)
    halves = [shown] if frame.today is None else [shown[: frame.today], shown[frame.today :]]
    for number, half in enumerate(halves):
        if number:
            line.append((frame.glyphs.today, "today"))
        for look, run in groupby(half):
            length = len(list(run))
            line.append((frame.glyphs.looks[look] * length, look) if look else _spaces(length))
    if lane.edge:
        style = lane.bars[-1].look if lane.bars and not lane.through else "dim"
        line.append((frame.glyphs.edges[lane.edge] + (str(lane.through)[:4] if lane.through else ""), style))
    yield line


def _label(lane: Lane) -> Line:
    marks = _marks(approximate=lane.approximate, confirmed=lane.status.confirmed)
    return [(inert(lane.status.id), "name"), *((f" {mark}", "doubt") for mark in marks)]


def _marks(*, approximate: bool, confirmed: bool) -> list[str]:
    return [APPROXIMATE] * approximate + [UNCONFIRMED] * (not confirmed)


def _legend(chart: Chart, frame: _Frame) -> list[Line]:
    glyphs = frame.glyphs
    seen = {look for lane in chart.lanes for look in cells(lane.bars, chart.days, frame.cells, chart.today)}
    items: list[tuple[str, str, str]] = [
        (glyphs.looks[look], look, words) for look, words in LOOKS.items() if look in seen
    ]
    edges = {lane.edge for lane in chart.lanes}
    if any(lane.since for lane in chart.lanes):
        items.append((glyphs.earlier, "dim", EARLIER))
    items += [(glyphs.edges[edge], "dim", words) for edge, words in EDGES.items() if edge in edges]
    if frame.today is not None:
        items.append((glyphs.today, "today", "the day asked"))
    lines: list[Line] = [[]]
    for glyph, style, words in items:
        former = _line_text(lines[-1])
        if former and len(former) + len(words) + 5 > frame.width:
            lines.append([])
        elif former:
            lines[-1].append(_spaces(3))
        first, *more = textwrap.wrap(words, frame.width - 2)
        lines[-1] += [(glyph, style), (f" {first}", "dim")]
        lines += [[_spaces(2), (line, "dim")] for line in more]
    marks = legend(
        approximate=any(lane.approximate for lane in chart.lanes),
        unconfirmed=not all(lane.status.confirmed for lane in chart.lanes),
    )
    return [*lines, *(line for mark in marks for line in _folded(mark, frame.width, "dim"))]


def _titled(lines: Iterable[Line], frame: _Frame) -> list[Line]:
    return [_crossed(line, frame) for line in lines]


def _crossed(line: Line, frame: _Frame) -> Line:
    """A line of text with the line of the day asked, where it leaves room for that."""
    length = cell_len(_line_text(line))
    if frame.line is None or length >= frame.line:
        return line
    return [*line, _spaces(frame.line - length), (frame.glyphs.today, "today")]


def _folded(text: str, width: int, style: str = "") -> list[Line]:
    return [[(line, style)] for line in textwrap.wrap(text, width)]


def _chopped(line: Line, width: int) -> list[Line]:
    """A label in as many lines as it needs."""
    (text, style), *marks = line
    lines: list[Line] = [[(part, style)] for part in chop_cells(text, width - 4)]
    lines[-1] += marks
    return lines


def _spaces(number: int) -> tuple[str, str]:
    return " " * number, ""


def _line_text(line: Line) -> str:
    return "".join(text for text, _ in line)


def _text(line: Line, *, colour: bool) -> str:
    while line and not line[-1][0].strip():
        line = line[:-1]
    if not colour:
        return _line_text(line).rstrip()
    from rich.color import ColorSystem
    from rich.style import Style

    return "".join(
        Style.parse(_STYLES[style]).render(text, color_system=ColorSystem.STANDARD) if style else text
        for text, style in line
        if text
    )
