"""A cell that holds a day, as people type it → the day, and how sure that reading is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from ..core.dates import DateError, Day
from .reading import Reading, quoted

DAY_FIRST = "dmy"
MONTH_FIRST = "mdy"

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINAL = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_TIME = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"(?P<y>\d{{4}})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){_TIME}",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})(?P=mark)(?P<y>\d{4}|\d\d)",
        rf"{_MONTH}\s+{_ORDINAL},?\s+(?P<y>\d{{4}})",
        rf"{_ORDINAL}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+(?P<y>\d{{4}}|\d\d)",
        rf"{_MONTH},?[\s-]+(?P<y>\d{{4}})",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[/.](?P<y>\d{4})",
        r"(?P<y>\d{4})",
    )
)
# What may stand before a day without making it another day.
_LEAD = re.compile(
    r"(?:(?:on|or|in|the|about|around|approximately|approx\.?|circa|ca\.?|c\.|~|est\.?|estimated|reported(?:ly)?"
    r"|adopted|enacted|passed|approved|announced|ordered|effective|early|mid|late|spring|summer|fall|autumn|winter"
    r"|q[1-4]|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[\s,:-]+|~\s*)*",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\s*(?:[-–—/&]|to\b|through\b|or\b|and\b|until\b)\s*(?:\d|{_MONTH})", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:about|around|approx\w*|circa|ca\.|estimated|reported(?:ly)?|unverified|unconfirmed|verify)\b|[~?]",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    r"\s*(?:not (?:yet )?(?:enacted|adopted|in force)|never (?:enacted|adopted)|proposed|proposal|introduced"
    r"|pending|draft)\b",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"(?<![\w/.-])\d{4}-\d\d(?:-\d\d)?(?![\w-])")
_LONGEST_DAY = 40
_EXCEL_DAY = re.compile(r"[2-7]\d{4}(?:\.\d+)?", re.ASCII)
_EXCEL_EPOCH = dt.date(1899, 12, 30)


class Dated(NamedTuple):
    """A day, and whether the cell says that nothing was adopted; then ``day`` may be unknown."""

    day: Day | None
    is_proposal: bool = False


class _Found(NamedTuple):
    day: Day
    rest: str
    remark: str


def read_day(text: str, how: str | None = None) -> Reading[Day] | None:
    """Read a cell that begins with a day; ``how`` is dmy or mdy for 03/04/2026. None if there is no day."""
    dated = read_dated(text, how)
    if dated is None or dated.value.day is None or dated.value.is_proposal:
        return None
    return Reading(dated.value.day, dated.parts, dated.remark, dated.doubtful)


def read_dated(text: str, how: str | None = None) -> Reading[Dated] | None:
    """Read a day of adoption, or that nothing was adopted as of some day; None if there is neither."""
    text = " ".join(text.split())
    if _PROPOSAL.match(text):
        stated = _ISO_DAY.search(text)
        found = _find(stated[0], how) if stated else None
        return Reading(Dated(found.day if found else None, is_proposal=True), (text,))
    found = _find(text, how)
    if found is None:
        return None
    is_proposal = _PROPOSAL.match(found.rest.lstrip(" ([,;:-")) is not None
    doubtful = _DOUBT.search(text) is not None
    return Reading(Dated(found.day, is_proposal), (text,), found.remark, doubtful)


def day_at(text: str, start: int) -> Day | None:
    """The day that stands at a place of a text, stated without a doubt; None if there is none."""
    rest = text[start : start + _LONGEST_DAY]
    found = _find(rest, None)
    return None if found is None or found.remark or _lead_end(rest) else found.day


def field_order(texts: Iterable[str]) -> str | None:
    """How days such as 12/17/2025 are written in a column: dmy or mdy.

    None where no cell shows it, or some show one and some the other.
    """
    shown = set()
    for text in texts:
        match = _FORMS[2].match(text, _lead_end(text))
        if match is not None:
            one, two = int(match["one"]), int(match["two"])
            if one > 12 >= two:
                shown.add(DAY_FIRST)
            elif two > 12 >= one:
                shown.add(MONTH_FIRST)
    return shown.pop() if len(shown) == 1 else None


def _find(text: str, how: str | None) -> _Found | None:
    if _EXCEL_DAY.fullmatch(text):
        day = _EXCEL_EPOCH + dt.timedelta(days=int(float(text)))
        return _Found(Day(day), "", f"{text} is read as Excel's number for {day}")
    start = _lead_end(text)
    for form in _FORMS:
        match = form.match(text, start)
        if match is None or text[match.end() : match.end() + 1].isalnum():
            continue
        rest = text[match.end() :]
        return None if _RANGE.match(rest) else _day(match, rest, how)
    return None


def _lead_end(text: str) -> int:
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


def _day(match: re.Match[str], rest: str, how: str | None) -> _Found | None:
    parts = match.groupdict()
    choices = []
    if "one" in parts:
        # A day with full stops is written day first, wherever it is written.
        order = DAY_FIRST if parts["mark"] == "." else how
        month, day, undecided = _in_order(int(parts["one"]), int(parts["two"]), order)
        if undecided:
            choices.append("month first, though it may be day first")
    else:
        name = parts.get("name")
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts.get("m") or 0)
        day = int(parts.get("d") or 0)
    year = parts["y"]
    if len(year) == 2:
        year = f"20{year}"
        choices.append(f"the year as {year}")
    written = "-".join([year, *(f"{part:02}" for part in (month, day) if part)])
    try:
        found = Day.parse(written)
    except DateError:
        return None
    return _Found(
        found, rest, f"{quoted(match[0])} is read as {found}, {' and '.join(choices)}" if choices else ""
    )


def _in_order(one: int, two: int, how: str | None) -> tuple[int, int, bool]:
    """The month and the day of two numbers, and whether nothing decided which is which."""
    if one == two or two > 12:
        return one, two, False
    if one > 12 or how == DAY_FIRST:
        return two, one, False
    return one, two, how is None
