"""The tokens of a cell → what it says: days with their role, terms, conditions, words of status.

Nothing is chosen here. Every day and every term is a fact with a role, also where the role is that it
only may come about, so that whoever makes a record of the facts can tell which of them it left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from ...core.dates import DAY
from .amounts import Amount, bare_number
from .days import Manner, Moment, excel_day, plain_day
from .months import ENGLISH
from .tokens import Cell, Token, tokenize
from .vocabulary import AT_ONCE, NEUTRAL, ONGOING, UNKNOWN, Cue, Group

DayRole = Literal[
    "", "adopted", "effective", "through", "extended", "extended_through", "ended", "ended_effective",
    "checked", "introduced", "failed", "hearing", "amended", "suspended", "possible", "condition", "range",
    "denied", "later", "anchor",
]  # fmt: skip
TermRole = Literal["", "extension", "possible", "proposed", "unread", "ended"]
Place = Literal[
    "adopted", "introduced", "effective", "term", "through", "until", "extended", "ended", "checked", "status"
]
"""What a cell is expected to say, by its column."""


class DayFact(NamedTuple):
    """A day, and what happened on it; no role where the cell gives none."""

    role: DayRole
    moment: Moment
    at: int
    word: str = ""
    """The word that gave it its role."""
    is_hedged: bool = False
    """Whether the word before it says that it is only about then."""


class TermFact(NamedTuple):
    """A length of time; ``term`` of the amount is None where it is not one a record can count."""

    role: TermRole
    amount: Amount
    at: int
    anchor: Moment | None = None
    """The day from which the cell itself counts it."""
    less: Amount | None = None
    """What is to be taken away from it again."""


class Word(NamedTuple):
    """A word of status that the cell says of itself."""

    group: Group
    word: str
    at: int


class Condition(NamedTuple):
    """What ends it, in words, and whether an extension set that end."""

    text: str
    is_extension: bool


class Facts(NamedTuple):
    """All that one cell says."""

    cell: Cell
    days: tuple[DayFact, ...] = ()
    terms: tuple[TermFact, ...] = ()
    conditions: tuple[Condition, ...] = ()
    words: tuple[Word, ...] = ()
    is_half_read: bool = False
    """Whether a word of status is denied, or stands under an if."""
    is_sooner: bool = False
    is_later: bool = False
    is_floor: bool = False
    """Whether its day is one that it outlasts in any case, as in "no earlier than"."""
    is_open: bool = False
    is_lifted: bool = False
    """Whether it is an extension that set no end."""
    is_unknown: bool = False
    is_doubtful: bool = False
    is_word_doubtful: bool = False
    """Whether it is a word of status, and not only a day, of which it is not sure."""
    is_at_once: bool = False
    """Whether it begins with its adoption, as it does where nothing is said."""
    upon: str = ""
    """The condition on which it starts."""
    says_until: bool = False
    """Whether a day is given with "until", which leaves open whether it is in."""
    is_partly_unknown: bool = False
    """Whether it says of a part of itself that nobody knows it, as in "2025-12-31, then TBD"."""
    left_over: tuple[str, ...] = ()
    """Figures that no rule took, though they may be part of a day."""
    parts: tuple[str, ...] = ()
    """What became of each token, in words."""


# What is longer is an essay, in which a rule for cells would find what is not said.
_LONGEST = 3000
# A meeting may take some days; between months in a row somebody may not know which it was.
_LONGEST_MEETING = 7 * DAY
_LONGEST_DOUBT = 62 * DAY
_STRONG = (";", ".", "[", "]", "|", "?", "!")
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
_END_PLACES = ("term", "through", "until")
_DAY_PLACES = ("adopted", "introduced", "effective", "through", "extended", "ended", "checked")
_TRAILING = ("introduced", "adopted", "hearing", "checked", "effective", "failed")
_OVER = ("ended", "failed")
_FLOORS = (
    "not earlier than",
    "not sooner than",
    "no earlier than",
    "no sooner than",
    "not before",
    "but not before",
    "but no earlier than",
)
_AT_LEAST = re.compile(r"\b(?:at least|not less than|no less than|minimum)(?: until| through| to)? $")
_OR_LATER = re.compile(r",? (?:at the earliest|or later|or longer|or beyond)\b")
_BOUND_BEFORE = re.compile(
    r"\b(?:before|by|prior to|(?:earlier|sooner|later) than|at the (?:latest|earliest)|(?<!and )after) $"
)
# Of a last day they say which it is, of any other that it may have been earlier.
_AT_THE_LATEST = ("no later than", "not later than")
_ON_EVENT = re.compile(
    r" on (?:the )?(?:approval|adoption|passage|enactment|expiry|expiration) of ", re.IGNORECASE
)
_BOUND_BEHIND = re.compile(
    r",? \(?(?:(?:or|and) (?:later|earlier|after|before|thereafter)|at the (?:latest|earliest))\b"
)
_PARTS_OF_TIME = (
    "calendar", "fiscal", "fy", "year", "quarter", "month", "week", "day", "term", "session", "summer",
    "winter", "spring", "fall", "autumn", *ENGLISH,
)  # fmt: skip
_EVENT = re.compile(
    r"(?:the )?(?:end|expiration|termination|lifting|conclusion|completion|adoption|passage|enactment|repeal)"
    rf" of (?!(?:the )?(?:{'|'.join(_PARTS_OF_TIME)})\b)[^\W\d]",
    re.IGNORECASE,
)
_FIGURES = ("number", "reference", "vote")


@lru_cache(maxsize=65536)
def facts_of(text: str, place: Place, manner: Manner, unit: str | None = None) -> Facts:
    """Read a cell that is not empty, of a column of a certain kind, its bare numbers in a unit."""
    flat = " ".join(text.split())
    if place in _DAY_PLACES and (plain_date := plain_day(flat)) is not None:
        token = Token("day", 0, len(flat), Moment(plain_date, plain_date, flat))
        return Facts(Cell(flat, (token,)), days=(DayFact("", token.value, 0),), parts=(_said(""),))
    cell = Cell(flat, ())
    if len(flat) > _LONGEST:
        return Facts(cell, parts=("too long to be read",))
    plain = flat.casefold().strip(" .[]()")
    if plain in UNKNOWN or not plain:
        return Facts(cell, is_unknown=True, parts=("nothing",))
    if place in (*_END_PLACES, "ended", "extended") and plain in ONGOING:
        return Facts(cell, is_open=True, parts=("no end",))
    if unit and (number := bare_number(flat, unit)):
        return Facts(cell, terms=(TermFact("", number, 0),), parts=(f"term {number.term}",))
    if place != "term" and place != "status" and _is_excel_number(flat):
        return Facts(cell, days=(DayFact("", excel_day(flat, manner), 0),), parts=("day",))
    cell = tokenize(flat, manner, is_status=place == "status")
    return _Reader(cell, place).read()


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


class _Reader:
    """Goes through the tokens of a cell once and keeps what the words before said."""

    def __init__(self, cell: Cell, place: Place) -> None:
        self.cell = cell
        self.tokens = cell.tokens
        self.place = place
        self.days: list[DayFact] = []
        self.terms: list[TermFact] = []
        self.conditions: list[Condition] = []
        self.words: list[Word] = []
        self.demoted: list[Word] = []
        self.parts = [""] * len(cell.tokens)
        self.flags: set[str] = set()
        self.upon = ""
        self._stack: list[tuple[Cue | None, int, str]] = []
        self._new_clause()

    def read(self) -> Facts:
        """Everything that the cell says."""
        at = 0
        if self.place == "until" and self.tokens:
            at = self._until(-1)
        elif (end := self._end_of_event()) is not None:
            self._condition(0, end)
            at = end
        while at < len(self.tokens):
            token = self.tokens[at]
            match token.kind:
                case "day":
                    at = self._day(at, token)
                case "term" | "between":
                    at = self._term(at, token)
                case "cue":
                    at = self._cue(at, token)
                case "marker":
                    at = self._marker(at, token)
                case "mark":
                    self._mark(at)
                    at += 1
                case _:
                    at += 1
        self._close()
        flags = self.flags
        return Facts(
            self.cell,
            tuple(self.days),
            tuple(self.terms),
            tuple(self.conditions),
            tuple(self.words or (self.demoted if self.place == "status" else ())),
            is_half_read="half" in flags,
            is_sooner="sooner" in flags,
            is_later="later" in flags,
            is_floor="floor" in flags,
            is_open="open" in flags,
            is_lifted="lifted" in flags,
            is_unknown="unknown" in flags and not (self.days or self.terms or self.conditions),
            is_doubtful="hedge" in flags,
            is_word_doubtful="hedge" in flags and self._is_word_hedged(),
            is_at_once="at_once" in flags or cell_is_at_once(self.cell.text),
            upon=self.upon,
            says_until="until" in flags,
            is_partly_unknown="unknown" in flags and bool(self.days or self.terms or self.conditions),
            left_over=tuple(self._left_over()),
            parts=tuple(part or "note" for part in self.parts),
        )

    def _end_of_event(self) -> int | None:
        """Where an event ends with which a cell of ends begins, such as "end of the emergency"."""
        if self.place not in _END_PLACES or not _EVENT.match(self.cell.folded):
            return None
        end = self._clause_end(0)
        is_dated = any(token.kind in ("day", "term", "between") for token in self.tokens[:end])
        return None if is_dated else end

    def _is_word_hedged(self) -> bool:
        """Whether something unsure stands in one clause with a word of status."""
        hedges = [at for at, part in enumerate(self.parts) if part == "not sure"]
        return any(
            all(
                self._text(token) not in (";", ".")
                for token in self.tokens[min(hedge, word.at) + 1 : max(hedge, word.at)]
            )
            for hedge in hedges
            for word in self.words
        )

    def _left_over(self) -> Iterator[str]:
        """Days that do not exist; other figures beside a month or a year, and those next to a day."""
        is_vague = self.place in _DAY_PLACES and any(
            day.role in ("", self.place) and not day.moment.is_full for day in self.days
        )
        for at, token in enumerate(self.tokens):
            is_beside_day = token.kind == "number" and any(
                day.at in (at - 1, at + 1) and self.place in _DAY_PLACES for day in self.days
            )
            is_wanted = is_beside_day or (is_vague and token.kind in _FIGURES)
            if not self.parts[at] and (is_wanted or token.kind == "unread"):
                yield self._text(token)

    # Clauses

    def _new_clause(self) -> None:
        self.active: Cue | None = None
        self.active_at = -1
        self.is_used = True
        self.topic = ""
        self.mood = ""
        self.mood_until_comma = True
        self.not_for = 0
        self.is_until = False
        self.has_again = False
        self.is_from = False

    def _close(self) -> None:
        """A clause is over: a cue that stands behind its day, as in "2026-02-17 proposed", gets it now."""
        if self.active is None or self.is_used or not self.days or self.mood:
            return
        last = self.days[-1]
        role = self.active.role
        between = self.tokens[last.at + 1 : self.active_at]
        is_near = all(
            token.kind in ("mark", "marker", "time") and token.value != "joint" for token in between
        )
        marks = "".join(self._text(token) for token in between if token.kind == "mark")
        is_own = self.place == "status" and "," not in marks
        if (
            last.role == ""
            and role
            and is_near
            and not set(marks) & {";", "."}
            and (role in _TRAILING or is_own)
        ):
            self._give(len(self.days) - 1, role, self._text(self.tokens[self.active_at]))
            self.is_used = True

    def _give(self, index: int, role: DayRole, word: str) -> None:
        self.days[index] = self.days[index]._replace(role=role, word=word)
        self.parts[self.days[index].at] = _said(role)

    def _mark(self, at: int) -> None:
        match self._text(self.tokens[at]):
            case "(":
                self._stack.append((self.active, self.active_at, self.topic))
                is_trailing = at > 0 and self.tokens[at - 1].kind == "day"
                former = None if is_trailing else self.active
                kept, kept_at, used, topic = former, self.active_at, self.is_used, self.topic
                self._new_clause()
                self.topic = topic
                if kept is not None and not used:
                    self.active, self.active_at, self.is_used = kept, kept_at, False
            case ")":
                self._close()
                active, active_at, topic = self._stack.pop() if self._stack else (None, -1, "")
                self._new_clause()
                self.active, self.active_at, self.topic = active, active_at, topic
            case ",":
                if self.mood_until_comma:
                    self.mood = ""
                self.not_for = 0
            case "~" | "?":
                self.flags.add("hedge")
                self.parts[at] = "not sure"
            case "." if at + 1 < len(self.tokens) and self.tokens[at].end == self.tokens[at + 1].start:
                pass
            case mark if mark in _STRONG:
                self._close()
                topic = self.topic if self.place == "status" and self.topic in _OVER else ""
                self._new_clause()
                self.topic = topic

    # Days

    def _day(self, at: int, token: Token) -> int:
        moment: Moment = token.value
        if moment.text.isdigit() and len(moment.text) == 4 and not self._is_year(at):
            self.parts[at] = "note"
            return at + 1
        role, word = self._role(at)
        self._bounds(at)
        before = self.tokens[at - 1] if at else None
        is_hedged = before is not None and (before.value == "hedge" or self._text(before) == "~")
        self.days.append(DayFact(role, moment, at, word, is_hedged))
        self.parts[at] = _said(role)
        if self.is_until and role in ("through", "extended_through"):
            self.flags.add("until")
        self.not_for = 0
        return at + 1

    def _bounds(self, at: int) -> None:
        """Whether a day is only the first or the last that it may have been, or a year half read."""
        token = self.tokens[at]
        before, after = self.cell.text[: token.start].casefold(), self.cell.text[token.end :].casefold()
        if self.place in _END_PLACES:
            if _AT_LEAST.search(before) or _OR_LATER.match(after):
                self.flags |= {"later", "floor"}
            return
        is_bound = _BOUND_BEFORE.search(before) or _BOUND_BEHIND.match(after)
        is_half_year = len(token.value.text) == 4 and any(
            each.kind == "number" for each in self.tokens[at + 1 : at + 3]
        )
        if self.place in _DAY_PLACES and (is_bound or is_half_year):
            self.flags.add("hedge")

    def _is_year(self, at: int) -> bool:
        """Whether four figures are a year: alone, at the beginning, or behind a word that wants a day."""
        if (
            all(token.kind == "mark" for token in self.tokens[:at])
            or (self.active is not None and not self.is_used)
            or self.is_from
            or (self.is_until and self.place in _END_PLACES)
        ):
            before = self.tokens[at - 1] if at else None
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            if (
                before is not None
                and before.kind in ("reference", "word")
                and before.end == self.tokens[at].start
            ):
                return False
            return following is None or following.kind not in ("word", "number") or at == 0
        previous = self.tokens[at - 1]
        return previous.kind == "marker" and self._text(previous).lower() in (
            "in",
            "of",
            "to",
            "and",
            "or",
            "about",
            "circa",
        )

    def _role(self, at: int) -> tuple[DayRole, str]:
        former = self.days[-1] if self.days else None
        link = self._link(former, at) if former else ""
        word = self._text(self.tokens[self.active_at]) if self.active is not None else ""
        role: DayRole = ""
        if former is not None and self._is_range(former, at):
            self.is_used = True
            return self._range(former, self.tokens[at].value)
        if self.active is not None and not self.is_used:
            role = self.active.role or ""
            self.is_used = True
            if role == "effective" or self.topic in _OVER:
                # It says which day this is, and nothing of the policy by itself.
                self._demote()
        elif link == "range" and former is not None:
            return self._range(former, self.tokens[at].value)
        elif self._is_of_two_months(at):
            return "range", ""
        elif link == "choice" and former is not None and self.place not in _END_PLACES:
            self._give(len(self.days) - 1, "range", "or")
            return "range", "or"
        elif link == "moved":
            return "extended_through", "to"
        elif link in ("list", "choice") and former is not None:
            return former.role, former.word
        elif self.is_until:
            role, word = "through", "until"
        elif self.topic in _OVER and self.place == "status":
            role, word = "later", self.topic
        elif self.topic == "extended" and self.place in _END_PLACES:
            role = "extended"
        if role == "through" and self.topic == "extended":
            role = "extended_through"
        elif role == "effective" and self.topic == "ended":
            role = "ended_effective"
        elif role == "adopted" and self.topic in _OVER:
            role = "later"
        return self._in_mood(role), word

    def _demote(self) -> None:
        """Take back a word that only said which day it was: effective, or the approval of what came after."""
        demoted = [
            word for word in self.words if word.at == self.active_at and word.group in ("active", "adopted")
        ]
        if demoted:
            self.words.remove(demoted[0])
            self.demoted.extend(demoted)

    def _in_mood(self, role: DayRole) -> DayRole:
        if self.mood == "future" and role in _FUTURE_ROLES:
            return "hearing"
        if self.mood == "maybe":
            return "possible"
        return "denied" if self.not_for else role

    def _link(self, former: DayFact, at: int) -> str:
        """How a day hangs together with the one before it: a range, a list, or not at all."""
        between = [self._text(token).lower() for token in self.tokens[former.at + 1 : at]]
        if between == ["/"]:
            return "range" if self.place in (*_END_PLACES, "effective") else "choice"
        if between in (["-"], ["to"], ["through"], ["thru"], ["until"], ["till"], ["up until"]):
            return "range"
        if between[:1] == ["or"] and {*between[1:]} <= {"in", "on", "about", "around", "possibly", "maybe"}:
            return "choice"
        before = self._text(self.tokens[former.at - 1]).lower() if former.at else ""
        if between == ["and"] and before == "between":
            return "choice"
        if between in (["->"], ["=>"], ["→"], ["➔"]) and self.place in _END_PLACES:
            return "moved"
        return "list" if between and set(between) <= {"and", "&", ",", "then"} else ""

    def _is_of_two_months(self, at: int) -> bool:
        """Whether a month without a year stands before, as in "January or February 2026"."""
        if at < 2 or self._text(self.tokens[at - 1]).lower() not in ("or", "and", "/", "-", "to"):
            return False
        return self._text(self.tokens[at - 2]).lower() in ENGLISH

    def _is_range(self, former: DayFact, at: int) -> bool:
        """Whether nothing but "through" stands between two days, of which the first has no role yet."""
        between = self.tokens[former.at + 1 : at]
        is_through = len(between) == 1 and self._text(between[0]).lower() in ("through", "thru")
        return is_through and former.role == "" and self.topic == ""

    def _range(self, former: DayFact, later: Moment) -> tuple[DayRole, str]:
        """The later day of two between which something lasts, or of which either may be meant."""
        index = len(self.days) - 1
        if self.topic == "extended":
            return "extended_through", "to"
        if self.place == "adopted" and former.role == "" and _is_long(former.moment, later):
            self._give(index, "adopted", "from")
            return "through", "to"
        if former.role == "effective" or self.place in (*_END_PLACES, "effective"):
            if former.role == "":
                self._give(index, "effective", "from")
            return "through", "to"
        if former.role == "":
            self._give(index, "range", "to")
        return "range", "to"

    # Terms

    def _term(self, at: int, token: Token) -> int:
        amount: Amount = token.value
        role: TermRole = "unread" if amount.term is None or self._is_least(at) else ""
        following, at_next = self._skip_glue(at + 1)
        if following == "extension" and self._is_offered(at_next):
            role, following = "possible", ""
        if following == "mark" and self._skip_glue(at_next + 1)[0] == "less":
            following, at_next = self._skip_glue(at_next + 1)
        anchor, less = None, None
        if following == "extension" or (
            self.topic == "extended"
            and not self.mood
            and (not self.is_used or self.has_again or self.is_until)
        ):
            role = role or "extension"
            self.topic = "extended"
            self.is_used = True
            if following == "extension":
                self.active, self.active_at, self.is_used = Cue("extended", "extended"), at_next, False
        elif self.topic in _OVER and self.active is not None and not self.is_used:
            role = role or "ended"
        elif self.active is not None and self.active.role == "introduced":
            role = role or "proposed"
            self.is_used = True
        if self.mood == "maybe" or self.not_for:
            role = "possible"
        if following == "less" and at_next + 1 < len(self.tokens):
            _, at_less = self._skip_glue(at_next + 1)
            if at_less < len(self.tokens) and self.tokens[at_less].kind == "term":
                less = self.tokens[at_less].value
                self.parts[at_less] = "taken off the term"
                at_next = at_less + 1
                following, at_next = self._skip_glue(at_next)
                at = at_less
        if self.place in _END_PLACES and _ON_EVENT.match(self.cell.text, token.end):
            following, at_next = "from", at + 1
        if following == "from" or (self.place in _END_PLACES and self._is_hung(at_next)):
            anchored = self._anchored(token, at_next)
            if anchored is not None:
                anchor, end = anchored
                if anchor is None:
                    return end
                self.terms.append(TermFact(role, amount, at, anchor, less))
                self.parts[at] = "term, counted from the day named"
                return end
        if (
            following == "joint"
            and self._text(self.tokens[at_next]).lower() == "or"
            and self._is_choice(at_next + 1)
        ):
            role = "unread"
        self.terms.append(TermFact(role, amount, at, anchor, less))
        self.parts[at] = {"": f"term {amount.term}", "unread": "no one term"}.get(role, f"{role} term")
        self.not_for = 0
        return at + 1

    def _is_hung(self, at: int) -> bool:
        """Whether the word behind a term hangs it on a day or an event: as of, upon, once, when."""
        if at >= len(self.tokens):
            return False
        word = self._text(self.tokens[at]).lower()
        return word in ("upon", "once", "when", "as soon as") or (word == "as of" and self._day_follows(at))

    def _is_least(self, at: int) -> bool:
        """Whether a term is only the least it can be."""
        before = self.tokens[at - 1] if at else None
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if before is not None and (before.kind == "number" or self._text(before).lower() in ("x", "×", "*")):
            return True
        least = [token for token in (before, after) if token is not None and token.value == "least"]
        return any(self._text(token).lower() != "over" for token in least)

    def _is_choice(self, at: int) -> bool:
        """Whether another term comes next, and nothing says which of the two it is."""
        if at >= len(self.tokens) or self.tokens[at].kind not in ("term", "between"):
            return False
        return not any(token.value in ("sooner", "later") for token in self.tokens)

    def _anchored(self, term: Token, at: int) -> tuple[Moment | None, int] | None:
        """What stands behind "from" or "after": a day, or words, which make the whole a condition.

        The anchor, None for words, and the place behind it; None where it is the beginning anyway.
        """
        start = at + 1
        while (
            start < len(self.tokens)
            and self.tokens[start].value in ("glue", "hedge")
            and self._is_article(start)
        ):
            start += 1
        if start >= len(self.tokens):
            return None
        if self.tokens[start].kind == "day":
            return self._anchor(start), start + 1
        end = self._clause_end(start)
        first = self.tokens[at + 1].start
        said = self.cell.text[first : self.tokens[end - 1].end].lower()
        plain = said.removeprefix("the ").removeprefix("its ").removeprefix("this ").strip(" .,")
        if plain in NEUTRAL or said.strip(" .,") in NEUTRAL:
            return None
        day = next((index for index in range(start, end) if self.tokens[index].kind == "day"), None)
        if day is not None and self.tokens[day].value.is_full:
            beginning = plain[: -(len(plain) - plain.rfind(self._text(self.tokens[day]).lower()))].strip(" ,")
            if any(beginning.startswith(neutral) or beginning.endswith(neutral) for neutral in NEUTRAL):
                return self._anchor(day), day + 1
        self._condition(self._index(term), end)
        return None, end

    def _anchor(self, at: int) -> Moment:
        moment: Moment = self.tokens[at].value
        self.parts[at] = _said("anchor")
        self.days.append(DayFact("anchor", moment, at))
        return moment

    def _is_article(self, at: int) -> bool:
        return self._text(self.tokens[at]).lower() in ("the", "its", "about", "on", "approximately", "around")

    def _index(self, token: Token) -> int:
        return self.tokens.index(token)

    # Words

    def _cue(self, at: int, token: Token) -> int:
        cue: Cue = token.value
        if self._is_bound(at):
            self.parts[at] = "not sure"
            return at + 1
        if self._starts_condition(at):
            return self._until(at - 1)
        if self._is_while(at):
            return at + 1
        if self.active is not None and not self.is_used:
            self._close()
        role = cue.role or ""
        is_real = not self.mood and not self.not_for
        if cue.group is not None and self._is_word(at, cue):
            if is_real:
                self.words.append(Word(cue.group, self._text(token), at))
                self.parts[at] = f"status: {cue.group}"
            elif self.mood != "future":
                self.flags.add("half")
                self.parts[at] = "denied" if self.not_for else "only possible"
        if self.mood == "future" and role in ("through", "effective"):
            self.mood = ""
        if (
            role == "extended"
            and is_real
            and self.days
            and self.days[-1].role == "adopted"
            and "to " in self._text(token)
        ):
            self._give(len(self.days) - 1, "extended", self._text(token))
        if is_real or role:
            self.active, self.active_at, self.is_used = cue, at, not role
        if role in ("ended", "failed", "extended", "amended", "suspended") and is_real:
            self.topic = role
        self.is_until = False
        self.has_again = False
        self.is_from = False
        if not self.parts[at]:
            self.parts[at] = "names what the day is" if role else ""
        return at + 1

    def _is_while(self, at: int) -> bool:
        """Whether a pending says for how long it is suspended, as in "stayed pending appeal"."""
        is_pending = self._text(self.tokens[at]).lower() in ("pending", "awaiting")
        follows = bool(self.words) and self.words[-1].group == "suspended" and self.words[-1].at == at - 1
        return is_pending and follows and at + 1 < len(self.tokens)

    def _is_bound(self, at: int) -> bool:
        """Whether a "no later than" is about the day of the column, and not about the end of something."""
        if self._text(self.tokens[at]).lower() not in _AT_THE_LATEST or self.place in (
            *_END_PLACES,
            "status",
        ):
            return False
        is_waiting = self.active is not None and not self.is_used
        return self.active.role != "through" if self.active is not None and is_waiting else not self.days

    def _is_word(self, at: int, cue: Cue) -> bool:
        """Whether a cue says what became of the policy, rather than what the day beside it is."""
        del cue
        text = self._text(self.tokens[at]).lower()
        if text in (
            "approval",
            "passage",
            "adoption",
            "enactment",
            "effective date",
            "expiration",
            "repeal",
            "end",
            "sunset",
        ):
            return self.place == "status"
        return True

    def _starts_condition(self, at: int) -> bool:
        """Whether a word of status, such as pending, begins a condition in a column of ends."""
        word = self._text(self.tokens[at]).lower()
        if word not in ("pending", "awaiting") or self.place not in _END_PLACES:
            return False
        return at + 1 < len(self.tokens) and self.tokens[at + 1].kind in ("word", "marker", "cue")

    def _marker(self, at: int, token: Token) -> int:
        self.parts[at] = ""
        match token.value:
            case "until":
                return self._until(at)
            case "or_else":
                return self._until(at)
            case "when" if self._is_start(at):
                return self._start_upon(at)
            case "when" if self.active is not None and self.active.role == "through" and not self.is_used:
                return self._until(at)
            case "sooner" | "later":
                self.flags.add(token.value)
                self.parts[at] = f"whichever is {token.value}"
                if self._text(token).lower() in _FLOORS:
                    self.flags.add("floor")
                is_end = self.active is not None and self.active.role == "through" and not self.is_used
                if self.is_until or is_end or (self.place in _END_PLACES and at == 0):
                    self.is_until = True
                    if self._text(token).lower().endswith("of"):
                        return self._until(at)
            case "maybe" if (end := self._end_of_sooner(at)) is not None:
                self.parts[at] = "what follows ends it"
                self._condition(at + 1, end)
                return end + 1
            case "maybe":
                self.mood = "maybe"
                self.mood_until_comma = self._text(token).lower() not in (
                    "unless",
                    "rather than",
                    "instead of",
                )
                self.parts[at] = "what follows may be or may not"
            case "not":
                self.not_for = 3
                before = self.tokens[at - 1] if at else None
                if self.place == "status" and before is not None and self._text(before) in (":", "="):
                    self.flags.add("half")
                self.parts[at] = "denies what follows"
                return at + 1
            case "future":
                self.mood = "future"
                self.mood_until_comma = True
                self.parts[at] = "what follows is to come"
                if self.active is None or self.is_used:
                    self.active, self.active_at, self.is_used = Cue("hearing", None), at, False
            case "hedge":
                self.flags.add("hedge")
                self.parts[at] = "not sure"
            case "open" if self._opens(at):
                self.flags |= {"open", "lifted"} if self.topic == "extended" else {"open"}
                self.parts[at] = "no end"
            case "unknown":
                self.flags.add("unknown")
                self.parts[at] = "not known"
            case "to" if self.topic == "extended" and not self.mood:
                self.active, self.active_at, self.is_used = Cue("through", None), at, False
            case "from" if self._day_follows(at):
                self.is_from = True
                # "Moot since 2025" tells of no beginning.
                if self.topic == "" and (self.place != "status" or self.words):
                    self.active, self.active_at, self.is_used = Cue("effective", None), at, False
            case "again":
                self.has_again = True
            case "extension":
                self._extension(at)
            case "now" if self.place in _END_PLACES and (self.days or self.terms):
                self.topic = "extended"
            case "joint" | "glue" if self._condition_follows(at):
                return self._until(at)
        if self.not_for:
            self.not_for -= 1
        return at + 1

    def _is_start(self, at: int) -> bool:
        """Whether a condition is one of the beginning: of a column of first days, or behind "effective"."""
        if self.place == "effective" and not self.days:
            return True
        is_effective = (
            self.active is not None and self.active.role == "effective" and self.active_at == at - 1
        )
        return is_effective and self.place == "adopted"

    def _opens(self, at: int) -> bool:
        return at == 0 or self.place in _END_PLACES

    def _extension(self, at: int) -> None:
        """An extension as a noun: with its day, or a number before it, it came about."""
        if self.mood or self.not_for or self._is_offered(at):
            return
        self.topic = "extended"
        self.active, self.active_at, self.is_used = Cue("extended", "extended"), at, False
        self.words.append(Word("extended", self._text(self.tokens[at]), at))
        self.parts[at] = "status: extended"

    def _is_offered(self, at: int) -> bool:
        """Whether an extension is one that may be had: with a six-month extension."""
        clause = []
        for index in range(at, -1, -1):
            if self._text(self.tokens[index]) in _STRONG:
                break
            clause.append(self._text(self.tokens[index]).lower())
        after = [token.value for token in self.tokens[at + 1 : at + 4]]
        return "with" in clause or "maybe" in after

    def _day_follows(self, at: int) -> bool:
        _, following = self._skip_glue(at + 1)
        return following < len(self.tokens) and self.tokens[following].kind == "day"

    def _condition_follows(self, at: int) -> bool:
        """Whether words come next in an "until … or …", neither a day nor a length of time."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        word = self._text(self.tokens[at]).lower()
        is_alternative = word == "or" or (word in ("and", "&") and bool(self.flags & {"sooner", "later"}))
        if following is None or not is_alternative or not (self.is_until or self._is_behind_end(at)):
            return False
        if self._text(following).lower() in (
            "sooner",
            "earlier",
            "before",
            "so",
            "later",
            "longer",
            "shorter",
        ):
            return False
        after = self._skip_glue(at + 1)[1]
        return after >= len(self.tokens) or self.tokens[after].kind not in ("day", "term", "between")

    def _is_behind_end(self, at: int) -> bool:
        """Whether a last day stands right before an "or" in a column of ends, and an event behind it."""
        before, (_, after) = self.tokens[at - 1] if at else None, self._skip_glue(at + 1)
        if before is None or self.place not in _END_PLACES or after >= len(self.tokens):
            return False
        is_end = (
            before.kind == "day"
            and bool(self.days)
            and (self.days[-1].role, self.days[-1].at) == ("through", at - 1)
        )
        is_end |= (
            before.kind == "term"
            and bool(self.terms)
            and (self.terms[-1].role, self.terms[-1].at) == ("", at - 1)
        )
        event = self.tokens[after]
        return is_end and (
            event.kind == "word"
            or (isinstance(event.value, Cue) and event.value.role in ("adopted", "ended", "effective"))
        )

    def _end_of_sooner(self, at: int) -> int | None:
        """Where the "sooner" of an "unless the council acts sooner" stands; None where there is none."""
        if self._text(self.tokens[at]).lower() != "unless" or self.place not in _END_PLACES:
            return None
        last = self._clause_end(at + 1) - 1
        words = [self._text(token).lower() for token in self.tokens[last - 1 : last + 1]]
        if words == ["before", "then"]:
            last -= 1
        elif words[-1:] not in (["sooner"], ["earlier"]):
            return None
        return last if last > at + 1 else None

    # Conditions

    def _start_upon(self, at: int) -> int:
        """What stands behind "upon" in a column of first days: nothing new, or a condition."""
        end = self._clause_end(at + 1)
        self.is_used = True
        if end == at + 1:
            return end
        said = self.cell.text[self.tokens[at + 1].start : self.tokens[end - 1].end].lower().strip(" .,")
        if said in NEUTRAL or said.removeprefix("the ").removeprefix("its ") in NEUTRAL:
            self.flags.add("at_once")
        else:
            self._condition(at + 1, end)
            self.upon = self.conditions.pop().text if self.conditions else ""
        return end

    def _until(self, at: int) -> int:
        """What stands behind "until": a day, a term that is anchored elsewhere, or a condition in words."""
        self.active, self.is_used = None, True
        self.is_until = True
        if at >= 0:
            self.parts[at] = "what follows ends it"
        self.mood = ""
        self.not_for = 0
        _, start = self._skip_glue(at + 1)
        if start >= len(self.tokens):
            return at + 1
        following = self.tokens[start]
        if following.kind in ("day", "term", "between", "time") or following.value in ("sooner", "later"):
            return start
        if following.value == "least" and self._day_follows(start):
            return start
        if following.value in ("open", "unknown") and self._clause_end(start) == start + 1:
            return start
        if following.value in ("until", "or_else"):
            return start
        first = at + 1
        while first < start and self._text(self.tokens[first]) in ('"', "'", ","):
            first += 1
        end = self._clause_end(first)
        if self.place == "status" and self._is_over(first):
            # "Active until struck down" may tell of what happened, or of what may.
            self.flags.add("half")
        self._condition(first, end)
        return max(end, at + 1)

    def _is_over(self, at: int) -> bool:
        cue = self.tokens[at].value
        return isinstance(cue, Cue) and cue.group in ("expired", "rescinded", "replaced")

    def _condition(self, start: int, end: int) -> None:
        if start >= end:
            return
        text = self.cell.text[self.tokens[start].start : self.tokens[end - 1].end].strip(" ,.;\"'“”‘’(")
        if not text:
            return
        self.conditions.append(Condition(text, self.topic == "extended"))
        for index in range(start, end):
            self.parts[index] = "condition"
            if self.tokens[index].kind == "day":
                self.days.append(DayFact("condition", self.tokens[index].value, index))

    def _clause_end(self, start: int) -> int:
        """The place behind the last token of a condition that begins at a place."""
        depth = 0
        for index in range(start, len(self.tokens)):
            token = self.tokens[index]
            text = self._text(token)
            if text == "(":
                if self.tokens[index + 1 : index + 2] and self.tokens[index + 1].value in ("sooner", "later"):
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
                or (text == "." and self._ends_sentence(index))
                or (text in (",", "or") and self._alternative_follows(index))
            ):
                return index
        return len(self.tokens)

    def _ends_sentence(self, at: int) -> bool:
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return (
            following is not None
            and following.start > self.tokens[at].end
            and self._text(following)[:1].isupper()
        )

    def _alternative_follows(self, at: int) -> bool:
        """Whether behind a comma or an "or" another end begins, such as a day or an extension."""
        following = at + 1
        while following < len(self.tokens) and self._text(self.tokens[following]).lower() in (
            "or",
            ",",
            "on",
            "but",
            "and",
            "the",
        ):
            following += 1
        if following >= len(self.tokens):
            return False
        token = self.tokens[following]
        if token.kind in ("day", "term") or token.value in ("until", "sooner", "later"):
            return True
        return (
            isinstance(token.value, Cue)
            and token.value.role in ("extended", "through")
            and self._text(self.tokens[at]) == ","
        )

    # Small things

    def _skip_glue(self, at: int) -> tuple[str, int]:
        """The first marker or kind from a place on that is more than a filler, and where it stands."""
        while at < len(self.tokens):
            token = self.tokens[at]
            is_filler = token.value in ("glue", "hedge") or token.kind == "time"
            if not is_filler and self._text(token) not in ('"', "'", "-"):
                break
            at += 1
        if at >= len(self.tokens):
            return "", at
        token = self.tokens[at]
        return (token.value if token.kind == "marker" else token.kind), at

    def _text(self, token: Token) -> str:
        return self.cell.folded[token.start : token.end]


def _is_long(first: Moment, last: Moment) -> bool:
    """Whether nobody would take from one day to another to decide: that is how long it was in force."""
    most = _LONGEST_MEETING if first.is_full and last.is_full else _LONGEST_DOUBT
    return last.last - first.first > most


_ROLE_NAMES: dict[str, str] = {
    "": "the day of this column",
    "extended": "day of an extension",
    "extended_through": "last day, as extended",
    "through": "last day",
    "ended": "day it ended",
    "ended_effective": "first day it is over",
    "hearing": "a day to come",
    "possible": "a day that only may come",
    "denied": "a day that is denied",
    "range": "one of two days",
    "checked": "day of a check",
    "introduced": "day of the proposal",
    "failed": "day the proposal failed",
    "adopted": "day it was adopted",
    "effective": "first day in force",
    "amended": "day of an amendment",
    "suspended": "day of a stay",
    "condition": "named in a condition",
    "later": "a later day",
    "anchor": "the day a term counts from",
}


def _said(role: str) -> str:
    return _ROLE_NAMES[role]


def role_name(role: DayRole) -> str:
    """What a day of a role is called."""
    return _ROLE_NAMES[role]
