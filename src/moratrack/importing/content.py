"""What every reader of a spreadsheet gives, whatever the file's form; and how large a file may be."""

from __future__ import annotations

from typing import Literal, NamedTuple

MOST_BYTES = 64_000_000


class Oddity(NamedTuple):
    """A row or cell that looks otherwise in the file than its text tells."""

    kind: Literal["hidden", "struck", "across"]
    row: int
    """Its number, from 1."""
    name: str
    """The row, the cell or the range as a spreadsheet program calls it."""


class Content(NamedTuple):
    """The records of a file, as they come, and remarks on how it was read."""

    records: list[list[str]]
    remarks: list[str]
    others: tuple[str, ...] = ()
    """The sheets of a workbook that were not read."""
    is_1904: bool = False
    """Whether its numbers count days from 1904."""
    oddities: tuple[Oddity, ...] = ()
