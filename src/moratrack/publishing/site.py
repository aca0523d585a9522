"""Every file of a site, by its path: single things before what lists them, what all depends on last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files as package_files
from xml.sax.saxutils import escape

from ..questions.identity import authority, tag
from ..questions.timeline import chart, days_shown, tracks
from ..text import inert
from ..views.ical import ical
from ..views.svg import drawing
from . import api, badges, feeds, package, pages
from .model import Record
from .names import address
from .news import Item, Told, items

File = tuple[str, bytes]
CHANGES = f"{api.ROOT}changes.json"
"""Where the next site reads back what this one told."""


def files(record: Record, before: Sequence[Told] | None) -> Iterator[File]:
    """The files of a site but for its manifest; ``before`` is what the last site told of changes."""
    told = items(record, before)
    for name in ("style.css", "site.js", "icon.svg"):
        yield name, package_files("moratrack.publishing").joinpath(name).read_bytes()
    for entry in record.entries:
        yield f"badges/{entry.slug}.svg", badges.badge(entry.status)
    yield from _feeds(record, told)
    yield from _calendars(record)
    tables: dict[str, bytes] = {}
    for path, content in package.tables(record):
        tables[path.removeprefix("data/").removesuffix(".csv")] = content
        yield path, content
    yield "data/datapackage.json", package.descriptor(record, tables)
    yield from package.record_files(record)
    yield "index.json", package.record_json(record)
    yield "timeline.svg", _timeline(record)
    yield from api.files(record, told)
    written: list[str] = []
    for path, content in pages.pages(record):
        written.append(path)
        yield path, content
    if record.edition.url:
        yield "sitemap.xml", _sitemap(record.edition.url, written)


def size(record: Record) -> int:
    """About how many files there will be, to tell how far it is."""
    return len(record.entries) * 7 + len(record.parties) * 3 + 100


def _feeds(record: Record, told: Sequence[Item]) -> Iterator[File]:
    edition = record.edition
    name = authority(edition.home, edition.url)
    of_policy: dict[str, list[Item]] = defaultdict(list)
    for item in told:
        of_policy[item.row.id].append(item)

    def both(path: str, title: str, found: Sequence[Item], *identity: str) -> Iterator[File]:
        makers: dict[str, Callable[..., bytes]] = {"feed.atom": feeds.atom, "feed.json": feeds.json_feed}
        for file, make in makers.items():
            yield path + file, make(tag(name, "feed", *identity), title, path, found, edition)

    for entry in record.entries:
        title = inert(f"{entry.policy.title} ({entry.policy.issuer})")
        found = of_policy[entry.policy.id]
        yield from both(f"policies/{entry.slug}/", title, found, "policy", entry.policy.id)
    for shelf in record.shelves["topics"]:
        ids = {entry.policy.id for entry in shelf.entries}
        found = [item for item in told if item.row.id in ids]
        yield from both(
            f"topics/{shelf.slug}/", f"{edition.title}: {shelf.title}", found, "topic", shelf.name
        )
    yield from both("", edition.title, told, "all")


def _calendars(record: Record) -> Iterator[File]:
    for entry in record.entries:
        yield f"policies/{entry.slug}/calendar.ics", ical(record.agenda_by_id.get(entry.policy.id, []), ())
    for shelf in record.shelves["topics"]:
        ids = {entry.policy.id for entry in shelf.entries}
        yield f"topics/{shelf.slug}/calendar.ics", ical([row for row in record.agenda if row.id in ids], ())
    yield "calendar.ics", ical(record.agenda, ())


def _timeline(record: Record) -> bytes:
    found = tracks(entry.row for entry in record.entries)
    on = record.edition.on
    return drawing(chart(found, days_shown(found, on), on, grouped=True)).encode()


def _sitemap(url: str, paths: Sequence[str]) -> bytes:
    pages_of = [path.removesuffix("index.html") for path in paths if path.endswith("index.html")]
    lines = [f"<url><loc>{escape(address(url + path))}</loc></url>" for path in sorted(pages_of)]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return "\n".join([head, *lines, "</urlset>", ""]).encode()
