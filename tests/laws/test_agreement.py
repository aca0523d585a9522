"""The ways to ask what held on a day never disagree about the same day, as known on the same day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from moratrack.core.history import periods
from moratrack.core.known import in_order, known_events
from moratrack.core.ledger import State
from moratrack.core.policy import STANDINGS, Policy
from moratrack.questions.calendar import agenda
from moratrack.questions.check import verdict
from moratrack.questions.exempt import party_rows
from moratrack.questions.log import LogRow, log, log_rows
from moratrack.questions.panel import calendar_periods, panel_rows
from moratrack.questions.selection import Filters, rows
from moratrack.questions.status import status
from moratrack.questions.timeline import timeline_rows, tracks

from ..strategies import days, policies

DAY = dt.timedelta(days=1)


def by_status(policy: Policy, on: dt.date, known_on: dt.date) -> State | None:
    known = replace(policy, events=tuple(known_events(policy.events, known_on)))
    found = status(known, on)
    return found.state if found else None


def by_periods(policy: Policy, on: dt.date, known_on: dt.date) -> State | None:
    holding = [
        period.state
        for period in periods(policy, known_on)
        if period.since <= on and (period.through is None or on <= period.through)
    ]
    return holding[0] if holding else None


def by_panel(policy: Policy, on: dt.date, known_on: dt.date) -> State | None:
    [row] = panel_rows([policy], calendar_periods(on, on, "day"), known_on, "last")
    return row.state


def by_log(rows: list[LogRow], on: dt.date) -> State | None:
    states = [row.after for row in rows if takes_hold(row) <= on]
    return states[-1] if states else None


def takes_hold(row: LogRow) -> dt.date:
    """The first day of which a row of the log says what holds."""
    if row.known is not None:
        return row.known
    assert row.effective is not None
    return row.effective.first


def telling_days(policy: Policy) -> list[dt.date]:
    """The days on which something may change, with the days around them."""
    found = {known for known, _ in in_order(policy.events)}
    for known in tuple(found):
        found.update(period.since for period in periods(policy, known))
    return sorted({day + shift for day in found for shift in (-DAY, dt.timedelta(), DAY)})


@given(policies(with_parties=True), st.data())
def test_on_the_day_asked_and_after_it_all_say_the_same(policy: Policy, data: st.DataObject) -> None:
    telling = telling_days(policy)
    asked = data.draw(st.one_of(st.sampled_from(telling), days()))
    rows = list(log_rows(log([policy], asked)))
    for day in (asked, *(day for day in telling if day > asked)):
        state = by_status(policy, day, asked)
        assert by_periods(policy, day, asked) == state
        assert by_panel(policy, day, asked) == state
        assert by_log(rows, day) == state


@given(policies(with_parties=True))
def test_before_the_day_asked_the_log_says_what_was_known_then(policy: Policy) -> None:
    telling = telling_days(policy)
    rows = list(log_rows(log([policy], telling[-1])))
    for day in telling:
        assert by_log(rows, day) == by_status(policy, day, day)


@given(policies(with_parties=True))
def test_before_the_day_asked_the_panel_says_what_is_known_now(policy: Policy) -> None:
    telling = telling_days(policy)
    over = calendar_periods(telling[0], telling[-1], "day")
    states = {row.first: row.state for row in panel_rows([policy], over, telling[-1], "last")}
    for day in telling:
        assert states[day] == by_periods(policy, day, telling[-1])


@given(policies(with_parties=True), days(4000))
def test_a_log_leaves_no_change_untold(policy: Policy, asked: dt.date) -> None:
    rows = list(log_rows(log([policy], asked)))
    assert [row.before for row in rows[1:]] == [row.after for row in rows[:-1]]
    assert [row.scheduled for row in rows] == [row.known is None and takes_hold(row) > asked for row in rows]
    assert all((row.did is None) != (row.due is None) for row in rows)


@given(policies(with_parties=True), st.data())
def test_whoever_asks_of_parties_is_told_the_same_state(policy: Policy, data: st.DataObject) -> None:
    asked = data.draw(st.one_of(st.sampled_from(telling_days(policy)), days()))
    state = by_status(policy, asked, asked)
    row = verdict(policy, asked, "Nobody")
    assert row.state == state
    if state is not None and state != "in_force":
        assert row.verdict in ("not_in_force", "cannot_say")
    listed = rows([policy], asked, Filters())
    assert {party.state for party in party_rows(listed, STANDINGS)} <= {state}
    drawn = timeline_rows(tracks(listed), asked, asked)
    assert [period.state for period in drawn] == ([] if state is None else [state])


@given(policies(with_parties=True), st.data())
def test_what_the_calendar_announces_comes_about_as_it_is_known(policy: Policy, data: st.DataObject) -> None:
    asked = data.draw(st.one_of(st.sampled_from(telling_days(policy)), days()))
    for coming in agenda(rows([policy], asked, Filters())):
        before, on, after = (
            by_periods(policy, coming.day + shift, asked) for shift in (-DAY, dt.timedelta(), DAY)
        )
        match coming.turn:
            case "starts" | "resumes":
                assert (before != "in_force", on) == (True, "in_force")
            case "suspended":
                assert (before != "suspended", on) == (True, "suspended")
            case "expires":
                assert after not in ("in_force", "suspended")
            case "party_since":
                assert {before, on} <= {"in_force", "suspended"}
            case "party_through":
                assert {on, after} <= {"in_force", "suspended"}


@given(policies(with_parties=True), days(3000))
def test_the_turns_of_parties_lead_from_one_day_to_the_next(policy: Policy, asked: dt.date) -> None:
    """In the days of the policy a party begins or ceases to stand only where the log says so."""
    told = {
        (row.standing, row.party, takes_hold(row))
        for row in log_rows(log([policy], dt.date.max))
        if row.party is not None
    }
    eve = asked - DAY
    if {by_status(policy, day, eve) for day in (eve, asked)} != {"in_force"}:
        return
    for standing in STANDINGS:
        for party in policy.parties(standing):
            if party.stands(eve) != party.stands(asked):
                assert (standing, party.who, asked) in told
