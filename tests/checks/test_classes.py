"""``[about]`` and ``[[class]]`` in every format, over one file and several."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from moratrack.checks.validation import validate
from moratrack.core.faults import MoratrackError
from moratrack.core.policy import About
from moratrack.dataset import Dataset, load
from moratrack.files import decoding
from moratrack.files.cache import Cache
from moratrack.files.documents import Document

ABOUT = {"title": "Pauses", "publisher": "Us", "licence": "CC0-1.0", "version": "2026.11.1"}
ABOUT |= {"through": "2026-11-26", "url": "https://example.org/pauses"}
POLICE = {"name": "police", "aliases": ["cops"], "part_of": ["public bodies"]}
BODIES = {"name": "public bodies"}
PAUSE: dict[str, Any] = {
    "id": "pause",
    "title": "A pause",
    "issuer": "Somebody",
    "kind": "moratorium",
    "sources": {
        "order": {
            "url": "https://example.org/order",
            "publisher": "Gazette",
            "archive": "https://archive.example/order",
            "read": "2026-11-20",
        }
    },
    "event": [{"date": "2020-01-01", "did": "adopted", "sources": ["order"]}],
    "barred": [{"who": "city departments", "type": "class", "includes": ["police"]}],
}
TOML = """\
[about]
title = "Pauses"
publisher = "Us"
licence = "CC0-1.0"
version = "2026.11.1"
through = 2026-11-26
url = "https://example.org/pauses"

[[class]]
name = "police"
aliases = ["cops"]
part_of = ["public bodies"]

[[class]]
name = "public bodies"

[[policy]]
id = "pause"
title = "A pause"
issuer = "Somebody"
kind = "moratorium"

[policy.sources]
order = { url = "https://example.org/order", publisher = "Gazette", archive = "https://archive.example/order", read = 2026-11-20 }

[[policy.event]]
date = 2020-01-01
did = "adopted"
sources = ["order"]

[[policy.barred]]
who = "city departments"
type = "class"
includes = ["police"]
"""  # fmt: skip


def in_json(**tables: Any) -> Document:
    return Document("x.json", json.dumps(tables).encode(), "json")


def in_lines(*lines: dict[str, Any]) -> Document:
    return Document("x.ndjson", "\n".join(map(json.dumps, lines)).encode(), "ndjson")


def loaded(*documents: Document) -> Dataset:
    return load(documents, Cache(None))


EVERY_FORM = [
    Document("x.toml", TOML.encode(), "toml"),
    in_json(about=ABOUT, **{"class": [POLICE, BODIES]}, policy=[PAUSE]),
    in_lines({"about": ABOUT}, {"class": POLICE}, PAUSE, {"class": BODIES}),
]


@pytest.mark.parametrize("document", EVERY_FORM, ids=lambda document: document.syntax)
def test_every_format_says_the_same(document: Document, tmp_path: Path) -> None:
    assert validate([document]).faults == []
    expected = loaded(EVERY_FORM[0])
    cache = Cache(tmp_path)
    for found in (loaded(document), load([document], cache), load([document], cache)):
        assert found.policies == expected.policies
        assert found.vocabulary == expected.vocabulary
        assert found.files[0].about == expected.files[0].about
    assert [entry.name for entry in expected.vocabulary.entries] == ["police", "public bodies"]
    assert expected.kept_to == dt.date(2026, 11, 26)
    assert str(expected.policies[0].sources["order"].read) == "2026-11-20"


def test_a_file_says_once_what_it_is() -> None:
    assert isinstance(decoding.decode(EVERY_FORM[0]).about, About)
    twice = Document("x.toml", TOML.encode() + b'[about]\ntitle = "Again"\n', "toml")
    assert {fault.code for fault in validate([twice]).faults} == {"syntax"}
    with pytest.raises(MoratrackError, match=r"x\.toml"):
        loaded(twice)


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ([{"about": ABOUT}, PAUSE, {"about": {}}], 3, "says a second time what the file is about"),
        ([{"class": BODIES, "about": ABOUT}], 1, "holds more than class"),
        ([{"about": ABOUT, "class": BODIES}], 1, "holds more than about"),
        ([{"class": {"name": "a", "part_off": []}}], 1, "unknown key 'part_off'"),
        ([{"class": BODIES}, {"class": {"aliases": []}}], 2, "name is missing"),
        ([{"class": None}], 1, "the record is null"),
        ([PAUSE, {"about": 3}, {"class": POLICE}, {"class": BODIES}], 2, "the record is a number"),
        ([PAUSE, {"about": {"version": 3}}, {"class": POLICE}, {"class": BODIES}], 2, "version is a number"),
    ],
)
def test_a_fault_of_a_line_is_said_at_it(lines: list[dict[str, Any]], line: int, said: str) -> None:
    document = in_lines(*lines)
    fault = validate([document]).faults[0]
    assert fault.line == line
    assert said in fault.message
    with pytest.raises(MoratrackError, match=rf"x\.ndjson:{line}: "):
        loaded(document)


def test_one_spelling_of_two_classes_is_said_with_both_places() -> None:
    first = Document("a.toml", b'[[class]]\nname = "police"\naliases = ["agencies"]\n', "toml")
    second = Document("b.toml", b'[[class]]\nname = "schools"\naliases = ["x",\n"Agency"]\n', "toml")
    [fault] = validate([first, second]).faults
    assert (fault.code, fault.file, fault.line) == ("two_classes", "b.toml", 4)
    assert fault.message == "'Agency' means 'schools' here and 'police' at a.toml:3"
    with pytest.raises(MoratrackError, match=r"b\.toml:4"):
        loaded(first, second)
    assert loaded(first).vocabulary.find("agency") == loaded(first).vocabulary.entries[0]


def test_classes_of_several_files_are_merged_and_may_name_one_another() -> None:
    first = in_json(**{"class": [{"name": "police", "aliases": ["cops"]}]})
    second = in_json(
        **{"class": [{"name": "POLICE", "aliases": ["bobbies"]}, {"name": "deputies", "part_of": ["police"]}]}
    )
    found = loaded(first, replace(second, name="y.json")).vocabulary
    assert [(entry.name, entry.aliases) for entry in found.entries] == [
        ("police", ("cops", "bobbies")),
        ("deputies", ()),
    ]


@pytest.mark.parametrize(
    ("classes", "code", "path", "said"),
    [
        ([{"name": "a", "part_of": ["a"]}], "class_in_itself", "class[0].part_of[0]", "'a' is part of itself; leave it out"),
        (
            [{"name": "a", "part_of": ["b"]}, {"name": "b", "part_of": ["c"]}, {"name": "c", "part_of": ["a"]}],
            "class_in_itself",
            "class[0].part_of[0]",
            "'a' is part of 'b', which is part of 'a'; leave out one of the two",
        ),
        ([{"name": "police", "part_of": ["polcie"]}], "unknown_class", "class[0].part_of[0]", "part_of names 'polcie', which is no class here; write 'police'"),
        ([{"name": "police", "aliases": ["cops"]}, {"name": "deputies", "part_of": ["cop"]}], "unknown_class", "class[1].part_of[0]", "part_of names 'cop', which is no class here; write 'police'"),
        ([{"name": "x", "part_of": ["deputies"]}], "unknown_class", "class[0].part_of[0]", "part_of names 'deputies', which is no class here; add a [[class]] with that name, or the data that has it, such as bundled"),
        ([{"name": " "}], "empty_text", "class[0].name", "name is empty; name the class"),
        ([{"name": "a", "aliases": ["b", ""]}], "empty_text", "class[0].aliases[1]", "an alias is empty; leave it out"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_class(classes: list[dict[str, Any]], code: str, path: str, said: str) -> None:
    document = in_json(**{"class": classes})
    fault = validate([document]).faults[0]
    assert (fault.code, fault.path, f"{fault.message}; {fault.mend}") == (code, path, said)
    with pytest.raises(MoratrackError, match=r"x\.json:1: "):
        loaded(document)


@pytest.mark.parametrize(
    ("change", "code", "severity", "said"),
    [
        ({"version": "v2"}, "bad_version", "error", "version 'v2' is not made of numbers and dots; write it like 2026.11.1"),
        ({"version": "2026..1"}, "bad_version", "error", "version '2026..1' is not made of numbers and dots; write it like 2026.11.1"),
        ({"through": "2026"}, "bad_through", "error", "through 2026 is no whole day; write it like 2026-11-26"),
        ({"through": "soon"}, "bad_value", "error", "through: 'soon' is not a day of the calendar, written as 2020-06-11, 2020-06 or 2020; correct it"),
        ({"through": "2019-12-31"}, "event_after_through", "warning", "kept through 2019-12-31, and there is an event of 2020-01-01; write the day up to which it is kept now"),
        ({"licence": "Creative Commons"}, "bad_licence", "warning", "licence 'Creative Commons' is no SPDX identifier; write one such as CC0-1.0 or CC-BY-4.0"),
        ({"url": "pauses.example"}, "bad_url", "error", "url 'pauses.example' is no http or https address; write the whole address, with %20 for a space"),
        ({"titel": "x"}, "unknown_key", "error", "unknown key 'titel'; write title"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_about(change: dict[str, str], code: str, severity: str, said: str) -> None:
    pause = {**PAUSE, "barred": []}
    document = in_json(about={**ABOUT, **change}, policy=[pause])
    [fault] = validate([document]).faults
    assert (fault.code, fault.severity, f"{fault.message}; {fault.mend}") == (code, severity, said)
    assert fault.policy is None
    if severity == "error":
        with pytest.raises(MoratrackError, match=r"x\.json:1: "):
            loaded(document)
    else:
        assert loaded(document).files[0].about is not None


def test_the_line_of_about_is_that_of_its_key() -> None:
    document = Document("x.toml", TOML.replace("2026.11.1", "two").encode(), "toml")
    [fault] = validate([document]).faults
    assert (fault.line, fault.path) == (5, "about.version")


@pytest.mark.parametrize(
    ("party", "code"),
    [
        ({"type": "class", "includes": ["cops"]}, "unknown_class"),
        ({"includes": ["police"]}, "includes_of_one"),
    ],
)
def test_a_party_includes_classes_by_their_names(party: dict[str, Any], code: str) -> None:
    pause = {**PAUSE, "barred": [{"who": "city departments", **party}]}
    document = in_json(**{"class": [POLICE, BODIES]}, policy=[pause])
    assert [fault.code for fault in validate([document]).faults] == [code]
    with pytest.raises(MoratrackError, match=r"x\.json:1: "):
        loaded(document)


def test_an_amendment_may_include_a_class_of_the_file_it_amends() -> None:
    more = in_json(
        amend=[{"id": "pause", "unclear": [{"who": "partners", "type": "class", "includes": ["police"]}]}]
    )
    assert validate([EVERY_FORM[0], more]).faults == []
    assert loaded(EVERY_FORM[0], more).policies[0].unclear[0].includes == ("police",)


@pytest.mark.parametrize(
    ("files", "kept_to"),
    [
        ([{"policy": [PAUSE]}], "2020-01-01"),
        ([{"policy": [PAUSE], "about": {"through": "2026-11-26"}}], "2026-11-26"),
        ([{"policy": [PAUSE]}, {"policy": [], "about": {"through": "2019-05-05"}}], "2019-05-05"),
        ([{"policy": [{**PAUSE, "event": [{"date": "2021", "did": "adopted"}]}]}], "2021-01-01"),
        ([{"policy": [PAUSE]}, {"amend": [{"id": "pause", "event": [{"date": "2019-06-06", "did": "noted"}]}]}], "2020-01-01"),
        ([{"policy": []}], None),
    ],
)  # fmt: skip
def test_a_record_was_kept_to_what_it_says_else_its_newest_event(
    files: list[dict[str, Any]], kept_to: str | None
) -> None:
    words = in_json(**{"class": [POLICE, BODIES]})
    documents = [replace(in_json(**tables), name=f"{place}.json") for place, tables in enumerate(files)]
    found = loaded(words, *documents).kept_to
    assert (found and found.isoformat()) == kept_to


NAMES = st.sampled_from(["a", "b", "As", "c", " "])


@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": NAMES, "aliases": st.lists(NAMES, max_size=2), "part_of": st.lists(NAMES, max_size=2)}
        ),
        min_size=1,
        max_size=4,
    ),
    st.lists(NAMES, max_size=1),
)
def test_a_vocabulary_is_loaded_or_told(classes: list[dict[str, Any]], includes: list[str]) -> None:
    pause = {**PAUSE, "barred": [{"who": "they", "type": "class", "includes": includes}]}
    document = in_json(**{"class": classes}, policy=[pause])
    faults = validate([document]).faults
    try:
        loaded(document)
    except MoratrackError:
        assert faults
    else:
        assert not faults
