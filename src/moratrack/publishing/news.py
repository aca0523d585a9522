"""What happened, as feeds tell it: each entry with an id for good and the day of its last correction."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from ..core.policy import encode_hook
from ..questions.identity import authority, tag
from ..questions.log import LogRow
from ..text import inert
from ..views.log import words
from .model import Entry, Record


class Item(NamedTuple):
    """An event or a turn that has come, as feeds tell it."""

    tag: str
    row: LogRow
    entry: Entry
    title: str
    text: str
    published: dt.date
    """The day on which it was known, or on which it came."""
    updated: dt.date
    """The day on which this was first published, or corrected."""

    @property
    def print(self) -> str:
        """What would have to change for the entry to count as corrected."""
        return msgspec.json.encode(self.row, enc_hook=encode_hook).decode()


class Told(Struct, frozen=True):
    """What the last site told of an entry, as it is read back."""

    tag: str
    updated: dt.date
    id: str
    did: str | None
    print: str


def items(record: Record, before: Sequence[Told] | None) -> list[Item]:
    """Everything that has happened by the day of publishing, the newest last.

    ``before`` is what the last site told, None where there was none: then an entry counts as updated on
    its own day. An entry keeps its id where its date was corrected.
    """
    name = authority(record.edition.home, record.edition.url)
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for row in record.log:
        what = (row.id, str(row.did or row.due), str(row.date) if row.due is None else "")
        seen[what] += 1
        if row.scheduled:
            continue
        identity = tag(name, *(part for part in (*what, seen[what]) if part != ""))
        day = row.known or (row.effective.first if row.effective else row.date.first)
        entry = record.by_id[row.id]
        found.append(Item(identity, row, entry, _title(row), _text(row), day, day))
    return found if before is None else _updated(found, before, record.edition.on)


def told_by(content: bytes | None) -> list[Told] | None:
    """What a ``changes.json`` of the last site says; None where there is none that can be read."""
    if content is None:
        return None
    try:
        rows = msgspec.json.decode(content)["result"]
        return [
            Told(
                row["tag"],
                dt.date.fromisoformat(row["updated"]),
                row["id"],
                row["did"] or row["due"],
                _print(row),
            )
            for row in rows
        ]
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        return None


def _print(row: dict[str, Any]) -> str:
    kept = {name: row[name] for name in LogRow.__struct_fields__ if name in row}
    return msgspec.json.encode(kept).decode()


def _updated(found: Iterable[Item], before: Sequence[Told], on: dt.date) -> list[Item]:
    known = {told.tag: told for told in before}
    listed = list(found)
    gone = _single(
        (told.id, told.did or "", told) for told in before if told.tag not in {item.tag for item in listed}
    )
    come = _single(
        (item.row.id, str(item.row.did or item.row.due), item) for item in listed if item.tag not in known
    )
    renamed = {item.tag: gone[what] for what, item in come.items() if what in gone}
    return [_one_updated(item, known.get(item.tag) or renamed.get(item.tag), on) for item in listed]


def _one_updated(item: Item, told: Told | None, on: dt.date) -> Item:
    if told is None:
        return item._replace(updated=on)
    same = told.print == item.print
    return item._replace(tag=told.tag, updated=min(told.updated, on) if same else on)


def _single(named: Iterable[tuple[str, str, Any]]) -> dict[tuple[str, str], Any]:
    """What is alone of its policy and kind."""
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for policy, did, what in named:
        found[policy, did].append(what)
    return {what: alone[0] for what, alone in found.items() if len(alone) == 1}


def _title(row: LogRow) -> str:
    return inert(f"{row.title} ({row.issuer}): {row.did or ''.join(words(row))}")


def _text(row: LogRow) -> str:
    mark = "" if row.due is None else " (follows from the dates)"
    return inert(f"{row.date}: {''.join(words(row))}{mark}")
