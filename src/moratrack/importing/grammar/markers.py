"""The words that change what others mean: not, may, until, whichever is sooner, from."""

from __future__ import annotations

from .conditions import add_condition, clause_end, condition_follows, end_of_sooner, read_until, read_upon
from .facts import END_PLACES, Word
from .meanings import Cue
from .scan import OVER_TOPICS, STRONG, Scan
from .tokens import Token

_OVER = ("expired", "rescinded", "replaced", "failed")
_OF_SCOPE = ("cover", "include", "apply", "all", "other", "more", "additional", "also")
_FLOORS = (
    "not earlier than",
    "not sooner than",
    "no earlier than",
    "no sooner than",
    "not before",
    "but not before",
    "but no earlier than",
)


def read_marker(scan: Scan, at: int, token: Token) -> int:
    """Keep what a marker says of the tokens around it; the place behind what it takes with it."""
    scan.parts[at] = ""
    match token.value:
        case "until":
            return read_until(scan, at)
        case "or_else":
            return read_until(scan, at)
        case "when" if _is_start(scan, at):
            return read_upon(scan, at)
        case "when" if scan.active is not None and scan.active.role == "through" and not scan.is_used:
            return read_until(scan, at)
        case "when" if scan.place in END_PLACES and at == 0:
            return read_until(scan, at)
        case "when" if scan.place == "status" and scan.words and scan.words[-1].group in _OVER:
            # What brought an end about says nothing of the policy, save perhaps when.
            rest = range(at + 1, clause_end(scan, at + 1))
            return next((place for place in rest if scan.tokens[place].kind == "day"), rest.stop)
        case "sooner" | "later":
            scan.flags.add(token.value)
            scan.parts[at] = f"whichever is {token.value}"
            if scan.text(token).lower() in _FLOORS:
                scan.flags.add("floor")
            is_end = scan.active is not None and scan.active.role == "through" and not scan.is_used
            if scan.is_until or is_end or (scan.place in END_PLACES and at == 0):
                scan.is_until = True
                if scan.text(token).lower().endswith("of"):
                    return read_until(scan, at)
        case "maybe" if (end := end_of_sooner(scan, at)) is not None:
            scan.parts[at] = "what follows ends it"
            add_condition(scan, at + 1, end)
            return end + 1
        case "maybe":
            scan.mood = "maybe"
            scan.mood_until_comma = scan.text(token).lower() not in (
                "unless",
                "rather than",
                "instead of",
            )
            scan.parts[at] = "what follows may be or may not"
        case "not":
            scan.not_for = 3
            before = scan.tokens[at - 1] if at else None
            if scan.place == "status" and before is not None and scan.text(before) in (":", "="):
                scan.flags.add("half")
            scan.parts[at] = "denies what follows"
            return at + 1
        case "future":
            scan.mood = "future"
            scan.mood_until_comma = True
            scan.parts[at] = "what follows is to come"
            if scan.topic == "extended" and scan.place == "status":
                scan.deny_extension("possible")
            if scan.active is None or scan.is_used:
                scan.active, scan.active_at, scan.is_used = Cue("hearing", None), at, False
        case "hedge":
            scan.flags.add("hedge")
            scan.parts[at] = "not sure"
        case "part":
            _take_back_end(scan, at)
        case "open" if scan.place == "extended" and scan.days:
            scan.flags.add("lifted")
            scan.parts[at] = "no end"
        case "open" if scan.place == "status" and _is_lifted(scan, at):
            _extension(scan, at)
            scan.flags.add("lifted")
        case "open" if _opens(scan, at):
            scan.flags |= {"open", "lifted"} if scan.topic == "extended" else {"open"}
            scan.parts[at] = "no end"
        case "unknown":
            scan.flags.add("unknown")
            scan.parts[at] = "not known"
        case "to" if scan.topic == "extended" and _is_of_scope(scan, at):
            scan.deny_extension("amended")
            scan.topic = ""
            scan.active, scan.active_at, scan.is_used = Cue("amended", None), at, False
        case "to" if scan.topic == "extended" and not scan.mood:
            scan.active, scan.active_at, scan.is_used = Cue("through", None), at, False
        case "to" | "from" if scan.topic == "amended" and scan.place in END_PLACES and scan.day_follows(at):
            scan.active, scan.active_at, scan.is_used = Cue("through", None), at, False
        case "from" if scan.day_follows(at):
            scan.is_from = True
            # "Moot since 2025" tells of no beginning.
            if scan.topic == "" and not scan.mood and (scan.place != "status" or scan.words):
                scan.active, scan.active_at, scan.is_used = Cue("effective", None), at, False
        case "again":
            scan.has_again = True
        case "extension":
            _extension(scan, at)
        case "now" if scan.place in END_PLACES and _is_change(scan, at):
            scan.topic = "extended"
            if not any(token.value == "open" for token in scan.tokens[at + 1 : at + 2]):
                scan.active, scan.active_at, scan.is_used = Cue("through", None), at, False
        case "joint" | "glue" if condition_follows(scan, at):
            return read_until(scan, at)
    if scan.not_for:
        scan.not_for -= 1
    return at + 1


def _is_of_scope(scan: Scan, at: int) -> bool:
    """Whether something is extended to more places or uses, and not to a later day."""
    following = scan.tokens[at + 1 : at + 2]
    return bool(following) and (following[0].kind == "number" or scan.text(following[0]).lower() in _OF_SCOPE)


def _is_change(scan: Scan, at: int) -> bool:
    """Whether what a word such as "now" or "made" stands before is a new end."""
    following = scan.tokens[at + 1 : at + 2]
    is_of_end = scan.text(scan.tokens[at]).lower() not in ("made", "became", "becomes")
    if following and following[0].value == "open":
        return not is_of_end or bool(scan.days or scan.terms)
    return is_of_end and bool(scan.days or scan.terms)


def _is_start(scan: Scan, at: int) -> bool:
    """Whether a condition is one of the beginning: of a column of first days, or behind "effective"."""
    if scan.place == "effective" and not scan.days:
        return True
    is_effective = scan.active is not None and scan.active.role == "effective" and scan.active_at == at - 1
    return is_effective and scan.place == "adopted"


def _is_lifted(scan: Scan, at: int) -> bool:
    """Whether a status says that it has no end any more: made permanent, extended indefinitely."""
    before = scan.text(scan.tokens[at - 1]).lower() if at else ""
    return not scan.mood and (
        before in ("made", "became", "becomes") or (scan.topic == "extended" and not scan.is_used)
    )


def _opens(scan: Scan, at: int) -> bool:
    return at == 0 or scan.place in END_PLACES


def _take_back_end(scan: Scan, at: int) -> None:
    """What ended only in part was amended: repealed 2025-06-01 (in part)."""
    if scan.place in ("ended", "suspended") and not scan.words:
        scan.parts[at] = "not all of it"
        if scan.days and scan.days[-1].role in ("", "ended", "suspended"):
            scan.give(len(scan.days) - 1, "amended", "in part")
            return
        scan.active, scan.active_at, scan.is_used = Cue("amended", None), at, False
        return
    ends = [word for word in scan.words if word.group in ("rescinded", "replaced")]
    if not ends or scan.topic not in OVER_TOPICS:
        return
    scan.words.remove(ends[-1])
    scan.parts[at] = "not all of it"
    scan.change_topic("amended")
    if scan.days and scan.days[-1].role in ("ended", "later"):
        scan.give(len(scan.days) - 1, "amended", "in part")
    elif not scan.is_used:
        scan.active = Cue("amended", None)


def _extension(scan: Scan, at: int) -> None:
    """An extension as a noun: with its day, or a number before it, it came about."""
    if scan.mood or scan.not_for or is_offered(scan, at):
        return
    scan.topic = "extended"
    scan.begin_extension(at)
    scan.active, scan.active_at, scan.is_used = Cue("extended", "extended"), at, False
    scan.words.append(Word("extended", scan.text(scan.tokens[at]), at))
    scan.parts[at] = "status: extended"


def is_offered(scan: Scan, at: int) -> bool:
    """Whether an extension is one that may be had: with a six-month extension."""
    clause = []
    for index in range(at, -1, -1):
        if scan.text(scan.tokens[index]) in STRONG:
            break
        clause.append(scan.text(scan.tokens[index]).lower())
    after = [token.value for token in scan.tokens[at + 1 : at + 4]]
    return bool({"with", "w"} & {*clause}) or "maybe" in after
