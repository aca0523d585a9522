"""The sets that are measured are sound: a set that is refused would measure how it is refused."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from moratrack.checks.validation import validate
from moratrack.files.documents import read_documents

from .support import ROOT

GENERATE = runpy.run_path(str(ROOT / "bench" / "generate.py"))


@pytest.mark.parametrize("suffix", ["toml", "json", "ndjson"])
def test_made_up_sets_have_no_faults(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"set.{suffix}"
    GENERATE["write"](300, path)
    found = validate(read_documents([str(path)]))
    assert (found.policies, found.faults) == (300, [])
