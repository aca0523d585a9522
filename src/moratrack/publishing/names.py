"""Names that are safe wherever a site needs them: in a path and in an address."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote

from ..text import folded

_LONGEST = 80
_UNSAFE = re.compile(r"[^a-z0-9]+")
_FAITHFUL = re.compile(r"[a-z0-9]+([ -][a-z0-9]+)*")
_MARK = re.compile(r"(^|-)[0-9a-f]{10}\Z")
"""What only a name that is told apart by it ends in."""
# Names of devices, which no file of Windows may have.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A name for the path of each of some names; those that are the same folded share one.

    It holds only a to z, 0 to 9 and hyphens. Of several that would come out the same, the one that is
    written so keeps it, and the others get some digits of their own.
    """
    known = {name: folded(name) for name in names}
    different = set(known.values())
    wanted = {name: _slug(name) for name in different}
    taken = Counter(wanted.values())
    # The least strange of those that would come out the same is the last to be put down.
    plainest = {wanted[name]: name for name in sorted(different, key=_strangeness, reverse=True)}
    chosen = {
        name: slug
        if slug and plainest[slug] == name and (taken[slug] == 1 or _is_faithful(name))
        else _marked(slug, name)
        for name, slug in wanted.items()
    }
    return {name: chosen[same] for name, same in known.items()}


def address(url: str) -> str:
    """An address as it may stand in HTML and XML: what an address may not hold is written in per cent."""
    return quote(url, safe="!#$%&'()*+,/:;=?@~-._")


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = _UNSAFE.sub("-", plain).strip("-")
    if len(slug) > _LONGEST or _DEVICES.match(slug) or _MARK.search(slug):
        return _marked(slug[:_LONGEST], name)
    return slug


def _is_faithful(name: str) -> bool:
    return _FAITHFUL.fullmatch(name) is not None


def _strangeness(name: str) -> tuple[bool, bool, str]:
    return not _is_faithful(name), "-" in name, name


def _marked(slug: str, name: str) -> str:
    digits = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug}-{digits}".strip("-")
