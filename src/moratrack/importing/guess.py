"""From the header and the cells below it, which column is what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..core.faults import MoratrackError
from .days import MONTH_FIRST, field_order, read_day
from .keys import DATE, EFFECTIVE, ISSUER, KEYS, Key
from .mapping import Column, Mapped
from .sheet import Sheet

_SAMPLE = 200
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")


def guess(sheet: Sheet) -> Mapped:
    """The mapping that the names of the columns suggest, where their cells bear it out."""
    free = {name: _header(name) for name in sheet.columns}
    cells = _cells(sheet)
    found: dict[str, tuple[Column, ...]] = {}
    for key in KEYS.values():
        columns = []
        for header, how in _headers(key):
            for name in [name for name, plain in free.items() if plain == header]:
                column = Column(name, how)
                if _bears_out(key, column, cells[name]):
                    columns.append(column)
                    del free[name]
            # A second column of days is of another day: only the twin of the first is tried after it.
            if columns and key.takes(MONTH_FIRST) and not header.endswith("_iso"):
                break
        if columns:
            found[key.name] = tuple(columns)
    return Mapped(found, {}, ())


def settled(mapped: Mapped, sheet: Sheet) -> Mapped:
    """The mapping with the order of day and month, such as :dmy, that the cells of a column show."""
    cells = _cells(sheet)

    def column(key: str, column: Column) -> Column:
        is_open = column.how is None and KEYS[key].takes(MONTH_FIRST)
        shown = field_order(cells[column.name]) if is_open else None
        return column if shown is None else column._replace(how=shown)

    columns = {key: tuple(column(key, each) for each in columns) for key, columns in mapped.columns.items()}
    return mapped._replace(columns=columns)


def _cells(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """The cells of every column."""
    return dict(zip(sheet.columns, zip(*(row.cells for row in sheet.rows), strict=True), strict=True))


def require(mapped: Mapped, sheet: Sheet) -> None:
    """Raise MoratrackError, with what may be wrong, where no column gives an issuer or a day."""
    first = sheet.rows[0]
    if _known(first.cells) > max(_known(sheet.columns), 2):
        raise MoratrackError(
            f"{sheet.name}: row {first.number} looks like the column names; delete what stands above it"
        )
    for keys in ((ISSUER,), (DATE, EFFECTIVE)):
        if not any(key.name in mapped.columns or key.name in mapped.constants for key in keys):
            listed = ", ".join(sheet.columns[:12]) + (", …" if len(sheet.columns) > 12 else "")
            name = keys[0].name
            is_data = any(read_day(column) or "://" in column for column in sheet.columns)
            mend = (
                "its first row looks like data: add a row of column names above it"
                if is_data
                else f"say which it is with --map {name}=COLUMN"
            )
            raise MoratrackError(f"{sheet.name}: no column is known for {name} (columns: {listed}); {mend}")


def _known(cells: Sequence[str]) -> int:
    names = {header for key in KEYS.values() for header, _ in _headers(key)}
    return sum(_header(cell) in names for cell in cells)


def _header(name: str) -> str:
    return _NOT_IN_NAME.sub("_", name.casefold()).strip("_")


def _headers(key: Key[object]) -> list[tuple[str, str | None]]:
    """The names a column of this key may have, best first, and how a column of that name is read."""
    found: list[tuple[str, str | None]] = []
    for written in key.headers:
        header, _, how = written.partition(":")
        found += [(f"{header}_iso", how or None), (header, how or None)]
    return found


def _bears_out(key: Key[object], column: Column, cells: Sequence[str]) -> bool:
    """Whether at least half of the filled cells can be read as the key."""
    filled = [cell for cell in cells if cell][:_SAMPLE]
    understood = sum(key.read(cell, column.how) is not None for cell in filled)
    return 2 * understood >= len(filled)
