"""What a person reads of a status: its state, its countdown, the days that went by, in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ..core.ledger import State
from ..questions.selection import Group
from ..questions.status import Status
from ..text import APPROXIMATE, UNCONFIRMED, counted, day, inert, starts_when
from .grid import Grid, Style

_LONG_DAYS = 365
"""So long nobody may have looked at a record without a word of it."""
STATES: dict[State, str] = {
    "in_force": "in force",
    "upcoming": "upcoming",
    "proposed": "proposed",
    "suspended": "suspended",
    "expired": "expired",
    "ended": "ended",
}

STATE_STYLES: dict[State, Style] = {
    "in_force": "in_force",
    "upcoming": "upcoming",
    "proposed": "proposed",
    "suspended": "suspended",
    "expired": "over",
    "ended": "over",
}
"""A calm colour for each state; the word says the same."""

HEADINGS: dict[Group, str] = {
    "ending_soon": "Ending soon",
    "starting": "Starting",
    "suspended": "Suspended",
    "dated": "Has a last day",
    "undated": "In force, no last day",
    "ended_lately": "Ended in the last year",
    "proposed": "Proposed",
    "ended_before": "Ended before that",
}


def heading(group: Group | None, size: int) -> str:
    """The heading of a group of a listing; empty for none."""
    return "" if group is None else f"{HEADINGS[group]} ({size})"


def countdown(status: Status) -> str:
    """How it stands with the end of a policy: "269 days left", "expired 5 years ago ?"."""
    words = _countdown(status)
    return words if status.confirmed else f"{words} {UNCONFIRMED}"


def brief_countdown(status: Status) -> str:
    """The same beside the state and the days: "269 days left", "5 years ago ?"; a condition only told of."""
    words = _brief_countdown(status)
    return words if status.confirmed else f"{words} {UNCONFIRMED}"


def _brief_countdown(status: Status) -> str:
    on = status.as_of
    match status.state:
        case "upcoming":
            return "on a condition" if status.upon else _start(status).removeprefix("starts ")
        case "suspended":
            return f"through {status.suspended_through}" if status.suspended_through else "suspended"
        case "ended":
            return _ago(status.ended, on)
        case "expired":
            return _ago(status.expires, on)
        case "proposed":
            return _countdown(status)
    if status.days_left is not None:
        return f"{status.days_left:,} days at most" if status.until else _days_left(status.days_left)
    return "on a condition" if status.until else _end(status)


def loose_countdown(status: Status) -> str:
    """What that is said to leave out: the first day, the condition; nothing where it says all."""
    if status.upon and status.state in ("upcoming", "suspended"):
        return inert(starts_when(status.upon))
    if status.state == "upcoming" and status.starts is not None:
        first = day(status.starts, approximate=status.approximate_start)
        return f"starts {first}, {_ahead(status.starts, status.as_of)}"
    if status.state == "in_force" and status.days_left is None and status.until:
        floor = f"not before {status.not_before}, " if status.not_before else ""
        return f"{floor}until {inert(status.until)}"
    return ""


def _countdown(status: Status) -> str:
    on = status.as_of
    match status.state:
        case "proposed":
            return "not adopted"
        case "upcoming":
            return _start(status)
        case "suspended":
            through = f" through {status.suspended_through}" if status.suspended_through else ""
            policy = "" if status.end == "open" else f"; policy {_end(status)}"
            return f"suspended{through}{policy}"
        case "ended":
            return f"ended {_ago(status.ended, on)}"
        case "expired":
            return f"expired {_ago(status.expires, on)}"
    if status.days_left is None:
        return _end(status)
    left = _days_left(status.days_left)
    mark = APPROXIMATE if status.approximate_end else ""
    condition = f", or until {inert(status.until)}" if status.until else ""
    return f"{mark}{left}{condition}"


def _start(status: Status) -> str:
    """When what is upcoming starts, if it will."""
    if status.upon:
        return inert(starts_when(status.upon))
    if status.starts is None and status.ended is not None:
        return "ends before it starts"
    return f"starts {_ahead(status.starts, status.as_of)}"


def _days_left(days: int) -> str:
    match days:
        case 0:
            return "last day today"
        case 1:
            return "1 day left"
    return f"{days:,} days left"


def _end(status: Status) -> str:
    """The end that is set, where no days are counted."""
    until = inert(status.until) if status.until else None
    match status.end:
        case "condition" | "condition_not_before":
            floor = f", not before {status.not_before}" if status.not_before else ""
            return f"until {until}{floor}"
        case "unknown":
            return "end not recorded" + (f", or until {until}" if until else "")
        case "open" | None:
            return "no end date"
    last = f"through {day(status.expires, approximate=status.approximate_end)}"
    return f"{last}, or until {until}" if until else last


def extension(status: Status) -> str:
    """What became of the first term: "first to 2021-06-11, extended 2021-05-18"; nothing if not extended."""
    if not status.extensions:
        return ""
    times = f"{status.extensions} times, last on" if status.extensions > 1 else ""
    first = f"first to {status.first_expires}, " if status.first_expires else ""
    return " ".join(f"{first}extended {times} {status.extended}".split())


def _ahead(date: dt.date | None, on: dt.date) -> str:
    if date is None:
        return "on a day not known"
    days = (date - on).days
    return "tomorrow" if days == 1 else f"in {length(on, date)}"


def _ago(date: dt.date | None, on: dt.date) -> str:
    if date is None:
        return "before it came"
    days = (on - date).days
    if days == 0:
        return "today"
    return "yesterday" if days == 1 else f"{length(date, on)} ago"


def length(first: dt.date, last: dt.date) -> str:
    """The time between two days in its largest whole unit: days to two months, months to two years."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months < 2:
        return f"{(last - first).days} days"
    return f"{months} months" if months < 24 else f"{months // 12:,} years"


def summary(statuses: Sequence[Status]) -> str:
    """How many policies there are, and in what state; nothing for none."""
    if not statuses:
        return ""
    return f"{counted(len(statuses), 'policy', 'policies')} on {statuses[0].as_of}: {in_states(statuses)}"


def in_states(statuses: Sequence[Status], *, over_together: bool = False) -> str:
    """How many policies are in what state: "2 in force (1 ending soon), 1 ended"; or "1 over"."""
    words = {**STATES, "expired": "over", "ended": "over"} if over_together else STATES
    states = Counter(words[status.state] for status in statuses)
    parts = [f"{states[word]:,} {word}" for word in dict.fromkeys(words.values()) if states[word]]
    expiring = sum(status.expiring for status in statuses)
    if expiring:
        parts[0] += f" ({expiring:,} ending soon)"
    return ", ".join(parts)


ROUGHLY = f"{APPROXIMATE} only the month or the year is known"
_UNHEARD = f"{UNCONFIRMED} unconfirmed: nothing recorded since then"
"""What the marks mean, in few enough words to stand beside a heading."""


def marks_used(statuses: Sequence[Status]) -> Iterator[str]:
    """What the marks of these rows mean."""
    if any(status.approximate for status in statuses):
        yield ROUGHLY
    if not all(status.confirmed for status in statuses):
        yield _UNHEARD


def legend(*, approximate: bool = False, unconfirmed: bool = False) -> list[str]:
    """What the marks mean that are used."""
    lines = []
    if approximate:
        lines.append(f"{APPROXIMATE} approximate: only the month or the year is known")
    if unconfirmed:
        lines.append(f"{UNCONFIRMED} unconfirmed: a scheduled end has passed, nothing recorded since")
    return lines


def kept(kept_to: dt.date | None, on: dt.date) -> str:
    """How far a record was kept: "kept to 2026-07-02; the 126 days since then are not in it"."""
    if kept_to is None:
        return "empty"
    since = (on - kept_to).days
    if since <= 0:
        return f"kept to {kept_to}"
    missing = "the day since then is" if since == 1 else f"the {since:,} days since then are"
    return f"kept to {kept_to}; {missing} not in it"


def with_record(grid: Grid, kept_to: dt.date | None, on: dt.date) -> Grid:
    """A listing that says above how far the record was kept, if it says anything."""
    if not (grid.groups or grid.above):
        return grid
    labelled = any(label for label, _ in grid.above)
    line = ("Record", kept(kept_to, on)) if labelled else ("", f"Record {kept(kept_to, on)}")
    return replace(grid, above=[*grid.above, line])


def unchecked(checked: dt.date, on: dt.date, kept_to: dt.date | None) -> str:
    """When somebody last looked: "2021-05-18, nobody has looked for 5 years; record kept to 2026-11-26"."""
    words = str(checked)
    if (on - checked).days > _LONG_DAYS:
        words += f", nobody has looked for {length(checked, on)}"
    return f"{words}; record kept to {kept_to}" if kept_to else words


def and_more(listed: Sequence[object]) -> str:
    """What stands behind the first of several: " and 2 more"; nothing for one."""
    return f" and {len(listed) - 1} more" if len(listed) > 1 else ""


def standing(status: Status) -> str:
    """What holds, with the day of its end rather than the days to it: "in force through 2021-06-11"."""
    match status.state:
        case "in_force":
            end = _end(status)
            return f"in force {end}" if end.startswith(("through", "until")) else f"in force, {end}"
        case "upcoming" if status.starts is not None:
            return f"starts {day(status.starts, approximate=status.approximate_start)}, {_end(status)}"
        case "ended" if status.ended is not None:
            return f"ended {status.ended}"
        case "expired" if status.expires is not None:
            mark = "" if status.confirmed else f" {UNCONFIRMED}"
            return f"expired {day(status.expires, approximate=status.approximate_end)}{mark}"
    return countdown(status)
