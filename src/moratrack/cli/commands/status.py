"""``moratrack status``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...core.faults import MoratrackError
from ...questions.status import Status, listings, status_row
from ...text import folded
from ..options import DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..request import day_asked, is_by_urgency, load_data, rows_asked
from ..words import parse_term, require_known

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from ...core.history import Facts
    from ...views.grid import Grid

_FEW = 8
"""Of so many policies asked for by name, more is told than fits a line."""


def status(
    filters: FilterOptions,
    data: DataOptions,
    output: OutputOptions,
    fail_on: Annotated[
        str | None,
        Option("--fail-on", metavar="WHAT", help="Exit 1 if one is expired, expiring, starting, …"),
    ] = None,
    stale_after: Annotated[
        str | None,
        Option("--stale-after", metavar="TIME", help="How long nobody looked at what is stale [2y]."),
    ] = None,
) -> int:
    """What holds, what is about to lapse, what has ended."""
    on = day_asked(data.as_of)
    fails = _failing(fail_on, stale_after, on)
    dataset = load_data(data)
    rows = rows_asked(filters, dataset, on)

    def grid() -> Grid:
        from ...questions.digest import digest
        from ...views.status import status_grid

        found = listings(rows, grouped=is_by_urgency(filters))
        if filters.policies:
            return status_grid(found, detailed=len(rows) <= _FEW)
        return status_grid(found, digest(rows, on, dataset.kept_to))

    answer(output, map(status_row, rows), Status, grid)
    return int(fails is not None and any(fails(row.facts) for row in rows))


def _failing(fail_on: str | None, stale_after: str | None, on: dt.date) -> Callable[[Facts], bool] | None:
    """Whether what is known of a policy makes the answer a no; None where nothing does."""
    failures = [] if fail_on is None else [folded(word) for word in fail_on.split(",")]
    if stale_after is not None and "stale" not in failures:
        raise MoratrackError("--stale-after says when a record is stale; add --fail-on stale")
    if fail_on is None:
        return None
    from ...questions.failures import FAILURES, STALE_AFTER

    require_known("--fail-on", failures, FAILURES)
    term = STALE_AFTER if stale_after is None else parse_term("--stale-after", stale_after, on)
    return lambda known: any(FAILURES[failure](known, term) for failure in failures)
