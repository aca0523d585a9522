"""What a thing is does not depend on what is said of it."""

from __future__ import annotations

import pytest

from moratrack.questions.identity import NOWHERE, EventKey, authority, event_keys, tag, turn_key

from ..support import make_policy


def test_an_event_is_its_date_what_it_did_and_its_place_among_equals() -> None:
    policy = make_policy(
        {"date": "2020-06-10", "did": "adopted", "term": "1 year"},
        {"date": "2020-07", "did": "noted", "note": "one"},
        {"date": "2020-07", "did": "checked"},
        {"date": "2020-07", "did": "noted", "note": "two"},
    )
    assert event_keys(policy.events) == [
        ("2020-06-10", "adopted", 1),
        ("2020-07", "noted", 1),
        ("2020-07", "checked", 1),
        ("2020-07", "noted", 2),
    ]
    assert EventKey("2020-07", "noted", 2).name == "2020-07 noted"


def test_a_turn_of_a_party_is_the_same_however_the_name_is_written() -> None:
    assert turn_key("exempt", "L’Oréal  SA", "through") == turn_key("exempt", "l'oréal sa", "through")
    assert turn_key("exempt", "Thorn", "through") != turn_key("exempt", "Thorn", "since")
    assert turn_key("exempt", "Thorn", "through") != turn_key("barred", "Thorn", "through")


def test_a_tag_holds_nothing_that_a_tag_may_not() -> None:
    assert (
        tag("record.example", "amazon", "Ministère / «A»")
        == "tag:record.example,2026:amazon/Minist%C3%A8re%20%2F%20%C2%ABA%C2%BB"
    )


@pytest.mark.parametrize(
    ("addresses", "host"),
    [
        (("https://Record.Example:8443/x", "https://other.example"), "record.example"),
        ((None, "https://user:secret@other.example/"), "other.example"),
        (("no address", "https://other.example"), "other.example"),
        (("https://[half", None), NOWHERE),
        (("https://bad host/",), NOWHERE),
        ((), NOWHERE),
    ],
)
def test_the_authority_of_tags_is_the_first_host_there_is(addresses: tuple[str], host: str) -> None:
    assert authority(*addresses) == host
