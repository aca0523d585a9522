"""``moratrack log``."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...core.dates import DateError, Day
from ...core.faults import MoratrackError
from ...questions.log import LogRow, log_rows
from ...questions.log import log as log_of
from ...questions.selection import BY_URGENCY
from ..options import DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..request import day_asked, load_data, rows_asked
from ..terminal import talk
from ..words import parse_days, parse_term

if TYPE_CHECKING:
    from ...views.grid import Grid


def log(
    filters: FilterOptions,
    data: DataOptions,
    output: OutputOptions,
    since: Annotated[
        str | None,
        Option("--since", metavar="WHEN", help="From a date on, or from so long before the day asked: 90d."),
    ] = None,
    until: Annotated[
        str | None,
        Option(
            "--until", metavar="WHEN", help="Through a date, or so long before the day asked: 0d is that day."
        ),
    ] = None,
) -> int:
    """Every event in date order, and what is scheduled."""
    if filters.sort != BY_URGENCY:
        raise MoratrackError(
            "--sort does not go with log, which is in order of date; --reverse turns it round"
        )
    on = day_asked(data.as_of)
    first = None if since is None else _bounds("--since", since, on).first
    last = None if until is None else _bounds("--until", until, on).last
    if first is not None and last is not None and first > last:
        raise MoratrackError(f"--since {first} lies after --until {last}; swap them")
    policies = [row.policy for row in rows_asked(filters, load_data(data), on)]
    entries = log_of(policies, on, first, last)
    if policies and not entries:
        talk("nothing is recorded for that time")
    if filters.reverse:
        entries.reverse()
    rows = log_rows(entries)

    def grid() -> Grid:
        from ...views.log import log_grid

        return log_grid(rows, on)

    answer(output, rows, LogRow, grid)
    return 0


def _bounds(option: str, text: str, on: dt.date) -> Day:
    """A date as it is written, or the day that lies a length of time before the day asked; 0d is none."""
    if text == "0d":
        return Day(on)
    with suppress(MoratrackError):
        return parse_days(option, text)
    try:
        return Day(parse_term(option, text, on).before(on))
    except (DateError, MoratrackError):
        raise MoratrackError(
            f"{option} {text[:40]!r} is neither a day nor a length of time within reach; "
            "write 2020-06-11, 2020-06, 2020, 90d, 6m or 1y"
        ) from None
