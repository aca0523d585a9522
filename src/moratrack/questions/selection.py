"""Which policies are meant, which of their rows are wanted, and in what order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, get_args

from msgspec import Struct

from ..core.classes import NO_CLASSES, Vocabulary
from ..core.dates import Term
from ..core.faults import MoratrackError
from ..core.history import Facts, facts
from ..core.policy import Party, Policy
from ..files.documents import SUFFIXES
from ..text import did_you_mean, folded, near

Group = Literal[
    "ending_soon", "starting", "suspended", "dated", "undated", "ended_lately", "proposed", "ended_before"
]
"""Where a row stands in a listing by urgency, the most urgent first."""

FAR = dt.date.max
RECENT_DAYS = 365
BY_URGENCY = "urgency"
_GROUP_PLACES: Mapping[Group, int] = {group: place for place, group in enumerate(get_args(Group))}
_NOWHERE: Mapping[str, str] = {}


class Row(Struct, frozen=True, gc=False):
    """A policy, what holds of it on the day asked, and the data file that holds its record."""

    policy: Policy
    facts: Facts
    file: str | None
    kept_to: dt.date | None = None
    """The day up to which the record was kept."""


class Filters(Struct, frozen=True, kw_only=True):
    """What a row must match; an empty filter lets everything through. Words are compared folded."""

    state: Sequence[str] = ()
    topic: Sequence[str] = ()
    kind: Sequence[str] = ()
    jurisdiction: Sequence[str] = ()
    """Codes; a country takes its parts along."""
    issuer: Sequence[str] = ()
    """Parts of issuers' names."""
    issuer_type: Sequence[str] = ()
    bars: Sequence[str] = ()
    """Parts of the names of those barred, or of what is barred; or words for classes that are."""
    expiring_within: Term | None = None
    """In force, with a last day at most this far from the day asked."""
    search: str | None = None
    """Words that must all occur somewhere in the record."""


def find(policies: Iterable[Policy], word: str) -> list[Policy]:
    """The policies a person means by a word: an id, else an alias or issuer, else the start of ids."""
    wanted = folded(word)
    named: list[Policy] = []
    begun: list[Policy] = []
    for policy in policies:
        if policy.id == wanted:
            return [policy]
        if any(folded(name) == wanted for name in (policy.issuer, *policy.aliases)):
            named.append(policy)
        elif wanted and policy.id.startswith(wanted):
            begun.append(policy)
    return named or begun


def find_all(policies: Sequence[Policy], words: Sequence[str]) -> list[Policy]:
    """The policies meant by any of the words, each once; raise MoratrackError for a word that names none."""
    found: dict[str, Policy] = {}
    for word in words:
        matches = find(policies, word)
        if not matches:
            raise _unknown(policies, word)
        found.update((policy.id, policy) for policy in matches)
    return list(found.values())


def find_one(policies: Sequence[Policy], word: str) -> Policy:
    """The one policy meant by a word; raise MoratrackError for none and for several."""
    matches = find_all(policies, [word])
    if len(matches) > 1:
        ids = ", ".join(policy.id for policy in matches)
        raise MoratrackError(f"{word!r} may mean {len(matches)} policies; name one of {ids}")
    return matches[0]


def rows(
    policies: Iterable[Policy],
    on: dt.date,
    filters: Filters,
    origins: Mapping[str, str] = _NOWHERE,
    *,
    sort: str = BY_URGENCY,
    reverse: bool = False,
    vocabulary: Vocabulary = NO_CLASSES,
    kept_to: dt.date | None = None,
) -> list[Row]:
    """The rows of the policies known on a day that pass the filters, in the order of one of ``SORTS``.

    Raises DateError where ``expiring_within`` reaches past the year 9999.
    ``origins`` has the file of each policy, by id; ``kept_to`` is the day up to which the record was kept.
    """
    # What a record does not pass needs no replay of its events, which takes most of the time.
    for passes in _record_tests(filters):
        policies = filter(passes, policies)
    tests = _tests(filters, on, vocabulary)
    found = []
    for policy in policies:
        known = facts(policy, on)
        if known is not None and (not tests or all(test(policy, known) for test in tests)):
            found.append(Row(policy, known, origins.get(policy.id), kept_to))
    key = SORTS[sort]
    found.sort(key=lambda row: (key(row), row.policy.id))
    return found[::-1] if reverse else found


def group_of(known: Facts) -> Group:
    """The group of a policy in a listing by urgency."""
    match known.state:
        case "in_force":
            if known.expiring:
                return "ending_soon"
            return "undated" if known.expires is None else "dated"
        case "upcoming":
            return "starting"
        case "proposed" | "suspended":
            return known.state
    return "ended_lately" if (known.as_of - _over_since(known)).days <= RECENT_DAYS else "ended_before"


def by_urgency(row: Row) -> tuple[int, int]:
    """Sort key: in each group what ends or starts first comes first; of what is over, the latest."""
    known = row.facts
    group = group_of(known)
    match group:
        case "ending_soon" | "dated":
            day = (known.expires or FAR).toordinal()
        case "starting":
            day = (known.starts or FAR).toordinal()
        case "ended_lately" | "ended_before":
            day = -_over_since(known).toordinal()
        case _:
            day = 0
    return _GROUP_PLACES[group], day


def _over_since(known: Facts) -> dt.date:
    return known.ended or known.expires or dt.date.min


SORTS: dict[str, Callable[[Row], Any]] = {
    BY_URGENCY: by_urgency,
    "id": lambda row: row.policy.id,
    "issuer": lambda row: folded(row.policy.issuer),
    "jurisdiction": lambda row: row.policy.jurisdiction or "~",
    "topic": lambda row: row.policy.topic or "~",
    "starts": lambda row: row.facts.starts or FAR,
    "expires": lambda row: row.facts.expires or FAR,
    "checked": lambda row: row.facts.checked,
}
"""The ways to sort rows, by the word that asks for them; rows that are equal stand by id."""


def _record_tests(filters: Filters) -> list[Callable[[Policy], bool]]:
    """What is asked of the record alone, whatever the day."""
    tests: list[Callable[[Policy], bool]] = []
    if filters.topic:
        topics = set(map(folded, filters.topic))
        fold = cache(folded)  # Of many policies many have one topic.
        tests.append(lambda policy: policy.topic is not None and fold(policy.topic) in topics)
    if filters.kind:
        tests.append(lambda policy: policy.kind in filters.kind)
    if filters.jurisdiction:
        tests.append(lambda policy: lies_in(policy.jurisdiction, filters.jurisdiction))
    if filters.issuer:
        tests.append(lambda policy: occurs(filters.issuer, policy.issuer))
    if filters.issuer_type:
        tests.append(lambda policy: policy.issuer_type in filters.issuer_type)
    if filters.search:
        words = folded(filters.search).split()
        tests.append(lambda policy: _mentions(policy, words))
    return tests


def _tests(filters: Filters, on: dt.date, vocabulary: Vocabulary) -> list[Callable[[Policy, Facts], bool]]:
    """What is asked of the facts of the day."""
    tests: list[Callable[[Policy, Facts], bool]] = []
    if filters.state:
        states = {state.replace("-", "_") for state in filters.state}
        tests.append(lambda _, known: known.state in states)
    if filters.bars:
        from .naming import goes_by

        is_meant = goes_by(filters.bars, vocabulary)
        tests.append(lambda policy, known: bars(policy, filters.bars, is_meant, known.as_of))
    if filters.expiring_within is not None:
        limit = filters.expiring_within.after(on)
        tests.append(lambda _, known: known.days_left is not None and (known.expires or FAR) <= limit)
    return tests


def lies_in(code: str | None, wanted: Sequence[str]) -> bool:
    """Whether a code is one of those wanted, or of a part of one of them."""
    if code is None:
        return False
    places = [folded(place).upper() for place in wanted]
    return any(code == place or code.startswith(place + "-") for place in places)


def occurs(wanted: Sequence[str], text: str) -> bool:
    """Whether one of the words wanted is in a text."""
    known = folded(text)
    return any(folded(word) in known for word in wanted)


def bars(
    policy: Policy, wanted: Sequence[str], is_meant: Callable[[Party], bool], on: dt.date | None = None
) -> bool:
    """Whether a policy bars what is wanted, or a party that is meant; on a day, or ever."""
    if policy.bars and occurs(wanted, policy.bars):
        return True
    return any(is_meant(party) for party in policy.barred if on is None or party.stands(on))


def _mentions(policy: Policy, words: Sequence[str]) -> bool:
    text = folded("\n".join(_texts(policy)))
    return all(word in text for word in words)


def _texts(policy: Policy) -> Iterable[str]:
    """Every text of a record in which a person may look for a word."""
    yield from (policy.id, policy.title, policy.issuer, *policy.aliases)
    yield from filter(
        None, (policy.topic, policy.jurisdiction, policy.bars, policy.why, policy.citation, policy.note)
    )
    for event in policy.events:
        yield from filter(None, (event.until, event.how, event.note))
    for party in (*policy.barred, *policy.exempt, *policy.unclear):
        yield from filter(None, (party.who, *party.aliases, party.may, party.why, party.note))
    for source in policy.sources.values():
        yield from filter(None, (source.publisher, source.title))


def _unknown(policies: Sequence[Policy], word: str) -> MoratrackError:
    if not policies:
        return MoratrackError(f"no policy {word!r}: the data holds no policies at all")
    if word.lower().endswith(tuple(SUFFIXES)):
        return MoratrackError(f"no policy {word[:60]!r}; to read a file write --data {word[:60]}")
    parts = word.replace(",", " ").split()
    if len(parts) > 1 and all(find(policies, part) for part in parts):
        return MoratrackError(f"no policy {word[:60]!r}; write them apart: {' '.join(parts)[:60]}")
    names = {folded(policy.issuer): policy.issuer for policy in policies}
    names |= {folded(name): name for policy in policies for name in (*policy.aliases, policy.id)}
    match = near(folded(word), names)
    hint = did_you_mean(match and names[match], "moratrack status lists what there is")
    return MoratrackError(f"no policy {word[:60]!r}; {hint}")
