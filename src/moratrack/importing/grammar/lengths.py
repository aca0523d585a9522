"""What a length of time of a cell is: a term, an extension, or one that hangs on something."""

from __future__ import annotations

import re

from ...core.dates import Term
from .amounts import Amount
from .conditions import add_condition, clause_end
from .days import Moment
from .facts import END_PLACES, DayFact, DayRole, TermFact, TermRole, role_name
from .markers import is_offered
from .meanings import Cue, Marker
from .scan import OVER_TOPICS, Scan
from .tokens import Token
from .vocabulary import BEGINNINGS

_TIMES = ("x", "×", "*", "+")
_ON_TOP = (
    "+", "plus", "then", "another", "additional", "further", "for another", "an additional", "a further",
)  # fmt: skip
_IS_MORE = re.compile(r"\b(?:more|additional|extra|further)\b", re.IGNORECASE)
_NUMBERS = ("two", "three", "four", "five", "both")
_WAITS = ("in", "after", "+", "later", "thereafter", "hence")
_ON_EVENT = re.compile(
    r" on (?:the )?(?:approval|adoption|passage|enactment|expiry|expiration) of ", re.IGNORECASE
)


def read_term(scan: Scan, at: int, token: Token) -> int:
    """Keep a length of time with its role, and with what it counts from; the place behind it."""
    amount: Amount = token.value
    first = at
    following, at_next = scan.skip_glue(at + 1)
    role: TermRole = "unread" if amount.term is None or _is_least(scan, at) else ""
    if following == "extension" and is_offered(scan, at_next):
        role, following = "possible", ""
    if following == "mark" and scan.skip_glue(at_next + 1)[0] == "less":
        following, at_next = scan.skip_glue(at_next + 1)
    role = _role(scan, at, role, following, at_next)
    less = None
    if following == "less" and (at_less := _taken_off(scan, at_next)) is not None:
        less, at = scan.tokens[at_less].value, at_less
        following, at_next = scan.skip_glue(at_less + 1)
    if scan.place in END_PLACES and _ON_EVENT.match(scan.cell.text, token.end):
        following, at_next = "from", at + 1
    since = ""
    if following == "from" or (scan.place in END_PLACES and _is_hung(scan, at_next)):
        origin = _origin(scan, at_next)
        if isinstance(origin, str):
            since = origin
        elif origin is not None:
            anchor, end = origin
            if anchor is None:
                add_condition(scan, first, end)
                return end
            role = "wait" if role == "" and _is_wait(scan, at, "the day named") else role
            scan.terms.append(TermFact(role, amount, at, anchor, less))
            scan.parts[at] = "term, counted from the day named"
            return end
    is_or = following == "joint" and scan.text(scan.tokens[at_next]).lower() == "or"
    if is_or and _is_choice(scan, at_next + 1):
        role = "unread"
    if role == "" and _is_wait(scan, at, since):
        role, scan.is_used = "wait", True
    _keep(scan, TermFact(role, amount, at, None, less, since))
    scan.parts[at] = {"": f"term {amount.term}", "unread": "no one term"}.get(role, f"{role} term")
    scan.not_for = 0
    return at + 1


def _role(scan: Scan, at: int, role: TermRole, following: str, at_next: int) -> TermRole:
    """What a length is by the words before it and the one behind; as it is known to be none, where it is."""
    is_awaited = scan.active is not None and not scan.is_used
    is_more = scan.has_again or scan.is_until or scan.place in ("extended", "status")
    if following == "extension" or (
        scan.topic == "extended" and not scan.mood and (not scan.is_used or is_more)
    ):
        role = role or ("total" if _is_total(scan) else "extension")
        scan.topic = "extended"
        scan.is_used = True
        if following == "extension":
            scan.active, scan.active_at, scan.is_used = Cue("extended", "extended"), at_next, False
    elif _is_on_top(scan, at) and not scan.mood:
        role = role or "extension"
        scan.topic = "extended"
    elif scan.topic in OVER_TOPICS and is_awaited:
        role = role or "ended"
    elif scan.active is not None and scan.active.role == "checked" and is_awaited:
        role = "unread"
    elif scan.active is not None and scan.active.role == "introduced":
        role = role or "proposed"
        scan.is_used = True
    if role in ("", "extension") and _is_of_many(scan, at, role):
        role = "unread"
    if scan.mood == "maybe" or scan.not_for or (role == "extension" and following == "maybe"):
        return "possible"
    return role


def _taken_off(scan: Scan, at: int) -> int | None:
    """Where the length stands that a "less" takes off; None where none does."""
    _, at_less = scan.skip_glue(at + 1)
    if at_less >= len(scan.tokens) or scan.tokens[at_less].kind != "term":
        return None
    scan.parts[at_less] = "taken off the term"
    return at_less


def _keep(scan: Scan, fact: TermFact) -> None:
    """Add a length; that of one more extension to the one before."""
    if _is_one_more(scan, fact):
        scan.terms[-1] = scan.terms[-1]._replace(amount=_together(scan.terms[-1].amount, fact.amount))
    else:
        scan.terms.append(fact)


def _is_of_many(scan: Scan, at: int, role: TermRole) -> bool:
    """Whether a length is that of each of some terms or extensions, of which nobody says here how many."""
    near = [scan.text(token).lower() for token in scan.tokens[max(at - 2, 0) : at + 3]]
    if not {"twice", "thrice", "times"}.isdisjoint(near):
        return True
    before = scan.text(scan.tokens[at - 1]).lower() if at else ""
    behind = [scan.text(token).lower() for token in scan.tokens[at + 1 : at + 3]]
    if before in _NUMBERS or (behind[:1] and behind[0] in ("x", "×", "*") and behind[1:]):
        return True
    return role == "extension" and not {"each", "apiece"}.isdisjoint(near)


def _is_wait(scan: Scan, at: int, since: str) -> bool:
    """Whether a length is how long after its adoption it takes effect: 30 days after adoption, in 30 days."""
    is_awaited = scan.active is not None and scan.active.role == "effective" and not scan.is_used
    if not (scan.place == "effective" or is_awaited):
        return False
    around = [scan.text(token).lower() for token in scan.tokens[max(at - 1, 0) : at + 2]]
    return bool(since) or not {*_WAITS}.isdisjoint(around)


def _is_one_more(scan: Scan, fact: TermFact) -> bool:
    """Whether a length is of a further extension, of which no day stands between: + 6 months + 6 months."""
    former = scan.terms[-1] if scan.terms else None
    if former is None or (former.role, fact.role) != ("extension", "extension"):
        return False
    is_dated = any(day.at > former.at for day in scan.days)
    return not is_dated and fact.at > 0 and _is_on_top(scan, fact.at)


def _together(one: Amount, other: Amount) -> Amount:
    """Two lengths that follow on each other, as one."""
    if one.term is None or other.term is None:
        return one
    return Amount(Term(*map(sum, zip(one.term.amounts, other.term.amounts, strict=True))), one.text)


def _is_hung(scan: Scan, at: int) -> bool:
    """Whether the word behind a term hangs it on a day or an event: as of, upon, once, when."""
    if at >= len(scan.tokens):
        return False
    word = scan.text(scan.tokens[at]).lower()
    return word in ("upon", "once", "when", "as soon as") or (word == "as of" and scan.day_follows(at))


def _is_least(scan: Scan, at: int) -> bool:
    """Whether a term is only the least it can be."""
    before = scan.tokens[at - 1] if at else None
    after = scan.tokens[at + 1] if at + 1 < len(scan.tokens) else None
    is_times = before is not None and (before.kind == "number" or scan.text(before).lower() in _TIMES)
    if is_times and not _is_on_top(scan, at) and scan.place != "extended":
        return True
    least = [token for token in (before, after) if token is not None and token.value == "least"]
    return any(scan.text(token).lower() != "over" for token in least)


def _is_on_top(scan: Scan, at: int) -> bool:
    """Whether a term comes on top of another: six months + six months, then another 60 days."""
    if not (scan.terms or scan.days) or scan.place not in (*END_PLACES, "extended"):
        return False
    place = at - 2 if scan.text(scan.tokens[at - 1]).lower() in ("one", "a", "an") else at - 1
    before = scan.tokens[place]
    if _IS_MORE.search(scan.text(scan.tokens[at])):
        return True
    if scan.topic == "extended" and scan.terms and scan.terms[-1].role == "extension":
        return scan.text(before).lower() in (*_ON_TOP, "and", "&", ",")
    return scan.text(before).lower() in _ON_TOP


def _is_total(scan: Scan) -> bool:
    """Whether an extension is told by the length that it made of the whole, as in "extended to 12 months"."""
    if scan.is_used:
        return False
    word = scan.tokens[scan.active_at]
    return word.value == "now" or scan.text(word).lower() == "to"


def _is_choice(scan: Scan, at: int) -> bool:
    """Whether another term comes next, and nothing says which of the two it is."""
    if at >= len(scan.tokens) or scan.tokens[at].kind not in ("term", "between"):
        return False
    return not any(token.value in ("sooner", "later") for token in scan.tokens)


def _origin(scan: Scan, at: int) -> tuple[Moment | None, int] | str | None:
    """What stands behind "from" or "after": a day, or words, which make the whole a condition.

    The anchor, None for words, and the place behind it; or the marker of the beginning that it names.
    """
    start = at + 1
    while (
        start < len(scan.tokens)
        and scan.tokens[start].value in ("glue", "hedge")
        and _is_article(scan, start)
    ):
        start += 1
    if start >= len(scan.tokens):
        return None
    if scan.tokens[start].kind == "day":
        return _anchor(scan, start), start + 1
    end = clause_end(scan, start)
    first = scan.tokens[at + 1].start
    said = scan.cell.text[first : scan.tokens[end - 1].end].lower()
    plain = said.removeprefix("the ").removeprefix("its ").removeprefix("this ").strip(" .,")
    beginning = BEGINNINGS.get(plain) or BEGINNINGS.get(said.strip(" .,"))
    if beginning is not None:
        return beginning
    day = next((index for index in range(start, end) if scan.tokens[index].kind == "day"), None)
    if day is not None and scan.tokens[day].value.is_full and _is_of_origin(scan, start, day, end):
        return _anchor(
            scan, day, "effective" if _is_named(scan, start, day, "taking effect") else "anchor"
        ), day + 1
    return None, end


def _is_of_origin(scan: Scan, start: int, day: int, end: int) -> bool:
    """Whether a day is that of the event named before it, as in publication (2026-01-20)."""
    if _is_named(scan, start, day, *BEGINNINGS.values()):
        return True
    is_last = day + 1 >= end or scan.text(scan.tokens[day + 1]) == ")"
    is_sure = not any(token.value in ("future", "hedge", "maybe", "not") for token in scan.tokens[start:day])
    return is_last and is_sure and scan.text(scan.tokens[day - 1]).lower() in ("(", "on", ",", ":")


def _is_named(scan: Scan, start: int, day: int, *markers: Marker) -> bool:
    """Whether the words before a day name one of some beginnings."""
    words = scan.cell.folded[scan.tokens[start].start : scan.tokens[day].start].lower()
    plain = words.removeprefix("the ").removeprefix("its ").removeprefix("this ").strip(" ,(.:;")
    return any(
        plain.startswith(each) or plain.endswith(each)
        for each, marker in BEGINNINGS.items()
        if marker in markers
    )


def _anchor(scan: Scan, at: int, role: DayRole = "anchor") -> Moment:
    moment: Moment = scan.tokens[at].value
    scan.parts[at] = role_name(role)
    scan.days.append(DayFact(role, moment, at))
    return moment


def _is_article(scan: Scan, at: int) -> bool:
    return scan.text(scan.tokens[at]).lower() in ("the", "its", "about", "on", "approximately", "around")
