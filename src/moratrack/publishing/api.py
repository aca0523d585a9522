"""The API: JSON under paths that do not change, and its description as OpenAPI 3.1, from the same types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from .._version import __version__
from ..checks.schema import output_schema
from ..core.policy import encode_hook
from ..questions.exempt import PartyRow, party_rows
from ..questions.log import LogRow
from ..questions.show import Dossier, PeriodRow
from ..questions.status import Status
from ..views.records import harmless
from .model import Entry, Party, Record, Shelf, without_file
from .news import Item

SCHEMA_VERSION = "1.0"
ROOT = "api/v1/"


class ListedPolicy(Status, frozen=True, kw_only=True):
    """A policy on the day of publishing, and its periods, by which a client can count on."""

    page: str
    """The path of its page, from the root of the site."""
    periods: tuple[PeriodRow, ...]
    """Every period, as known on the day of publishing."""


class Change(LogRow, frozen=True, kw_only=True):
    """An event, or a change that follows from the dates, and its entry in the feeds."""

    tag: str
    """Its id, which never changes: a tag: URI."""
    updated: dt.date
    """The day on which this was first published, or corrected."""


class ShelfRow(Struct, frozen=True, kw_only=True):
    """A topic or a place."""

    slug: str
    """Its name in paths."""
    name: str
    """As the record writes it: facial-recognition, US-MA."""
    title: str
    """As people read it."""
    policies: tuple[str, ...]
    """The ids of its policies."""


class StandingRow(Struct, frozen=True, kw_only=True):
    """What a party may do under a policy from a day on, as far as is known."""

    since: dt.date
    """The first day."""
    verdict: str
    """As `check` says it."""
    reason: str
    """The ground in one sentence."""


class CaseRow(Struct, frozen=True, kw_only=True):
    """How one policy treats a party."""

    party: PartyRow
    """The party as the policy names it."""
    standings: tuple[StandingRow, ...]
    """What it may do, from which day on."""


class PartyIndexRow(Struct, frozen=True, kw_only=True):
    """A party, and where it is named."""

    slug: str
    """Its name in paths."""
    who: str
    """As the record writes it."""
    aliases: tuple[str, ...]
    """What else it is called."""
    policies: tuple[str, ...]
    """The ids of the policies that name it."""


class Publication(Struct, frozen=True, kw_only=True):
    """What is published."""

    title: str
    """What the record is called."""
    publisher: str | None
    """Who keeps it."""
    licence: str | None
    """An SPDX identifier."""
    version: str | None
    """The version of the record."""
    kept_to: dt.date | None
    """The day up to which it was kept."""
    url: str | None
    """Where the site is."""
    policies: int
    """How many policies there are."""
    counts_on_to: dt.date
    """The last day up to which the pages count on."""


class _Answer(Struct, frozen=True, kw_only=True):
    """What every file begins with."""

    schema_version: str
    """The version of this form; keys and values may be added without a new number before the dot."""
    generated_at: dt.datetime
    """The beginning of the day of publishing, in UTC: the same record and day give the same bytes."""
    as_of: dt.date
    """The day of publishing, of which everything is told."""


class _Answers(_Answer, frozen=True, kw_only=True):
    """What every file with several results begins with."""

    total: int
    """How many results there are."""


class Policies(_Answers, frozen=True, kw_only=True):
    """Policies, by urgency."""

    result: tuple[ListedPolicy, ...]
    """The answer, one after the other."""


class OnePolicy(_Answer, frozen=True, kw_only=True):
    """One policy whole."""

    result: Dossier
    """The answer."""


class Shelves(_Answers, frozen=True, kw_only=True):
    """Topics or places."""

    result: tuple[ShelfRow, ...]
    """The answer, one after the other."""


class Parties(_Answers, frozen=True, kw_only=True):
    """Parties by name."""

    result: tuple[PartyIndexRow, ...]
    """The answer, one after the other."""


class Cases(_Answers, frozen=True, kw_only=True):
    """What one party may do, policy by policy."""

    result: tuple[CaseRow, ...]
    """The answer, one after the other."""


class Exempt(_Answers, frozen=True, kw_only=True):
    """Who may go on all the same."""

    result: tuple[PartyRow, ...]
    """The answer, one after the other."""


class Changes(_Answers, frozen=True, kw_only=True):
    """Events and turns, oldest first."""

    result: tuple[Change, ...]
    """The answer, one after the other."""


class OnePublication(_Answer, frozen=True, kw_only=True):
    """What is published."""

    result: Publication
    """The answer."""


_PATHS: tuple[tuple[str, str, type[Struct]], ...] = (
    ("policies", "All policies", Policies),
    ("policies/{id}", "One policy whole", OnePolicy),
    ("topics", "All topics", Shelves),
    ("topics/{slug}", "The policies of a topic", Policies),
    ("places", "All places", Shelves),
    ("places/{slug}", "The policies of a place", Policies),
    ("parties", "Everybody whom a policy names", Parties),
    ("parties/{slug}", "What one party may do, policy by policy", Cases),
    ("exempt", "Who may go on all the same, on the day of publishing", Exempt),
    ("changes", "Every event and every turn that has come, oldest first", Changes),
    ("about", "What is published", OnePublication),
)


def files(record: Record, items: Sequence[Item]) -> Iterator[tuple[str, bytes]]:
    """Every file of the API by its path, those of single things before the lists."""
    told = _Api(record)
    rows = {entry.slug: told.row(entry) for entry in record.entries}
    for entry in record.entries:
        yield from told.file(f"policies/{entry.slug}", OnePolicy, entry.dossier)
    for party in record.parties:
        yield from told.file(f"parties/{party.slug}", Cases, tuple(map(_case, party.cases)))
    for kind in ("topics", "places"):
        shelves = record.shelves[kind]
        for shelf in shelves:
            yield from told.file(
                f"{kind}/{shelf.slug}", Policies, tuple(rows[entry.slug] for entry in shelf.entries)
            )
        yield from told.file(kind, Shelves, tuple(map(_shelf, shelves)))
    yield from told.file("parties", Parties, tuple(map(_party, record.parties)))
    yield from told.file("policies", Policies, tuple(rows.values()))
    exempt = party_rows((entry.row for entry in record.entries), ["exempt"])
    yield from told.file("exempt", Exempt, tuple(map(without_file, exempt)))
    yield from told.file("changes", Changes, tuple(map(_change, items)))
    yield from told.file("about", OnePublication, _about(record))
    description = msgspec.json.format(msgspec.json.encode(openapi(record)), indent=1) + b"\n"
    yield f"{ROOT}openapi.json", description


class _Api:
    """What all files of the API share."""

    def __init__(self, record: Record) -> None:
        self.on = record.edition.on

    def row(self, entry: Entry) -> ListedPolicy:
        """A policy in a list."""
        status = entry.status
        return ListedPolicy(
            **{field: getattr(status, field) for field in Status.__struct_fields__},
            page=f"policies/{entry.slug}/",
            periods=entry.dossier.periods,
        )

    def file(self, path: str, kind: type[Struct], result: Any) -> Iterator[tuple[str, bytes]]:
        """A document under both of its paths."""
        head: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "generated_at": dt.datetime.combine(self.on, dt.time.min, dt.UTC),
            "as_of": self.on,
        }
        if isinstance(result, tuple):
            head["total"] = len(result)
        content = harmless(msgspec.json.encode(kind(**head, result=result), enc_hook=encode_hook)) + b"\n"
        yield f"{ROOT}{path}/index.json", content
        # What is called "index" has one path only: the other is that of the list in which it stands.
        if not path.endswith("/index"):
            yield f"{ROOT}{path}.json", content


def openapi(record: Record) -> dict[str, Any]:
    """The description of the API."""
    schemas: dict[str, Any] = {}
    for _, _, kind in _PATHS:
        schemas |= output_schema(kind, kind.__name__)["$defs"]
    told: dict[str, Any] = {
        "openapi": "3.1.1",
        "info": {
            "title": record.edition.title,
            "version": SCHEMA_VERSION,
            "summary": "A record of moratoria as JSON files",
            "description": "Static files: nothing is asked but by a path. Keys and values may be added.",
            "x-generator": f"moratrack {__version__}",
        },
        "servers": [{"url": f"{record.edition.url}{ROOT}" if record.edition.url else "./"}],
        "paths": {f"/{path}.json": _path(path, text, kind) for path, text, kind in _PATHS},
        "components": {"schemas": _moved(schemas)},
    }
    return told


def _path(path: str, text: str, kind: type[Struct]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}
    responses: dict[str, Any] = {"200": {"description": text, "content": content}}
    operation: dict[str, Any] = {
        "operationId": path.replace("/", "_").replace("{", "by_").replace("}", ""),
        "summary": text,
        "responses": responses,
    }
    if "{" in path:
        name = path[path.index("{") + 1 : path.index("}")]
        responses["404"] = {"description": "There is nothing of that name"}
        operation["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        ]
    return {"get": operation}


def _moved(value: Any) -> Any:
    """Schemas with references to where OpenAPI has them."""
    match value:
        case dict():
            return {name: _moved(entry) for name, entry in value.items()}
        case list():
            return [_moved(entry) for entry in value]
        case str() if value.startswith("#/$defs/"):
            return value.replace("#/$defs/", "#/components/schemas/")
    return value


def _case(case: Any) -> CaseRow:
    return CaseRow(
        party=case.party,
        standings=tuple(StandingRow(**told._asdict()) for told in case.standings),
    )


def _shelf(shelf: Shelf) -> ShelfRow:
    ids = tuple(entry.policy.id for entry in shelf.entries)
    return ShelfRow(slug=shelf.slug, name=shelf.name, title=shelf.title, policies=ids)


def _party(party: Party) -> PartyIndexRow:
    ids = tuple(case.entry.policy.id for case in party.cases)
    return PartyIndexRow(slug=party.slug, who=party.name, aliases=tuple(party.aliases), policies=ids)


def _change(item: Item) -> Change:
    row = item.row
    return Change(
        **{field: getattr(row, field) for field in LogRow.__struct_fields__},
        tag=item.tag,
        updated=item.updated,
    )


def _about(record: Record) -> Publication:
    edition = record.edition
    return Publication(
        title=edition.title,
        publisher=edition.publisher,
        licence=edition.licence,
        version=edition.version,
        kept_to=edition.kept_to,
        url=edition.url,
        policies=len(record.entries),
        counts_on_to=record.horizon,
    )
