"""A short run of the fuzzing command; ``python bench/fuzz.py --count 20000`` is a long one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .support import ROOT

FUZZ = str(ROOT / "bench" / "fuzz.py")


@pytest.mark.parametrize("kind", ["data", "words", "edits", "sheets", "streams"])
def test_hostile_input_of_every_kind_is_answered_or_told(kind: str) -> None:
    run = subprocess.run(
        [sys.executable, FUZZ, "--count", "60", "--seed", "20200610", "--only", kind],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    told = sum(int(line.split()[0]) for line in run.stdout.splitlines())
    assert told == 60


def test_a_case_can_be_run_alone() -> None:
    words = [sys.executable, FUZZ, "--seed", "7", "--case", "4", "--only", "data"]
    runs = [subprocess.run(words, capture_output=True, text=True, check=False) for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.startswith("Case(words=[")
