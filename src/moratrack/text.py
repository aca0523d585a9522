"""Text for people, whatever it comes from: made harmless, days with their marks, the nearest known word."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
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
