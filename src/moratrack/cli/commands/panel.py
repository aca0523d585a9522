"""``moratrack panel``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import replace
from typer import Option

from ...core.faults import MoratrackError
from ...core.policy import Policy
from ...questions.panel import (
    By,
    CountRow,
    Every,
    On,
    PanelRow,
    count_rows,
    panel_rows,
    span,
    wide_kind,
    wide_rows,
)
from ...questions.selection import BY_URGENCY
from ..options import DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..request import day_asked, load_data, rows_asked
from ..words import parse_days

if TYPE_CHECKING:
    from ...views.grid import Grid

_GLANCE = "Counted by year; --every month counts by month, --rows lists each policy"
_MANY = 2000
"""With more policies than these a person who waits is shown how far it is."""


def panel(
    filters: FilterOptions,
    data: DataOptions,
    output: OutputOptions,
    start: Annotated[
        str | None, Option("--from", metavar="DATE", help="2019, 2019-01, 2019-01-15 [first year known].")
    ] = None,
    end: Annotated[
        str | None, Option("--to", metavar="DATE", help="2026, 2026-12, 2026-12-31 [the day asked].")
    ] = None,
    every: Annotated[
        Every | None, Option("--every", metavar="LENGTH", help="month, quarter, year or day [month].")
    ] = None,
    on: Annotated[On, Option("--on", help="Whose state is told, of its days")] = "last",
    wide: Annotated[bool, Option("--wide", help="A row a policy, a column a period: the state.")] = False,
    counts: Annotated[bool, Option("--counts", help="How many are in force in each period.")] = False,
    rows: Annotated[bool, Option("--rows", help="On a terminal too, a row a policy and period.")] = False,
    by: Annotated[By | None, Option("--by", metavar="KEY", help="Count apart by topic, state, …")] = None,
) -> int:
    """Policy by period: in force or not, as a time series."""
    if wide and counts:
        raise MoratrackError("--wide and --counts are two different answers; ask for one of them")
    if rows and (wide or counts):
        raise MoratrackError("--rows, --wide and --counts are different answers; ask for one of them")
    if by is not None and not counts:
        raise MoratrackError("--by says how to count; write --counts --by")
    glance = _is_glance(output) and not (wide or counts or rows or every)
    if glance:
        counts, every = True, "year"
    every = every or "month"
    as_of = day_asked(data.as_of)
    first = None if start is None else parse_days("--from", start, as_of)
    last = None if end is None else parse_days("--to", end, as_of)
    dataset = load_data(data)
    policies = [row.policy for row in rows_asked(filters, dataset, as_of)]
    if filters.sort == BY_URGENCY:  # an order of one day, of which a panel has many
        policies.sort(key=lambda policy: policy.id, reverse=filters.reverse)
    kept_to = dataset.kept_to
    over = span(policies, as_of, first, last, every)
    followed = _followed(policies)

    def headed(grid: Grid) -> Grid:
        from ...views.words import with_record

        told = with_record(grid, kept_to, as_of)
        return replace(told, above=[*told.above, ("", _GLANCE)]) if glance and told.above else told

    if counts:
        counted = count_rows(followed, over, as_of, on, by, kept_to)
        answer(output, counted, CountRow, lambda: headed(_views().count_grid(counted, by)))
    elif wide:
        kind = wide_kind(over)
        spread = wide_rows(followed, over, as_of, on, kind, kept_to)
        answer(output, spread, kind, lambda: headed(_views().wide_grid(spread, kind)))
    else:
        found = panel_rows(followed, over, as_of, on, kept_to)
        answer(output, found, PanelRow, lambda: headed(_views().panel_grid(found)))
    return 0


def _is_glance(output: OutputOptions) -> bool:
    """Whether the answer is to be read on a terminal, where thousands of rows would tell nothing."""
    return output.form == "table" and output.columns is None and sys.stdout.isatty()


def _views() -> ModuleType:
    from ...views import panel

    return panel


def _followed(policies: Sequence[Policy]) -> Iterable[Policy]:
    """The policies; where it takes a while and nobody watches them come, how far it is on stderr."""
    if len(policies) <= _MANY or not sys.stderr.isatty() or sys.stdout.isatty():
        return policies
    from rich.console import Console
    from rich.progress import track

    return track(policies, "Policies", console=Console(stderr=True), transient=True)
