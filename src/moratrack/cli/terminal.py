"""The edge of the program towards the person: what the terminal can do, and writing to it."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from msgspec import Struct

from ..core.faults import MoratrackError

if TYPE_CHECKING:
    from rich.progress import Progress


_QUIET: ContextVar[bool] = ContextVar("quiet", default=False)


class Terminal(Struct, frozen=True):
    """What standard output is: a terminal to fold for, and whether to use colour, links and blocks."""

    is_terminal: bool
    width: int
    """Columns; in a pipe, those that a picture may take."""
    height: int
    colour: bool
    links: bool
    blocks: bool
    """Whether characters that draw bars and lines can be shown."""


def terminal(colour: str, environment: Mapping[str, str]) -> Terminal:
    """Ask standard output. ``colour`` is always, never or auto: then NO_COLOR, FORCE_COLOR, TERM decide."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    width, height = _size(environment, (80 if is_terminal else 100, 24))
    dumb = environment.get("TERM") == "dumb"
    capable = is_terminal and not dumb
    coloured = _colour(colour, environment, capable)
    return Terminal(is_terminal, max(width, 20), height, coloured, capable, not dumb and _can_write("▆▒▶"))


def _size(environment: Mapping[str, str], otherwise: tuple[int, int]) -> tuple[int, int]:
    """Columns and lines, as ``shutil`` has them; which takes longer to import than to draw a table."""
    try:
        width, height = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except (OSError, ValueError):
        width = height = 0
    given = [environment.get(name, "") for name in ("COLUMNS", "LINES")]
    told = [int(text) if text.isascii() and text.isdecimal() else 0 for text in given]
    return told[0] or width or otherwise[0], told[1] or height or otherwise[1]


def _colour(wanted: str, environment: Mapping[str, str], capable: bool) -> bool:
    if wanted != "auto":
        return wanted == "always"
    if environment.get("NO_COLOR"):
        return False
    return capable or bool(environment.get("FORCE_COLOR"))


def _can_write(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def write(chunks: Iterable[bytes]) -> None:
    """Write to standard output, as far as anybody reads; raise MoratrackError where it takes no more."""
    try:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except OSError as error:
        give_up_answer(error)


def give_up_answer(error: OSError) -> None:
    """Write no more to standard output, which failed: raise MoratrackError unless nobody reads any more."""
    _write_no_more(sys.stdout)
    if not isinstance(error, BrokenPipeError):  # Whoever reads no more has enough, which is no error.
        reason = error.strerror or str(error)
        raise MoratrackError(f"cannot write the answer: {reason}; free space or write elsewhere") from None


def _write_no_more(stream: TextIO) -> None:
    """Let what is still to be written vanish, so that it cannot fail once more when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_text(chunks: Iterable[str]) -> None:
    """Write text in the encoding of standard output; what it lacks is written as an escape."""
    encoding = sys.stdout.encoding or "utf-8"
    write(chunk.encode(encoding, "backslashreplace") for chunk in chunks)


def page(chunks: Iterable[str], height: int, environment: Mapping[str, str]) -> None:
    """Show text that is longer than the terminal through the user's pager, as git does, while it comes."""
    command = environment.get("MORATRACK_PAGER") or environment.get("PAGER") or _pager(environment)
    coming = iter(chunks)
    shown: list[str] = []
    room = height
    while room > 0 and (chunk := next(coming, None)) is not None:
        shown.append(chunk)
        room -= chunk.count("\n")
    if room > 0 or command == "cat" or not _paged(command, shown, coming, environment):
        write_text(chain(shown, coming))


def _pager(environment: Mapping[str, str]) -> str:
    """The pager of whoever has named none: none where less would first ask to press a key."""
    return "cat" if environment.get("TERM", "") in ("", "dumb") else "less"


def _paged(command: str, shown: list[str], coming: Iterator[str], environment: Mapping[str, str]) -> bool:
    """Feed a pager what is shown, and what comes, which is added to it; returns False where there is none."""
    import signal
    import subprocess

    encoding = sys.stdout.encoding or "utf-8"
    settings = {"LESS": "FRX", "LV": "-c", **environment}
    if encoding.lower() == "utf-8":
        # The locale may not say so: without one, Python writes UTF-8 all the same.
        settings.setdefault("LESSCHARSET", "utf-8")
    try:
        pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=settings)  # noqa: S602
    except OSError:
        return False
    feed = cast("BinaryIO", pager.stdin)
    try:
        with suppress(BrokenPipeError):  # Whoever reads has seen enough.
            feed.write("".join(shown).encode(encoding, "backslashreplace"))
            feed.flush()
            for chunk in coming:
                shown.append(chunk)
                feed.write(chunk.encode(encoding, "backslashreplace"))
    finally:
        # Ctrl-C is the pager's: a program that went away would leave it reading the keys of the next one.
        heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
        with suppress(BrokenPipeError):
            feed.close()
        pager.wait()
        signal.signal(signal.SIGINT, heeded)
    return pager.returncode != 127


def hush(quiet: bool) -> None:
    """Whether whoever runs this command wants to hear only errors beside the answer."""
    _QUIET.set(quiet)


def talk(message: str) -> None:
    """Say something beside the answer, unless that is not wanted."""
    if not _QUIET.get():
        complain(message)


def complain(message: str) -> None:
    """Say what is wrong, on standard error; that nobody can hear it changes nothing."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    try:
        sys.stderr.write(message.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()
    except OSError:
        _write_no_more(sys.stderr)


def progress(label: str) -> Callable[[int, int], None] | None:
    """What to tell how much of slow work is done, and of how much; None where no terminal watches.

    The bar is drawn on standard error, from the first time it is told anything, and then goes away.
    """
    if _QUIET.get() or sys.stderr is None or not sys.stderr.isatty():
        return None
    bars: list[Progress] = []

    def tell(done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        if not bars:
            bars.append(Progress(console=Console(stderr=True), transient=True))
            bars[0].add_task(label)
            bars[0].start()
            atexit.register(bars[0].stop)  # An interrupt must not leave the cursor hidden.
        [task] = bars[0].task_ids
        bars[0].update(task, completed=done, total=total)
        if done >= total:
            bars.pop().stop()

    return tell
