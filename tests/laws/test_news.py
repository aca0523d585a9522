"""Whatever the schedule of runs and edits, each thing is told exactly once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from moratrack import load
from moratrack.core.dates import Day, Term
from moratrack.core.policy import Party, Policy
from moratrack.questions.log import log, log_rows
from moratrack.questions.matching import keyed_events
from moratrack.questions.news import News, NewsRow, beginning, known_record, news

from ..strategies import START, days, policies
from ..support import SHIPPED

LEAD = Term.parse("30 days")
YEAR = 365
IDS = ("p", "q", "r")
Record = Sequence[Policy]


def _name(party: Party) -> str:
    return party.who


PARTIES = st.builds(
    lambda who, since, through: Party(who=who, since=since and Day(since), through=through and Day(through)),
    st.sampled_from(("Thorn", "Ring")),
    st.none() | days(),
    st.none() | days(),
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    names = draw(st.lists(st.sampled_from(IDS), unique=True))
    return [
        replace(draw(policies()), id=name, exempt=tuple(draw(st.lists(PARTIES, max_size=2, unique_by=_name))))
        for name in names
    ]


class Run(NamedTuple):
    """A day on which a reader asks, of which policies, and the record as it is on that day."""

    on: dt.date
    wanted: frozenset[str]
    record: Record


@st.composite
def years(draw: st.DrawFn) -> list[Run]:
    """A year in which the record is edited and a reader asks as they like; on the last day, of everything."""
    first = START + dt.timedelta(days=draw(st.integers(0, 900)))
    edits = {0: draw(records())} | draw(st.dictionaries(st.integers(1, YEAR), records(), max_size=3))
    asked = sorted(draw(st.sets(st.integers(0, YEAR - 1), max_size=6)) | {YEAR})
    runs = []
    for day in asked:
        record = edits[max(edited for edited in edits if edited <= day)]
        wanted = draw(st.frozensets(st.sampled_from(IDS))) if day < YEAR else frozenset(IDS)
        runs.append(Run(first + dt.timedelta(days=day), wanted, record))
    return [Run(first, frozenset(), edits[0]), *runs]


def events_of(record: Record) -> set[tuple[str, str | None, int]]:
    return {(policy.id, event.name, event.place) for policy in record for event in keyed_events(policy)}


def turns_of(record: Record, on: dt.date) -> set[tuple[Any, ...]]:
    rows = log_rows(log(record, on))
    return {
        (row.id, row.due, row.party, row.date) for row in rows if row.due is not None and not row.scheduled
    }


def told_turns(found: list[News], what: str) -> Counter[tuple[Any, ...]]:
    rows = [row for news in found for row in news.rows]
    return Counter((row.id, row.due, row.party, row.date) for row in rows if row.what == what)


def runs_of(asked: Sequence[Run]) -> list[News]:
    told = beginning(asked[0].record, asked[0].on)
    found = []
    for run in asked[1:]:
        found.append(news(told, run.record, run.on, LEAD, run.wanted))
        told = found[-1].told
    return found


@settings(max_examples=100)
@given(years())
def test_each_thing_is_told_exactly_once(asked: list[Run]) -> None:
    found = runs_of(asked)
    begun, last = asked[0], asked[-1]

    happened = told_turns(found, "happened")
    assert not happened or set(happened.values()) == {1}
    assert not told_turns(found, "coming") or set(told_turns(found, "coming").values()) == {1}
    before = turns_of(known_record(begun.record, begun.on), begun.on)
    assert not happened.keys() & before
    assert turns_of(last.record, last.on) <= happened.keys() | before

    known = events_of(known_record(begun.record, begun.on))
    for each in found:
        changes = [row for row in each.rows if row.part == "event"]
        gone = {(row.id, row.key, row.place) for row in changes if row.what == "removed"}
        come = {(row.id, row.key, row.place) for row in changes if row.what == "added"}
        assert gone <= known
        assert not {event for event in come if event[2] == 1} & (known - gone)
        known = known_after(each, known)
        assert come <= known
    assert known == events_of(known_record(last.record, last.on))
    assert news(found[-1].told, last.record, last.on, LEAD, last.wanted).rows == []


def known_after(told: News, known: set[tuple[str, str | None, int]]) -> set[tuple[str, str | None, int]]:
    """The events that a reader knows of after some news: places are counted anew among equals."""
    touched = {row.id for row in told.rows}
    return {event for event in known if event[0] not in touched} | {
        event for event in events_of(told.told.policies) if event[0] in touched
    }


def told_of(found: list[News]) -> Counter[tuple[Any, ...]]:
    rows: list[NewsRow] = [row for news in found for row in news.rows]
    return Counter(
        (row.id, row.part, row.what, row.due, row.party, row.date, row.key, row.place)
        for row in rows
        if row.part != "answer" and row.what != "coming"
    )


def asked_every(record: Record, first: dt.date, days: int) -> list[Run]:
    """A year in which somebody asks every so many days, and on its last day."""
    asked = [*range(0, YEAR, days), YEAR]
    wanted = frozenset(policy.id for policy in record)
    return [Run(first + dt.timedelta(days=day), wanted, record) for day in asked]


@settings(max_examples=15)
@given(records(), st.integers(0, 900), st.sampled_from((30, 365)))
def test_whoever_asks_daily_is_told_what_others_are(record: Record, start: int, pause: int) -> None:
    first = START + dt.timedelta(days=start)
    daily = told_of(runs_of(asked_every(record, first, 1)))
    assert daily == told_of(runs_of(asked_every(record, first, pause)))
    assert not daily or set(daily.values()) == {1}


def test_a_year_of_the_shipped_record() -> None:
    record = load(str(SHIPPED))[::12]
    first = dt.date(2020, 6, 1)
    daily, monthly = (told_of(runs_of(asked_every(record, first, days))) for days in (1, 30))
    assert daily == monthly
    assert daily
    assert set(daily.values()) == {1}
