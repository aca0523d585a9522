"""A row of what was only proposed, or of which only readings are told."""

from __future__ import annotations

import re

from ..core.dates import Day
from ..core.policy import Event
from . import keys
from .cells import Unusable
from .gathering import Gathered, Seen
from .grammar.meanings import Group
from .grammar.statuses import OVER
from .headers import likely_key
from .overs import ended_on
from .reading import quoted
from .rowfacts import IN_FORCE, RowFacts, agreed, as_written, confidence_of, groups_of, only_denies

_DENIED = re.compile(r"not (?:yet )?(?:enacted|adopted|passed|approved|signed)(?! until)", re.IGNORECASE)
_LATER_READING = re.compile(r"(?:second|2nd|third|3rd|final) (?:read|vote)", re.IGNORECASE)
_VOTE = re.compile(r"(?:^|\b|_)(?:voted?|action|decision|decided)(?:\b|_|$)", re.IGNORECASE)
_NOT_ADOPTED: tuple[Group, ...] = ("pending", "failed")


def is_proposal(row: RowFacts) -> bool:
    """Whether all that a row tells of is that something was proposed, be it that it failed."""
    if row.group in _NOT_ADOPTED:
        return True
    if _last_reading(row) is not None:
        return False
    is_only_introduced = row.gathered.of("introduced") and not _adoption_days(row.gathered)
    if is_only_introduced and (row.group is None or row.group in OVER):
        return True
    words = _date_groups(row) if not row.gathered.of("adopted") else groups_of(row, "adopted")
    is_denied = any(_DENIED.match(word.word) for _, place, word in row.gathered.words if place == "adopted")
    is_adopted = not is_denied and any(
        seen.fact.role == "adopted" or _is_beside_reading(row, seen) for seen in row.gathered.of("adopted")
    )
    return bool(words & {*_NOT_ADOPTED}) and not is_adopted


def _is_beside_reading(row: RowFacts, seen: Seen) -> bool:
    """Whether a day is the first of its cell, and what was not yet adopted then is of another of it."""
    return any(
        seen.column == each.column and seen.fact.at < each.fact.at for each in row.gathered.of("introduced")
    )


def _adoption_days(gathered: Gathered) -> list[Seen]:
    return [*gathered.of("adopted"), *gathered.of("effective")]


def _last_reading(row: RowFacts) -> Seen | None:
    """The last of the readings of a column of first days, where the row or its name says "adopted"."""
    readings = [seen for seen in row.gathered.of("introduced") if _LATER_READING.search(seen.fact.word)]
    is_adopted = row.group in (*IN_FORCE, "suspended", *OVER) or (
        row.group is None and (row.gathered.of("effective") or any(map(_is_in_adoptions, readings)))
    )
    if not is_adopted or not readings:
        return None
    last = max(readings, key=lambda seen: seen.day.last)
    is_other = any(_is_before(seen, last) for seen in row.gathered.of("adopted"))
    return None if is_other or last.place not in ("adopted", "effective") else last


def _is_before(seen: Seen, reading: Seen) -> bool:
    """Whether a day is that of the adoption rather than a reading: called so, or the first of its cell."""
    return bool(seen.fact.role) or seen.column != reading.column or seen.fact.at < reading.fact.at


def read_last(row: RowFacts) -> Day | None:
    """The day of the last reading, told, where that is all that is stated of an adoption."""
    reading = _last_reading(row)
    if reading is None:
        return None
    row.cells.remarks.append(
        f"{reading.column}: {reading.day} is that of a {reading.fact.word}, taken as its adoption"
    )
    return reading.day


def proposed(row: RowFacts) -> tuple[list[Event], Day | None]:
    """A proposal; what it would set if it were adopted is no event and stays in the notes."""
    cells, gathered = row.cells, row.gathered
    as_of = [seen.day for seen in gathered.of("checked") if seen.place == "adopted"]
    stated = agreed(cells, gathered.of("introduced") or gathered.of("adopted")) or next(iter(as_of), None)
    failed = _failed(row)
    if stated is not None and row.checked is not None and stated.first > row.checked.last:
        # Whoever knew of it then named a day to come.
        stated = None
    day = stated or row.checked or gathered.first("effective") or failed
    if day is None:
        raise Unusable(f"a proposal, and no day says when it was known{as_written(cells)}")
    if failed is not None and failed.last < day.first:
        day, stated = failed, None
    if stated is None:
        cells.remarks.append(f"the day of the proposal is not stated: known on {day}")
    elif row.stated.typed is None:
        cells.remarks += (
            f"{seen.column}: {seen.day} is called {quoted(seen.fact.word)}: read as a proposal"
            for seen in gathered.of("introduced")
            if seen.day == stated and seen.place == "adopted"
        )
    elif not gathered.of("introduced") and any(map(_is_in_adoptions, gathered.of("adopted")[:1])):
        cells.remarks.append(f"typed {row.stated.typed.word}: {stated} is taken as the day of the proposal")
    events = [Event(date=day, did="proposed", confidence=confidence_of(row))]
    is_over = row.group in ("failed", *OVER) and not only_denies(row)
    if is_over or "failed" in _date_groups(row):
        word = row.stated.typed.word if row.stated.typed and is_over else "failed"
        events += ended_on(row, failed, word)
    known = row.checked or (None if gathered.of("introduced") or not as_of else as_of[0])
    return events, known


def _is_of_vote(gathered: Gathered) -> bool:
    """Whether the name of the column of the first day says that it is of votes, however they ended."""
    return any(_VOTE.search(seen.column) is not None for seen in gathered.of("adopted")[:1])


def _is_in_adoptions(seen: Seen) -> bool:
    """Whether the name of the column of a day says that it is of adoptions."""
    return seen.place == "adopted" and likely_key(seen.column) == keys.DATE.name


def _date_groups(row: RowFacts) -> set[Group]:
    return groups_of(row, "adopted", "effective")


def _failed(row: RowFacts) -> Day | None:
    for role in ("failed", "ended", "later"):
        found = row.gathered.of(role)
        if found:
            return found[0].day
    is_vote = row.gathered.of("introduced") or _is_of_vote(row.gathered)
    voted = [seen.day for seen in row.gathered.of("adopted") if is_vote]
    return max(voted, key=lambda day: day.last) if voted and row.group == "failed" else None
