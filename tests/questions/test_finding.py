"""Which policies are meant by a word, which rows a filter lets through, and in what order."""

from __future__ import annotations

from typing import Any

import pytest

from moratrack.core.classes import Vocabulary
from moratrack.core.dates import Term
from moratrack.core.policy import PartyClass, Policy
from moratrack.questions.selection import Filters, find, rows

from ..support import day, make_policy

ADOPTED = {"date": "2020-01-10", "did": "adopted"}


def named(name: str, **keys: Any) -> Policy:
    return make_policy(*keys.pop("event", [ADOPTED]), id=name, **keys)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("bos", ["bos"]),  # an id, though others begin so and another has it for an alias
        ("bolt", ["x"]),  # an alias, though an id begins so
        ("bo", ["bolton", "bos", "boston"]),
        ("Issuer of x", ["x"]),
        ("zzz", []),
        ("", []),
    ],
)
def test_an_id_comes_before_an_alias_and_an_alias_before_the_start_of_an_id(
    word: str, found: list[str], order: int
) -> None:
    policies = [
        named("boston"),
        named("x", aliases=["bos", "bolt"], issuer="Issuer of X"),
        named("bos"),
        named("bolton"),
    ]
    assert sorted(policy.id for policy in find(policies[::order], word)) == found


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (["US"], ["a", "b"]),
        (["us-ca"], ["b"]),
        (["CA"], []),
        (["USX"], ["c"]),
        (["DE", "US"], ["a", "b", "d"]),
    ],
)
def test_a_country_takes_its_parts_along_and_no_other_code(wanted: list[str], ids: list[str]) -> None:
    codes = {"a": "US", "b": "US-CA", "c": "USX", "d": "DE", "e": None}
    policies = [named(name, jurisdiction=code) for name, code in codes.items()]
    found = rows(policies, day("2020-06-01"), Filters(jurisdiction=wanted))
    assert [row.policy.id for row in found] == ids


@pytest.mark.parametrize(
    ("through", "found"),
    [("2020-06-01", True), ("2020-06-30", True), ("2020-07-01", True), ("2020-07-02", False)],
)
def test_the_last_day_of_expiring_within_counts(through: str, found: bool) -> None:
    policy = named("x", event=[{**ADOPTED, "through": through}])
    filters = Filters(expiring_within=Term.parse("30 days"))
    assert bool(rows([policy], day("2020-06-01"), filters)) is found


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("checked", ["c", "a", "b", "d"]),
        ("jurisdiction", ["b", "c", "a", "d"]),
        ("topic", ["d", "b", "a", "c"]),
        ("issuer", ["d", "a", "b", "c"]),
        ("expires", ["b", "a", "c", "d"]),
        ("id", ["a", "b", "c", "d"]),
    ],
)
def test_rows_come_in_the_order_asked(sort: str, ids: list[str]) -> None:
    def checked(date: str) -> dict[str, str]:
        return {"date": date, "did": "checked"}

    policies = [
        named("a", jurisdiction="US-CA", topic="whaling", issuer="bee", event=[{**ADOPTED, "through": "2021-01-01"}, checked("2020-03-01")]),
        named("b", jurisdiction="DE", topic="coal", issuer="Cee", event=[{**ADOPTED, "through": "2020-12-01"}, checked("2020-04-01")]),
        named("c", jurisdiction="US", issuer="Dee", event=[ADOPTED, checked("2020-02-01")]),
        named("d", topic="ban", issuer="Aee", event=[ADOPTED, checked("2020-05-01")]),
    ]  # fmt: skip
    on = day("2020-06-01")
    assert [row.policy.id for row in rows(policies, on, Filters(), sort=sort)] == ids
    assert [row.policy.id for row in rows(policies, on, Filters(), sort=sort, reverse=True)] == ids[::-1]
    assert [row.policy.id for row in rows(policies[::-1], on, Filters(), sort=sort)] == ids


WORDS = Vocabulary(
    [
        PartyClass(name="police", aliases=("law enforcement",)),
        PartyClass(name="transit police", part_of=("police",)),
        PartyClass(name="schools"),
    ]
)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["SCANNERS"], ["a"]),  # what is barred
        (["thor"], ["b"]),  # a part of a name, or of an alias
        (["defenders"], ["b"]),
        (["law enforcement"], ["c"]),  # a word for a class, or for one that is taken in
        (["transit police"], ["c"]),
        (["schools"], []),
        (["schools", "thorn", "scan"], ["a", "b"]),  # any of them
        (["law enforcement", "schools"], ["c"]),
        (["ring"], []),  # barred no longer on the day
    ],
)
def test_what_is_barred_is_found_by_any_of_its_words(words: list[str], ids: list[str]) -> None:
    policies = [
        named("a", bars="the sale of scanners"),
        named(
            "b", bars="adits", barred=[{"who": "Acme"}, {"who": "Thorn", "aliases": ["Digital Defenders"]}]
        ),
        named("c", barred=[{"who": "police", "type": "class"}, {"who": "Ring", "through": "2020-05-31"}]),
    ]
    found = rows(policies, day("2020-06-01"), Filters(bars=words), vocabulary=WORDS)
    assert [row.policy.id for row in found] == ids


@pytest.mark.parametrize("words", ["struck", "Struck DOWN", "minute", "gazette minute"])
def test_how_it_ended_and_the_titles_of_sources_are_searched(words: str) -> None:
    policy = named(
        "x",
        event=[ADOPTED, {"date": "2020-03-01", "did": "ended", "how": "struck down"}],
        sources={"s": {"url": "https://example.org/a", "publisher": "Gazette", "title": "The Minute"}},
    )
    assert rows([policy], day("2020-06-01"), Filters(search=words))
    assert not rows([policy], day("2020-06-01"), Filters(search=f"{words} nowhere"))
