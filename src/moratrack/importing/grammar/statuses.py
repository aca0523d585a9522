"""The words of status of one cell → the status that it states, or why it states none."""

from __future__ import annotations

from typing import NamedTuple

from .facts import Facts
from .meanings import Group
from .vocabulary import RESUMED

CUT_SHORT: tuple[Group, ...] = ("rescinded", "replaced")
"""The groups that say that somebody ended the policy."""
OVER: tuple[Group, ...] = ("expired", *CUT_SHORT)
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
    "active": {"pending", "suspended"},
    "extended": {"pending"},
}


class Typed(NamedTuple):
    """A status typed by hand: its word, and the group of words with that meaning."""

    word: str
    group: Group


class Stated(NamedTuple):
    """What one cell says."""

    typed: Typed | None
    remark: str = ""
    is_disbelieved: bool = False
    is_unsure: bool = False


def stated(facts: Facts) -> Stated:
    """The status that one cell states, and what there is to say of it."""
    words = [Typed(word.word.lower().replace("_", " "), word.group) for word in facts.words]
    groups = {word.group for word in words}
    if not words:
        return Stated(None, "is not understood")
    if facts.is_half_read:
        return Stated(None, "is only half read: it confirms nothing", is_disbelieved=True)
    last = words[-1]
    if len(groups) == 1 and facts.is_word_doubtful:
        typed = None if last.group in (*OVER, "failed") else words[0]
        return Stated(typed, "is not sure: it confirms nothing", is_unsure=True)
    if len(groups) == 1:
        return Stated(words[0])
    if not groups & {*OVER, "failed"} and _all_together(groups):
        telling = next(group for group in _TELLING if group in groups)
        return Stated(next(word for word in words if word.group == telling))
    is_again = last.word in RESUMED and groups <= {"active", "adopted", "extended", "suspended", *OVER}
    if is_again or groups - {last.group} <= _FOLLOWING.get(last.group, set()):
        return Stated(last, f"is read as {last.word}: it confirms nothing else")
    return Stated(None, "contradicts itself: it is not believed", is_disbelieved=True)


def _all_together(groups: set[Group]) -> bool:
    return any(groups <= together for together in _TOGETHER)


def may_both_be(one: Group, other: Group) -> bool:
    """Whether two words can be true of one policy on one day."""
    return any({one, other} <= together for together in _TOGETHER)
