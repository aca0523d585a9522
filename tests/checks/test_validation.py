"""Every fault of a data file: what is said, at which line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.checks.validation import validate
from moratrack.core.faults import Fault, MoratrackError
from moratrack.dataset import load
from moratrack.files.cache import Cache
from moratrack.files.documents import Document

from ..support import SHIPPED

SOUND = """\
[[policy]]
id = "amazon"
title = "Police use of Rekognition"
issuer = "Amazon"
kind = "moratorium"
jurisdiction = "US"

[policy.sources]
post = { url = "https://example.com/post", publisher = "Amazon" }

[[policy.event]]
date = 2020-06-10
did = "adopted"
term = "1 year"
sources = ["post"]

[[policy.exempt]]
who = "Thorn"
"""


def faults_of(text: str | bytes, syntax: str = "toml") -> list[Fault]:
    data = text.encode() if isinstance(text, str) else text
    return validate([Document("mine.toml", data, syntax)]).faults


def test_a_sound_file_has_no_faults() -> None:
    assert faults_of(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "said"),
    [
        ("[[policy.exempt]]", "[[policy.exmept]]", 17, "unknown_key", "unknown key 'exmept'; write exempt"),
        ('who = "Thorn"', 'whoo = "Thorn"', 18, "unknown_key", "unknown key 'whoo'; write who"),
        ('id = "amazon"', 'id = "Amazon Inc"', 2, "bad_id", "id 'Amazon Inc' is not kebab-case; write it like san-francisco"),
        ('kind = "moratorium"', 'kind = "moratorum"', 5, "not_in_vocabulary", "kind is 'moratorum'; write 'moratorium'"),
        ('kind = "moratorium"', "kind = 3", 5, "not_in_vocabulary", "kind is a number; write one of moratorium, ban, withdrawal, restriction"),
        ('issuer = "Amazon"', "issuer = 3", 4, "wrong_type", "issuer is a number; write a text in quotes"),
        ('issuer = "Amazon"', 'issuer = " "', 4, "empty_text", "issuer is empty; say it in a few words"),
        ('jurisdiction = "US"', 'jurisdiction = "UK"', 6, "bad_jurisdiction", "jurisdiction 'UK' is not an ISO 3166 code; write GB"),
        ('jurisdiction = "US"', 'jurisdiction = "us-ca"', 6, "bad_jurisdiction", "jurisdiction 'us-ca' is not an ISO 3166 code; write a code such as US, US-CA, EU or INT"),
        ("https://example.com/post", "javascript:alert(1)", 9, "bad_url", "url 'javascript:alert(1)' is no http or https address; write the whole address, with %20 for a space"),
        ("date = 2020-06-10", "date = 2020-06-10T12:00:00Z", 12, "bad_value", "date: a day without a time is wanted, such as 2020-06-11; correct it"),
        ("date = 2020-06-10", 'date = "2020-02-30"', 12, "bad_value", "date: '2020-02-30' is not a day of the calendar, written as 2020-06-11, 2020-06 or 2020; correct it"),
        ("date = 2020-06-10", "date = 2020", 12, "bad_value", "date: a day is wanted: 2020-06-11, or in quotes '2020-06' or '2020'; correct it"),
        ("date = 2020-06-10\n", "", 11, "missing_key", "date is missing; add date = …"),
        ('did = "adopted"', 'did = "adoptd"', 13, "not_in_vocabulary", "did is 'adoptd'; write 'adopted'"),
        ('did = "adopted"', 'did = "extended"', 13, "impossible_history", "extended before it was adopted; record the adoption first"),
        ('term = "1 year"', "term = 365", 14, "bad_value", "term: a term is wanted, in quotes: '1 year', '180 days', 'P1Y6M' or 'unknown'; correct it"),
        ('term = "1 year"', 'term = "a year"', 14, "bad_value", "term: 'a year' is not a term such as '1 year 6 months', '180 days' or 'P1Y6M'; correct it"),
        ('term = "1 year"', 'term = "9999 years"', 14, "impossible_history", "9999 years from 2020-06-10 runs past the year 9999; shorten the term"),
        ('term = "1 year"', "through = 2020-06-09", 14, "impossible_history", "its last day 2020-06-09 lies before its first, 2020-06-10; correct one of them"),
        ('sources = ["post"]', 'sources = ["pst"]', 15, "unknown_source", "unknown source 'pst'; write 'post'"),
        ('sources = ["post"]', 'sources = "post"', 15, "wrong_type", "sources is a text; write a list"),
        ('who = "Thorn"', 'who = "Thorn"\nsince = 2021-01-02\nthrough = 2021-01-01', 20, "ends_before_start", "'Thorn' stands through 2021-01-01, before 2021-01-02; correct one of the two days"),
    ],
)  # fmt: skip
def test_an_error_is_said_at_the_line_of_its_key(old: str, new: str, line: int, code: str, said: str) -> None:
    errors = [fault for fault in faults_of(SOUND.replace(old, new)) if fault.severity == "error"]
    assert [(fault.line, fault.code, f"{fault.message}; {fault.mend}") for fault in errors] == [
        (line, code, said)
    ]
    assert str(errors[0]).startswith(f"mine.toml:{line}: ")


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ('sources = ["post"]\n', "", 11, "no_source"),
        ("[[policy.event]]", 'more = { url = "https://example.com", publisher = "X" }\n\n[[policy.event]]', 11, "unused_source"),
        ('term = "1 year"', 'term = "1 year"\nthrough = 2021-06-09', 15, "odd_history"),
        ("[[policy.exempt]]", '[[policy.event]]\ndate = 2020-07-01\ndid = "ended"\nby = "nowhere"\nsources = ["post"]\n\n[[policy.exempt]]', 20, "unknown_policy"),
    ],
)  # fmt: skip
def test_what_is_only_odd_is_a_warning(old: str, new: str, line: int, code: str) -> None:
    faults = faults_of(SOUND.replace(old, new))
    assert (line, code, "warning") in [(fault.line, fault.code, fault.severity) for fault in faults]
    assert all(fault.severity == "warning" for fault in faults)


def test_all_faults_of_a_record_are_found_at_once() -> None:
    text = (
        SOUND.replace("exempt", "exmept")
        .replace("https://", "ftp://")
        .replace('"US"', '"XX"')
        .replace('kind = "moratorium"', "kind = 1")
    )
    assert {fault.code for fault in faults_of(text)} >= {"unknown_key", "not_in_vocabulary"}
    text = SOUND.replace("exempt", "exmept").replace("https://", "ftp://").replace('"US"', '"XX"')
    assert {fault.code for fault in faults_of(text)} == {"unknown_key", "bad_url", "bad_jurisdiction"}


def test_a_bad_record_does_not_hide_another() -> None:
    second = SOUND.replace("amazon", "other").replace("[[policy.exempt]]", "[[policy.exmept]]")
    faults = faults_of(SOUND.replace("2020-06-10", '"2020-02-30"') + second)
    assert [(fault.policy, fault.code) for fault in faults] == [
        ("amazon", "bad_value"),
        ("other", "unknown_key"),
    ]
    assert faults[1].line == len(SOUND.splitlines()) + 17


def test_two_policies_with_one_id_are_named_with_both_places() -> None:
    documents = [Document("a.toml", SOUND.encode(), "toml"), Document("b.toml", SOUND.encode(), "toml")]
    [fault] = validate(documents).faults
    assert (fault.file, fault.line, fault.message) == ("b.toml", 2, "id 'amazon' is also at a.toml:2")
    with pytest.raises(MoratrackError, match=r"b.toml:2: amazon: id 'amazon' is also at a.toml:2"):
        load(documents, Cache(None))


@pytest.mark.parametrize(
    ("data", "syntax", "line", "said"),
    [
        (b"[[policy]]\nid = \n", "toml", 2, "is not TOML"),
        (b"[[policy]]\nid = 'x", "toml", 2, "is not TOML"),
        (b"a = 1\n\xff\xfe", "toml", 2, "is not UTF-8 text"),
        (b"\x00\x01\x02", "toml", 1, "is not TOML"),
        (b"\x89PNG\r\n\x1a\n", "toml", 1, "is not UTF-8 text"),
        (b'{"policy": [\n{]\n}', "json", 2, "is not JSON"),
        (b"", "json", 1, "is not JSON"),
        (b'{"id": "x"}\n{"id"', "ndjson", 2, "is not JSON"),
        (b"[" * 100_000, "json", 1, "is nested too deeply"),
        (b"a = " + b"[" * 100_000, "toml", 1, "is"),
        (b"a = 2020-02-30", "toml", 1, "is not TOML"),
    ],
)
def test_what_does_not_parse_is_said_with_its_line(data: bytes, syntax: str, line: int, said: str) -> None:
    [fault] = faults_of(data, syntax)
    assert (fault.code, fault.line) == ("syntax", line)
    assert fault.message.startswith(said)
    with pytest.raises(MoratrackError, match=f"mine.toml:{line}: "):
        load([Document("mine.toml", data, syntax)], Cache(None))


@pytest.mark.parametrize("syntax", ["toml", "ndjson"])
@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_fault(data: bytes, syntax: str) -> None:
    [fault] = faults_of(data, syntax)
    assert (fault.line, fault.code) == (1, "empty")
    with pytest.raises(MoratrackError, match=r"mine.toml:1: holds no policies; write \[\[policy\]\]"):
        load([Document("mine.toml", data, syntax)], Cache(None))


def test_a_file_may_say_that_it_holds_no_policies() -> None:
    assert load([Document("mine.json", b'{"policy": []}', "json")], Cache(None)).policies == []


def test_one_bad_value_hides_no_other_fault() -> None:
    text = (
        SOUND.replace("date = 2020-06-10", 'date = "2020-02-30"')
        .replace('"US"', '"XX"')
        .replace("https://", "ftp://")
        .replace('who = "Thorn"', "who = 3")
    )
    faults = faults_of(text + SOUND)
    assert [(fault.line, fault.code) for fault in faults if fault.severity == "error"] == [
        (6, "bad_jurisdiction"),
        (9, "bad_url"),
        (12, "bad_value"),
        (18, "wrong_type"),
        (20, "duplicate_id"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            'did = "adopted"\nterm = "1 year"',
            'did = "checked"\nterm = "1 year"',
            14,
            "term means nothing for checked",
        ),
        ('term = "1 year"', 'how = "lifted"', 14, "how means nothing for adopted"),
    ],
)
def test_a_key_that_means_nothing_for_the_event_is_an_error(old: str, new: str, line: int, said: str) -> None:
    errors = [fault for fault in faults_of(SOUND.replace(old, new)) if fault.code == "key_out_of_place"]
    assert [(fault.line, fault.message) for fault in errors] == [(line, said)]


def test_two_standings_under_one_name_are_remarked() -> None:
    twice = SOUND + '\n[[policy.barred]]\nwho = "others"\naliases = ["THORN"]\n'
    [fault] = faults_of(twice)
    assert (fault.line, fault.severity, fault.message) == (21, "warning", "'thorn' is both exempt and barred")
    assert (
        faults_of(
            twice.replace('who = "Thorn"', 'who = "Thorn"\nthrough = 2020-12-31') + "since = 2021-01-01\n"
        )
        == []
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[]", "wrong_type"),
        (b'{"policy": 3}', "wrong_type"),
        (b"{}", "empty"),
        (b'{"polcy": []}', "unknown_key"),
        (b'{"policy": [3]}', "wrong_type"),
        (b'{"policy": [{"event": {"date": 3}}]}', "wrong_type"),
        (b'{"policy": [{"sources": []}]}', "wrong_type"),
    ],
)
def test_other_shapes_are_said_to_be_wrong(data: bytes, code: str) -> None:
    assert code in {fault.code for fault in faults_of(data, "json")}


def test_json_and_ndjson_are_read_as_toml_is() -> None:
    record = (
        b'{"id": "amazon", "title": "Police", "issuer": "Amazon", "kind": "ban",'
        b' "event": [{"date": "2020-06", "did": "adopted"}]}'
    )
    [whole] = load([Document("x", b'{"policy": [' + record + b"]}", "json")], Cache(None)).policies
    [line] = load([Document("x", b"\n" + record + b"\n\n", "ndjson")], Cache(None)).policies
    toml = b'[[policy]]\nid="amazon"\ntitle="Police"\nissuer="Amazon"\nkind="ban"\n[[policy.event]]\ndate="2020-06"\ndid="adopted"'
    [parsed] = load([Document("x", toml, "toml")], Cache(None)).policies
    assert whole == line == parsed


def test_the_line_of_a_json_fault_is_that_of_its_key() -> None:
    text = '{"policy": [\n {"id": "x",\n  "title": "t",\n  "issuer": "i",\n  "kind": "bn",\n  "event": [{"date": "2020-06", "did": "adopted"}]}]}'
    errors = [fault for fault in faults_of(text, "json") if fault.severity == "error"]
    assert [(fault.line, fault.path) for fault in errors] == [(5, "policy[0].kind")]


def test_the_refusal_counts_the_errors_and_says_how_to_see_them() -> None:
    text = SOUND.replace("exempt", "exmept").replace('"US"', '"XX"')
    with pytest.raises(MoratrackError) as refusal:
        load([Document("mine.toml", text.encode(), "toml")], Cache(None))
    assert str(refusal.value) == (
        "mine.toml:6: amazon: jurisdiction 'XX' is not an ISO 3166 code; "
        "write a code such as US, US-CA, EU or INT (2 errors; moratrack validate mine.toml lists them)"
    )


@given(st.binary(max_size=200), st.sampled_from(("toml", "json", "ndjson")))
def test_any_bytes_are_decoded_or_refused(data: bytes, syntax: str) -> None:
    document = Document("mine", data, syntax)
    errors = [fault for fault in validate([document]).faults if fault.severity == "error"]
    try:
        load([document], Cache(None))
    except MoratrackError:
        assert errors
    else:
        assert not errors


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("2020-01-01") | st.just("adopted"),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(("policy", "id", "title", "issuer", "kind", "event", "date", "did", "exempt", "who", "sources", "url", "x")),
        inner,
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.lists(JSON, max_size=3))
def test_any_records_are_judged_without_a_crash(records: list[object]) -> None:
    import json

    data = json.dumps({"policy": records}).encode()
    errors = [fault for fault in faults_of(data, "json") if fault.severity == "error"]
    try:
        load([Document("mine", data, "json")], Cache(None))
    except MoratrackError:
        assert errors
    else:
        assert not errors


def test_the_decoded_form_that_is_kept_is_the_same(tmp_path: Path) -> None:
    document = Document("bundled", SHIPPED.read_bytes(), "toml")
    cache = Cache(tmp_path / "cache")
    first, second = load([document], cache), load([document], cache)
    assert first == second == load([document], Cache(None))
    assert len(list((tmp_path / "cache").iterdir())) == 1


@pytest.mark.parametrize("spoil", [b"", b"x", b"\x00" * 40])
def test_a_cache_that_is_broken_is_as_if_it_were_not_there(tmp_path: Path, spoil: bytes) -> None:
    document, cache = Document("mine.toml", SOUND.encode(), "toml"), Cache(tmp_path)
    expected = load([document], cache)
    [entry] = tmp_path.iterdir()
    entry.write_bytes(spoil)
    assert load([document], cache) == expected
    entry.write_bytes(entry.read_bytes()[:-1])
    assert load([document], cache) == expected


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    document = Document("mine.toml", SOUND.encode(), "toml")
    assert len(load([document], Cache(tmp_path / "file" / "below")).policies) == 1
