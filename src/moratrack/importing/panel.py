"""A panel, a 0 or 1 for each place and day: recognized, and read as periods when asked.

It is long, with a row for each place and day, or wide, with a column for each day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..core.faults import MoratrackError
from .grammar.cellreader import facts_of
from .grammar.days import Manner, Moment
from .keys import DATE, EFFECTIVE, EVENT, EXTENDS, ID, ISSUER, JURISDICTION, KEYS, key_named
from .mapping import Column, Mapped
from .sheet import Row, Sheet
from .values import slug

WIDE = "wide"
"""What ``--panel`` says of a panel with a column for each day."""
_BITS = {"0", "1", "0.0", "1.0"}
_LEAST_DAYS = 3
_SAMPLE = 400
_MADE = (ID.name, EVENT.name, DATE.name)
"""The keys of the columns that come of the days."""
_OF_PLACES = tuple(
    key for key in KEYS if KEYS[key].read is not None and key not in (EVENT.name, EXTENDS.name)
)
"""The keys of what is said of a place as a whole."""
_MANNER = Manner("mdy")


def refuse_maps(maps: Iterable[str]) -> None:
    """Raise MoratrackError for a key given by hand that has no meaning for a panel."""
    for word in maps:
        key = word.partition("=")[0].strip()
        if key_named(key) is not None and key not in (*_OF_PLACES, DATE.name, EFFECTIVE.name):
            raise MoratrackError(f"--map {key}: a panel has no such column: its runs of 1 are the periods")


def refuse_panel(sheet: Sheet, mapped: Mapped) -> None:
    """Raise MoratrackError, with how to read it, for a sheet that is a panel."""
    wide = _days_of(sheet)
    if len(wide) >= _LEAST_DAYS and all(_is_of_bits(sheet, at) for at, _ in wide):
        raise MoratrackError(
            f"{sheet.name}: looks like a panel: {len(wide)} columns are days, with 0 or 1 below;"
            f" --panel {WIDE} reads the runs of 1 as periods"
        )
    dates = _dates(mapped)
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


def periods_of(sheet: Sheet, mapped: Mapped, column: str) -> tuple[Sheet, Mapped]:
    """The runs of 1 of a panel as a table of events: adopted, ended, and checked on its last day.

    It has the columns that say what a place is, each with its first cell, and how they are mapped. Raises
    MoratrackError where the column, the days or the places are not found.
    """
    kept = _of_places(sheet, mapped)
    names = tuple(dict.fromkeys(each.name for columns in kept.values() for each in columns))
    found = _places(sheet, mapped, column, _naming(kept), names)
    rows = tuple(row for name, place in found.items() if any(name) for row in _events(name, place))
    if not rows:
        raise MoratrackError(
            f"--panel {column}: {sheet.name} has no 1 beside a day; name the column of 0 and 1"
        )
    remarks = [f"read as a panel: {len(found):,} places, the runs of 1 are periods"]
    varied = {names[at] for place in found.values() for at in place.varied}
    remarks += [f"{name}: of each place its first cell is used" for name in names if name in varied]
    days = {sheet.columns[at] for at, _ in _days_of(sheet)} if column == WIDE else set()
    used = {*names, column, *days, *(each.name for each in _dates(mapped)), *mapped.ignored}
    left = [name for name in sheet.columns if name not in used]
    remarks += [f"left out, being of the panel's days: {', '.join(left)}"] if left else []
    columns = {**kept, **{key: (Column(f"panel {key}"),) for key in _MADE}}
    made = (*(f"panel {key}" for key in _MADE), *names)
    return Sheet(sheet.name, made, rows, (*sheet.remarks, *remarks)), Mapped(columns, mapped.constants, ())


def _of_places(sheet: Sheet, mapped: Mapped) -> dict[str, tuple[Column, ...]]:
    """The columns of keys that say what a place is; raise MoratrackError where none names it."""
    kept = {key: mapped.columns[key] for key in _OF_PLACES if key in mapped.columns}
    if ISSUER.name not in kept and JURISDICTION.name in kept:
        kept[ISSUER.name] = kept[JURISDICTION.name][:1]
    if ISSUER.name not in kept:
        raise MoratrackError(f"--panel: {sheet.name} has no column of places; say --map issuer=COLUMN")
    return kept


def _naming(kept: dict[str, tuple[Column, ...]]) -> list[str]:
    """The columns that together tell a place from others: that of ids, else of its name and its country."""
    keys = (ID.name,) if ID.name in kept else (ISSUER.name, JURISDICTION.name)
    return list(dict.fromkeys(kept[key][0].name for key in keys if key in kept))


class _Place(NamedTuple):
    """A place of a panel: the cells that say what it is, and its days."""

    cells: list[str]
    varied: set[int]
    """Which of its cells have another text on another day."""
    bits: list[tuple[dt.date, str, bool, int]]
    """Day, the same as it is written, whether it is 1, and the number of the row."""


def _places(
    sheet: Sheet, mapped: Mapped, column: str, naming: Sequence[str], names: Sequence[str]
) -> dict[tuple[str, ...], _Place]:
    """The places of a panel by their names."""
    naming_at = [sheet.columns.index(name) for name in naming]
    at = [sheet.columns.index(name) for name in names]
    found: dict[tuple[str, ...], _Place] = {}
    for row in sheet.rows:
        days = _wide_cells(sheet, row) if column == WIDE else _long_cells(sheet, mapped, row, column)
        name = tuple(row.cells[each] for each in naming_at)
        place = found.setdefault(name, _Place([""] * len(at), set(), []))
        for index, text in enumerate(row.cells[each] for each in at):
            if text and place.cells[index] and text != place.cells[index]:
                place.varied.add(index)
            place.cells[index] = place.cells[index] or text
        place.bits.extend((moment.first, str(moment.as_start()), bit, row.number) for moment, bit in days)
    return found


def _dates(mapped: Mapped) -> tuple[Column, ...]:
    return mapped.columns.get(DATE.name) or mapped.columns.get(EFFECTIVE.name) or ()


def _events(name: tuple[str, ...], place: _Place) -> Iterator[Row]:
    """The events of one place; a period that the panel does not see the end of has none that is known."""
    is_on = False
    policy_id = slug(" ".join(name)) or "place"
    bits = sorted(place.bits)
    for _, day, bit, number in bits:
        if bit != is_on:
            yield Row(number, (policy_id, "adopted" if bit else "ended", day, *place.cells))
            is_on = bit
    if is_on:
        yield Row(bits[-1][3], (policy_id, "checked", bits[-1][1], *place.cells))


def _wide_cells(sheet: Sheet, row: Row) -> Iterator[tuple[Moment, bool]]:
    for at, moment in _days_of(sheet):
        if row.cells[at] in _BITS:
            yield moment, row.cells[at].startswith("1")


def _long_cells(sheet: Sheet, mapped: Mapped, row: Row, column: str) -> Iterator[tuple[Moment, bool]]:
    dates = _dates(mapped)
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
