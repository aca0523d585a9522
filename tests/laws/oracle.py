"""The rules of docs/time.md in their plainest form: what holds of one possible history on one day.

Written from the rules alone, for the engine to be held to. Whatever is known on a day is gone through in order and
noted as terms, stays and a proposal; each question is then asked of all of them. Where the rules are silent the
oracle does as the engine does, and a comment that begins with "Silent" says so.

Left out: ``expiring``, ``term_starts``, ``end``, ``until``, ``not_before``, ``confidence``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta

from moratrack.core.dates import Day
from moratrack.core.policy import Event, Policy

DAY = dt.timedelta(days=1)


@dataclass
class Bound:
    """A first or last day, None where none is set; ``vague`` where it rests on a day of reduced precision."""

    day: dt.date | None = None
    vague: bool = False


@dataclass
class Said:
    """An event that begins a term or sets an end."""

    event: Event
    known: dt.date
    first: Bound
    """The first day of what it begins, as it is set now."""
    anchor: Bound
    """The day from which its length counts, unless from an end that it extends."""
    upcoming: bool = False
    """Whether it was said before the first day of its term."""


@dataclass
class Term:
    """Days in force, from an adoption or from an extension after a gap."""

    opened: Said
    first: Bound
    last: Bound
    first_expires: dt.date | None
    extensions: int = 0
    ended: dt.date | None = None
    waits: bool = False
    """Whether its end is a length that nobody can count yet."""

    def begun(self, on: dt.date) -> bool:
        return self.first.day is not None and self.first.day <= on

    def over(self, on: dt.date) -> bool:
        return self.last.day is not None and self.last.day < on

    def gone(self, day: Day, known: dt.date) -> bool:
        """Whether it had run out before a day, or was said and known to have ended."""
        return self.over(day.first - DAY) or (self.ended is not None and self.ended <= known)

    def never_came(self) -> bool:
        return self.ended is not None and self.ended <= (self.first.day or self.ended)

    def leads_to(self, other: Term) -> bool:
        """Whether the other follows without a day between."""
        came = self.first.day is not None and not self.never_came()
        return came and self.last.day is not None and other.first.day == self.last.day + DAY


@dataclass
class Stay:
    """Days on which a term is suspended, or what was to begin is held up."""

    of: list[Said]
    """What began the terms that it stays."""
    since: dt.date
    vague: bool
    through: Bound
    lapses: bool = True
    """Whether it ends because its last day passes: nobody has said that it is over."""

    def covers(self, on: dt.date) -> bool:
        return self.since <= on and (self.through.day is None or on <= self.through.day)


def effective(event: Event) -> Day:
    return event.effective or event.date


def first_of(day: Day) -> Bound:
    return Bound(day.first, day.approximate)


def last_of(day: Day) -> Bound:
    return Bound(day.last, day.approximate)


def end_of(event: Event, anchor: Bound) -> Bound:
    """The last day that an event sets, its length counted from ``anchor``."""
    if event.through:
        return last_of(event.through)
    if event.term and event.term.known and anchor.day:
        years, months, weeks, days = event.term.amounts
        length = relativedelta(years=years, months=months, weeks=weeks, days=days)
        return Bound(anchor.day + length, anchor.vague)
    return Bound()


def terms_of(said: Sequence[Said]) -> list[Term]:
    """The terms, all counted from the first days as they are set now."""
    terms: list[Term] = []
    for one in said:
        did, anchor, first = one.event.did, one.anchor, one.first.day
        if did == "ended":
            end_by(one, terms)
            continue
        if did == "adopted":
            terms.append(Term(one, one.first, Bound(), end_of(one.event, anchor).day))
        now = terms[-1]
        early = not one.event.effective or (first and now.first.day and first < now.first.day)
        if did == "scheduled" or (did == "amended" and one.upcoming and early):
            anchor = now.opened.anchor
        if did == "extended":
            now = extended(one, terms)
            anchor = Bound() if now.waits else now.last if now.last.day else anchor
            now.extensions += 1
        now.last, now.ended = end_of(one.event, anchor), None
        now.waits = now.last.day is None and bool(one.event.term and one.event.term.known)
    return terms


def extended(one: Said, terms: list[Term]) -> Term:
    """The term that an extension prolongs: after a gap it is one of its own."""
    now = terms[-1]
    if now.last.day and one.first.day and one.first.day > now.last.day + DAY:
        now = Term(one, one.first, Bound(), now.first_expires, now.extensions)
        terms.append(now)
    return now


def end_by(one: Said, terms: list[Term]) -> None:
    """End what is in force, else what is to come; what was to begin after it never comes."""
    day = effective(one.event)
    while any(not term.gone(day, one.known) for term in terms[:-1]):
        # Silent: of a reduced day, whether it ends a term that would begin on the last day of it. It does.
        by = day.last - DAY if terms[-2].leads_to(terms[-1]) else day.last
        if terms[-1].begun(by):
            break
        terms.pop()
    now = terms[-1]
    # Of reduced date it is the latest day that can be.
    now.ended = min(day.last, now.last.day + DAY) if now.last.day else day.last
    now.last, now.waits = Bound(now.ended - DAY, day.approximate), False


class Known:
    """What the events known on a day add up to."""

    def __init__(self, events: Sequence[tuple[dt.date, Event]]) -> None:
        self.said: list[Said] = []
        self.stays: list[Stay] = []
        self.proposed = False
        self.dropped = Bound()
        self.proposed_anew: dt.date | None = None
        for known, event in events:
            self.enter(known, event)

    def enter(self, known: dt.date, event: Event) -> None:
        day = effective(event)
        match event.did:
            case "proposed" if self.said:
                self.proposed_anew = self.proposed_anew or known
            case "proposed":
                self.proposed = True
                if self.dropped.day and self.dropped.day <= known:
                    self.dropped = Bound()
            case "adopted":
                first, anchor = (Bound(), Bound()) if event.upon else (first_of(day), last_of(day))
                self.said.append(Said(event, known, first, anchor))
                self.proposed_anew = None
            case "ended" if not self.said:
                self.dropped = last_of(day)
            case "ended" if self.proposed_anew and all(term.gone(day, known) for term in terms_of(self.said)):
                self.proposed_anew = None
            case "scheduled" | "extended" | "amended" | "ended" if self.said:
                self.set_end(known, event, day)
            case "suspended":
                self.suspend(day, last_of(event.through) if event.through else Bound())
            case "resumed":
                self.resume(day)

    def set_end(self, known: dt.date, event: Event, day: Day) -> None:
        now = terms_of(self.said)[-1]
        if event.did == "scheduled":
            now.opened.first, now.opened.anchor = first_of(day), last_of(day)
        if event.sets_end or event.did == "ended":
            self.said.append(Said(event, known, first_of(day), last_of(day), upcoming=not now.begun(known)))
        if event.did in ("extended", "ended"):
            self.proposed_anew = None

    def suspend(self, day: Day, through: Bound) -> None:
        term = self.term(day.first)
        running = [stay for stay in self.stays_of(term) if stay.covers(day.first)]
        for stay in running:
            stay.through = through
            self.take_in(stay, term)
        if not running:
            # Silent: whether it stays what was already known to follow without a day between. It does.
            stretch = self.stretch(day.first)
            of = [one.opened for one in stretch[stretch.index(term) :]]
            self.stays.append(Stay(of, day.first, day.approximate, through))

    def take_in(self, stay: Stay, term: Term) -> None:
        """Make one of a stay that was prolonged and those that it now reaches."""
        for other in sorted(self.stays_of(term), key=lambda other: other.since):
            if other is not stay and other.since > stay.since and stay.covers(other.since):
                self.stays.remove(other)
                ends = (stay.through.day or dt.date.max, other.through.day or dt.date.max)
                if ends[1] > ends[0]:
                    stay.through, stay.lapses = other.through, other.lapses

    def resume(self, day: Day) -> None:
        """End the latest stay that had begun, or call off the earliest that had not."""
        left = [term for term in terms_of(self.said) if not term.over(day.first)]
        stays = [stay for term in left for stay in self.stays_of(term)]
        stay = max((one for one in stays if one.since <= day.last), key=lambda one: one.since, default=None)
        if stay is None or (stay.through.day and stay.through.day + DAY < day.first):
            coming = [one for one in stays if one.since > day.last]
            self.stays.remove(min(coming, key=lambda one: one.since))
            return
        resumes = day.first
        if day.approximate and day.first <= stay.since:
            # A suspension of that time: the last day it can be. Silent: at the latest the term's last day.
            lasts = [day.last, stay.through.day and stay.through.day + DAY, self.term(stay.since).last.day]
            resumes = min(last for last in lasts if last)
        if resumes <= stay.since:
            self.stays.remove(stay)
        stay.through, stay.lapses = Bound(resumes - DAY, day.approximate), False

    def stays_of(self, term: Term) -> list[Stay]:
        # Silent: whether a stay goes on in an extension after a gap. It does not, as in what is adopted anew.
        return [stay for stay in self.stays if any(one is term.opened for one in stay.of)]

    def term(self, on: dt.date) -> Term:
        """The term that holds, else the next to come, else the last."""
        terms = terms_of(self.said)
        return next((term for term in terms if not term.over(on)), terms[-1])

    def stretch(self, on: dt.date) -> list[Term]:
        """The term of a day with those that join it without a day between."""
        terms = terms_of(self.said)
        begin = end = terms.index(self.term(on))
        while begin > 0 and terms[begin - 1].leads_to(terms[begin]):
            begin -= 1
        while end + 1 < len(terms) and terms[end].leads_to(terms[end + 1]):
            end += 1
        return terms[begin : end + 1]

    def state(self, on: dt.date) -> str | None:
        if not self.said:
            dropped = self.dropped.day and self.dropped.day <= on
            return "ended" if dropped else "proposed" if self.proposed else None
        term = self.term(on)
        if term.over(on):
            return "ended" if term.ended else "expired"
        if any(stay.covers(on) for stay in self.stays_of(term)):
            return "suspended"
        return "in_force" if term.begun(on) else "upcoming"

    def starts(self, stretch: Sequence[Term]) -> Bound:
        """The first day in force and not stayed: that of a term, or the one after a stay."""
        for term in stretch:
            stays = self.stays_of(term)
            after = [Bound(stay.through.day + DAY, stay.through.vague) for stay in stays if stay.through.day]
            for bound in sorted([term.first, *after], key=lambda bound: bound.day or dt.date.max):
                day = bound.day
                if day and term.begun(day) and not term.over(day) and not any(s.covers(day) for s in stays):
                    return bound
        return Bound()

    def stayed_through(self, stretch: Sequence[Term], on: dt.date) -> Bound:
        """The last day of the stay of a day: what follows without a gap is adopted anew, and not stayed."""
        [stay] = [stay for stay in self.stays_of(self.term(on)) if stay.covers(on)]
        last, through = [term for term in stretch if stay in self.stays_of(term)][-1].last, stay.through
        if last != stretch[-1].last and last.day and (through.day is None or last.day < through.day):
            return Bound(last.day)
        return through

    def lapsed(self, stretch: Sequence[Term], state: str, on: dt.date) -> dt.date | None:
        """The last day of what is over only because that day has passed."""
        if state == "expired":
            return stretch[-1].last.day
        begun = [stay for term in stretch for stay in self.stays_of(term) if stay.since <= on]
        latest = max(begun, key=lambda stay: stay.since, default=None)
        # Silent: for how long a lapsed stay leaves doubt. It does to the end of the stretch.
        return latest.through.day if latest and latest.lapses and state in ("upcoming", "in_force") else None


def cannot_follow(found: Known, known: dt.date, event: Event) -> bool:
    """Whether an event contradicts those known before it."""
    terms = terms_of(found.said)
    if event.did in ("proposed", "checked", "noted"):
        return False
    if not terms and event.did != "adopted":
        dropped = found.dropped.day is not None and found.dropped.day <= known
        on_the_table = found.proposed and not (event.did == "ended" and dropped)
        return event.did not in ("ended", "amended") or not on_the_table or event.sets_end
    if terms and comes_too_late(found, terms, known, event):
        return True
    after = deepcopy(found)
    after.enter(known, event)
    return (event.sets_end or event.did in ("adopted", "scheduled")) and runs_backwards(after, event)


def comes_too_late(found: Known, terms: Sequence[Term], known: dt.date, event: Event) -> bool:
    """Whether what an event would change is over, has begun, or is not there."""
    day, now = effective(event), terms[-1]
    upcoming = not now.begun(known) and not now.over(known)
    match event.did:
        case "adopted":
            return now.last.day is None or (upcoming if event.upon else day.first <= now.last.day)
        case "scheduled":
            return not upcoming or (len(terms) > 1 and not terms[-2].over(day.first))
        case "extended":
            return now.ended is not None and now.ended <= known
        case "amended":
            early = now.first.day is not None and day.last < now.first.day
            moves = event.effective is not None and found.term(known) == now and upcoming
            if moves and (early or not event.sets_end):
                return True
            return event.sets_end and (now.over(known) or now.over(day.first))
        case "suspended":
            term, through = found.term(day.first), event.through.last if event.through else dt.date.max
            others = [stay for stay in found.stays_of(term) if stay.since <= through]
            running = [stay for stay in others if stay.covers(day.first)]
            # One of known length is prolonged, as long as nobody has said that it is over.
            stayed = (
                not (running[0].lapses and running[0].through.day)
                if running
                else any(stay.since > day.first for stay in others)
            )
            return term.over(day.first) or through < day.first or stayed
        case "resumed":
            stays = [stay for term in terms if not term.over(day.first) for stay in found.stays_of(term)]
            begun = [stay for stay in stays if stay.since <= day.last]
            last = max(begun, key=lambda stay: stay.since).through.day if begun else dt.date.min
            coming = any(stay.since > day.last for stay in stays)
            return not coming and last is not None and last < day.first - DAY
    return not found.proposed_anew and all(term.gone(day, known) for term in terms)


def runs_backwards(found: Known, event: Event) -> bool:
    """Whether the end that an event has set lies before a day that it cannot lie before."""
    terms = terms_of(found.said)
    now, before = terms[-1], terms[-2].last.day if len(terms) > 1 else None
    if now.last.day is None:
        return False
    floor = event.not_before.day.first if event.not_before and event.not_before.day else now.last.day
    first = now.first.day or (before + DAY if before else now.last.day)
    return now.last.day < max(first, floor)


def in_order(events: Sequence[Event]) -> list[tuple[dt.date, Event]]:
    """Each event with the day from which it is known; those of one day as they are written."""
    keys = sorted((*known_from(place, events), place) for place in range(len(events)))
    return [(day, events[place]) for day, _, _, place in keys]


def known_from(place: int, events: Sequence[Event]) -> tuple[dt.date, int, bool]:
    """The day from which an event is known, the place at which it counts on that day, and whether after another.

    An ``ended`` or ``resumed`` of reduced date belongs to the latest thing that it can belong to.
    """
    event = events[place]
    # Silent: what begins only after it is passed over where there is another.
    things = [
        (other.did not in ("adopted", "suspended") or effective(other).first <= effective(event).last,
         other.date.first, at)
        for at, other in enumerate(events)
        if event.date.approximate and other.date.first <= event.date.last and can_belong(event, other)
    ]  # fmt: skip
    _, day, at = max(things, default=(True, dt.date.min, place))
    return (event.date.first, place, False) if day < event.date.first else (day, max(at, place), True)


def can_belong(event: Event, other: Event) -> bool:
    if event.did == "resumed":
        return other.did == "suspended"
    begins_or_ends = ("proposed", "adopted", "scheduled", "extended", *["amended"] * other.sets_end)
    return event.did == "ended" and other.did in begins_or_ends


def answers(policy: Policy, on: dt.date, known_on: dt.date) -> dict[str, Any] | None:
    """What holds on a day as far as it was known on another, no later; None while nothing was."""
    events = [(day, event) for day, event in in_order(policy.events) if day <= known_on]
    found = Known(events)
    state = found.state(on)
    if state is None:
        return None
    told = {"state": state, "checked": events[-1][0], "proposed_anew": found.proposed_anew}
    if not found.said:
        return told | {"ended": found.dropped.day, "approximate": found.dropped.vague, "confirmed": True}
    stretch = found.stretch(on)
    last = stretch[-1]
    starts = found.starts(stretch)
    # While nobody knows the first day, an end to come may still lie after it.
    never = last.never_came() and (last.first.day or state == "ended")
    expires = None if never else last.last.day
    lapsed = found.lapsed(stretch, state, on)
    stayed = found.stayed_through(stretch, on) if state == "suspended" else Bound()
    vague_stay = any(stay.vague for stay in found.stays_of(found.term(on)) if stay.covers(on))
    return told | {
        "starts": starts.day,
        "expires": expires,
        "ended": last.ended,
        "days_left": (expires - on).days if state == "in_force" and expires else None,
        "extensions": sum(term.extensions for term in stretch),
        "first_expires": stretch[0].first_expires,
        "suspended_through": stayed.day,
        "confirmed": lapsed is None or events[-1][0] > lapsed,
        "approximate": starts.vague
        or last.last.vague
        or stayed.vague
        or (state == "suspended" and vague_stay),
    }
