"""Which thing of an old record is which of a new one, by what they are rather than where they stand. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct

from ..core.policy import STANDINGS, About, Event, Party, PartyClass, Policy, Source
from ..text import folded
from .identity import event_keys

Value = str | bool | tuple[str, ...] | None
"""What a field holds: days and terms as they are written, names and source keys by the alphabet."""
Thing = TypeVar("Thing", bound=Struct)

_LISTS = ("sources", "events", *STANDINGS)
"""What a policy holds beside fields."""


class Keyed(NamedTuple, Generic[Thing]):
    """A thing of a record, and what it is among the others."""

    name: str | None
    same: Hashable
    """What those have in common that only their content tells apart."""
    place: int
    """Its place among those, from 1."""
    record: Thing


class Pair(NamedTuple, Generic[Thing]):
    """What a thing was and what it is; None where it is not there."""

    before: Keyed[Thing] | None
    after: Keyed[Thing] | None


def fields_of(record: Struct) -> dict[str, Value]:
    """What the fields of a record hold, by their keys; of a policy, without its events, parties and sources.

    Which file adds a party is no field of it.
    """
    kind = Party if isinstance(record, Party) else type(record)
    names = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    left_out = _LISTS if kind is Policy else ()
    return {key: plain(getattr(record, name)) for name, key in names if name not in left_out}


def plain(value: Any) -> Value:
    """A value as text, unless it is a truth value, names, or nothing; no names are nothing."""
    if value is None or isinstance(value, bool):
        return value
    return tuple(sorted(value)) or None if isinstance(value, tuple) else str(value)


def by_date(event: Event) -> dt.date:
    """The first day of an event's date: the order of those that share it is theirs in the record."""
    return event.date.first


def keyed_about(files: Iterable[About]) -> list[Keyed[About]]:
    """What files say of themselves; a file has no name that would be the same elsewhere."""
    return [Keyed(None, place, place, about) for place, about in enumerate(files, start=1)]


def keyed_classes(classes: Iterable[PartyClass]) -> list[Keyed[PartyClass]]:
    """The vocabulary of classes."""
    return [Keyed(entry.name, folded(entry.name), 1, entry) for entry in classes]


def keyed_events(policy: Policy | None) -> list[Keyed[Event]]:
    """The events of a policy by date, those of one date in the order of the record."""
    events = sorted(policy.events, key=by_date) if policy else []
    keys = event_keys(events)
    return [Keyed(key.name, key[:2], key.place, event) for key, event in zip(keys, events, strict=True)]


def keyed_parties(parties: Iterable[Party]) -> list[Keyed[Party]]:
    """The parties of one standing."""
    seen: Counter[str] = Counter()
    found = []
    for party in parties:
        name = folded(party.who)
        seen[name] += 1
        found.append(Keyed(party.who, name, seen[name], party))
    return found


def keyed_sources(policy: Policy | None) -> list[Keyed[Source]]:
    """The sources of a policy, by their keys."""
    return [Keyed(key, key, 1, source) for key, source in sorted(policy.sources.items())] if policy else []


def paired(
    old: Sequence[Keyed[Thing]], new: Sequence[Keyed[Thing]], alone: Callable[[Thing], Hashable] | None = None
) -> list[Pair[Thing]]:
    """Everything of two records: what there is in its order, then what is gone.

    Of those that are the same but for their content, those of one content belong together, the others in
    their order. Of what is then left, the only two that are the same to ``alone`` belong together too.
    """
    former: dict[int, int] = {}

    def match(key: Callable[[Keyed[Thing]], Hashable], *, only: bool = False) -> None:
        groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        taken = set(former.values())
        for side, things in enumerate((old, new)):
            for place, thing in enumerate(things):
                if place not in (former, taken)[side == 0]:
                    groups[key(thing)][side].append(place)
        for gone, come in groups.values():
            if not only or len(gone) == len(come) == 1:
                former.update(zip(come, gone, strict=False))

    match(lambda one: (one.same, tuple(fields_of(one.record).items())))
    match(lambda one: one.same)
    if alone is not None:
        match(lambda one: alone(one.record), only=True)
    found = [Pair(old[former[place]] if place in former else None, one) for place, one in enumerate(new)]
    kept = set(former.values())
    return found + [Pair(one, None) for place, one in enumerate(old) if place not in kept]


def paired_policies(
    old: Iterable[Policy], new: Iterable[Policy]
) -> list[tuple[Policy | None, Policy | None]]:
    """Each policy of two records with what it was, by id. One of another id is the same by its events."""
    olds, news = ({policy.id: policy for policy in policies} for policies in (old, new))
    renamed = _renamed(olds, news)
    former = {name: renamed.get(name) or olds.get(name) for name in news}
    kept = {policy.id for policy in former.values() if policy is not None}
    found: dict[str, tuple[Policy | None, Policy | None]] = {
        name: (policy, None) for name, policy in olds.items() if name not in kept
    }
    found |= {name: (former[name], policy) for name, policy in news.items()}
    return [found[name] for name in sorted(found)]


def _renamed(olds: Mapping[str, Policy], news: Mapping[str, Policy]) -> dict[str, Policy]:
    """By new ids: policies that are gone, where one with the very same events has come, and no other."""
    gone, come = _by_events(olds, without=news), _by_events(news, without=olds)
    return {
        come[events][0].id: gone[events][0]
        for events in gone.keys() & come.keys()
        if len(gone[events]) == len(come[events]) == 1
    }


def _by_events(policies: Mapping[str, Policy], without: Mapping[str, Policy]) -> dict[Hashable, list[Policy]]:
    found: dict[Hashable, list[Policy]] = defaultdict(list)
    for name in policies.keys() - without.keys():
        events = [tuple(fields_of(event.record).items()) for event in keyed_events(policies[name])]
        found[tuple(events)].append(policies[name])
    return found
