"""``python -m moratrack``, and the console script.

Whatever is imported here is imported before an interrupt is heeded; what Python has loaded by then is free.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

TYPE_CHECKING = False  # As in typing, which takes longer to load than all that is done here.
if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED = 130


def run() -> NoReturn:
    """Run the command line of this process, which ends with its exit status.

    An interrupt while it starts ends it at once, without a word; one that comes when the answer is out
    changes nothing.
    """
    # The module that signal wraps, which would load enum first: time in which an interrupt is not heeded.
    import _signal as signal  # type: ignore[import-not-found]

    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeded:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    # Nothing here lives long or in cycles. Looking for garbage would cost time while importing: a
    # twentieth of a short run, hence the late imports.
    gc.disable()
    try:
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
            try:
                stream.flush()
            except (OSError, ValueError):
                continue  # Whoever wrote there has told of it, if anybody can hear.
    os._exit(status)


if __name__ == "__main__":
    run()
