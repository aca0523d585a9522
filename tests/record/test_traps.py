"""Policies that lists get wrong, asked for on days around their turning points.

What is expected comes from the sources that the record cites, not from the program.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, NamedTuple

import pytest

import moratrack
from moratrack import Policy

from ..support import SHIPPED, day


class Asked(NamedTuple):
    """What a policy must be on a day: its state (None: not known yet) and its last day, if one is set."""

    on: dt.date
    state: str | None
    expires: dt.date | None
    why: str
    also: dict[str, Any]
    """Further fields of the status."""


def on(date: str, state: str | None, expires: str | None, why: str, **also: Any) -> Asked:
    return Asked(day(date), state, None if expires is None else day(expires), why, also)


TRAPS: dict[str, tuple[Asked, ...]] = {
    # Lists call it a five-year moratorium; the ordinance has a condition and no date.
    "springfield": (
        on("2020-02-23", "proposed", None, "the vote of 3 February was put off"),
        on("2025-02-24", "in_force", None, "five years were proposed and not passed", days_left=None),
        on("2025-02-25", "in_force", None, "so nothing ran out", end="condition"),
        on("2026-06-30", "in_force", None, "no approval of police rules was found"),
    ),
    # Lists still show it in force.
    "jackson": (
        on("2020-08-18", "in_force", None, "adopted that day"),
        on("2025-01-31", "in_force", None, "the vote to lift it came in February"),
        on("2025-03-01", "ended", "2025-02-27", "only the month is firm", approximate_end=True),
        on("2026-06-30", "ended", "2025-02-27", "recorded, not guessed", confirmed=True),
    ),
    # To be repealed on 1 July 2025; the repeal date was removed in April.
    "colorado-schools": (
        on("2022-08-09", "upcoming", "2025-06-30", "signed, effective on the 10th"),
        on("2025-04-17", "in_force", "2025-06-30", "repeal on 1 July ahead", days_left=74),
        on("2025-04-18", "in_force", None, "SB 25-143 signed", extensions=1),
        on("2025-07-01", "in_force", None, "the repeal date never came"),
    ),
    # The later of a date and a condition; then a ban took its place.
    "new-york-schools-moratorium": (
        on("2021-01-01", "in_force", None, "a floor is no end", not_before=day("2022-07-01"), days_left=None),
        on("2022-07-02", "in_force", None, "no authorisation", end="condition_not_before", confirmed=True),
        on("2023-09-26", "in_force", None, "the day before the determination"),
        on("2023-09-27", "ended", "2023-09-26", "replaced"),
    ),
    "new-york-schools-ban": (
        on("2023-09-26", None, None, "not known yet"),
        on("2023-09-27", "in_force", None, "facial recognition forbidden"),
        on("2026-06-30", "in_force", None, "no end", end="open"),
    ),
    # Until the General Assembly says otherwise.
    "vermont": (
        on("2020-10-06", "proposed", None, "passed, not signed"),
        on("2021-05-03", "in_force", None, "no exception yet", exempt=()),
        on("2021-05-04", "in_force", None, "amended", exempt=("investigators of child sexual exploitation",)),
        on("2026-06-30", "in_force", None, "never authorised", end="condition"),
    ),
    # Replaced after a year by a law that lets police use it.
    "virginia": (
        on("2021-06-30", "upcoming", None, "effective on 1 July"),
        on("2022-04-26", "in_force", None, "SB 741 not signed yet"),
        on("2022-06-30", "in_force", "2022-06-30", "the last day", days_left=0),
        on("2022-07-01", "ended", "2022-06-30", "SB 741 in force", ended=day("2022-07-01")),
    ),
    # Repealed in part: the ban ends, limits stay.
    "new-orleans": (
        on("2020-12-18", "upcoming", None, "in effect from some day of 2021", approximate_start=True),
        on("2022-07-27", "in_force", None, "voted on the 21st, not signed"),
        on("2022-07-28", "ended", "2022-07-27", "repealed in part"),
    ),
    "new-orleans-limits": (
        on("2022-07-20", None, None, "not known yet"),
        on("2022-07-27", "proposed", None, "voted, not signed"),
        on("2022-07-28", "in_force", None, "police may, for violent crimes"),
        on("2026-06-30", "in_force", None, "live recognition was not voted"),
    ),
    # One year, then further notice; the narrower wording of 2024 ended nothing.
    "amazon": (
        on("2020-06-10", "upcoming", "2021-06-11", "the year starts the day after"),
        on("2021-05-17", "in_force", "2021-06-11", "the first term", days_left=25),
        on("2021-05-18", "in_force", None, "extended", first_expires=day("2021-06-11")),
        on("2021-06-12", "in_force", None, "extended before it ran out", until="further notice"),
        on("2024-01-26", "in_force", None, "amended, not extended", extensions=1, checked=day("2024-01-26")),
        on("2026-06-30", "in_force", None, "no lifting was found", until="further notice"),
    ),
    # Five years that no source ends on a printed day.
    "clearview-illinois": (
        on("2022-05-10", "proposed", None, "filed, not signed by the court"),
        on("2022-05-11", "in_force", "2027-05-11", "five years", days_left=1826),
        on("2026-06-30", "in_force", "2027-05-11", "still running", days_left=315),
        on("2027-05-12", "expired", "2027-05-11", "counted, not recorded", confirmed=False),
    ),
    # The filing was no order, so the five years do not end in December 2028.
    "rite-aid": (
        on("2023-12-19", "proposed", None, "filed"),
        on(
            "2026-06-30",
            "in_force",
            "2029-02-28",
            "entered in early 2024",
            approximate=True,
            confidence="low",
        ),
        on("2028-12-20", "in_force", "2029-02-28", "five years from the filing end nothing"),
        on("2029-03-01", "expired", "2029-02-28", "counted, not recorded", confirmed=False),
    ),
    # A pause by the company and an order against it are two things; only the order was set aside.
    "bunnings-pause": (
        on("2022-07-24", None, None, "reported on the 25th"),
        on("2024-10-29", "in_force", None, "the order does not end the pause"),
        on("2026-02-05", "in_force", None, "not resumed when the tribunal ruled"),
    ),
    "bunnings-order": (
        on("2024-10-28", None, None, "made on the 29th, published in November"),
        on("2024-10-29", "in_force", None, "the determination"),
        on("2026-02-03", "in_force", None, "the day before the ruling"),
        on("2026-02-04", "ended", "2026-02-03", "its ban set aside by the tribunal"),
    ),
    # A date or a law, whichever is first; whether it was prolonged past 2025 is not known.
    "italy": (
        on("2021-12-07", "upcoming", "2023-12-31", "in force the day after publication"),
        on("2023-07-04", "in_force", "2023-12-31", "the first term", days_left=180, end="dated_or_condition"),
        on("2023-07-05", "in_force", "2025-12-31", "extended by two years"),
        on("2025-12-31", "in_force", "2025-12-31", "the last day", days_left=0, confirmed=True),
        on("2026-01-01", "expired", "2025-12-31", "nobody has recorded it", confirmed=False),
        on("2026-06-30", "expired", "2025-12-31", "still nobody", confirmed=False),
    ),
    # A court stayed it in July 2024; the department ended it half a year later.
    "lng-exports": (
        on("2024-06-30", "in_force", None, "the day before the ruling"),
        on("2024-07-01", "suspended", None, "stayed in full"),
        on("2025-01-20", "suspended", None, "the executive order is not the end"),
        on("2025-01-21", "ended", "2025-01-20", "ended by the department"),
    ),
    # Enjoined, issued again in another form, lifted early.
    "deepwater-drilling": (
        on("2010-05-27", "upcoming", "2010-11-28", "announced; ordered on the 28th"),
        on("2010-06-21", "in_force", "2010-11-28", "six months"),
        on("2010-06-22", "suspended", "2010-11-28", "enjoined"),
        on("2010-07-12", "in_force", "2010-11-30", "the second order"),
        on("2010-10-11", "in_force", "2010-11-30", "the day before", days_left=50),
        on("2010-10-12", "ended", "2010-10-11", "lifted early"),
    ),
    # Extended four times, two days without an order, a narrower order, struck down.
    "evictions": (
        on("2020-09-03", "upcoming", "2020-12-31", "announced on 1 September"),
        on("2021-07-31", "in_force", "2021-07-31", "the last day", days_left=0, extensions=4),
        on("2021-08-01", "expired", "2021-07-31", "the gap", confirmed=True),
        on("2021-08-02", "expired", "2021-07-31", "the gap"),
        on("2021-08-03", "in_force", "2021-10-03", "the new order", days_left=61),
        on("2021-08-25", "in_force", "2021-10-03", "the day before the ruling"),
        on("2021-08-26", "ended", "2021-08-25", "struck down"),
    ),
    # Two gaps, then permanent; the older taxes of some states went on until 2020.
    "internet-tax": (
        on("2001-10-21", "in_force", "2001-10-21", "the last day of three years", days_left=0),
        on("2001-10-31", "expired", "2001-10-21", "the first gap", confirmed=True),
        on("2001-12-01", "in_force", "2003-11-01", "revived in November"),
        on("2004-12-02", "expired", "2003-11-01", "the second gap"),
        on("2004-12-03", "in_force", "2007-11-01", "revived"),
        on("2016-02-23", "in_force", "2016-10-01", "the last of the short terms"),
        on("2016-02-24", "in_force", None, "permanent", end="open"),
        on("2020-07-01", "in_force", None, "nobody is exempt any more", exempt=()),
    ),
    # Announced for two years, it lasted 32.
    "northern-cod": (
        on("1993-12-31", "in_force", "1994-07-02", "two years", days_left=183),
        on("1994-07-03", "in_force", None, "it did not reopen", confidence="low"),
        on("2024-06-25", "in_force", None, "the day before"),
        on("2024-06-26", "ended", "2024-06-25", "reopened", confidence="high"),
    ),
    # Adopted in 1982 for the season of 1985/86, and in force ever since.
    "whaling": (
        on("1984-12-31", "upcoming", None, "decided, not in effect"),
        on("1985-06-30", "upcoming", None, "the first season without a catch is that of 1985/86"),
        on("1986-12-31", "in_force", None, "in effect at sea and on the coasts", approximate_start=True),
        on("1991-01-01", "in_force", None, "the assessment due by 1990 ended nothing"),
        on("2026-06-30", "in_force", None, "no end", end="open"),
    ),
}


@cache
def record() -> dict[str, Policy]:
    return {policy.id: policy for policy in moratrack.load(str(SHIPPED))}


@pytest.mark.parametrize(
    ("name", "asked"),
    [pytest.param(name, asked, id=f"{name} {asked.on}") for name, days in TRAPS.items() for asked in days],
)
def test_the_record_does_not_fall_for_it(name: str, asked: Asked) -> None:
    status = moratrack.status(record()[name], asked.on)
    if status is None:
        assert asked.state is None, asked.why
        return
    assert (status.state, status.expires) == (asked.state, asked.expires), asked.why
    assert {field: getattr(status, field) for field in asked.also} == asked.also, asked.why


@pytest.mark.parametrize(
    ("former", "successor"),
    [("new-orleans", "new-orleans-limits"), ("new-york-schools-moratorium", "new-york-schools-ban")],
)
def test_what_was_replaced_names_the_record_that_follows_without_a_gap(former: str, successor: str) -> None:
    (end,) = [event for event in record()[former].events if event.did == "ended"]
    (start,) = [event for event in record()[successor].events if event.did == "adopted"]
    assert (end.how, end.by) == ("replaced", successor)
    assert start.date == end.date


def test_vermont_is_cited_by_its_act_and_not_by_the_section_on_drones() -> None:
    citation = record()["vermont"].citation
    assert citation is not None
    assert "2020 Acts and Resolves No. 166, sec. 14" in citation
    assert "4623" not in citation


@pytest.mark.parametrize(
    ("country", "date", "exempt"),
    [
        ("Norway", "1990-01-01", True),  # by objection
        ("Norway", "2026-06-30", True),
        ("Russia", "2026-06-30", True),  # by objection
        ("Iceland", "2002-09-30", False),  # its reservation was refused in May 2002 …
        ("Iceland", "2002-10-13", False),
        ("Iceland", "2002-10-14", True),  # … and accepted on that day
        ("Japan", "2019-06-30", False),  # its objection was withdrawn …
        ("Japan", "2019-08-01", True),  # … and it left the Commission
        ("Peru", "2026-06-30", False),  # objected, and withdrew
    ],
)
def test_some_countries_may_whale(country: str, date: str, exempt: bool) -> None:
    status = moratrack.status(record()["whaling"], day(date))
    assert status is not None
    assert (country in status.exempt) is exempt
