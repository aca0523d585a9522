"""The state of reading one cell: its tokens, what was found, and what the words before said."""

from __future__ import annotations

from .facts import Condition, DayFact, DayRole, Place, TermFact, Word, role_name
from .meanings import Cue
from .tokens import Cell, Token

STRONG = (";", ".", "[", "]", "|", "?", "!")
"""Marks that end a clause."""
OVER_TOPICS = ("ended", "failed")
"""Topics of a clause that tells how it all came to an end."""
_TRAILING = ("introduced", "adopted", "hearing", "checked", "effective", "failed")


class Scan:
    """What was found in the tokens of a cell so far, and what the words before say of the next."""

    def __init__(self, cell: Cell, place: Place) -> None:
        self.cell = cell
        self.tokens = cell.tokens
        self.place = place
        # What was found.
        self.days: list[DayFact] = []
        self.terms: list[TermFact] = []
        self.conditions: list[Condition] = []
        self.words: list[Word] = []
        self.demoted: list[Word] = []
        """Words that only say which day it was; they count where no other word of status stands."""
        self.flags: set[str] = set()
        self.upon = ""
        self.parts = [""] * len(cell.tokens)
        """What became of each token, in words; empty for a part of the note."""
        self._stack: list[tuple[Cue | None, int, str]] = []
        self.new_clause()

    def new_clause(self) -> None:
        """Forget what only holds for a clause: a cue, a mood, a topic."""
        self.active: Cue | None = None
        """The last word that gives a day its role, its place, and whether a day has got it already."""
        self.active_at = -1
        self.is_used = True
        self.topic: str = self.place if self.place in ("extended", "suspended") else ""
        """What the clause tells of: extended, ended, failed, amended or suspended."""
        self.mood = ""
        """Whether what follows only may be (maybe), or is to come (future); up to a comma, or to the end."""
        self.mood_until_comma = True
        self.not_for = 0
        """For how many tokens more a "not" holds."""
        self.is_until = False
        self.has_again = False
        self.is_from = False
        self.begin_extension(len(self.tokens))

    def begin_extension(self, at: int) -> None:
        """Remember what was found before an extension of which the word stands at a place."""
        is_own = bool(self.terms) and self.terms[-1].at == at - 1
        last = self.days[-1] if self.days else None
        is_dated = last is not None and last.role == "" and self._are_marks(last.at + 1, at)
        self._before = len(self.terms) - is_own, len(self.days) - is_dated, len(self.words)

    def _are_marks(self, start: int, end: int) -> bool:
        return all(token.kind == "mark" for token in self.tokens[start:end])

    def deny_extension(self, role: DayRole) -> None:
        """Take back the last extension that the clause tells of: it did not come about."""
        terms, days, words = self._before
        for index, term in enumerate(self.terms[terms:], start=terms):
            if term.role in ("extension", "total"):
                self.terms[index] = term._replace(role="possible")
        for index, day in enumerate(self.days[days:], start=days):
            if day.role in ("extended", "extended_through", "through"):
                self.give(index, role, day.word)
        self.words[words:] = [word for word in self.words[words:] if word.group != "extended"]

    def change_topic(self, topic: str) -> None:
        """Give the clause another topic, also where a bracket goes on within it."""
        self._stack = [
            (None, -1, topic) if former == self.topic else (cue, at, former)
            for cue, at, former in self._stack
        ]
        self.topic = topic

    def close(self) -> None:
        """A clause is over: a cue that stands behind its day, as in "2026-02-17 proposed", gets it now."""
        if self.active is None or self.is_used or not self.days or self.mood:
            return
        last = self.days[-1]
        role = self.active.role
        between = self.tokens[last.at + 1 : self.active_at]
        is_near = all(
            token.kind in ("mark", "marker", "time", "ordinal") and token.value != "joint"
            for token in between
        )
        marks = "".join(self.text(token) for token in between if token.kind == "mark")
        is_own = (self.place == "status" and "," not in marks) or (self.place == "adopted" and marks == "(")
        if (
            last.role == ""
            and role
            and is_near
            and not set(marks) & {";", "."}
            and (role in _TRAILING or is_own)
        ):
            self.give(len(self.days) - 1, role, self.text(self.tokens[self.active_at]))
            self.is_used = True

    def give(self, index: int, role: DayRole, word: str) -> None:
        """Give a day that was found a role, and the word that it has it of."""
        self.days[index] = self.days[index]._replace(role=role, word=word)
        self.parts[self.days[index].at] = role_name(role)

    def read_mark(self, at: int) -> None:
        """Begin or end a clause at a bracket or a stop; a question mark is doubt."""
        match self.text(self.tokens[at]):
            case "(":
                self._stack.append((self.active, self.active_at, self.topic))
                is_trailing = at > 0 and self.tokens[at - 1].kind == "day"
                former = None if is_trailing else self.active
                kept, kept_at, used, topic = former, self.active_at, self.is_used, self.topic
                self.new_clause()
                self.topic = topic
                if kept is not None and not used:
                    self.active, self.active_at, self.is_used = kept, kept_at, False
            case ")":
                self.close()
                active, active_at, topic = self._stack.pop() if self._stack else (None, -1, "")
                self.new_clause()
                self.active, self.active_at, self.topic = active, active_at, topic
            case ",":
                if self._is_listed(at):
                    self.close()
                if not self._is_of_day(at):
                    self.mood = "" if self.mood_until_comma else self.mood
                    self.not_for = 0
            case "~" | "?":
                self.flags.add("hedge")
                self.parts[at] = "not sure"
            case "." if at + 1 < len(self.tokens) and self.tokens[at].end == self.tokens[at + 1].start:
                pass
            case mark if mark in STRONG:
                self.close()
                topic = self.topic if self.place == "status" and self.topic in OVER_TOPICS else ""
                self.new_clause()
                self.topic = topic or self.topic

    def _is_listed(self, at: int) -> bool:
        """Whether a cue stands behind its day in a list of such, as in "1/6 adopted, 2/5 effective"."""
        is_behind = bool(self.days) and self.days[-1].at == self.active_at - 1 and self.active_at == at - 1
        return is_behind and at + 1 < len(self.tokens) and self.tokens[at + 1].kind == "day"

    def _is_of_day(self, at: int) -> bool:
        """Whether a comma only closes a day such as March 10, 2026, before the sentence goes on."""
        if at + 1 >= len(self.tokens) or not at or self.tokens[at - 1].kind != "day":
            return False
        return "," in self.text(self.tokens[at - 1]) and self.tokens[at + 1].value == "to"

    def skip_glue(self, at: int) -> tuple[str, int]:
        """The first marker or kind from a place on that is more than a filler, and where it stands."""
        while at < len(self.tokens):
            token = self.tokens[at]
            is_filler = token.value in ("glue", "hedge") or token.kind == "time"
            if not is_filler and self.text(token) not in ('"', "'", "-"):
                break
            at += 1
        if at >= len(self.tokens):
            return "", at
        token = self.tokens[at]
        return (token.value if token.kind == "marker" else token.kind), at

    def text(self, token: Token) -> str:
        """The text of a token, folded."""
        return self.cell.folded[token.start : token.end]

    def day_follows(self, at: int) -> bool:
        """Whether the next token that is more than a filler is a day."""
        _, following = self.skip_glue(at + 1)
        return following < len(self.tokens) and self.tokens[following].kind == "day"
