"""What a reader has not been told yet: of the record, and of what the passing of days brought. Pure.

What was told is kept as it was told: the policies, the turns that had come, the turns that were announced.
News is what differs, so that each thing is told once, whenever anybody asks and whatever is recorded late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..core.dates import Day, Term
from ..core.history import known_since
from ..core.known import known_events
from ..core.ledger import State
from ..core.policy import STANDINGS, Party, Policy, Standing
from ..text import folded
from .diff import Comparison, Difference, FieldChange, Part, Record, What, diff
from .log import Due, LogRow, log, log_rows
from .matching import paired_policies


class Mark(NamedTuple):
    """A turn that was told: its policy, what it is, whose it is, its day."""

    id: str
    due: str
    whose: str
    """Of a party's: its standing and folded name; else nothing."""
    day: dt.date
    lead: str
    """How long before it was announced at most; nothing where it was told once it had come."""


class Told(Struct, frozen=True, kw_only=True):
    """What a reader was told."""

    through: dt.date
    """The last day asked."""
    policies: Sequence[Policy] = ()
    """Policies as they were told, with the events that were known."""
    turns: frozenset[Mark] = frozenset()
    """Turns that had come, or were announced."""


class NewsRow(Struct, frozen=True, kw_only=True, gc=False):
    """One thing that is new to a reader."""

    id: str
    """The policy; of one that was renamed, its new id."""
    title: str
    """What it stops."""
    issuer: str
    """Who imposed it."""
    as_of: dt.date
    """The day asked."""
    part: Part | Literal["turn"]
    """``turn``: what a day brought, or is to bring; else as in ``diff``."""
    what: What | Literal["happened", "coming"]
    """What became of it; of a turn, whether it has come."""
    due: Due | None
    """Of a turn, what it is, as in ``log``; else null."""
    date: Day | None
    """Of a turn, its day: of an end, the last day before it. Of an event, its date. Else null."""
    days_left: int | None
    """Of a turn that is coming, the days from the day asked to its own; else null."""
    approximate: bool
    """Whether the day of a turn rests on a date known only to its month or year."""
    standing: Standing | None
    """Of the first or the last day of a party's standing, which; else null."""
    party: str | None
    """That party."""
    before: State | None
    """Of a turn, the state before it; else null."""
    after: State | None
    """Of a turn, the state after it; else null."""
    key: str | None
    """Which it is, as in ``diff``; null for turns."""
    place: int
    """Its place among those that are the same in this, from 1."""
    fields: tuple[FieldChange, ...]
    """Field by field, as in ``diff``; none for turns."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""


class News(NamedTuple):
    """What is new, and what will have been told once it has been."""

    changes: Comparison
    """What became of the record."""
    turns: list[NewsRow]
    """What the days brought, and then what is coming, each by day."""
    told: Told
    issuers: dict[str, str]
    kept_to: dt.date | None

    @property
    def rows(self) -> list[NewsRow]:
        """Everything, in this order."""
        on, kept_to = self.told.through, self.kept_to
        return [*(_change_row(row, self.issuers, on, kept_to) for row in self.changes.rows), *self.turns]


def beginning(policies: Iterable[Policy], on: dt.date) -> Told:
    """What counts as told to a reader who is to be told nothing of a day or of those before it."""
    known = known_record(policies, on)
    come = (_mark(row) for row in _turns(known, on) if not row.scheduled)
    return Told(through=on, policies=known, turns=frozenset(come))


def news(
    told: Told,
    policies: Iterable[Policy],
    on: dt.date,
    within: Term,
    wanted: Collection[str],
    kept_to: dt.date | None = None,
) -> News:
    """What is new on a day of the policies whose ids are wanted; of the others nothing counts as told.

    ``within`` is how long before its day a turn is announced, ``kept_to`` the day up to which
    the record was kept. Raises DateError where that time is out of reach.
    """
    untold: list[Policy] = []
    were: list[Policy] = []
    are: list[Policy] = []
    renamed: dict[str, str] = {}
    for before, after in paired_policies(told.policies, known_record(policies, on)):
        if any(policy is not None and policy.id in wanted for policy in (before, after)):
            were += [before] if before is not None else []
            are += [after] if after is not None else []
            if before is not None and after is not None and before.id != after.id:
                renamed[before.id] = after.id
        elif before is not None:
            untold.append(before)
    marks = {mark._replace(id=renamed.get(mark.id, mark.id)) for mark in told.turns}
    limit, lead = within.after(on), str(within)
    rows = list(_turns(are, on, kept_to))
    new = {_mark(row): row for row in rows if not row.scheduled}
    new |= {_mark(row, lead): row for row in rows if row.scheduled and row.date.first <= limit}
    new = {mark: row for mark, row in new.items() if mark not in marks}
    return News(
        diff(Record(were), Record(are), on),
        [_turn_row(row, on) for row in new.values()],
        Told(through=on, policies=[*untold, *are], turns=frozenset(marks | new.keys())),
        {policy.id: policy.issuer for policy in (*were, *are)},
        kept_to,
    )


def known_record(policies: Iterable[Policy], on: dt.date) -> list[Policy]:
    """The policies known on a day, with the events known on it, whichever files hold what."""
    return [
        replace(
            policy,
            events=tuple(known_events(policy.events, on)),
            **{standing: tuple(map(_of_no_file, policy.parties(standing))) for standing in STANDINGS},
        )
        for policy in policies
        if (since := known_since(policy)) is not None and since <= on
    ]


def _of_no_file(party: Party) -> Party:
    if type(party) is Party:
        return party
    return Party(**{key: getattr(party, key) for key in Party.__struct_fields__})


def _turns(policies: Iterable[Policy], on: dt.date, kept_to: dt.date | None = None) -> Iterator[LogRow]:
    """What follows from the dates alone, as known on a day, by day; what is scheduled last."""
    return (row for row in log_rows(log(policies, on), kept_to) if row.due is not None)


def _mark(row: LogRow, lead: str = "") -> Mark:
    whose = f"{row.standing} {folded(row.party)}" if row.party else ""
    return Mark(row.id, str(row.due), whose, row.date.first, lead)


def _change_row(row: Difference, issuers: Mapping[str, str], on: dt.date, kept_to: dt.date | None) -> NewsRow:
    name = row.id or ""
    return NewsRow(
        id=name,
        title=row.title or "",
        issuer=issuers.get(name, ""),
        as_of=on,
        part=row.part,
        what=row.what,
        due=None,
        date=Day.parse(row.key.split()[0]) if row.part == "event" and row.key else None,
        days_left=None,
        approximate=False,
        standing=None,
        party=None,
        before=None,
        after=None,
        key=row.key,
        place=row.place,
        fields=row.fields,
        kept_to=kept_to,
    )


def _turn_row(row: LogRow, on: dt.date) -> NewsRow:
    return NewsRow(
        id=row.id,
        title=row.title,
        issuer=row.issuer,
        as_of=on,
        part="turn",
        what="coming" if row.scheduled else "happened",
        due=row.due,
        date=row.date,
        days_left=(row.date.first - on).days if row.scheduled else None,
        approximate=row.approximate,
        standing=row.standing,
        party=row.party,
        before=row.before,
        after=row.after,
        key=None,
        place=1,
        fields=(),
        kept_to=row.kept_to,
    )
