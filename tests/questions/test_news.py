"""What a row of news says of a change of the record, and of what a day brought."""

from __future__ import annotations

from typing import Any

import pytest

from moratrack.core.dates import Day, Term
from moratrack.questions.news import beginning, news

from ..support import day, make_policy

HEAD: dict[str, Any] = {"id": "pause", "title": "Scanners", "issuer": "Elm"}
ADOPTED = {"date": "2020-01-01", "did": "adopted", "through": "2020-06"}
NOTED = {"date": "2020-03-01", "did": "noted"}
THORN = {"who": "Thorn", "through": "2020-04-30"}


@pytest.mark.parametrize(
    ("on", "within", "rows"),
    [
        ("2020-02-01", "30 days", []),
        ("2020-03-01", "30 days", [{"part": "event", "what": "added", "date": "2020-03-01"}]),
        (
            "2020-04-01",
            "29 days",
            [
                {"part": "event", "what": "added", "date": "2020-03-01", "key": "2020-03-01 noted", "place": 1},
                {"part": "turn", "what": "coming", "due": "party_through", "date": "2020-04-30", "days_left": 29, "approximate": False, "standing": "exempt", "party": "Thorn", "before": "in_force", "after": "in_force"},
            ],
        ),
        ("2020-04-01", "28 days", [{"part": "event", "what": "added"}]),
        (
            "2020-07-01",
            "30 days",
            [
                {"part": "event", "what": "added", "due": None, "days_left": None},
                {"part": "turn", "what": "happened", "due": "party_through", "date": "2020-04-30", "days_left": None},
                {"part": "turn", "what": "happened", "due": "end", "date": "2020-06-30", "days_left": None, "approximate": True, "standing": None, "party": None, "before": "in_force", "after": "expired"},
            ],
        ),
    ],
)  # fmt: skip
def test_a_row_says_whose_it_is_and_what(on: str, within: str, rows: list[dict[str, Any]]) -> None:
    policy = make_policy(ADOPTED, NOTED, exempt=[THORN], **HEAD)
    told = beginning([policy], day("2020-01-31"))
    found = news(told, [policy], day(on), Term.parse(within), ["pause"]).rows
    for row, expected in zip(found, rows, strict=True):
        assert (row.id, row.title, row.issuer, row.as_of) == ("pause", "Scanners", "Elm", day(on))
        shown = {key: getattr(row, key) for key in expected}
        assert shown | {"date": str(row.date)} == expected | {"date": expected.get("date", str(row.date))}


def test_what_was_told_is_not_told_again() -> None:
    policy = make_policy(ADOPTED, NOTED, exempt=[THORN], **HEAD)
    told = beginning([policy], day("2020-01-31"))
    within = Term.parse("30 days")
    first = news(told, [policy], day("2020-04-20"), within, ["pause"])
    assert [(row.what, row.date) for row in first.rows] == [
        ("added", Day.parse("2020-03-01")),
        ("coming", Day.parse("2020-04-30")),
    ]
    assert news(first.told, [policy], day("2020-04-21"), within, ["pause"]).rows == []
    later = news(first.told, [policy], day("2020-05-01"), within, ["pause"]).rows
    assert [(row.what, row.date) for row in later] == [("happened", Day.parse("2020-04-30"))]
