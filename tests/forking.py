"""Running a piece of a test in a child process that shares nothing with it but what it was forked from."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable

NOBODY = 65534


def in_child(work: Callable[[], object]) -> tuple[int, str]:
    """Run ``work`` in a child; returns its exit status (0 if it returned) and the text of what it returned."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            os.write(writing, str(work()).encode())
            status = 0
        except BaseException:
            os.write(writing, traceback.format_exc().encode())
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        told = file.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told


def without_privileges() -> None:
    """Stop being root, to whom nothing is forbidden. Only for a child."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
