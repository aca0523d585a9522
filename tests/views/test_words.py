"""What is said of a policy that is yet to come."""

from __future__ import annotations

from typing import Any

import pytest

from moratrack.questions.status import status
from moratrack.views.words import brief_countdown, countdown, kept

from ..support import day, make_policy

ADOPTED = {"date": "2026-01-13", "effective": "2027-01-01", "did": "adopted"}


@pytest.mark.parametrize(
    ("events", "said", "brief"),
    [
        ([ADOPTED], "starts in 6 months", "in 6 months"),
        (
            [{"date": "2026-01-13", "did": "adopted", "upon": "the treaty is in force"}],
            "starts when the treaty is in force",
            "on a condition",
        ),
        (
            [ADOPTED, {"date": "2026-02-01", "effective": "2026-12-01", "did": "ended"}],
            "ends before it starts",
            "ends before it starts",
        ),
        (
            [ADOPTED, {"date": "2026-02-01", "effective": "2027-01-01", "did": "suspended"}],
            "starts on a day not known",
            "on a day not known",
        ),
    ],
)
def test_when_it_starts(events: list[dict[str, Any]], said: str, brief: str) -> None:
    found = status(make_policy(*events), day("2026-06-30"))
    assert found is not None
    assert (countdown(found), brief_countdown(found)) == (said, brief)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-07-01", "kept to 2026-07-02"),
        ("2026-07-02", "kept to 2026-07-02"),
        ("2026-07-03", "kept to 2026-07-02; the day since then is not in it"),
        ("2026-07-04", "kept to 2026-07-02; the 2 days since then are not in it"),
    ],
)
def test_how_far_a_record_was_kept(on: str, said: str) -> None:
    assert kept(day("2026-07-02"), day(on)) == said
