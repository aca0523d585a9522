"""Rows for scripts: JSON, ndjson and CSV. They depend on no locale, width, colour or terminal."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from ..core.policy import encode_hook
from ..text import FORMULA_SIGNS, inert

_ENCODER = msgspec.json.Encoder(enc_hook=encode_hook)
_CHUNK = 1000
# JSON escapes C0 itself. What is left that can command a terminal: DEL, C1 (0x80 to 0x9f), line and
# paragraph separators, and the marks and overrides of writing direction, here as UTF-8.
_UNSAFE = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf"
)
_PLAIN = bytes(range(0x7F))


def json(rows: Iterable[Struct]) -> Iterator[bytes]:
    """One document: an array with one object a row, each on a line of its own."""
    yield b"["
    separator = b"\n"
    for chunk in _chunks(rows):
        yield separator + harmless(b",\n".join(map(_ENCODER.encode, chunk)))
        separator = b",\n"
    yield b"]\n" if separator == b"\n" else b"\n]\n"


def ndjson(rows: Iterable[Struct]) -> Iterator[bytes]:
    """One object a line."""
    for chunk in _chunks(rows):
        yield harmless(_ENCODER.encode_lines(chunk))


def csv_table(
    rows: Iterable[Struct], kind: type[Struct], columns: Mapping[str, str] | None = None
) -> Iterator[bytes]:
    """A header and a line a row. Lists are joined by "; "; no cell can be taken for a formula.

    ``columns`` are keys, each with its attribute, in the order wanted; None for all.
    """
    import csv

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(kind.__struct_encode_fields__ if columns is None else columns)
    values = astuple if columns is None else _picker(columns.values())
    for chunk in _chunks(rows):
        writer.writerows(map(_cell, values(row)) for row in chunk)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def _picker(attributes: Iterable[str]) -> Callable[[Struct], Iterable[Any]]:
    wanted = list(attributes)
    return lambda row: [getattr(row, attribute) for attribute in wanted]


def _chunks(rows: Iterable[Struct]) -> Iterator[list[Struct]]:
    chunk: list[Struct] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def harmless(data: bytes) -> bytes:
    """JSON with whatever could command a terminal written as an escape."""
    # Hardly anything is left to search when what is plain has been taken out: seven times as fast.
    if _UNSAFE.search(data.translate(None, _PLAIN)) is None:
        return data
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0].decode()):04x}".encode(), data)


# Rows of one policy come together and repeat most of their values.
@lru_cache(maxsize=4096, typed=True)
def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case dt.date():
            return value.isoformat()
        case str():
            text = value
        case tuple():
            text = "; ".join(map(_cell, value))
        case Struct():
            text = _ENCODER.encode(value).decode()
        case _:
            text = str(value)
    text = inert(text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
