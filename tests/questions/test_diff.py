"""What changed between two records: worked cases, and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from moratrack.core.policy import Policy
from moratrack.questions.diff import Record, diff

from ..support import HOSTILE, SHIPPED, Result, day, make_policy, run, spawn

ON = day("2026-11-26")
ADOPTED = {"date": "2020-06-10", "did": "adopted", "effective": "2020-06-11", "term": "1 year"}
EXTENDED = {"date": "2021-05-18", "did": "extended", "until": "further notice"}
ENDED = {"date": "2026-11-20", "did": "ended", "how": "lifted"}
NOTED = {"date": "2021-05-18", "did": "noted", "note": "a word"}


def record(*events: dict[str, Any], **keys: Any) -> Record:
    return Record([make_policy(*events, **keys)])


def told(old: Record, new: Record) -> list[tuple[Any, ...]]:
    """The rows but the answers, without their titles."""
    return [
        (
            row.part,
            row.what,
            row.key,
            row.place,
            {change.field: (change.old, change.new) for change in row.fields},
        )
        for row in diff(old, new, ON).rows
        if row.part != "answer"
    ]


THORN = {"who": "Thorn", "may": "go on"}
CASES: dict[str, tuple[Record, Record, list[tuple[Any, ...]]]] = {
    "an event added": (
        record(ADOPTED, EXTENDED),
        record(ADOPTED, EXTENDED, ENDED),
        [
            (
                "event",
                "added",
                "2026-11-20 ended",
                1,
                {
                    "date": (None, "2026-11-20"),
                    "did": (None, "ended"),
                    "how": (None, "lifted"),
                    "confidence": (None, "high"),
                },
            )
        ],
    ),
    "a field corrected": (
        record(ADOPTED),
        record({**ADOPTED, "term": "2 years", "confidence": "low"}),
        [
            (
                "event",
                "corrected",
                "2020-06-10 adopted",
                1,
                {"term": ("1 year", "2 years"), "confidence": ("high", "low")},
            )
        ],
    ),
    "a date corrected": (
        record(ADOPTED, EXTENDED),
        record(ADOPTED, {**EXTENDED, "date": "2021-05"}),
        [("event", "corrected", "2021-05-18 extended", 1, {"date": ("2021-05-18", "2021-05")})],
    ),
    "two of one kind gone, one come": (
        record(ADOPTED, NOTED, {**NOTED, "date": "2021-06"}),
        record(ADOPTED, {**NOTED, "date": "2021-07"}),
        [
            (
                "event",
                what,
                f"{date} noted",
                1,
                {
                    key: (None, value) if what == "added" else (value, None)
                    for key, value in (
                        ("date", date),
                        ("did", "noted"),
                        ("note", "a word"),
                        ("confidence", "high"),
                    )
                },
            )
            for what, date in (("added", "2021-07"), ("removed", "2021-05-18"), ("removed", "2021-06"))
        ],
    ),
    "the first of equals gone": (
        record(ADOPTED, NOTED, {**NOTED, "note": "another"}),
        record(ADOPTED, {**NOTED, "note": "another"}),
        [
            (
                "event",
                "removed",
                "2021-05-18 noted",
                1,
                {
                    "date": ("2021-05-18", None),
                    "did": ("noted", None),
                    "note": ("a word", None),
                    "confidence": ("high", None),
                },
            )
        ],
    ),
    "the order of a day": (
        record(ADOPTED, EXTENDED, NOTED),
        record(ADOPTED, NOTED, EXTENDED),
        [
            (
                "order",
                "corrected",
                "2021-05-18",
                1,
                {
                    "order": (
                        ("2021-05-18 extended", "2021-05-18 noted"),
                        ("2021-05-18 noted", "2021-05-18 extended"),
                    )
                },
            )
        ],
    ),
    "an id renamed": (
        record(ADOPTED, id="amazon", title="Old"),
        record(ADOPTED, id="amazon-police", title="New"),
        [("policy", "renamed", None, 1, {"id": ("amazon", "amazon-police"), "title": ("Old", "New")})],
    ),
    "a party written otherwise, with a last day": (
        record(ADOPTED, exempt=[THORN]),
        record(ADOPTED, exempt=[{**THORN, "who": "THORN", "through": "2022"}]),
        [("exempt", "corrected", "Thorn", 1, {"who": ("Thorn", "THORN"), "through": (None, "2022")})],
    ),
    "a source corrected": (
        record(ADOPTED, sources={"post": {"url": "https://a.example", "publisher": "A"}}),
        record(ADOPTED, sources={"post": {"url": "https://b.example", "publisher": "A"}}),
        [("source", "corrected", "post", 1, {"url": ("https://a.example", "https://b.example")})],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(case: str) -> None:
    old, new, rows = CASES[case]
    assert told(old, new) == rows


def test_of_several_that_look_alike_none_is_taken_for_renamed() -> None:
    gone = [make_policy(ADOPTED, id=name) for name in ("a", "b")]
    found = diff(Record(gone), record(ADOPTED, id="c"), ON)
    whats = [(row.id, row.what) for row in found.rows if row.part == "policy"]
    assert whats == [("a", "removed"), ("b", "removed"), ("c", "added")]


def written(folder: Path, name: str, *policies: dict[str, Any]) -> str:
    path = folder / name
    base = {"id": "amazon", "title": "Police use", "issuer": "Amazon", "kind": "moratorium"}
    path.write_text(json.dumps({"policy": [{**base, **policy} for policy in policies]}), encoding="utf-8")
    return str(path)


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    source = {"post": {"url": "https://a.example", "publisher": "A"}}
    events = [{**event, "sources": ["post"]} for event in (ADOPTED, EXTENDED, ENDED)]
    return (
        written(tmp_path, "old.json", {"event": events[:2], "sources": source, "exempt": [THORN]}),
        written(
            tmp_path, "new.json", {"event": events, "sources": source, "exempt": [{**THORN, "note": "n"}]}
        ),
    )


def cells(result: Result) -> list[list[str]]:
    lines = [line.strip("| ") for line in result.out.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.split(" | ")] for line in lines]


def test_a_person_reads_first_what_it_changes(
    two: tuple[str, str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    result = run(capfdbinary, "diff", *two, "--as-of", "2026-11-26", "--format", "markdown")
    assert "1 policy touched: 1 added, 1 corrected; 1 answer differs" in result.out
    rows = cells(result)
    assert ["amazon", "answer", "in force until further notice", "ended 2026-11-20"] in rows
    assert ["amazon", "event 2026-11-20 ended added", "", "how: lifted; sources: post"] in rows
    assert ["amazon", "exempt Thorn: note", "", "n"] in rows
    assert result.status == 0


def test_before_the_change_no_answer_differs(
    two: tuple[str, str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    result = run(capfdbinary, "diff", *two, "--as-of", "2026-11-19", "--answers", "--json", "--exit-code")
    assert (result.status, result.rows) == (0, [])
    assert "no answer differs on 2026-11-19" in result.err


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "markdown"])
def test_exit_code_says_whether_anything_differs(
    two: tuple[str, str], form: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(capfdbinary, "diff", *two, "--format", form, "--exit-code").status == 1
    same = run(capfdbinary, "diff", two[0], two[0], "--format", form, "--exit-code")
    assert (same.status, same.err) == (0, "no difference\n")


def test_the_shipped_record_against_a_copy_of_it_on_standard_input() -> None:
    kept = SHIPPED.read_text(encoding="utf-8").replace("\n[[policy]]\n", "\n\n# a comment\n[[policy]]\n")
    result = spawn("diff", "bundled", "-", "--json", stdin=kept.encode())
    assert (result.status, result.out) == (0, "[]\n")


def test_standard_input_cannot_be_both(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    result = run(capfdbinary, "diff", "-", "-")
    assert result.status == 2
    assert "can be read once" in result.err


def test_text_of_the_data_stays_text(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    plain = {"event": [ADOPTED], "title": "x"}
    hostile = [
        {"id": f"p{place}", "event": [{**ADOPTED, "note": text}], "title": text, "exempt": [{"who": text}]}
        for place, text in enumerate(HOSTILE)
        if "\x00" not in text
    ]
    old = written(tmp_path, "old.json", plain, *({**policy, "title": "y"} for policy in hostile[::2]))
    new = written(tmp_path, "new.json", plain, *hostile)
    for form in ("table", "csv", "markdown"):
        out = run(capfdbinary, "diff", old, new, "--format", form).out
        assert not any(mark in out for mark in ("\x1b", "\u202e", "\u2028", "\x9b", "\x7f"))
    assert "<script>" not in run(capfdbinary, "diff", old, new, "--format", "markdown").out


def test_a_policy_that_came_is_one_line(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    old = written(tmp_path, "old.json", {"event": [ADOPTED]})
    new = written(
        tmp_path,
        "new.json",
        {"event": [ADOPTED]},
        {"id": "ring", "event": [ADOPTED, NOTED], "exempt": [THORN]},
    )
    result = run(capfdbinary, "diff", old, new, "--as-of", "2021-01-01", "--format", "markdown")
    assert cells(result)[2:] == [
        ["ring", "answer", "not known", "in force through 2021-06-11"],
        ["Policy", "What", "Was", "Now"],
        ["---", "---", "---", "---"],
        ["ring", "policy added", "", "Police use; 2 events, 1 party"],
    ]


def test_what_files_say_of_themselves_and_their_classes_are_told_too(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, version, aliases in (("old", "2026.1", []), ("new", "2026.2", ["cops"])):
        document = {"about": {"version": version}, "class": [{"name": "police", "aliases": aliases}]}
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    rows = run(capfdbinary, "diff", f"{tmp_path}/old.json", f"{tmp_path}/new.json", "--json").rows
    fields = [(row["part"], row["id"], row["key"], row["fields"]) for row in rows]
    assert fields == [
        ("about", None, None, [{"field": "version", "old": "2026.1", "new": "2026.2"}]),
        ("class", None, "police", [{"field": "aliases", "old": None, "new": ["cops"]}]),
    ]


def test_a_party_of_an_amendment_is_the_same_as_one_of_the_record() -> None:
    from moratrack.checks.amendments import Added, amended
    from moratrack.core.policy import Amendment, Party

    party = Party(who="Thorn")
    policy: Policy = make_policy(ADOPTED)
    added = amended(policy, [Added("mine.toml", Amendment(id="x", exempt=(party,)))])
    assert diff(Record([added]), record(ADOPTED, exempt=[{"who": "Thorn"}]), ON).rows == []
