"""How many columns of a terminal a text takes, and where it is broken: as rich has it.

Rich and its tables of characters are loaded only for texts with characters that may take no column or two.
``tests/views`` holds the two equal. Texts are harmless: without control characters.
"""

from __future__ import annotations

import re

_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x2FF),
    (0x370, 0x482),
    (0x2010, 0x2015),  # Hyphens and dashes.
    (0x2018, 0x2027),  # Quotation marks, bullets, the ellipsis.
    (0x2190, 0x2195),  # Arrows.
    (0x2500, 0x25FC),
)
_SINGLE = frozenset().union(*(map(chr, range(first, last + 1)) for first, last in _RANGES))
_WORD = r"\s*\S+\s*"


def cell_len(text: str) -> int:
    """The columns that a text takes."""
    if text.isascii() or _SINGLE.issuperset(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cell_cut(text: str, room: int) -> str:
    """The beginning of a text that takes more columns than ``room``; a space for half a character."""
    if text.isascii() or _SINGLE.issuperset(text):
        return text[:room]
    from rich.cells import set_cell_size

    return set_cell_size(text, room)


def divide_line(text: str, width: int) -> list[int]:
    """Where a text is broken so that each line has room in ``width`` columns: between words, if it can be."""
    if not (text.isascii() or _SINGLE.issuperset(text)):
        from rich._wrap import divide_line

        return divide_line(text, width)
    places: list[int] = []
    taken = 0
    for word in re.finditer(_WORD, text):
        start, end = word.span()
        length = len(word[0].rstrip())
        if length <= width - taken:
            taken += end - start
        elif length > width:
            pieces = range(start, end, width)
            places += [place for place in pieces if place]
            taken = end - pieces[-1]
        elif taken and start:
            places.append(start)
            taken = end - start
    return places
