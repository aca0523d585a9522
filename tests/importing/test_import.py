"""``moratrack import``: rows become policies, and every doubt is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from moratrack.checks.validation import validate
from moratrack.core.policy import Policy
from moratrack.files.decoding import decode
from moratrack.files.documents import Document
from moratrack.importing.conversion import Conversion, convert
from moratrack.importing.guess import guess, settled
from moratrack.importing.mapping import (
    Column,
    Mapped,
    changed,
    mapping_toml,
    parse_mapping,
    resolve,
    with_kind,
)
from moratrack.importing.report import report
from moratrack.importing.sheet import Sheet, read_sheet
from moratrack.importing.toml import policies_toml

from ..support import Result, run, spawn

MESSY = Path(__file__).parents[1] / "data" / "moratoria.csv"


def sheet_of(text: str) -> Sheet:
    return read_sheet("x.csv", text.encode())


def converted(text: str, *maps: str, sets: tuple[str, ...] = ()) -> Conversion:
    sheet = sheet_of(text)
    return convert(sheet, settled(with_kind(changed(guess(sheet), sheet, maps, sets, ())), sheet))


def only(text: str, *maps: str, sets: tuple[str, ...] = ()) -> Policy:
    conversion = converted(text, *maps, sets=sets)
    assert conversion.rejects == []
    [imported] = conversion.imported
    return imported.policy


def remarks(text: str, *maps: str) -> tuple[str, ...]:
    [imported] = converted(text, *maps).imported
    return imported.remarks


def events(policy: Policy) -> list[dict[str, str]]:
    """The events in short: only what is set, as text."""
    return [
        {key: str(getattr(event, key)) for key in ("date", "effective", "did", "term", "through", "until", "how")
         if getattr(event, key) is not None}
        for event in policy.events
    ]  # fmt: skip


def imported_file(folder: Path, text: str, capfdbinary: Any, *options: str) -> Result:
    path = folder / "sheet.csv"
    path.write_bytes(text.encode())
    return run(capfdbinary, "import", str(path), *options)


# The sheet of messy rows


@pytest.fixture(scope="module")
def messy() -> Conversion:
    return convert(*messy_sheet())


def messy_sheet() -> tuple[Sheet, Mapped]:
    sheet = read_sheet("moratoria.csv", MESSY.read_bytes())
    return sheet, settled(with_kind(guess(sheet)), sheet)


def test_a_sheet_of_local_moratoria_is_understood_without_a_word_of_help(messy: Conversion) -> None:
    sheet, mapped = messy_sheet()
    assert (
        mapping_toml(mapped, sheet.name)
        == """# How moratrack import reads moratoria.csv

[map]
id = "moratorium_id"
jurisdiction = "state_abbrev:US"
issuer = "jurisdiction"
issuer_type = "jurisdiction_type"
bars = "sectors"
note = "notes"
date = ["date_enacted_iso", "date_enacted:mdy"]
term = ["duration", "duration_days:days", "duration_kind:kind"]
through = "end_date"
status = ["enacted_status", "current_status"]
checked = "last_verified"
sources = "source_url"

[set]
kind = "moratorium"
"""
    )
    assert len(sheet.rows) == len(messy.imported) + len(messy.rejects) == 46
    assert {each.policy.jurisdiction for each in messy.imported} >= {"US-OH", "US-MI", "US-GA", None}


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (2, "(oh-foo-2025): typed active, by its terms expired on 2025-11-03"),
        (3, None),
        (8, None),
        (10, "rejected: no day says when it was adopted"),
        (11, "(co-maple-2026): date_enacted: 2026-05-18 (a day to come) is not used, kept in the note"),
        (12, 'rejected: a proposal, and no day says when it was known; date_enacted says "N/A"'),
        (13, "(co-fir-undated): the day of the proposal is not stated: known on 2026-04-29"),
        (14, "(ar-larch-2023): typed rescinded: its stated end 2023-11-28 is taken as the day of that"),
        (25, '(il-magnolia-2026): duration "6 to 12 months" is not understood'),
        (27, '(wa-tamarack-2026): duration_days "365" differs from duration, which is used'),
        (28, '(wa-yew-2026): date_enacted "2026-01-20" differs from date_enacted_iso, which is used'),
        (30, "(tn-chestnut-2026): typed expired, by its terms in force through 2026-07-20"),
        (31, '(tn-hickory-2026): enacted_status "Sleeping" is not understood'),
        (33, "(oh-bar-city-2026-2): id oh-bar-city-2026 is that of row 3"),
        (34, "rejected: names no issuer"),
        (35, "rejected: its last day 2026-01-01 lies before its first, 2026-03-20; correct one of them"),
        (36, 'rejected: no day says when it was adopted; date_enacted says "2026-02-30"'),
        (37, "(oh-ginkgo-2026): date_enacted: 46084 is read as Excel's number for 2026-03-03"),
        (38, '(oh-formula-2026): source_url "javascript:alert(1)" is not understood'),
        (39, '(oh-tupelo-2026): source_url "see the clerk" is not understood'),
        (40, "rejected: 999999 years from 2026-03-20 runs past the year 9999; shorten the term"),
        (41, "rejected: repeats the header"),
        (42, "(oh-acacia-2026): rescinded, its day is not stated: known on 2026-04-29"),
        (43, None),
        (44, '(oh-cherry-2026): current_status "rescinded" differs from enacted_status, which is used'),
        (45, None),
        (46, "(oh-elder-2024): rescinded, its day is not stated: known on 2026-01-01"),
        (47, None),
    ],
)  # fmt: skip
def test_the_report_has_a_line_for_a_row_that_has_something_to_say(
    messy: Conversion, row: int, line: str | None
) -> None:
    lines = list(report(*messy_sheet(), messy))
    found = [each.removeprefix(f"row {row} ") for each in lines if each.startswith(f"row {row} ")]
    assert found == ([] if line is None else [line])


def test_the_report_ends_with_the_whole(messy: Conversion) -> None:
    assert list(report(*messy_sheet(), messy))[-5:] == [
        "moratoria.csv: date_enacted: days such as 03/04/2026 are read month first",
        "moratoria.csv: jurisdiction_type: 8 cells fit no word of a record; kept in notes",
        "moratoria.csv: kept in notes: vote; --ignore COLUMN leaves one out",
        "moratoria.csv: 38 typed statuses compared with the terms: 2 not borne out (rows 2, 30)",
        "moratoria.csv: 46 rows: 39 policies, 7 rejected",
    ]


def test_rows_that_became_no_policy_are_written_to_be_mended(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    rejects, out = tmp_path / "rejects.csv", tmp_path / "out.json"
    result = run(capfdbinary, "import", str(MESSY), "--out", str(out), "--rejects", str(rejects))
    assert (result.status, result.out) == (1, "")
    again = read_sheet("rejects.csv", rejects.read_bytes())
    assert again.columns[:3] == ("row", "reason", "state_abbrev")
    assert [row.cells[0] for row in again.rows] == ["10", "12", "34", "35", "36", "40", "41"]
    assert again.rows[1].cells[2:4] == ("CO", "Aspen Grove")


@pytest.mark.parametrize("syntax", ["toml", "json"])
def test_what_is_written_passes_validate(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], messy: Conversion, syntax: str
) -> None:
    out = tmp_path / f"out.{syntax}"
    assert run(capfdbinary, "import", str(MESSY), "--out", str(out)).status == 1
    document = Document(out.name, out.read_bytes(), syntax)
    assert [fault for fault in validate([document]).faults if fault.severity == "error"] == []
    assert decode(document).policy == [each.policy for each in messy.imported]
    piped = run(capfdbinary, "import", str(MESSY), "--to", syntax)
    assert piped.out.encode() == out.read_bytes()


# What a row becomes


def test_a_plain_row_becomes_a_policy_with_its_source() -> None:
    policy = only(
        "jurisdiction,state_abbrev,date_enacted,duration,sectors,source_url\n"
        'Foo Township,OH,2026-03-03,6 months,"[""data_center"", ""solar""]",https://www.foo.example/a|http://news.example\n'
    )
    assert (policy.id, policy.title) == ("foo-township-oh-2026", "Data center, solar in Foo Township, Ohio")
    assert (policy.issuer, policy.jurisdiction, policy.kind) == ("Foo Township", "US-OH", "moratorium")
    assert policy.bars == "data center, solar"
    assert policy.note is None
    assert {key: (source.url, source.publisher) for key, source in policy.sources.items()} == {
        "foo": ("https://www.foo.example/a", "foo.example"),
        "news": ("http://news.example", "news.example"),
    }
    assert events(policy) == [{"date": "2026-03-03", "did": "adopted", "term": "6 months"}]
    assert policy.events[0].sources == ("foo", "news")


def test_the_words_of_the_term_beat_a_number_of_days() -> None:
    policy = only("issuer,date,duration_days,duration\nFoo,2026-03-03,180,6 months\n")
    assert events(policy) == [{"date": "2026-03-03", "did": "adopted", "term": "6 months"}]
    assert policy.note == "duration_days: 180"


def test_a_stated_last_day_wins_over_the_term_and_the_report_says_so() -> None:
    text = "issuer,date,duration,end_date\nFoo,2026-02-11,12 months,2027-02-10\n"
    assert events(only(text)) == [
        {"date": "2026-02-11", "did": "adopted", "term": "12 months", "through": "2027-02-10"}
    ]
    assert remarks(text) == ("12 months would run through 2027-02-11; the stated day is used",)


def test_a_day_that_took_effect_later_is_an_effective_day() -> None:
    policy = only("issuer,date_enacted,effective_date\nFoo,2026-03-03,2026-03-10\n")
    assert events(policy)[0] == {
        "date": "2026-03-03", "effective": "2026-03-10", "did": "adopted", "term": "unknown"
    }  # fmt: skip


@pytest.mark.parametrize("word", ["rescinded", "Replaced"])
def test_of_a_policy_cut_short_the_end_date_is_the_day_it_ended(word: str) -> None:
    policy = only(f"issuer,date,duration,end_date,status\nFoo,2023-05-30,1 year,2023-11-28,{word}\n")
    assert events(policy) == [
        {"date": "2023-05-30", "did": "adopted", "term": "1 year"},
        {"date": "2023-11-28", "did": "ended", "how": word.lower()},
    ]


def test_how_it_ended_is_a_word_for_ending() -> None:
    policy = only("issuer,date,ended,status\nFoo,2023-05-30,2023-11-28,active\n")
    assert events(policy)[1] == {"date": "2023-11-28", "did": "ended"}


def test_a_last_day_in_the_words_of_the_term_yields_to_its_own_column() -> None:
    text = 'issuer,date,term,end_date\nFoo,2026-01-10,"90 days, ending 2026-04-10",2026-05-01\n'
    assert events(only(text))[0]["through"] == "2026-05-01"
    assert remarks(text)[0] == "its term says through 2026-04-10; the stated 2026-05-01 is used"


def test_of_a_policy_that_outlasted_its_term_the_day_it_ended_wins() -> None:
    text = "issuer,date,duration,end_date,status\nFoo,2023-01-10,90 days,2023-09-01,replaced\n"
    assert events(only(text)) == [
        {"date": "2023-01-10", "did": "adopted", "term": "90 days", "through": "2023-08-31"},
        {"date": "2023-09-01", "did": "ended", "how": "replaced"},
    ]
    assert remarks(text)[1] == (
        "ended on 2023-09-01, 90 days ran out on 2023-04-10: taken to have held until it ended"
    )


def test_a_policy_that_ended_on_the_first_day_of_all_is_no_traceback() -> None:
    assert converted("issuer,date,term,ended\nFoo,0001,6 months,0001\nFoo,9999,6 months,9999\n").rejects


def test_an_extension_with_its_day_is_an_event() -> None:
    policy = only("issuer,date,term,date_extended,end_date\nFoo,2026-01-10,45 days,2026-02-20,2026-12-31\n")
    assert events(policy) == [
        {"date": "2026-01-10", "did": "adopted", "term": "45 days"},
        {"date": "2026-02-20", "did": "extended", "through": "2026-12-31"},
    ]
    unknown = only("issuer,date,date_extended\nFoo,2026-01-10,2026-02-20\n")
    assert [event.get("term") for event in events(unknown)] == ["unknown", "unknown"]


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("Not enacted as of 2026-04-29,pending,", "2026-04-29"),
        ("2026-02-17,pending,2026-04-29", "2026-02-17"),
        ("Not enacted,pending,2026-04-29", "2026-04-29"),
        (",Proposed,2026-04-29", "2026-04-29"),
        ("2026-02-17 proposed,,", "2026-02-17"),
        ("2026-02-17,Failed 3-2,", "2026-02-17"),
    ],
)
def test_what_was_not_enacted_is_a_proposal_and_its_terms_a_note(row: str, day: str) -> None:
    policy = only(f"issuer,date_enacted,status,last_checked,duration\nFoo,{row},Proposed one year\n")
    assert events(policy)[0] == {"date": day, "did": "proposed"}
    assert policy.note is not None
    assert "duration: Proposed one year" in policy.note


def test_unknown_and_open_ended_ends_are_different() -> None:
    header = "issuer,date,duration\n"
    assert "term" not in events(only(f"{header}Foo,2026-01-01,Indefinite\n"))[0]
    for cell in ("Unknown", "", "as long as it takes"):
        assert events(only(f"{header}Foo,2026-01-01,{cell}\n"))[0]["term"] == "unknown"
    assert remarks(f"{header}Foo,2026-01-01,\n") == ("says no end: recorded as not known",)
    assert "term" not in events(only("issuer,date,kind\nFoo,2026-01-01,ban\n"))[0]


def test_a_day_that_the_cell_doubts_lowers_the_confidence() -> None:
    assert only("issuer,date\nFoo,2025-12-17 reported\n").events[0].confidence == "medium"
    assert only("issuer,date,confidence\nFoo,2025-12-17,unverified\n").events[0].confidence == "low"
    assert only("issuer,date\nFoo,2025-12-17\n").events[0].confidence == "high"


def test_what_no_key_says_is_kept_in_the_note_under_its_column() -> None:
    policy = only("issuer,date,notes,vote,,term\nFoo,12/17/2025,Mind this,5-0,odd,One year\n")
    assert policy.note == "Mind this;\ndate: 12/17/2025;\nvote: 5-0;\ncolumn 5: odd;\nterm: One year"


def test_a_word_for_nothing_is_kept_too() -> None:
    assert only("issuer,date,term\nFoo,2026-01-10,None\n").note == "term: None"


def test_a_cell_beyond_the_header_is_kept() -> None:
    assert only("issuer,date\nFoo,2026-01-01,spilled\n").note == "column 3: spilled"


def test_ids_are_unique_and_never_empty() -> None:
    conversion = converted("issuer,date\nFoo,2026-01-01\nFoo,2026-02-01\n横浜市,2026-01-01\nFoo,2026-03-01\n")
    assert [each.policy.id for each in conversion.imported] == [
        "foo-2026",
        "foo-2026-2",
        "row-4",
        "foo-2026-3",
    ]


def test_a_long_list_of_what_it_bars_is_no_title() -> None:
    policy = only(f"issuer,date,topic,bars\nFoo,2026-01-01,data-centres,{'x' * 61}\n")
    assert policy.title == "Data centres in Foo"


def test_a_place_in_another_country_than_its_state_is_told() -> None:
    text = "issuer,date,state,country\nFoo,2026-01-01,IN,DE\n"
    assert remarks(text)[0] == 'country "DE" differs from state, which is used'


def test_an_id_that_a_rejected_row_had_is_free() -> None:
    conversion = converted("id,issuer,date\na,,2026-01-01\na,Foo,2026-01-01\n")
    assert [each.policy.id for each in conversion.imported] == ["a"]


def test_an_extension_that_sets_no_end_says_so() -> None:
    for row in (
        "Indefinite,2025-05-01",
        "6 months; extended indefinitely,2025-05-01",
        "6 months; extended 2025-05-01 indefinitely,",
    ):
        policy = only(f"issuer,date,term,date_extended\nFoo,2025-01-10,{row}\n")
        assert events(policy)[-1] == {"date": "2025-05-01", "did": "extended", "term": "open"}


def test_an_extension_without_a_day_came_before_the_end_of_it_all() -> None:
    text = (
        "issuer,date,term,status,checked\n"
        "Foo,2025-10-20,30 days; extended to 2026-05-08,Repealed 2026-01-28,2026-04-29\n"
    )
    assert events(only(text))[:2] == [
        {"date": "2025-10-20", "did": "adopted", "term": "30 days", "through": "2026-05-08"},
        {"date": "2026-01-28", "did": "ended", "how": "repealed"},
    ]


def test_days_in_the_notes_are_told_once_for_the_sheet() -> None:
    text = (
        "issuer,date,term,notes\nFoo,2025-01-10,6 months,adopted 2025-01-10\nBar,2025-01-10,6 months,amended on May 3 2025\n"
        "Baz,2025-01-10,6 months,see 2025-02-01\n"
    )
    sheet = sheet_of(text)
    lines = list(report(sheet, guess(sheet), converted(text)))
    assert "x.csv: notes: 2 cells name days that stay in the note (rows 3, 4)" in lines


def test_each_of_several_extensions_has_its_own_term() -> None:
    cell = "12 months; renewed 2026-01-05 for one year; renewed 2027-01-04 for 6 months"
    assert events(only(f"issuer,date,term\nFoo,2025-01-10,{cell}\n"))[1:] == [
        {"date": "2026-01-05", "did": "extended", "term": "1 year"},
        {"date": "2027-01-04", "did": "extended", "term": "6 months"},
    ]


USUAL_NAMES = {
    "issuer": "Location,City,County,Town,Municipality,Jurisdiction,Locality,Organization,Agency,City/County",
    "date": "Adopted on,Date adopted,Date approved,Signed,Date signed,Issue date,Enacted,DateEnacted,Passed on,Order date",
    "effective": "Start date,Starts,Effective from,In force since,Since,start_dt,Moratorium start,Implementation date",
    "through": "Expires on,Valid until,Expiration date,expiryDate,End date,end_dt,Ends,Sunset date,Expected end,Extended to",
    "ended": "Lifted,Date lifted,Repealed,Rescinded,Terminated,Replaced on",
    "introduced": "Date introduced,First reading,Filed",
    "checked": "Last checked,Last updated,As of,Verified,Date accessed,Last action date",
    "sources": "Source,Source 1,Source URL,Link,Reference,Website,News link",
    "status": "Status,Current status,Stage,Outcome,Policy status",
}


@pytest.mark.parametrize(
    ("key", "name"), [(key, name) for key, names in USUAL_NAMES.items() for name in names.split(",")]
)
def test_usual_names_of_columns_are_known_in_any_spelling(key: str, name: str) -> None:
    cell = {"issuer": "Foo", "sources": "https://a.example", "status": "active"}.get(key, "2026-01-01")
    for spelt in (name, name.upper().replace(" ", "_"), name.lower().replace(" ", "-")):
        assert key in guess(sheet_of(f"{spelt},x\n{cell},y\n")).columns, spelt


def test_the_later_of_two_ends_is_a_floor() -> None:
    header = "issuer,date,term\nFoo,2025-01-10,"
    for cell, floor in (
        ("2 years, or until rules are adopted, whichever is later", "2 years"),
        ("until 2026-07-01 or until rules are adopted, whichever is later", "2026-07-01"),
    ):
        [adopted] = only(f'{header}"{cell}"\n').events
        assert (adopted.until, str(adopted.not_before), adopted.term, adopted.through) == (
            "rules are adopted",
            floor,
            None,
            None,
        )


@pytest.mark.parametrize(
    ("cell", "upon"),
    [("30 days after publication", "30 days after publication"), ("upon publication", "publication"), ("Immediately", None),
     ("upon adoption", None), ("on passage", None)],
)  # fmt: skip
def test_a_condition_in_a_column_of_first_days_is_what_it_starts_upon(cell: str, upon: str | None) -> None:
    policy = only(f"issuer,date,effective,term\nFoo,2025-01-10,{cell},6 months\n")
    assert policy.events[0].upon == upon


BILLS = "issuer,introduced,date_enacted,status,last_action_date\n"


@pytest.mark.parametrize(
    ("row", "events_said"),
    [
        ("2025-01-10,,In committee,2025-02-01", ["proposed 2025-01-10", "checked 2025-02-01"]),
        ("2025-01-10,,Passed first chamber,2025-02-01", ["proposed 2025-01-10", "checked 2025-02-01"]),
        ("2025-01-10,,Vetoed 2025-03-05,2025-03-05", ["proposed 2025-01-10", "ended 2025-03-05", "checked 2025-03-05"]),
        ("2025-01-10,,Withdrawn,2025-03-05", ["proposed 2025-01-10", "ended 2025-03-05", "checked 2025-03-05"]),
        ("2025-01-10,2025-03-01,Signed into law,2025-03-01", ["proposed 2025-01-10", "adopted 2025-03-01", "checked 2025-03-01"]),
        ("2025-01-10,,Signed into law,2025-03-01", ["proposed 2025-01-10", "adopted 2025-03-01", "checked 2025-03-01"]),
        ("2025-01-10,,,", ["proposed 2025-01-10"]),
    ],
)  # fmt: skip
def test_a_bill_is_a_proposal_until_it_is_enacted(row: str, events_said: list[str]) -> None:
    policy = only(f"{BILLS}Foo,{row}\n")
    assert [f"{event.did} {event.date}" for event in policy.events] == events_said


def test_a_row_that_extends_another_is_its_extension() -> None:
    text = (
        "id,issuer,date,end_date,remarks\nAL0082,Foo,2020-03-20,2020-04-30,\n"
        "AL0090,Foo,2020-04-25,2020-06-30,Extends AL0082\n"
    )
    [imported] = converted(text).imported
    assert [event["did"] for event in events(imported.policy)] == ["adopted", "extended"]
    assert events(imported.policy)[1] == {"date": "2020-04-25", "did": "extended", "through": "2020-06-30"}
    assert [row.number for row in imported.more] == [3]
    assert (imported.policy.note, imported.policy.events[1].note) == ("Extends AL0082", "id: AL0090")


REPLACED = "id,issuer,date,effective,term,status,checked,notes\n"


@pytest.mark.parametrize(
    ("old", "new", "ended", "told"),
    [
        (
            "1 year,Replaced,2025-12-01,",
            "active,2025-12-01,Replaces A1",
            "2025-10-01 2025-10-15 replaced medium",
            "a2 replaced it on 2025-10-15",
        ),
        (
            "1 year,superseded by A2,2025-12-01,",
            "active,2025-12-01,",
            "2025-10-01 2025-10-15 superseded medium",
            "a2 replaced it on 2025-10-15",
        ),
        (
            "1 year,Replaced by A2 on 2025-10-10,2025-12-01,",
            "active,2025-12-01,",
            "2025-10-10 None replaced high",
            "",
        ),
        (
            "1 month,,,",
            "active,2025-12-01,Replaces A1",
            "",
            "a2 replaced it on 2025-10-15, after its end: kept in the note",
        ),
        (
            "1 year,Lifted 2025-10-15,2025-12-01,",
            "active,2025-12-01,Replaces A1",
            "2025-10-15 None lifted high",
            "",
        ),
        ("1 year,,,", "pending,2025-12-01,Replaces A1", "", ""),
        ("1 year,,,", "active,2025-12-01,Replaces 1 old rule", "", ""),
    ],
)
def test_a_row_that_replaces_another_ends_it_and_is_named_there(
    old: str, new: str, ended: str, told: str
) -> None:
    text = f"{REPLACED}A1,Elm,2025-05-03,,{old}\nA2,Elm,2025-10-01,2025-10-15,2 years,{new}\n"
    first, second = converted(text).imported
    found = [event for event in first.policy.events if event.did == "ended"]
    assert [f"{event.date} {event.effective} {event.how} {event.confidence}" for event in found] == (
        [ended] if ended else []
    )
    assert all(event.by == "a2" for event in found)
    assert "; ".join(first.remarks) == told
    assert all(event.did != "ended" for event in second.policy.events)


def test_what_replaced_it_before_it_began_is_told() -> None:
    text = f"{REPLACED}A1,Elm,2025-05-03,,1 year,,,\nA2,Elm,2025-01-01,,2 years,,,Replaces A1\n"
    first, _ = converted(text).imported
    assert [event.did for event in first.policy.events] == ["adopted"]
    assert first.remarks == (
        "a2 replaced it on 2025-01-01, which its own days do not allow: kept in the note",
    )


def test_a_number_that_counts_something_is_no_id() -> None:
    text = "id,issuer,date,term,notes\n1,Elm,2025-05-03,1 year,\n2,Oak,2025-05-03,1 year,Extends 1 month\n"
    assert len(converted(text).imported) == 2


# The status typed by hand


def test_a_status_that_the_terms_bear_out_is_a_check() -> None:
    policy = only("issuer,date,term,status,last_verified\nFoo,2026-01-10,1 year,active,2026-04-29\n")
    assert events(policy)[1] == {"date": "2026-04-29", "did": "checked"}
    assert policy.events[1].note == "status: active"
    assert policy.note is None


def test_a_status_is_kept_in_its_words_even_where_they_occur_elsewhere() -> None:
    assert only("issuer,date,status,reason\nFoo,2026-01-10,active,proactive\n").note == "status: active"


def test_a_status_that_the_terms_contradict_confirms_nothing() -> None:
    text = "issuer,date,term,status,last_verified\nFoo,2025-05-03,6 months,active,2026-04-29\n"
    assert [event["did"] for event in events(only(text))] == ["adopted"]
    assert only(text).note == "status: active;\nlast_verified: 2026-04-29"
    assert remarks(text) == ("typed active, by its terms expired on 2025-11-03",)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-01-10,1 year,expired", "in force through 2027-01-10"),
        ("2026-06-10,1 year,active", "not yet known on 2026-04-29"),
        ("Not enacted as of 2026-03-01,1 year,active", "only proposed"),
    ],
)
def test_a_contradiction_is_told_in_words(row: str, words: str) -> None:
    status = row.rpartition(",")[2]
    text = f"issuer,date,term,status,checked\nFoo,{row},2026-04-29\n"
    assert f"typed {status}, by its terms {words}" in remarks(text)


def test_a_policy_that_ends_before_the_check_and_starts_after_is_told_in_words() -> None:
    header = "issuer,date,effective,ended,status,checked\n"
    assert remarks(f"{header}Foo,2026-01-10,2026-05-01,,active,2026-04-29\n") == (
        "typed active, by its terms in force only from 2026-05-01",
    )
    assert remarks(f"{header}Foo,2026-01-10,,2026-02-01,active,2026-04-29\n") == (
        "typed active, by its terms ended on 2026-02-01",
    )


def test_the_day_of_a_status_may_stand_in_its_own_words() -> None:
    policy = only(
        "issuer,date,term,enacted_status,current_status\n"
        "Foo,2026-01-10,1 year,active,Active as of 2026-04-29; likely to stay\n"
    )
    assert events(policy)[1] == {"date": "2026-04-29", "did": "checked"}


TWO_STATUSES = "issuer,date,term,enacted_status,current_status,last_verified\n"


def checks(policy: Policy) -> list[str | None]:
    """The notes of the events that say that somebody looked."""
    return [event.note for event in policy.events if event.did == "checked"]


@pytest.mark.parametrize("word", ["enacted", "Adopted 5-0", "approved", "passed"])
def test_a_status_that_says_only_adopted_gives_way_to_one_that_says_more(word: str) -> None:
    expired = f"{TWO_STATUSES}Foo,2025-01-10,6 months,{word},expired,2026-04-29\n"
    assert remarks(expired) == ()
    assert checks(only(expired)) == [f"enacted_status: {word};\ncurrent_status: expired"]
    active = f"{TWO_STATUSES}Foo,2025-01-10,6 months,{word},active,2026-04-29\n"
    assert remarks(active) == ("typed active, by its terms expired on 2025-07-10",)
    turned = f"{TWO_STATUSES}Foo,2025-01-10,6 months,expired,{word},2026-04-29\n"
    assert remarks(turned) == ()


@pytest.mark.parametrize(
    ("row", "how"),
    [
        ("2026,12 months,rescinded", "rescinded"),
        ("2026-01-10,Indefinite,expired", "expired"),
        ("2026-01-10,Unknown,over", "over"),
    ],
)
def test_what_is_over_on_an_unknown_day_is_known_on_the_day_of_the_check(row: str, how: str) -> None:
    text = f"issuer,date,term,status,checked\nFoo,{row},2026-04-29\n"
    ended = next(event for event in only(text).events if event.did == "ended")
    assert (str(ended.date), ended.how, ended.confidence) == ("2026-04-29", how, "low")
    assert ended.note == "its day is not stated: known on 2026-04-29"
    assert f"{how}, its day is not stated: known on 2026-04-29" in remarks(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [("active", "rescinded"), ("extended", "Expired"), ("enacted", "pending"), ("failed", "adopted")],
)
def test_statuses_that_contradict_each_other_are_told_and_confirm_nothing(first: str, second: str) -> None:
    text = f"{TWO_STATUSES}Foo,2026-01-10,1 year,{first},{second},2026-04-29\n"
    assert f'current_status "{second}" differs from enacted_status, which is used' in remarks(text)
    policy = only(text)
    assert checks(policy) == []
    assert policy.note is not None
    assert f"enacted_status: {first};\ncurrent_status: {second}" in policy.note


def test_a_status_that_nobody_understands_confirms_nothing() -> None:
    for first, second in (("enacted", "The board confirms it"), ("Sleeping", "active"), ("", "Sleeping")):
        text = f"{TWO_STATUSES}Foo,2026-01-10,1 year,{first},{second},2026-04-29\n"
        maps = ("status=enacted_status", "status=current_status")
        assert [line.rpartition('" ')[2] for line in remarks(text, *maps)] == ["is not understood"]
        assert checks(only(text, *maps)) == []


CUT_SHORT = "issuer,date,term,expires,status,last_verified\n"


def test_an_end_after_the_check_is_not_the_day_on_which_it_was_rescinded() -> None:
    text = f"{CUT_SHORT}Foo,2024-07-01,2 years,2026-07-01,rescinded,2026-01-01\n"
    assert events(only(text))[:2] == [
        {"date": "2024-07-01", "did": "adopted", "term": "2 years", "through": "2026-07-01"},
        {"date": "2026-01-01", "did": "ended", "how": "rescinded"},
    ]
    assert remarks(text) == ("rescinded, its day is not stated: known on 2026-01-01",)
    reached = f"{CUT_SHORT}Foo,2024-07-01,2 years,2026-01-01,rescinded,2026-01-01\n"
    assert events(only(reached))[1] == {"date": "2026-01-01", "did": "ended", "how": "rescinded"}
    assert remarks(reached) == ("typed rescinded: its stated end 2026-01-01 is taken as the day of that",)


@pytest.mark.parametrize("expires", ["2026-07-01", "2025-12-31", ""])
@pytest.mark.parametrize(
    "status", ["rescinded 2025-05-01", "Repealed (May 1, 2025)", "Replaced effective 2025-05-01"]
)
def test_the_day_beside_the_word_is_the_day_on_which_it_ended(status: str, expires: str) -> None:
    text = f'{CUT_SHORT}Foo,2024-07-01,2 years,{expires},"{status}",2026-01-01\n'
    how = status.partition(" ")[0].lower()
    assert {"date": "2025-05-01", "did": "ended", "how": how} in events(only(text))
    assert checks(only(text)) == [f"status: {status}"]
    assert not [line for line in remarks(text) if "typed" in line]


def test_the_day_it_ended_may_stand_in_the_second_status() -> None:
    text = f"{TWO_STATUSES}Foo,2024-07-01,2 years,rescinded,Repealed on 2025-05-01,2026-01-01\n"
    assert events(only(text))[1] == {"date": "2025-05-01", "did": "ended", "how": "rescinded"}


def test_a_rescission_without_a_day_is_told_even_where_nobody_says_when_it_was_checked() -> None:
    assert remarks(f"{CUT_SHORT}Foo,2026-01-10,1 year,,Rescinded,\n") == (
        "typed rescinded, no day says since when",
    )


def test_a_day_of_checking_may_be_set_for_all_rows() -> None:
    text = "issuer,date,term,status\nFoo,2025-05-03,6 months,active\n"
    assert remarks(text) == ()
    [imported] = converted(text, sets=("checked=2026-04-29",)).imported
    assert imported.agrees is False


# Which column is what


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("jurisdiction,date", "US-MA,2026", {"jurisdiction": "jurisdiction", "date": "date"}),
        ("jurisdiction,date", "Boston,2026", {"issuer": "jurisdiction", "date": "date"}),
        ("City,State", "Foo,Ohio", {"issuer": "City", "jurisdiction": "State:US"}),
        ("City,State", "Foo,active", {"issuer": "City", "status": "State"}),
        ("name,type", "Foo,county", {"issuer": "name", "issuer_type": "type"}),
        ("name,type", "Foo,ban", {"issuer": "name", "kind": "type"}),
        ("name,source", "Foo,the clerk", {"issuer": "name"}),
        ("Duration (days),Date", "180,2026", {"term": "Duration (days):days", "date": "Date"}),
        ("Length in months,Date", "6,2026", {"term": "Length in months:months", "date": "Date"}),
        ("current_end_date_iso,date", ",2026", {"through": "current_end_date_iso", "date": "date"}),
        ("date,date_enacted", "2026,2026", {"date": "date_enacted"}),
        ("date_enacted,date_enacted_iso,date", "x,2026,2026", {"date": "date_enacted_iso"}),
        ("date_enacted,date_enacted_iso", "2026,2026", {"date": "date_enacted_iso,date_enacted"}),
        ("Country,State,name", "US,Ohio,Foo", {"jurisdiction": "State:US,Country", "issuer": "name"}),
        ("name,Measure", "Foo,partial ban", {"issuer": "name", "kind": "Measure"}),
        ("name,Action,date", "Foo,Moratorium,2026", {"issuer": "name", "kind": "Action", "date": "date"}),
        ("name,Action,date", "Foo,Vetoed,2026", {"issuer": "name", "status": "Action", "date": "date"}),
        ("name,Date of Event", "Foo,2026", {"issuer": "name", "date": "Date of Event"}),
        ("name,Measure", "Foo,Noise Act", {"issuer": "name", "title": "Measure"}),
        ("name,In force", "Foo,no", {"issuer": "name", "status": "In force:in_force"}),
        ("name,In force", "Foo,2026-05-03", {"issuer": "name", "effective": "In force"}),
        ("name,isActive", "Foo,FALSE", {"issuer": "name", "status": "isActive:active"}),
        ("name,Active?", "Foo,Y", {"issuer": "name", "status": "Active?:active"}),
        ("name,Repealed", "Foo,yes", {"issuer": "name", "status": "Repealed:repealed"}),
        ("name,Repealed", "Foo,2026-05-03", {"issuer": "name", "ended": "Repealed"}),
        (
            "adopted_at,takes_effect_at,expires_at,last_extended_at",
            "2026,2026,2026,2026",
            {
                "date": "adopted_at",
                "effective": "takes_effect_at",
                "through": "expires_at",
                "extended": "last_extended_at",
            },
        ),
        ("Date,Extended", "2026,2026", {"date": "Date", "extended": "Extended"}),
        (
            "Date Moratorium Adopted,Eff. Date,Orig. Exp. Date,New Exp.,Lift date",
            "2026,2026,2026,2026,2026",
            {
                "date": "Date Moratorium Adopted",
                "effective": "Eff. Date",
                "first_through": "Orig. Exp. Date",
                "through": "New Exp.",
                "ended": "Lift date",
            },
        ),
        (
            "Council vote date,Currently expires,Last verified on",
            "2026,2026,2026",
            {"date": "Council vote date", "through": "Currently expires", "checked": "Last verified on"},
        ),
        ("Vote date,Vote date 2,Expires", "2026,2026,2026", {"date": "Vote date", "through": "Expires"}),
        ("dateFrom,dateTo", "2026,2026", {"effective": "dateFrom", "through": "dateTo"}),
        ("inForceFrom,inForceTo", "2026,2026", {"effective": "inForceFrom", "through": "inForceTo"}),
        ("Final vote,Exp. Date", "2026,2026", {"date": "Final vote", "through": "Exp. Date"}),
        ("Final vote,Moratorium Ends", "2026,2026", {"date": "Final vote", "through": "Moratorium Ends"}),
        ("Date,Term expires", "2026,2026", {"date": "Date", "through": "Term expires"}),
        ("Length (mo.),Date", "6,2026", {"term": "Length (mo.):months", "date": "Date"}),
        ("Date,No longer in force from", "2026,2026", {"date": "Date", "ended": "No longer in force from"}),
        (
            "state,startdate,enddate,startdate2,enddate2",
            "Ohio,2020,2020,2021,2021",
            {
                "jurisdiction": "state:US",
                "issuer": "state",
                "effective": "startdate",
                "through": "enddate",
                "effective.2": "startdate2",
                "through.2": "enddate2",
            },
        ),
        (
            "name,start,end,extension1,ext1_end",
            "Foo,2020,2020,2020,2021",
            {
                "issuer": "name",
                "effective": "start",
                "through": "end",
                "extended.1": "extension1",
                "through.1": "ext1_end",
            },
        ),
    ],
)
def test_a_guess_rests_on_names_and_cells(header: str, cells: str, expected: dict[str, str]) -> None:
    found = guess(sheet_of(f"{header}\n{cells}\n")).columns
    assert {key: ",".join(map(str, columns)) for key, columns in found.items()} == expected


def test_columns_are_named_on_the_command_line() -> None:
    policy = only(
        "where,decided,lasts,took effect\nFoo,03/04/2026,180,05/04/2026\n",
        "issuer=where", "date=decided:dmy", "effective=Took Effect:dmy", "term=lasts:days",
    )  # fmt: skip
    assert (policy.issuer, events(policy)) == (
        "Foo",
        [{"date": "2026-04-03", "effective": "2026-04-05", "did": "adopted", "term": "180 days"}],
    )


def test_an_effective_day_alone_is_the_day_of_adoption_too() -> None:
    policy = only(
        "jurisdiction,date_enacted_iso,duration_days,duration\nFoo,2026-03-03,180,6 months\n",
        "issuer=jurisdiction", "effective=date_enacted_iso", "term=duration_days:days",
    )  # fmt: skip
    assert events(policy) == [{"date": "2026-03-03", "did": "adopted", "term": "180 days"}]


def test_several_columns_of_a_key_are_tried_in_turn() -> None:
    text = "city,county,date\nFoo,,2026-01-01\n,Bar County,2026-01-01\nFoo,Bar County,2026-01-01\n"
    policies = [each.policy for each in converted(text).imported]
    assert [policy.issuer for policy in policies] == ["Foo", "Bar County", "Foo"]
    assert [policy.note for policy in policies] == [None, None, "county: Bar County"]


def test_a_column_given_to_one_key_is_no_longer_guessed_for_another() -> None:
    policy = only("issuer,date,reason,notes\nFoo,2026-01-01,noise,loud\n", "citation=reason", "why=notes")
    assert (policy.citation, policy.why, policy.note) == ("noise", "loud", None)


def test_a_cell_that_is_not_understood_is_told_only_where_something_rests_on_it() -> None:
    text = "issuer,iso,date,duration,days\nFoo,2026-01-01,see minutes,see text,180\n"
    maps = ("date=iso", "date=date", "term=duration", "term=days:days")
    assert remarks(text, *maps) == ('duration "see text" is not understood',)


def test_a_guess_is_taken_back_by_an_empty_map_and_replaced_by_a_set() -> None:
    text = "issuer,date,topic\nFoo,2026-01-01,Data Centers\n"
    assert only(text).topic == "data-centers"
    assert only(text, "topic=").topic is None
    policy = only(text, sets=("topic=solar", "kind=ban"))
    assert (policy.topic, policy.kind, policy.note) == ("solar", "ban", "topic: Data Centers")


def test_a_set_fills_the_empty_cells_of_a_mapped_column() -> None:
    conversion = converted(
        "issuer,date,topic\nFoo,2026-01-01,solar\nBar,2026-01-01,\n", "topic=topic", sets=("topic=wind",)
    )
    assert [each.policy.topic for each in conversion.imported] == ["solar", "wind"]


def test_a_column_shows_whether_day_or_month_comes_first() -> None:
    text = "issuer,date\nFoo,03/04/2026\nBar,17/12/2025\n"
    days = [str(each.policy.events[0].date) for each in converted(text).imported]
    assert days == ["2026-04-03", "2025-12-17"]
    sheet = sheet_of(text)
    mapped = settled(guess(sheet), sheet)
    assert mapped.columns["date"] == (Column("date", "dmy"),)
    assert "x.csv: date: days such as 03/04/2026 are read day first" in report(sheet, mapped, converted(text))
    assert remarks("issuer,date\nFoo,03/04/2026\n") == (
        'date: "03/04/2026" is read as 2026-03-04, month first, though it may be day first',
    )


def test_a_mapping_is_saved_and_found_beside_the_data(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = "where,date,term,vote,id\nFoo,2026-01-01,6 months,5-0,1\n"
    beside = tmp_path / "sheet.mapping.toml"
    options = (
        "--map",
        "issuer=where",
        "--map",
        "id=",
        "--set",
        "topic=wind",
        "--ignore",
        "vote",
        "--to",
        "json",
    )
    first = imported_file(tmp_path, text, capfdbinary, *options, "--save-mapping", str(beside))
    assert beside.read_text() == (
        '# How moratrack import reads sheet.csv\n\nignore = ["vote"]\n\n[map]\nissuer = "where"\n'
        'date = "date"\nterm = "term"\n\n[set]\nkind = "moratorium"\ntopic = "wind"\n'
    )
    again = imported_file(tmp_path, text, capfdbinary, "--to", "json")
    assert again.out == first.out
    assert again.err.startswith(f"{tmp_path / 'sheet.csv'}: mapping read from {beside}\n")
    beside.rename(tmp_path / "other.toml")
    named = imported_file(
        tmp_path, text, capfdbinary, "--mapping", str(tmp_path / "other.toml"), "--to", "json"
    )
    assert named.out == first.out
    [policy] = json.loads(named.out)["policy"]
    assert (policy["topic"], policy["note"]) == ("wind", "id: 1")


def test_a_saved_mapping_reads_back_as_it_was() -> None:
    sheet = sheet_of('"a ""b"":days",issuer:US,date,x\n1,Foo,2026-01-01,y\n')
    mapped = with_kind(
        changed(guess(sheet), sheet, ('term=a "b":days', "issuer=issuer:US"), ("why=a\\b",), ("x",))
    )
    written = parse_mapping("m.toml", mapping_toml(mapped, "x.csv").encode())
    assert resolve(written, sheet, "m.toml") == mapped


# What cannot be asked


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--map", "issuer"], "--map 'issuer': write it as KEY=COLUMN"),
        (["--map", "isuer=issuer"], "--map 'isuer' is no key; did you mean issuer?"),
        (["--map", "issuer=isuer"], "--map issuer: {file} has no column 'isuer'; did you mean 'issuer'?"),
        (["--map", "issuer=zzz"], "--map issuer: {file} has no column 'zzz'; it has issuer, date, term"),
        (["--map", "term=term:dayz"], "--map term: {file} has no column 'term:dayz'; did you mean 'term'?"),
        (["--ignore", "dat"], "--ignore {file} has no column 'dat'; did you mean 'date'?"),
        (["--set", "kind=bann"], "--set kind: 'bann' is not understood; write it as in a data file"),
        (["--set", "kind"], "--set 'kind': write it as KEY=VALUE"),
        (["--set", "topic="], "--set topic: '' is not understood; write it as in a data file"),
        (["--set", "title=\x1b[31m"], "--set title: '\\x1b[31m' is not understood; write it as in a data file"),
        (["--map", "issuer=", "--map", "date="],
         "{file}: no column is known for issuer (columns: issuer, date, term); say which it is with --map issuer=COLUMN"),
        (["--out", "x.csv"], "--out x.csv: name it .toml or .json, or say --to"),
        (["--mapping", "{file}"], "{file}: is no mapping: "),
    ],
)  # fmt: skip
def test_a_wrong_option_is_one_line_that_names_the_mend(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], options: list[str], message: str
) -> None:
    file = str(tmp_path / "sheet.csv")
    filled = [option.format(file=file) for option in options]
    result = imported_file(tmp_path, "issuer,date,term\nFoo,2026-01-01,6 months\n", capfdbinary, *filled)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"moratrack: {message.format(file=file)}")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Foo,OH,2026-01-01\nBar,OH,2026-01-01\n", "its first row looks like data: add a row of column names above it"),
        ("Place,,Dates,\nissuer,state,date,term\nFoo,OH,2026,1 year\n", "row 2 looks like the column names; say --header 2"),
        ("Issuer,,Date,\nname,state,enacted,term\nFoo,OH,2026,1 year\n", "row 2 looks like the column names; say --header 2"),
        ("Moratoria of 2026\nissuer,date,term\nFoo,2026,1 year\n", "row 2 looks like the column names; say --header 2"),
        ("whom,lore\nFoo,2026\n", "say which it is with --map issuer=COLUMN"),
        ("issuer,lore\nFoo,2026\n", "say which it is with --map date=COLUMN"),
    ],
)  # fmt: skip
def test_a_header_that_is_none_is_refused_in_one_line(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], text: str, message: str
) -> None:
    result = imported_file(tmp_path, text, capfdbinary)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.endswith(f"{message}\n")


# On the command line


def test_a_dry_run_shows_the_mapping_and_the_first_rows_and_writes_nothing(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    rows = "".join(f"Town {number},2026-01-01,6 months\n" for number in range(5))
    out = str(tmp_path / "out.toml")
    result = imported_file(tmp_path, f"city,adopted,length\n{rows}", capfdbinary, "--dry-run", "--out", out)
    assert result.status == 0
    assert 'issuer = "city"\ndate = "adopted"\nterm = "length"\n' in result.out
    assert result.out.count("[[policy]]") == 3
    assert result.err.endswith("5 rows: 5 policies, 0 rejected\n")
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.csv"]


def test_hostile_text_reaches_terminal_and_data_as_text(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = 'issuer,date,term\n"\x1b[31m=1+1 ""]]> [b]\u202e",2026-01-01,"\x1b[2Jno\n[[policy]] term"\n'
    for syntax in ("toml", "json"):
        result = imported_file(tmp_path, text, capfdbinary, "--to", syntax)
        assert all(character.isprintable() for character in (result.out + result.err).replace("\n", ""))
        document = Document("x", result.out.encode(), syntax)
        [policy] = decode(document).policy
        assert policy.issuer == '\x1b[31m=1+1 "]]> [b]\u202e'
        assert policy.note == "term: \x1b[2Jno\n[[policy]] term"


def test_the_program_reads_standard_input_and_writes_a_file_that_it_reads(tmp_path: Path) -> None:
    out = tmp_path / "out.toml"
    made = spawn("import", "-", "--out", str(out), stdin=MESSY.read_bytes())
    assert (made.status, made.out) == (1, "")
    assert made.err.endswith("-: 46 rows: 39 policies, 7 rejected\n")
    shown = spawn("status", "oh-foo-2025", "--data", str(out), "--as-of", "2026-06-30", "--json")
    assert [(row["state"], row["expires"], row["confirmed"]) for row in shown.rows] == [
        ("expired", "2025-11-03", False)
    ]
    refused = spawn("import", "none.csv")
    assert (refused.status, refused.out, refused.err.count("\n")) == (2, "", 1)


def test_loading_the_command_loads_nothing_that_only_an_import_needs() -> None:
    code = "import sys, moratrack.cli.commands.import_; print(*sys.modules)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = made.stdout.split()
    assert not [name for name in loaded if name in ("tomli", "csv") or name.startswith("moratrack.importing")]


def test_how_a_row_was_read_is_explained_token_by_token(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = 'city,adopted,length,vote\nFoo,2026-01-01; effective 2026-02-01,"6 months, or until rules are adopted",5-0\nBar,x,,\n'
    shown = imported_file(tmp_path, text, capfdbinary, "--explain", "2")
    assert shown.status == 0
    for line in (
        "city → issuer: Foo", "    2026-01-01 · the day of this column", "    2026-02-01 · first day in force",
        "    6 months · term 6 months", "    rules are adopted · condition", "vote → note: 5-0", 'until = "rules are adopted"',
    ):  # fmt: skip
        assert f"{line}\n" in shown.out
    rejected = imported_file(tmp_path, text, capfdbinary, "--explain", "3")
    assert rejected.status == 1
    assert rejected.out.endswith('Rejected: no day says when it was adopted; adopted says "x"\n')
    none = imported_file(tmp_path, text, capfdbinary, "--explain", "9")
    assert (none.status, none.out) == (2, "")
    assert none.err.endswith("has no such row; write one up to 3\n")


LONG_PANEL = "state,date,closed,beds\n" + "".join(
    f"{state},2020-0{month}-01,{bit},{month}\n"
    for state, bits in (("Ohio", "0110100"), ("Iowa", "0011111"), ("Utah", "0000000"))
    for month, bit in enumerate(bits, start=1)
)
WIDE_PANEL = "state,2020-01-01,2020-02-01,2020-03-01,2020-04-01\nOhio,0,1,1,0\nIowa,0,0,1,1\n"


@pytest.mark.parametrize(
    ("text", "hint"),
    [(LONG_PANEL, "closed is 0 or 1; --panel 'closed'"), (WIDE_PANEL, "4 columns are days, with 0 or 1 below; --panel wide")],
)  # fmt: skip
def test_a_panel_is_recognized_and_refused_with_a_hint(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], text: str, hint: str
) -> None:
    refused = imported_file(tmp_path, text, capfdbinary)
    assert (refused.status, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert hint in refused.err


@pytest.mark.parametrize(
    ("text", "option", "ohio"),
    [
        (
            LONG_PANEL,
            "closed",
            ["adopted 2020-02-01", "ended 2020-04-01", "adopted 2020-05-01", "ended 2020-06-01"],
        ),
        (WIDE_PANEL, "wide", ["adopted 2020-02-01", "ended 2020-04-01"]),
    ],
)
def test_the_runs_of_a_panel_are_periods_when_asked(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], text: str, option: str, ohio: list[str]
) -> None:
    made = imported_file(
        tmp_path, text, capfdbinary, "--panel", option, "--set", "topic=schools", "--to", "json"
    )
    assert made.status == 0, made.err
    policies = {
        each["id"]: [f"{event['did']} {event['date']}" for event in each["event"]]
        for each in json.loads(made.out)["policy"]
    }
    assert policies["ohio"] == ohio
    assert policies["iowa"][0].startswith("adopted 2020-03-01")
    assert policies["iowa"][-1].startswith("checked")
    assert "utah" not in policies


PLACES_PANEL = """county,st,day,on,beds,src
Orange,CA,2020-03-01,0,1,
Orange,CA,2020-03-02,1,1,https://a.example/ca
Orange,CA,2020-03-03,0,1,
Orange,FL,2020-03-01,1,1,https://a.example/fl
Orange,FL,2020-03-02,0,1,
"""


def test_what_a_panel_says_of_its_places_is_mapped_as_in_any_sheet(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    options = ("--panel", "on", "--map", "jurisdiction=st:US", "--map", "sources=src", "--to", "json")
    made = imported_file(tmp_path, PLACES_PANEL, capfdbinary, *options)
    policies = json.loads(made.out)["policy"]
    said = [
        (each["id"], each["jurisdiction"], each["sources"]["a"]["url"], len(each["event"]))
        for each in policies
    ]
    assert said == [
        ("orange-ca", "US-CA", "https://a.example/ca", 2),
        ("orange-fl", "US-FL", "https://a.example/fl", 2),
    ]
    assert not any(event.get("note") for each in policies for event in each["event"])
    assert "left out, being of the panel's days: beds\n" in made.err
    varied = PLACES_PANEL.replace("Orange,CA,2020-03-03,0,1,", "Orange,CA,2020-03-03,0,1,https://a.example/2")
    told = imported_file(tmp_path, varied, capfdbinary, *options)
    assert "src: of each place its first cell is used\n" in told.err
    refused = imported_file(tmp_path, PLACES_PANEL, capfdbinary, "--panel", "on", "--map", "term=beds")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == (
        "moratrack: --map term: a panel has no such column: its runs of 1 are the periods\n"
    )


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("beeds", "--panel 'beeds': {file} is not so; write wide or the column of 0 and 1"),
        ("wide", "--panel wide: {file} has no 1 beside a day; name the column of 0 and 1"),
    ],
)
def test_a_panel_that_is_none_is_refused_in_one_line(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], option: str, message: str
) -> None:
    refused = imported_file(tmp_path, LONG_PANEL, capfdbinary, "--panel", option)
    assert refused.status == 2
    assert refused.err.endswith(f"{message.format(file=tmp_path / 'sheet.csv')}\n")


def test_a_large_sheet_is_divided_among_processes_and_comes_out_the_same() -> None:
    rows = "".join(
        f"Town {number % 5000},{'2026-02-30' if number % 900 == 7 else '2025-05-03 reported'},"
        f"{'6 months' if number % 3 else 'until rules are adopted'},active,2025-06-01\n"
        for number in range(8500)
    )
    sheet = sheet_of(f"city,adopted,length,status,checked\n{rows}")
    mapped = settled(with_kind(guess(sheet)), sheet)
    told: list[tuple[int, int]] = []
    divided = convert(sheet, mapped, tell=lambda done, total: told.append((done, total)), workers=2)
    alone = convert(sheet, mapped)
    assert divided == alone
    policies = [[each.policy for each in conversion.imported] for conversion in (divided, alone)]
    assert policies_toml(policies[0], "x") == policies_toml(policies[1], "x")
    assert (told[-1], len(told)) == ((8500, 8500), 17)
    assert [each.policy.id for each in divided.imported if each.policy.issuer == "Town 1"] == [
        "town-1-2025",
        "town-1-2025-2",
    ]
