"""``moratrack panel``: policies over calendar periods."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import os
import pty
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.core.policy import Policy
from moratrack.questions.panel import (
    Every,
    PanelRow,
    calendar_periods,
    count_rows,
    panel_rows,
    wide_kind,
    wide_rows,
)
from moratrack.views import records

from ..strategies import days, policies
from ..support import HOSTILE, data_file, day, make_policy, run, spawn
from ..terminals import received

CaptureFd = pytest.CaptureFixture[bytes]

YEAR_2020 = {"date": "2019-12-15", "did": "adopted", "effective": "2020-01-11", "through": "2020-03-10"}
FORMS = ("table", "json", "ndjson", "csv", "markdown")
EVERY: tuple[Every, ...] = ("month", "quarter", "year", "day")


def cells(rows: list[dict[str, Any]], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in rows]


def is_inert(text: str) -> bool:
    return all(character.isprintable() or character == "\n" for character in text)


def test_the_first_months_of_amazon(capfdbinary: CaptureFd) -> None:
    rows = run(
        capfdbinary,
        "panel",
        "amazon",
        "--from",
        "2020-05",
        "--to",
        "2020-07",
        "--as-of",
        "2026-06-30",
        "--json",
    ).rows
    assert cells(rows, "period", "first", "last", "state", "in_force", "share") == [
        ("2020-05", "2020-05-01", "2020-05-31", None, False, 0.0),
        ("2020-06", "2020-06-01", "2020-06-30", "in_force", True, 0.6667),
        ("2020-07", "2020-07-01", "2020-07-31", "in_force", True, 1.0),
    ]
    assert rows[0] | {"period": "", "first": "", "last": "", "kept_to": ""} == {
        "id": "amazon",
        "jurisdiction": "US",
        "topic": "facial-recognition",
        "kind": "moratorium",
        "issuer": "Amazon",
        "period": "",
        "first": "",
        "last": "",
        "state": None,
        "in_force": False,
        "share": 0.0,
        "approximate": False,
        "kept_to": "",
    }


def test_the_state_is_that_of_the_last_day_or_of_the_first(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    data = data_file(tmp_path, {"event": [YEAR_2020]})
    asked = (
        "panel",
        "--data",
        data,
        "--from",
        "2019-12",
        "--to",
        "2020-03",
        "--as-of",
        "2026-06-30",
        "--json",
    )
    last = run(capfdbinary, *asked).rows
    first = run(capfdbinary, *asked, "--on", "first").rows
    assert [row["state"] for row in last] == ["upcoming", "in_force", "in_force", "expired"]
    assert [row["state"] for row in first] == [None, "upcoming", "in_force", "in_force"]
    assert [row["in_force"] for row in first] == [False, False, True, True]
    shares = [0.0, 0.6774, 1.0, 0.3226]
    assert [row["share"] for row in last] == [row["share"] for row in first] == shares


@pytest.mark.parametrize(
    ("first", "last", "every", "expected"),
    [
        ("2019-12-31", "2020-02-01", "month", "2019-12:31 2020-01:31 2020-02:29"),
        ("2019-12-31", "2020-04-01", "quarter", "2019-Q4:92 2020-Q1:91 2020-Q2:91"),
        ("2019-12-31", "2020-01-01", "year", "2019:365 2020:366"),
        ("2020-02-28", "2020-03-01", "day", "2020-02-28:1 2020-02-29:1 2020-03-01:1"),
        ("0001-01-01", "0001-01-01", "month", "0001-01:31"),
        ("9999-12-31", "9999-12-31", "month", "9999-12:31"),
        ("9999-12-31", "9999-12-31", "quarter", "9999-Q4:92"),
        ("9999-12-31", "9999-12-31", "year", "9999:365"),
        ("9999-12-31", "9999-12-31", "day", "9999-12-31:1"),
    ],
)
def test_calendar_periods_are_whole(first: str, last: str, every: Every, expected: str) -> None:
    found = calendar_periods(day(first), day(last), every)
    assert " ".join(f"{name}:{(end - start).days + 1}" for name, start, end in found) == expected


@given(days(), st.integers(0, 400), st.sampled_from(EVERY))
def test_calendar_periods_follow_one_another(first: dt.date, length: int, every: Every) -> None:
    last = first + dt.timedelta(days=length)
    found = calendar_periods(first, last, every)
    assert found[0].first <= first <= found[0].last
    assert found[-1].first <= last <= found[-1].last
    for former, later in itertools.pairwise(found):
        assert later.first - former.last == dt.timedelta(days=1)
    assert len({period.name for period in found}) == len(found)


@pytest.mark.parametrize(
    ("bounds", "periods"),
    [
        (("--from", "2020", "--to", "2020"), ("2020-01", "2020-12")),
        (("--from", "2020-02", "--to", "2020-04"), ("2020-02", "2020-04")),
        (("--from", "2020-02-29", "--to", "2020-03-01"), ("2020-02", "2020-03")),
        (("--to", "2020-02"), ("2019-01", "2020-02")),
        (("--from", "2021-11"), ("2021-11", "2022-02")),
        ((), ("2019-01", "2022-02")),
        (("--to", "2018-06"), ("2018-01", "2018-06")),
    ],
)
def test_a_panel_runs_from_the_first_year_known_to_the_day_asked(
    capfdbinary: CaptureFd, tmp_path: Path, bounds: tuple[str, ...], periods: tuple[str, str]
) -> None:
    later = {"date": "2021-05-01", "did": "adopted"}
    data = data_file(tmp_path, {"event": [later]}, {"event": [YEAR_2020]})
    rows = run(capfdbinary, "panel", "--data", data, "--as-of", "2022-02-10", "--json", *bounds).rows
    assert (rows[0]["period"], rows[-1]["period"]) == periods


def test_a_panel_holds_what_is_known_on_the_day_asked(capfdbinary: CaptureFd) -> None:
    asked = ("panel", "amazon", "--from", "2021-06", "--to", "2021-07", "--json", "--as-of")
    before = run(capfdbinary, *asked, "2021-05-17").rows
    after = run(capfdbinary, *asked, "2021-05-18").rows
    assert cells(before, "state", "share") == [("expired", 0.3667), ("expired", 0.0)]
    assert cells(after, "state", "share") == [("in_force", 1.0), ("in_force", 1.0)]


def test_a_suspended_day_is_no_day_in_force(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    events = [
        {"date": "2020-01-01", "did": "adopted"},
        {"date": "2020-02-10", "did": "suspended"},
        {"date": "2020-02-20", "did": "resumed"},
    ]
    data = data_file(tmp_path, {"event": events})
    [row] = run(
        capfdbinary,
        "panel",
        "--data",
        data,
        "--from",
        "2020-02",
        "--to",
        "2020-02",
        "--json",
        "--as-of",
        "2021-01-01",
    ).rows
    assert (row["state"], row["share"]) == ("in_force", round(19 / 29, 4))


def test_what_rests_on_a_month_is_marked(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    events = [
        {"date": "2020-01-01", "did": "proposed"},
        {"date": "2020-03", "did": "adopted"},
    ]
    data = data_file(tmp_path, {"event": events})
    asked = ("panel", "--data", data, "--from", "2020-02", "--to", "2020-03", "--as-of", "2021-01-01")
    assert cells(run(capfdbinary, *asked, "--json").rows, "state", "approximate") == [
        ("proposed", False),
        ("in_force", True),
    ]
    out = run(capfdbinary, *asked).out
    assert "2020-03  in force ~  1" in out
    assert "~ approximate: only the month or the year is known" in out
    assert "~" not in run(capfdbinary, *asked[:-4], "--to", "2020-02", "--as-of", "2020-02-01").out


def test_policies_come_by_id_unless_sorted_otherwise(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    records = [
        {"id": name, "issuer": issuer, "event": [{"date": "2020-01-01", "did": "adopted", "term": term}]}
        for name, issuer, term in (("b", "X", "9 years"), ("c", "Z", "7 years"), ("a", "Y", "8 years"))
    ]
    asked: tuple[str, ...] = (
        "panel",
        "--data",
        data_file(tmp_path, *records),
        "--every",
        "year",
        "--from",
        "2020",
    )
    asked += ("--to", "2020", "--as-of", "2020-06-01", "--json")

    def order(*options: str) -> str:
        return "".join(row["id"] for row in run(capfdbinary, *asked, *options).rows)

    assert order() == "abc"
    assert order("--reverse") == "cba"
    assert order("--sort", "issuer") == "bac"
    assert order("--sort", "issuer", "--reverse") == "cab"


def test_a_wide_panel_has_a_column_a_period(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    data = data_file(tmp_path, {"topic": "ai", "event": [YEAR_2020]}, {"event": [YEAR_2020]})
    asked: tuple[str, ...] = ("panel", "--data", data, "--from", "2019", "--to", "2020", "--every", "quarter")
    asked += ("--wide", "--as-of", "2021-01-01")
    periods = {"2019-Q1": None, "2019-Q2": None, "2019-Q3": None, "2019-Q4": "upcoming"}
    periods |= {"2020-Q1": "expired", "2020-Q2": "expired", "2020-Q3": "expired", "2020-Q4": "expired"}
    kept = {"kept_to": "2019-12-15"}
    about = {"id": "p0", "jurisdiction": None, "topic": "ai", "kind": "moratorium", "issuer": "Somebody"}
    rows = run(capfdbinary, *asked, "--json").rows
    assert rows == [about | periods | kept, about | {"id": "p1", "topic": None} | periods | kept]
    assert list(rows[0]) == [*about, *periods, *kept]
    assert run(capfdbinary, *asked, "--format", "csv").out.splitlines()[:2] == [
        "id,jurisdiction,topic,kind,issuer,2019-Q1,2019-Q2,2019-Q3,2019-Q4,2020-Q1,2020-Q2,2020-Q3,2020-Q4,kept_to",
        "p0,,ai,moratorium,Somebody,,,,upcoming,expired,expired,expired,expired,2019-12-15",
    ]
    table = run(capfdbinary, *asked, "--on", "first", "--from", "2020", "--every", "year").out.splitlines()
    assert [line.split() for line in table[1:] if line] == [
        ["Policy", "2020"],
        ["p0", "upcoming"],
        ["p1", "upcoming"],
    ]


def test_counts_tell_how_many_are_in_force(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    suspended = [{"date": "2020-02-01", "did": "adopted"}, {"date": "2020-03-01", "did": "suspended"}]
    data = data_file(tmp_path, {"event": [YEAR_2020]}, {"event": suspended})
    asked = (
        "panel",
        "--data",
        data,
        "--from",
        "2020-01",
        "--to",
        "2020-03",
        "--as-of",
        "2021-01-01",
        "--counts",
    )
    rows = run(capfdbinary, *asked, "--json").rows
    assert cells(rows, "period", "by", "value", "in_force", "suspended", "policies") == [
        ("2020-01", None, None, 1, 0, 1),
        ("2020-02", None, None, 2, 0, 2),
        ("2020-03", None, None, 0, 1, 2),
    ]
    assert cells(rows, "first", "last")[1] == ("2020-02-01", "2020-02-29")
    table = run(capfdbinary, *asked).out.splitlines()
    assert [line.split() for line in table if line][-1] == ["2020-03", "0", "1", "2"]


@pytest.mark.parametrize("by", ["jurisdiction", "topic", "kind", "issuer", "issuer_type"])
def test_counts_come_apart_by_a_column_with_a_row_for_every_value(
    capfdbinary: CaptureFd, tmp_path: Path, by: str
) -> None:
    values = {"jurisdiction": "US", "topic": "ai", "kind": "ban", "issuer": "Z", "issuer_type": "city"}
    without = {"kind": "withdrawal", "issuer": "zz"}
    data = data_file(
        tmp_path,
        {**without, "event": [YEAR_2020]},
        {**values, "event": [{"date": "2020-02-01", "did": "adopted"}]},
    )
    asked = (
        "panel",
        "--data",
        data,
        "--from",
        "2020-01",
        "--to",
        "2020-02",
        "--as-of",
        "2021-01-01",
        "--json",
    )
    rows = run(capfdbinary, *asked, "--counts", "--by", by).rows
    other = without.get(by)
    assert cells(rows, "period", "by", "value", "in_force", "policies") == [
        ("2020-01", by, values[by], 0, 0),
        ("2020-01", by, other, 1, 1),
        ("2020-02", by, values[by], 1, 1),
        ("2020-02", by, other, 1, 1),
    ]
    heading = by.replace("_", " ").capitalize()
    table = run(capfdbinary, *asked[:-1], "--counts", "--by", by).out
    assert heading in table
    assert (other or "none recorded") in table


def test_counts_by_state_have_a_row_for_every_state(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    data = data_file(tmp_path, {"event": [YEAR_2020]})
    asked = (
        "panel",
        "--data",
        data,
        "--from",
        "2020-02",
        "--to",
        "2020-02",
        "--as-of",
        "2021-01-01",
        "--json",
    )
    rows = run(capfdbinary, *asked, "--counts", "--by", "state").rows
    assert cells(rows, "value", "in_force", "suspended", "policies") == [
        ("proposed", 0, 0, 0),
        ("upcoming", 0, 0, 0),
        ("in_force", 1, 0, 1),
        ("suspended", 0, 0, 0),
        ("expired", 0, 0, 0),
        ("ended", 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--from", "2021", "--to", "2020"), "--from 2021-01-01 lies after --to 2020-12-31"),
        (("--from", "2027"), "--from 2027-01-01 lies after --to 2026-06-30"),
        (("--from", "last year"), "--from 'last year' is not understood as a day"),
        (("--to", "2020-13"), "--to '2020-13' is not understood as a day"),
        (("--every", "week"), "'week' is not one of"),
        (("--on", "middle"), "'middle' is not one of"),
        (("--counts", "--by", "colour"), "'colour' is not one of"),
        (("--by", "topic"), "--by says how to count; write --counts --by"),
        (("--wide", "--counts"), "--wide and --counts are two different answers"),
        (("--sort", "size"), "--sort 'size' is unknown"),
        (("--from", "\x1b[31m"), "--from '\\x1b[31m' is not understood as a day"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_status_2(
    capfdbinary: CaptureFd, options: tuple[str, ...], reason: str
) -> None:
    result = run(capfdbinary, "panel", "--as-of", "2026-06-30", *options)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert reason in result.err


@pytest.mark.parametrize("mode", [(), ("--wide",), ("--counts",), ("--counts", "--by", "state")])
@pytest.mark.parametrize("form", FORMS)
def test_an_empty_selection_is_an_empty_valid_answer(
    capfdbinary: CaptureFd, form: str, mode: tuple[str, ...]
) -> None:
    result = run(
        capfdbinary, "panel", "--search", "no such words", "--as-of", "2026-06-30", "--format", form, *mode
    )
    assert result.status == 0
    match form:
        case "json":
            assert json.loads(result.out) == []
        case "csv":
            [header] = csv.reader(io.StringIO(result.out))
            wide = [
                "id",
                "jurisdiction",
                "topic",
                "kind",
                "issuer",
                *(f"2026-0{month}" for month in range(1, 7)),
                "kept_to",
            ]
            assert header == wide if mode == ("--wide",) else "period" in header
        case "markdown":
            assert result.out.count("|\n") == 2
        case _:
            assert result.out == ""


@pytest.mark.parametrize("mode", [(), ("--wide",), ("--counts", "--by", "issuer")])
def test_every_format_says_the_same(capfdbinary: CaptureFd, mode: tuple[str, ...]) -> None:
    asked = (
        "panel",
        "--topic",
        "whaling",
        "--every",
        "year",
        "--from",
        "2024",
        "--as-of",
        "2026-06-30",
        *mode,
    )
    rows = run(capfdbinary, *asked, "--json").rows
    lines = run(capfdbinary, *asked, "--format", "ndjson").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(run(capfdbinary, *asked, "--format", "csv").out)))
    words = {None: "", True: "true", False: "false"}
    assert table == [
        {
            key: words[value] if value is None or value is True or value is False else str(value)
            for key, value in row.items()
        }
        for row in rows
    ]
    assert run(capfdbinary, *asked, "--format", "markdown").out.count("\n|") == len(rows) + 2


@pytest.mark.parametrize(
    "mode", [(), ("--wide",), ("--counts", "--by", "issuer"), ("--counts", "--by", "topic")]
)
@pytest.mark.parametrize("form", FORMS)
def test_text_of_the_data_is_shown_inert(
    capfdbinary: CaptureFd, tmp_path: Path, form: str, mode: tuple[str, ...]
) -> None:
    data = data_file(tmp_path, *({"issuer": text, "title": text, "event": [YEAR_2020]} for text in HOSTILE))
    asked = ("panel", "--data", data, "--from", "2020-01", "--to", "2020-02", "--as-of", "2021-01-01", *mode)
    result = run(capfdbinary, *asked, "--format", form)
    assert result.status == 0
    assert is_inert(result.out.replace("\r\n", "\n"))
    if form == "json" and "topic" not in mode:
        assert {row.get("issuer", row.get("value")) for row in result.rows} == set(HOSTILE)
    if form == "csv":
        assert not any(
            cell.startswith(("=", "+", "@")) for line in csv.reader(io.StringIO(result.out)) for cell in line
        )


def endless() -> Iterator[Policy]:
    for number in itertools.count():
        yield make_policy(YEAR_2020, id=f"p{number}")


def test_rows_are_written_as_they_come() -> None:
    over = calendar_periods(day("2020-01-01"), day("2020-12-31"), "month")
    rows = panel_rows(endless(), over, day("2021-01-01"), "last")
    forms = (records.json, records.ndjson, lambda drawn: records.csv_table(drawn, PanelRow))
    for form in forms:
        head = b"".join(itertools.islice(form(rows), 3))
        assert head.count(b"2020-02-29") > 100


def test_who_waits_for_a_large_panel_sees_how_far_it_is(tmp_path: Path) -> None:
    data = data_file(tmp_path, *({"event": [YEAR_2020]} for _ in range(2001)))
    command = [
        sys.executable,
        "-m",
        "moratrack",
        "panel",
        "--data",
        data,
        "--as-of",
        "2020-06-01",
        "--format",
        "csv",
    ]
    environment = {**os.environ, "TERM": "xterm", "MORATRACK_CACHE": "off"}
    quiet = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert quiet.stderr == b""

    watcher, terminal = pty.openpty()
    out = tmp_path / "out.csv"
    with out.open("wb") as file, subprocess.Popen(command, stdout=file, stderr=terminal, env=environment):
        os.close(terminal)
        seen = received(watcher)
    assert b"Policies" in seen
    assert b"100%" in seen
    assert out.read_bytes() == quiet.stdout


def test_a_panel_through_a_real_process() -> None:
    asked = (
        "panel",
        "amazon",
        "--from",
        "2020-06",
        "--to",
        "2020-06",
        "--as-of",
        "2026-06-30",
        "--format",
        "csv",
    )
    result = spawn(*asked, LC_ALL="C", COLUMNS="20")
    assert (result.status, result.err) == (0, "")
    assert result.out.rpartition(",")[0] == (
        "id,jurisdiction,topic,kind,issuer,period,first,last,state,in_force,share,approximate,kept_to\r\n"
        "amazon,US,facial-recognition,moratorium,Amazon,2020-06,2020-06-01,2020-06-30,in_force,true,0.6667,false"
    )


def test_a_json_panel_loads_nothing_heavy() -> None:
    program = (
        "import sys; from moratrack.cli.app import main; main(['panel','amazon','--as-of','2026-06-30','--json']);"
        "sys.exit(str(sorted({'rich','icalendar'} & set(sys.modules))))"
    )
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert process.stderr.strip() == b"[]"


def test_a_policy_not_known_yet_is_said_to_be_so(capfdbinary: CaptureFd) -> None:
    result = run(capfdbinary, "panel", "amazon", "--as-of", "2020-06-09", "--json")
    assert result.rows == []
    assert "amazon: not known yet on 2020-06-09; known from 2020-06-10" in result.err


@given(policies(), days(3000), st.sampled_from(("month", "quarter", "year")))
def test_the_share_is_that_of_the_days(policy: Policy, known_on: dt.date, every: Every) -> None:
    over = calendar_periods(day("2018-01-01"), day("2020-12-31"), every)
    daily = calendar_periods(over[0].first, over[-1].last, "day")
    by_day = {row.first: row for row in panel_rows([policy], daily, known_on, "last")}
    for on in ("first", "last"):
        for row in panel_rows([policy], over, known_on, on):
            within = [by_day[period.first] for period in daily if row.first <= period.first <= row.last]
            assert row.share == round(sum(each.in_force for each in within) / len(within), 4)
            assert row.state == within[0 if on == "first" else -1].state
            assert row.in_force == (row.state == "in_force")
            assert row.approximate == any(each.approximate for each in within)


@given(st.lists(policies(), max_size=4), days(3000), st.sampled_from(("first", "last")))
def test_long_wide_and_counts_say_the_same(drawn: list[Policy], known_on: dt.date, on: Any) -> None:
    over = calendar_periods(day("2018-01-01"), day("2023-12-31"), "quarter")
    long = list(panel_rows(drawn, over, known_on, on))
    kind = wide_kind(over)
    wide = [msgspec.to_builtins(row) for row in wide_rows(drawn, over, known_on, on, kind)]
    assert [row.state for row in long] == [row[period.name] for row in wide for period in over]
    states = Counter((row.period, row.state) for row in long)
    for row in count_rows(drawn, over, known_on, on, None):
        assert row.in_force == states[row.period, "in_force"]
        assert row.suspended == states[row.period, "suspended"]
        assert row.policies == len(drawn) - states[row.period, None]
    for row in count_rows(drawn, over, known_on, on, "state"):
        assert row.policies == states[row.period, row.value]  # type: ignore[index]
