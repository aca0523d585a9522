"""Laws of import: nothing fails, nothing is lost, and what comes out is sound."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from moratrack.checks.validation import validate
from moratrack.cli.app import main
from moratrack.core.faults import MoratrackError
from moratrack.core.policy import encode_hook
from moratrack.files.documents import Document
from moratrack.importing.conversion import Conversion, convert
from moratrack.importing.grammar.cellreader import facts_of
from moratrack.importing.grammar.days import Manner
from moratrack.importing.guess import guess, require, settled
from moratrack.importing.mapping import changed, mapping_toml, parse_mapping, resolve, with_kind
from moratrack.importing.reading import normal
from moratrack.importing.sheet import Sheet, read_sheet
from moratrack.importing.toml import policies_toml

from ..support import HOSTILE

# The grammar's own parts, to be put together in any order.
DAYS = ("2025-05-03", "June 1, 2025", "3 May 2026", "2026-12-31", "12/17/2025", "1 May 2027", "2024-02-29")
PARTS = (
    *DAYS, *DAYS, "6 months", "one (1) year", "90 days", "180 days", "until", "through", "or until", "the earlier of",
    "whichever is sooner", "whichever is later", "effective", "adopted", "enacted", "repealed", "extended", "extended to",
    "renewed to", "expires", "ended", "not", "may be", "unless", "if", "as of", "introduced", "hearing", "scheduled", "from",
    "after", "rules are adopted", "the emergency ends", "indefinite", "unknown", "active", "expired", "rejected", "pending",
    "replaced by", "in force", "reported", "about", "on", "by", "and", "or", "to", "less", "another", "extension", ",", ";", "(",
    ")", ".", '"', "-", "/", "?", "Ord. 12", "3-5", "11:59 p.m.", "the council", "at least", "n/a", "TBD", "last checked",
)  # fmt: skip
PLACES = ("date", "effective", "term", "through", "until", "extended", "ended", "status", "checked")

COLUMNS = (
    "jurisdiction", "state_abbrev", "state", "date_enacted_iso", "date_enacted", "effective_date", "duration",
    "duration_days", "duration_kind", "end_date", "enacted_status", "current_status", "sectors", "moratorium_id",
    "last_verified", "source_url", "notes", "title", "kind", "confidence", "extension_date", "date_lifted", "aliases",
    "until", "legal_basis", "jurisdiction_type", "vote", "Köln", "",
)  # fmt: skip
CELLS = (
    "", "", "Foo", "OH", "Ohio", "2026-03-03", "2025-12-17 reported", "January 2026", "2026-02", "2026", "12/17/2025",
    "03/04/2026", "Not enacted as of 2026-04-29", "46084", "0001", "9999-12-31", "6 months", "180", "180 days",
    "999999 years", "Indefinite", "until rules are adopted", "One year or until rules are adopted, whichever is first",
    "Initial 30 days; extended until 2026-08-25", "fixed_days", "unknown", "active", "Active as of 2026-04-29",
    "enacted", "rescinded 2025-05-01", "Repealed 2027", "extended", "expired", "rescinded", "replaced", "pending", "failed", '["data_center", "solar"]', "a; b | c",
    "https://a.example/x; https://b.example", "see https://a.example.", "http://[x", "high", "unverified", "N/A",
    "moratorium", "ban", "City", "x", *(text.replace("\0", "") for text in HOSTILE),
)  # fmt: skip

cells = st.one_of(
    st.sampled_from(CELLS), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A sheet with an issuer and a day among its columns, and cells of every kind in all of them."""
    columns = ["issuer", "date", *draw(st.lists(st.sampled_from(COLUMNS), max_size=10, unique=True))]
    rows = draw(st.lists(st.lists(cells, max_size=len(columns) + 1), min_size=1, max_size=4))
    likely = [["Foo", "2026-03-03", *draw(st.lists(cells, max_size=len(columns)))]]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([columns, *likely, *rows])
    return read_sheet("x.csv", out.getvalue().encode())


def converted(sheet: Sheet) -> Conversion:
    return convert(sheet, settled(with_kind(guess(sheet)), sheet))


def words_of(value: object) -> list[str]:
    match value:
        case dict():
            return [text for entry in value.values() for text in words_of(entry)]
        case list() | tuple():
            return [text for entry in value for text in words_of(entry)]
    return [str(value)]


@given(sheets())
def test_every_row_becomes_a_policy_or_is_rejected(sheet: Sheet) -> None:
    conversion = converted(sheet)
    numbers = [imported.row.number for imported in conversion.imported]
    numbers += [reject.row.number for reject in conversion.rejects]
    assert sorted(numbers) == [row.number for row in sheet.rows]
    assert all(reject.reason for reject in conversion.rejects)


@given(sheets())
def test_every_cell_is_found_in_the_policy_that_its_row_became(sheet: Sheet) -> None:
    for imported in converted(sheet).imported:
        record = msgspec.to_builtins(imported.policy, enc_hook=encode_hook)
        said = normal(" ".join(words_of(record)))
        for cell in imported.row.cells:
            parts = [cell] if normal(cell) in said else divided(cell)
            assert all(normal(part) in said for part in parts), (cell, record)


def divided(cell: str) -> list[str]:
    """The texts of a cell that is a list."""
    try:
        loaded: Any = json.loads(cell)
    except ValueError:
        loaded = cell.replace("|", ";").replace("\n", ";").split(";")
    return [str(part) for part in loaded] if isinstance(loaded, list) else [cell]


@given(sheets())
def test_what_comes_out_has_no_faults_but_warnings(sheet: Sheet) -> None:
    policies = [imported.policy for imported in converted(sheet).imported]
    document = Document("x.toml", policies_toml(policies, "heading").encode(), "toml")
    errors = [fault.code for fault in validate([document]).faults if fault.severity == "error"]
    assert not errors


@given(sheets())
def test_a_guessed_mapping_written_and_read_gives_the_same_policies(sheet: Sheet) -> None:
    mapped = settled(with_kind(guess(sheet)), sheet)
    written = resolve(parse_mapping("m", mapping_toml(mapped, "x.csv").encode()), sheet, "m")
    assert written == mapped
    assert convert(sheet, written) == convert(sheet, mapped)


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))))
@example(b"issuer,date\nFoo,2026\n")
@example(b"issuer,date,term,ended\nFoo,0001,6 months,0001\n")
@example(b"PK\x03\x04")
def test_any_bytes_are_a_sheet_or_refused_in_one_line(data: bytes) -> None:
    try:
        sheet = read_sheet("x.csv", data)
        require(with_kind(guess(sheet)), sheet)
    except MoratrackError as error:
        message = str(error)
    else:
        message = ""
        conversion = converted(sheet)
        assert len(conversion.imported) + len(conversion.rejects) == len(sheet.rows)
    assert "\n" not in message


@given(st.lists(st.lists(cells, max_size=4), max_size=4), st.sampled_from(",;\t|"))
def test_any_table_gives_an_exit_status_and_never_a_traceback(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([["issuer", "date", "term"], *rows])
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "x.csv", Path(folder) / "x.toml"
        source.write_bytes(out.getvalue().encode())
        status = main(["import", str(source), "--out", str(target)])
        assert status in (0, 1, 2)
        assert target.exists() is (status != 2)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_cell_and_header_is_kept_as_text(text: str) -> None:
    out = io.StringIO(newline="")
    harmless = text.replace("\0", "")
    csv.writer(out).writerows(
        [["issuer", "date", "term", harmless], [harmless, "2026-01-01", harmless, harmless]]
    )
    [imported] = converted(read_sheet("x.csv", out.getvalue().encode())).imported
    flat, cell = " ".join(harmless.split()), harmless.strip()
    assert imported.policy.issuer == flat
    assert imported.policy.note == f"term: {cell};\n{flat}: {cell}"


@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=9).map(" ".join),
    st.sampled_from(PLACES),
    st.sampled_from(["", "active", "repealed", "pending", "extended"]),
)
@example("3-5 - 3 May 2026", "date", "")
@settings(max_examples=max(2000, settings().max_examples))
def test_no_full_date_of_a_cell_is_neither_used_nor_told(cell: str, place: str, status: str) -> None:
    columns = {"issuer": "Foo", "date": "2025-01-10", "status": status, "checked": "2025-06-30", place: cell}
    out = io.StringIO(newline="")
    csv.writer(out).writerows([columns.keys(), columns.values()])
    sheet = read_sheet("x.csv", out.getvalue().encode())
    mapped = with_kind(changed(guess(sheet), sheet, [f"{key}={key}" for key in columns], (), ()))
    conversion = convert(sheet, mapped, Manner("mdy", None, dt.date(2026, 6, 1)))
    for imported in conversion.imported:
        policy = imported.policy
        said = " ".join(imported.remarks)
        conditions = " ".join(event.until or "" for event in policy.events)
        days = {
            str(day.first)
            for event in policy.events
            for day in (event.date, event.effective, event.through, event.not_before and event.not_before.day)
            if day is not None and not day.approximate
        }
        if place in ("checked", "status") and imported.agrees is False:
            # The day of the check was compared, and confirms nothing.
            continue
        for text in DAYS:
            day = str(facts_of(text, "adopted", Manner("mdy")).days[0].moment.first)
            if re.search(rf"(?<!\S){re.escape(text)}(?!\S)", cell):
                assert day in days or day in said or text in conditions or cell in said, (cell, place, said)
    for reject in conversion.rejects:
        assert reject.reason
