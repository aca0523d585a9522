"""What a user gets: the package built, installed without development dependencies, run elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from .support import ROOT, SHIPPED


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist, which is built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, installed in a fresh environment outside the checkout."""
    home = tmp_path_factory.mktemp("home") / "env"
    venv.create(home, with_pip=True)
    bin_folder = home / "bin"
    subprocess.run(
        [bin_folder / "python", "-m", "pip", "install", "--quiet", wheel], check=True, capture_output=True
    )
    return bin_folder / "moratrack"


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    return subprocess.run(
        [program, *arguments], capture_output=True, text=True, cwd=folder, env=environment, check=False
    )


def test_the_wheel_holds_the_record_and_the_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("moratrack/data/policies.toml") == SHIPPED.read_bytes()
        assert "moratrack/py.typed" in archive.namelist()
        assert not [name for name in archive.namelist() if name.startswith(("tests", "bench"))]


def test_the_four_commands_run_where_nothing_else_is(program: Path, tmp_path: Path) -> None:
    status = run(program, tmp_path, "status", "amazon", "--as-of", "2021-01-01", "--json")
    [row] = json.loads(status.stdout)
    assert (row["days_left"], row["expires"], status.stderr) == (161, "2021-06-11", "")
    exempt = run(program, tmp_path, "exempt", "amazon", "--as-of", "2021-01-01")
    assert "Marinus Analytics" in exempt.stdout
    shown = run(program, tmp_path, "show", "amazon")
    assert "Police use of Amazon Rekognition" in shown.stdout
    validated = run(program, tmp_path, "validate")
    assert (validated.returncode, validated.stdout) == (0, "")


def test_a_second_run_reads_what_the_first_kept(program: Path, tmp_path: Path) -> None:
    first = run(program, tmp_path, "status", "--json", "--as-of", "2026-06-30")
    [kept] = (tmp_path / ".cache" / "moratrack").iterdir()
    written = kept.stat().st_mtime_ns
    second = run(program, tmp_path, "status", "--json", "--as-of", "2026-06-30")
    assert (first.stdout, kept.stat().st_mtime_ns) == (second.stdout, written)


def test_every_command_has_its_dependencies(program: Path, tmp_path: Path) -> None:
    helped = run(program, tmp_path, "--help")
    assert helped.returncode == 0
    names = [
        line.split()[0] for line in helped.stdout.partition("Commands:\n")[2].splitlines() if line.strip()
    ]
    for name in names:
        assert run(program, tmp_path, name, "--help").returncode == 0, name


def test_it_runs_as_a_module(program: Path, tmp_path: Path) -> None:
    python = program.parent / "python"
    assert run(python, tmp_path, "-m", "moratrack", "--version").stdout.startswith("moratrack ")
