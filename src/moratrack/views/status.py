"""What holds on a day, as a grid: a digest, then a line a policy, in groups where the order is by urgency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ..questions.digest import Digest, Due, Recorded
from ..questions.status import Listing, Status
from ..text import counted, day, inert, several
from .grid import Cell, Column, Grid, Group, Style
from .words import (
    STATE_STYLES,
    STATES,
    brief_countdown,
    countdown,
    extension,
    heading,
    in_states,
    kept,
    loose_countdown,
    marks_used,
)

_NAMES_SHOWN = 2
_DUES_SHOWN = 3
_BARS = Column("Bars", detail=6, under=False, least=16)
_COLUMNS = (
    Column("Policy", whole=True),
    Column("Title", detail=9, under=False, least=30),
    Column("Issuer", detail=2, least=8),
    _BARS,
    Column("State", detail=4, under=False, whole=True),
    Column("First day", detail=5, whole=True),
    Column("Last day", detail=1, whole=True),
    Column("Term", detail=3, least=6),
    Column("Countdown", right=True, whole=True),
)
_GO_ON = "moratrack show POLICY; exempt, log, timeline, calendar; --help"


def status_grid(listings: Sequence[Listing], digest: Digest | None = None, *, detailed: bool = False) -> Grid:
    """Rows in the order given, each group under its heading; ``detailed`` tells more under each row."""
    statuses = [status for listing in listings for status in listing.rows]
    grouped = any(listing.group for listing in listings)
    columns = [
        # Where no heading says it, the state is worth more than the issuer.
        replace(column, detail=1, under=True) if column.name == "State" and not grouped else column
        for column in _COLUMNS
    ]
    groups = list(_groups(listings, detailed=detailed))
    if detailed:  # Whom it bars is told in the details, more of it.
        place = columns.index(_BARS)
        del columns[place]
        groups = [
            replace(group, rows=[[*row[:place], *row[place + 1 :]] for row in group.rows]) for group in groups
        ]
    return Grid(columns, groups, list(_above(statuses, digest)), one_line=True)


def _groups(listings: Iterable[Listing], *, detailed: bool) -> Iterator[Group]:
    """The groups; what a mark means is told in the first in which it is used."""
    told: set[str] = set()
    for listing in listings:
        marks = [mark for mark in marks_used(listing.rows) if mark not in told]
        told.update(marks)
        yield Group(
            heading(listing.group, len(listing.rows)),
            list(map(_status_row, listing.rows)),
            "; ".join(marks),
            list(map(_details, listing.rows)) if detailed else (),
        )


def _status_row(status: Status) -> list[Cell]:
    style: Style = "soon" if status.expiring else STATE_STYLES[status.state]
    over = status.state in ("expired", "ended")
    elapsed = status.elapsed
    source = inert(status.source) if status.source else None
    return [
        Cell(inert(status.id), "" if over else "name", source),
        Cell(inert(status.title), "over" if over else "", source),
        Cell(inert(status.issuer), "over" if over else ""),
        Cell(inert(_barred(status)), "over" if over else ""),
        Cell(STATES[status.state], style, brief="ending soon" if status.expiring else ""),
        Cell(day(status.starts, approximate=status.approximate_start), "over" if over else ""),
        Cell(day(status.expires, approximate=status.approximate_end), "over" if over else ""),
        Cell("", style) if elapsed is None else Cell(_percent(elapsed), style, share=elapsed),
        _countdown_cell(status, style),
    ]


def _percent(share: float) -> str:
    """A share in words; as little as its bar is it empty or full before it is."""
    return f"{share:.0%}" if share in (0, 1) else f"{min(max(round(100 * share), 1), 99)}%"


def _countdown_cell(status: Status, style: Style) -> Cell:
    brief, loose = brief_countdown(status), loose_countdown(status)
    return Cell(countdown(status), _urgency(status, style), brief=brief, loose=loose)


def _urgency(status: Status, style: Style) -> Style:
    """How a countdown looks: dim where nothing is due."""
    if not status.confirmed:
        return "doubt"
    if status.state == "in_force" and not status.expiring:
        return "dim" if status.days_left is None else ""
    return style


def _barred(status: Status) -> str:
    return _named(status.barred) or status.bars or ""


def _named(names: Sequence[str]) -> str:
    # A single name more takes no more room than to say that there is one.
    at_most = len(names) if len(names) == _NAMES_SHOWN + 1 else _NAMES_SHOWN
    return several(names, at_most)


def _details(status: Status) -> str:
    """What a line has no room for."""
    parts = [
        extension(status),
        f"proposed anew {status.proposed_anew}" if status.proposed_anew else "",
        f"until {status.until}" if status.days_left is not None and status.until else "",
        f"bars {_barred(status)}" if _barred(status) else "",
        f"exempts {_named(status.exempt)}" if status.exempt else "",
        f"checked {status.checked}",
    ]
    return inert("; ".join(filter(None, parts)))


def _above(statuses: Sequence[Status], digest: Digest | None) -> Iterator[tuple[str, str]]:
    if not statuses:
        return
    count = counted(len(statuses), "policy", "policies")
    if digest is None:
        yield str(statuses[0].as_of), f"{count}: {in_states(statuses)}"
        yield "Record", kept(statuses[0].kept_to, statuses[0].as_of)
        return
    yield str(statuses[0].as_of), f"{count}: {in_states(statuses, over_together=True)}"
    yield "Record", kept(digest.kept_to, digest.as_of)
    yield "Ending soon", _dues(digest.ending, digest.next_end, "nothing has a last day")
    yield "Starting", _dues(digest.starting, digest.next_start, "nothing is set to start")
    yield "Recorded", _recorded(digest)
    yield "Go on", _GO_ON


def _dues(dues: Sequence[Due], later: Due | None, nothing: str) -> str:
    if dues:
        return several([_due(due) for due in dues], _DUES_SHOWN)
    return f"nothing; next is {_due(later)}" if later else nothing


def _due(due: Due) -> str:
    left = {0: "today", 1: "tomorrow"}.get(due.days, f"in {due.days:,} days")
    return f"{inert(due.id)} on {day(due.day, approximate=due.approximate)} ({left})"


def _recorded(digest: Digest) -> str:
    if digest.recorded:
        return several([_event(event) for event in digest.recorded], _DUES_SHOWN)
    return f"nothing in 30 days; last {_event(digest.latest)}" if digest.latest else "nothing yet"


def _event(event: Recorded) -> str:
    return f"{inert(event.id)} {event.did} {event.date}"
