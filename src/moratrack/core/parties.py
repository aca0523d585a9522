"""The days on which the standing of a party begins or ends while its policy goes on. Pure."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from .dates import Day
from .ledger import Ledger, next_day
from .policy import STANDINGS, Party, Policy, Standing


class PartyTurn(Struct, frozen=True):
    """A day from which a party has a standing, or has it no longer."""

    effective: dt.date
    """The first day after the turn."""
    begins: bool
    standing: Standing
    party: Party
    date: Day
    """The day by which it is called: the first day of the standing, or its last."""
    known: dt.date
    """The day from which the turn was known, while it still lay ahead."""

    @property
    def approximate(self) -> bool:
        """Whether the day is known only to its month or year."""
        day = self.party.since if self.begins else self.party.through
        return day is not None and day.approximate

    def lies_within(self, ledger: Ledger) -> bool:
        """Whether the policy has begun before it, and is not over by then."""
        span = ledger.governing(self.effective)
        if span is None or span.first is None:
            return False
        return span.first.first < self.effective and not span.over(self.effective)


def party_turns(policy: Policy) -> list[PartyTurn]:
    """Every ``since`` and ``through`` of the parties of a policy, by the day by which it is called."""
    found = []
    for standing in STANDINGS:
        for party in policy.parties(standing):
            if party.since is None and party.through is None:
                continue
            known = party_known(policy, party)
            if party.since is not None:
                first = party.since.first
                found.append(PartyTurn(first, True, standing, party, Day(first), known))
            effective = None if party.through is None else next_day(party.through.last)
            if party.through is not None and effective is not None:
                found.append(PartyTurn(effective, False, standing, party, Day(party.through.last), known))
    return sorted(found, key=lambda turn: (turn.date.first, turn.effective))


def party_known(policy: Policy, party: Party) -> dt.date:
    """The day its earliest source was published, else that of the adoption; at the latest its ``since``."""
    cited = (policy.sources[key].published for key in party.sources if key in policy.sources)
    published = [day.first for day in cited if day is not None]
    adopted = [event.date.first for event in policy.events if event.did == "adopted"]
    known = min(published or adopted, default=dt.date.min)
    return known if party.since is None else min(known, party.since.first)
