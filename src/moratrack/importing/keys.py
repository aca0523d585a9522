"""What a column can be: the keys that a sheet may fill and how their cells are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, NamedTuple

from . import headers, values
from .eventwords import read_event
from .flags import FLAGS, answer, answers, status_said
from .grammar.amounts import UNITS
from .grammar.cellreader import facts_of
from .grammar.days import DAY_FIRST, MONTH_FIRST, Manner
from .grammar.facts import CHANGE_PLACES, END_PLACES, Facts, Place
from .reading import Reading, T

_DAY = f"{DAY_FIRST}|{MONTH_FIRST}"
KIND_OF_END = "kind"
"""How a column is read that says of which kind the end is and not when: indefinite, fixed_days, unknown."""
_UNIT = "|".join((*UNITS, KIND_OF_END))
OF_STATUS = "day"
"""How a column is read that says since when the status beside it holds."""
_NO_END = re.compile(
    r"(?:[29]999-12-3[01]|12/31/[29]999|31[./]12[./][29]999)(?:[T ].*)?", re.IGNORECASE | re.DOTALL
)
"""The day that programs write where there is no end."""
# In a column of days of what need not happen, no means that it did not.
_NO_DAY = "n/a"
_GROUPED = re.compile(r"(?P<key>[a-z_]+)\.(?P<number>[1-9]\d?)")


class Key(NamedTuple, Generic[T]):
    """One thing that a column may say: a value that ``read`` gives, or what the grammar finds."""

    name: str
    headers: tuple[str, ...]
    """Usual names of such a column, best first, in lower case with underscores; a name may end in :how."""
    read: Callable[[str, str | None], Reading[T] | None] | None = None
    """Reads a cell that is not empty, the second argument being how; None where it cannot be understood."""
    place: Place | None = None
    """Of a cell of days, terms, conditions or words of status, what it is expected to say."""
    how: str = ""
    """A pattern of what may stand after the colon in COLUMN:how; empty for nothing."""
    quiet: bool = False
    """Whether a cell that is not understood is only counted, since nothing else rests on it."""
    verbatim: bool = False
    """Whether a cell is kept in its own words even where it is understood."""

    def takes(self, how: str) -> bool:
        """Whether a column of this key may be read in a certain way."""
        patterns = [self.how, _DAY if self.place is not None else ""]
        return any(pattern and re.fullmatch(pattern, how) for pattern in patterns)

    @property
    def is_of_days(self) -> bool:
        """Whether its columns hold days."""
        return self.how == _DAY

    def understands(self, text: str, how: str | None) -> bool:
        """Whether a cell says something that fits this key."""
        if self.read is not None:
            return self.read(text, how) is not None
        if how in FLAGS:
            return answers(text)
        found = self.facts(text, how, Manner())
        match self.place:
            case "status":
                return bool(found.days if how == OF_STATUS else found.words)
            case "term":
                return bool(
                    found.terms or found.days or found.conditions or found.is_open or found.is_unknown
                )
            case "through" | "until":
                return bool(
                    found.days or found.terms or found.conditions or found.is_open or found.is_unknown
                )
            case "adopted":
                return bool(
                    found.days
                    or found.is_unknown
                    or any(word.group in ("pending", "failed") for word in found.words)
                )
        return bool(
            found.days
            or found.is_unknown
            or found.is_open
            or found.conditions
            or found.upon
            or found.is_at_once
            or any(self.place == "extended" or term.role == "wait" for term in found.terms)
        )

    def facts(self, text: str, how: str | None, manner: Manner) -> Facts:
        """What the grammar finds in a cell."""
        place = self.place or "term"
        if how in UNITS:
            return facts_of(text, place, manner, how)
        if how in FLAGS:
            return facts_of(status_said(how, text), place, manner)
        if place in CHANGE_PLACES and answer(text) is False:
            return facts_of(_NO_DAY, place, manner)
        if place in END_PLACES and _NO_END.fullmatch(text):
            return facts_of("no end", place, manner)
        if how == KIND_OF_END:
            return facts_of("indefinite" if "indefinite" in text.lower() else "unknown", place, manner)
        return facts_of(text, place, manner if how is None else _in_order(manner, how))


@lru_cache(maxsize=64)
def _in_order(manner: Manner, how: str) -> Manner:
    return manner._replace(order=how)


def _days(name: str, names: tuple[str, ...], place: Place) -> Key[Facts]:
    return Key(name, names, place=place, how=_DAY)


ID = Key("id", headers.ID, values.read_slug)
TITLE = Key("title", headers.TITLE, values.read_text)
JURISDICTION = Key("jurisdiction", headers.JURISDICTION, values.read_jurisdiction, how="[A-Z]{2}")
ISSUER = Key("issuer", headers.ISSUER, values.read_name)
ISSUER_TYPE = Key("issuer_type", headers.ISSUER_TYPE, values.read_issuer_type, quiet=True)
KIND = Key("kind", headers.KIND, values.read_kind)
TOPIC = Key("topic", headers.TOPIC, values.read_slug)
ALIASES = Key("aliases", headers.ALIASES, values.read_list)
BARS = Key("bars", headers.BARS, values.read_words)
WHY = Key("why", headers.WHY, values.read_text)
CITATION = Key("citation", headers.CITATION, values.read_text)
NOTE = Key("note", headers.NOTE, values.read_text)
DATE = _days("date", headers.DATE, "adopted")
INTRODUCED = _days("introduced", headers.INTRODUCED, "introduced")
EFFECTIVE = _days("effective", headers.EFFECTIVE, "effective")
TERM: Key[Facts] = Key("term", headers.TERM, place="term", how=_UNIT)
FIRST_THROUGH = _days("first_through", headers.FIRST_END, "through")
THROUGH = _days("through", headers.THROUGH, "through")
UNTIL: Key[Facts] = Key("until", headers.UNTIL, place="until")
EXTENDED = _days("extended", headers.EXTENDED, "extended")
ENDED = _days("ended", headers.ENDED, "ended")
SUSPENDED = _days("suspended", headers.SUSPENDED, "suspended")
RESUMED = _days("resumed", headers.RESUMED, "resumed")
STATUS: Key[Facts] = Key(
    "status", headers.STATUS, place="status", how="|".join((*FLAGS, OF_STATUS)), verbatim=True
)
CHECKED = _days("checked", headers.CHECKED, "checked")
CONFIDENCE = Key("confidence", headers.CONFIDENCE, values.read_confidence, quiet=True)
SOURCES = Key("sources", headers.SOURCES, values.read_urls)
EVENT = Key("event", headers.EVENT, read_event)
EXTENDS = Key("extends", headers.EXTENDS, values.read_slug)

KEYS: dict[str, Key[Any]] = {
    key.name: key
    for key in (
        ID, TITLE, JURISDICTION, ISSUER, ISSUER_TYPE, KIND, TOPIC, ALIASES, BARS, WHY, CITATION, NOTE, DATE,
        INTRODUCED,
        EFFECTIVE, TERM, FIRST_THROUGH, THROUGH, UNTIL, EXTENDED, ENDED, SUSPENDED, RESUMED, STATUS,
        CHECKED, CONFIDENCE, SOURCES, EVENT, EXTENDS,
    )
}  # fmt: skip
"""Every key, in the order in which a guess gives them their columns."""
OF_EVENTS = (
    DATE,
    INTRODUCED,
    EFFECTIVE,
    TERM,
    FIRST_THROUGH,
    THROUGH,
    UNTIL,
    EXTENDED,
    ENDED,
    SUSPENDED,
    RESUMED,
    STATUS,
    CHECKED,
)
"""The keys whose cells the grammar reads."""
GROUPED = ("date", "effective", "term", "through", "until", "extended", "ended")
"""The keys that may come again with a number: through.2 is the end of what extended.2 began."""


def key_named(name: str) -> Key[Any] | None:
    """The key of a name, also of one with a number; None where there is none."""
    if name in KEYS:
        return KEYS[name]
    match = _GROUPED.fullmatch(name)
    if match is None or match["key"] not in GROUPED:
        return None
    return KEYS[match["key"]]._replace(name=name)


def group_of(name: str) -> int:
    """The number of a key's name, 0 where it has none."""
    match = _GROUPED.fullmatch(name)
    return int(match["number"]) if match else 0
