"""The gate of action.yml: asks moratrack what the inputs want to know, annotates lines, writes the summary.

What is asked comes from GATE_… variables, a value a line. Exit status: that of moratrack, the highest of
all runs: 0 fine, 1 the gate is shut, 2 it could not be asked.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from moratrack.cli.days import read_length
from moratrack.questions.failures import FAILURES, STALE_AFTER
from moratrack.questions.status import Status
from moratrack.text import folded

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class Run(NamedTuple):
    """What a run of moratrack gave."""

    status: int
    out: str


def main() -> int:
    """Run the gate; returns the exit status."""
    data = _lines("GATE_DATA")
    reading = [word for name in data for word in ("--data", name)]
    asked = [*_lines("GATE_ARGUMENTS"), *reading, *_lines("GATE_POLICIES")]
    fail_on, stale_after = _word("GATE_FAIL_ON"), _word("GATE_STALE_AFTER")
    if fail_on:
        asked += ["--fail-on", fail_on]
    if stale_after:
        asked += ["--stale-after", stale_after]
    before = _word("GATE_BEFORE")
    return max(
        _validated([name for name in data if not _ADDRESS.match(name)]),
        _answered(asked, fail_on, stale_after),
        *(_compared(before, name) for name in data[:1] if before),
    )


def _validated(files: Sequence[str]) -> int:
    """Annotate every fault of the data files at its line."""
    if not files:
        return 0
    run = _moratrack("validate", "--json", *files)
    for fault in msgspec.json.decode(run.out or "[]"):
        text = f"{fault['policy'] or 'record'}: {fault['message']}; {fault['mend']}"
        _annotate(fault["severity"], fault["file"], fault["line"], text)
    return run.status


def _answered(asked: Sequence[str], fail_on: str, stale_after: str) -> int:
    """Annotate every policy that shuts the gate at the line of its id; the listing goes into the summary."""
    run = _moratrack("status", "--json", *asked)
    if run.status > 1:
        return run.status
    rows = msgspec.json.decode(run.out, type=list[Status])
    term = read_length(stale_after) if stale_after else STALE_AFTER
    words = [folded(word) for word in fail_on.split(",")] if fail_on else []
    for row in rows:
        reasons = [word for word in words if FAILURES[word](row, term)]
        if reasons:
            file = (row.file or "").split(", ")[0]
            _annotate("warning", file, _line_of(file, row.id), f"{row.id}: {', '.join(reasons)}{_days(row)}")
    _summarize("Moratoria", _moratrack("status", "--format", "markdown", "--quiet", *asked).out)
    return run.status


def _compared(before: str, after: str) -> int:
    """Put into the summary what has changed; a difference shuts no gate."""
    run = _moratrack("diff", before, after, "--format", "markdown", "--quiet", "--exit-code")
    if run.status > 1:
        return run.status
    _summarize("What changed", run.out if run.status else "Nothing.\n")
    return 0


def _moratrack(*words: str) -> Run:
    """Run moratrack; what it says beside the answer goes where the log is."""
    command = [sys.executable, "-m", "moratrack", *words]
    process = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return Run(process.returncode, process.stdout.decode())


def _annotate(kind: str, file: str, line: int | None, text: str) -> None:
    """A command of the workflow: GitHub shows the text at the line of the file."""
    places: dict[str, Any] = {}
    if file and Path(file).is_file():
        places["file"] = os.path.relpath(file, os.environ.get("GITHUB_WORKSPACE", "."))
        places["line"] = line
    said = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in places.items() if value)
    print(f"::{kind} {said}".rstrip() + f"::{text.translate(_IN_DATA)}", flush=True)


def _line_of(file: str, name: str) -> int | None:
    """The line at which a data file has the id of a policy; None where there is none."""
    if not Path(file).is_file():
        return None
    wanted = re.compile(rf"""^[^#]*\bid["']?\s*[=:]\s*["']{re.escape(name)}["']""")
    lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if wanted.search(line)), None)


def _days(row: Status) -> str:
    """The days that say what it is about: its last day, its first, when it was last looked at."""
    days: dict[str, dt.date | None] = {"last day": row.expires, "ended": row.ended, "checked": row.checked}
    if row.state in ("upcoming", "suspended"):
        days = {"starts": row.starts, **days}
    return "".join(f", {word} {day}" for word, day in days.items() if day)


def _summarize(heading: str, markdown: str) -> None:
    """Add to the summary of the job, where GitHub wants one; else to the log."""
    text = f"## {heading}\n\n{markdown}\n"
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text)
    else:
        print(text)


def _lines(variable: str) -> list[str]:
    return [line.strip() for line in os.environ.get(variable, "").splitlines() if line.strip()]


def _word(variable: str) -> str:
    return os.environ.get(variable, "").strip()


if __name__ == "__main__":
    sys.exit(main())
