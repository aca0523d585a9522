"""Columns of yes and no: what a cell of one says of the status of its policy."""

from __future__ import annotations

import re
from typing import NamedTuple

_YES = frozenset("yes y true t 1 1.0 x ✓ ✔ ☑".split())
_NO = frozenset("no n false f 0 0.0 ✗ ✘ ☐".split())
_NOTHING = "n/a"
_LED = re.compile(r"(?P<answer>[^\s(,;:–—-]+)(?P<rest>(?:\s*[(,;:–—-].*)?)", re.DOTALL)


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


def is_answer_in_words(text: str) -> bool:
    """Whether a cell is a yes or no that is no figure too, which may be a number or an id."""
    return answer(text) is not None and not text[0].isdigit()


def answers(text: str) -> bool:
    """Whether a cell says yes or no, be it with a remark behind it."""
    return _led(text) is not None


def status_said(flag: str, text: str) -> str:
    """The status that a cell of such a column stands for, with its remark; the cell where it is none."""
    match = _led(text)
    if match is None:
        return text
    word = FLAGS[flag].yes if answer(match["answer"]) else FLAGS[flag].no
    return word + (match["rest"] if word != _NOTHING else "")


def _led(text: str) -> re.Match[str] | None:
    """A cell that begins with a yes or no that stands alone or before a mark."""
    match = _LED.fullmatch(text)
    return match if match is not None and answer(match["answer"]) is not None else None


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
