"""Words of the command line: days, terms, and words of a vocabulary. Each says how it should be written."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Iterable, Sequence

from ..core.dates import DateError, Day, Term
from ..core.faults import MoratrackError
from ..text import did_you_mean, near
from .days import is_length, read_days, read_length


def as_typed(word: str) -> str:
    """A word as it was typed, in UTF-8, whatever the locale; bytes that are no UTF-8 stay surrogates."""
    return word if word.isascii() else os.fsencode(word).decode("utf-8", "surrogateescape")


def require_text(name: str, value: object) -> None:
    """Raise MoratrackError where the value of an option, or one of its values, is no text."""
    for word in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(word, str) and any("\ud800" <= sign <= "\udfff" for sign in word):
            raise MoratrackError(f"{name} '{word[:40]}' is no text in UTF-8; write it in UTF-8")


def parse_day(option: str, text: str, on: dt.date) -> dt.date:
    """A whole day given on the command line on a day; raise MoratrackError for anything else."""
    day = parse_days(option, text, on)
    if day.approximate:
        raise MoratrackError(f"{option} {text[:40]!r} is no single day; write it as 2020-06-11")
    return day.first


def parse_days(option: str, text: str, on: dt.date) -> Day:
    """A day, or the days of a month or year, given on the command line; raise MoratrackError for others."""
    try:
        return read_days(text, on)
    except DateError as error:
        raise MoratrackError(f"{option} {error}") from None


def parse_when(option: str, text: str, on: dt.date, *, ahead: bool = False) -> Day:
    """A date, or the day that lies so long before a day, or after it: 90d says no sign, ``ahead`` says which.

    Raises MoratrackError for anything else.
    """
    sign = "+" if ahead else "-"
    return parse_days(option, f"{sign}{text}" if is_length(text) else text, on)


def parse_term(option: str, text: str, on: dt.date) -> Term:
    """A length of time given on the command line, such as 90d; raise MoratrackError for anything else."""
    try:
        term = read_length(text)
        term.after(on)
    except DateError:
        term = Term()
    if not term.known:
        raise MoratrackError(
            f"{option} {text[:40]!r} is no length of time within reach; write 90d, 12w, 6m or 1y"
        )
    return term


def split_words(values: Sequence[str]) -> list[str]:
    """Values given one by one or joined by commas."""
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


def require_known(option: str, words: Iterable[str], known: Collection[str]) -> None:
    """Raise MoratrackError for the first word that is none of those known."""
    for word in words:
        if word not in known:
            hint = did_you_mean(near(word, known), f"write one of {', '.join(known)}")
            raise MoratrackError(f"{option} {word[:40]!r} is unknown; {hint}")


def require_said(option: str, *values: str | None) -> None:
    """Raise MoratrackError for a value that is empty: a variable that nobody set asks for everything."""
    if any(value is not None and not value.strip() for value in values):
        raise MoratrackError(f"{option} is empty; say what you mean, or leave it out")
