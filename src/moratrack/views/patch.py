"""The change of a file as a unified diff, as patch and git apply read it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from io import StringIO

from ..text import inert


def patch(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a diff with their ends, exact: not made harmless, but for the name of the file."""
    named = inert(name)
    for line in unified_diff(list(StringIO(before)), list(StringIO(after)), named, named):
        if line.endswith("\n"):
            yield line
        else:
            yield from (f"{line}\n", "\\ No newline at end of file\n")
