"""The engine and a naive reading of the rules give the same answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from moratrack.core.history import Facts, contradictions, facts, outlook, periods
from moratrack.core.policy import Policy

from ..support import make_policy
from .oracle import Known, answers, cannot_follow, in_order

DAY = dt.timedelta(days=1)

WORDS = (
    "proposed",
    "adopted",
    "adopted",
    "scheduled",
    "extended",
    "extended",
    "amended",
    "amended",
    "suspended",
    "suspended",
    "resumed",
    "resumed",
    "ended",
    "ended",
    "checked",
)
TERMS = ("1 month", "2 months", "30 days", "45 days", "1 year", "1 year 6 months", "2 weeks 1 day")


@st.composite
def days(draw: st.DrawFn, since: int = 0, through: int = 35) -> str:
    """Days of three years of which many fall together, at the turns of months; some are reduced."""
    month = draw(st.integers(since, through))
    first = dt.date(2019 + month // 12, month % 12 + 1, 1)
    text = (first + dt.timedelta(days=draw(st.sampled_from((-2, -1, 0, 0, 1, 14))))).isoformat()
    return text[: draw(st.sampled_from((10, 10, 10, 10, 10, 10, 7, 4)))]


ENDS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"term": st.sampled_from((*TERMS, "unknown"))}),
    st.fixed_dictionaries({"through": days()}),
    st.fixed_dictionaries({"until": st.just("a law passes")}, optional={"through": days()}),
    st.fixed_dictionaries(
        {"until": st.just("a law passes"), "not_before": st.one_of(days(), st.sampled_from(TERMS))}
    ),
)


@st.composite
def events(draw: st.DrawFn, did: str, since: int) -> dict[str, Any]:
    """An event of a kind, said in a month or in one of the next three, with what it must and may carry."""
    event: dict[str, Any] = {"date": draw(days(since, since + 3)), "did": did}
    near = days(max(since - 2, 0), since + 8)
    if did == "scheduled" or (did not in ("proposed", "checked", "noted") and draw(st.integers(0, 2)) == 0):
        event["effective"] = draw(near)
    elif did == "adopted" and draw(st.integers(0, 3)) == 0:
        event["upon"] = "a treaty enters into force"
    if did in ("adopted", "extended", "amended", "scheduled"):
        event |= draw(ENDS)
    if did == "extended" and not event.keys() - {"date", "did", "effective"}:
        event["term"] = "open"
    if did == "suspended" and draw(st.booleans()):
        event["through"] = draw(near)
    return event


@st.composite
def histories(draw: st.DrawFn) -> Policy:
    """A policy of events in any order, those that are impossible left out one after another."""
    more = draw(st.integers(0, 10))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=more, max_size=more))
    words.insert(draw(st.sampled_from((0, 0, 0, 1))), "adopted")
    drawn = draw(st.permutations([draw(events(did, 2 * place)) for place, did in enumerate(words)]))
    while True:
        policy = make_policy(*drawn)
        wrong = {fault.event for fault in contradictions(policy) if fault.severity == "error"}
        if not wrong:
            return policy
        drawn = [event for place, event in enumerate(drawn) if place != min(wrong)]


def turning_days(policy: Policy) -> list[dt.date]:
    """The days on which something may change, with the days around them."""
    found = {known for known, _ in in_order(policy.events)}
    for known in tuple(found):
        found.update(period.since for period in periods(policy, known))
    return sorted({day + shift for day in found for shift in (-DAY, dt.timedelta(), DAY)})


def said(found: Facts | None, expected: dict[str, Any] | None) -> dict[str, Any] | None:
    """What the engine says of the keys that the oracle answers."""
    return None if found is None else {key: getattr(found, key) for key in expected or ("state",)}


@given(histories(), st.lists(st.integers(0, 1500), max_size=4))
def test_every_day_is_as_the_rules_say_in_their_plainest_form(policy: Policy, offsets: list[int]) -> None:
    others = [dt.date(2018, 6, 1) + offset * DAY for offset in offsets]
    for day in (*turning_days(policy), *others):
        expected = answers(policy, day, day)
        assert said(facts(policy, day), expected) == expected, day


@given(histories(), st.data())
def test_so_is_every_day_ahead_as_it_is_known(policy: Policy, data: st.DataObject) -> None:
    turning = turning_days(policy) or [dt.date(2020, 1, 1)]
    known_on = data.draw(st.sampled_from(turning))
    ahead = outlook(policy, known_on)
    for day in turning:
        if day >= known_on:
            expected = answers(policy, day, known_on)
            assert said(ahead(day), expected) == expected, (known_on, day)


@given(histories(), st.sampled_from(WORDS), st.data())
def test_what_cannot_follow_is_refused_and_nothing_else(
    policy: Policy, did: str, data: st.DataObject
) -> None:
    last = max((known for known, _ in in_order(policy.events)), default=dt.date(2019, 1, 1))
    months = max(12 * (last.year - 2019) + last.month, 0)
    [event] = make_policy(data.draw(events(did, months))).events
    longer = replace(policy, events=(*policy.events, event))
    *before, (known, latest) = in_order(longer.events)
    assume(latest is event and not event.date.approximate)
    refused = [fault for fault in contradictions(longer) if fault.severity == "error"]
    assert bool(refused) == cannot_follow(Known(before), known, event), refused
