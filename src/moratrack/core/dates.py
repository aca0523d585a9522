"""A calendar day, a day of reduced precision, a term. Knows nothing of policies.

Days are calendar dates without a zone or an hour. Reduced precision is EDTF level 0
(ISO 8601-2): ``2020-06`` or ``2020``. Terms keep their units: six months are not 180 days.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final, final

DAY = dt.timedelta(days=1)

_UNITS = ("years", "months", "weeks", "days")
_ISO_TERM = r"P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?"


class DateError(ValueError):
    """A text is no day or term, or a sum of them leaves the years 1 to 9999."""


@final
class Day:
    """A day known exactly, or only to its month or its year: the bounds ``first`` and ``last``.

    Both bounds are inclusive and equal for an exact day. Compares and hashes by its bounds.
    """

    __slots__ = ("first", "last")
    first: Final[dt.date]
    last: Final[dt.date]

    def __init__(self, first: dt.date, last: dt.date | None = None) -> None:
        self.first = first
        self.last = first if last is None else last

    @staticmethod
    @lru_cache(maxsize=65536)
    def parse(text: str) -> Day:
        """Read ``2020-06-11``, ``2020-06`` or ``2020``; raise DateError for anything else."""
        whole = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7, 10) else ""
        try:
            # fromisoformat reads weeks (2020-W24-4) too, which have their second hyphen elsewhere.
            first = dt.date.fromisoformat(whole if whole[7:8] == "-" else "")
        except ValueError:
            wanted = "a day of the calendar, written as 2020-06-11, 2020-06 or 2020"
            raise DateError(f"{text[:40]!r} is not {wanted}") from None
        if len(text) == len(whole):
            return Day(first)
        return Day(first, _end_of_month(first if len(text) == 7 else first.replace(month=12)))

    @property
    def approximate(self) -> bool:
        """Whether only the month or the year is known."""
        return self.first != self.last

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        return self.first.isoformat()[: 7 if self.first.month == self.last.month else 4]

    def __repr__(self) -> str:
        return f"Day({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Day) and self.first == other.first and self.last == other.last

    def __hash__(self) -> int:
        return hash((self.first, self.last))


@final
class Term:
    """A length of time in whole years, months, weeks and days, as a policy states it.

    ``Term.parse("unknown")`` is the term that exists but that nobody recorded, and ``Term.parse("open")``
    says that there is none: of both ``known`` is False.
    """

    __slots__ = ("amounts", "known", "open")
    amounts: Final[tuple[int, int, int, int]]
    known: Final[bool]
    open: Final[bool]

    def __init__(
        self, years: int = 0, months: int = 0, weeks: int = 0, days: int = 0, *, is_open: bool = False
    ) -> None:
        self.amounts = (years, months, weeks, days)
        self.known = any(self.amounts)
        self.open = is_open

    @staticmethod
    @lru_cache(maxsize=4096)
    def parse(text: str) -> Term:
        """Read ``1 year 6 months``, ``180 days``, ISO 8601 ``P1Y6M``, ``unknown`` or ``open``.

        Raises DateError for any other text, for a unit named twice and for a term of no length.
        """
        if text in ("unknown", "open"):
            return Term(is_open=text == "open")
        amounts = _iso_amounts(text) or _worded_amounts(text)
        if not amounts:
            raise DateError(f"{text[:40]!r} is not a term such as '1 year 6 months', '180 days' or 'P1Y6M'")
        term = Term(*(amounts.get(unit, 0) for unit in _UNITS))
        if not term.known:
            raise DateError(f"{text!r} is a term of no length")
        return term

    def after(self, anchor: dt.date) -> dt.date:
        """The last day of a term that runs from ``anchor``, which itself is not counted.

        Regulation (EEC, Euratom) No 1182/71, Art. 3(2)(c): the same date of the last month, or
        that month's last day where it lacks the date. The term is added whole, once.
        Raises DateError when the sum lies past the year 9999.
        """
        years, months, weeks, days = self.amounts
        try:
            last = _months_after(anchor, 12 * years + months)
            return last + dt.timedelta(weeks=weeks, days=days) if weeks or days else last
        except (ValueError, OverflowError):
            raise DateError(f"{self} from {anchor} runs past the year 9999") from None

    def before(self, day: dt.date) -> dt.date:
        """The day that lies a term before another; raise DateError where that is before the year 1."""
        from dateutil.relativedelta import relativedelta

        years, months, weeks, days = self.amounts
        try:
            return day - relativedelta(years=years, months=months, weeks=weeks, days=days)
        except (ValueError, OverflowError):
            raise DateError(f"{self} before {day} lies before the year 1") from None

    def __str__(self) -> str:
        if not self.known:
            return "open" if self.open else "unknown"
        return " ".join(
            f"{amount} {unit[:-1] if amount == 1 else unit}"
            for amount, unit in zip(self.amounts, _UNITS, strict=True)
            if amount
        )

    def __repr__(self) -> str:
        return f"Term.parse({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and (self.amounts, self.open) == (other.amounts, other.open)

    def __hash__(self) -> int:
        return hash((self.amounts, self.open))


@final
class Floor:
    """The day before which something cannot be: stated, or as the term that leads to it."""

    __slots__ = ("day", "term")
    day: Final[Day | None]
    term: Final[Term | None]

    def __init__(self, day: Day | None = None, term: Term | None = None) -> None:
        self.day = day
        self.term = term

    @staticmethod
    @lru_cache(maxsize=4096)
    def parse(text: str) -> Floor:
        """Read a day or a term; raise DateError for any other text, and for ``unknown`` and ``open``."""
        try:
            return Floor(day=Day.parse(text))
        except DateError:
            pass
        try:
            term = Term.parse(text)
        except DateError:
            term = None
        if term is None or not term.known:
            raise DateError(f"{text[:40]!r} is neither a day such as 2020-06-11 nor a term such as '1 year'")
        return Floor(term=term)

    def __str__(self) -> str:
        return str(self.day or self.term)

    def __repr__(self) -> str:
        return f"Floor.parse({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Floor) and self.day == other.day and self.term == other.term

    def __hash__(self) -> int:
        return hash((self.day, self.term))


def _end_of_month(first: dt.date) -> dt.date:
    return first.replace(day=31) if first.month == 12 else first.replace(month=first.month + 1) - DAY


def _months_after(anchor: dt.date, months: int) -> dt.date:
    """The same date so many months on, or the last day of a month that lacks it.

    What ``anchor + relativedelta(months=months)`` is, at a fraction of its cost: a large set is
    mostly this sum. Raises ValueError past the year 9999.
    """
    if not months:
        return anchor
    years, month = divmod(anchor.month - 1 + months, 12)
    try:
        return anchor.replace(year=anchor.year + years, month=month + 1)
    except ValueError:
        return _end_of_month(dt.date(anchor.year + years, month + 1, 1))


def _iso_amounts(text: str) -> dict[str, int]:
    match = re.fullmatch(_ISO_TERM, text, re.ASCII) if text.startswith("P") else None
    if match is None:
        return {}
    return {unit: int(amount) for unit, amount in zip(_UNITS, match.groups(), strict=True) if amount}


def _worded_amounts(text: str) -> dict[str, int]:
    words = [word for word in text.replace(",", " ").split() if word != "and"]
    amounts: dict[str, int] = {}
    for number, unit in zip(words[::2], words[1::2], strict=False):
        name = f"{unit.removesuffix('s')}s"
        if (
            not (number.isascii() and number.isdecimal() and len(number) <= 6)
            or name not in _UNITS
            or name in amounts
        ):
            return {}
        amounts[name] = int(number)
    return amounts if len(words) % 2 == 0 else {}
