"""What holds on a day, as a grid: a line a policy, under headings where the order is by urgency."""

from __future__ import annotations

from collections.abc import Sequence

from ..questions.status import Listing, Status
from ..text import day, inert, several
from .grid import Cell, Column, Grid, Group, Style
from .words import countdown, extension, heading, legend, summary

_NAMES_SHOWN = 2
_STATUS_COLUMNS = (
    Column("Policy", whole=True),
    Column("Issuer", detail=True),
    Column("Bars", detail=True),
    Column("Since", whole=True),
    Column("Last day", whole=True),
    Column("Countdown"),
)


def status_grid(listings: Sequence[Listing]) -> Grid:
    """Rows in the order given, each group under its heading."""
    statuses = [status for listing in listings for status in listing.rows]
    groups = [
        Group(heading(listing.group, len(listing.rows)), list(map(_status_row, listing.rows)))
        for listing in listings
    ]
    marks = legend(
        approximate=any(status.approximate for status in statuses),
        unconfirmed=not all(status.confirmed for status in statuses),
    )
    return Grid(_STATUS_COLUMNS, groups, summary(statuses), marks)


def _status_row(status: Status) -> list[Cell]:
    later = extension(status)
    ends = countdown(status)
    return [
        Cell(inert(status.id), "name"),
        Cell(inert(status.issuer)),
        Cell(inert(_barred(status))),
        Cell(day(status.starts, approximate=status.approximate_start)),
        Cell(day(status.expires, approximate=status.approximate_end)),
        Cell(f"{ends} ({later})" if later else ends, _style(status)),
    ]


def _barred(status: Status) -> str:
    names = status.barred
    # A single name more takes no more room than to say that there is one.
    at_most = len(names) if len(names) == _NAMES_SHOWN + 1 else _NAMES_SHOWN
    return several(names, at_most) or status.bars or ""


def _style(status: Status) -> Style:
    if not status.confirmed:
        return "doubt"
    if status.expiring:
        return "soon"
    return "over" if status.state in ("expired", "ended") else ""
