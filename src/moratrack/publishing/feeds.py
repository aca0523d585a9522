"""What has happened, as Atom (RFC 4287) and as JSON Feed 1.1. Nothing in them depends on the build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import msgspec

from ..text import inert
from .model import Edition
from .names import address
from .news import Item

LONGEST = 200
"""The newest entries that a feed has; what is older is in ``changes.json``."""
_ATOM = "http://www.w3.org/2005/Atom"


def atom(name: str, title: str, path: str, items: Sequence[Item], edition: Edition) -> bytes:
    """An Atom feed, the newest entry first; ``path`` is that of its folder, with a slash at its end."""
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", name)
    _add(feed, "title", title)
    newest = max((item.updated for item in items), default=edition.kept_to or edition.on)
    _add(feed, "updated", _moment(newest))
    _add(SubElement(feed, "author"), "name", inert(edition.publisher or edition.title))
    if edition.licence:
        _add(feed, "rights", inert(edition.licence))
    if edition.url:
        SubElement(
            feed,
            "link",
            rel="self",
            type="application/atom+xml",
            href=address(f"{edition.url}{path}feed.atom"),
        )
        SubElement(feed, "link", rel="alternate", type="text/html", href=address(edition.url + path))
    for item in _newest(items):
        entry = SubElement(feed, "entry")
        _add(entry, "id", item.tag)
        _add(entry, "title", item.title)
        _add(entry, "published", _moment(item.published))
        _add(entry, "updated", _moment(item.updated))
        page = _page(item, edition)
        SubElement(entry, "link", rel="alternate", type="text/html", href=page)
        for source in item.row.sources:
            SubElement(entry, "link", rel="via", href=address(source.url), title=inert(source.publisher))
        if item.row.did is not None:
            SubElement(entry, "category", term=item.row.did)
        _add(entry, "summary", item.text)
    indent(feed)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode").encode() + b"\n"


def json_feed(name: str, title: str, path: str, items: Sequence[Item], edition: Edition) -> bytes:
    """The same entries as JSON Feed 1.1."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": inert(title),
        "home_page_url": address(edition.url + path) if edition.url else None,
        "feed_url": address(f"{edition.url}{path}feed.json") if edition.url else None,
        "authors": [{"name": inert(edition.publisher or edition.title)}],
        "language": "en",
        "_id": name,
        "items": [
            {
                "id": item.tag,
                "url": _page(item, edition) or None,
                "title": item.title,
                "content_text": item.text,
                "date_published": _moment(item.published),
                "date_modified": _moment(item.updated),
                "tags": [item.row.did] if item.row.did else [],
            }
            for item in _newest(items)
        ],
    }
    kept = {key: value for key, value in told.items() if value is not None}
    return msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n"


def _newest(items: Sequence[Item]) -> list[Item]:
    found = sorted(items, key=lambda item: (item.updated, item.published), reverse=True)
    return found[:LONGEST]


def _page(item: Item, edition: Edition) -> str:
    """The page of a policy; where nobody said where the site is, as if it were at the root of a host."""
    return address(f"{edition.url or '/'}policies/{item.entry.slug}/")


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = inert(text)


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
