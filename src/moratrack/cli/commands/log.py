"""``moratrack log``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...core.faults import MoratrackError
from ...questions.log import LogRow, log_rows, newest_first
from ...questions.log import log as log_of
from ...questions.selection import BY_URGENCY
from ..options import DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..request import day_asked, load_data, rows_asked
from ..terminal import talk
from ..words import parse_term, parse_when

if TYPE_CHECKING:
    from ...views.grid import Grid


def log(
    filters: FilterOptions,
    data: DataOptions,
    output: OutputOptions,
    since: Annotated[
        str | None,
        Option("--since", metavar="WHEN", help="From a day on: 2026-06, today, 90d (ago), +7d."),
    ] = None,
    until: Annotated[
        str | None,
        Option("--until", metavar="WHEN", help="Through a day, written as for --since."),
    ] = None,
    within: Annotated[
        str | None,
        Option("--within", metavar="TIME", help="From the day asked to so long after it: 30d."),
    ] = None,
) -> int:
    """Every event, and every turn that no event reports."""
    if filters.sort != BY_URGENCY:
        raise MoratrackError(
            "--sort does not go with log, which is in order of date; --reverse turns it round"
        )
    on = day_asked(data.as_of)
    first, last = _bounds(since, until, on) if within is None else _days_ahead(within, since, until, on)
    dataset = load_data(data)
    policies = [row.policy for row in rows_asked(filters, dataset, on)]
    entries = log_of(policies, on, first, last)
    if policies and not entries:
        talk(f"nothing is recorded for that time; the record is kept to {dataset.kept_to}")
    if output.form in ("table", "markdown"):
        entries = entries if filters.reverse else newest_first(entries)
    elif filters.reverse:
        entries.reverse()
    rows = log_rows(entries, dataset.kept_to)

    def grid() -> Grid:
        from ...views.log import log_grid
        from ...views.words import with_record

        return with_record(log_grid(rows, on, detailed=bool(filters.policies)), dataset.kept_to, on)

    answer(output, rows, LogRow, grid)
    return 0


def _bounds(since: str | None, until: str | None, on: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day wanted; a length after a start from the day asked on looks ahead."""
    first = None if since is None else parse_when("--since", since, on).first
    ahead = first is not None and first >= on
    last = None if until is None else parse_when("--until", until, on, ahead=ahead).last
    if first is not None and last is not None and first > last:
        raise MoratrackError(f"--since {first} lies after --until {last}; swap them")
    return first, last


def _days_ahead(
    within: str, since: str | None, until: str | None, on: dt.date
) -> tuple[dt.date | None, dt.date | None]:
    if since is not None or until is not None:
        raise MoratrackError("--within begins on the day asked; leave it out, or --since and --until")
    return on, parse_term("--within", within, on).after(on)
