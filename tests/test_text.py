"""Text as it is compared and as it is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.text import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thorn", "THORN"),
        ("  Digital   Defenders ", "digital defenders"),
        ("two\nlines", "two lines"),
        ("King\u2019s Cross", "king's cross"),
        ("King\u02bcs Cross", "king's cross"),
        ("King`s Cross", "king's cross"),
        ("King\u00b4s Cross", "king's cross"),
        ("K\u00f6ln", "ko\u0308ln"),
        ("caf\u00e9", "CAFE\u0301"),
        ("Tho\u200brn", "thorn"),
        ("Tho\u00adrn", "thorn"),
        ("\ufeffThorn\u2060", "thorn"),
        ("Thorn\ufe0f", "thorn"),
        ("Rolls\u2010Royce", "rolls-royce"),
        ("Rolls\u2011Royce", "rolls-royce"),
        ("Rolls\u2013Royce", "rolls-royce"),
        ("Rolls\u2212Royce", "rolls-royce"),
        ("Acme\u00a0Labs", "acme labs"),
        ("Acme\u3000\u2009Labs", "acme labs"),
        ("\uff21\uff43\uff4d\uff45", "acme"),
        ("\ufb01sheries", "fisheries"),
        ("Stra\u00dfe", "STRASSE"),
        ("\u0130stanbul", "i\u0307stanbul"),
        ("\u201cAcme\u201d", '"acme"'),
    ],
)
def test_names_that_only_look_different_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thorn", "Thorns"), ("Malm\u00f6", "Malmo"), ("law-enforcement", "law enforcement"), ("A B", "AB")],
)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_is_done_once_and_for_every_form_of_a_text(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(max_codepoint=127)))
def test_the_fast_way_for_ascii_gives_the_same(text: str) -> None:
    assert folded(text + "\u200b") == folded(text)
