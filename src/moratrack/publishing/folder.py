"""A site written into a folder: every file whole at every moment, and nothing touched that is not the site's.

What belongs to a site is listed in ``manifest.json``, which is written last. While a run is under way the
paths that are new stand in a journal, so that the next run knows them for its own where this one is cut off.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any, NamedTuple

import msgspec

from ..core.faults import MoratrackError
from ..editing.safewrite import locked

MANIFEST = "manifest.json"
JOURNAL = ".moratrack-journal"
_DRAFT = ".moratrack-draft"
_GENERATOR = "moratrack"
_OWN = re.compile(r"\.moratrack-\w+|\..*\.moratrack-lock")
"""What a run leaves where it is cut off before it has written anything."""


class Outcome(NamedTuple):
    """What a run did to a folder."""

    written: int
    unchanged: int
    removed: int


class Folder:
    """A folder that holds a site, or will."""

    def __init__(self, path: str, *, force: bool = False) -> None:
        """Read what is there; raise MoratrackError for a folder with files in it that is no site."""
        self.root = Path(path)
        self.before, self.ours = self._known()
        self.hashes: dict[str, str] = {}
        self.checked: set[Path] = {self.root}
        if self.root.exists() and not self.root.is_dir():
            raise MoratrackError(f"{path}: is no folder; name another, or take it away")
        if not self.ours and not force and self._holds_something():
            raise MoratrackError(
                f"{path}: is not empty and holds no site of moratrack; name an empty folder, or write --force"
                " to publish beside what is there"
            )
        if not self.before and (self.root / MANIFEST).exists():
            raise MoratrackError(
                f"{self.root / MANIFEST}: is not of this site; move it away, or publish elsewhere"
            )

    def _holds_something(self) -> bool:
        try:
            return not all(_OWN.fullmatch(entry.name) for entry in self.root.iterdir())
        except FileNotFoundError:
            return False
        except OSError as error:
            raise MoratrackError(
                f"{self.root}: cannot be read: {error.strerror}; name another folder"
            ) from None

    def read(self, path: str) -> bytes | None:
        """A file of the last site; None where there is none."""
        try:
            return (self.root / path).read_bytes() if path in self.ours else None
        except OSError:
            return None

    def write(
        self, files: Iterable[tuple[str, bytes]], about: dict[str, Any], tell: Callable[[], None]
    ) -> Outcome:
        """Write a site, then take away what was of the last one only, then write the manifest.

        Raises MoratrackError where a file of other origin is in the way, or the system says no.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with locked(self.root / MANIFEST, self.root):
                # Another run may have written since.
                self.before, self.ours = self._known()
                return self._write_all(files, about, tell)
        except OSError as error:
            place = error.filename or self.root
            raise MoratrackError(
                f"{place}: cannot be written: {error.strerror}; mend it and publish again"
            ) from None

    def _write_all(
        self, files: Iterable[tuple[str, bytes]], about: dict[str, Any], tell: Callable[[], None]
    ) -> Outcome:
        written = unchanged = 0
        (self.root / _DRAFT).unlink(missing_ok=True)
        with (self.root / JOURNAL).open("a", encoding="utf-8") as journal:
            for path, content in files:
                changed = self._write(path, content, journal)
                written, unchanged = written + changed, unchanged + (not changed)
                tell()
        removed = self._remove(self.ours - set(self.hashes))
        manifest = {"generator": _GENERATOR, **about, "files": dict(sorted(self.hashes.items()))}
        self._put(self.root / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        (self.root / JOURNAL).unlink()
        return Outcome(written, unchanged, removed)

    def _write(self, path: str, content: bytes, journal: IO[str]) -> bool:
        """Write one file unless it is there already; False where it is."""
        target = self._target(path)
        self.hashes[path] = sha256(content).hexdigest()
        if path in self.ours:
            return self._put(target, content)
        if os.path.lexists(target):
            raise MoratrackError(f"{target}: is not of this site; move it away, or publish elsewhere")
        journal.write(path + "\n")
        journal.flush()
        self._replace(target, content)
        return True

    def _target(self, path: str) -> Path:
        """Where a file lies; raise MoratrackError where a link would lead out of the folder."""
        target = self.root / path
        parent = target.parent
        if parent not in self.checked:
            for folder in (parent, *parent.parents):
                if folder in self.checked:
                    break
                if folder.is_symlink():
                    raise MoratrackError(f"{folder}: is a link, which may lead elsewhere; take it away")
                self.checked.add(folder)
            parent.mkdir(parents=True, exist_ok=True)
        return target

    def _put(self, target: Path, content: bytes) -> bool:
        """Put a file in its place, unless it holds the same already."""
        with contextlib.suppress(OSError):
            known = target.lstat()
            if S_ISREG(known.st_mode) and known.st_size == len(content) and target.read_bytes() == content:
                return False
        self._replace(target, content)
        return True

    def _replace(self, target: Path, content: bytes) -> None:
        """Put a file in its place in one step."""
        draft = self.root / _DRAFT
        draft.write_bytes(content)
        draft.replace(target)

    def _remove(self, paths: Iterable[str]) -> int:
        """Take away files of the last site, and folders left empty; what somebody has altered stays."""
        removed = 0
        folders: set[Path] = set()
        for path in sorted(paths):
            target = self.root / path
            if not target.is_file() or any(folder.is_symlink() for folder in self._folders(target)):
                continue
            if path in self.before and sha256(target.read_bytes()).hexdigest() != self.before[path]:
                continue
            target.unlink()
            removed += 1
            folders.update(self._folders(target))
        for folder in sorted(folders, key=lambda folder: -len(folder.parts)):
            with contextlib.suppress(OSError):
                folder.rmdir()
        return removed

    def _folders(self, target: Path) -> Iterator[Path]:
        for folder in target.parents:
            if folder == self.root:
                return
            yield folder

    def _known(self) -> tuple[dict[str, str], set[str]]:
        """The files of the last site with their digests; and all that are the site's."""
        before = self._manifest()
        return before, {*before, *self._journal()}

    def _journal(self) -> list[str]:
        try:
            lines = (self.root / JOURNAL).read_text("utf-8").split("\n")[:-1]
        except (OSError, UnicodeDecodeError):
            return []
        return [line for line in lines if _is_inside(line)]

    def _manifest(self) -> dict[str, str]:
        try:
            told = msgspec.json.decode((self.root / MANIFEST).read_bytes())
            if told["generator"] != _GENERATOR:
                return {}
            return {path: str(digest) for path, digest in told["files"].items() if _is_inside(path)}
        except (OSError, msgspec.DecodeError, KeyError, TypeError, AttributeError):
            return {}


def _is_inside(path: str) -> bool:
    """Whether a path read from a file leads nowhere but into the folder."""
    parts = Path(path).parts
    return (
        bool(parts) and not Path(path).is_absolute() and ".." not in parts and path not in (MANIFEST, JOURNAL)
    )
