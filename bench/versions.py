"""The tests against the lowest or the newest versions that moratrack allows of what it needs.

    python bench/versions.py lowest|newest [--python PYTHON] [PYTEST-ARGUMENT…]

Makes an environment of its own beside the checkout, .venv-lowest or .venv-newest, and leaves it there.
What moratrack needs, its extras included, is installed as pyproject.toml has it: at the first version it
allows, or at the last there is. The tools of the tests are always the newest. Exit status that of pytest.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_TOOLS = ("dev", "browser")
"""Extras that are for the tests, not for users."""
_NEED = re.compile(r"([\w.-]+)(?:\[[\w,-]+\])?>=([\w.]+)")


def main(arguments: Sequence[str]) -> int:
    """Install, say what is installed, run the tests; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("which", choices=("lowest", "newest"))
    parser.add_argument("--python", default=sys.executable, help="the interpreter [this one]")
    asked, rest = parser.parse_known_args(arguments)
    folder = ROOT / f".venv-{asked.which}"
    subprocess.run([asked.python, "-m", "venv", "--clear", folder], check=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--editable", ".[dev]"], cwd=ROOT, check=True)
    if asked.which == "lowest":
        # Over what the tools of the tests want of the same things, which is nothing to users.
        pinned = [f"{name}=={version}" for name, version in lowest().items()]
        subprocess.run([*install, "--no-deps", *pinned], check=True)
    print(f"Python {_said_by(python, '-c', 'import platform; print(platform.python_version())')}", end="")
    kept = {line.split("==")[0].casefold(): line for line in _said_by(python, "-m", "pip", "freeze").split()}
    print(*(f", {kept.get(name.casefold(), name)}" for name in lowest()), sep="", flush=True)
    return subprocess.run([python, "-m", "pytest", "-q", *rest], cwd=ROOT, check=False).returncode


def lowest() -> dict[str, str]:
    """The first version that is allowed of each thing that users need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needs = [
        *project["dependencies"],
        *(need for extra in extras if extra not in _TOOLS for need in extras[extra]),
    ]
    found = {}
    for need in needs:
        match = _NEED.match(need)
        if match is None:
            raise SystemExit(f"{need!r} in pyproject.toml has no lowest version; write {need}>=…")
        found[match[1]] = match[2]
    return found


def _said_by(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
