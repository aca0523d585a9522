"""How well records are supported, and how long nobody has looked at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..core.known import known_events
from ..core.ledger import State
from ..core.policy import Confidence, Event
from .selection import Row


class SourcingRow(Struct, frozen=True, kw_only=True):
    """The support of one record, from the events known on the day asked."""

    id: str
    """The policy."""
    title: str
    """What is stopped."""
    issuer: str
    """Who imposed it."""
    as_of: dt.date
    """The day asked."""
    state: State
    """The state of the policy on that day."""
    confirmed: bool
    """False when a scheduled end has passed since anything was last recorded."""
    checked: dt.date
    """The day of the last event on or before the day asked."""
    unchecked_days: int
    """Days from ``checked`` to the day asked."""
    sources: int
    """How many sources its events cite."""
    publishers: int
    """How many publishers they have."""
    confidence: Confidence
    """The lowest confidence of the events on which the state rests."""
    doubtful_events: int
    """How many events are of less than high confidence."""
    weak: tuple[str, ...]
    """What makes it weak: unconfirmed, low confidence, no source, one source, one publisher."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""


def sourcing_rows(rows: Iterable[Row]) -> list[SourcingRow]:
    """The support of each policy, those first that nobody has looked at for longest."""
    found = [_sourcing_row(row) for row in rows]
    found.sort(key=lambda row: (row.checked, row.id))
    return found


def _sourcing_row(row: Row) -> SourcingRow:
    policy, known = row.policy, row.facts
    events = known_events(policy.events, known.as_of)
    cited = _cited(events)
    publishers = {policy.sources[key].publisher for key in cited if key in policy.sources}
    return SourcingRow(
        id=policy.id,
        title=policy.title,
        issuer=policy.issuer,
        as_of=known.as_of,
        state=known.state,
        confirmed=known.confirmed,
        checked=known.checked,
        unchecked_days=(known.as_of - known.checked).days,
        sources=len(cited),
        publishers=len(publishers),
        confidence=known.confidence,
        doubtful_events=sum(event.confidence != "high" for event in events),
        weak=tuple(_weaknesses(known.confirmed, known.confidence, len(cited), len(publishers))),
        kept_to=row.kept_to,
    )


def _cited(events: Iterable[Event]) -> set[str]:
    return {key for event in events for key in event.sources}


def _weaknesses(confirmed: bool, confidence: Confidence, sources: int, publishers: int) -> Iterator[str]:
    if not confirmed:
        yield "unconfirmed"
    if confidence == "low":
        yield "low confidence"
    if sources == 0:
        yield "no source"
    elif sources == 1:
        yield "one source"
    elif publishers == 1:
        yield "one publisher"
