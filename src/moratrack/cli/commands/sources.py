"""``moratrack sources``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...questions.sources import SourcingRow, sourcing_rows
from ..options import Asked, Chosen, Shown
from ..output import answer

if TYPE_CHECKING:
    from ...views.grid import Grid


def sources(
    chosen: Chosen,
    asked: Asked,
    shown: Shown,
    weak: Annotated[bool, Option("--weak", help="Only records that rest on little.")] = False,
) -> int:
    """Which records nobody has looked at for longest, and which rest on little."""
    rows = chosen.rows(asked.dataset(), asked.day())
    found = [row for row in sourcing_rows(rows) if row.weak or not weak]

    def grid() -> Grid:
        from ...views.status import sourcing_grid

        return sourcing_grid(found)

    answer(shown, found, SourcingRow, grid)
    return 0
