"""Who may go on, who may not, and of whom nobody has said: the parties of policies on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from ..core.dates import Day
from ..core.ledger import State
from ..core.policy import AddedParty, Confidence, Party, PartyType, Policy, Standing
from .selection import Row


class Reference(Struct, frozen=True, kw_only=True):
    """A source as the program prints it."""

    key: str
    """Its key in the record."""
    publisher: str
    """Who published it."""
    title: str | None
    """Its title."""
    url: str
    """Its address."""
    published: Day | None
    """When it was published, as precisely as is known."""
    archive: str | None
    """The address of a kept copy."""
    read: Day | None
    """When it was last read for the record."""
    note: str | None
    """What a reader must know of it."""


class PartyRow(Struct, frozen=True, kw_only=True):
    """The standing of one party under one policy."""

    id: str
    """The policy."""
    title: str
    """What the policy stops."""
    issuer: str
    """Who imposed it."""
    as_of: dt.date
    """The day asked."""
    state: State
    """The state of the policy on that day."""
    standing: Standing
    """Exempt, barred, or unclear where nobody has said."""
    who: str
    """The party."""
    type: PartyType
    """Whether it is one organization or a class of them."""
    aliases: tuple[str, ...]
    """What else it is called."""
    includes: tuple[str, ...]
    """Of a class: the classes of the vocabulary that it takes in."""
    may: str | None
    """What an exempt party may go on doing."""
    why: str | None
    """The reason given for the standing."""
    since: dt.date | None
    """First day of the standing: its own, else the first day of the policy in force."""
    through: dt.date | None
    """Last day of a standing that did not last the whole policy."""
    approximate_since: bool
    """Whether ``since`` is known only to its month or year."""
    note: str | None
    """What a reader must know of the standing."""
    sources: tuple[Reference, ...]
    """On whose word. Of an exempt or barred party without sources of its own: those of the adoption."""
    confidence: Confidence
    """The confidence in the standing."""
    file: str | None
    """The data file that names the party."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""


def party_rows(
    rows: Iterable[Row], standings: Sequence[Standing], is_meant: Callable[[Party], bool] = lambda _: True
) -> list[PartyRow]:
    """The parties that are meant, with the standings asked, as they stand on the day of each row."""
    return [
        party_row(row, standing, party)
        for row in rows
        for standing in standings
        for party in row.policy.parties(standing)
        if party.stands(row.facts.as_of) and is_meant(party)
    ]


def party_row(row: Row, standing: Standing, party: Party) -> PartyRow:
    """A party as it stands under a policy, whether or not on the day of the row."""
    policy, known = row.policy, row.facts
    since = party.since.first if party.since else known.starts
    approximate = party.since.approximate if party.since else known.approximate_start
    return PartyRow(
        id=policy.id,
        title=policy.title,
        issuer=policy.issuer,
        as_of=known.as_of,
        state=known.state,
        standing=standing,
        who=party.who,
        type=party.type,
        aliases=party.aliases,
        includes=party.includes,
        may=party.may,
        why=party.why,
        since=since,
        through=party.through.last if party.through else None,
        approximate_since=approximate and since is not None,
        note=party.note,
        sources=references(policy, _sources(policy, standing, party, known.as_of)),
        confidence=party.confidence,
        file=party.file if isinstance(party, AddedParty) else row.file,
        kept_to=row.kept_to,
    )


def references(policy: Policy, keys: Iterable[str]) -> tuple[Reference, ...]:
    """Those sources of a policy that the keys name."""
    named = ((key, policy.sources[key]) for key in keys if key in policy.sources)
    return tuple(
        Reference(
            key=key,
            publisher=source.publisher,
            title=source.title,
            url=source.url,
            published=source.published,
            archive=source.archive,
            read=source.read,
            note=source.note,
        )
        for key, source in named
    )


def _sources(policy: Policy, standing: Standing, party: Party, on: dt.date) -> Sequence[str]:
    if party.sources or standing == "unclear" or isinstance(party, AddedParty):
        return party.sources
    adoptions = (event for event in policy.events if event.did == "adopted" and event.date.first <= on)
    return next((event.sources for event in adoptions), ())
