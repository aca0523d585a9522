"""The status that people typed into a row, of one column or of several."""

from __future__ import annotations

from typing import NamedTuple

from ..core.ledger import State
from . import keys
from .cells import Cells
from .grammar.statuses import Typed, may_both_be, stated
from .grammar.vocabulary import Group
from .reading import quoted

AGREEING: dict[Group, tuple[State, ...]] = {
    "adopted": ("in_force", "suspended", "upcoming"),
    "active": ("in_force", "suspended"),
    "extended": ("in_force", "suspended"),
    "suspended": ("suspended",),
    "expired": ("expired", "ended"),
    "rescinded": ("ended", "expired"),
    "replaced": ("ended", "expired"),
    "pending": ("proposed", "upcoming"),
    "failed": ("ended",),
}
"""The computed states that bear out a status typed by hand."""


class Statement(NamedTuple):
    """The status that the columns state together."""

    typed: Typed | None
    is_clear: bool
    """Whether all that was typed is understood and agrees; if not, its day of checking confirms nothing."""
    is_agreed: bool = True
    """Whether no column contradicts another."""
    disbelieved: tuple[str, ...] = ()
    """The columns whose cells contradict themselves: nothing in them is used."""


def statement(cells: Cells) -> Statement:
    """The first status, save that one which says only "adopted" gives way to a later one that says more.

    A cell that nobody understands is remarked upon, and so is one that contradicts itself or the status used.
    """
    ones = {column: stated(facts) for column, facts in cells.facts(keys.STATUS) if not facts.is_unknown}
    texts = cells.texts(keys.STATUS)
    remarks = [f"{column} {quoted(texts[column])} {one.remark}" for column, one in ones.items() if one.remark]
    disbelieved = tuple(column for column, one in ones.items() if one.is_disbelieved)
    found = {column: one.typed for column, one in ones.items() if one.typed is not None}
    if not found:
        cells.remarks += remarks
        return Statement(None, not remarks, disbelieved=disbelieved)
    used, *others = found
    is_agreed = True
    for column in others:
        if not may_both_be(found[used].group, found[column].group):
            is_agreed = False
            remarks.append(f"{column} {quoted(texts[column])} differs from {used}, which is used")
        elif found[used].group == "adopted":
            used = column
    cells.remarks += remarks
    return Statement(found[used], not remarks, is_agreed, disbelieved)
