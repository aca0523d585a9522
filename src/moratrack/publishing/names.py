"""Names that are safe wherever a site needs them: in a path, in an address, in a tag: URI."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote

_LONGEST = 80
_UNSAFE = re.compile(r"[^a-z0-9]+")
_FAITHFUL = re.compile(r"[a-z0-9]+([ -][a-z0-9]+)*")
# Names of devices, which no file of Windows may have.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")
_TAG_YEAR = 2026
NOWHERE = "moratrack.invalid"
"""The authority of tags where neither the record nor the publisher has an address."""


def key(name: str) -> str:
    """A name folded: what is equal so is one and the same."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A name for the path of each of some names; those that are the same folded share one.

    It holds only a to z, 0 to 9 and hyphens. Of several that would come out the same, the one that is
    written so keeps it, and the others get some digits of their own.
    """
    known = {name: key(name) for name in names}
    folded = set(known.values())
    wanted = {name: _slug(name) for name in folded}
    taken = Counter(wanted.values())
    plain = {slug: min((name for name in folded if wanted[name] == slug), key=_strangeness) for slug in taken}
    chosen = {
        name: slug
        if slug and plain[slug] == name and (taken[slug] == 1 or _is_faithful(name))
        else _marked(slug, name)
        for name, slug in wanted.items()
    }
    return {name: chosen[folded_name] for name, folded_name in known.items()}


def address(url: str) -> str:
    """An address as it may stand in HTML and XML: what an address may not hold is written in per cent."""
    return quote(url, safe="!#$%&'()*+,/:;=?@~-._")


def tag(authority: str, *parts: object) -> str:
    """A tag: URI (RFC 4151), made of nothing but what names the thing."""
    return f"tag:{authority},{_TAG_YEAR}:" + "/".join(quote(str(part), safe="") for part in parts)


def _slug(folded: str) -> str:
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    slug = _UNSAFE.sub("-", plain).strip("-")
    if len(slug) > _LONGEST or _DEVICES.match(slug):
        return _marked(slug[:_LONGEST], folded)
    return slug


def _is_faithful(folded: str) -> bool:
    return _FAITHFUL.fullmatch(folded) is not None


def _strangeness(folded: str) -> tuple[bool, bool, str]:
    return not _is_faithful(folded), "-" in folded, folded


def _marked(slug: str, folded: str) -> str:
    digits = sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug}-{digits}".strip("-")
