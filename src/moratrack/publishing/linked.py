"""What a page says of its policy to machines: schema.org as JSON-LD, with its vocabulary written in."""

from __future__ import annotations

from typing import Any

import msgspec
from markupsafe import Markup

from ..questions.show import Dossier
from ..text import inert
from ..views.records import harmless
from .model import Edition

_LAW = (None, "company", "association")
"""Kinds of issuers whose word is no law."""
SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""What could end a script element, written as JSON may write it."""


def linked_data(found: Dossier, edition: Edition, slug: str) -> Markup:
    """A policy as schema.org Legislation, or as a CreativeWork where a company announced it."""
    is_law = found.issuer_type not in _LAW
    address = f"{edition.url}policies/{slug}/" if edition.url else None
    told: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Legislation" if is_law else "CreativeWork",
        "@id": address,
        "url": address,
        "name": inert(found.title),
        "identifier": found.id,
        "about": found.topic,
        "abstract": inert(found.bars) if found.bars else None,
        "temporalCoverage": _coverage(found),
        "citation": [
            {
                "@type": "WebPage",
                "url": source.url,
                "name": inert(source.title or source.publisher),
                "publisher": {"@type": "Organization", "name": inert(source.publisher)},
            }
            for source in found.sources
        ],
    }
    organization = {"@type": "Organization", "name": inert(found.issuer)}
    adopted = next((event.date for event in found.events if event.did == "adopted"), None)
    if is_law:
        told |= {
            "legislationPassedBy": organization,
            "legislationJurisdiction": found.jurisdiction,
            "legislationIdentifier": inert(found.citation) if found.citation else None,
            "legislationDate": str(adopted) if adopted else None,
            "legislationDateOfApplicability": found.starts,
        }
    else:
        told |= {"creator": organization, "datePublished": str(adopted) if adopted else None}
    text = harmless(msgspec.json.encode({name: value for name, value in told.items() if value is not None}))
    return Markup(text.decode().translate(SIGNS))  # noqa: S704


def _coverage(found: Dossier) -> str | None:
    """The days in force: schema.org has no word for the last of them."""
    if found.starts is None:
        return None
    return f"{found.starts}/{found.expires or '..'}"
