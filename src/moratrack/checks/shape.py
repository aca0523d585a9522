"""Parsed TOML or JSON → a finding for whatever does not fit the record format, and what does fit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from ..core.faults import Finding, KeyPath
from ..core.policy import About, Amendment, PartyClass, Policy, decode_hook
from ..files.decoding import File
from ..text import near
from .catalogue import code

WRONG_TYPE = code("wrong_type", "A value is of the type that its key wants: a text, a list, a table.")
NOT_IN_VOCABULARY = code("not_in_vocabulary", "Where a key takes one of a few words, it is one of them.")
BAD_VALUE = code(
    "bad_value", "A day is a day of the calendar, a term a length of time, written as in docs/time.md."
)
MISSING_KEY = code("missing_key", "A record has the keys without which it says nothing.")
UNKNOWN_KEY = code(
    "unknown_key", "A key is one that the format knows; a misspelt one would free or bar nobody."
)
EMPTY = code("empty", "A data file holds at least one policy, amendment or class.")


Record = Policy | Amendment | PartyClass | About


class Decoded(NamedTuple):
    """A record of a file, as far as it fits the format without its faulty keys, and their findings."""

    table: str
    place: int
    record: Record | None
    findings: list[Finding]

    @property
    def path(self) -> KeyPath:
        """Where it stands in the file; there is only one ``[about]``."""
        return (self.table,) if self.table == "about" else (self.table, self.place)


_TABLES: dict[str, type[Record]] = {
    field.encode_name: get_args(field.type)[0]
    for field in msgspec.structs.fields(File)
    if get_origin(field.type) is list
}
"""The lists of records that a file may hold."""


def diagnose_file(value: object) -> tuple[list[Decoded], list[Finding]]:
    """Every record of a parsed file with its findings, and the findings of the file itself."""
    if not isinstance(value, dict):
        return [], [WRONG_TYPE.at((), "is no object with a list of records", 'write {"policy": […]}')]
    decoded: list[Decoded] = []
    findings = list(_unknown_keys(value, ["about", *_TABLES]))
    if not value:
        findings.append(EMPTY.at((), "holds no policies", "write [[policy]] above each record"))
    if value.get("about") is not None:
        decoded.append(diagnose(value["about"], About, "about", 0))
    for table, kind in _TABLES.items():
        records = value.get(table, [])
        if isinstance(records, list):
            decoded += [diagnose(record, kind, table, place) for place, record in enumerate(records)]
        else:
            mend = f"write [[{table}]] above each record"
            findings.append(WRONG_TYPE.at((table,), f"{table} is not a list of records", mend))
    return decoded, findings


def diagnose(record: object, kind: type[Any], table: str, place: int) -> Decoded:
    """Decode one record, with a finding for every key that does not fit."""
    fitting, error = _converted(record, kind)
    if fitting is not None:
        return Decoded(table, place, fitting, [])
    findings = list(_misfits(record, kind, ())) or [BAD_VALUE.at((), error, "correct it")]
    if isinstance(record, dict):
        for finding in findings:
            _drop(record, finding.path)
        _fill(record, kind, place)
    return Decoded(table, place, _converted(record, kind)[0], findings)


def _converted(value: object, kind: Any) -> tuple[Any, str]:
    """The value as one of a type, else None and why not."""
    try:
        return msgspec.convert(value, kind, dec_hook=decode_hook), ""
    except msgspec.ValidationError as error:
        return None, str(error)


def _misfits(value: object, kind: Any, path: KeyPath) -> Iterator[Finding]:
    options = [option for option in get_args(kind) if option is not type(None)]
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is not None:
            yield from _misfits(value, options[0], path)
    elif origin is tuple:
        yield from _misfits_in_list(value, options[0], path)
    elif origin is dict:
        if not isinstance(value, dict):
            yield _wrong_type(value, "a table", path)
            return
        for key, entry in value.items():
            yield from _misfits(entry, options[1], (*path, key))
    elif origin is Literal:
        if value not in options:
            yield _not_in_vocabulary(value, options, path)
    elif issubclass(kind, Struct):
        yield from _misfits_in_table(value, kind, path)
    else:
        if error := _converted(value, kind)[1]:
            if kind is str:
                yield _wrong_type(value, "a text in quotes", path)
            else:
                yield BAD_VALUE.at(path, f"{path[-1]}: {error}", _MENDS.get(str(path[-1]), "correct it"))


def _misfits_in_list(value: object, kind: Any, path: KeyPath) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield _wrong_type(value, "a list", path)
        return
    for place, entry in enumerate(value):
        yield from _misfits(entry, kind, (*path, place))


def _misfits_in_table(value: object, kind: type[Struct], path: KeyPath) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield _wrong_type(value, "a table", path)
        return
    fields = _fields(kind)
    misspelt = set()
    for finding in _unknown_keys(value, list(fields)):
        misspelt.add(near(str(finding.path[-1]), fields))
        yield finding.below(*path)
    for name, field in fields.items():
        if name in value:
            yield from _misfits(value[name], field.type, (*path, name))
        elif field.required and name not in misspelt:
            yield MISSING_KEY.at((*path, name), f"{name} is missing", f"add {name} = …")


def _unknown_keys(value: dict[str, Any], known: list[str]) -> Iterator[Finding]:
    for key in value:
        if key not in known:
            match = near(key, known)
            mend = f"write {match}" if match else f"leave it out; known here: {', '.join(known)}"
            yield UNKNOWN_KEY.at((key,), f"unknown key {key!r}", mend)


def _wrong_type(value: object, wanted: str, path: KeyPath) -> Finding:
    name = path[-1] if path else "the record"
    return WRONG_TYPE.at(path, f"{name} is {_kind_of(value)}", f"write {wanted}")


def _not_in_vocabulary(value: object, options: list[str], path: KeyPath) -> Finding:
    match = near(value, options) if isinstance(value, str) else None
    mend = f"write {match!r}" if match else f"write one of {', '.join(options)}"
    shown = repr(value[:40]) if isinstance(value, str) else _kind_of(value)
    return NOT_IN_VOCABULARY.at(path, f"{path[-1]} is {shown}", mend)


def _kind_of(value: object) -> str:
    match value:
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case dict():
            return "a table"
        case None:
            return "null"
    return "a date or a time"


@cache
def _fields(kind: type[Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The keys that a table of a file may have."""
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _drop(value: Any, path: KeyPath) -> None:
    """Take what is at fault out of a record, so that the rest of it can still be judged."""
    for part in path[:-1]:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return
    if path and isinstance(value, dict):
        value.pop(path[-1], None)
    elif path and isinstance(value, list) and isinstance(path[-1], int):
        value[path[-1]] = {}


def _fill(table: dict[str, Any], kind: type[Struct], place: int) -> None:
    """Put something that fits into the place of every key that is wanted and not there."""
    for name, field in _fields(kind).items():
        if field.required and name not in table:
            table[name] = _stand_in(field.type, f"{name}-{place}")
        inner = next((option for option in (field.type, *get_args(field.type)) if _is_struct(option)), None)
        entries = table.get(name)
        if inner is None or entries is None:
            continue
        if isinstance(entries, dict):
            entries = [entries] if inner is field.type else entries.values()
        for number, entry in enumerate(entries):
            _fill(entry, inner, number)


def _stand_in(kind: Any, text: str) -> Any:
    """Something that fits a type: ``text`` where that does. A table is empty, and still to be filled."""
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    values: list[Any] = [text, "2000", "1 year", 0, False, None, []]
    return next((value for value in values if not _converted(value, kind)[1]), {})


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


_MENDS = {"effective": "correct it, or write a condition on which it starts as upon"}
