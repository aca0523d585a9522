"""Histories that once came out wrong or could not be said, through the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ..support import Result, spawn

CASES = Path(__file__).parent / "cases"

IN_FORCE = {"state": "in_force"}


def data(name: str) -> str:
    return str(CASES / f"{name}.toml")


def changed(folder: Path, name: str, old: str, new: str) -> str:
    """A case with one text in place of another."""
    text = (CASES / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    file = folder / f"{name}.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return str(file)


def row(file: str, on: str, *options: str) -> dict[str, Any]:
    """The one row of ``status`` on a day."""
    result = spawn("status", "--data", file, "--as-of", on, "--json", *options)
    assert result.status == 0, result.err
    [found] = result.rows
    return found


@pytest.mark.parametrize(
    ("case", "on", "expected"),
    [
        ("ahead", "2026-08-01", {**IN_FORCE, "expires": "2026-12-30"}),
        ("retro", "2026-07-15", {**IN_FORCE, "starts": "2026-01-01", "expires": "2026-12-30"}),
        ("retro", "2026-07-05", {"state": "expired", "confirmed": False}),
        ("cancelstay", "2026-04-02", IN_FORCE),
        ("endprop", "2024-08-01", {"state": "ended", "starts": "2020-01-01", "ended": "2024-06-15", "proposed_anew": "2024-07-01"}),
        ("propext", "2026-07-05", {"state": "expired", "expires": "2026-06-30", "confirmed": False, "proposed_anew": "2026-06-30"}),
        ("propext2", "2026-07-05", {"state": "expired", "confirmed": True, "proposed_anew": "2026-07-01"}),
        ("enjoin", "2026-11-25", {"state": "suspended", "starts": None, "expires": "2028-01-01"}),
        ("enjoin", "2026-11-09", {"state": "upcoming", "starts": "2027-01-01"}),
        ("stayknown", "2026-02-15", {"state": "suspended", "starts": "2026-06-01"}),
        ("stayknown", "2026-06-01", {**IN_FORCE, "starts": "2026-06-01"}),
        ("soon", "2026-11-25", {"expiring": True}),
        ("soon", "2026-11-19", {"expiring": True}),
        ("soon4", "2026-11-25", {"expiring": True}),
        ("soon4", "2026-11-23", {"expiring": True}),
        ("soon5", "2026-11-05", {"expiring": True, "expires": "2026-12-31"}),
        ("soon6", "2026-11-05", {"expiring": True, "expires": "2026-12-31"}),
        ("later-term", "2026-07-01", {**IN_FORCE, "not_before": "2026-06-30", "expires": "2027-01-01", "end": "dated_or_condition"}),
        ("renewal", "2026-06-20", {**IN_FORCE, "starts": "2026-01-01", "expires": "2026-12-31", "expiring": False, "first_expires": "2026-06-30", "extensions": 0}),
        ("stayend", "2026-09-15", {**IN_FORCE, "expires": "2026-10-01"}),
        ("tolled-amend", "2026-09-15", {**IN_FORCE, "expires": "2026-10-01"}),
        ("staymonth", "2026-03-20", {"state": "suspended", "approximate": True}),
        ("staymonth", "2026-04-01", {**IN_FORCE, "approximate": False}),
        ("staymonth2", "2026-03-20", {"state": "suspended", "approximate": True}),
        ("staymonth2", "2026-04-01", {**IN_FORCE, "approximate": False}),
        ("unrepeal", "2027-02-01", {"state": "ended", "ended": "2027-01-01"}),
        ("atleast2", "2026-10-01", {**IN_FORCE, "end": "condition_not_before", "not_before": "2026-09-30", "expires": None}),
        ("nb-end", "2026-05-01", {"state": "ended", "ended": "2026-05-01"}),
        ("dropped", "2026-04-01", {"state": "ended", "starts": None, "expires": None}),
        ("veto", "2026-04-01", {"state": "ended", "starts": None, "expires": None}),
    ],
)  # fmt: skip
def test_what_holds(case: str, on: str, expected: dict[str, Any]) -> None:
    found = row(data(case), on)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("case", "key", "message"),
    [
        ("amendgap", "effective", "takes effect on 2026-08-01, after the end that it would move, 2026-06-30; write extended"),
        ("delay", "effective", "while upcoming an amendment does not move the first day, 2026-03-01; write scheduled"),
        ("delay3", "did", "adopted again from 2026-06-01, while upcoming; write scheduled"),
        ("forward", "effective", "takes effect on 2026-03-01, before the first day, 2026-06-01; write scheduled"),
        ("lapserec4", "effective", "would end on 2026-08-01, after its last day 2026-06-30; write extended"),
        ("struck", "did", "resumed on 2026-06-01, when it had ended on 2026-03-01; write adopted, for a new period"),
        ("tolled-past", "did", "its term ran out on 2026-07-01 while suspended; a stay does not stop the clock; write extended"),
        ("trigger", "effective", "or write a condition on which it starts as upon"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_with_its_mend(case: str, key: str, message: str) -> None:
    result = spawn("validate", data(case), "--json")
    assert result.status == 1
    [fault] = result.rows
    assert fault["path"].endswith(f".{key}")
    assert message in f"{fault['message']}; {fault['mend']}"
    assert "already" not in fault["message"]


@pytest.mark.parametrize(
    ("case", "old", "new", "on", "expected"),
    [
        ("delay", 'did = "amended"', 'did = "scheduled"', "2026-03-01", {"state": "upcoming", "starts": "2026-06-01", "expires": "2026-12-31"}),
        ("forward", 'did = "amended"', 'did = "scheduled"', "2026-03-01", {**IN_FORCE, "starts": "2026-03-01"}),
        ("unrepeal", 'did = "amended"', 'did = "amended"\nterm = "open"', "2027-02-01", {**IN_FORCE, "end": "open", "expires": None, "ended": None, "extensions": 0}),
        ("trigger", 'effective = "when', 'upon = "', "2026-05-01", {"state": "upcoming", "starts": None, "expires": None}),
        ("later-term", "not_before = 2026-06-30", 'not_before = "6 months"', "2026-07-01", {"not_before": "2026-07-01", "expires": "2027-01-01"}),
    ],
)  # fmt: skip
def test_what_is_meant_can_be_said(
    tmp_path: Path, case: str, old: str, new: str, on: str, expected: dict[str, Any]
) -> None:
    found = row(changed(tmp_path, case, old, new), on)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("written", ["the treaty enters into force", "when the treaty enters into force"])
def test_a_condition_on_which_it_starts_is_read_as_one(tmp_path: Path, written: str) -> None:
    file = changed(
        tmp_path, "trigger", 'effective = "when the treaty enters into force"', f'upon = "{written}"'
    )
    words = "starts when the treaty enters into force"
    assert words in spawn("show", "trigger", "--data", file, "--as-of", "2026-05-01").out
    assert words in spawn("status", "--data", file, "--as-of", "2026-05-01", COLUMNS="140").out
    assert words in spawn("log", "--data", file, "--as-of", "2026-05-01").out
    asked = ("check", "trigger", "Acme", "--data", file, "--as-of", "2026-05-01")
    assert f"is yet to come: it {words}" in spawn(*asked).out


def test_a_proposal_after_the_end_does_not_hide_it() -> None:
    assert (
        len(
            spawn(
                "status", "--data", data("endprop"), "--as-of", "2024-08-01", "--state", "ended", "--json"
            ).rows
        )
        == 1
    )
    for case in ("propext", "propext2"):
        asked = ("status", "--data", data(case), "--as-of", "2026-07-05", "--fail-on", "expired")
        assert spawn(*asked).status == 1
    assert (
        "proposed again 2024-07-01"
        in spawn("show", "endprop", "--data", data("endprop"), "--as-of", "2024-08-01").out
    )


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("dropped", "dropped was withdrawn before it was adopted"),
        ("veto", "veto was vetoed before it came into force"),
    ],
)
def test_what_never_was_is_not_out_of_force(case: str, reason: str) -> None:
    result = spawn("check", case, "Acme", "--data", data(case), "--as-of", "2026-04-01", "--json")
    [found] = result.rows
    assert (result.status, found["verdict"]) == (0, "not_in_force")
    assert reason in found["reason"]
    assert "out of force" not in found["reason"]


def days_of(result: Result, *turns: str) -> list[tuple[str, str]]:
    key = "day" if "day" in (result.rows or [{}])[0] else "date"
    return [(found[key], found["turn"]) for found in result.rows if found["turn"] in turns]


def test_no_view_announces_a_first_day_that_will_be_stayed() -> None:
    enjoined = ("calendar", "--data", data("enjoin"), "--as-of", "2026-11-25", "--json")
    assert days_of(spawn(*enjoined), "starts", "resumes") == []
    known = ("calendar", "--data", data("stayknown"), "--as-of", "2026-02-15", "--json")
    assert days_of(spawn(*known), "starts", "resumes") == [("2026-06-01", "starts")]
    [start] = [
        found
        for found in spawn("log", "--data", data("stayknown"), "--as-of", "2026-02-15", "--json").rows
        if found["due"] in ("start", "resumption")
    ]
    assert (start["date"], start["due"]) == ("2026-06-01", "start")


def test_only_what_rests_on_a_reduced_day_is_approximate() -> None:
    rows = spawn("timeline", "--data", data("relabel"), "--as-of", "2026-07-01", "--json").rows
    assert [(found["state"], found["since"], found["through"], found["approximate"]) for found in rows] == [
        ("in_force", "2009-01-01", "2009-03-01", False),
        ("expired", "2009-03-02", "2009-09-12", False),
        ("in_force", "2009-09-13", "2009-12-30", True),
        ("ended", "2009-12-31", None, True),
    ]


def test_terms_without_a_day_between_are_one_period() -> None:
    rows = spawn("timeline", "--data", data("renewal"), "--as-of", "2026-06-20", "--json").rows
    assert [(found["state"], found["since"]) for found in rows] == [
        ("in_force", "2026-01-01"),
        ("expired", "2027-01-01"),
    ]


@pytest.mark.parametrize(
    ("asked", "verdict", "status", "words"),
    [
        (("lapsedex", "Thorn", "--as-of", "2026-07-01"), "cannot_say", 1, "only through 2026-06-30"),
        (("lapsedex", "X", "--class", "hospitals", "--as-of", "2026-07-01"), "cannot_say", 1, "only through 2026-06-30"),
        (("laterex", "Acme", "--class", "other", "--as-of", "2026-06-01"), "not_covered", 0, "barred from 2026-12-01"),
        (("phases", "Acme", "--class", "small firms", "--as-of", "2026-03-01"), "not_covered", 0, "barred from 2026-07-01"),
    ],
)  # fmt: skip
def test_a_standing_that_ends_or_begins_is_told(
    asked: tuple[str, ...], verdict: str, status: int, words: str
) -> None:
    result = spawn("check", *asked, "--data", data(asked[0]), "--json")
    [found] = result.rows
    assert (found["verdict"], result.status) == (verdict, status)
    assert words in found["reason"]
    ends = {"laterex": "2026-11-30", "phases": "2026-06-30"}
    assert found["holds_through"] == ends.get(asked[0])


def test_the_days_of_parties_are_turns() -> None:
    asked = ("--data", data("phases"), "--as-of", "2026-03-01", "--json")
    turns = [
        (found["date"], found["due"], found["standing"], found["party"])
        for found in spawn("log", *asked).rows
        if found["party"]
    ]
    assert turns == [
        ("2026-07-01", "party_since", "barred", "small firms"),
        ("2026-12-31", "party_through", "exempt", "hospitals"),
    ]
    coming = [(row["day"], row["turn"], row["party"], row["uid"]) for row in spawn("calendar", *asked).rows]
    assert coming == [
        ("2026-07-01", "party_since", "small firms", "phases-barred-small%20firms-since@moratrack"),
        ("2026-12-31", "party_through", "hospitals", "phases-exempt-hospitals-through@moratrack"),
        ("2027-12-31", "expires", None, "phases-expires@moratrack"),
    ]
    assert "Last day exempt: hospitals" in spawn("calendar", *asked[:-1], "--format", "table").out
