"""What a folder given as data holds beside data, and which of its files is named when it is bad."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ..support import ROOT, run

CaptureFd = pytest.CaptureFixture[bytes]

RECORD = """
[[policy]]
id = "alder"
title = "Live scanners"
issuer = "Alder"
kind = "ban"
[[policy.event]]
date = 2026-01-13
did = "adopted"
"""
ASKED = ("--as-of", "2026-06-30", "--json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good data file."""
    (tmp_path / "ours.toml").write_text(RECORD)
    return tmp_path


@pytest.mark.parametrize(
    "name", [".#ours.toml", "._ours.toml", ".ours.toml", ".hidden.json", "ours.toml~", "#ours.toml#", "x.csv"]
)
def test_what_editors_and_systems_leave_is_no_data(capfdbinary: CaptureFd, folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x00\x05\x16\x07")
    assert [row["id"] for row in run(capfdbinary, "status", "--data", str(folder), *ASKED).rows] == ["alder"]
    assert run(capfdbinary, "validate", str(folder)).status == 0


def test_a_link_of_an_editor_to_nowhere_is_no_data(capfdbinary: CaptureFd, folder: Path) -> None:
    (folder / ".#ours.toml").symlink_to("somebody@somewhere.4711:1764000000")
    assert run(capfdbinary, "status", "--data", str(folder), *ASKED).status == 0


def test_what_moratrack_writes_beside_data_is_no_data(capfdbinary: CaptureFd, folder: Path) -> None:
    (folder / "policies.schema.json").write_text(run(capfdbinary, "schema").out)
    (folder / "sheet.csv").write_text("issuer,date,term\nBirch,2025-05-03,6 months\n")
    sheet, mapping = str(folder / "sheet.csv"), str(folder / "sheet.mapping.toml")
    assert run(capfdbinary, "import", sheet, "--dry-run", "--save-mapping", mapping).status == 0
    assert Path(mapping).exists()
    assert [row["id"] for row in run(capfdbinary, "status", "--data", str(folder), *ASKED).rows] == ["alder"]
    assert run(capfdbinary, "validate", str(folder)).status == 0


def test_the_folder_of_the_shipped_data_is_data(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    whole = run(capfdbinary, "status", "--data", str(tmp_path / "data"), *ASKED)
    assert len(whole.rows) == len(run(capfdbinary, "status", *ASKED).rows)


@pytest.mark.parametrize("kind", ["no text", "a folder", "a link to nowhere", "a device", "a pipe"])
def test_the_bad_file_of_a_folder_is_named(capfdbinary: CaptureFd, folder: Path, kind: str) -> None:
    bad = folder / "bad.toml"
    if kind == "a folder":
        bad.mkdir()
    elif kind == "a link to nowhere":
        bad.symlink_to("nowhere")
    elif kind == "a device":
        bad.symlink_to("/dev/null")
    elif kind == "a pipe":
        os.mkfifo(bad)
    else:
        bad.write_bytes(b"\xff")
    for words in (["status", "--data"], ["validate"]):
        told = run(capfdbinary, *words, str(folder))
        assert told.status == (1 if kind == "no text" and words == ["validate"] else 2)
        assert f"{bad}:" in told.out + told.err


def test_a_hidden_file_that_is_named_is_read(capfdbinary: CaptureFd, folder: Path) -> None:
    hidden = folder / ".private.toml"
    (folder / "ours.toml").rename(hidden)
    assert run(capfdbinary, "status", "--data", str(hidden), *ASKED).status == 0
    assert "holds no data file" in run(capfdbinary, "status", "--data", str(folder), *ASKED).err


def test_a_file_that_may_not_be_read_is_to_be_allowed(
    capfdbinary: CaptureFd, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    told = run(capfdbinary, "status", "--data", str(folder)).err
    assert told.endswith("ours.toml: cannot be read: Permission denied; allow reading it\n")
