"""Files written whole or not at all, by one writer at a time.

The new content goes into a draft in the same folder, is flushed to the disk, and takes the place of
the file in one step: whoever reads, and whatever is killed at whatever moment, finds the old content
or the new. The draft and the lock lie beside the file, hidden, and are taken away afterwards; those
that a killed program left are taken over by the next writer.

Mode, owner and group are kept, and a symbolic link still leads to the same place; of a file of somebody
else that its group may write, the owner becomes the writer. A hard link keeps the old content, and
extended attributes are not carried over.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from ..core.faults import MoratrackError
from ..files.documents import path_named

Told = TypeVar("Told")

LOCK_TRIES = 500
LOCK_PAUSE = 0.02
"""Seconds between two tries to lock: ten seconds for all of them."""
CHANGE_TRIES = 5
"""How often a change is made anew because somebody else wrote the file meanwhile."""

_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def replace_file(path: str | Path, data: bytes) -> None:
    """Make ``data`` the content of a file, which need not exist; raise MoratrackError as ``update_file``.

    What is no file but a device or a pipe, such as /dev/stdout, is simply written to.
    """
    with _explained(path, "written"):
        as_named = path_named(str(path))
        if as_named.exists() and not as_named.is_file() and not as_named.is_dir():
            as_named.write_bytes(data)
            return
    update_file(path, lambda _: (data, None))


def update_file(path: str | Path, change: Callable[[bytes | None], tuple[bytes, Told]]) -> Told:
    """Replace the content of a file by what ``change`` makes of it.

    ``change`` takes the content, None where there is no file, and gives the new content and anything
    the caller wants to know of it. It is called again if a program that knows nothing of the lock has
    written the file meanwhile. What it raises leaves the file as it was, and so does MoratrackError,
    which is raised where the file cannot be read, locked or written.
    """
    target = real_path(path)
    with _explained(path, "written"):
        if not target.parent.is_dir():
            raise MoratrackError(f"{path}: there is no folder {target.parent}; make it first")
        with locked(target, path):
            for _ in range(CHANGE_TRIES):
                before = _content(target)
                if before is not None and not os.access(target, os.W_OK):
                    raise PermissionError(errno.EACCES, "it is read-only")
                after, told = change(before)
                if _replaced(target, before, after):
                    break
            else:
                raise MoratrackError(f"{path}: somebody else is writing to it; try again in a moment")
    _confirm(target, path)
    return told


def read_file(path: str | Path) -> bytes | None:
    """What a file holds, None where there is none; raise MoratrackError where it cannot be read."""
    with _explained(path, "read"):
        return _content(real_path(path))


def real_path(path: str | Path) -> Path:
    """The path of the file itself, at the end of any links; raise MoratrackError for no name of a file."""
    try:
        return Path(os.path.realpath(path_named(str(path))))
    except ValueError:
        raise MoratrackError(f"{str(path)!r} is no name of a file; write another") from None
    except OSError as error:  # The working directory is gone.
        raise MoratrackError(f"{str(path)!r} is no name of a file: {error}; write another") from None


@contextmanager
def _explained(path: str | Path, done: str) -> Iterator[None]:
    """Turn an error of the system into one line that says what became of the file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise MoratrackError(
            f"{path}: cannot be {done}: {reason}; it is as it was, mend that and try again"
        ) from None


@contextmanager
def locked(target: Path, path: str | Path) -> Iterator[None]:
    """Hold the lock of a file; raise MoratrackError, which names it, where others hold it all the time.

    A lock file counts only while it is the one at its path: the one who held it takes it away.
    """
    lock = target.with_name(f".{target.name}.moratrack-lock")
    refusal = ""
    for _ in range(LOCK_TRIES):
        try:
            descriptor = os.open(lock, _LOCKING | os.O_CREAT | _FLAGS, 0o666)
        except PermissionError as error:
            if not os.path.lexists(lock):
                raise
            refusal = (
                f"{path}: its lock {lock} is somebody else's: {error.strerror}; "
                "remove that file if nobody is writing, and try again"
            )
            time.sleep(LOCK_PAUSE)
            continue
        refusal = f"{path}: somebody else is writing to it and holds its lock {lock}; try again in a moment"
        try:
            if _try_lock(descriptor) and _is_at(descriptor, lock):
                try:
                    yield
                finally:
                    # Windows keeps a file that is open; there the empty lock file stays.
                    with suppress(OSError):
                        lock.unlink()
                return
        finally:
            with suppress(OSError):
                os.close(descriptor)
        time.sleep(LOCK_PAUSE)
    raise MoratrackError(refusal)


if sys.platform == "win32":
    import msvcrt

    _LOCKING = os.O_RDWR

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    # To read is enough for a lock, also for one that somebody else left; and a pipe holds nobody up.
    _LOCKING = os.O_RDONLY | os.O_NONBLOCK

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _make_alike(descriptor: int, like: os.stat_result) -> None:
        """Give a draft the owner, the group and the mode of the file that it will replace.

        The owner need not be kept where the group may write.
        """
        made = os.fstat(descriptor)
        try:
            if made.st_uid != like.st_uid and not (os.geteuid() and like.st_mode & stat.S_IWGRP):
                os.fchown(descriptor, like.st_uid, like.st_gid)
            elif made.st_gid != like.st_gid:
                os.fchown(descriptor, -1, like.st_gid)
        except PermissionError:
            raise PermissionError(errno.EPERM, "its owner and group could not be kept") from None
        os.fchmod(descriptor, stat.S_IMODE(like.st_mode))


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _content(target: Path) -> bytes | None:
    try:
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "it is a folder" if stat.S_ISDIR(mode) else "not a file")
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _replaced(target: Path, before: bytes | None, after: bytes) -> bool:
    """Put new content in the place of the old; False, with nothing done, where the old is there no more."""
    draft = target.with_name(f".{target.name}.moratrack-draft")
    draft.unlink(missing_ok=True)
    try:
        _write_draft(draft, after, target)
        if _content(target) != before:
            return False
        draft.replace(target)
        return True
    finally:
        with suppress(OSError):
            draft.unlink()


def _write_draft(draft: Path, data: bytes, target: Path) -> None:
    try:
        like = target.stat()
    except FileNotFoundError:
        like = None
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600 if like else 0o666)
    with os.fdopen(descriptor, "wb") as file:
        if like is not None and sys.platform != "win32":
            _make_alike(descriptor, like)
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _confirm(target: Path, path: str | Path) -> None:
    """Have the disk keep the folder's new entry, where the system can."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            reason = error.strerror or str(error)
            raise MoratrackError(
                f"{path}: written, but the disk did not confirm it: {reason}; see whether it holds"
            ) from None
