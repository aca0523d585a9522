"""Ends in words: what stands behind "until" and its like, and how far it goes."""

from __future__ import annotations

import re

from .days import lacks_year
from .facts import END_PLACES, Condition, DayFact
from .meanings import Cue
from .months import ENGLISH
from .scan import Scan
from .vocabulary import BEGINNINGS

_JOINTS = ("or", ",", "on", "but", "and", "the")
_PARTS_OF_TIME = (
    "calendar", "fiscal", "fy", "year", "quarter", "month", "week", "day", "term", "session", "summer",
    "winter", "spring", "fall", "autumn", *ENGLISH,
)  # fmt: skip
_EVENT = re.compile(
    r"(?:the )?(?:end|expiration|termination|lifting|conclusion|completion|adoption|passage|enactment|repeal)"
    rf" of (?!(?:the )?(?:{'|'.join(_PARTS_OF_TIME)})\b)[^\W\d]",
    re.IGNORECASE,
)


def read_until(scan: Scan, at: int) -> int:
    """What stands behind "until": a day, a term that is anchored elsewhere, or a condition in words."""
    scan.active, scan.is_used = None, True
    scan.is_until = True
    if at >= 0:
        scan.parts[at] = "what follows ends it"
    scan.mood = ""
    scan.not_for = 0
    _, start = scan.skip_glue(at + 1)
    if start >= len(scan.tokens):
        return at + 1
    following = scan.tokens[start]
    if _names_event(scan, start):
        end = clause_end(scan, start)
        add_condition(scan, start, end)
        return end
    if following.kind in ("day", "term", "between", "time") or following.value in ("sooner", "later"):
        return start
    is_last = isinstance(following.value, Cue) and following.value.role == "through"
    if (following.value == "least" or is_last) and scan.day_follows(start):
        return start
    if following.value in ("open", "unknown") and clause_end(scan, start) == start + 1:
        return start
    if following.value in ("until", "or_else"):
        return start
    first = at + 1
    while first < start and scan.text(scan.tokens[first]) in ('"', "'", ","):
        first += 1
    end = clause_end(scan, first)
    if scan.place == "status" and _is_over(scan, first):
        # "Active until struck down" may tell of what happened, or of what may.
        scan.flags.add("half")
    add_condition(scan, first, end)
    if end < len(scan.tokens) and scan.text(scan.tokens[end]) == '"':
        scan.is_until = False
    return max(end, at + 1)


def _names_event(scan: Scan, at: int) -> bool:
    """Whether a month or a year is part of the name of an event, as in the November 2026 election."""
    day = scan.tokens[at]
    behind = scan.tokens[at + 1 : at + 2]
    return day.kind == "day" and not day.value.is_full and bool(behind) and behind[0].kind == "word"


def _is_over(scan: Scan, at: int) -> bool:
    cue = scan.tokens[at].value
    return isinstance(cue, Cue) and cue.group in ("expired", "rescinded", "replaced")


def add_condition(scan: Scan, start: int, end: int) -> None:
    """Keep the words of some tokens as a condition; a day within them is named in a condition."""
    if start >= end:
        return
    text = scan.cell.text[scan.tokens[start].start : scan.tokens[end - 1].end].strip(" ,.;\"'“”‘’(")
    if not text or lacks_year(text):
        return
    scan.conditions.append(Condition(text, scan.topic == "extended"))
    for index in range(start, end):
        scan.parts[index] = "condition"
        if scan.tokens[index].kind == "day":
            scan.days.append(DayFact("condition", scan.tokens[index].value, index))


def clause_end(scan: Scan, start: int) -> int:
    """The place behind the last token of a condition that begins at a place."""
    depth = 0
    for index in range(start, len(scan.tokens)):
        token = scan.tokens[index]
        text = scan.text(token)
        if text == "(":
            if _bracket_ends(scan, index):
                return index
            depth += 1
        elif text == ")":
            depth -= 1
            if depth < 0:
                return index
        elif depth:
            continue
        elif (
            text in (";", '"')
            or token.value in ("sooner", "later", "or_else")
            or (token.value == "maybe" and text.lower() == "unless")
            or (text == "." and _ends_sentence(scan, index))
            or (text in (",", "or") and _alternative_follows(scan, index))
        ):
            return index
    return len(scan.tokens)


def _bracket_ends(scan: Scan, at: int) -> bool:
    """Whether a bracket is no part of a condition: it says which end counts, or names the last day."""
    inside = scan.tokens[at + 1 : at + 2]
    if not inside:
        return False
    cue = inside[0].value
    return cue in ("sooner", "later") or (isinstance(cue, Cue) and cue.role == "through")


def _ends_sentence(scan: Scan, at: int) -> bool:
    following = scan.tokens[at + 1] if at + 1 < len(scan.tokens) else None
    return (
        following is not None and following.start > scan.tokens[at].end and scan.text(following)[:1].isupper()
    )


def _alternative_follows(scan: Scan, at: int) -> bool:
    """Whether behind a comma or an "or" another end begins, such as a day or an extension."""
    following = at + 1
    while following < len(scan.tokens) and (
        scan.text(scan.tokens[following]).lower() in _JOINTS or scan.tokens[following].value == "glue"
    ):
        following += 1
    if following >= len(scan.tokens):
        return False
    token = scan.tokens[following]
    if token.kind in ("day", "term") or token.value in ("until", "sooner", "later"):
        return True
    return (
        isinstance(token.value, Cue)
        and token.value.role in ("extended", "through")
        and scan.text(scan.tokens[at]) == ","
    )


def read_upon(scan: Scan, at: int) -> int:
    """What stands behind "upon" in a column of first days: nothing new, or a condition."""
    end = clause_end(scan, at + 1)
    scan.is_used = True
    if end == at + 1:
        return end
    dated = _day_of_event(scan, at + 1, end)
    if dated is not None:
        scan.is_used = scan.active is None or scan.active.role != "effective"
        return dated
    said = scan.cell.text[scan.tokens[at + 1].start : scan.tokens[end - 1].end].lower().strip(" .,")
    if said in BEGINNINGS or said.removeprefix("the ").removeprefix("its ") in BEGINNINGS:
        scan.flags.add("at_once")
    else:
        add_condition(scan, at + 1, end)
        scan.upon = scan.conditions.pop().text if scan.conditions else ""
    return end


def _day_of_event(scan: Scan, start: int, end: int) -> int | None:
    """Where the day stands that an event is named with, as in publication (2026-03-12); None for none."""
    last = end - 2 if scan.text(scan.tokens[end - 1]) == ")" else end - 1
    if last <= start or scan.tokens[last].kind != "day" or not scan.tokens[last].value.is_full:
        return None
    before = scan.tokens[last - 1]
    return last if before.kind in ("word", "cue") or scan.text(before).lower() in ("(", "on", ",") else None


def end_of_sooner(scan: Scan, at: int) -> int | None:
    """Where the "sooner" of an "unless the council acts sooner" stands; None where there is none."""
    if scan.text(scan.tokens[at]).lower() != "unless" or scan.place not in END_PLACES:
        return None
    last = clause_end(scan, at + 1) - 1
    words = [scan.text(token).lower() for token in scan.tokens[last - 1 : last + 1]]
    if words == ["before", "then"]:
        last -= 1
    elif words[-1:] not in (["sooner"], ["earlier"]):
        return None
    return last if last > at + 1 else None


def end_of_event(scan: Scan) -> int | None:
    """Where an event ends with which a cell of ends begins, such as "end of the emergency"."""
    if scan.place not in END_PLACES or not _EVENT.match(scan.cell.folded):
        return None
    end = clause_end(scan, 0)
    is_dated = any(token.kind in ("day", "term", "between") for token in scan.tokens[:end])
    return None if is_dated else end


def condition_follows(scan: Scan, at: int) -> bool:
    """Whether words come next in an "until … or …", neither a day nor a length of time."""
    following = scan.tokens[at + 1] if at + 1 < len(scan.tokens) else None
    word = scan.text(scan.tokens[at]).lower()
    is_alternative = word == "or" or (word in ("and", "&") and bool(scan.flags & {"sooner", "later"}))
    if following is None or not is_alternative or not (scan.is_until or _is_behind_end(scan, at)):
        return False
    if scan.text(following).lower() in (
        "sooner",
        "earlier",
        "before",
        "so",
        "later",
        "longer",
        "shorter",
    ):
        return False
    after = scan.skip_glue(at + 1)[1]
    return after >= len(scan.tokens) or scan.tokens[after].kind not in ("day", "term", "between")


def _is_behind_end(scan: Scan, at: int) -> bool:
    """Whether a last day stands right before an "or" in a column of ends, and an event behind it."""
    before, (_, after) = scan.tokens[at - 1] if at else None, scan.skip_glue(at + 1)
    if before is None or scan.place not in END_PLACES or after >= len(scan.tokens):
        return False
    is_end = (
        before.kind == "day"
        and bool(scan.days)
        and (scan.days[-1].role, scan.days[-1].at) == ("through", at - 1)
    )
    is_end |= (
        before.kind == "term"
        and bool(scan.terms)
        and (scan.terms[-1].role, scan.terms[-1].at) == ("", at - 1)
    )
    event = scan.tokens[after]
    return is_end and (
        event.kind == "word"
        or (isinstance(event.value, Cue) and event.value.role in ("adopted", "ended", "effective"))
    )
