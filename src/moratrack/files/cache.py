"""Decoded data files, kept under the user's cache folder so that the next start need not parse.

An entry is named by the content it was made from, the program's version and the code of the record types, and
carries a checksum of itself and of its name: under another name it says nothing. Whatever is wrong with
one, it is as if it were not there.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

try:  # The module that hashlib wraps: hashlib also loads OpenSSL, a twentieth of the start-up time.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

from .._version import __version__
from ..core import policy
from . import decoding

_CHECKSUM_SIZE = 4
_NAME = "[0-9a-f]" * 40
"""Matches the names of entries; the folder may hold what is not ours."""
MOST_ENTRIES = 50
"""Older ones are removed when one is written: every edit of a file leaves one behind."""
# What stands there may be a link out of the folder, or a pipe that nobody writes to.
_HOW_TO_OPEN = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    _HOW_TO_OPEN |= getattr(os, _flag, 0)


class Cache:
    """A folder of decoded data files; None as folder keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def entry(self, content: bytes, syntax: str) -> Path | None:
        """Where the decoded form of a content is kept."""
        if self.folder is None:
            return None
        name = blake2b(content, digest_size=20, key=_key(syntax))
        return self.folder / f"{name.hexdigest()}.msgpack"

    def read(self, entry: Path | None) -> memoryview | None:
        """The bytes written for an entry, or None if there are none to be trusted."""
        if entry is None:
            return None
        try:
            with os.fdopen(os.open(entry, _HOW_TO_OPEN), "rb") as file:
                owner = os.fstat(file.fileno())
                if hasattr(os, "getuid") and owner.st_uid != os.getuid():
                    return None
                if not stat.S_ISREG(owner.st_mode):
                    return None
                data = memoryview(file.read())
        except OSError:
            return None
        # Views: a copy of what is kept takes as long as to check it.
        checksum, payload = data[:_CHECKSUM_SIZE], data[_CHECKSUM_SIZE:]
        return payload if checksum == _checksum(entry.name, payload) else None

    def write(self, entry: Path | None, payload: bytes) -> None:
        """Keep bytes for an entry, whole or not at all; a folder that cannot be written is no error."""
        if entry is None:
            return
        draft = entry.with_suffix(f".{os.getpid()}.tmp")
        try:
            entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_checksum(entry.name, payload))
                file.write(payload)
            draft.replace(entry)
            self._forget_all_but(MOST_ENTRIES)
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def entries(self) -> list[tuple[Path, int]]:
        """What is kept, newest first: each file and its size in bytes."""
        if self.folder is None:
            return []
        try:
            found = [(path, path.stat()) for path in self.folder.glob(f"{_NAME}.msgpack")]
        except OSError:
            return []
        found.sort(key=lambda entry: entry[1].st_mtime_ns, reverse=True)
        return [(path, about.st_size) for path, about in found]

    def clear(self) -> int:
        """Forget everything; returns how many files were removed. Raises OSError where one stays.

        The drafts of writers that were killed go too; one that still writes does without its entry.
        """
        drafts = [] if self.folder is None else list(self.folder.glob(f"{_NAME}.*.tmp"))
        for path in drafts:
            path.unlink(missing_ok=True)
        return self._forget_all_but(0) + len(drafts)

    def _forget_all_but(self, number: int) -> int:
        old = self.entries()[number:]
        for path, _ in old:
            path.unlink(missing_ok=True)
        return len(old)


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The user's cache folder: MORATRACK_CACHE (``off`` for none), else the one of the system."""
    chosen = environment.get("MORATRACK_CACHE")
    if chosen:
        return None if chosen == "off" else Path(chosen)
    return user_folder(environment, "XDG_CACHE_HOME", ".cache")


def user_folder(environment: Mapping[str, str], variable: str, at_home: str) -> Path | None:
    """The program's folder below the one that a variable names, else the one of the system; None for none."""
    for named in (variable, "LOCALAPPDATA"):
        folder = Path(environment.get(named, ""))
        if folder.is_absolute():
            return folder / "moratrack"
    try:
        home = Path.home()
    except RuntimeError:  # HOME is unset, and the system knows no such user.
        return None
    return home / at_home / "moratrack" if home.is_absolute() else None


def _key(syntax: str) -> bytes:
    return blake2b(f"{__version__} {syntax} ".encode() + declarations(), digest_size=32).digest()


def declarations() -> bytes:
    """The code that declares the record types: builds of one version may differ in it.

    Nothing where it cannot be read, as in a zip archive.
    """
    try:
        return b"".join(Path(str(module.__file__)).read_bytes() for module in (policy, decoding))
    except OSError:
        return b""


def _checksum(name: str, payload: bytes | memoryview) -> bytes:
    return crc32(payload, crc32(name.encode())).to_bytes(_CHECKSUM_SIZE, "big")
