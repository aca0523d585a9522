"""A grid as Markdown: tables, each group under its heading; lists where the columns have no names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .grid import Cell, Grid, Group

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")


def markdown(grid: Grid) -> Iterator[str]:
    """GitHub-flavoured Markdown; text of the data can neither mark anything up nor leave its cell."""
    yield "\n".join(_blocks(grid))


def _blocks(grid: Grid) -> Iterator[str]:
    """Headings, paragraphs, tables and lists, each with the end of its last line."""
    if grid.title:
        yield f"# {_escaped(grid.title)}\n"
    if grid.above:
        yield (
            "\\\n".join(_escaped(f"{label}: {text}" if label else text) for label, text in grid.above) + "\n"
        )
    named = any(column.name for column in grid.columns)
    for group in grid.groups or [Group("", [])]:
        if group.heading:
            yield f"{'**' if named else '## '}{_escaped(group.heading)}{'**' if named else ''}\n"
        if group.note:
            yield f"{_escaped(group.note)}\n"
        if named:
            yield "".join(_table(grid, group))
        elif group.rows:
            yield "".join(map(_item, group.rows))
    for line in grid.below:
        yield f"{_escaped(line)}\n"


def _table(grid: Grid, group: Group) -> Iterator[str]:
    noted = any(group.under)
    names = [column.name for column in grid.columns] + ["Note"] * noted
    yield "| " + " | ".join(names) + " |\n"
    yield "|" + " --- |" * len(names) + "\n"
    for place, row in enumerate(group.rows):
        cells = [*map(_cell, row), *([_escaped(group.under[place])] if noted else ())]
        yield "| " + " | ".join(cells) + " |\n"


def _item(row: Sequence[Cell]) -> str:
    """A line of a list; one whose label is empty goes on with the line before."""
    label, text = row[0].text.strip(), " ".join(map(_cell, row[1:]))
    if label in ("", "-"):
        return f"{label or ' '} {text}\n"
    return f"- **{_escaped(label)}** {text}\n"


def _cell(cell: Cell) -> str:
    text = _escaped(cell.text)
    return f"[{text}](<{cell.link}>)" if cell.link and text else text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
