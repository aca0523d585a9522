"""Lengths of time as people write them: twelve (12) months, a year and a half, 1.5 years, ninety-day."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...core.dates import DateError, Term

UNITS = ("days", "weeks", "months", "years")

_ONES = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
} | {"a": 1, "an": 1, "couple": 2}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_HUNDRED = "hundred"
_NUMERALS = "|".join(sorted((*_ONES, *_TENS, _HUNDRED), key=len, reverse=True))
_FIGURES = r"\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,2})?|½"
# The article of "a six-month pause" is no numeral; that of "a hundred days" is.
_ARTICLE = rf"an?[- ](?!{_HUNDRED})(?:{_NUMERALS})\b"
_NUMBER = rf"(?:{_FIGURES}|(?!{_ARTICLE})(?:{_NUMERALS})(?:[- ](?:and )?(?:{_NUMERALS})){{0,4}})"
_UNITS_ELSEWHERE = {
    word: unit
    for unit, words in {
        "y": "jahr jahre jahren ans année années año años anno anni ano anos jaar jaren",
        "m": "monat monate monaten mois mes meses mese mesi mês maand maanden",
        "w": "woche wochen semaine semaines semana semanas settimana settimane weken",
        "d": "tag tage tagen jour jours día días giorno giorni dia dias dag dagen",
    }.items()
    for word in words.split()
}
_ELSEWHERE = "|".join(_UNITS_ELSEWHERE)
_OF_UNIT = r"(?:(?:calendar|consecutive|more|additional|extra|further)[- ])?"
_UNIT = rf"{_OF_UNIT}(?:years?|yrs?|months?|mos?|weeks?|wks?|days?|fortnights?|{_ELSEWHERE})\b\.?"
_SHORT = rf"(?<!\S)(?:{_FIGURES}) ?[ymwd](?:\.|(?=$|[,;/)]))"
_HALF = r"(?: and a half| and one[- ]half)"
_AGAIN = rf"(?:[- ]*\((?:{_FIGURES})\)(?= ?-?))?"
_AMOUNT = (
    rf"(?:(?:one|a) and (?:a|one)[- ]half[- ]{_UNIT}|half a (?:year|month)|half[- ]year"
    rf"|{_NUMBER}{_AGAIN}[- ]*{_UNIT}{_HALF}?|{_SHORT})"
)
BEGINS = re.compile(rf"\d|P\d|(?:{_NUMERALS}|half|between)\b", re.IGNORECASE)
"""What each of the patterns of a length begins with, but for a ½."""
AMOUNT = re.compile(rf"{_AMOUNT}(?:(?:,? and|,|;? plus)? {_AMOUNT})*", re.IGNORECASE)
ISO_TERM = re.compile(r"P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?![\w])", re.ASCII)
_TWO = rf"(?:{_NUMBER})(?: ?(?:{_UNIT}))?(?:%s)(?:{_NUMBER})[- ]*{_UNIT}"
BETWEEN = re.compile(
    "between " + _TWO % " and | to " + "|" + _TWO % " to | or | ?- ?| ?/ ?(?=\\w+ years)", re.IGNORECASE
)
"""Two lengths of which nobody knows which it is."""
NO_CALENDAR = re.compile(
    rf"{_NUMBER}{_AGAIN}[- ]*(?:business|working|council|session|school)[- ]+\w+", re.IGNORECASE
)
"""A length that a calendar does not count."""
_ONE = re.compile(
    rf"(?P<oddly>(?:one|a) and (?:a|one)[- ]half|half(?: a|))[- ](?P<oddunit>\w)"
    rf"|\b(?P<number>{_NUMBER})(?:[- ]*\((?P<again>{_FIGURES})\))?[- ]*{_OF_UNIT}"
    rf"(?P<unit>(?:{_ELSEWHERE})\b|years?|yrs?|months?|mos?|weeks?|wks?|days?|fortnight"
    r"|(?:(?<=\d)|(?<=\d ))[ymwd]\b)\.?"
    rf"(?P<half>{_HALF})?",
    re.IGNORECASE,
)
_MONTHS_OF = {"y": 12, "m": 1}
_RANK = {"d": 1, "f": 2, "w": 2, "m": 3, "y": 4}


def end_of_sum(text: str, start: int, end: int) -> int:
    """Where the first of some lengths ends of which a later one is in larger units: no one says so of one."""
    smallest, place = 0, start
    for match in _ONE.finditer(text, start, end):
        unit = _RANK[_letter(match["unit"] or match["oddunit"])]
        if smallest and unit > smallest:
            return place
        smallest, place = unit, match.end()
    return end


class Amount(NamedTuple):
    """A length of time, or None where the text contradicts itself or no calendar counts it."""

    term: Term | None
    text: str


def amount(text: str) -> Amount:
    """The length that a text such as "one (1) year and six months" adds up to."""
    totals = dict.fromkeys(UNITS, 0)
    try:
        for match in _ONE.finditer(text):
            _add(match, totals)
        return Amount(
            Term.parse(" ".join(f"{count} {unit}" for unit, count in totals.items() if count)), text
        )
    except (DateError, ValueError):
        return Amount(None, text)


def iso(text: str) -> Amount:
    """A length such as P1Y6M."""
    try:
        return Amount(Term.parse(text), text)
    except DateError:
        return Amount(None, text)


def bare_number(text: str, unit: str) -> Amount | None:
    """A number alone, in the unit of its column."""
    number = text.replace(",", "").removesuffix(".0")
    if not (number.isascii() and number.isdecimal() and len(number) <= 6 and int(number)):
        return None
    return Amount(Term.parse(f"{number} {unit}"), text)


def _add(match: re.Match[str], totals: dict[str, int]) -> None:
    if match["oddly"] is not None:
        half = 18 if "and" in match["oddly"].lower() else 6
        if match["oddunit"].lower() != "y":
            raise ValueError(match[0])
        totals["months"] += half
        return
    number: float = _number(match["number"])
    if match["again"] is not None and _number(match["again"]) != number:
        raise ValueError(match[0])
    unit = _letter(match["unit"])
    if match["half"]:
        number += 0.5
    if unit == "f":
        number, unit = 2 * number, "w"
    if number != int(number):
        months = number * _MONTHS_OF.get(unit, 0)
        if not months or months != int(months):
            raise ValueError(match[0])
        number, unit = months, "m"
    totals[{"y": "years", "m": "months", "w": "weeks", "d": "days"}[unit]] += int(number)


def _letter(unit: str) -> str:
    """The first letter of a unit, in English."""
    return _UNITS_ELSEWHERE.get(unit.lower()) or unit[0].lower()


def _number(text: str) -> float:
    if text == "½":
        return 0.5
    if text[0].isdigit():
        return float(text.replace(",", ""))
    total = current = 0
    for word in re.split(r"[- ]+", text.lower()):
        if word == _HUNDRED:
            current = max(current, 1) * 100
        elif word != "and":
            value = _ONES.get(word) or _TENS.get(word) or 0
            if current % 10 or (current % 100 and value > 9):
                raise ValueError(f"{text}: no number")
            current += value
    return float(total + current)
