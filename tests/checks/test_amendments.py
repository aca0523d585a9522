"""A private file adds to policies of another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..support import SHIPPED, run

CaptureFd = pytest.CaptureFixture[bytes]

PRIVATE = """\
[[amend]]
id = "amazon"
aliases = ["our scanner"]

[amend.sources]
letter = { url = "https://example.com/letter", publisher = "Counsel" }

[[amend.event]]
date = 2026-05-01
did = "checked"
sources = ["letter"]

[[amend.exempt]]
who = "Our own team"
may = "test it"
since = 2026-05-01
sources = ["letter"]
"""


def private(tmp_path: Path, text: str = PRIVATE) -> str:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_an_amendment_adds_parties_events_and_names(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    data = ["--data", "bundled", "--data", private(tmp_path)]
    for order in (data, [*data[2:], *data[:2]]):
        [row] = run(capfdbinary, "status", "our scanner", *order, "--as-of", "2026-06-30", "--json").rows
        assert (row["id"], row["checked"], row["exempt"][-1]) == ("amazon", "2026-05-01", "Our own team")
        [before] = run(capfdbinary, "status", "amazon", *order, "--as-of", "2026-04-30", "--json").rows
        assert "Our own team" not in before["exempt"]


def test_the_record_says_where_it_came_from(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = private(tmp_path)
    [row] = run(capfdbinary, "show", "amazon", "--data", "bundled", "--data", path, "--json").rows
    assert row["file"] == f"bundled, {path}"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('did = "checked"', 'did = "resumed"', 10, "resumed on 2026-05-01 without a suspension"),
        ('sources = ["letter"]\n\n', 'sources = ["ltter"]\n\n', 11, "unknown source 'ltter'; write 'letter'"),
        ("letter =", "post =", 6, "amazon has a source 'post' already"),
        ("https://", "ftp://", 6, "is no http or https address"),
        ("[[amend.exempt]]", "[[amend.exmept]]", 13, "unknown key 'exmept'; write exempt"),
        ("since = 2026-05-01", "since = 2026-05-01\nthrough = 2026-04-01", 17, "stands through 2026-04-01"),
    ],
)
def test_what_does_not_fit_is_said_at_its_line(
    capfdbinary: CaptureFd, tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    path = private(tmp_path, PRIVATE.replace(old, new))
    result = run(capfdbinary, "validate", str(SHIPPED), path)
    assert result.status == 1
    assert any(
        text.startswith(f"{path}:{line}: amazon: ") and said in text for text in result.out.splitlines()
    ), result.out
    refused = run(capfdbinary, "status", "--data", "bundled", "--data", path)
    assert refused.status == 2
    assert f"{path}:" in refused.err


def test_an_amendment_of_nothing_is_said(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = private(tmp_path)
    alone = run(capfdbinary, "validate", path)
    assert alone.status == 0
    assert f"{path}:2: amazon: warning: amends 'amazon', which is in none of the files given" in alone.out
    refused = run(capfdbinary, "status", "--data", path)
    assert refused.status == 2
    assert "add the data that holds it, such as --data bundled" in refused.err


def test_no_words_are_put_into_the_mouth_of_another(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = private(tmp_path, '[[amend]]\nid = "amazon"\n[[amend.exempt]]\nwho = "Our own team"\n')
    data = ["--data", "bundled", "--data", path]
    [row] = run(capfdbinary, "exempt", "--who", "our own team", *data, "--json").rows
    assert (row["file"], row["sources"]) == (path, [])
    assert run(capfdbinary, "exempt", "--who", "thorn", *data, "--json").rows[0]["file"] == f"bundled, {path}"
    checked = run(capfdbinary, "check", "amazon", "our own team", *data)
    assert (checked.status, "Amazon, 2020" in checked.out) == (0, False)
    assert f"no source in {path}" in run(capfdbinary, "exempt", "--who", "our own team", *data).out
