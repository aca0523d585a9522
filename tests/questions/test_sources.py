"""Which records are stale, and which rest on little."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ..support import data_file, run

CaptureFd = pytest.CaptureFixture[bytes]


def source(publisher: str) -> dict[str, str]:
    return {"url": "https://example.com/", "publisher": publisher}


def record(day: str, publishers: list[str], **event: Any) -> dict[str, Any]:
    sources = {f"s{number}": source(name) for number, name in enumerate(publishers)}
    return {"sources": sources, "event": [{"date": day, "did": "adopted", "sources": list(sources), **event}]}


def test_those_unchecked_for_longest_come_first_with_what_is_weak(
    capfdbinary: CaptureFd, tmp_path: Path
) -> None:
    path = data_file(
        tmp_path,
        record("2022-01-01", ["A", "B"]),
        record("2020-01-01", ["A", "A"]),
        record("2021-01-01", ["A"], confidence="low", term="1 year"),
        record("2023-01-01", []),
    )
    rows = run(capfdbinary, "sources", "--data", path, "--as-of", "2023-01-02", "--json").rows
    assert [(row["id"], row["weak"]) for row in rows] == [
        ("p1", ["one publisher"]),
        ("p2", ["unconfirmed", "low confidence", "one source"]),
        ("p0", []),
        ("p3", ["no source"]),
    ]
    assert (rows[3]["unchecked_days"], rows[2]["sources"], rows[2]["publishers"]) == (1, 2, 2)


def test_only_the_weak_are_shown_when_asked_for(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = data_file(tmp_path, record("2022-01-01", ["A", "B"]), record("2020-01-01", ["A"]))
    result = run(capfdbinary, "sources", "--weak", "--data", path, "--as-of", "2023-01-01")
    assert "p1" in result.out
    assert "p0" not in result.out
    assert "1 record" in result.out


def test_what_was_recorded_later_does_not_count(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    later = record("2020-01-01", ["A"])
    later["event"].append({"date": "2022-01-01", "did": "checked", "sources": ["s0"]})
    path = data_file(tmp_path, later)
    [row] = run(capfdbinary, "sources", "--data", path, "--as-of", "2021-01-01", "--json").rows
    assert row["checked"] == "2020-01-01"
