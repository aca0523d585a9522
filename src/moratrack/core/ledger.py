"""The rules by which dated events make a history: what each event does to the spans before it.

Pure, like ``history``, which asks the questions. Days named ``last`` or ``through`` are inclusive.
The last day of a term follows Regulation (EEC, Euratom) No 1182/71, Art. 3(2)(c).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal, NamedTuple

from .dates import DAY, DateError, Day
from .policy import CONFIDENCES, Event

State = Literal["proposed", "upcoming", "in_force", "suspended", "expired", "ended"]
EndKind = Literal["open", "dated", "condition", "dated_or_condition", "condition_not_before", "unknown"]

_DOUBT = {confidence: rank for rank, confidence in enumerate(CONFIDENCES)}


class End(NamedTuple):
    """The end that an event sets. ``last`` is the last day in force, None where no day is set."""

    kind: EndKind
    last: dt.date | None
    approximate: bool
    until: str | None
    not_before: dt.date | None


class Suspension:
    """Days out of effect within a span; ``through`` is the last of them, None while nobody knows."""

    __slots__ = ("approximate_since", "approximate_through", "doubt", "scheduled", "since", "through")

    def __init__(self, since: Day, through: Day | None, doubt: int) -> None:
        self.since = since.first
        self.approximate_since = since.approximate
        self.doubt = doubt
        self.set_through(through)

    def set_through(self, through: Day | None) -> None:
        """Announce the last day, or that nobody knows it."""
        self.through = None if through is None else through.last
        self.approximate_through = through is not None and through.approximate
        self.scheduled = through is not None
        """Whether ``through`` was announced, and no event has confirmed it."""

    def covers(self, day: dt.date) -> bool:
        """Whether the day is one of them."""
        return self.since <= day and (self.through is None or day <= self.through)


class Span:
    """An unbroken stretch in force and the days from its announcement; a proposal never ``starts``.

    A span that ended before it came into force has its ``last`` day before ``starts``.
    """

    __slots__ = (
        "announced",
        "approximate_start",
        "doubt_end",
        "doubt_start",
        "end",
        "ended",
        "extended",
        "extensions",
        "first_expires",
        "runs_from",
        "shaped_by",
        "starts",
        "suspensions",
    )

    def __init__(self, announced: dt.date, start: Day | None, doubt: int) -> None:
        self.announced = announced
        self.starts = None if start is None else start.first
        self.approximate_start = start is not None and start.approximate
        self.doubt_start = doubt
        """Rank of the confidence in the start: 0 is high."""
        self.end: End | None = None
        self.shaped_by: Event | None = None
        """The event that set the end."""
        self.doubt_end = doubt
        self.runs_from = announced
        """The day from which the current term counts."""
        self.ended: dt.date | None = None
        self.first_expires: dt.date | None = None
        self.extended: dt.date | None = None
        self.extensions = 0
        self.suspensions: list[Suspension] = []

    @property
    def begins(self) -> dt.date:
        """The first day of which this span says anything."""
        return self.announced if self.starts is None else min(self.announced, self.starts)

    @property
    def last(self) -> dt.date | None:
        """The last day in force, scheduled or passed."""
        return None if self.end is None else self.end.last

    @property
    def approximate_end(self) -> bool:
        """Whether the last day rests on a date of reduced precision."""
        return self.end is not None and self.end.approximate

    def over(self, day: dt.date) -> bool:
        """Whether the day lies after the last day in force."""
        return self.end is not None and self.end.last is not None and day > self.end.last

    def state(self, day: dt.date) -> State:
        """The state on a day on which this span is the one that counts."""
        if self.ended is not None and day >= self.ended:
            return "ended"
        if self.starts is None:
            return "proposed"
        if self.over(day):
            return "expired"
        if day < self.starts:
            return "upcoming"
        return "in_force" if self.suspension(day) is None else "suspended"

    def suspension(self, day: dt.date) -> Suspension | None:
        """The suspension that covers the day."""
        return next((suspension for suspension in self.suspensions if suspension.covers(day)), None)

    def set_end(self, event: Event, end: End, runs_from: dt.date, doubt: int) -> None:
        """Replace the end; raise Impossible where it would lie before the start."""
        if self.starts is not None and end.last is not None and end.last < self.starts:
            raise Impossible(
                "through",
                f"its last day {end.last} lies before its first, {self.starts}",
                "correct one of them",
            )
        self.end = end
        self.shaped_by = event
        self.runs_from = runs_from
        self.doubt_end = doubt
        self.ended = None

    def restarted(self, known: dt.date, resumes: Day, doubt: int) -> Span:
        """The span that takes up this one's term after a gap."""
        span = Span(known, resumes, doubt)
        span.first_expires = self.first_expires
        span.extensions = self.extensions
        return span

    def cut(self, event: Event, out: dt.date, doubt: int, *, approximate: bool) -> None:
        """End it: ``out`` is the first day no longer in force."""
        if self.starts is not None:
            self.end = End("dated", out - DAY, approximate, None, None)
        self.ended = out
        self.shaped_by = event
        self.doubt_end = doubt


class Impossible(Exception):
    """An event that contradicts those before it: the key at fault, what is wrong, the mend."""

    def __init__(self, key: str, message: str, mend: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message
        self.mend = mend


class Ledger:
    """Takes events in the order in which they became known and keeps the spans that follow."""

    __slots__ = ("remarks", "spans")

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.remarks: list[tuple[Event, str, str, str]] = []
        """What is odd though possible: the event, the key, the remark, the mend."""

    def take(self, event: Event) -> None:
        """Enter one event. Raises Impossible, and then leaves the spans as they were."""
        rule = _RULES.get(event.did)
        if rule is not None:
            rule(self, event)

    def _proposed(self, event: Event) -> None:
        last = self.spans[-1] if self.spans else None
        dropped = last is not None and last.ended is not None and last.ended <= event.known
        if last is None or dropped or last.over(event.known):
            self.spans.append(Span(event.known, None, _DOUBT[event.confidence]))

    def _adopted(self, event: Event) -> None:
        start = event.effective or event.date
        former = self._last_adopted()
        if former is not None and not former.over(start.first):
            through = "with no last day" if former.last is None else f"through {former.last}"
            raise Impossible(
                "did",
                f"adopted from {start.first} while still in force, {through}",
                "write extended or amended, or record first how it ended",
            )
        end = self._end(event, start)
        span = Span(event.known, start, _DOUBT[event.confidence])
        span.set_end(event, end, start.last, span.doubt_start)
        span.first_expires = end.last
        self.spans.append(span)

    def _extended(self, event: Event) -> None:
        span = self._last_adopted()
        if span is None:
            raise Impossible("did", "extended before it was adopted", "record the adoption first")
        if span.ended is not None and span.ended <= event.known:
            raise Impossible(
                "did", f"extended after it had ended on {span.ended}", "write adopted, for a new period"
            )
        resumes = event.effective or event.date
        former = span.last
        doubt = _DOUBT[event.confidence]
        if former is not None and _follows(event, resumes.first, former):
            end = self._end(event, Day(former), approximate=span.approximate_end)
            span.set_end(event, end, former, doubt if event.through else max(doubt, span.doubt_end))
        else:
            end = self._end(event, resumes)
            if former is not None and resumes.first > former + DAY:
                span = span.restarted(event.known, resumes, doubt)
            span.set_end(event, end, resumes.last, doubt)
        if span in self.spans:
            # What was proposed since has come about.
            del self.spans[self.spans.index(span) + 1 :]
        else:
            self.spans.append(span)
        span.extensions += 1
        span.extended = event.known
        if former is not None and end.last is not None and end.last < former:
            self._remark(event, "did", f"extended to {end.last}, which is before {former}", "write amended")

    def _amended(self, event: Event) -> None:
        if not self.spans:
            raise Impossible("did", "amended before it was proposed or adopted", "record the adoption first")
        if not event.sets_end:
            return
        span = self._last_adopted()
        if span is None:
            raise Impossible("did", "a proposal has no end to amend", "record the adoption first")
        if span.over(event.known):
            raise Impossible(
                "did", f"its end amended after it had run out on {span.last}", "write extended, or adopted"
            )
        takes_effect = event.effective or event.date
        end = self._end(event, takes_effect)
        span.set_end(event, end, takes_effect.last, _DOUBT[event.confidence])

    def _suspended(self, event: Event) -> None:
        since = event.effective or event.date
        span = self._holding(since.first) or self._holding(since.last)
        if span is None:
            raise Impossible("did", f"suspended from {since}, when it was not in force", "correct the day")
        through = event.through
        if through is not None and through.last < since.first:
            raise Impossible("through", f"suspended through {through}, before {since}", "correct the day")
        doubt = _DOUBT[event.confidence]
        for former in span.suspensions:
            if former.through is not None and since.first > former.through:
                continue
            if through is not None and through.last < former.since:
                continue
            if not former.scheduled or not former.covers(since.first):
                raise Impossible("did", "suspended while already suspended", "record first that it resumed")
            former.set_through(through)
            former.doubt = max(former.doubt, doubt)
            return
        span.suspensions.append(Suspension(since, through, doubt))
        span.suspensions.sort(key=lambda suspension: suspension.since)

    def _resumed(self, event: Event) -> None:
        resumes = event.effective or event.date
        day = resumes.first
        span = self._holding(day)
        begun = [] if span is None else [former for former in span.suspensions if former.since <= day]
        if span is None or not begun:
            raise Impossible("did", f"resumed on {day} without a suspension", "record the suspension first")
        suspension = begun[-1]
        if day == suspension.since:
            span.suspensions.remove(suspension)
            return
        if suspension.through is not None and day - DAY > suspension.through:
            raise Impossible(
                "did", f"resumed on {day}, after its suspension ended on {suspension.through}", "write noted"
            )
        suspension.through = day - DAY
        suspension.approximate_through = resumes.approximate
        suspension.scheduled = False
        suspension.doubt = max(suspension.doubt, _DOUBT[event.confidence])

    def _ended(self, event: Event) -> None:
        out = event.effective or event.date
        if out.first == dt.date.min:
            raise Impossible("date", "nothing can have ended by the first day of year 1", "correct the day")
        ending = [span for span in self.spans if self._can_end(span, event.known, out.first)]
        if not ending:
            raise Impossible("did", self._why_not_ended(out.first), "write noted, or correct the day")
        doubt = _DOUBT[event.confidence]
        for span in ending:
            latest = out.last if span.last is None or out.last <= span.last else span.last + DAY
            span.cut(event, latest, doubt, approximate=out.approximate)

    def _can_end(self, span: Span, known: dt.date, out: dt.date) -> bool:
        if span.ended is not None and span.ended <= known:
            return False
        if span.starts is None:
            return span is self.spans[-1]
        return span.last is None or out - DAY <= span.last

    def _why_not_ended(self, out: dt.date) -> str:
        span = self.spans[-1] if self.spans else None
        if span is None:
            return "ended before it was proposed or adopted"
        if span.ended is not None:
            return f"ended again on {out}, when it had ended on {span.ended}"
        return f"ended on {out}, when it had already run out on {span.last}"

    def _last_adopted(self) -> Span | None:
        for span in reversed(self.spans):
            if span.starts is not None:
                return span
        return None

    def _holding(self, day: dt.date) -> Span | None:
        """The adopted span that a day falls into, or that comes after it."""
        for span in self.spans:
            if span.starts is not None and not span.over(day):
                return span
        return None

    def _end(self, event: Event, anchor: Day, *, approximate: bool = False) -> End:
        """The end an event sets, its term counted from ``anchor``, the ``approximate`` end of another."""
        computed = None
        if event.term is not None and event.term.known:
            try:
                computed = event.term.after(anchor.last)
            except DateError as error:
                raise Impossible("term", str(error), "shorten the term") from None
        if event.not_before is not None:
            if event.until is None or event.term is not None or event.through is not None:
                raise Impossible(
                    "not_before",
                    "not_before stands for the later of a day and a condition",
                    "put the condition in until, and leave out term and through",
                )
            return End("condition_not_before", None, False, event.until, event.not_before.first)
        if event.through is not None:
            through = event.through
            if computed is not None and not approximate:
                self._compare(event, computed, anchor, through)
            kind: EndKind = "dated" if event.until is None else "dated_or_condition"
            return End(kind, through.last, through.approximate, event.until, None)
        if computed is not None:
            kind = "dated" if event.until is None else "dated_or_condition"
            return End(kind, computed, approximate or anchor.approximate, event.until, None)
        if event.term is not None:
            return End("unknown", None, False, event.until, None)
        return End("open" if event.until is None else "condition", None, False, event.until, None)

    def _compare(self, event: Event, computed: dt.date, anchor: Day, through: Day) -> None:
        """Remark that a stated last day is none to which the term beside it can lead."""
        earliest = event.term.after(anchor.first) if event.term is not None else computed
        if through.last < earliest or computed < through.first:
            said = f"{event.term} would run through {computed}"
            self._remark(event, "through", said, "the stated day is used")

    def _remark(self, event: Event, key: str, message: str, mend: str) -> None:
        self.remarks.append((event, key, message, mend))


def _follows(event: Event, resumes: dt.date, former: dt.date) -> bool:
    """Whether an extension runs on from the end it extends, which had not passed by then."""
    return resumes <= former or (event.known <= former and resumes == former + DAY)


_RULES: dict[str, Callable[[Ledger, Event], None]] = {
    "proposed": Ledger._proposed,
    "adopted": Ledger._adopted,
    "extended": Ledger._extended,
    "amended": Ledger._amended,
    "suspended": Ledger._suspended,
    "resumed": Ledger._resumed,
    "ended": Ledger._ended,
}
