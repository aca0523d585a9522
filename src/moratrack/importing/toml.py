"""Policies as TOML, laid out as a person would write a data file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ..core.dates import Day
from ..core.policy import Policy, encode_hook

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
# In a block only quotation marks that could be taken for its end need an escape.
_CLOSING_QUOTE = re.compile(r'"(?="|\Z)')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def policies_toml(policies: Iterable[Policy], heading: str) -> str:
    """A data file of these policies; ``heading`` is the comment above them, one line."""
    lines = [f"# {heading}"]
    for policy in policies:
        lines += ["", *_policy(msgspec.to_builtins(policy, enc_hook=_value_of, builtin_types=(dt.date,)))]
    if len(lines) == 1:
        lines.append("policy = []")
    return "\n".join(lines) + "\n"


def text(value: str) -> str:
    """A text as TOML in one line; whatever does not print is written as an escape."""
    return f'"{"".join(map(_escaped, value))}"'


def _policy(record: dict[str, Any]) -> Iterator[str]:
    yield "[[policy]]"
    tables = {key: value for key, value in record.items() if _is_table(value)}
    yield from (f"{key} = {_value(value)}" for key, value in record.items() if key not in tables)
    for key, table in tables.items():
        if isinstance(table, dict):
            yield ""
            yield f"[policy.{key}]"
            yield from (f"{_key(name)} = {_inline(entry)}" for name, entry in table.items())
        else:
            for entry in table:
                yield ""
                yield f"[[policy.{key}]]"
                yield from (f"{name} = {_value(value)}" for name, value in entry.items())


def _is_table(value: object) -> bool:
    match value:
        case dict():
            return True
        case list() | tuple():
            return any(isinstance(entry, dict) for entry in value)
    return False


def _value(value: Any) -> str:
    match value:
        case dt.date():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
        case str() if "\n" in value:
            return _block(value)
    return text(value)


def _inline(entry: dict[str, Any]) -> str:
    """A table in one line."""
    pairs = (
        f"{key} = {text(value) if isinstance(value, str) else _value(value)}" for key, value in entry.items()
    )
    return f"{{ {', '.join(pairs)} }}"


def _block(value: str) -> str:
    """A text of several lines, each on a line of its own."""
    escaped = "".join(character if character in '\n"' else _escaped(character) for character in value)
    return '"""\n' + _CLOSING_QUOTE.sub(r'\\"', escaped) + '"""'


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else text(name)


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _value_of(value: Any) -> object:
    """A day known exactly as a date, everything else as the text that is read back."""
    return value.first if isinstance(value, Day) and not value.approximate else encode_hook(value)
