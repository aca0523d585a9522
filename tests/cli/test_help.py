"""The pages of help: each is one screen wide, in panels, with examples that work."""

from __future__ import annotations

import shlex
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import pytest
import typer

from moratrack import __version__
from moratrack.cli import app as cli
from moratrack.cli.help import COMMANDS, GROUPS, overview

from ..support import run, spawn

CaptureFd = pytest.CaptureFixture[bytes]


def home(command: str) -> str:
    return f"{command}_" if iskeyword(command) else command


@pytest.mark.parametrize("command", COMMANDS)
def test_the_summary_is_the_first_line_of_the_docstring(command: str) -> None:
    function = getattr(import_module(f"moratrack.cli.commands.{home(command)}"), home(command))
    summary = COMMANDS[command].summary
    assert function.__doc__.splitlines()[0] == summary
    assert len(summary) <= 60


def test_every_module_of_commands_is_a_command() -> None:
    folder = Path(cli.__file__).parent / "commands"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == set(map(home, COMMANDS))


def test_the_overview_has_every_command_under_what_it_is_for(capfdbinary: CaptureFd) -> None:
    for words in ([], ["--help"], ["-h"], ["help"]):
        result = run(capfdbinary, *words)
        assert (result.status, result.out, result.err) == (0, overview(), "")
    for name, commands in GROUPS.items():
        assert f"\n── {name} ─" in overview()
        assert all(f"\n  {command} " in overview() for command in commands)


def test_help_names_the_page_of_a_command(capfdbinary: CaptureFd) -> None:
    page = run(capfdbinary, "log", "--help").out
    assert run(capfdbinary, "help", "log").out == page == run(capfdbinary, "log", "-h").out
    assert page.startswith("Usage: moratrack log [POLICY]... [OPTIONS]\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_page_is_80_columns_wide_and_each_option_takes_one_line(
    capfdbinary: CaptureFd, command: str
) -> None:
    result = run(capfdbinary, command, "--help")
    assert result.status == 0
    lines = result.out.splitlines()
    assert [line for line in lines if len(line) > 80] == []
    options = [line for line in lines if line.startswith("  ")]
    assert [line for line in options if line.startswith("     ")] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_page_has_what_is_special_first_and_examples_last(capfdbinary: CaptureFd, command: str) -> None:
    titles = [
        line.strip("─ ")
        for line in run(capfdbinary, command, "--help").out.splitlines()
        if line.startswith("──")
    ]
    order = [f"For {command}", "Which policies", "Which day, which data", "Output", "Examples"]
    assert [title for title in order if title in titles] == [title for title in titles if title in order]
    assert titles[-1] == "Examples"
    assert len(COMMANDS[command].examples) == 2


EXAMPLES = [(command, words) for command, about in COMMANDS.items() for _, words in about.examples]


@pytest.mark.parametrize(("command", "words"), EXAMPLES, ids=[words for _, words in EXAMPLES])
def test_each_example_can_be_typed(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MORATRACK_TODAY", "2026-06-30")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("MORATRACK_CACHE", str(tmp_path / "cache"))
    typed = shlex.split(words)
    assert typed[0] == command
    toml = '[[policy]]\nid = "acme"\ntitle = "A"\nissuer = "A"\n'
    toml += 'kind = "ban"\n[[policy.event]]\ndate = 2026-01-01\ndid = "adopted"\n'
    Path("ours.toml").write_text(toml)
    Path("old.toml").write_text(toml.replace("ban", "moratorium"))
    Path("sheet.csv").write_text("issuer,date,kind\nAcme,2026-01-01,ban\n")
    group = typer.main.get_command(cli.program(typed))
    assert isinstance(group, typer.core.TyperGroup)
    assert group.commands[command].make_context(command, typed[1:])
    if "https://" in words:  # Nothing is fetched by a test; that it is read is what counts.
        return
    result = run(capfdbinary, *typed)
    asks = "add needs --title" in result.err  # a terminal would ask
    assert result.status in (0, 1) or asks, result.err


def test_help_and_version_come_before_typer(tmp_path: Path) -> None:
    from .test_startup import imported

    for words in (["--version"], ["--help"], []):
        modules = imported(*words, cache=tmp_path)
        assert not {"typer", "rich.console", "moratrack.cli.options", "dateutil"} & modules, words
        assert not [module for module in modules if module.startswith("moratrack.cli.commands")]


def test_the_version() -> None:
    assert spawn("--version").out == f"moratrack {__version__}\n"


def test_only_the_command_that_is_asked_for_is_loaded() -> None:
    for words, there in (
        (["status", "log"], ["status"]),
        (["--versio"], list(COMMANDS)),
        ([], list(COMMANDS)),
    ):
        group = typer.main.get_command(cli.program(words))
        assert isinstance(group, typer.core.TyperGroup)
        assert list(group.commands) == there
