"""Columns of yes and no: what a cell of one says of the status of its policy."""

from __future__ import annotations

from typing import NamedTuple

_YES = frozenset("yes y true t 1 1.0 x ✓ ✔ ☑".split())
_NO = frozenset("no n false f 0 0.0 ✗ ✘ ☐".split())
_NOTHING = "n/a"


class _Flag(NamedTuple):
    yes: str
    no: str
    """The words of status that a yes and a no stand for."""


_OVER = "repealed rescinded lifted terminated revoked withdrawn superseded replaced ended expired".split()
FLAGS = {
    "active": _Flag("active", "not active"),
    "in_force": _Flag("in force", "not in force"),
    "extended": _Flag("extended", _NOTHING),
    **{word: _Flag(word, _NOTHING) for word in _OVER},
}
"""How a column of statuses is read that asks a question: its words for yes and for no."""
DENIALS = frozenset(flag.no for flag in FLAGS.values() if flag.no != _NOTHING)
"""The statuses that say only that it does not hold, be it over or not yet adopted."""


def answer(text: str) -> bool | None:
    """Whether a cell says yes or no; None where it says neither."""
    plain = text.casefold().strip(" .")
    return True if plain in _YES else False if plain in _NO else None


def status_said(flag: str, text: str) -> str:
    """The status that a cell of such a column stands for; the cell itself where it is no yes or no."""
    found = answer(text)
    return text if found is None else FLAGS[flag].yes if found else FLAGS[flag].no


def names_of(flag: str) -> tuple[str, ...]:
    """The usual names of a column of such a question, each with how it is read."""
    forms = (
        "{}",
        "is_{}",
        "still_{}",
        "is_still_{}",
        "currently_{}",
        "{}_now",
        "now_{}",
        "was_{}",
        "{}_flag",
    )
    return tuple(f"{form.format(flag)}:{flag}" for form in forms)
