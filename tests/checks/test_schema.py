"""The schema and the validator agree, and the program prints what its schema says."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
import regress
from jsonschema import Draft202012Validator

from moratrack.checks.schema import file_schema, output_schema
from moratrack.checks.validation import validate
from moratrack.cli.commands.schema import ROWS
from moratrack.files.documents import Document

from ..support import ROOT, SHIPPED, run

CaptureFd = pytest.CaptureFixture[bytes]

SOUND: dict[str, Any] = {
    "id": "amazon",
    "title": "Police use of Rekognition",
    "issuer": "Amazon",
    "issuer_type": "company",
    "kind": "moratorium",
    "topic": "facial-recognition",
    "jurisdiction": "US",
    "aliases": ["aws"],
    "sources": {"post": {"url": "https://example.com/", "publisher": "Amazon", "published": "2020-06"}},
    "event": [{"date": "2020-06-10", "did": "adopted", "term": "1 year", "sources": ["post"]}],
    "exempt": [{"who": "Thorn", "since": "2020"}],
}


def with_iso_dates(value: object) -> object:
    """TOML has dates, JSON has texts."""
    match value:
        case dict():
            return {key: with_iso_dates(entry) for key, entry in value.items()}
        case list():
            return [with_iso_dates(entry) for entry in value]
        case dt.date():
            return value.isoformat()
    return value


def schemas() -> Iterator[dict[str, Any]]:
    """All that ``moratrack schema`` prints."""
    yield file_schema()
    for home, name in ROWS.values():
        yield output_schema(getattr(import_module(f"moratrack.{home}"), name), name)


def patterns(schema: object) -> Iterator[str]:
    """Every regular expression in a schema."""
    if isinstance(schema, dict):
        if isinstance(pattern := schema.get("pattern"), str):
            yield pattern
        schema = list(schema.values())
    if isinstance(schema, list):
        for inner in schema:
            yield from patterns(inner)


def test_the_schemas_are_schemas_whose_patterns_are_those_of_javascript() -> None:
    found = [pattern for schema in schemas() for pattern in patterns(schema)]
    assert len(found) > 5
    for schema in schemas():
        Draft202012Validator.check_schema(schema)
    for pattern in found:
        assert regress.Regex(pattern, "u"), "u: as JSON Schema asks, and as ajv reads it"


def test_the_shipped_file_fits_the_schema() -> None:
    shipped = with_iso_dates(tomllib.loads(SHIPPED.read_text(encoding="utf-8")))
    assert not list(Draft202012Validator(file_schema()).iter_errors(shipped))


def test_the_schema_beside_the_shipped_file_is_the_one_printed(capfdbinary: CaptureFd) -> None:
    kept = (ROOT / "data" / "policies.schema.json").read_text(encoding="utf-8")
    assert run(capfdbinary, "schema").out == kept, "run: moratrack schema > data/policies.schema.json"
    assert "#:schema ./policies.schema.json\n" in SHIPPED.read_text(encoding="utf-8")[:200]


@pytest.mark.parametrize(
    ("change", "sound"),
    [
        ({}, True),
        ({"note": "more"}, True),
        ({"citation": None}, True),
        ({"exmept": []}, False),
        ({"id": "Amazon Inc"}, False),
        ({"id": 3}, False),
        ({"title": ""}, False),
        ({"issuer": " "}, False),
        ({"kind": "moratorum"}, False),
        ({"kind": None}, False),
        ({"issuer_type": "firm"}, False),
        ({"aliases": "aws"}, False),
        ({"aliases": [1]}, False),
        ({"sources": []}, False),
        ({"sources": {"post": {"url": "ftp://example.com", "publisher": "x"}}}, False),
        ({"sources": {"post": {"url": "https://example.com"}}}, False),
        ({"event": []}, False),
        ({"event": {}}, False),
        ({"event": [{"date": "2020-06-10"}]}, False),
        ({"event": [{"date": "2020-6-1", "did": "adopted"}]}, False),
        ({"event": [{"date": "2020-13", "did": "adopted"}]}, False),
        ({"event": [{"date": 2020, "did": "adopted"}]}, False),
        ({"event": [{"date": "2020-06", "did": "adoptd"}]}, False),
        ({"event": [{"date": "2020-06", "did": "adopted", "term": 1}]}, False),
        ({"event": [{"date": "2020-06", "did": "adopted", "confidence": "sure"}]}, False),
        (
            {
                "event": [
                    {"date": "2020-06", "did": "adopted"},
                    {"date": "2021", "did": "checked", "term": "1 year"},
                ]
            },
            False,
        ),
        ({"event": [{"date": "2020-06", "did": "adopted", "how": "lifted"}]}, False),
        ({"event": [{"date": "2020-06", "did": "adopted", "how": None}]}, True),
        ({"event": [{"date": "2020-06", "did": "adopted", "until": " "}]}, False),
        ({"event": [{"date": "2020-06", "did": "adopted", "upon": "a treaty"}]}, True),
        ({"event": [{"date": "2020-06", "did": "adopted", "upon": ""}]}, False),
        ({"event": [{"date": "2020-06", "did": "adopted"}, {"date": "2020-07", "did": "extended"}]}, False),
        (
            {
                "event": [
                    {"date": "2020-06", "did": "adopted"},
                    {"date": "2020-07", "did": "extended", "term": "open"},
                ]
            },
            True,
        ),
        (
            {
                "event": [
                    {"date": "2020-06", "did": "adopted", "upon": "x"},
                    {"date": "2020-07", "did": "scheduled"},
                ]
            },
            False,
        ),
        ({"event": [{"date": "2020-06", "did": "adopted", "until": "x", "not_before": "1 year"}]}, True),
        ({"sources": {"post": {"url": "https://example.com", "publisher": " "}}}, False),
        ({"sources": {"post": {"url": "https:///nowhere", "publisher": "x"}}}, False),
        ({"barred": [{"who": ""}]}, False),
        ({"barred": [{"type": "class"}]}, False),
        ({"unclear": [{"who": "partners", "type": "group"}]}, False),
    ],
)
def test_the_schema_and_the_validator_give_one_verdict(change: dict[str, Any], sound: bool) -> None:
    document = {"policy": [{**SOUND, **change}]}
    faults = validate([Document("x", json.dumps(document).encode(), "json")]).faults
    by_schema = not list(Draft202012Validator(file_schema()).iter_errors(document))
    assert by_schema == (not [fault for fault in faults if fault.severity == "error"]) == sound


FOLLOWED = [str(ROOT / "docs" / "follow" / name) for name in ("before.toml", "after.toml")]
ARGUMENTS = {
    "show": ["amazon"],
    "check": ["amazon", "Thorn"],
    "validate": [str(SHIPPED)],
    "diff": FOLLOWED,
    "news": ["--since", "2026-06-01", "--peek"],
}


@pytest.mark.parametrize("command", [name for name in ROWS if name != "update"])
def test_real_output_fits_its_schema(capfdbinary: CaptureFd, command: str) -> None:
    schema = json.loads(run(capfdbinary, "schema", "--output", command).out)
    Draft202012Validator.check_schema(schema)
    day = [] if command == "validate" else ["--as-of", "2026-06-30"]
    result = run(capfdbinary, command, *ARGUMENTS.get(command, []), *day, "--json")
    assert not list(Draft202012Validator(schema).iter_errors(result.rows))
    assert result.rows or command == "validate"


@pytest.mark.parametrize("command", ROWS)
def test_every_key_of_an_answer_is_required_and_described(capfdbinary: CaptureFd, command: str) -> None:
    schema = json.loads(run(capfdbinary, "schema", "--output", command).out)
    for name, definition in schema["$defs"].items():
        assert set(definition["required"]) == set(definition["properties"]), name
        for key, entry in definition["properties"].items():
            assert "$ref" in entry or entry.get("description"), f"{name}.{key}"


def test_an_unknown_command_has_no_schema(capfdbinary: CaptureFd) -> None:
    result = run(capfdbinary, "schema", "--output", "weather")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert "write one of status" in result.err
