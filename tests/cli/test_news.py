"""``moratrack news`` as it is run: what is told, kept, hidden, repeated; by whom."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from moratrack.cli.app import main

from ..forking import in_child
from ..support import HOSTILE, Result, run, spawn

CaptureFd = pytest.CaptureFixture[bytes]
ADOPTED = {"date": "2020-06-10", "did": "adopted", "effective": "2020-06-11", "term": "1 year"}
EXTENDED = {"date": "2021-05-18", "did": "extended", "term": "6 months"}
BASE = {"title": "A policy", "issuer": "Somebody", "kind": "moratorium"}


class Record:
    """A data file that is edited between runs."""

    def __init__(self, folder: Path, capfd: CaptureFd) -> None:
        self.path = folder / "data.json"
        self.capfd = capfd

    def hold(self, *policies: dict[str, Any]) -> None:
        filled = [{"id": f"p{number}", **BASE, **policy} for number, policy in enumerate(policies)]
        self.path.write_text(json.dumps({"policy": filled}), encoding="utf-8")

    def news(self, on: str, *options: str) -> Result:
        form = () if "--format" in options else ("--json",)
        return run(self.capfd, "news", "--data", str(self.path), "--as-of", on, *form, *options)

    def told(self, on: str, *options: str) -> list[tuple[Any, ...]]:
        result = self.news(on, *options)
        assert result.status == 0, result.err
        return [(row["id"], row["part"], row["what"], row["key"] or row["due"]) for row in result.rows]


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: CaptureFd) -> Record:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    found = Record(tmp_path, capfdbinary)
    found.hold({"event": [ADOPTED]})
    return found


LAPSE = ("p0", "turn", "happened", "end")
SOON = ("p0", "turn", "coming", "end")
RECORDED = ("p0", "event", "added", "2021-05-18 extended")


def test_the_first_time_nothing_old_is_told(record: Record) -> None:
    result = record.news("2021-01-01")
    assert (result.status, result.rows) == (0, [])
    assert (
        "default asks for the first time: 1 policy watched, nothing told of 2021-01-01 and before"
        in result.err
    )
    again = record.news("2021-01-02")
    assert (again.rows, again.err) == ([], "nothing new for default since 2021-01-01\n")


def test_since_tells_what_happened_from_a_day_on_the_first_time(record: Record) -> None:
    assert record.told("2021-06-20", "--since", "2021-06-01") == [LAPSE]
    assert record.told("2021-06-20", "--since", "2021-06-01") == []
    assert record.told("2021-06-20", "--since", "0001-01-01", "--as", "c")
    assert record.told("2021-06-20", "--since", "19d", "--as", "ago") == [LAPSE]
    assert record.told("2021-06-20", "--since", "2021-06", "--as", "month") == [LAPSE]
    record.hold({"event": [ADOPTED, EXTENDED]})
    on_the_day = record.told("2021-05-20", "--since", "2021-05-18", "--as", "d", "--within", "1d")
    assert RECORDED in on_the_day
    assert record.told("2021-05-20", "--since", "2021-05-19", "--as", "e", "--within", "1d") == []
    assert "later" not in record.news("2021-06-20", "--since", "2021-06-21", "--as", "b").out


def test_what_comes_is_announced_once_and_told_once_it_has_come(record: Record) -> None:
    record.news("2021-01-01")
    assert record.told("2021-05-11") == []
    assert record.told("2021-05-12") == [SOON]
    assert record.told("2021-05-13") == []
    assert record.told("2021-06-05", "--within", "7d") == [SOON]
    assert record.told("2021-06-06", "--within", "7d") == []
    assert record.told("2021-06-11") == []
    assert record.told("2021-06-12") == [LAPSE]
    assert record.told("2021-06-13") == []


def test_what_is_recorded_and_corrected_is_told_once(record: Record) -> None:
    record.news("2021-01-01")
    record.hold({"event": [ADOPTED, EXTENDED]})
    assert record.told("2021-05-17", "--within", "1d") == []
    assert record.told("2021-05-18", "--within", "1d") == [RECORDED, ("p0", "answer", "corrected", None)]
    record.hold({"event": [ADOPTED, {**EXTENDED, "term": "8 months"}], "title": "Another"})
    [titled, corrected, answer] = record.news("2021-05-19", "--within", "1d").rows
    assert titled["fields"] == [{"field": "title", "old": "A policy", "new": "Another"}]
    assert corrected["fields"] == [{"field": "term", "old": "6 months", "new": "8 months"}]
    assert corrected["date"] == "2021-05-18"
    assert answer["fields"] == [{"field": "expires", "old": "2021-12-11", "new": "2022-02-11"}]
    record.hold()
    assert ("p0", "policy", "removed", None) in record.told("2021-05-20", "--within", "1d")
    assert record.told("2021-05-20", "--within", "1d") == []


def test_what_filters_hide_stays_untold(record: Record) -> None:
    record.news("2021-01-01")
    record.hold({"event": [ADOPTED, EXTENDED], "topic": "whaling"}, {"event": [ADOPTED], "topic": "fracking"})
    assert {row[0] for row in record.told("2021-06-20", "--topic", "fracking")} == {"p1"}
    assert RECORDED in record.told("2021-06-21", "p0")
    assert record.told("2021-06-22") == []
    record.hold({"event": [ADOPTED, EXTENDED], "topic": "whaling"})
    assert record.told("2021-06-23", "--topic", "whaling") == []
    assert ("p1", "policy", "removed", None) in record.told("2021-06-23", "p1")


def test_turns_of_parties_are_announced_and_told_once_each(record: Record) -> None:
    parties = [
        {"who": "Thorn", "through": "2021-02-28"},
        {"who": "Ring", "through": "2021-02-28"},
        {"who": "Axon", "since": "2021-03-01"},
    ]
    record.hold({"event": [ADOPTED], "exempt": parties})
    record.news("2021-01-01")
    days = ("2021-02-22", "2021-02-28", "2021-03-01", "2021-03-02")
    told = [record.news(day, "--within", "7d").rows for day in days]
    assert [[(row["what"], row["due"], row["standing"], row["party"]) for row in rows] for rows in told] == [
        [
            ("coming", "party_through", "exempt", "Thorn"),
            ("coming", "party_through", "exempt", "Ring"),
            ("coming", "party_since", "exempt", "Axon"),
        ],
        [],
        [
            ("happened", "party_through", "exempt", "Thorn"),
            ("happened", "party_through", "exempt", "Ring"),
            ("happened", "party_since", "exempt", "Axon"),
        ],
        [],
    ]
    record.hold({"event": [ADOPTED], "exempt": [{**parties[0], "who": "THORN", "through": "2021-04-01"}]})
    out = record.news("2021-03-03", "--within", "30d", "--format", "markdown").out
    assert "| p0 | 2021-04-01, in 29 days: exempt THORN: last day |" in out


def test_readers_are_apart_and_a_peek_ticks_nothing_off(record: Record) -> None:
    record.news("2021-01-01")
    record.news("2021-01-01", "--as", "desk")
    assert record.told("2021-06-12", "--peek") == [LAPSE]
    assert record.told("2021-06-12") == [LAPSE]
    assert record.told("2021-06-12") == []
    assert record.told("2021-06-12", "--as", "desk") == [LAPSE]


def test_fail_says_whether_there_is_anything(record: Record) -> None:
    assert record.news("2021-01-01", "--fail").status == 0
    assert record.news("2021-06-12", "--fail").status == 1
    assert record.news("2021-06-12", "--fail").status == 0


def test_an_earlier_day_than_the_last_is_refused(record: Record) -> None:
    record.news("2021-01-02")
    result = record.news("2021-01-01")
    assert (result.status, result.out) == (2, "")
    assert "was told what was new on 2021-01-02; ask for that day or a later one" in result.err


def test_a_policy_of_another_id_is_told_as_such_and_its_turns_not_anew(record: Record) -> None:
    record.news("2021-06-20")
    record.hold({"event": [ADOPTED], "id": "renamed"})
    assert record.told("2021-06-21") == [("renamed", "policy", "renamed", None)]
    assert record.told("2021-06-22") == []


def state_of(record: Record) -> Path:
    [file] = (record.path.parent / "state" / "moratrack").glob("news-*.json")
    return file


@pytest.mark.parametrize("content", ["", "{", "[]", '{"form":2}', "\x00\xff", "[" * 9000])
def test_a_state_that_cannot_be_read_is_said_and_begun_anew(record: Record, content: str) -> None:
    record.news("2021-01-01")
    state_of(record).write_text(content, encoding="utf-8")
    result = record.news("2021-06-20")
    assert (result.status, result.rows) == (0, [])
    assert "what default was told cannot be read, and is forgotten" in result.err
    assert "for the first time" in result.err
    assert record.told("2021-06-20") == []


def test_whoever_is_killed_between_the_answer_and_the_state_is_told_again(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.news("2021-01-01")
    kept = state_of(record).read_bytes()

    def killed() -> None:
        monkeypatch.setattr("moratrack.editing.safewrite._replaced", lambda *_: os._exit(9))
        main(["news", "--data", str(record.path), "--as-of", "2021-06-12", "--json"])

    assert in_child(killed)[0] == 9
    assert state_of(record).read_bytes() == kept
    assert record.told("2021-06-12") == [LAPSE]


def test_what_nobody_read_has_not_been_told(record: Record) -> None:
    record.news("2021-01-01")
    command = [sys.executable, "-m", "moratrack", "news", "--data", str(record.path), "--as-of", "2021-06-12"]
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (process.returncode, process.stderr) == (0, b"")
    assert record.told("2021-06-12") == [LAPSE]


def test_several_at_once_tell_it_once_between_them(record: Record) -> None:
    record.news("2021-01-01")
    command = [sys.executable, "-m", "moratrack", "news", "--data", str(record.path)]
    command += ["--as-of", "2021-06-12", "--json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(4)]
    told = [json.loads(process.communicate()[0]) for process in running]
    assert [process.returncode for process in running] == [0] * 4
    assert Counter(row["due"] for rows in told for row in rows) == {"end": 1}


def test_a_folder_that_cannot_be_made_is_one_line_before_anything_is_told(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record.path.parent / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(record.path.parent / "file"))
    result = record.news("2021-01-01", "--since", "2020-01-01")
    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "cannot be made" in result.err


def test_the_same_data_under_another_path_has_the_same_reader(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.news("2021-01-01")
    monkeypatch.chdir(record.path.parent)
    result = run(record.capfd, "news", "--data", "./data.json", "--as-of", "2021-06-12", "--json")
    assert [row["due"] for row in result.rows] == ["end"]


def test_what_another_file_adds_is_told_once(record: Record) -> None:
    mine = record.path.parent / "mine.json"
    mine.write_text(json.dumps({"amend": [{"id": "p0", "exempt": [{"who": "Thorn"}]}]}), encoding="utf-8")
    both = ("--data", str(mine))
    assert record.told("2021-01-01", *both) == []
    assert record.told("2021-01-02", *both) == []
    mine.write_text(json.dumps({"amend": [{"id": "p0", "barred": [{"who": "Thorn"}]}]}), encoding="utf-8")
    assert ("p0", "barred", "added", "Thorn") in record.told("2021-01-03", *both)


def test_a_person_reads_what_has_come_first_and_what_is_coming_last(record: Record) -> None:
    record.news("2021-01-01")
    record.hold(
        {"event": [ADOPTED, {"date": "2021-06-01", "did": "noted", "note": "a word"}]},
        {"event": [{**ADOPTED, "effective": "2020-07-01"}]},
    )
    result = record.news("2021-06-12", "--format", "markdown")
    headings = [line.strip("*") for line in result.out.splitlines() if line.startswith("**")]
    assert headings == ["Has come (1)", "Answers on 2021-06-12 (1)", "Recorded (2)", "Coming (1)"]
    assert "| p0 | 2021-06-11: last day | in force | expired |" in result.out
    assert "| p1 | 2021-07-01, in 19 days: last day | in force | expired |" in result.out


def test_text_of_the_data_and_the_name_of_a_reader_stay_text(record: Record) -> None:
    hostile = [text for text in HOSTILE if "\x00" not in text]
    record.news("2021-01-01", "--as", "../" + hostile[0])
    record.hold(*({"event": [{**ADOPTED, "note": text}], "title": text, "issuer": text} for text in hostile))
    assert len(list((record.path.parent / "state" / "moratrack").iterdir())) == 1
    for form in ("table", "csv", "markdown"):
        result = record.news("2021-06-12", "--as", "../" + hostile[0], "--peek", "--format", form)
        assert not any(
            mark in result.out + result.err for mark in ("\x1b", "\u202e", "\u2028", "\x9b", "\x7f")
        )


@pytest.mark.parametrize(("form", "out"), [("table", ""), ("markdown", ""), ("json", "[]\n"), ("ndjson", "")])
def test_nothing_new_is_nothing_at_all_to_a_person(record: Record, form: str, out: str) -> None:
    assert record.news("2021-01-01", "--format", form).out == out
    assert record.news("2021-01-02", "--format", form).out == out


def test_a_year_asked_daily_and_monthly(record: Record) -> None:
    edits: dict[int, dict[str, Any]] = {
        0: {"event": [ADOPTED]},
        40: {"event": [ADOPTED], "exempt": [{"who": "Thorn", "through": "2021-03-05"}]},
        150: {"event": [ADOPTED, EXTENDED], "exempt": [{"who": "Thorn", "through": "2021-03-05"}]},
        300: {
            "event": [ADOPTED, EXTENDED, {"date": "2021-10-25", "did": "suspended", "through": "2021-11-15"}],
            "exempt": [{"who": "Thorn", "through": "2021-03-05"}],
        },
    }
    told: dict[int, Counter[tuple[Any, ...]]] = {1: Counter(), 30: Counter()}
    for day in range(366):
        if day in edits:
            record.hold(edits[day])
        on = str(dt.date(2021, 1, 1) + dt.timedelta(days=day))
        for pause, reader in ((1, "daily"), (30, "monthly")):
            if day % pause == 0 or day == 365:
                rows = record.told(on, "--as", reader)
                told[pause].update(row for row in rows if row[1] != "answer" and row[2] != "coming")
    assert told[1] == told[30]
    assert sorted(told[1].items()) == [
        (("p0", "event", "added", "2021-05-18 extended"), 1),
        (("p0", "event", "added", "2021-10-25 suspended"), 1),
        (("p0", "exempt", "added", "Thorn"), 1),
        (("p0", "turn", "happened", "end"), 1),
        (("p0", "turn", "happened", "party_through"), 1),
        (("p0", "turn", "happened", "resumption"), 1),
    ]


def test_sorting_does_not_go_with_news(record: Record) -> None:
    assert record.news("2021-01-01", "--sort", "id").status == 2
    assert record.news("2021-01-01", "--reverse").status == 2


def test_as_a_process_of_the_shipped_record(tmp_path: Path) -> None:
    told = [
        spawn("news", "--as-of", day, "--json", XDG_STATE_HOME=str(tmp_path))
        for day in ("2021-06-01", "2021-06-30", "2021-06-30")
    ]
    assert [result.status for result in told] == [0, 0, 0]
    assert [bool(result.rows) for result in told[1:]] == [True, False]
