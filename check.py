"""All checks, in an environment of their own: ``python3 check.py``. The first fault ends the run.

``--browser`` takes along those that need Chromium, Java and the packages of tests/browser/package.json.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports", "--no-cache"),
    # The tests of a file share what is costly to make, such as a site.
    ("pytest", "--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadfile"),
)


INSTALL = ("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable")
LEFT_OUT = (
    "left out: the checks of the site in a browser (tests/browser); python3 check.py --browser runs them"
)


def main(arguments: Sequence[str]) -> int:
    """Set up the environment if need be, run every check; returns the first exit status that is not 0."""
    if list(arguments) not in ([], ["--browser"]):
        print("usage: python3 check.py [--browser]", file=sys.stderr)
        return 2
    if not PROGRAMS.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    in_browser = "--browser" in arguments
    tests = (*CHECKS[-1], *arguments)
    for check in ((*INSTALL, ".[dev,browser]" if in_browser else ".[dev]"), *CHECKS[:-1], tests):
        print("$", *check, flush=True)
        status = subprocess.run([PROGRAMS / check[0], *check[1:]], cwd=ROOT, check=False).returncode
        if status:
            return status
    if not in_browser:
        print(LEFT_OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
