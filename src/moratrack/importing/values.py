"""Cells that hold a word of a vocabulary, a list, an address or a place → the value of the record."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import get_args
from urllib.parse import urlsplit

import msgspec

from ..core.policy import KINDS, Confidence, IssuerType, Kind
from .grammar.tokens import REFERENCE
from .places import US_STATES, US_STATES_BY_NAME, country_named
from .reading import Reading, normal

_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|INT", re.ASCII)
_PART_OF_COUNTRY = re.compile(r"[A-Z0-9]{1,3}", re.ASCII)
# Neither the space nor the marks that separate addresses in a cell; a semicolon may stand within one.
_URL = re.compile(
    r"https?://(?:[^\s\x00-\x20\x7f<>\"|;]|;(?=[^\s<>\"|;])(?!https?://|www\.))+", re.IGNORECASE
)
_PLAIN_HOST = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:[/?#]|$)", re.IGNORECASE | re.ASCII)
_AROUND_URLS = re.compile(r"[\s\[\]\"|;,]+")
_LIST_MARKS = re.compile(r"[;|\n]")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG_LENGTH = 60
NAMELESS = frozenset(("n/a", "na", "none", "unknown", "tbd", "tba", "-", "--", "?", "null", "nan", ""))
"""What stands in a column of names where nobody knows one."""

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_KINDS: dict[str, Kind] = {
    **{word: kind for kind in KINDS for word in (kind, f"{kind}s")},
    **dict.fromkeys(("moratoria", "pause", "pauses", "freeze", "freezes"), "moratorium"),
    "prohibition": "ban",
    "prohibitions": "ban",
}
_QUALIFIERS = frozenset(
    "a the partial partially total full complete outright temporary permanent interim emergency local"
    " statewide national nationwide countywide citywide new other limited proposed draft".split()
)
"""What beside the word of a kind leaves it that kind."""

_ISSUER_TYPES: tuple[IssuerType, ...] = get_args(IssuerType)
_CONFIDENCE: dict[str, Confidence] = {
    **dict.fromkeys(("high", "exact", "confirmed", "verified", "certain", "month only", "year only"), "high"),
    **dict.fromkeys(("medium", "probable", "likely", "reported", "range", "approximate"), "medium"),
    **dict.fromkeys(("low", "unverified", "unconfirmed", "uncertain", "doubtful"), "low"),
}


def read_text(text: str, how: str | None = None) -> Reading[str] | None:
    """Any text, in one line."""
    del how
    return Reading(" ".join(text.split()), (text,))


def read_slug(text: str, how: str | None = None) -> Reading[str] | None:
    """Words as an id or a topic; None where no letter or figure is left."""
    del how
    found = slug(_without_addresses(text))
    return Reading(found, (text,)) if found else None


@lru_cache(maxsize=4096)
def read_kind(text: str, how: str | None = None) -> Reading[Kind] | None:
    """The kind of policy, also in the plural or beside a word that leaves it the same; never of two."""
    del how
    words = [word for word in normal(_IN_BRACKETS.sub(" ", text)).split() if word not in _QUALIFIERS]
    kind = _KINDS.get(words[0]) if len(words) == 1 else None
    return Reading(kind, (text,)) if kind else None


@lru_cache(maxsize=4096)
def read_issuer_type(text: str, how: str | None = None) -> Reading[IssuerType] | None:
    """The type of an issuer, if it is one that the record has a word for."""
    del how
    return next((Reading(kind, (text,)) for kind in _ISSUER_TYPES if normal(text) == normal(kind)), None)


@lru_cache(maxsize=4096)
def read_confidence(text: str, how: str | None = None) -> Reading[Confidence] | None:
    """How sure the record is."""
    del how
    found = _CONFIDENCE.get(normal(text))
    return Reading(found, (text,)) if found else None


def read_name(text: str, how: str | None = None) -> Reading[str] | None:
    """A name, without the address that a link brought; None for what stands where there is none."""
    del how
    name = _without_addresses(text)
    if name.casefold().strip(" .") in NAMELESS or REFERENCE.fullmatch(name):
        return None
    return Reading(" ".join(name.split()), (text,))


@lru_cache(maxsize=4096)
def read_jurisdiction(text: str, how: str | None = None) -> Reading[str] | None:
    """An ISO 3166 code; with ``how`` a country, the code or, of the US, the name of a part of it."""
    code = text.upper()
    if how is None:
        # UK is no code but a name.
        found = country_named(text) or (code if _CODE.fullmatch(code) else None)
        return Reading(found, (text,)) if found else None
    code = code.removeprefix(f"{how}-")
    if how == "US":
        plain = normal(text.replace(".", " ").replace(",", " "))
        code = (
            US_STATES_BY_NAME.get(normal(text))
            or US_STATES_BY_NAME.get(plain)
            or plain.replace(" ", "").upper()
        )
        code = code.removeprefix(how) if len(code) > len(how) else code
        return Reading(f"US-{code}", (text,)) if code in US_STATES else None
    return Reading(f"{how}-{code}", (text,)) if _PART_OF_COUNTRY.fullmatch(code) else None


@lru_cache(maxsize=4096)
def read_list(text: str, how: str | None = None) -> Reading[tuple[str, ...]] | None:
    """A JSON array of texts, or texts separated by semicolons, bars or lines."""
    del how
    entries = _json_texts(text)
    if entries is None:
        entries = _LIST_MARKS.split(text)
    stripped = tuple(dict.fromkeys(" ".join(entry.split()) for entry in entries))
    found = tuple(entry for entry in stripped if entry)
    return Reading(found, found) if found else None


@lru_cache(maxsize=4096)
def read_words(text: str, how: str | None = None) -> Reading[str] | None:
    """A list as one phrase; an underscore in a single word of a vocabulary stands for a space."""
    listed = read_list(text, how)
    if listed is None:
        return None
    words = [entry.replace("_", " ") if " " not in entry else entry for entry in listed.value]
    return Reading(", ".join(words), listed.parts)


def read_urls(text: str, how: str | None = None) -> Reading[tuple[str, ...]] | None:
    """The addresses in a cell, each once; None where there is none."""
    del how
    urls = tuple(dict.fromkeys(filter(_has_host, (url.rstrip(".,)]'") for url in _URL.findall(text)))))
    rest = text
    for url in sorted(urls, key=len, reverse=True):
        rest = rest.replace(url, " ")
    return Reading(urls, urls if not _AROUND_URLS.sub("", rest) else (text,)) if urls else None


def _without_addresses(text: str) -> str:
    """A text without the addresses behind it; the whole where it is nothing else."""
    words = text.split() if "://" in text else []
    if len(words) < 2 or not _URL.fullmatch(words[-1]):
        return text
    while len(words) > 1 and _URL.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def slug(text: str) -> str:
    """Text as lower-case words joined by hyphens, at most 60 characters; empty where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = _NOT_IN_SLUG.sub("-", plain.replace("'", "")).strip("-")
    return (
        found
        if len(found) <= _SLUG_LENGTH
        else found[:_SLUG_LENGTH].rpartition("-")[0] or found[:_SLUG_LENGTH]
    )


def _has_host(url: str) -> bool:
    if _PLAIN_HOST.match(url):
        return True
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _json_texts(text: str) -> list[str] | None:
    if not text.startswith("["):
        return None
    try:
        return [str(entry) for entry in msgspec.json.decode(text, type=list[str | int | float])]
    except (msgspec.DecodeError, RecursionError):
        return None
