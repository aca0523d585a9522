"""The words for what happened: those of the format, and what to write for others that people use."""

from __future__ import annotations

from typing import get_args

from ..core.faults import MoratrackError
from ..core.policy import Did
from ..text import did_you_mean, near

DIDS: tuple[Did, ...] = get_args(Did)
_HOW = (
    "lifted repealed rescinded revoked withdrawn cancelled canceled terminated annulled vacated overturned "
    "quashed replaced superseded abandoned dropped rejected"
).split()
_OTHERS = {
    "proposed": "introduced tabled filed drafted",
    "adopted": "enacted passed approved announced signed ordered imposed decreed declared",
    "scheduled": "postponed delayed deferred",
    "extended": "renewed prolonged continued",
    "amended": "changed modified revised narrowed widened",
    "suspended": "stayed enjoined paused halted blocked",
    "resumed": "reinstated restored revived",
    "checked": "confirmed reviewed verified unchanged expired lapsed",
    "noted": "note comment commented remarked",
}
_WRITE = {
    **{word: f"ended --how {word}" for word in _HOW},
    "struck-down": "ended --how 'struck down'",
    **{other: did for did, others in _OTHERS.items() for other in others.split()},
}


def parse_did(text: str) -> Did:
    """A word for what happened; raise MoratrackError, with what to write, for any other."""
    for did in DIDS:
        if text == did:
            return did
    word = text.strip().lower().replace(" ", "-")
    write = _WRITE.get(word) or near(word, DIDS)
    mend = did_you_mean(write, f"write one of {', '.join(DIDS)}")
    raise MoratrackError(f"{text[:40]!r} is no word for an event; {mend}")
