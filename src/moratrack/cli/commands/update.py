"""``moratrack update``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...core.faults import MoratrackError
from ...files.addresses import CopyRow
from ...text import inert
from ..copies import Copies
from ..options import OutputOptions
from ..output import answer
from ..request import day_asked
from ..terminal import complain, talk

if TYPE_CHECKING:
    from ...views.grid import Grid


def update(
    output: OutputOptions,
    data: Annotated[
        list[str], Option("--data", metavar="URL", help="Only this address [all that were read].")
    ] = [],  # noqa: B006
    allow_older: Annotated[
        bool, Option("--allow-older", help="Take a record whose version is lower than that of the last.")
    ] = False,
) -> int:
    """Fetch anew what --data has read from addresses."""
    copies = Copies(os.environ, day_asked(None))
    rows: list[CopyRow] = []
    failed = False
    addresses = list(dict.fromkeys(data)) or copies.addresses()
    for address in addresses:
        try:
            rows.append(copies.update(address, allow_older=allow_older))
        except MoratrackError as error:
            if len(addresses) == 1:
                raise
            complain(inert(str(error)))
            failed = True
    if not addresses:
        talk("no address was read yet; moratrack status --data https://… reads one")

    def grid() -> Grid:
        from ...views.update import update_grid

        return update_grid(rows)

    answer(output, rows, CopyRow, grid)
    return 2 if failed or any(row.problem for row in rows) else 0
