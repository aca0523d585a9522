"""What is claimed of Python and of what moratrack needs is what is tested."""

from __future__ import annotations

import re
import runpy
import tomllib
from typing import Any

import pytest
import yaml

from .support import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))
VERSIONS = runpy.run_path(str(ROOT / "bench" / "versions.py"))


def test_every_python_that_is_claimed_is_in_the_matrix() -> None:
    claimed = re.findall(r"Programming Language :: Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert claimed[0] == PROJECT["requires-python"].removeprefix(">=")
    assert claimed == WORKFLOW["jobs"]["checks"]["strategy"]["matrix"]["python"]
    edges: list[dict[str, Any]] = WORKFLOW["jobs"]["versions"]["strategy"]["matrix"]["include"]
    assert [edge["python"] for edge in edges] == [claimed[0], claimed[-1]]
    assert [edge["which"] for edge in edges] == ["lowest", "newest"]


def test_all_that_users_need_has_a_lowest_version() -> None:
    lowest = VERSIONS["lowest"]()
    needs = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["excel"]]
    for need in needs:
        assert re.split(r"[\[>=]", need)[0] in lowest
    assert set(lowest).isdisjoint({"pytest", "ruff", "mypy"})


def test_a_need_without_a_lowest_version_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VERSIONS["lowest"].__globals__, "tomllib", _Loose)
    with pytest.raises(SystemExit, match=r"'rich' in .* has no lowest version"):
        VERSIONS["lowest"]()


class _Loose:
    @staticmethod
    def loads(_: str) -> dict[str, Any]:
        return {"project": {"dependencies": ["rich"], "optional-dependencies": {}}}
