"""A small file of one's own, in a folder of its own, on a day."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ..support import run

MINE = (Path(__file__).parent / "mine.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MORATRACK_TODAY", "2026-06-30")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    monkeypatch.setenv("MORATRACK_DATA", f"bundled{os.pathsep}mine.toml")
    return path


def refused(capfd: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    """The one line that says why a command is refused."""
    result = run(capfd, *arguments)
    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert result.err.startswith("moratrack: ")
    return result.err.removeprefix("moratrack: ").rstrip("\n")
