"""An Excel workbook → records of text, through openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

from ..core.faults import MoratrackError
from .content import MOST_BYTES, Content

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_UNPACKED = 8 * MOST_BYTES


def read_excel(name: str, data: bytes, page: str | None) -> Content:
    """The cells of one sheet: days as 2026-03-03, a formula as its stored result, else as its text.

    Raises MoratrackError where openpyxl is missing or the file is no workbook it can read.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MoratrackError(
            f"{name}: reading Excel needs openpyxl; pip install 'moratrack[excel]', or save it as CSV"
        ) from None
    try:
        _refuse_bombs(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shown = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            written = load_workbook(io.BytesIO(data), read_only=True)
            return _read(name, shown, written, page)
    except (MoratrackError, MemoryError):
        raise
    # A damaged workbook fails in openpyxl, in zipfile or in the XML parser, in dozens of ways.
    except Exception as error:
        raise MoratrackError(f"{name}: is no .xlsx workbook that can be read: {error}") from None


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
            raise ValueError("it unpacks to far more than a spreadsheet")


def _read(name: str, shown: Workbook, written: Workbook, page: str | None) -> Content:
    pages = [sheet.title for sheet in shown.worksheets]
    if page is not None and page not in pages:
        listed = ", ".join(map(repr, pages[:12]))
        raise MoratrackError(f"--sheet {page[:40]!r}: {name} has no sheet of that name; it has {listed}")
    for title in pages if page is None else [page]:
        records = _records(shown[title], written[title])
        if any(map(any, records)) or title == page:
            break
    else:
        raise MoratrackError(f"{name}: has no sheet with anything in it")
    others = f"read sheet {title!r} of {len(pages)}; --sheet NAME reads another"
    return Content(records, [others] if page is None and len(pages) > 1 else [])


def _records(shown: Any, written: Any) -> list[list[str]]:
    # The size that a file states for a sheet may be wrong; it is not needed.
    shown.reset_dimensions()
    written.reset_dimensions()
    return [
        [_text(formula if value is None else value) for value, formula in zip(values, formulas, strict=True)]
        for values, formulas in zip(
            shown.iter_rows(values_only=True), written.iter_rows(values_only=True), strict=True
        )
    ]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            at_midnight = value.time() == dt.time()
            return value.date().isoformat() if at_midnight else value.isoformat(" ")
        case float() if value.is_integer():
            return str(int(value))
    # An array formula is an object that has its text.
    text = str(getattr(value, "text", value))
    return text.encode(errors="backslashreplace").decode().strip()
