"""What is measured: moratrack, and what a user would use instead, on the same files."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from generate import write
from measure import Case
from sheets import write as write_sheet

HERE = Path(__file__).resolve().parent
_DAY = ("--as-of", "2026-06-30")
_RIVALS = ("duckdb", "pandas")
_STEADY = 20_000
"""So many policies, at least, are read by a case in each round."""
_FILTERS = {
    "one topic": ("--topic", "short-term-rentals"),
    "expiring within 30 days": ("--expiring-within", "30d"),
}
_LAST = ".policy[] | [.id, (.event | map(.date) | max)] | @tsv"
_FIELD = '.as_of = "2026-06-30"'


class Programs:
    """The programs to measure, a folder for their files, and the environment in which they run."""

    def __init__(self, folder: Path, python: Path, rivals_python: Path) -> None:
        self.folder = folder
        self.python = str(python)
        self.program = str(python.with_name("moratrack"))
        self.status = (self.program, "status", *_DAY)
        self.rivals_python = str(rivals_python)
        self.rivals = [name for name in _RIVALS if self._is_installed(name)]
        self.jq = shutil.which("jq")
        self.environment = {
            "PATH": os.defpath,
            "HOME": str(folder),
            "MORATRACK_CACHE": str(folder / "cache"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }

    @property
    def missing(self) -> list[str]:
        """A line for each rival that is left out, and why."""
        absent = [name for name in _RIVALS if name not in self.rivals]
        lines = [f"without {name}: {self.rivals_python} has none (see --rivals)" for name in absent]
        return lines if self.jq else ["without jq: it is not installed", *lines]

    def start_up(self) -> list[Case]:
        """Short runs on the shipped data; the second is what the others are measured against."""
        return [
            Case("bare Python", [self.python, "-c", ""]),
            Case("typer hello-world", [self.python, str(HERE / "hello.py")]),
            Case("status --json", [*self.status, "--json"]),
            Case("status --json, first read", [*self.status, "--json"], fresh_cache=self._fresh),
            Case("status, piped", self.status),
            Case("status, on a terminal", [*self.status, "--no-pager"], terminal=True),
            Case("status, on a terminal, paged", self.status, terminal=True),
            Case("show, on a terminal", self._on_terminal("show", "amazon"), terminal=True),
            Case("exempt, on a terminal", self._on_terminal("exempt"), terminal=True),
            Case("status --format csv", [*self.status, "--format", "csv"]),
            Case("--version", [self.program, "--version"]),
            Case("--help", [self.program, "--help"]),
            Case("--help, on a terminal", [self.program, "--help"], terminal=True),
            Case("status --help", [self.program, "status", "--help"]),
        ]

    def _on_terminal(self, *words: str) -> list[str]:
        return [self.program, *words, *_DAY, "--no-pager"]

    def on_set(self, size: int) -> list[Case]:
        """The same kinds of cases for every size, on a set of so many policies, which is written now."""
        json, ndjson = self._file(size, "json"), self._file(size, "ndjson")
        write(size, json)
        write(size, ndjson)
        status = (*self.status, "--json", "--data")
        cases = [
            Case("moratrack, first read", [*status, str(json)], fresh_cache=self._fresh),
            Case("moratrack, later reads", [*status, str(json)]),
            Case("moratrack, later reads, ndjson", [*status, str(ndjson)]),
        ]
        cases.append(Case("moratrack import, as many rows", self._import(size)))
        for name, words in _FILTERS.items():
            cases.append(Case(f"moratrack, {name}", [*status, str(json), *words]))
        if self.jq:
            cases.append(Case("jq, id and last date", [self.jq, "-r", _LAST, str(json)]))
            cases.append(Case("jq, one more field", [self.jq, "-c", f".policy[] | {_FIELD}", str(json)]))
            cases.append(Case("jq, one more field, ndjson", [self.jq, "-c", _FIELD, str(ndjson)]))
        cases += [Case(f"{name}, state and last day", self._rival(name, json)) for name in self.rivals]
        if "duckdb" in self.rivals:
            cases.append(Case("duckdb, state and last day, ndjson", self._rival("duckdb", ndjson)))
        # Short runs are many, so that what a policy takes can be told from what starting takes.
        repeats = max(1, _STEADY // max(size, 1_000))
        return [case._replace(repeats=repeats) for case in cases]

    def size_of(self, size: int) -> int:
        """Bytes of the JSON file of a set that ``on_set`` has written."""
        return self._file(size, "json").stat().st_size

    def disagreements(self, rival: str, size: int) -> int:
        """Of how many policies of a set, written before, a rival says otherwise than moratrack."""
        file = self._file(size, "json")
        ours = self._standings([*self.status, "--format", "csv", "--data", str(file)])
        return len(ours - self._standings(self._rival(rival, file)))

    def _standings(self, command: Sequence[str]) -> set[tuple[str, str, str]]:
        text = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True
        ).stdout
        return {(row["id"], row["state"], row["expires"]) for row in csv.DictReader(text.splitlines())}

    def _import(self, size: int) -> list[str]:
        """The command that makes policies of a sheet of so many rows, which is written now."""
        sheet = self.folder / f"{size}.csv"
        write_sheet(size, sheet)
        return [self.status[0], "import", str(sheet), "--out", str(self.folder / "imported.toml"), "--force"]

    def _rival(self, name: str, file: Path) -> list[str]:
        return [self.rivals_python, str(HERE / "rivals.py"), name, str(file)]

    def _is_installed(self, module: str) -> bool:
        code = f"from importlib.util import find_spec; raise SystemExit(find_spec({module!r}) is None)"
        return subprocess.run([self.rivals_python, "-c", code], check=False).returncode == 0

    def _file(self, size: int, syntax: str) -> Path:
        return self.folder / f"{size}.{syntax}"

    @property
    def _fresh(self) -> Path:
        return self.folder / "fresh"
