"""The old record and the rows of ``diff`` make the new one; what is no change is no difference."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from moratrack.core.policy import About, PartyClass, Policy, decode_hook, encode_hook
from moratrack.questions.diff import ANSWER_FIELDS, Difference, Record, diff
from moratrack.questions.matching import by_date
from moratrack.questions.status import status
from moratrack.text import folded
from moratrack.views.records import json as as_json

from ..strategies import days, events
from ..support import make_policy

Plain = dict[str, Any]
_NAMES = st.sampled_from(("Thorn", "THORN", "police", "Ring", "a\u202eb"))
_KEYS = st.lists(st.sampled_from("abc"), unique=True)


def optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Plain]:
    return st.fixed_dictionaries({}, optional=keys)


PARTIES = st.builds(
    lambda who, more: {"who": who, **more},
    _NAMES,
    optional(
        type=st.just("class"),
        aliases=st.permutations(["x", "y"]),
        may=_NAMES,
        since=st.sampled_from(("2019", "2020-01-01")),
        confidence=st.sampled_from(("low", "high")),
        sources=_KEYS,
    ),
)
SOURCES = st.builds(
    lambda publisher, more: {"url": "https://a.example", "publisher": publisher, **more},
    _NAMES,
    optional(published=st.just("2020-01"), note=_NAMES),
)


@st.composite
def records(draw: st.DrawFn, pool: list[Plain]) -> Record:
    """A record whose policies share ids, events and names with those of others from the same pool."""
    policies = []
    for name in draw(st.lists(st.sampled_from("pqrs"), unique=True)):
        happened = draw(st.lists(st.sampled_from(pool), max_size=6))
        held = {standing: draw(st.lists(PARTIES, max_size=3)) for standing in ("barred", "exempt", "unclear")}
        head = draw(optional(title=_NAMES, topic=_NAMES, aliases=st.permutations(["k", "l"]), note=_NAMES))
        sources = draw(st.dictionaries(st.sampled_from("abc"), SOURCES))
        policies.append(make_policy(*happened, **{"id": name, "sources": sources, **held, **head}))
    names = draw(st.lists(st.sampled_from(("police", "schools")), unique=True))
    classes = [PartyClass(name=name, aliases=tuple(draw(st.permutations("uv")))) for name in names]
    about = [About(version=version) for version in draw(st.lists(st.sampled_from(("1", "2")), max_size=2))]
    return Record(policies, classes, about)


POOLS = st.lists(events(), min_size=1, max_size=5)
TWO = POOLS.flatmap(lambda pool: st.tuples(records(pool), records(pool)))


def canonical(record: Record, *, as_written: bool = False) -> Plain:
    """A record in one order, for what the order is no difference; or with parties as they are written."""

    def plain(thing: Any) -> Any:
        built = msgspec.to_builtins(thing, enc_hook=encode_hook)
        return {
            key: sorted(value) if isinstance(value, (list, tuple)) else value for key, value in built.items()
        }

    def text(thing: Any) -> str:
        return json.dumps(thing, sort_keys=True)

    policies = {}
    for policy in record.policies:
        head = plain(replace(policy, sources={}, events=(), barred=(), exempt=(), unclear=()))
        policies[policy.id] = {
            **head,
            "event": [plain(event) for event in sorted(policy.events, key=by_date)],
            "sources": {key: plain(source) for key, source in policy.sources.items()},
            **{
                standing: sorted(
                    map(plain, policy.parties(standing)), key=(lambda _: "") if as_written else text
                )
                for standing in ("barred", "exempt", "unclear")
            },
        }
    classes = sorted((plain(entry) for entry in record.classes), key=text)
    return {"policy": policies, "class": classes, "about": [plain(about) for about in record.about]}


def applied(old: Plain, rows: list[Plain]) -> Plain:
    """The record that the JSON of ``diff`` makes of another."""
    found: Plain = json.loads(json.dumps(old))
    gone: list[tuple[list[Any], Any]] = []
    come: list[tuple[list[Any], Any]] = []
    orders: list[Plain] = []
    for row in rows:
        if row["part"] == "policy" and row["what"] == "renamed":
            [former] = [change["old"] for change in row["fields"] if change["field"] == "id"]
            found["policy"][row["id"]] = found["policy"].pop(former)
    targets = {
        id(row): target
        for row in rows
        if row["part"] not in ("policy", "answer", "order") and row["what"] != "added"
        for target in [looked_up(found, row)]
    }
    for row in rows:
        if row["part"] == "answer":
            continue
        if row["part"] == "order":
            orders.append(row)
            continue
        changed = {change["field"]: change["new"] for change in row["fields"]}
        if row["part"] == "policy":
            if row["what"] == "removed":
                del found["policy"][row["id"]]
                continue
            empty: Plain = {"event": [], "sources": {}, "barred": [], "exempt": [], "unclear": []}
            merge(found["policy"].setdefault(row["id"], empty), changed)
        elif row["id"] is not None and row["id"] not in found["policy"]:
            assert row["what"] == "removed"
        elif row["part"] == "source":
            sources = found["policy"][row["id"]]["sources"]
            if row["what"] == "removed":
                del sources[row["key"]]
            else:
                merge(sources.setdefault(row["key"], {}), changed)
        else:
            things = held(found, row)
            if row["what"] == "added":
                come.append((things, merge({}, changed)))
            elif row["what"] == "removed":
                gone.append((things, targets[id(row)]))
            else:
                merge(targets[id(row)], changed)
    for things, thing in gone:
        things[:] = [other for other in things if other is not thing]
    for things, thing in come:
        things.append(thing)
    for policy in found["policy"].values():
        policy["event"].sort(key=first_day)
    for row in orders:
        reorder(found["policy"][row["id"]]["event"], row)
    return found


def held(record: Plain, row: Plain) -> list[Any]:
    things: list[Any] = record[row["part"]] if row["id"] is None else record["policy"][row["id"]][row["part"]]
    return things


def looked_up(record: Plain, row: Plain) -> Any:
    if row["part"] == "source":
        return record["policy"][row["id"]]["sources"][row["key"]]
    things = held(record, row)
    if row["part"] == "about":
        return things[row["place"] - 1]
    return [thing for thing in things if folded(named(thing)) == folded(row["key"])][row["place"] - 1]


def named(thing: Plain) -> str:
    return str(thing.get("who") or thing.get("name") or f"{thing.get('date')} {thing.get('did')}")


def merge(thing: Plain, changed: Plain) -> Plain:
    for key, value in changed.items():
        if value is None:
            thing.pop(key, None)
        else:
            thing[key] = value
    return thing


def first_day(event: Plain) -> dt.date:
    return by_date(make_policy(event).events[0])


def reorder(happened: list[Plain], row: Plain) -> None:
    places = [place for place, event in enumerate(happened) if str(first_day(event)) == row["key"]]
    seen: dict[str, int] = defaultdict(int)
    by_name = {}
    for place in places:
        name = named(happened[place])
        seen[name] += 1
        by_name[f"{name} {seen[name]}" if seen[name] > 1 else name] = happened[place]
    [change] = row["fields"]
    assert list(by_name) == change["old"]
    for place, name in zip(places, change["new"], strict=True):
        happened[place] = by_name[name]


def defaults_left_out(record: Plain) -> Plain:
    """The record decoded and canonical again: defaults that rows say in words are as if not written."""
    policies = [msgspec.convert(policy, Policy, dec_hook=decode_hook) for policy in record["policy"].values()]
    classes = msgspec.convert(record["class"], list[PartyClass])
    about = msgspec.convert(record["about"], list[About], dec_hook=decode_hook)
    return canonical(Record(policies, classes, about))


def printed(rows: list[Difference]) -> list[Plain]:
    told: list[Plain] = json.loads(b"".join(as_json(rows)))
    return told


@given(TWO, days(3000))
def test_the_old_record_and_the_rows_make_the_new_one(two: tuple[Record, Record], on: dt.date) -> None:
    old, new = two
    rows = printed(diff(old, new, on).rows)
    assert defaults_left_out(applied(canonical(old, as_written=True), rows)) == canonical(new)


@given(TWO, days(3000))
def test_an_answer_is_told_where_it_differs_and_only_there(two: tuple[Record, Record], on: dt.date) -> None:
    found = diff(*two, on)
    old, new = ({policy.id: policy for policy in record.policies} for record in two)
    renamed = {
        row.id: str(change.old)
        for row in found.rows
        for change in row.fields
        if row.what == "renamed" and change.field == "id"
    }
    differing = set()
    for name in (old.keys() | new.keys()) - set(renamed.values()):
        sides = (old.get(renamed.get(name, name)), new.get(name))
        answers = []
        for policy in sides:
            told = status(policy, on) if policy else None
            unclear = [party.who for party in policy.unclear if party.stands(on)] if policy and told else []
            fields = [getattr(told, key) for key in ANSWER_FIELDS] if told else []
            answers.append(
                [sorted(value) if isinstance(value, tuple) else value for value in [*fields, unclear]]
            )
        if answers[0] != answers[1]:
            differing.add(name)
    assert found.answers.keys() == differing
    assert [row.id for row in found.rows if row.part == "answer"] == sorted(differing)


@given(POOLS.flatmap(records), st.randoms(use_true_random=False), days(3000))
def test_order_is_no_difference_except_of_the_events_of_a_day(
    record: Record, random: Any, on: dt.date
) -> None:
    shuffled = []
    for policy in record.policies:
        keys = list(policy.sources)
        random.shuffle(keys)
        by_year: dict[int, list[Any]] = defaultdict(list)
        for event in policy.events:
            by_year[event.date.first.year].append(event)
        years = list(by_year)
        random.shuffle(years)
        shuffled.append(
            replace(
                policy,
                sources={key: policy.sources[key] for key in keys},
                events=tuple(event for year in years for event in by_year[year]),
                aliases=policy.aliases[::-1],
                barred=policy.barred[::-1],
                exempt=tuple(random.sample(policy.exempt, len(policy.exempt))),
            )
        )
    random.shuffle(shuffled)
    assert diff(record, Record(shuffled, record.classes[::-1], record.about), on).rows == []
    assert diff(record, record, on).rows == []
