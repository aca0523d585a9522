"""Text for people, whatever it comes from: made harmless, days with their marks, the nearest known word."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

APPROXIMATE = "~"
UNCONFIRMED = "?"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet program take a cell for a formula."""
_JOINERS = "\u200c\u200d"


def inert(text: str) -> str:
    """Text of a data file in one line, with whatever could command a terminal written out as an escape."""
    if text.isprintable():
        return text
    return "".join(map(_inert_character, text))


def _inert_character(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def day(date: dt.date | None, *, approximate: bool = False) -> str:
    """A date, marked where it is only approximate; nothing for none."""
    if date is None:
        return ""
    return f"{APPROXIMATE}{date}" if approximate else str(date)


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most likely stands for."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 policy", "1,200 policies"; without ``many``, an s is added."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def several(texts: Sequence[str], at_most: int) -> str:
    """Texts in a row, the last of more than ``at_most`` only counted: "police, schools and 3 more"."""
    more = f" and {len(texts) - at_most} more" if len(texts) > at_most else ""
    return ", ".join(texts[:at_most]) + more


def did_you_mean(match: str | None, otherwise: str) -> str:
    """The mend for a word that nothing goes by: the nearest known one, else something to do."""
    return f"did you mean {match}?" if match else otherwise
