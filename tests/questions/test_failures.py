"""What a listing may be asked to fail on, and from which day."""

from __future__ import annotations

from typing import Any

import pytest

from moratrack.core.history import facts
from moratrack.questions.failures import FAILURES, STALE_AFTER

from ..support import day, make_policy

ADOPTED = {"date": "2020-01-01", "did": "adopted"}
YEAR = {**ADOPTED, "term": "1 year"}
LATER = {**ADOPTED, "effective": "2020-06-01"}
STAYED = {"date": "2020-02-01", "did": "suspended", "through": "2020-06-30"}


@pytest.mark.parametrize(
    ("events", "on", "words"),
    [
        ([ADOPTED], "2020-01-01", set()),
        ([ADOPTED], "2022-01-01", set()),
        ([ADOPTED], "2022-01-02", {"stale"}),
        ([ADOPTED, {"date": "2021-01-01", "did": "checked"}], "2022-01-02", set()),
        ([{**ADOPTED, "date": "0001-01-01"}], "0001-06-01", set()),
        ([YEAR], "2020-10-02", set()),
        ([YEAR], "2020-10-03", {"expiring"}),
        ([YEAR], "2021-01-01", {"expiring"}),
        ([YEAR], "2021-01-02", {"expired", "unconfirmed"}),
        ([YEAR], "2023-01-02", {"expired", "unconfirmed"}),
        ([YEAR, {"date": "2021-02-01", "did": "checked"}], "2023-02-02", {"expired"}),
        ([ADOPTED, {"date": "2020-02-01", "did": "ended"}], "2023-01-01", set()),
        ([LATER], "2020-03-02", set()),
        ([LATER], "2020-03-03", {"starting"}),
        ([LATER], "2020-05-31", {"starting"}),
        ([LATER], "2020-06-01", set()),
        ([LATER, STAYED], "2020-04-01", set()),
        ([LATER, STAYED], "2020-04-02", {"starting"}),
        ([LATER, STAYED], "2020-07-01", {"unconfirmed"}),
        ([ADOPTED, STAYED], "2020-05-01", set()),
        ([{**ADOPTED, "upon": "x"}], "2020-02-01", set()),
    ],
)
def test_what_holds_from_which_day(events: list[dict[str, Any]], on: str, words: set[str]) -> None:
    known = facts(make_policy(*events), day(on))
    assert known is not None
    assert {word for word, fails in FAILURES.items() if fails(known, STALE_AFTER)} == words
