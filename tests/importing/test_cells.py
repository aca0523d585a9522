"""Reading one cell of a spreadsheet as people type it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.core.dates import Day, Term
from moratrack.importing import days, terms, values
from moratrack.importing.keys import KEYS
from moratrack.importing.places import US_STATES, state_name

from ..support import HOSTILE


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
        ("Spring 2026", "2026"),
        ("46084", "2026-03-03"),
        ("46084.5", "2026-03-03"),
    ],
)
def test_a_day_as_people_type_it_is_read(cell: str, day: str) -> None:
    reading = days.read_day(cell)
    assert reading is not None
    assert reading.value == Day.parse(day)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "N/A",
        "[VERIFY]",
        "2026-02-30",
        "13/13/2025",
        "2025-2026",
        "2026-05-14/15",
        "2026-04-06 to 2026-05-01",
        "2025-12 / 2026-01",
        "2026 or 2027",
        "2026-13",
        "2020s",
        "2026-03-0x",
        "0000-01-01",
        "99999",
        "January or February 2026",
        "Resolution 7499 of 2026-07-14",
        "Not enacted as of 2026-04-29",
    ],
)
def test_what_states_no_one_day_is_not_read_as_a_day(cell: str) -> None:
    assert days.read_day(cell) is None


def test_a_day_that_may_be_read_two_ways_says_which_reading_it_got() -> None:
    undecided = days.read_day("03/04/2026")
    assert undecided is not None
    assert undecided.value == Day.parse("2026-03-04")
    assert undecided.remark == '"03/04/2026" is read as 2026-03-04, month first, though it may be day first'
    for how, day in (("mdy", "2026-03-04"), ("dmy", "2026-04-03")):
        decided = days.read_day("03/04/2026", how)
        assert decided is not None
        assert (decided.value, decided.remark) == (Day.parse(day), "")


def test_a_year_of_two_figures_is_told() -> None:
    reading = days.read_day("12/17/25")
    assert reading is not None
    assert reading.remark == '"12/17/25" is read as 2025-12-17, the year as 2025'


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2026", "12/17/2025"], "mdy"),
        (["03/04/2026", "17/12/2025"], "dmy"),
        (["03/04/2026", "05/05/2026"], None),
        (["12/17/2025", "17/12/2025"], None),
        ([], None),
    ],
)
def test_the_other_cells_of_a_column_show_its_order(cells: list[str], order: str | None) -> None:
    assert days.field_order(cells) == order


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("Not enacted as of 2026-04-29; hearing scheduled 2026-05-18", "2026-04-29"),
        ("2026-02-17 proposed", "2026-02-17"),
        ("2026-02-17 (introduced)", "2026-02-17"),
        ("Not enacted", None),
        ("Pending", None),
    ],
)
def test_a_day_of_adoption_may_say_that_nothing_was_adopted(cell: str, day: str | None) -> None:
    reading = days.read_dated(cell)
    assert reading is not None
    assert reading.value == days.Dated(Day.parse(day) if day else None, is_proposal=True)


@pytest.mark.parametrize("cell", ["2025-12-17 reported", "about 2026-02", "~2026", "2026-02-17 [VERIFY]"])
def test_a_cell_that_is_not_sure_of_its_day_is_doubtful(cell: str) -> None:
    reading = days.read_day(cell)
    assert reading is not None
    assert reading.doubtful


def ending(term: str | None = None, through: str | None = None, until: str | None = None) -> terms.Ending:
    return terms.Ending(Term.parse(term) if term else None, Day.parse(through) if through else None, until)


@pytest.mark.parametrize(
    ("cell", "end"),
    [
        ("6 months", ending("6 months")),
        ("180 days", ending("180 days")),
        ("One year", ending("1 year")),
        ("a year", ending("1 year")),
        ("Twelve (12) months", ending("12 months")),
        ("one (1) year and six (6) months", ending("1 year 6 months")),
        ("10 months and 15 days", ending("10 months 15 days")),
        ("1 year 6 months", ending("1 year 6 months")),
        ("Six-month moratorium as amended", ending("6 months")),
        ("1,825 days", ending("1825 days")),
        ("Initial 45 days; 10 months and 15 days extension noticed", ending("45 days")),
        ("Up to 1 year", ending("1 year")),
        ("12 months / 365 days", ending("12 months")),
        ("180 days from effective date.", ending("180 days")),
        ("1 year; may be extended", ending("1 year")),
        (
            "One year or until standards are adopted, whichever is first",
            ending("1 year", until="standards are adopted"),
        ),
        (
            "Maximum 180 days, or until the Board acts",
            ending("180 days", until="the Board acts"),
        ),
        ("90 days, ending 2026-03-15 or sooner", ending("90 days", "2026-03-15")),
        ("60 days (through about 2026-05-02)", ending("60 days")),
        ("2 years, or until rules are adopted, whichever is later",
         ending(until="2 years, or until rules are adopted, whichever is later")),
        ("6 months, then extended to 2024-02-22", ending("6 months", "2024-02-22")),
        ("Through 2026-03-06; extended through 2026-06-05 by ordinance", ending(through="2026-06-05")),
        ("45 days; extended 10 months and 15 days; expires 2027-01-21", ending("45 days", "2027-01-21")),
        ("6 months, may be extended to 2026-12-31", ending("6 months")),
        ("until permanent regulations adopted", ending(until="permanent regulations adopted")),
        ("Until rules are adopted; a page says more", ending(until="rules are adopted")),
        ("until further notice", ending(until="further notice")),
        ("Through December 31, 2026", ending(through="2026-12-31")),
        ("until 2026-08-25", ending(through="2026-08-25")),
        ("Indefinite", terms.OPEN),
        ("Indefinite until lifted by resolution", ending(until="lifted by resolution")),
        ("no end date", terms.OPEN),
        ("Unknown; not confirmed", terms.UNKNOWN),
        ("[VERIFY]", terms.UNKNOWN),
    ],
)  # fmt: skip
def test_an_end_as_people_type_it_is_read(cell: str, end: terms.Ending) -> None:
    reading = terms.read_ending(cell)
    assert reading is not None
    assert reading.value == end


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "180",
        "6 to 12 months",
        "6-12 months",
        "6 months to 1 year",
        "6 months or 1 year",
        "six (9) months",
        "0 days",
        "90 business days",
        "1.5 years",
        "one hundred eighty days",
        "at least 6 months",
        "6 months or longer",
        "expected to be replaced in 6 months",
        "as long as it takes",
    ],
)
def test_what_states_no_one_end_is_not_read_as_an_end(cell: str) -> None:
    assert terms.read_ending(cell) is None


@pytest.mark.parametrize(
    ("cell", "unit", "term"),
    [("180", "days", "180 days"), ("6.0", "months", "6 months"), ("1,825", "days", "1825 days"), ("1 year", "days", "1 year")],
)  # fmt: skip
def test_a_bare_number_has_the_unit_of_its_column(cell: str, unit: str, term: str) -> None:
    reading = terms.read_ending(cell, unit)
    assert reading is not None
    assert reading.value == ending(term)


def test_of_a_kind_of_end_only_indefinite_is_open() -> None:
    kinds = {kind: terms.read_ending(kind, "kind") for kind in ("indefinite", "fixed_days", "unknown")}
    assert {kind: reading and reading.value for kind, reading in kinds.items()} == {
        "indefinite": terms.OPEN,
        "fixed_days": terms.UNKNOWN,
        "unknown": terms.UNKNOWN,
    }


def test_an_extension_that_is_only_mentioned_is_told() -> None:
    for cell, remark in (
        ("150 days, later extended", "it was extended, which was not read"),
        ("30 days; extended to 2026-08-25", "it was extended to 2026-08-25, on a day that is not stated"),
        ("6 months unless extended", ""),
    ):
        reading = terms.read_ending(cell)
        assert reading is not None
        assert reading.remark == remark


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("6 months", "180 days", True),
        ("12 months", "365 days", True),
        ("1 year", "366 days", True),
        ("18 months", "548 days", True),
        ("6 months", "365 days", False),
        ("90 days", "180 days", False),
        ("unknown", "180 days", True),
    ],
)
def test_months_fit_the_days_that_may_be_meant(one: str, other: str, fit: bool) -> None:
    assert terms.fits(ending(one), ending(other)) is fit
    assert terms.fits(ending(other), ending(one)) is fit


@pytest.mark.parametrize(
    ("cell", "group"),
    [
        ("active", "active"),
        ("Active as of 2026-04-29", "active"),
        ("EXTENDED", "extended"),
        ("Enacted 5-0", "adopted"),
        ("Expired unless extended", "expired"),
        ("Repealed; on 2023-11-28", "rescinded"),
        ("Replaced by Ordinance 620", "replaced"),
        ("Not enacted", "pending"),
        ("Still in force", "active"),
        ("Rejected 5-3", "failed"),
    ],
)
def test_a_status_is_the_word_a_cell_begins_with(cell: str, group: str) -> None:
    reading = values.read_status(cell)
    assert reading is not None
    assert reading.value.group == group


@pytest.mark.parametrize(
    ("cell", "since"),
    [
        ("rescinded 2025-05-01", "2025-05-01"),
        ("Repealed on May 1, 2025 by vote", "2025-05-01"),
        ("Lifted: 2025-05", "2025-05"),
        ("Rescinded as of 2025-05-01", None),
        ("Rescinded 03/04/2025", None),
        ("Replaced by Ordinance 2025", None),
        ("Active 2025-05-01", None),
    ],
)
def test_a_status_may_say_since_when_a_policy_is_over(cell: str, since: str | None) -> None:
    reading = values.read_status(cell)
    assert reading is not None
    assert reading.value.since == (None if since is None else Day.parse(since))


@pytest.mark.parametrize("cell", ["", "Sleeping", "activewear", "Per agenda it was adopted"])
def test_another_word_is_no_status(cell: str) -> None:
    assert values.read_status(cell) is None


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
    ],
)
def test_a_place_becomes_its_code(cell: str, how: str | None, code: str) -> None:
    reading = values.read_jurisdiction(cell, how)
    assert reading is not None
    assert reading.value == code


@pytest.mark.parametrize(
    ("cell", "how"), [("Ontario", "US"), ("XX", "US"), ("Ontario", "CA"), ("Ohio", None)]
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
    reading = key.read(text, data.draw(st.sampled_from([None, *hows])))
    assert reading is None or all(isinstance(part, str) for part in reading.parts)


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
        key.read(cell, None)
    assert time.perf_counter() - began < 2
