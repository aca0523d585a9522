"""A table as text, CSV in all its dresses or a JSON list of objects → records of text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import Any

from ..core.faults import MoratrackError
from .content import Content
from .jsonfile import is_data, objects, refuse_object

WANTED = "a CSV, TSV, JSON, .xlsx, .xls, .xlsb or .ods file is wanted"
_DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars"}
_SAMPLE = 50
_SEPARATOR = re.compile(r"sep=(?P<mark>[,;|\t])\r?\n", re.IGNORECASE)
_EXCEL_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_RECORD = re.compile(r"^\[(?:about|\[(?:policy|class|amend)\])\][ \t]*(?:#.*)?\r?$", re.MULTILINE)
# Of a text that is not UTF-8 only here and there, at most so many places are strays.
_MOST_STRAYS = 20


def read_text(name: str, data: bytes, encoding: str | None) -> Content:
    """The cells of a table; raise MoratrackError for whatever is none."""
    text, remarks = _decode(name, data, encoding)
    if name.lower().endswith(_EXCEL_NAMES):
        remarks.insert(0, "is named as an Excel file but is text, and read as that")
    if name.lower().endswith(".toml") or _RECORD.search(text):
        raise MoratrackError(f"{name}: is TOML, {is_data(name)}")
    if text.lstrip()[:1] == "[":
        records = objects(name, text)
        if records is not None:
            return Content(records, remarks)
    if text.lstrip()[:1] == "{":
        refuse_object(name, text)
    told = _SEPARATOR.match(text)
    delimiter = told["mark"] if told else _delimiter(text)
    reader = _reader(text[told.end() :] if told else text, delimiter, strict=True)
    try:
        records = [[cell.strip() for cell in record] for record in reader]
    except csv.Error as error:
        raise MoratrackError(f"{name}:{reader.line_num}: {_not_split(error)}") from None
    if delimiter != ",":
        remarks.append(f"cells are separated by {_DELIMITERS[delimiter]}")
    return Content([[], *records] if told else records, remarks)


def _not_split(error: csv.Error) -> str:
    """Why a text is not to be split into cells, and the mend."""
    if str(error).startswith("field larger"):
        most = f"{csv.field_size_limit():,}"
        return f"a cell has more than {most} characters; shorten it, or close a quotation mark left open"
    return f"is not to be split into cells: {error}; check the quotation marks"


def _reader(text: str, delimiter: str, *, strict: bool = False) -> Any:
    return csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=strict, skipinitialspace=True
    )


def _decode(name: str, data: bytes, encoding: str | None) -> tuple[str, list[str]]:
    """The text of a file, and what there is to say of its encoding."""
    if encoding is not None:
        text, remarks = _decoded_as(name, data, encoding), [f"read as {encoding}"]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, remarks = _decoded_as(name, data, "utf-16"), ["read as UTF-16"]
    else:
        text, remarks = _utf8(name, data)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise MoratrackError(f"{name}:{line}: holds a NUL character, so it is no text; {WANTED}")
    return text, remarks


def _decoded_as(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise MoratrackError(
            f"--encoding {encoding[:40]!r}: is no encoding; write utf-8, cp1252, utf-16 …"
        ) from None
    except (UnicodeDecodeError, ValueError):
        raise MoratrackError(
            f"{name}: is no {encoding} text; leave --encoding out, or name another"
        ) from None


def _utf8(name: str, data: bytes) -> tuple[str, list[str]]:
    """UTF-8, where it is that in all but a few places; else Windows-1252."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        strayed = data.decode("utf-8-sig", "surrogateescape")
    strays = [place for place, character in enumerate(strayed) if 0xDC80 <= ord(character) <= 0xDCFF]
    letters = sum(ord(character) > 0x7F for character in strayed) - len(strays)
    if len(strays) <= min(letters, _MOST_STRAYS):
        remarks = [_stray(strayed, place) for place in strays]
        return "".join(_as_cp1252(character) for character in strayed), remarks
    try:
        return data.decode("cp1252"), ["read as Windows-1252"]
    except UnicodeDecodeError:
        raise MoratrackError(f"{name}: is neither UTF-8 nor Windows-1252 text; {WANTED}") from None


def _stray(text: str, place: int) -> str:
    line = text.count("\n", 0, place) + 1
    byte = ord(text[place]) - 0xDC00
    return f"line {line}: the byte 0x{byte:02X} is no UTF-8, and read as {_as_cp1252(text[place])!r}"


def _as_cp1252(character: str) -> str:
    if not 0xDC80 <= ord(character) <= 0xDCFF:
        return character
    return bytes([ord(character) - 0xDC00]).decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """The character that splits the first records into most alike and most cells; else a comma."""
    return max(_DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    """Which part of the first records have as many cells as the header, and how many that are."""
    reader = _reader(text, delimiter)
    try:
        records = islice((record for record in reader if any(map(str.strip, record))), _SAMPLE)
        widths = [len(record) for record in records]
    except csv.Error:
        return 0, 0
    return (widths.count(widths[0]) / len(widths), widths[0]) if widths and widths[0] > 1 else (0, 0)
