"""Texts are measured, cut and broken as rich does it, though mostly without rich."""

from __future__ import annotations

import sys

from hypothesis import assume, given
from hypothesis import strategies as st
from rich._wrap import divide_line as rich_divide_line
from rich.cells import cell_len as rich_cell_len
from rich.cells import set_cell_size

from moratrack.text import inert
from moratrack.views.measure import cell_cut, cell_len, divide_line

SIGNS = "ab.-é–…’\xa0  漢👍🏽\u0301\u200d"
TEXTS = st.one_of(st.text(SIGNS, max_size=60), st.text("ab -é", max_size=60), st.text(max_size=30)).map(inert)
WIDTHS = st.integers(2, 40)


def test_every_character_is_as_wide_as_rich_has_it() -> None:
    for code in range(sys.maxunicode + 1):
        text = chr(code)
        if text.isprintable():
            assert cell_len(text) == rich_cell_len(text), hex(code)


@given(TEXTS, WIDTHS)
def test_texts_are_measured_and_broken_as_rich_does(text: str, width: int) -> None:
    assert cell_len(text) == rich_cell_len(text)
    assert divide_line(text, width) == rich_divide_line(text, width)


@given(TEXTS, WIDTHS)
def test_texts_are_cut_as_rich_does(text: str, width: int) -> None:
    assume(rich_cell_len(text) > width)
    assert cell_cut(text, width) == set_cell_size(text, width)
