"""Cells that hold a word of a vocabulary, a list, an address or a place → the value of the record."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple, get_args
from urllib.parse import urlsplit

import msgspec

from ..core.dates import Day
from ..core.ledger import State
from ..core.policy import KINDS, Confidence, IssuerType, Kind
from .days import day_at
from .places import US_STATES, US_STATES_BY_NAME
from .reading import Reading, normal

_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|INT", re.ASCII)
_PART_OF_COUNTRY = re.compile(r"[A-Z0-9]{1,3}", re.ASCII)
# Neither the space nor the marks that separate addresses in a cell.
_URL = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"|;]+", re.IGNORECASE)
_AROUND_URLS = re.compile(r"[\s\[\]\"|;,]+")
_LIST_MARKS = re.compile(r"[;|\n]")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG_LENGTH = 60

_ISSUER_TYPES: tuple[IssuerType, ...] = get_args(IssuerType)
_CONFIDENCE: dict[str, Confidence] = {
    **dict.fromkeys(("high", "exact", "confirmed", "verified", "certain", "month only", "year only"), "high"),
    **dict.fromkeys(("medium", "probable", "likely", "reported", "range", "approximate"), "medium"),
    **dict.fromkeys(("low", "unverified", "unconfirmed", "uncertain", "doubtful"), "low"),
}
Group = Literal["adopted", "active", "extended", "expired", "rescinded", "replaced", "pending", "failed"]
_STATUS_WORDS: dict[Group, str] = {
    "adopted": "adopted|enacted|approved|passed",
    "active": "active|in force|in effect|current|ongoing|effective",
    "extended": "extended|renewed",
    "expired": "expired|lapsed|ended|over|concluded|completed",
    "rescinded": "rescinded|repealed|lifted|revoked|removed|terminated|withdrawn|struck down|overturned"
    "|cancel+ed|vacated",
    "replaced": "replaced|superseded",
    "pending": "pending|proposed|introduced|under consideration|under review|draft"
    "|not (?:yet )?(?:enacted|adopted)",
    "failed": "failed|rejected|vetoed|denied|defeated|tabled|not approved",
}
_STATUS = re.compile(
    r"(?:still |currently |reportedly |reported |likely )*(?:"
    + "|".join(rf"(?P<{group}>{words})" for group, words in _STATUS_WORDS.items())
    + r")\b",
    re.IGNORECASE,
)
# What may stand between the word and the day since when it is so; "as of" is the day of a check.
_SINCE = re.compile(r"[\s,:;(–—-]*(?:(?:on|in|effective|since)\s+)*", re.IGNORECASE)
CUT_SHORT: tuple[Group, ...] = ("rescinded", "replaced")
"""The groups that say that somebody ended the policy."""
AGREEING: dict[Group, tuple[State, ...]] = {
    "adopted": ("in_force", "suspended", "upcoming"),
    "active": ("in_force", "suspended"),
    "extended": ("in_force", "suspended"),
    "expired": ("expired", "ended"),
    "rescinded": ("ended", "expired"),
    "replaced": ("ended", "expired"),
    "pending": ("proposed", "upcoming"),
    "failed": ("ended",),
}
"""The computed states that bear out a status typed by hand."""


class Typed(NamedTuple):
    """A status typed by hand: its word, and the group of words with that meaning."""

    word: str
    group: Group
    since: Day | None = None
    """Of a policy cut short, the day that the cell itself states for its end."""


def read_text(text: str, how: str | None = None) -> Reading[str] | None:
    """Any text, in one line."""
    del how
    return Reading(" ".join(text.split()), (text,))


def read_slug(text: str, how: str | None = None) -> Reading[str] | None:
    """Words as an id or a topic; None where no letter or figure is left."""
    del how
    found = slug(text)
    return Reading(found, (text,)) if found else None


def read_kind(text: str, how: str | None = None) -> Reading[Kind] | None:
    """The kind of policy."""
    del how
    return next((Reading(kind, (text,)) for kind in KINDS if normal(text) == kind), None)


def read_issuer_type(text: str, how: str | None = None) -> Reading[IssuerType] | None:
    """The type of an issuer, if it is one that the record has a word for."""
    del how
    return next((Reading(kind, (text,)) for kind in _ISSUER_TYPES if normal(text) == normal(kind)), None)


def read_confidence(text: str, how: str | None = None) -> Reading[Confidence] | None:
    """How sure the record is."""
    del how
    found = _CONFIDENCE.get(normal(text))
    return Reading(found, (text,)) if found else None


def read_status(text: str, how: str | None = None) -> Reading[Typed] | None:
    """A status as people type it, at the start of the cell."""
    del how
    match = _STATUS.match(text)
    if match is None:
        return None
    group = next(group for group in _STATUS_WORDS if match[group])
    since = day_at(text, _since_at(text, match.end())) if group in CUT_SHORT else None
    return Reading(Typed(match[group].lower(), group, since), (text,))


def read_jurisdiction(text: str, how: str | None = None) -> Reading[str] | None:
    """An ISO 3166 code; with ``how`` a country, the code or, of the US, the name of a part of it."""
    code = text.upper()
    if how is None:
        return Reading(code, (text,)) if _CODE.fullmatch(code) else None
    code = code.removeprefix(f"{how}-")
    if how == "US":
        code = US_STATES_BY_NAME.get(normal(text), code)
        return Reading(f"US-{code}", (text,)) if code in US_STATES else None
    return Reading(f"{how}-{code}", (text,)) if _PART_OF_COUNTRY.fullmatch(code) else None


def read_list(text: str, how: str | None = None) -> Reading[tuple[str, ...]] | None:
    """A JSON array of texts, or texts separated by semicolons, bars or lines."""
    del how
    entries = _json_texts(text)
    if entries is None:
        entries = _LIST_MARKS.split(text)
    stripped = tuple(dict.fromkeys(" ".join(entry.split()) for entry in entries))
    found = tuple(entry for entry in stripped if entry)
    return Reading(found, found) if found else None


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


def slug(text: str) -> str:
    """Text as lower-case words joined by hyphens, at most 60 characters; empty where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = _NOT_IN_SLUG.sub("-", plain.replace("'", "")).strip("-")
    return (
        found
        if len(found) <= _SLUG_LENGTH
        else found[:_SLUG_LENGTH].rpartition("-")[0] or found[:_SLUG_LENGTH]
    )


def _since_at(text: str, start: int) -> int:
    match = _SINCE.match(text, start)
    return match.end() if match else start


def _has_host(url: str) -> bool:
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
