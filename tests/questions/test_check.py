"""``check``: whether somebody may do what a policy bars, on a day."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from moratrack.core.classes import Vocabulary
from moratrack.core.dates import DAY
from moratrack.core.policy import STANDINGS, Party, PartyClass, Policy, decode_hook
from moratrack.questions.check import Doubt, Verdict, verdict

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
        ("Acme", [], "cannot_say", None),
        ("Acme", ["other"], "not_covered", True),
        ("Acme", ["Other"], "not_covered", True),
        ("Acme", ["police departments"], "barred", False),
        ("Acme", ["AGENCY"], "barred", False),
        ("Acme", ["researcher"], "exempt", True),
        ("Acme", ["reseller"], "unclear", None),
        ("Acme", ["schools"], "cannot_say", None),
        ("Acme", ["schools", "other"], "not_covered", True),
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


NEAR = [
    "Thor", "Thorns", "Tohrn", "Thron", "Thrn", "Thoorn", "Axons", "Axno", "Tho rn", "Thorn Inc", "The Thorn Foundation",
    "Digital Rescue", "polise departments", "Springfield Police", "Police of Springfield", "resellres", "Palantir Technologies",
]  # fmt: skip


@pytest.mark.parametrize("who", NEAR)
def test_of_a_name_that_comes_near_nobody_can_say(who: str) -> None:
    found = verdict(pause(), day("2020-06-01"), who, ["other"])
    assert (found.verdict, found.may, found.doubt) == ("cannot_say", None, "near")
    assert f"pause does not name {who}, but " in found.reason


@pytest.mark.parametrize(
    "who", ["Acme", "Thin Ice", "Department of Agriculture", "A", "Thistle", "Inc", "The"]
)
def test_a_name_that_comes_near_nobody_is_another(who: str) -> None:
    assert verdict(pause(), day("2020-06-01"), who, ["other"]).verdict == "not_covered"


@pytest.mark.parametrize(
    ("who", "classes", "expected"),
    [
        ("Thorn", ["police departments"], "exempt"),  # exempt by name, barred by class
        ("Axon", ["researchers"], "barred"),  # barred by name, exempt by class
        ("Palantir", ["police departments"], "unclear"),  # a name before a class, whatever it says
        ("Axn", ["researchers"], "cannot_say"),  # exempt by class, but near a name that is barred
        ("Thron", ["agency"], "barred"),  # barred by class, whosever name it comes near
        ("Thron", ["researchers"], "exempt"),
        ("Acme", ["police departments", "researchers"], "exempt"),  # both by class
        ("Acme", ["resellers", "agency"], "barred"),
        ("Acme", ["resellers", "researcher"], "exempt"),
    ],
)
def test_a_name_beats_a_class_then_exempt_beats_barred_beats_unclear(
    who: str, classes: list[str], expected: Verdict
) -> None:
    assert verdict(pause(), day("2020-06-01"), who, classes).verdict == expected


def test_an_organization_that_goes_by_the_word_for_a_class_may_be_meant() -> None:
    """The record calls Essex Police police: whether another of the police is meant is for whoever asks."""
    essex = {"who": "Essex Police", "aliases": ["police"]}
    policy = pause(barred=[essex], unclear=[], exempt=[])
    found = verdict(policy, day("2020-06-01"), "The Constabulary", ["police"])
    assert (found.verdict, found.doubt) == ("cannot_say", "near")
    assert found.reason == "pause bars Essex Police, and whether that is The Constabulary is not said"
    assert verdict(policy, day("2020-06-01"), "The Constabulary", ["other"]).verdict == "not_covered"
    assert verdict(policy, day("2020-06-01"), "Police").verdict == "barred"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-02-29", "not_covered"),
        ("2020-03-01", "exempt"),
        ("2020-03-31", "exempt"),
        ("2020-04-01", "cannot_say"),
    ],
)
def test_a_standing_counts_on_the_days_it_lasts(on: str, expected: Verdict) -> None:
    policy = pause(exempt=[{**THORN, "since": "2020-03-01", "through": "2020-03-31"}])
    assert verdict(policy, day(on), "Thorn", ["other"]).verdict == expected


@pytest.mark.parametrize(("who", "classes"), [("Thorn", ["other"]), ("thorn", []), ("Acme", ["researcher"])])
def test_an_exemption_that_is_over_is_told(who: str, classes: list[str]) -> None:
    over = {"through": "2020-03-31", "sources": ["order"], "confidence": "medium"}
    policy = pause(exempt=[{**THORN, **over}, {**RESEARCHERS, **over}])
    found = verdict(policy, day("2020-06-01"), who, classes)
    name = "researchers" if classes == ["researcher"] else "Thorn"
    assert found.reason == f"pause exempted {name}, but only through 2020-03-31 (Gazette, 2020-01-01)"
    assert (found.verdict, found.doubt, found.confidence) == ("cannot_say", "lapsed", "medium")
    assert (found.party, found.standing) == (None, None)


def test_an_exemption_that_is_over_does_not_undo_another_standing() -> None:
    policy = pause(exempt=[{**THORN, "through": "2020-03-31"}, RESEARCHERS])
    assert verdict(policy, day("2020-06-01"), "Thorn", ["agency"]).verdict == "barred"
    assert verdict(policy, day("2020-06-01"), "Thorn", ["researchers"]).verdict == "exempt"


def test_a_bar_that_is_over_bars_nobody() -> None:
    policy = pause(barred=[{**AXON, "through": "2020-03-31"}, POLICE])
    found = verdict(policy, day("2020-06-01"), "Axon", ["other"])
    assert (found.verdict, found.reason) == (
        "not_covered",
        "pause named Axon as barred, but only through 2020-03-31",
    )
    assert verdict(policy, day("2020-06-01"), "Axon").verdict == "cannot_say"
    assert verdict(policy, day("2020-06-01"), "Acme", ["other"]).reason == "pause does not cover Acme"


def test_whom_nobody_recorded_nobody_can_tell() -> None:
    found = verdict(pause(barred=[], unclear=[]), day("2020-06-01"), "Acme", ["other"])
    assert (found.verdict, found.doubt) == ("cannot_say", "nobody_recorded")


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
        (
            [
                {**ADOPTED, "effective": "2020-09-01"},
                {"date": "2020-05-01", "effective": "2020-08-01", "did": "ended"},
            ],
            "upcoming",
            "pause will not come: it is to end before its first day, from 2020-08-01 on",
        ),
        (
            [{"date": "2020-01-01", "did": "adopted", "upon": "a treaty enters into force"}],
            "upcoming",
            "pause is yet to come: it starts when a treaty enters into force",
        ),
        (
            [{**ADOPTED, "did": "proposed"}, {"date": "2020-03-01", "did": "ended"}],
            "ended",
            "pause was withdrawn before it was adopted",
        ),
        (
            [{**ADOPTED, "effective": "2020-05-01"}, {"date": "2020-03-01", "did": "ended"}],
            "ended",
            "pause ended before it came into force",
        ),
        (
            [
                {**ADOPTED, "effective": "2020-05-01"},
                {"date": "2020-03-01", "did": "ended", "how": "condition met"},
            ],
            "ended",
            "pause ended before it came into force",
        ),
        (
            [
                {**ADOPTED, "effective": "2020-05-01"},
                {"date": "2020-03-01", "did": "ended", "how": "repealed"},
            ],
            "ended",
            "pause was repealed before it came into force",
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
    sure = "nobody has recorded" not in reason
    assert (found.verdict, found.may) == (("not_in_force", True) if sure else ("cannot_say", None))
    assert (found.state, found.doubt) == (state, None if sure else "unconfirmed")
    assert found.reason.startswith(reason)
    assert found.confirmed is (None if state is None else sure)
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
        (
            "Acme",
            [],
            "pause names police departments, resellers, and whether Acme is one of them is not said",
        ),
        ("Acme", ["other"], "pause does not cover Acme"),
        ("Acme", ["schools", "other"], "pause does not cover Acme as schools"),
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


@given(policies(), days(4000), st.sampled_from(["A", "Bs", "c"]), st.lists(st.sampled_from(["a", "B", "cs"])))
def test_nobody_is_stopped_by_a_policy_that_is_certainly_not_in_force(
    policy: Policy, on: Any, who: str, classes: list[str]
) -> None:
    found = verdict(policy, on, who, classes)
    assert found.verdict in get_args(Verdict)
    assert (found.doubt in get_args(Doubt)) is (found.verdict == "cannot_say")
    if found.state != "in_force":
        assert found.verdict == ("not_in_force" if found.confirmed in (True, None) else "cannot_say")
    else:
        assert found.doubt == "nobody_recorded"
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
    if alone.matched_by == "name":
        assert together.verdict == alone.verdict
    elif together.standing is not None:
        assert together.matched_by == "class"


WORDS = Vocabulary(
    [
        PartyClass(name="police", aliases=("law enforcement", "sheriffs"), part_of=("public bodies",)),
        PartyClass(name="transit police", part_of=("police",)),
        PartyClass(name="schools", part_of=("public bodies",)),
        PartyClass(name="public bodies", aliases=("government bodies",)),
        PartyClass(name="retailers"),
    ]
)


def group(who: str, *includes: str) -> dict[str, Any]:
    return {"who": who, "type": "class", "includes": list(includes)}


@pytest.mark.parametrize(
    ("parties", "who", "classes", "expected"),
    [
        # The class itself, by each of its spellings, and as the name.
        ({"barred": [group("police")]}, "LAPD", ["Law Enforcement"], "barred"),
        ({"barred": [group("police")]}, "LAPD", ["sheriff"], "barred"),
        ({"barred": [group("police")]}, "sheriffs", [], "barred"),
        ({"barred": [group("law enforcement")]}, "LAPD", ["police"], "barred"),
        # What takes it in: what includes it, what is broader, what includes what is broader.
        ({"barred": [group("city departments", "police")]}, "LAPD", ["police"], "barred"),
        ({"barred": [group("public bodies")]}, "LAPD", ["police"], "barred"),
        ({"barred": [group("public bodies")]}, "BART", ["transit police"], "barred"),
        ({"barred": [group("customers", "public bodies")]}, "BART", ["transit police"], "barred"),
        # Siblings are apart, and so is what has nothing to do with it.
        ({"barred": [group("police")]}, "Yale", ["schools"], "not_covered"),
        ({"barred": [group("police")]}, "Acme", ["retailers"], "not_covered"),
        ({"barred": [group("police")]}, "retailers", [], "not_covered"),
        # Of a class broader than a barred one nobody can say, whatever else is said of it.
        ({"barred": [group("police")]}, "Boston", ["public bodies"], "cannot_say"),
        ({"barred": [group("police")]}, "BART", ["government bodies"], "cannot_say"),
        ({"barred": [group("city departments", "police")]}, "Boston", ["public bodies"], "cannot_say"),
        ({"barred": [group("police")], "exempt": [group("public bodies")]}, "Boston", ["public bodies"], "cannot_say"),
        ({"barred": [AXON], "unclear": [group("police")]}, "Boston", ["public bodies"], "cannot_say"),
        # The nearest level wins.
        ({"barred": [group("public bodies")], "exempt": [group("police")]}, "LAPD", ["police"], "exempt"),
        ({"barred": [group("public bodies")], "exempt": [group("police")]}, "Yale", ["schools"], "barred"),
        ({"barred": [group("police")], "exempt": [group("public bodies")]}, "LAPD", ["police"], "barred"),
        ({"barred": [group("police")], "exempt": [group("public bodies")]}, "BART", ["transit police"], "barred"),
        ({"barred": [group("police")], "exempt": [group("public bodies")]}, "Yale", ["schools"], "exempt"),
        ({"barred": [group("police")], "unclear": [group("transit police")]}, "BART", ["transit police"], "unclear"),
        # At one level exempt beats barred, and barred beats unclear.
        ({"barred": [group("a", "police")], "exempt": [group("b", "police")]}, "LAPD", ["police"], "exempt"),
        ({"barred": [group("a", "police")], "unclear": [group("b", "police")]}, "LAPD", ["police"], "barred"),
        # A name beats a class.
        ({"barred": [group("police")], "exempt": [{"who": "LAPD"}]}, "LAPD", ["police"], "exempt"),
        ({"barred": [{"who": "LAPD"}], "exempt": [group("police")]}, "LAPD", ["police"], "barred"),
        # A class of one policy has no place among the others: it must be said.
        ({"barred": [group("existing customers")]}, "LAPD", ["police"], "cannot_say"),
        ({"barred": [group("existing customers")]}, "LAPD", ["police", "other"], "not_covered"),
        ({"barred": [group("existing customers")]}, "LAPD", ["existing customer"], "barred"),
        ({"barred": [group("large firms"), {**group("small firms"), "since": "2021-01-01"}]}, "Acme", ["small firms"], "not_covered"),
        # A word of a class in a name.
        ({"barred": [group("police")]}, "Cook County Sheriff", ["other"], "cannot_say"),
        ({"barred": [group("public bodies")]}, "Cook County Sheriff", ["other"], "cannot_say"),
        ({"barred": [group("police")]}, "Harvard Law School", ["other"], "not_covered"),
        ({"barred": [group("police")]}, "Springfield Polcie Dept", ["schools"], "cannot_say"),
    ],
)  # fmt: skip
def test_classes_meet_by_the_vocabulary(
    parties: dict[str, Any], who: str, classes: list[str], expected: Verdict
) -> None:
    policy = make_policy(ADOPTED, id="pause", **parties)
    assert verdict(policy, day("2020-06-01"), who, classes, WORDS).verdict == expected


@pytest.mark.parametrize(
    ("who", "classes", "reason"),
    [
        ("LAPD", ["sheriff"], "pause bars public bodies, who take in police; LAPD is asked about as one of the latter"),
        ("police", [], "pause bars public bodies, who take in police"),
        ("government bodies", [], "pause bars public bodies"),
    ],
)  # fmt: skip
def test_the_reason_names_the_class_that_decides(who: str, classes: list[str], reason: str) -> None:
    policy = make_policy(ADOPTED, id="pause", barred=[group("public bodies")])
    assert verdict(policy, day("2020-06-01"), who, classes, WORDS).reason == reason


SOON = {"barred": [POLICE], "unclear": []}


@pytest.mark.parametrize(
    ("events", "parties", "who", "classes", "now", "holds_through", "then"),
    [
        ([ADOPTED], {}, "Axon", [], "barred", None, None),
        ([{**ADOPTED, "through": "2020-12-31"}], {}, "Axon", [], "barred", "2020-12-31", "cannot_say"),
        ([{**ADOPTED, "through": "2020-12-31"}], {}, "Thorn", [], "exempt", "2020-12-31", "cannot_say"),
        ([{**ADOPTED, "effective": "2020-07-01"}], {}, "Axon", [], "not_in_force", "2020-06-30", "barred"),
        ([ADOPTED, {"date": "2020-05-01", "did": "ended", "effective": "2020-08-01"}], {}, "Axon", [], "barred", "2020-07-31", "not_in_force"),
        ([ADOPTED, {"date": "2020-05-01", "did": "suspended", "through": "2020-07-15"}], {}, "Axon", [], "not_in_force", "2020-07-15", "barred"),
        # An event that is not known yet changes nothing.
        ([ADOPTED, {"date": "2020-07-01", "did": "ended"}], {}, "Axon", [], "barred", None, None),
        # Of what ran out nobody says more.
        ([{**ADOPTED, "through": "2020-03-31"}], {}, "Axon", [], "cannot_say", None, None),
        ([ADOPTED], {"exempt": [{**THORN, "through": "2020-09-30"}]}, "Thorn", [], "exempt", "2020-09-30", "cannot_say"),
        ([ADOPTED], {**SOON, "exempt": [{**THORN, "since": "2020-07-01"}]}, "Thorn", ["other"], "not_covered", "2020-06-30", "exempt"),
        ([ADOPTED], {"barred": [{**AXON, "since": "2020-09-01"}], "unclear": []}, "Axon", ["other"], "not_covered", "2020-08-31", "barred"),
        ([ADOPTED], {"barred": [{**AXON, "since": "2020-09"}], "unclear": []}, "Axon", ["other"], "not_covered", "2020-08-31", "barred"),
        ([ADOPTED], {"barred": [AXON, {**POLICE, "since": "2020-09-01"}], "unclear": []}, "Acme", [], "not_covered", "2020-08-31", "cannot_say"),
        # A turn that leaves the verdict alone is none.
        ([ADOPTED], {"exempt": [THORN, {**RESEARCHERS, "through": "2020-09-30"}]}, "Axon", [], "barred", None, None),
        # For a yes a reduced day is its first, for a no its last; never before the day asked.
        ([{**ADOPTED, "through": "2020-12"}], {}, "Thorn", [], "exempt", "2020-12-01", "cannot_say"),
        ([{**ADOPTED, "through": "2020-12"}], {}, "Axon", [], "barred", "2020-12-31", "cannot_say"),
        ([ADOPTED], {"exempt": [{**THORN, "through": "2020-09"}]}, "Thorn", [], "exempt", "2020-09-01", "cannot_say"),
        ([ADOPTED], {"exempt": [{**THORN, "through": "2020-06"}]}, "Thorn", [], "exempt", "2020-06-01", "cannot_say"),
        ([ADOPTED], {"exempt": [{**THORN, "through": "2020"}]}, "Thorn", [], "exempt", "2020-06-01", "cannot_say"),
        ([{**ADOPTED, "effective": "2020-06-01"}], {"exempt": [{**THORN, "through": "2020"}]}, "Thorn", [], "exempt", "2020-06-01", "cannot_say"),
        ([{"date": "2020-01", "did": "adopted", "term": "1 year"}], {}, "Thorn", [], "exempt", "2021-01-01", "cannot_say"),
        ([{"date": "2020-01", "did": "adopted", "term": "1 year"}], {}, "Axon", [], "barred", "2021-01-31", "cannot_say"),
    ],
)  # fmt: skip
def test_an_answer_says_how_long_it_holds(
    events: list[Any], parties: dict[str, Any], who: str, classes: list[str], now: str, holds_through: str | None, then: str | None
) -> None:  # fmt: skip
    policy = make_policy(*events, id="pause", sources=ORDER, **{**PARTIES, **parties})
    found = verdict(policy, day("2020-06-01"), who, classes)
    assert (found.verdict, found.then) == (now, then)
    assert found.holds_through == (holds_through and day(holds_through))
    if found.may and then == "barred":
        assert f"; barred from {day(holds_through or '') + DAY}" in found.reason


def test_what_begins_later_is_told() -> None:
    later = {**POLICE, "since": "2020-07-01"}
    policy = pause(barred=[AXON, later], unclear=[])
    found = verdict(policy, day("2020-06-01"), "Acme", ["agency"])
    assert found.reason == "pause does not cover Acme as agency yet; barred from 2020-07-01"


@pytest.mark.parametrize(
    ("event", "party", "who", "expected"),
    [
        ("high", "high", "Axon", "high"),
        ("medium", "high", "Axon", "medium"),
        ("high", "medium", "Axon", "medium"),
        ("low", "medium", "Axon", "low"),
        ("medium", "low", "Axon", "low"),
        ("high", "low", "Acme", "low"),  # that Acme is not covered rests on whom it bars
    ],
)
def test_confidence_is_the_lowest_that_the_verdict_rests_on(
    event: str, party: str, who: str, expected: str
) -> None:
    policy = make_policy({**ADOPTED, "confidence": event}, id="pause", barred=[{**AXON, "confidence": party}])
    assert verdict(policy, day("2020-06-01"), who).confidence == expected


@given(
    policies(),
    days(3000),
    st.sampled_from(["A", "B", "C"]),
    st.sampled_from(["through", "since"]),
    days(3000),
)
def test_a_verdict_holds_to_the_day_it_says_and_no_longer(
    policy: Policy, on: Any, who: str, key: str, turn: Any
) -> None:
    """With no event to come, asking again on each day gives the same until the day after."""
    policy = replace(
        policy,
        events=tuple(
            event for event in policy.events if event.date.first <= on and not event.date.approximate
        ),
        barred=convert([{"who": "A"}, {"who": "B", key: turn}], tuple[Party, ...], dec_hook=decode_hook),
    )
    found = verdict(policy, on, who)
    if found.state is None:
        return
    if found.holds_through is None:
        assert verdict(policy, on + dt.timedelta(10_000), who).verdict == found.verdict
        return
    assert found.holds_through >= on
    assert found.then != found.verdict
    exact = all(
        not reduced.approximate
        for event in policy.events
        for reduced in (event.date, event.effective, event.through)
        if reduced is not None
    )
    if exact or not found.may:
        assert verdict(policy, found.holds_through, who).verdict == found.verdict
        assert verdict(policy, found.holds_through + DAY, who).verdict == found.then
    else:
        assert verdict(policy, found.holds_through, who).verdict == found.verdict


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["Thorn"], 0),
        (["Acme", "--class", "other"], 0),
        (["Acme", "--class", "reseller"], 1),
        (["Acme"], 1),
        (["Thron", "--class", "other"], 1),
        (["Thorn", "--as-of", "2019-01-01"], 0),
        (["Axon"], 1),
        (["Acme", "--class", "other", "--class", "agency"], 1),
        (["Palantir"], 1),
        ([""], 2),
        (["Acme", "--class", " "], 2),
        (["Acme", "--class", "schools"], 2),
        (["Acme", "--topic", "x"], 2),
        (["Acme", "--all"], 2),
        (["-", "--data", "-"], 2),
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
    assert status != 2 or result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("agencie", "--class 'agencie' is a class of no record; did you mean agencies?"),
        ("polcie departments", "did you mean police departments?"),
        (
            "zzz",
            "--class 'zzz' is a class of no record; --class other says none of those that the policy names",
        ),
    ],
)
def test_a_class_that_nobody_knows_is_refused(
    capfdbinary: CaptureFd, tmp_path: Path, word: str, said: str
) -> None:
    asked = ("Acme", "--class", word, "--data", data_file(tmp_path, PAUSE))
    result = run(capfdbinary, "check", "pause", *asked)
    assert (result.status, result.out) == (2, "")
    assert said in result.err


def test_people_get_labelled_lines(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    ends = {"event": [{**ADOPTED, "through": "2022-06-30"}]}
    asked = ("--data", data_file(tmp_path, {**PAUSE, **ends}), "--as-of", "2021-06-01")
    result = run(capfdbinary, "check", "PAUSE", "thorn", *asked)
    assert [line.split(maxsplit=1) for line in result.out.splitlines()] == [
        ["exempt", "pause exempts Thorn: may go on (Gazette, 2020-01-01)"],
        ["holds", "through 2022-06-30, then cannot say"],
        ["checked", "2020-01-01, nobody has looked for 17 months; record kept to 2020-01-01"],
        ["source", "https://example.org/order"],
    ]
    assert result.err == ""
    result = run(capfdbinary, "check", "pause", "Acme", *asked)
    assert result.out.startswith("cannot say  pause names police departments, resellers, and whether Acme")
    assert (
        result.err
        == "--class says of which class they are; --class other says: of none that the policy names\n"
    )


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
        "doubt": None,
        "reason": "pause bars police departments; Acme is asked about as one of them (Gazette, 2020-01-01)",
        "holds_through": None,
        "then": None,
        "party": "police departments",
        "matched_by": "class",
        "sources": [source],
        "state": "in_force",
        "confirmed": True,
        "confidence": "high",
        "checked": "2020-01-01",
        "unchecked_days": 152,
        "kept_to": "2020-01-01",
    }
    assert (standing["who"], standing["standing"], standing["since"]) == (
        "police departments",
        "barred",
        "2020-01-01",
    )
    for form in ("ndjson", "csv", "markdown"):
        assert "police departments" in run(capfdbinary, *arguments, "--format", form).out


CASES = Path(__file__).parents[1] / "core" / "cases"


@pytest.mark.parametrize(
    ("case", "arguments", "on", "status", "holds_through", "said"),
    [
        ("lapsedex", ["Thorn"], "2026-07-01", 1, None, "exempted Thorn, but only through 2026-06-30"),
        ("lapsedex", ["X", "--class", "hospitals"], "2026-07-01", 1, None, "exempted hospitals, but only through 2026-06-30"),
        ("lapsedex", ["Thorn"], "2026-06-30", 0, "2026-06-30", "exempts Thorn"),
        ("laterex", ["Acme", "--class", "other"], "2026-06-01", 0, "2026-11-30", "barred from 2026-12-01"),
        ("laterex", ["Acme", "--class", "other"], "2026-12-01", 1, None, "bars Acme"),
        ("phases", ["Acme", "--class", "small firms"], "2026-03-01", 0, "2026-06-30", "phases does not cover Acme as small firms yet; barred from 2026-07-01"),
        ("phases", ["Acme", "--class", "small firms"], "2026-07-01", 1, "2027-12-31", "bars small firms"),
        ("dropped", ["Acme", "--class", "other"], "2026-06-01", 0, None, "withdrawn before it was adopted"),
        ("veto", ["Acme", "--class", "other"], "2026-06-01", 0, None, "was vetoed before it came into force"),
    ],
)  # fmt: skip
def test_cases_of_histories_with_turns_of_parties(
    capfdbinary: CaptureFd, case: str, arguments: list[str], on: str, status: int, holds_through: str | None, said: str
) -> None:  # fmt: skip
    path = str(CASES / f"{case}.toml")
    result = run(capfdbinary, "check", case, *arguments, "--data", path, "--as-of", on, "--json")
    [row] = result.rows
    assert (result.status, row["holds_through"]) == (status, holds_through)
    assert said in row["reason"]


OPEN: dict[str, Any] = {
    "sources": ORDER,
    "event": [{**ADOPTED, "sources": ["order"]}],
    "barred": [{"who": "Nobody Else"}],
}


@pytest.fixture
def several(tmp_path: Path) -> str:
    free = {**OPEN, "topic": "free"}
    ended = {**PAUSE, "topic": "free", "event": [ADOPTED, {"date": "2020-03-01", "did": "ended"}]}
    later = {**OPEN, "event": [{**ADOPTED, "date": "2021-01-01"}]}
    records: dict[str, dict[str, Any]] = {"a": PAUSE, "b": free, "c": ended, "d": later}
    return data_file(tmp_path, *({**record, "id": name} for name, record in records.items()))


@pytest.mark.parametrize(
    ("arguments", "found", "status"),
    [
        (["Acme"], {"a": None, "b": True, "c": True}, 1),
        (["Acme", "--class", "other"], {"a": True, "b": True, "c": True}, 0),
        (["Axon"], {"a": False, "b": True, "c": True}, 1),
        (["Axon", "--topic", "free"], {"b": True, "c": True}, 0),
        (["Axon", "--state", "ended"], {"c": True}, 0),
        # What was asked of nobody is no yes.
        (["Axon", "--state", "suspended"], {}, 1),
        (["Axon", "--as-of", "2019-01-01"], {}, 1),
    ],
)
def test_every_policy_is_asked(
    capfdbinary: CaptureFd, several: str, arguments: list[str], found: dict[str, bool | None], status: int
) -> None:
    asked = ["--as-of", "2020-06-01", *arguments, "--data", several]
    result = run(capfdbinary, "check", "--all", *asked, "--json")
    assert {row["id"]: row["may"] for row in result.rows} == found
    assert result.status == status
    table = run(capfdbinary, "check", "--all", *asked)
    assert table.status == status
    assert all(name in table.out for name in found)
    assert len(found) < 2 or table.out.startswith("Record kept to 2021-01-01\n")


def test_show_says_which_classes_a_party_takes_in(capfdbinary: CaptureFd) -> None:
    told = run(capfdbinary, "show", "somerville", "--as-of", "2026-07-01").out
    assert "city departments (class, takes in police)" in told


def test_names_are_read_from_standard_input(tmp_path: Path) -> None:
    path = data_file(tmp_path, PAUSE)
    asked = ("check", "pause", "-", "--data", path, "--as-of", "2020-06-01", "--json")
    names = "\ufeffThorn\r\n\n  Axon  \nCafé\n".encode()
    result = spawn(*asked, "--class", "other", stdin=names)
    assert result.status == 1
    assert [(row["who"], row["may"]) for row in result.rows] == [
        ("Thorn", True),
        ("Axon", False),
        ("Café", True),
    ]
    assert spawn(*asked, stdin=b"Thorn\nTHORN\n").status == 0
    for nothing, said in ((b"\n \n", "there are no names"), (b"\xff\n", "are not UTF-8")):
        result = spawn(*asked, stdin=nothing)
        assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
        assert said in result.err
    everywhere = spawn("check", "--all", "-", *asked[3:], stdin=b"Thorn\nAxon\n")
    assert [(row["id"], row["who"]) for row in everywhere.rows] == [("pause", "Thorn"), ("pause", "Axon")]


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
        assert result.err.count("\n") <= 1


@pytest.mark.parametrize(
    ("arguments", "status", "begins"),
    [
        (["amazon", "police", "--as-of", "2021-01-01"], 1, "barred"),
        (["rekognition", "icmec", "--as-of", "2021-01-01"], 0, "exempt"),
        (["amazon", "LAPD"], 1, "cannot say"),
        (["axon", "Edmonton Police Service", "--as-of", "2026-01-01"], 1, "cannot say"),
        (["axon", "Edmonton Police Service", "--as-of", "2025-12-31"], 0, "exempt"),
        (["microsoft-azure-face", "Contoso", "--class", "existing customers", "--as-of", "2023-07-01"], 1, "cannot say"),
        (["kings-cross", "King\u2019s Cross Central Limited Partnership"], 1, "barred"),
        (["kings-cross", "King's Cross Central Limited Partnership"], 1, "barred"),
    ],
)  # fmt: skip
def test_a_gate_passes_only_on_a_ground_in_the_record(arguments: list[str], status: int, begins: str) -> None:
    asked = arguments if "--as-of" in arguments else [*arguments, "--as-of", "2026-07-01"]
    result = spawn("check", *asked)
    assert result.status == status
    assert result.out.startswith(begins)


def test_names_cannot_come_from_a_standard_input_that_is_closed() -> None:
    command = f"{sys.executable} -m moratrack check --all - <&-"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "moratrack: no names can be read: standard input is closed; write the name itself\n"
