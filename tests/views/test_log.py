"""The log on a terminal: a line for each entry, and all of each where policies were named."""

from __future__ import annotations

import pytest

from moratrack import load
from moratrack.questions.log import log, log_rows, newest_first
from moratrack.views.ink import Ink
from moratrack.views.log import log_grid
from moratrack.views.table import drawn

from ..support import SHIPPED, day

ON = day("2026-06-30")
ROWS = list(log_rows(newest_first(log(load(str(SHIPPED)), ON, day("2026-05-01"), ON)), ON))


@pytest.mark.parametrize("width", [80, 100, 200])
def test_each_entry_is_one_line(width: int) -> None:
    lines = drawn(log_grid(ROWS, ON), width, Ink()).splitlines()
    entries = [line for line in lines if line.startswith("20")]
    assert [line.split()[1] for line in entries] == [row.id for row in ROWS]
    assert max(map(len, lines)) <= width
    assert len(lines) == len(entries) + len(["as known", "", "names", "rule", "so far"])


@pytest.mark.parametrize("width", [80, 100])
def test_where_policies_were_named_nothing_is_left_out(width: int) -> None:
    text = drawn(log_grid(ROWS, ON, detailed=True), width, Ink())
    assert "…" not in text
    said = set(text.split())
    assert all(word in said for row in ROWS for word in (row.note or "").split()[:-1])
