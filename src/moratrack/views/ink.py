"""Text as a terminal is sent it: the styles, by the names rich has for them, and links.

Rich itself takes longer to import than the rest of a run; what is written here is what it would write,
which ``tests/views`` holds equal.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from .grid import Style

STYLES: dict[Style, str] = {
    "": "",
    "name": "bold",
    "heading": "bold",
    "dim": "dim",
    "in_force": "green",
    "soon": "bold red",
    "upcoming": "cyan",
    "suspended": "yellow",
    "proposed": "magenta",
    "over": "dim",
    "doubt": "yellow",
    "address": "",
}
"""The look of each style, in the words of rich."""
_CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "magenta": 35, "cyan": 36}
_SEQUENCES = {
    style: ";".join(str(_CODES[word]) for word in words.split()) for style, words in STYLES.items() if words
}


class Ink(Struct, frozen=True):
    """What a terminal can show."""

    colour: bool = False
    links: bool = False
    rule: str = "─"
    full: str = "▆"
    """A part of a bar that is full, and the rest of it."""
    rest: str = "▁"
    more: str = "…"
    """What stands at the end of a text that is cut."""


ASCII = Ink(rule="-", full="#", rest="-", more="..")
"""For a terminal that has no characters to draw with."""


class Piece(Struct, frozen=True, gc=False):
    """A text in one style."""

    text: str
    style: Style = ""
    link: str | None = None


def written(pieces: Iterable[Piece], ink: Ink) -> str:
    """A line without its end, spaces at the end left out."""
    line = list(pieces)
    while line and not line[-1].text.strip():
        line.pop()
    if line and line[-1].text[-1].isspace():
        line[-1] = replace(line[-1], text=line[-1].text.rstrip())
    if not ink.colour:
        return "".join([piece.text for piece in line])
    return "".join([_inked(piece, ink) for piece in line])


def _inked(piece: Piece, ink: Ink) -> str:
    text, link = piece.text, piece.link
    sequence = _SEQUENCES.get(piece.style)
    if not (sequence or link) or not text.strip():
        return text
    if sequence:
        text = f"\x1b[{sequence}m{text}\x1b[0m"
    if link and ink.links:
        # With an id, a terminal lights up the pieces of one link together.
        text = f"\x1b]8;id=m;{link}\x1b\\{text}\x1b]8;;\x1b\\"
    return text
