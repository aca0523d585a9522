"""The listings as grids: ``status`` and ``exempt``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from ..core.history import Status
from ..questions.exempt import PartyRow
from ..questions.selection import group_of
from ..questions.sources import SourcingRow
from ..text import APPROXIMATE, UNCONFIRMED, day, inert
from .grid import Cell, Column, Grid, Group, Style
from .words import STATES, countdown, extension, length

T = TypeVar("T")

_HEADINGS = (
    "Running out",
    "To come",
    "Suspended",
    "Over for less than a year",
    "In force, no last day",
    "Over for longer",
)
_NAMES_SHOWN = 2
_STATUS_COLUMNS = (
    Column("Policy", whole=True),
    Column("Issuer", detail=True),
    Column("Bars", detail=True),
    Column("Since", whole=True),
    Column("Last day", whole=True),
    Column("Countdown"),
)


def status_grid(statuses: Sequence[Status], *, grouped: bool) -> Grid:
    """Rows in the order given; under headings where that is the standing order."""
    groups = [
        Group(heading, [_status_row(status) for status in members])
        for heading, members in headed(statuses, lambda status: status, grouped=grouped)
    ]
    marks = legend(
        approximate=any(status.approximate for status in statuses),
        unconfirmed=not all(status.confirmed for status in statuses),
    )
    return Grid(_STATUS_COLUMNS, groups, count(statuses), marks)


def headed(
    rows: Iterable[T], status_of: Callable[[T], Status], *, grouped: bool
) -> Iterator[tuple[str, list[T]]]:
    """Rows in the order given; under headings where that is the standing order, else under an empty one."""
    for number, members in groupby(rows, key=lambda row: group_of(status_of(row)) if grouped else None):
        listed = list(members)
        yield "" if number is None else f"{_HEADINGS[number]} ({len(listed)})", listed


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
    if len(names) > _NAMES_SHOWN + 1:
        return f"{', '.join(names[:_NAMES_SHOWN])} and {len(names) - _NAMES_SHOWN} more"
    return ", ".join(names) or status.bars or ""


def _style(status: Status) -> Style:
    if not status.confirmed:
        return "doubt"
    if status.expiring:
        return "soon"
    return "over" if status.state in ("expired", "ended") else ""


def count(statuses: Sequence[Status]) -> str:
    """How many policies there are, and in what state; nothing for none."""
    if not statuses:
        return ""
    states = Counter(status.state for status in statuses)
    parts = [f"{states[state]:,} {name}" for state, name in STATES.items() if states[state]]
    expiring = sum(status.expiring for status in statuses)
    if expiring:
        parts[0] += f" ({expiring:,} near the end)"
    noun = "policy" if len(statuses) == 1 else "policies"
    return f"{len(statuses):,} {noun} on {statuses[0].as_of}: {', '.join(parts)}"


def legend(*, approximate: bool, unconfirmed: bool) -> list[str]:
    """What the marks mean that are used."""
    lines = []
    if approximate:
        lines.append(f"{APPROXIMATE} approximate: only the month or the year is known")
    if unconfirmed:
        lines.append(f"{UNCONFIRMED} unconfirmed: a scheduled end has passed, nothing recorded since")
    return lines


def party_grid(parties: Sequence[PartyRow], *, with_standing: bool) -> Grid:
    """Who may go on, a group for each policy."""
    names = ["Who", "May", "Why", "Since", "On whose word"]
    whole, details = {"Since"}, {"Why", "On whose word"}
    if with_standing:
        names.insert(1, "Standing")
        whole.add("Standing")
    groups = []
    for _, members in groupby(parties, key=lambda row: row.id):
        listed = list(members)
        heading = f"{listed[0].id}: {listed[0].title} ({STATES[listed[0].state]})"
        groups.append(Group(inert(heading), [_party_row(row, with_standing=with_standing) for row in listed]))
    return Grid([Column(name, name in whole, name in details) for name in names], groups)


def _party_row(row: PartyRow, *, with_standing: bool) -> list[Cell]:
    word = row.sources[0] if row.sources else None
    more = f" and {len(row.sources) - 1} more" if len(row.sources) > 1 else ""
    cells = [
        Cell(inert(f"{row.who} (class)" if row.type == "class" else row.who), "name"),
        Cell(inert(row.may or "")),
        Cell(inert(row.why or "")),
        Cell(_span(row)),
        Cell(inert(word.publisher) + more if word else _unsourced(row), link=word.url if word else None),
    ]
    if with_standing:
        cells.insert(1, Cell(row.standing))
    return cells


def _unsourced(row: PartyRow) -> str:
    return (
        "not stated" if row.standing == "unclear" or row.file is None else f"no source in {inert(row.file)}"
    )


def _span(row: PartyRow) -> str:
    since = day(row.since, approximate=row.approximate_since)
    return f"{since} to {day(row.through)}" if row.through else since


def sourcing_grid(rows: Sequence[SourcingRow]) -> Grid:
    """How records are supported, in the order given."""
    columns = [
        Column("Policy", whole=True),
        Column("State", whole=True),
        Column("Checked", whole=True),
        Column("Unchecked for"),
        Column("Sources", detail=True),
        Column("Confidence", whole=True),
        Column("Weak", detail=True),
    ]
    weak = sum(bool(row.weak) for row in rows)
    above = (
        f"{len(rows):,} record{'s' if len(rows) != 1 else ''} on {rows[0].as_of}, {weak:,} of them weak"
        if rows
        else ""
    )
    return Grid(columns, [Group("", [_sourcing_row(row) for row in rows])] if rows else [], above)


def _sourcing_row(row: SourcingRow) -> list[Cell]:
    publishers = f"{row.sources} from {row.publishers} publisher{'s' if row.publishers != 1 else ''}"
    return [
        Cell(inert(row.id), "name"),
        Cell(STATES[row.state]),
        Cell(day(row.checked)),
        Cell(length(row.checked, row.as_of)),
        Cell(publishers),
        Cell(row.confidence, "" if row.confidence == "high" else "doubt"),
        Cell(", ".join(row.weak), "doubt"),
    ]
