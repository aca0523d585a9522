"""What a run imports: start-up is most of the time of a short run, and imports are most of start-up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..support import ROOT

DATA = """
[[policy]]
id = "alder"
title = "Use of live scanners"
issuer = "Alder"
kind = "moratorium"
sources = { order = { url = "https://alder.example/order", publisher = "Alder" } }

[[policy.event]]
date = 2026-01-13
did = "adopted"
term = "1 year"
sources = ["order"]

[[policy.exempt]]
who = "the sheriff"
aliases = ["sheriff"]
"""
NEEDED = {"moratrack", "msgspec", "typing_extensions"}
"""What a run for a script may load beside what any typer program loads; the last one for msgspec."""


@pytest.fixture
def data(tmp_path: Path) -> str:
    """The name of a data file."""
    path = tmp_path / "data.toml"
    path.write_text(DATA, encoding="utf-8")
    return str(path)


def imported(*arguments: str, cache: Path) -> set[str]:
    """The modules that are there when a run of the program ends."""
    return _loaded("from moratrack.__main__ import run; run()", *arguments, MORATRACK_CACHE=str(cache))


def _loaded(code: str, *arguments: str, **environment: str) -> set[str]:
    """The modules that are there when a process of its own has run some code without a fault."""
    report = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    process = subprocess.run(
        [sys.executable, "-c", f"{report}; {code}", *arguments],
        env={**kept, **environment},
        capture_output=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr.decode()
    return set(process.stderr.decode().splitlines()[-1].split())


def packages(modules: set[str]) -> set[str]:
    """The packages, other than those of Python itself, that modules belong to."""
    return {module.partition(".")[0] for module in modules} - sys.stdlib_module_names


@pytest.fixture(scope="module")
def typer_loads() -> set[str]:
    """The packages that the smallest typer program loads."""
    hello = str(ROOT / "bench" / "hello.py")
    return packages(_loaded("import runpy; runpy.run_path(sys.argv.pop(), run_name='__main__')", hello))


FOR_SCRIPTS = (
    ("status", "--json"),
    ("status", "--format", "ndjson"),
    ("status", "--format", "csv"),
    ("status", "alder", "--state", "in_force", "--search", "scanners", "--json"),
    ("exempt", "--json"),
    ("show", "alder", "--json"),
)


@pytest.mark.parametrize("arguments", FOR_SCRIPTS, ids=" ".join)
def test_an_answer_for_a_script_loads_little_more_than_any_typer_program_does(
    arguments: tuple[str, ...], data: str, tmp_path: Path, typer_loads: set[str]
) -> None:
    asked = (*arguments, "--data", data, "--as-of", "2026-06-30")
    imported(*asked, cache=tmp_path)
    assert packages(imported(*asked, cache=tmp_path)) - typer_loads <= NEEDED


def test_the_shipped_data_is_no_exception(tmp_path: Path, typer_loads: set[str]) -> None:
    imported("status", "--json", cache=tmp_path)
    assert packages(imported("status", "--json", cache=tmp_path)) - typer_loads <= NEEDED


def test_toml_is_parsed_and_judged_on_the_first_read_only(data: str, tmp_path: Path) -> None:
    asked = ("status", "--json", "--data", data, "--as-of", "2026-06-30")
    parsing = {"tomli", "moratrack.files.parsing", "moratrack.checks.rules"}
    assert parsing <= imported(*asked, cache=tmp_path)
    assert not parsing & imported(*asked, cache=tmp_path)


@pytest.mark.parametrize(
    "command", ["status", "exempt", "show alder", "log", "sources", "check alder sheriff"]
)
def test_a_table_of_letters_of_one_width_is_drawn_without_rich(
    command: str, data: str, tmp_path: Path
) -> None:
    asked = (*command.split(), "--data", data, "--as-of", "2026-06-30", "--color", "always")
    assert "rich" not in packages(imported(*asked, cache=tmp_path))


def test_the_tables_of_the_shipped_data_are_drawn_without_rich(tmp_path: Path) -> None:
    for command in ("status", "exempt"):
        asked = (command, "--as-of", "2026-06-30", "--color", "always")
        assert "rich" not in packages(imported(*asked, cache=tmp_path))


def test_other_letters_need_no_more_of_rich_than_its_measuring(data: str, tmp_path: Path) -> None:
    path = Path(data)
    path.write_text(DATA.replace("live scanners", "scanners (顔認識)"), encoding="utf-8")
    modules = imported("status", "--data", data, "--as-of", "2026-06-30", cache=tmp_path)
    assert "rich.cells" in modules
    assert not {"rich.table", "rich.console", "rich.text", "rich.style"} & modules


def test_hardly_anything_is_loaded_before_an_interrupt_is_heeded() -> None:
    loaded = _loaded("from moratrack.__main__ import run") - _loaded("")
    ours = {"moratrack", "moratrack._version", "moratrack.__main__"}
    assert loaded <= {*ours, "__future__", "atexit", "gc"}


def test_a_run_loads_the_command_asked_for_and_no_other(data: str, tmp_path: Path) -> None:
    modules = imported("status", "--data", data, "--as-of", "2026-06-30", cache=tmp_path)
    commands = {module for module in modules if module.startswith("moratrack.cli.commands.")}
    assert commands == {"moratrack.cli.commands.status"}


def test_the_version_is_told_without_loading_any_command(tmp_path: Path) -> None:
    modules = imported("--version", cache=tmp_path)
    assert "moratrack.cli" in modules
    assert not {module for module in modules if module.startswith("moratrack.cli.commands")}


def test_completing_an_id_loads_little_more_than_any_typer_program_does(
    data: str, tmp_path: Path, typer_loads: set[str]
) -> None:
    asked = ("__complete", "zsh", "status", "--data", data, "al")
    imported(*asked, cache=tmp_path)
    assert packages(imported(*asked, cache=tmp_path)) - typer_loads <= NEEDED
