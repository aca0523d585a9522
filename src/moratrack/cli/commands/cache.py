"""``moratrack cache``."""

from __future__ import annotations

import os
from typing import Annotated

from typer import Option

from ...core.faults import MoratrackError
from ...files.cache import Cache, cache_folder
from ..terminal import talk, write_text


def cache(clear: Annotated[bool, Option("--clear", help="Forget everything.")] = False) -> int:
    """Where decoded data is kept, how much; and clearing it."""
    kept = Cache(cache_folder(os.environ))
    if kept.folder is None:
        talk("nothing is kept: MORATRACK_CACHE is off, or there is no home folder")
        return 0
    if clear:
        try:
            talk(f"{kept.folder}: {kept.clear()} removed")
        except OSError as error:
            raise MoratrackError(f"{kept.folder}: cannot be cleared: {error.strerror}; try by hand") from None
        return 0
    entries = kept.entries()
    write_text([f"{kept.folder}\n"])
    talk(f"{len(entries)} kept, {sum(size for _, size in entries):,} bytes")
    return 0
