"""Runs commands as processes of their own and takes their time and peak memory. For POSIX systems."""

from __future__ import annotations

import os
import shutil
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_SCREEN = (40, 120)  # lines, columns


class Case(NamedTuple):
    """A command to measure: its standard output is a pipe, or a terminal."""

    name: str
    command: Sequence[str]
    terminal: bool = False
    fresh_cache: Path | None = None
    """A folder that moratrack has as its cache, and that is gone before each run."""
    repeats: int = 1
    """Runs in each round."""


class Taken(NamedTuple):
    """What a run took."""

    seconds: float
    """From the start of the process until it has been waited for, its output read."""
    peak: float
    """The most memory it held at one time, in bytes; never less than the process that started it holds."""


def measure(cases: Sequence[Case], rounds: int, environment: Mapping[str, str]) -> list[Taken]:
    """Run all cases in turn, round after round, so that noise hits all alike; returns their medians.

    A first round, which fills caches, does not count. Raises RuntimeError for a command that fails.
    """
    taken: list[list[Taken]] = [[] for _ in cases]
    for number in range(rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr)
        for case, runs in zip(cases, taken, strict=True):
            runs += [_run(case, environment) for _ in range(case.repeats)]
    return [_median(runs[case.repeats :]) for case, runs in zip(cases, taken, strict=True)]


def _median(runs: Sequence[Taken]) -> Taken:
    return Taken(median(run.seconds for run in runs), median(run.peak for run in runs))


def _run(case: Case, environment: Mapping[str, str]) -> Taken:
    if case.fresh_cache is not None:
        shutil.rmtree(case.fresh_cache, ignore_errors=True)
        environment = {**environment, "MORATRACK_CACHE": str(case.fresh_cache)}
    reader, writer = os.openpty() if case.terminal else os.pipe()
    if case.terminal:
        termios.tcsetwinsize(writer, _SCREEN)
    streams = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, writer, 1),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    begun = time.perf_counter()
    process = os.posix_spawn(case.command[0], [*case.command], environment, file_actions=streams)
    os.close(writer)
    _drain(reader)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - begun
    os.close(reader)
    if status:
        raise RuntimeError(f"exit status {os.waitstatus_to_exitcode(status)}: {' '.join(case.command)}")
    return Taken(seconds, usage.ru_maxrss * _RSS_UNIT)


def _drain(reader: int) -> None:
    try:
        while os.read(reader, 2**20):
            pass
    except OSError:  # How a terminal says that nobody writes to it any more.
        return
