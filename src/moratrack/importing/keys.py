"""What a column can be: the keys that a sheet may fill, how their cells are read, their usual names."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Generic, NamedTuple

from . import terms, values
from .days import DAY_FIRST, MONTH_FIRST, Dated, read_dated, read_day
from .reading import Reading, T
from .terms import Ending

_DAY = f"{DAY_FIRST}|{MONTH_FIRST}"
_UNIT = "|".join((*terms.UNITS, terms.KIND))


class Key(NamedTuple, Generic[T]):
    """One thing that a column may say."""

    name: str
    read: Callable[[str, str | None], Reading[T] | None]
    """Reads a cell that is not empty, the second argument being how; None where it cannot be understood."""
    headers: tuple[str, ...]
    """Usual names of such a column, best first, in lower case with underscores; a name may end in :how."""
    how: str = ""
    """A pattern of what may stand after the colon in COLUMN:how; empty for nothing."""
    quiet: bool = False
    """Whether a cell that is not understood is only counted, since nothing else rests on it."""
    verbatim: bool = False
    """Whether a cell is kept in its own words even where it is understood."""

    def takes(self, how: str) -> bool:
        """Whether a column of this key may be read in a certain way."""
        return bool(self.how) and re.fullmatch(self.how, how) is not None


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_LENGTHS = _names("term duration length initial_term initial_duration moratorium_length")
_COUNTED = tuple(
    f"{name}{joint}{unit}:{unit}" for unit in terms.UNITS for name in _LENGTHS for joint in ("_", "_in_")
)
_BARE = tuple(f"{unit}:{unit}" for unit in terms.UNITS)


ID = Key("id", values.read_slug, _names("id moratorium_id policy_id record_id slug identifier"))
TITLE = Key("title", values.read_text, _names("title policy_title policy measure name_of_policy"))
JURISDICTION = Key(
    "jurisdiction",
    values.read_jurisdiction,
    _names(
        "jurisdiction_code jurisdiction iso_3166 iso_code state_abbrev:US state_abbreviation:US state_abbr:US"
        " state_code:US usps:US st:US state:US state_name:US country_code country"
    ),
    how="[A-Z]{2}",
)
ISSUER = Key(
    "issuer",
    values.read_text,
    _names(
        "issuer jurisdiction jurisdiction_name local_government municipality locality government place city"
        " town township county company organization organisation agency authority entity name"
    ),
)
ISSUER_TYPE = Key(
    "issuer_type",
    values.read_issuer_type,
    _names("issuer_type jurisdiction_type government_type type_of_government entity_type type"),
    quiet=True,
)
KIND = Key("kind", values.read_kind, _names("kind policy_kind policy_type action_type type"), quiet=True)
TOPIC = Key("topic", values.read_slug, _names("topic subject"))
ALIASES = Key("aliases", values.read_list, _names("aliases alias also_known_as"))
BARS = Key(
    "bars", values.read_words, _names("bars sectors sector covers covered_uses uses scope prohibited_uses")
)
WHY = Key("why", values.read_text, _names("why trigger reason reasons rationale purpose"))
CITATION = Key(
    "citation",
    values.read_text,
    _names(
        "citation legal_basis legal_citation ordinance ordinance_number ordinance_no resolution"
        " resolution_number instrument legal_authority"
    ),
)
NOTE = Key("note", values.read_text, _names("note notes comment comments remark remarks"))
DATE: Key[Dated] = Key(
    "date",
    read_dated,
    _names(
        "date_enacted date_adopted enacted adopted enacted_date adopted_date enactment_date adoption_date"
        " date_announced announced announcement_date date_passed passed date date_of_adoption"
    ),
    how=_DAY,
)
EFFECTIVE = Key(
    "effective",
    read_day,
    _names("effective effective_date date_effective start_date date_started starts begins start"),
    how=_DAY,
)
TERM: Key[Ending] = Key(
    "term",
    terms.read_ending,
    (*_LENGTHS, *_COUNTED, *_BARE, "duration_kind:kind", "term_kind:kind"),
    how=_UNIT,
)
THROUGH: Key[Ending] = Key(
    "through",
    terms.read_last_day,
    _names(
        "through last_day end_date current_end_date date_ends ends end expires expiration expiration_date"
        " expiry expiry_date date_expires sunset sunset_date"
    ),
    how=_DAY,
)
UNTIL: Key[Ending] = Key(
    "until", terms.read_condition, _names("until condition end_condition sunset_condition")
)
EXTENDED = Key(
    "extended", read_day, _names("date_extended extension_date extended_on date_of_extension"), how=_DAY
)
ENDED = Key(
    "ended",
    read_day,
    _names(
        "ended date_ended date_repealed repeal_date repealed_on date_rescinded rescinded_on date_lifted"
        " lifted_on date_terminated date_replaced replaced_on"
    ),
    how=_DAY,
)
STATUS = Key(
    "status",
    values.read_status,
    _names("enacted_status status policy_status current_status present_status state"),
    verbatim=True,
)
CHECKED = Key(
    "checked",
    read_day,
    _names(
        "checked last_checked date_checked last_verified verified date_verified last_reviewed last_updated"
        " date_updated updated as_of status_date"
    ),
    how=_DAY,
)
CONFIDENCE = Key(
    "confidence",
    values.read_confidence,
    _names("confidence date_enacted_uncertainty date_uncertainty date_confidence certainty"),
    quiet=True,
)
SOURCES = Key(
    "sources",
    values.read_urls,
    _names("sources source source_url source_urls url urls link links reference references citation_url"),
)

KEYS: dict[str, Key[Any]] = {
    key.name: key
    for key in (
        ID, TITLE, JURISDICTION, ISSUER, ISSUER_TYPE, KIND, TOPIC, ALIASES, BARS, WHY, CITATION, NOTE, DATE,
        EFFECTIVE, TERM, THROUGH, UNTIL, EXTENDED, ENDED, STATUS, CHECKED, CONFIDENCE, SOURCES,
    )
}  # fmt: skip
"""Every key, in the order in which a guess gives them their columns."""
