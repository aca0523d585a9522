"""Adds to the text of a TOML file, and changes nothing else by a byte.

Whole lines are put in after the table they belong to, and the rest is copied: no library gives a file
back as it was once it has parsed it. What comes out is parsed again and must hold what was there and what
was added, so that a layout in which the right place cannot be found is refused, and never damaged.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import takewhile
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..core.faults import KeyPath, MoratrackError, NotParsed
from ..core.policy import Amendment, Policy, Source
from ..files.documents import Document
from ..files.lines import line_of, toml_lines, toml_tables
from ..files.parsing import parse
from .toml import entries, pairs, plain, record_lines

Table = Literal["policy", "amend"]
_BOM = "\ufeff"


class Spot(NamedTuple):
    """A record of a file: the table that it is one of, and its place among those, from 0."""

    table: Table
    place: int


class _Piece(NamedTuple):
    """Lines to be put in before the line ``at``, counted from 0."""

    at: int
    text: str


def add_parts(
    document: Document, spot: Spot, key: str, parts: Sequence[Struct], sources: Mapping[str, Source]
) -> Document:
    """The document with parts of a record, such as events, after the last of its own, and with new sources.

    The document must parse, and the record have no misfits. Raises MoratrackError where the text is laid
    out so that nothing can be added.
    """
    value = parse(document)
    record = value[spot.table][spot.place]
    layout = _Layout(document)
    added = [plain(part) for part in parts]
    former = record.get(key, [])
    after = layout.end((*spot, key, len(former) - 1)) if former else layout.end_for_first(spot, key)
    blocks = (_lines([f"[[{spot.table}.{key}]]", *pairs(part)]) for part in added)
    pieces = [_Piece(after, layout.apart(after, "\n".join(blocks)))]
    if sources:
        pieces.append(_sources_piece(layout, spot, "sources" in record, sources))
        table = record.setdefault("sources", {})
        table.update((name, plain(source)) for name, source in sources.items())
    record[key] = [*former, *added]
    return layout.with_pieces(pieces, value, spot)


def add_record(document: Document, table: Table, record: Policy | Amendment) -> Document:
    """The document with a record at its end. It must parse; raises MoratrackError as ``add_parts`` does."""
    value = parse(document)
    layout = _Layout(document)
    end = len(layout.lines)
    added = plain(record)
    piece = _Piece(end, layout.apart(end, _lines(record_lines(table, added))))
    former = value.get(table, [])
    value[table] = [*former, added] if isinstance(former, list) else [added]
    return layout.with_pieces([piece], value, (table,))


def _sources_piece(layout: _Layout, spot: Spot, exist: bool, sources: Mapping[str, Source]) -> _Piece:
    """Where and how a record takes new sources: in its table of them, in a new one, or as dotted keys."""
    added = list(entries({key: plain(source) for key, source in sources.items()}))
    table: KeyPath = (*spot, "sources")
    if layout.has_header(table):
        end = layout.end(table)
        return _Piece(end, layout.below(end, _lines(added)))
    end = layout.end(spot)
    if exist and not layout.is_implied(table):
        return _Piece(end, layout.below(end, _lines(f"sources.{entry}" for entry in added)))
    return _Piece(end, layout.apart(end, _lines([f"[{spot.table}.sources]", *added])))


class _Layout:
    """The lines of a TOML text, and where each of its tables ends."""

    def __init__(self, document: Document) -> None:
        text = document.data.decode()
        self._document = document
        self._bom = _BOM if text.startswith(_BOM) else ""
        self.lines = list(StringIO(text.removeprefix(_BOM)))
        self._starts = toml_lines(text.removeprefix(_BOM))
        self._tables = toml_tables(text.removeprefix(_BOM))
        self._headers = [first for first, _ in self._tables.values()]
        self._newline = "\r\n" if self.lines and self.lines[0].endswith("\r\n") else "\n"

    def has_header(self, table: KeyPath) -> bool:
        """Whether a table stands under a header of its own, not in the keys of another."""
        return table in self._tables

    def is_implied(self, table: KeyPath) -> bool:
        """Whether a table is there because headers of tables within it are."""
        return self._starts.get(table) in self._headers

    def end(self, table: KeyPath) -> int:
        """The line, from 0, after what stands under a header, and after the comments right below that."""
        if table not in self._tables:
            raise self._refusal(table)
        first, end = self._tables[table]
        place = bisect_right(self._headers, first)
        following = self._headers[place] - 1 if place < len(self._headers) else len(self.lines)
        comments = len(list(takewhile(str.strip, self.lines[end:following])))
        # Comments that lead straight on to the next header belong to that.
        return end if end + comments == following < len(self.lines) else end + comments

    def end_for_first(self, spot: Spot, key: str) -> int:
        """Where the first of a kind of parts goes: an event below keys and sources, a party at the end."""
        whole = [table for table in self._tables if table[:2] == spot]
        sources = (*spot, "sources")
        if key == "event":
            return self.end(sources if self.has_header(sources) else spot)
        return self.end(whole[-1] if whole else spot)

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
        edited = replace(self._document, data="".join([self._bom, *lines]).encode())
        try:
            if parse(edited) == expected:
                return edited
        except NotParsed:
            pass
        raise self._refusal(path)

    def _refusal(self, path: KeyPath) -> MoratrackError:
        table = path[0]
        return MoratrackError(
            f"{self._document.name}:{line_of(self._starts, path)}: nothing can be added to a record laid out "
            f"like this; write [[{table}]], [{table}.sources] and [[{table}.event]] above its parts"
        )


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
