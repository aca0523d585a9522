"""What a thing is, whatever its record comes to say of it: how feeds and readers know it again. Pure.

A policy is its id. An event is its policy, its date as written, what it ``did``, and its place among those
that are equal in this. A party's turn is its policy, standing, folded name, and whether it is its first day
or its last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple
from urllib.parse import quote, urlsplit

from ..core.policy import Event, Standing
from ..text import folded

NOWHERE = "moratrack.invalid"
"""The authority of tags where nobody has an address."""
_TAG_YEAR = 2026
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")


class EventKey(NamedTuple):
    """What an event is within its policy."""

    date: str
    """Its date, as precisely as it is written."""
    did: str
    place: int
    """Its place among those of one date that did the same, from 1."""

    @property
    def name(self) -> str:
        """What it shares with those from which only its place tells it."""
        return f"{self.date} {self.did}"


class TurnKey(NamedTuple):
    """What the first or the last day of a party's standing is within its policy: its day may move."""

    standing: Standing
    who: str
    """The name, folded."""
    turn: Literal["since", "through"]


def turn_key(standing: Standing, who: str, turn: Literal["since", "through"]) -> TurnKey:
    """What a turn of a party is."""
    return TurnKey(standing, folded(who), turn)


def event_keys(events: Iterable[Event]) -> list[EventKey]:
    """What each event is, in the order given."""
    seen: Counter[tuple[str, str]] = Counter()
    keys = []
    for event in events:
        named = (str(event.date), event.did)
        seen[named] += 1
        keys.append(EventKey(*named, seen[named]))
    return keys


def authority(*addresses: str | None) -> str:
    """The host that tags are made of: that of the first address which has one, else moratrack.invalid."""
    for address in addresses:
        host = _host(address) if address else None
        if host:
            return host
    return NOWHERE


def tag(authority: str, *parts: object) -> str:
    """A tag: URI (RFC 4151), made of nothing but what names the thing."""
    return f"tag:{authority},{_TAG_YEAR}:" + "/".join(quote(str(part), safe="") for part in parts)


def _host(address: str) -> str | None:
    """The host of an address, in lower case; None where it has none that a tag may hold."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    return host if _HOST.fullmatch(host) else None
