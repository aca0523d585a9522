"""Adds an event or a policy to the text of a TOML file, and changes nothing else by a byte.

Whole lines are put in after the table they belong to, and the rest is copied: no library gives a file
back as it was once it has parsed it. What comes out is parsed again and must hold what was there and what
was added, so that a layout in which the right place cannot be found is refused, and never damaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO
from itertools import takewhile
from typing import Any, NamedTuple

from ..core.faults import KeyPath, MoratrackError, NotParsed
from ..core.policy import Event, Policy, Source
from ..files.documents import Document
from ..files.lines import line_of, toml_lines
from ..files.parsing import parse
from .toml import entries, pairs, plain, record_lines

_BOM = "\ufeff"
_POLICY: Any = {"policy": [{}]}
_EVENT: Any = {"policy": {"event": [{}]}}
_SOURCES: Any = {"policy": {"sources": {}}}


class _Piece(NamedTuple):
    """Lines to be put in before the line ``at``, counted from 0."""

    at: int
    text: str


def add_event(document: Document, place: int, event: Event, sources: Mapping[str, Source]) -> Document:
    """The document with an event after the last of its policy number ``place``, and with new sources.

    The document must parse, and the policy have no misfits. Raises MoratrackError where the text is laid
    out so that nothing can be added.
    """
    value = parse(document)
    record = value["policy"][place]
    layout = _Layout(document)
    path: KeyPath = ("policy", place)
    added = plain(event)
    number = len(record.get("event", ()))
    after = layout.end((*path, "event", number - 1), _EVENT) if number else layout.end(path, _POLICY)
    pieces = [_Piece(after, layout.apart(after, _lines(["[[policy.event]]", *pairs(added)])))]
    if sources:
        pieces.append(_sources_piece(layout, path, "sources" in record, sources))
        table = record.setdefault("sources", {})
        table.update((key, plain(source)) for key, source in sources.items())
    record["event"] = [*record.get("event", ()), added]
    return layout.with_pieces(pieces, value, path)


def add_policy(document: Document, policy: Policy) -> Document:
    """The document with a policy at its end. It must parse; raises MoratrackError as ``add_event`` does."""
    value = parse(document)
    layout = _Layout(document)
    end = len(layout.lines)
    record = plain(policy)
    piece = _Piece(end, layout.apart(end, _lines(record_lines("policy", record))))
    former = value.get("policy", [])
    value["policy"] = [*former, record] if isinstance(former, list) else [record]
    return layout.with_pieces([piece], value, ("policy",))


def _sources_piece(layout: _Layout, path: KeyPath, exist: bool, sources: Mapping[str, Source]) -> _Piece:
    """Where and how a policy takes new sources: in its table of them, in a new one, or as dotted keys."""
    added = list(entries({key: plain(source) for key, source in sources.items()}))
    table: KeyPath = (*path, "sources")
    if exist and layout.header(table) == _SOURCES:
        end = layout.end(table, _SOURCES)
        return _Piece(end, layout.below(end, _lines(added)))
    end = layout.end(path, _POLICY)
    if exist and layout.header(table) is None:
        return _Piece(end, layout.below(end, _lines(f"sources.{entry}" for entry in added)))
    return _Piece(end, layout.apart(end, _lines(["[policy.sources]", *added])))


class _Layout:
    """The lines of a TOML text, and where each of its tables ends."""

    def __init__(self, document: Document) -> None:
        text = document.data.decode()
        self._document = document
        self._bom = _BOM if text.startswith(_BOM) else ""
        self.lines = list(StringIO(text.removeprefix(_BOM)))
        self._starts = toml_lines(text.removeprefix(_BOM))
        self._newline = "\r\n" if self.lines and self.lines[0].endswith("\r\n") else "\n"

    def header(self, table: KeyPath) -> Any:
        """What the header of a table says, as a value; None where the table is written as keys."""
        start = self._starts.get(table)
        line = self.lines[start - 1] if start else ""
        return _value(line) if _opens_table(line) else None

    def end(self, table: KeyPath, header: Any) -> int:
        """The line, from 0, after what a table with that header holds, and the comments right below it."""
        if self.header(table) != header:
            raise self._refusal(table)
        first = self._starts[table] - 1
        following = first + 1
        while following < len(self.lines) and not self._opens_table_after(first, following):
            following += 1
        end = following
        while end > first + 1 and _is_idle(self.lines[end - 1]):
            end -= 1
        # A long string may end in lines that look like comments; up to its end, the text does not parse.
        while _value("".join(self.lines[first:end])) is None:
            end += 1
        comments = len(list(takewhile(str.strip, self.lines[end:following])))
        # Comments that lead straight on to the next header belong to that.
        return end if end + comments == following < len(self.lines) else end + comments

    def apart(self, at: int, block: str) -> str:
        """A block of lines as it is put in with a blank line before it, and after it if lines follow."""
        before = "\n" if at and self.lines[at - 1].strip() else ""
        after = "\n" if at < len(self.lines) and self.lines[at].strip() else ""
        return self.below(at, f"{before}{block}{after}")

    def below(self, at: int, lines: str) -> str:
        """Lines as they are put in right below those before."""
        unfinished = at == len(self.lines) and at and not self.lines[-1].endswith("\n")
        return (f"\n{lines}" if unfinished else lines).replace("\n", self._newline)

    def with_pieces(self, pieces: Iterable[_Piece], expected: Any, path: KeyPath) -> Document:
        """The document with the pieces put in; raise MoratrackError unless it then holds ``expected``."""
        lines = list(self.lines)
        for piece in sorted(pieces, key=lambda piece: piece.at, reverse=True):
            lines.insert(piece.at, piece.text)
        edited = self._document._replace(data="".join([self._bom, *lines]).encode())
        try:
            if parse(edited) == expected:
                return edited
        except NotParsed:
            pass
        raise self._refusal(path)

    def _opens_table_after(self, first: int, line: int) -> bool:
        return _opens_table(self.lines[line]) and _value("".join(self.lines[first:line])) is not None

    def _refusal(self, path: KeyPath) -> MoratrackError:
        return MoratrackError(
            f"{self._document.name}:{line_of(self._starts, path)}: nothing can be added to a record laid out "
            "like this; write [[policy]], [policy.sources] and [[policy.event]] above its parts"
        )


def _value(text: str) -> Any:
    """What a part of a TOML text holds; None where it breaks off within a value."""
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError:
        return None


def _opens_table(line: str) -> bool:
    return line.lstrip(" \t").startswith("[")


def _is_idle(line: str) -> bool:
    """Whether a line looks blank or like a comment."""
    return line.lstrip()[:1] in ("", "#")


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
