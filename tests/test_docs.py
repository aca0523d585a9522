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

from moratrack import load
from moratrack.cli import app as cli
from moratrack.questions.status import Status

from .support import ROOT, SHIPPED

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


def test_the_python_example_runs() -> None:
    [example] = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(example, "README.md", "exec"), {})  # noqa: S102
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
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for field in msgspec.structs.fields(Status):
        [line] = [line for line in readme.splitlines() if line.startswith(f"| `{field.name}` |")][:1]
        assert line.count("|") == 4
        assert line.split("|")[3].strip()


def test_the_figures_about_the_record_are_those_of_the_record() -> None:
    policies = load(str(SHIPPED))
    faces = [
        policy
        for policy in policies
        if policy.topic in ("facial-recognition", "facial-analysis", "generative-ai")
    ]
    pages = {source.url for policy in policies for source in policy.sources.values()}
    events = sum(len(policy.events) for policy in policies)
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"holds {len(policies)} policies: {len(faces)} on faces" in text
    assert f"and {len(policies) - len(faces)} from other fields" in text
    assert f"Their {events} dated events rest on {len(pages)} pages" in text


def test_relative_links_lead_somewhere() -> None:
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#|<)([^)#]+)", text):
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"
    assert Path(ROOT / "LICENSE").exists()
