"""``moratrack cache``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from typer import Option

from ...core.faults import MoratrackError
from ...files.addresses import CopyFacts, copies_folder, copy_file, kept_copies
from ...files.cache import Cache, cache_folder
from ...text import counted, inert
from ..terminal import talk, write_text


def cache(
    clear: Annotated[
        bool, Option("--clear", help="Forget what was decoded; copies of addresses stay.")
    ] = False,
    forget: Annotated[
        list[str], Option("--forget", metavar="URL", help="Forget the copy of this address.")
    ] = [],  # noqa: B006
) -> int:
    """Where decoded data is kept, how much; and clearing it."""
    kept = Cache(cache_folder(os.environ))
    if kept.folder is None:
        talk("nothing is kept: MORATRACK_CACHE is off, or there is no home folder")
        return 0
    try:
        for address in forget:
            _forget(copy_file(copies_folder(kept.folder), address), address)
        if clear:
            talk(f"{kept.folder}: {kept.clear()} removed")
    except OSError as error:
        raise MoratrackError(f"{kept.folder}: cannot be cleared: {error.strerror}; try by hand") from None
    if clear or forget:
        return 0
    entries = kept.entries()
    copies = kept_copies(copies_folder(kept.folder))
    write_text([f"{kept.folder}\n", *(_line(copy.about) for copy in copies)])
    talk(
        f"{len(entries)} kept, {sum(size for _, size in entries):,} bytes; "
        f"{counted(len(copies), 'address', 'addresses')}, {sum(len(copy.data) for copy in copies):,} bytes"
    )
    return 0


def _forget(file: Path, address: str) -> None:
    if not file.exists():
        raise MoratrackError(f"{address}: no copy of it is kept; moratrack cache lists those that are")
    file.unlink()
    talk(f"{address}: forgotten")


def _line(about: CopyFacts) -> str:
    """An address, the day of what is kept of it, and the last day on which that was what is served."""
    version = f", version {about.version}" if about.version else ""
    held = f"{counted(about.policies, 'policy', 'policies')}{version}"
    return inert(f"{about.address}  fetched {about.fetched}, confirmed {about.confirmed}: {held}") + "\n"
