"""A cell of a column of a certain kind → all that it says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from .amounts import bare_number
from .conditions import add_condition, end_of_event, read_until
from .cues import read_cue
from .dayroles import read_day, settle
from .days import Manner, Moment, excel_day, plain_day
from .facts import CHANGE_PLACES, DAY_PLACES, END_PLACES, DayFact, Facts, Place, TermFact, role_name
from .lengths import read_term
from .markers import read_marker
from .scan import Scan
from .tokens import Cell, Token, tokenize
from .vocabulary import AT_ONCE, NEVER, ONGOING, UNKNOWN, WHOLE

# What is longer is an essay, in which a rule for cells would find what is not said.
_LONGEST = 3000
_FIGURES = ("number", "ordinal", "reference", "vote")


@lru_cache(maxsize=65536)
def facts_of(text: str, place: Place, manner: Manner, unit: str | None = None) -> Facts:
    """Read a cell that is not empty, of a column of a certain kind, its bare numbers in a unit."""
    flat = " ".join(text.split())
    if place in DAY_PLACES and (plain_date := plain_day(flat)) is not None:
        token = Token("day", 0, len(flat), Moment(plain_date, plain_date, flat))
        return Facts(Cell(flat, (token,)), days=(DayFact("", token.value, 0),), parts=(role_name(""),))
    cell = Cell(flat, ())
    if len(flat) > _LONGEST:
        return Facts(cell, parts=("too long to be read",))
    plain = flat.casefold().strip(" .[]()")
    if plain in UNKNOWN or not plain:
        return Facts(cell, is_unknown=True, parts=("nothing",))
    if place in (*END_PLACES, "ended", "extended") and plain in ONGOING:
        return Facts(cell, is_open=True, parts=("no end",))
    if place in CHANGE_PLACES and plain in NEVER:
        return Facts(cell, is_unknown=True, parts=("nothing has happened",))
    if unit and (number := bare_number(flat, unit)):
        return Facts(cell, terms=(TermFact("", number, 0),), parts=(f"term {number.term}",))
    if place != "term" and place != "status" and _is_excel_number(flat):
        return Facts(cell, days=(DayFact("", excel_day(flat, manner), 0),), parts=("day",))
    if place == "status":
        flat = WHOLE.get(plain, flat)
    cell = tokenize(flat, manner, is_status=place == "status")
    return _read(Scan(cell, place))


def _is_excel_number(text: str) -> bool:
    whole = text.partition(".")[0]
    return (
        len(whole) == 5
        and whole.isascii()
        and whole.isdecimal()
        and whole[0] in "234567"
        and (text == whole or text[6:].isdecimal())
    )


def cell_is_at_once(text: str) -> bool:
    """Whether a cell is a word for beginning with the adoption."""
    return text.casefold().strip(" .,") in AT_ONCE


def _read(scan: Scan) -> Facts:
    """Everything that the cell says."""
    at = 0
    if scan.place == "until" and scan.tokens:
        at = read_until(scan, -1)
    elif (end := end_of_event(scan)) is not None:
        add_condition(scan, 0, end)
        at = end
    while at < len(scan.tokens):
        token = scan.tokens[at]
        match token.kind:
            case "day":
                at = read_day(scan, at, token)
            case "term" | "between":
                at = read_term(scan, at, token)
            case "cue":
                at = read_cue(scan, at, token)
            case "marker":
                at = read_marker(scan, at, token)
            case "mark":
                scan.read_mark(at)
                at += 1
            case _:
                at += 1
    scan.close()
    settle(scan)
    flags = scan.flags
    return Facts(
        scan.cell,
        tuple(scan.days),
        tuple(scan.terms),
        tuple(scan.conditions),
        tuple(scan.words or (scan.demoted if scan.place == "status" else ())),
        is_half_read="half" in flags,
        is_sooner="sooner" in flags,
        is_later="later" in flags,
        is_floor="floor" in flags,
        is_open="open" in flags,
        is_lifted="lifted" in flags,
        is_unknown="unknown" in flags and not (scan.days or scan.terms or scan.conditions),
        is_doubtful="hedge" in flags,
        is_word_doubtful="hedge" in flags and _is_word_hedged(scan),
        is_at_once="at_once" in flags or cell_is_at_once(scan.cell.text),
        upon=scan.upon,
        says_until="until" in flags,
        is_partly_unknown="unknown" in flags and bool(scan.days or scan.terms or scan.conditions),
        has_words="words" in flags,
        left_over=tuple(_left_over(scan)),
        parts=tuple(part or "note" for part in scan.parts),
    )


def _is_word_hedged(scan: Scan) -> bool:
    """Whether something unsure stands in one clause with a word of status."""
    hedges = [at for at, part in enumerate(scan.parts) if part == "not sure"]
    return any(
        all(
            scan.text(token) not in (";", ".")
            for token in scan.tokens[min(hedge, word.at) + 1 : max(hedge, word.at)]
        )
        for hedge in hedges
        for word in scan.words
    )


def _left_over(scan: Scan) -> Iterator[str]:
    """Days that do not exist; figures beside a month or a year, next to a day, or beside a length."""
    is_vague = scan.place in DAY_PLACES and any(
        day.role in ("", scan.place) and not day.moment.is_full for day in scan.days
    )
    for at, token in enumerate(scan.tokens):
        is_beside_day = token.kind in ("number", "ordinal") and any(
            (day.at in (at - 1, at + 1) or "/" in scan.text(token)) and scan.place in DAY_PLACES
            for day in scan.days
        )
        # 6 months, increased to 9
        is_beside_length = scan.place == "term" and bool(scan.terms) and token.kind == "number"
        is_wanted = is_beside_day or is_beside_length or (is_vague and token.kind in _FIGURES)
        if not scan.parts[at] and (is_wanted or token.kind == "unread"):
            yield scan.text(token)
