"""The edge of the program towards the person: what the terminal can do, and writing to it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .faults import MoratrackError


class Terminal(NamedTuple):
    """What standard output is: a terminal to fold for, and whether to use colour and links."""

    is_terminal: bool
    width: int
    height: int
    colour: bool
    links: bool


def terminal(colour: str, environment: Mapping[str, str]) -> Terminal:
    """Ask standard output. ``colour`` is always, never or auto: then NO_COLOR, FORCE_COLOR, TERM decide."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    width, height = shutil.get_terminal_size((80, 24))
    capable = is_terminal and environment.get("TERM") != "dumb"
    return Terminal(is_terminal, max(width, 20), height, _colour(colour, environment, capable), capable)


def _colour(wanted: str, environment: Mapping[str, str], capable: bool) -> bool:
    if wanted != "auto":
        return wanted == "always"
    if environment.get("NO_COLOR"):
        return False
    return capable or bool(environment.get("FORCE_COLOR"))


def write(chunks: Iterable[bytes]) -> None:
    """Write to standard output; raise MoratrackError where it takes no more, BrokenPipeError if unread."""
    try:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise MoratrackError(
            f"cannot write the answer: {error.strerror or error}; free space or write elsewhere"
        ) from None


def write_text(chunks: Iterable[str]) -> None:
    """Write text in the encoding of standard output; what it lacks is written as an escape."""
    encoding = sys.stdout.encoding or "utf-8"
    write(chunk.encode(encoding, "backslashreplace") for chunk in chunks)


def page(text: str, height: int, environment: Mapping[str, str]) -> None:
    """Show text that is longer than the terminal through the user's pager, as git does."""
    command = environment.get("MORATRACK_PAGER") or environment.get("PAGER") or "less"
    if text.count("\n") < height or command == "cat":
        write_text([text])
        return
    import subprocess

    settings = {"LESS": "FRX", "LV": "-c", **environment}
    try:
        pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=settings)  # noqa: S602
    except OSError:
        write_text([text])
        return
    pager.communicate(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
    if pager.returncode == 127:
        write_text([text])


def talk(message: str) -> None:
    """Say something beside the answer, on standard error."""
    if sys.stderr is not None:
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(message.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def silence() -> None:
    """Point standard output nowhere, so that closing it at exit cannot fail."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
