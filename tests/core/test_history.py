"""The time rules: worked cases, rules one by one, and the laws that hold for every history."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from moratrack.core.history import Period, Turn, contradictions, known_since, periods, replay, steps, story
from moratrack.core.known import in_order, known_events
from moratrack.core.ledger import Ledger
from moratrack.core.policy import Policy, decode_hook, encode_hook
from moratrack.questions.status import status

from ..strategies import START, days, ends, policies
from ..support import day, make_policy

AMAZON = {"date": "2020-06-10", "effective": "2020-06-11", "did": "adopted", "term": "1 year"}
EXTENDED = {"date": "2021-05-18", "did": "extended", "until": "further notice"}
CALIFORNIA = {"date": "2019-10-08", "effective": "2020-01-01", "did": "adopted", "through": "2022-12-31"}
GAP = (
    {"date": "2025-01-10", "did": "adopted", "term": "90 days"},
    {"date": "2025-05-01", "did": "extended", "term": "6 months"},
)
NEW_YORK = {"date": "2020-12-22", "did": "adopted", "until": "authorised", "not_before": "2022-07-01"}

laws = settings(max_examples=max(1000, settings().max_examples))

Events = tuple[dict[str, Any], ...]


@pytest.mark.parametrize(
    ("events", "asked", "state", "expires", "days_left", "approximate"),
    [
        ((AMAZON,), "2020-06-10", "upcoming", "2021-06-11", None, False),
        ((AMAZON,), "2020-06-11", "in_force", "2021-06-11", 365, False),
        ((AMAZON,), "2021-06-11", "in_force", "2021-06-11", 0, False),
        ((AMAZON,), "2021-06-12", "expired", "2021-06-11", None, False),
        ((AMAZON, EXTENDED), "2021-05-17", "in_force", "2021-06-11", 25, False),
        ((AMAZON, EXTENDED), "2021-05-18", "in_force", None, None, False),
        ((AMAZON, EXTENDED), "2021-01-01", "in_force", "2021-06-11", 161, False),
        (({"date": "2020-02-29", "did": "adopted", "term": "1 year"},), "2021-02-28", "in_force", "2021-02-28", 0, False),
        (({"date": "2025-08-31", "did": "adopted", "term": "6 months"},), "2026-02-28", "in_force", "2026-02-28", 0, False),
        ((CALIFORNIA,), "2019-12-31", "upcoming", "2022-12-31", None, False),
        ((CALIFORNIA,), "2022-12-31", "in_force", "2022-12-31", 0, False),
        (GAP, "2025-04-20", "expired", "2025-04-10", None, False),
        (GAP, "2025-05-01", "in_force", "2025-11-01", 184, False),
        ((NEW_YORK,), "2023-01-01", "in_force", None, None, False),
        (({"date": "2026-02", "did": "adopted", "term": "6 months"},), "2026-07-01", "in_force", "2026-08-28", 58, True),
    ],
)  # fmt: skip
def test_worked_cases(
    events: Events, asked: str, state: str, expires: str | None, days_left: int | None, approximate: bool
) -> None:
    found = status(make_policy(*events), day(asked))
    assert found is not None
    shown = (found.state, found.expires and str(found.expires), found.days_left, found.approximate)
    assert shown == (state, expires, days_left, approximate)


def test_a_stated_day_wins_over_a_term_and_the_disagreement_is_remarked() -> None:
    monterey_park = make_policy(
        {"date": "2026-01-21", "did": "adopted", "term": "45 days"},
        {"date": "2026-03-04", "did": "extended", "term": "10 months 15 days", "through": "2027-01-21"},
    )
    found = status(monterey_park, day("2026-04-01"))
    assert found is not None
    assert found.expires == day("2027-01-21")
    [remark] = contradictions(monterey_park)
    assert remark.severity == "warning"
    assert remark.message == "10 months 15 days would run through 2027-01-22"


def test_without_a_beginning_there_are_no_periods() -> None:
    assert periods(make_policy({"date": "2020-01-01", "did": "noted"})) == []


def test_nothing_is_known_before_the_first_event() -> None:
    policy = make_policy({"date": "2020-01-01", "did": "noted"}, AMAZON)
    assert status(policy, day("2020-06-09")) is None
    assert known_since(policy) == day("2020-06-10")


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ({}, "open"),
        ({"term": "1 year"}, "dated"),
        ({"through": "2021-01-31"}, "dated"),
        ({"until": "a law passes"}, "condition"),
        ({"until": "a law passes", "term": "1 year"}, "dated_or_condition"),
        ({"until": "a law passes", "through": "2021-01-31"}, "dated_or_condition"),
        ({"until": "a law passes", "not_before": "2021-01-31"}, "condition_not_before"),
        ({"term": "unknown"}, "unknown"),
    ],
)
def test_every_kind_of_end_is_told_apart(end: dict[str, str], kind: str) -> None:
    found = status(make_policy({"date": "2020-02-01", "did": "adopted", **end}), day("2020-03-01"))
    assert found is not None
    assert (found.end, found.until) == (kind, end.get("until"))


def test_an_extension_counts_from_the_end_it_extends() -> None:
    policy = make_policy(AMAZON, {"date": "2021-03-01", "did": "extended", "term": "6 months"})
    found = status(policy, day("2021-03-01"))
    assert found is not None
    assert found.expires == day("2021-12-11")
    assert (found.first_expires, found.extensions, found.extended) == (
        day("2021-06-11"),
        1,
        day("2021-03-01"),
    )


def test_an_extension_effective_the_day_after_the_end_leaves_no_gap() -> None:
    policy = make_policy(
        AMAZON, {"date": "2021-05-01", "effective": "2021-06-12", "did": "extended", "term": "1 year"}
    )
    assert [period.state for period in periods(policy)] == ["upcoming", "in_force", "expired"]
    found = status(policy, day("2021-06-12"))
    assert found is not None
    assert (found.starts, found.expires) == (day("2020-06-11"), day("2022-06-11"))


def test_an_extension_after_a_gap_begins_a_new_period() -> None:
    assert periods(make_policy(*GAP)) == [
        Period("in_force", day("2025-01-10"), day("2025-04-10"), False),
        Period("expired", day("2025-04-11"), day("2025-04-30"), False),
        Period("in_force", day("2025-05-01"), day("2025-11-01"), False),
        Period("expired", day("2025-11-02"), None, False),
    ]


def test_an_extension_of_an_open_end_counts_from_its_effective_day() -> None:
    policy = make_policy(
        {"date": "2020-01-01", "did": "adopted"},
        {"date": "2020-03-01", "effective": "2020-04-01", "did": "extended", "term": "1 month"},
    )
    found = status(policy, day("2020-03-02"))
    assert found is not None
    assert found.expires == day("2020-05-01")


def test_an_extension_may_open_the_end() -> None:
    opened = {"date": "2021-01-01", "did": "extended", "term": "open"}
    found = status(make_policy(AMAZON, opened), day("2022-01-01"))
    assert found is not None
    assert (found.state, found.end, found.expires) == ("in_force", "open", None)


def test_an_amendment_without_an_end_leaves_the_end() -> None:
    found = status(make_policy(AMAZON, {"date": "2021-01-01", "did": "amended"}), day("2021-01-02"))
    assert found is not None
    assert found.expires == day("2021-06-11")


def test_a_suspension_does_not_stop_the_clock() -> None:
    policy = make_policy(AMAZON, {"date": "2020-08-01", "did": "suspended"})
    assert [(period.state, period.through) for period in periods(policy)] == [
        ("upcoming", day("2020-06-10")),
        ("in_force", day("2020-07-31")),
        ("suspended", day("2021-06-11")),
        ("expired", None),
    ]


def test_a_suspension_of_known_length_lapses_unconfirmed() -> None:
    policy = make_policy(
        {"date": "2020-01-01", "did": "adopted"},
        {"date": "2020-02-01", "did": "suspended", "through": "2020-02-29"},
    )
    during, after = status(policy, day("2020-02-29")), status(policy, day("2020-03-01"))
    assert during is not None
    assert after is not None
    assert (during.state, during.confirmed, during.days_left) == ("suspended", True, None)
    assert (after.state, after.confirmed) == ("in_force", False)


def test_resuming_ends_a_suspension() -> None:
    policy = make_policy(
        {"date": "2020-01-01", "did": "adopted"},
        {"date": "2020-02-01", "did": "suspended"},
        {"date": "2020-03-01", "effective": "2020-03-05", "did": "resumed"},
    )
    states = [(period.state, period.since) for period in periods(policy)]
    assert states == [
        ("in_force", day("2020-01-01")),
        ("suspended", day("2020-02-01")),
        ("in_force", day("2020-03-05")),
    ]


def test_a_later_effective_day_of_ended_is_a_scheduled_end() -> None:
    policy = make_policy(
        {"date": "2020-01-01", "did": "adopted", "until": "a law passes"},
        {"date": "2020-06-01", "effective": "2020-07-01", "did": "ended"},
    )
    before, after = status(policy, day("2020-06-01")), status(policy, day("2020-07-01"))
    assert before is not None
    assert after is not None
    assert (before.state, before.expires, before.days_left) == ("in_force", day("2020-06-30"), 29)
    assert (after.state, after.ended, after.confirmed) == ("ended", day("2020-07-01"), True)


def test_an_extension_moves_a_scheduled_end() -> None:
    policy = make_policy(
        {"date": "2020-01-01", "did": "adopted"},
        {"date": "2020-06-01", "effective": "2020-07-01", "did": "ended"},
        {"date": "2020-06-15", "did": "extended", "through": "2020-12-31"},
    )
    found = status(policy, day("2020-08-01"))
    assert found is not None
    assert (found.state, found.expires, found.ended) == ("in_force", day("2020-12-31"), None)


def test_a_policy_that_ended_before_it_came_was_never_in_force() -> None:
    policy = make_policy(
        {"date": "2020-01-01", "effective": "2020-07-01", "did": "adopted"},
        {"date": "2020-03-01", "did": "ended"},
    )
    assert [period.state for period in periods(policy)] == ["upcoming", "ended"]
    found = status(policy, day("2020-08-01"))
    assert found is not None
    assert (found.state, found.starts, found.expires, found.ended) == ("ended", None, None, day("2020-03-01"))


def test_a_retroactive_adoption_closes_the_gap_only_once_it_is_known() -> None:
    policy = make_policy(
        {"date": "2020-01-01", "did": "adopted", "through": "2020-01-31"},
        {"date": "2020-03-01", "effective": "2020-02-01", "did": "adopted"},
    )
    then = status(policy, day("2020-02-15"))
    assert then is not None
    assert then.state == "expired"
    assert [period.state for period in periods(policy)] == ["in_force"]
    assert [period.state for period in periods(policy, day("2020-02-15"))] == ["in_force", "expired"]


def test_a_proposal_that_is_dropped_has_ended() -> None:
    policy = make_policy({"date": "2020-01-01", "did": "proposed"}, {"date": "2020-03-01", "did": "ended"})
    assert [(period.state, period.since) for period in periods(policy)] == [
        ("proposed", day("2020-01-01")),
        ("ended", day("2020-03-01")),
    ]


def test_an_expiry_is_confirmed_by_any_later_event() -> None:
    for did in ("checked", "noted"):
        on_last_day = make_policy(AMAZON, {"date": "2021-06-11", "did": did})
        day_after = make_policy(AMAZON, {"date": "2021-06-12", "did": did})
        unconfirmed, confirmed = (status(policy, day("2021-07-01")) for policy in (on_last_day, day_after))
        assert unconfirmed is not None
        assert confirmed is not None
        assert (unconfirmed.confirmed, confirmed.confirmed) == (False, True)


@pytest.mark.parametrize(
    ("asked", "expiring"), [("2021-03-12", False), ("2021-03-13", True), ("2021-06-12", False)]
)
def test_an_end_is_near_at_ninety_days_of_a_year(asked: str, expiring: bool) -> None:
    found = status(make_policy(AMAZON), day(asked))
    assert found is not None
    assert found.expiring is expiring


@pytest.mark.parametrize(("asked", "expiring"), [("2025-03-11", False), ("2025-03-12", True)])
def test_an_end_is_near_at_a_third_of_a_short_term(asked: str, expiring: bool) -> None:
    found = status(make_policy({"date": "2025-02-10", "did": "adopted", "term": "45 days"}), day(asked))
    assert found is not None
    assert found.expiring is expiring


@pytest.mark.parametrize(
    ("confidences", "lowest"),
    [
        (("high", "high", "low"), "high"),
        (("medium", "high", "high"), "medium"),
        (("high", "low", "high"), "low"),
    ],
)
def test_confidence_is_the_lowest_that_the_answer_rests_on(confidences: tuple[str, ...], lowest: str) -> None:
    adopted, extended, noted = confidences
    policy = make_policy(
        {"date": "2020-01-01", "did": "adopted", "confidence": adopted},
        {"date": "2020-02-01", "did": "extended", "confidence": extended},
        {"date": "2020-03-01", "did": "noted", "confidence": noted},
    )
    found = status(policy, day("2020-04-01"))
    assert found is not None
    assert found.confidence == lowest


ADOPTED = {"date": "2020-01-01", "did": "adopted", "through": "2020-12-31"}


@pytest.mark.parametrize(
    ("events", "at", "key", "message"),
    [
        (({"date": "2020-01-01", "did": "extended"},), 0, "did", "extended before it was adopted"),
        (({"date": "2020-01-01", "did": "ended"},), 0, "did", "ended before it was proposed or adopted"),
        (({"date": "2020-01-01", "did": "amended"},), 0, "did", "amended before it was proposed or adopted"),
        ((ADOPTED, {"date": "2020-05-01", "did": "resumed"}), 1, "did", "resumed on 2020-05-01 without a suspension"),
        ((ADOPTED, {"date": "2020-02-01", "did": "suspended", "through": "2020-02-29"}, {"date": "2020-04-01", "did": "resumed"}), 2, "did", "resumed on 2020-04-01, after its suspension ended on 2020-02-29"),
        ((ADOPTED, {"date": "2021-05-01", "did": "suspended"}), 1, "did", "suspended from 2021-05-01, when it was not in force"),
        ((ADOPTED, {"date": "2020-05-01", "did": "adopted"}), 1, "did", "adopted from 2020-05-01 while still in force, through 2020-12-31"),
        ((ADOPTED, {"date": "2022-01-01", "did": "ended"}), 1, "did", "ended on 2022-01-01, when it had already run out on 2020-12-31"),
        (({"date": "2020-05-01", "did": "adopted", "through": "2020-04-30"},), 0, "through", "its last day 2020-04-30 lies before its first, 2020-05-01"),
        (({"date": "9999-12-01", "did": "adopted", "term": "1 year"},), 0, "term", "1 year from 9999-12-01 runs past the year 9999"),
        (({"date": "2020-05-01", "did": "adopted", "not_before": "2021-01-01"},), 0, "not_before", "not_before is the day before which a condition cannot end it"),
        ((ADOPTED, {"date": "2020-02-01", "did": "ended"}, {"date": "2020-03-01", "did": "extended"}), 2, "did", "extended after it had ended on 2020-02-01"),
        ((ADOPTED, {"date": "2020-02-01", "did": "ended"}, {"date": "2020-03-01", "did": "ended"}), 2, "did", "ended again on 2020-03-01, when it had ended on 2020-02-01"),
        ((ADOPTED, {"date": "2021-02-01", "did": "amended", "term": "1 year"}), 1, "did", "its end amended after it had run out on 2020-12-31"),
        (({"date": "0001-01-01", "did": "adopted"}, {"date": "0001-01-01", "did": "ended"}), 1, "date", "nothing can have ended by the first day of year 1"),
    ],
)  # fmt: skip
def test_a_history_that_cannot_be_is_found(events: Events, at: int, key: str, message: str) -> None:
    [fault] = contradictions(make_policy(*events))
    assert (fault.event, fault.key, fault.message, fault.severity == "warning") == (at, key, message, False)


def test_what_cannot_be_counts_for_nothing_and_what_comes_after_it_counts() -> None:
    impossible = {"date": "2020-02-01", "did": "resumed"}
    found = facts_on("2020-04-01", ADOPTED, impossible, {"date": "2020-03-01", "did": "ended"})
    assert (found["state"], str(found["ended"])) == ("ended", "2020-03-01")


def test_years_1_and_9999_give_answers() -> None:
    policy = make_policy({"date": "0001-01-01", "did": "adopted", "through": "9999-12-31"})
    first, last = status(policy, dt.date.min), status(policy, dt.date.max)
    assert first is not None
    assert last is not None
    assert (first.days_left, last.days_left) == (3_652_058, 0)
    assert len(periods(policy)) == 1


@laws
@given(policies())
def test_periods_cover_every_day_once_from_the_first(policy: Policy) -> None:
    found = periods(policy)
    for period, following in pairwise(found):
        assert period.through is not None
        assert period.since <= period.through
        assert following.since == period.through + dt.timedelta(days=1)
    assert found[-1].through is None


@laws
@given(policies(), days(3000))
def test_the_status_is_the_period_of_the_day_as_known_then(policy: Policy, on: dt.date) -> None:
    found = status(policy, on)
    covering = [
        period
        for period in periods(policy, on)
        if period.since <= on and (period.through is None or on <= period.through)
    ]
    assert [period.state for period in covering] == ([] if found is None else [found.state])


@laws
@given(policies(), days(3000))
def test_days_left_falls_by_one_a_day_while_nothing_happens(policy: Policy, on: dt.date) -> None:
    tomorrow = on + dt.timedelta(days=1)
    if any(known == tomorrow for known, _ in in_order(policy.events)):
        return
    today, next_day = status(policy, on), status(policy, tomorrow)
    if today is None or next_day is None or today.days_left is None:
        return
    if today.days_left == 0:
        assert next_day.state in ("expired", "ended", "upcoming", "in_force")
        assert next_day.days_left != 0
    elif next_day.state == "in_force":
        assert next_day.days_left == today.days_left - 1


@laws
@given(policies(), days(2000), st.integers(0, 8))
def test_later_events_do_not_change_the_state_on_a_day(policy: Policy, on: dt.date, kept: int) -> None:
    known = known_events(policy.events, on)
    if known:
        ordered = [event for _, event in in_order(policy.events)]
        earlier = msgspec.structs.replace(policy, events=tuple(ordered[: len(known) + kept]))
        assert status(earlier, on) == status(policy, on)


@laws
@given(policies(), st.randoms(use_true_random=False), days(3000))
def test_the_order_of_events_in_the_text_matters_only_within_a_day(
    policy: Policy, random: Any, on: dt.date
) -> None:
    shuffled = list(policy.events)
    random.shuffle(shuffled)
    # Those of one day keep the order in which they are written.
    places = {id(event): place for place, event in enumerate(policy.events)}
    known = {id(event): day for day, event in in_order(policy.events)}
    by_day: dict[dt.date, list[Any]] = {}
    for event in sorted(shuffled, key=lambda event: places[id(event)]):
        by_day.setdefault(known[id(event)], []).append(event)
    reordered = tuple(by_day[known[id(event)]].pop(0) for event in shuffled)
    assert status(msgspec.structs.replace(policy, events=reordered), on) == status(policy, on)


@laws
@given(policies())
def test_decode_encode_decode_is_the_identity(policy: Policy) -> None:
    written = msgspec.json.encode(policy, enc_hook=encode_hook)
    assert msgspec.json.decode(written, type=Policy, dec_hook=decode_hook) == policy


@laws
@given(policies(), days(3000))
def test_days_left_leads_to_the_last_day(policy: Policy, on: dt.date) -> None:
    found = status(policy, on)
    if found is None or found.days_left is None:
        return
    assert found.expires == on + dt.timedelta(days=found.days_left)
    assert found.state == "in_force"
    assert found.starts is not None
    assert START.replace(year=1) <= found.starts <= on


@laws
@given(policies())
def test_every_sound_event_is_a_step(policy: Policy) -> None:
    taken = steps(policy)
    assert sorted(id(step.event) for step in taken) == sorted(id(event) for event in policy.events)
    for step, following in pairwise(taken):
        if step.known == following.known:
            assert following.before == step.after


def states(*events: dict[str, Any]) -> list[tuple[str, str]]:
    return [(period.state, str(period.since)) for period in periods(make_policy(*events))]


def test_an_extension_settles_what_was_proposed_before_it() -> None:
    found = states(
        {"date": "2020-01-01", "did": "adopted", "through": "2020-12-31"},
        {"date": "2021-01-15", "did": "proposed"},
        {"date": "2021-02-01", "effective": "2021-01-01", "did": "extended", "through": "2021-12-31"},
    )
    assert found == [("in_force", "2020-01-01"), ("expired", "2022-01-01")]


def test_what_was_dropped_may_be_proposed_again() -> None:
    found = states(
        {"date": "2020-01-01", "did": "proposed"},
        {"date": "2020-03-01", "did": "ended"},
        {"date": "2021-01-01", "did": "proposed"},
    )
    assert found == [("proposed", "2020-01-01"), ("ended", "2020-03-01"), ("proposed", "2021-01-01")]


@pytest.mark.parametrize(
    ("events", "last"),
    [
        (
            (
                {"date": "2020-06-11", "did": "adopted", "term": "1 year"},
                {"date": "2021-03-01", "did": "extended", "term": "6 months"},
                {"date": "2021-05-01", "effective": "2021-06-01", "did": "ended"},
            ),
            "2021-05-31",
        ),
        (({"date": "2020-06", "did": "adopted", "through": "2020-06-20"},), "2020-06-20"),
    ],
)
def test_every_last_day_is_near_the_end(events: Events, last: str) -> None:
    found = status(make_policy(*events), day(last))
    assert found is not None
    assert (found.days_left, found.expiring) == (0, True)


def test_a_suspension_says_its_own_last_day_and_how_well_it_is_known() -> None:
    policy = make_policy(
        {"date": "2020-06-01", "did": "adopted", "term": "1 year"},
        {"date": "2021-01", "did": "suspended", "through": "2021-04"},
    )
    found = status(policy, day("2021-02-01"))
    assert found is not None
    shown = (found.suspended_through, found.expires, found.approximate)
    assert shown == (day("2021-04-30"), day("2021-06-01"), True)
    assert [(period.state, period.approximate) for period in periods(policy)] == [
        ("in_force", True),
        ("suspended", True),
        ("in_force", True),
        ("expired", False),
    ]


def test_a_law_may_be_stayed_and_freed_before_it_takes_effect() -> None:
    found = states(
        {"date": "2020-01-01", "effective": "2020-06-01", "did": "adopted"},
        {"date": "2020-03-01", "did": "suspended"},
        {"date": "2020-04-01", "did": "resumed"},
    )
    assert found == [
        ("upcoming", "2020-01-01"),
        ("suspended", "2020-03-01"),
        ("upcoming", "2020-04-01"),
        ("in_force", "2020-06-01"),
    ]


def test_a_law_may_be_stayed_on_its_first_day() -> None:
    adopted = {"date": "2020-01-01", "effective": "2020-06-01", "did": "adopted"}
    stays = (
        {"date": "2020-05-01", "effective": since, "did": "suspended", "through": through}
        for since, through in (
            ("2020-06-01", "2020-06-30"),
            ("2020-07-01", "2020-07-10"),
            ("2020-07-11", "2020-07-20"),
        )
    )
    assert str(facts_on("2020-05-01", adopted, next(stays))["starts"]) == "2020-07-01"
    assert (
        str(facts_on("2020-05-01", adopted, {**next(stays), "effective": "2020-06-01"}, *stays)["starts"])
        == "2020-07-21"
    )


def test_a_stay_that_is_prolonged_puts_off_the_first_day_and_is_no_surer_than_what_prolongs_it() -> None:
    adopted = {"date": "2020-01-01", "effective": "2020-06-01", "did": "adopted"}
    stayed = {"date": "2020-05-01", "did": "suspended", "through": "2020-06-30"}
    longer = {"date": "2020-05-20", "did": "suspended", "through": "2020-07-31", "confidence": "medium"}
    before, after = (
        facts_on("2020-05-19", adopted, stayed, longer),
        facts_on("2020-05-20", adopted, stayed, longer),
    )
    assert (str(before["starts"]), before["confidence"]) == ("2020-07-01", "high")
    assert (str(after["starts"]), after["confidence"]) == ("2020-08-01", "medium")


MARCH = {"date": "2020-02-20", "did": "suspended", "effective": "2020-03-01", "through": "2020-03-31"}
APRIL = {**MARCH, "through": "2020-04-30"}
NOBODY_KNOWS = {"date": "2020-02-20", "did": "suspended", "effective": "2020-03-01"}


@pytest.mark.parametrize(
    ("events", "moved"),
    [
        ((MARCH,), 0),
        ((NOBODY_KNOWS,), 0),
        ((MARCH, MARCH), 0),
        ((MARCH, APRIL), 1),
        ((MARCH, APRIL, MARCH), 2),
        ((MARCH, {"date": "2020-04-01", "did": "resumed"}), 0),
        ((MARCH, {"date": "2020-03-15", "did": "resumed"}), 1),
        ((NOBODY_KNOWS, {"date": "2020-03-15", "did": "resumed"}), 0),
        ((MARCH, NOBODY_KNOWS, {"date": "2020-04-01", "did": "resumed"}), 0),
        ((MARCH, NOBODY_KNOWS, {"date": "2020-03-15", "did": "resumed"}), 1),
    ],
)
def test_how_often_the_last_day_of_a_stay_was_moved_is_counted(events: Events, moved: int) -> None:
    policy = make_policy({"date": "2020-01-01", "did": "adopted"}, *events)
    ledger = Ledger()
    assert all(moment.error is None for moment in replay(in_order(policy.events), ledger))
    assert [span.number for span in ledger.terms] == [1]
    [stay] = ledger.terms[0].stays
    assert stay.moved == moved


def test_a_stay_may_be_over_in_the_month_in_which_its_policy_ends() -> None:
    found = states(
        {"date": "2020-01-01", "did": "adopted", "through": "2020-06-20"},
        {"date": "2020-05-01", "did": "suspended"},
        {"date": "2020-06", "did": "resumed"},
    )
    assert found == [
        ("in_force", "2020-01-01"),
        ("suspended", "2020-05-01"),
        ("in_force", "2020-06-01"),
        ("expired", "2020-06-21"),
    ]


def test_a_stay_may_begin_and_be_over_in_the_month_in_which_its_policy_began_anew() -> None:
    found = states(
        {"date": "2020-01-01", "did": "adopted", "through": "2020-06-10"},
        {"date": "2020-06-15", "did": "adopted"},
        {"date": "2020-06-20", "did": "suspended"},
        {"date": "2020-06", "did": "resumed"},
    )
    assert found[2:] == [("in_force", "2020-06-15"), ("suspended", "2020-06-20"), ("in_force", "2020-06-30")]


def test_a_stay_may_begin_in_the_month_in_which_its_policy_ends() -> None:
    found = states(
        {"date": "2020-01-01", "did": "adopted", "through": "2020-06-20"},
        {"date": "2020-06", "did": "suspended"},
    )
    assert found == [("in_force", "2020-01-01"), ("suspended", "2020-06-01"), ("expired", "2020-06-21")]


def test_an_end_of_the_first_year_there_is_ends_what_began_in_it() -> None:
    adopted = {"date": "0001-01-01", "did": "adopted", "through": "0001-06-30"}
    assert contradictions(make_policy(adopted, {"date": "0001", "did": "ended"})) == []


def test_what_was_to_begin_after_an_end_never_comes() -> None:
    found = states(
        {"date": "2020-01-01", "did": "adopted", "through": "2020-12-31"},
        {"date": "2020-03-01", "effective": "2021-06-01", "did": "adopted"},
        {"date": "2020-05-01", "did": "ended"},
    )
    assert found == [("in_force", "2020-01-01"), ("ended", "2020-05-01")]


def test_an_extension_to_the_same_day_is_not_odd_and_one_to_a_day_before_is() -> None:
    extended = {"date": "2020-06-01", "did": "extended", "through": "2020-12-31"}
    assert contradictions(make_policy(ADOPTED, extended)) == []
    [remark] = contradictions(make_policy(ADOPTED, {**extended, "through": "2020-12-30"}))
    assert remark.message == "extended to 2020-12-30, which is before 2020-12-31"


def test_a_term_set_while_upcoming_counts_from_the_first_day() -> None:
    amended = {"date": "2026-01-20", "did": "amended", "term": "1 month"}
    for effective, expires in (
        (None, "2026-04-01"),
        ("2026-03-01", "2026-04-01"),
        ("2026-03-10", "2026-04-10"),
    ):
        found = facts_on("2026-01-25", UPCOMING, {**amended, "effective": effective})
        assert str(found["expires"]) == expires
    waiting = {"date": "2026-01-10", "did": "adopted", "upon": "x"}
    assert facts_on("2026-01-25", waiting, amended)["expires"] is None


def test_what_took_effect_in_a_month_before_it_was_adopted_holds_from_the_first_of_it() -> None:
    assert states({"date": "2020-03-01", "effective": "2020-01", "did": "adopted"}) == [
        ("in_force", "2020-01-01")
    ]


def test_suspensions_may_be_recorded_in_any_order_and_prolonged() -> None:
    adopted = {"date": "2020-01-01", "did": "adopted"}
    june = {"date": "2020-02-01", "effective": "2020-06-01", "did": "suspended", "through": "2020-06-30"}
    march = {"date": "2020-02-15", "effective": "2020-03-01", "did": "suspended", "through": "2020-03-31"}
    longer = {"date": "2020-06-15", "did": "suspended", "through": "2020-07-31"}
    assert states(adopted, june, march, longer) == [
        ("in_force", "2020-01-01"),
        ("suspended", "2020-03-01"),
        ("in_force", "2020-04-01"),
        ("suspended", "2020-06-01"),
        ("in_force", "2020-08-01"),
    ]
    [fault] = contradictions(make_policy(adopted, {**march, "through": None}, longer))
    assert fault.message == "suspended while already suspended"


def test_a_term_that_may_lead_to_the_stated_day_is_not_remarked() -> None:
    vague = {"date": "2020-06", "did": "adopted", "term": "1 year"}
    assert contradictions(make_policy({**vague, "through": "2021-06-15"})) == []
    [remark] = contradictions(make_policy({**vague, "through": "2021-07-15"}))
    assert remark.severity == "warning"


def test_a_suspension_to_the_end_of_time_may_be_lifted() -> None:
    found = states(
        {"date": "2020-01-01", "did": "adopted"},
        {"date": "2020-02-01", "did": "suspended", "through": "9999-12-31"},
        {"date": "2020-03-01", "did": "resumed"},
    )
    assert found[-1] == ("in_force", "2020-03-01")


def facts_on(on: str, *events: dict[str, Any]) -> dict[str, Any]:
    found = status(make_policy(*events), day(on))
    assert found is not None
    return {key: getattr(found, key) for key in found.__struct_fields__}


UPCOMING = {"date": "2026-01-10", "effective": "2026-03-01", "did": "adopted"}
MOVED = {"date": "2026-02-01", "effective": "2026-06-01", "did": "scheduled"}


@pytest.mark.parametrize(
    ("events", "on", "expected"),
    [
        # Terms move with the first day, stated days stay.
        (({**UPCOMING, "term": "6 months"}, MOVED), "2026-02-01", {"starts": "2026-06-01", "expires": "2026-12-01", "first_expires": "2026-12-01"}),
        (({**UPCOMING, "through": "2026-12-31"}, MOVED), "2026-02-01", {"starts": "2026-06-01", "expires": "2026-12-31", "first_expires": "2026-12-31"}),
        (({**UPCOMING, "term": "6 months"}, {"date": "2026-01-20", "did": "extended", "term": "1 month"}, MOVED), "2026-02-01", {"expires": "2027-01-01", "first_expires": "2026-12-01", "extensions": 1}),
        (({**UPCOMING, "term": "6 months"}, {"date": "2026-01-20", "did": "amended", "term": "1 month"}, MOVED), "2026-02-01", {"expires": "2026-07-01"}),
        (({**UPCOMING, "until": "a law", "not_before": "1 month"}, MOVED), "2026-02-01", {"not_before": "2026-07-01"}),
        (({**UPCOMING, "term": "6 months"}, {**MOVED, "term": "1 year"}), "2026-02-01", {"expires": "2027-06-01", "first_expires": "2026-12-01"}),
        # A scheduled end stays where nothing moves it.
        ((UPCOMING, {"date": "2026-01-20", "did": "ended", "effective": "2026-09-01"}, MOVED), "2026-07-01", {"state": "in_force", "expires": "2026-08-31", "ended": "2026-09-01"}),
        # Earlier, and from a day that lay before it was said.
        (({**UPCOMING, "term": "6 months"}, {**MOVED, "effective": "2026-01-25"}), "2026-02-01", {"state": "in_force", "starts": "2026-01-25", "expires": "2026-07-25"}),
        (({**UPCOMING, "term": "6 months"}, {**MOVED, "effective": "2026-01-25"}), "2026-01-31", {"state": "upcoming", "starts": "2026-03-01"}),
        # Stayed before the first day: the first day may still be moved.
        ((UPCOMING, {"date": "2026-01-20", "did": "suspended"}, MOVED), "2026-02-10", {"state": "suspended", "starts": None}),
        ((UPCOMING, {"date": "2026-01-20", "did": "suspended"}, MOVED, {"date": "2026-05-01", "did": "resumed"}), "2026-05-02", {"state": "upcoming", "starts": "2026-06-01"}),
        # On a condition, until its day is known.
        (({"date": "2026-01-10", "did": "adopted", "upon": "x", "term": "1 year"}, MOVED), "2026-01-31", {"state": "upcoming", "starts": None, "upon": "x", "expires": None, "end": "dated"}),
        (({"date": "2026-01-10", "did": "adopted", "upon": "x", "term": "1 year"}, MOVED), "2026-02-01", {"starts": "2026-06-01", "upon": None, "expires": "2027-06-01"}),
        (({"date": "2026-01-10", "did": "adopted", "upon": "x", "through": "2026-12-31"},), "2026-02-01", {"starts": None, "expires": "2026-12-31"}),
        (({"date": "2026-01-10", "did": "adopted", "upon": "x", "term": "1 year"}, {"date": "2026-01-15", "did": "extended", "term": "6 months"}, MOVED), "2026-02-01", {"expires": "2027-12-01", "first_expires": "2027-06-01"}),
        (({"date": "2026-01-10", "did": "adopted", "upon": "x"}, {"date": "2026-01-20", "did": "ended"}), "2026-01-20", {"state": "ended", "starts": None, "expires": None, "ended": "2026-01-20"}),
        # Moved up to the end of the term before it, it is one stretch with that.
        (({"date": "2025-01-01", "did": "adopted", "through": "2025-12-31"}, {**UPCOMING, "date": "2025-12-01"}, {**MOVED, "date": "2025-12-15", "effective": "2026-01-01"}), "2026-01-01", {"state": "in_force", "starts": "2025-01-01"}),
        # So it is where that term was stayed: what begins anew is not.
        (({"date": "2025-01-01", "did": "adopted", "through": "2025-12-31"}, {"date": "2025-06-01", "did": "suspended"}, {**UPCOMING, "date": "2025-12-01"}, {**MOVED, "date": "2025-12-15", "effective": "2026-01-01"}), "2026-01-01", {"state": "in_force", "starts": "2025-01-01"}),
        # An extension that leaves no gap any more counts from the end it extends.
        (({"date": "2026-01-01", "did": "adopted", "through": "2026-06-30"}, {"date": "2026-05-15", "did": "extended", "effective": "2026-08-01", "term": "1 month"}, {**MOVED, "date": "2026-05-20", "effective": "2026-07-01"}), "2026-06-21", {"starts": "2026-01-01", "expires": "2026-07-30", "first_expires": "2026-06-30", "extensions": 1}),
        (({"date": "2026-01-01", "did": "adopted", "through": "2026-06-30"}, {"date": "2026-05-15", "did": "extended", "effective": "2026-08-01", "term": "1 month"}, {**MOVED, "date": "2026-05-20", "effective": "2026-07-02"}), "2026-07-05", {"starts": "2026-07-02", "expires": "2026-08-02"}),
        # A first day that never comes makes nothing approximate.
        (({**UPCOMING, "effective": "2027-02"}, {"date": "2026-03-01", "did": "ended"}), "2026-03-01", {"state": "ended", "starts": None, "approximate": False, "approximate_start": False}),
    ],
)  # fmt: skip
def test_a_first_day_is_moved_before_it_comes(events: Events, on: str, expected: dict[str, Any]) -> None:
    found = facts_on(on, *events)
    assert {
        key: str(found[key]) if isinstance(found[key], dt.date) else found[key] for key in expected
    } == expected


@pytest.mark.parametrize(
    ("events", "key", "message"),
    [
        ((MOVED,), "did", "scheduled before it was adopted"),
        ((UPCOMING, {"date": "2026-02-01", "did": "scheduled"}), "did", "scheduled without a first day"),
        ((UPCOMING, {**MOVED, "date": "2026-03-01"}), "did", "scheduled on 2026-03-01, when its first day 2026-03-01 had come"),
        (({**UPCOMING, "through": "2026-05-31"}, MOVED), "effective", "its first day 2026-06-01 would lie after its last, 2026-05-31"),
        (({**UPCOMING, "through": "2026-05-31"}, {**MOVED, "date": "2026-06-01"}), "did", "scheduled when it had run out on 2026-05-31"),
        ((UPCOMING, {"date": "2026-02-01", "did": "ended"}, {**MOVED, "date": "2026-02-02"}), "did", "scheduled when it had ended on 2026-02-01"),
        (({"date": "2025-01-01", "did": "adopted", "through": "2025-12-31"}, {**UPCOMING, "date": "2025-12-01"}, {**MOVED, "date": "2025-12-15", "effective": "2025-12-31"}), "effective", "its first day 2025-12-31 lies in the term before, through 2025-12-31"),
        ((UPCOMING, {"date": "2026-02-01", "did": "adopted", "upon": "x"}), "did", "adopted again, while upcoming"),
        ((UPCOMING, {"date": "2026-02-01", "did": "suspended", "effective": "2026-02-05"}, {"date": "2026-02-02", "did": "suspended"}), "did", "suspended while already suspended"),
        (({"date": "2026-01-10", "did": "proposed"}, {"date": "2026-02-01", "did": "suspended"}), "did", "suspended from 2026-02-01, before it was adopted"),
        (({**UPCOMING, "until": "x", "not_before": "2026-12-31", "through": "2026-06-30"},), "not_before", "not before 2026-12-31, but at the latest on 2026-06-30"),
        # What ends it lies after the last day that is counted anew.
        (({**UPCOMING, "term": "6 months"}, {"date": "2026-01-20", "did": "ended", "effective": "2026-08-01"}, {**MOVED, "effective": "2026-01-25"}), "effective", "from 2026-01-25 it would run out on 2026-07-25, before it ends on 2026-08-01"),
        # Waiting for a condition, a new term has its last day after that of the term before.
        (({"date": "2026-01-01", "did": "adopted", "through": "2026-06-30"}, {"date": "2026-05-01", "did": "adopted", "upon": "x", "through": "2026-06-30"}), "through", "its last day 2026-06-30 lies in the term before, through 2026-06-30"),
        (({"date": "2026-01-01", "did": "adopted", "through": "2026-06-30"}, {"date": "2026-05-01", "did": "adopted", "upon": "x"}, {"date": "2026-05-02", "did": "amended", "through": "2026-05-31"}), "through", "its last day 2026-05-31 lies in the term before, through 2026-06-30"),
        (({"date": "2026-01-01", "did": "adopted", "through": "2026-06-30"}, {"date": "2026-05-01", "did": "adopted", "upon": "x"}, {"date": "2026-05-02", "did": "extended", "through": "2026-05-31"}), "through", "its last day 2026-05-31 lies in the term before, through 2026-06-30"),
        (({**UPCOMING, "term": "1 month"}, {"date": "2026-01-20", "did": "adopted", "effective": "2026-04-02"}, MOVED), "effective", "the term adopted from 2026-04-02 would no longer follow the one before, through 2026-07-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_of_a_first_day_is_found(events: Events, key: str, message: str) -> None:
    [fault] = contradictions(make_policy(*events))
    assert (fault.event, fault.key, fault.message) == (len(events) - 1, key, message)


def test_where_the_first_day_moves_an_odd_end_is_remarked_once() -> None:
    odd = {"term": "1 month", "through": "2027-12-31"}
    extended = {"date": "2026-01-20", "did": "extended", **odd}
    for place, events in (
        (1, ({**UPCOMING, "term": "1 year"}, extended, MOVED)),
        (1, (UPCOMING, {**MOVED, **odd})),
    ):
        [remark] = contradictions(make_policy(*events))
        assert (remark.event, remark.severity) == (place, "warning")


def turns(known_on: str, policy: Policy) -> list[tuple[str, str, bool]]:
    found = [what for what in story(policy, day(known_on)) if isinstance(what, Turn)]
    return [(turn.kind, str(turn.day), turn.approximate) for turn in found]


def test_what_follows_from_the_dates_is_called_by_what_it_is() -> None:
    policy = make_policy(
        {"date": "2020-01-01", "effective": "2020-02-01", "did": "adopted", "through": "2020-12"},
        {"date": "2020-01-10", "effective": "2020-04-01", "did": "suspended", "through": "2020-05"},
    )
    assert turns("2020-01-15", policy) == [
        ("start", "2020-02-01", False),
        ("suspension", "2020-04-01", False),
        ("resumption", "2020-06-01", True),
        ("end", "2021-01-01", True),
    ]


@pytest.mark.parametrize(
    ("date", "not_before", "turn"),
    [
        ("2020-01-01", "2020-07-01", ("not_before", "2020-07-01", False)),
        ("2020-01-01", "2020-07", ("not_before", "2020-07-01", True)),
        ("2020-01-01", "6 months", ("not_before", "2020-07-01", False)),
        ("2020-01", "6 months", ("not_before", "2020-07-31", True)),
        ("2020-01", "2020-07-01", ("not_before", "2020-07-01", False)),
    ],
)
def test_the_first_day_of_a_condition_is_a_turn_and_may_be_vague(
    date: str, not_before: str, turn: tuple[str, str, bool]
) -> None:
    policy = make_policy({**NEW_YORK, "not_before": not_before, "date": date})
    assert turns("2020-06-01", policy) == [turn]


@pytest.mark.parametrize(
    ("published", "known_on", "told"),
    [
        # Known once its source was, of a reduced date from its first day …
        ("2020-03-15", "2020-03-14", False),
        ("2020-03-15", "2020-03-15", True),
        ("2020-03", "2020-02-29", False),
        ("2020-03", "2020-03-01", True),
        # … and else once it has come.
        ("2020-08", "2020-06-30", False),
        ("2020-08", "2020-07-01", True),
    ],
)
def test_a_turn_of_a_party_is_told_once_it_is_known_or_has_come(
    published: str, known_on: str, told: bool
) -> None:
    source = {"url": "https://example.org/", "publisher": "Gazette", "published": published}
    party = {"who": "Thorn", "through": "2020-06-30", "sources": ["s"]}
    policy = make_policy({"date": "2020-01-01", "did": "adopted"}, sources={"s": source}, exempt=[party])
    assert turns(known_on, policy) == [("party_through", "2020-07-01", False)] * told


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"since": "2020-06"}, [("party_since", "2020-06-01", True)]),
        ({"through": "2020-06"}, [("party_through", "2020-07-01", True)]),
        ({"since": "2020-06-10", "through": "2020-06"}, [("party_since", "2020-06-10", False), ("party_through", "2020-07-01", True)]),
        ({"since": "2020-01-01"}, []),  # with the policy
        ({"since": "2020-01-02"}, [("party_since", "2020-01-02", False)]),
        ({"through": "2020-12-30"}, [("party_through", "2020-12-31", False)]),
        ({"through": "2020-12-31"}, []),
    ],
)  # fmt: skip
def test_a_standing_begins_and_ends_within_its_policy(bounds: dict[str, str], expected: list[Any]) -> None:
    policy = make_policy(ADOPTED, exempt=[{"who": "Thorn", **bounds}])
    assert [turn for turn in turns("2021-06-01", policy) if turn[0].startswith("party")] == expected


def test_a_standing_that_is_over_the_day_before_a_change_ends_in_the_state_before_it() -> None:
    stay = {"date": "2020-03-01", "did": "suspended", "through": "2020-05-31"}
    parties = [{"who": "Thorn", "through": "2020-05-31"}, {"who": "Other", "since": "2020-06-01"}]
    policy = make_policy(ADOPTED, stay, exempt=parties)
    told = [what for what in story(policy, day("2020-05-01")) if isinstance(what, Turn)]
    assert [(turn.kind, turn.before, turn.after) for turn in told if turn.day == day("2020-06-01")] == [
        ("party_through", "suspended", "suspended"),
        ("resumption", "suspended", "in_force"),
        ("party_since", "in_force", "in_force"),
    ]


def test_extensions_and_the_first_end_are_counted_across_a_gap() -> None:
    found = facts_on("2025-12-01", *GAP, {"date": "2025-10-01", "did": "extended", "term": "3 months"})
    assert (str(found["first_expires"]), found["extensions"]) == ("2025-04-10", 2)
    assert (str(found["extended"]), str(found["expires"])) == ("2025-10-01", "2026-02-01")
    before = {"date": "2025-03-01", "did": "extended", "through": "2025-04-20"}
    assert facts_on("2025-12-01", GAP[0], before, GAP[1])["extensions"] == 2


@pytest.mark.parametrize(
    ("end", "lowest"), [({"term": "1 month"}, "low"), ({"through": "2020-12-31"}, "high")]
)
def test_a_counted_extension_rests_on_the_end_that_it_extends(end: dict[str, str], lowest: str) -> None:
    found = facts_on(
        "2020-04-02",
        {"date": "2020-01-01", "did": "adopted", "through": "2020-03-31"},
        {"date": "2020-02-01", "did": "amended", "through": "2020-04-30", "confidence": "low"},
        {"date": "2020-04-01", "did": "extended", **end},
    )
    assert found["confidence"] == lowest


LOW = {"confidence": "low"}
UNSURE = {"date": "2020-02-01", "did": "amended", "through": "2020-04-30", **LOW}
ANEW = {"date": "2020-04-01", "effective": "2020-05-01", "did": "adopted", "through": "2020-12-31"}


@pytest.mark.parametrize(
    ("events", "lowest"),
    [
        # An end that another event states anew is as sure as that.
        ((ADOPTED, UNSURE), "low"),
        ((ADOPTED, UNSURE, {"date": "2020-03-01", "did": "amended", "through": "2020-12-31"}), "high"),
        # Adopted anew without a day between: both terms.
        ((ADOPTED, UNSURE, ANEW), "low"),
        ((ADOPTED, {**UNSURE, "confidence": "high"}, {**ANEW, **LOW}), "low"),
        # An extension of a term whose first day nobody knows yet.
        (({"date": "2020-01-01", "did": "adopted", "upon": "x"}, {"date": "2020-02-01", "did": "amended", "term": "1 year", **LOW}, {"date": "2020-03-01", "did": "extended", "term": "6 months"}), "low"),
        # A first day that was moved: the event that moved it, and every term that is counted from it.
        (({**ANEW, "date": "2020-01-01"}, {"date": "2020-02-01", "did": "scheduled", "effective": "2020-06-01"}), "high"),
        (({**ANEW, "date": "2020-01-01"}, {"date": "2020-02-01", "did": "scheduled", "effective": "2020-06-01", **LOW}), "low"),
        (({**ANEW, "date": "2020-01-01", **LOW}, {"date": "2020-01-02", "did": "adopted", "effective": "2021-01-01", "through": "2021-12-31"}, {"date": "2020-02-01", "did": "scheduled", "effective": "2020-06-01"}), "low"),
        # Moved up to the end of the term before it.
        ((ADOPTED, UNSURE, {**ANEW, "effective": "2020-06-01"}, {"date": "2020-04-02", "did": "scheduled", "effective": "2020-05-01"}), "low"),
        ((ADOPTED, {**UNSURE, "confidence": "high"}, {**ANEW, "effective": "2020-06-01"}, {"date": "2020-04-02", "did": "scheduled", "effective": "2020-05-01", **LOW}), "low"),
    ],
)  # fmt: skip
def test_confidence_is_the_lowest_of_all_terms_that_lead_to_the_end(events: Events, lowest: str) -> None:
    assert contradictions(make_policy(*events)) == []
    assert facts_on("2020-04-10", *events)["confidence"] == lowest


def test_a_resumption_confirms_what_was_announced_and_has_a_confidence_of_its_own() -> None:
    adopted = {"date": "2020-01-01", "did": "adopted"}
    stayed = {"date": "2020-02-01", "did": "suspended", "through": "2020-02-29"}
    assert facts_on("2020-03-01", adopted, stayed)["confirmed"] is False
    resumed = {"date": "2020-02-10", "effective": "2020-03-01", "did": "resumed", "confidence": "medium"}
    found = facts_on("2020-03-01", adopted, stayed, resumed)
    assert (found["state"], found["confirmed"], found["confidence"]) == ("in_force", True, "medium")
    assert facts_on("2020-02-09", adopted, stayed, resumed)["confidence"] == "high"


def test_an_end_on_the_day_after_the_last_day_confirms_it() -> None:
    ended = {"date": "2021-01-01", "did": "ended", "how": "expired"}
    found = facts_on("2021-01-01", ADOPTED, ended)
    assert (found["state"], found["confirmed"], str(found["expires"]), str(found["ended"])) == (
        "ended",
        True,
        "2020-12-31",
        "2021-01-01",
    )
    [fault] = contradictions(make_policy(ADOPTED, {**ended, "date": "2021-01-02"}))
    assert fault.message == "ended on 2021-01-02, when it had already run out on 2020-12-31"


def test_a_stay_of_low_confidence_that_was_called_off_leaves_no_doubt() -> None:
    adopted = {"date": "2020-01-01", "did": "adopted"}
    low = {"date": "2020-02-01", "did": "suspended", "through": "2020-02-10", "confidence": "low"}
    medium = {"date": "2020-03-01", "did": "suspended", "through": "2020-03-10", "confidence": "medium"}
    called_off = {"date": "2020-04-01", "did": "resumed", "effective": "2020-02-01"}
    assert facts_on("2020-04-02", adopted, low, medium)["confidence"] == "low"
    assert facts_on("2020-04-02", adopted, low, medium, called_off)["confidence"] == "medium"


def test_an_extension_on_the_last_day_there_is_gives_an_answer() -> None:
    last = {"date": "2020-01-01", "did": "adopted", "through": "9999-12-31"}
    found = facts_on("2020-03-01", last, {"date": "2020-02-01", "did": "extended", "term": "open"})
    assert (found["end"], found["expires"]) == ("open", None)


def test_a_stay_that_was_prolonged_takes_in_those_that_it_reaches() -> None:
    adopted = {"date": "2020-01-01", "did": "adopted"}
    june = {"date": "2020-02-01", "effective": "2020-06-01", "did": "suspended", "through": "2020-06-30"}
    march = {"date": "2020-02-15", "effective": "2020-03-01", "did": "suspended", "through": "2020-03-31"}
    longer = {"date": "2020-03-10", "did": "suspended", "through": "2020-06-15"}
    assert states(adopted, june, march, longer) == [
        ("in_force", "2020-01-01"),
        ("suspended", "2020-03-01"),
        ("in_force", "2020-07-01"),
    ]


def test_a_proposal_is_cleared_by_what_comes_of_it() -> None:
    adopted = {"date": "2020-01-01", "did": "adopted", "through": "2020-12-31"}
    proposed = {"date": "2021-02-01", "did": "proposed"}
    dropped = {"date": "2021-03-01", "did": "ended", "how": "withdrawn"}
    assert str(facts_on("2021-02-28", adopted, proposed, dropped)["proposed_anew"]) == "2021-02-01"
    after = facts_on("2021-03-01", adopted, proposed, dropped)
    assert (after["state"], after["proposed_anew"], str(after["expires"])) == ("expired", None, "2020-12-31")
    extended = {"date": "2021-03-01", "did": "extended", "through": "2021-12-31"}
    assert facts_on("2021-03-01", adopted, proposed, extended)["proposed_anew"] is None
    again = {"date": "2021-03-01", "did": "adopted"}
    assert facts_on("2021-03-01", adopted, proposed, again)["proposed_anew"] is None


@laws
@given(st.data())
def test_a_first_day_that_was_moved_is_as_if_it_had_been_set_so(data: st.DataObject) -> None:
    """The whole chain is counted anew; so it is where the first day hung on a condition."""
    draw = data.draw
    said, moved, between = sorted(draw(st.lists(days(300), min_size=3, max_size=3)))
    first, other = (between + dt.timedelta(draw(st.integers(1, 500))) for _ in range(2))
    chain = [
        {"date": moved.isoformat(), "did": did, **draw(ends())}
        for did in draw(st.lists(st.sampled_from(("extended", "amended")), max_size=4))
    ]
    chain = [{"term": "open", **event} if len(event) == 2 else event for event in chain]
    begun = {"date": said.isoformat(), "did": "adopted", **draw(ends())}
    start = draw(st.sampled_from(({"effective": first.isoformat()}, {"upon": "a treaty enters into force"})))
    scheduled = {"date": between.isoformat(), "effective": other.isoformat(), "did": "scheduled"}
    noted = {"date": between.isoformat(), "did": "noted"}
    policy = make_policy({**begun, **start}, *chain, scheduled)
    as_if = make_policy({**begun, "effective": other.isoformat()}, *chain, noted)
    assume(
        not [fault for one in (policy, as_if) for fault in contradictions(one) if fault.severity == "error"]
    )
    asked = between + dt.timedelta(draw(st.integers(0, 900)))
    assert status(policy, asked) == status(as_if, asked)
    assert periods(policy)[1:] == periods(as_if)[1:]


def test_an_end_of_reduced_date_belongs_to_the_term_that_ran_out_within_it() -> None:
    adopted = {"date": "2020-01-01", "did": "adopted", "through": "2020-06-10"}
    policy = make_policy(adopted, {"date": "2020-06", "did": "ended"})
    assert contradictions(policy) == []
    found = status(policy, day("2020-07-01"))
    assert found is not None
    assert (found.state, found.ended) == ("ended", day("2020-06-11"))
