"""``moratrack sources``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...questions.sources import SourcingRow, sourcing_rows
from ...text import counted
from ..options import DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..request import day_asked, load_data, rows_asked
from ..terminal import talk

if TYPE_CHECKING:
    from ...views.grid import Grid


def sources(
    filters: FilterOptions,
    data: DataOptions,
    output: OutputOptions,
    weak: Annotated[bool, Option("--weak", help="Only records that rest on little.")] = False,
) -> int:
    """Which records nobody looked at for longest, or are weak."""
    dataset, on = load_data(data), day_asked(data.as_of)
    rows = rows_asked(filters, dataset, on)
    found = [row for row in sourcing_rows(rows) if row.weak or not weak]
    if rows and not found:
        talk(f"of {counted(len(rows), 'record')} none is weak")

    def grid() -> Grid:
        from ...views.sources import sourcing_grid
        from ...views.words import with_record

        return with_record(sourcing_grid(found), dataset.kept_to, on)

    answer(output, found, SourcingRow, grid)
    return 0
