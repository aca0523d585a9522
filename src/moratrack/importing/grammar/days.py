"""The forms in which people write a day, a month, a year or a part of one, in a table.

A form is a pattern, tried where a figure or one of its first words stands, and the order of its fields.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ...core.dates import DAY, DateError, Day
from .months import ENGLISH, month_named

DAY_FIRST = "dmy"
MONTH_FIRST = "mdy"

# Of a year in two figures: those up to so many years ahead are of this century.
_AHEAD = 20
_CENTURY_TURNS = 69

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?" \
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"  # fmt: skip
_WORD = r"[^\W\d_]{3,}\.?"
_D = r"\d{1,2}(?:st|nd|rd|th|er)?"
_Y = r"\d{4}"
_YY = r"(?:\d{4}|'?\d\d)"
_ZONE = r"(?:Z|[+-]\d\d:?\d\d| ?(?:[ECMP][SD]?T|UTC|GMT)\b)?"
_TIME = rf"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?{_ZONE})?"
_SEASON = r"(?:spring|summer|fall|autumn|winter)"
_PART = r"(?:early|mid|late|(?:the )?(?:start|beginning|middle|end) of)"
_YEAR_OF = r"(?:,? (?:of |in )?|[-/ ])"


class Moment(NamedTuple):
    """The days that a text may mean, first to last, and what to know of how it was read."""

    first: dt.date
    last: dt.date
    text: str
    remark: str = ""
    is_part: bool = False
    """Whether it names a part of a year or month that a record has no way to write."""
    short_year: int | None = None
    """Its year where two figures of it are written, nothing else was a choice, and it is a likely one."""

    @property
    def is_full(self) -> bool:
        """Whether one day is named."""
        return self.first == self.last

    @property
    def edges(self) -> tuple[Moment, Moment] | None:
        """The first and the last year of several; None for anything shorter."""
        first, last = self.first.year, self.last.year
        if not self.is_part or first == last or self.last - self.first < 365 * DAY:
            return None
        said = f'"{self.text}" is read as from {first} through {last}'
        return self._of_year(first, said), self._of_year(last, "")

    def _of_year(self, year: int, remark: str) -> Moment:
        whole = Day.parse(f"{year:04}")
        return Moment(whole.first, whole.last, self.text, remark)

    def as_start(self) -> Day:
        """The day, the month or the year that a beginning at this moment is."""
        return self._rounded(self.first)

    def as_end(self) -> Day:
        """The same of an end."""
        return self._rounded(self.last)

    def _rounded(self, edge: dt.date) -> Day:
        if not self.is_part:
            return Day(self.first, self.last)
        return Day.parse(edge.isoformat()[:7])


class Manner(NamedTuple):
    """How the days of a column are read."""

    order: str | None = None
    """dmy or mdy for 03/04/2026; None where nothing shows it."""
    year: int | None = None
    """The year of days that state none."""
    today: dt.date | None = None
    """The day of whoever asks: what lies after it has not happened; two figures are no year far ahead."""
    is_1904: bool = False
    """Whether numbers count days from 1904, as in workbooks of old Macs."""

    @property
    def this_year(self) -> int | None:
        """The year of whoever asks."""
        return self.today.year if self.today else None


class _Form(NamedTuple):
    fields: str
    """d, m and y for figures, M for a month's name, N for a figure that may be day or month."""
    pattern: re.Pattern[str]


def _form(fields: str, pattern: str) -> _Form:
    return _Form(fields, re.compile(pattern, re.IGNORECASE))


_FIGURES = (
    _form("ymd", rf"{_Y}([-/.:_]) ?\d{{1,2}}\1 ?\d{{1,2}}{_TIME}"),
    _form("ymd", rf"{_Y} \d\d? \d\d?(?! ?\w)"),
    _form("ymd", rf"{_Y}年 ?\d{{1,2}}月 ?\d{{1,2}}日"),
    _form("ymd8", r"(?:1[89]|20|21)\d\d(?:0\d|1[0-2])[0-3]\d"),
    _form("yMd", rf"{_Y}[-, /.]+{_MONTH}[-, /]*{_D}"),
    _form("yMd", rf"{_Y},? \({_MONTH} ?{_D}\)"),
    _form("ydM", rf"{_Y}(?:[-, /.]+|,? \(){_D}(?: of)?[- ]*{_MONTH}\)?(?!,? ?\d)"),
    _form("yWd", rf"{_Y}[-, /.]+{_WORD}[-, ]+{_D}"),
    _form("ydW", rf"{_Y}[-, /.]+{_D}[- ]+{_WORD}(?!,? ?\d)"),
    _form("span", rf"{_D} ?(?:-|&|to|and|or) ?{_D} {_MONTH},? {_Y}"),
    _form("yM", rf"{_Y}[-, /.]+{_MONTH}"),
    _form("NNy", rf"\d{{1,2}}([-/.]) ?\d{{1,2}}\1 ?{_YY}"),
    _form("dyM", rf"{_D}[-, /.]+{_Y}[-, /.]+{_MONTH}(?!,? ?\d)"),
    _form("dMy", rf"{_D}(?:,| day)?(?: of)?[- /.]*{_MONTH}[-,/ .]*{_YY}(?! {_MONTH})"),
    _form("dWy", rf"{_D}\.?(?: (?:de|di|d'|of))?[- ]+(?:d')?{_WORD}(?: (?:de|del|di))?[-, .]+{_Y}"),
    _form("week", rf"{_Y}-?W(?:0[1-9]|[1-4]\d|5[0-3])(?:-?[1-7])?"),
    _form("quarter", rf"{_Y}[- /]?(?:Q[1-4]|H[12])|[1-4]Q[- ']?{_YY}"),
    _form("ym", rf"{_Y}年 ?\d{{1,2}}月"),
    _form("ym", rf"{_Y}[-/.]\d{{1,2}}"),
    _form("my", rf"\d{{1,2}}[/.-]{_Y}"),
    _form("years", rf"{_Y} ?[-/] ?(?:{_Y}|\d\d)(?! ?[^\W_])"),
    _form("dM", rf"{_D}(?: of)?[- ]*{_MONTH}"),
    _form("y", _Y),
)
_LETTERS = (
    _form("edge", rf"{_PART}[- ]?(?:{_MONTH}{_YEAR_OF})?(?:the )?(?:calendar )?(?:year )?{_Y}"
          rf"|year[- ]end,? {_Y}"),
    _form("season", rf"{_SEASON}{_YEAR_OF}{_Y}(?:[-/]\d\d(?:\d\d)?)?"),
    _form("quarter", rf"(?:Q[1-4]|H[12]){_YEAR_OF}{_YY}"
          rf"|(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half){_YEAR_OF}{_Y}"),
    _form("Mdy", rf"{_MONTH} ?{_D}(?:,? ?|[-/.]){_Y}|{_MONTH} ?{_D},? '\d\d"),
    _form("span", rf"{_MONTH} ?{_D} ?(?:-|&|to|and|or) ?{_D},? {_Y}"),
    _form("My", rf"{_MONTH}(?:,? (?:of )?|[-/ ]){_Y}|{_MONTH}(?:-|[- ]')\d\d(?![-/.\d])"),
    _form("Md", rf"{_MONTH} ?{_D}"),
    _form("Wdy", rf"{_WORD} {_D},? {_Y}"),
    _form("Wy", rf"{_WORD}(?: de| del| di)?,?[ -]{_Y}"),
)  # fmt: skip
_STARTERS = frozenset(
    (*ENGLISH, *"q h early mid late spring summer fall autumn winter the start beginning middle end year"
     " first second third fourth st nd rd th".split())
)  # fmt: skip
# A day ends where no figure follows that could be part of it, save that of the last day of a range.
_ENDS_WELL = re.compile(
    r"(?![^\W_]|[.:]\d|-\d(?!\d?/\d{1,2}/(?:\d{4}|\d\d)(?!\d))|/\d(?!\d{3}-\d\d-\d\d(?!\d))| week\b)"
)
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (1, 12)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "st": 1, "nd": 2, "rd": 3, "th": 4}
_THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "middle": (5, 8)}
_THIRDS_ELSEWHERE = {
    word: _THIRDS[part]
    for part, words in {
        "early": "anfang debut début inicio inicios início inícios inizio begin",
        "mid": "mitte mediados meados metà medio midden",
        "late": "ende fin finales finais fins fine eind",
    }.items()
    for word in words.split()
}
_PLAIN = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def day_at(text: str, start: int, manner: Manner) -> Moment | None:
    """The longest day that stands at a place of a text; None where none does, or there is no such day."""
    if text[start].isdigit():
        forms: tuple[_Form, ...] = _FIGURES
    else:
        word = _PARTS.match(text, start)
        if word is None:
            return None
        known = word[0].lower() in _STARTERS
        forms = _LETTERS if known else _LETTERS[-2:]
    for form in forms:
        match = form.pattern.match(text, start)
        if match is None or not _ENDS_WELL.match(text, match.end()):
            continue
        moment = _of_shared_year(form.fields, match, manner) or _moment(form.fields, match[0], manner)
        if moment is not None:
            return moment
        if "W" not in form.fields and form.fields not in ("y", "yM", "My", "ym", "my", "span"):
            return None
    return None


def _of_shared_year(fields: str, match: re.Match[str], manner: Manner) -> Moment | None:
    """The first day of "March 15 to April 30, 2020", which has its year of the second."""
    joint = _SHARED_YEAR.match(match.string, match.end()) if fields in _YEARLESS else None
    following = day_at(match.string, joint.end(), manner) if joint else None
    if following is None:
        return None
    year = following.first.year
    of_year = (_moment(fields, match[0], manner._replace(year=each)) for each in (year, year - 1))
    moment = next((each for each in of_year if each is not None and each.first <= following.first), None)
    return moment and moment._replace(remark="")


def plain_day(text: str) -> dt.date | None:
    """The day of a text that is nothing but 2026-03-03."""
    match = _PLAIN.fullmatch(text)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def excel_day(text: str, manner: Manner) -> Moment:
    """The day of a number with which Excel counts days."""
    epoch = dt.date(1904, 1, 1) if manner.is_1904 else dt.date(1899, 12, 30)
    day = epoch + dt.timedelta(days=int(float(text)))
    return Moment(day, day, text, f"{text} is read as Excel's number for {day}")


def field_order(texts: Iterable[str]) -> set[str]:
    """How days such as 12/17/2025 are written in these cells: dmy, mdy, both where they differ, or none."""
    shown = set()
    for text in texts:
        for match in _NUMERIC.finditer(text):
            one, two = int(match["one"]), int(match["two"])
            if one > 12 >= two > 0:
                shown.add(DAY_FIRST)
            elif two > 12 >= one > 0 and two <= 31:
                shown.add(MONTH_FIRST)
    return shown


_YEARLESS = ("Md", "dM")
_SHARED_YEAR = re.compile(
    rf"(?: ?- ?| (?:to|through|thru|until|or|and|&) )(?={_MONTH} ?{_D},? {_Y}|{_D} {_MONTH},? {_Y})",
    re.IGNORECASE,
)
_FULL = re.compile(
    rf"(?<![\w/.-])(?:{_Y}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]{_Y}|\d{{1,2}}/\d{{1,2}}/\d\d"
    rf"|{_MONTH} {_D},? {_Y}|{_D} {_MONTH} {_Y})"
    r"(?![\w/-])",
    re.IGNORECASE,
)


def days_named(text: str, manner: Manner) -> set[dt.date]:
    """The full days that a longer text names."""
    if not any(map(str.isdigit, text)):
        return set()
    found = (day_at(match[0], 0, manner) for match in _FULL.finditer(text))
    return {moment.first for moment in found if moment is not None and moment.is_full}


def lacks_year(text: str) -> bool:
    """Whether a text is a day of which no year is stated."""
    return _YEARLESS_DAY.fullmatch(text) is not None


def has_figures_only(text: str) -> bool:
    """Whether a text holds a day such as 12/17/2025."""
    return _NUMERIC.search(text) is not None


_YEARLESS_DAY = re.compile(rf"{_MONTH} ?{_D}|{_D}(?: of)? {_MONTH}|\d{{1,2}}/\d{{1,2}}", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?<![\w/-])(?P<one>\d{1,2})([-/])(?P<two>\d{1,2})\2(?:\d{4}|\d\d)(?![\w/-])", re.ASCII
)


def _moment(fields: str, text: str, manner: Manner) -> Moment | None:
    make = _MAKERS.get(fields)
    try:
        return make(text, manner) if make else _from_fields(fields, text, manner)
    except (DateError, ValueError, OverflowError):
        return None


def _from_fields(fields: str, text: str, manner: Manner) -> Moment | None:
    """A day of which every field is written."""
    parts = [part for part in _PARTS.findall(text) if part.lower() not in _GLUE]
    found: dict[str, int] = {}
    choices: list[str] = []
    numbers: list[int] = []
    for field, part in zip(fields, parts, strict=False):
        match field:
            case "M" | "W":
                found["m"] = month_named(part) or 0
                if not found["m"]:
                    return None
            case "N":
                numbers.append(int(part))
            case "y":
                found["y"] = _year(part, manner, choices)
            case _:
                found[field] = int(part)
    if numbers:
        order = DAY_FIRST if "." in text else manner.order
        found["m"], found["d"], undecided = _in_order(numbers[0], numbers[1], order)
        if "." in text and manner.order == MONTH_FIRST and numbers[0] <= 12 and numbers[0] != numbers[1]:
            choices.insert(0, "day first, as its dots say")
        if undecided:
            choices.insert(0, "month first, though it may be day first")
    if "y" not in found:
        if manner.year is None:
            return None
        found["y"] = manner.year
        choices.append(f"of the year {manner.year}, as --year says")
    day = _day(found["y"], found.get("m", 0), found.get("d", 0))
    shown = day.first if day.first == day.last else Day(day.first, day.last)
    said = f'"{text}" is read as {shown}, {" and ".join(choices)}' if choices else ""
    is_likely = manner.this_year is not None and 2000 <= found["y"] <= manner.this_year + _LIKELY_AHEAD
    is_short = len(choices) == 1 and choices[0].startswith(_YEAR_AS)
    return Moment(day.first, day.last, text, said, short_year=found["y"] if is_likely and is_short else None)


_YEAR_AS = "the year as"
# A year in two figures that is of this century, and no further ahead, is no surprise.
_LIKELY_AHEAD = 5
_GLUE = frozenset("of st nd rd th er de del di d day in the".split())


def _day(year: int, month: int, day: int) -> Day:
    """A day, month or year; a month or day of 0 is one that nobody knows."""
    written = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    if day and not month:
        raise DateError(written)
    return Day.parse(written)


def _year(part: str, manner: Manner, choices: list[str]) -> int:
    if len(part) != 2:
        return int(part)
    turns = _CENTURY_TURNS if manner.this_year is None else manner.this_year % 100 + _AHEAD + 1
    year = int(part) + (2000 if int(part) < turns else 1900)
    choices.append(f"{_YEAR_AS} {year}")
    return year


def _in_order(one: int, two: int, order: str | None) -> tuple[int, int, bool]:
    """The month and the day of two numbers, and whether nothing decided which is which."""
    if one == two or two > 12 or not two:
        return one, two, False
    if one > 12 or order == DAY_FIRST or not one:
        return two, one, False
    return one, two, order is None


def _eight(text: str, manner: Manner) -> Moment:
    del manner
    day = _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    return Moment(day.first, day.last, text)


def _time(text: str, manner: Manner) -> Moment:
    del manner
    year, month, day = map(int, re.findall(r"\d+", text)[:3])
    found = _day(year, month, day)
    return Moment(found.first, found.last, text)


def _week(text: str, manner: Manner) -> Moment:
    del manner
    year, week, *rest = re.findall(r"\d+", re.sub(r"(W\d\d)(\d)", r"\1-\2", text.upper()))
    monday = dt.date.fromisocalendar(int(year), int(week), 1)
    if rest:
        day = monday + int(rest[0]) * DAY - DAY
        return Moment(day, day, text)
    return _part(monday, monday + 6 * DAY, text)


def _quarter(text: str, manner: Manner) -> Moment:
    """A quarter or a half of a year."""
    low = text.lower()
    year_text = re.findall(r"\d{4}|\d\d(?!\d)", low)[-1]
    choices: list[str] = []
    year = _year(year_text, manner, choices)
    figure = re.search(r"[qh]([1-4])|([1-4])q", low)
    if figure:
        number = int(figure[1] or figure[2])
    else:
        number = next(_ORDINALS[word] for word in _PARTS.findall(low) if word in _ORDINALS)
    length = 6 if "h" in re.sub(r"third|th|the|fourth", "", low) else 3
    return _months(year, length * (number - 1) + 1, length * number, text)


def _season(text: str, manner: Manner) -> Moment:
    """A season of the north; a winter is only of its year."""
    del manner
    name, year, *rest = _PARTS.findall(text.lower().replace("of", "").replace("in ", " "))
    if rest:
        return _part(dt.date(int(year), 12, 1), dt.date(int(year) + 1, 3, 1) - DAY, text)
    return _months(int(year), *_SEASON_MONTHS[name], text)


def _edge(text: str, manner: Manner) -> Moment | None:
    """The beginning, middle or end of a month or a year."""
    words = [word for word in _PARTS.findall(text.lower()) if word not in _GLUE]
    year = int(words[-1])
    names = [month_named(word) for word in words[1:-1]]
    month = next((name for name in names if name), None)
    whole = _day(year, month or 0, 0)
    del manner
    match words[0]:
        case "end" | "year":
            return Moment(whole.last, whole.last, text) if words[0] == "end" or "end" in words else None
        case "start" | "beginning":
            return Moment(whole.first, whole.first, text)
    if month:
        return _part(whole.first, whole.last, text)
    return _months(year, *_THIRDS[words[0]], text)


def _word_and_year(text: str, manner: Manner) -> Moment | None:
    """A month and a year, or a part of a year in another language, as in Anfang 2022."""
    word, *_, year = _PARTS.findall(text)
    third = _THIRDS_ELSEWHERE.get(word.casefold())
    return _months(int(year), *third, text) if third else _from_fields("Wy", text, manner)


def _years(text: str, manner: Manner) -> Moment:
    """Years in a row, as of what began in one and ended in another."""
    del manner
    first, last = _PARTS.findall(text)
    year = int(last) if len(last) > 2 else int(first[:2] + last)
    if year <= int(first) or (len(last) == 2 and year > int(first) + 1):
        raise ValueError(text)
    return _part(_day(int(first), 0, 0).first, _day(year, 0, 0).last, text)


def _span(text: str, manner: Manner) -> Moment:
    """Two days of one month, as of a meeting that took both."""
    del manner
    words = _PARTS.findall(text)
    month = next(number for number in map(month_named, words) if number)
    first, last, year = (int(word) for word in words if word.isdecimal())
    if first >= last:
        raise ValueError(text)
    return _part(dt.date(year, month, first), dt.date(year, month, last), text)


def _months(year: int, first: int, last: int, text: str) -> Moment:
    return _part(dt.date(year, first, 1), _day(year, last, 0).last, text)


def _part(first: dt.date, last: dt.date, text: str) -> Moment:
    return Moment(first, last, text, f'"{text}" may be any day from {first} through {last}', is_part=True)


_MAKERS: dict[str, Callable[[str, Manner], Moment | None]] = {
    "ymd": _time,
    "ymd8": _eight,
    "week": _week,
    "quarter": _quarter,
    "season": _season,
    "edge": _edge,
    "span": _span,
    "years": _years,
    "Wy": _word_and_year,
}
