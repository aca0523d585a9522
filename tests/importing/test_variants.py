"""Ways of saying a thing that were read as another thing once, in tables: a policy adopted on 2025-05-03."""

from __future__ import annotations

import datetime as dt

import pytest

from moratrack.importing.conversion import convert
from moratrack.importing.eventwords import read_event
from moratrack.importing.grammar.days import Manner
from moratrack.importing.guess import guess, settled
from moratrack.importing.mapping import with_kind
from moratrack.importing.report import report
from moratrack.importing.values import read_jurisdiction, read_kind

from .test_import import converted, remarks, sheet_of

_CELLS = {"date": "2025-05-03", "term": "6 months", "status": "active", "checked": "2025-06-10"}
_KEYS = ("date", "did", "term", "through", "until", "not_before", "confidence")


def read(**cells: str) -> tuple[list[str], str]:
    """The events in words, without what stands in every one of them, and what is said of the row."""
    given = {**_CELLS, **cells}
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in given.values())
    [imported] = converted(f"issuer,{','.join(given)}\nElm,{quoted}\n").imported
    said = [
        ", ".join(
            f"{key} {getattr(event, key)}" for key in _KEYS if getattr(event, key) not in (None, "high")
        )
        for event in imported.policy.events
    ]
    return said, "; ".join(imported.remarks)


def rows_of(header: str, *rows: str) -> tuple[list[str], list[str]]:
    """The events of each row of a sheet, asked on 2026-11-26, in words, and what is said of each."""
    sheet = sheet_of(
        "\n".join([f"City,State,{header}", *(f"Oak {at},OH,{row}" for at, row in enumerate(rows))])
    )
    mapped = settled(with_kind(guess(sheet)), sheet)
    conversion = convert(sheet, mapped, Manner(today=dt.date(2026, 11, 26)))
    assert not conversion.rejects
    keys = ("date", "effective", "did", "term", "through", "until", "how", "confidence")
    return [
        "; ".join(
            " ".join(
                str(getattr(event, key)) for key in keys if getattr(event, key) not in (None, "high")
            )
            for event in each.policy.events
        )
        for each in conversion.imported
    ], ["; ".join(each.remarks) for each in conversion.imported]  # fmt: skip


def report_of(text: str) -> list[str]:
    """All that is told of a sheet."""
    sheet = sheet_of(text)
    return list(report(sheet, settled(guess(sheet), sheet), converted(text)))


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("Was active until repealed", "only half read: it confirms nothing"),
        ("active until struck down", "only half read: it confirms nothing"),
        ("formerly active", "typed formerly active, by its terms in force through 2025-11-03"),
        ("was in force", "typed was in force, by its terms in force"),
        ("active?", "is not sure: it confirms nothing"),
        ("probably active", "is not sure: it confirms nothing"),
        ("Active (unverified)", "is not sure: it confirms nothing"),
        ("no longer in force", "typed no longer in force, by its terms in force"),
        ("Expired early", "typed expired, by its terms in force"),
        ("inactive", "typed inactive, by its terms in force"),
        ("Lapsed", "typed lapsed, by its terms in force"),
        ("closed", "typed closed, by its terms in force"),
        ("Never enforced", "typed never enforced, by its terms in force"),
        ("Adopted; not in effect", "typed not in effect, by its terms in force"),
        ("moot", "typed moot, by its terms in force"),
        ("declared moot", "typed declared moot, by its terms in force"),
        ("dormant", "typed dormant, by its terms in force"),
        ("used to be active", "typed used to be active, by its terms in force"),
        ("no longer in effect", "typed no longer in effect, by its terms in force"),
        ("sunset", "typed sunset, by its terms in force"),
        ("allowed to lapse", "typed allowed to lapse, by its terms in force"),
        # It is the building that is paused, or the moratorium.
        ("paused", "is not understood"),
        ("appeal pending", "is not understood"),
        ("partially lifted", "is not understood"),
        ("repealed in part", "is not understood"),
        ("repealed (in part)", "is not understood"),
        ("repealed (in part) on 2025-06-01", '"repealed (in part) on 2025-06-01" is not understood'),
        ("not renewed", "is not understood"),
        ("enjoined, then resumed", "is read as resumed: it confirms nothing else"),
        ("unknown", "is not known: it confirms nothing"),
        ("Unknown - no response from the clerk", "is not known: it confirms nothing"),
        ("?", "is not known: it confirms nothing"),
    ],
)
def test_a_status_that_is_past_or_not_sure_confirms_nothing_and_is_told(status: str, told: str) -> None:
    events, said = read(status=status)
    assert not [event for event in events if "did checked" in event]
    assert told in said


def test_doubt_of_what_is_to_come_is_no_doubt_of_the_status() -> None:
    assert "date 2025-06-10, did checked" in read(status="Active; likely to stay")[0]


@pytest.mark.parametrize(
    ("status", "event"),
    [
        ("superseded", "did ended"),
        ("rescinded", "did ended"),
        ("overturned", "did ended"),
        ("struck down", "did ended"),
        ("reversed", "did ended"),
        ("preempted by state law", "did ended"),
        ("enjoined", "did suspended"),
        ("on hold", "did suspended"),
        ("temporarily lifted", "did suspended"),
        ("stayed pending appeal", "did suspended"),
        ("suspended pending the outcome of a lawsuit", "did suspended"),
        ("active but enjoined", "did suspended"),
    ],
)
def test_what_ended_or_stayed_it_on_an_unknown_day_is_known_on_the_day_of_the_check(
    status: str, event: str
) -> None:
    events, said = read(status=status)
    assert f"date 2025-06-10, {event}, confidence low" in events
    assert "its day is not stated: known on 2025-06-10" in said


@pytest.mark.parametrize(
    "status",
    [
        "injunction lifted",
        "stay lifted",
        "reinstated",
        "active, appeal pending",
        "in effect; lawsuit pending",
    ],
)
def test_a_stay_that_is_over_or_a_suit_that_is_not_decided_leaves_it_in_force(status: str) -> None:
    events, said = read(status=status)
    assert events == ["date 2025-05-03, did adopted, term 6 months", "date 2025-06-10, did checked"]
    assert said == ""


@pytest.mark.parametrize("status", ["", "N/A", "-", "n/a"])
def test_an_empty_status_leaves_the_check(status: str) -> None:
    assert read(status=status) == (
        ["date 2025-05-03, did adopted, term 6 months", "date 2025-06-10, did checked"],
        "",
    )


def test_how_it_ended_is_no_word_of_what_came_after() -> None:
    [imported] = converted(
        "city,date,term,status\nElm,2025-05-03,6 months,ended by ordinance adopted 2025-06-01\n"
    ).imported
    assert (str(imported.policy.events[1].date), imported.policy.events[1].how) == ("2025-06-01", None)


def test_what_waits_for_its_approval_is_a_proposal() -> None:
    assert read(status="pending approval")[0] == [
        "date 2025-05-03, did proposed",
        "date 2025-06-10, did checked",
    ]


@pytest.mark.parametrize(
    ("status", "event"),
    [
        ("moot since 2025-06-01", "date 2025-06-01, did ended"),
        ("Repealed in part 2025-06-01", "date 2025-06-01, did amended"),
        ("Repealed 2025-06-01 (partially)", "date 2025-06-01, did amended"),
    ],
)
def test_since_is_a_beginning_only_of_what_is_in_force(status: str, event: str) -> None:
    assert read(status=status)[0][:2] == ["date 2025-05-03, did adopted, term 6 months", event]


@pytest.mark.parametrize(
    ("term", "end", "told"),
    [
        ("60 days upon expiry of Order 12", "until 60 days upon expiry of Order 12", ""),
        ("60 days upon publication of the report", "until 60 days upon publication of the report", ""),
        ("90 days once the emergency is over", "until 90 days once the emergency is over", ""),
        ("120 days once the study is complete", "until 120 days once the study is complete", ""),
        ("30 days when the permit lapses", "until 30 days when the permit lapses", ""),
        ("60 days on approval of the plan", "until 60 days on approval of the plan", ""),
        ("6 months on adoption", "term 6 months", ""),
        ("12 months when adopted", "term 12 months", ""),
        ("1 year unless the council acts before then", "term 1 year, until the council acts", ""),
        ("6 months upon adoption", "term 6 months", ""),
        ("2 years as of 2025-06-01", "through 2027-06-01", "2 years from 2025-06-01 is read as through"),
        (
            "Until the later of 2025-07-01 and adoption of the plan",
            "until adoption of the plan, not_before 2025-07-01",
            "not before 2025-07-01",
        ),
        (
            "the earlier of 2025-07-01 and adoption of the plan",
            "through 2025-07-01, until adoption of the plan",
            "",
        ),
        (
            "until rules are adopted, no earlier than 2026-05-03",
            "until rules are adopted, not_before 2026-05-03",
            "",
        ),
        ("Not less than 2026-05-03", "term unknown", "at least until 2026-05-03, and nothing says what ends"),
        (
            "no earlier than 2026-05-03",
            "term unknown",
            "at least until 2026-05-03, and nothing says what ends",
        ),
        ("1 year or until new rules (whichever is later)", "until new rules, not_before 1 year", "the later"),
        ("1 year or until new rules (whichever is sooner)", "term 1 year, until new rules", ""),
        (
            "Through 2025-12-31 or adoption of an ordinance",
            "through 2025-12-31, until adoption of an ordinance",
            "",
        ),
        ("1 year unless the council acts sooner", "term 1 year, until the council acts", ""),
        ("1 year unless extended", "term 1 year", ""),
        ("1 year or adoption of new rules", "term 1 year, until adoption of new rules", ""),
        ("1 year or so", "term 1 year", ""),
        ("1 year or less", "term 1 year", ""),
        ("not earlier than 2026-05-03", "term unknown", "at least until 2026-05-03"),
        ("until at least 2026-05-03", "term unknown", "at least until 2026-05-03"),
        ("at least until 2026-05-03", "term unknown", "at least until 2026-05-03"),
        ("until 2026-05-03 at the earliest", "term unknown", "at least until 2026-05-03"),
        ("until 2026-05-03 or later", "term unknown", "at least until 2026-05-03"),
        (
            "until council votes, but not after 2025-12-31",
            "through 2025-12-31, until council votes",
            "",
        ),
    ],
)
def test_an_end_hung_on_an_event_or_on_the_later_of_two_is_no_counted_term(
    term: str, end: str, told: str
) -> None:
    events, said = read(term=term)
    assert events[0] == f"date 2025-05-03, did adopted, {end}"
    assert events[1:] == ["date 2025-06-10, did checked"]
    assert told in said


@pytest.mark.parametrize(
    ("cell", "day", "told"),
    [
        ("2025 3 May", "2025-05-03", ""),
        ("2025 3rd May", "2025-05-03", ""),
        ("2025, 3 May", "2025-05-03", ""),
        ("2025 (May 3)", "2025-05-03", ""),
        ("2025 (3 May)", "2025-05-03", ""),
        ("2025 mai 3", "2025-05-03", ""),
        ("2025 3 mai", "2025-05-03", ""),
        ("2025 xyzzy 3", "2025", "not sure of the day"),
        ("before 2025-05-03", "2025-05-03", "not sure of the day"),
        ("not before 2025-05-03", "2025-05-03", "not sure of the day"),
        ("2025-05-03 or later", "2025-05-03", "not sure of the day"),
        ("prior to 2025-05-03", "2025-05-03", "not sure of the day"),
        ("after 2025-05-03", "2025-05-03", "not sure of the day"),
        ("2025-05-03 (or earlier)", "2025-05-03", "not sure of the day"),
        ("May 2025 or later", "2025-05", "not sure of the day"),
        ("2025-05-03 10:00 EST", "2025-05-03", ""),
        ("2025-05-03 10:00 est", "2025-05-03", ""),
        ("May 3, 2025 10:00 am est", "2025-05-03", ""),
    ],
)
def test_a_day_with_its_year_first_is_a_day_and_a_bound_is_no_sure_day(
    cell: str, day: str, told: str
) -> None:
    events, said = read(date=cell)
    assert events[0].startswith(f"date {day}, did adopted")
    assert ("confidence medium" in events[0]) == (told != "")
    assert told in said


@pytest.mark.parametrize(
    ("cell", "day", "told"),
    [
        ("3 2025 May", "2025-05-03", ""),
        ("3rd 2025 May", "2025-05-03", ""),
        ("May 2025 3", "2025-05", 'date: "3" is not read, kept in the note'),
        ("2025 May 3rd week", "2025-05", 'date: "3rd" is not read, kept in the note'),
        ("12 2025 March 4", "2025-03-04", 'date: "12" is not read, kept in the note'),
        ("2025 vote 7-0", "2025", 'date: "7-0" is not read, kept in the note'),
        ("2025 Ordinance 12", "2025", 'date: "Ordinance 12" is not read, kept in the note'),
        ("2025-05-03 (7-0)", "2025-05-03", ""),
        ("2025-05-03, Ordinance 12", "2025-05-03", ""),
        ("2025-05-03; posted 2025-02-30", "2025-05-03", 'date: "2025-02-30" is not read, kept in the note'),
        ("no later than 2025-05-03", "2025-05-03", "not sure of the day: confidence medium"),
        ("Adopted no later than 2025-05-03", "2025-05-03", "not sure of the day: confidence medium"),
        ("2025-05-03 at the latest", "2025-05-03", "not sure of the day: confidence medium"),
        ("either 2025-05-03 or 2025-05-10", "2025-05", "only one can be meant: read as 2025-05"),
        ("May 3 or May 10, 2025", "2025-05", "only one can be meant: read as 2025-05"),
        ("either 2025-05-03 or in June 2025", "2025", "only one can be meant: read as 2025"),
        ("between 2025-05-01 and 2025-05-03", "2025-05", "only one can be meant: read as 2025-05"),
        ("2025-05-03 to 2025-05-05", "2025-05", "only one can be meant: read as 2025-05"),
        ("May 3-5, 2025", "2025-05", "may be any day from 2025-05-03 through 2025-05-05"),
        ("3 or 5 May 2025", "2025-05", "may be any day from 2025-05-03 through 2025-05-05"),
        ("3/5 or 4/13/2025", "2025-04-13", 'date: "3/5" is not read, kept in the note'),
        ("5-3 May 2025", "2025-05", 'date: "5-3" is not read, kept in the note'),
    ],
)
def test_all_figures_of_a_cell_of_a_day_are_used_or_told(cell: str, day: str, told: str) -> None:
    events, said = read(date=cell)
    assert events[0].split(", ")[:2] == [f"date {day}", "did adopted"]
    assert (told in said) if told else said == ""


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2025-12-30 or 2026-01-02", "date names 2025-12-30 and 2026-01-02, of two years; write one of them"),
        ("Jan 2025 or Jan 2026", "date names 2025-01 and 2026-01, of two years; write one of them"),
        ("May 3", 'no day says when it was adopted; date says "May 3", a day without a year; say --year'),
        (
            "Resolution 26-04 passed 4/7",
            'no day says when it was adopted; date says "Resolution 26-04 passed 4/7", 4/7 has no year; write it'
            " in full",
        ),
    ],
)
def test_a_day_that_cannot_be_known_is_rejected_with_the_mend(cell: str, reason: str) -> None:
    [reject] = converted(f'issuer,date,term\nElm,"{cell}",6 months\n', "date=date").rejects
    assert reject.reason == reason


@pytest.mark.parametrize("column", ["effective", "date"])
@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("3/1/21 \u2013 4/15/21", "2021-03-01", "2021-04-15"),
        ("3/18/20 thru 6/30/20", "2020-03-18", "2020-06-30"),
        ("March 15 - April 30, 2025", "2025-03-15", "2025-04-30"),
        ("15 March to 30 April 2025", "2025-03-15", "2025-04-30"),
        ("November 15 through January 30, 2026", "2025-11-15", "2026-01-30"),
        ("2025-05-03 to 2025-11-03", "2025-05-03", "2025-11-03"),
    ],
)
def test_a_period_in_a_column_of_first_days_gives_its_last_too(
    column: str, cell: str, first: str, last: str
) -> None:
    [imported] = converted(f'issuer,{column}\nElm,"{cell}"\n').imported
    [event] = imported.policy.events
    assert (str(event.date), str(event.through)) == (first, last)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2025-12-31 or June 2026", "2026-06 (the day of this column) is not used, kept in the note"),
        ("2025-12-31, then TBD", '"2025-12-31, then TBD" says of a part that it is not known'),
        ("2025-12-31; new end unknown", "says of a part that it is not known"),
    ],
)
@pytest.mark.parametrize("column", ["term", "end_date"])
def test_a_second_end_that_is_only_a_month_or_not_known_is_told(column: str, cell: str, told: str) -> None:
    events, said = read(**{"term": "", column: cell})
    assert events[0] == "date 2025-05-03, did adopted, through 2025-12-31"
    assert told in said


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("6 months, increased to 9", 'term: "9" is not read, kept in the note'),
        ("6 months, later 9", 'term: "9" is not read, kept in the note'),
        ("6 months (vote 5-0)", ""),
        ("6 months (Ord. 2025-14)", ""),
    ],
)
def test_a_figure_beside_a_length_that_may_be_one_is_told(cell: str, told: str) -> None:
    events, said = read(term=cell)
    assert events[0] == "date 2025-05-03, did adopted, term 6 months"
    assert (told in said) if told else said == ""


@pytest.mark.parametrize(
    ("column", "cell", "did", "told"),
    [
        ("passed", "July 16 2019 (2nd vote)", "adopted", "2019-07-16 is that of a 2nd vote, taken as its adoption"),
        ("adopted", "second reading 2026-06-02", "adopted", "2026-06-02 is that of a second reading, taken as"),
        ("passed", "first reading 2019-07-02", "proposed", '2019-07-02 is called "first reading": read as a proposal'),
        ("date", "July 16 2019 (2nd vote)", "proposed", '2019-07-16 is called "2nd vote": read as a proposal'),
        ("enacted", "proposed May 2025", "proposed", '2025-05 is called "proposed": read as a proposal'),
    ],
)  # fmt: skip
def test_a_reading_in_a_column_of_adoptions_is_told(column: str, cell: str, did: str, told: str) -> None:
    [imported] = converted(f'city,{column}\nElm,"{cell}"\n').imported
    assert [event.did for event in imported.policy.events] == [did]
    assert told in "; ".join(imported.remarks)


def test_every_column_of_last_days_is_read() -> None:
    [imported] = converted("city,date,through,sunset_date\nElm,2025-05-03,2025-12-31,TBD\n").imported
    assert str(imported.policy.events[0].through) == "2025-12-31"


@pytest.mark.parametrize(
    "status", ["no longer in force", "inactive", "closed", "Never enforced", "was in force"]
)
def test_what_is_over_without_a_known_end_is_ended_on_the_day_of_the_check(status: str) -> None:
    events, _ = read(status=status, term="")
    assert events[1] == "date 2025-06-10, did ended, confidence low"


@pytest.mark.parametrize(
    ("header", "codes", "jurisdictions", "told"),
    [
        ("country", "CA TX IL", "US-CA US-TX US-IL", "country: CA, IL, TX: read as US states"),
        ("jurisdiction", "CA TX DE", "US-CA US-TX US-DE", "jurisdiction: CA, DE, TX: read as US states"),
        (
            "country",
            "CA IL GA",
            "CA IL GA",
            "country: CA, GA, IL: read as countries; --map jurisdiction=country:US",
        ),
        ("jurisdiction", "CA GA", "CA GA", "jurisdiction: CA, GA: read as countries; --map"),
        ("country", "DE", "DE", ""),
        ("country", "DE FR", "DE FR", ""),
        ("state", "CA GA", "US-CA US-GA", ""),
    ],
)
def test_codes_that_may_be_of_us_states_are_told(
    header: str, codes: str, jurisdictions: str, told: str
) -> None:
    rows = "".join(f"Elm {code},{code},2025-05-03,6 months\n" for code in codes.split())
    text = f"city,{header},date,term\n{rows}"
    conversion = converted(text)
    assert [each.policy.jurisdiction for each in conversion.imported] == jurisdictions.split()
    said = [line for line in report_of(text) if "read as" in line]
    assert (told in said[0]) if told else said == []


def test_codes_that_may_be_of_countries_in_a_column_of_states_are_told() -> None:
    lines = report_of("city,state,date\nElm,OH,2026-01-05\nHamburg,DE,2026-01-05\nOslo,NO,2026-01-05\n")
    assert "state: NO is a country: DE may be too, and is read as a US state (row 3)" in "\n".join(lines)


def test_beside_a_column_of_states_one_of_countries_is_of_countries() -> None:
    text = "city,state,country,date,term\nElm,OH,CA,2025-05-03,6 months\n"
    assert not [line for line in report_of(text) if "CA: read as US states" in line]


EVENTS = "city,action,date,end_date\nElm,adopted,2025-05-03,2025-11-03\nElm,extended,2025-11-01,2026-05-03\n"


def test_rows_of_events_without_ids_are_one_policy_of_each_issuer() -> None:
    conversion = converted(EVENTS + "Oak,enacted,2025-06-01,2026-06-01\nOak,frobnicated,2025-07-01,\n")
    assert [[event.did for event in each.policy.events] for each in conversion.imported] == [
        ["adopted", "extended"],
        ["adopted"],
    ]
    [reject] = conversion.rejects
    assert reject.reason.startswith('action "frobnicated" is no event that is known')


@pytest.mark.parametrize("head", ["state,event,date", "state,event_type,event_date", "country,action,date"])
def test_rows_of_events_may_be_of_states_or_countries(head: str) -> None:
    place = "Ohio" if head.startswith("state") else "France"
    rows = f"{place},enacted,2020-03-20\n{place},extended,2020-04-28\n{place},rescinded,2020-06-30\n"
    [imported] = converted(f"{head}\n{rows}").imported
    assert [event.did for event in imported.policy.events] == ["adopted", "extended", "ended"]


@pytest.mark.parametrize(
    ("rows", "events", "told"),
    [
        (
            "Elm,order signed,2020-04-16,\nElm,took effect,2020-04-17,2020-06-30",
            ["2020-04-16 adopted 2020-04-17", "2020-04-17 noted None"],
            "",
        ),
        (
            "Elm,adopted,2020-04-16,\nElm,effective,2020-04-17,",
            ["2020-04-16 adopted 2020-04-17", "2020-04-17 noted None"],
            "",
        ),
        ("Elm,effective,2020-04-17,", ["2020-04-17 adopted None"], "effective: read as adopted"),
        (
            "Elm,enacted,2020-03-29,2020-06-30\nElm,reinstated,2020-12-15,2021-05-31",
            ["2020-03-29 adopted None", "2020-12-15 adopted None"],
            "reinstated: read as adopted, by what the other rows tell",
        ),
        (
            "Elm,enacted,2020-03-29,\nElm,enjoined,2020-04-29,\nElm,reinstated,2020-12-15,",
            ["2020-03-29 adopted None", "2020-04-29 suspended None", "2020-12-15 resumed None"],
            "",
        ),
        (
            "Elm,enacted,2020-03-29,\nElm,clarified,2020-04-29,",
            ["2020-03-29 adopted None", "2020-04-29 noted None"],
            "",
        ),
    ],
)
def test_what_a_row_tells_of_depends_on_the_rows_before(rows: str, events: list[str], told: str) -> None:
    text = f"city,event,date,end_date\n{rows}\nOak,adopted,2020-01-05,\nOak,extended,2020-02-05,\n"
    imported = converted(text).imported[0]
    said = [f"{event.date} {event.did} {event.effective}" for event in imported.policy.events]
    assert said == events
    assert told in "; ".join(imported.remarks)


def test_a_kind_that_no_record_has_is_told_with_its_row() -> None:
    rows = "Elm,ban,2025-05-03\nOak,ban,2025-05-03\nAsh,voluntary pause,2025-05-03\n"
    imported = converted(f"city,measure,date\n{rows}").imported
    assert [each.policy.kind for each in imported] == ["ban", "ban", "moratorium"]
    assert 'measure "voluntary pause" is not understood' in imported[2].remarks


def test_a_length_that_only_a_note_states_is_told_where_no_end_is_known() -> None:
    text = "issuer,date,end_date,notes\nElm,2025-05-03,,A 180-day moratorium\nOak,2025-05-03,2026-05-03,6 months\n"
    assert "x.csv: notes: 1 cell tells of what no event has: 180-day (row 2)" in report_of(text)


@pytest.mark.parametrize(
    ("event", "note", "told"),
    [
        ("amended 2026-06-30", "", "event: 1 cell names days that stay in the note (row 3)"),
        ("extended", "by six months", "notes: 1 cell tells of what no event has: six months (row 3)"),
    ],
)
def test_what_a_row_of_an_event_says_beside_its_word_is_told(event: str, note: str, told: str) -> None:
    lines = report_of(f"city,event,date,notes\nElm,adopted,2026-01-06,\nElm,{event},2026-07-01,{note}\n")
    assert f"x.csv: {told}" in lines


@pytest.mark.parametrize(
    ("adopted", "event", "ends"),
    [
        ("adopted (6 months)", "Board extended moratorium 6 months", ["6 months", "6 months"]),
        ("passed for 180 days", "extended to 2027-01-06", ["180 days", "2027-01-06"]),
        ("Moratorium adopted until 2026-07-06", "Renewed", ["2026-07-06", "unknown"]),
        ("Enacted 12-month moratorium", "Amended to exempt homes", ["12 months", "None"]),
    ],
)
def test_the_word_of_an_event_may_say_how_long(adopted: str, event: str, ends: list[str]) -> None:
    text = f"city,event,date\nElm,{adopted},2026-01-06\nElm,{event},2026-07-01\n"
    [imported] = converted(text).imported
    assert [str(event.through or event.term) for event in imported.policy.events] == ends


def test_events_that_a_json_record_lists_are_read() -> None:
    events = (
        '[{"date": "2025-05-03", "type": "adopted", "term": "6 months"}, {"date": "2025-11-02", "type": "extended",'
        ' "until": "2026-05-03"}, {"date": "2026-03-01", "type": "repealed", "note": "by Ord. 5"}]'
    )
    [imported] = converted(f'[{{"city": "Elm", "checked": "2026-06-01", "events": {events}}}]').imported
    assert [
        f"{event.date} {event.did} {event.through or event.term}" for event in imported.policy.events
    ] == [
        "2025-05-03 adopted 6 months",
        "2025-11-02 extended 2026-05-03",
        "2026-03-01 ended None",
    ]


def test_extensions_that_a_json_record_lists_are_read() -> None:
    extensions = (
        '[{"date": "2026-05-05", "until": "2026-11-05"}, {"date": "2026-11-03", "until": "2027-05-05"}]'
    )
    text = (
        f'[{{"city": "Elm", "adopted": "2025-05-03", "expires": "2026-05-03", "extensions": {extensions}}}]'
    )
    [imported] = converted(text).imported
    assert [f"{event.date} {event.did} {event.through}" for event in imported.policy.events] == [
        "2025-05-03 adopted 2026-05-03",
        "2026-05-05 extended 2026-11-05",
        "2026-11-03 extended 2027-05-05",
    ]


@pytest.mark.parametrize(
    ("cell", "is_told"),
    [
        ("2027-03-02T04:59:59Z", True),
        ("2027-03-02 04:59:59+00:00", True),
        ("2027-03-02T00:00:00Z", False),
        ("2027-03-02T00:00:00.000Z", False),
        ("2027-03-02T04:59:59-05:00", False),
        ("2027-03-02T17:00:00Z", False),
        ("2027-03-02", False),
    ],
)
def test_hours_of_universal_time_may_be_of_the_day_before(cell: str, is_told: bool) -> None:
    lines = [
        line for line in report_of(f"city,date,end_date\nElm,2026-03-02,{cell}\n") if "universal" in line
    ]
    told = "hours of universal time, read as its day, are the day before in places west of it (row 2)"
    assert lines == ([f"x.csv: end_date: {told}"] if is_told else [])


@pytest.mark.parametrize("end", ["9999-12-31", "12/31/9999", "2999-12-31", "9999-12-31T00:00:00Z"])
def test_the_last_day_that_a_program_knows_is_no_end(end: str) -> None:
    [imported] = converted(f"issuer,kind,date,end_date\nElm,ban,2025-05-03,{end}\n").imported
    [adopted] = imported.policy.events
    assert (adopted.through, adopted.term) == (None, None)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("1970-01-01,2026-01-01,", "1970-01-01 is hardly meant: a placeholder, or a slip of the year"),
        ("1900-01-01,2026-01-01,", "1900-01-01 is hardly meant: a placeholder, or a slip of the year"),
        ("0202-01-05,2026-01-01,", "0202-01-05 is hardly meant: a placeholder, or a slip of the year"),
        ("2025-05-03,2206-07-05,", "2206-07-05 is hardly meant: a placeholder, or a slip of the year"),
        ("2025-05-03,2026-07-05,2026-12-20", "checked on 2026-12-20, a day to come"),
        ("1970,2026-01-01,", ""),
        (
            "2025-05-03,2026-07-05,,2025-04-01",
            "it took effect on 2025-04-01, before it was adopted on 2025-05-03",
        ),
        ("2025-05-03,2055-07-05,2026-11-20", ""),
    ],
)
def test_a_day_that_is_hardly_meant_is_told(cells: str, told: str) -> None:
    sheet = sheet_of(f"issuer,date,end_date,checked,effective\nElm,{cells}\n")
    manner = Manner(today=dt.date(2026, 11, 26))
    [imported] = convert(sheet, settled(with_kind(guess(sheet)), sheet), manner).imported
    assert "; ".join(imported.remarks) == told


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Extended for another six months.", "tells of what no event has: extended"),
        ("Repealed in May 2026", "tells of what no event has: repealed"),
        ("suspended by court", "tells of what no event has: suspended"),
        ("hearing 8/25/26", "names days that stay in the note"),
        ("180-day moratorium", ""),
        ("may be extended", ""),
        ("the former mill was removed", ""),
    ],
)
def test_what_only_a_note_says_of_a_change_is_told_with_its_row(note: str, told: str) -> None:
    text = f"issuer,date,end_date,notes\nElm,2025-05-03,2026-05-03,{note}\n"
    lines = [line for line in report_of(text) if "notes: 1 cell" in line]
    assert lines == ([f"x.csv: notes: 1 cell {told} (row 2)"] if told else [])


@pytest.mark.parametrize(
    ("head", "cells", "told", "dids"),
    [
        ("In force", "no", "typed not in force, by its terms in force through 2026-05-03", ["adopted"]),
        ("In force", "yes", "", ["adopted", "checked"]),
        ("isActive,status", "false,IN_FORCE", 'isActive "false" differs from status', ["adopted"]),
        ("active,status", "True,expired", 'active "True" differs from status', ["adopted"]),
        ("active,status", "False,suspended", "suspended, its day is", ["adopted", "suspended", "checked"]),
        ("active,status", "False,pending", "2026-05-03 (the day of", ["proposed", "checked"]),
        ("Repealed?", "Yes", "repealed, its day is not stated", ["adopted", "ended", "checked"]),
        ("active,effective", "no,2025-07-01", "", ["adopted", "checked"]),
        ("In effect?", "Yes - since May", "", ["adopted", "checked"]),
        ("In effect?", "No (repealed)", "repealed, its day is not stated", ["adopted", "ended"]),
        ("Repealed", "No (vote failed)", "", ["adopted", "checked"]),
        ("active,repealed", "yes,yes", 'repealed "yes" differs from active', ["adopted"]),
        ("repealed", "No", "", ["adopted", "checked"]),
        ("extended,status", "yes,active", "", ["adopted", "checked"]),
    ],
)
def test_columns_of_yes_and_no_are_statuses(head: str, cells: str, told: str, dids: list[str]) -> None:
    [imported] = converted(
        f"issuer,date,end_date,checked,{head}\nElm,2025-05-03,2026-05-03,2025-06-10,{cells}\n"
    ).imported
    assert [event.did for event in imported.policy.events] == dids
    assert told in "; ".join(imported.remarks) if told else imported.remarks == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "state,status,date\nOhio,enacted,2020-03-20\nOhio,extended,2020-04-28\nOhio,rescinded,2020-06-30\n",
            "status: tells of events, and state comes again: if a row is an event and not a policy, say --map"
            " event=status",
        ),
        (
            "city,date,Takes hold at,Renewal vote,Room\nElm,2025-05-03,2025-06-03,2026-05-01 and 2026-05-08,7\n"
            "Oak,2025-05-03,2025-06-03,,\n",
            "kept in notes: Takes hold at (days in rows 2, 3: --map through='Takes hold at' if they are the ends),"
            " Renewal vote (days in row 2: --map extended='Renewal vote'), Room; --ignore COLUMN leaves one out",
        ),
        (
            "city,date,Aftermath\nElm,2025-05-03,was extended to September\nOak,2025-05-03,none\nAsh,2025-05-03,none\n",
            "kept in notes: Aftermath (changes in row 2); --ignore COLUMN leaves one out",
        ),
        (
            "city,date,moratorium\nElm,2025-05-03,no\nOak,2025-05-03,yes\n",
            "kept in notes: moratorium (yes or no); --ignore COLUMN leaves one out",
        ),
        (
            "state,county,date\nOhio,Ash,2026-03-13\n,Bay,2026-03-14\n",
            "state: 1 cell is empty, and the policy has no jurisdiction (row 3); where the cell above is meant,"
            " write it again",
        ),
    ],
)
def test_what_may_be_meant_by_a_column_is_told(text: str, told: str) -> None:
    assert f"x.csv: {told}" in report_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "city,status,date\nElm,enacted,2020-03-20\nOak,extended,2020-04-28\nAsh,rescinded,2020-06-30\n",
        "state,county,date\nOhio,Ash,2026-03-13\nOhio,Bay,2026-03-14\n,Elm,2026-03-14\n",
    ],
)
def test_of_a_plain_sheet_nothing_else_is_thought(text: str) -> None:
    assert not [line for line in report_of(text) if "tells of events" in line or "jurisdiction" in line]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Partial ban", "ban"),
        ("bans", "ban"),
        ("ban (court-ordered)", "ban"),
        ("proposed moratorium", "moratorium"),
        ("Temporary moratoria", "moratorium"),
        ("prohibition", "ban"),
        ("no ban", None),
        ("ban and moratorium", None),
        ("noise act", None),
    ],
)
def test_the_word_of_a_kind_may_stand_beside_another(word: str, kind: str | None) -> None:
    reading = read_kind(word)
    assert (None if reading is None else reading.value) == kind


def test_rows_of_events_without_ids_are_one_policy_of_each_issuer_and_topic() -> None:
    rows = "Elm,adopted,2025-05-03,mining\nElm,adopted,2025-06-03,data centres\nElm,ended,2025-07-03,mining\n"
    conversion = converted("city,action,date,topic\n" + rows)
    assert [[event.did for event in each.policy.events] for each in conversion.imported] == [
        ["adopted", "ended"],
        ["adopted"],
    ]


@pytest.mark.parametrize(
    ("rows", "events", "told"),
    [
        (
            "Elm,extended,2025-11-01,2026-05-03",
            ["2025-11-01 adopted unknown low", "2025-11-01 extended 2026-05-03 high"],
            "adopted, its day is not stated: it was extended on 2025-11-01",
        ),
        (
            "Elm,proposed,2025-10-01,\nElm,suspended,2025-11-01,",
            [
                "2025-11-01 adopted unknown low",
                "2025-10-01 proposed None high",
                "2025-11-01 suspended None high",
            ],
            "adopted, its day is not stated: it was suspended on 2025-11-01",
        ),
        ("Elm,proposed,2025-10-01,", ["2025-10-01 proposed None high"], ""),
    ],
)
def test_an_extension_proves_that_it_had_been_adopted(rows: str, events: list[str], told: str) -> None:
    conversion = converted(f"{EVENTS}{rows.replace('Elm', 'Oak')}\n")
    policy, remarks = conversion.imported[1].policy, conversion.imported[1].remarks
    said = [
        f"{event.date} {event.did} {event.through or event.term} {event.confidence}"
        for event in policy.events
    ]
    assert said == events
    assert told in "; ".join(remarks)


def test_an_extension_with_a_day_is_proof_too_where_a_row_is_a_policy() -> None:
    events, said = read(date="", date_extended="2025-06-01", extended_to="2026-05-03")
    assert events[:2] == [
        "date 2025-06-01, did adopted, term unknown, confidence low",
        "date 2025-06-01, did extended, through 2026-05-03",
    ]
    assert "adopted, its day is not stated: it was extended on 2025-06-01" in said
    assert "6 months is not used" in said


def test_a_repeal_without_its_adoption_is_rejected_with_the_mend() -> None:
    [reject] = converted(f"{EVENTS}Oak,repealed,2025-06-01,\n").rejects
    assert reject.reason == "no row says when it was adopted, only that it was ended; add one that does"


@pytest.mark.parametrize(
    ("term", "end_date", "extended", "ends"),
    [
        ("1 yr, extended 6 mo. on 2025-06-10", "2025-12-11", "", "1 year | 6 months, 2025-12-11"),
        ("1 yr, extended 6 mo. on 2025-06-10", "2025-06-11", "", "1 year, 2025-06-11 | 6 months"),
        ("1 yr", "2025-12-11", "2025-06-10", "1 year | 2025-12-11"),
        ("1 yr", "2025-06-11", "2025-06-10", "1 year, 2025-06-11 | unknown"),
        ("1 yr, extended 6 mo.", "2025-12-11", "", "1 year, 2025-12-11"),
        ("1 yr, ext. to 2025-12-11 on 2025-06-10", "2025-06-11", "", "1 year, 2025-06-11 | 2025-12-11"),
        (
            "45 days; ext. 10 months on 2024-07-20; ext. 1 year on 2025-05-20",
            "2026-05-26",
            "",
            "45 days | 10 months | 1 year, 2026-05-26",
        ),
        ("60 days", "2024-08-10 \u2192 2024-10-01", "", "60 days, 2024-10-01"),
    ],
)
def test_no_extension_counts_from_the_end_that_it_set(
    term: str, end_date: str, extended: str, ends: str
) -> None:
    cells = f'Elm,2024-06-11,"{term}",{end_date},{extended},2026-04-29'
    [imported] = converted(f"city,date,term,end_date,date_extended,checked\n{cells}\n").imported
    said = [
        ", ".join(str(end) for end in (event.term, event.through) if end)
        for event in imported.policy.events
        if event.did != "checked"
    ]
    assert " | ".join(said) == ends
    assert ("no column says until when" in "; ".join(imported.remarks)) == ("unknown" in ends)


@pytest.mark.parametrize(
    ("cell", "upon"),
    [
        ("2025-05-03, eff. upon publication", "publication"),
        ("2025-05-03; effective when the governor signs", "the governor signs"),
        ("2025-05-03; effective upon adoption", None),
    ],
)
def test_a_condition_of_the_beginning_may_stand_beside_the_day_of_adoption(
    cell: str, upon: str | None
) -> None:
    [imported] = converted(f'city,date,term\nElm,"{cell}",6 months\n').imported
    [adopted] = imported.policy.events
    assert (str(adopted.date), adopted.effective, adopted.upon) == ("2025-05-03", None, upon)


@pytest.mark.parametrize(
    ("cell", "end"),
    [
        ("end of emergency", "until end of emergency"),
        ("Expiration of the order", "until Expiration of the order"),
        (
            "completion of the study or 2026-05-03",
            "through 2026-05-03, until completion of the study",
        ),
        ("end of June 2026", "through 2026-06-30"),
        ("until 2028", "through 2028"),
        ("til 2026-05-03", "through 2026-05-03"),
        ("90 d", "term 90 days"),
    ],
)
def test_an_event_alone_may_be_an_end_in_a_column_of_ends(cell: str, end: str) -> None:
    assert read(term="", end_date=cell)[0][0] == f"date 2025-05-03, did adopted, {end}"


def test_the_end_of_a_part_of_time_is_no_event() -> None:
    assert read(term="1 year", end_date="end of fiscal year")[0][0].endswith("did adopted, term 1 year")


@pytest.mark.parametrize(
    ("date", "did"),
    [
        ("announced 2025-02-23; not yet passed", "proposed"),
        ("2025-02-23 (not adopted)", "proposed"),
        ("introduced 2025-01-10; adopted 2025-02-23", "adopted"),
        ("not yet, vote 2025-02-23", "proposed"),
        ("passed 1st reading 2025-02-23", "proposed"),
        ("2nd reading 2025-02-23", "proposed"),
    ],
)
def test_what_was_not_passed_is_a_proposal_whatever_was_announced(date: str, did: str) -> None:
    assert f"date 2025-02-23, did {did}" in read(date=date, status="", term="")[0][-2]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Current status (typed)", "status"),
        ("Status as seen", "status"),
        ("Date adopted [m/d/y]", "date"),
        ("Datum/Date", "date"),
        ("Expires (if known)", "through"),
        ("What's paused", "bars"),
        ("In force from", "effective"),
        ("Duration (days)", "term"),
    ],
)
def test_a_name_is_known_without_what_stands_in_brackets_or_beside_a_slash(header: str, key: str) -> None:
    cell = {"status": "active", "term": "90"}.get(key, "2025-05-03")
    mapped = guess(sheet_of(f"city,{header}\nElm,{cell}\n"))
    assert [column.name for column in mapped.columns[key]] == [header]


def test_the_day_of_the_check_may_stand_in_the_name_of_the_column_of_statuses() -> None:
    text = "city,date,term,Status as of June 10 2025\nElm,2025-05-03,6 months,active\n"
    [imported] = converted(text).imported
    assert [str(event.date) for event in imported.policy.events if event.did == "checked"] == ["2025-06-10"]
    assert "x.csv: Status as of June 10 2025: the day of the check is 2025-06-10" in report_of(text)


def test_all_columns_of_sources_are_cited() -> None:
    row = "Elm,2025-05-03,https://a.example/1,https://b.example/2"
    [imported] = converted(f"city,date,source 1,source 2\n{row}\n").imported
    assert [source.url for source in imported.policy.sources.values()] == [
        "https://a.example/1",
        "https://b.example/2",
    ]
    assert imported.policy.note is None


def test_of_days_that_were_put_off_none_is_the_adoption() -> None:
    text = "city,date,term\nElm,postponed from 2025-05-03 to 2025-06-03,1 year\n"
    [reject] = converted(text, "date=date").rejects
    assert reject.reason.startswith("no day says when it was adopted; date says")


def test_dots_are_read_day_first_also_in_a_sheet_of_slashes_and_told() -> None:
    first, second = converted("city,date,term\nElm,5.3.2025,1 year\nOak,5/13/2025,1 year\n").imported
    assert [str(each.policy.events[0].date) for each in (first, second)] == ["2025-03-05", "2025-05-13"]
    assert first.remarks == ('date: "5.3.2025" is read as 2025-03-05, day first, as its dots say',)


@pytest.mark.parametrize(
    ("term", "end", "told"),
    [
        ("until Dec. 31", "term unknown", 'term "until Dec. 31" is not understood: a day without a year'),
        ("until 12/31", "term unknown", 'term "until 12/31" is not understood'),
        ("90 days + 90 days", "term 90 days, through 2025-10-30", "it was extended to 2025-10-30"),
        ("6 months w/ one 6 month extension", "term 6 months", ""),
        ("5/3/2025-11/13/2025", "through 2025-11-13", ""),
        ("2025-05-03/2025-11-13", "through 2025-11-13", ""),
        ("perm.", "", ""),
    ],
)
def test_no_length_or_end_is_lost(term: str, end: str, told: str) -> None:
    rows = f"Elm,2025-05-03,{term}\nOak,2025-05-03,1 year\nAsh,2025-05-03,1 year\n"
    first = converted(f"city,date,term\n{rows}").imported[0]
    [event] = first.policy.events
    said = ", ".join(
        f"{key} {value}" for key in ("term", "through", "until") if (value := getattr(event, key))
    )
    assert said == end
    assert told in "; ".join(first.remarks)


def test_a_column_that_contradicts_itself_in_the_order_of_day_and_month_is_told() -> None:
    head = "city,date,expires\n"
    rows = "Elm,13/1/2025,1/14/2026\nOak,1/14/2025,2/14/2026\nAsh,3/4/2025,3/4/2026\n"
    assert (
        "x.csv: date: some days are day first, some month first; 03/04/2026 is read month first"
        in report_of(head + rows)
    )


def test_a_column_of_prose_shows_its_own_order_of_day_and_month() -> None:
    rows = "Elm,19/03/2025,expired 11/22/2025\nOak,20/03/2025,expired 6/8/2025\n"
    ends = [str(each.policy.events[0].through) for each in converted(f"city,date,status\n{rows}").imported]
    assert ends == ["2025-11-22", "2025-06-08"]


@pytest.mark.parametrize("text", ["Mich.", "MI", "Michigan", "US-MI", "mich"])
def test_a_state_is_known_as_newspapers_write_it(text: str) -> None:
    reading = read_jurisdiction(text, "US")
    assert reading is not None
    assert reading.value == "US-MI"


@pytest.mark.parametrize(("text", "code"), [("D.C.", "US-DC"), ("N.C.", "US-NC"), ("N. Carolina", "US-NC")])
def test_stops_within_a_state_make_no_difference(text: str, code: str) -> None:
    reading = read_jurisdiction(text, "US")
    assert reading is not None
    assert reading.value == code


def test_a_proposal_is_no_later_than_the_day_on_which_it_was_seen() -> None:
    events, said = read(date="TBD", status="Planning Commission 2025-07-12", term="1 year")
    assert events == ["date 2025-06-10, did proposed", "date 2025-06-10, did checked"]
    assert "status: 2025-07-12 (day of the proposal) is not used, kept in the note" in said


def test_a_length_that_is_not_sure_is_told() -> None:
    assert read(term="~2 years")[1] == 'term: "~2 years" is not sure: taken as it stands'


def test_years_in_two_figures_are_told_once_for_a_column() -> None:
    sheet = sheet_of("city,date,term\nElm,5/13/19,1 year\nOak,5/14/25,1 year\nAsh,5/14/86,1 year\n")
    conversion = convert(sheet, settled(with_kind(guess(sheet)), sheet), Manner(today=dt.date(2026, 6, 1)))
    assert [each.remarks for each in conversion.imported[:2]] == [(), ()]
    assert 'date: "5/14/86" is read as 1986-05-14, the year as 1986' in conversion.imported[2].remarks
    assert "date: years in two figures are read as 2019 to 2025" in conversion.remarks


def test_an_event_may_name_its_subject_first() -> None:
    rows = "Elm,Moratorium adopted,2025-05-03,2025-11-03\nElm,Moratorium extended,2025-11-01,2026-05-03\n"
    [imported] = converted("city,action,date,end_date\n" + rows).imported
    assert [event.did for event in imported.policy.events] == ["adopted", "extended"]


@pytest.mark.parametrize(
    ("word", "did"),
    [
        ("1st reading", "proposed"),
        ("Ordinance passed on first reading", "proposed"),
        ("Second reading / adopted", "adopted"),
        ("Adopted (5-2)", "adopted"),
        ("Veto overridden", "adopted"),
        ("Extension #1", "extended"),
        ("2nd extension", "extended"),
        ("Amended (scope)", "amended"),
        ("Court injunction", "suspended"),
        ("Injunction lifted", "resumed"),
        ("Repealed early", "ended"),
        ("Voted down", "ended"),
        ("Sunset", "ended"),
        ("Still active", "checked"),
        ("Public hearing", "noted"),
        ("Extension denied", None),
        ("Adopted?", None),
        ("Adoption postponed", None),
        ("Court challenge filed", None),
        ("Not extended", None),
    ],
)
def test_what_a_row_tells_of_is_read_as_a_person_means_it(word: str, did: str | None) -> None:
    reading = read_event(word)
    assert (None if reading is None else reading.value.did) == did


def test_a_row_of_events_without_a_word_is_rejected_alone() -> None:
    conversion = converted(f"{EVENTS}Elm,,2026-02-01,\n")
    assert [len(each.policy.events) for each in conversion.imported] == [2]
    assert conversion.rejects[0].reason.startswith("does not say what happened; write one such as")


def test_a_number_may_stand_within_the_name_of_a_column() -> None:
    head = "city,date,end_date,Renewal 1,Renewal 1 through,Renewal 2,Renewal 2 through\n"
    row = "Elm,2025-01-10,2025-07-10,2025-07-09,2026-01-10,2026-01-08,6 months\n"
    [imported] = converted(head + row).imported
    assert [str(event.through or event.term) for event in imported.policy.events] == [
        "2025-07-10",
        "2026-01-10",
        "6 months",
    ]
    assert imported.remarks == ()


def test_a_column_that_only_says_adopted_tells_of_no_events() -> None:
    rows = "Elm,adopted,2025-05-03,2025-11-03\nElm,adopted,2026-05-03,2026-11-03\n"
    assert len(converted("city,action,date,end_date\n" + rows).imported) == 2


def test_a_second_last_day_that_differs_is_told() -> None:
    head = "city,date,end_date,sunset_date\n"
    assert remarks(head + "Elm,2025-05-03,2025-11-03,2026-11-03\n") == (
        "sunset_date: 2026-11-03 (the day of this column) is not used, kept in the note",
    )
    assert remarks(head + "Elm,2025-05-03,2025-11-03,2025-11-03\n") == ()
    [imported] = converted(head + "Elm,2025-05-03,,2026-11-03\n").imported
    assert str(imported.policy.events[0].through) == "2026-11-03"


def test_of_two_last_days_in_a_cell_ours_is_used() -> None:
    cell = "Neighbouring Elm's pause ends 2027-01-01; ours ends 2026-01-01"
    events, said = read(term=cell)
    assert events[0] == "date 2025-05-03, did adopted, through 2026-01-01"
    assert "2027-01-01 (last day) is not used" in said


def test_the_address_of_a_link_is_no_part_of_a_name() -> None:
    [imported] = converted("city,date,term\nElm https://elm.example/page,2025-05-03,6 months\n").imported
    assert (imported.policy.issuer, imported.policy.id) == ("Elm", "elm-2025")
    assert "https://elm.example/page" in (imported.policy.note or "")


@pytest.mark.parametrize(
    ("header", "row", "events", "told"),
    [
        # A status that the terms contradict on any day needs no day of its own to be told.
        ("Status,Adopted,Expires", "Expired,2024-08-01,", "2024-08-01 adopted unknown", "typed expired, no day says since when"),
        ("Status,Adopted,Expires", "Expired,2026-01-06,2027-01-06", "2026-01-06 adopted 2027-01-06", "typed expired, no day says"),
        ("Status,Adopted,Expires", "Ended,2026-01-06,12 months", "2026-01-06 adopted 12 months", "typed ended, no day says"),
        ("Status,Adopted,Expires", "Failed 2-3,2026-09-14,", "2026-09-14 proposed", "typed failed, no day says since when"),
        ("Status,Adopted,Expires", "Enjoined,2026-01-27,2027-01-27", "2026-01-27 adopted 2027-01-27", "typed enjoined, no day says"),
        ("Status,Adopted,Expires", "Expired,2024-01-06,2025-01-06", "2024-01-06 adopted 2025-01-06", ""),
        ("Status,Adopted,Expires", "Active,2024-01-06,2025-01-06", "2024-01-06 adopted 2025-01-06",
            "typed active, by its terms expired on 2025-01-06"),
        ("Status,Adopted,Expires", "Active,2026-01-06,repealed 2026-05-05", "2026-01-06 adopted unknown; 2026-05-05 ended repealed",
            "typed active, by its terms ended on 2026-05-05"),
        # What is still to come is no day of an ending that has happened.
        ("Status,Adopted,Expires", "Terminated,2026-01-06,2027-01-06", "2026-01-06 adopted 2027-01-06",
            "typed terminated, no day says since when"),
        ("Status,Adopted,Expires,Notes", "Repealed,2025-02-03,2026-02-03,repealed 2025-03-04 by Ord. 12",
            "2025-02-03 adopted 2026-02-03; 2025-03-04 ended repealed", "Notes: 2025-03-04 is read as the day on which it ended"),
        ("Status,Adopted,Expires", "Repealed,2025-02-03,2026-02-03", "2025-02-03 adopted unknown; 2026-02-03 ended repealed",
            "typed repealed: its stated end 2026-02-03 is taken as the day of that"),
        # Of two ends the later is the new one.
        ("Adopted,Expires", '2026-01-06,"2026-07-06, now 2027-01-06"', "2026-01-06 adopted 2027-01-06", "its first end 2026-07-06"),
        ("Adopted,Expires", "2026-01-06,2026-07-06 extended 2027-01-06", "2026-01-06 adopted 2027-01-06", "extended to 2027-01-06"),
        ("Adopted,Expires", '2026-01-06,"was 2026-07-06, now 2027-01-06"', "2026-01-06 adopted 2027-01-06", "extended to 2027-01-06"),
        ("Adopted,Expires", '2026-01-06,"2026-07-06, extended twice, now 2027-01-06"', "2026-01-06 adopted 2027-01-06",
            "extended to 2027-01-06"),
        ("Adopted,Expires", "2026-01-06,2026-07-06 extended 2026-07-01 to 2027-01-06",
            "2026-01-06 adopted 2026-07-06; 2026-07-01 extended 2027-01-06", ""),
        ("Adopted,Expires,Extended", "2026-01-06,2026-07-06,2027-01-06", "2026-01-06 adopted 2027-01-06",
            "2026-07-06"),
        ("Adopted,Expires,Extended", "2026-01-06,2026-07-06,2026-09-06", "2026-01-06 adopted 2026-09-06",
            "2026-07-06"),
        ("Adopted,Expires,Extended", "2026-01-06,2026-07-06,2026-07-01", "2026-01-06 adopted unknown; 2026-07-01 extended 2026-07-06",
            "2026-07-06 is taken as the end that this set, though so near"),
        ("Adopted,Expires", "2026-01-06,extended 2027-01-06", "2026-01-06 adopted 2027-01-06",
            "2027-01-06 is read as the day to which it was extended"),
        ("Adopted,Expires", '2026-01-06,"2026-03-06, extended 2026-03-01 for 6 months, extended 2026-08-29 to 2027-03-06"',
            "2026-01-06 adopted 2026-03-06; 2026-03-01 extended unknown; 2026-08-29 extended 2027-03-06",
            "6 months is not used, kept in the note"),
        ("Adopted,Expires,Extended", "2026-01-06,2026-07-06,to 2027-01-06", "2026-01-06 adopted 2027-01-06", "2026-07-06"),
        ("Adopted,Expires,Extensions", "2025-01-15,2025-07-15,2025-07-01 (+24 mo)",
            "2025-01-15 adopted 2025-07-15; 2025-07-01 extended 24 months", ""),
        ("Adopted,Expires,Extended", "2026-01-06,2026-07-06,6 months on 2026-07-01",
            "2026-01-06 adopted 2026-07-06; 2026-07-01 extended 6 months", ""),
        ("Adopted,Expires,Extended", "2026-01-06,2026-07-06,No", "2026-01-06 adopted 2026-07-06", ""),
        ("Adopted,Expires,Extended to", "2026-01-06,2026-07-06,6 months", "2026-01-06 adopted 2027-01-06", "extended to 2027-01-06"),
        ("Adopted,Expires", '2025-01-06,"2025-12-31, since then permanent"', "2025-01-06 adopted", "made open-ended after 2025-12-31"),
        ("Adopted,Expires", "2025-01-06,2025-12-31 -> made permanent 2025-12-20",
            "2025-01-06 adopted 2025-12-31; 2025-12-20 extended open", ""),
        ("Adopted,Expires", "2026-01-06,2026-07-06 extended to 1/6/2027", "2026-01-06 adopted 2027-01-06",
            "month first, though it may be day first"),
        # Equal lengths of time are two.
        ("Adopted,Expires", "2026-01-06,six months + six months", "2026-01-06 adopted 6 months 2027-01-06", "extended to 2027-01-06"),
        ("Adopted,Expires", '2026-01-06,"6 months, then another 6 months"', "2026-01-06 adopted 6 months 2027-01-06", "extended to 2027"),
        ("Adopted,Duration", '2026-01-06,"120 days, extended 60 days on 2026-05-01 and 60 days on 2026-07-01"',
            "2026-01-06 adopted 120 days; 2026-05-01 extended 60 days; 2026-07-01 extended 60 days", ""),
        ("Adopted,Duration", "2026-02-10,8 months + one 4-month ext. granted 2026-09-22",
            "2026-02-10 adopted 8 months; 2026-09-22 extended 4 months", ""),
        ("Adopted,Duration", "2026-01-06,6 mos. (ext'd 6 mos. 2026-07-01)", "2026-01-06 adopted 6 months; 2026-07-01 extended 6 months", ""),
        ("Adopted,Duration", '2026-01-06,"12 months, shortened to 6 months 2026-05-05"',
            "2026-01-06 adopted 12 months; 2026-05-05 amended", "6 months is not used"),
        ("Adopted,Duration", '2026-01-06,"6 months, extended to 12 months"', "2026-01-06 adopted 6 months 2027-01-06", "extended to 2027"),
        ("Adopted,Length,Extension 1,Extension 2,Current Expiration", "2025-01-15,6 months,2025-07-08 (6 mo),2026-01-13 (6 mo),2026-12-15",
            "2025-01-15 adopted 6 months; 2025-07-08 extended 6 months; 2026-01-13 extended 6 months 2026-12-15",
            "2026-12-15 is taken as the end that the extension on 2026-01-13 set"),
        # Last days in a condition, and what a term counts from.
        ("Adopted,Expires", '2021-10-08,"until the law enters into force, at the latest 31 Dec 2025"',
            "2021-10-08 adopted 2025-12-31 the law enters into force", ""),
        ("Adopted,Expires", '2026-01-08,"until study complete (latest: March 1, 2026)"', "2026-01-08 adopted 2026-03-01 study complete", ""),
        ("Adopted,Expires", "2026-01-08,until adoption of the plan; in any event not past 2026-03-01",
            "2026-01-08 adopted 2026-03-01 adoption of the plan", ""),
        ("Adopted,Expires", '2026-01-08,"until completion of study, expected March 1, 2026"',
            "2026-01-08 adopted completion of study, expected March 1, 2026", "2026-03-01 stands only in the words of the condition"),
        ("Adopted,Expires", "2026-01-06,12 months from publication (2026-01-20)", "2026-01-06 adopted 2027-01-20",
            "12 months from 2026-01-20 is read as through 2027-01-20"),
        ("Adopted,Effective,Duration", "2026-01-06,2026-02-05,6 months from adoption", "2026-01-06 2026-02-05 adopted 2026-07-06",
            "6 months from 2026-01-06"),
        ("Adopted,Effective,Duration", "2026-01-06,2026-02-05,180 days from effective date", "2026-01-06 2026-02-05 adopted 180 days", ""),
        ("Adopted,Effective,Duration", "2026-01-06,,180 days from effective date", "2026-01-06 adopted 180 days", "no day says when"),
        ("Adopted,Expires", "2026-01-16,upon adoption of zoning ordinance", "2026-01-16 adopted adoption of zoning ordinance", ""),
        # How long after its adoption it takes effect.
        ("Adopted,Effective,Duration", "2026-01-06,30 days after adoption,6 months", "2026-01-06 2026-02-05 adopted 6 months",
            "Effective: 30 days after 2026-01-06 is read as 2026-02-05"),
        ("Adopted,Effective,Duration", "2026-01-06,in thirty (30) days,6 months", "2026-01-06 2026-02-05 adopted 6 months", "is read as"),
        ("Adopted,Effective,Duration", "2026-01-06,30 days after 2026-01-10,6 months", "2026-01-06 2026-02-09 adopted 6 months", "is read as"),
        ("Adopted,Duration", '"2026-01-06, effective in 30 days",6 months', "2026-01-06 2026-02-05 adopted 6 months", "is read as"),
        ("Adopted,Duration", '"introduced 2026-01-06, not adopted until 2026-02-03",6 months',
            "2026-01-06 proposed; 2026-02-03 adopted 6 months", ""),
        # Lengths that follow on each other, and what was adopted once more.
        ("Adopted,Duration", "2026-01-06,45 days plus 10 months", "2026-01-06 adopted 45 days 2026-12-20", "extended to 2026-12-20"),
        ("Adopted,Duration", '2026-01-06,"45 days, then 10 months 15 days, then 1 year"', "2026-01-06 adopted 45 days 2028-01-04",
            "extended to 2028-01-04"),
        ("Adopted,Duration", "2026-01-06,6 mo + 6 mo + 6 mo", "2026-01-06 adopted 6 months 2027-07-06", "extended to 2027-07-06"),
        ("Adopted,Duration", "2026-01-06,12 months from 2026-01-20 + 6 months", "2026-01-06 adopted 2027-07-20", "extended to 2027-07-20"),
        ("Adopted,Duration", "2025-01-06; readopted 2026-02-03,6 months", "2025-01-06 adopted 6 months; 2026-02-03 extended 6 months",
            "readopted on 2026-02-03: 6 months is taken as set anew"),
        ("Adopted,Duration", "2025-01-06 and again 2026-02-03,6 months", "2025-01-06 adopted 6 months; 2026-02-03 extended 6 months",
            "6 months is taken as set anew"),
        # Years in a row, and words of other languages.
        ("Adopted,Expires", "2022–2024,", "2022 adopted 2024", '"2022-2024" is read as from 2022 through 2024'),
        ("Adopted,Expires", "2022 - 2024,", "2022 adopted 2024", "is read as from 2022 through 2024"),
        ("Adopted,Expires", "2025-06-03,2026/27", "2025-06-03 adopted 2027-12", '"2026/27" may be any day'),
        ("Adopted,Expires", "Anfang 2022,fin 2023", "2022-01 adopted 2023-12", '"Anfang 2022" may be any day'),
        ("Adopted,Expires,Status", "2025-11-06,bis 2026-12-31,in Kraft", "2025-11-06 adopted 2026-12-31", "until 2026-12-31"),
        ("Adopted,Expires", "2025-11-06,aufgehoben am 2026-03-01", "2025-11-06 adopted unknown; 2026-03-01 ended aufgehoben", ""),
        ("Adopted,Expires,Status", "2025-11-06,2026-12-31,levée 2026-03-01", "2025-11-06 adopted 2026-12-31; 2026-03-01 ended levée", ""),
        ("Adopted,Expires,Status", "2025-11-06,unbefristet,vigente", "2025-11-06 adopted", ""),
        # What a status tells of the end that an extension set.
        ("Adopted,Duration,Status,Checked", "2025-01-06,1 year,Made permanent 2026-01-05,2026-05-01",
            "2025-01-06 adopted 1 year; 2026-01-05 extended open; 2026-05-01 checked", ""),
        ("Adopted,Duration,Status,Checked", "2025-01-06,1 year,Extended indefinitely 2026-01-05,2026-05-01",
            "2025-01-06 adopted 1 year; 2026-01-05 extended open; 2026-05-01 checked", ""),
        ("Adopted,Duration,Status,Checked", "2025-01-06,1 year,Extended 6 months on 2026-01-05,2026-05-01",
            "2025-01-06 adopted 1 year; 2026-01-05 extended 6 months; 2026-05-01 checked", ""),
        ("Adopted,Duration,Status,Checked", "2025-01-06,1 year,Extended on 2026-01-05 until zoning is adopted,2026-05-01",
            "2025-01-06 adopted 1 year; 2026-01-05 extended zoning is adopted; 2026-05-01 checked", ""),
        ("Adopted,Duration,Status,Checked", "2025-01-06,1 year,Extended twice (6 months each),2026-05-01",
            "2025-01-06 adopted 1 year; 2026-05-01 2026-01-07 extended unknown low; 2026-05-01 checked", "6 months is not used"),
        # An extension that was asked for, or denied.
        ("Adopted,Duration,Status,Checked", "2025-01-06,1 year,Extension to 2026-07-06 denied 2026-01-05,2026-05-01",
            "2025-01-06 adopted 1 year", "is not understood"),
        ("Adopted,Duration,Status,Checked", "2025-01-06,1 year,Extension request withdrawn,2026-01-03", "2025-01-06 adopted 1 year",
            "is not understood"),
        ("Adopted,Duration,Status,Checked", "2025-01-06,1 year,Active; 6-month extension under consideration,2026-01-03",
            "2025-01-06 adopted 1 year; 2026-01-03 checked", "6-month that only may come about is not used"),
        ("Adopted,Duration,Status,Checked", "2025-01-06,1 year,Active; extension to be considered 2026-01-05,2026-01-03",
            "2025-01-06 adopted 1 year; 2026-01-03 checked", "2026-01-05 (a day to come) is not used"),
        ("Adopted,Expires,Extensions", "2025-01-06,2026-01-06,6 mo. ext. denied 2025-12-15", "2025-01-06 adopted 2026-01-06",
            "6 mo. that only may come about is not used"),
        # When it was extended before or after its end, or each year.
        ("Adopted,Duration,Extended", "2024-03-19,1 year,2026-03-17 (1 yr)", "2024-03-19 adopted 1 year; 2026-03-17 extended 1 year",
            "extended on 2026-03-17, after it had ended on 2025-03-19: not in force between"),
        ("Adopted,Duration,Extended", '2022-10-03,1 year,"renewed 2023, 2024, 2025"',
            "2022-10-03 adopted 1 year; 2023 extended unknown; 2024 extended unknown; 2025 extended unknown", "only the end that the last set"),
        ("Adopted,Duration", '"2024-10-21, 2025-10-20 (renewal)",1 year', "2024-10-21 adopted 1 year; 2025-10-20 extended unknown",
            "no column says until when"),
        ("adopt_date,orig_duration_mo,last_ext_date,current_sunset", "2024-03-13,12,2026-03-11,2027-03-13",
            "2024-03-13 adopted 12 months; 2025-03-13 extended unknown low; 2026-03-11 extended 2027-03-13",
            "extended before 2026-03-11 too: by 2025-03-13, its day is not stated"),
        ("Adopted,Duration", '2020-06-10,"1 year, then extended ""until further notice"" on 2021-05-18"',
            "2020-06-10 adopted 1 year; 2021-05-18 extended further notice", ""),
        ("Adopted,Expires", '2023-06-01,"2024-06-01, extended to 2025-06-01, made permanent 2024-05-20"',
            "2023-06-01 adopted 2024-06-01; 2024-05-20 extended open", "2025-06-01 (last day, as extended) is not used"),
        ("Adopted,Expires", "2023-06-01,thrown out by a federal judge 2023-12-04", "2023-06-01 adopted unknown; 2023-12-04 ended thrown out", ""),
        # A word before a last day that nobody knows may say that it is none.
        ("Adopted,Expires", "2023-06-01,obliterated by a federal judge 2023-12-04", "2023-06-01 adopted 2023-12-04",
            '"obliterated by a federal judge 2023-12-04" is read as a last day in force'),
        # Lengths in prose, events that have a month in their name, days that were put off.
        ("Adopted,Duration", "2026-05-26,a six-month pause", "2026-05-26 adopted 6 months", ""),
        ("Adopted,Duration", '2026-05-26,"6 months, then 6 more months"', "2026-05-26 adopted 6 months 2027-05-26", "extended to 2027-05-26"),
        ("Adopted,Expires", "2026-05-18,until the November 2026 election", "2026-05-18 adopted November 2026 election", ""),
        ("Started,Duration,Status", "first vote 2026-05-04; second vote 2026-06-01,180 days,in force", "2026-05-04 proposed; 2026-06-01 adopted 180 days",
            "2026-06-01 is that of a second vote, taken as its adoption"),
        # Ends in a row, and an end that only the status says.
        ("Adopted,Ends", '2025-10-20,"2026-01-20, 2026-04-20, 2026-12-20"', "2025-10-20 adopted 2026-12-20", "2026-04-20 (last day, as extended)"),
        ("Adopted,Ends,Status,Checked", "2014-02-25,2025-03-25,In force until March 2030,2026-06-03",
            "2014-02-25 adopted 2025-03-25; 2026-06-03 2025-03-26 extended 2030-03 low; 2026-06-03 checked", "it was extended, through 2030-03"),
        ("Adopted,Ends", "2015-03-27,2026-12-27 indefinitely", "2015-03-27 adopted 2026-12-27", "says too that there is no end"),
        ("Adopted,Status,Checked", "2020-02-01,in force; extended to 4 more districts 2022-09-01,2026-06-03",
            "2020-02-01 adopted unknown; 2022-09-01 amended; 2026-06-03 checked", ""),
        ("Adopted,Expires,Status", "2025-05-03,2026-05-03,Extension art. passed 2026-05-02 (to 2027-05-03)",
            "2025-05-03 adopted 2026-05-03; 2026-05-02 extended 2027-05-03", ""),
        ("Adopted,Expires,Status,Note on status", "2023-10-02,2024-10-02,Sunset,Preempted 2025-02-02", "2023-10-02 adopted 2024-10-02", ""),
        ("Adopted,Expires,Status", "2026-05-04,2027-05-04,Filed", "2026-05-04 proposed", "typed filed: 2026-05-04 is taken as the day of the proposal"),
        # How long may stand beside the first day; a day beside a beginning may be the end.
        ("Adopted,Expires", "60-day moratorium adopted 2026-05-11,", "2026-05-11 adopted 60 days", ""),
        ("Adopted,Expires", '"Adopted 2026-01-12 for 6 months, extended 2026-06-08 for 6 months",',
            "2026-01-12 adopted 6 months; 2026-06-08 extended 6 months", ""),
        ("Adopted,Expires", "2026-05-11 for 60 days,2026-08-11", "2026-05-11 adopted 2026-08-11", "60 days is not used"),
        ("Adopted,Expires", '2026-04-16,"six months from passage, i.e. 2026-10-16"', "2026-04-16 adopted 6 months 2026-10-16", ""),
        ("Adopted,Expires", "2026-04-16,6 months from adoption (2026-10-16)", "2026-04-16 adopted 6 months 2026-10-16", ""),
        ("Adopted,Expires,Status", "2026-04-16,2026-12-16,Suspended 2026-05-19 pending state law",
            "2026-04-16 adopted 2026-12-16; 2026-05-19 suspended", ""),
        # Lengths of which there are several, years that are none of the calendar, ends that were shortened.
        ("Adopted,Duration", "2026-01-06,two 6-month terms", "2026-01-06 adopted unknown", "is not understood"),
        ("Adopted,Duration", "2026-01-06,six months (twice)", "2026-01-06 adopted unknown", "is not understood"),
        ("Adopted,Duration", "2026-01-06,6 months x 2", "2026-01-06 adopted unknown", "is not understood"),
        # Words behind their days, days of an event that are those of the beginning, what is not known.
        ("Adopted,Expires", '"2026-01-06 intro, 2026-01-20 PH, 2026-02-03 adoption",2026-12-06', "2026-01-06 proposed; 2026-02-03 adopted 2026-12-06",
            "2026-01-20 (a day to come) is not used"),
        ("Adopted,Expires", '"2026-01-06 adopted, 2026-02-05 effective",2026-12-06', "2026-01-06 2026-02-05 adopted 2026-12-06", ""),
        ("Adopted,Expires", '"2026-01-06, effective upon publication 2026-01-12",2026-12-06', "2026-01-06 2026-01-12 adopted 2026-12-06", ""),
        ("Adopted,Expires", "TBD (vote 2026-07-07),2026-12-06", "2026-07-07 adopted 2026-12-06", "says of a part that it is not known"),
        # Columns of extensions and of endings that say more than a day.
        ("Adopted,Expires,Extended", "2025-01-06,2026-01-06,#1 2025-12-16 to 2026-07-06; #2 2026-06-30 to 2027-01-06",
            "2025-01-06 adopted 2026-01-06; 2025-12-16 extended 2026-07-06; 2026-06-30 extended 2027-01-06", ""),
        ("Adopted,Expires,Extended", "2025-01-06,2026-01-06,6 mo + 6 mo", "2025-01-06 adopted 2027-01-06", "extended to 2027-01-06"),
        ("Adopted,Expires,Extended", "2025-01-06,2026-01-06,2025-12-16 indefinitely", "2025-01-06 adopted 2026-01-06; 2025-12-16 extended open", ""),
        ("Adopted,Expires,Extended", "2025-01-06,2026-01-06,no (2025-12-16)", "2025-01-06 adopted 2026-01-06",
            "2025-12-16 (a day that is denied) is not used"),
        ("Adopted,Expires,Repealed", "2025-01-06,2026-12-06,2026-03-03 for homes only", "2025-01-06 adopted 2026-12-06; 2026-03-03 amended", ""),
        ("Adopted,Expires,Status,Checked", "2026-01-05,2027-01-05,Struck down 2026-05-01; reinstated on appeal 2026-05-29,2026-06-10",
            "2026-01-05 adopted 2027-01-05; 2026-05-01 ended struck down; 2026-05-29 adopted 2027-01-05", "reinstated on 2026-05-29, read as adopted anew"),
        ("Adopted,Status", "2019-11-02,Lifted 2022-09-22; reinstated 2022-10-27",
            "2019-11-02 adopted unknown; 2022-09-22 ended lifted; 2022-10-27 adopted unknown", "read as adopted anew"),
        # First days that hang on something, terms as they now stand, reviews.
        ("Adopted,Effective,Duration", "2026-01-06,30 days after adoption (2026-02-05),6 months", "2026-01-06 2026-02-05 adopted 6 months",
            "30 days is not used"),
        ("Adopted,Effective,Duration", '2026-01-06,"2026-02-05, stayed until 2026-03-01",6 months', "2026-01-06 2026-02-05 adopted 6 months",
            "2026-03-01 (last day of a stay) is not used"),
        ("Adopted,Effective,Duration", "2026-01-06,the later of 2026-02-05 and filing,6 months", "2026-01-06 2026-02-05 adopted 6 months medium",
            "it says that it is not sure of the day"),
        ("Adopted,Duration", '2026-01-06,"6 months, now 12 months"', "2026-01-06 adopted 6 months 2027-01-06", "extended to 2027-01-06"),
        ("Adopted,Duration", '2026-01-06,"open-ended, review at 6 months"', "2026-01-06 adopted", "6 months is not used"),
        ("Adopted,Expires,Status", "2026-01-06,2026-12-06,2026-06-30: extension voted down", "2026-01-06 adopted 2026-12-06",
            "is not understood"),
        # What a second column of statuses says.
        ("Adopted,Expires,Status", "2026-04-07,2026-12-05,TRO 2026-05-14; dissolved 2026-05-28",
            "2026-04-07 adopted 2026-12-05; 2026-05-14 suspended; 2026-05-28 resumed", "is read as dissolved"),
        ("Adopted,Expires,Status", "2025-08-18,2026-02-18,Renewed 09-Feb-26 (6 mo)", "2025-08-18 adopted 2026-02-18; 2026-02-09 extended 6 months", "typed renewed"),
        ("Adopted,Expires,Status", "2024-05-06,2025-05-06,Replaced by ordinance 15-Apr-25", "2024-05-06 adopted 2025-05-06; 2025-04-15 ended replaced", ""),
        ("Adopted,Expires,Status", "2025-08-18,2026-12-18,Extension vote 2026-12-07", "2025-08-18 adopted 2026-12-18", "is not understood"),
        ("Date of action,Result", "2026-02-10,Failed 2-3", "2026-02-10 proposed; 2026-02-10 ended failed", ""),
        # Columns of stays.
        ("Adopted,Expires,Enjoined,Stay lifted", "2026-01-06,2026-12-06,2026-05-14,2026-05-28",
            "2026-01-06 adopted 2026-12-06; 2026-05-14 suspended; 2026-05-28 resumed", ""),
        ("Adopted,Expires,Injunction", "2026-01-06,2026-12-06,2026-05-14 to 2026-06-01", "2026-01-06 adopted 2026-12-06; 2026-05-14 suspended 2026-06-01", ""),
        ("Adopted,Expires,TRO", "2026-01-06,2026-12-06,TRO 2026-05-14; PI 2026-05-28", "2026-01-06 adopted 2026-12-06; 2026-05-14 suspended",
            "2026-05-28 (day of a stay) is not used"),
        ("Adopted,Expires,Enjoined", "2026-01-06,2026-12-06,2026-05-14 (dissolved 2026-05-28)",
            "2026-01-06 adopted 2026-12-06; 2026-05-14 suspended; 2026-05-28 resumed", ""),
        ("Adopted,Expires,Enjoined", "2026-01-06,2026-12-06,no (motion denied 2026-05-14)", "2026-01-06 adopted 2026-12-06",
            "2026-05-14 (a day that is denied) is not used"),
        ("Adopted,Expires,Enjoined", "2026-01-06,2026-12-06,partially 2026-05-14", "2026-01-06 adopted 2026-12-06; 2026-05-14 amended", ""),
        # A stay that is over.
        ("Adopted,Expires,Status,Checked", '2026-01-06,2026-12-06,"Enjoined 2026-05-01, injunction lifted 2026-05-20",2026-06-10',
            "2026-01-06 adopted 2026-12-06; 2026-05-01 suspended; 2026-05-20 resumed", "is read as injunction lifted"),
        ("Adopted,Expires,Status,Checked", '2026-01-06,2026-12-06,"Suspended 2026-05-01, resumed 2026-05-20",2026-06-10',
            "2026-01-06 adopted 2026-12-06; 2026-05-01 suspended; 2026-05-20 resumed", "is read as resumed"),
        ("Adopted,Expires,Status,Checked", "2026-01-06,2026-12-06,Reinstated 2026-05-20,2026-06-10",
            "2026-01-06 adopted 2026-12-06; 2026-06-10 checked", "2026-05-20 (day it resumed) is not used"),
        ("Adopted,Expires", '2026-01-06,"2026-10-06, shortened to 2026-05-06"', "2026-01-06 adopted 2026-05-06", "2026-10-06 (a day that is denied)"),
        ("Adopted,Expires", "2026-01-06,shortened from 2026-10-06 to 2026-05-06", "2026-01-06 adopted 2026-05-06", "2026-10-06 (a day that is denied)"),
        ("Adopted,Expires", "2026-01-06,2026-04-06 (+6 mo)", "2026-01-06 adopted 2026-10-06", "extended to 2026-10-06"),
        ("Adopted,Expires", "2026-01-06,2026-04-06/2026-10-06", "2026-01-06 2026-04-06 adopted 2026-10-06",
            "2026-04-06 is read as its first day in force"),
        # The day of an outcome is that of what the outcome says.
        ("adopt_date,orig_sunset,outcome_code,outcome_date", "2025-06-14,2026-06-14,repealed,2026-02-02",
            "2025-06-14 adopted 2026-06-14; 2026-02-02 ended repealed", ""),
        ("adopt_date,orig_sunset,outcome_code,outcome_date", "2025-06-14,2026-12-14,enjoined,2026-02-02",
            "2025-06-14 adopted 2026-12-14; 2026-02-02 suspended", ""),
        ("adopt_date,orig_sunset,outcome_code,outcome_date", "2025-06-14,2026-06-14,expired,2026-06-14", "2025-06-14 adopted 2026-06-14", ""),
        ("intro_date,outcome,outcome_date", "2026-02-02,failed,2026-03-16", "2026-02-02 proposed; 2026-03-16 ended failed", ""),
        # A stay before the first day, a reading beside the adoption, a vote on a repeal.
        ("Adopted,Effective,Status", "2023-06-14,2023-12-14,enjoined since 2023-12-06",
            "2023-06-14 2023-12-14 adopted unknown; 2023-12-06 suspended", ""),
        ("Adopted,Duration,Status", "2026-05-19 (first reading 2026-05-04),1 year,in force", "2026-05-04 proposed; 2026-05-19 adopted 1 year", ""),
        ("Adopted,Expires,Status", "2026-01-06,2027-01-06,in force; repeal vote set for 2026-12-08", "2026-01-06 adopted 2027-01-06",
            "2026-12-08 (a day to come) is not used"),
        # A last day behind a condition, and days of the event that it begins with.
        ("Adopted,Duration", '2025-06-02,"Until UDO update adopted, NTE 18 months"', "2025-06-02 adopted 18 months UDO update adopted", ""),
        ("Adopted,Effective,Duration", "2026-03-02,upon publication (2026-03-12),180 days", "2026-03-02 2026-03-12 adopted 180 days", ""),
        ("Adopted,Duration", "2026-05-11,12 months from effective date (2026-05-25)", "2026-05-11 2026-05-25 adopted 12 months",
            "2026-05-25 is read as its first day in force"),
        ("Adopted,Duration", "2026-05-12 (1st reading) / 2026-06-09 (2nd & final),1 year", "2026-05-12 proposed; 2026-06-09 adopted 1 year", ""),
        # A hearing that is continued extends nothing.
        ("Adopted,Expires,Status", '2026-01-06,2026-12-06,"Active; public hearing 2026-05-01, continued to 2026-08-04"',
            "2026-01-06 adopted 2026-12-06", "2026-08-04 (a day to come) is not used"),
        ("Adopted,Expires,Status", '2026-01-06,2026-07-06,"Ordinance adopted 2026-05-01; moratorium lifted"',
            "2026-01-06 adopted 2026-07-06; 2026-05-01 ended lifted", "2026-05-01 is read as the day on which it ended"),
        # Columns of an ending.
        ("Adopted,Expires,Repealed", "2026-01-06,2027-01-06,vote on 2026-12-05", "2026-01-06 adopted 2027-01-06", "2026-12-05 (a day to come)"),
        ("Adopted,Expires,Repealed", "2026-01-06,2027-01-06,in part 2026-05-05", "2026-01-06 adopted 2027-01-06; 2026-05-05 amended", ""),
        ("Adopted,Expires,Repealed", "2026-01-06,2027-01-06,2026-05-05?", "2026-01-06 adopted 2027-01-06; 2026-05-05 ended", "is not sure"),
        ("Adopted,Expires,Repealed", "2026-01-06,2027-01-06,2026-12-05", "2026-01-06 adopted 2026-12-04", "2026-12-05 is to come"),
        ("Adopted,Expires,Status,Checked", "2026-04-01,2026-12-31,repeal effective 2026-12-01,2026-09-01",
            "2026-04-01 adopted 2026-11-30", "2026-12-01 is to come: its last day is read as 2026-11-30"),
        ("Adopted,Expires,Repealed", "2026-01-06,2026-12-06,2027-01-06", "2026-01-06 adopted 2026-12-06", "2027-01-06 (the day of this column) is not"),
        ("Status,Adopted,Expires,Notes", "Repealed; on 2025-03-28,2025-02-03,2026-02-03,repealed 2025-03-04",
            "2025-02-03 adopted 2026-02-03; 2025-03-28 ended repealed", "Status: 2025-03-28 is read as the day on which it ended"),
        ("Status,Adopted,Expires,Notes", "Repealed,2025-02-03,2026-02-03,repealed 2026-03-04",
            "2025-02-03 adopted unknown; 2026-02-03 ended repealed", "its stated end 2026-02-03 is taken as the day of that"),
        ("Status,Adopted,Expires,Notes", "Repealed,2025-02-03,2026-02-03,a ban of 2019 was repealed 2020-03-04",
            "2025-02-03 adopted unknown; 2026-02-03 ended repealed", "its stated end 2026-02-03 is taken as the day of that"),
        ("Adopted,Expires,Ended", "2026-01-06,2026-07-06,2026-07-06 (expired)",
            "2026-01-06 adopted 2026-07-06; 2026-07-06 2026-07-07 ended", ""),
        # Which day is that of the adoption.
        ("Adopted,Expires", '"Intro\'d 2025-12-02, adopted 2026-01-06",1 year', "2025-12-02 proposed; 2026-01-06 adopted 1 year", ""),
        ("Adopted,Expires", '"announced 2025-12-02, adopted 2026-01-06",1 year', "2025-12-02 proposed; 2026-01-06 adopted 1 year", ""),
        ("Adopted,Expires", "2026-01-06 (announced 2025-12-02),1 year", "2025-12-02 proposed; 2026-01-06 adopted 1 year", ""),
        ("Status,Adopted,Expires", "Active,3rd reading 2026-10-20,9 months", "2026-10-20 adopted 9 months",
            "2026-10-20 is that of a 3rd reading, taken as its adoption"),
        ("Status,Adopted,Expires", 'Active,"2nd reading 2026-06-09, effective 2026-07-09",1 year', "2026-06-09 2026-07-09 adopted 1 year",
            "2nd reading, taken as its adoption"),
        ("Status,Adopted,Expires", "Active,2026-06-19 (second reading),1 year", "2026-06-19 adopted 1 year", "second reading, taken"),
        ("Status,Adopted,Expires", 'Active,"2nd reading 2026-06-09, published 2026-06-19, effective 2026-07-09",1 year',
            "2026-06-09 2026-07-09 adopted 1 year", "2026-06-19 (the day of this column) is not used"),
        ("Status,Adopted,Expires", "Pending,2nd reading 2026-06-09,1 year", "2026-06-09 proposed", ""),
        ("Status,Adopted,Expires", "Active,first reading 2026-06-09,1 year", "2026-06-09 proposed",
            "1 year is not used, kept in the note; typed active, by its terms only proposed"),
        ("Status,Adopted,Expires", "Active,first reading 2026-01-06; second reading 2026-01-20; final 2026-02-03,1 year",
            "2026-01-06 proposed; 2026-02-03 adopted 1 year", "2026-01-20 (day of the proposal) is not used"),
        ("Status,Adopted,Expires", 'Active,"vetoed 2026-01-09, override 2026-01-20",1 year', "2026-01-20 adopted 1 year",
            "2026-01-09 (day the proposal failed) is not used"),
        ("Proposed,Vote,Result", "2026-01-13,2026-03-03,Failed 2-3", "2026-01-13 proposed; 2026-03-03 ended failed", ""),
        ("Adopted,Notes", "c. 2021,x", "2021 adopted unknown medium", "it says that it is not sure of the day"),
        # What brought an end about is no adoption of the moratorium; a stay that is over leaves it in force.
        ("Adopted,Current end,Status,Checked", "2026-01-16,2027-01-16,Ended 2026-08-01 upon adoption of Ord. 55,2026-11-20",
            "2026-01-16 adopted 2027-01-16; 2026-08-01 ended; 2026-11-20 checked", ""),
        ("Adopted,Current end,Status,Checked", "2026-01-16,2027-01-16,Expired early 2026-08-01 when ordinance adopted,2026-11-20",
            "2026-01-16 adopted 2026-08-01; 2026-11-20 checked", "Status: expired on 2026-08-01, which is used"),
        ("Adopted,Expires,Status,Checked", "2026-04-01,2026-12-31,active; suspended 2026-05-01 - 2026-06-01,2026-09-01",
            "2026-04-01 adopted 2026-12-31; 2026-05-01 suspended 2026-06-01; 2026-09-01 checked", ""),
        ("Adopted,Expires,Status", "2026-04-01,2026-12-31,enjoined 2026-05-01 through 2026-06-01",
            "2026-04-01 adopted 2026-12-31; 2026-05-01 suspended 2026-06-01", "typed enjoined, by its terms in force"),
        ("Adopted,Expires,Status", '2026-04-01,2026-12-31,"active; suspended 2026-05-01, expires 2026-12-31"',
            "2026-04-01 adopted 2026-12-31; 2026-05-01 suspended", "is read as suspended"),
        ("Adopted,Expires", "2026-01-06,until at the latest 2026-12-31", "2026-01-06 adopted 2026-12-31", ""),
        ("Adopted,Expires", "2026-01-06,made permanent 2026-05-05", "2026-01-06 adopted unknown; 2026-05-05 extended open", ""),
        ("Adopted,Expires,Status,Checked", "2026-04-01,2026-12-31,Mostly repealed,2026-09-01", "2026-04-01 adopted 2026-12-31",
            "is not understood"),
        ("Adopted,Expires,Status", "2026-01-06,2027-01-06,Repealed upon adoption of zoning 2026-08-01",
            "2026-01-06 adopted 2027-01-06; 2026-08-01 ended repealed", ""),
        ("Adopted,Expires,Status", "2026-01-06,2027-01-06,Repealed?", "2026-01-06 adopted 2027-01-06", "is not sure: it confirms nothing"),
        ("Adopted,Expires,Status", "2026-01-06,2027-01-06,Suspended 2026-05-01 to 2026-06-01",
            "2026-01-06 adopted 2027-01-06; 2026-05-01 suspended 2026-06-01", "typed suspended, by its terms in force through 2027-01-06"),
        ("Adopted,Expires,Status", '2026-01-06,2027-01-06,"vetoed 2026-08-11; council failed to override 2026-09-08"',
            "2026-01-06 proposed; 2026-08-11 ended vetoed", "2026-09-08 (day the proposal failed) is not used"),
        ("Adopted,Expires,Extended", "2026-01-06,2026-07-06,2026-07-08", "2026-01-06 adopted 2026-07-06; 2026-07-08 extended unknown",
            "extended on 2026-07-08: no column says until when"),
        ("Adopted,Duration", '2026-01-06,"6 months and an additional 6 months if needed"', "2026-01-06 adopted 6 months",
            "6 months that only may come about is not used"),
        ("Start Date,End Date,Status", "2027-01-15,2027-07-15,Planned", "2027-01-15 proposed", "proposed on 2027-01-15, a day to come"),
    ],
)  # fmt: skip
def test_nobody_who_reads_the_result_is_deceived(header: str, row: str, events: str, told: str) -> None:
    found, said = rows_of(header, row)
    assert found == [events]
    assert told in said[0] if told else said == [""]


def test_what_one_column_says_is_over_and_another_is_in_force_is_told() -> None:
    events, said = rows_of(
        "Adopted,Expires,Status,Checked",
        "2025-11-06,2026-11-06,active,2026-06-20",
        "2025-11-06,2026-11-06,active,2026-06-20",
        "2025-11-06,expired,active,2026-06-20",
        "2025-11-06,repealed,adopted,2026-06-20",
    )
    assert said[2] == "Expires says expired, typed active"
    assert events[3] == "2025-11-06 adopted unknown; 2026-06-20 ended repealed low"
    assert said[3].startswith("repealed, its day is not stated: known on 2026-06-20")


def test_a_column_of_statuses_is_known_by_its_cells() -> None:
    rows = ["Active", "Repealed 2026-03-01", "Expired", "Active; lawsuit filed", "Enjoined 2026-04-03"]
    events, _ = rows_of("Adopted,Where it stands", *(f"2026-01-06,{row}" for row in rows))
    assert events[1] == "2026-01-06 adopted unknown; 2026-03-01 ended repealed"
    assert events[4] == "2026-01-06 adopted unknown; 2026-04-03 suspended"


def test_a_yes_does_not_hide_a_column_of_extensions() -> None:
    rows = ("yes", "6 mo. on 2026-07-01", "2nd 6 mo. if needed")
    events, said = rows_of("Adopted,Expires,Extension(s)", *(f"2026-01-06,2026-07-06,{row}" for row in rows))
    assert events[1] == "2026-01-06 adopted 2026-07-06; 2026-07-01 extended 6 months"
    assert events[2] == "2026-01-06 adopted 2026-07-06"
    assert said[2] == "Extension(s): 6 mo. that only may come about is not used, kept in the note"


def test_a_column_of_days_is_known_by_a_stem_of_its_name() -> None:
    rows = (f"2026-0{month}-06,2026-07-0{month},2026-01-0{month}" for month in range(1, 7))
    events, _ = rows_of("Day agreed by members,Position checked,Next hearing before council", *rows)
    assert events[0] == "2026-01-06 adopted unknown; 2026-07-01 checked"


@pytest.mark.parametrize("first", ["Sunset per bylaw", "Sunset"])
def test_of_two_columns_of_ends_that_of_a_name_of_change_is_the_end_as_it_stands(first: str) -> None:
    rows = [f"2025-0{month}-06,2026-0{month}-06,2026-1{month % 3}-06" for month in range(1, 7)]
    events, said = rows_of(
        f"Voted,{first},Sunset by amendment as amended", *rows, "2025-01-06,2026-01-06,2026-07-06; 2026-11-06"
    )
    assert events[0] == "2025-01-06 adopted 2026-11-06"
    assert events[-1] == "2025-01-06 adopted 2026-11-06"
    assert "2026-07-06 (the day of this column) is not used" in said[-1]


def test_a_second_column_of_statuses_is_read_too() -> None:
    rows = [
        "Repealed 2025-11-05",
        "Preempted 2026-02-02",
        "Enjoined 2025-11-05",
        "Vacated 2025-12-01",
        "Extended 2025-12-01",
    ]
    events, said = rows_of(
        "Adopted,Sunset,Registry status,Action since",
        *(f"2025-01-06,2026-01-06,Sunset,{row}" for row in rows),
    )
    assert events[0] == "2025-01-06 adopted 2026-01-06; 2025-11-05 ended repealed"
    assert (events[1], "2026-02-02 (day it ended) is not used" in said[1]) == (
        "2025-01-06 adopted 2026-01-06",
        True,
    )


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Gemeinde,Land,Beschluss,Dauer,Status,Stand\nHanau,DE,05.05.2026,6 Monate,in Kraft,01.06.2026\n",
            ["2026-05-05 adopted 6 months", "2026-06-01 checked"],
        ),
        ("Commune,Date d'adoption,Durée,Statut\nNice,20/05/2025,18 mois,levé le 02/02/2026\n",
            ["2025-05-20 adopted 18 months", "2026-02-02 ended"]),
        ("Client City,Adopted on,Runs through,Current?\nElm,2026-01-13,2026-12-27,No (repealed 2026-02-10)\n",
            ["2026-01-13 adopted 2026-12-27", "2026-02-10 ended"]),
        ("Place,1st moratorium,1st ends,2nd moratorium,2nd ends\nElm,2025-02-11,2025-08-11,2025-08-05,2026-02-11\n",
            ["2025-02-11 adopted 2025-08-11", "2025-08-05 extended 2026-02-11"]),
        ("town,enacted,length_days,ext1_enacted,ext1_days\nElm,2025-06-03,90,2025-08-26,90\n",
            ["2025-06-03 adopted 90 days", "2025-08-26 extended 90 days"]),
        ("County,Adopted,Expires,1st Ext.,2nd Ext.\nElm,2025-03-11,2025-09-11,2026-03-11,2026-09-11\n",
            ["2025-03-11 adopted 2025-09-11", "2025-09-11 extended 2026-03-11", "2026-03-11 extended 2026-09-11"]),
        ("City,Key dates,Status\nElm,Adopted 2025-02-03 (6 mo); extended 2025-08-02 to 2026-02-03,active\nOak,Proposed 2026-05-05,pending\n",
            ["2025-02-03 adopted 6 months", "2025-08-02 extended 2026-02-03"]),
        ('City,When was it adopted?,When does it expire?,"Has it been extended? If so, until when?"\n'
            'Elm,2025-05-06,2025-11-02,"Yes, twice. Now 2026-10-28"\nOak,2025-05-06,2025-11-02,No\nAsh,2025-05-06,2025-11-02,2026-05-02\n',
            ["2025-05-06 adopted 2026-10-28"]),
        # A length is known by what it says, an issuer by not being the number of an ordinance.
        ("town,issue,final vote,kicks in,lasts,pushed back to,we checked\nElm,solar,2025-02-03,2025-03-05,6 mos,2026-03-05,2026-06-20\n"
            "Oak,solar,2026-02-03,2026-03-05,til study done or 1 yr,2027-06-05,2026-06-20\n",
            ["2025-02-03 adopted 2026-03-05", "2026-06-20 checked"]),
        ("Local unit,Authority,Passed,Orig. length\nElm,Ord 26-11,2026-03-03,180 days\nOak,Ord 26-12,2026-03-03,1 yr\n", ["2026-03-03 adopted 180 days"]),
        ("City,Council vote,Moratorium runs,Renewals\nElm,2025-07-07,six months from vote,2026-01-05 (six months)\n"
            "Oak,2026-03-23,through 2026-12-31,—\n", ["2025-07-07 adopted 6 months", "2026-01-05 extended 6 months"]),
        ("City,Enacted,Interim relief,In effect on 6/30/2026?,Verified\nElm,2026-03-09,2026-04-02,No,2026-06-15\nOak,2026-03-09,None,Yes,2026-06-15\n",
            ["2026-03-09 adopted unknown", "2026-04-02 suspended", "2026-06-15 checked"]),
        ("place,start,stop,hows it going,last looked\nElm,2026-02-09,2026-08-09,on,2026-06-01\nOak,2026-02-09,2026-08-09,on,2026-06-01\n", ["2026-02-09 adopted 2026-08-09", "2026-06-01 checked"]),
        ("City,Decision date,Pause start,Pause end / trigger\nElm,2025-12-09,2026-01-01,2026-12-31\n", ["2025-12-09 adopted 2026-12-31"]),
        ("Agency,Issued,Effective period\nElm,2026-01-14,2026-01-14 to 2026-07-14\n", ["2026-01-14 adopted 2026-07-14"]),
        ("City,Vote date,In force,As of\nElm,proposed 2026-02-03,no,2026-03-02\n", ["2026-02-03 proposed", "2026-03-02 checked"]),
    ],
)  # fmt: skip
def test_columns_are_known_by_what_people_call_them(text: str, events: list[str]) -> None:
    imported, *_ = converted(text).imported
    found = [
        f"{event.date} {event.did} {event.through or event.term or ''}".strip()
        for event in imported.policy.events
    ]
    assert found == events


def test_a_year_of_something_else_is_no_end() -> None:
    ends = (
        "2026-12-31",
        "2026-12-31",
        "2026-12-31",
        "end of FY 2026",
        "2026 general election",
        "through the 2026 season",
    )
    events, said = rows_of("Adopted,Expires", *(f"2026-01-06,{end}" for end in ends))
    assert {*events[3:]} == {"2026-01-06 adopted unknown"}
    assert all("is not understood" in each for each in said[3:])


def test_a_word_of_an_ending_without_a_day_is_told() -> None:
    cells = ("2026-03-03", "2026-03-03", "superseded by Ord. 5")
    events, said = rows_of("Adopted,Expires,Repealed", *(f"2025-01-06,2026-12-06,{cell}" for cell in cells))
    assert (events[2], said[2]) == (
        "2025-01-06 adopted 2026-12-06",
        "it was superseded by, and no day says since when",
    )


def test_what_has_not_taken_effect_was_adopted_all_the_same_and_is_told() -> None:
    cells = ("2026-02-05", "2026-02-05", "not yet", "pending", "TBD")
    events, said = rows_of("Adopted,Effective,Duration", *(f"2026-01-06,{cell},6 months" for cell in cells))
    assert events[2:] == ["2026-01-06 adopted 6 months"] * 3
    assert said[2:4] == ['Effective "not yet" is not understood', 'Effective "pending" is not understood']
    assert said[4] == 'Effective "TBD": taken to begin with its adoption'


def test_the_number_of_an_ordinance_is_no_issuer() -> None:
    [imported] = converted("Authority,Local unit,Passed\nOrd 26-11,Elm,2026-03-03\n").imported
    assert imported.policy.issuer == "Elm"


def test_what_lifts_on_a_day_is_to_end_then() -> None:
    developments = (
        "Extended 2026-03-02 to 2026-09-08",
        "No change",
        "Lapsed",
        "PH 2026-07-09",
        "Amended 2026-01-06",
    )
    rows = (f"2025-09-08,2026-03-08,{each}" for each in developments)
    events, _ = rows_of("Date of action,Restriction lifts,Latest development", *rows)
    assert events[0] == "2025-09-08 adopted 2026-03-08; 2026-03-02 extended 2026-09-08"


def test_what_is_of_a_project_or_a_lawsuit_is_not_of_the_policy() -> None:
    row = "2026-01-06,2026-12-06,25 years,2025-11-04,Withdrawn 2026-03-03,2026-05-05,2027-07-07"
    header = (
        "Adopted,Expires,Lease length,Application approved,Developer's plans,Lawsuit filed,Construction start"
    )
    events, said = rows_of(header, *[row] * 6)
    assert events == ["2026-01-06 adopted 2026-12-06"] * 6
    assert said == [""] * 6


def test_what_was_put_off_from_a_day_to_another_was_adopted_on_neither() -> None:
    [reject] = converted('city,adopted\nElm,"Postponed from March 10, 2026, to July 14, 2026"\n').rejects
    assert "no day says when it was adopted" in reject.reason


def test_a_day_that_cannot_be_is_rejected_with_its_column() -> None:
    text = "city,state,adopted_at,expires_at,repealed_at\nMoss,UT,2026-03-05,2027-03-05,2026-03-01\n"
    [reject] = converted(text).rejects
    assert reject.reason.startswith("ended before it was proposed or adopted (repealed_at: 2026-03-01);")
