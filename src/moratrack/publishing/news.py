"""What happened, as feeds tell it: each entry with an id for good and the day of its last correction."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from ..core.policy import decode_hook, encode_hook
from ..questions.identity import authority, tag
from ..questions.log import LogRow
from ..text import folded, inert
from ..views.log import words
from .model import Entry, Record

Thing = TypeVar("Thing")
What = tuple[str, ...]
"""What an entry is: its policy, what happened, and what tells it from others of that kind."""


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
    """An entry of the last site, as it is read back."""

    tag: str
    """Its id in the feeds, which it keeps where its date was corrected."""
    what: What
    """What it was by its content."""
    updated: dt.date
    print: str


def items(record: Record, before: Sequence[Told] | None) -> list[Item]:
    """Everything that has happened by the day of publishing, the newest last.

    ``before`` is what the last site told, None where there was none: then an entry counts as updated on
    its own day. An entry keeps its id where its date was corrected.
    """
    name = authority(record.edition.home, record.edition.url)
    found: list[tuple[What, Item]] = []
    for row, what in zip(record.log, _identities(map(_features, record.log)), strict=True):
        if not row.scheduled:
            day = row.known or (row.effective.first if row.effective else row.date.first)
            entry = record.by_id[row.id]
            item = Item(tag(name, *what), row, entry, _title(row), _text(row), day, day)
            found.append((what, item))
    if before is None:
        return [item for _, item in found]
    return _updated(found, before, record.edition.on)


def told_by(content: bytes | None) -> list[Told] | None:
    """What a ``changes.json`` of the last site says; None where there is none that can be read."""
    if content is None:
        return None
    try:
        rows = msgspec.json.decode(content)["result"]
        return [
            Told(row["tag"] + "", what, dt.date.fromisoformat(row["updated"]), _print(row))
            for row, what in zip(rows, _identities([_read_back(row) for row in rows]), strict=True)
        ]
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        return None


def _features(row: LogRow) -> What:
    """What tells an entry from all but those that are equal in it."""
    if row.due is None:
        return row.id, str(row.did), str(row.date)
    return row.id, row.due, *((row.standing or "", folded(row.party)) if row.party else ())


def _read_back(row: dict[str, Any]) -> What:
    return _features(
        msgspec.convert({name: row[name] for name in LogRow.__struct_fields__}, LogRow, dec_hook=decode_hook)
    )


def _identities(features: Iterable[What]) -> Iterator[What]:
    """The same with the place among equals, from 1."""
    seen: Counter[What] = Counter()
    for what in features:
        seen[what] += 1
        yield *what, str(seen[what])


def _print(row: dict[str, Any]) -> str:
    kept = {name: row[name] for name in LogRow.__struct_fields__ if name in row}
    return msgspec.json.encode(kept).decode()


def _updated(found: Sequence[tuple[What, Item]], before: Sequence[Told], on: dt.date) -> list[Item]:
    known = {told.what: told for told in before}
    come = _single((what, item) for what, item in found if what not in known)
    still = {what for what, _ in found}
    gone = _single((told.what, told) for told in before if told.what not in still)
    moved = {item.tag: gone[kind] for kind, item in come.items() if kind in gone}
    return [_one_updated(item, known.get(what) or moved.get(item.tag), on) for what, item in found]


def _one_updated(item: Item, told: Told | None, on: dt.date) -> Item:
    if told is None:
        return item._replace(updated=on)
    same = told.print == item.print
    return item._replace(tag=told.tag, updated=min(told.updated, on) if same else on)


def _single(named: Iterable[tuple[What, Thing]]) -> dict[What, Thing]:
    """What is alone of its policy and kind, by these two."""
    found: dict[What, list[Thing]] = defaultdict(list)
    for what, thing in named:
        found[what[:2]].append(thing)
    return {kind: alone[0] for kind, alone in found.items() if len(alone) == 1}


def _title(row: LogRow) -> str:
    return inert(f"{row.title} ({row.issuer}): {row.did or ''.join(words(row))}")


def _text(row: LogRow) -> str:
    mark = "" if row.due is None else " (follows from the dates)"
    return inert(f"{row.date}: {''.join(words(row))}{mark}")
