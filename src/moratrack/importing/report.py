"""What people are told of an import: a line a row that has something to say, then the whole."""

from __future__ import annotations

from collections.abc import Iterator

from ..checks.rules import COUNTRIES
from .conversion import Conversion
from .grammar.days import DAY_FIRST, MONTH_FIRST, field_order
from .guess import day_of_name, sheet_order
from .headers import header
from .hints import is_written_once, kept, long_form, of_other_zones
from .keys import CHECKED, JURISDICTION, STATUS, TERM, THROUGH, UNTIL, key_named
from .mapping import Mapped
from .places import US_STATES
from .sheet import Sheet

# So many words of a column are named.
_MOST_WORDS = 5


def report(sheet: Sheet, mapped: Mapped, conversion: Conversion) -> Iterator[str]:
    """The lines, the most important last."""
    lines = [
        (each.row.number, f"({each.policy.id}): {'; '.join(each.remarks)}")
        for each in conversion.imported
        if each.remarks
    ]
    lines += [(each.row.number, f"rejected: {each.reason}") for each in conversion.rejects]
    yield from (f"row {number} {line}" for number, line in sorted(lines))
    remarks = (*sheet.remarks, *_orders(sheet, mapped), *_codes(sheet, mapped), *conversion.remarks)
    yield from (f"{sheet.name}: {remark}" for remark in remarks)
    if not any(key.name in mapped.columns or key.name in mapped.constants for key in (TERM, THROUGH, UNTIL)):
        yield f"{sheet.name}: no column says when they end: of moratoria, recorded as not known"
    for column, numbers in of_other_zones(sheet, mapped):
        hours = "hours of universal time, read as its day, are the day before in places west of it"
        yield f"{sheet.name}: {column}: {hours}{_rows(numbers)}"
    yield from _noted(sheet, conversion)
    yield from _kept(sheet, mapped)
    yield from _without_place(sheet, mapped, conversion)
    yield from _compared(sheet, mapped, conversion)
    rows = _count(len(sheet.rows), "row", "rows")
    policies = _count(len(conversion.imported), "policy", "policies")
    yield f"{sheet.name}: {rows}: {policies}, {len(conversion.rejects):,} rejected"


def _noted(sheet: Sheet, conversion: Conversion) -> Iterator[str]:
    """What columns of free text say and no event has, in which rows."""
    for column in dict.fromkeys(each.column for each in conversion.noted):
        numbers = [each.row for each in conversion.noted if each.column == column and not each.word]
        if numbers:
            cells = _count(len(numbers), "cell names", "cells name")
            yield f"{sheet.name}: {column}: {cells} days that stay in the note{_rows(numbers)}"
        worded = [each for each in conversion.noted if each.column == column and each.word]
        if worded:
            cells = _count(len(worded), "cell tells", "cells tell")
            words = ", ".join(dict.fromkeys(each.word for each in worded[:_MOST_WORDS]))
            rows = _rows([each.row for each in worded])
            yield f"{sheet.name}: {column}: {cells} of what no event has: {words}{rows}"


def _orders(sheet: Sheet, mapped: Mapped) -> Iterator[str]:
    """How days such as 03/04/2026 are read, where the cells show it or contradict each other."""
    for key, columns in mapped.columns.items():
        known = key_named(key)
        for column in columns:
            if column.how in (DAY_FIRST, MONTH_FIRST):
                yield f"{column.name}: days such as 03/04/2026 are read {_first(column.how)} first"
            elif column.how is None and known is not None and known.is_of_days:
                place = sheet.columns.index(column.name)
                if len(field_order(row.cells[place] for row in sheet.rows)) > 1:
                    first = _first(sheet_order(mapped) or MONTH_FIRST)
                    yield (
                        f"{column.name}: some days are day first, some month first; 03/04/2026 is read"
                        f" {first} first"
                    )


def _first(order: str) -> str:
    return "day" if order == DAY_FIRST else "month"


def _codes(sheet: Sheet, mapped: Mapped) -> Iterator[str]:
    """Of columns that do not say whether their codes are of countries or of US states, how they are read."""
    for column in mapped.columns.get(JURISDICTION.name, ()):
        name = header(column.name)
        if column.how == "US":
            yield from _foreign_codes(sheet, column.name)
        if "state" in name or not ("country" in name or "jurisdiction" in name):
            continue
        place = sheet.columns.index(column.name)
        codes = sorted({row.cells[place].upper() for row in sheet.rows if row.cells[place]})
        if not codes or not {*codes} <= US_STATES.keys():
            continue
        listed = ", ".join(codes[:6]) + (", …" if len(codes) > 6 else "")
        if column.how == "US":
            yield f"{column.name}: {listed}: read as US states"
        elif {*codes} <= COUNTRIES and ("country" not in name or len(codes) > 1):
            mend = f"--map jurisdiction={column.name}:US reads US states"
            yield f"{column.name}: {listed}: read as countries; {mend}"


def _foreign_codes(sheet: Sheet, column: str) -> Iterator[str]:
    """Of a column of US states that holds countries too, the codes that may be either."""
    place = sheet.columns.index(column)
    codes = {row.cells[place].upper() for row in sheet.rows}
    foreign = sorted(codes & COUNTRIES - US_STATES.keys())
    either = sorted(codes & COUNTRIES & US_STATES.keys())
    if foreign and either:
        numbers = [row.number for row in sheet.rows if row.cells[place].upper() in either]
        listed = ", ".join(foreign[:6]) + (", …" if len(foreign) > 6 else "")
        yield (
            f"{column}: {listed} {'is a country' if len(foreign) == 1 else 'are countries'}:"
            f" {', '.join(either)} may be too, and is read as a US state{_rows(numbers)}"
        )


def _kept(sheet: Sheet, mapped: Mapped) -> Iterator[str]:
    likely = long_form(sheet, mapped)
    if likely is not None:
        yield f"{sheet.name}: {likely}"
    spare = list(kept(sheet, mapped))
    if spare:
        yield f"{sheet.name}: kept in notes: {', '.join(spare)}; --ignore COLUMN leaves one out"
    ignored = [name for name in mapped.ignored if name in sheet.columns]
    if ignored:
        yield f"{sheet.name}: left out: {', '.join(ignored)}"


def _without_place(sheet: Sheet, mapped: Mapped, conversion: Conversion) -> Iterator[str]:
    """The rows without a place in a sheet that seems to write one only in the first row that it is of."""
    columns = mapped.columns.get(JURISDICTION.name, ())
    if not columns or not is_written_once(sheet, columns[0].name):
        return
    at = sheet.columns.index(columns[0].name)
    numbers = [
        each.row.number
        for each in conversion.imported
        if each.policy.jurisdiction is None and not each.row.cells[at]
    ]
    if numbers:
        cells = _count(len(numbers), "cell is", "cells are")
        yield (
            f"{sheet.name}: {columns[0].name}: {cells} empty, and the policy has no jurisdiction"
            f"{_rows(numbers)}; where the cell above is meant, write it again"
        )


def _compared(sheet: Sheet, mapped: Mapped, conversion: Conversion) -> Iterator[str]:
    if STATUS.name not in mapped.columns:
        return
    column = mapped.columns[STATUS.name][0].name
    day = mapped.constants.get(CHECKED.name)
    if day is not None and day == day_of_name(column):
        yield f"{sheet.name}: {column}: the day of the check is {day}"
    answers = [each.agrees for each in conversion.imported]
    differ, compared = answers.count(False), len(answers) - answers.count(None)
    if compared:
        statuses = _count(compared, "typed status", "typed statuses")
        rows = _rows([each.row.number for each in conversion.imported if each.agrees is False])
        yield f"{sheet.name}: {statuses} compared with the terms: {differ:,} not borne out{rows}"
    undated = sum(each.is_undated for each in conversion.imported)
    if undated:
        mend = "" if CHECKED.name in mapped.constants else "; --set checked=DAY if they all were on one day"
        rows = _count(undated, "row says", "rows say")
        yield f"{sheet.name}: {rows} no day on which a typed status was checked{mend}"


def _rows(numbers: list[int]) -> str:
    """The rows by number, as far as they fit a line: each has a line of its own above."""
    if not numbers:
        return ""
    listed = ", ".join(map(str, numbers[:20])) + (", …" if len(numbers) > 20 else "")
    return f" ({'row' if len(numbers) == 1 else 'rows'} {listed})"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
