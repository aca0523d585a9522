"""What the events known so far add up to: stretches in force, stays within them, proposals.

Pure. ``effects`` has the rules by which an event changes a ledger, ``history`` asks the questions.
Days named ``last`` or ``through`` are inclusive. Everything is looked up by bisection: a history of
many stays or terms costs no more a day than a short one.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from .dates import DAY, Day
from .policy import Event

State = Literal["proposed", "upcoming", "in_force", "suspended", "expired", "ended"]
EndKind = Literal["open", "dated", "condition", "dated_or_condition", "condition_not_before", "unknown"]

_since = attrgetter("since")
_announced = attrgetter("announced")


class End(Struct, frozen=True, gc=False):
    """The end that an event sets. ``last`` is the last day in force, None where no day is set."""

    kind: EndKind
    last: dt.date | None
    approximate: bool = False
    until: str | None = None
    not_before: Day | None = None
    """The day before which the condition cannot end it."""
    approximate_floor: bool = False
    """Whether ``not_before`` rests on a date of reduced precision."""
    counted_from: dt.date | None = None
    """The day from which its term counts, where a term led to ``last``."""


class Stay:
    """Days out of effect within a span; ``through`` is the last of them, None while nobody knows."""

    __slots__ = (
        "approximate_since",
        "approximate_through",
        "doubt",
        "known_through",
        "moved",
        "number",
        "scheduled",
        "since",
        "through",
        "through_by",
        "written_by",
    )

    def __init__(self, event: Event, since: Day, doubt: int, number: int) -> None:
        self.written_by = event
        self.since = since.first
        self.approximate_since = since.approximate
        self.doubt = doubt
        """Rank of the confidence in it: 0 is high."""
        self.number = number
        """Its place among the stays of its span, as they were recorded, from 1."""
        self.known_through: dt.date | None = None
        """The last day that was last announced, whatever is known of it now."""
        self.moved = 0
        """How often the last day was changed since it was first known."""
        self.through_by: Event | None = None
        """The event that last set the last day."""
        self.set_through(event, event.through)

    def set_through(self, event: Event, through: Day | None) -> None:
        """Announce the last day, or that nobody knows it."""
        if through is not None:
            # One that was known, then unknown, and is now the same again has not moved.
            self.moved += self.through_by is not None and self.known_through != through.last
            self.known_through = through.last
            self.through_by = event
        self.through = None if through is None else through.last
        self.approximate_through = through is not None and through.approximate
        self.scheduled = through is not None
        """Whether ``through`` was announced, and no event has confirmed it."""

    def covers(self, day: dt.date) -> bool:
        """Whether the day is one of them."""
        return self.since <= day and (self.through is None or day <= self.through)


class Link(Struct, frozen=True, gc=False):
    """An event that set the end of a span, and that end itself where it was cut on a day."""

    event: Event
    cut: End | None = None


class Span:
    """A proposal, or an unbroken stretch in force with the days from its announcement.

    Terms that follow one another without a day between are one span. A span that ended before it
    came into force has its ``last`` day before its ``first``.
    """

    __slots__ = (
        "_doubtful",
        "_recorded",
        "_unstayed",
        "adopted",
        "announced",
        "approximate_cut",
        "chain",
        "doubt_end",
        "doubt_start",
        "end",
        "ended",
        "extended",
        "extensions",
        "first",
        "first_expires",
        "number",
        "runs_from",
        "stays",
        "upon",
    )

    def __init__(self, announced: dt.date, doubt: int, number: int = 0) -> None:
        self.announced = announced
        self.number = number
        """Its place among the spans ever adopted, from 1; 0 for a proposal."""
        self.adopted = number > 0
        self.first: Day | None = None
        """The first day that was set; None for a proposal, and while nobody knows it."""
        self.upon: str | None = None
        """The condition on which it starts, where its first day is not known."""
        self.doubt_start = doubt
        """Rank of the confidence in the start: 0 is high."""
        self.end: End | None = None
        self.doubt_end = doubt
        self.chain: list[Link] = []
        """What set the end, one after another: counted anew when the first day moves."""
        self.runs_from = announced
        """The day from which the current term counts."""
        self.ended: dt.date | None = None
        self.approximate_cut = False
        """Whether ``ended`` rests on a date of reduced precision."""
        self.first_expires: dt.date | None = None
        self.extended: dt.date | None = None
        self.extensions = 0
        self.stays: list[Stay] = []
        """By their days; no two share one."""
        self._recorded = 0
        self._unstayed: dt.date | None = None
        self._doubtful: dict[int, dt.date] = {}
        """The earliest stay of each rank of doubt above 0."""

    @property
    def begins(self) -> dt.date:
        """The first day of which this span says anything."""
        return self.announced if self.first is None else min(self.announced, self.first.first)

    @property
    def starts(self) -> dt.date | None:
        """The first day in force and not stayed; None where nobody knows it, or none is left."""
        last = self.last
        day = self._unstayed
        return None if day is None or (last is not None and last < day) else day

    @property
    def last(self) -> dt.date | None:
        """The last day in force, scheduled or passed."""
        return None if self.end is None else self.end.last

    @property
    def never_came(self) -> bool:
        """Whether it ended before its first day."""
        last = self.last
        if self.first is None:
            return self.ended is not None
        return last is not None and last < self.first.first

    @property
    def approximate_start(self) -> bool:
        """Whether the first day in force rests on a date of reduced precision."""
        if self.first is None or self.starts is None:
            return False
        if self._unstayed == self.first.first:
            return self.first.approximate
        stay = None if self._unstayed is None else self.stay(self._unstayed - DAY)
        return stay is not None and stay.approximate_through

    @property
    def approximate_end(self) -> bool:
        """Whether the last day rests on a date of reduced precision."""
        return self.approximate_cut if self.end is None else self.end.approximate

    def over(self, day: dt.date) -> bool:
        """Whether the day lies after the last day in force."""
        return self.end is not None and self.end.last is not None and day > self.end.last

    def awaited(self, day: dt.date) -> bool:
        """Whether it was adopted, and its first day has not come by a day."""
        return self.adopted and not self.over(day) and (self.first is None or day < self.first.first)

    def runs_up_to(self, day: dt.date) -> bool:
        """Whether it is in force through the day before."""
        last = self.last
        return not self.never_came and self.first is not None and last is not None and (day - last).days == 1

    def state(self, day: dt.date) -> State:
        """The state on a day on which this span is the one that counts."""
        if self.ended is not None and day >= self.ended:
            return "ended"
        if not self.adopted:
            return "proposed"
        if self.over(day):
            return "expired"
        if self.stays and self.stay(day) is not None:
            return "suspended"
        return "upcoming" if self.first is None or day < self.first.first else "in_force"

    def place(self, day: dt.date) -> int:
        """How many stays have begun by a day."""
        return bisect_right(self.stays, day, key=_since)

    def begun(self, day: dt.date) -> Stay | None:
        """The latest stay that has begun by a day."""
        place = self.place(day)
        return self.stays[place - 1] if place else None

    def following(self, day: dt.date) -> Stay | None:
        """The next stay that has not begun by a day."""
        place = self.place(day)
        return self.stays[place] if place < len(self.stays) else None

    def stay(self, day: dt.date) -> Stay | None:
        """The stay that covers a day."""
        stay = self.begun(day)
        return stay if stay is not None and stay.covers(day) else None

    def doubt(self, day: dt.date) -> int:
        """The highest rank of doubt of what the state on a day rests on."""
        if not self._doubtful:
            return max(self.doubt_start, self.doubt_end)
        stayed = max((rank for rank, since in self._doubtful.items() if since <= day), default=0)
        return max(self.doubt_start, self.doubt_end, stayed)

    def set_first(self, first: Day | None) -> None:
        """Set the first day, or that nobody knows it."""
        self.first = first
        self._find_unstayed()

    def set_end(self, end: End, link: Link, doubt: int) -> None:
        """Replace the end."""
        self.end = end
        self.chain.append(link)
        self.doubt_end = doubt
        self.ended = None

    def cut(self, event: Event, out: dt.date, doubt: int, *, approximate: bool) -> None:
        """End it: ``out`` is the first day no longer in force."""
        if self.adopted:
            self.end = End("dated", out - DAY, approximate)
            self.chain.append(Link(event, self.end))
        self.ended = out
        self.approximate_cut = approximate
        self.doubt_end = doubt

    def add_stay(self, event: Event, since: Day, doubt: int) -> Stay:
        """Enter days out of effect that no other stay covers."""
        self._recorded += 1
        stay = Stay(event, since, doubt, self._recorded)
        insort(self.stays, stay, key=_since)
        self.changed(stay)
        return stay

    def remove_stay(self, stay: Stay) -> None:
        """Take out a stay."""
        place = self.place(stay.since) - 1
        del self.stays[place]
        if stay.doubt:
            self._doubtful = {}
            for other in self.stays:
                self._note_doubt(other)
        self._find_unstayed(stay.since)

    def leave_stays(self, event: Event, day: dt.date) -> None:
        """Let no stay that began before a day go on: what was adopted anew from then on is not stayed."""
        stay = self.stay(day)
        if stay is not None:
            stay.set_through(event, Day(day - DAY))
            stay.scheduled = False
            self.changed(stay)

    def changed(self, stay: Stay) -> None:
        """Take notice of what became of a stay: its last day, its confidence."""
        self._note_doubt(stay)
        self._find_unstayed(stay.since)

    def absorb(self, following: Span) -> None:
        """Make one stretch of this span and the one that follows it without a day between."""
        if following.first is not None:
            self.leave_stays(following.chain[0].event, following.first.first)
        self.end, self.ended = following.end, following.ended
        self.doubt_end = max(self.doubt_end, following.doubt_start, following.doubt_end)
        self.runs_from = following.runs_from
        self.chain += following.chain
        self.extensions += following.extensions
        self.extended = following.extended or self.extended
        for stay in following.stays:
            stay.number += self._recorded
        self._recorded += following._recorded
        self.stays += following.stays
        for stay in following.stays:
            self._note_doubt(stay)
        self._find_unstayed()

    def _note_doubt(self, stay: Stay) -> None:
        if stay.doubt:
            self._doubtful[stay.doubt] = min(stay.since, self._doubtful.get(stay.doubt, stay.since))

    def _find_unstayed(self, since: dt.date | None = None) -> None:
        """Find the first day not stayed, after the first day, or a stay from ``since``, has changed."""
        if self.first is None:
            self._unstayed = None
            return
        start = self.first.first
        if not self.stays:
            self._unstayed = start
            return
        if since is not None:
            if self._unstayed is not None and since > self._unstayed:
                return
            # Up to there every day is stayed as before.
            start = max(start, since)
        day: dt.date | None = start
        place = max(self.place(start) - 1, 0)
        while day is not None and place < len(self.stays):
            stay = self.stays[place]
            if stay.since > day:
                break
            if stay.covers(day):
                day = next_day(stay.through)
            place += 1
        self._unstayed = day


class Ledger:
    """The spans that follow from the events entered so far, by their days."""

    __slots__ = ("adoptions", "proposals", "proposed_anew", "remarks", "terms")

    def __init__(self) -> None:
        self.proposals: list[Span] = []
        """What was proposed before anything was adopted."""
        self.terms: list[Span] = []
        """What was adopted; each begins after the one before is over."""
        self.adoptions = 0
        """How many spans were ever adopted."""
        self.proposed_anew: dt.date | None = None
        """The day of a proposal that was made after an adoption, and still stands."""
        self.remarks: list[tuple[Event, str, str, str]] = []
        """What is odd though possible: the event, the key, the remark, the mend."""

    def governing(self, day: dt.date) -> Span | None:
        """The span that says what holds on a day: one in force, else the next to come, else the latest.

        None before anything was proposed or adopted.
        """
        terms = self.terms
        place = len(terms) - 1
        if place > 0:
            place = min(place, self.not_over(day))
        while place >= 0:
            span = terms[place]
            if span.announced <= day or span.begins <= day:
                return span
            place -= 1
        place = bisect_right(self.proposals, day, key=_announced)
        return self.proposals[place - 1] if place else None

    def state(self, day: dt.date) -> State | None:
        """The state on a day; None where nothing was proposed or adopted by then."""
        span = self.governing(day)
        return None if span is None else span.state(day)

    def not_over(self, day: dt.date) -> int:
        """How many of the spans adopted are over by a day: the place of the first that is not."""
        terms = self.terms
        if len(terms) == 1:
            return int(terms[0].over(day))
        return bisect_left(terms, day, key=last_or_never)

    def next_turn(self, day: dt.date) -> dt.date | None:
        """The next day on which something may change by the dates alone; None where none is set."""
        if not self.terms:
            ended = self.proposals[-1].ended if self.proposals else None
            return ended if ended is not None and ended > day else None
        place = self.not_over(day)
        if place == len(self.terms):
            return None
        span = self.terms[place]
        days = [next_day(span.last)]
        if span.first is not None:
            days.append(span.first.first)
        if span.end is not None and span.end.not_before is not None:
            days.append(span.end.not_before.first)
        if span.stays:
            begun, following = span.begun(day), span.following(day)
            days.append(None if following is None else following.since)
            days.append(None if begun is None else next_day(begun.through))
        return min((turn for turn in days if turn is not None and turn > day), default=None)


def next_day(day: dt.date | None) -> dt.date | None:
    """The day after; None where there is none, or no day."""
    return None if day is None or day == dt.date.max else day + DAY


def last_or_never(span: Span) -> dt.date:
    """The last day in force, for comparisons: one that is not set lies after all others."""
    return span.last or dt.date.max
