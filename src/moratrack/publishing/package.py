"""The record as a Data Package (2.0): tables as CSV, what each column means, and how they hang together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..checks.schema import output_schema
from ..core.dates import Day
from ..core.known import in_order
from ..core.policy import (
    STANDINGS,
    About,
    AddedParty,
    Amendment,
    Confidence,
    Did,
    Kind,
    Party,
    PartyType,
    Policy,
    Standing,
    encode_hook,
)
from ..editing.toml import pairs, plain, record_lines
from ..files.decoding import File
from ..questions.panel import PanelRow, panel_rows, span
from ..questions.status import Status
from ..text import inert
from ..views.records import csv_table, harmless
from .model import Record, all_parties
from .names import address


class PolicyRecord(Struct, frozen=True, kw_only=True):
    """A policy: what it is."""

    id: str
    """The policy."""
    title: str
    """What is stopped."""
    issuer: str
    """Who imposed it."""
    issuer_type: str | None
    """What the issuer is: company, city, state, court …"""
    kind: Kind
    """What kind of policy it is."""
    topic: str | None
    """The field."""
    jurisdiction: str | None
    """An ISO 3166 code, EU or INT."""
    aliases: tuple[str, ...]
    """What else it is called."""
    bars: str | None
    """What it bars."""
    why: str | None
    """The reason given for it."""
    citation: str | None
    """Where it is found in law."""
    note: str | None
    """What sources disagree on, or what a reader must not assume."""


class EventRecord(Struct, frozen=True, kw_only=True):
    """An event of a policy, as its sources state it."""

    policy: str
    """The policy."""
    number: int
    """Its place among the events of the policy, from 1, by the day on which it became known."""
    date: str
    """The day it was decided or said, as precisely as is known: 2020-06-11, 2020-06 or 2020."""
    did: Did
    """What happened."""
    effective: str | None
    """The day it took effect, where that is another."""
    term: str | None
    """An end as a length."""
    through: str | None
    """An end as the last day in force; of suspended, the last day of the suspension."""
    until: str | None
    """An end as a condition in words."""
    not_before: str | None
    """The day before which the condition cannot end it."""
    how: str | None
    """How it ended."""
    by: str | None
    """The id of the policy that replaced it."""
    note: str | None
    """What a reader must know of the event."""
    sources: tuple[str, ...]
    """Keys of the sources of the policy."""
    confidence: Confidence
    """The confidence in the event."""


class PartyRecord(Struct, frozen=True, kw_only=True):
    """A party that a policy names."""

    policy: str
    """The policy."""
    standing: Standing
    """Exempt, barred, or unclear where nobody has said."""
    who: str
    """The party."""
    type: PartyType
    """Whether it is one organization or a class of them."""
    aliases: tuple[str, ...]
    """What else it is called."""
    may: str | None
    """What an exempt party may go on doing."""
    why: str | None
    """The reason given for the standing."""
    since: dt.date | None
    """First day of the standing: its own, else the first day of the policy in force."""
    through: dt.date | None
    """Last day of a standing that did not last the whole policy."""
    note: str | None
    """What a reader must know of the standing."""
    sources: tuple[str, ...]
    """Keys of the sources of the policy."""
    confidence: Confidence
    """The confidence in the standing."""


class SourceRecord(Struct, frozen=True, kw_only=True):
    """A source of a policy."""

    policy: str
    """The policy."""
    key: str
    """Its key in the record of the policy."""
    publisher: str
    """Who published it."""
    title: str | None
    """Its title."""
    url: str
    """Its address."""
    published: str | None
    """When it was published, as precisely as is known."""
    note: str | None
    """What a reader must know of the source."""


class Table(NamedTuple):
    """A table of the package."""

    name: str
    kind: type[Struct]
    description: str
    keys: tuple[str, ...]
    policy: str | None
    """The column that names a policy of the table of policies."""


TABLES = (
    Table("policies", PolicyRecord, "A row a policy: what it is.", ("id",), None),
    Table("events", EventRecord, "A row an event, as its sources state it.", ("policy", "number"), "policy"),
    Table(
        "parties",
        PartyRecord,
        "A row a party and policy: who may, who may not, of whom nobody has said.",
        (),
        "policy",
    ),
    Table("sources", SourceRecord, "A row a source of a policy.", ("policy", "key"), "policy"),
    Table("status", Status, "A row a policy: what held on the day of publishing, computed.", ("id",), "id"),
    Table(
        "panel",
        PanelRow,
        "A row a policy and year: in force or not, computed from all events known.",
        ("id", "period"),
        "id",
    ),
)

_TYPES = {
    "string": "string",
    "integer": "integer",
    "boolean": "boolean",
    "number": "number",
    "array": "string",
}


def tables(record: Record) -> Iterator[tuple[str, bytes]]:
    """The tables as CSV, by path."""
    for table in TABLES:
        yield f"data/{table.name}.csv", b"".join(csv_table(_rows(table, record), table.kind))


def fields(table: Table) -> list[dict[str, Any]]:
    """The columns of a table, as the package declares them."""
    document = output_schema(table.kind, table.name)
    properties = document["$defs"][table.kind.__name__]["properties"]
    required = set(table.keys)
    return [_field(name, entry, required) for name, entry in properties.items()]


def descriptor(record: Record, files: dict[str, bytes]) -> bytes:
    """The ``datapackage.json`` of the tables, whose content is given by their names."""
    edition = record.edition
    told: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "moratrack-record",
        "title": inert(edition.title),
        "version": edition.version,
        "created": f"{edition.on}T00:00:00Z",
        "homepage": address(edition.url or edition.home or "") or None,
        "licenses": [{"name": edition.licence}] if edition.licence and _is_name(edition.licence) else None,
        "contributors": [{"title": inert(edition.publisher), "roles": ["publisher"]}]
        if edition.publisher
        else None,
        "resources": [_resource(table, files[table.name]) for table in TABLES],
    }
    return _pretty({name: value for name, value in told.items() if value is not None})


def record_files(record: Record) -> Iterator[tuple[str, bytes]]:
    """The record itself, as TOML and as JSON; both are data files of the program."""
    yield "data/policies.toml", _toml(_file(record))
    yield "data/policies.json", record_json(record)


def record_json(record: Record) -> bytes:
    """The record as JSON."""
    content = msgspec.json.encode(_file(record), enc_hook=encode_hook)
    return harmless(msgspec.json.format(content, indent=1)) + b"\n"


def _file(record: Record) -> File:
    """The record as a data file, with what it says of itself and the classes that it uses."""
    edition = record.edition
    policies, amendments = [], []
    for entry in _by_id(record):
        policy, added = _without_origin(entry.policy)
        policies.append(policy)
        amendments += added
    about = About(
        title=edition.title,
        publisher=edition.publisher,
        licence=edition.licence,
        version=edition.version,
        through=Day(edition.kept_to) if edition.kept_to else None,
        url=edition.home,
    )
    return File(about=about, classes=list(edition.classes), policy=policies, amend=amendments)


def _without_origin(policy: Policy) -> tuple[Policy, list[Amendment]]:
    """A policy without the names of the files that add to it.

    A party that was added without a source stays an amendment: the sources of the policy say nothing of it.
    """
    own: dict[str, Any] = {}
    added: dict[str, Any] = {}
    for standing in STANDINGS:
        parties = [(party, _plain_party(party)) for party in policy.parties(standing)]
        apart = [plain for party, plain in parties if isinstance(party, AddedParty) and not party.sources]
        if apart:
            added[standing] = tuple(apart)
        own[standing] = tuple(plain for _, plain in parties if plain not in apart)
    return replace(policy, **own), [Amendment(id=policy.id, **added)] if added else []


def _plain_party(party: Party) -> Party:
    if not isinstance(party, AddedParty):
        return party
    return Party(**{field: getattr(party, field) for field in Party.__struct_fields__})


def _toml(file: File) -> bytes:
    lines = ["[about]", *pairs(plain(file.about))] if file.about else []
    named: dict[str, Sequence[Struct]] = {"class": file.classes, "policy": file.policy, "amend": file.amend}
    for name, records in named.items():
        for one in records:
            lines += ["", *record_lines(name, plain(one))]
    return "\n".join([*lines, ""]).encode()


def _rows(table: Table, record: Record) -> Iterable[Struct]:
    makers = {
        "policies": _policies,
        "events": _events,
        "parties": _parties,
        "sources": _sources,
        "status": _statuses,
        "panel": _panel,
    }
    return makers[table.name](record)


def _policies(record: Record) -> Iterator[Struct]:
    for entry in _by_id(record):
        policy = entry.policy
        yield PolicyRecord(**{field: getattr(policy, field) for field in PolicyRecord.__struct_fields__})


def _events(record: Record) -> Iterator[Struct]:
    for entry in _by_id(record):
        ordered = (event for _, event in in_order(entry.policy.events))
        for number, event in enumerate(ordered, start=1):
            yield EventRecord(
                policy=entry.policy.id,
                number=number,
                date=str(event.date),
                did=event.did,
                effective=_text(event.effective),
                term=_text(event.term),
                through=_text(event.through),
                until=event.until,
                not_before=_text(event.not_before),
                how=event.how,
                by=event.by,
                note=event.note,
                sources=event.sources,
                confidence=event.confidence,
            )


def _parties(record: Record) -> Iterator[Struct]:
    for entry in _by_id(record):
        for party in all_parties(entry.row):
            yield PartyRecord(
                policy=party.id,
                standing=party.standing,
                who=party.who,
                type=party.type,
                aliases=party.aliases,
                may=party.may,
                why=party.why,
                since=party.since,
                through=party.through,
                note=party.note,
                sources=tuple(source.key for source in party.sources),
                confidence=party.confidence,
            )


def _sources(record: Record) -> Iterator[Struct]:
    for entry in _by_id(record):
        for name, source in entry.policy.sources.items():
            yield SourceRecord(
                policy=entry.policy.id,
                key=name,
                publisher=source.publisher,
                title=source.title,
                url=source.url,
                published=_text(source.published),
                note=source.note,
            )


def _statuses(record: Record) -> Iterator[Struct]:
    return (entry.status for entry in _by_id(record))


def _panel(record: Record) -> Iterator[Struct]:
    policies, edition = [entry.policy for entry in _by_id(record)], record.edition
    over = span(policies, edition.on, None, None, "year")
    return panel_rows(policies, over, edition.on, "last", edition.kept_to)


def _by_id(record: Record) -> list[Any]:
    return sorted(record.entries, key=lambda entry: entry.policy.id)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _field(name: str, entry: dict[str, Any], required: set[str]) -> dict[str, Any]:
    options = [option for option in entry.get("anyOf", [entry]) if option.get("type") != "null"]
    [told] = options[:1] or [entry]
    kind = "date" if told.get("format") == "date" else _TYPES.get(str(told.get("type")), "string")
    field = {"name": name, "type": kind, "description": entry.get("description", "")}
    constraints: dict[str, Any] = {}
    values = [value for value in told.get("enum", []) if value is not None]
    if values:
        constraints["enum"] = values
    if name in required:
        constraints["required"] = True
    return {**field, "constraints": constraints} if constraints else field


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": fields(table)}
    if table.keys:
        schema["primaryKey"] = list(table.keys)
    if table.policy:
        schema["foreignKeys"] = [
            {"fields": [table.policy], "reference": {"resource": "policies", "fields": ["id"]}}
        ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def _is_name(licence: str) -> bool:
    return re.fullmatch(r"[-a-zA-Z0-9._]+", licence) is not None


def _pretty(told: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"
