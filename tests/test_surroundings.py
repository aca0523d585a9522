"""The tests hold wherever they are run from."""

from __future__ import annotations

import signal
import subprocess
import sys

from .support import ROOT

_INTERRUPTS = "tests/cli/test_cli.py::test_an_interrupt_is_status_130"


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def test_tests_that_interrupt_do_not_hang_where_the_parent_ignores_interrupts() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=60", _INTERRUPTS]
    run = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, preexec_fn=_ignore_interrupts
    )
    assert run.returncode == 0, run.stdout
