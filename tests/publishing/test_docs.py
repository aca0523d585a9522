"""What docs/publish.md tells to type, typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from moratrack.cli.app import main

from ..support import ROOT, SHIPPED
from .test_site import ON

PAGE = (ROOT / "docs/publish.md").read_text("utf-8")
COMMANDS = sorted(
    set(re.findall(r"(?:^|run: |`)moratrack ((?:publish|validate) [^`\n]+)", PAGE, re.MULTILINE))
)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_shown_works(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MORATRACK_TODAY", ON)
    text = SHIPPED.read_text("utf-8")
    (tmp_path / "pauses.toml").write_text(text, "utf-8")
    assert main(shlex.split(command)) == 0
    assert (tmp_path / "site/index.html").exists() == command.startswith("publish")


def test_every_kind_of_command_is_shown() -> None:
    assert len(COMMANDS) == 4


def test_the_files_that_are_named_are_there(tmp_path: Path) -> None:
    assert main(["publish", str(tmp_path / "site"), "--url", "https://example.org/", "--as-of", ON]) == 0
    named = re.findall(r"^\| (`[^|]*) \|", PAGE, re.MULTILINE)
    for cell in named:
        for name in re.findall(r"`([^`]+)`", cell):
            path = name.replace("ID", "amazon").replace("YEAR", "2020")
            assert (tmp_path / "site" / path).exists(), name
