"""JSON and ndjson that say a thing twice, or not a record a line: one verdict of all commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.core.policy import Policy, decode_hook
from moratrack.files.decoding import File, decode, may_repeat_keys
from moratrack.files.documents import Document, texts_in_json
from moratrack.files.lines import repeated_keys

from ..support import ROOT, data_file, run, spawn

CaptureFd = pytest.CaptureFixture[bytes]

SOURCES = '"sources": {"a": {"url": "https://a.example/1", "publisher": "A"}}'
ADOPTED = '{"date": "2026-05-03", "did": "adopted", "term": "1 year", "sources": ["a"]}'
HEAD = f'"id": "alder", "title": "T", "issuer": "I", "kind": "ban", {SOURCES}'
RECORD = f'{{{HEAD}, "event": [{ADOPTED}]}}'


def verdicts(capfdbinary: CaptureFd, file: Path) -> tuple[int, str]:
    """The status of validate and the first line it prints; status must agree with both."""
    asked = run(capfdbinary, "validate", str(file))
    shown = run(capfdbinary, "status", "--data", str(file), "--as-of", "2026-07-01", "--json")
    assert shown.status == (2 if asked.status else 0), shown
    first = asked.out.partition("\n")[0]
    assert first in shown.err
    return asked.status, first.removeprefix(f"{file}:")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('{"policy": "1e999",\n"amend": 1e999}\n\n', 2, "a number is too large to be read"),
        (f'{{"\\"": 1,\n"x": -{"9" * 5000},\n"y": 1}}\n', 2, "a number is too large to be read"),
        ('{"policy": [\n{"id": "a"\n\n\n', 2, "Input data was truncated"),
    ],
    ids=["float", "integer", "truncated"],
)
def test_what_is_no_json_is_told_at_its_line(
    capfdbinary: CaptureFd, tmp_path: Path, text: str, line: int, what: str
) -> None:
    file = tmp_path / "data.json"
    file.write_text(text, encoding="utf-8")
    assert verdicts(capfdbinary, file) == (1, f"{line}: is not JSON: {what}; correct the text there")


def test_a_bare_list_of_records_is_told_what_goes_around_it(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text(f"[{RECORD}]", encoding="utf-8")
    mend = '1: is no object with a list of records; write {"policy": […]}'
    assert verdicts(capfdbinary, file) == (1, mend)


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (f'{{"policy": [{{{HEAD},\n"event": [{ADOPTED}],\n"event": [{ADOPTED}]}}]}}', 3, "event"),
        (f'{{"policy": [{{{HEAD},\n"kind": "moratorium", "event": [{ADOPTED}]}}]}}', 2, "kind"),
        (f'{{"policy": [{{{HEAD}, "ev\\u0065nt": [],\n"event": [{ADOPTED}]}}]}}', 2, "event"),
        (f'{{"policy": [{{{HEAD}, "event": [{ADOPTED[:-1]},\n"note": "\\"", "note": ""}}]}}]}}', 2, "note"),
        (f'{{"policy": [],\n"policy": [{RECORD}]}}', 2, "policy"),
        (f'{{"policy": [{RECORD}], "amend": [],\n"amend": []}}', 2, "amend"),
        (f'{{"policy": [{{{HEAD}, "event": [{ADOPTED}], "bars":\nnull, "bars": "cameras"}}]}}', 2, "bars"),
    ],
)
def test_a_key_twice_is_a_fault_at_the_second(
    capfdbinary: CaptureFd, tmp_path: Path, text: str, line: int, key: str
) -> None:
    file = tmp_path / "data.json"
    file.write_text(text, encoding="utf-8")
    status, first = verdicts(capfdbinary, file)
    assert status == 1
    assert first == f"{line}: has the key {key!r} twice in one object; correct the text there"


def test_a_key_twice_is_a_fault_in_ndjson_too(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    file = tmp_path / "data.ndjson"
    file.write_text(f'{RECORD}\n\n{{{HEAD.replace("alder", "birch")}, "event": [], "event": [{ADOPTED}]}}\n')
    assert verdicts(capfdbinary, file)[1].startswith("3: has the key 'event' twice")


@pytest.mark.parametrize(
    "text",
    [
        RECORD,
        RECORD[:-1] + ', "bars": null, "exempt": []}',
        RECORD[:-1] + ', "note": "\\"quoted\\" \\\\", "exempt": [{"who": "x", "type": "organization"}]}',
    ],
    ids=["plain", "defaults", "escapes"],
)
@pytest.mark.parametrize("suffix", ["json", "ndjson"])
def test_what_is_said_once_is_no_fault(
    capfdbinary: CaptureFd, tmp_path: Path, text: str, suffix: str
) -> None:
    file = tmp_path / f"data.{suffix}"
    file.write_text(text if suffix == "ndjson" else f'{{"policy": [{text}]}}', encoding="utf-8")
    assert verdicts(capfdbinary, file)[0] == 0


BIRCH = RECORD.replace("alder", "birch")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{RECORD} {BIRCH}\n", 1),
        (f"{RECORD}{BIRCH}", 1),
        (RECORD.replace(', "event"', ',\n"event"'), 1),
        (f"{RECORD} {BIRCH[:20]}\n{BIRCH[20:]}\n", 1),
        (f"\n{RECORD}\n[{BIRCH}]\n", 3),
    ],
    ids=["two on a line", "two joined", "one over two", "as many lines as records", "a list"],
)
def test_ndjson_is_a_record_a_line(capfdbinary: CaptureFd, tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "data.ndjson"
    file.write_text(text, encoding="utf-8")
    status, first = verdicts(capfdbinary, file)
    assert (status, first.partition(":")[0]) == (1, str(line))


def test_blank_lines_and_a_byte_order_mark_are_no_records(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    file = tmp_path / "data.ndjson"
    file.write_text(f"\r\n{RECORD}\r\n \t\r\n{BIRCH}\r\n", encoding="utf-8-sig")
    assert verdicts(capfdbinary, file)[0] == 0


def test_a_file_found_sound_is_remembered_as_such(tmp_path: Path) -> None:
    file = data_file(tmp_path, {"event": [{"date": "2026-01-01", "did": "adopted"}]})
    for _ in range(2):
        asked = spawn("status", "--data", file, "--json", MORATRACK_CACHE=str(tmp_path / "kept"))
        assert (asked.status, asked.rows[0]["id"]) == (0, "p0")


class Pairs(list[Any]):
    """The keys and values of an object, some of them perhaps twice."""

    @property
    def repeated(self) -> list[str]:
        keys = [key for key, _ in self]
        return [key for place, key in enumerate(keys) if key in keys[:place]]


TEXT = st.text(st.sampled_from('ab"\\{}:,[] \né\x01'), max_size=4)
VALUES = st.recursive(
    TEXT | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(TEXT, inner), max_size=3).map(Pairs),
)


def written(value: Any, *, ascii_only: bool) -> str:
    if isinstance(value, Pairs):
        members = (
            f"{json.dumps(key, ensure_ascii=ascii_only)} : {written(inner, ascii_only=ascii_only)}"
            for key, inner in value
        )
        return "{" + ",\n".join(members) + "}"
    if isinstance(value, list):
        return f"[{','.join(written(inner, ascii_only=ascii_only) for inner in value)}]"
    return json.dumps(value, ensure_ascii=ascii_only)


def repeated(value: Any) -> list[str]:
    """The keys that come again, in the order in which they close their pair."""
    if isinstance(value, Pairs):
        return [*value.repeated, *(key for _, inner in value for key in repeated(inner))]
    return [key for inner in value for key in repeated(inner)] if isinstance(value, list) else []


@given(VALUES, st.booleans())
def test_counting_texts_finds_whether_a_key_is_repeated(value: Any, ascii_only: bool) -> None:
    text = written(value, ascii_only=ascii_only)
    again = msgspec.json.encode(msgspec.json.decode(text))
    assert (texts_in_json(text.encode()) != texts_in_json(again)) == bool(repeated(value))
    assert sorted(key for key, _ in repeated_keys(text)) == sorted(repeated(value))


def test_a_made_up_set_needs_no_second_look() -> None:
    record = msgspec.json.decode(RECORD)
    file = File(policy=[msgspec.convert(record, Policy, dec_hook=decode_hook)])
    for data, syntax in ((f'{{"policy": [{RECORD}]}}', "json"), (RECORD, "ndjson")):
        document = Document("data", data.encode(), syntax)
        assert decode(document) == file
        assert not may_repeat_keys(document, file)


def test_the_worked_case(capfdbinary: CaptureFd) -> None:
    assert verdicts(capfdbinary, ROOT / "tests" / "data" / "json-duplicate-keys.json") == (
        1,
        "6: has the key 'exempt' twice in one object; correct the text there",
    )
