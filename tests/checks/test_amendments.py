"""A private file adds to policies of another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from moratrack.checks import amendments
from moratrack.checks.rules import judge
from moratrack.core.faults import Finding
from moratrack.core.policy import Policy

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


def many(tmp_path: Path, count: int, *, wrong: str = "") -> str:
    """A file of ``count`` amendments of one policy, a party and an event each; the first may hold a fault."""
    part = """[[amend]]
id = "amazon"
[[amend.event]]
date = 2026-05-01
did = "checked"
[[amend.exempt]]
who = "party {number}"
{wrong}
"""
    text = "".join(part.format(number=number, wrong=wrong if number == 1 else "") for number in range(count))
    return private(tmp_path, text)


def test_a_policy_is_judged_as_often_for_many_amendments_as_for_one(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[Policy] = []

    def counting(policy: Policy) -> list[Finding]:
        judged.append(policy)
        return judge(policy)

    monkeypatch.setattr(amendments, "judge", counting)
    data = ["--data", "bundled", "--data", many(tmp_path, 300)]
    [row] = run(capfdbinary, "status", "amazon", *data, "--as-of", "2026-06-30", "--json").rows
    assert row["exempt"][-300:] == [f"party {number}" for number in range(300)]
    assert row["file"].count("ours.toml") == 1
    assert len(judged) == 2
    judged.clear()
    assert run(capfdbinary, "validate", str(SHIPPED), str(tmp_path / "ours.toml")).status == 0
    assert len(judged) == 2


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("since = 2026-05-01\nthrough = 2026-04-01", 17),
        ('sources = ["nosuch"]', 16),
        ('[amend.sources]\npost = { url = "https://a.example/", publisher = "A" }', 17),
        ('[[amend.event]]\ndate = 2000-01-01\ndid = "resumed"', 18),
    ],
)
def test_the_amendment_at_fault_among_many_is_told(
    capfdbinary: CaptureFd, tmp_path: Path, wrong: str, line: int
) -> None:
    path = many(tmp_path, 30, wrong=wrong)
    result = run(capfdbinary, "validate", str(SHIPPED), path)
    errors = [text for text in result.out.splitlines() if " warning: " not in text]
    assert [text.partition(": ")[0] for text in errors] == [f"{path}:{line}"], errors


def test_what_one_of_many_brings_into_the_record_of_another_is_told_of_it(
    capfdbinary: CaptureFd, tmp_path: Path
) -> None:
    # Amazon extended its moratorium in 2021: it cannot once it is ended.
    ended = '[[amend.event]]\ndate = 2021-01-01\ndid = "ended"'
    path = many(tmp_path, 30, wrong=ended)
    errors = [
        text
        for text in run(capfdbinary, "validate", str(SHIPPED), path).out.splitlines()
        if " warning: " not in text
    ]
    assert errors
    assert {text.partition(": ")[0] for text in errors} == {f"{path}:9"}


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
