"""A badge for each policy: SVG that states days, which are as true tomorrow as they are today."""

from __future__ import annotations

from xml.sax.saxutils import escape

from ..questions.status import Status
from ..text import day, inert
from ..views.svg import measure

_LONGEST = 60
_SIZE = 11
_PAD = 7
_FONTS = "Verdana,DejaVu Sans,sans-serif"


def badge(status: Status) -> bytes:
    """A label with the issuer, and the days in force beside it."""
    label, words = _cut(inert(status.issuer)), _cut(days(status))
    left = round(measure(label, _SIZE)) + 2 * _PAD
    width = left + round(measure(words, _SIZE)) + 2 * _PAD
    text = f"{label}: {words}"
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img"'
        f' aria-label="{_attribute(text)}">',
        f"<title>{escape(text)}</title>",
        f'<rect width="{width}" height="20" rx="3" fill="#0b4f7d"/>',
        f'<path d="M3 0h{left - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#3a3f44"/>',
        f'<g fill="#fff" font-family="{_FONTS}" font-size="{_SIZE}" text-anchor="middle">',
        _line(label, left / 2, left),
        _line(words, (left + width) / 2, width - left),
        "</g>",
        "</svg>",
        "",
    )
    return "\n".join(lines).encode()


def days(status: Status) -> str:
    """The days in force as they are set: nothing in it depends on the day on which it is read."""
    if status.starts is None:
        return "proposed" if status.state == "proposed" else "first day not set"
    first = day(status.starts, approximate=status.approximate_start)
    if status.expires is not None:
        return f"{first} to {day(status.expires, approximate=status.approximate_end)}"
    until = f" until {inert(status.until)}" if status.until else ", no last day set"
    return f"from {first}{until}"


def _line(text: str, middle: float, width: int) -> str:
    fit = f'textLength="{width - 2 * _PAD}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{middle:g}" y="14" {fit}>{escape(text)}</text>'


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
