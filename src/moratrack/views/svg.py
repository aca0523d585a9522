"""Bars on a time axis as a drawing that stands on its own: SVG, for a paper or a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..questions.timeline import Bar, Chart, Edge, Lane, Look, Tick, grouped, ticks
from ..text import APPROXIMATE, UNCONFIRMED, inert
from .timeline import EARLIER, EDGES, LOOKS
from .words import STATES, heading, legend, summary

# Lengths are user units: pixels, where nothing scales the drawing.
_WIDTH = 960
_MARGIN = 28
_LABEL = 290
_GAP = 18
_DATE = 84
_ARROW = 12
_BAR = 14
_TICK = 56
_LONG = 20
"""After more lanes than these the axis is repeated."""

_INK, _QUIET, _FAINT, _TODAY = "#1a1a1a", "#5a5a5a", "#e4e4e4", "#b5460f"
# Okabe and Ito's colours, which the colour-blind tell apart; each with a texture of its own for print.
_STYLES: dict[Look, dict[str, str]] = {
    "in_force": {"fill": "#0072b2", "stroke": "#0072b2"},
    "suspended": {"fill": "url(#moratrack-suspended)", "stroke": "#b07a00"},
    "gap": {"fill": _QUIET, "stroke": _QUIET},
    "upcoming": {"fill": "url(#moratrack-upcoming)", "stroke": "#2b87ba"},
    "proposed": {"fill": "#ffffff", "stroke": "#6b6b6b", "stroke-dasharray": "3 2"},
}
_LAYERS: tuple[Look, ...] = ("proposed", "upcoming", "in_force", "suspended", "gap")
"""What is drawn later lies above, and is seen however short it is."""
_TEXTURES = {
    "suspended": ("#fff3d6", "#d98e00", 3, "rotate(45)"),
    "upcoming": ("#ffffff", "#56b4e9", 2, "rotate(0)"),
}
"""Ground, stripes, how many of six units they are wide, and how they lie."""

Group = tuple[str, Sequence["_Row"]]
"""Rows under a heading, which may be empty."""


class _Row(NamedTuple):
    """A lane, and the lines of its label."""

    lane: Lane
    title: Sequence[str]
    issuer: Sequence[str]

    @property
    def height(self) -> int:
        return 16 * len(self.title) + 14 * len(self.issuer) + 10

    @property
    def label_width(self) -> float:
        widths = [measure(line, 13) for line in self.title] + [measure(line, 11) for line in self.issuer]
        return max(widths, default=0)


class _Sheet:
    """The document, where the time axis lies on it, and how far down it is drawn."""

    def __init__(self, chart: Chart, rows: Sequence[_Row]) -> None:
        self.chart = chart
        self.root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"})
        self.left = _MARGIN + max((row.label_width for row in rows), default=0) + _GAP
        self.left += _DATE if any(row.lane.since for row in rows) else 0
        self.right = _WIDTH - _MARGIN - (_DATE if any(row.lane.through for row in rows) else _ARROW)
        self.y = float(_MARGIN)

    def x(self, offset: int) -> float:
        """Where a day begins, counted from the first day shown."""
        return self.left + (self.right - self.left) * offset / self.chart.days

    def text(self, x: float, y: float, text: str, size: float = 12, **attributes: str) -> None:
        """A line of text with its baseline at ``y``."""
        _add(self.root, "text", x=x, y=y, font_size=size, **attributes).text = text


def drawing(chart: Chart, title: str | None = None, source: str | None = None) -> str:
    """The picture as an SVG document; the same chart gives the same text.

    ``title`` takes the place of the count of states, ``source`` stands under the picture.
    """
    groups = [
        (heading(group, len(lanes)), [_row(lane) for lane in lanes]) for group, lanes in grouped(chart.lanes)
    ]
    sheet = _Sheet(chart, [row for _, rows in groups for row in rows])
    title = title or summary([lane.status for lane in chart.lanes]) or f"No policies on {chart.as_of}"
    _describe(sheet, title)
    _draw_title(sheet, title)
    marks = ticks(chart.range, int((sheet.right - sheet.left) // _TICK))
    _draw_date(sheet)
    _draw_axis(sheet, marks)
    _draw_lanes(sheet, groups, marks)
    if len(chart.lanes) > _LONG:
        _draw_axis(sheet, marks)
    _draw_legend(sheet)
    if source:
        _draw_source(sheet, source)
    size = {"width": f"{_WIDTH}", "height": _number(sheet.y + _MARGIN)}
    sheet.root.attrib.update(size, viewBox=f"0 0 {size['width']} {size['height']}")
    indent(sheet.root)
    return tostring(sheet.root, encoding="unicode") + "\n"


def _draw_lanes(sheet: _Sheet, groups: Sequence[Group], marks: Sequence[Tick]) -> None:
    """The bars, the grid behind them, and the line of the day asked before them."""
    height = 8 + sum(_heading_height(heading) + sum(row.height for row in rows) for heading, rows in groups)
    top, bottom = sheet.y, sheet.y + height
    for tick in marks:
        _draw_vertical(sheet, tick.offset, top, bottom, _FAINT, 1)
    for title, rows in groups:
        _draw_heading(sheet, title)
        for row in rows:
            _draw_row(sheet, row)
    today = sheet.chart.today
    if today is not None:
        # White beneath sets the line off from the bars that it crosses.
        _draw_vertical(sheet, today, top, bottom, "#ffffff", 3.5)
        _draw_vertical(sheet, today, top, bottom, _TODAY, 1.5)
    sheet.y = bottom


def _row(lane: Lane) -> _Row:
    doubt = "" if lane.status.confirmed else f" {UNCONFIRMED}"
    return _Row(
        lane,
        _folded(inert(lane.status.title), _LABEL, 13),
        _folded(inert(lane.status.issuer) + doubt, _LABEL, 11),
    )


def _describe(sheet: _Sheet, title: str) -> None:
    """Say in words what the picture shows, and lay out what it is drawn with."""
    chart = sheet.chart
    sheet.root.attrib |= {
        "aria-labelledby": "moratrack-title moratrack-desc",
        "font-family": "sans-serif",
        "fill": _INK,
    }
    _add(sheet.root, "title", id="moratrack-title").text = title
    _add(sheet.root, "desc", id="moratrack-desc").text = " ".join(
        [f"Bars on a time axis, {chart.range.first} to {chart.range.last}.", *map(_story, chart.lanes)]
    )
    definitions = _add(sheet.root, "defs")
    for look, (ground, stripe, width, lie) in _TEXTURES.items():
        pattern = _add(definitions, "pattern", id=f"moratrack-{look}", width=6, height=6)
        pattern.attrib |= {"patternUnits": "userSpaceOnUse", "patternTransform": lie}
        _add(pattern, "rect", width=6, height=6, fill=ground)
        _add(pattern, "rect", width=width, height=6, fill=stripe)
    _add(sheet.root, "rect", width="100%", height="100%", fill="#ffffff")


def _story(lane: Lane) -> str:
    """A lane in a sentence."""
    told = "; ".join(map(_words, lane.bars)) or "nothing in these days"
    return f"{inert(lane.status.title)}, {inert(lane.status.issuer)}: {told}."


def _words(bar: Bar) -> str:
    period = bar.period
    since, through = period.since, period.through
    days = f"from {since}, no last day" if through is None else f"{since} to {through}"
    return f"{STATES[period.state]} {days}" + (f" {APPROXIMATE}" if period.approximate else "")


def _draw_title(sheet: _Sheet, title: str) -> None:
    for line in _folded(title, _WIDTH - 2 * _MARGIN, 19):
        sheet.y += 22
        sheet.text(_MARGIN, sheet.y - 6, line, 17, font_weight="bold")
    sheet.y += 14


def _draw_date(sheet: _Sheet) -> None:
    """The day asked, over its line."""
    if sheet.chart.today is None:
        return
    x = min(max(sheet.x(sheet.chart.today), _MARGIN + 40), _WIDTH - _MARGIN - 40)
    date = str(sheet.chart.as_of)
    sheet.text(x, sheet.y + 12, date, fill=_TODAY, font_weight="bold", text_anchor="middle")
    sheet.y += 20


def _draw_axis(sheet: _Sheet, marks: Sequence[Tick]) -> None:
    for labels in ([tick.above for tick in marks], [tick.label for tick in marks]):
        if not any(labels):
            continue
        sheet.y += 16
        stop = _WIDTH - _MARGIN + 0.0
        for tick, label in zip(reversed(marks), reversed(labels), strict=True):
            x, half = sheet.x(tick.offset), measure(label, 12) / 2
            if label and x + half < stop:
                sheet.text(x, sheet.y - 3, label, fill=_QUIET, text_anchor="middle")
                stop = x - half
    sheet.y += 4


def _draw_vertical(sheet: _Sheet, offset: int, top: float, bottom: float, stroke: str, width: float) -> None:
    x = sheet.x(offset)
    _add(sheet.root, "line", x1=x, y1=top, x2=x, y2=bottom, stroke=stroke, stroke_width=width)


def _heading_height(heading: str) -> int:
    return 34 if heading else 0


def _draw_heading(sheet: _Sheet, heading: str) -> None:
    if heading:
        sheet.text(_MARGIN, sheet.y + 26, heading, fill=_QUIET, font_weight="bold")
    sheet.y += _heading_height(heading)


def _draw_row(sheet: _Sheet, row: _Row) -> None:
    y = sheet.y + 5
    for line in row.title:
        y += 16
        sheet.text(_MARGIN, y - 3, line, 13)
    for line in row.issuer:
        y += 14
        sheet.text(_MARGIN, y - 4, line, 11, fill=_QUIET)
    lane, middle = row.lane, sheet.y + row.height / 2
    group = _add(sheet.root, "g")
    for bar in sorted(lane.bars, key=lambda bar: _LAYERS.index(bar.look)):
        _draw_bar(sheet, group, bar, middle)
    if lane.since is not None:
        _draw_cut(sheet, sheet.left, middle, -1, str(lane.since))
    if lane.edge == "cut":
        _draw_cut(sheet, sheet.right, middle, 1, str(lane.through))
    elif lane.edge == "later":
        _draw_later(sheet, sheet.right, middle, str(lane.through))
    elif lane.edge is not None:
        _draw_arrow(sheet.root, sheet.right, middle, lane.bars[-1].look, hollow=lane.edge == "unknown")
    sheet.y += row.height


def _draw_bar(sheet: _Sheet, parent: Element, bar: Bar, middle: float) -> None:
    x, stop = sheet.x(bar.start), sheet.x(bar.stop)
    shape = _draw_look(parent, bar.look, x, stop - x, middle)
    _add(shape, "title").text = _words(bar)
    if bar.period.approximate:
        # Without a last day it can only be the first that is approximate.
        place = x if bar.period.through is None else (x + stop) / 2
        sheet.text(place, middle - _BAR / 2 - 1, APPROXIMATE, 13, text_anchor="middle")


def _draw_look(parent: Element, look: Look, x: float, width: float, middle: float) -> Element:
    if look == "gap":
        return _draw_gap(parent, x, width, middle)
    # The stroke, one unit wide, lies within the days.
    shape = _add(
        parent, "rect", x=x + 0.5, y=middle - _BAR / 2 + 0.5, width=max(width - 1, 1), height=_BAR - 1
    )
    shape.attrib |= _STYLES[look]
    return shape


def _draw_gap(parent: Element, x: float, width: float, middle: float) -> Element:
    """A dotted line; where it is too short to be one, a slit that keeps the bars apart."""
    slit = max(1.5 - width, 0)
    gap = _add(parent, "g", stroke_width=1.5, stroke=_QUIET, stroke_dasharray="1.5 3")
    ground = {"x": x - slit / 2, "y": middle - _BAR / 2, "width": width + slit, "height": _BAR}
    _add(gap, "rect", fill="#ffffff", stroke="none", **ground)
    _add(gap, "line", x1=x + 1.5, y1=middle, x2=x + width, y2=middle)
    return gap


def _draw_arrow(parent: Element, x: float, middle: float, look: Look, *, hollow: bool) -> None:
    corners = ((x, middle - _BAR / 2 + 0.5), (x + 9, middle), (x, middle + _BAR / 2 - 0.5))
    points = " ".join(f"{_number(across)},{_number(down)}" for across, down in corners)
    style = _STYLES[look] | ({"fill": "#ffffff"} if hollow else {})
    _add(parent, "polygon", points=points, stroke_linejoin="round").attrib.update(style)


def _draw_cut(sheet: _Sheet, x: float, middle: float, way: int, date: str) -> None:
    """Two chevrons out of the picture, and the day to which they lead."""
    _draw_chevrons(sheet.root, x, middle, way)
    _draw_beside(sheet, x, middle, way, date)


def _draw_later(sheet: _Sheet, x: float, middle: float, date: str) -> None:
    """A pointer out of the picture, and the day to which it points."""
    _draw_pointer(sheet.root, x, middle)
    _draw_beside(sheet, x, middle, 1, date)


def _draw_beside(sheet: _Sheet, x: float, middle: float, way: int, date: str) -> None:
    anchor = "start" if way > 0 else "end"
    sheet.text(x + 16 * way, middle + 4, date, 11, fill=_QUIET, text_anchor=anchor)


def _draw_chevrons(parent: Element, x: float, middle: float, way: int) -> None:
    path = "".join(
        f"M{_number(x + start * way)} {_number(middle - 4)}l{4 * way} 4l{-4 * way} 4" for start in (3, 8)
    )
    _add(parent, "path", d=path, fill="none", stroke=_QUIET, stroke_width=1.5)


def _draw_pointer(parent: Element, x: float, middle: float) -> None:
    path = f"M{_number(x + 2)} {_number(middle)}h10m-4 -4l4 4l-4 4"
    _add(parent, "path", d=path, fill="none", stroke=_QUIET, stroke_width=1.5)


def _draw_legend(sheet: _Sheet) -> None:
    lanes = sheet.chart.lanes
    sheet.y += 22
    x = float(_MARGIN)
    for key, words in _keys(lanes):
        width = 32 + measure(words, 12) + 18
        if x > _MARGIN and x + width > _WIDTH - _MARGIN:
            x = _MARGIN
            sheet.y += 24
        _draw_key(sheet, key, x, sheet.y + 7)
        sheet.text(x + 32, sheet.y + 11, words, fill=_QUIET)
        x += width
    sheet.y += 16 if lanes else 0
    marks = legend(
        approximate=any(lane.approximate for lane in lanes),
        unconfirmed=not all(lane.status.confirmed for lane in lanes),
    )
    for mark in marks:
        sheet.y += 18
        sheet.text(_MARGIN, sheet.y, mark, fill=_QUIET)


def _draw_source(sheet: _Sheet, source: str) -> None:
    for number, line in enumerate(_folded(source, _WIDTH - 2 * _MARGIN, 11)):
        sheet.y += 15 if number else 24
        sheet.text(_MARGIN, sheet.y, line, 11, fill=_QUIET)


def _keys(lanes: Sequence[Lane]) -> Iterator[tuple[Look | Edge | Literal["earlier"], str]]:
    """What the picture holds, with the words for it."""
    looks = {bar.look for lane in lanes for bar in lane.bars}
    edges = {lane.edge for lane in lanes}
    yield from ((look, words) for look, words in LOOKS.items() if look in looks)
    yield from ((edge, words) for edge, words in EDGES.items() if edge in edges)
    if any(lane.since for lane in lanes):
        yield "earlier", EARLIER


def _draw_key(sheet: _Sheet, key: Look | Edge | Literal["earlier"], x: float, middle: float) -> None:
    match key:
        case "cut":
            _draw_chevrons(sheet.root, x + 6, middle, 1)
        case "later":
            _draw_pointer(sheet.root, x + 6, middle)
        case "earlier":
            _draw_chevrons(sheet.root, x + 20, middle, -1)
        case "open" | "unknown":
            _draw_look(sheet.root, "in_force", x, 14, middle)
            _draw_arrow(sheet.root, x + 14, middle, "in_force", hollow=key == "unknown")
        case _:
            _draw_look(sheet.root, key, x, 24, middle)


def _folded(text: str, width: float, size: float) -> list[str]:
    """Text in lines that are no wider than ``width``; a word that is wider alone is broken."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if measure(joined, size) <= width:
            lines[-1] = joined
            continue
        pieces = [""]
        for character in word:
            if measure(pieces[-1] + character, size) > width:
                pieces.append("")
            pieces[-1] += character
        lines[len(lines) - (not lines[-1]) :] = pieces
    return lines


def measure(text: str, size: float) -> float:
    """How wide text is at most in the fonts that stand in for sans-serif, which are not known here."""
    return size * sum(map(_ems, text))


def _ems(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in " .,:;'|!Iijl":
        return 0.34
    if character in "()[]-/frt":
        return 0.42
    if character in "MW@%mw":
        return 0.98
    return 0.78 if character.isupper() else 0.64


def _add(parent: Element, name: str, **attributes: str | float) -> Element:
    """A child element; an underscore in the name of an attribute stands for a hyphen."""
    return SubElement(
        parent,
        name,
        {
            key.replace("_", "-"): value if isinstance(value, str) else _number(value)
            for key, value in attributes.items()
        },
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
