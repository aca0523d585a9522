"""``moratrack show``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument

from ...questions.selection import Filters, find_one, rows
from ...questions.show import Dossier, dossier
from ..options import Asked, Shown, say_not_yet_known
from ..output import answer

if TYPE_CHECKING:
    from ...views.grid import Grid


def show(
    policy: Annotated[
        str, Argument(metavar="POLICY", help="An id, an alias, an issuer, or the start of an id.")
    ],
    asked: Asked,
    shown: Shown,
) -> int:
    """One policy whole: terms, standing, history, parties, sources."""
    data, on = asked.dataset(), asked.day()
    meant = find_one(data.policies, policy)
    say_not_yet_known([meant], on)
    found = [dossier(row) for row in rows([meant], on, Filters(), data.origins)]

    def grid() -> Grid:
        from ...views.grid import Grid
        from ...views.show import record_grid

        return record_grid(found[0]) if found else Grid((), ())

    answer(shown, found, Dossier, grid)
    return 0
