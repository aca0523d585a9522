"""Days as people type them: 2020-06-11, today, +30d, 1 June 2021. What may mean two days is not read."""

from __future__ import annotations

import datetime as dt
import re

from ..core.dates import DAY, DateError, Day, Term

NO_TIME = "0d"
_AWAY = {"yesterday": -DAY, "today": dt.timedelta(), "tomorrow": DAY}
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
# Most days are written as 2020-06-11, and need none of these: they are compiled where they are used.
_YEAR_FIRST = r"(\d{4})([-/.]?)(\d\d?)\2(\d\d?)"
_YEAR_LAST = r"(\d\d?)([-/.])(\d\d?)\2(\d{4})"
_NAME, _ORDINAL = r"(?P<name>[a-z]+)\.?", r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_WITH_MONTH = (
    rf"{_ORDINAL}(?: of)?[ -]{_NAME},?[ -](?P<year>\d{{4}})",
    rf"{_NAME} {_ORDINAL},? (?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}})[ -]{_NAME}[ -](?P<day>\d\d?)",
)
_MEND = "write 2020-06-11, 1 June 2021, today or +30d"


def read_days(text: str, on: dt.date) -> Day:
    """The day, or the days of a month or year, that a text means to someone who writes it on a day.

    Raises DateError, which says what to write, for a text that means none, or that may mean two.
    """
    try:
        return Day.parse(text)
    except DateError:
        typed = " ".join(text.split())
    found = _away(typed, on) or _in_figures(typed) or _with_month(typed)
    if found is None:
        raise DateError(f"{text[:40]!r} is not understood as a day; {_MEND}")
    return Day(found)


def read_length(text: str) -> Term:
    """A length of time: 90d, 12w, 6m, 1y, or as a record has it; raise DateError for any other text."""
    unit = _UNITS.get(text[-1:].lower())
    if unit and text[:-1].isdecimal():
        return Term.parse(f"{text[:-1]} {unit}")
    return Term.parse(text if text[:1] == "P" else text.lower())


def is_length(text: str) -> bool:
    """Whether a text is a length of time, of no days among them."""
    try:
        return text == NO_TIME or read_length(text).known
    except DateError:
        return False


def _away(text: str, on: dt.date) -> dt.date | None:
    """A day that is said by how far it is from another."""
    length = text[1:].lstrip()
    try:
        if text.lower() in _AWAY:
            return on + _AWAY[text.lower()]
        if text[:1] not in ("+", "-") or not is_length(length):
            return None
        if length == NO_TIME:
            return on
        return read_length(length).after(on) if text[0] == "+" else read_length(length).before(on)
    except (DateError, OverflowError):
        raise DateError(f"{text!r} from {on} lies outside the years 1 to 9999; write a nearer day") from None


def _in_figures(text: str) -> dt.date | None:
    """A day of figures alone: the year first, or last where only one of the others can be the month."""
    match = re.fullmatch(_YEAR_FIRST, text, re.ASCII)
    if match is not None and (match[2] or len(text) == len("20210601")):
        return _calendar_day(text, match[1], match[3], match[4])
    match = re.fullmatch(_YEAR_LAST, text, re.ASCII)
    if match is None:
        return None
    one, _, other, year = match.groups()
    if int(one) > 12 or one == other:
        return _calendar_day(text, year, other, one)
    if int(other) > 12:
        return _calendar_day(text, year, one, other)
    readings = (_calendar_day(text, year, other, one), _calendar_day(text, year, one, other))
    day_first, month_first = (f"{day} ({day.day} {day:%B})" for day in readings)
    raise DateError(f"{text!r} may mean {day_first} or {month_first}; write the one that is meant")


def _calendar_day(text: str, year: str, month: str, day: str) -> dt.date:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        raise _no_day(text) from None


def _with_month(text: str) -> dt.date | None:
    """A whole day with the English name of its month; None for any other text."""
    tried = (re.fullmatch(form, text, re.ASCII | re.IGNORECASE) for form in _WITH_MONTH)
    match = next(filter(None, tried), None)
    if match is None:
        return None
    from dateutil.parser import parserinfo

    month = parserinfo().month(match["name"])
    return _calendar_day(text, match["year"], str(month), match["day"]) if month else None


def _no_day(text: str) -> DateError:
    return DateError(f"{text[:40]!r} is not a day of the calendar; correct it")
