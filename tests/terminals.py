"""The program at a terminal, as a person has it: what it shows there, and what is typed into it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from contextlib import suppress

from .support import Result


def received(terminal: int) -> bytes:
    """All that a terminal receives until nobody holds its other end; closes it."""
    parts = []
    with suppress(OSError):  # what Linux says at the end
        while part := os.read(terminal, 65536):
            parts.append(part)
    os.close(terminal)
    return b"".join(parts)


def on_a_terminal(*arguments: str, width: int, **environment: str) -> str:
    """What a terminal of some width receives from a run that ends well."""
    ours, theirs = pty.openpty()
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    settings = {
        "TERM": "xterm",
        "PAGER": "cat",
        "MORATRACK_CACHE": "off",
        "COLUMNS": str(width),
        **environment,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "moratrack", *arguments], stdout=theirs, stderr=theirs, env=kept | settings
    )
    os.close(theirs)
    shown = received(ours).decode()
    assert process.wait() == 0
    return shown.replace("\r\n", "\n")


def type_into(keys: bytes, *arguments: str) -> Result:
    """Run the program at a terminal and answer its prompts; ``out`` is all that was shown there."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(PYTHONUTF8="1", TERM="dumb")
        os.execv(sys.executable, [sys.executable, "-m", "moratrack", *arguments])  # noqa: S606
    shown = key = b""
    left = keys.splitlines(keepends=True)
    with suppress(OSError):  # The terminal is gone when the program has ended.
        while True:
            if not select.select([terminal], [], [], 0.3)[0]:
                # Ctrl-C between a prompt and the reading of the answer is lost: a person presses it again.
                os.write(terminal, key if key == b"\x03" else b"")
                continue
            shown += os.read(terminal, 1024)
            if shown.endswith(b": "):
                key = left.pop(0) if left else b"\x04"
                os.write(terminal, key)
    os.close(terminal)
    return Result(
        os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode().replace("\r\n", "\n"), ""
    )
