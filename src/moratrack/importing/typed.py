"""The status that people typed into a row, of one column or of several."""

from __future__ import annotations

from typing import NamedTuple

from ..core.ledger import State
from . import keys
from .cells import Cells
from .grammar.facts import Facts
from .grammar.vocabulary import Group
from .reading import quoted

CUT_SHORT: tuple[Group, ...] = ("rescinded", "replaced")
"""The groups that say that somebody ended the policy."""
OVER: tuple[Group, ...] = ("expired", *CUT_SHORT)
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

# Words that can be true of one policy on one day: "enacted" is true of whatever was adopted once.
_TOGETHER: tuple[set[Group], ...] = (
    {"adopted", "active", "extended"},
    {"adopted", "suspended"},
    {"adopted", "expired", "rescinded", "replaced"},
    {"pending"},
    {"failed"},
)
# Of words of one cell that are true together, the one that says the most.
_TELLING: tuple[Group, ...] = ("suspended", "extended", "active", "adopted", "pending")
# What may follow on what: the later is what the cell says of its day.
_FOLLOWING: dict[Group, set[Group]] = {
    "expired": {"adopted", "extended", "suspended"},
    "rescinded": {"adopted", "extended", "suspended", "expired"},
    "replaced": {"adopted", "extended", "suspended", "expired", "rescinded"},
    "failed": {"pending"},
    "suspended": {"adopted", "active", "extended"},
    "adopted": {"pending"},
    "active": {"pending"},
    "extended": {"pending"},
}


class Typed(NamedTuple):
    """A status typed by hand: its word, and the group of words with that meaning."""

    word: str
    group: Group


class Statement(NamedTuple):
    """The status that the columns state together."""

    typed: Typed | None
    is_clear: bool
    """Whether all that was typed is understood and agrees; if not, its day of checking confirms nothing."""
    is_agreed: bool = True
    """Whether no column contradicts another."""
    disbelieved: tuple[str, ...] = ()
    """The columns whose cells contradict themselves: nothing in them is used."""


class _One(NamedTuple):
    """What one cell says."""

    typed: Typed | None
    remark: str = ""
    is_disbelieved: bool = False


def statement(cells: Cells) -> Statement:
    """The first status, save that one which says only "adopted" gives way to a later one that says more.

    A cell that nobody understands is remarked upon, and so is one that contradicts itself or the status used.
    """
    ones = {column: _one(facts) for column, facts in cells.facts(keys.STATUS) if not facts.is_unknown}
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
        if not _may_both_be(found[used].group, found[column].group):
            is_agreed = False
            remarks.append(f"{column} {quoted(texts[column])} differs from {used}, which is used")
        elif found[used].group == "adopted":
            used = column
    cells.remarks += remarks
    return Statement(found[used], not remarks, is_agreed, disbelieved)


def _one(facts: Facts) -> _One:
    """The status that one cell states, and what there is to say of it."""
    words = [Typed(word.word.lower().replace("_", " "), word.group) for word in facts.words]
    groups = {word.group for word in words}
    if not words:
        return _One(None, "is not understood")
    if facts.is_half_read:
        return _One(None, "is only half read: it confirms nothing", is_disbelieved=True)
    last = words[-1]
    if len(groups) == 1 and facts.is_word_doubtful:
        return _One(words[0], "is not sure: it confirms nothing")
    if len(groups) == 1:
        return _One(words[0])
    if not groups & {*OVER, "failed"} and _all_together(groups):
        telling = next(group for group in _TELLING if group in groups)
        return _One(next(word for word in words if word.group == telling))
    if groups - {last.group} <= _FOLLOWING.get(last.group, set()):
        return _One(last, f"is read as {last.word}: it confirms nothing else")
    return _One(None, "contradicts itself: it is not believed", is_disbelieved=True)


def _all_together(groups: set[Group]) -> bool:
    return any(groups <= together for together in _TOGETHER)


def _may_both_be(one: Group, other: Group) -> bool:
    return any({one, other} <= together for together in _TOGETHER)
