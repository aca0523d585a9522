"""``moratrack status``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...core.faults import MoratrackError
from ...core.history import Status
from ..options import Asked, Chosen, Shown
from ..output import answer

if TYPE_CHECKING:
    from ...views.grid import Grid

_FAILURES: dict[str, Callable[[Status], bool]] = {
    "expired": lambda status: status.state == "expired",
    "expiring": lambda status: status.expiring,
    "unconfirmed": lambda status: not status.confirmed,
}


def status(
    chosen: Chosen,
    asked: Asked,
    shown: Shown,
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
    statuses = [row.status for row in chosen.rows(asked.dataset(), asked.day())]

    def grid() -> Grid:
        from ...views.status import status_grid

        return status_grid(statuses, grouped=chosen.in_standing_order)

    answer(shown, statuses, Status, grid)
    return int(any(_FAILURES[failure](status) for failure in failures for status in statuses))
