"""Records as TOML, laid out as a person would write a data file: for ``add``, ``record`` and ``import``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from ..core.dates import Day
from ..core.faults import MoratrackError
from ..core.policy import encode_hook

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
# In a block only quotation marks that could be taken for its end need an escape.
_CLOSING_QUOTE = re.compile(r'"(?="|\Z)')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SURROGATES = range(0xD800, 0xE000)


def plain(record: Struct) -> Any:
    """A record as the TOML that is written for it is read: days are dates, defaults are left out."""
    return _with_lists(unread(record))


def unread(record: Struct) -> Any:
    """The same with tuples for lists, which is enough to write it."""
    return msgspec.to_builtins(record, builtin_types=(dt.date,), enc_hook=_plain_day)


def record_lines(name: str, record: Mapping[str, Any]) -> Iterator[str]:
    """The lines of one of a list of records, such as a policy: its keys, then a table for each part."""
    parts = []
    yield f"[[{name}]]"
    for key, value in record.items():
        if _is_table(value):
            parts.append((key, value))
        else:
            yield f"{key} = {_value(value)}"
    for key, part in parts:
        yield ""
        if isinstance(part, dict):
            yield f"[{name}.{key}]"
            yield from entries(part)
        else:
            head = f"[[{name}.{key}]]"
            for place, entry in enumerate(part):
                if place:
                    yield ""
                yield head
                yield from pairs(entry)


def entries(table: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a table of tables, such as the sources: each in one line under its key."""
    return (f"{_key(name)} = {_inline(entry)}" for name, entry in table.items())


def pairs(table: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the keys of a table; a text of several lines goes over several."""
    return (f"{key} = {_value(value)}" for key, value in table.items())


def text(value: str) -> str:
    """A text as TOML in one line; whatever does not print is written as an escape.

    Raises MoratrackError where it holds bytes that were no text.
    """
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return f'"{"".join(map(_escaped, value))}"'


def _is_table(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return bool(value) and isinstance(value[0], dict)
    return isinstance(value, dict)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _block(value) if "\n" in value else text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"[{', '.join(map(_value, value))}]"


def _inline(entry: Mapping[str, Any]) -> str:
    written = (
        f"{key} = {text(value) if isinstance(value, str) else _value(value)}" for key, value in entry.items()
    )
    return f"{{ {', '.join(written)} }}"


def _block(value: str) -> str:
    """A text of several lines, each on a line of its own."""
    escaped = "\n".join(map(_in_block, value.split("\n")))
    return '"""\n' + _CLOSING_QUOTE.sub(r'\\"', escaped) + '"""'


def _in_block(line: str) -> str:
    if line.isprintable() and "\\" not in line:
        return line
    return "".join(character if character == '"' else _escaped(character) for character in line)


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else text(name)


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code in _SURROGATES:
        raise MoratrackError("what is to be written holds bytes that are no text; write UTF-8")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _plain_day(value: Any) -> Any:
    return value.first if isinstance(value, Day) and not value.approximate else encode_hook(value)


def _with_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_lists(entry) for key, entry in value.items()}
    return [_with_lists(entry) for entry in value] if isinstance(value, tuple) else value
