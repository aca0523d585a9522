"""The log as a grid: what happened, and what is scheduled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby

from ..core.policy import Standing
from ..questions.log import Due, LogRow
from ..text import APPROXIMATE, inert, starts_when
from .grid import Cell, Column, Grid, Group
from .words import ROUGHLY, STATE_STYLES, STATES, and_more

_COLUMNS = (
    Column("Date", whole=True),
    Column("Policy", whole=True),
    Column("What"),
    Column("State", detail=1),
    Column("On whose word", detail=1),
)
_DUES: dict[Due, str] = {
    "start": "takes effect",
    "end": "last day",
    "suspension": "suspended from this day",
    "resumption": "the suspension is over",
    "not_before": "from this day on the condition may end it",
    "party_since": "from this day on",
    "party_through": "last day",
}


def log_grid(rows: Iterable[LogRow], on: dt.date, *, detailed: bool = False) -> Grid:
    """A line for each event or change, in the order given; what is scheduled after the day asked apart.

    ``detailed`` tells all of each, in as many lines as it needs.
    """
    groups = []
    explained = False
    above = f"As known on {on}. So far: nothing"
    for scheduled, members in groupby(rows, key=lambda row: row.scheduled):
        listed = list(members)
        above = above if scheduled else f"As known on {on}"
        rough = not explained and any(map(_is_marked, listed))
        explained = explained or rough
        heading = f"{'Scheduled' if scheduled else 'So far'} ({len(listed):,})"
        groups.append(Group(heading, [_line(row) for row in listed], ROUGHLY if rough else ""))
    told = [("", above)] if groups else []
    return Grid(_COLUMNS, groups, told, one_line=not detailed)


def turn_words(due: Due, standing: Standing | None, party: str | None) -> str:
    """What follows from the dates: "takes effect"; of a party, whose standing: "exempt Thorn: last day"."""
    return f"{standing} {party}: {_DUES[due]}" if party else _DUES[due]


def words(row: LogRow) -> Iterator[str]:
    """What an event did and the end it set, or what follows from the dates."""
    if row.due is not None:
        yield turn_words(row.due, row.standing, row.party)
    else:
        yield str(row.did)
        if row.effective is not None:
            yield f", effective {row.effective}"
        if row.upon is not None:
            yield f", {starts_when(row.upon)}"
        yield "".join(f", {word}" for word in _end(row))
        yield f": {row.note}" if row.note else ""
    if row.confidence != "high":
        yield f" ({row.confidence} confidence)"


def _line(row: LogRow) -> list[Cell]:
    mark = APPROXIMATE if _is_marked(row) else ""
    source = row.sources[0] if row.sources else None
    more = and_more(row.sources)
    return [
        Cell(f"{mark}{row.date}"),
        Cell(inert(row.id), "name"),
        Cell(inert("".join(words(row)))),
        Cell(_states(row), STATE_STYLES[row.after] if row.after else ""),
        Cell(inert(source.publisher) + more if source else "", link=inert(source.url) if source else None),
    ]


def _is_marked(row: LogRow) -> bool:
    """Whether the date needs a mark of doubt: that of an event is written no finer than it is known."""
    return row.approximate and row.due is not None


def _end(row: LogRow) -> Iterator[str]:
    if row.how is not None:
        yield row.how
    if row.by is not None:
        yield f"by {row.by}"
    if row.expires is not None and row.did != "ended":
        yield f"through {row.expires}"
    if row.suspended_through is not None:
        yield f"through {row.suspended_through}"
    if row.until is not None:
        yield f"until {row.until}"
    if row.not_before is not None:
        yield f"not before {row.not_before}"
    if row.end == "unknown":
        yield "end not recorded"
    if row.end == "open" and row.did != "adopted":
        yield "no end any more"


def _states(row: LogRow) -> str:
    names = [STATES[state] for state in (row.before, row.after) if state is not None]
    return " → ".join(dict.fromkeys(names))
