"""Which role a day of a cell has: what happened on it, or that it only may have."""

from __future__ import annotations

import re

from ...core.dates import DAY
from .days import Moment
from .facts import CHANGE_PLACES, DAY_PLACES, END_PLACES, DayFact, DayRole, role_name
from .months import ENGLISH
from .scan import OVER_TOPICS, STRONG, Scan
from .tokens import Token
from .vocabulary import ADOPTED, ANNOUNCED

# A meeting may take some days; between months in a row somebody may not know which it was.
_LONGEST_MEETING = 7 * DAY
_LONGEST_DOUBT = 62 * DAY
_FUTURE_ROLES = (
    "adopted",
    "introduced",
    "ended",
    "failed",
    "hearing",
    "extended",
    "amended",
    "suspended",
    "",
)
_AT_LEAST = re.compile(r"\b(?:at least|not less than|no less than|minimum)(?: until| through| to)? $")
_OR_LATER = re.compile(r",? (?:at the earliest|or later|or longer|or beyond)\b")
_BOUND_BEFORE = re.compile(
    r"\b(?:before|by|prior to|(?:earlier|sooner|later) than|at the (?:latest|earliest)|(?<!and )after) $"
)
_BOUND_BEHIND = re.compile(
    r",? \(?(?:(?:or|and) (?:later|earlier|after|before|thereafter)|at the (?:latest|earliest))\b"
)


def read_day(scan: Scan, at: int, token: Token) -> int:
    """Keep a day with its role; the place behind it."""
    moment: Moment = token.value
    if moment.text.isdigit() and len(moment.text) == 4 and not _is_year(scan, at):
        scan.parts[at] = "note"
        return at + 1
    if scan.place in ("adopted", "effective") and not scan.days and (edges := moment.edges) is not None:
        moment, last = edges
        scan.days.append(DayFact("through", last, at, "through"))
    role, word = _role(scan, at)
    _bounds(scan, at)
    before = scan.tokens[at - 1] if at else None
    is_hedged = before is not None and (before.value == "hedge" or scan.text(before) == "~")
    if role == "" and scan.place in END_PLACES and _is_behind_word(scan, at):
        scan.flags.add("words")
    scan.days.append(DayFact(role, moment, at, word, is_hedged))
    scan.parts[at] = role_name(role)
    if role == "through" and scan.topic == "amended" and scan.place in END_PLACES:
        # The end as amended: what was set before holds no more.
        for index, day in enumerate(scan.days[:-1]):
            if day.role in ("", "through"):
                scan.give(index, "denied", word)
    if scan.is_until and role in ("through", "extended_through"):
        scan.flags.add("until")
    scan.not_for = 0
    return at + 1


def _is_behind_word(scan: Scan, at: int) -> bool:
    """Whether a word that nobody read stands before a day in its clause, and may say what it is."""
    for before in range(at - 1, -1, -1):
        token = scan.tokens[before]
        if token.kind in ("day", "term") or scan.text(token) in (*STRONG, ","):
            return False
        if token.kind == "word" and not scan.parts[before]:
            return True
    return False


def _bounds(scan: Scan, at: int) -> None:
    """Whether a day is only the first or the last that it may have been, or a year half read."""
    token = scan.tokens[at]
    before, after = scan.cell.text[: token.start].casefold(), scan.cell.text[token.end :].casefold()
    if scan.place in END_PLACES:
        if _AT_LEAST.search(before) or _OR_LATER.match(after):
            scan.flags |= {"later", "floor"}
        return
    is_bound = _BOUND_BEFORE.search(before) or _BOUND_BEHIND.match(after)
    is_half_year = len(token.value.text) == 4 and any(
        each.kind == "number" for each in scan.tokens[at + 1 : at + 3]
    )
    if scan.place in DAY_PLACES and (is_bound or is_half_year):
        scan.flags.add("hedge")


def _is_year(scan: Scan, at: int) -> bool:
    """Whether four figures are a year: alone, at the beginning, or behind a word that wants a day."""
    if at and scan.text(scan.tokens[at - 1]).lower() in ("fy", "fiscal", "season", "session"):
        return False
    if (
        all(token.kind == "mark" for token in scan.tokens[:at])
        or (scan.active is not None and not scan.is_used)
        or scan.is_from
        or (scan.is_until and scan.place in END_PLACES)
    ):
        before = scan.tokens[at - 1] if at else None
        following = scan.tokens[at + 1] if at + 1 < len(scan.tokens) else None
        if (
            before is not None
            and before.kind in ("reference", "word")
            and before.end == scan.tokens[at].start
        ):
            return False
        is_alone = following is None or following.kind not in ("word", "number")
        return is_alone or (at == 0 and scan.place not in END_PLACES)
    previous = scan.tokens[at - 1]
    former = scan.days[-1] if scan.days else None
    if scan.text(previous) in (",", "&") and former is not None and former.at == at - 2:
        return former.moment.text.isdigit() and len(former.moment.text) == 4
    words = ("in", "of", "to", "and", "or")
    return previous.value == "hedge" or (previous.kind == "marker" and scan.text(previous).lower() in words)


def _role(scan: Scan, at: int) -> tuple[DayRole, str]:
    former = scan.days[-1] if scan.days else None
    link = _link(scan, former, at) if former else ""
    word = scan.text(scan.tokens[scan.active_at]) if scan.active is not None else ""
    role: DayRole = ""
    if _is_of_vote(scan, at):
        return "hearing", "vote"
    if former is not None and _is_range(scan, former, at):
        scan.is_used = True
        return _range(scan, former, scan.tokens[at].value)
    if scan.active is not None and not scan.is_used:
        role = scan.active.role or ""
        scan.is_used = True
        if role == "effective" or (scan.topic in OVER_TOPICS and role != "resumed"):
            # It says which day this is, and nothing of the policy by itself.
            _demote(scan)
    elif link == "range" and former is not None:
        return _range(scan, former, scan.tokens[at].value)
    elif _is_of_two_months(scan, at):
        return "range", ""
    elif link == "choice" and former is not None and scan.place not in END_PLACES:
        scan.give(len(scan.days) - 1, "range", "or")
        return "range", "or"
    elif link == "moved":
        return "extended_through", "to"
    elif link == "list" and former is not None and _is_next_end(scan, former, at):
        return "extended_through", "then"
    elif link in ("list", "choice") and former is not None:
        return former.role, former.word
    elif scan.is_until:
        role, word = "through", "until"
    elif scan.topic in OVER_TOPICS and scan.place == "status":
        role, word = "later", scan.topic
    elif scan.topic == "extended" and scan.place in END_PLACES:
        role = "extended"
    if role == "through" and scan.topic == "extended":
        role = "extended_through"
    elif role == "through" and scan.topic == "suspended" and scan.is_until:
        role = "suspended_through"
    elif role == "effective" and scan.topic == "ended":
        role = "ended_effective"
    elif role == "adopted" and scan.topic in OVER_TOPICS:
        role = "later"
    elif role == "adopted" and scan.topic == "extended":
        role = "extended"
    elif role == "" and scan.place == "suspended":
        role = "suspended"
    elif role == "extended" and _is_later_end(scan, at):
        role = "extended_through"
    return _in_mood(scan, role), word


def _is_of_vote(scan: Scan, at: int) -> bool:
    """Whether a day of a column of extensions or endings is one on which somebody votes."""
    words = [scan.text(token).lower() for token in scan.tokens[max(at - 2, 0) : at]]
    return scan.place in ("extended", "ended") and words == ["vote", "on"]


def _is_later_end(scan: Scan, at: int) -> bool:
    """Whether a day of an extension lies after the last day that the cell names, and so is the new one."""
    following, _ = scan.skip_glue(at + 1)
    is_day_of_it = scan.text(scan.tokens[at - 1]).lower() == "on" or following in ("to", "until", "again")
    if scan.place not in END_PLACES or is_day_of_it or "lifted" in scan.flags:
        return False
    lasts = [day.moment.last for day in scan.days if day.role in ("", "through")]
    return bool(lasts) and max(lasts) < scan.tokens[at].value.first


def _is_next_end(scan: Scan, former: DayFact, at: int) -> bool:
    """Whether a day in a list of ends is the one to which the former was put off."""
    is_end = scan.place in END_PLACES and former.role in ("", "through", "extended_through")
    return is_end and former.moment.last < scan.tokens[at].value.first


def settle(scan: Scan) -> None:
    """Of a day of an announcement and one of an adoption, the former is that of the proposal."""
    is_adopted = any(day.role == "adopted" and day.word.lower() in ADOPTED for day in scan.days)
    if is_adopted or (scan.place == "adopted" and any(day.role == "" for day in scan.days)):
        for index, day in enumerate(scan.days):
            if day.role == "adopted" and day.word.lower() in ANNOUNCED:
                scan.give(index, "introduced", day.word)


def _demote(scan: Scan) -> None:
    """Take back a word that only said which day it was: effective, or the approval of what came after."""
    demoted = [
        word for word in scan.words if word.at == scan.active_at and word.group in ("active", "adopted")
    ]
    if demoted:
        scan.words.remove(demoted[0])
        scan.demoted.extend(demoted)


def _in_mood(scan: Scan, role: DayRole) -> DayRole:
    if scan.mood == "future" and role in _FUTURE_ROLES:
        return "hearing"
    if scan.mood == "maybe":
        return "possible"
    return "denied" if scan.not_for or _is_denied(scan) else role


def _is_denied(scan: Scan) -> bool:
    """Whether a cell of what need not happen begins with a no that stands alone."""
    first, second = scan.tokens[0], scan.tokens[1:2]
    is_no = first.value == "not" and bool(second) and second[0].kind == "mark"
    return is_no and scan.place in CHANGE_PLACES


def _link(scan: Scan, former: DayFact, at: int) -> str:
    """How a day hangs together with the one before it: a range, a list, or not at all."""
    between = [scan.text(token).lower() for token in scan.tokens[former.at + 1 : at]]
    if between == ["/"]:
        return "range" if scan.place in (*END_PLACES, "effective") else "choice"
    if between in (["-"], ["to"], ["through"], ["thru"], ["until"], ["till"], ["up until"]):
        return "range"
    if between[:1] == ["or"] and {*between[1:]} <= {"in", "on", "about", "around", "possibly", "maybe"}:
        return "choice"
    before = scan.text(scan.tokens[former.at - 1]).lower() if former.at else ""
    if between == ["and"] and before == "between":
        return "choice"
    if between in (["->"], ["=>"], ["→"], ["➔"]) and scan.place in END_PLACES:
        return "moved"
    if between == [";"] and scan.place in END_PLACES:
        return "list"
    return "list" if between and set(between) <= {"and", "&", ",", "then"} else ""


def _is_of_two_months(scan: Scan, at: int) -> bool:
    """Whether a month without a year stands before, as in "January or February 2026"."""
    if at < 2 or scan.text(scan.tokens[at - 1]).lower() not in ("or", "and", "/", "-", "to"):
        return False
    return scan.text(scan.tokens[at - 2]).lower() in ENGLISH


def _is_range(scan: Scan, former: DayFact, at: int) -> bool:
    """Whether nothing but "through" stands between two days, of which the first has no role yet."""
    between = scan.tokens[former.at + 1 : at]
    is_through = len(between) == 1 and scan.text(between[0]).lower() in ("through", "thru")
    return is_through and (former.role, scan.topic) in (("", ""), ("suspended", "suspended"))


def _range(scan: Scan, former: DayFact, later: Moment) -> tuple[DayRole, str]:
    """The later day of two between which something lasts, or of which either may be meant."""
    index = len(scan.days) - 1
    if former.role in ("hearing", "possible", "denied"):
        return former.role, former.word
    if former.role == "suspended":
        # Of a stay whose last day is told, the status before it is what holds.
        scan.words[:] = [word for word in scan.words if word.group != "suspended"] or scan.words
        return "suspended_through", "to"
    if scan.topic == "extended":
        return "extended_through", "to"
    if scan.place == "adopted" and former.role == "" and _is_long(former.moment, later):
        scan.give(index, "adopted", "from")
        return "through", "to"
    if former.role == "effective" or scan.place in (*END_PLACES, "effective"):
        if former.role == "":
            scan.give(index, "effective", "from")
        return "through", "to"
    if former.role == "":
        scan.give(index, "range", "to")
    return "range", "to"


def _is_long(first: Moment, last: Moment) -> bool:
    """Whether nobody would take from one day to another to decide: that is how long it was in force."""
    most = _LONGEST_MEETING if first.is_full and last.is_full else _LONGEST_DOUBT
    return last.last - first.first > most
