"""May somebody do what a policy bars, on a day? Pure: the verdict, its ground, and what comes near.

A name is the whole name or an alias of a party, in any case; of a class the singular and the plural
are the same. A name beats a class; after that exempt beats barred, and barred beats unclear.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple
from unicodedata import normalize

from msgspec import Struct

from ..core.history import Facts, facts, known_since
from ..core.ledger import State
from ..core.policy import STANDINGS, Confidence, Party, Policy
from ..text import day, near
from .exempt import PartyRow, Reference, party_rows, references
from .selection import Row

Verdict = Literal["exempt", "barred", "unclear", "not_covered", "not_in_force"]
MatchedBy = Literal["name", "class"]

_MAY: dict[Verdict, bool | None] = {
    "exempt": True,
    "barred": False,
    "unclear": None,
    "not_covered": True,
    "not_in_force": True,
}
_CHANGES_NOTHING = ("checked", "noted")


class VerdictRow(Struct, frozen=True, kw_only=True):
    """Whether somebody may do what a policy bars, and why."""

    id: str
    """The policy."""
    title: str
    """What the policy stops."""
    issuer: str
    """Who imposed it."""
    bars: str | None
    """What it bars."""
    as_of: dt.date
    """The day asked."""
    who: str
    """The name asked about."""
    classes: tuple[str, ...]
    """The classes that it was said to be of."""
    verdict: Verdict
    """How the policy treats that name: not covered is named nowhere, not in force treats nobody."""
    may: bool | None
    """Whether they may; null where nobody has said."""
    reason: str
    """The ground in one sentence, with its first source."""
    party: str | None
    """The party of the policy that decides; null where none does."""
    matched_by: MatchedBy | None
    """Whether that party is the name asked about or one of the classes."""
    standing: PartyRow | None
    """How that party stands."""
    sources: tuple[Reference, ...]
    """On whose word the party stands so; of a policy not in force, on whose word it is not."""
    state: State | None
    """Of the policy; null where nothing was known of it yet."""
    confirmed: bool | None
    """False where a scheduled end passed and nobody has recorded what came next."""
    confidence: Confidence | None
    """Of the standing; else of the state."""


class _Finding(NamedTuple):
    verdict: Verdict
    ground: str
    sources: tuple[Reference, ...] = ()
    party: PartyRow | None = None
    matched_by: MatchedBy | None = None


def verdict(policy: Policy, on: dt.date, who: str, classes: Sequence[str] = ()) -> VerdictRow:
    """Whether ``who``, being of ``classes``, may do what a policy bars on a day, as known on that day."""
    known = facts(policy, on)
    found = _finding(policy, known, on, who, classes)
    return VerdictRow(
        id=policy.id,
        title=policy.title,
        issuer=policy.issuer,
        bars=policy.bars,
        as_of=on,
        who=who,
        classes=tuple(classes),
        verdict=found.verdict,
        may=_MAY[found.verdict],
        reason=found.ground + _citation(found.sources),
        party=found.party.who if found.party else None,
        matched_by=found.matched_by,
        standing=found.party,
        sources=found.sources,
        state=known.state if known else None,
        confirmed=known.confirmed if known else None,
        confidence=(found.party or known).confidence if known else None,
    )


def near_misses(policy: Policy, on: dt.date, who: str, classes: Sequence[str]) -> list[tuple[str, str]]:
    """Words that name no party standing on a day, each with the name that it most likely stands for."""
    parties = [party for standing in STANDINGS for party in policy.parties(standing) if party.stands(on)]
    misses = []
    for place, word in enumerate((who, *classes)):
        asked = [party for party in parties if place == 0 or party.type == "class"]
        if any(_goes_by(party, word) for party in asked):
            continue
        names = {_folded(name): name for party in asked for name in (party.who, *party.aliases)}
        match = near(_folded(word), names)
        if match:
            misses.append((word, names[match]))
    return misses


def barred_classes(policy: Policy, on: dt.date) -> list[str]:
    """The classes that a policy bars on a day."""
    return [party.who for party in policy.barred if party.type == "class" and party.stands(on)]


def _finding(policy: Policy, known: Facts | None, on: dt.date, who: str, classes: Sequence[str]) -> _Finding:
    if known is None:
        since = known_since(policy)
        later = f"; known from {since}" if since else ""
        return _Finding("not_in_force", f"nothing was known of {policy.id} on {on}{later}")
    if known.state != "in_force":
        sources = references(policy, _latest_word(policy, on))
        return _Finding("not_in_force", f"{policy.id} {_not_in_force(known)}", sources)
    # In the order of STANDINGS: the first that fits is the one that beats the others.
    parties = party_rows([Row(policy, known, None)], STANDINGS)
    for party in parties:
        if _goes_by(party, who):
            return _Finding(party.standing, _by_name(party, who), party.sources, party, "name")
    for party in parties:
        if party.type == "class" and any(_goes_by(party, word) for word in classes):
            return _Finding(party.standing, _by_class(party, who), party.sources, party, "class")
    return _not_named(policy, on, who, classes)


def _not_named(policy: Policy, on: dt.date, who: str, classes: Sequence[str]) -> _Finding:
    for standing in STANDINGS:
        for party in policy.parties(standing):
            if party.through is not None and party.through.last < on and _goes_by(party, who):
                ground = f"{policy.id} named {party.who} as {standing}, but only through {party.through}"
                return _Finding("not_covered", ground, references(policy, party.sources))
    return _Finding("not_covered", f"{policy.id} names {' or '.join((who, *classes))} nowhere")


def _goes_by(party: PartyRow | Party, word: str) -> bool:
    wanted = _folded(word)
    names = [_folded(name) for name in (party.who, *party.aliases)]
    if party.type == "class":
        return _singular(wanted) in map(_singular, names)
    return wanted in names


def _folded(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())


def _singular(name: str) -> str:
    """A class without the ending of the plural: agencies becomes agency, partners partner."""
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("s", "")):
        if name.endswith(plural):
            return name.removesuffix(plural) + singular
    return name


def _by_name(party: PartyRow, who: str) -> str:
    same = _singular(_folded(party.who)) == _singular(_folded(who))
    return _ground(party, party.who if same else f"{party.who} ({who})")


def _by_class(party: PartyRow, who: str) -> str:
    return f"{_ground(party, party.who)}; {who} is asked about as one of them"


def _ground(party: PartyRow, whom: str) -> str:
    match party.standing:
        case "exempt":
            return f"{party.id} exempts {whom}" + (f": may {party.may}" if party.may else "")
        case "barred":
            return f"{party.id} bars {whom}"
        case "unclear":
            return f"nobody has said whether {party.id} holds for {whom}"


def _not_in_force(known: Facts) -> str:
    match known.state:
        case "proposed":
            words = "is proposed, not adopted"
        case "upcoming":
            first = day(known.starts, approximate=known.approximate_start)
            words = f"is yet to come: {first} will be its first day in force"
        case "suspended":
            words = "is suspended"
        case "ended":
            words = f"has ended: {known.ended} was its first day out of force"
        case _:
            words = f"has run out: {day(known.expires, approximate=known.approximate_end)} was its last day"
    return words if known.confirmed else f"{words}; nobody has recorded what came next"


def _latest_word(policy: Policy, on: dt.date) -> tuple[str, ...]:
    """The sources of the last event, known on a day, that changed the policy."""
    events = sorted((event for event in policy.events if event.known <= on), key=lambda event: event.known)
    telling = [event.sources for event in events if event.sources and event.did not in _CHANGES_NOTHING]
    return telling[-1] if telling else ()


def _citation(sources: Iterable[Reference]) -> str:
    for source in sources:
        published = f", {source.published}" if source.published else ""
        return f" ({source.publisher}{published})"
    return ""
