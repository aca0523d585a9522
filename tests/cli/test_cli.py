"""The command line, in this process and in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from moratrack.cli.app import main

from ..support import HOSTILE, SHIPPED, data_file, run, spawn
from ..terminals import on_a_terminal

CaptureFd = pytest.CaptureFixture[bytes]

ADOPTED = {"date": "2020-01-01", "did": "adopted"}


def test_amazon_on_new_years_day_2021(capfdbinary: CaptureFd) -> None:
    [row] = run(capfdbinary, "status", "amazon", "--as-of", "2021-01-01", "--json").rows
    assert (row["days_left"], row["expires"], row["state"]) == (161, "2021-06-11", "in_force")
    assert row["exempt"] == [
        "Thorn",
        "International Center for Missing and Exploited Children",
        "Marinus Analytics",
        "organizations against trafficking and child exploitation",
    ]


def test_the_reader_of_amazon_sees_the_first_term_and_the_extension(capfdbinary: CaptureFd) -> None:
    out = run(capfdbinary, "status", "amazon", "--as-of", "2022-01-01").out
    assert "until further notice\n  first to 2021-06-11, extended 2021-05-18; bars police" in out


def test_exempt_names_those_of_amazon(capfdbinary: CaptureFd) -> None:
    rows = run(capfdbinary, "exempt", "amazon", "--as-of", "2021-01-01", "--json").rows
    assert [(row["who"], row["standing"]) for row in rows] == [
        ("Thorn", "exempt"),
        ("International Center for Missing and Exploited Children", "exempt"),
        ("Marinus Analytics", "exempt"),
        ("organizations against trafficking and child exploitation", "exempt"),
    ]
    assert rows[0]["since"] == "2020-06-11"
    assert rows[0]["sources"][0]["publisher"] == "Amazon"


def test_who_is_asked_the_other_way_round(capfdbinary: CaptureFd) -> None:
    for name in ("thorn", "THORN", "icmec"):
        rows = run(capfdbinary, "exempt", "--who", name, "--as-of", "2021-01-01", "--json").rows
        assert {row["id"] for row in rows} == {"amazon"}, name


def test_all_adds_the_barred_and_the_unclear(capfdbinary: CaptureFd) -> None:
    rows = run(capfdbinary, "exempt", "amazon", "--all", "--json").rows
    assert {row["standing"] for row in rows} == {"exempt", "barred", "unclear"}


def test_a_policy_that_exempts_nobody_says_so(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    result = run(capfdbinary, "exempt", "p0", "--json", "--data", data_file(tmp_path, {"event": [ADOPTED]}))
    assert (result.status, result.rows) == (0, [])
    assert result.err == "p0 exempts nobody that is recorded\n"


def test_a_rough_day_of_a_party_is_explained_where_it_first_stands(
    capfdbinary: CaptureFd, tmp_path: Path
) -> None:
    sure, rough = ADOPTED, {**ADOPTED, "date": "2020-02"}
    records = [{"event": [event], "exempt": [{"who": "Acme"}]} for event in (sure, rough, rough)]
    lines = run(capfdbinary, "exempt", "--data", data_file(tmp_path, *records)).out.splitlines()
    [explained] = [place for place, line in enumerate(lines) if line.startswith("~")]
    assert explained == next(place for place, line in enumerate(lines) if "~2020-02-01" in line) - 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("exempt", "of 2 policies none exempts anybody that is recorded\n"),
        ("exempt --all", "of 2 policies none names anybody\n"),
        ("exempt --kind restriction", "no policy matches on 2026-06-30\n"),
        ("sources --weak", "of 2 records none is weak\n"),
    ],
)
def test_an_answer_of_no_rows_is_said(capfdbinary: CaptureFd, tmp_path: Path, words: str, said: str) -> None:
    urls = {name: {"url": f"https://{name}.example/1", "publisher": name} for name in "ab"}
    record = {"sources": urls, "event": [{**ADOPTED, "sources": ["a", "b"]}]}
    asked = ("--data", data_file(tmp_path, record, record), "--as-of", "2026-06-30")
    result = run(capfdbinary, *words.split(), *asked)
    assert (result.status, result.out, result.err) == (0, "", said)


@pytest.mark.parametrize(
    ("events", "explained"),
    [
        ([{**ADOPTED, "date": "2020-02"}], {"On 2026-06-30": "~"}),
        ([{**ADOPTED, "term": "1 year"}], {"On 2026-06-30": "?"}),
        ([{**ADOPTED, "date": "2020-02", "term": "1 year"}], {"On 2026-06-30": "~?"}),
        (
            [
                {**ADOPTED, "date": "2020-02", "term": "1 year"},
                {"date": "2022-01-05", "did": "adopted"},
            ],
            {"Periods": "~"},
        ),
        ([ADOPTED], {}),
    ],
)
def test_show_explains_the_marks_that_it_uses_where_they_first_stand(
    capfdbinary: CaptureFd, tmp_path: Path, events: list[dict[str, str]], explained: dict[str, str]
) -> None:
    file = data_file(tmp_path, {"event": events})
    lines = run(capfdbinary, "show", "p0", "--data", file, "--as-of", "2026-06-30").out.splitlines()
    found = {
        above: "".join(part[0] for part in line.split("; "))
        for above, line in pairwise(lines)
        if line.startswith(("~ only", "? unconfirmed"))
    }
    assert found == explained


def test_show_spells_out_the_arithmetic(capfdbinary: CaptureFd) -> None:
    out = run(capfdbinary, "show", "amazon", "--as-of", "2021-01-01").out
    assert "2020-06-11 + 1 year = 2021-06-11" in out
    assert "2021-06-11 - 2021-01-01 = 161 days" in out


def test_show_gives_one_row_with_everything(capfdbinary: CaptureFd) -> None:
    [row] = run(capfdbinary, "show", "rekognition", "--as-of", "2022-01-01", "--json").rows
    assert [event["did"] for event in row["events"]][:1] == ["adopted"]
    assert row["periods"][1] == {
        "state": "in_force",
        "since": "2020-06-11",
        "through": None,
        "approximate": False,
    }
    assert {party["standing"] for party in row["parties"]} == {"exempt", "barred", "unclear"}
    keys = {source["key"] for source in row["sources"]}
    assert {key for event in row["events"] for key in event["sources"]} <= keys


def test_a_policy_not_known_yet_is_said_to_be_so(capfdbinary: CaptureFd) -> None:
    result = run(capfdbinary, "status", "amazon", "--as-of", "2020-06-09", "--json")
    assert (result.status, result.rows) == (0, [])
    assert "amazon: not known yet on 2020-06-09; known from 2020-06-10" in result.err


@pytest.mark.parametrize("word", ["amazon", "AMAZON", "rekognition", "amaz"])
def test_a_policy_is_found_by_what_people_type(capfdbinary: CaptureFd, word: str) -> None:
    assert "amazon" in [row["id"] for row in run(capfdbinary, "status", word, "--json").rows]


def test_several_matches_are_listed_where_a_list_is_shown(capfdbinary: CaptureFd) -> None:
    rows = run(capfdbinary, "status", "clearview", "--json").rows
    assert len(rows) > 5
    assert all(row["id"].startswith("clearview") or row["issuer"] == "Clearview AI" for row in rows)


def test_several_matches_are_an_error_where_one_is_needed(capfdbinary: CaptureFd) -> None:
    result = run(capfdbinary, "show", "microsoft")
    assert result.status == 2
    assert result.err.startswith("moratrack: 'microsoft' may mean ")
    assert "microsoft-police" in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "amazn"], "no policy 'amazn'; did you mean amazon?"),
        (["status", "zzzzzz"], "no policy 'zzzzzz'; moratrack status lists what there is"),
        (["status", ""], "no policy ''"),
        (["status", "--as-of", "2021-02-30"], "is not a day of the calendar; correct it"),
        (["status", "--as-of", "2021-02"], "write it as 2020-06-11"),
        (["status", "--as-of", "soon"], "is not understood as a day; write 2020-06-11"),
        (["status", "--state", "in_forc"], "--state 'in_forc' is unknown; did you mean in_force?"),
        (["status", "--kind", "bann"], "did you mean ban?"),
        (["status", "--sort", "colour"], "--sort 'colour' is unknown"),
        (["status", "--expiring-within", "soon"], "write 90d, 12w, 6m or 1y"),
        (["status", "--expiring-within", "9999y"], "no length of time within reach"),
        (["status", "--fail-on", "rain"], "write one of expired, expiring, starting, unconfirmed, stale"),
        (["status", "--format", "xml"], "xml"),
        (["status", "--data", "/nowhere"], "/nowhere: cannot be read: No such file or directory"),
        (["status", "--jsn"], "No such option: --jsn"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_status_2(
    capfdbinary: CaptureFd, arguments: list[str], said: str
) -> None:
    result = run(capfdbinary, *arguments)
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert result.err.startswith("moratrack: ")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    "content",
    [b"[[policy]\n", b"\xff\xfe\x00", b"\x00", b"{", b"[[policy]]\nid = 'x'\n", b"[" * 200_000],
)
def test_a_broken_file_is_one_line_with_file_and_line(
    capfdbinary: CaptureFd, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    for command in ("status", "exempt"):
        result = run(capfdbinary, command, "--data", str(path))
        assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
        assert f"{path}:" in result.err


def test_a_device_is_no_data_file(capfdbinary: CaptureFd) -> None:
    result = run(capfdbinary, "status", "--data", "/dev/zero")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert "not a file" in result.err


def test_a_file_in_a_file_cannot_be_read(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    assert run(capfdbinary, "status", "--data", f"{data_file(tmp_path)}/x").status == 2
    assert run(capfdbinary, "status", "--data", "a\x00b").status == 2


def test_a_folder_is_read_whole(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    data_file(tmp_path, {"id": "one", "event": [ADOPTED]})
    (tmp_path / "more.toml").write_text(
        '[[policy]]\nid="two"\ntitle="T"\nissuer="I"\nkind="ban"\n[[policy.event]]\ndate=2020-01-01\ndid="adopted"\n',
        encoding="utf-8",
    )
    rows = run(capfdbinary, "status", "--data", str(tmp_path), "--json").rows
    assert {row["id"] for row in rows} == {"one", "two"}
    both = run(capfdbinary, "status", "--data", str(tmp_path), "--data", "bundled", "--json").rows
    assert {row["id"] for row in both} > {"one", "two", "amazon"}


def test_the_environment_names_data(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = data_file(tmp_path, {"id": "mine", "event": [ADOPTED]})
    monkeypatch.setenv("MORATRACK_DATA", os.pathsep.join([path, "bundled"]))
    assert len(run(capfdbinary, "status", "mine", "amazon", "--json").rows) == 2


def test_standard_input_is_data() -> None:
    record = b'{"policy": [{"id": "x", "title": "T", "issuer": "I", "kind": "ban", "event": [{"date": "2020-01-01", "did": "adopted"}]}]}'
    assert [row["id"] for row in spawn("status", "--json", "--data", "-", stdin=record).rows] == ["x"]
    toml = b'[[policy]]\nid="y"\ntitle="T"\nissuer="I"\nkind="ban"\n[[policy.event]]\ndate=2020-01-01\ndid="adopted"\n'
    assert [row["id"] for row in spawn("status", "--json", "--data", "-", stdin=toml).rows] == ["y"]


def test_the_day_comes_from_the_option_then_the_environment(
    capfdbinary: CaptureFd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MORATRACK_TODAY", "2021-01-01")
    assert run(capfdbinary, "status", "amazon", "--json").rows[0]["as_of"] == "2021-01-01"
    [row] = run(capfdbinary, "status", "amazon", "--as-of", "2021-01-02", "--json").rows
    assert row["as_of"] == "2021-01-02"
    [row] = run(capfdbinary, "status", "amazon", "--as-of", "yesterday", "--json").rows
    assert row["as_of"] == "2020-12-31"
    monkeypatch.setenv("MORATRACK_TODAY", "soon")
    result = run(capfdbinary, "status")
    assert result.status == 2
    assert "MORATRACK_TODAY 'soon' is not understood as a day" in result.err


TERM = {"date": "2020-01-01", "did": "adopted", "term": "1 year", "sources": []}


@pytest.mark.parametrize(
    ("day", "what", "status"),
    [
        ("2020-06-01", "expired,expiring,unconfirmed", 0),
        ("2020-12-01", "expiring", 1),
        ("2020-12-01", "expired", 0),
        ("2021-02-01", "expired", 1),
        ("2021-02-01", "unconfirmed", 1),
    ],
)
def test_a_script_can_fail_on_what_it_fears(
    capfdbinary: CaptureFd, tmp_path: Path, day: str, what: str, status: int
) -> None:
    path = data_file(tmp_path, {"event": [TERM]})
    assert run(capfdbinary, "status", "--data", path, "--as-of", day, "--fail-on", what).status == status


RECORDS = (
    {"id": "dated", "topic": "whaling", "jurisdiction": "US-MA", "issuer": "Boston", "event": [TERM]},
    {
        "id": "open",
        "topic": "fishing",
        "jurisdiction": "US",
        "kind": "ban",
        "event": [ADOPTED],
        "barred": [{"who": "Police officers", "type": "class"}],
    },
    {"id": "over", "jurisdiction": "USX", "note": "Ünïcode", "event": [ADOPTED, {"date": "2020-02-01", "did": "ended"}]},
    {"id": "coming", "bars": "the sale of scanners", "event": [{**ADOPTED, "effective": "2021-01-01"}]},
)  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ([], ["dated", "coming", "open", "over"]),
        (["--state", "in_force"], ["dated", "open"]),
        (["--state", "in-force,ended"], ["dated", "open", "over"]),
        (["--topic", "whaling"], ["dated"]),
        (["--topic", "whaling", "--topic", "fishing"], ["dated", "open"]),
        (["--kind", "ban"], ["open"]),
        (["--jurisdiction", "us"], ["dated", "open"]),
        (["--jurisdiction", "US-MA"], ["dated"]),
        (["--issuer", "bost"], ["dated"]),
        (["--bars", "police"], ["open"]),
        (["--bars", "SCANNERS"], ["coming"]),
        (["--expiring-within", "1m"], []),
        (["--expiring-within", "90d"], ["dated"]),
        (["--search", "ünïcode"], ["over"]),
        (["--search", "boston whaling"], ["dated"]),
        (["--sort", "id"], ["coming", "dated", "open", "over"]),
        (["--sort", "id", "--reverse"], ["over", "open", "dated", "coming"]),
    ],
)
def test_filters_and_sorting(
    capfdbinary: CaptureFd, tmp_path: Path, filters: list[str], ids: list[str]
) -> None:
    records = [{**record} for record in RECORDS]
    records[2]["jurisdiction"] = "UZ"
    path = data_file(tmp_path, *records)
    rows = run(capfdbinary, "status", "--data", path, "--as-of", "2020-11-15", "--json", *filters).rows
    assert [row["id"] for row in rows] == ids


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "markdown"])
def test_an_empty_selection_is_an_empty_valid_answer(capfdbinary: CaptureFd, form: str) -> None:
    for command in ("status", "exempt"):
        result = run(capfdbinary, command, "--search", "nothing has these words", "--format", form)
        assert result.status == 0
        assert "no policy matches" in result.err
        if form == "json":
            assert result.rows == []
        if form == "csv":
            assert result.out.startswith("id,title,")
            assert result.out.count("\n") == 1


def hostile_data(folder: Path) -> str:
    records = [
        {
            "title": text,
            "issuer": text,
            "aliases": [text],
            "bars": text,
            "why": text,
            "note": text,
            "citation": text,
            "topic": text,
            "sources": {"s": {"url": "https://example.com/", "publisher": text, "title": text}},
            "event": [
                {"date": "2019-01-01", "did": "adopted", "note": text, "sources": ["s"]},
                {"date": "2019-02-01", "did": "ended", "how": text, "sources": ["s"]},
                {**ADOPTED, "until": text, "note": text, "sources": ["s"]},
            ],
            "barred": [{"who": text, "may": text, "why": text}],
            "exempt": [{"who": text, "may": text, "why": text, "note": text}],
        }
        for text in HOSTILE
    ]
    return data_file(folder, *records)


def is_inert(text: str) -> bool:
    return all(character.isprintable() or character in "\r\n" for character in text)


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "markdown"])
def test_text_of_the_data_is_shown_inert(capfdbinary: CaptureFd, tmp_path: Path, form: str) -> None:
    path = hostile_data(tmp_path)
    for command in (["status"], ["exempt", "--all"], ["show", "p0"], ["show", "p4"], ["show", "p11"]):
        result = run(capfdbinary, *command, "--data", path, "--format", form)
        assert result.status == 0
        assert is_inert(result.out), command
        assert is_inert(result.err), command
        if form == "json":
            titles = [row["title"] for row in result.rows]
            assert set(titles) <= set(HOSTILE)


def test_json_gives_hostile_text_back_whole(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    rows = run(capfdbinary, "status", "--data", hostile_data(tmp_path), "--sort", "id", "--json").rows
    assert {row["title"] for row in rows} == set(HOSTILE)


def test_csv_holds_no_formula(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    import csv

    out = run(capfdbinary, "status", "--data", hostile_data(tmp_path), "--format", "csv").out
    lines = list(csv.reader(out.splitlines()))
    assert len({len(line) for line in lines}) == 1
    assert not [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@")]


def test_json_keeps_other_writing_readable(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = data_file(tmp_path, {"title": "Größe 大", "event": [ADOPTED]})
    assert "Größe 大" in run(capfdbinary, "status", "--data", path, "--json").out


def test_every_format_says_the_same_of_json(capfdbinary: CaptureFd) -> None:
    whole = run(capfdbinary, "status", "--json", "--as-of", "2026-06-30").rows
    lines = run(capfdbinary, "status", "--format", "ndjson", "--as-of", "2026-06-30").out.splitlines()
    assert [json.loads(line) for line in lines] == whole


def test_json_does_not_depend_on_the_surroundings() -> None:
    plain = spawn("status", "--json", "--as-of", "2026-06-30")
    strange = spawn(
        "status",
        "--json",
        "--as-of",
        "2026-06-30",
        COLUMNS="20",
        FORCE_COLOR="1",
        LC_ALL="C",
        PYTHONUTF8="0",
        TERM="dumb",
    )
    assert plain == strange


def test_a_table_in_a_pipe_has_whole_cells() -> None:
    result = spawn("status", "--as-of", "2026-06-30", COLUMNS="40")
    assert max(map(len, result.out.splitlines())) > 100
    assert "…" not in result.out


def test_ascii_terminals_get_escapes_not_errors(tmp_path: Path) -> None:
    path = data_file(tmp_path, {"title": "Größe", "issuer": "Größe", "event": [ADOPTED]})
    result = spawn("status", "--data", path, PYTHONIOENCODING="ascii")
    assert result.status == 0
    assert "Gr\\xf6\\xdfe" in result.out


def test_colour_is_asked_for_by_option_or_environment() -> None:
    assert "\x1b[" in spawn("status", "amazon", "--color", "always").out
    assert "\x1b[" in spawn("status", "amazon", FORCE_COLOR="1").out
    assert "\x1b[" not in spawn("status", "amazon", FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[" not in spawn("status", "amazon").out
    assert "\x1b[" not in spawn("status", "amazon", "--color", "never", FORCE_COLOR="1").out


@pytest.mark.parametrize("width", [40, 50, 80, 120, 200])
def test_a_terminal_gets_lines_that_fit_with_whole_ids_and_days(width: int) -> None:
    out = on_a_terminal("status", "--as-of", "2026-06-30", width=width, TERM="dumb")
    assert max(map(len, out.splitlines())) <= width
    rows = spawn("status", "--as-of", "2026-06-30", "--json").rows
    words = set(out.replace(";", "").split())
    assert {row["id"] for row in rows} <= words
    lasts = {("~" if row["approximate_end"] else "") + row["expires"] for row in rows if row["expires"]}
    assert lasts <= words


def test_the_first_screen_tells_what_ends_what_starts_how_current_it_is_and_how_to_go_on() -> None:
    out = on_a_terminal("status", "--as-of", "2026-11-25", width=80, TERM="dumb")
    first = "\n".join(out.splitlines()[:23])
    rows = spawn("status", "--as-of", "2026-11-25", "--json").rows
    ending = [row for row in rows if row["expiring"]]
    [starting] = [row for row in rows if row["state"] == "upcoming" and row["starts"]]
    assert f"Ending soon  {ending[0]['id']} on {ending[0]['expires']} (in " in first
    assert f"Starting     {starting['id']} on {starting['starts']} (in " in first
    assert "Record       kept to 2026-" in first
    assert "Go on        moratrack show POLICY; " in first
    assert "  #####-  " in first
    assert "▆▆▆▆▆" in on_a_terminal("status", "--as-of", "2026-11-25", width=80, PYTHONUTF8="1")


def test_a_capable_terminal_gets_colour_and_links() -> None:
    out = on_a_terminal("show", "amazon", width=100)
    assert "\x1b[1m" in out
    assert "\x1b]8;" in out
    assert "\x1b" not in on_a_terminal("show", "amazon", width=100, TERM="dumb")


def test_a_panel_on_a_terminal_is_counted_by_year_unless_rows_are_asked_for() -> None:
    asked = ("panel", "--from", "2019", "--as-of", "2021-06-30", "--no-pager", "--color", "never")
    glance = on_a_terminal(*asked, width=80)
    assert "Counted by year; --every month counts by month, --rows lists each policy" in glance
    assert [line.split()[0] for line in glance.splitlines()[5:]] == ["2019", "2020", "2021"]
    assert "2019-07" in on_a_terminal(*asked, "amazon", "--rows", width=80)
    assert "2019-07" in on_a_terminal(*asked, "--every", "month", width=80)
    assert "2019-07" in spawn(*asked).out


def test_long_answers_go_through_the_pager() -> None:
    out = on_a_terminal("status", width=100, PAGER="sed s/amazon/PAGED/")
    assert "PAGED" in out
    assert "PAGED" not in on_a_terminal("status", "--no-pager", width=100, PAGER="sed s/amazon/PAGED/")
    assert "amazon" in on_a_terminal("status", width=100, PAGER="no-such-pager-here 2>/dev/null")


def test_a_closed_pipe_is_no_error() -> None:
    process = subprocess.run(
        f"{sys.executable} -m moratrack status --format ndjson | head -n 1; exit ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        check=False,
    )
    assert (process.returncode, process.stderr) == (0, b"")


def test_nobody_reading_does_not_change_the_verdict() -> None:
    for arguments, status in (
        (["check", "amazon", "Thorn"], 0),
        (["check", "amazon", "police"], 1),
        (["status"], 0),
    ):
        ours, theirs = os.pipe()
        os.close(ours)
        process = subprocess.run(
            [sys.executable, "-m", "moratrack", *arguments],
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(theirs)
        assert (process.returncode, process.stderr.count(b"Traceback")) == (status, 0), arguments


def test_a_closed_standard_output_is_said_in_one_line() -> None:
    for command in ("status", "check amazon Thorn", "show amazon --json", "validate", "--version"):
        process = subprocess.run(
            f"{sys.executable} -m moratrack {command} >&-", shell=True, capture_output=True, check=False
        )
        assert (process.returncode, process.stderr.count(b"\n")) == (2, 1), command
        assert b"standard output is closed" in process.stderr


def test_a_file_named_twice_is_read_once(capfdbinary: CaptureFd) -> None:
    twice = run(capfdbinary, "status", "--data", "bundled", "--data", "bundled", "--json")
    assert len(twice.rows) == len({row["id"] for row in twice.rows}) > 100


def test_a_full_disk_is_said_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "moratrack", "status", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert process.returncode == 2
    assert (
        process.stderr
        == b"moratrack: cannot write the answer: No space left on device; free space or write elsewhere\n"
    )


def test_an_interrupt_is_status_130(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "moratrack", "status", "--data", str(pipe)], stderr=subprocess.PIPE
    )
    with pipe.open("wb"):  # Opens once the program has begun to read.
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert (process.returncode, err) == (130, b"")


def test_validate_speaks_of_errors_apart_from_warnings(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = data_file(tmp_path, {"event": [ADOPTED]}, {"exmept": [], "event": [TERM]})
    result = run(capfdbinary, "validate", path)
    assert result.status == 1
    first, *others = result.out.splitlines()
    assert first == f"{path}:1: p1: unknown key 'exmept'; write exempt"
    assert [line.startswith(f"{path}:1: p") and ": warning: " in line for line in others] == [True, True]
    assert result.err == "2 policies in 1 file: 1 error, 2 warnings\n"


def test_validate_gives_json(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = data_file(tmp_path, {"exmept": [], "event": [ADOPTED]})
    rows = run(capfdbinary, "validate", path, "--format", "json").rows
    assert rows[0] == {
        "code": "unknown_key",
        "severity": "error",
        "file": path,
        "line": 1,
        "policy": "p0",
        "path": "policy[0].exmept",
        "message": "unknown key 'exmept'",
        "mend": "write exempt",
        "explained": "docs/faults.md#unknown_key",
    }


def test_validate_of_the_shipped_data_is_silent(capfdbinary: CaptureFd) -> None:
    result = run(capfdbinary, "validate", str(SHIPPED))
    assert (result.status, result.out) == (0, "")


def test_main_takes_words(capfdbinary: CaptureFd) -> None:
    assert main(["--version"]) == 0
    capfdbinary.readouterr()


@pytest.mark.parametrize("command", ["status", "exempt", "log", "timeline", "calendar", "sources", "show p0"])
def test_every_answer_says_how_far_the_record_was_kept(
    capfdbinary: CaptureFd, tmp_path: Path, command: str
) -> None:
    event = {**ADOPTED, "term": "20 years"}
    file = data_file(tmp_path, {"event": [event], "exempt": [{"who": "Acme"}]})
    for form in ("json", "markdown"):
        out = run(
            capfdbinary, *command.split(), "--format", form, "--data", file, "--as-of", "2026-06-30"
        ).out
        assert "2020-01-01" in out if form == "json" else "kept to 2020-01-01" in out
        assert form != "json" or all(row["kept_to"] == "2020-01-01" for row in json.loads(out))


@pytest.mark.parametrize(
    "command", ["panel", "panel --wide", "panel --counts", "panel --counts --by kind", "news"]
)
def test_every_series_says_in_data_how_far_the_record_was_kept(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    file = data_file(tmp_path, {"event": [{**ADOPTED, "term": "20 years"}]})
    asked = (*command.split(), "--data", file, "--as-of", "2020-03-01")
    asked += ("--since", "2019-01-01", "--peek") if command == "news" else ()
    rows = run(capfdbinary, *asked, "--json").rows
    assert rows
    assert all(list(row.items())[-1] == ("kept_to", "2020-01-01") for row in rows)
    header, *lines = run(capfdbinary, *asked, "--format", "csv").out.splitlines()
    assert header.endswith(",kept_to")
    assert lines
    assert all(line.endswith(",2020-01-01") for line in lines)


@pytest.mark.parametrize("form", [[], ["--counts"], ["--wide", "--every", "year"]])
def test_a_panel_to_be_read_says_how_far_the_record_was_kept(capfdbinary: CaptureFd, form: list[str]) -> None:
    out = run(capfdbinary, "panel", "whaling", "--from", "2026", *form, "--as-of", "2026-06-30").out
    assert out.startswith("Record kept to 2026-")


@pytest.mark.parametrize(
    ("through", "today", "is_told"),
    [
        ("9999-12-31", None, True),
        ("9999-12-31", "2021-01-01", True),
        ("9999-12-31", "9999-12-31", False),
        ("2021-06-30", "2021-01-01", False),
    ],
)
def test_a_record_kept_to_a_day_to_come_is_told(
    capfdbinary: CaptureFd,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    through: str,
    today: str | None,
    is_told: bool,
) -> None:
    if today:
        monkeypatch.setenv("MORATRACK_TODAY", today)
    record = Path(data_file(tmp_path, {"event": [ADOPTED]})).read_text(encoding="utf-8")
    file = tmp_path / "ours.json"
    file.write_text(json.dumps({"about": {"through": through}, **json.loads(record)}), encoding="utf-8")
    asked = ("show", "p0", "--data", str(file), "--as-of", "2020-06-30")
    told = f"{file}: says it was kept to {through}, a day to come; correct [about] through\n"
    assert run(capfdbinary, *asked, "--json").err == told * is_told
    assert run(capfdbinary, *asked, "--json", "--quiet").err == ""
