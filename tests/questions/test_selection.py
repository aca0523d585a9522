"""Which policies pass the filters, and what of them is looked at to say so."""

from __future__ import annotations

import datetime as dt

import pytest

from moratrack import load
from moratrack.core.history import Facts, facts
from moratrack.core.policy import Policy
from moratrack.questions import selection
from moratrack.questions.selection import Filters, Row, rows
from moratrack.questions.status import standing_names, status_row

from ..support import SHIPPED, day, make_policy

ADOPTED = {"date": "2020-01-01", "did": "adopted", "term": "1 year"}
ON = day("2020-12-15")


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(topic=["mining"]), ["a"]),
        (Filters(kind=["ban"]), ["b"]),
        (Filters(jurisdiction=["US"]), ["a", "b"]),
        (Filters(issuer=["birch"]), ["b"]),
        (Filters(search="adits"), ["a"]),
        (Filters(topic=["mining"], state=["expired"]), ["a"]),
        (Filters(state=["in_force"]), ["a", "b"]),
    ],
)
def test_only_of_a_record_that_passes_are_events_replayed(
    filters: Filters, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = [
        make_policy(ADOPTED, id="a", issuer="Alder", topic="mining", jurisdiction="US-CA", title="Adits"),
        make_policy(ADOPTED, id="b", issuer="Birch", kind="ban", topic="fishing", jurisdiction="US"),
    ]
    replayed: list[Policy] = []

    def counted(policy: Policy, on: dt.date) -> Facts | None:
        replayed.append(policy)
        return facts(policy, on)

    monkeypatch.setattr(selection, "facts", counted)
    found = [row.policy.id for row in rows(policies, ON, filters)]
    assert found == ([] if filters.state == ["expired"] else ids)
    assert [policy.id for policy in replayed] == ids


def test_a_row_holds_the_facts_under_their_names() -> None:
    for policy in load(str(SHIPPED)):
        for on in (day("2020-06-30"), day("2026-06-30")):
            known = facts(policy, on)
            if known is not None:
                row = status_row(Row(policy, known, "file", ON))
                for name in Facts.__struct_fields__:
                    assert getattr(row, name) == getattr(known, name)
                for name in ("id", "title", "issuer", "issuer_type", "kind", "topic", "jurisdiction", "bars"):
                    assert getattr(row, name) == getattr(policy, name)
                assert (row.kept_to, row.file) == (ON, "file")
                assert row.barred == standing_names(policy.barred, on)
                assert row.exempt == standing_names(policy.exempt, on)
