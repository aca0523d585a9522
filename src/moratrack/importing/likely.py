"""Columns whose names nobody knows: what they are by the stems of their names, and by their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from .columns import SAMPLE, bears_out, headers_of, known_names, names_day
from .flags import answer
from .grammar.cellreader import facts_of
from .grammar.days import Manner
from .grammar.facts import END_PLACES
from .headers import is_of_change, is_of_course, is_of_lengths, is_of_something_else, likely_key, spelt
from .keys import DATE, EFFECTIVE, FIRST_THROUGH, INTRODUCED, ISSUER, KEYS, NOTE, STATUS, TERM, THROUGH, Key
from .mapping import Column

Columns = dict[str, tuple[Column, ...]]
"""The columns of each key."""
Cells = dict[str, tuple[str, ...]]
"""The cells of each column."""
# Words of the names of columns of free text.
_OF_NOTES = frozenset(
    "note notes remark remarks comment comments detail details background context know misc".split()
)
# So few cells show nothing of a column whose name nobody knows.
_FEW = 4


def add_likely(found: Columns, free: dict[str, str], cells: Cells) -> None:
    """Give keys that no name gave a column one of those that are free, which it then is no more."""
    if ISSUER.name not in found:
        found.update(_issuers(free, cells))
    if NOTE.name not in found:
        notes = [name for name, plain in free.items() if not _OF_NOTES.isdisjoint(plain.split("_"))]
        found.update({NOTE.name: tuple(map(Column, notes))} if notes else {})
    _by_stem(found, free, cells)
    if TERM.name not in found:
        found.update(_lengths(free, cells))
    if not any(key.name in found for key in (DATE, EFFECTIVE, INTRODUCED)):
        found.update(_of_all_days(free, cells))
    statuses = found.get(STATUS.name, ()) + _statuses(free, cells, is_named=STATUS.name in found)
    found.update({STATUS.name: statuses} if statuses else {})


def _issuers(free: dict[str, str], cells: Cells) -> Columns:
    """The first column of which a word of the name is a usual name of an issuer, as in Client City."""
    usual = {wanted for wanted, _ in headers_of(ISSUER) if "_" not in wanted}
    for name, plain in free.items():
        if not usual.isdisjoint(spelt(plain).split("_")) and bears_out(ISSUER, Column(name), cells[name]):
            del free[name]
            return {ISSUER.name: (Column(name),)}
    return {}


def _by_stem(found: Columns, free: dict[str, str], cells: Cells) -> None:
    """Columns of days, of a key that no name gave one, by the stems of the words of their names.

    Of two columns of last days, that of a name such as amended or current holds the end as it now stands.
    """
    likely: dict[str, list[str]] = {}
    is_changed = any(is_of_change(column.name) for column in found.get(THROUGH.name, ()))
    for name in free:
        key = likely_key(name)
        is_free = key not in found or (key == THROUGH.name and is_of_change(name) and not is_changed)
        if (
            key is not None
            and is_free
            and not is_of_something_else(name)
            and _are_days(KEYS[key], cells[name])
        ):
            likely.setdefault(key, []).append(name)
    ends = sorted(likely.pop(THROUGH.name, []), key=lambda name: not is_of_change(name))
    if ends:
        others = (*found.get(THROUGH.name, ()), *map(Column, ends[1:]))
        first = tuple(column for column in others if not is_of_change(column.name))[:1]
        if first and is_of_change(ends[0]):
            found.setdefault(FIRST_THROUGH.name, first)
        found[THROUGH.name] = (Column(ends[0]),)
    found.update({key: (Column(names[0]),) for key, names in likely.items()})
    for column in (column for columns in found.values() for column in columns):
        free.pop(column.name, None)


def _lengths(free: dict[str, str], cells: Cells) -> Columns:
    """The first column of an unknown name whose cells mostly say how long, and of nothing else."""
    for name, plain in free.items():
        filled = [cell for cell in cells[name] if cell][:SAMPLE]
        if plain not in known_names() and is_of_lengths(name) and _are_mostly(_says_how_long, filled):
            del free[name]
            return {TERM.name: (Column(name),)}
    return {}


def _says_how_long(cell: str) -> bool:
    return bool(TERM.facts(cell, None, Manner()).terms)


def _are_mostly(test: Callable[[str], bool], filled: Sequence[str]) -> bool:
    """Whether three of four cells, of two or more, pass a test."""
    return len(filled) > 1 and 4 * sum(map(test, filled)) >= 3 * len(filled)


def _are_days(key: Key[Any], cells: Sequence[str]) -> bool:
    """Whether of two or more cells that say something most are understood, and half name a day or an end."""
    filled = [cell for cell in cells if cell and answer(cell) is not False][:SAMPLE]
    filled = [cell for cell in filled if not key.facts(cell, None, Manner()).is_unknown]
    is_named = key.place in END_PLACES or 2 * sum(map(names_day, filled)) >= len(filled)
    return is_named and _are_mostly(lambda cell: key.understands(cell, None), filled)


def _of_all_days(free: dict[str, str], cells: Cells) -> Columns:
    """The first column that tells of an adoption or a proposal with its day in most of its cells."""
    for name, plain in free.items():
        is_other = "status" in plain or is_of_something_else(name)
        filled = [cell for cell in cells[name] if cell][:SAMPLE]
        if not is_other and _are_mostly(_tells_of_beginning, filled):
            del free[name]
            return {DATE.name: (Column(name),)}
    return {}


def _tells_of_beginning(cell: str) -> bool:
    days = facts_of(cell, "adopted", Manner()).days
    return any(day.role in ("adopted", "introduced") for day in days)


def _statuses(free: dict[str, str], cells: Cells, *, is_named: bool) -> tuple[Column, ...]:
    """Columns with the word status in their name, where no name is one of a column of statuses.

    And the first two columns of unknown names whose cells mostly begin with a word of status.
    """
    named = [name for name, plain in free.items() if not is_named and "status" in plain.split("_")]
    unknown = (
        name
        for name, plain in free.items()
        if name not in named
        and plain not in known_names()
        and not is_of_something_else(name)
        and _are_statuses(cells[name], least=1 if is_of_course(name) else 2)
    )
    return tuple(map(Column, (*named, *islice(unknown, 2))))


def _are_statuses(cells: Sequence[str], least: int) -> bool:
    """Whether so many thirds of the cells that say something, and these are some, begin with such a word."""
    facts = (facts_of(cell, "status", Manner()) for cell in cells[:SAMPLE] if cell and answer(cell) is None)
    nothing = ("none", "nil")
    said = [each.words for each in facts if not (each.is_unknown or each.cell.text.casefold() in nothing)]
    # Before the word there may be its day.
    count = sum(bool(words) and words[0].at <= 2 for words in said)
    return len(said) > _FEW and 3 * count >= least * len(said)
