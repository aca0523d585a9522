"""Where data comes from: names of files, folders, standard input and the shipped file → bytes."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from ..core.faults import KeyPath, MoratrackError

BUNDLED = "bundled"
_NAMED_LINE = rb'[ \t\r]*\{[ \t\r]*"(about|class)"[ \t\r]*:'
SECOND_ABOUT = "says a second time what the file is about"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SUFFIXES = {".toml": "toml", ".json": "json", ".ndjson": "ndjson", ".jsonl": "ndjson"}
SHEETS = (".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods")
"""Endings of files that are no data yet."""

_END = re.escape(os.pathsep)
_ADDRESS = r"[a-z][a-z0-9+.-]*://"
_NAME = rf"https?://(?:\[[^]/]*\]|[^/{_END}]*)(?::\d+)?(?:/[^{_END}]*)?|[^{_END}]+"
"""A name in MORATRACK_DATA, where they are separated as in PATH: but not by the colons of an address."""
NO_DATA = (".schema.json", ".mapping.toml")
"""Endings of files that moratrack itself writes beside data."""


class Document(Struct, frozen=True):
    """The content of one data file. ``syntax`` is toml, json or ndjson."""

    name: str
    data: bytes
    syntax: str


CopyOf = Callable[[str], Document]
"""Gives the copy of an address that is kept."""


def data_names(chosen: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """The data to read: what was chosen, else MORATRACK_DATA, else the shipped file."""
    named = environment.get("MORATRACK_DATA")
    return list(chosen) or (re.findall(_NAME, named, re.IGNORECASE) if named else []) or [BUNDLED]


def is_address(name: str) -> bool:
    """Whether a name of data is an address: of the kind that is not read, too."""
    return "://" in name and re.match(_ADDRESS, name, re.IGNORECASE) is not None


def no_copy(address: str) -> Document:
    """What is read of an address of which no copy is kept: nothing, but a MoratrackError."""
    raise MoratrackError(f"{address}: no copy of it is kept; moratrack update --data {address} fetches one")


def read_documents(names: Sequence[str], copy_of: CopyOf = no_copy) -> Iterator[Document]:
    """Read every named file, and those in every named folder; raise MoratrackError for one that cannot be.

    ``copy_of`` gives what an address holds.
    """
    for name in dict.fromkeys(names):
        if is_address(name):
            yield copy_of(name)
            continue
        if name == "-":
            with _explained(name):
                data = standard_input().read()
            yield Document("<stdin>", data, syntax_of(data))
            continue
        with _explained(name):
            path = bundled_file() if name == BUNDLED else path_named(name)
            files = _files_in(path) if path.is_dir() else None
        if files is None:
            yield _document(shown(name), path, (stat.S_IFREG, stat.S_IFIFO))
        else:
            yield from (_document(shown(str(file)), file, (stat.S_IFREG,)) for file in files)


def path_named(name: str) -> Path:
    """The path that a word of a command line or of the environment names.

    Words are text of UTF-8, bytes that are none as surrogates (see ``cli.words.as_typed``), whatever the
    system takes the names of its files to be.
    """
    return Path(os.fsdecode(name.encode("utf-8", "surrogateescape")))


def shown(name: str) -> str:
    """The name of a file as text that can be written anywhere: bytes that are no UTF-8 become escapes."""
    return os.fsencode(path_named(name)).decode("utf-8", "backslashreplace")


def standard_input() -> BinaryIO:
    """Standard input; raises OSError where it is closed."""
    if sys.stdin is None:
        raise OSError(0, "standard input is closed")
    return sys.stdin.buffer


def record_lines(ndjson: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of ndjson that hold a record, with their numbers from 1."""
    for number, line in enumerate(ndjson.removeprefix(BYTE_ORDER_MARK).split(b"\n"), start=1):
        if line.strip(b" \t\r"):
            yield number, line


def table_of(line: bytes) -> str:
    """What a line of ndjson holds: a policy, unless it says that it is a class, or what the file is about."""
    named = re.match(_NAMED_LINE, line)
    return named[1].decode() if named else "policy"


def placed_lines(ndjson: bytes) -> Iterator[tuple[int, KeyPath, bytes]]:
    """The lines of ndjson that hold a record, each with its number and its path in JSON of the same records.

    A line is a policy, unless it is ``{"about": …}`` or ``{"class": …}``.
    """
    places = {"policy": count(), "class": count()}
    for number, line in record_lines(ndjson):
        table = table_of(line)
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


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Turn an error of the system into one line that names the file."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MoratrackError(f"{name}: cannot be read: {reason}; {_mend_of_reading(name, error)}") from None


def _mend_of_reading(name: str, error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "allow reading it"
    several = isinstance(error, FileNotFoundError) and ("," in name or os.pathsep in name)
    return "write --data for each of several" if several else "name a data file or a folder"


def _files_in(folder: Path) -> list[Path]:
    files = sorted(file for file in folder.iterdir() if _may_be_data(file))
    if not files:
        raise MoratrackError(f"{folder}: holds no data file; wanted are {', '.join(SUFFIXES)}")
    return files


def _may_be_data(file: Path) -> bool:
    """Whether a file of a folder is meant as data: not what editors and systems leave there, nor our own."""
    return file.suffix in SUFFIXES and not file.name.startswith(".") and not file.name.endswith(NO_DATA)


def _document(name: str, path: Path, kinds: Sequence[int]) -> Document:
    """The content of a file of one of some kinds: who reads a pipe of a folder might wait for ever."""
    with _explained(name):
        if stat.S_IFMT(path.stat().st_mode) not in kinds:
            raise OSError(0, "not a file")
        if path.suffix.lower() in SHEETS:
            raise MoratrackError(f"{name}: is a spreadsheet; moratrack import makes a data file of it")
        data = path.read_bytes()
    return Document(name, data, SUFFIXES.get(path.suffix) or syntax_of(data))


def syntax_of(data: bytes) -> str:
    """The syntax of a data file whose name does not say it."""
    return "json" if data.lstrip()[:1] == b"{" else "toml"
