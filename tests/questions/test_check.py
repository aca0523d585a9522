"""``check``: whether somebody may do what a policy bars, on a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.core.policy import STANDINGS, Policy
from moratrack.questions.check import Verdict, near_misses, verdict

from ..strategies import days, policies
from ..support import HOSTILE, data_file, day, make_policy, run, spawn

CaptureFd = pytest.CaptureFixture[bytes]

ADOPTED = {"date": "2020-01-01", "did": "adopted", "sources": ["order"]}
ORDER = {"order": {"url": "https://example.org/order", "publisher": "Gazette", "published": "2020-01-01"}}
THORN = {"who": "Thorn", "aliases": ["Digital Defenders"], "may": "go on", "sources": ["order"]}
POLICE: dict[str, Any] = {"who": "police departments", "type": "class", "aliases": ["agencies"]}
RESEARCHERS = {"who": "researchers", "type": "class"}
RESELLERS = {"who": "resellers", "type": "class"}
AXON = {"who": "Axon"}

PARTIES = {
    "exempt": [THORN, RESEARCHERS],
    "barred": [POLICE, AXON],
    "unclear": [RESELLERS, {"who": "Palantir"}],
}
PAUSE = {"id": "pause", "sources": ORDER, "event": [ADOPTED], **PARTIES}


def pause(**keys: Any) -> Policy:
    return make_policy(ADOPTED, id="pause", sources=ORDER, **{**PARTIES, **keys})


@pytest.mark.parametrize(
    ("who", "classes", "expected", "may"),
    [
        ("Thorn", [], "exempt", True),
        ("THORN", [], "exempt", True),
        ("  digital   defenders ", [], "exempt", True),
        ("Axon", [], "barred", False),
        ("police departments", [], "barred", False),
        ("Police Department", [], "barred", False),
        ("agency", [], "barred", False),
        ("reseller", [], "unclear", None),
        ("Palantir", [], "unclear", None),
        ("Acme", [], "not_covered", True),
        ("Acme", ["police departments"], "barred", False),
        ("Acme", ["AGENCY"], "barred", False),
        ("Acme", ["researcher"], "exempt", True),
        ("Acme", ["reseller"], "unclear", None),
        ("Acme", ["schools"], "not_covered", True),
    ],
)
def test_a_name_or_a_class_is_matched_whole_and_in_any_case(
    who: str, classes: list[str], expected: Verdict, may: bool | None
) -> None:
    found = verdict(pause(), day("2020-06-01"), who, classes)
    assert (found.verdict, found.may) == (expected, may)


@pytest.mark.parametrize(
    ("recorded", "asked"),
    [
        ("businesses", "Business"),
        ("business", "businesses"),
        ("agencies", "agency"),
        ("cafe\u0301s", "CAF\u00c9"),
    ],
)
def test_a_class_is_the_same_in_the_singular_and_the_plural(recorded: str, asked: str) -> None:
    policy = pause(barred=[{"who": recorded, "type": "class"}])
    assert verdict(policy, day("2020-06-01"), "Acme", [asked]).verdict == "barred"


@pytest.mark.parametrize("who", ["Thor", "Thorns", "Axons", "Tho rn", "police", "departments", "Thorn Inc"])
def test_a_part_of_a_name_is_another_name(who: str) -> None:
    assert verdict(pause(), day("2020-06-01"), who).verdict == "not_covered"


@pytest.mark.parametrize(
    ("who", "classes", "expected"),
    [
        ("Thorn", ["police departments"], "exempt"),  # exempt by name, barred by class
        ("Axon", ["researchers"], "barred"),  # barred by name, exempt by class
        ("Palantir", ["police departments"], "unclear"),  # a name before a class, whatever it says
        ("Acme", ["police departments", "researchers"], "exempt"),  # both by class
        ("Acme", ["resellers", "agency"], "barred"),
        ("Acme", ["resellers", "researcher"], "exempt"),
    ],
)
def test_a_name_beats_a_class_then_exempt_beats_barred_beats_unclear(
    who: str, classes: list[str], expected: Verdict
) -> None:
    assert verdict(pause(), day("2020-06-01"), who, classes).verdict == expected


def test_an_organization_is_no_class() -> None:
    assert verdict(pause(), day("2020-06-01"), "Acme", ["Axon"]).verdict == "not_covered"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-02-29", "not_covered"),
        ("2020-03-01", "exempt"),
        ("2020-03-31", "exempt"),
        ("2020-04-01", "not_covered"),
    ],
)
def test_a_standing_counts_on_the_days_it_lasts(on: str, expected: Verdict) -> None:
    policy = pause(exempt=[{**THORN, "since": "2020-03-01", "through": "2020-03-31"}])
    assert verdict(policy, day(on), "Thorn").verdict == expected


def test_a_standing_that_is_over_is_told() -> None:
    policy = pause(exempt=[{**THORN, "through": "2020-03-31"}])
    found = verdict(policy, day("2020-06-01"), "Thorn")
    assert found.reason == "pause named Thorn as exempt, but only through 2020-03-31 (Gazette, 2020-01-01)"
    assert (found.party, found.standing) == (None, None)


@pytest.mark.parametrize(
    ("events", "state", "reason"),
    [
        ([{**ADOPTED, "date": "2021-01-01"}], None, "nothing was known of pause on 2020-06-01"),
        ([{**ADOPTED, "did": "proposed"}], "proposed", "pause is proposed, not adopted"),
        (
            [{**ADOPTED, "effective": "2020-07-01"}],
            "upcoming",
            "pause is yet to come: 2020-07-01 will be its first day in force",
        ),
        ([ADOPTED, {"date": "2020-05-01", "did": "suspended"}], "suspended", "pause is suspended"),
        (
            [ADOPTED, {"date": "2020-05-01", "did": "ended"}],
            "ended",
            "pause has ended: 2020-05-01 was its first day out of force",
        ),
        (
            [{**ADOPTED, "through": "2020-04"}, {"date": "2020-05-05", "did": "checked"}],
            "expired",
            "pause has run out: ~2020-04-30 was its last day",
        ),
        (
            [{**ADOPTED, "term": "1 month"}],
            "expired",
            "pause has run out: 2020-02-01 was its last day; nobody has recorded what came next",
        ),
    ],
)
def test_a_policy_not_in_force_stops_nobody(events: list[Any], state: str | None, reason: str) -> None:
    found = verdict(make_policy(*events, id="pause", sources=ORDER, barred=[AXON]), day("2020-06-01"), "Axon")
    assert (found.verdict, found.may, found.state) == ("not_in_force", True, state)
    assert found.reason.startswith(reason)
    assert found.confirmed is (None if state is None else "nobody has recorded" not in reason)
    assert (found.party, found.standing) == (None, None)


def test_the_day_before_anything_was_known_names_the_day_it_was() -> None:
    assert (
        verdict(pause(), day("2019-12-31"), "Axon").reason
        == "nothing was known of pause on 2019-12-31; known from 2020-01-01"
    )


@pytest.mark.parametrize(
    ("who", "classes", "reason"),
    [
        ("Thorn", [], "pause exempts Thorn: may go on (Gazette, 2020-01-01)"),
        ("digital defenders", [], "pause exempts Thorn (digital defenders): may go on (Gazette, 2020-01-01)"),
        ("Axon", [], "pause bars Axon (Gazette, 2020-01-01)"),
        (
            "Springfield",
            ["agency"],
            "pause bars police departments; Springfield is asked about as one of them (Gazette, 2020-01-01)",
        ),
        ("reseller", [], "nobody has said whether pause holds for resellers"),
        ("Acme", [], "pause names Acme nowhere"),
        ("Acme", ["schools", "churches"], "pause names Acme or schools or churches nowhere"),
    ],
)
def test_the_reason_is_one_sentence_with_its_source(who: str, classes: list[str], reason: str) -> None:
    assert verdict(pause(), day("2020-06-01"), who, classes).reason == reason


def test_a_policy_out_of_force_rests_on_the_last_event_that_changed_it() -> None:
    policy = make_policy(
        ADOPTED,
        {"date": "2020-03-01", "did": "ended", "sources": ["repeal"]},
        {"date": "2020-04-01", "did": "checked", "sources": ["order"]},
        sources={**ORDER, "repeal": {"url": "https://example.org/repeal", "publisher": "Council"}},
    )
    assert [source.key for source in verdict(policy, day("2020-06-01"), "Axon").sources] == ["repeal"]


@pytest.mark.parametrize(
    ("who", "classes", "misses"),
    [
        ("Thron", [], [("Thron", "Thorn")]),
        ("digital defender", [], [("digital defender", "Digital Defenders")]),
        ("Acme", ["agencys", "resaecher"], [("resaecher", "researchers")]),
        ("Acme", ["Axn"], []),
        ("Thorn", [], []),
        ("zzz", [], []),
    ],
)
def test_a_near_miss_names_what_was_meant(
    who: str, classes: list[str], misses: list[tuple[str, str]]
) -> None:
    assert near_misses(pause(), day("2020-06-01"), who, classes) == misses


def test_a_standing_that_is_over_comes_near_nobody() -> None:
    policy = pause(exempt=[{**THORN, "through": "2020-03-31"}])
    assert near_misses(policy, day("2020-06-01"), "Thron", []) == []


@given(policies(), days(4000), st.sampled_from(["A", "Bs", "c"]), st.lists(st.sampled_from(["a", "B", "cs"])))
def test_nobody_is_stopped_by_a_policy_that_is_not_in_force(
    policy: Policy, on: Any, who: str, classes: list[str]
) -> None:
    found = verdict(policy, on, who, classes)
    assert found.verdict in get_args(Verdict)
    assert (found.verdict == "not_in_force") is (found.state != "in_force")
    assert found.standing is None


NAMES = st.sampled_from(["a", "b", "c", "d"])


@given(
    st.lists(st.tuples(st.sampled_from(STANDINGS), NAMES, st.booleans()), max_size=6), NAMES, st.lists(NAMES)
)
def test_naming_one_more_class_never_changes_a_verdict_by_name(
    parties: list[tuple[Any, str, bool]], who: str, classes: list[str]
) -> None:
    tables = {
        wanted: [
            {"who": name, "type": "class" if is_class else "organization"}
            for standing, name, is_class in parties
            if standing == wanted
        ]
        for wanted in STANDINGS
    }
    policy = make_policy(ADOPTED, **tables)
    alone = verdict(policy, day("2020-06-01"), who)
    together = verdict(policy, day("2020-06-01"), who, classes)
    if alone.verdict != "not_covered":
        assert together.verdict == alone.verdict
    elif together.verdict != "not_covered":
        assert together.matched_by == "class"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["Thorn"], 0),
        (["Acme"], 0),
        (["Thorn", "--as-of", "2019-01-01"], 0),
        (["Axon"], 1),
        (["Acme", "--class", "schools", "--class", "agency"], 1),
        (["Palantir"], 1),
        ([""], 2),
        (["Acme", "--class", " "], 2),
        ([], 2),
    ],
)
def test_the_exit_status_is_the_answer(
    capfdbinary: CaptureFd, tmp_path: Path, arguments: list[str], status: int
) -> None:
    path = data_file(tmp_path, PAUSE)
    result = run(capfdbinary, "check", "pause", *arguments, "--data", path, "--as-of", "2020-06-01")
    assert result.status == status
    assert (result.out == "") is (status == 2)


def test_people_get_two_lines(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = data_file(tmp_path, PAUSE)
    result = run(capfdbinary, "check", "PAUSE", "thorn", "--data", path, "--as-of", "2020-06-01")
    assert result.out == (
        "exempt  pause exempts Thorn: may go on (Gazette, 2020-01-01)\nsource  https://example.org/order\n"
    )
    assert result.err == ""


def test_scripts_get_one_row_with_every_key(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = data_file(tmp_path, PAUSE)
    arguments = ("check", "pause", "Acme", "--class", "agency", "--data", path, "--as-of", "2020-06-01")
    [row] = run(capfdbinary, *arguments, "--json").rows
    source = {"key": "order", "title": None, "note": None, "archive": None, "read": None, **ORDER["order"]}
    standing = row.pop("standing")
    assert row == {
        "id": "pause",
        "title": "A policy",
        "issuer": "Somebody",
        "bars": None,
        "as_of": "2020-06-01",
        "who": "Acme",
        "classes": ["agency"],
        "verdict": "barred",
        "may": False,
        "reason": "pause bars police departments; Acme is asked about as one of them (Gazette, 2020-01-01)",
        "party": "police departments",
        "matched_by": "class",
        "sources": [source],
        "state": "in_force",
        "confirmed": True,
        "confidence": "high",
    }
    assert (standing["who"], standing["standing"], standing["since"]) == (
        "police departments",
        "barred",
        "2020-01-01",
    )
    for form in ("ndjson", "csv", "markdown"):
        assert "police departments" in run(capfdbinary, *arguments, "--format", form).out


def test_what_comes_near_is_said_beside_the_answer(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = data_file(tmp_path, PAUSE)
    result = run(capfdbinary, "check", "pause", "Thron", "--data", path, "--as-of", "2020-06-01", "--json")
    assert result.rows[0]["verdict"] == "not_covered"
    assert result.err == (
        "pause does not name 'Thron'; did you mean Thorn?\n"
        "pause bars police departments; --class asks about Thron as one of them\n"
    )


def test_one_policy_is_asked(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = data_file(tmp_path, {**PAUSE, "id": "one-a"}, {**PAUSE, "id": "one-b"})
    several = run(capfdbinary, "check", "one", "Axon", "--data", path)
    assert several.status == 2
    assert "one-a, one-b" in several.err
    assert run(capfdbinary, "check", "two", "Axon", "--data", path).status == 2


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_hostile_names_are_only_text(capfdbinary: CaptureFd, tmp_path: Path, text: str, form: str) -> None:
    record = {
        **PAUSE,
        "exempt": [{"who": text, "may": text, "sources": ["order"]}],
        "barred": [{"who": f"{text}s", "type": "class"}],
        "sources": {"order": {"url": "https://example.org/", "publisher": text}},
    }
    path = data_file(tmp_path, record)
    for who in (text.replace("\x00", ""), f"no {text}".replace("\x00", "")):
        result = run(
            capfdbinary, "check", "pause", who, "--data", path, "--as-of", "2020-06-01", "--format", form
        )
        assert result.status in (0, 1)
        for output in (result.out, result.err):
            assert all(character.isprintable() or character in "\r\n" for character in output)
        assert result.err.count("\n") <= 2


def test_a_shell_script_can_ask() -> None:
    asked = ("--as-of", "2021-01-01")
    assert spawn("check", "amazon", "police", *asked).status == 1
    result = spawn("check", "rekognition", "icmec", *asked)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("exempt  amazon exempts International Center for Missing and Exploited")
