"""JSON Schema (2020-12) of the data file and of what the program prints, from the types themselves."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, get_args

import msgspec
from msgspec import Struct

from ..core.dates import Day, Floor, Term
from ..core.policy import Did
from ..files.decoding import File
from .rules import CARRIED_BY

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
_ENDS = ("term", "through", "until", "not_before")
_WANTED: dict[str, dict[str, Any]] = {
    "scheduled": {"required": ["effective"]},
    "extended": {"anyOf": [{"required": [key]} for key in _ENDS]},
}
"""What an event of a kind cannot do without."""
_NOT_BLANK = {"pattern": r"\S"}
_URL = {"pattern": r"""^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#<>"][^\s<>"]*$"""}
# What the rules demand of a text, as far as a schema can say it.
_LIMITS: dict[tuple[str, str], dict[str, Any]] = {
    ("Policy", "id"): {"pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$"},
    ("Policy", "title"): _NOT_BLANK,
    ("Policy", "issuer"): _NOT_BLANK,
    ("Policy", "event"): {"minItems": 1},
    ("Party", "who"): _NOT_BLANK,
    ("Source", "url"): _URL,
    ("Source", "archive"): _URL,
    ("Source", "publisher"): _NOT_BLANK,
    ("Event", "upon"): _NOT_BLANK,
    ("Event", "until"): _NOT_BLANK,
    ("PartyClass", "name"): _NOT_BLANK,
    ("About", "version"): {"pattern": r"^\d+(\.\d+)*$"},
    ("About", "through"): {"pattern": r"^\d{4}-\d{2}-\d{2}$"},
    ("About", "url"): _URL,
}


def file_schema() -> dict[str, Any]:
    """The schema of a data file, for editors that complete and check while one types."""
    schema = _schema(File, "A moratrack data file")
    schema["$defs"]["Event"]["allOf"] = _for_each_did()
    return schema


def output_schema(kind: type[Struct], title: str) -> dict[str, Any]:
    """The schema of a JSON answer: an array with one object a row, every key present."""
    rows = _schema(kind, title)
    definitions = rows.pop("$defs")
    return {
        "$schema": DIALECT,
        "title": title,
        "type": "array",
        "items": {"$ref": rows["$ref"]},
        "$defs": definitions,
    }


def descriptions(kind: type[Struct]) -> dict[str, str]:
    """What each key of a type means, by its name in files: the docstrings under its attributes."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, Struct) and base.__module__.startswith("moratrack"):
            found |= dict(_attribute_docstrings(base))
    names = {field.name: field.encode_name for field in msgspec.structs.fields(kind)}
    return {names[name]: text for name, text in found.items() if name in names}


def _schema(kind: type[Struct], title: str) -> dict[str, Any]:
    schema = msgspec.json.schema(kind, schema_hook=_of_own_type)
    known = _structs()
    for name, definition in schema["$defs"].items():
        _describe(name, definition, known[name])
        _put_null_last(definition)
    return {"$schema": DIALECT, "title": title, **schema}


def _put_null_last(schema: Any) -> None:
    """Write what may be null in one order, whatever the version of msgspec."""
    if isinstance(schema, dict):
        if "anyOf" in schema:
            schema["anyOf"].sort(key=lambda option: option.get("type") == "null")
        schema = list(schema.values())
    if isinstance(schema, list):
        for inner in schema:
            _put_null_last(inner)


def _of_own_type(kind: type) -> dict[str, Any]:
    if kind is Day:
        return {"type": "string", "pattern": _DAY, "description": "2020-06-11, or known to 2020-06 or 2020"}
    if kind is Term:
        return {"type": "string", "minLength": 1, "description": "1 year, 180 days, P1Y6M, unknown, open"}
    if kind is Floor:
        return {
            "type": "string",
            "minLength": 1,
            "description": "2020-06-11, 2020-06, 2020, or a term: 1 year",
        }
    raise NotImplementedError(kind)


def _structs(base: type[Struct] = Struct) -> dict[str, type[Struct]]:
    """Every record type of this program that is loaded, by name."""
    found: dict[str, type[Struct]] = {}
    for kind in base.__subclasses__():
        if kind.__module__.startswith("moratrack"):
            found |= {kind.__name__: kind, **_structs(kind)}
    return found


def _describe(name: str, definition: dict[str, Any], kind: type[Struct]) -> None:
    texts = descriptions(kind)
    for key, entry in definition.get("properties", {}).items():
        if "$ref" not in entry:
            entry["description"] = texts[key]
        entry.update(_LIMITS.get((name, key), {}))


def _for_each_did() -> list[dict[str, Any]]:
    """What an event of each kind cannot carry, as ``rules`` has it."""
    conditions = []
    for did in get_args(Did):
        misplaced = [key for key, carriers in CARRIED_BY.items() if did not in carriers]
        nothing = {key: {"type": "null"} for key in misplaced}
        kind = {"properties": {"did": {"const": did}}, "required": ["did"]}
        conditions.append({"if": kind, "then": {"properties": nothing, **_WANTED.get(did, {})}})
    return conditions


def _attribute_docstrings(kind: type) -> Iterator[tuple[str, str]]:
    [tree] = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    statements = tree.body if isinstance(tree, ast.ClassDef) else []
    for statement, following in pairwise(statements):
        match statement, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text).replace("``", "`")
