"""What a cell may say: days with their role, terms, conditions, words of status.

Nothing is chosen among them. Every day and every term is a fact with a role, also where the role is that it
only may come about, so that whoever makes a record of the facts can tell which of them it left out.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from .amounts import Amount
from .days import Moment
from .meanings import Group
from .tokens import Cell

DayRole = Literal[
    "", "adopted", "effective", "through", "extended", "extended_through", "ended", "ended_effective",
    "checked", "introduced", "failed", "hearing", "amended", "suspended", "suspended_through",
    "resumed",
    "possible", "condition", "range", "denied", "later", "anchor",
]  # fmt: skip
TermRole = Literal["", "extension", "total", "possible", "proposed", "unread", "ended", "wait"]
Place = Literal[
    "adopted", "introduced", "effective", "term", "through", "until", "extended", "ended", "suspended",
    "resumed", "checked", "status",
]  # fmt: skip
"""What a cell is expected to say, by its column."""
END_PLACES = ("term", "through", "until")
CHANGE_PLACES = ("extended", "ended", "suspended", "resumed")
"""Those of what need not happen."""
DAY_PLACES = ("adopted", "introduced", "effective", "through", *CHANGE_PLACES, "checked")


class DayFact(NamedTuple):
    """A day, and what happened on it; no role where the cell gives none."""

    role: DayRole
    moment: Moment
    at: int
    word: str = ""
    """The word that gave it its role."""
    is_hedged: bool = False
    """Whether the word before it says that it is only about then."""


class TermFact(NamedTuple):
    """A length of time; ``term`` of the amount is None where it is not one a record can count."""

    role: TermRole
    amount: Amount
    at: int
    anchor: Moment | None = None
    """The day from which the cell itself counts it."""
    less: Amount | None = None
    """What is to be taken away from it again."""
    since: str = ""
    """The beginning from which the cell says that it counts, where those may differ: a marker."""


class Word(NamedTuple):
    """A word of status that the cell says of itself."""

    group: Group
    word: str
    at: int


class Condition(NamedTuple):
    """What ends it, in words, and whether an extension set that end."""

    text: str
    is_extension: bool


class Facts(NamedTuple):
    """All that one cell says."""

    cell: Cell
    days: tuple[DayFact, ...] = ()
    terms: tuple[TermFact, ...] = ()
    conditions: tuple[Condition, ...] = ()
    words: tuple[Word, ...] = ()
    is_half_read: bool = False
    """Whether a word of status is denied, or stands under an if."""
    is_sooner: bool = False
    is_later: bool = False
    is_floor: bool = False
    """Whether its day is one that it outlasts in any case, as in "no earlier than"."""
    is_open: bool = False
    is_lifted: bool = False
    """Whether it is an extension that set no end."""
    is_unknown: bool = False
    is_doubtful: bool = False
    is_word_doubtful: bool = False
    """Whether it is a word of status, and not only a day, of which it is not sure."""
    is_at_once: bool = False
    """Whether it begins with its adoption, as it does where nothing is said."""
    upon: str = ""
    """The condition on which it starts."""
    says_until: bool = False
    """Whether a day is given with "until", which leaves open whether it is in."""
    is_partly_unknown: bool = False
    """Whether it says of a part of itself that nobody knows it, as in "2025-12-31, then TBD"."""
    has_words: bool = False
    """Whether words that nobody read stand before its last day, and may say that it is none."""
    left_over: tuple[str, ...] = ()
    """Figures that no rule took, though they may be part of a day, or a length."""
    parts: tuple[str, ...] = ()
    """What became of each token, in words."""


_ROLE_NAMES: dict[str, str] = {
    "": "the day of this column",
    "extended": "day of an extension",
    "extended_through": "last day, as extended",
    "through": "last day",
    "ended": "day it ended",
    "ended_effective": "first day it is over",
    "hearing": "a day to come",
    "possible": "a day that only may come",
    "denied": "a day that is denied",
    "range": "one of two days",
    "checked": "day of a check",
    "introduced": "day of the proposal",
    "failed": "day the proposal failed",
    "adopted": "day it was adopted",
    "effective": "first day in force",
    "amended": "day of an amendment",
    "suspended": "day of a stay",
    "suspended_through": "last day of a stay",
    "resumed": "day it resumed",
    "condition": "named in a condition",
    "later": "a later day",
    "anchor": "the day a term counts from",
}


def role_name(role: str) -> str:
    """What a day of a role is called."""
    return _ROLE_NAMES[role]
