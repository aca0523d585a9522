"""May somebody do what a policy bars, on a day? Pure: the verdict, its ground, and how long it holds.

A yes has a ground in the record: an exemption, a policy that is certainly not in force, or nobody barred who
could be meant. Names and classes are compared as ``naming`` has it. A name beats a class; of classes the
nearest level wins, and at one level exempt beats barred, and barred beats unclear.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..core.classes import NO_CLASSES, Vocabulary
from ..core.dates import DAY, Day
from ..core.history import Facts, facts, known_since, outlook, periods
from ..core.known import in_order, known_events
from ..core.ledger import State
from ..core.policy import CONFIDENCES, STANDINGS, Confidence, Event, Party, Policy, Standing
from ..text import day, folded, several, starts_when
from .exempt import PartyRow, Reference, party_row, references
from .naming import OTHER, is_called, nearest
from .selection import Row

Verdict = Literal["exempt", "barred", "unclear", "not_covered", "not_in_force", "cannot_say"]
MatchedBy = Literal["name", "class"]
Doubt = Literal["unconfirmed", "lapsed", "narrower", "near", "nobody_recorded", "class_not_said"]

_MAY: dict[Verdict, bool | None] = {
    "exempt": True,
    "barred": False,
    "unclear": None,
    "not_covered": True,
    "not_in_force": True,
    "cannot_say": None,
}
_CHANGES_NOTHING = ("checked", "noted")
_NAMES_SHOWN = 3
_DOES: dict[Standing, str] = {"exempt": "exempts", "barred": "bars", "unclear": "leaves unclear"}


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
    """The classes that it was said to be of; ``other`` is none of those that the policy names."""
    verdict: Verdict
    """How the policy treats that name: not covered is nobody it bars, not in force treats nobody."""
    may: bool | None
    """Whether they may; null where nobody has said, or the record cannot tell."""
    doubt: Doubt | None
    """Why the record cannot tell: it ran out and nobody recorded what came next, an exemption is over, only
    a part of a class is barred, a name comes near, nobody recorded whom it bars, or no class was said."""
    reason: str
    """The ground in one sentence, with its first source."""
    holds_through: dt.date | None
    """The day before the verdict would first differ, as far as is known on the day asked; null for none."""
    then: Verdict | None
    """The verdict of the day after it."""
    party: str | None
    """The party of the policy that decides; null where none does."""
    matched_by: MatchedBy | None
    """Whether that party is the name asked about or takes in one of the classes."""
    standing: PartyRow | None
    """How that party stands."""
    sources: tuple[Reference, ...]
    """On whose word the party stands so; of a policy not in force, on whose word it is not."""
    state: State | None
    """Of the policy; null where nothing was known of it yet."""
    confirmed: bool | None
    """False where a scheduled end passed and nobody has recorded what came next."""
    confidence: Confidence | None
    """The lowest that the verdict rests on: of the state, and of those who are named."""
    checked: dt.date | None
    """The day of the last event on or before the day asked; null where nothing was known."""
    unchecked_days: int | None
    """Days from ``checked`` to the day asked."""
    kept_to: dt.date | None
    """The day up to which the record was kept: what happened after it is not in it."""


class Asked(NamedTuple):
    """About whom is asked: a name, the classes it is of, and what words mean which."""

    who: str
    classes: tuple[str, ...]
    vocabulary: Vocabulary

    @property
    def words(self) -> tuple[str, ...]:
        """The words that may mean a class: those said to be, and the name itself."""
        return (*(word for word in self.classes if folded(word) != OTHER), self.who)

    @property
    def called(self) -> str:
        """What the answer calls them."""
        return " as ".join(filter(None, (self.who, " and ".join(self.words[:-1]))))


class _Finding(NamedTuple):
    verdict: Verdict
    ground: str
    standing: Standing | None = None
    party: Party | None = None
    matched_by: MatchedBy | None = None
    rests_on: Sequence[Party] = ()
    doubt: Doubt | None = None


class _Met(NamedTuple):
    """A party that takes in one of the classes asked about, and how far above it stands what it names."""

    steps: int
    standing: Standing
    party: Party
    word: str


_Standing = tuple[Standing, Party]


def verdict(
    policy: Policy,
    on: dt.date,
    who: str,
    classes: Sequence[str] = (),
    vocabulary: Vocabulary = NO_CLASSES,
    kept_to: dt.date | None = None,
) -> VerdictRow:
    """Whether ``who``, being of ``classes``, may do what a policy bars on a day, as known on that day."""
    asked = Asked(who, tuple(classes), vocabulary)
    known = facts(policy, on)
    found = _finding(policy, known, on, asked)
    holds_through, then = (None, None) if known is None else _lasts(policy, known, asked, found.verdict)
    sources = _sources(policy, known, on, found)
    row = None
    if found.party and found.standing and known and found.verdict != "cannot_say":
        row = party_row(Row(policy, known, None), found.standing, found.party)
        sources = row.sources
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
        doubt=found.doubt,
        reason=_reason(found, holds_through, then) + _citation(sources),
        holds_through=holds_through,
        then=then,
        party=row.who if row else None,
        matched_by=found.matched_by if row else None,
        standing=row,
        sources=sources,
        state=known.state if known else None,
        confirmed=known.confirmed if known else None,
        confidence=_confidence(known, found.rests_on) if known else None,
        checked=known.checked if known else None,
        unchecked_days=(on - known.checked).days if known else None,
        kept_to=kept_to,
    )


def _finding(policy: Policy, known: Facts | None, on: dt.date, asked: Asked) -> _Finding:
    if known is None:
        since = known_since(policy)
        later = f"; known from {since}" if since else ""
        return _Finding("not_in_force", f"nothing was known of {policy.id} on {on}{later}")
    if known.state != "in_force":
        words = f"{policy.id} {_not_in_force(policy, known)}"
        if known.confirmed:
            return _Finding("not_in_force", words)
        return _unsaid("unconfirmed", f"{words}; nobody has recorded what came next")
    return _in_force(policy, on, asked)


def _in_force(policy: Policy, on: dt.date, asked: Asked) -> _Finding:
    """The verdict on a day on which the policy is in force."""
    standing = _standing(policy, on)
    for kind, party in standing:
        if is_called(party, asked.who):
            return _by_name(policy, kind, party, asked)
    met = min(_met(standing, asked), default=None, key=lambda met: (met.steps, STANDINGS.index(met.standing)))
    if met is not None and met.standing != "exempt":
        return _by_class(policy, met, asked)
    doubt = _doubt(policy, on, standing, asked, met)
    if doubt is not None:
        return doubt
    if met is not None:
        return _by_class(policy, met, asked)
    barred = [party for kind, party in standing if kind != "exempt"]
    over = [party for party in policy.barred if is_called(party, asked.who) and _is_over(party, on)]
    if over:
        ground = f"{policy.id} named {over[0].who} as barred, but only through {over[0].through}"
        return _Finding("not_covered", ground, rests_on=over[:1])
    return _Finding("not_covered", f"{policy.id} does not cover {asked.called}", rests_on=barred)


def _doubt(
    policy: Policy, on: dt.date, standing: Sequence[_Standing], asked: Asked, met: _Met | None
) -> _Finding | None:
    """Why the record cannot tell, though it bars none who is asked about; None where it can.

    ``met`` is the exemption of a class, which only a name could take away, or the classes below it.
    """
    found = None if met else _lapsed(policy, on, asked)
    found = found or _narrower(policy, standing, asked) or _near(policy, standing, asked, met)
    if found or met:
        return found
    if not policy.barred:
        return _unsaid("nobody_recorded", f"nobody has recorded whom {policy.id} bars")
    risks = [party for kind, party in standing if _is_risk(kind, party)]
    unsaid = [party for party in risks if not _is_apart(policy, party, asked)]
    if not unsaid:
        return None
    named = several([party.who for party in unsaid], _NAMES_SHOWN)
    ground = f"{policy.id} names {named}, and whether {asked.who} is one of them is not said"
    return _unsaid("class_not_said", ground)._replace(rests_on=unsaid)


def _unsaid(
    doubt: Doubt, ground: str, standing: Standing | None = None, party: Party | None = None
) -> _Finding:
    rests_on = [] if party is None else [party]
    return _Finding("cannot_say", ground, standing, party, rests_on=rests_on, doubt=doubt)


def _lapsed(policy: Policy, on: dt.date, asked: Asked) -> _Finding | None:
    """An exemption, by name or class, that is over."""
    for party in policy.exempt:
        if _is_over(party, on) and (is_called(party, asked.who) or any(_met([("exempt", party)], asked))):
            ground = f"{policy.id} exempted {party.who}, but only through {party.through}"
            return _unsaid("lapsed", ground, "exempt", party)
    return None


def _narrower(policy: Policy, standing: Sequence[_Standing], asked: Asked) -> _Finding | None:
    """A class that is barred or unclear, and only a part of one that is asked about."""
    vocabulary = asked.vocabulary
    for entry in filter(None, map(vocabulary.find, asked.words)):
        for kind, party in standing:
            taken_in = vocabulary.taken_in(party)
            if not _is_risk(kind, party) or entry.name in taken_in:
                continue
            parts = filter(None, map(vocabulary.named, taken_in))
            if any(entry.name in vocabulary.broader(part) for part in parts):
                ground = (
                    f"{policy.id} {_DOES[kind]} {party.who}, and only some of {entry.name} are among them"
                )
                return _unsaid("narrower", ground, kind, party)
    return None


def _near(policy: Policy, standing: Sequence[_Standing], asked: Asked, met: _Met | None) -> _Finding | None:
    """A name that the one asked about comes near."""
    for kind, party in standing:
        if met is not None and (kind == "exempt" or party.type == "class"):
            continue
        by_class = any(is_called(party, word) for word in asked.classes)
        if by_class and party.type != "class" and kind != "exempt":
            ground = f"{policy.id} {_DOES[kind]} {party.who}, and whether that is {asked.who} is not said"
            return _unsaid("near", ground, kind, party)
        name = nearest(party, asked.who, asked.vocabulary)
        if name is not None:
            ground = f"{policy.id} does not name {asked.who}, but {_DOES[kind]} {name}, which comes near it"
            return _unsaid("near", ground, kind, party)
    return None


def _standing(policy: Policy, on: dt.date) -> list[_Standing]:
    """The parties that have a standing on a day, the standing that beats the others first."""
    return [(kind, party) for kind in STANDINGS for party in policy.parties(kind) if party.stands(on)]


def _is_risk(standing: Standing, party: Party) -> bool:
    """Whether being one of a party's class would be no yes."""
    return party.type == "class" and standing != "exempt"


def _is_over(party: Party, on: dt.date) -> bool:
    return party.through is not None and party.through.last < on


def _is_apart(policy: Policy, party: Party, asked: Asked) -> bool:
    """Whether what is said of somebody's class keeps them apart from the class of a party.

    Classes of the vocabulary are apart from one another, and so are those of one policy.
    """
    vocabulary = asked.vocabulary
    if any(folded(word) == OTHER for word in asked.classes):
        return True
    is_placed = any(map(vocabulary.find, (party.who, *party.aliases)))
    if is_placed and any(map(vocabulary.find, asked.words)):
        return True
    classes = [each for kind in STANDINGS for each in policy.parties(kind) if each.type == "class"]
    return any(is_called(each, word) for each in classes for word in asked.words)


def _met(standing: Iterable[_Standing], asked: Asked) -> Iterator[_Met]:
    """The parties that take in one of the classes asked about."""
    entries = {word: asked.vocabulary.find(word) for word in asked.words}
    for kind, party in standing:
        if party.type != "class":
            continue
        for word, entry in entries.items():
            steps = 0 if is_called(party, word) else None
            if steps is None and entry is not None:
                steps = asked.vocabulary.taken_in(party).get(entry.name)
            if steps is not None:
                yield _Met(steps, kind, party, word)


def _lasts(policy: Policy, known: Facts, asked: Asked, now: Verdict) -> tuple[dt.date | None, Verdict | None]:
    """The last day on which a verdict holds, as far as is known, and what follows; None for no end."""
    recorded = replace(policy, events=tuple(known_events(policy.events, known.as_of)))
    found = _turn(recorded, known, asked, now)
    if not _MAY[now]:
        return found
    # For a yes, a day of which only the month or year is known may be its first.
    early = _turn(_at_its_earliest(recorded), known, asked, now)
    return min((turn for turn in (found, early) if turn[0] is not None), default=(None, None), key=_last_day)


def _turn(policy: Policy, known: Facts, asked: Asked, now: Verdict) -> tuple[dt.date | None, Verdict | None]:
    on = known.as_of
    days = _turning_days(policy, on)
    if on < dt.date.max:
        days.add(on + DAY)  # A turn that may have come already, if its day is the first of its month or year.
    ahead = outlook(policy, on)
    for turn in sorted(turn for turn in days if turn > on):
        then = _finding(policy, ahead(turn), turn, asked).verdict
        if then != now:
            return turn - DAY, then
    return None, None


def _turning_days(policy: Policy, on: dt.date) -> set[dt.date]:
    """The days on which the state, or a party, begins to stand otherwise."""
    days = {period.since for period in periods(policy, on)}
    for kind in STANDINGS:
        for party in policy.parties(kind):
            if party.since is not None:
                days.add(party.since.first)
            if party.through is not None and party.through.last < dt.date.max:
                days.add(party.through.last + DAY)
    return days


def _last_day(turn: tuple[dt.date | None, Verdict | None]) -> dt.date:
    return turn[0] or dt.date.max


def _at_its_earliest(policy: Policy) -> Policy:
    """The policy with every day that is known to its month or year as the first of it."""
    parties = {
        kind: tuple(
            replace(party, since=_first(party.since), through=_first(party.through))
            for party in policy.parties(kind)
        )
        for kind in STANDINGS
    }
    # An end of a year belongs to what began within it: its first day is the one from which it is known.
    events = tuple(
        replace(
            event,
            effective=_first(event.effective),
            through=_first(event.through),
            date=Day(day),
        )
        for day, event in in_order(policy.events)
    )
    return replace(policy, events=events, **parties)


def _first(reduced: Day | None) -> Day | None:
    return None if reduced is None else Day(reduced.first)


def _confidence(known: Facts, rests_on: Iterable[Party]) -> Confidence:
    """The lowest of the state and of the parties on which a verdict rests."""
    return max((known.confidence, *(party.confidence for party in rests_on)), key=CONFIDENCES.index)


def _by_class(policy: Policy, met: _Met, asked: Asked) -> _Finding:
    entry, own = asked.vocabulary.find(met.word), asked.vocabulary.find(met.party.who)
    taken_in = "" if entry is None or entry is own else f", who take in {entry.name}"
    ground = _said(policy, met.standing, met.party, f"{met.party.who}{taken_in}")
    if met.word != asked.who:
        ground += f"; {asked.who} is asked about as one of {'the latter' if taken_in else 'them'}"
    return _Finding(met.standing, ground, met.standing, met.party, "class", [met.party])


def _by_name(policy: Policy, standing: Standing, party: Party, asked: Asked) -> _Finding:
    same = is_called(replace(party, aliases=()), asked.who)
    ground = _said(policy, standing, party, party.who if same else f"{party.who} ({asked.who})")
    return _Finding(standing, ground, standing, party, "name", [party])


def _said(policy: Policy, standing: Standing, party: Party, whom: str) -> str:
    if standing == "unclear":
        return f"nobody has said whether {policy.id} holds for {whom}"
    may = f": may {party.may}" if standing == "exempt" and party.may else ""
    return f"{policy.id} {_DOES[standing]} {whom}{may}"


def _reason(found: _Finding, holds_through: dt.date | None, then: Verdict | None) -> str:
    """The ground, and what becomes of a yes."""
    if holds_through is None or not _MAY[found.verdict] or then not in ("barred", "unclear"):
        return found.ground
    yet = " yet" if found.verdict == "not_covered" else ""
    return f"{found.ground}{yet}; {then} from {holds_through + DAY}"


def _not_in_force(policy: Policy, known: Facts) -> str:
    match known.state:
        case "proposed":
            return "is proposed, not adopted"
        case "upcoming":
            if known.starts is None:
                if known.ended is not None:
                    return f"will not come: it is to end before its first day, from {known.ended} on"
                return f"is yet to come: it {starts_when(known.upon)}" if known.upon else "is yet to come"
            first = day(known.starts, approximate=known.approximate_start)
            return f"is yet to come: {first} will be its first day in force"
        case "suspended":
            return "is suspended"
        case "ended":
            if known.starts is not None:
                return f"has ended: {known.ended} was its first day out of force"
            return _never_was(known_events(policy.events, known.as_of))
    last = day(known.expires, approximate=known.approximate_end)
    return f"has run out: {last} was its last day"


def _never_was(events: Sequence[Event]) -> str:
    """How it ended before it came: "was vetoed before it came into force"."""
    adopted = any(event.did == "adopted" for event in events)
    hows = [event.how for event in events if event.did == "ended"]
    how = hows[-1] if hows and hows[-1] != "condition met" else None
    ended = f"was {how}" if how else "ended" if adopted else "was withdrawn"
    return f"{ended} before it {'came into force' if adopted else 'was adopted'}"


def _sources(policy: Policy, known: Facts | None, on: dt.date, found: _Finding) -> tuple[Reference, ...]:
    """On whose word a verdict is given that is no party's standing."""
    if known is None:
        return ()
    if known.state != "in_force":
        return references(policy, _latest_word(policy, on))
    return references(policy, found.party.sources) if found.party else ()


def _latest_word(policy: Policy, on: dt.date) -> tuple[str, ...]:
    """The sources of the last event, known on a day, that changed the policy."""
    events = known_events(policy.events, on)
    telling = [event.sources for event in events if event.sources and event.did not in _CHANGES_NOTHING]
    return telling[-1] if telling else ()


def _citation(sources: Iterable[Reference]) -> str:
    for source in sources:
        published = f", {source.published}" if source.published else ""
        return f" ({source.publisher}{published})"
    return ""
