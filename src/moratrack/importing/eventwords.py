"""The word with which a row says what happened, in a table with a row for each event → the event."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..core.policy import Did
from .grammar.cellreader import facts_of
from .grammar.days import Manner
from .grammar.meanings import Group
from .grammar.statuses import stated
from .grammar.vocabulary import LAPSED
from .reading import Reading, normal

# What no word of status says, or says of a policy as it stands.
_NAMES: dict[Did, str] = {
    "proposed": "proposal submitted introduction application",
    "adopted": (
        "announcement start started begin began initial initiated implemented original new adopt enact"
        " imposition"
    ),
    "extended": "renewal extension renew extend continuation",
    "amended": "amended amendment modified modification revised amend changed change revision",
    "suspended": "suspension pause paused stay injunction",
    "resumed": (
        "resumed reinstated resumption reinstatement resume restored stay_lifted injunction_lifted"
        " injunction_dissolved injunction_vacated suspension_lifted stay_vacated"
    ),
    "ended": "end repeal lift terminate rescission expiration expiry",
    "checked": "check checked review reviewed verification verified confirmed",
    "noted": "noted note hearing public_hearing other comment news clarified clarification guidance",
}
_EFFECTS = (
    "effective in_force in_effect took_effect takes_effect went_into_effect goes_into_effect came_into_force"
    " entered_into_force enters_into_force came_into_effect"
)
_DID_OF: dict[str, Did] = {
    word.replace("_", " "): did for did, words in _NAMES.items() for word in words.split()
}
EFFECTS = frozenset(word.replace("_", " ") for word in _EFFECTS.split())
"""The words for the beginning of what was adopted before; of what was not, they are its adoption."""
_DID_OF.update((word, "noted") for word in EFFECTS)
_DID_OF_GROUP: dict[Group, Did] = {
    "adopted": "adopted", "active": "checked", "extended": "extended", "suspended": "suspended",
    "expired": "ended", "rescinded": "ended", "replaced": "ended", "pending": "proposed", "failed": "ended",
}  # fmt: skip
_SUBJECTS = ("moratorium", "ordinance", "resolution", "pause", "ban", "policy", "council", "court")
"""What may stand before the word of an event."""
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third"}
_LONGEST = 200
_BEYOND = re.compile(r"\([^)]*\)|#? ?\d+$")
_WHICH = re.compile(r"^(?:first|second|third|fourth|4th|final|another|another one|new) (?!reading)")


class EventKind(NamedTuple):
    """What a row of one event tells of, and the word for it."""

    did: Did
    word: str
    is_lapse: bool = False
    """Whether it ended by itself, so that its day is the last in force."""


@lru_cache(maxsize=4096)
def read_event(text: str, how: str | None = None) -> Reading[EventKind] | None:
    """The kind of an event; None for words that say none, or more than one."""
    del how
    if len(text) > _LONGEST:
        return None
    plain = normal(_BEYOND.sub("", text))
    plain = " ".join(_ORDINALS.get(word, word) for word in plain.split())
    plain = _WHICH.sub("", plain)
    first, _, rest = plain.partition(" ")
    for word in (plain, rest if first in _SUBJECTS else plain):
        if word in _DID_OF:
            did = _DID_OF[word]
            return Reading(EventKind(did, word, word.startswith("expir")), (text,))
    said = stated(facts_of(plain, "status", Manner())) if plain else None
    found = said.typed if said is not None and not said.is_unsure else None
    if found is None and _DID_OF.get(first) == "amended":
        return Reading(EventKind("amended", first), (text,))
    if found is None:
        return None
    return Reading(EventKind(_DID_OF_GROUP[found.group], found.word, found.word in LAPSED), (text,))


def are_of_events(cells: Iterable[str], *, mostly: bool = False) -> bool:
    """Whether filled cells tell of an adoption and of something else that happened, or ``mostly`` do."""
    read = [read_event(cell) for cell in cells]
    kinds = {reading.value.did for reading in read if reading is not None}
    is_enough = not mostly or 2 * sum(reading is not None for reading in read) > len(read)
    return "adopted" in kinds and len(kinds) > 1 and is_enough
