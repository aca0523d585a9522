"""All checks, in an environment of their own: ``python3 check.py``. The first fault ends the run."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports", "--no-cache"),
    ("pytest",),
)


def main() -> int:
    """Set up the environment if need be, run every check; returns the first exit status that is not 0."""
    if not PROGRAMS.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    install = (
        "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--editable",
        ".[dev]",
    )
    for check in (install, *CHECKS):
        print("$", *check, flush=True)
        status = subprocess.run([PROGRAMS / check[0], *check[1:]], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
