"""``moratrack status``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...core.faults import MoratrackError
from ...questions.status import Status, listings
from ..options import DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..request import day_asked, is_by_urgency, load_data, rows_asked

if TYPE_CHECKING:
    from ...views.grid import Grid

_FAILURES: dict[str, Callable[[Status], bool]] = {
    "expired": lambda status: status.state == "expired",
    "expiring": lambda status: status.expiring,
    "unconfirmed": lambda status: not status.confirmed,
}


def status(
    filters: FilterOptions,
    data: DataOptions,
    output: OutputOptions,
    fail_on: Annotated[
        str | None,
        Option("--fail-on", metavar="WHAT", help="Exit 1 if a row is expired, expiring or unconfirmed."),
    ] = None,
) -> int:
    """What holds, what is about to lapse, what has ended."""
    failures = [] if fail_on is None else fail_on.split(",")
    for failure in failures:
        if failure not in _FAILURES:
            raise MoratrackError(
                f"--fail-on {failure[:40]!r} is unknown; write expired, expiring or unconfirmed"
            )
    rows = rows_asked(filters, load_data(data), day_asked(data.as_of))
    found = listings(rows, grouped=is_by_urgency(filters))
    statuses = [status for listing in found for status in listing.rows]

    def grid() -> Grid:
        from ...views.status import status_grid

        return status_grid(found)

    answer(output, statuses, Status, grid)
    return int(any(_FAILURES[failure](status) for failure in failures for status in statuses))
