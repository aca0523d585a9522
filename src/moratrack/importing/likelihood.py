"""What is probably a slip or a loss: days that hardly anyone means, and changes that only a note tells of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from ..core.policy import Did, Event
from .grammar.amounts import amount
from .grammar.cellreader import facts_of
from .grammar.days import Manner
from .grammar.meanings import Group
from .grammar.vocabulary import LAPSED

_FIRST_YEAR = 1900
_MOST_AHEAD = 60
_PLACEHOLDERS = {dt.date(1900, 1, 1), dt.date(1899, 12, 30), dt.date(1904, 1, 1), dt.date(1970, 1, 1)}
"""The days at which programs begin to count."""
_DID_OF: dict[Group, Did] = {
    "extended": "extended",
    "suspended": "suspended",
    "expired": "ended",
    "rescinded": "ended",
    "replaced": "ended",
    "failed": "ended",
}
# Only a text with one of these is read whole; most notes have none.
_STEMS = re.compile(
    r"\b(?:exten|renew|prolong|repeal|rescin|lifted|revok|terminat|withdr|suspend|enjoin|injunct|stayed|paused"
    r"|struck|overturn|vacated|void|supersed|replaced|expired|lapsed|veto|failed|rejected|denied)",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|ninety|sixty|thirty)"
    r"(?: ?\(\d+\))?[ -](?:days?|weeks?|months?|mos?\.?|years?|yrs?\.?)\b(?! (?:ago|before|later|old))",
    re.IGNORECASE,
)


def unlikely(events: Iterable[Event], today: dt.date | None) -> Iterator[str]:
    """A line for each day that is probably a placeholder or a slip, or lies before or after its place."""
    latest = None if today is None else today.year + _MOST_AHEAD
    for event in events:
        for day in (event.date, event.effective, event.through):
            if day is None:
                continue
            is_far = latest is not None and day.first.year > latest
            is_placeholder = not day.approximate and day.first in _PLACEHOLDERS
            if day.first.year < _FIRST_YEAR or is_far or is_placeholder:
                yield f"{day} is hardly meant: a placeholder, or a slip of the year"
        if event.did == "adopted" and event.effective and event.effective.last < event.date.first:
            yield f"it took effect on {event.effective}, before it was adopted on {event.date}"
        if event.did == "checked" and today is not None and event.date.first > today:
            yield f"checked on {event.date}, a day to come"


def words_of_change(text: str, manner: Manner, events: Sequence[Event]) -> list[str]:
    """The words of a note for a change, or for a length where no end is known, that the events have not."""
    length = _LENGTH.search(text)
    terms = [event.term for event in events if event.term is not None]
    if length is not None and any(not term.known for term in terms) and amount(length[0]).term not in terms:
        return [length[0].lower()]
    if not _STEMS.search(text):
        return []
    told = {event.did for event in events}
    return [
        word.word.lower()
        for word in facts_of(text, "status", manner).words
        if word.group in _DID_OF
        and _DID_OF[word.group] not in told
        and (word.group != "expired" or word.word.lower() in LAPSED)
    ]
