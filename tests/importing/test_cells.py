"""Reading one cell of a spreadsheet as people type it."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.core.dates import Day, Term
from moratrack.importing import values
from moratrack.importing.gathering import fits
from moratrack.importing.grammar.cellreader import facts_of
from moratrack.importing.grammar.days import Manner, field_order
from moratrack.importing.grammar.facts import Facts, Place
from moratrack.importing.keys import KEYS
from moratrack.importing.places import US_STATES, state_name

from ..support import HOSTILE

PLAIN = Manner(today=dt.date(2026, 6, 1))


def read(cell: str, place: Place = "adopted", manner: Manner = PLAIN) -> Facts:
    return facts_of(cell, place, manner)


def said(cell: str, place: Place) -> str:
    """What a cell says, in short: role=day, terms, <conditions>, words of status, marks."""
    facts = read(cell, place)
    days = [
        f"{day.role or '*'}={day.moment.as_end() if 'through' in day.role else day.moment.as_start()}"
        for day in facts.days
    ]
    terms = [
        f"{term.role}{':' if term.role else ''}{term.amount.term}"
        + (f" from {term.anchor.as_start()}" if term.anchor else "")
        + (f" less {term.less.term}" if term.less else "")
        for term in facts.terms
    ]
    conditions = [f"{'+' if each.is_extension else ''}<{each.text}>" for each in facts.conditions]
    words = [f"{word.group}!" for word in facts.words]
    flags = {
        "sooner": facts.is_sooner, "later": facts.is_later, "open": facts.is_open, "nothing": facts.is_unknown,
        "half": facts.is_half_read, "unsure": facts.is_doubtful,
    }  # fmt: skip
    return ", ".join(
        [*days, *terms, *conditions, *words, *(name for name, is_set in flags.items() if is_set)]
    )


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-03", "2026-03-03"),
        ("2025-12-17 reported", "2025-12-17"),
        ("2026-01-21; extended 2026-03-04", "2026-01-21"),
        ("2025-03-11, retroactive to 2025-02-27", "2025-03-11"),
        ("2026-03-03 00:00:00", "2026-03-03"),
        ("2026-03-03T14:30:00Z", "2026-03-03"),
        ("20260303", "2026-03-03"),
        ("2026/3/3", "2026-03-03"),
        ("12/17/2025", "2025-12-17"),
        ("17/12/2025", "2025-12-17"),
        ("05/05/2026", "2026-05-05"),
        ("17.12.2025", "2025-12-17"),
        ("3.4.2026", "2026-04-03"),
        ("June 16, 2026", "2026-06-16"),
        ("Sept. 3rd, 2026", "2026-09-03"),
        ("Monday, June 15, 2026", "2026-06-15"),
        ("16 June 2026", "2026-06-16"),
        ("the 5th of January, 2026", "2026-01-05"),
        ("5-Jan-26", "2026-01-05"),
        ("On or about 2026-06-25, per the paper", "2026-06-25"),
        ("January 2026", "2026-01"),
        ("Jan. 2026", "2026-01"),
        ("2026-02", "2026-02"),
        ("02/2026", "2026-02"),
        ("2026", "2026"),
        ("Spring 2026", "2026-03"),
        ("Q3 2022", "2022-07"),
        ("2022-Q3", "2022-07"),
        ("third quarter of 2022", "2022-07"),
        ("H2 2025", "2025-07"),
        ("mid-June 2025", "2025-06"),
        ("late 2025", "2025-09"),
        ("end of 2026", "2026-12-31"),
        ("the end of June 2026", "2026-06-30"),
        ("2025 May 3", "2025-05-03"),
        ("2025 05 03", "2025-05-03"),
        ("2025. 5. 3.", "2025-05-03"),
        ("2025:05:03", "2025-05-03"),
        ("2025\u201105\u201103", "2025-05-03"),
        ("2025\u221205\u221203", "2025-05-03"),
        ("２０２５-05-03", "2025-05-03"),
        ("2025-W18-6", "2025-05-03"),
        ("2025W186", "2025-05-03"),
        ("2025-W18", "2025-04"),
        ("2025-05-00", "2025-05"),
        ("2025-00-00", "2025"),
        ("13-Mar-99", "1999-03-13"),
        ("1/13/86", "1986-01-13"),
        ("3 mai 2025", "2025-05-03"),
        ("3 de mayo de 2025", "2025-05-03"),
        ("1. März 2025", "2025-03-01"),
        ("1er janvier 2025", "2025-01-01"),
        ("3 stycznia 2025", "2025-01-03"),
        ("3 мая 2025", "2025-05-03"),
        ("mai 2025", "2025-05"),
        ("2025年5月3日", "2025-05-03"),
        ("Tue 16 June 2026", "2026-06-16"),
        ("11:59 p.m. on June 30, 2026", "2026-06-30"),
        ("Resolution 7499 of 2026-07-14", "2026-07-14"),
        ("Adopted by the council at its regular meeting on 2025-05-03", "2025-05-03"),
        ("46084", "2026-03-03"),
        ("46084.5", "2026-03-03"),
    ],
)
def test_a_day_as_people_type_it_is_read(cell: str, day: str) -> None:
    [found, *_] = read(cell).days
    assert found.role in ("", "adopted")
    assert found.moment.as_start() == Day.parse(day)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "N/A",
        "[VERIFY]",
        "2026-02-30",
        "13/13/2025",
        "2025-2026 session",
        "2026-05-14/15",
        "3 listopada 2025",
        "May 3",
        "2025-12 / 2026-01",
        "2026 or 2027",
        "2026-13",
        "2020s",
        "2026-03-0x",
        "0000-01-01",
        "99999",
        "January or February 2026",
        "Resolution 2026-07",
        "Ordinance No. 2025-12",
        "Not enacted as of 2026-04-29",
    ],
)
def test_what_states_no_one_day_is_not_read_as_a_day(cell: str) -> None:
    assert [day for day in read(cell).days if day.role in ("", "adopted")] == []


def test_two_days_of_which_either_may_be_meant_are_no_day_and_both_are_facts() -> None:
    for cell in ("2026-04-06 to 2026-04-09", "2026-04-06 / 2026-04-09", "2026-04-06 - 2026-04-09"):
        assert said(cell, "adopted") == "range=2026-04-06, range=2026-04-09"
    assert said("2026-04-06 / 2026-05-01", "adopted") == "range=2026-04-06, range=2026-05-01"


@pytest.mark.parametrize("mark", ["to", "-", "\u2013", "through"])
def test_days_too_far_apart_for_a_meeting_are_the_first_and_the_last(mark: str) -> None:
    cell = f"2026-04-06 {mark} 2026-05-01"
    assert said(cell, "adopted") == "adopted=2026-04-06, through=2026-05-01"
    assert said(cell, "term") == "effective=2026-04-06, through=2026-05-01"


def test_a_day_without_a_year_is_of_the_year_that_is_given() -> None:
    [day] = read("May 3", manner=Manner(year=2025)).days
    assert day.moment.as_start() == Day.parse("2025-05-03")
    assert day.moment.remark == '"May 3" is read as 2025-05-03, of the year 2025, as --year says'


def test_a_part_of_a_year_is_told_and_ends_with_its_last_month() -> None:
    [day] = read("through Q2 2025", "term").days
    assert day.moment.as_end() == Day.parse("2025-06")
    assert day.moment.remark == '"Q2 2025" may be any day from 2025-04-01 through 2025-06-30'


def test_a_day_that_may_be_read_two_ways_says_which_reading_it_got() -> None:
    [undecided] = read("03/04/2026").days
    assert undecided.moment.as_start() == Day.parse("2026-03-04")
    assert (
        undecided.moment.remark
        == '"03/04/2026" is read as 2026-03-04, month first, though it may be day first'
    )
    for how, day in (("mdy", "2026-03-04"), ("dmy", "2026-04-03")):
        [decided] = read("03/04/2026", manner=Manner(how)).days
        assert (decided.moment.as_start(), decided.moment.remark) == (Day.parse(day), "")


def test_a_year_of_two_figures_is_told() -> None:
    [found] = read("12/17/25").days
    assert found.moment.remark == '"12/17/25" is read as 2025-12-17, the year as 2025'
    [late] = read("12/17/46").days
    assert late.moment.first.year == 2046
    [past] = read("12/17/47").days
    assert past.moment.first.year == 1947


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        (["03/04/2026", "12/17/2025"], {"mdy"}),
        (["03/04/2026", "17/12/2025"], {"dmy"}),
        (["03/04/2026", "05/05/2026"], set()),
        (["12/17/2025", "17/12/2025"], {"dmy", "mdy"}),
        ([], set()),
    ],
)
def test_the_cells_show_their_order(cells: list[str], orders: set[str]) -> None:
    assert field_order(cells) == orders


CELLS: dict[Place, dict[str, str]] = {
    "adopted": {
        "Not enacted as of 2026-04-29; hearing scheduled 2026-05-18": "checked=2026-04-29, hearing=2026-05-18, pending!",
        "Not confirmed; local law introduced 2026-03-11, hearing planned for 2026-04-08":
            "introduced=2026-03-11, hearing=2026-04-08, pending!",
        "Not enacted; town meeting scheduled 2026-05-18": "hearing=2026-05-18, pending!",
        "2026-02-17 proposed": "introduced=2026-02-17, pending!",
        "2026-02-17 (introduced)": "introduced=2026-02-17, pending!",
        "Not enacted": "pending!",
        "Pending": "pending!",
        "Vote on 2025-05-03 failed": "failed=2025-05-03, failed!",
        "2022-06-14; effective 2022-07-15": "*=2022-06-14, effective=2022-07-15",
        "2026-01-20 (voice vote); effective 2026-01-26": "*=2026-01-20, effective=2026-01-26",
        "2025-03-11, retroactive to 2025-02-27": "*=2025-03-11, effective=2025-02-27",
        "2026-01-21; extended 2026-03-04": "*=2026-01-21, extended=2026-03-04, extended!",
        "First reading 2025-04-01; adopted 2025-05-03": "introduced=2025-04-01, adopted=2025-05-03, pending!, adopted!",
        "Adopted 2025-05-03, effective 2025-06-03, expires 2025-12-03":
            "adopted=2025-05-03, effective=2025-06-03, through=2025-12-03, adopted!",
        "2025-12-17 reported": "*=2025-12-17, unsure",
        "about 2026-02": "*=2026-02, unsure",
        "~2026": "*=2026, unsure",
        "2026-02-17 [VERIFY]": "*=2026-02-17, unsure",
        "c. 2025-03-03": "*=2025-03-03, unsure",
        "ca. 2025-03-03": "*=2025-03-03, unsure",
        "On or about 2026-06-25, per the paper": "*=2026-06-25, unsure",
    },
    "term": {
        "6 months": "6 months",
        "180 days": "180 days",
        "One year": "1 year",
        "a year": "1 year",
        "Twelve (12) months": "12 months",
        "one (1) year and six (6) months": "1 year 6 months",
        "10 months and 15 days": "10 months 15 days",
        "1 year 6 months": "1 year 6 months",
        "a year and a half": "18 months",
        "one and a half years": "18 months",
        "1.5 years": "18 months",
        "half a year": "6 months",
        "one hundred eighty days": "180 days",
        "ninety-day": "90 days",
        "P1Y6M": "1 year 6 months",
        "6m": "6 months",
        "180 d.": "180 days",
        "6 m. (vote 5-0)": "6 months",
        "1 year less one day": "1 year less 1 day",
        "Six-month moratorium as amended": "6 months",
        "1,825 days": "1825 days",
        "Initial 45 days; 10 months and 15 days extension noticed":
            "45 days, possible:10 months 15 days",
        "Up to 1 year": "1 year",
        "12 months / 365 days": "12 months, 365 days",
        "180 days from effective date.": "180 days",
        "1 year from January 1, 2026": "anchor=2026-01-01, 1 year from 2026-01-01",
        "12 months from 2026-03-04": "anchor=2026-03-04, 12 months from 2026-03-04",
        "12 months starting 2026-01-01": "effective=2026-01-01, 12 months",
        "1 year; may be extended": "1 year, half",
        "One year or until standards are adopted, whichever is first": "1 year, <standards are adopted>, sooner",
        "Maximum 180 days, or until the Board acts": "180 days, <the Board acts>",
        "90 days, ending 2026-03-15 or sooner": "through=2026-03-15, 90 days",
        "60 days (through about 2026-05-02)": "through=2026-05-02, 60 days, unsure",
        "2 years, or until rules are adopted, whichever is later": "2 years, <rules are adopted>, later",
        "one (1) year or December 31, 2025, whichever is sooner": "*=2025-12-31, 1 year, sooner",
        "Until the earlier of 2027-01-01 or 90 days after the study is filed":
            "through=2027-01-01, <90 days after the study is filed>, sooner",
        "Until the earlier of adoption of new rules or December 31, 2026":
            "through=2026-12-31, <adoption of new rules>, sooner",
        "Until 2026-12-31, or earlier if new zoning is adopted": "through=2026-12-31, <new zoning is adopted>",
        "6 months, through 2025-01-01, or until rules are adopted": "through=2025-01-01, 6 months, <rules are adopted>",
        "6 months, then extended to 2024-02-22": "extended_through=2024-02-22, 6 months, extended!",
        "Through 2026-03-06; extended through 2026-06-05 by ordinance":
            "through=2026-03-06, extended_through=2026-06-05, extended!",
        "45 days; extended 10 months and 15 days; expires 2027-01-21":
            "through=2027-01-21, 45 days, extension:10 months 15 days, extended!",
        "6 months, may be extended to 2026-12-31": "possible=2026-12-31, 6 months, half",
        "extended 2026-03-04 for 6 months": "extended=2026-03-04, extension:6 months, extended!",
        "voted 2026-03-04 to extend to 2026-09-04":
            "extended=2026-03-04, extended_through=2026-09-04, adopted!, extended!",
        "150 days, later extended": "150 days, extended!",
        "6 months unless extended": "6 months, half",
        "Through 2029-01-01, unless amended, extended, or ended earlier": "through=2029-01-01, half",
        "Effective immediately through 2027-06-30, with possible extension": "through=2027-06-30",
        "Jan 10, 2025 through Jul 10, 2025": "effective=2025-01-10, through=2025-07-10",
        "Through end of 2026": "through=2026-12-31",
        "until permanent regulations adopted": "<permanent regulations adopted>",
        "Until rules are adopted; a page says more": "<rules are adopted>",
        "until further notice": "<further notice>",
        'Indefinite; "until the board has time to write rules"': "<the board has time to write rules>, open",
        "expires upon adoption of rules": "<adoption of rules>",
        "Through December 31, 2026": "through=2026-12-31",
        "until 2026-08-25": "through=2026-08-25",
        "Indefinite": "open",
        "Indefinite until lifted by resolution": "<lifted by resolution>, open",
        "no end date": "open",
        "90 days after the state of emergency ends": "<90 days after the state of emergency ends>",
        "30 days following the lifting of the order": "<30 days following the lifting of the order>",
        "6 months (repealed 2025-08-01)": "ended=2025-08-01, 6 months, rescinded!",
        "Proposed one year": "proposed:1 year, pending!",
        "Unknown; not confirmed": "nothing",
        "TBD": "nothing",
        "ongoing": "open",
        "present": "open",
        "6 to 12 months": "unread:None",
        "6-12 months": "unread:None",
        "6 months to 1 year": "unread:None",
        "6 months or 1 year": "unread:None",
        "six (9) months": "unread:None",
        "0 days": "unread:None",
        "90 business days": "unread:None",
        "1.3 years": "unread:None",
        "at least 6 months": "unread:6 months",
        "6 months or longer": "unread:6 months",
        "2 x 6 months": "unread:6 months",
        "180": "",
        "as long as it takes": "",
    },
    "until": {
        "2025-07-10": "through=2025-07-10",
        "30 June 2025": "through=2025-06-30",
        "rules are adopted": "<rules are adopted>",
        "repealed": "<repealed>",
        "the earlier of 2027-01-01 or rules are adopted": "through=2027-01-01, <rules are adopted>, sooner",
    },
    "ended": {
        "repealed 2025-05-20, effective 2025-06-01": "ended=2025-05-20, ended_effective=2025-06-01, rescinded!",
        "ongoing": "open",
        "n/a": "nothing",
    },
    "status": {
        "active": "active!",
        "in_force": "active!",
        "inForce": "active!",
        "Still in force": "active!",
        "pending_vote": "pending!",
        "not_enacted": "pending!",
        "struck_down": "rescinded!",
        "EXTENDED": "extended!",
        "Enacted 5-0": "adopted!",
        "Expired unless extended": "expired!, half",
        "Not renewed": "",
        "Expired (not renewed)": "expired!",
        "Repealed 2024": "ended=2024, rescinded!",
        "Replaced by permanent ban (2020)": "ended=2020, replaced!",
        "Repealed; on 2023-11-28": "later=2023-11-28, rescinded!",
        "Repealed by Ord. 12, effective June 1, 2025": "ended_effective=2025-06-01, rescinded!",
        "Replaced by permanent ban approved 2025-06-01": "later=2025-06-01, replaced!",
        "Replaced by Ordinance 620": "replaced!",
        "Replaced by Ordinance 2025": "replaced!",
        "Rejected on 2026-04-06 by 3-5 vote": "failed=2026-04-06, failed!",
        "Failed on a 3-3 tie": "failed!",
        "rescinded 2025-05-01": "ended=2025-05-01, rescinded!",
        "Lifted: 2025-05": "ended=2025-05, rescinded!",
        "2025-05-20: repealed": "ended=2025-05-20, rescinded!",
        "Active as of 2026-04-29": "checked=2026-04-29, active!",
        "Active 2025-05-01": "*=2025-05-01, active!",
        "Active through 2026-05-01": "through=2026-05-01, active!",
        "Effective 2026-03-01": "effective=2026-03-01, active!",
        "Passed, vetoed by mayor 2025-05-20": "failed=2025-05-20, adopted!, failed!",
        "active (expired 2025-05-20)": "through=2025-05-20, active!, expired!",
        "Active: no": "active!, half",
        "Enacted but repealed on 2025-05-20": "ended=2025-05-20, adopted!, rescinded!",
        "Passed House": "pending!",
        "In committee; hearing 2026-05-01": "hearing=2026-05-01, pending!",
        "First reading": "pending!",
        "Tabled": "failed!",
        "Withdrawn by sponsor 2026-01-02": "ended=2026-01-02, rescinded!",
        "No longer enforced": "expired!",
        "Sleeping": "",
        "Board minutes confirm it": "",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("place", "cell", "meaning"),
    [(place, cell, meaning) for place, cells in CELLS.items() for cell, meaning in cells.items()],
)
def test_a_cell_says_what_a_person_would_read_in_it(place: Place, cell: str, meaning: str) -> None:
    assert said(cell, place) == meaning


@pytest.mark.parametrize(
    ("cell", "unit", "term"),
    [("180", "days", "180 days"), ("6.0", "months", "6 months"), ("1,825", "days", "1825 days"), ("1 year", "days", "1 year")],
)  # fmt: skip
def test_a_bare_number_has_the_unit_of_its_column(cell: str, unit: str, term: str) -> None:
    [found] = facts_of(cell, "term", PLAIN, unit).terms
    assert str(found.amount.term) == term


def test_of_a_kind_of_end_only_indefinite_is_open() -> None:
    kinds = {
        kind: KEYS["term"].facts(kind, "kind", PLAIN) for kind in ("indefinite", "fixed_days", "unknown")
    }
    assert {kind: (facts.is_open, facts.is_unknown) for kind, facts in kinds.items()} == {
        "indefinite": (True, False),
        "fixed_days": (False, True),
        "unknown": (False, True),
    }


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("6 months", "180 days", True),
        ("12 months", "365 days", True),
        ("1 year", "366 days", True),
        ("18 months", "548 days", True),
        ("6 months", "365 days", False),
        ("90 days", "180 days", False),
    ],
)
def test_months_fit_the_days_that_may_be_meant(one: str, other: str, fit: bool) -> None:
    assert fits(Term.parse(one), Term.parse(other)) is fit
    assert fits(Term.parse(other), Term.parse(one)) is fit


@pytest.mark.parametrize(
    ("cell", "how", "code"),
    [
        ("OH", "US", "US-OH"),
        ("oh", "US", "US-OH"),
        ("US-OH", "US", "US-OH"),
        ("Ohio", "US", "US-OH"),
        ("new york", "US", "US-NY"),
        ("ON", "CA", "CA-ON"),
        ("US-MA", None, "US-MA"),
        ("EU", None, "EU"),
        ("NA", None, "NA"),
        ("Germany", None, "DE"),
        ("the Netherlands", None, "NL"),
        ("United States", None, "US"),
        *((name, None, "GB") for name in ("UK", "U.K.", "Scotland")),
        ("Holland", None, "NL"),
        ("Korea", None, "KR"),
    ],
)
def test_a_place_becomes_its_code(cell: str, how: str | None, code: str) -> None:
    reading = values.read_jurisdiction(cell, how)
    assert reading is not None
    assert reading.value == code


@pytest.mark.parametrize(
    ("cell", "how"), [("Ontario", "US"), ("XX", "US"), ("Ontario", "CA"), ("Ohio", None), ("Atlantis", None)]
)
def test_another_place_has_no_code(cell: str, how: str | None) -> None:
    assert values.read_jurisdiction(cell, how) is None


def test_states_are_those_of_iso_3166_2() -> None:
    import pycountry

    parts = pycountry.subdivisions.get(country_code="US")  # type: ignore[no-untyped-call]
    listed = {part.code: part.name for part in parts}
    ours = {f"US-{code}": name for code, name in US_STATES.items()}
    assert {code for code in listed if code != "US-UM"} == set(ours)
    assert {code for code in ours if ours[code] != listed[code]} == {"US-VI"}
    assert state_name("CA") == state_name(None) == state_name("US") == ""


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        ('["data_center", "solar"]', ("data_center", "solar")),
        ("data_center; solar;", ("data_center", "solar")),
        ("a | b\nc", ("a", "b", "c")),
        ('["open', ('["open',)),
        ("[1, 2]", ("1", "2")),
        ("one, two", ("one, two",)),
    ],
)
def test_a_list_is_json_or_divided(cell: str, entries: tuple[str, ...]) -> None:
    reading = values.read_list(cell)
    assert reading is not None
    assert reading.value == entries


@pytest.mark.parametrize("cell", ["[]", " ; ", "|"])
def test_a_list_of_nothing_is_none(cell: str) -> None:
    assert values.read_list(cell) is None


def test_words_of_a_vocabulary_are_read_as_words() -> None:
    reading = values.read_words('["data_center", "the a_b rule"]')
    assert reading is not None
    assert reading.value == "data center, the a_b rule"


@pytest.mark.parametrize(
    ("cell", "urls"),
    [
        ("https://a.example/x", ("https://a.example/x",)),
        ("https://a.example/x; http://b.example|https://a.example/x", ("https://a.example/x", "http://b.example")),
        ("see https://a.example/x.", ("https://a.example/x",)),
        ("https://a.example/x;b=1;c=2; d", ("https://a.example/x;b=1;c=2",)),
        ("https://a.example/x;https://b.example;", ("https://a.example/x", "https://b.example")),
        ('["https://a.example", "https://b.example"]', ("https://a.example", "https://b.example")),
    ],
)  # fmt: skip
def test_addresses_are_found_in_a_cell(cell: str, urls: tuple[str, ...]) -> None:
    reading = values.read_urls(cell)
    assert reading is not None
    assert reading.value == urls


@pytest.mark.parametrize(
    "cell", ["the clerk", "javascript:alert(1)", "https://", "http://[x", "ftp://a.example"]
)
def test_what_is_no_address_is_no_source(cell: str) -> None:
    assert values.read_urls(cell) is None


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("São Paulo", "sao-paulo"),
        ("O'Fallon (Phase 2)", "ofallon-phase-2"),
        ("横浜市", ""),
        ("a" * 99, "a" * 60),
    ],
)
def test_an_id_is_made_of_plain_words(text: str, slug: str) -> None:
    assert values.slug(text) == slug


@given(st.sampled_from(sorted(KEYS)), st.one_of(st.text(), st.sampled_from(HOSTILE)), st.data())
def test_any_text_is_read_or_not_and_never_fails(name: str, text: str, data: st.DataObject) -> None:
    key = KEYS[name]
    hows = [how for how in ("days", "months", "kind", "dmy", "mdy", "US", "DE") if key.takes(how)]
    how = data.draw(st.sampled_from([None, *hows]))
    assert key.understands(text, how) in (True, False)


@pytest.mark.parametrize(
    "unit",
    [
        "or ",
        ", ",
        "for ",
        "~ ",
        "1 day ",
        "until ",
        "whichever ",
        "extended to ",
        "expires ",
        "(",
        "http://a ",
        " ",
    ],
)
def test_the_longest_cell_there_can_be_is_read_at_once(unit: str) -> None:
    cell = f"6 months {unit * (130_000 // len(unit))}x"
    began = time.perf_counter()
    for key in KEYS.values():
        key.understands(cell, None)
    assert time.perf_counter() - began < 2
