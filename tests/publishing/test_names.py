"""Names in paths: harmless, told apart, the same for the same name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.publishing.names import address, slugs
from moratrack.text import folded

from ..support import HOSTILE


@given(st.lists(st.text(max_size=120), max_size=12))
def test_any_names_become_paths_that_are_safe_and_apart(names: list[str]) -> None:
    found = slugs(names)
    assert set(found) == set(names)
    for one in names:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found[one])
        assert len(found[one]) <= 100
        for other in names:
            assert (found[one] == found[other]) == (folded(one) == folded(other))


@pytest.mark.parametrize(
    "name", [*HOSTILE, "../../etc/passwd", "..", ".", "/", "\\", "con", "NUL", "日本", ""]
)
def test_no_name_leads_elsewhere(name: str) -> None:
    [slug] = slugs([name]).values()
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slug not in ("con", "nul")


def test_one_that_is_written_so_keeps_the_plain_name() -> None:
    found = slugs(["A.B.", "a b", "A-B"])
    assert found["a b"] == "a-b"
    assert len(set(found.values())) == 3
    assert slugs(["A.B."])["A.B."] == "a-b"


def test_no_name_can_pass_itself_off_as_another_with_its_digits() -> None:
    marked = slugs(["A.B.", "a b"])["A.B."]
    assert len(set(slugs(["A.B.", "a b", marked, marked.replace("-", " ")]).values())) == 4
    assert len(set(slugs(["", slugs([""])[""]]).values())) == 2


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/[x]|{y}", "https://example.org/%5Bx%5D%7C%7By%7D"),
        ("https://example.org/a%20b?c=d&e=f#g", "https://example.org/a%20b?c=d&e=f#g"),
        ("https://example.org/ü", "https://example.org/%C3%BC"),
    ],
)
def test_an_address_holds_only_what_an_address_may(url: str, expected: str) -> None:
    assert address(url) == expected
