"""The status that people typed into a row, of one column or of several."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ..core.ledger import State
from . import keys
from .cells import Cells
from .flags import DENIALS
from .grammar.days import Manner
from .grammar.meanings import Group
from .grammar.statuses import Stated, Typed, may_both_be, stated
from .grammar.vocabulary import EMPTY
from .reading import quoted

_AGREEING: dict[Group, tuple[State, ...]] = {
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


_NOT_HOLDING: tuple[State, ...] = ("proposed", "upcoming", "suspended")
_HOLDS: set[Group] = {"adopted", "active", "extended"}
_LEAST: set[Group] = {"adopted"}
_SAYS_LESS: dict[Group, set[Group]] = {"extended": {"adopted", "active"}}
"""The groups that say less than another that may be true with them."""


def bears_out(state: State, typed: Typed) -> bool:
    """Whether a computed state bears out a status typed by hand; a bare no only denies that it holds."""
    return state in _AGREEING[typed.group] or (typed.word in DENIALS and state in _NOT_HOLDING)


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
    """The first status, save that one which says less gives way to a later one that says more.

    A cell that nobody understands is remarked upon, and so is one that contradicts itself or the status used.
    """
    ones = {
        cell.column: one
        for cell in cells.filled(keys.STATUS)
        if cell.how != keys.OF_STATUS
        if (one := _stated_by(cell.text, cell.how, cells.manner)) is not None
    }
    texts = cells.texts(keys.STATUS)
    remarks = [f"{column} {quoted(texts[column])} {one.remark}" for column, one in ones.items() if one.remark]
    disbelieved = tuple(column for column, one in ones.items() if one.is_disbelieved)
    found = {column: one.typed for column, one in ones.items() if one.typed is not None}
    found = {
        column: typed
        for column, typed in found.items()
        if not _goes_without_saying(typed, {other.group for name, other in found.items() if name != column})
    }
    if not found:
        cells.remarks += remarks
        return Statement(None, not remarks, disbelieved=disbelieved)
    used, *others = found
    is_agreed = True
    for column in others:
        if not may_both_be(found[used].group, found[column].group):
            is_agreed = False
            remarks.append(f"{column} {quoted(texts[column])} differs from {used}, which is used")
        elif found[used].group in _SAYS_LESS.get(found[column].group, _LEAST):
            used = column
    cells.remarks += remarks
    return Statement(found[used], not remarks, is_agreed, disbelieved)


def _goes_without_saying(typed: Typed, others: set[Group]) -> bool:
    """Whether another column says that and more: no proposal or stay is in force."""
    return typed.word in DENIALS and bool(others) and not others & _HOLDS


@lru_cache(maxsize=65536)
def _stated_by(text: str, how: str | None, manner: Manner) -> Stated | None:
    """What one cell states; None for one that says only that nothing is known."""
    facts = keys.STATUS.facts(text, how, manner)
    if not facts.is_unknown:
        return stated(facts)
    is_empty = facts.cell.text.casefold().strip(" .[]()") in ("", *EMPTY)
    return None if is_empty else Stated(None, "is not known: it confirms nothing")
