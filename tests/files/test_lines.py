"""Lines of keys: examples, layouts that a parser confirms, and texts that cannot be followed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import tomli
import tomlkit
from hypothesis import example, given
from hypothesis import strategies as st

from moratrack.core.faults import KeyPath
from moratrack.files.lines import DEEPEST, json_lines, line_of, toml_lines

POLICIES = """\
# [[policy]] in a comment
schema = 1  # policy = 2

[[policy]]
id = "first"

[[policy]]
id = "second"
post = { url = "https://example.org/{a}#b", title = "a = b" }
aliases = [
  "one",  # ] "no"
  # between

  "two", [3,
  4],
]
[policy.sources]
"quoted \\u00e9\\U0001f600.key" = 1
'literal \\u00e9.key' = 2
dotted . "a.b".c-d = 3
[[policy.event]]
did = "adopted"
[[policy.event]]
did = "ended"
  [policy.event.term]
  days = 1979-05-27 07:32:00  # a day
[[policy]]
[[policy.event]]
"""

POLICY_LINES: dict[KeyPath, int] = {
    ("schema",): 2,
    ("policy",): 4,
    ("policy", 0): 4,
    ("policy", 0, "id"): 5,
    ("policy", 1): 7,
    ("policy", 1, "id"): 8,
    ("policy", 1, "post"): 9,
    ("policy", 1, "post", "url"): 9,
    ("policy", 1, "post", "title"): 9,
    ("policy", 1, "aliases"): 10,
    ("policy", 1, "aliases", 0): 11,
    ("policy", 1, "aliases", 1): 14,
    ("policy", 1, "aliases", 2): 14,
    ("policy", 1, "aliases", 2, 0): 14,
    ("policy", 1, "aliases", 2, 1): 15,
    ("policy", 1, "sources"): 17,
    ("policy", 1, "sources", "quoted é😀.key"): 18,
    ("policy", 1, "sources", "literal \\u00e9.key"): 19,
    ("policy", 1, "sources", "dotted"): 20,
    ("policy", 1, "sources", "dotted", "a.b"): 20,
    ("policy", 1, "sources", "dotted", "a.b", "c-d"): 20,
    ("policy", 1, "event"): 21,
    ("policy", 1, "event", 0): 21,
    ("policy", 1, "event", 0, "did"): 22,
    ("policy", 1, "event", 1): 23,
    ("policy", 1, "event", 1, "did"): 24,
    ("policy", 1, "event", 1, "term"): 25,
    ("policy", 1, "event", 1, "term", "days"): 26,
    ("policy", 2): 27,
    ("policy", 2, "event"): 28,
    ("policy", 2, "event", 0): 28,
}


def paths_in(value: Any, path: KeyPath = ()) -> dict[KeyPath, Any]:
    """Every path of a parsed document below its root, with the value it leads to."""
    found: dict[KeyPath, Any] = {path: value} if path else {}
    steps: Any = ()
    if isinstance(value, dict):
        steps = value.items()
    elif isinstance(value, list):
        steps = enumerate(value)
    for step, child in steps:
        found |= paths_in(child, (*path, step))
    return found


def test_every_kind_of_toml_key_has_its_line() -> None:
    assert toml_lines(POLICIES) == POLICY_LINES
    assert paths_in(tomli.loads(POLICIES)).keys() == POLICY_LINES.keys()


def test_crlf_counts_one_line() -> None:
    assert toml_lines(POLICIES.replace("\n", "\r\n")) == POLICY_LINES
    assert json_lines('{\r\n"a":\r\n[\r\n1\r\n]\r\n}') == {("a",): 2, ("a", 0): 4}


STRINGS = [
    '"[[policy]] # = \' { } [ ] , \\" \\\\"',
    "'[[policy]] # = \" { } [ ] , \\'",
    '""',
    "''",
    '""""""',
    "''''''",
    '"""\n[[policy]]\nid = 1 # \'\'\' "x" ""y"" {\n"""',
    '"""a\\"""\n[[policy]]\n\\\\"""',
    '"""a \\\n   b = [1, \\\n\n  2"""',
    '"""quotes at the end"""""',
    '"""""quotes at the start"""',
    "'''\n[[policy]]\nid = 1 # \"\"\" 'x' ''y'' { \\'''",
    "'''quotes at the end'''''",
]


@pytest.mark.parametrize("string", STRINGS)
@pytest.mark.parametrize("layout", ["{}\nlast = 1", "[ {} , {} ] # ]\nlast = 1", "{{ in = {} }}\nlast = 1"])
def test_toml_strings_hide_what_they_contain(string: str, layout: str) -> None:
    text = "first = " + layout.format(string, string)
    lines = toml_lines(text)
    assert lines.keys() == paths_in(tomli.loads(text)).keys()
    assert lines[("last",)] == len(text.split("\n"))


@st.composite
def toml_containers(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    """An array or inline table in any layout that TOML 1.1 allows."""
    blank = st.sampled_from(["", " ", "\t", "\n", "\r\n", ' # ]}, "\n', "#\n\n"])
    opening, closing = draw(st.sampled_from([("[", "]"), ("{", "}")]))
    items = draw(st.lists(values, max_size=3))
    if opening == "{":
        keys = ["a", "'b.=' . \"{#\" ", '"\\"" ']
        items = [f"{key}= {item}" for key, item in zip(keys, items, strict=False)]
    items = [draw(blank) + item + draw(blank) for item in items]
    return (
        opening
        + ",".join(items)
        + (draw(st.sampled_from(["", ","])) if items else "")
        + draw(blank)
        + closing
    )


TOML_SCALARS = st.sampled_from([*STRINGS, "-1.5e3", "inf", "true", "1979-05-27 07:32:00.5-07:00", "07:32:00"])


@given(st.lists(st.recursive(TOML_SCALARS, toml_containers), min_size=1))
def test_toml_values_in_any_layout(values: list[str]) -> None:
    text = ""
    expected: dict[KeyPath, int] = {}
    for number, value in enumerate(values):
        expected[(f"key{number}",)] = text.count("\n") + 1
        text += f"key{number} = {value} # comment\n"
    lines = toml_lines(text)
    assert lines.items() >= expected.items()
    assert lines.keys() == paths_in(tomli.loads(text)).keys()


def test_a_table_has_the_line_of_its_own_header_even_if_implied_before() -> None:
    assert toml_lines("[a.b]\n[a.c]\n[a]\nd.e = 1\nd.f = 2") == {
        ("a",): 3,
        ("a", "b"): 1,
        ("a", "c"): 2,
        ("a", "d"): 4,
        ("a", "d", "e"): 4,
        ("a", "d", "f"): 5,
    }


def test_inline_tables_may_span_lines_and_end_in_a_comma() -> None:
    text = "a = {\n  b = 1, # }\n  c.d = [\n{ e = {} },\n[],\n],\n}\nf = 2\n"
    assert toml_lines(text) == {
        ("a",): 1,
        ("a", "b"): 2,
        ("a", "c"): 3,
        ("a", "c", "d"): 3,
        ("a", "c", "d", 0): 4,
        ("a", "c", "d", 0, "e"): 4,
        ("a", "c", "d", 1): 5,
        ("f",): 8,
    }


def test_json_keys_and_elements_have_their_lines() -> None:
    text = r"""
{"a": {}, "": [], "tricky": "}], \" \\", "#=": null,
  "\u00e9\"\ud83d\ude00\/"
  :
  -1.5e3, "list": [
    true, {"b": [1
    ,2]
  }],
  "twice": 1,
  "twice": 2
}
"""
    assert json_lines(text) == {
        ("a",): 2,
        ("",): 2,
        ("tricky",): 2,
        ("#=",): 2,
        ('é"😀/',): 3,
        ("list",): 5,
        ("list", 0): 6,
        ("list", 1): 6,
        ("list", 1, "b"): 6,
        ("list", 1, "b", 0): 6,
        ("list", 1, "b", 1): 7,
        ("twice",): 10,
    }


@pytest.mark.parametrize("scalar", ["1", '"[1"', "null", "{}", "[]", " ", ""])
def test_json_without_keys_has_no_lines(scalar: str) -> None:
    assert json_lines(scalar) == {}


def test_deep_nesting_is_mapped_down_to_a_limit() -> None:
    depth = 100_000
    arrays = "[\n" * depth + "]" * depth
    assert json_lines(arrays) == {(0,) * n: n + 1 for n in range(1, DEEPEST + 1)}
    tables = '{"a":\n' * depth + "1" + "}" * depth
    assert json_lines(f'[{tables},\n"last"]') == {
        **{(0, *("a",) * n): max(n, 1) for n in range(DEEPEST)},
        (1,): depth + 2,
    }
    keys = ".".join("a" * depth)
    lines = toml_lines(f"x = {arrays}\n{keys} = 1\n[[b.{keys}]]\n{keys} = 1\n[c]")
    assert lines[("x", 0)] == 2
    assert lines[("a",) * DEEPEST] == depth + 2
    assert lines[("b", "a")] == depth + 3
    assert lines[("c",)] == depth + 5
    assert max(map(len, lines)) == DEEPEST


@pytest.mark.parametrize(
    "text", ["{", "}", '{"a": 1, b', '{"a": 1, "b" 2}', '{"a": 1, "\\x": 2}', '{"a": 1, "b']
)
def test_json_that_cannot_be_followed_keeps_what_came_before(text: str) -> None:
    assert json_lines(text) == ({("a",): 1} if "a" in text else {})


@pytest.mark.parametrize(
    "rest", ["=", "b", "[", "[b", "[[]]", '"\\x" = 1', '"b\n" = 1', "b = ", '"b = 1', "\0"]
)
def test_toml_that_cannot_be_followed_keeps_what_came_before(rest: str) -> None:
    assert toml_lines(f"a = 1\n{rest}")[("a",)] == 1
    assert ("c",) not in toml_lines(f"a = 1\n{rest}\n= ]\nc = 1")


def test_a_text_cut_short_maps_what_is_left_alike() -> None:
    for cut in range(len(POLICIES)):
        lines = toml_lines(POLICIES[:cut])
        assert lines.items() <= POLICY_LINES.items()
        complete = POLICIES.count("\n", 0, cut)
        assert lines.items() >= {(path, line) for path, line in POLICY_LINES.items() if line <= complete}


SYNTAX = st.sampled_from(
    [*"[]{}.,:=#\\ \n\r\t'\"a1é\0", '"""', "'''", "[[", "]]", "a = ", '"a": ', "\\u00", "\ud800"]
)


@given(st.lists(SYNTAX).map("".join))
def test_no_text_makes_the_scan_fail(text: str) -> None:
    for lines in (toml_lines(text), json_lines(text)):
        assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


def test_line_of_falls_back_to_the_longest_known_prefix() -> None:
    lines: dict[KeyPath, int] = {("policy",): 3, ("policy", 1): 7, ("policy", 1, "id"): 8}
    assert line_of(lines, ("policy", 1, "id")) == 8
    assert line_of(lines, ("policy", 1, "kind", 0)) == 7
    assert line_of(lines, ("policy", 2, "id")) == 3
    assert line_of(lines, ("party", 1, "id")) == 1
    assert line_of(lines, ()) == 1


TRICKY = st.sampled_from(
    ["[[policy]]", "#", "=", '"', "'", '"""', "'''", "{", "}", "\\", "\n", "a.b", "\r\n", "é"]
)
TEXT = st.lists(TRICKY | st.text(st.characters(exclude_categories=["Cs"]), max_size=3), max_size=4).map(
    "".join
)
SCALAR = TEXT | st.integers(-(2**63), 2**63 - 1)
DATA = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)
)


def indented_lines(value: Any, path: KeyPath, line: int, lines: dict[KeyPath, int]) -> int:
    """Add the lines of ``value`` as json.dumps(indent=1) lays it out; return its last line."""
    steps: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for step, child in steps:
        line += 1
        lines[(*path, step)] = line
        if isinstance(child, dict | list):
            line = indented_lines(child, (*path, step), line, lines)
    return line + 1 if value else line


@given(st.lists(DATA) | st.dictionaries(TEXT, DATA), st.booleans())
def test_json_lines_of_any_data(data: Any, ascii_only: bool) -> None:
    text = json.dumps(data, indent=1, ensure_ascii=ascii_only)
    lines = json_lines(text)
    expected: dict[KeyPath, int] = {}
    indented_lines(data, (), 1, expected)
    assert lines == expected
    assert json_lines(json.dumps(data, ensure_ascii=ascii_only)) == dict.fromkeys(expected, 1)
    for path, line in lines.items():
        if isinstance(path[-1], str):
            key = json.dumps(path[-1], ensure_ascii=ascii_only)
            assert text.split("\n")[line - 1].lstrip().startswith(f"{key}: ")


@given(st.dictionaries(TEXT, DATA, max_size=5))
@example({"policy": [{"id": "a", "event": [{"did": "x"}, {"did": "y"}]}, {"post": {"url": "[[policy]]"}}]})
def test_toml_lines_of_any_data(data: dict[str, Any]) -> None:
    text = tomlkit.dumps(data)
    values = paths_in(tomli.loads(text))
    lines = toml_lines(text)
    assert lines.keys() == values.keys()
    for path, line in lines.items():
        shown = text.split("\n")[line - 1]
        if isinstance(path[-1], str):
            key = path[-1] if re.fullmatch(r"[A-Za-z0-9_-]+", path[-1]) else tomlkit.key(path[-1]).as_string()
            assert key in shown
        if isinstance(values[path], int):
            assert str(values[path]) in shown
