"""One policy whole, as ``show`` prints it."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct
from msgspec.structs import asdict

from ..core.dates import Day, Floor, Term
from ..core.history import Period, Step, periods, steps
from ..core.ledger import State
from ..core.policy import STANDINGS, Confidence, Did
from .exempt import PartyRow, Reference, party_rows, references
from .selection import Row
from .status import Status, status_row


class EventRow(Struct, frozen=True, kw_only=True):
    """One event as it is written, and what it did."""

    date: Day
    """The day it was decided or said, as precisely as is known."""
    effective: Day | None
    """The day it took effect, where that is another."""
    upon: str | None
    """The condition on which the policy starts."""
    did: Did
    """What happened."""
    term: Term | None
    """The end it set, as a length."""
    through: Day | None
    """The end it set, as the last day."""
    until: str | None
    """The end it set, as a condition."""
    not_before: Floor | None
    """The day before which the condition cannot end it, or the term that leads to it."""
    how: str | None
    """How it ended."""
    by: str | None
    """The id of the policy that replaced it."""
    note: str | None
    """What a reader must know of it."""
    sources: tuple[str, ...]
    """Keys of the policy's sources."""
    confidence: Confidence
    """The confidence in the event."""
    before: State | None
    """The state on the day of the event, as it was without it."""
    after: State | None
    """The state on that day, with it."""
    counted_from: dt.date | None
    """The day from which the event's term counts."""
    expires: dt.date | None
    """The last day in force that the event set."""


class PeriodRow(Struct, frozen=True, kw_only=True):
    """Days in one state, both bounds inclusive; ``through`` is null for the last period."""

    state: State
    """What held in these days."""
    since: dt.date
    """First day."""
    through: dt.date | None
    """Last day."""
    approximate: bool
    """Whether a bound is known only to its month or year."""


class Dossier(Status, frozen=True, kw_only=True):
    """A status with everything that is recorded, as far as it was known on the day."""

    aliases: tuple[str, ...]
    """What else it is called."""
    why: str | None
    """The reason given for it."""
    citation: str | None
    """Where it is found in law."""
    note: str | None
    """What sources disagree on, or what a reader must not assume."""
    periods: tuple[PeriodRow, ...]
    """Every period, as known on the day asked."""
    events: tuple[EventRow, ...]
    """What happened, oldest first."""
    parties: tuple[PartyRow, ...]
    """The exempt, the barred and the unclear."""
    sources: tuple[Reference, ...]
    """The sources that the events and parties cite."""


def dossier(row: Row) -> Dossier:
    """Everything about a policy on the day of its row."""
    policy, on, status = row.policy, row.facts.as_of, status_row(row)
    known = steps(policy, on)
    parties = party_rows([row], STANDINGS)
    cited = [key for step in known for key in step.event.sources]
    cited += [source.key for party in parties for source in party.sources]
    return Dossier(
        **{field: getattr(status, field) for field in Status.__struct_fields__},
        aliases=policy.aliases,
        why=policy.why,
        citation=policy.citation,
        note=policy.note,
        periods=tuple(map(_period_row, periods(policy, on))),
        events=tuple(map(_event_row, known)),
        parties=tuple(parties),
        sources=references(policy, dict.fromkeys(cited)),
    )


def _period_row(period: Period) -> PeriodRow:
    return PeriodRow(**asdict(period))


def _event_row(step: Step) -> EventRow:
    event = step.event
    return EventRow(
        **{field: getattr(event, field) for field in event.__struct_fields__},
        before=step.before,
        after=step.after,
        counted_from=step.end.counted_from if step.end is not None else None,
        expires=step.end.last if step.end is not None else None,
    )
