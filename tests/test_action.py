"""The gate for GitHub: its script as a workflow runs it, and action.yml as far as it can be run here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from .support import ROOT

ADOPTED = {"date": "2026-01-10", "did": "adopted", "term": "1 year", "sources": ["s"]}


class Gate(NamedTuple):
    """What a run of the gate gave."""

    status: int
    log: list[str]
    err: str
    summary: str

    @property
    def annotations(self) -> list[str]:
        """The commands among the lines of the log."""
        return [line for line in self.log if line.startswith("::")]


def run_gate(folder: Path, command: list[str] | None = None, **inputs: str) -> Gate:
    summary = folder / "summary.md"
    settings = {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "MORATRACK_CACHE": "off",
        "MORATRACK_TODAY": "2026-11-26",
        "PYTHONUTF8": "1",
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_ACTION_PATH": str(ROOT),
        **inputs,
    }
    process = subprocess.run(
        command or [sys.executable, str(ROOT / "action" / "gate.py")],
        cwd=folder,
        env=settings,
        capture_output=True,
        check=False,
    )
    text = summary.read_text(encoding="utf-8") if summary.exists() else ""
    return Gate(process.returncode, process.stdout.decode().splitlines(), process.stderr.decode(), text)


def written(folder: Path, name: str, *policies: dict[str, Any], indent: int | None = 1) -> str:
    source = {"s": {"url": "https://a.example", "publisher": "A"}}
    base = {"title": "A policy", "issuer": "Somebody", "kind": "moratorium", "sources": source}
    filled = [{"id": f"p{number}", **base, **policy} for number, policy in enumerate(policies)]
    (folder / name).write_text(json.dumps({"policy": filled}, indent=indent), encoding="utf-8")
    return name


def test_what_is_about_to_lapse_shuts_the_gate_at_its_line(tmp_path: Path) -> None:
    file = written(tmp_path, "data.json", {"event": [ADOPTED]}, {"event": [{**ADOPTED, "term": "2 years"}]})
    gate = run_gate(tmp_path, GATE_DATA=file, GATE_FAIL_ON="expiring")
    [line] = [
        number
        for number, text in enumerate((tmp_path / file).read_text(encoding="utf-8").splitlines(), start=1)
        if '"id": "p0"' in text
    ]
    said = "p0: expiring, last day 2027-01-10, checked 2026-01-10"
    assert gate.annotations == [f"::warning file=data.json,line={line}::{said}"]
    assert gate.status == 1
    assert gate.summary.startswith("## Moratoria\n")
    assert "| [p0](<https://a.example>) |" in gate.summary
    assert run_gate(tmp_path, GATE_DATA=file, GATE_FAIL_ON="expired,unconfirmed").status == 0
    assert run_gate(tmp_path, GATE_DATA=file, GATE_FAIL_ON="Expiring", GATE_POLICIES="p1").status == 0
    assert run_gate(tmp_path, GATE_DATA=file, GATE_ARGUMENTS="--state\nexpired").annotations == []


def test_the_line_of_a_policy_in_toml(tmp_path: Path) -> None:
    (tmp_path / "data.toml").write_text(
        '# id = "x"\n\n[[policy]]\ntitle = "A"\nissuer = "B"\nkind = "ban"\nid   =  "x"\n'
        'sources = { s = { url = "https://a.example", publisher = "A" } }\n'
        '[[policy.event]]\ndate = 2020-01-01\ndid = "adopted"\nsources = ["s"]\n',
        encoding="utf-8",
    )
    gate = run_gate(tmp_path, GATE_DATA="data.toml", GATE_FAIL_ON="stale", GATE_STALE_AFTER="5y")
    assert [line.split("::")[1] for line in gate.annotations] == ["warning file=data.toml,line=7"]
    assert gate.status == 1
    assert run_gate(tmp_path, GATE_DATA="data.toml", GATE_FAIL_ON="stale", GATE_STALE_AFTER="9y").status == 0


def test_faults_are_annotated_and_cannot_command_the_workflow(tmp_path: Path) -> None:
    text = "x\n::set-output name=a::b %0A"
    file = written(tmp_path, "data.json", {"event": [{**ADOPTED, "did": text}]})
    gate = run_gate(tmp_path, GATE_DATA=file)
    assert gate.status == 2
    [line] = gate.annotations
    assert line.startswith("::error file=data.json,line=")
    assert "set-output" not in line.partition("::error ")[2].partition("::")[0]
    assert all(not line.startswith("::set-output") for line in gate.log)


def test_what_has_changed_goes_into_the_summary_and_shuts_nothing(tmp_path: Path) -> None:
    before = written(tmp_path, "before.json", {"event": [ADOPTED]})
    after = written(tmp_path, "after.json", {"event": [{**ADOPTED, "term": "2 years"}]})
    gate = run_gate(tmp_path, GATE_DATA=after, GATE_BEFORE=before)
    assert (gate.status, gate.annotations) == (0, [])
    assert "| p0 | answer | in force through 2027-01-10 | in force through 2028-01-10 |" in gate.summary
    assert "Nothing." in run_gate(tmp_path, GATE_DATA=after, GATE_BEFORE=after).summary


def test_what_cannot_be_asked_is_2(tmp_path: Path) -> None:
    assert run_gate(tmp_path, GATE_DATA="nowhere.toml").status == 2
    gate = run_gate(tmp_path, GATE_FAIL_ON="expirign")
    assert gate.status == 2
    assert "did you mean expiring?" in gate.err


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return found


def test_every_input_reaches_the_script() -> None:
    [*_, step] = action()["runs"]["steps"]
    given = {value[len("${{ inputs.") : -len(" }}")]: name for name, value in step["env"].items()}
    assert given.keys() == action()["inputs"].keys()
    script = (ROOT / "action" / "gate.py").read_text(encoding="utf-8")
    assert set(re.findall(r"GATE_[A-Z_]+", script)) - {"GATE_"} == set(given.values())


def test_the_step_runs_with_the_defaults(tmp_path: Path) -> None:
    [*_, step] = action()["runs"]["steps"]
    defaults = {name: spec["default"] for name, spec in action()["inputs"].items()}
    inputs = {name: defaults[value[len("${{ inputs.") : -len(" }}")]] for name, value in step["env"].items()}
    gate = run_gate(tmp_path, ["bash", "-c", step["run"]], **inputs)
    assert gate.status in (0, 1), gate.err
    assert gate.summary.count("\n") > 200
    assert bool(gate.annotations) == bool(gate.status)


@pytest.mark.parametrize("page", ["docs/follow.md"])
def test_every_input_is_documented(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in action()["inputs"])
