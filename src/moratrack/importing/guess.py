"""From the header and the cells below it, which column is what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..checks.rules import COUNTRIES
from ..core.faults import MoratrackError
from .columns import bears_out, closed, headers_of, is_day, known_names, plain_name
from .eventwords import are_of_events
from .grammar.cellreader import facts_of
from .grammar.days import Manner, field_order, has_figures_only
from .headers import (
    CURRENT_END,
    END,
    FIRST_END,
    LONG_ID,
    OF_EXTENSION,
    WHOLE_PLACES,
    header,
    numbered,
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
    STATUS,
    TERM,
    THROUGH,
    UNTIL,
    Key,
    key_named,
)
from .likely import Cells, Columns, add_likely
from .mapping import Column, Mapped
from .places import US_STATES
from .sheet import Sheet

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


def guess(sheet: Sheet) -> Mapped:
    """The mapping that the names of the columns suggest, where their cells bear it out."""
    cells = _cells(sheet)
    free = {name: plain_name(name) for name in sheet.columns}
    found = {**_long_form(free, cells), **_kinds(free, cells), **_numbered(free, cells)}
    for key in KEYS.values():
        if key.name in found or key is EVENT:
            continue
        columns = _columns(key, free, cells)
        if columns:
            found[key.name] = columns
    add_likely(found, free, cells)
    _first_ends(found, free, cells)
    _second_ends(found, free, cells)
    _states(found, cells)
    return Mapped(_in_order(found), _of_the_header(found), ())


def _of_the_header(found: Columns) -> dict[str, str]:
    """The day of the check, where nothing says it but the name of the column of statuses."""
    if CHECKED.name in found or len(found.get(STATUS.name, ())) != 1:
        return {}
    day = day_of_name(found[STATUS.name][0].name)
    return {} if day is None else {CHECKED.name: day}


def day_of_name(name: str) -> str | None:
    """The one full day in the name of a column; None where there is none, or it may be another."""
    days = [day.moment for day in facts_of(name, "checked", Manner()).days]
    return str(days[0].as_start()) if len(days) == 1 and days[0].is_full and not days[0].remark else None


def _columns(key: Key[Any], free: dict[str, str], cells: Cells) -> tuple[Column, ...]:
    """The columns of a key among those that are free, which they then are no more."""
    columns: list[Column] = []
    for wanted, how in headers_of(key):
        same = closed(wanted)
        for name in [name for name, plain in free.items() if closed(plain) == same]:
            column = Column(name, how)
            if bears_out(key, column, cells[name]):
                columns.append(column)
                del free[name]
        # A second column of days is of another day: only the twin of the first is tried after it.
        if columns and key.is_of_days and not wanted.endswith("_iso"):
            break
    return tuple(columns)


def _long_form(free: dict[str, str], cells: Cells) -> Columns:
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


def _tells_of_events(column: Column, free: dict[str, str], cells: Cells) -> bool:
    """Whether a row of another issuer is another policy, and one of the same issuer another event of it."""
    issuers = _columns(ISSUER, free, cells) or _columns(JURISDICTION, free, cells)
    filled = [cell for cell in cells[issuers[0].name] if cell] if issuers else []
    return are_of_events(filter(None, cells[column.name])) and len(set(filled)) < len(filled)


def _kinds(free: dict[str, str], cells: Cells) -> Columns:
    """The column whose cells are mostly kinds of policies, whatever its name; one of that name first."""
    named = {wanted for wanted, _ in headers_of(KIND)}
    for name in sorted(free, key=lambda name: free[name] not in named):
        if any(cells[name]) and bears_out(KIND, Column(name), cells[name]):
            del free[name]
            return {KIND.name: (Column(name),)}
    return {}


def _numbered(free: dict[str, str], cells: Cells) -> Columns:
    """Columns such as start1, end1, start2, end2: those of number 1 have the keys without one.

    The first may stand without its number, as in start, end, start2, end2; what is of an extension may be
    numbered where there is only one.
    """
    bases: dict[str, dict[int, str]] = {}
    for name, plain in free.items():
        place = numbered(plain)
        if place is not None:
            bases.setdefault(closed(spelt(place[0])), {})[place[1]] = name
    names = {key: {closed(wanted): how for wanted, how in headers_of(KEYS[key])} for key in GROUPED}
    names[TERM.name].update(
        (closed(wanted), how) for wanted, how in headers_of(TERM._replace(headers=OF_EXTENSION))
    )
    names[DATE.name].update({"moratorium": None, "pause": None})
    unnumbered = {closed(plain): name for name, plain in free.items() if closed(plain) in bases}
    if not any(base in names[key] for key in _OF_ENDS for base in unnumbered):
        # A second day without a second end is one of something else.
        unnumbered = {}
    for base, name in unnumbered.items():
        bases[base].setdefault(1, name)
    found: Columns = {}
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
            if wanted not in found and bears_out(KEYS[key], column, cells[name]):
                found[wanted] = (column,)
                del free[name]
    return found


def _first_ends(found: Columns, free: dict[str, str], cells: Cells) -> None:
    """Beside a column of ends as they now are, one of ends is of those that were set first."""
    used = [plain_name(column.name) for column in found.get(THROUGH.name, ())]
    if FIRST_THROUGH.name in found or not used or used[0].removesuffix("_iso") not in CURRENT_END:
        return
    columns = _columns(THROUGH._replace(headers=(*FIRST_END, *END)), free, cells)
    if columns:
        found[FIRST_THROUGH.name] = columns


def _second_ends(found: Columns, free: dict[str, str], cells: Cells) -> None:
    """A second column of last days stands behind the first, so that a day of it that differs is told."""
    if THROUGH.name not in found or FIRST_THROUGH.name in found:
        return
    ends = tuple(name for name in END if name not in _OTHER_ENDS)
    found[THROUGH.name] += _columns(THROUGH._replace(headers=ends), free, cells)


def _states(found: Columns, cells: Cells) -> None:
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


def _in_order(found: Columns) -> Columns:
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
            is_data = any(is_day(column) or "://" in column for column in sheet.columns)
            mend = (
                "its first row looks like data: add a row of column names above it"
                if is_data
                else f"say which it is with --map {name}=COLUMN"
            )
            if sheet.others:
                mend += f", or --sheet {' or '.join(map(repr, sheet.others[:4]))}"
            raise MoratrackError(f"{sheet.name}: no column is known for {name} (columns: {listed}); {mend}")


def _known(cells: Sequence[str]) -> int:
    return sum(header(cell) in known_names() for cell in cells)
