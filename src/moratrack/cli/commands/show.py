"""``moratrack show``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument

from ...questions.selection import Filters, find_one, rows
from ...questions.show import Dossier, dossier
from ..options import DataOptions, OutputOptions
from ..output import answer
from ..request import day_asked, load_data, say_not_yet_known

if TYPE_CHECKING:
    from ...views.grid import Grid


def show(
    policy: Annotated[
        str, Argument(metavar="POLICY", help="An id, an alias, an issuer, or the start of an id.")
    ],
    data: DataOptions,
    output: OutputOptions,
) -> int:
    """One policy whole: terms, history, parties, sources."""
    dataset, on = load_data(data), day_asked(data.as_of)
    meant = find_one(dataset.policies, policy)
    say_not_yet_known([meant], on)
    found = [dossier(row) for row in rows([meant], on, Filters(), dataset.origins, kept_to=dataset.kept_to)]

    def grid() -> Grid:
        from ...views.grid import Grid
        from ...views.show import record_grid

        return record_grid(found[0]) if found else Grid((), ())

    answer(output, found, Dossier, grid)
    return 0
