"""An answer in the form asked for, to where it is wanted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ..core.faults import MoratrackError
from .options import OutputOptions
from .terminal import Terminal, page, terminal, write, write_text
from .words import require_known, split_words

if TYPE_CHECKING:
    from ..views.grid import Grid


def answer(
    output: OutputOptions,
    rows: Iterable[Struct],
    kind: type[Struct],
    grid: Callable[[], Grid],
    picture: Callable[[Terminal], str] | None = None,
) -> None:
    """Write rows of one kind to standard output, as they come; ``grid`` is made only where people read.

    A ``picture`` takes the place of the table. Raises MoratrackError for columns that there are not.
    """
    columns = _columns(output, kind)
    if columns is not None:
        grid, picture = (lambda: _picked(rows, columns)), None
    match output.form:
        case "json" | "ndjson" | "csv":
            from ..views import records

            if output.form == "json":
                write(records.json(rows))
            elif output.form == "ndjson":
                write(records.ndjson(rows))
            else:
                write(records.csv_table(rows, kind, columns))
        case "markdown":
            from ..views.markdown import markdown

            write_text(markdown(grid()))
        case "table":
            screen = terminal(output.colour, os.environ)
            if picture is None:
                _print_table(output, screen, grid())
            else:
                _print(output, screen, [picture(screen)])


def _columns(output: OutputOptions, kind: type[Struct]) -> dict[str, str] | None:
    """The keys of --columns in their order, each with its attribute; None where all are wanted."""
    if output.columns is None:
        return None
    if output.form in ("json", "ndjson"):
        raise MoratrackError("--columns is for table, csv and markdown; JSON always has every key")
    known = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))
    asked = split_words([output.columns])
    require_known("--columns", asked or [""], known)
    return {key: known[key] for key in asked}


def _picked(rows: Iterable[Struct], columns: dict[str, str]) -> Grid:
    from ..views.columns import columns_grid

    return columns_grid(rows, columns)


def _print_table(output: OutputOptions, screen: Terminal, grid: Grid) -> None:
    from ..views import table

    if not screen.is_terminal and not screen.colour:
        write_text(table.plain(grid))
        return
    from ..views.ink import ASCII, Ink
    from ..views.layout import natural_width

    grid, width = (grid, screen.width) if screen.is_terminal else (grid.whole(), natural_width(grid))
    ink = replace(Ink() if screen.blocks else ASCII, colour=screen.colour, links=screen.links)
    _print(output, screen, table.drawn_lines(grid, width, ink))


def _print(output: OutputOptions, screen: Terminal, chunks: Iterable[str]) -> None:
    if screen.is_terminal and not output.no_pager:
        page(chunks, screen.height, os.environ)
    else:
        write_text(chunks)
