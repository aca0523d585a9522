"""What a page counts on to is what `status` says of every later day: the law that the script relies on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack import load
from moratrack.core.history import facts
from moratrack.core.policy import Policy
from moratrack.publishing.turns import Turn, horizon, known_part, said, turns, words_of
from moratrack.questions.selection import Row, by_urgency, group_of
from moratrack.questions.status import status
from moratrack.text import day as marked
from moratrack.text import several
from moratrack.views.words import countdown

from ..strategies import days, policies
from ..support import SHIPPED, day, make_policy

ON = day("2026-11-25")
DAY = dt.timedelta(days=1)
AHEAD = range(3653)


def shown(found: Sequence[Turn], on: dt.date) -> tuple[object, ...]:
    """What a page shows on a day."""
    look = [turn.look for turn in found if turn.since <= on][-1]
    return (*look[:7], said(look.countdown, on), look.barred)


def told(policy: Policy, on: dt.date) -> tuple[object, ...]:
    """What `status` says on that day."""
    known, row = facts(policy, on), status(policy, on)
    assert known is not None
    assert row is not None
    return (
        row.state,
        group_of(known),
        by_urgency(Row(policy, known, None))[1],
        row.expiring,
        row.confirmed,
        marked(row.starts, approximate=row.approximate_start),
        marked(row.expires, approximate=row.approximate_end),
        countdown(row),
        several(row.barred, 3) or row.bars or "",
    )


def turning(found: Sequence[Turn]) -> set[dt.date]:
    """The days around every turn."""
    return {turn.since + step * DAY for turn in found for step in (-1, 0, 1) if turn.since > found[0].since}


def test_of_the_shipped_record_every_look_is_what_status_says() -> None:
    for place, policy in enumerate(load(str(SHIPPED))):
        if status(policy, ON) is None:
            continue
        found = turns(known_part(policy, ON), ON, horizon(ON))
        sampled = {ON + offset * DAY for offset in AHEAD[place % 23 :: 23]} | turning(found)
        for on in sorted(on for on in sampled if on <= horizon(ON)):
            assert shown(found, on) == told(policy, on), (policy.id, on)


@given(policies(), days(2500), st.lists(st.integers(0, 3652), min_size=5, max_size=30))
def test_of_any_policy_every_look_is_what_status_says(
    policy: Policy, on: dt.date, offsets: list[int]
) -> None:
    policy = known_part(policy, on)
    if facts(policy, on) is None:
        return
    found = turns(policy, on, horizon(on))
    for later in {on + offset * DAY for offset in offsets} | turning(found):
        if later <= horizon(on):
            assert shown(found, later) == told(policy, later), later


@pytest.mark.parametrize("on", ["9999-06-01", "9990-02-28", "0001-01-02"])
def test_the_ends_of_the_calendar_are_no_obstacle(on: str) -> None:
    policy = make_policy({"date": "0001-01-01", "did": "adopted", "through": "9999-12-31"})
    found = turns(policy, day(on), horizon(day(on)))
    assert shown(found, day(on)) == told(policy, day(on))


def test_on_29_february_the_horizon_is_the_28th() -> None:
    assert horizon(day("2024-02-29")) == day("2034-02-28")


def test_what_is_recorded_later_is_not_known_on_the_day_of_publishing() -> None:
    policy = make_policy(
        {"date": "2020-06-10", "did": "adopted", "term": "1 year"},
        {"date": "2021-05-18", "did": "extended", "until": "further notice"},
    )
    on = day("2021-01-01")
    found = turns(known_part(policy, on), on, horizon(on))
    assert shown(found, day("2021-06-11"))[0] == "expired"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("167 days left", "166 days left"), (day("2027-05-11"), " days left")),
        (("expired 1,000 days ago", "expired 1,001 days ago"), ("expired ", day("2024-02-29"), " days ago")),
        (("until rule 5 passes", "until rule 5 passes"), ("until rule 5 passes",)),
        (("1 day left", "last day today"), ("1 day left",)),
    ],
)
def test_a_number_that_changes_overnight_counts_days(
    texts: tuple[str, str], expected: tuple[object, ...]
) -> None:
    assert words_of(lambda on: texts[(on - ON).days], ON) == expected


def test_a_standing_that_nobody_knew_of_yet_is_not_published() -> None:
    later = {"who": "Thorn", "since": "2021-03-01", "sources": ["post"]}
    sources = {"post": {"url": "https://example.org/", "publisher": "A", "published": "2021-02-01"}}
    policy = make_policy(
        {"date": "2020-06-10", "did": "adopted"}, exempt=[later, {"who": "All"}], sources=sources
    )
    assert [party.who for party in known_part(policy, day("2021-01-31")).exempt] == ["All"]
    assert known_part(policy, day("2021-02-01")) is policy
