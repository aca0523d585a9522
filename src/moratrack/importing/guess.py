"""From the header and the cells below it, which column is what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import Any

from ..checks.rules import COUNTRIES
from ..core.faults import MoratrackError
from .eventwords import are_of_events
from .flags import answer, is_answer_in_words
from .grammar.cellreader import facts_of
from .grammar.days import Manner, field_order, has_figures_only
from .grammar.facts import CHANGE_PLACES, END_PLACES
from .headers import (
    CURRENT_END,
    END,
    FIRST_END,
    LONG_ID,
    OF_EXTENSION,
    WHOLE_PLACES,
    header,
    is_of_change,
    is_of_course,
    is_of_something_else,
    is_of_waiting,
    likely_key,
    numbered,
    shorter,
    spelt,
)  # fmt: skip
from .keys import (
    CHECKED,
    DATE,
    EFFECTIVE,
    EVENT,
    EXTENDED,
    FIRST_THROUGH,
    GROUPED,
    ID,
    INTRODUCED,
    ISSUER,
    JURISDICTION,
    KEYS,
    KIND,
    NOTE,
    STATUS,
    TERM,
    THROUGH,
    UNTIL,
    Key,
    key_named,
)
from .mapping import Column, Mapped
from .places import US_STATES
from .sheet import Sheet

_SAMPLE = 200
# Words of the names of columns of free text.
_OF_NOTES = frozenset(
    "note notes remark remarks comment comments detail details background context know".split()
)
# So few cells show nothing of a column whose name nobody knows.
_FEW = 4
# Among how many rows one that looks like the column names is looked for.
_HEADS = 12
# Names of columns of last days that beside another may be of something else.
_OTHER_ENDS = ("deadline", "to")

# Names of columns of what comes after a first period.
_LATER = frozenset(
    name.partition(":")[0].replace("_", "") for name in (*EXTENDED.headers, *CURRENT_END, *OF_EXTENSION)
)

# The keys of which a second column shows that there is a second period.
_OF_ENDS = (TERM.name, THROUGH.name, UNTIL.name)

_Columns = dict[str, tuple[Column, ...]]
"""The columns of each key."""
_Cells = dict[str, tuple[str, ...]]
"""The cells of each column."""


def guess(sheet: Sheet) -> Mapped:
    """The mapping that the names of the columns suggest, where their cells bear it out."""
    cells = _cells(sheet)
    free = {name: _plain(name) for name in sheet.columns}
    found = {**_long_form(free, cells), **_kinds(free, cells), **_numbered(free, cells)}
    for key in KEYS.values():
        if key.name in found or key is EVENT:
            continue
        columns = _columns(key, free, cells)
        if columns:
            found[key.name] = columns
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
    _first_ends(found, free, cells)
    _second_ends(found, free, cells)
    _states(found, cells)
    return Mapped(_in_order(found), _of_the_header(found), ())


def _of_the_header(found: _Columns) -> dict[str, str]:
    """The day of the check, where nothing says it but the name of the column of statuses."""
    if CHECKED.name in found or len(found.get(STATUS.name, ())) != 1:
        return {}
    day = day_of_name(found[STATUS.name][0].name)
    return {} if day is None else {CHECKED.name: day}


def day_of_name(name: str) -> str | None:
    """The one full day in the name of a column; None where there is none, or it may be another."""
    days = [day.moment for day in facts_of(name, "checked", Manner()).days]
    return str(days[0].as_start()) if len(days) == 1 and days[0].is_full and not days[0].remark else None


def _plain(name: str) -> str:
    """A name as it is compared; of one that nobody knows, what is known of it without a part."""
    plain = header(name)
    if plain in _known_names():
        return plain
    return next((found for found in shorter(name) if found in _known_names()), plain)


@cache
def _known_names() -> frozenset[str]:
    return frozenset(wanted for key in KEYS.values() for wanted, _ in _headers(key))


def _closed(name: str) -> str:
    """A name as it is compared where words may be written together."""
    return name.replace("_", "")


def _columns(key: Key[Any], free: dict[str, str], cells: _Cells) -> tuple[Column, ...]:
    """The columns of a key among those that are free, which they then are no more."""
    columns: list[Column] = []
    for wanted, how in _headers(key):
        closed = _closed(wanted)
        for name in [name for name, plain in free.items() if _closed(plain) == closed]:
            column = Column(name, how)
            if _bears_out(key, column, cells[name]):
                columns.append(column)
                del free[name]
        # A second column of days is of another day: only the twin of the first is tried after it.
        if columns and key.is_of_days and not wanted.endswith("_iso"):
            break
    return tuple(columns)


def _long_form(free: dict[str, str], cells: _Cells) -> _Columns:
    """Columns of a table with a row for each event: the kind of event, and the id, which comes again.

    Without an id, what comes again is the issuer, and more than one kind of event is told of.
    """
    kept = dict(free)
    events = _columns(EVENT, free, cells)
    ids = _columns(ID._replace(headers=(*ID.headers, *LONG_ID)), free, cells) if events else ()
    if events and not ids and _tells_of_events(events[0], dict(free), cells):
        return {EVENT.name: events[:1]}
    filled = [cell for cell in cells[ids[0].name] if cell] if ids else []
    if len(set(filled)) == len(filled):
        free.clear()
        free.update(kept)
        return {}
    return {ID.name: ids[:1], EVENT.name: events[:1]}


def _tells_of_events(column: Column, free: dict[str, str], cells: _Cells) -> bool:
    """Whether a row of another issuer is another policy, and one of the same issuer another event of it."""
    issuers = _columns(ISSUER, free, cells) or _columns(JURISDICTION, free, cells)
    filled = [cell for cell in cells[issuers[0].name] if cell] if issuers else []
    return are_of_events(filter(None, cells[column.name])) and len(set(filled)) < len(filled)


def _kinds(free: dict[str, str], cells: _Cells) -> _Columns:
    """The column whose cells are mostly kinds of policies, whatever its name; one of that name first."""
    named = {wanted for wanted, _ in _headers(KIND)}
    for name in sorted(free, key=lambda name: free[name] not in named):
        if any(cells[name]) and _bears_out(KIND, Column(name), cells[name]):
            del free[name]
            return {KIND.name: (Column(name),)}
    return {}


def _statuses(free: dict[str, str], cells: _Cells, *, is_named: bool) -> tuple[Column, ...]:
    """Columns with the word status in their name, where no name is one of a column of statuses.

    And the first two columns of unknown names whose cells mostly begin with a word of status.
    """
    named = [name for name, plain in free.items() if not is_named and "status" in plain.split("_")]
    unknown = (
        name
        for name, plain in free.items()
        if name not in named
        and plain not in _known_names()
        and _are_statuses(cells[name], least=1 if is_of_course(name) else 2)
    )
    return tuple(map(Column, (*named, *islice(unknown, 2))))


def _are_statuses(cells: Sequence[str], least: int) -> bool:
    """Whether so many thirds of the cells that say something, and these are some, begin with such a word."""
    facts = (facts_of(cell, "status", Manner()) for cell in cells[:_SAMPLE] if cell and answer(cell) is None)
    nothing = ("none", "nil")
    said = [each.words for each in facts if not (each.is_unknown or each.cell.text.casefold() in nothing)]
    # Before the word there may be its day.
    count = sum(bool(words) and words[0].at <= 2 for words in said)
    return len(said) > _FEW and 3 * count >= least * len(said)


def _numbered(free: dict[str, str], cells: _Cells) -> _Columns:
    """Columns such as start1, end1, start2, end2: those of number 1 have the keys without one.

    The first may stand without its number, as in start, end, start2, end2; what is of an extension may be
    numbered where there is only one.
    """
    bases: dict[str, dict[int, str]] = {}
    for name, plain in free.items():
        place = numbered(plain)
        if place is not None:
            bases.setdefault(_closed(spelt(place[0])), {})[place[1]] = name
    names = {key: {_closed(wanted): how for wanted, how in _headers(KEYS[key])} for key in GROUPED}
    names[TERM.name].update(
        (_closed(wanted), how) for wanted, how in _headers(TERM._replace(headers=OF_EXTENSION))
    )
    names[DATE.name].update({"moratorium": None, "pause": None})
    unnumbered = {_closed(plain): name for name, plain in free.items() if _closed(plain) in bases}
    if not any(base in names[key] for key in _OF_ENDS for base in unnumbered):
        # A second day without a second end is one of something else.
        unnumbered = {}
    for base, name in unnumbered.items():
        bases[base].setdefault(1, name)
    found: _Columns = {}
    groups = {base: columns for base, columns in bases.items() if len(columns) > 1 or base in _LATER}
    begins = any(base in names["date"] or base in names["effective"] for base in groups)
    for base, columns in groups.items():
        key = next((key for key in GROUPED if base in names[key]), None)
        if key is None:
            continue
        for number, name in sorted(columns.items()):
            column = Column(name, names[key][base])
            is_first = number == 1 and (begins or name == unnumbered.get(base))
            wanted = key if is_first else f"{key}.{number}"
            if wanted not in found and _bears_out(KEYS[key], column, cells[name]):
                found[wanted] = (column,)
                del free[name]
    return found


def _issuers(free: dict[str, str], cells: _Cells) -> _Columns:
    """The first column of which a word of the name is a usual name of an issuer, as in Client City."""
    usual = {wanted for wanted, _ in _headers(ISSUER) if "_" not in wanted}
    for name, plain in free.items():
        if not usual.isdisjoint(spelt(plain).split("_")) and _bears_out(ISSUER, Column(name), cells[name]):
            del free[name]
            return {ISSUER.name: (Column(name),)}
    return {}


def _by_stem(found: _Columns, free: dict[str, str], cells: _Cells) -> None:
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


def _lengths(free: dict[str, str], cells: _Cells) -> _Columns:
    """The first column of an unknown name whose cells mostly say how long, and of nothing else."""
    for name, plain in free.items():
        filled = [cell for cell in cells[name] if cell][:_SAMPLE]
        if len(filled) < 2 or plain in _known_names() or is_of_waiting(name):
            continue
        if 4 * sum(bool(TERM.facts(cell, None, Manner()).terms) for cell in filled) >= 3 * len(filled):
            del free[name]
            return {TERM.name: (Column(name),)}
    return {}


def _are_days(key: Key[Any], cells: Sequence[str]) -> bool:
    """Whether of two or more cells that say something most are understood, and half name a day or an end."""
    filled = [cell for cell in cells if cell and answer(cell) is not False][:_SAMPLE]
    filled = [cell for cell in filled if not key.facts(cell, None, Manner()).is_unknown]
    is_named = key.place in END_PLACES or 2 * sum(map(_names_day, filled)) >= len(filled)
    if len(filled) < 2 or not is_named:
        return False
    return 4 * sum(key.understands(cell, None) for cell in filled) >= 3 * len(filled)


def _of_all_days(free: dict[str, str], cells: _Cells) -> _Columns:
    """The first column that tells of an adoption or a proposal with its day in most of its cells."""
    for name, plain in free.items():
        filled = [cell for cell in cells[name] if cell and "status" not in plain][:_SAMPLE]
        told = (facts_of(cell, "adopted", Manner()).days for cell in filled)
        count = sum(any(day.role in ("adopted", "introduced") for day in days) for days in told)
        if len(filled) > 1 and 4 * count >= 3 * len(filled):
            del free[name]
            return {DATE.name: (Column(name),)}
    return {}


def _first_ends(found: _Columns, free: dict[str, str], cells: _Cells) -> None:
    """Beside a column of ends as they now are, one of ends is of those that were set first."""
    used = [_plain(column.name) for column in found.get(THROUGH.name, ())]
    if FIRST_THROUGH.name in found or not used or used[0].removesuffix("_iso") not in CURRENT_END:
        return
    columns = _columns(THROUGH._replace(headers=(*FIRST_END, *END)), free, cells)
    if columns:
        found[FIRST_THROUGH.name] = columns


def _second_ends(found: _Columns, free: dict[str, str], cells: _Cells) -> None:
    """A second column of last days stands behind the first, so that a day of it that differs is told."""
    if THROUGH.name not in found or FIRST_THROUGH.name in found:
        return
    ends = tuple(name for name in END if name not in _OTHER_ENDS)
    found[THROUGH.name] += _columns(THROUGH._replace(headers=ends), free, cells)


def _states(found: _Columns, cells: _Cells) -> None:
    """Where nothing else names an issuer, the state or country does; codes may be those of US states."""
    columns = found.get(JURISDICTION.name, ())
    if columns and ISSUER.name not in found and (columns[0].how or header(columns[0].name) in WHOLE_PLACES):
        found[ISSUER.name] = (Column(columns[0].name),)
    is_known = any(column.how == "US" for column in columns)
    found.update(
        {JURISDICTION.name: tuple(_as_state(column, cells[column.name], is_known) for column in columns)}
        if columns
        else {}
    )


def _as_state(column: Column, cells: Sequence[str], is_known: bool) -> Column:
    """A column of codes is of US states where one of them is no country, or another column is of states.

    Beside a column of states one of countries holds countries, where all of its codes may be some.
    """
    codes = {cell.upper() for cell in cells if cell}
    are_states = (
        bool(codes)
        and codes <= US_STATES.keys()
        and (not codes <= COUNTRIES or (is_known and "country" not in header(column.name)))
    )
    return column._replace(how="US") if column.how is None and are_states else column


def _in_order(found: _Columns) -> _Columns:
    """The columns in the order of the keys."""
    order = [*KEYS, *sorted(set(found) - set(KEYS))]
    return {key: found[key] for key in order if key in found}


def settled(mapped: Mapped, sheet: Sheet) -> Mapped:
    """The mapping with the order of day and month, such as :dmy, that the cells show.

    That of a column is what its own cells show, else what those of the whole sheet do.
    """
    cells = _cells(sheet)
    orders = {
        column.name: field_order(cells[column.name])
        for key, columns in mapped.columns.items()
        if _has_days(key)
        for column in columns
    }
    whole = set().union(*orders.values())

    def column(key: str, column: Column) -> Column:
        known = key_named(key)
        if (
            known is None
            or known.place is None
            or column.how is not None
            or not _has_undecided(cells[column.name])
        ):
            return column
        # In a column of prose only its own cells say more than the sheet does.
        shown = orders[column.name] or (whole if known.is_of_days else set())
        return column._replace(how=next(iter(shown))) if len(shown) == 1 else column

    columns = {key: tuple(column(key, each) for each in columns) for key, columns in mapped.columns.items()}
    return mapped._replace(columns=columns)


def sheet_order(mapped: Mapped) -> str | None:
    """Whether day or month comes first in cells of other columns: as in those of days, where they agree."""
    found = {
        column.how
        for key, columns in mapped.columns.items()
        if (known := key_named(key)) is not None and known.is_of_days
        for column in columns
        if column.how is not None
    }
    return found.pop() if len(found) == 1 else None


def _has_days(key: str) -> bool:
    known = key_named(key)
    return known is not None and known.place is not None


def _has_undecided(cells: Sequence[str]) -> bool:
    return any(has_figures_only(cell) for cell in cells if cell)


def _cells(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """The cells of every column."""
    return dict(zip(sheet.columns, zip(*(row.cells for row in sheet.rows), strict=True), strict=True))


def require(mapped: Mapped, sheet: Sheet) -> None:
    """Raise MoratrackError, with what may be wrong, where no column gives an issuer or a day."""
    looks = max(sheet.rows[:_HEADS], key=lambda row: _known(row.cells))
    if _known(looks.cells) > max(_known(sheet.columns), 2):
        raise MoratrackError(
            f"{sheet.name}: row {looks.number} looks like the column names; say --header {looks.number}"
        )
    for keys in ((ISSUER,), (DATE, EFFECTIVE, INTRODUCED)):
        if not any(key.name in mapped.columns or key.name in mapped.constants for key in keys):
            listed = ", ".join(sheet.columns[:12]) + (", …" if len(sheet.columns) > 12 else "")
            name = keys[0].name
            is_data = any(_is_day(column) or "://" in column for column in sheet.columns)
            mend = (
                "its first row looks like data: add a row of column names above it"
                if is_data
                else f"say which it is with --map {name}=COLUMN"
            )
            if sheet.others:
                mend += f", or --sheet {' or '.join(map(repr, sheet.others[:4]))}"
            raise MoratrackError(f"{sheet.name}: no column is known for {name} (columns: {listed}); {mend}")


def _known(cells: Sequence[str]) -> int:
    return sum(header(cell) in _known_names() for cell in cells)


def _is_day(text: str) -> bool:
    days = facts_of(text, "checked", Manner()).days
    return len(days) == 1 and days[0].moment.is_full and len(days[0].moment.text) == len(text)


def _names_day(text: str) -> bool:
    """Whether a cell names a day, or at least a month."""
    return any(len(day.moment.text) > len("2026") for day in facts_of(text, "checked", Manner()).days)


@cache
def _headers(key: Key[Any]) -> tuple[tuple[str, str | None], ...]:
    """The names a column of this key may have, best first, and how a column of that name is read."""
    found: list[tuple[str, str | None]] = []
    for written in key.headers:
        name, _, how = written.partition(":")
        found += [(f"{name}_iso", how or None), (name, how or None)]
    return tuple(found)


def _bears_out(key: Key[Any], column: Column, cells: Sequence[str]) -> bool:
    """Whether at least half of the filled cells can be read as the key."""
    filled = [cell for cell in cells if cell][:_SAMPLE]
    if key is STATUS and "status" in header(column.name):
        return True
    if key.place in CHANGE_PLACES:
        # A no says that there is no day; a column of yes and no is one of statuses.
        filled = [cell for cell in filled if answer(cell) is not False] or filled
        if any(answer(cell) is not None for cell in filled) and not any(map(_names_day, filled)):
            return False
    if key.read is not None and filled and all(map(is_answer_in_words, filled)):
        return False
    understood = sum(key.understands(cell, column.how) for cell in filled)
    return 2 * understood >= len(filled)
