"""``python -m moratrack``, and the console script."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

INTERRUPTED = 130


def run() -> NoReturn:
    """Run the command line of this process, which ends with its exit status.

    An interrupt while it starts ends it at once, without a word; one that comes when the answer is out
    changes nothing.
    """
    # Nothing here lives long or in cycles. Looking for garbage would cost time while importing: a
    # twentieth of a short run, hence the late imports.
    gc.disable()
    try:
        import signal

        heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if heeded:
            signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
        from .cli.app import main

        if heeded:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        status = main()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        status = INTERRUPTED
    _leave(status)


def _leave(status: int) -> NoReturn:
    """End the process. The system takes back at once what Python would take apart piece by piece."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):  # Whoever wrote there has told of it, if anybody can hear.
                stream.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
