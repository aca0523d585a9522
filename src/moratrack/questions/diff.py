"""What changed between two records, thing by thing and field by field, and in the answers they give. Pure.

Order, comments and formatting are no difference, except the order of events of one date.
The rows are all that there is to tell: who has the old record and the rows can make the new one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Literal, NamedTuple

from msgspec import Struct

from ..core.policy import STANDINGS, About, Event, PartyClass, Policy
from .identity import event_keys
from .matching import (
    Keyed,
    Pair,
    Thing,
    Value,
    by_date,
    fields_of,
    keyed_about,
    keyed_classes,
    keyed_events,
    keyed_parties,
    keyed_sources,
    paired,
    paired_policies,
    plain,
)
from .status import Status, standing_names, status

Part = Literal[
    "about", "class", "policy", "source", "event", "order", "barred", "exempt", "unclear", "answer"
]
What = Literal["added", "removed", "renamed", "corrected"]


ANSWER_FIELDS = (
    "state",
    "starts",
    "upon",
    "expires",
    "expiring",
    "ended",
    "until",
    "not_before",
    "end",
    "suspended_through",
    "proposed_anew",
    "approximate",
    "confirmed",
    "confidence",
    "bars",
    "barred",
    "exempt",
)
"""The keys of a status that answer something; the others say whose answer it is, or who looked when."""


class FieldChange(Struct, frozen=True, kw_only=True, gc=False):
    """What one field held, and what it holds."""

    field: str
    """The key, as data files write it; of an answer, as ``status`` does, or ``unclear``."""
    old: Value
    """What it held; null for nothing."""
    new: Value
    """What it holds; null for nothing."""


class Difference(Struct, frozen=True, kw_only=True, gc=False):
    """What became of one thing of the record, or of the answer for one policy."""

    id: str | None
    """The policy; of one that was renamed, its new id. Null for what is said of no policy: about, class."""
    title: str | None
    """What the policy stops."""
    part: Part
    """``about``: what a file says of itself; ``class``: one of the vocabulary; ``policy``: the policy itself;
    ``order``: the order of the events of one day; ``answer``: what holds on the day asked; else one of the
    policy's events, sources or parties."""
    what: What
    """What became of it."""
    key: str | None
    """Which it is, in the old record where it is there: an event by date and ``did``, a source by its key,
    a party or class by its name, an order by its day. Null for others."""
    place: int
    """Its place among those that are the same in this, from 1."""
    fields: tuple[FieldChange, ...]
    """Field by field; of what was added or removed, every field that holds something."""


class Record(NamedTuple):
    """All that some data files hold."""

    policies: Sequence[Policy]
    classes: Sequence[PartyClass] = ()
    about: Sequence[About] = ()
    """What the files say of themselves, in their order."""


class Answer(NamedTuple):
    """What held of a policy on a day by the old record, and what holds by the new; None for nothing."""

    before: Status | None
    after: Status | None


class Comparison(NamedTuple):
    """All differences: of files, of classes, of policies by id, the answer of each last; and such answers."""

    rows: list[Difference]
    answers: dict[str, Answer]


def diff(old: Record, new: Record, on: dt.date) -> Comparison:
    """What changed between two records, and in the answers on a day, as far as that was known then."""
    found = Comparison([], {})
    found.rows.extend(_rows(None, "about", paired(keyed_about(old.about), keyed_about(new.about))))
    found.rows.extend(_rows(None, "class", paired(keyed_classes(old.classes), keyed_classes(new.classes))))
    for before, after in paired_policies(old.policies, new.policies):
        told = after or before
        if told is None or before == after:
            continue
        found.rows.extend(_differences(told, before, after))
        answer = Answer(*(status(policy, on) if policy else None for policy in (before, after)))
        changes = _changes(_answered(before, answer.before), _answered(after, answer.after))
        if changes:
            found.rows.append(_row(told, "answer", "corrected", changes))
            found.answers[told.id] = answer
    return found


def _differences(told: Policy, before: Policy | None, after: Policy | None) -> Iterator[Difference]:
    """What became of a policy, and of everything that it holds."""
    changes = _changes(*(fields_of(policy) if policy else {} for policy in (before, after)))
    if changes:
        renamed = before is not None and after is not None and before.id != after.id
        yield _row(told, "policy", "renamed" if renamed else _what(before, after), changes)
    yield from _rows(told, "source", paired(keyed_sources(before), keyed_sources(after)))
    events = paired(keyed_events(before), keyed_events(after), alone=attrgetter("did"))
    yield from _rows(told, "event", events)
    yield from _orders(told, keyed_events(before), events)
    for standing in STANDINGS:
        were, are = (keyed_parties(policy.parties(standing) if policy else ()) for policy in (before, after))
        yield from _rows(told, standing, paired(were, are))


def _rows(told: Policy | None, part: Part, pairs: Iterable[Pair[Thing]]) -> Iterator[Difference]:
    for before, after in pairs:
        changes = _changes(*(fields_of(thing.record) if thing else {} for thing in (before, after)))
        named = before or after
        if changes and named is not None:
            yield _row(told, part, _what(before, after), changes, named.name, named.place)


def _orders(told: Policy, old: Sequence[Keyed[Event]], pairs: Sequence[Pair[Event]]) -> Iterator[Difference]:
    """The order of the events of one day, where it is not the old one with what is new at its end."""
    now = {before: after.record for before, after in pairs if before is not None and after is not None}
    come = [after.record for before, after in pairs if before is None and after is not None]
    expected = sorted([*(now[event] for event in old if event in now), *come], key=by_date)
    actual = [after.record for _, after in pairs if after is not None]
    names = {id(event): name for event, name in zip(expected, _names(expected), strict=True)}
    for day, members in groupby(expected, by_date):
        orders = list(members), [event for event in actual if by_date(event) == day]
        if [*map(fields_of, orders[0])] != [*map(fields_of, orders[1])]:
            before, after = (tuple(names[id(event)] for event in order) for order in orders)
            change = FieldChange(field="order", old=before, new=after)
            yield _row(told, "order", "corrected", [change], str(day))


def _names(events: Sequence[Event]) -> list[str]:
    return [f"{key.name} {key.place}" if key.place > 1 else key.name for key in event_keys(events)]


def _what(before: object | None, after: object | None) -> What:
    if before is None:
        return "added"
    return "removed" if after is None else "corrected"


def _changes(old: Mapping[str, Value], new: Mapping[str, Value]) -> list[FieldChange]:
    """The fields that differ, in the order of the record."""
    found = []
    for field in {**old, **new}:
        before, after = old.get(field), new.get(field)
        if before != after:
            found.append(FieldChange(field=field, old=before, new=after))
    return found


def _answered(policy: Policy | None, told: Status | None) -> dict[str, Value]:
    """What a policy answers on a day."""
    if policy is None or told is None:
        return {}
    answers = {key: plain(getattr(told, key)) for key in ANSWER_FIELDS}
    return {**answers, "unclear": plain(standing_names(policy.unclear, told.as_of))}


def _row(
    told: Policy | None,
    part: Part,
    what: What,
    changes: Sequence[FieldChange],
    key: str | None = None,
    place: int = 1,
) -> Difference:
    return Difference(
        id=told.id if told else None,
        title=told.title if told else None,
        part=part,
        what=what,
        key=key,
        place=place,
        fields=tuple(changes),
    )
