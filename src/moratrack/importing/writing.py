"""What an import leaves behind: files, and never over another without being told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import NamedTuple

from ..core.faults import MoratrackError
from ..editing.safewrite import real_path, replace_file
from ..text import FORMULA_SIGNS
from .rows import Reject
from .sheet import Sheet

_NUMBER = re.compile(r"[+-]?[\d.,]+", re.ASCII)


class Output(NamedTuple):
    """A file to be written, and the option that named it."""

    option: str
    path: str
    data: bytes


def rejects_csv(sheet: Sheet, rejects: Iterable[Reject]) -> bytes:
    """The rows that became no policy, each as it was, after its number and the reason.

    A cell that a spreadsheet program would take for a formula has an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(map(_harmless, ("row", "reason", *sheet.columns)))
    for reject in rejects:
        writer.writerow(map(_harmless, (str(reject.row.number), reject.reason, *reject.row.cells)))
    return buffer.getvalue().encode()


def check(outputs: Iterable[Output], source: str, *, force: bool) -> None:
    """Raise MoratrackError, before anything is written, for a file that must not or cannot be."""
    taken = {real_path(source): "FILE"}
    for output in outputs:
        target = real_path(output.path)
        if target in taken:
            raise MoratrackError(f"{output.option} {output.path}: is also {taken[target]}; name another file")
        taken[target] = output.option
        if not target.parent.is_dir():
            raise MoratrackError(f"{output.option} {output.path}: there is no such folder; make it first")
        if target.is_dir():
            raise MoratrackError(f"{output.option} {output.path}: is a folder; name a file in it")
        if target.is_file() and not force:
            raise MoratrackError(f"{output.option} {output.path}: exists; name another file or say --force")


def save(outputs: Iterable[Output]) -> None:
    """Write the files, each whole or not at all; raise MoratrackError for one that cannot be written."""
    for output in outputs:
        replace_file(output.path, output.data)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) and not _NUMBER.fullmatch(cell) else cell
