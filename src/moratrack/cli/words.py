"""Words of the command line: days, terms, and words of a vocabulary. Each says how it should be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from ..core.dates import DateError, Day, Term
from ..core.faults import MoratrackError
from ..text import did_you_mean, near

_SHORT_TERMS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def parse_day(option: str, text: str) -> dt.date:
    """A whole day given on the command line; raise MoratrackError for anything else."""
    try:
        day = Day.parse(text)
    except DateError:
        day = None
    if day is None or day.approximate:
        raise MoratrackError(f"{option} {text[:40]!r} is not a day of the calendar; write it as 2020-06-11")
    return day.first


def parse_days(option: str, text: str) -> Day:
    """A day, or the days of a month or year, given on the command line; raise MoratrackError for others."""
    try:
        return Day.parse(text)
    except DateError:
        raise MoratrackError(
            f"{option} {text[:40]!r} is no date; write 2019, 2019-01 or 2019-01-15"
        ) from None


def parse_term(option: str, text: str, on: dt.date) -> Term:
    """A length of time given on the command line, such as 90d; raise MoratrackError for anything else."""
    unit = _SHORT_TERMS.get(text[-1:])
    try:
        term = Term.parse(f"{text[:-1]} {unit}" if unit and text[:-1].isdecimal() else text)
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
