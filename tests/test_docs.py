"""The documentation says what the program does."""

from __future__ import annotations

import importlib.util
import io
import re
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
import typer

from moratrack.cli import app as cli
from moratrack.questions.status import Status

from .support import ROOT

PAGES = ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]


def docs_runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_run", ROOT / "docs" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES)
def test_output_in_the_documentation_is_what_the_program_prints(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert docs_runner().rendered(text) == text, "run: python docs/run.py"


def test_the_pictures_of_a_terminal_are_of_this_program() -> None:
    for path, drawn in docs_runner().pictures().items():
        assert path.read_text(encoding="utf-8") == drawn, "run: python docs/run.py"
        assert "http" not in drawn.replace("http://www.w3.org/", "").replace("https://www.textualize.io", "")


def test_the_readme_is_read_in_a_few_minutes() -> None:
    assert len((ROOT / "README.md").read_bytes()) <= 10_000


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for page in PAGES[1:]:
        name = page.removeprefix("docs/")
        assert name == "README.md" or f"[{name}]({name})" in contents, name


def test_the_python_example_runs() -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(example, "docs/python.md", "exec"), {})  # noqa: S102
    lines = out.getvalue().splitlines()
    assert lines[-1] == "in_force 2020-06-11 None"


def test_every_command_and_option_is_documented() -> None:
    text = "\n".join((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    group = typer.main.get_command(cli.program([], [*cli.COMMANDS]))
    assert isinstance(group, typer.core.TyperGroup)
    for name, command in group.commands.items():
        assert f"moratrack {name}" in text, name
        options = {
            option for parameter in command.params for option in parameter.opts if option.startswith("--")
        }
        missing = {option for option in options if option not in text}
        assert not missing, f"{name}: {missing}"


def test_every_key_of_a_status_has_words() -> None:
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    for field in msgspec.structs.fields(Status):
        [line] = [line for line in page.splitlines() if line.startswith(f"| `{field.name}` |")][:1]
        assert line.count("|") == 4
        assert line.split("|")[3].strip()


def test_relative_links_lead_somewhere() -> None:
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#|<)([^)#]+)", text):
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"
    assert Path(ROOT / "LICENSE").exists()


def test_the_map_of_the_house_names_what_is_there() -> None:
    page = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+/[a-z_/]*[a-z_]+\.(?:py|md))`", page))
    homes = (ROOT / "src" / "moratrack", ROOT)
    assert len(named) > 20
    assert [name for name in sorted(named) if not any((home / name).exists() for home in homes)] == []
    rooms = {path.name for path in homes[0].iterdir() if (path / "__init__.py").exists()}
    assert {room for room in rooms if f" {room}/ " not in page} == set()
