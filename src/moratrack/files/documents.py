"""Where data comes from: names of files, folders, standard input and the shipped file → bytes."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ..core.faults import KeyPath, MoratrackError

BUNDLED = "bundled"
NAMED_LINE = re.compile(rb'[ \t\r]*\{[ \t\r]*"(about|class)"[ \t\r]*:')
"""A line of ndjson that is no policy."""
SECOND_ABOUT = "says a second time what the file is about"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SUFFIXES = {".toml": "toml", ".json": "json", ".ndjson": "ndjson", ".jsonl": "ndjson"}


class Document(NamedTuple):
    """The content of one data file. ``syntax`` is toml, json or ndjson."""

    name: str
    data: bytes
    syntax: str


def data_names(chosen: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """The data to read: what was chosen, else MORATRACK_DATA, else the shipped file."""
    if chosen:
        return list(chosen)
    named = [name for name in environment.get("MORATRACK_DATA", "").split(os.pathsep) if name]
    return named or [BUNDLED]


def read_documents(names: Sequence[str]) -> Iterator[Document]:
    """Read every named file, and those in every named folder; raise MoratrackError for one that cannot be."""
    for name in dict.fromkeys(names):
        if name == "-":
            data = sys.stdin.buffer.read()
            yield Document("<stdin>", data, "json" if data.lstrip()[:1] == b"{" else "toml")
            continue
        path = bundled_file() if name == BUNDLED else Path(name)
        try:
            if path.is_dir():
                for file in _files_in(path):
                    yield _document(str(file), file)
            else:
                yield _document(name, path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise MoratrackError(f"{name}: cannot be read: {reason}; name a data file or a folder") from None


def record_lines(ndjson: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of ndjson that hold a record, with their numbers from 1."""
    for number, line in enumerate(ndjson.removeprefix(BYTE_ORDER_MARK).split(b"\n"), start=1):
        if line.strip(b" \t\r"):
            yield number, line


def placed_lines(ndjson: bytes) -> Iterator[tuple[int, KeyPath, bytes]]:
    """The lines of ndjson that hold a record, each with its number and its path in JSON of the same records.

    A line is a policy, unless it is ``{"about": …}`` or ``{"class": …}``.
    """
    places = {"policy": count(), "class": count()}
    for number, line in record_lines(ndjson):
        named = NAMED_LINE.match(line)
        table = named[1].decode() if named else "policy"
        yield number, ((table,) if table == "about" else (table, next(places[table]))), line


def texts_in_json(json: bytes) -> int:
    """How many texts, keys among them, there are in JSON that is known to parse."""
    if b"\\" in json:
        json = json.replace(b"\\\\", b"").replace(b'\\"', b"")
    return json.count(b'"') // 2


def bundled_file() -> Path:
    """The shipped file: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "data" / "policies.toml"
    return installed if installed.exists() else package.parents[1] / "data" / "policies.toml"


def _files_in(folder: Path) -> list[Path]:
    files = sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES)
    if not files:
        raise MoratrackError(f"{folder}: holds no data file; wanted are {', '.join(SUFFIXES)}")
    return files


def _document(name: str, path: Path) -> Document:
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise OSError(0, "not a file")
    data = path.read_bytes()
    syntax = SUFFIXES.get(path.suffix) or ("json" if data.lstrip()[:1] == b"{" else "toml")
    return Document(name, data, syntax)
