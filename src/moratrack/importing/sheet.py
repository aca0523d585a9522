"""The bytes of a spreadsheet → its columns and rows, every cell as text."""

from __future__ import annotations

import re
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..core.faults import MoratrackError
from ..files.documents import path_named, standard_input
from .content import MOST_BYTES, Content, Oddity
from .textfile import WANTED, read_text

MOST_COLUMNS = 1_000
_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_NO_SHEETS = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF-": "a PDF",
    b"\x1f\x8b": "packed by gzip",
}
_MOST_NAMED = 20
_ODDITIES = {
    "hidden": "rows that are hidden in the workbook are read all the same",
    "struck": "cells that are struck through are read as if they were not",
    "across": "cells merged over several columns are read in the first of them only",
}
_HEADER = re.compile(r"(?P<first>[1-9]\d{0,5})(?:-(?P<last>[1-9]\d{0,5}))?")


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
    others: tuple[str, ...] = ()
    """The sheets of the workbook that were not read."""
    is_1904: bool = False
    """Whether its numbers count days from 1904."""


def read_bytes(name: str) -> bytes:
    """The content of a file, or of standard input for ``-``; raise MoratrackError where there is none."""
    try:
        if name == "-":
            data = standard_input().read(MOST_BYTES + 1)
        else:
            path = path_named(name)
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                raise MoratrackError(f"{name}: is a folder; write the file in it that holds the table")
            if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
                raise OSError(0, "not a file")
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MoratrackError(f"{name}: cannot be read: {reason}; {WANTED}") from None
    if len(data) > MOST_BYTES:
        raise MoratrackError(f"{name}: is larger than {MOST_BYTES // 1_000_000} MB; split it")
    return data


def read_sheet(
    name: str, data: bytes, page: str | None = None, *, head: str | None = None, encoding: str | None = None
) -> Sheet:
    """Read a spreadsheet; ``page`` names the sheet of a workbook, the first visible one with content if None.

    ``head`` is the row of the column names, or the first and the last of several: 4, 2-3. Raises
    MoratrackError for whatever is no table with a header and a row.
    """
    for signature, kind in _NO_SHEETS.items():
        if data.startswith(signature):
            raise MoratrackError(f"{name}: is {kind} and no sheet; {WANTED}")
    if data.startswith(_SIGNATURES):
        from .workbook import read_workbook

        content = read_workbook(name, data, page)
    elif page is not None:
        raise MoratrackError(f"--sheet {page[:40]!r}: {name} is no workbook and has no sheets")
    else:
        content = read_text(name, data, encoding)
    return _sheet(name, content, head)


def _sheet(name: str, content: Content, head: str | None) -> Sheet:
    records = [(number, _trimmed(record)) for number, record in enumerate(content.records, start=1)]
    filled = [(number, record) for number, record in records if record]
    if not filled:
        raise MoratrackError(f"{name}: is empty; {WANTED}")
    width = max(len(record) for _, record in filled)
    if width > MOST_COLUMNS:
        raise MoratrackError(f"{name}: has {width:,} columns, more than {MOST_COLUMNS:,}; leave some out")
    first, last = _head_rows(name, head, filled)
    header = [record for number, record in filled if first <= number <= last]
    body = [(number, record) for number, record in filled if number > last]
    if not body:
        raise MoratrackError(f"{name}: has no rows below its header")
    rows = tuple(Row(number, (*record, *[""] * (width - len(record)))) for number, record in body)
    columns = _names(_joined(header, width), width)
    remarks = (*content.remarks, *_odd({row.number for row in rows}, content.oddities))
    return Sheet(name, columns, rows, remarks, content.others, content.is_1904)


def _odd(numbers: Collection[int], oddities: Iterable[Oddity]) -> Iterator[str]:
    """A line for each kind of thing of the rows that their texts do not show."""
    found: dict[str, list[str]] = {}
    for each in oddities:
        if each.row in numbers:
            found.setdefault(each.kind, []).append(each.name)
    for kind, names in found.items():
        listed = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
        yield f"{_ODDITIES[kind]}: {listed}"


def _head_rows(name: str, head: str | None, filled: Sequence[tuple[int, list[str]]]) -> tuple[int, int]:
    """The numbers of the first and the last row of column names."""
    if head is None:
        return filled[0][0], filled[0][0]
    match = _HEADER.fullmatch(head)
    if match is None:
        raise MoratrackError(f"--header {head[:40]!r}: write the number of a row, or of two such as 2-3")
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not any(first <= number <= last for number, _ in filled):
        raise MoratrackError(f"--header {head}: {name} has nothing there; it has {len(filled):,} rows")
    return first, last


def _joined(header: Sequence[Sequence[str]], width: int) -> list[str]:
    """The names of several rows as one: what stands above a group of columns belongs to each of them."""
    if len(header) == 1:
        return list(header[0])
    rows = [[*row, *[""] * (width - len(row))] for row in header]
    for row in rows[:-1]:
        for place in range(1, width):
            row[place] = row[place] or row[place - 1]
    return [" ".join(dict.fromkeys(row[place] for row in rows if row[place])) for place in range(width)]


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
