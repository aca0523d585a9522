"""Sources given by address → the keys that cite them, old or new."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from ..core.policy import Source


def cite(
    known: Mapping[str, Source], cited: Sequence[Source], reserved: Iterable[str] = ()
) -> tuple[tuple[str, ...], dict[str, Source]]:
    """The keys of the sources cited, and those of the sources that are new, under their keys.

    A source with the address of a known one goes by the key of that; a new one by none of ``reserved``.
    """
    taken = {*known, *reserved}
    keys = {source.url: key for key, source in known.items()}
    new: dict[str, Source] = {}
    for source in cited:
        if source.url not in keys:
            key = keys[source.url] = _unused(_name(source.url), taken | new.keys())
            new[key] = source
    return tuple(dict.fromkeys(keys[source.url] for source in cited)), new


@lru_cache(maxsize=256)
def host(url: str) -> str:
    """The name of the machine in an address, without www; the address itself where it has none."""
    try:
        name = urlsplit(url).hostname
    except ValueError:
        name = None
    return (name or url).removeprefix("www.")


def _name(url: str) -> str:
    """A key for an address: the longest part of the host's name before its last, which tells the most."""
    words = [re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in host(url).split(".")]
    return max(words[:-1] or words, key=len) or "source"


def _unused(name: str, taken: Container[str]) -> str:
    number = 1
    key = name
    while key in taken:
        number += 1
        key = f"{name}-{number}"
    return key
