"""``python -m moratrack``, and the console script."""

from __future__ import annotations

import gc
import sys


def run() -> None:
    """Run the command line of this process, which ends with its exit status."""
    # Nothing here lives long or in cycles. Looking for garbage would cost time at exit, and while
    # importing: a twentieth of a short run, hence the late import.
    gc.disable()
    from .cli.app import main

    status = main()
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    run()
