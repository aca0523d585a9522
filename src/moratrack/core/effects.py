"""The rules by which dated events follow one another: what each does to the ledger of those before it.

Pure. The last day of a term follows Regulation (EEC, Euratom) No 1182/71, Art. 3(2)(c).
Days named ``last``, ``former`` or ``through`` are inclusive.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from .dates import DAY, DateError, Day, Floor, Term
from .ledger import End, EndKind, Ledger, Link, Span, Stay, last_or_never, next_day
from .policy import CONFIDENCES, Event

_DOUBT = {confidence: rank for rank, confidence in enumerate(CONFIDENCES)}


class Impossible(Exception):
    """An event that contradicts those before it: the key at fault, what is wrong, the mend."""

    def __init__(self, key: str, message: str, mend: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message
        self.mend = mend


class _Counted(Struct, frozen=True):
    """What an event makes of the end: the end, the day its term runs from, and the doubt in it."""

    end: End
    runs_from: dt.date
    doubt: int


def take(ledger: Ledger, event: Event, known: dt.date) -> Span | None:
    """Enter one event; returns the span that it changed, if it changed one.

    Events are taken in the order in which they became known. Raises Impossible, and then leaves the
    ledger as it was.
    """
    rule = _RULES.get(event.did)
    return None if rule is None else rule(ledger, event, known)


def _proposed(ledger: Ledger, event: Event, known: dt.date) -> Span | None:
    if ledger.terms:
        ledger.proposed_anew = ledger.proposed_anew or known
        return None
    last = ledger.proposals[-1] if ledger.proposals else None
    if last is not None and (last.ended is None or known < last.ended):
        return None
    span = Span(known, _DOUBT[event.confidence])
    ledger.proposals.append(span)
    return span


def _adopted(ledger: Ledger, event: Event, known: dt.date) -> Span:
    start = None if event.upon is not None else event.effective or event.date
    doubt = _DOUBT[event.confidence]
    former = ledger.terms[-1] if ledger.terms else None
    if former is not None:
        _refuse_while_it_lasts(former, start, known)
    span = Span(known, doubt, ledger.adoptions + 1)
    end = _end(ledger, event, start)
    if former is not None and start is not None and former.runs_up_to(start.first):
        _refuse_backwards(start, end)
        former.set_end(end, Link(event), max(doubt, former.doubt_end))
        former.runs_from = start.last
        former.leave_stays(event, start.first)
        span = former
    else:
        _refuse_backwards(start, end, former)
        span.upon = event.upon
        span.set_first(start)
        span.set_end(end, Link(event), doubt)
        span.runs_from = known if start is None else start.last
        span.first_expires = end.last
        ledger.terms.append(span)
        ledger.adoptions += 1
    ledger.proposed_anew = None
    return span


def _refuse_while_it_lasts(former: Span, start: Day | None, known: dt.date) -> None:
    """Refuse a new adoption that begins before the former is over."""
    awaited = former.awaited(known)
    if former.last is not None and (not awaited if start is None else former.last < start.first):
        return
    from_day = "" if start is None else f" from {start.first}"
    if awaited:
        raise Impossible(
            "did", f"adopted again{from_day}, while upcoming", "write scheduled, for another first day"
        )
    through = "with no last day" if former.last is None else f"through {former.last}"
    raise Impossible(
        "did",
        f"adopted{from_day} while still in force, {through}",
        "write extended or amended, or record first how it ended",
    )


def _scheduled(ledger: Ledger, event: Event, known: dt.date) -> Span:
    if not ledger.terms:
        raise Impossible("did", "scheduled before it was adopted", "record the adoption first")
    span = ledger.terms[-1]
    first = event.effective
    if first is None:
        raise Impossible("did", "scheduled without a first day", "say it as effective = …")
    if span.over(known):
        raise Impossible("did", f"scheduled when it {_was_over(span)}", "write adopted, for a new period")
    if span.first is not None and not span.awaited(known):
        raise Impossible(
            "did",
            f"scheduled on {known}, when its first day {span.first} had come",
            "write suspended and resumed for what held it up since, or correct the day",
        )
    former = _former(ledger)
    if former is not None and former.last is not None and first.first <= former.last:
        raise Impossible(
            "effective",
            f"its first day {first} lies in the term before, through {former.last}",
            "correct the day",
        )
    counted, first_expires = _counted_anew(ledger, event, span, first)
    if counted.end.last is not None and counted.end.last < first.first:
        raise Impossible(
            "effective",
            f"its first day {first} would lie after its last, {counted.end.last}",
            "state the new end as well, or correct the day",
        )
    ended = None if event.sets_end else span.ended
    span.upon = None
    span.set_first(first)
    span.doubt_start = _DOUBT[event.confidence]
    span.end, span.runs_from, span.doubt_end = counted.end, counted.runs_from, counted.doubt
    span.ended = ended
    span.first_expires = first_expires
    if event.sets_end:
        span.chain.append(Link(event))
    if former is not None and former.runs_up_to(first.first):
        former.absorb(span)
        ledger.terms.pop()
        return former
    return span


def _counted_anew(ledger: Ledger, event: Event, span: Span, first: Day) -> tuple[_Counted, dt.date | None]:
    """The end of a span from another first day, and the last day of its first term."""
    links = [*span.chain, Link(event)] if event.sets_end else span.chain
    opening = links[0].event
    former = _former(ledger)
    counted = _Counted(_end(None, opening, first), first.last, _DOUBT[opening.confidence])
    if opening.did == "extended" and former is not None and former.runs_up_to(first.first):
        # Without a gap now, it counts from the end that it extends.
        counted = _extension(None, replace(opening, effective=first), _counted_of(former))
    first_expires = counted.end.last if opening.did == "adopted" else span.first_expires
    for link in links[1:]:
        counted = _counted_on(ledger if link.event is event else None, link, counted, first)
    return counted, first_expires


def _counted_on(ledger: Ledger | None, link: Link, former: _Counted, first: Day) -> _Counted:
    """What the next event of a chain makes of the end, where the first day is one to come."""
    event, doubt = link.event, _DOUBT[link.event.confidence]
    if link.cut is not None:
        _refuse_a_cut_after(former.end, link.cut, first)
        return replace(former, end=link.cut, doubt=doubt)
    match event.did:
        case "scheduled":
            return replace(former, end=_end(ledger, event, first), doubt=doubt)
        case "amended":
            return replace(former, end=_end(ledger, event, _later(first, event.effective)), doubt=doubt)
        case "extended":
            return _extension(ledger, event, former, gap_allowed=False)
    start = event.effective or event.date
    last = former.end.last
    if last is None or (start.first - last).days != 1:
        through = "with no last day" if last is None else f"through {last}"
        raise Impossible(
            "effective",
            f"the term adopted from {start} would no longer follow the one before, {through}",
            "record first what became of the later term",
        )
    return _Counted(_end(ledger, event, start), start.last, max(doubt, former.doubt))


def _refuse_a_cut_after(end: End, cut: End, first: Day) -> None:
    if end.last is not None and cut.last is not None and end.last < cut.last:
        raise Impossible(
            "effective",
            f"from {first} it would run out on {end.last}, before it ends on {next_day(cut.last)}",
            "state the new end as well, or correct the day",
        )


def _later(first: Day, effective: Day | None) -> Day:
    return first if effective is None or effective.first < first.first else effective


def _extended(ledger: Ledger, event: Event, known: dt.date) -> Span:
    if not ledger.terms:
        raise Impossible("did", "extended before it was adopted", "record the adoption first")
    span = ledger.terms[-1]
    if span.ended is not None and span.ended <= known:
        raise Impossible(
            "did", f"extended after it had ended on {span.ended}", "write adopted, for a new period"
        )
    former = span.last
    counted = _extension(ledger, event, _counted_of(span))
    resumes = event.effective or event.date
    if former is not None and (resumes.first - former).days > 1:
        _refuse_backwards(resumes, counted.end)
        ledger.adoptions += 1
        span = _restarted(span, known, resumes, counted.doubt, ledger.adoptions)
        ledger.terms.append(span)
    else:
        _refuse_backwards(span.first, counted.end, _former(ledger))
    span.set_end(counted.end, Link(event), counted.doubt)
    span.runs_from = counted.runs_from
    span.extensions += 1
    span.extended = known
    ledger.proposed_anew = None
    last = counted.end.last
    if former is not None and last is not None and last < former:
        _remark(ledger, event, "did", f"extended to {last}, which is before {former}", "write amended")
    return span


def _restarted(span: Span, known: dt.date, resumes: Day, doubt: int, number: int) -> Span:
    """The span that takes up another's term after a gap."""
    restarted = Span(known, doubt, number)
    restarted.set_first(resumes)
    restarted.first_expires = span.first_expires
    restarted.extensions = span.extensions
    return restarted


def _extension(
    ledger: Ledger | None, event: Event, former: _Counted, *, gap_allowed: bool = True
) -> _Counted:
    """An extension counts from the end it extends, unless that is past or none; then from its own day."""
    resumes = event.effective or event.date
    doubt, last = _DOUBT[event.confidence], former.end.last
    pending = last is None and former.end.kind in ("dated", "dated_or_condition")
    if pending:
        end = _end(ledger, event, None)
        return _Counted(end, former.runs_from, max(doubt, former.doubt))
    if last is None:
        return _Counted(_end(ledger, event, resumes), resumes.last, doubt)
    if (resumes.first - last).days <= 1:
        end = _end(ledger, event, Day(last), approximate=former.end.approximate)
        return _Counted(end, last, doubt if event.through else max(doubt, former.doubt))
    if not gap_allowed:
        raise Impossible(
            "effective",
            f"the extension from {resumes} would no longer follow the term before it, through {last}",
            "record first what became of the extension",
        )
    return _Counted(_end(ledger, event, resumes), resumes.last, doubt)


def _amended(ledger: Ledger, event: Event, known: dt.date) -> Span | None:
    if not ledger.terms and not ledger.proposals:
        raise Impossible("did", "amended before it was proposed or adopted", "record the adoption first")
    span = ledger.terms[-1] if ledger.terms else None
    if span is not None and event.effective is not None and span.awaited(known):
        _refuse_another_first_day(ledger, event, span, known)
    if not event.sets_end:
        return None
    if span is None:
        raise Impossible("did", "a proposal has no end to amend", "record the adoption first")
    if span.over(known):
        raise Impossible("did", f"its end amended after it {_was_over(span)}", "write extended, or adopted")
    takes_effect = event.effective or event.date
    if span.last is not None and takes_effect.first > span.last:
        raise Impossible(
            "effective",
            f"takes effect on {takes_effect}, after the end that it would move, {span.last}",
            "write extended",
        )
    anchor: Day | None = takes_effect
    if span.awaited(known):
        anchor = event.effective if span.first is None else _later(span.first, event.effective)
    end = _end(ledger, event, anchor)
    _refuse_backwards(span.first, end, _former(ledger))
    span.set_end(end, Link(event), _DOUBT[event.confidence])
    return span


def _refuse_another_first_day(ledger: Ledger, event: Event, span: Span, known: dt.date) -> None:
    """Refuse an amendment of what is upcoming that reads as if it moved the first day."""
    effective, first = event.effective, span.first
    if effective is None or ledger.governing(known) is not span:
        return
    if event.sets_end and (first is None or effective.last >= first.first):
        return
    message = "while upcoming an amendment does not move the first day" + (
        "" if first is None else f", {first}"
    )
    if event.sets_end:
        message = f"takes effect on {effective}, before the first day, {first}"
    raise Impossible("effective", message, "write scheduled, for another first day")


def _suspended(ledger: Ledger, event: Event, _: dt.date) -> Span:
    since, through = event.effective or event.date, event.through
    span = _holding(ledger, since.first)
    if span is None:
        reason = "before it was adopted" if not ledger.terms else "when it was not in force"
        raise Impossible("did", f"suspended from {since}, {reason}", "correct the day")
    if through is not None and through.last < since.first:
        raise Impossible("through", f"suspended through {through}, before {since}", "correct the day")
    doubt = _DOUBT[event.confidence]
    former = span.stay(since.first)
    if former is None:
        following = span.following(since.first)
        if following is not None and (through is None or through.last >= following.since):
            raise Impossible("did", "suspended while already suspended", "record first that it resumed")
        span.add_stay(event, since, doubt)
        return span
    if not former.scheduled:
        raise Impossible("did", "suspended while already suspended", "record first that it resumed")
    former.set_through(event, through)
    former.doubt = max(former.doubt, doubt)
    _swallow(span, former)
    span.changed(former)
    return span


def _swallow(span: Span, stay: Stay) -> None:
    """Make one of a stay that was prolonged and those that it now reaches."""
    place = span.place(stay.since)
    while place < len(span.stays) and stay.covers(span.stays[place].since):
        other = span.stays[place]
        if other.through is None or (stay.through is not None and other.through > stay.through):
            stay.through, stay.scheduled = other.through, other.scheduled
            stay.approximate_through = other.approximate_through
        stay.doubt = max(stay.doubt, other.doubt)
        span.remove_stay(other)


def _resumed(ledger: Ledger, event: Event, _: dt.date) -> Span:
    resumes = event.effective or event.date
    span = _span_of_stay(ledger, resumes)
    stay = None if span is None else span.begun(resumes.last)
    if span is not None and stay is not None and _can_resume(stay, resumes):
        _resume(span, stay, event)
        return span
    called_off = _next_stay(ledger, resumes.first)
    if called_off is not None:
        span, stay = called_off
        span.remove_stay(stay)
        return span
    if span is not None and stay is not None:
        raise Impossible(
            "did", f"resumed on {resumes}, after its suspension ended on {stay.through}", "write noted"
        )
    raise _why_not_resumed(ledger, resumes)


def _span_of_stay(ledger: Ledger, resumes: Day) -> Span | None:
    """The latest span that is not over by a day, and has a stay that had begun by then."""
    if not resumes.approximate:
        return _holding(ledger, resumes.first)
    place = min(ledger.not_over(resumes.last), len(ledger.terms) - 1)
    while place >= 0 and not ledger.terms[place].over(resumes.first):
        if ledger.terms[place].begun(resumes.last) is not None:
            return ledger.terms[place]
        place -= 1
    return None


def _can_resume(stay: Stay, resumes: Day) -> bool:
    """Whether a stay runs up to a day, or may: one whose last day was announced may be confirmed."""
    if stay.through is None or stay.through >= resumes.first:
        return True
    return (resumes.first - stay.through).days == 1


def _resume(span: Span, stay: Stay, event: Event) -> None:
    """End a stay on the day before; by a reduced date that holds its first day, on the last that can be."""
    resumes = event.effective or event.date
    day = resumes.first
    if resumes.approximate and stay.since >= day:
        day = min(resumes.last, next_day(stay.through) or resumes.last, last_or_never(span))
    if day <= stay.since:
        span.remove_stay(stay)
        return
    stay.set_through(event, Day(day - DAY))
    stay.approximate_through = resumes.approximate
    stay.scheduled = False
    stay.doubt = max(stay.doubt, _DOUBT[event.confidence])
    span.changed(stay)


def _next_stay(ledger: Ledger, day: dt.date) -> tuple[Span, Stay] | None:
    """The earliest stay that has not begun by a day, with its span."""
    for place in range(ledger.not_over(day), len(ledger.terms)):
        span = ledger.terms[place]
        stay = span.following(day)
        if stay is not None:
            return span, stay
    return None


def _why_not_resumed(ledger: Ledger, resumes: Day) -> Impossible:
    span = ledger.terms[-1] if ledger.terms else None
    last = None if span is None else span.last
    if span is None or last is None or not span.over(resumes.first):
        return Impossible("did", f"resumed on {resumes} without a suspension", "record the suspension first")
    if span.ended is None and span.stay(last) is not None:
        return Impossible(
            "did",
            f"its term ran out on {last} while suspended; a stay does not stop the clock",
            "write extended, effective from the day it runs again",
        )
    return Impossible(
        "did", f"resumed on {resumes}, when it {_was_over(span)}", "write adopted, for a new period"
    )


def _ended(ledger: Ledger, event: Event, known: dt.date) -> Span | None:
    out, doubt = event.effective or event.date, _DOUBT[event.confidence]
    if out.last == dt.date.min:
        raise Impossible("date", "nothing can have ended by the first day of year 1", "correct the day")
    place = _ended_by(ledger, out, known)
    if place is not None:
        span = ledger.terms[place]
        latest = out.last if not span.over(out.last) else next_day(span.last) or out.last
        span.cut(event, latest, doubt, approximate=out.approximate)
        # What was to begin after it never comes.
        del ledger.terms[place + 1 :]
    elif ledger.terms:
        if ledger.proposed_anew is None:
            raise _why_not_ended(ledger.terms[-1], known, out)
        span = ledger.terms[-1]
    else:
        span = _dropped(ledger, known, out)
        span.cut(event, out.last, doubt, approximate=out.approximate)
    ledger.proposed_anew = None
    return span


def _ended_by(ledger: Ledger, out: Day, known: dt.date) -> int | None:
    """The place of the span that ends: the latest that had begun by then, else the next to come."""
    terms = ledger.terms
    eve = out.first if out.first == dt.date.min else out.first - DAY
    earliest = bisect_left(terms, eve, key=last_or_never)
    while earliest < len(terms) and (ended := terms[earliest].ended) is not None and ended <= known:
        earliest += 1
    if earliest == len(terms):
        return None
    for place in range(len(terms) - 1, earliest, -1):
        first = terms[place].first
        if first is not None and first.first <= out.last:
            return place
    return earliest


def _dropped(ledger: Ledger, known: dt.date, out: Day) -> Span:
    """The proposal that ends."""
    if not ledger.proposals:
        raise Impossible("did", "ended before it was proposed or adopted", "write noted, or correct the day")
    span = ledger.proposals[-1]
    if span.ended is not None and span.ended <= known:
        raise _why_not_ended(span, known, out)
    return span


def _why_not_ended(span: Span, known: dt.date, out: Day) -> Impossible:
    if span.ended is not None:
        return Impossible(
            "did",
            f"ended again on {out.first}, when it had ended on {span.ended}",
            "write noted, or correct the day",
        )
    if span.over(known):
        return Impossible(
            "did",
            f"ended on {out.first}, when it had already run out on {span.last}",
            "write noted, or correct the day",
        )
    return Impossible(
        "effective",
        f"would end on {out.first}, after its last day {span.last}",
        "write extended, or correct the day",
    )


def _was_over(span: Span) -> str:
    return f"had ended on {span.ended}" if span.ended is not None else f"had run out on {span.last}"


def _holding(ledger: Ledger, day: dt.date) -> Span | None:
    """The adopted span that a day falls into, or that comes after it."""
    place = ledger.not_over(day)
    return ledger.terms[place] if place < len(ledger.terms) else None


def _counted_of(span: Span) -> _Counted:
    return _Counted(span.end or End("open", None), span.runs_from, span.doubt_end)


def _former(ledger: Ledger) -> Span | None:
    """The span before the last."""
    return ledger.terms[-2] if len(ledger.terms) > 1 else None


def _refuse_backwards(first: Day | None, end: End, former: Span | None = None) -> None:
    """Refuse an end before the start: while nobody knows that day, it comes after the ``former`` span."""
    if end.last is None:
        return
    if first is not None and end.last < first.first:
        raise Impossible(
            "through",
            f"its last day {end.last} lies before its first, {first.first}",
            "correct one of them",
        )
    if first is None and former is not None and former.last is not None and end.last <= former.last:
        raise Impossible(
            "through",
            f"its last day {end.last} lies in the term before, through {former.last}",
            "correct the day",
        )


def _end(ledger: Ledger | None, event: Event, anchor: Day | None, *, approximate: bool = False) -> End:
    """The end an event sets, its term counted from ``anchor``, the ``approximate`` end of another.

    Without an anchor, since nobody knows the first day yet, a term leads to no day. Remarks go to the
    ledger, where one is given.
    """
    term = event.term if event.term is not None and event.term.known else None
    computed = None if term is None or anchor is None else _last_of(term, anchor, "term")
    vague = approximate or (anchor is not None and anchor.approximate)
    last, counted_from, vague_last = None, None, False
    if event.through is not None:
        last, vague_last = event.through.last, event.through.approximate
        if ledger is not None and anchor is not None and computed is not None and not approximate:
            _compare(ledger, event, computed, anchor)
    elif computed is not None and anchor is not None:
        last, counted_from, vague_last = computed, anchor.last, vague
    if event.not_before is None:
        return End(_kind(event), last, vague_last, event.until, None, False, counted_from)
    floor = _floor(event, event.not_before, anchor)
    if floor is not None and last is not None and floor.first > last:
        raise Impossible(
            "not_before", f"not before {floor}, but at the latest on {last}", "correct one of the two days"
        )
    vague_floor = floor is not None and (floor.approximate or (event.not_before.term is not None and vague))
    return End(_kind(event), last, vague_last, event.until, floor, vague_floor, counted_from)


def _kind(event: Event) -> EndKind:
    condition = event.until is not None
    if event.through is not None or (event.term is not None and event.term.known):
        return "dated_or_condition" if condition else "dated"
    if event.term is not None and not event.term.open:
        return "unknown"
    if event.not_before is not None:
        return "condition_not_before"
    return "condition" if condition else "open"


def _floor(event: Event, floor: Floor, anchor: Day | None) -> Day | None:
    """The day before which the condition cannot end it."""
    if event.until is None:
        raise Impossible(
            "not_before",
            "not_before is the day before which a condition cannot end it",
            "put the condition in until",
        )
    if floor.term is None:
        return floor.day
    return None if anchor is None else Day(_last_of(floor.term, anchor, "not_before"))


def _last_of(term: Term, anchor: Day, key: str) -> dt.date:
    try:
        return term.after(anchor.last)
    except DateError as error:
        raise Impossible(key, str(error), "shorten the term") from None


def _compare(ledger: Ledger, event: Event, computed: dt.date, anchor: Day) -> None:
    """Remark that a stated last day is none to which the term beside it can lead."""
    if event.term is None or event.through is None:
        return
    if event.through.last < event.term.after(anchor.first) or computed < event.through.first:
        said = f"{event.term} would run through {computed}"
        _remark(ledger, event, "through", said, "the stated day is used")


def _remark(ledger: Ledger, event: Event, key: str, message: str, mend: str) -> None:
    ledger.remarks.append((event, key, message, mend))


_RULES: dict[str, Callable[[Ledger, Event, dt.date], Span | None]] = {
    "proposed": _proposed,
    "adopted": _adopted,
    "scheduled": _scheduled,
    "extended": _extended,
    "amended": _amended,
    "suspended": _suspended,
    "resumed": _resumed,
    "ended": _ended,
}
