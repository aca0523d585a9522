"""Rows and a mapping → policies, and the rows that became none, each with what there is to say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from ..checks.rules import judge
from ..core.dates import Day
from ..core.history import Facts, facts
from ..core.policy import KINDS, Event, Policy, Source, encode_hook
from ..editing.citing import cite, host
from . import keys
from .cells import Cells, Unusable
from .events import events_of
from .mapping import Mapped
from .places import state_name
from .reading import normal
from .sheet import Row, Sheet
from .typed import Statement, statement
from .values import AGREEING, CUT_SHORT, slug

_BETWEEN_NOTES = ";\n"
_SUBJECT_LENGTH = 60


class Imported(NamedTuple):
    """A row that became a policy."""

    row: Row
    policy: Policy
    remarks: tuple[str, ...]
    agrees: bool | None
    """Whether the terms bear out the typed status on the day it was checked; None if not compared."""


class Reject(NamedTuple):
    """A row that could not become a policy."""

    row: Row
    reason: str


class Conversion(NamedTuple):
    """What became of the rows of a sheet: each is in one of the first two."""

    imported: list[Imported]
    rejects: list[Reject]
    remarks: list[str]
    """What there is to say of whole columns."""


def convert(sheet: Sheet, mapped: Mapped) -> Conversion:
    """Make a policy of every row, or say why not."""
    conversion = Conversion([], [], [])
    ids = _Ids()
    counted: Counter[str] = Counter()
    for row in sheet.rows:
        cells = Cells(dict(zip(sheet.columns, row.cells, strict=True)), mapped)
        try:
            if row.cells == sheet.columns:
                raise Unusable("repeats the header")
            imported = _imported(cells, row, ids)
        except Unusable as error:
            conversion.rejects.append(Reject(row, str(error)))
        else:
            conversion.imported.append(imported)
            ids.rows[imported.policy.id] = row.number
            counted.update(cells.kept_quietly)
    conversion.remarks.extend(
        f"{column}: {count} cells fit no word of a record; kept in notes" for column, count in counted.items()
    )
    return conversion


class _Ids:
    """The ids given so far, each with the number of its row."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self._last: Counter[str] = Counter()

    def unused(self, wanted: str, cells: Cells) -> str:
        """The id wanted, with a number after it where another row has it."""
        if wanted not in self.rows:
            return wanted
        cells.remarks.append(f"id {wanted} is that of row {self.rows[wanted]}")
        number = max(self._last[wanted], 1) + 1
        while f"{wanted}-{number}" in self.rows:
            number += 1
        self._last[wanted] = number
        return f"{wanted}-{number}"


def _imported(cells: Cells, row: Row, ids: _Ids) -> Imported:
    head = _head(cells)
    stated = statement(cells)
    events, checked = events_of(cells, head["kind"], stated.typed)
    urls = cells.read(keys.SOURCES) or ()
    cited, sources = cite({}, [Source(url=url, publisher=host(url)) for url in urls])
    wanted = cells.read(keys.ID) or _made_id(head, events) or f"row-{row.number}"
    policy = Policy(
        id=ids.unused(wanted, cells),
        **head,
        sources=sources,
        events=tuple(replace(event, sources=cited) for event in events),
    )
    agrees = _compare(policy, stated, checked, cells)
    if agrees is False or not stated.is_clear:
        # Who looked and saw something else did not confirm the terms.
        policy = replace(policy, events=tuple(event for event in policy.events if event.did != "checked"))
    policy = _annotated(policy, cells)
    findings = judge(policy)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise Unusable("; ".join(f"{error.message}; {error.mend}" for error in errors[:3]))
    cells.remarks += [
        f"{finding.message}; {finding.mend}" for finding in findings if finding.code == "odd_history"
    ]
    return Imported(row, policy, tuple(cells.remarks), agrees)


def _head(cells: Cells) -> dict[str, Any]:
    """The keys of a record above its events, as far as they are known."""
    issuer = cells.read(keys.ISSUER)
    if issuer is None:
        raise Unusable("names no issuer")
    jurisdiction = cells.read(keys.JURISDICTION, _are_of_one_country)
    bars, topic = cells.read(keys.BARS), cells.read(keys.TOPIC)
    kind = cells.read(keys.KIND) or KINDS[0]
    subject = bars if bars and len(bars) <= _SUBJECT_LENGTH else (topic or kind).replace("-", " ")
    place = state_name(jurisdiction)
    made = f"{subject[:1].upper()}{subject[1:]} in {issuer}" + (f", {place}" if place else "")
    head = {
        "title": cells.read(keys.TITLE) or made,
        "issuer": issuer,
        "issuer_type": cells.read(keys.ISSUER_TYPE),
        "kind": kind,
        "topic": topic,
        "jurisdiction": jurisdiction,
        "aliases": cells.read(keys.ALIASES),
        "bars": bars,
        "why": cells.read(keys.WHY),
        "citation": cells.read(keys.CITATION),
        "note": cells.read(keys.NOTE),
    }
    return {key: value for key, value in head.items() if value}


def _are_of_one_country(one: str, other: str) -> bool:
    return one[:2] == other[:2]


def _made_id(head: dict[str, Any], events: list[Event]) -> str:
    """An id of the issuer's name, its state and the year; empty where nothing is left of the name."""
    name = slug(head["issuer"])
    jurisdiction = head.get("jurisdiction", "")
    place = jurisdiction[3:] if state_name(jurisdiction) else ""
    year = next(event.date.first.year for event in events if event.did in ("proposed", "adopted"))
    return slug(f"{name[:45]} {place} {year}") if name else ""


def _annotated(policy: Policy, cells: Cells) -> Policy:
    """The policy with notes of whatever the cells say and it does not."""
    statuses = cells.texts(keys.STATUS)
    is_checked = any(event.did == "checked" for event in policy.events)
    if is_checked and statuses:
        # A status is true of a day: it belongs to that day's event.
        said = _BETWEEN_NOTES.join(f"{column}: {text}" for column, text in statuses.items())
        events = (replace(event, note=said) if event.did == "checked" else event for event in policy.events)
        policy = replace(policy, events=tuple(events))
    record = normal(" ".join(_strings(msgspec.to_builtins(policy, enc_hook=encode_hook))))
    unsaid = cells.unsaid(record, statuses if is_checked else ())
    notes = [policy.note, *unsaid] if policy.note else unsaid
    return replace(policy, note=_BETWEEN_NOTES.join(notes) or None)


def _strings(value: object) -> Iterator[str]:
    match value:
        case dict():
            for entry in value.values():
                yield from _strings(entry)
        case list() | tuple():
            for entry in value:
                yield from _strings(entry)
        case str():
            yield value


def _compare(policy: Policy, stated: Statement, checked: Day | None, cells: Cells) -> bool | None:
    """Whether the terms bear out a typed status on the day it was checked; None if that is not known."""
    typed = stated.typed
    if typed is None:
        return None
    is_dayless = typed.group in CUT_SHORT and all(event.did != "ended" for event in policy.events)
    said = [f"typed {typed.word}", *(["no day says since when"] if is_dayless else [])]
    found = None if checked is None else facts(policy, checked.first)
    agrees = found is not None and found.state in AGREEING[typed.group]
    if checked is not None and not agrees:
        terms = f"not yet known on {checked}" if found is None else _in_words(found)
        said.append(f"by its terms {terms}")
    if len(said) > 1:
        cells.remarks.append(", ".join(said))
    return None if checked is None else agrees and stated.is_clear


def _in_words(found: Facts) -> str:
    match found.state:
        case "expired":
            return f"expired on {found.expires}"
        case "ended":
            return f"ended on {found.ended}"
        case "upcoming":
            return f"in force only from {found.starts}"
        case "proposed":
            return "only proposed"
    if found.expires is not None:
        return f"in force through {found.expires}"
    return "in force, its end not recorded" if found.end == "unknown" else "in force without an end date"
