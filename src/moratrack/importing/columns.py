"""What the name of a column and the cells below it say together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from .flags import answer, is_answer_in_words
from .grammar.cellreader import facts_of
from .grammar.days import Manner
from .grammar.facts import CHANGE_PLACES
from .headers import header, shorter
from .keys import KEYS, STATUS, Key
from .mapping import Column

SAMPLE = 200
"""How many cells of a column are looked at."""


def plain_name(name: str) -> str:
    """A name as it is compared; of one that nobody knows, what is known of it without a part."""
    plain = header(name)
    if plain in known_names():
        return plain
    return next((found for found in shorter(name) if found in known_names()), plain)


@cache
def known_names() -> frozenset[str]:
    """Every usual name of a column."""
    return frozenset(wanted for key in KEYS.values() for wanted, _ in headers_of(key))


def closed(name: str) -> str:
    """A name as it is compared where words may be written together."""
    return name.replace("_", "")


def is_day(text: str) -> bool:
    """Whether a text is one full day and nothing else."""
    days = facts_of(text, "checked", Manner()).days
    return len(days) == 1 and days[0].moment.is_full and len(days[0].moment.text) == len(text)


def names_day(text: str) -> bool:
    """Whether a cell names a day, or at least a month."""
    return any(len(day.moment.text) > len("2026") for day in facts_of(text, "checked", Manner()).days)


@cache
def headers_of(key: Key[Any]) -> tuple[tuple[str, str | None], ...]:
    """The names a column of this key may have, best first, and how a column of that name is read."""
    found: list[tuple[str, str | None]] = []
    for written in key.headers:
        name, _, how = written.partition(":")
        found += [(f"{name}_iso", how or None), (name, how or None)]
    return tuple(found)


def bears_out(key: Key[Any], column: Column, cells: Sequence[str]) -> bool:
    """Whether at least half of the filled cells can be read as the key."""
    filled = [cell for cell in cells if cell][:SAMPLE]
    if key is STATUS and "status" in header(column.name):
        return True
    if key.place in CHANGE_PLACES:
        # A no says that there is no day; a column of yes and no is one of statuses.
        filled = [cell for cell in filled if answer(cell) is not False] or filled
        if any(answer(cell) is not None for cell in filled) and not any(map(names_day, filled)):
            return False
    if key.read is not None and filled and all(map(is_answer_in_words, filled)):
        return False
    understood = sum(key.understands(cell, column.how) for cell in filled)
    return 2 * understood >= len(filled)
