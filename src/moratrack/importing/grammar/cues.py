"""The words that say what a day is, or what became of the policy: adopted, expires, repealed."""

from __future__ import annotations

from .conditions import read_until
from .facts import END_PLACES, Word
from .meanings import Cue
from .scan import Scan
from .statuses import OVER
from .tokens import Token

# Of a day they say which it is; only of a status, what became of the policy.
_NOUNS = (
    "approval", "passage", "adoption", "enactment", "effective date", "expiration", "repeal", "end", "sunset",
)  # fmt: skip
_HEARING = Cue("hearing", None)
_RESUMED = Cue("resumed", "active")
# Of a last day they say which it is, of any other that it may have been earlier.
_AT_THE_LATEST = ("no later than", "not later than")


def read_cue(scan: Scan, at: int, token: Token) -> int:
    """Keep a word of status, or what it makes of the day beside it; the place behind it."""
    cue = _HEARING if _is_of_hearing(scan, token) else _RESUMED if _ends_stay(scan, token) else token.value
    if _is_bound(scan, at):
        scan.parts[at] = "not sure"
        return at + 1
    if _starts_condition(scan, at):
        return read_until(scan, at - 1)
    if _is_while(scan, at):
        return at + 1
    if scan.active is not None and not scan.is_used:
        scan.close()
    if cue.role == "adopted" and scan.topic == "failed":
        # What failed first was adopted in the end, as over a veto.
        scan.topic = ""
    role = cue.role or ""
    is_real = not scan.mood and not scan.not_for
    if scan.topic == "extended" and is_real and _denies(scan, token, role):
        scan.deny_extension("denied" if role in ("failed", "ended") else "possible")
        cue, role = Cue("hearing", None), "hearing"
    if cue.group is not None and _is_word(scan, at):
        if is_real:
            scan.words.append(Word(cue.group, scan.text(token), at))
            scan.parts[at] = f"status: {cue.group}"
        elif scan.mood != "future":
            scan.flags.add("half")
            scan.parts[at] = "denied" if scan.not_for else "only possible"
    if scan.mood == "future" and role in ("through", "effective"):
        scan.mood = ""
    if (
        role == "extended"
        and is_real
        and scan.days
        and scan.days[-1].role == "adopted"
        and "to " in scan.text(token)
    ):
        scan.give(len(scan.days) - 1, "extended", scan.text(token))
    if is_real or role:
        scan.active, scan.active_at, scan.is_used = cue, at, not role
    if role in ("ended", "failed", "extended", "amended", "suspended") and is_real:
        scan.topic = role
    if role == "extended":
        scan.begin_extension(at)
    scan.is_until = False
    scan.has_again = False
    scan.is_from = False
    if not scan.parts[at]:
        scan.parts[at] = "names what the day is" if role else ""
    return at + 1


def _denies(scan: Scan, token: Token, role: str) -> bool:
    """Whether a word says of an extension that it was asked for, and perhaps not granted."""
    return role in ("failed", "introduced") or scan.text(token).lower() in ("withdrawn", "hearing")


def _ends_stay(scan: Scan, token: Token) -> bool:
    """Whether it is the stay that a word puts an end to, as in "TRO 14 May; dissolved 28 May"."""
    if scan.place == "suspended":
        return token.value.group in OVER
    is_stayed = bool(scan.words) and scan.words[-1].group == "suspended"
    return is_stayed and scan.text(token).lower() in ("dissolved", "vacated")


def _is_of_hearing(scan: Scan, token: Token) -> bool:
    """Whether what is continued is the hearing of a proposal, and not the policy."""
    is_open = any(day.role == "hearing" for day in scan.days) or any(
        word.group == "pending" for word in scan.words
    )
    is_open |= scan.active is not None and scan.active.role == "hearing"
    return is_open and scan.text(token).lower() == "continued"


def _is_while(scan: Scan, at: int) -> bool:
    """Whether a pending says for how long it is suspended, as in "stayed pending appeal"."""
    is_pending = scan.text(scan.tokens[at]).lower() in ("pending", "awaiting")
    before = at - 2 if at and scan.tokens[at - 1].kind == "day" else at - 1
    follows = bool(scan.words) and scan.words[-1].group == "suspended" and scan.words[-1].at == before
    return is_pending and follows and at + 1 < len(scan.tokens)


def _is_bound(scan: Scan, at: int) -> bool:
    """Whether a "no later than" is about the day of the column, and not about the end of something."""
    if scan.text(scan.tokens[at]).lower() not in _AT_THE_LATEST or scan.place in (
        *END_PLACES,
        "status",
    ):
        return False
    is_waiting = scan.active is not None and not scan.is_used
    return scan.active.role != "through" if scan.active is not None and is_waiting else not scan.days


def _is_word(scan: Scan, at: int) -> bool:
    """Whether a cue says what became of the policy, rather than what the day beside it is."""
    return scan.place == "status" or scan.text(scan.tokens[at]).lower() not in _NOUNS


def _starts_condition(scan: Scan, at: int) -> bool:
    """Whether a word of status, such as pending, begins a condition in a column of ends."""
    word = scan.text(scan.tokens[at]).lower()
    if word not in ("pending", "awaiting") or scan.place not in END_PLACES:
        return False
    return at + 1 < len(scan.tokens) and scan.tokens[at + 1].kind in ("word", "marker", "cue")
