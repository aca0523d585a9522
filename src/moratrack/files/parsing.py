"""The bytes of a data file → plain values, or the line at which they are no TOML or JSON."""

from __future__ import annotations

import math
import re
from typing import Any

import msgspec

from ..core.faults import NotParsed
from .documents import SECOND_ABOUT, Document, placed_lines, texts_in_json

_JSON_BYTE = re.compile(r" \(byte (\d+)\)$")
_DIGITS = re.compile(r"[0-9][0-9_]*+")
_JSON_NUMBER = re.compile(rb'"(?:[^"\\]|\\.)*+"|(-?[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)', re.DOTALL)
"""A text of JSON, or the number that is none."""
_MOST_DIGITS = 4300
"""Those of the longest number that is read."""
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def parse(document: Document) -> Any:
    """Parse a document to plain values; ndjson becomes what the same records are in JSON."""
    text = text_of(document)
    try:
        if document.syntax == "toml":
            return parse_toml(text)
        if document.syntax == "json":
            return _parse_json(text.encode(), 1)
        return _parse_lines(text.encode())
    except RecursionError:
        raise NotParsed("is nested too deeply", 1) from None


def text_of(document: Document) -> str:
    """The text of a document; raise NotParsed with the line at which it is not UTF-8."""
    try:
        return document.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = document.data.count(b"\n", 0, error.start) + 1
        raise NotParsed("is not UTF-8 text", line) from None


def parse_toml(text: str) -> Any:
    """Parse TOML to plain values; raise NotParsed."""
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        message = str(error)[: place.start()] if place else str(error)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        raise NotParsed(f"is not TOML: {_one_line(message)}", line) from None
    except ValueError:  # Of a number that has more digits than Python reads.
        longest = max(_DIGITS.finditer(text), key=lambda match: match.end() - match.start())
        line = text.count("\n", 0, longest.start()) + 1
        raise NotParsed("is not TOML that can be read: a number has thousands of digits", line) from None


def _parse_lines(data: bytes) -> dict[str, Any]:
    """What the lines of ndjson amount to in JSON."""
    whole: dict[str, Any] = {}
    for number, (table, *_), line in placed_lines(data):
        value = _parse_json(line, number)
        if table == "policy":
            whole.setdefault("policy", []).append(value)
        elif len(value) > 1:
            raise NotParsed(f"holds more than {table}", number)
        elif table == "class":
            whole.setdefault("class", []).append(value["class"])
        elif "about" in whole:
            raise NotParsed(SECOND_ABOUT, number)
        else:
            whole["about"] = value["about"]
    return whole


def _parse_json(data: bytes, first_line: int) -> Any:
    try:
        value = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        place = _JSON_BYTE.search(str(error))
        message = str(error)[: place.start()] if place else str(error)
        end = int(place[1]) if place else len(data.rstrip())
        if "out of range" in message:
            message, end = "a number is too large to be read", _large_number(data)
        line = first_line + data.count(b"\n", 0, end)
        raise NotParsed(f"is not JSON: {_one_line(message)}", line) from None
    if texts_in_json(data) != texts_in_json(msgspec.json.encode(value)):
        from .lines import repeated_keys

        key, line = next(repeated_keys(data.decode()))
        raise NotParsed(f"has the key {key[:40]!r} twice in one object", first_line + line - 1)
    return value


def _large_number(data: bytes) -> int:
    """Where in JSON the first number stands that is too large to be read; the end where none is."""
    for match in _JSON_NUMBER.finditer(data):
        number = match[1]
        if number and (len(number) > _MOST_DIGITS or math.isinf(float(number))):
            return match.start()
    return len(data)


def _one_line(message: str) -> str:
    return message.removeprefix("JSON is malformed: ")[:200]
