"""The sheets of an .xlsb: whether they hold cells that python-calamine leaves out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

# Records of [MS-XLSB] for cells that stand in the column after that of the last; Excel writes none of them.
_SHORT_CELLS = range(12, 19)


def has_short_cells(data: bytes) -> bool:
    """Whether an archive is an .xlsb with cells that do not say their column."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return any(
            kind in _SHORT_CELLS
            for part in parts
            if part.endswith(".bin")
            for kind in _record_kinds(archive.read(part))
        )


def _record_kinds(part: bytes) -> Iterator[int]:
    """The kind of each record of a binary part: a number of one or two bytes, before a size of up to four."""
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        yield kind
        at += size


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of which each byte has seven bits, and the place behind it."""
    value = 0
    for place in range(most):
        byte = part[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return value, at
