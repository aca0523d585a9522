"""Days of reduced precision, and terms."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from moratrack.core.dates import DateError, Day, Floor, Term

from ..support import day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-06-11", "2020-06-11", "2020-06-11"),
        ("2020-06", "2020-06-01", "2020-06-30"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_day_has_the_bounds_of_its_precision(text: str, first: str, last: str) -> None:
    parsed = Day.parse(text)
    assert (parsed.first, parsed.last) == (day(first), day(last))
    assert parsed.approximate == (first != last)
    assert str(parsed) == text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2020-06-01", "2020-06-01", True),
        ("2020-06", "2020-06", True),
        ("2020-06", "2020-06-01", False),
        ("2020-12", "2020", False),
        ("2020-01", "2020", False),
    ],
)
def test_days_are_equal_by_both_bounds(one: str, other: str, same: bool) -> None:
    first, second = Day(*bounds(one)), Day(*bounds(other))
    assert (first == second) is same
    assert len({first, second}) == (1 if same else 2)
    assert first != one


def bounds(text: str) -> tuple[dt.date, dt.date]:
    """So that no day is the very same object as another."""
    parsed = Day.parse(text)
    return parsed.first, parsed.last


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021-02-29",
        "2020-13",
        "0000",
        "2020-6-1",
        "20200611",
        "2020-W24-4",
        "２０２０",
        "2020-06-11T00:00",
    ],
)
def test_what_is_no_day_is_refused_with_the_format_wanted(text: str) -> None:
    with pytest.raises(DateError, match="written as 2020-06-11, 2020-06 or 2020"):
        Day.parse(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1 year", "1 year"),
        ("1 year 6 months", "1 year 6 months"),
        ("1 year, and 6 months", "1 year 6 months"),
        ("P1Y6M", "1 year 6 months"),
        ("P2W", "2 weeks"),
        ("180 days", "180 days"),
        ("unknown", "unknown"),
    ],
)
def test_a_term_keeps_its_units(text: str, written: str) -> None:
    assert str(Term.parse(text)) == written
    assert Term.parse(written) == Term.parse(text)


@pytest.mark.parametrize(
    "text", ["", "year", "1", "1 fortnight", "0 days", "P", "PT24H", "1 year 2 years", "-1 days", "1.5 years"]
)
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        Term.parse(text)


@pytest.mark.parametrize("kind", [Day, Term, Floor])
def test_of_a_long_text_only_the_beginning_is_repeated(kind: type[Day | Term | Floor]) -> None:
    for length in (40, 41):
        with pytest.raises(DateError, match=f"^'{40 * 'x'}' is "):
            kind.parse(length * "x")


@pytest.mark.parametrize(
    ("anchor", "term", "last"),
    [
        # Case 152/85, Misset: the day of the event is not counted.
        ("1985-02-18", "3 months", "1985-05-18"),
        ("2026-01-13", "180 days", "2026-07-12"),
        ("2025-09-23", "180 days", "2026-03-22"),
        ("2026-02-12", "45 days", "2026-03-29"),
        ("2026-02-11", "12 months", "2027-02-11"),
        ("2025-08-31", "6 months", "2026-02-28"),
        ("2020-02-29", "1 year", "2021-02-28"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2026-01-31", "2 months", "2026-03-31"),
        ("2026-03-07", "10 months 15 days", "2027-01-22"),
        ("2020-01-01", "2 weeks", "2020-01-15"),
    ],
)
def test_a_term_ends_on_the_same_date_of_the_last_month(anchor: str, term: str, last: str) -> None:
    assert Term.parse(term).after(day(anchor)) == day(last)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1 year", "P1Y", True),
        ("1 year", "12 months", False),
        ("1 year", "2 years", False),
        ("unknown", "unknown", True),
        ("unknown", "open", False),
    ],
)
def test_terms_are_equal_by_their_units(one: str, other: str, same: bool) -> None:
    assert (Term.parse(one) == Term.parse(other)) is same
    assert len({Term.parse(one), Term.parse(other)}) == (1 if same else 2)
    assert Term.parse(one) != one


@pytest.mark.parametrize(
    ("on", "term", "earlier"),
    [
        ("2026-03-31", "1 month", "2026-02-28"),
        ("2024-02-29", "1 year", "2023-02-28"),
        ("2026-03-10", "1 month 9 days", "2026-02-01"),
        ("2026-01-01", "2 weeks", "2025-12-18"),
    ],
)
def test_a_term_back_keeps_the_date_too(on: str, term: str, earlier: str) -> None:
    assert Term.parse(term).before(day(on)) == day(earlier)


def test_a_term_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(DateError, match="past the year 9999"):
        Term.parse("1 day").after(dt.date.max)
    for term in ("1 day", "1 month", "1 year"):
        with pytest.raises(DateError, match=f"^{term} before 0001-01-01 lies before the year 1$"):
            Term.parse(term).before(dt.date.min)


AMOUNTS = st.tuples(st.integers(0, 9999), st.integers(0, 999_999), *[st.integers(0, 200)] * 2)
NEAR_AMOUNTS = st.tuples(*[st.integers(0, 60)] * 4)
ENDS_OF_MONTHS = st.dates(max_value=dt.date(9999, 11, 30)).map(
    lambda date: (date.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
)


@settings(max_examples=max(1000, settings().max_examples))
@given(
    anchor=st.one_of(st.dates(), st.dates(min_value=dt.date(9990, 1, 1)), ENDS_OF_MONTHS),
    amounts=st.one_of(NEAR_AMOUNTS, AMOUNTS).filter(any),
)
def test_a_term_is_added_whole_as_relativedelta_adds_it(
    anchor: dt.date, amounts: tuple[int, int, int, int]
) -> None:
    years, months, weeks, days = amounts
    term = Term.parse(str(Term(years, months, weeks, days)))
    try:
        last = anchor + relativedelta(years=years, months=months, weeks=weeks, days=days)
    except (ValueError, OverflowError):
        with pytest.raises(DateError, match="past the year 9999"):
            term.after(anchor)
    else:
        assert term.after(anchor) == last


@given(st.text(max_size=30))
def test_any_text_is_a_day_a_term_or_refused(text: str) -> None:
    for kind in (Day, Term):
        try:
            parsed = kind.parse(text)
        except DateError:
            continue
        assert kind.parse(str(parsed)) == parsed
