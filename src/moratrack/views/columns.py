"""Rows of any kind with the columns that somebody picks, as a grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..text import APPROXIMATE, inert
from .grid import Cell, Column, Grid, Group
from .words import STATES

_MARKED = {"starts": "approximate_start", "expires": "approximate_end", "since": "approximate_since"}
"""Days, and what says of each that it is approximate."""
_NAMES = ("id", "title")


def columns_grid(rows: Iterable[Struct], columns: Mapping[str, str]) -> Grid:
    """A line a row; ``columns`` has the attribute of each key. The name of a policy leads to its source."""
    lines = [[_cell(row, key, attribute) for key, attribute in columns.items()] for row in rows]
    heads = [
        Column(key.replace("_", " ").capitalize(), _is_whole(lines, place))
        for place, key in enumerate(columns)
    ]
    return Grid(heads, [Group("", lines)] if lines else [])


def _is_whole(lines: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether a column holds no more than single words: names, numbers, days."""
    return all(" " not in line[place].text for line in lines)


def _cell(row: Struct, key: str, attribute: str) -> Cell:
    value = getattr(row, attribute)
    text = inert(_text(value, key))
    if key in _MARKED and text and getattr(row, _MARKED[key], False):
        text = f"{APPROXIMATE}{text}"
    source = getattr(row, "source", None)
    if key == "source" or text.startswith(("http://", "https://")):
        return Cell(text, "address", text or None)
    return Cell(text, "name" if key == "id" else "", inert(source) if source and key in _NAMES else None)


def _text(value: Any, key: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return STATES.get(value, value) if key == "state" else value  # type: ignore[call-overload]
        case int():
            return f"{value:,}"
        case dt.date() | float():
            return str(value)
        case tuple() | list():
            return ", ".join(_text(part, key) for part in value)
        case Struct():
            named = (getattr(value, name, None) for name in ("publisher", "who", "did", "state"))
            return next((str(name) for name in named if name), str(value))
    return str(value)
