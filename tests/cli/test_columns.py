"""Columns that are picked, talk that is not wanted, and Markdown to paste."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ..support import data_file, run

CaptureFd = pytest.CaptureFixture[bytes]
SOURCES = {"post": {"url": "https://example.com/post", "publisher": "Acme"}}
RECORD = {
    "title": "Use of | scanners",
    "sources": SOURCES,
    "event": [{"date": "2020-01", "did": "adopted", "term": "1 year", "sources": ["post"]}],
    "exempt": [{"who": "Ann"}, {"who": "Bob"}],
}


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    return ["--data", data_file(tmp_path, RECORD), "--as-of", "2020-06-01"]


def test_columns_picks_and_orders_in_csv(capfdbinary: CaptureFd, data: list[str]) -> None:
    out = run(capfdbinary, "status", *data, "--format", "csv", "--columns", "expires,id, exempt").out
    assert list(csv.reader(out.splitlines())) == [
        ["expires", "id", "exempt"],
        ["2021-01-31", "p0", "Ann; Bob"],
    ]


def test_columns_in_a_table_are_marked_and_whole(capfdbinary: CaptureFd, data: list[str]) -> None:
    out = run(capfdbinary, "status", *data, "--columns", "id,starts,state,confirmed,days_left,exempt").out
    assert out == (
        "Id  Starts       State     Confirmed  Days left  Exempt\n"
        "p0  ~2020-01-01  in force  yes        244        Ann, Bob\n"
    )


def test_columns_in_markdown_link_the_name_to_its_source(capfdbinary: CaptureFd, data: list[str]) -> None:
    out = run(capfdbinary, "status", *data, "--format", "markdown", "--columns", "title,expires").out
    assert out == (
        "| Title | Expires |\n| --- | --- |\n"
        "| [Use of \\| scanners](<https://example.com/post>) | \\~2021-01-31 |\n"
    )


@pytest.mark.parametrize(
    "command",
    ["exempt", "log", "sources", "timeline", "calendar --format csv", "panel", "show p0", "check p0 Ann"],
)
def test_every_command_that_lists_rows_has_columns(
    capfdbinary: CaptureFd, data: list[str], command: str
) -> None:
    key = "date" if command == "log" else "id"
    result = run(capfdbinary, *command.split(), *data, "--columns", f"{key},{key}")
    assert result.status == 0
    assert result.out.lower().startswith(key)


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_json_has_every_key_always(capfdbinary: CaptureFd, data: list[str], form: str) -> None:
    result = run(capfdbinary, "status", *data, "--format", form, "--columns", "id")
    assert (result.status, result.out) == (2, "")
    assert result.err == "moratrack: --columns is for table, csv and markdown; JSON always has every key\n"


def test_a_column_that_there_is_not_is_told_with_the_nearest(capfdbinary: CaptureFd, data: list[str]) -> None:
    result = run(capfdbinary, "status", *data, "--columns", "id,expire")
    assert (result.status, result.err) == (
        2,
        "moratrack: --columns 'expire' is unknown; did you mean expires?\n",
    )


def test_quiet_leaves_only_errors(capfdbinary: CaptureFd, data: list[str]) -> None:
    words = ["status", *data, "--search", "nothing has these words"]
    assert run(capfdbinary, *words).err == "no policy matches on 2020-06-01\n"
    assert run(capfdbinary, *words, "--quiet").err == ""
    assert run(capfdbinary, "validate", data[1], "-q").err == ""
    assert run(capfdbinary, *words).err != ""
    assert "--colunms" in run(capfdbinary, *words, "--quiet", "--colunms", "id").err


def test_a_policy_whole_in_markdown_has_a_heading_and_no_empty_header(
    capfdbinary: CaptureFd, data: list[str]
) -> None:
    out = run(capfdbinary, "show", "p0", *data, "--format", "markdown").out
    assert out.startswith("# Use of \\| scanners\n\n- **policy** p0\n")
    assert "\n## Exempt\n\n- Ann, since 2020-01-01 \\[1\\]\n" in out
    assert "[https://example.com/post](<https://example.com/post>)" in out
    assert "|  |" not in out
