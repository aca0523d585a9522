"""A workbook of Excel or LibreOffice → records of text, through python-calamine.

It reads .xlsx, .xlsb, .xls and .ods, and an .xlsx in a tenth of the time of openpyxl; what it does not know,
links and comments and formulas without a result, ``annotations`` finds in an .xlsx itself.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

from ..core.faults import MoratrackError
from .annotations import Annotations, annotations_of
from .binarysheet import has_short_cells
from .content import MOST_BYTES, Content, Oddity

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MOST_UNPACKED = 8 * MOST_BYTES


def read_workbook(name: str, data: bytes, page: str | None) -> Content:
    """The cells of one sheet: days as 2026-03-03, a formula as its stored result, else as its text.

    Raises MoratrackError where python-calamine is missing or the file is no workbook it can read.
    """
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise MoratrackError(
            f"{name}: reading Excel needs python-calamine; pip install 'moratrack[excel]', or save it as CSV"
        ) from None
    try:
        is_zip = data.startswith(b"PK\x03\x04")
        if is_zip:
            _refuse_bombs(data)
            if has_short_cells(data):
                raise MoratrackError(f"{name}: holds cells that are not read; save it as .xlsx")
        with CalamineWorkbook.from_object(io.BytesIO(data)) as book:
            return _read(name, book, data if is_zip else b"", page)
    except (MoratrackError, MemoryError):
        raise
    # A damaged workbook fails in calamine, in zipfile or in the XML parser, in dozens of ways.
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise MoratrackError(f"{name}: is no workbook that can be read: {reason}; save it as CSV") from None


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
            raise ValueError("it unpacks to far more than a spreadsheet")


def _read(name: str, book: CalamineWorkbook, archive: bytes, page: str | None) -> Content:
    from python_calamine import SheetVisibleEnum

    pages = book.sheet_names
    if page is not None and page not in pages:
        listed = ", ".join(map(repr, pages[:12]))
        raise MoratrackError(f"--sheet {page[:40]!r}: {name} has no sheet of that name; it has {listed}")
    visible = [
        sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible
    ] or pages
    for title in visible if page is None else [page]:
        sheet = book.get_sheet_by_name(title)
        records = [list(map(_text, row)) for row in sheet.to_python(skip_empty_area=False)]
        if any(map(any, records)) or title == page:
            break
    else:
        raise MoratrackError(f"{name}: has no sheet with anything in it")
    others = tuple(each for each in pages if each != title)
    remarks = []
    if page is None and others:
        listed = ", ".join(map(repr, others[:8])) + (", …" if len(others) > 8 else "")
        remarks.append(f"read sheet {title!r} of {len(pages)}; --sheet NAME reads another: {listed}")
    remarks += _fill_merged(records, sheet)
    found = annotations_of(archive, title) if archive else None
    across = _merged_across(records, sheet)
    if found is None:
        remarks.append(
            "links, comments, hidden rows and struck-through text of such a file are not seen;"
            " save it as .xlsx if it has any"
        )
        return Content(records, remarks, others, oddities=across)
    return Content(_annotated(records, found), remarks, others, found.is_1904, (*found.oddities, *across))


def _fill_merged(records: list[list[str]], sheet: CalamineSheet) -> list[str]:
    """Give every cell of a range that is merged downwards the text of its first; say which they were."""
    filled = []
    for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or ()):
        if top == bottom or top >= len(records) or not records[top][left]:
            continue
        for row in records[top + 1 : bottom + 1]:
            row[left] = row[left] or records[top][left]
        filled.append(f"{_address(top, left)}:{_address(bottom, right)}")
    if not filled:
        return []
    listed = ", ".join(filled[:8]) + (", …" if len(filled) > 8 else "")
    return [f"merged cells are read as the first of them: {listed}"]


def _merged_across(records: list[list[str]], sheet: CalamineSheet) -> tuple[Oddity, ...]:
    """The ranges with a text that are merged over several columns, of which only the first has it."""
    return tuple(
        Oddity("across", top + 1, f"{_address(top, left)}:{_address(bottom, right)}")
        for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or ())
        if left != right and top < len(records) and left < len(records[top]) and records[top][left]
    )


def _address(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _annotated(records: list[list[str]], found: Annotations) -> list[list[str]]:
    """The records with the formulas that have no result, the addresses of links, and the comments."""
    for (row, column), formula in found.formulas.items():
        if row < len(records) and column < len(records[row]):
            records[row][column] = records[row][column] or formula
    for (row, column), texts in found.texts.items():
        if row < len(records) and column < len(records[row]):
            cell = records[row][column]
            records[row][column] = " ".join([cell, *(text for text in texts if text not in cell)]).strip()
    return records


def _text(value: Any) -> str:
    match value:
        case str():
            return value.encode(errors="backslashreplace").decode().strip()
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime():
            at_midnight = value.time() == dt.time()
            return value.date().isoformat() if at_midnight else value.isoformat(" ")
    return str(value)
