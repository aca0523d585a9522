"""Records that lack what is wanted: what stands in for it comes from the types, whatever they are."""

from __future__ import annotations

import json
from typing import Any, Literal

import msgspec
import pytest
from msgspec import Struct

from moratrack.checks.rules import MOST_SLIPS
from moratrack.checks.shape import diagnose
from moratrack.checks.validation import validate
from moratrack.core.dates import Day, Term
from moratrack.core.policy import Amendment, Event, Party, Policy, Source
from moratrack.files.documents import Document

from ..support import make_policy


class Inner(Struct, frozen=True, forbid_unknown_fields=True):
    who: str
    when: Day


class Wanting(Struct, frozen=True, forbid_unknown_fields=True):
    """A type with a required key of every kind."""

    text: str
    day: Day
    term: Term
    word: Literal["one", "two"]
    number: int
    flag: bool
    texts: tuple[str, ...]
    table: Inner
    tables: tuple[Inner, ...]
    named: dict[str, Inner]
    either: Inner | None


@pytest.mark.parametrize("lost", Wanting.__struct_fields__)
def test_a_record_without_a_required_key_can_still_be_judged(lost: str) -> None:
    inner = {"who": "x", "when": "2020-01-01"}
    record: dict[str, Any] = {
        "text": "x",
        "day": "2020",
        "term": "1 year",
        "word": "two",
        "number": 1,
        "flag": True,
        "texts": [],
        "table": inner,
        "tables": [inner],
        "named": {"a": inner},
        "either": None,
    }
    assert diagnose(dict(record), Wanting, "policy", 0).findings == []
    del record[lost]
    found: Any = diagnose(record, Wanting, "policy", 0)
    assert [(finding.code, finding.path) for finding in found.findings] == [("missing_key", (lost,))]
    assert isinstance(found.record, Wanting)
    other = {**msgspec.to_builtins(found.record, enc_hook=str), "tables": [{}], "named": {"a": {"who": 1}}}
    assert isinstance(diagnose(other, Wanting, "policy", 0).record, Wanting)


@pytest.mark.parametrize("kind", [Policy, Amendment, Event, Party, Source])
def test_every_record_can_be_judged_without_any_of_its_keys(kind: type[Struct]) -> None:
    found = diagnose({}, kind, "policy", 0)
    wanted = [field.encode_name for field in msgspec.structs.fields(kind) if field.required]
    assert [finding.path for finding in found.findings] == [(name,) for name in wanted]
    assert isinstance(found.record, kind)


def test_of_very_many_unknown_citations_only_some_are_likened_to_a_source() -> None:
    sources = {f"source-{number}": {"url": "https://a.example/", "publisher": "A"} for number in range(50)}
    cited = [f"sorce-{number}" for number in range(50)]
    record = {
        "id": "x",
        "title": "X",
        "issuer": "X",
        "kind": "ban",
        "sources": sources,
        "event": [{"date": "2020-01-01", "did": "adopted", "sources": cited}],
    }
    document = Document("data.json", json.dumps({"policy": [record]}).encode(), "json")
    found = [fault for fault in validate([document]).faults if fault.code == "unknown_source"]
    assert len(found) == 50
    assert len([fault for fault in found if fault.mend.startswith("write 'source-")]) == MOST_SLIPS


def test_standings_of_one_name_that_share_a_day_are_told_wherever_they_are_written() -> None:
    from moratrack.checks.rules import judge

    adopted = {"date": "2020-01-01", "did": "adopted"}
    parties = {
        "barred": [{"who": "x", "since": "2020"}, {"who": "y", "through": "2020-06-30"}],
        "exempt": [{"who": "y", "since": "2020-07-01"}, {"who": "X", "since": "2024", "through": "2024"}],
        "unclear": [{"who": "z", "aliases": ["y"], "since": "2020-06-30", "through": "2020-07-01"}],
    }
    found = [finding for finding in judge(make_policy(adopted, **parties)) if finding.code == "two_standings"]
    assert {(finding.path[:2], finding.message) for finding in found} == {
        (("exempt", 1), "'x' is both barred and exempt"),
        (("unclear", 0), "'y' is both barred and unclear"),
        (("exempt", 0), "'y' is both unclear and exempt"),
    }
