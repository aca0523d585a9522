"""What can be wrong with a data file, as values."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Severity = Literal["error", "warning"]
KeyPath = tuple[str | int, ...]
"""The keys and list places that lead from the root of a data file to a value in it."""


class MoratrackError(Exception):
    """The question could not be asked; the text is one line that names the mend."""


class NotParsed(Exception):
    """A file is not the TOML or JSON that it should be: what is wrong, and the line, from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class Finding(Struct, frozen=True):
    """A fault found in a value, before anyone has looked up the line it stands on."""

    code: str
    path: KeyPath
    message: str
    mend: str
    severity: Severity = "error"

    def below(self, *path: str | int) -> Finding:
        """The same finding seen from further up the tree."""
        return replace(self, path=(*path, *self.path))


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong in a data file, where, and how to mend it."""

    code: str
    """What kind of fault it is; one word with underscores."""
    severity: Severity
    """An error makes the data unusable, a warning does not."""
    file: str
    """The name of the file, as it was given."""
    line: int
    """The line of the faulty key, from 1."""
    policy: str | None
    """The id of the policy, or its place in the file where it has none."""
    path: str
    """The way to the faulty key, such as ``policy[0].event[1].date``."""
    message: str
    """What is wrong."""
    mend: str
    """How to mend it."""
    explained: str
    """The page and heading of the documentation that explain the code."""

    def __str__(self) -> str:
        who = f" {self.policy}:" if self.policy else ""
        return f"{self.file}:{self.line}:{who} {self.message}; {self.mend}"


def path_text(path: KeyPath) -> str:
    """Write a path as ``policy[0].event[1].date``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
