"""Reading spreadsheets of every kind, and writing what came of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from moratrack.core.faults import MoratrackError
from moratrack.core.policy import Policy
from moratrack.files.decoding import decode
from moratrack.files.documents import Document
from moratrack.importing.binarysheet import has_short_cells
from moratrack.importing.rows import Reject
from moratrack.importing.sheet import Row, Sheet, read_bytes, read_sheet
from moratrack.importing.toml import policies_toml
from moratrack.importing.workbook import read_workbook
from moratrack.importing.writing import rejects_csv

from ..strategies import policies
from ..support import HOSTILE, make_policy, run

HEADER = "issuer,date,term\n"


def workbook(*pages: tuple[str, Any]) -> bytes:
    """An Excel file of named sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in pages:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def error_of(data: bytes, page: str | None = None) -> str:
    """The one line with which a file is refused."""
    with pytest.raises(MoratrackError) as refused:
        read_sheet("x.csv", data, page)
    return str(refused.value)


def test_a_name_that_no_file_can_have_is_told(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("issuer,date,term\nAlder,2025-05-03,6 months\n")
    for option in ("--out", "--rejects", "--save-mapping"):
        told = run(capfdbinary, "import", str(sheet), option, "a\0b.toml")
        assert told.status == 2
        assert "is no name of a file" in told.err


def test_cells_are_texts_without_the_space_around_them_and_rows_count_from_the_header() -> None:
    sheet = read_sheet("x.csv", b"a , b\n\n 1,  two words \n,\n3\n")
    assert sheet.columns == ("a", "b")
    assert sheet.rows == (Row(3, ("1", "two words")), Row(5, ("3", "")))


def test_a_quoted_cell_may_hold_lines_and_separators() -> None:
    sheet = read_sheet("x.csv", b'a,b\r\n"one\r\ntwo, ""three""",x\r\n')
    assert sheet.rows[0].cells == ('one\r\ntwo, "three"', "x")


@pytest.mark.parametrize(
    ("delimiter", "remark"),
    [(",", ()), (";", ("cells are separated by semicolons",)), ("\t", ("cells are separated by tabs",)),
     ("|", ("cells are separated by bars",))],
)  # fmt: skip
def test_the_separator_is_found_out(delimiter: str, remark: tuple[str, ...]) -> None:
    sheet = read_sheet("x", f"a{delimiter}b{delimiter}c\n1{delimiter}2{delimiter}3 4\n".encode())
    assert (sheet.columns, sheet.rows[0].cells) == (("a", "b", "c"), ("1", "2", "3 4"))
    assert sheet.remarks == remark


def test_a_separator_within_the_cells_is_not_taken_for_that_between_them() -> None:
    sheet = read_sheet("x.csv", b"a,b; c; d; e\n1,2; 3\n4\n")
    assert (sheet.columns, sheet.rows[0].cells) == (("a", "b; c; d; e"), ("1", "2; 3"))
    assert read_sheet("x.csv", b"only\nhere; there\n").rows[0].cells == ("here; there",)


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [("utf-8", ()), ("utf-8-sig", ()), ("cp1252", ("read as Windows-1252",)), ("utf-16", ("read as UTF-16",))],
)  # fmt: skip
def test_the_encoding_is_found_out(encoding: str, remark: tuple[str, ...]) -> None:
    sheet = read_sheet("x.csv", "Übersicht,b\nKöln – „Rat“,x\n".encode(encoding))
    assert (sheet.columns, sheet.rows[0].cells) == (("Übersicht", "b"), ("Köln – „Rat“", "x"))
    assert sheet.remarks == remark


def test_one_stray_byte_is_told_at_its_line_and_the_rest_stays_utf_8() -> None:
    sheet = read_sheet("x.csv", "a,b\nMálaga,ok\nZürich,caf".encode() + b"\xe9\n")
    assert sheet.rows == (Row(2, ("Málaga", "ok")), Row(3, ("Zürich", "café")))
    assert sheet.remarks == ("line 3: the byte 0xE9 is no UTF-8, and read as 'é'",)


def test_the_encoding_may_be_named() -> None:
    sheet = read_sheet("x.csv", "a,b\nЁлка,x\n".encode("cp1251"), encoding="cp1251")
    assert (sheet.rows[0].cells, sheet.remarks) == (("Ёлка", "x"), ("read as cp1251",))
    for encoding, message in (
        ("latin-99", "--encoding 'latin-99': is no encoding; write utf-8, cp1252, utf-16 …"),
        ("ascii", "x.csv: is no ascii text; leave --encoding out, or name another"),
    ):
        with pytest.raises(MoratrackError) as refused:
            read_sheet("x.csv", "é,b\n1,2\n".encode(), encoding=encoding)
        assert str(refused.value) == message


def test_the_first_line_may_say_what_separates_cells() -> None:
    sheet = read_sheet("x.csv", b"sep=;\na;b,c\n1;2,3\n")
    assert (sheet.columns, sheet.rows) == (("a", "b,c"), (Row(3, ("1", "2,3")),))


def test_a_list_of_objects_is_a_table() -> None:
    data = b'[{"issuer": "Foo", "days": 180}, {"issuer": "Bar", "list": ["a", "b"], "yes": true, "no": null}]'
    sheet = read_sheet("x.json", data)
    assert sheet.columns == ("issuer", "days", "list", "yes", "no")
    assert [row.cells for row in sheet.rows] == [
        ("Foo", "180", "", "", ""),
        ("Bar", "", '["a","b"]', "True", ""),
    ]
    assert "is JSON but no list of objects" in error_of(b"[1, 2]")
    assert read_sheet("x.csv", b"[a],b\n1,2\n").columns == ("[a]", "b")


def test_the_column_names_may_stand_lower_down_and_in_two_rows() -> None:
    data = b"Title\n,Dates,,Source\nCity,Adopted,Ends,\nFoo,2026-01-01,2026-06-01,x\n"
    sheet = read_sheet("x.csv", data, head="2-3")
    assert sheet.columns == ("City", "Dates Adopted", "Dates Ends", "Source")
    assert sheet.rows == (Row(4, ("Foo", "2026-01-01", "2026-06-01", "x")),)
    assert read_sheet("x.csv", data, head="3").columns[:2] == ("City", "Adopted")
    for head, message in (
        ("x", "--header 'x': write the number of a row, or of two such as 2-3"),
        ("9", "--header 9: x.csv has nothing there; it has 4 rows"),
    ):
        with pytest.raises(MoratrackError) as refused:
            read_sheet("x.csv", data, head=head)
        assert str(refused.value) == message


def test_every_column_has_a_name_of_its_own() -> None:
    sheet = read_sheet("x.csv", b"a,a,,a (2)\n1,2,3,4,5\n")
    assert sheet.columns == ("a", "a (2)", "column 3", "a (2) (2)", "column 5")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.csv: is empty; a CSV, TSV, JSON, .xlsx, .xls, .xlsb or .ods file is wanted"),
        (b" ,\n,,\n", "x.csv: is empty; a CSV, TSV, JSON, .xlsx, .xls, .xlsb or .ods file is wanted"),
        (b"a,b\n", "x.csv: has no rows below its header"),
        (
            b"a,b\n1,\0\n",
            "x.csv:2: holds a NUL character, so it is no text; a CSV, TSV, JSON, .xlsx, .xls, .xlsb or .ods file is wanted",
        ),
        (
            b"a,b\n1,\x81\n",
            "x.csv: is neither UTF-8 nor Windows-1252 text; a CSV, TSV, JSON, .xlsx, .xls, .xlsb or .ods file is wanted",
        ),
        (
            b'a,b\n"1,2\n3,4\n',
            "x.csv:3: is not to be split into cells: unexpected end of data; check the quotation marks",
        ),
        (
            b"a,b\n1," + b"x" * 140_000 + b"\n",
            "x.csv:2: a cell has more than 131,072 characters; "
            "shorten it, or close a quotation mark left open",
        ),
        (
            b"a," * 10_000 + b"b\n" + b"1," * 10_000 + b"2\n",
            "x.csv: has 10,001 columns, more than 1,000; leave some out",
        ),
        (
            b'{"total": 1, "policies": [{"city": "Elm"}]}',
            "x.csv: is JSON but no list of objects; write the list of its key 'policies' alone",
        ),
        (
            b'{"policy": [{"id": "elm"}]}',
            "x.csv: is JSON, as data files are, and no sheet; --data x.csv reads it, moratrack validate x.csv checks it",
        ),
        (b'{"city": "Elm"}', "x.csv: is JSON but no list of objects; write [{\u2026}, \u2026]"),
        *(
            (
                data,
                "x.csv: is TOML, as data files are, and no sheet; --data x.csv reads it, "
                "moratrack validate x.csv checks it",
            )
            for data in (b'# Ours\r\n[[policy]]\r\nid = "elm"\r\n', b'[about] # ours\ntitle = "Ours"\n')
        ),
        *(
            (
                data,
                f"x.csv: is {kind} and no sheet; a CSV, TSV, JSON, .xlsx, .xls, .xlsb or .ods file is wanted",
            )
            for data, kind in (
                (b"\x89PNG\r\n\x1a\n", "a picture"),
                (b"%PDF-1.7\n%x\n", "a PDF"),
                (b"\x1f\x8b\x08a", "packed by gzip"),
            )
        ),
        (
            b"PK\x03\x04 and no more",
            "x.csv: is no workbook that can be read: File is not a zip file; save it as CSV",
        ),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(data: bytes, message: str) -> None:
    assert error_of(data) == message


def test_toml_of_no_record_is_no_sheet_either() -> None:
    with pytest.raises(MoratrackError, match="is TOML, as data files are, and no sheet"):
        read_sheet("ours.TOML", b'name = "a,b"\nversion = "1,2"\n')
    assert read_sheet("x.csv", b"a,b\n[[policy]],2\n").rows == (Row(2, ("[[policy]]", "2")),)


def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path) -> None:
    for name, reason in (
        (str(tmp_path / "none.csv"), "No such file or directory"),
        (str(tmp_path), "is a folder; write the file in it that holds the table"),
        ("a\0b", "embedded null"),
    ):
        with pytest.raises(MoratrackError, match=reason):
            read_bytes(name)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(MoratrackError, match="is larger than 64 MB; split it"):
        read_bytes(str(path))


def test_excel_cells_become_texts() -> None:
    rows = [
        ["city", "adopted", "days", "checked", "share", "yes", "formula", None],
        [" Foo ", dt.datetime(2026, 3, 3), 180.0, dt.datetime(2026, 4, 1, 14, 30), 1.5, True, "=1+1", "x"],  # noqa: DTZ001
        [None] * 8,
        ["Bar", dt.date(2026, 3, 4), 90, None, -2, None, None, None],
    ]
    sheet = read_sheet("x.xlsx", workbook(("Data", rows)))
    assert sheet.columns[:2] == ("city", "adopted")
    assert sheet.columns[7] == "column 8"
    assert sheet.rows == (
        Row(2, ("Foo", "2026-03-03", "180", "2026-04-01 14:30:00", "1.5", "True", "=1+1", "x")),
        Row(4, ("Bar", "2026-03-04", "90", "", "-2", "", "", "")),
    )


def test_links_comments_and_merged_cells_are_part_of_a_sheet() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["city", "state", "source"],
        ["Foo", "Ohio", "minutes"],
        ["Bar", None, "paper"],
        ["Baz", None, None],
    ):
        sheet.append(row)
    sheet["C2"].hyperlink = "https://foo.example/minutes"
    sheet["C3"] = '=HYPERLINK("https://bar.example/paper", "paper")'
    sheet["A2"].comment = Comment("said by the clerk", "me")
    sheet.merge_cells("B2:B4")
    out = io.BytesIO()
    book.save(out)
    read = read_sheet("x.xlsx", out.getvalue())
    assert [row.cells for row in read.rows] == [
        ("Foo (said by the clerk)", "Ohio", "minutes https://foo.example/minutes"),
        ("Bar", "Ohio", '=HYPERLINK("https://bar.example/paper", "paper")'),
        ("Baz", "Ohio", ""),
    ]
    assert read.remarks == ("merged cells are read as the first of them: B2:B4",)


def test_rows_that_are_hidden_and_cells_that_are_struck_through_or_merged_across_are_told() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["All we know of Elm", None, None])
    for row in (["city", "date", "term"], ["Foo", "2025-05-03", "1 year"], ["Bar", None, None], ["Baz"]):
        sheet.append(row)
    sheet["D3"] = CellRichText("2025", TextBlock(InlineFont(strike=True), "2024"))
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A4:B4")
    sheet.row_dimensions[5].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet["C3"].font = Font(strike=True)
    sheet["C4"].font = Font(strike=True)
    out = io.BytesIO()
    book.save(out)
    assert read_sheet("x.xlsx", out.getvalue(), head="2").remarks == (
        "rows that are hidden in the workbook are read all the same: 5",
        "cells that are struck through are read as if they were not: C3, D3",
        "cells merged over several columns are read in the first of them only: A4:B4",
    )


def test_a_hidden_sheet_is_read_only_by_name() -> None:
    book = Workbook()
    book.worksheets[0].append(["hidden"])
    book.worksheets[0].append(["1"])
    shown = book.create_sheet("Shown")
    for cell in ("shown", "2"):
        shown.append([cell])
    book.worksheets[0].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert read_sheet("x.xlsx", out.getvalue()).columns == ("shown",)
    assert read_sheet("x.xlsx", out.getvalue(), "Sheet").columns == ("hidden",)


def test_a_binary_workbook_with_cells_that_calamine_leaves_out_is_refused() -> None:
    whole = (Path(__file__).parent / "cases" / "a.xlsb").read_bytes()
    # A cell of kind 7 says its column first; one of kind 18 stands in the next.
    cell = b"\x07\x0c" + (1).to_bytes(4, "little") + bytes(8)
    short = b"\x12\x08" + bytes(8)
    refused = error_of(_with_record(whole, short))
    assert refused == "x.csv: holds cells that are not read; save it as .xlsx"
    assert read_sheet("x.xlsb", whole).columns[:2] == ("Municipality", "State")
    assert not has_short_cells(_with_record(whole, cell))


def _with_record(workbook: bytes, record: bytes) -> bytes:
    """An .xlsb with one record more at the end of its sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            more = record if name == "xl/worksheets/sheet1.bin" else b""
            new.writestr(name, old.read(name) + more)
    return out.getvalue()


def test_damaged_annotations_are_refused_in_one_line() -> None:
    data = workbook(("One", [["a"], ["1"]]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<x" if name == "xl/_rels/workbook.xml.rels" else old.read(name))
    assert "is no workbook that can be read" in error_of(out.getvalue())


@pytest.mark.parametrize("name", ["x.xlsx", "X.XLS"])
def test_text_that_is_named_as_an_excel_file_is_read_and_that_is_told(name: str) -> None:
    sheet = read_sheet(name, b"a,b\n1,2\n")
    assert sheet.columns == ("a", "b")
    assert sheet.remarks == ("is named as an Excel file but is text, and read as that",)
    assert read_sheet("x.csv", b"a,b\n1,2\n").remarks == ()


def test_of_a_workbook_the_first_sheet_with_anything_in_it_is_read_and_that_is_told() -> None:
    data = workbook(("Cover", []), ("One", [["a"], ["1"]]), ("Two", [["b"], ["2"]]))
    first = read_sheet("x.xlsx", data)
    assert first.columns == ("a",)
    assert first.remarks == ("read sheet 'One' of 3; --sheet NAME reads another: 'Cover', 'Two'",)
    named = read_sheet("x.xlsx", data, "Two")
    assert (named.columns, named.remarks) == (("b",), ())
    assert (
        error_of(data, "Tow")
        == "--sheet 'Tow': x.csv has no sheet of that name; it has 'Cover', 'One', 'Two'"
    )
    assert error_of(b"a\n1\n", "Two") == "--sheet 'Two': x.csv is no workbook and has no sheets"
    assert error_of(workbook(("Cover", []))) == "x.csv: has no sheet with anything in it"


def test_without_calamine_excel_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MoratrackError) as refused:
        read_workbook("x.xlsx", workbook(("One", [["a"], ["1"]])), None)
    assert (
        str(refused.value)
        == "x.xlsx: reading Excel needs python-calamine; pip install 'moratrack[excel]', or save it as CSV"
    )


def test_an_archive_that_is_far_larger_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moratrack.importing.workbook._MOST_UNPACKED", 100)
    message = (
        "x.csv: is no workbook that can be read: it unpacks to far more than a spreadsheet; save it as CSV"
    )
    assert error_of(workbook(("One", [["a"], ["1"]]))) == message


@pytest.mark.parametrize("cut", [100, 1000, 3000])
def test_a_damaged_workbook_is_refused_in_one_line(cut: int) -> None:
    data = workbook(("One", [["a"], ["1"]]))
    assert "is no workbook that can be read" in error_of(data[:cut])


def read_back(text: str) -> list[Policy]:
    return decode(Document("x.toml", text.encode(), "toml")).policy


@given(policies())
def test_policies_written_as_toml_are_read_back_the_same(policy: Policy) -> None:
    assert read_back(policies_toml([policy, policy], "heading")) == [policy, policy]


@given(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_text_is_written_as_toml_and_read_back_the_same(text: str) -> None:
    policy = make_policy(
        {"date": "2026-01-01", "did": "adopted", "until": text, "note": text, "sources": ["s"]},
        title=text,
        aliases=[text, text],
        note=f"{text}\n{text}",
        sources={"s": {"url": text, "publisher": text}, text: {"url": "", "publisher": ""}},
        exempt=[{"who": text}],
    )
    written = policies_toml([policy], "heading")
    assert read_back(written) == [policy]
    assert all(character.isprintable() for character in written.replace("\n", ""))


def test_toml_is_laid_out_as_a_person_would_write_it() -> None:
    policy = make_policy(
        {"date": "2026-01-01", "did": "adopted", "term": "6 months", "sources": ["a"]},
        {"date": "2026-02", "did": "checked"},
        note='It says "x";\nand more',
        aliases=["a", "b"],
        sources={"a": {"url": "https://a.example", "publisher": "A", "published": "2026-01-02"}},
    )
    assert (
        policies_toml([policy], "From x.csv")
        == '''# From x.csv

[[policy]]
id = "x"
title = "A policy"
issuer = "Somebody"
kind = "moratorium"
aliases = ["a", "b"]
note = """
It says "x";
and more"""

[policy.sources]
a = { url = "https://a.example", publisher = "A", published = 2026-01-02 }

[[policy.event]]
date = 2026-01-01
did = "adopted"
term = "6 months"
sources = ["a"]

[[policy.event]]
date = "2026-02"
did = "checked"
'''
    )


def test_rejects_keep_the_row_as_it_was_but_no_cell_is_a_formula() -> None:
    row = Row(7, ("=1+1", "-86.8", "@x", "two\nlines", "a,b"))
    written = rejects_csv(
        Sheet("x.csv", ("a", "b", "c", "=d", "e"), (row,), ()), [Reject(row, "names no issuer")]
    )
    assert list(csv.reader(io.StringIO(written.decode(), newline=""))) == [
        ["row", "reason", "a", "b", "c", "'=d", "e"],
        ["7", "names no issuer", "'=1+1", "-86.8", "'@x", "two\nlines", "a,b"],
    ]


def test_an_existing_file_is_written_over_only_with_force(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.toml"
    source.write_text(f"{HEADER}Foo,2026-01-01,6 months\n")
    out.write_text("mine")
    refused = run(capfdbinary, "import", str(source), "--out", str(out))
    assert (refused.status, refused.out, out.read_text()) == (2, "", "mine")
    assert refused.err.endswith(f"moratrack: --out {out}: exists; name another file or say --force\n")
    assert run(capfdbinary, "import", str(source), "--out", str(out), "--force").status == 0
    assert [policy.id for policy in read_back(out.read_text())] == ["foo-2026"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.toml"]


def test_a_file_that_must_not_be_written_stops_all_of_them(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = tmp_path / "in.csv"
    source.write_text(f"{HEADER}Foo,2026-01-01,6 months\n")
    out, other = str(tmp_path / "out.toml"), str(tmp_path / "other.csv")
    for options, reason in (
        (("--rejects", str(tmp_path / "no" / "x.csv")), "there is no such folder; make it first"),
        (("--rejects", str(tmp_path)), "is a folder; name a file in it"),
        (("--rejects", out), "is also --rejects; name another file"),
        (("--rejects", str(source), "--force"), "is also FILE; name another file"),
        (("--save-mapping", other, "--rejects", other), "is also --save-mapping; name another file"),
    ):
        refused = run(capfdbinary, "import", str(source), "--out", out, *options)
        assert (refused.status, refused.out) == (2, "")
        assert refused.err.endswith(f": {reason}\n"), refused.err
        assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
