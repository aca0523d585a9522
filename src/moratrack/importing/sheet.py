"""The bytes of a spreadsheet → its columns and rows, every cell as text."""

from __future__ import annotations

import codecs
import csv
import io
import stat
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from ..core.faults import MoratrackError
from ..files.documents import path_named, standard_input
from .content import MOST_BYTES, Content

MOST_COLUMNS = 1_000
_DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars"}
_SAMPLE = 50
_WANTED = "a CSV, TSV or .xlsx file is wanted"


class Row(NamedTuple):
    """One row that is not empty."""

    number: int
    """As a spreadsheet program counts: the header is row 1 where nothing stands above it."""
    cells: tuple[str, ...]
    """A text for every column, without the space around it; empty where the cell is."""


class Sheet(NamedTuple):
    """A header and the rows below it."""

    name: str
    columns: tuple[str, ...]
    """Unique names; a column without one is called by its place, "column 4"."""
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]
    """How the file was read, where that was a choice."""


def read_bytes(name: str) -> bytes:
    """The content of a file, or of standard input for ``-``; raise MoratrackError where there is none."""
    try:
        if name == "-":
            data = standard_input().read(MOST_BYTES + 1)
        else:
            path = path_named(name)
            mode = path.stat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
                raise OSError(0, "not a file")
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MoratrackError(f"{name}: cannot be read: {reason}; {_WANTED}") from None
    if len(data) > MOST_BYTES:
        raise MoratrackError(f"{name}: is larger than {MOST_BYTES // 1_000_000} MB; split it")
    return data


def read_sheet(name: str, data: bytes, page: str | None = None) -> Sheet:
    """Read a spreadsheet; ``page`` names the sheet of an Excel file, the first with content if None.

    Raises MoratrackError for whatever is no table with a header and a row.
    """
    if data.startswith(b"PK\x03\x04"):
        from .excel import read_excel

        content = read_excel(name, data, page)
    elif page is not None:
        raise MoratrackError(f"--sheet {page[:40]!r}: {name} is no .xlsx file and has no sheets")
    else:
        content = _read_text(name, data)
    return _sheet(name, content)


def _read_text(name: str, data: bytes) -> Content:
    text, encoding = _decode(name, data)
    delimiter = _delimiter(text)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True
    )
    try:
        records = [[cell.strip() for cell in record] for record in reader]
    except csv.Error as error:
        raise MoratrackError(
            f"{name}:{reader.line_num}: is not to be split into cells: {error}; check the quotation marks"
        ) from None
    remarks = ["is named as an Excel file but is text, and read as that"] if _is_named_excel(name) else []
    remarks += [f"read as {encoding}"] if encoding else []
    if delimiter != ",":
        remarks.append(f"cells are separated by {_DELIMITERS[delimiter]}")
    return Content(records, remarks)


def _is_named_excel(name: str) -> bool:
    return name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def _decode(name: str, data: bytes) -> tuple[str, str]:
    """The text of a file, and its encoding where that is not UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = {"utf-16": "UTF-16"}
    else:
        encodings = {"utf-8-sig": "", "cp1252": "Windows-1252"}
    for encoding, shown in encodings.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            raise MoratrackError(f"{name}:{line}: holds a NUL character, so it is no text; {_WANTED}")
        return text, shown
    raise MoratrackError(f"{name}: is neither UTF-8 nor Windows-1252 text; {_WANTED}")


def _delimiter(text: str) -> str:
    """The character that splits the first records into most alike and most cells; else a comma."""
    return max(_DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    """Which part of the first records have as many cells as the header, and how many that are."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        records = islice((record for record in reader if any(map(str.strip, record))), _SAMPLE)
        widths = [len(record) for record in records]
    except csv.Error:
        return 0, 0
    return (widths.count(widths[0]) / len(widths), widths[0]) if widths and widths[0] > 1 else (0, 0)


def _sheet(name: str, content: Content) -> Sheet:
    records = [(number, _trimmed(record)) for number, record in enumerate(content.records, start=1)]
    filled = [(number, record) for number, record in records if record]
    if not filled:
        raise MoratrackError(f"{name}: is empty; {_WANTED}")
    width = max(len(record) for _, record in filled)
    if width > MOST_COLUMNS:
        raise MoratrackError(f"{name}: has {width:,} columns, more than {MOST_COLUMNS:,}; leave some out")
    header, *body = filled
    if not body:
        raise MoratrackError(f"{name}: has no rows below its header")
    rows = tuple(Row(number, (*record, *[""] * (width - len(record)))) for number, record in body)
    return Sheet(name, _names(header[1], width), rows, tuple(content.remarks))


def _trimmed(record: Sequence[str]) -> list[str]:
    """A record without the empty cells at its end."""
    end = next((place for place in range(len(record), 0, -1) if record[place - 1]), 0)
    return list(record[:end])


def _names(header: Iterable[str], width: int) -> tuple[str, ...]:
    names: dict[str, None] = {}
    given = [" ".join(name.split()) for name in header]
    for place, name in enumerate([*given, *[""] * (width - len(given))], start=1):
        wanted = name or f"column {place}"
        unique, count = wanted, 1
        while unique in names:
            count += 1
            unique = f"{wanted} ({count})"
        names[unique] = None
    return tuple(names)
