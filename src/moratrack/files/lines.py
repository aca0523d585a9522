"""Lines of a TOML or JSON text: where each key, table header and array element stands.

Parsers give no positions, so when there are faults to report a text that is known to parse is read
a second time here. Nothing is validated: a scan that cannot follow the text ends early.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import Final, final

from ..core.faults import KeyPath

DEEPEST: Final = 32
"""The length of the longest mapped path; without a limit, deep nesting would cost quadratic memory."""

# One grammar serves both formats: JSON that parses is a TOML value with ":" in the place of "=".
_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_LONG_BASIC = r'"{3}(?:[^"\\]++|\\.|(?!"{3})")*+"{3,5}'
_LONG_LITERAL = r"'{3}(?:[^']++|(?!'{3})')*+'{3,5}"
_SCALAR = r"""[^\s"'#,\[\]{}][^#,\]}\r\n]*+"""
_SPACE = r"(?:\s++|#[^\n]*+)*+"

_BLANKS = re.compile(_SPACE)
_HEADER = re.compile(r"\[{0,2}")
_KEY_PART = re.compile(rf"\s*+({_BASIC}|{_LITERAL}|[\w-]++)\s*+([.=:]|\]\]?)", re.DOTALL)
_VALUE = re.compile(rf"\s*+({_LONG_BASIC}|{_LONG_LITERAL}|{_BASIC}|{_LITERAL}|[\[{{]|{_SCALAR})", re.DOTALL)
_BETWEEN_VALUES = re.compile(rf"{_SPACE}(?:,{_SPACE})?+([\]}}]|(?!\Z))")
_JSON_TOKEN = re.compile(r'("(?:[^"\\]++|\\.)*+")(\s*+:)?+|[{}]')


def toml_lines(text: str) -> dict[KeyPath, int]:
    """Map the path of every key, table and array element of a TOML text to its 1-based line.

    A table has the line of its header, or of the first key or header that implies it; the tables
    of ``[[policy]]`` are ``("policy", 0)``, ``("policy", 1)`` and so on. Paths longer than DEEPEST
    are left out, and so is all that follows a place where the text is not TOML. Never raises.
    """
    scanner = _Scanner(text, _toml_string)
    with suppress(ValueError):
        scanner.document()
    return scanner.lines


def toml_tables(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Map the path of every table with a header to the 1-based lines of that and of the end of its values.

    Its values are those under the header, up to the next. In the order of the text; never raises.
    """
    scanner = _Scanner(text, _toml_string)
    with suppress(ValueError):
        scanner.document()
    return scanner.tables


def json_lines(text: str) -> dict[KeyPath, int]:
    """Map the path of every key and array element of a JSON text to its 1-based line.

    Of a key that is repeated in an object, the last one counts. Paths longer than DEEPEST are left
    out, and so is all that follows a place where the text is not JSON. Never raises.
    """
    scanner = _Scanner(text, _json_string)
    with suppress(ValueError):
        scanner.value(())
    return scanner.lines


def repeated_keys(json_text: str) -> Iterator[tuple[str, int]]:
    """The keys of a JSON text that their object has already, each with its 1-based line."""
    open_objects: list[set[str]] = []
    for token in _JSON_TOKEN.finditer(json_text):
        if token[0] == "{":
            open_objects.append(set())
        elif token[0] == "}":
            open_objects.pop()
        elif token[2]:
            key = _json_string(token[1])
            if key in open_objects[-1]:
                yield key, json_text.count("\n", 0, token.start()) + 1
            open_objects[-1].add(key)


def line_of(lines: dict[KeyPath, int], path: KeyPath) -> int:
    """The 1-based line of ``path`` or else of its longest prefix in ``lines``; 1 if it has none."""
    for length in range(len(path), 0, -1):
        line = lines.get(path[:length])
        if line is not None:
            return line
    return 1


@final
class _Scanner:
    """A cursor that moves over a text once and collects what is where; ValueError where it is lost."""

    def __init__(self, text: str, decode: Callable[[str], str]) -> None:
        """Start at the head of ``text``; ``decode`` reads a quoted key that holds a backslash."""
        self.lines: dict[KeyPath, int] = {}
        self.tables: dict[KeyPath, tuple[int, int]] = {}
        self._text = text
        self._decode = decode
        self._at = 0
        self._line = 1
        self._counted = 0
        self._last_table: dict[KeyPath, int] = {}

    def document(self) -> None:
        """Pass over the headers and the key/value pairs of a TOML document."""
        table: KeyPath = ()
        first = 0
        self._take(_BLANKS)
        while self._at < len(self._text):
            line = self._current_line()
            header = self._take(_HEADER)[0]
            path = self._key(() if header else table, line)
            if header == "[[":
                self._last_table[path] = self._last_table.get(path, -1) + 1
                path = _below(path, self._last_table[path])
            self._mark(path, line)
            if header:
                table, first = path, line
            else:
                self.value(path)
            if table:
                self.tables[table] = first, self._current_line()
            self._take(_BLANKS)

    def value(self, path: KeyPath) -> None:
        """Pass over the value at ``path`` and all that it contains."""
        # Each open array or inline table, with the indices still to be given or None for a table.
        containers: list[tuple[KeyPath, Iterator[int] | None]] = []
        while True:
            opening = self._take(_VALUE)[1]
            if opening in ("[", "{"):
                containers.append((path, count() if opening == "[" else None))
            while containers and self._take(_BETWEEN_VALUES)[1]:
                containers.pop()
            if not containers:
                return
            container, indices = containers[-1]
            line = self._current_line()
            path = self._key(container, line) if indices is None else _below(container, next(indices))
            self._mark(path, line)

    def _key(self, table: KeyPath, line: int) -> KeyPath:
        """Take a key, dotted or not, up to its ``=``, ``:`` or ``]``; mark the tables it implies."""
        path = table
        while True:
            part, end = self._take(_KEY_PART).groups()
            path = _below(path, self._unquoted(part))
            if path not in self.lines:
                self._mark(path, line)
            if end != ".":
                return path
            if path in self._last_table:
                path = _below(path, self._last_table[path])

    def _unquoted(self, part: str) -> str:
        if "\\" in part:
            return self._decode(part)
        return part[1:-1] if part[0] in "\"'" else part

    def _mark(self, path: KeyPath, line: int) -> None:
        if len(path) <= DEEPEST:
            self.lines[path] = line

    def _current_line(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"cannot follow the text at offset {self._at}")
        self._at = match.end()
        return match


def _below(path: KeyPath, step: str | int) -> KeyPath:
    """The path one step below ``path``; one that is too long to be mapped grows no further."""
    return (*path, step) if len(path) <= DEEPEST else path


def _toml_string(token: str) -> str:
    return str(tomllib.loads(f"key = {token}")["key"])


def _json_string(token: str) -> str:
    return str(json.loads(token))
