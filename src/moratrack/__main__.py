"""``python -m moratrack``, and the console script."""

from __future__ import annotations

import gc
import os
import sys

INTERRUPTED = 130


def run() -> None:
    """Run the command line of this process, which ends with its exit status.

    An interrupt while it starts ends it at once, without a word; one that comes when the answer is out
    changes nothing.
    """
    # Nothing here lives long or in cycles. Looking for garbage would cost time at exit, and while
    # importing: a twentieth of a short run, hence the late imports.
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
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    run()
