"""How the record may be used and cited, and what changed in it: versions, licences, forms for those who report."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections import Counter
from typing import Any

import jsonschema
import pytest
import yaml

from ..support import ROOT, SHIPPED

CHANGELOG = ROOT / "data" / "CHANGELOG.md"
LICENCE = ROOT / "data" / "LICENSE"
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
OTHERS_DATA = "https://github.com/mjbommar/moratorium-data-2026"


def record() -> dict[str, Any]:
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"))


def citation() -> dict[str, Any]:
    # Everything stays text, as the schema wants it: a YAML reader would make dates and numbers of some.
    read: dict[str, Any] = yaml.load(
        (ROOT / "CITATION.cff").read_text(encoding="utf-8"),
        Loader=yaml.BaseLoader,  # noqa: S506
    )
    return read


def versions() -> list[tuple[str, str]]:
    """Each version of the record that has one, newest first, with its day."""
    return re.findall(
        r"^## (\d{4}\.\d{1,2}\.\d+) \((\d{4}-\d\d-\d\d)\)$", CHANGELOG.read_text("utf-8"), re.MULTILINE
    )


def test_the_citation_is_sound() -> None:
    schema = json.loads((ROOT / "tests" / "data" / "cff-1.2.0.schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    jsonschema.Draft7Validator(schema, format_checker=checker).validate(citation())


def test_one_version_and_one_day_everywhere() -> None:
    newest, day = versions()[0]
    assert (citation()["version"], citation()["date-released"]) == (newest, day)
    assert f"version {newest}," in LICENCE.read_text(encoding="utf-8")
    about = record()["about"]
    assert (about["version"], about["licence"]) == (newest, citation()["license"])


def test_versions_go_forward() -> None:
    numbers = [tuple(int(part) for part in version.split(".")) for version, _ in versions()]
    days = [dt.date.fromisoformat(day) for _, day in versions()]
    assert numbers == sorted(set(numbers), reverse=True)
    assert days == sorted(days, reverse=True)
    assert [(day.year, day.month) for day in days] == [number[:2] for number in numbers]


def test_every_policy_was_added_once() -> None:
    added = re.findall(r"^### Added$(.*?)(?=^##|\Z)", CHANGELOG.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    named = Counter(name for part in added for name in re.findall(r"`([^`]+)`", part))
    assert [name for name, times in named.items() if times > 1] == []
    assert set(named) == {policy["id"] for policy in record()["policy"]}


def test_what_was_ended_or_corrected_is_there() -> None:
    parts = re.findall(
        r"^### (?:Ended|Corrected|Looked at again)$(.*?)(?=^##|\Z)",
        CHANGELOG.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    known = {policy["id"] for policy in record()["policy"]}
    known |= {alias for policy in record()["policy"] for alias in policy.get("aliases", [])} | {"oregon"}
    assert {name for part in parts for name in re.findall(r"`([^`]+)`", part)} <= known


def test_what_was_taken_from_others_is_named() -> None:
    text = " ".join(LICENCE.read_text(encoding="utf-8").split())
    [names] = re.findall(r"one by one: (.*?)\. -", text)
    users = {
        policy["id"]
        for policy in record()["policy"]
        if any(source["url"].startswith(OTHERS_DATA) for source in policy["sources"].values())
    }
    assert set(names.split(", ")) == users
    assert OTHERS_DATA in text
    assert any(reference.get("url") == OTHERS_DATA for reference in citation()["references"])


def test_the_licence_is_there_in_full() -> None:
    text = LICENCE.read_text(encoding="utf-8")
    for part in ("SPDX: CC-BY-4.0", "Section 1 – Definitions.", "Section 8 – Interpretation."):
        assert part in text


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one(path: Any) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.stem == "config":
        assert set(form) <= {"blank_issues_enabled", "contact_links"}
        return
    assert {"name", "description", "body"} <= set(form)
    names = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(names) == len(set(names))
    for part in form["body"]:
        assert part["type"] in ("markdown", "input", "textarea", "dropdown", "checkboxes")
        if part["type"] != "markdown":
            assert part["attributes"]["label"]
    # Nothing can be checked without an address.
    if path.stem in ("new-policy", "correction"):
        [sources] = [part for part in form["body"] if part.get("id") == "sources"]
        assert sources["validations"]["required"] is True


def test_there_is_a_form_for_each_need() -> None:
    assert {path.stem for path in FORMS} == {"config", "correction", "new-policy", "question"}


def test_a_changed_record_is_validated() -> None:
    text = (ROOT / ".github" / "workflows" / "record.yml").read_text(encoding="utf-8")
    workflow = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    assert "data/**" in workflow["on"]["pull_request"]["paths"]
    assert workflow["permissions"] == {"contents": "read"}
    assert "moratrack validate data/policies.toml" in text
    assert "moratrack diff" in text
