"""What the tests share: short ways to write a day, a policy, and to run the program."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from moratrack.cli.app import main
from moratrack.core.policy import Policy, decode_hook

ROOT = Path(__file__).parents[1]
_KEPT = ("PATH", "HOME", "SYSTEMROOT", "PYTHONPATH", "XDG_STATE_HOME")
SHIPPED = ROOT / "data" / "policies.toml"

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "[bold]markup[/bold] [/x] :warning:",
    "two\nlines\r\nand\ttabs",
    "\u202eright to left\u2066",
    "\x9b31m C1",
    "a | b || c",
    "=1+1",
    "<script>alert(1)</script>",
    "]]> &amp; \" ' `",
    "BEGIN:VEVENT\r\nSUMMARY:x;y,z\\n",
    "\u2028\u2029\x7f\x00",
)
"""Texts that must reach nobody as anything but text."""


class Result(NamedTuple):
    """What a run of the program gave."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON document on standard output."""
        rows: list[dict[str, Any]] = json.loads(self.out)
        return rows


def day(text: str) -> dt.date:
    """A calendar day."""
    return dt.date.fromisoformat(text)


def make_policy(*events: dict[str, Any], **keys: Any) -> Policy:
    """A policy of these events, as JSON would have it; the other required keys have defaults."""
    record = {"id": "x", "title": "A policy", "issuer": "Somebody", "kind": "moratorium", **keys}
    return msgspec.convert({**record, "event": list(events)}, Policy, dec_hook=decode_hook)


def data_file(folder: Path, *records: dict[str, Any]) -> str:
    """A JSON data file of these records, the required keys filled in; returns its path."""
    path = folder / "data.json"
    base = {"title": "A policy", "issuer": "Somebody", "kind": "moratorium"}
    filled = [{"id": f"p{number}", **base, **record} for number, record in enumerate(records)]
    path.write_text(json.dumps({"policy": filled}), encoding="utf-8")
    return str(path)


def run(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> Result:
    """Run the program in this process."""
    capfdbinary.readouterr()
    status = main(arguments)
    sys.stdout.flush()
    out, err = capfdbinary.readouterr()
    return Result(status, out.decode(), err.decode())


def spawn(*arguments: str, stdin: bytes = b"", **environment: str) -> Result:
    """Run the program in a process of its own, without the settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT}
    process = subprocess.run(
        [sys.executable, "-m", "moratrack", *arguments],
        input=stdin,
        capture_output=True,
        env={**kept, "PYTHONUTF8": "1", "MORATRACK_CACHE": "off", **environment},
        check=False,
    )
    return Result(process.returncode, process.stdout.decode(), process.stderr.decode())
