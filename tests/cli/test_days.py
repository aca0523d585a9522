"""Days as people type them."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.cli.days import read_days
from moratrack.core.dates import DateError, Day

from ..support import day, run, spawn

ON = day("2026-06-30")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2021-06-01", "2021-06-01"),
        ("2021-06", "2021-06"),
        ("2021", "2021"),
        (" 2021-06-01 ", "2021-06-01"),
        ("20210601", "2021-06-01"),
        ("2021-6-1", "2021-06-01"),
        ("2021/6/1", "2021-06-01"),
        ("2021.06.01", "2021-06-01"),
        ("13/6/2021", "2021-06-13"),
        ("6/13/2021", "2021-06-13"),
        ("13.06.2021", "2021-06-13"),
        ("6-13-2021", "2021-06-13"),
        ("1/1/2021", "2021-01-01"),
        ("12/12/2021", "2021-12-12"),
        ("1 June 2021", "2021-06-01"),
        ("01 JUN 2021", "2021-06-01"),
        ("1st of June, 2021", "2021-06-01"),
        ("June 1, 2021", "2021-06-01"),
        ("june  1st 2021", "2021-06-01"),
        ("Sept. 30, 2021", "2021-09-30"),
        ("2021 June 1", "2021-06-01"),
        ("1-Jun-2021", "2021-06-01"),
        ("29 February 2024", "2024-02-29"),
        ("today", "2026-06-30"),
        ("Tomorrow", "2026-07-01"),
        ("yesterday", "2026-06-29"),
        ("+30d", "2026-07-30"),
        ("-30d", "2026-05-31"),
        ("+0d", "2026-06-30"),
        ("-1y", "2025-06-30"),
        ("+8m", "2027-02-28"),
        ("+2w", "2026-07-14"),
        ("-1 year 6 months", "2024-12-30"),
        ("+P1Y", "2027-06-30"),
        ("+30D", "2026-07-30"),
        ("-1Y", "2025-06-30"),
        ("+30 Days", "2026-07-30"),
    ],
)
def test_what_can_mean_only_one_day_is_read(text: str, wanted: str) -> None:
    assert read_days(text, ON) == Day.parse(wanted)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1/6/2021", "'1/6/2021' may mean 2021-06-01 (1 June) or 2021-01-06 (6 January); write the one that is meant"),
        ("12-11-2021", "'12-11-2021' may mean 2021-11-12 (12 November) or 2021-12-11 (11 December); write the one that is meant"),
        ("1.6.2021", "'1.6.2021' may mean 2021-06-01 (1 June) or 2021-01-06 (6 January); write the one that is meant"),
        *((text, f"{text!r} is not a day of the calendar; correct it") for text in (
            "2021-02-30", "20210230", "2021-2-30", "2021-13-01", "30 February 2021", "February 29, 2021", "31/6/2021", "13/13/2021",
            "0000-01-01", "June 99, 2021",
        )),
        *((text, f"{text!r} from 2026-06-30 lies outside the years 1 to 9999; write a nearer day") for text in ("+9999y", "-2026y")),
        *((text, f"{text!r} is not understood as a day; write 2020-06-11, 1 June 2021, today or +30d") for text in (
            "", "soon", "now", "30d", "+30", "+d", "+-3d", "+unknown", "1 June", "June 2021", "1 June 21", "1/6/21", "1/6-2021", "1 juin 2021",
            "1 June 2021 10:30", "1 June 2021 Z", "2021-06-01T00:00", "1 of 2021", "2021611", "2021-153", "2021-W24-4", "٢٠٢١-٠٦-٠١", "last year",
        )),
    ],
)  # fmt: skip
def test_what_cannot_be_a_day_or_can_be_two_is_told(text: str, told: str) -> None:
    with pytest.raises(DateError) as refused:
        read_days(text, ON)
    assert str(refused.value) == told


@pytest.mark.parametrize(("text", "on"), [("tomorrow", dt.date.max), ("yesterday", dt.date.min)])
def test_the_calendar_has_edges(text: str, on: dt.date) -> None:
    with pytest.raises(DateError, match="outside the years 1 to 9999"):
        read_days(text, on)


FORMS = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%Y/%m/%d")


@given(
    st.dates(min_value=dt.date(1000, 1, 1)),
    st.sampled_from(FORMS),
    st.dates(min_value=dt.date(1000, 1, 1)),
)
def test_a_day_written_in_any_form_is_that_day_whenever_it_is_read(
    wanted: dt.date, form: str, on: dt.date
) -> None:
    assert read_days(wanted.strftime(form), on) == Day(wanted)


@given(st.text(alphabet="0123456789-/. junea+dmy,", max_size=14))
def test_any_text_is_a_day_or_told(text: str) -> None:
    with suppress(DateError):
        assert isinstance(read_days(text, ON), Day)


# Every option that takes a day.


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("status",), "--as-of"),
        (("log",), "--since"),
        (("log",), "--until"),
        (("timeline",), "--from"),
        (("timeline",), "--to"),
        (("panel",), "--from"),
        (("panel",), "--to"),
        (("record", "x", "ended", "--file", "x.toml"), "--date"),
        (("record", "x", "ended", "--file", "x.toml"), "--effective"),
        (("record", "x", "extended", "--file", "x.toml"), "--through"),
        (("record", "x", "extended", "--file", "x.toml", "--until", "a law"), "--not-before"),
        (("record", "x", "checked", "--file", "x.toml", "--source", "https://a.example/"), "--published"),
        (("record", "x", "checked", "--file", "x.toml", "--source", "https://a.example/"), "--read"),
        (("add", "amazon", "--exempt", "A", "--file", "x.toml"), "--since"),
        (("add", "amazon", "--exempt", "A", "--file", "x.toml"), "--through"),
    ],
)
def test_every_option_that_takes_a_day_reads_it_so(
    capfdbinary: pytest.CaptureFixture[bytes], words: tuple[str, ...], option: str
) -> None:
    told = run(capfdbinary, *words, option, "1/6/2021")
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith(f"moratrack: {option} '1/6/2021' may mean 2021-06-01 (1 June) or ")


def test_a_day_may_be_told_by_its_distance_from_the_day_set_for_today() -> None:
    ran = spawn("status", "amazon", "--json", "--as-of", "-1y", MORATRACK_TODAY="1 June 2022")
    assert ran.rows[0]["as_of"] == "2021-06-01"
