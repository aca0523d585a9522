"""A JSON list of objects → records of text, with what an object lists of extensions or of events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ..core.faults import MoratrackError
from .grammar.days import Manner, days_named

# The keys of an object that hold a list of what came after its first period, or of all that happened.
_EXTENSIONS = ("extensions", "renewals")
_EVENTS = ("events", "history", "timeline", "milestones")
# The keys of a data file that hold lists of records.
_TABLES = ("policy", "amend", "class")
# The keys of an event that hold its word, best first.
_WORDS = ("event", "did", "event_type", "type", "kind", "action", "what", "name", "title", "status")


def objects(name: str, text: str) -> list[list[str]] | None:
    """A header and rows of a list of objects; None where the text is none."""
    try:
        found = msgspec.json.decode(text, type=list[dict[str, Any]])
    except msgspec.ValidationError as error:
        raise MoratrackError(f"{name}: is JSON but no list of objects: {error}; write [{{…}}, …]") from None
    except (msgspec.DecodeError, RecursionError):
        return None
    rows = [row for each in found for row in _rows(_flattened(each))]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    return [columns, *([_cell(row.get(column)) for column in columns] for row in rows)]


def is_data(name: str) -> str:
    """What to say of a file that is no sheet but holds records already."""
    return f"as data files are, and no sheet; --data {name} reads it, moratrack validate {name} checks it"


def refuse_object(name: str, text: str) -> None:
    """Raise MoratrackError for a JSON object, with the key of the list that may be meant."""
    try:
        found = msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        return
    lists = [key for key, value in found.items() if _is_of_objects(value)]
    if any(key in _TABLES for key in lists):
        raise MoratrackError(f"{name}: is JSON, {is_data(name)}")
    mend = f"write the list of its key {lists[0]!r} alone" if lists else "write [{…}, …]"
    raise MoratrackError(f"{name}: is JSON but no list of objects; {mend}")


def _is_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _flattened(record: dict[str, Any]) -> dict[str, Any]:
    """An object with what it lists of several extensions in numbered columns, as a sheet would have them."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if key.lower() in _EXTENSIONS and _is_of_objects(value):
            for number, each in enumerate(value, start=1):
                found.update({f"{key[:-1]} {number} {part}": entry for part, entry in each.items()})
        else:
            found[key] = value
    return found


def _rows(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each event that an object lists, with what else it says; without such a list one row.

    Days of the object itself are of no one event: the names of their columns say so.
    """
    listed = next((key for key in record if key.lower() in _EVENTS and _is_of_objects(record[key])), None)
    if listed is None:
        yield record
        return
    head = {
        f"record {key}" if days_named(_cell(value), Manner()) else key: value
        for key, value in record.items()
        if key != listed
    }
    for event in record[listed]:
        word = next((key for key in _WORDS if key in event), None)
        named = {"event" if key == word else key: value for key, value in event.items()}
        yield head | {f"event {key}" if key in head else key: value for key, value in named.items()}


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool():
            return str(value)
    return msgspec.json.encode(value).decode()
