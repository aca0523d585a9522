"""What ends next, what starts next, how current the record is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from moratrack.core.policy import Policy
from moratrack.questions.digest import Digest, Due, Recorded, digest
from moratrack.questions.selection import Filters, Group, group_of, rows
from moratrack.questions.status import listings, status
from moratrack.views.status import status_grid
from moratrack.views.words import HEADINGS

from ..support import day, make_policy

ADOPTED = {"date": "2026-01-01", "did": "adopted"}


def policies(**histories: list[dict[str, Any]]) -> list[Policy]:
    return [make_policy(*events, id=name.replace("_", "-")) for name, events in histories.items()]


def kept_to(policies: list[Policy]) -> dt.date | None:
    return max((event.date.first for policy in policies for event in policy.events), default=None)


def asked(on: str, **histories: list[dict[str, Any]]) -> Digest:
    found = policies(**histories)
    return digest(rows(found, day(on), Filters()), day(on), kept_to(found))


def test_what_is_expiring_comes_soonest_first_and_the_next_other_end_is_told() -> None:
    found = asked(
        "2026-11-01",
        late=[{**ADOPTED, "term": "1 year"}],
        soon=[{**ADOPTED, "through": "2026-11-20"}],
        far=[{**ADOPTED, "through": "2040-01-01"}],
        never=[ADOPTED],
    )
    assert found.ending == [
        Due("soon", day("2026-11-20"), 19, False),
        Due("late", day("2027-01-01"), 61, False),
    ]
    assert found.next_end == Due("far", day("2040-01-01"), 4809, False)


@pytest.mark.parametrize(("effective", "near"), [("2027-01-30", True), ("2027-01-31", False)])
def test_a_start_is_near_for_90_days(effective: str, near: bool) -> None:
    found = asked("2026-11-01", later=[{**ADOPTED, "effective": effective}])
    assert ([due.id for due in found.starting] == ["later"]) is near
    assert (found.next_start is None) is near


def test_the_last_thirty_days_hold_the_day_asked_and_the_29_before() -> None:
    history = [
        {"date": "2026-10-02", "did": "adopted"},
        {"date": "2026-10-03", "did": "noted", "note": "first day of thirty"},
        {"date": "2026-11-01", "did": "checked"},
        {"date": "2026-11-02", "did": "checked"},
    ]
    found = asked("2026-11-01", acme=history)
    assert found.recorded == [
        Recorded(day("2026-11-01"), "acme", "checked", "2026-11-01"),
        Recorded(day("2026-10-03"), "acme", "noted", "2026-10-03"),
    ]
    assert found.latest == Recorded(day("2026-10-02"), "acme", "adopted", "2026-10-02")
    assert found.kept_to == day("2026-11-02")


def test_an_empty_record_has_an_empty_digest() -> None:
    assert digest([], day("2026-11-01"), kept_to([])) == Digest(
        day("2026-11-01"), None, [], None, [], None, [], None
    )


GROUPS: list[tuple[Group, list[dict[str, Any]]]] = [
    ("ending_soon", [{**ADOPTED, "term": "1 year"}]),
    ("starting", [{**ADOPTED, "effective": "2027-06-01"}]),
    ("suspended", [ADOPTED, {"date": "2026-02-01", "did": "suspended"}]),
    ("dated", [{**ADOPTED, "term": "9 years"}]),
    ("undated", [ADOPTED]),
    ("ended_lately", [ADOPTED, {"date": "2026-02-01", "did": "ended"}]),
    ("proposed", [{"date": "2026-01-01", "did": "proposed"}]),
    ("ended_before", [{"date": "2010-01-01", "did": "adopted", "term": "1 year"}]),
]


def test_groups_stand_in_the_order_in_which_they_matter() -> None:
    found = policies(**{f"g{9 - place}": history for place, (_, history) in enumerate(GROUPS)})
    listed = rows(found, day("2026-11-15"), Filters())
    assert [group_of(row.facts) for row in listed] == [group for group, _ in GROUPS]
    assert list(HEADINGS) == [group for group, _ in GROUPS]


@pytest.mark.parametrize(
    ("events", "on", "elapsed"),
    [
        ([{**ADOPTED, "through": "2026-01-11"}], "2026-01-01", 0.0),
        ([{**ADOPTED, "through": "2026-01-11"}], "2026-01-06", 0.5),
        ([{**ADOPTED, "through": "2026-01-11"}], "2026-01-11", 1.0),
        ([{**ADOPTED, "through": "2026-01-11"}], "2026-01-12", None),
        ([{**ADOPTED, "through": "2026-01-01"}], "2026-01-01", 1.0),
        ([ADOPTED], "2026-01-06", None),
        # The second term counts from the end of the first, which is yet to come.
        (
            [{**ADOPTED, "term": "10 days"}, {"date": "2026-01-05", "did": "extended", "term": "10 days"}],
            "2026-01-05",
            0.0,
        ),
        (
            [{**ADOPTED, "term": "10 days"}, {"date": "2026-01-05", "did": "extended", "term": "10 days"}],
            "2026-01-16",
            0.5,
        ),
    ],
)
def test_how_much_of_the_current_term_has_run(
    events: list[dict[str, Any]], on: str, elapsed: float | None
) -> None:
    found = status(make_policy(*events), day(on))
    assert found is not None
    assert found.elapsed == elapsed


def said(found: Digest, on: str, *histories: Policy) -> dict[str, str]:
    listed = listings(rows(histories, day(on), Filters()), grouped=True)
    return dict(status_grid(listed, found).above)


def test_the_first_lines_say_how_it_stands() -> None:
    on = "2026-11-01"
    found = policies(
        soon=[{**ADOPTED, "through": "2026-11-20"}],
        later=[{"date": "2026-10-20", "did": "adopted", "effective": "2026-11-02"}],
        over=[ADOPTED, {"date": "2026-02-01", "did": "ended"}],
    )
    lines = said(digest(rows(found, day(on), Filters()), day(on), kept_to(found)), on, *found)
    assert lines == {
        "2026-11-01": "3 policies: 1 in force (1 ending soon), 1 upcoming, 1 over",
        "Record": "kept to 2026-10-20; the 12 days since then are not in it",
        "Ending soon": "soon on 2026-11-20 (in 19 days)",
        "Starting": "later on 2026-11-02 (tomorrow)",
        "Recorded": "later adopted 2026-10-20",
        "Go on": "moratrack show POLICY; exempt, log, timeline, calendar; --help",
    }


def test_a_policy_that_starts_on_a_condition_says_so() -> None:
    history = [{**ADOPTED, "upon": "the treaty enters into force"}]
    [listed] = listings(rows(policies(acme=history), day("2026-03-01"), Filters()), grouped=True)
    [row] = status_grid([listed]).groups[0].rows
    assert row[-1].text == row[-1].loose == "starts when the treaty enters into force"
    assert row[-1].brief == "on a condition"


def test_the_first_lines_say_what_comes_next_where_nothing_is_near() -> None:
    on = "2026-03-01"
    found = policies(far=[{**ADOPTED, "term": "9 years"}], later=[{**ADOPTED, "effective": "2027-06-01"}])
    lines = said(digest(rows(found, day(on), Filters()), day(on), kept_to(found)), on, *found)
    assert lines["Ending soon"] == "nothing; next is far on 2035-01-01 (in 3,228 days)"
    assert lines["Starting"] == "nothing; next is later on 2027-06-01 (in 457 days)"
    assert lines["Recorded"] == "nothing in 30 days; last later adopted 2026-01-01"


def test_an_event_known_to_its_month_is_told_to_its_month() -> None:
    on = "2026-03-20"
    found = policies(acme=[{"date": "2026-03", "did": "adopted"}])
    lines = said(digest(rows(found, day(on), Filters()), day(on), kept_to(found)), on, *found)
    assert lines["Recorded"] == "acme adopted 2026-03"


@pytest.mark.parametrize(("on", "said"), [("2026-01-02", "1%"), ("2028-06-01", "48%"), ("2030-12-30", "99%")])
def test_a_term_has_not_run_before_it_has(on: str, said: str) -> None:
    found = policies(acme=[{**ADOPTED, "through": "2030-12-31"}])
    [listed] = listings(rows(found, day(on), Filters()), grouped=True)
    [row] = status_grid([listed]).groups[0].rows
    assert [cell.text for cell in row if cell.share is not None] == [said]
