"""A grid as Markdown tables, each group under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .grid import Cell, Grid

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")


def markdown(grid: Grid) -> Iterator[str]:
    """GitHub-flavoured Markdown; text of the data can neither mark anything up nor leave its cell."""
    for label, text in grid.above:
        yield f"{_escaped(f'{label}: {text}' if label else text)}  \n"
    header = "| " + " | ".join(column.name for column in grid.columns) + " |\n"
    rule = "|" + " --- |" * len(grid.columns) + "\n"
    for group in grid.groups or ():
        yield f"\n**{_escaped(group.heading)}**\n\n" if group.heading else "\n"
        yield header + rule
        for row in group.rows:
            yield "| " + " | ".join(map(_cell, row)) + " |\n"
    if not grid.groups:
        yield header + rule
    for line in grid.below:
        yield f"\n{_escaped(line)}\n"


def _cell(cell: Cell) -> str:
    text = _escaped(cell.text)
    return f"[{text}](<{cell.link}>)" if cell.link and text else text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
