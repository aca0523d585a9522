"""The user's own data file: which one it is, and what the other data holds."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import DecodeError

from ..core.faults import MoratrackError, NotParsed
from ..core.policy import Amendment, Policy
from ..files.decoding import decode
from ..files.documents import (
    BUNDLED,
    SHEETS,
    SUFFIXES,
    CopyOf,
    bundled_file,
    is_address,
    no_copy,
    read_documents,
)
from .safewrite import real_path


class Target(NamedTuple):
    """The file to write to, and what the other data holds."""

    file: str
    read: bool
    """Whether the file is among the data that is read."""
    policies: Mapping[str, Policy]
    """By id."""
    origins: Mapping[str, str]
    """The names of the files of those policies, by id."""
    amendments: Sequence[Amendment]


def find_target(named: str | None, data: Sequence[str], copy_of: CopyOf = no_copy) -> Target:
    """The file to write to: the one that is named, else the only one of the data that is the user's own.

    Raises MoratrackError for a file that is not written to, and for other data that cannot be read.
    """
    file = _own_file(named, data)
    itself = real_path(file)
    others = [name for name in data if real_path(bundled_file() if name == BUNDLED else name) != itself]
    read = len(others) < len(data)
    policies: dict[str, Policy] = {}
    amendments: list[Amendment] = []
    origins: dict[str, str] = {}
    for document in read_documents(others, copy_of):
        if real_path(document.name) == itself:  # It lies in a folder that is read.
            read = True
            continue
        try:
            held = decode(document)
        except (DecodeError, NotParsed, RecursionError, UnicodeDecodeError):
            raise MoratrackError(
                f"{document.name} has errors; moratrack validate {document.name} lists them"
            ) from None
        policies |= {policy.id: policy for policy in held.policy}
        amendments += held.amend
        origins |= {policy.id: document.name for policy in held.policy}
    return Target(file, read, policies, origins, amendments)


def _own_file(named: str | None, data: Sequence[str]) -> str:
    if named is None:
        own = [name for name in data if name not in (BUNDLED, "-") and not is_address(name)]
        if len(own) != 1:
            which = "no file of your own is" if not own else f"{len(own)} files are"
            raise MoratrackError(
                f"{which} named to write to; write --file mine.toml, and read it with "
                f"MORATRACK_DATA={BUNDLED}{os.pathsep}mine.toml"
            )
        named = own[0]
    if is_address(named):
        raise MoratrackError(f"{named}: an address is not written to; name a file with --file mine.toml")
    if named == "-":
        raise MoratrackError("standard input cannot be written to; name a file with --file mine.toml")
    if named == BUNDLED or real_path(Path(__file__).parents[1]) in real_path(named).parents:
        raise MoratrackError(
            f"{named}: the shipped data is not written to; keep a file of your own with --file mine.toml"
        )
    suffix = Path(named).suffix.lower()
    syntax = suffix[1:] if suffix in SHEETS else SUFFIXES.get(suffix, "toml")
    if syntax != "toml":
        raise MoratrackError(
            f"{named}: is {syntax.upper()}, and only TOML is written; name a .toml file with --file"
        )
    return named
