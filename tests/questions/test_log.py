"""``moratrack log``: events in date order, and what follows from the dates."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.core.dates import DateError, Term
from moratrack.core.policy import Policy
from moratrack.questions.log import LogRow, log, log_rows

from ..strategies import days, policies
from ..support import HOSTILE, data_file, day, make_policy, run, spawn

CaptureFd = pytest.CaptureFixture[bytes]

ADOPTED = {"date": "2020-01-10", "did": "adopted"}
FORMS = ("table", "json", "ndjson", "csv", "markdown")


def rows_of(policy: Policy, on: str) -> list[LogRow]:
    return list(log_rows(log([policy], day(on))))


def told(policy: Policy, on: str) -> list[str]:
    """The log of a policy, short: "2020-01-10 adopted: in_force"."""
    return [
        f"{'scheduled ' if row.scheduled else ''}{row.date} {row.did or row.due}: {row.before} > {row.after}"
        for row in rows_of(policy, on)
    ]


def cells(rows: list[dict[str, Any]], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in rows]


def test_amazon_before_its_extension(capfdbinary: CaptureFd) -> None:
    rows = run(capfdbinary, "log", "amazon", "--as-of", "2021-01-01", "--json").rows
    telling = [row for row in rows if row["did"] != "noted"]
    assert cells(telling, "date", "did", "due", "scheduled", "before", "after") == [
        ("2020-06-10", "adopted", None, False, None, "upcoming"),
        ("2020-06-11", None, "start", False, "upcoming", "in_force"),
        ("2021-06-11", None, "end", True, "in_force", "expired"),
    ]
    adopted, _, end = telling
    assert (adopted["expires"], adopted["end"], adopted["effective"]) == ("2021-06-11", "dated", "2020-06-11")
    assert (end["known"], end["effective"], end["sources"]) == (None, "2021-06-12", [])
    assert {tuple(row) for row in rows} == {LogRow.__struct_fields__}


def test_a_row_says_all_that_its_event_does(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    source = {"url": "https://example.org/a", "publisher": "Gazette", "published": "2025-02"}
    event = {
        "date": "2025-02",
        "effective": "2025-03-01",
        "did": "ended",
        "how": "replaced",
        "by": "p1",
        "note": "a new law",
        "confidence": "low",
        "sources": ["gazette"],
    }
    data = data_file(
        tmp_path, {"sources": {"gazette": source}, "event": [ADOPTED, event]}, {"event": [ADOPTED]}
    )
    rows = run(capfdbinary, "log", "p0", "--data", data, "--as-of", "2026-06-30", "--json").rows
    assert rows[1] == {
        "date": "2025-02",
        "known": "2025-02-01",
        "id": "p0",
        "title": "A policy",
        "issuer": "Somebody",
        "did": "ended",
        "due": None,
        "scheduled": False,
        "effective": "2025-03-01",
        "upon": None,
        "end": "dated",
        "expires": "2025-02-28",
        "until": None,
        "not_before": None,
        "suspended_through": None,
        "how": "replaced",
        "by": "p1",
        "before": "in_force",
        "after": "in_force",
        "standing": None,
        "party": None,
        "note": "a new law",
        "confidence": "low",
        "approximate": True,
        "sources": [
            {
                "key": "gazette",
                "publisher": "Gazette",
                "title": None,
                "url": "https://example.org/a",
                "published": "2025-02",
                "archive": None,
                "read": None,
                "note": None,
            }
        ],
        "kept_to": "2025-02-01",
    }
    assert cells(rows[2:], "date", "due", "after", "confidence") == [("2025-02-28", "end", "ended", "low")]
    table = run(capfdbinary, "log", "p0", "--data", data, "--as-of", "2026-06-30").out
    assert "ended, effective 2025-03-01, replaced, by p1: a new law (low confidence)" in table
    assert "in force → ended" in table
    assert "Gazette" in table


def test_an_end_that_nobody_reported_is_told() -> None:
    policy = make_policy({**ADOPTED, "term": "1 year"})
    assert told(policy, "2022-01-01") == [
        "2020-01-10 adopted: None > in_force",
        "2021-01-10 end: in_force > expired",
    ]


def test_on_its_last_day_the_end_is_still_scheduled() -> None:
    policy = make_policy({**ADOPTED, "through": "2020-12-31"})
    end = "2020-12-31 end: in_force > expired"
    assert told(policy, "2020-12-31")[-1] == f"scheduled {end}"
    assert told(policy, "2021-01-01")[-1] == end


def test_the_log_says_what_was_known_then() -> None:
    policy = make_policy(
        {**ADOPTED, "through": "2020-12-31"},
        {"date": "2021-02-01", "did": "extended", "effective": "2021-01-01", "through": "2021-12-31"},
    )
    assert told(policy, "2021-06-01") == [
        "2020-01-10 adopted: None > in_force",
        "2020-12-31 end: in_force > expired",
        "2021-02-01 extended: expired > in_force",
        "scheduled 2021-12-31 end: in_force > expired",
    ]


def test_an_extension_in_time_leaves_no_end_behind() -> None:
    policy = make_policy(
        {**ADOPTED, "through": "2020-12-31"},
        {"date": "2020-12-01", "did": "extended", "until": "further notice"},
    )
    assert told(policy, "2022-01-01") == [
        "2020-01-10 adopted: None > in_force",
        "2020-12-01 extended: in_force > in_force",
    ]


@pytest.mark.parametrize(
    ("events", "scheduled"),
    [
        ([{**ADOPTED, "effective": "2020-03-01"}], ["2020-03-01 start: upcoming > in_force"]),
        ([{**ADOPTED, "term": "90 days"}], ["2020-04-09 end: in_force > expired"]),
        (
            [ADOPTED, {"date": "2020-01-20", "did": "ended", "effective": "2020-04-01"}],
            ["2020-03-31 end: in_force > ended"],
        ),
        (
            [ADOPTED, {"date": "2020-01-20", "did": "suspended", "effective": "2020-02-10"}],
            ["2020-02-10 suspension: in_force > suspended"],
        ),
        (
            [ADOPTED, {"date": "2020-01-20", "did": "suspended", "through": "2020-02-10"}],
            ["2020-02-11 resumption: suspended > in_force"],
        ),
        (
            [{**ADOPTED, "until": "a law passes", "not_before": "2020-07"}],
            ["2020-07 not_before: in_force > in_force"],
        ),
        (
            [
                {**ADOPTED, "until": "a law passes", "not_before": "2020-07-01"},
                {"date": "2020-01-20", "did": "ended", "effective": "2020-03-01"},
            ],
            ["2020-02-29 end: in_force > ended"],
        ),
        (
            [
                {**ADOPTED, "through": "2020-02-10"},
                {"date": "2020-01-20", "did": "extended", "effective": "2020-03-01", "through": "2020-05-31"},
            ],
            [
                "2020-02-10 end: in_force > upcoming",
                "2020-03-01 start: upcoming > in_force",
                "2020-05-31 end: in_force > expired",
            ],
        ),
        ([{**ADOPTED, "until": "a law passes"}], []),
        ([{**ADOPTED, "term": "unknown"}], []),
    ],
)
def test_what_is_scheduled_comes_last(events: list[dict[str, Any]], scheduled: list[str]) -> None:
    lines = told(make_policy(*events), "2020-01-31")
    assert lines[len(events) :] == [f"scheduled {line}" for line in scheduled]
    assert not any(line.startswith("scheduled") for line in lines[: len(events)])


def test_a_floor_that_another_event_took_away_is_not_told() -> None:
    policy = make_policy(
        {**ADOPTED, "until": "a law passes", "not_before": "2020-07-01"},
        {"date": "2020-02-01", "did": "amended", "until": "further notice"},
    )
    assert [row.due for row in rows_of(policy, "2020-06-01")] == [None, None]


def test_what_rests_on_a_month_is_marked(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    event = {"date": "2026-02", "did": "adopted", "term": "6 months"}
    asked = ("log", "--data", data_file(tmp_path, {"event": [event]}), "--as-of", "2026-06-30")
    assert cells(run(capfdbinary, *asked, "--json").rows, "date", "known", "approximate") == [
        ("2026-02", "2026-02-01", True),
        ("2026-08-28", None, True),
    ]
    out = run(capfdbinary, *asked).out
    assert "\n2026-02 " in out
    assert "\n~2026-08-28 " in out
    assert out.index("~ only the month or the year is known") < out.index("\n~2026-08-28 ")


def test_a_mark_is_explained_where_it_stands_and_only_there(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    event = {"date": "2026-02", "did": "adopted"}
    asked = ("log", "--data", data_file(tmp_path, {"event": [event]}), "--as-of", "2026-06-30")
    assert [row["approximate"] for row in run(capfdbinary, *asked, "--json").rows] == [True]
    assert "~" not in run(capfdbinary, *asked).out


@pytest.mark.parametrize(
    ("through", "last"), [("2020-12-30", "2020-12-30"), ("2020-12", "2020-12-31"), (None, None)]
)
def test_a_suspension_says_how_long_it_lasts(
    capfdbinary: CaptureFd, tmp_path: Path, through: str | None, last: str | None
) -> None:
    suspended = {"date": "2020-03-01", "did": "suspended"} | ({"through": through} if through else {})
    data = data_file(tmp_path, {"event": [{**ADOPTED, "through": "2022-01-31"}, suspended]})
    asked = ("log", "--data", data, "--as-of", "2020-06-30")
    rows = run(capfdbinary, *asked, "--json").rows
    assert cells(rows[:2], "did", "suspended_through") == [("adopted", None), ("suspended", last)]
    words = f"suspended, through {last}  " if last else "suspended  "
    assert f"p0      {words}" in run(capfdbinary, *asked).out


def test_only_what_was_known_on_the_day_asked_is_told(capfdbinary: CaptureFd) -> None:
    before = run(capfdbinary, "log", "amazon", "--as-of", "2021-05-17", "--json").rows
    after = run(capfdbinary, "log", "amazon", "--as-of", "2021-05-18", "--json").rows
    assert "extended" not in {row["did"] for row in before}
    assert cells(after[-1:], "did", "end", "until", "expires", "scheduled") == [
        ("extended", "condition", "further notice", None, False)
    ]


def three(folder: Path) -> str:
    return data_file(
        folder,
        {"event": [{"date": "2020-03-31", "did": "adopted", "term": "1 year"}]},
        {"event": [{"date": "2020-03-30", "did": "adopted"}, {"date": "2020-03-31", "did": "noted"}]},
        {
            "id": "a",
            "event": [{"date": "2020-03-31", "did": "adopted"}, {"date": "2020-03-31", "did": "checked"}],
        },
    )


IN_ORDER = [
    ("2020-03-30", "p1", "adopted"),
    ("2020-03-31", "a", "adopted"),
    ("2020-03-31", "a", "checked"),
    ("2020-03-31", "p0", "adopted"),
    ("2020-03-31", "p1", "noted"),
    ("2021-03-31", "p0", None),
]


def test_the_newest_comes_last_or_first(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    asked = ("log", "--data", three(tmp_path), "--as-of", "2021-03-31", "--json")
    assert cells(run(capfdbinary, *asked).rows, "date", "id", "did") == IN_ORDER
    assert cells(run(capfdbinary, *asked, "--reverse").rows, "date", "id", "did") == IN_ORDER[::-1]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (("--since", "2020-03-31"), IN_ORDER[1:]),
        (("--until", "2020-03-31"), IN_ORDER[:-1]),
        (("--until", "2020-03-30"), IN_ORDER[:1]),
        (("--since", "2020-04-01", "--until", "2021-03-30"), []),
        (("--since", "2020-04-01"), IN_ORDER[-1:]),
        (("--since", "30d"), IN_ORDER[1:]),
        (("--since", "31 days"), IN_ORDER),
        (("--since", "1m"), IN_ORDER),
        (("--until", "30d"), IN_ORDER[:-1]),
        (("--until", "P31D"), IN_ORDER[:1]),
        (("--until", "0d"), IN_ORDER[:-1]),
        (("--since", "0d"), IN_ORDER[-1:]),
        (("--since", "2020", "--until", "2020"), IN_ORDER[:-1]),
        (("--since", "2020-04"), IN_ORDER[-1:]),
        (("--since", "2020-03", "--until", "2020-03"), IN_ORDER[:-1]),
        (("--since", "-31d", "--until", "-31d"), IN_ORDER[:1]),
        (("--since", "30 March 2020", "--until", "yesterday"), IN_ORDER[:-1]),
        (("--until", "+1y"), IN_ORDER),
        (("--since", "today", "--until", "+334d"), []),
        (("--since", "today", "--until", "+335d"), IN_ORDER[-1:]),
        (("--since", "0d", "--until", "334d"), []),
        (("--since", "0d", "--until", "335d"), IN_ORDER[-1:]),
        (("--since", "+30d", "--until", "335d"), IN_ORDER[-1:]),
        (("--within", "334d"), []),
        (("--within", "335d"), IN_ORDER[-1:]),
    ],
)
def test_since_and_until_are_inclusive_days_or_lengths_back_or_ahead(
    capfdbinary: CaptureFd, tmp_path: Path, bounds: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    result = run(capfdbinary, "log", "--data", three(tmp_path), "--as-of", "2020-04-30", "--json", *bounds)
    assert (result.status, cells(result.rows, "date", "id", "did")) == (0, expected)
    nothing = "nothing is recorded for that time; the record is kept to 2020-03-31\n"
    assert result.err == ("" if expected else nothing)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (
            ("--since", "1/6/2021"),
            "--since '1/6/2021' may mean 2021-06-01 (1 June) or 2021-01-06 (6 January)",
        ),
        (("--until", "2020-02-30"), "--until '2020-02-30' is not a day of the calendar"),
        (("--since", "3000y"), "--since '-3000y' from 2026-06-30 lies outside the years 1 to 9999"),
        (("--since", "0m"), "--since '0m' is not understood as a day; write 2020-06-11, "),
        (("--since", ""), "--since '' is not understood as a day"),
        (("--since", "\x1b[31m"), "--since '\\x1b[31m' is not understood as a day"),
        (("--within", "soon"), "--within 'soon' is no length of time within reach; write 90d"),
        (("--within", "9999y"), "--within '9999y' is no length of time within reach"),
        (
            ("--within", "30d", "--since", "0d"),
            "--within begins on the day asked; leave it out, or --since and",
        ),
        (("--since", "2021", "--until", "2020"), "--since 2021-01-01 lies after --until 2020-12-31"),
        (("--sort", "id"), "--sort does not go with log, which is in order of date"),
        (("no-such-policy",), "no policy 'no-such-policy'"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_status_2(
    capfdbinary: CaptureFd, options: tuple[str, ...], reason: str
) -> None:
    result = run(capfdbinary, "log", "--as-of", "2026-06-30", *options)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert reason in result.err


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_log_is_an_empty_valid_answer(capfdbinary: CaptureFd, form: str) -> None:
    result = run(capfdbinary, "log", "--search", "no such words", "--as-of", "2026-06-30", "--format", form)
    assert result.status == 0
    match form:
        case "json":
            assert json.loads(result.out) == []
        case "csv":
            assert next(csv.reader(io.StringIO(result.out))) == list(LogRow.__struct_fields__)
            assert result.out.count("\n") == 1
        case "markdown":
            assert result.out.count("|\n") == 2
        case _:
            assert result.out == ""


def test_every_format_says_the_same(capfdbinary: CaptureFd) -> None:
    asked = ("log", "--topic", "whaling", "--as-of", "2026-06-30")
    rows = run(capfdbinary, *asked, "--json").rows
    assert len(rows) > 3
    lines = run(capfdbinary, *asked, "--format", "ndjson").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(run(capfdbinary, *asked, "--format", "csv").out)))
    keys = ("date", "id", "title", "after", "scheduled")
    assert cells(table, *keys) == [
        tuple({True: "true", False: "false"}.get(row[key], row[key]) for key in keys) for row in rows
    ]
    for line, row in zip(table, rows, strict=True):
        assert json.loads(f"[{line['sources'].replace('}; {', '},{')}]") == row["sources"]
    markdown = run(capfdbinary, *asked, "--format", "markdown").out
    assert sum(line.startswith("| ") for line in markdown.splitlines()) == len(rows) + 2 * (
        1 + any(row["scheduled"] for row in rows)
    )


@pytest.mark.parametrize("form", FORMS)
def test_text_of_the_data_is_shown_inert(capfdbinary: CaptureFd, tmp_path: Path, form: str) -> None:
    source = {"url": "https://example.org/a", "publisher": "Gazette"}
    hostile = [
        {
            "title": text,
            "issuer": text,
            "sources": {"s": {**source, "publisher": text, "title": text}},
            "event": [{**ADOPTED, "until": text, "note": text, "sources": ["s"]}],
        }
        for text in HOSTILE
    ]
    data = data_file(tmp_path, *hostile)
    result = run(capfdbinary, "log", "--data", data, "--as-of", "2026-06-30", "--format", form)
    assert result.status == 0
    assert all(character.isprintable() or character == "\n" for character in result.out.replace("\r\n", "\n"))
    if form == "json":
        assert {row["note"] for row in result.rows} == {row["until"] for row in result.rows} == set(HOSTILE)
    if form == "csv":
        table = list(csv.reader(io.StringIO(result.out)))
        assert len(table) == len(HOSTILE) + 1
        assert not any(cell.startswith(("=", "+", "-", "@")) for line in table for cell in line)


def test_what_is_scheduled_stands_under_a_heading_of_its_own(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    data = data_file(tmp_path, {"event": [{**ADOPTED, "through": "2020-12-31", "until": "a law passes"}]})
    out = run(capfdbinary, "log", "--data", data, "--as-of", "2020-06-30").out
    assert [re.split(r"  +", line) for line in out.splitlines() if line] == [
        ["As known on 2020-06-30"],
        ["Record kept to 2020-01-10; the 172 days since then are not in it"],
        ["Date", "Policy", "What", "State", "On whose word"],
        ["So far (1)"],
        ["2020-01-10", "p0", "adopted, through 2020-12-31, until a law passes", "in force"],
        ["Scheduled (1)"],
        ["2020-12-31", "p0", "last day", "in force → expired"],
    ]


@pytest.mark.parametrize(
    ("options", "so_far", "scheduled"),
    [
        ((), ["2020-03-31 p1", "2020-03-31 p0", "2020-03-31 a", "2020-03-31 a", "2020-03-30 p1"], ["2021-03-31 p0", "2022-01-01 q"]),
(("--reverse",), ["2020-03-30 p1", "2020-03-31 a", "2020-03-31 a", "2020-03-31 p0", "2020-03-31 p1"], ["2021-03-31 p0", "2022-01-01 q"]),
        (("--until", "0d", "--search", "p1"), ["2020-03-31 p1", "2020-03-30 p1"], []),
    ],
)  # fmt: skip
def test_a_table_has_the_newest_first_and_what_is_scheduled_apart_the_nearest_first(
    capfdbinary: CaptureFd, tmp_path: Path, options: tuple[str, ...], so_far: list[str], scheduled: list[str]
) -> None:
    later = tmp_path / "later.json"
    event = {"date": "2019-01-01", "did": "adopted", "through": "2022-01-01"}
    about = {"id": "q", "title": "Q", "issuer": "Q", "kind": "ban"}
    later.write_text(json.dumps({"policy": [{**about, "event": [event]}]}))
    data = ("--data", three(tmp_path), "--data", str(later), "--since", "2020")
    out = run(capfdbinary, "log", *data, "--as-of", "2020-04-30", *options).out
    rows = {"So far": so_far, "Scheduled": scheduled}
    listed = [line for heading, lines in rows.items() for line in ([heading] if lines else []) + lines]
    found = re.findall(r"^(So far|Scheduled|[0-9]{4}-[0-9-]+ +[a-z0-9]+)", out, re.MULTILINE)
    assert [" ".join(line.split()) for line in found] == listed


def test_that_nothing_has_happened_so_far_is_said(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    asked = ("log", "--data", three(tmp_path), "--as-of", "2020-04-30", "--within", "1y")
    assert run(capfdbinary, *asked).out.splitlines()[0] == "As known on 2020-04-30. So far: nothing"
    assert run(capfdbinary, *asked[:-2]).out.splitlines()[0] == "As known on 2020-04-30"


def test_a_log_through_a_real_process() -> None:
    asked = ("log", "amazon", "--since", "2021-05", "--until", "2021-05", "--as-of", "2026-06-30", "--json")
    result = spawn(*asked, LC_ALL="C", COLUMNS="20")
    assert (result.status, result.err) == (0, "")
    assert cells(result.rows, "date", "id", "did", "before", "after") == [
        ("2021-05-18", "amazon", "extended", "in_force", "in_force")
    ]


@pytest.mark.parametrize(
    ("term", "on", "expected"),
    [
        ("90 days", "2026-06-30", "2026-04-01"),
        ("1 month", "2026-03-31", "2026-02-28"),
        ("1 year", "2024-02-29", "2023-02-28"),
        ("P1Y6M", "2026-06-30", "2024-12-30"),
    ],
)
def test_a_length_back_keeps_months_and_years_whole(term: str, on: str, expected: str) -> None:
    assert Term.parse(term).before(day(on)) == day(expected)


def test_no_day_lies_before_the_year_1() -> None:
    with pytest.raises(DateError, match="before the year 1"):
        Term.parse("1 day").before(day("0001-01-01"))


@given(st.lists(policies(), max_size=4), days(3000), days(3000), days(3000))
def test_a_bounded_log_is_that_part_of_the_whole(
    drawn: list[Policy], on: Any, since: Any, until: Any
) -> None:
    whole = log(drawn, on)
    part = log(drawn, on, since, until)
    assert part == [entry for entry in whole if since <= entry.day <= until]
    assert [entry.scheduled for entry in whole] == sorted(entry.scheduled for entry in whole)
    so_far = [entry.day for entry in whole if not entry.scheduled]
    assert so_far == sorted(so_far)
    assert all(day <= on for day in so_far)
