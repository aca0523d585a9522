"""A panel, a 0 or 1 for each place and day: recognized, and read as periods when asked.

It is long, with a row for each place and day, or wide, with a column for each day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ..core.faults import MoratrackError
from .grammar.days import Manner, Moment
from .grammar.facts import facts_of
from .keys import DATE, EFFECTIVE, EVENT, ID, ISSUER, JURISDICTION, KEYS
from .mapping import Mapped
from .sheet import Row, Sheet
from .values import slug

WIDE = "wide"
"""What ``--panel`` says of a panel with a column for each day."""
_BITS = {"0", "1", "0.0", "1.0"}
_LEAST_DAYS = 3
_SAMPLE = 400
_COLUMNS = ("id", "issuer", "event", "date")
_MANNER = Manner("mdy")


def refuse_panel(sheet: Sheet, mapped: Mapped) -> None:
    """Raise MoratrackError, with how to read it, for a sheet that is a panel."""
    wide = _days_of(sheet)
    if len(wide) >= _LEAST_DAYS and all(_is_of_bits(sheet, at) for at, _ in wide):
        raise MoratrackError(
            f"{sheet.name}: looks like a panel: {len(wide)} columns are days, with 0 or 1 below;"
            f" --panel {WIDE} reads the runs of 1 as periods"
        )
    dates = mapped.columns.get(DATE.name) or mapped.columns.get(EFFECTIVE.name)
    places = mapped.columns.get(ISSUER.name)
    if not dates or not places or EVENT.name in mapped.columns or ID.name in mapped.columns:
        return
    units = [row.cells[sheet.columns.index(places[0].name)] for row in sheet.rows[:_SAMPLE]]
    bits = [name for at, name in enumerate(sheet.columns) if _is_of_bits(sheet, at)]
    if bits and len(units) >= _LEAST_DAYS * len(set(units)):
        raise MoratrackError(
            f"{sheet.name}: looks like a panel: a row for each {places[0].name} and {dates[0].name}, and"
            f" {bits[0]} is 0 or 1; --panel {bits[0]!r} reads the runs of 1 as periods"
        )


def periods_of(sheet: Sheet, mapped: Mapped, column: str) -> Sheet:
    """The runs of 1 of a panel as a table of events: adopted, ended, and checked on its last day.

    Raises MoratrackError where the column, the days or the places are not found.
    """
    places = mapped.columns.get(ISSUER.name) or mapped.columns.get(JURISDICTION.name)
    if not places:
        raise MoratrackError(f"--panel: {sheet.name} has no column of places; say --map issuer=COLUMN")
    place_at = sheet.columns.index(places[0].name)
    found: dict[str, list[tuple[dt.date, str, bool, int]]] = {}
    for row in sheet.rows:
        cells = _wide_cells(sheet, row) if column == WIDE else _long_cells(sheet, mapped, row, column)
        for moment, bit in cells:
            found.setdefault(row.cells[place_at], []).append(
                (moment.first, str(moment.as_start()), bit, row.number)
            )
    rows = tuple(row for place, cells in found.items() if place for row in _events(place, sorted(cells)))
    if not rows:
        raise MoratrackError(
            f"--panel {column}: {sheet.name} has no 1 beside a day; name the column of 0 and 1"
        )
    remark = f"read as a panel: {len(found):,} places, the runs of 1 are periods"
    return Sheet(sheet.name, _COLUMNS, rows, (*sheet.remarks, remark))


def _events(place: str, cells: Sequence[tuple[dt.date, str, bool, int]]) -> Iterator[Row]:
    """The events of one place; a period that the panel does not see the end of has none that is known."""
    is_on = False
    name = slug(place) or "place"
    for _, day, bit, number in cells:
        if bit != is_on:
            yield Row(number, (name, place, "adopted" if bit else "ended", day))
            is_on = bit
    if is_on:
        yield Row(cells[-1][3], (name, place, "checked", cells[-1][1]))


def _wide_cells(sheet: Sheet, row: Row) -> Iterator[tuple[Moment, bool]]:
    for at, moment in _days_of(sheet):
        if row.cells[at] in _BITS:
            yield moment, row.cells[at].startswith("1")


def _long_cells(sheet: Sheet, mapped: Mapped, row: Row, column: str) -> Iterator[tuple[Moment, bool]]:
    dates = mapped.columns.get(DATE.name) or mapped.columns.get(EFFECTIVE.name)
    if column not in sheet.columns or not dates:
        mend = (
            "say --map date=COLUMN" if column in sheet.columns else f"write {WIDE} or the column of 0 and 1"
        )
        raise MoratrackError(f"--panel {column[:40]!r}: {sheet.name} is not so; {mend}")
    text, bit = row.cells[sheet.columns.index(dates[0].name)], row.cells[sheet.columns.index(column)]
    days = KEYS[DATE.name].facts(text, dates[0].how, _MANNER).days if text else ()
    if days and bit in _BITS:
        yield days[0].moment, bit.startswith("1")


def _days_of(sheet: Sheet) -> list[tuple[int, Moment]]:
    """The columns that are named by a day, with their places."""
    found = []
    for at, name in enumerate(sheet.columns):
        days = facts_of(name, "checked", _MANNER).days if any(map(str.isdigit, name)) else ()
        if len(days) == 1 and len(days[0].moment.text) == len(name):
            found.append((at, days[0].moment))
    return found


def _is_of_bits(sheet: Sheet, at: int) -> bool:
    filled = {row.cells[at] for row in sheet.rows[:_SAMPLE]} - {""}
    return bool(filled) and filled <= _BITS
