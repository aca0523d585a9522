"""The rows of a sheet → policies under ids of their own, and the rows that became none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from ..core.policy import Policy
from .grammar.days import Manner
from .grouping import Member, Successor, policies_of, replaced_rows
from .mapping import Mapped
from .rows import Imported, Noted, Outcome, Reject, Task, outcome
from .sheet import Sheet

# So many rows are worth a bar, and several processes.
_LARGE = 8000
_TOLD_EVERY = 500


class Conversion(NamedTuple):
    """What became of the rows of a sheet: each is in one of the first two."""

    imported: list[Imported]
    rejects: list[Reject]
    remarks: list[str]
    """What there is to say of whole columns."""
    noted: list[Noted]
    """What columns of free text say and no event has."""


def convert(
    sheet: Sheet,
    mapped: Mapped,
    manner: Manner = Manner(),  # noqa: B008
    prefix: str = "",
    tell: Callable[[int, int], None] | None = None,
    workers: int = 1,
) -> Conversion:
    """Make a policy of every row, or of the rows of one id, or say why not.

    Every id begins with a ``prefix``. ``tell`` is told how many rows are done, and of how many. A large
    sheet is divided among so many ``workers``, processes of their own.
    """
    task = Task(sheet.columns, mapped, manner, prefix)
    groups = policies_of(sheet, mapped)
    is_large = len(sheet.rows) >= _LARGE
    if is_large and workers > 1:
        from .parallel import outcomes_of

        outcomes = outcomes_of(task, groups, workers)
    else:
        outcomes = (outcome(task, members) for members in groups)
    conversion = Conversion([], [], [], [])
    ids = _Ids()
    counted: Counter[str] = Counter()
    years: dict[str, set[int]] = {}
    done = 0
    for members, each in zip(groups, outcomes, strict=True):
        _enter(each, conversion, ids, counted)
        for column, year in each.short_years:
            years.setdefault(column, set()).add(year)
        done += len(members)
        if tell is not None and is_large and (done % _TOLD_EVERY == 0 or done == len(sheet.rows)):
            tell(done, len(sheet.rows))
    _link_successors(task, sheet, groups, conversion)
    conversion.remarks.extend(
        f"{column}: {count} cells fit no word of a record; kept in notes" for column, count in counted.items()
    )
    conversion.remarks.extend(
        f"{column}: years in two figures are read as {min(found)}"
        + (f" to {max(found)}" if len(found) > 1 else "")
        for column, found in years.items()
    )
    return conversion


def _link_successors(task: Task, sheet: Sheet, groups: list[list[Member]], conversion: Conversion) -> None:
    """Read a policy again that another row says it replaced, now that the other has its day and its id."""
    replaced = replaced_rows(sheet, task.mapped)
    if not replaced:
        return
    places = {
        row.number: place for place, each in enumerate(conversion.imported) for row in (each.row, *each.more)
    }
    members = {member.row.number: group for group in groups for member in group}
    for old, new in replaced.items():
        if old not in places or new not in places or places[old] == places[new]:
            continue
        successor = _successor(conversion.imported[places[new]].policy)
        if successor is not None:
            former = conversion.imported[places[old]]
            again = outcome(task, [member._replace(successor=successor) for member in members[old]]).imported
            conversion.imported[places[old]] = _succeeded(former, again, successor)


def _succeeded(former: Imported, again: Imported | None, by: Successor) -> Imported:
    """A policy as read with what replaced it, under its id; the former where its days do not allow it."""
    if again is None:
        remark = f"{by.id} replaced it on {by.date}, which its own days do not allow: kept in the note"
        return former._replace(remarks=(*former.remarks, remark))
    if again.policy.id == former.policy.id:
        return again
    policy = replace(again.policy, id=former.policy.id)
    return again._replace(policy=policy, remarks=(*again.remarks, former.remarks[-1]))


def _successor(policy: Policy) -> Successor | None:
    """What a policy is to that which it replaced; None while it is not adopted."""
    adopted = next((event for event in policy.events if event.did == "adopted"), None)
    return None if adopted is None else Successor(policy.id, adopted.date, adopted.effective)


def _enter(each: Outcome, conversion: Conversion, ids: _Ids, counted: Counter[str]) -> None:
    """Add what became of some rows, under an id that no row before has."""
    conversion.rejects.extend(each.rejects)
    conversion.noted.extend(each.noted)
    counted.update(each.kept)
    imported = each.imported
    if imported is None:
        return
    wanted = imported.policy.id
    if wanted in ids.rows:
        remark = f"id {wanted} is that of row {ids.rows[wanted]}"
        imported = imported._replace(
            policy=replace(imported.policy, id=ids.unused(wanted)), remarks=(*imported.remarks, remark)
        )
    ids.rows[imported.policy.id] = imported.row.number
    conversion.imported.append(imported)


class _Ids:
    """The ids given so far, each with the number of its row."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self._last: Counter[str] = Counter()

    def unused(self, wanted: str) -> str:
        """An id that another row has, with a number after it."""
        number = max(self._last[wanted], 1) + 1
        while f"{wanted}-{number}" in self.rows:
            number += 1
        self._last[wanted] = number
        return f"{wanted}-{number}"
