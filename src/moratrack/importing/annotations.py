"""What an .xlsx says beside its cells: targets of links, comments, formulas without a result."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from .content import Oddity

Place = tuple[int, int]
"""A row and a column, from 0."""
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^>/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>\s*(\d+)")
_ATTRIBUTE = re.compile(rb"(\w+)=[\"']([^\"']*)[\"']")
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Annotations(NamedTuple):
    """What belongs to cells and stands elsewhere."""

    texts: dict[Place, list[str]]
    """The addresses and the comments of a cell."""
    formulas: dict[Place, str]
    """Formulas that have no stored result."""
    is_1904: bool
    oddities: list[Oddity]
    """Hidden rows, and cells whose text is struck through."""


def annotations_of(data: bytes, title: str) -> Annotations | None:
    """The annotations of a sheet; None for an archive that is no .xlsx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return None
        found = Annotations({}, {}, _is_1904(archive), [])
        targets = {key: target for key, (target, _) in _relations(archive, "xl/workbook.xml").items()}
        for element in _elements(archive, "xl/workbook.xml", "sheet"):
            if element.get("name") == title:
                part = posixpath.normpath(
                    posixpath.join("xl", targets[element.get(_RELATION, "")].lstrip("/"))
                )
                part = part.removeprefix("xl/") if part.startswith("xl/xl/") else part
                _read_sheet(archive, part, found)
    return found


def _is_1904(archive: zipfile.ZipFile) -> bool:
    settings = _elements(archive, "xl/workbook.xml", "workbookPr")
    return any(element.get("date1904", "") in ("1", "true") for element in settings)


def _read_sheet(archive: zipfile.ZipFile, part: str, found: Annotations) -> None:
    relations = _relations(archive, part)
    sheet = archive.read(part)
    if b"hidden=" in sheet:
        found.oddities.extend(_hidden_rows(sheet))
    found.oddities.extend(_struck_cells(archive, sheet))
    if b"<f" in sheet:
        for cell in _elements(archive, part, "c"):
            _read_formula(cell, found)
    if b"hyperlink" in sheet:
        for link in _elements(archive, part, "hyperlink"):
            target, _ = relations.get(link.get(_RELATION, ""), ("", ""))
            if target and (place := _place(link.get("ref", "").partition(":")[0])):
                found.texts.setdefault(place, []).append(target)
    for target, kind in relations.values():
        if kind.endswith("/comments"):
            comments = posixpath.normpath(posixpath.join(posixpath.dirname(part), target)).lstrip("/")
            for comment in _elements(archive, comments, "comment"):
                text = "".join(each.text or "" for each in comment.iter() if _name(each) == "t").strip()
                if text and (place := _place(comment.get("ref", ""))):
                    found.texts.setdefault(place, []).append(f"({' '.join(text.split())})")


def _hidden_rows(sheet: bytes) -> Iterator[Oddity]:
    for row in map(_attributes, _ROW.findall(sheet)):
        if row.get("hidden") in ("1", "true") and row.get("r", "").isdecimal():
            yield Oddity("hidden", int(row["r"]), row["r"])


def _struck_cells(archive: zipfile.ZipFile, sheet: bytes) -> Iterator[Oddity]:
    """The cells that are not empty and whose style, or part of whose text, is struck through."""
    styles, texts = _struck_styles(archive), _struck_texts(archive)
    if not (styles or texts or b"strike" in sheet):
        return
    for found, content in _CELL.findall(sheet):
        cell = _attributes(found)
        value = _VALUE.search(content)
        shared = int(value[1]) if value is not None and cell.get("t") == "s" else None
        is_struck = cell.get("s") in styles or b"strike" in content or shared in texts
        place = _PLACE.fullmatch(cell.get("r", ""))
        if is_struck and place is not None and (value is not None or b"<is" in content):
            yield Oddity("struck", int(place[2]), place[0])


def _struck_styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the styles of cells whose font is struck through."""
    if "xl/styles.xml" not in archive.namelist() or b"strike" not in archive.read("xl/styles.xml"):
        return set()
    fonts = [
        font for fonts in _elements(archive, "xl/styles.xml", "fonts") for font in map(_is_struck, fonts)
    ]
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    return {
        str(number)
        for styles in _elements(archive, "xl/styles.xml", "cellXfs")
        for number, style in enumerate(styles)
        if style.get("fontId") in struck
    }


def _struck_texts(archive: zipfile.ZipFile) -> set[int]:
    """The numbers of the shared texts of which a part is struck through."""
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist() or b"strike" not in archive.read(part):
        return set()
    return {number for number, text in enumerate(_elements(archive, part, "si")) if _is_struck(text)}


def _is_struck(element: ElementTree.Element) -> bool:
    return any(_name(each) == "strike" and each.get("val") not in ("0", "false") for each in element.iter())


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(tag)}


def _read_formula(cell: ElementTree.Element, found: Annotations) -> None:
    parts = {_name(each): each.text or "" for each in cell}
    place = _place(cell.get("r", ""))
    if "f" not in parts or place is None:
        return
    link = _HYPERLINK.search(parts["f"])
    if link:
        found.texts.setdefault(place, []).append(link[1].replace('""', '"'))
    if not parts.get("v") and "is" not in parts:
        found.formulas[place] = f"={parts['f']}"


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The targets and kinds of what a part refers to, by id."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in archive.namelist():
        return {}
    return {
        element.get("Id", ""): (element.get("Target", ""), element.get("Type", ""))
        for element in _elements(archive, path, "Relationship")
    }


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name in a part, one after the other."""
    with archive.open(part) as file:
        # Expat bounds what entities may grow to, and a workbook has none.
        for _, element in ElementTree.iterparse(file):  # noqa: S314
            if _name(element) == name:
                yield element
                element.clear()


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _place(reference: str) -> Place | None:
    match = _PLACE.fullmatch(reference.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
