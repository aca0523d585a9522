"""What a person may have meant by a column that the mapping reads otherwise or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .eventwords import are_of_events
from .flags import is_answer_in_words
from .grammar.days import Manner, days_named
from .headers import likely_key
from .keys import (
    EVENT,
    ID,
    ISSUER,
    TERM,
    THROUGH,
    UNTIL,
    key_named,
)
from .likelihood import words_of_change
from .mapping import Mapped
from .sheet import Sheet

_UNIVERSAL = ("Z", "z", "+00:00", "+0000", "+00", "UTC")
_EARLY = re.compile(r"\d{4}-\d\d-\d\d[T ](?!00:00(?:[^:\d]|:00))(?:0\d|1[01]):\d\d.*", re.DOTALL)
# How many rows of a large sheet are looked at.
_SAMPLE = 2000
_MOST_WORDS = 40
_ENDS = (THROUGH.name, TERM.name, UNTIL.name)
# So many rows are named, and of more only how many there are.
_MOST_ROWS = 20


def long_form(sheet: Sheet, mapped: Mapped) -> str | None:
    """The option with which a sheet is one of a row for each event, where it looks so and is not read so."""
    naming = mapped.columns.get(ID.name) or mapped.columns.get(ISSUER.name)
    if not naming or EVENT.name in mapped.columns:
        return None
    at = sheet.columns.index(naming[0].name)
    names = [row.cells[at] for row in sheet.rows[:_SAMPLE] if row.cells[at]]
    if 3 * len(set(names)) > 2 * len(names):
        return None
    others = [name for name in sheet.columns if name not in mapped.ignored and name != naming[0].name]
    found = next((name for name in others if _tells_of_events(sheet, name)), None)
    if found is None:
        return None
    return (
        f"{found}: tells of events, and {naming[0].name} comes again: if a row is an event and not a"
        f" policy, say --map event={_word(found)}"
    )


def _tells_of_events(sheet: Sheet, column: str) -> bool:
    """Whether the cells of a column are mostly words of events, of more than one kind."""
    at = sheet.columns.index(column)
    cells = [row.cells[at] for row in sheet.rows[:_SAMPLE] if row.cells[at]]
    return len(set(cells)) <= _MOST_WORDS and are_of_events(cells, mostly=True)


def of_other_zones(sheet: Sheet, mapped: Mapped) -> Iterator[tuple[str, list[int]]]:
    """The columns of days with early hours of universal time, the day before in America, and the rows."""
    for key, columns in mapped.columns.items():
        known = key_named(key)
        if known is None or not known.is_of_days:
            continue
        for column in columns:
            at = sheet.columns.index(column.name)
            rows = [row for row in sheet.rows if row.cells[at].endswith(_UNIVERSAL)]
            numbers = [row.number for row in rows if _EARLY.fullmatch(row.cells[at])]
            if numbers:
                yield column.name, numbers


def is_written_once(sheet: Sheet, column: str) -> bool:
    """Whether a cell seems to hold for the empty ones below it: none says again what stands above it."""
    at = sheet.columns.index(column)
    cells = [row.cells[at] for row in sheet.rows]
    return cells[0] != "" and not any(one and one == other for one, other in pairwise(cells))


def kept(sheet: Sheet, mapped: Mapped) -> Iterator[str]:
    """The columns that no key is read from; those with days or changes with the rows and a likely option."""
    for at, name in enumerate(sheet.columns):
        if name in mapped.used or name in mapped.ignored or not any(row.cells[at] for row in sheet.rows):
            continue
        filled = [(row.number, row.cells[at]) for row in sheet.rows[:_SAMPLE] if row.cells[at]]
        dated = [number for number, cell in filled if days_named(cell, Manner())]
        changed = [number for number, cell in filled if words_of_change(cell, Manner(), ())]
        told = [
            f"{what} in {_rows(rows, sheet)}"
            for what, rows in (("days", dated), ("changes", changed))
            if rows
        ]
        if told:
            is_of_days = 2 * len(dated) > len(filled)
            yield f"{name} ({', '.join(told)}{_likely(name, mapped, is_of_days=is_of_days) if dated else ''})"
        else:
            is_answer = filled and all(is_answer_in_words(cell) for _, cell in filled)
            yield f"{name} (yes or no)" if is_answer else name


def _rows(numbers: list[int], sheet: Sheet) -> str:
    """Some rows by number where they are few, else how many."""
    if len(numbers) <= _MOST_ROWS:
        return f"{'row' if len(numbers) == 1 else 'rows'} {', '.join(map(str, numbers))}"
    return f"{len(numbers):,} rows" + (f" of the first {_SAMPLE:,}" if len(sheet.rows) > _SAMPLE else "")


def _likely(name: str, mapped: Mapped, *, is_of_days: bool) -> str:
    """The option for what the days of a column probably are; empty where its key has a column already.

    Where no column says when anything ends, one of days that nobody knows may.
    """
    found = likely_key(name)
    if found is None and is_of_days and not any(key in mapped.columns for key in _ENDS):
        return f": --map {THROUGH.name}={_word(name)} if they are the ends"
    return f": --map {found}={_word(name)}" if found is not None and found not in mapped.columns else ""


def _word(name: str) -> str:
    """A name as it is written on a command line."""
    return name if name.replace("_", "").isalnum() else f"'{name}'"
