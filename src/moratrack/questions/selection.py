"""Which policies are meant, which of their rows are wanted, and in what order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from ..core.dates import Term
from ..core.faults import MoratrackError
from ..core.history import Status, status
from ..core.policy import Policy
from ..text import near

FAR = dt.date.max
RECENT_DAYS = 365
_NOWHERE: Mapping[str, str] = {}


class Row(NamedTuple):
    """A policy and its status on the day asked."""

    policy: Policy
    status: Status


class Filters(Struct, frozen=True, kw_only=True):
    """What a row must match; an empty filter lets everything through. Words match in any case."""

    state: Sequence[str] = ()
    topic: Sequence[str] = ()
    kind: Sequence[str] = ()
    jurisdiction: Sequence[str] = ()
    """Codes; a country takes its parts along."""
    issuer: Sequence[str] = ()
    """Parts of issuers' names."""
    bars: Sequence[str] = ()
    """Parts of the names of those barred, or of what is barred."""
    expiring_within: Term | None = None
    """In force, with a last day at most this far from the day asked."""
    search: str | None = None
    """Words that must all occur somewhere in the record."""


def find(policies: Iterable[Policy], word: str) -> list[Policy]:
    """The policies a person means by a word: an id, else an alias or issuer, else the start of ids."""
    wanted = word.casefold()
    named: list[Policy] = []
    begun: list[Policy] = []
    for policy in policies:
        if policy.id == wanted:
            return [policy]
        if policy.issuer.casefold() == wanted or any(wanted == alias.casefold() for alias in policy.aliases):
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
        ids = ", ".join(policy.id for policy in matches[:12])
        more = ", …" if len(matches) > 12 else ""
        raise MoratrackError(f"{word!r} may mean {len(matches)} policies; name one of {ids}{more}")
    return matches[0]


def rows(
    policies: Iterable[Policy], on: dt.date, filters: Filters, origins: Mapping[str, str] = _NOWHERE
) -> list[Row]:
    """The rows of the policies known on a day that pass the filters, as ``standing_order`` sorts them.

    Raises DateError where ``expiring_within`` reaches past the year 9999.
    ``origins`` has the file of each policy, by id.
    """
    tests = _tests(filters, on)
    found = []
    for policy in policies:
        known = status(policy, on, origins.get(policy.id))
        if known is not None and all(test(policy, known) for test in tests):
            found.append(Row(policy, known))
    found.sort(key=lambda row: standing_order(row.status))
    return found


def group_of(status: Status) -> int:
    """0 running out, 1 to come, 2 suspended, 3 over within a year, 4 in force without a last day, 5 over."""
    match status.state:
        case "in_force":
            return 4 if status.expires is None else 0
        case "upcoming" | "proposed":
            return 1
        case "suspended":
            return 2
    return 3 if (status.as_of - _over_since(status)).days <= RECENT_DAYS else 5


def standing_order(status: Status) -> tuple[int, int, str]:
    """Sort key: what runs out first comes first, then what is coming; of what is over, the latest first."""
    group = group_of(status)
    day = 0
    if group == 0:
        day = (status.expires or FAR).toordinal()
    elif group == 1:
        day = (status.starts or FAR).toordinal()
    elif group in (3, 5):
        day = -_over_since(status).toordinal()
    return group, day, status.id


def _over_since(status: Status) -> dt.date:
    return status.ended or status.expires or dt.date.min


SORTS: dict[str, Callable[[Status], Any]] = {
    "standing": standing_order,
    "id": lambda status: status.id,
    "issuer": lambda status: (status.issuer.casefold(), status.id),
    "jurisdiction": lambda status: (status.jurisdiction or "~", status.id),
    "topic": lambda status: (status.topic or "~", status.id),
    "starts": lambda status: (status.starts or FAR, status.id),
    "expires": lambda status: (status.expires or FAR, status.id),
    "checked": lambda status: (status.checked, status.id),
}
"""The ways to sort rows, by the word that asks for them."""


def _tests(filters: Filters, on: dt.date) -> list[Callable[[Policy, Status], bool]]:
    tests: list[Callable[[Policy, Status], bool]] = []
    if filters.state:
        states = {state.replace("-", "_") for state in filters.state}
        tests.append(lambda _, status: status.state in states)
    if filters.topic:
        tests.append(lambda policy, _: policy.topic in filters.topic)
    if filters.kind:
        tests.append(lambda policy, _: policy.kind in filters.kind)
    if filters.jurisdiction:
        tests.append(lambda policy, _: _lies_in(policy.jurisdiction, filters.jurisdiction))
    if filters.issuer:
        tests.append(lambda policy, _: _occurs(filters.issuer, [policy.issuer]))
    if filters.bars:
        tests.append(lambda policy, status: _occurs(filters.bars, _barred_words(policy, status)))
    if filters.expiring_within is not None:
        limit = filters.expiring_within.after(on)
        tests.append(lambda _, status: status.days_left is not None and (status.expires or FAR) <= limit)
    if filters.search:
        words = filters.search.casefold().split()
        tests.append(lambda policy, _: _mentions(policy, words))
    return tests


def _lies_in(code: str | None, wanted: Sequence[str]) -> bool:
    if code is None:
        return False
    return any(code == place.upper() or code.startswith(place.upper() + "-") for place in wanted)


def _occurs(wanted: Sequence[str], texts: Iterable[str]) -> bool:
    folded = [text.casefold() for text in texts]
    return any(word.casefold() in text for word in wanted for text in folded)


def _barred_words(policy: Policy, status: Status) -> list[str]:
    aliases = [alias for party in policy.barred if party.stands(status.as_of) for alias in party.aliases]
    return [*status.barred, *aliases, policy.bars or ""]


def _mentions(policy: Policy, words: Sequence[str]) -> bool:
    text = "\n".join(_texts(policy)).casefold()
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
    names = {policy.issuer.casefold(): policy.issuer for policy in policies}
    names |= {name.casefold(): name for policy in policies for name in (*policy.aliases, policy.id)}
    match = near(word.casefold(), names)
    hint = f"did you mean {names[match]}?" if match else "moratrack status lists what there is"
    return MoratrackError(f"no policy {word[:60]!r}; {hint}")
