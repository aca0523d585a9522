"""A cell that says how long or until when, as people type it → term, last day and condition."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..core.dates import DateError, Day, Term
from .days import day_at, read_day
from .reading import Reading

UNITS = ("days", "weeks", "months", "years")
KIND = "kind"
"""How a column is read that says of which kind the end is and not when: indefinite, fixed_days, unknown."""


class Ending(NamedTuple):
    """What is said of an end, in the words of an event; nothing at all for open-ended."""

    term: Term | None = None
    through: Day | None = None
    until: str | None = None


UNKNOWN = Ending(term=Term())
OPEN = Ending()

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty-four": 24, "thirty": 30,
    "thirty-six": 36, "forty-five": 45, "sixty": 60, "ninety": 90, "a": 1, "an": 1,
}  # fmt: skip
_FIGURES = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_NUMBER = rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))}|{_FIGURES})"
_UNIT = r"(?:years?|yrs?|months?|mos?|weeks?|wks?|days?)\b\.?"
_AMOUNT = rf"{_NUMBER}(?:[\s-]*\((?:{_FIGURES})\))?[\s-]*{_UNIT}"
_ONE_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER})(?:[\s-]*\((?P<again>{_FIGURES})\))?[\s-]*(?P<unit>year|yr|month|mo|week|wk|day)",
    re.IGNORECASE | re.ASCII,
)
_TERM = re.compile(rf"\b{_AMOUNT}(?:,?\s+(?:and\s+)?{_AMOUNT})*", re.IGNORECASE | re.ASCII)
# What may stand before a term or a last day without changing it.
_LEAD = re.compile(
    r"(?:(?:initial(?:ly)?|original(?:ly)?|proposed|reported|requested|temporary|emergency|immediate|renewable"
    r"|moratorium|pause|of|for|an?(?!\s+(?:year|month|week|day))|the|up to"
    r"|maximum|max\.?|no more than|not to exceed)[\s:,-]+)*",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"\W*(?:through|thru|until|till|to|ends?|ending|expires?|expiring|expiration)(?:\s+on)?\s+(?=\d|[a-z])",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:until|till|pending)\s+(?P<until>\S.*)", re.IGNORECASE | re.DOTALL)
_OR_UNTIL = re.compile(
    r"(?:\bor\s+(?:until|till|upon|when|once)|[,;]\s*(?:until|till))\s+(?P<until>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION_ENDS = re.compile(r"[,;(]?\s*\bwhichever\b.*|;.*", re.IGNORECASE | re.DOTALL)
_LATER = re.compile(
    r"\bwhichever\b.{0,40}\b(?:later|latest|last|longer|longest)\b", re.IGNORECASE | re.DOTALL
)
_OTHER_BOUND = re.compile(
    rf"\s*(?:(?:to|or|-|–)\s*(?:{_NUMBER})\b|(?:or (?:more|longer)|minimum|at least)\b)", re.IGNORECASE
)
_UNTIL_DAY = re.compile(r"\b(?:until|till)\b", re.IGNORECASE)
_EXTENDED = re.compile(r"(?<!be )(?<!unless )(?<!if )(?<!not )\bextended\b", re.IGNORECASE)
_LATER_DAY = re.compile(
    rf"(?:{_EXTENDED.pattern}[^;.]{{0,40}}?\b(?:through|thru|until|till|to)|\b(?:expires?|expiring|ending|ends))"
    r"\s+(?:on\s+)?",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:indefinite(?:ly)?|open[- ]ended|permanent(?:ly)?"
    r"|no (?:stated )?(?:end|expiration|expiry|sunset)(?: date)?)\b",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile(
    r"(?:unknown|undetermined|tbd|n/?a|\?+|\[verify"
    r"|not (?:yet )?(?:confirmed|stated|specified|known|located|recorded))(?!\w)",
    re.IGNORECASE,
)


def read_ending(text: str, how: str | None = None) -> Reading[Ending] | None:
    """Read a cell such as "6 months", "until rules are adopted", "Indefinite"; None if it says no end.

    ``how`` is the unit of a bare number, or ``kind``.
    """
    text = " ".join(text.split())
    if how == KIND:
        return _reading(_kind(text), text)
    if how in UNITS and (ending := _bare_number(text, how)):
        return _reading(ending, text)
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if _NOT_KNOWN.match(text):
        return _reading(UNKNOWN, text)
    if (opened := _OPEN.match(text, start)) is not None:
        return _reading(_condition(text[opened.end() :].lstrip(" ,;(")) or OPEN, text)
    if (match := _TERM.match(text, start)) is not None:
        return _reading(_term(match, text), text)
    return _reading(_last_day(text[start:]) or _condition(text[start:]), text)


def read_last_day(text: str, how: str | None = None) -> Reading[Ending] | None:
    """Read a cell of a column of last days in force, which may hold a condition or a term instead."""
    day = read_day(text, how)
    if day is None:
        return read_ending(text)
    return Reading(Ending(through=day.value), day.parts, day.remark, day.doubtful)


def read_condition(text: str, how: str | None = None) -> Reading[Ending] | None:
    """Read a cell of a column of conditions; whatever it says is one."""
    del how
    found = _condition(text)
    return Reading(found or Ending(until=" ".join(text.split())), (text,))


def fits(ending: Ending, other: Ending) -> bool:
    """Whether two cells may say the same of one end: a month counts from 28 to 31 days."""
    if ending.term is None or other.term is None or not (ending.term.known and other.term.known):
        return True
    (least, most), (other_least, other_most) = _days(ending.term), _days(other.term)
    return least <= other_most and other_least <= most


def _days(term: Term) -> tuple[int, int]:
    years, months, weeks, days = term.amounts
    months += 12 * years
    exact = 7 * weeks + days
    return exact + 28 * months, exact + 31 * months


def _reading(ending: Ending | None, text: str) -> Reading[Ending] | None:
    if ending is None:
        return None
    remarks = []
    later = _later_day(text)
    if later is not None and (ending.through is None or ending.through.last < later.last):
        ending = ending._replace(through=later)
    if ending.through is not None and _UNTIL_DAY.search(text):
        remarks.append(f"until {ending.through} is read as its last day in force")
    if ending.until is None and _EXTENDED.search(text):
        to = f" to {later}, on a day that is not stated" if later else ", which was not read"
        remarks.append(f"it was extended{to}")
    return Reading(ending, (text,), "; ".join(remarks))


def _later_day(text: str) -> Day | None:
    """The latest day to which a text says it was extended, or on which it expires."""
    days = (day_at(text, match.end()) for match in _LATER_DAY.finditer(text))
    return max((day for day in days if day is not None), key=lambda day: day.last, default=None)


def _kind(text: str) -> Ending:
    """Of a kind of end: any but an open one is an end that this cell does not state."""
    return OPEN if _OPEN.fullmatch(text) else UNKNOWN


def _bare_number(text: str, unit: str) -> Ending | None:
    number = text.replace(",", "").removesuffix(".0")
    if not (number.isascii() and number.isdecimal() and len(number) <= 6):
        return None
    try:
        return Ending(term=Term.parse(f"{number} {unit}"))
    except DateError:
        return None


def _term(match: re.Match[str], text: str) -> Ending | None:
    rest = text[match.end() :]
    term = _amounts(match[0])
    if term is None or _OTHER_BOUND.match(rest):
        return None
    if _LATER.search(rest):
        return Ending(until=" ".join(text.split()))
    if (stated := _last_day(rest)) is not None:
        return stated._replace(term=term)
    found = _OR_UNTIL.search(rest)
    if found is None:
        return Ending(term=term)
    day = day_at(rest, found.start("until"))
    return Ending(term, through=day) if day else Ending(term, until=_clause(found["until"]))


def _amounts(text: str) -> Term | None:
    """The term that amounts such as "one (1) year and six months" add up to; None if they contradict."""
    written = []
    for match in _ONE_AMOUNT.finditer(text):
        number = _number(match["number"])
        if match["again"] is not None and _number(match["again"]) != number:
            return None
        unit = {"y": "years", "m": "months", "w": "weeks", "d": "days"}[match["unit"][0].lower()]
        written.append(f"{number} {unit}")
    try:
        return Term.parse(" ".join(written))
    except DateError:
        return None


def _number(text: str) -> int:
    return _WORDS.get(text.lower()) or int(text.replace(",", ""))


def _last_day(text: str) -> Ending | None:
    match = _THROUGH.match(text)
    day = day_at(text, match.end()) if match else None
    return Ending(through=day) if day else None


def _condition(text: str) -> Ending | None:
    match = _UNTIL.match(text)
    until = _clause(match["until"]) if match else ""
    return Ending(until=until) if until else None


def _clause(text: str) -> str:
    return " ".join(_CONDITION_ENDS.sub("", text).split()).strip(" ,.;")
