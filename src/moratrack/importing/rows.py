"""A row and a mapping → a policy, or why it became none, with what there is to say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from ..checks.catalogue import RULES
from ..checks.rules import history_is_possible
from ..core.dates import Day
from ..core.history import Contradiction, Facts, contradictions, facts
from ..core.policy import KINDS, Event, Policy, Source
from ..editing.citing import cite, host
from . import keys
from .cells import Cells, Unusable
from .endings import UNKNOWN
from .events import Log, events_of
from .eventwords import EFFECTS, EventKind, read_event
from .gathering import columns_of, recorded
from .grammar.days import Manner, days_named
from .grammar.statuses import CUT_SHORT, OVER, Typed
from .grouping import Member
from .likelihood import unlikely, words_of_change
from .mapping import Mapped
from .periods import UNDATED, event_of, known_on
from .places import state_name
from .reading import normal, quoted
from .sheet import Row
from .typed import Statement, bears_out, statement
from .values import slug

_BETWEEN_NOTES = ";\n"
_SUBJECT_LENGTH = 60
# Long after every end that a sheet may state.
_LATE = dt.date(5000, 1, 1)
_KNOWN_EVENTS = "write one such as proposed, adopted, extended, amended, ended, checked or noted"
# Of the rules, those that a policy must not break; its history is looked at once, for what is odd too.
_MUST_HOLD = [
    rule.find for rule in RULES if rule.code.severity == "error" and rule.find is not history_is_possible
]


class Imported(NamedTuple):
    """A row that became a policy."""

    row: Row
    policy: Policy
    remarks: tuple[str, ...]
    agrees: bool | None
    """Whether the terms bear out the typed status on the day it was checked; None if not compared."""
    is_undated: bool = False
    """Whether a status was typed and no day says when it was true."""
    more: tuple[Row, ...] = ()
    """The rows that tell of the same policy, beside the first."""


class Reject(NamedTuple):
    """A row that could not become a policy."""

    row: Row
    reason: str


class Task(NamedTuple):
    """What every row of a sheet is read with."""

    columns: tuple[str, ...]
    mapped: Mapped
    manner: Manner
    prefix: str
    """What every id begins with; empty for nothing."""


class Noted(NamedTuple):
    """What a column of free text says in a row and no event has: days, or the word of a change."""

    column: str
    row: int
    word: str = ""
    """Empty for days."""


class Outcome(NamedTuple):
    """What became of the rows of one policy, before ids that come again are told apart."""

    imported: Imported | None
    rejects: list[Reject]
    kept: list[str]
    """Columns whose cells fit no word of a record."""
    noted: list[Noted]
    short_years: list[tuple[str, int]]
    """Columns and years of which only two figures are written."""


def outcome(task: Task, members: list[Member]) -> Outcome:
    """Make a policy of some rows, or say why not."""
    found = Outcome(None, [], [], [], [])
    usable: list[tuple[Member, Cells, _Told]] = []
    for member in members:
        cells = Cells(dict(zip(task.columns, member.row.cells, strict=True)), task.mapped, task.manner)
        try:
            if member.row.cells == task.columns:
                raise Unusable("repeats the header")
            usable.append((member, cells, _told(cells, member, usable[0][2].head if usable else None)))
        except Unusable as error:
            found.rejects.append(Reject(member.row, str(error)))
    if not usable:
        return found
    try:
        imported = _imported(usable, task.prefix)
    except Unusable as error:
        found.rejects.extend(Reject(member.row, str(error)) for member, _, _ in usable)
        return found
    for member, cells, _ in usable:
        found.kept.extend(cells.kept_quietly)
        found.short_years.extend(cells.short_years)
        found.noted.extend(_said_in_notes(cells, member.row.number, imported.policy.events))
    return found._replace(imported=imported)


def _said_in_notes(cells: Cells, number: int, events: Sequence[Event]) -> Iterator[Noted]:
    """The columns of notes of a row that name a full day, or a change, of which the events say nothing."""
    for column, text in {**cells.texts(keys.NOTE), **cells.texts(keys.EVENT)}.items():
        days = days_named(text, cells.manner)
        if days and not days <= recorded(events):
            yield Noted(column, number)
        words = words_of_change(text, cells.manner, events)
        if words:
            yield Noted(column, number, words[0])


class _Told(NamedTuple):
    """What one row says."""

    head: dict[str, Any]
    stated: Statement
    log: Log
    urls: tuple[str, ...]


def _told(cells: Cells, member: Member, first: dict[str, Any] | None) -> _Told:
    """Read a row; one that is not the first of its policy may leave out what the first says."""
    head = _head(cells, first)
    if member.event is None:
        if cells.maps(keys.EVENT):
            raise Unusable(_no_event(cells))
        stated = statement(cells)
        log = events_of(cells, head["kind"], stated, member.successor)
    else:
        if _is_adopted_by_others(member.event):
            cells.remarks.append(f"{member.event.word}: read as adopted, by what the other rows tell")
        cells.read(keys.EVENT)
        cells.read(keys.ID)
        stated, log = Statement(None, True), Log([event_of(cells, member.event, head["kind"])], None)
    return _Told(head, stated, log, cells.read_all(keys.SOURCES))


def _is_adopted_by_others(event: EventKind) -> bool:
    """Whether a word is that of an adoption only by what the other rows tell of."""
    alone = read_event(event.word)
    return event.did == "adopted" and alone is not None and alone.value.did != "adopted"


def _no_event(cells: Cells) -> str:
    for column, text in cells.texts(keys.EVENT).items():
        return f"{column} {quoted(text)} is no event that is known; {_KNOWN_EVENTS}"
    return f"does not say what happened; {_KNOWN_EVENTS}"


def _imported(read: list[tuple[Member, Cells, _Told]], prefix: str) -> Imported:
    """The policy of one row, or of several that tell of it."""
    (member, cells, told), *others = read
    sources: dict[str, Source] = {}
    events: list[Event] = []
    for _, _, each in read:
        cited, new = cite(sources, [Source(url=url, publisher=host(url)) for url in each.urls])
        sources = {**sources, **new}
        events += [replace(event, sources=cited) for event in each.log.events]
    if member.event is not None:
        events = _with_adoption(_with_effects(events, read), cells)
    head = {key: value for _, _, each in reversed(read) for key, value in each.head.items()} | told.head
    wanted = cells.read(keys.ID) or _made_id(head, events) or f"row-{member.row.number}"
    policy = Policy(
        id=f"{prefix}-{wanted}" if prefix else wanted, **head, sources=sources, events=tuple(events)
    )
    agrees = _compare(policy, told.stated, told.log.checked, cells) if not others else None
    if agrees is False or not told.stated.is_clear:
        # Who looked and saw something else did not confirm the terms.
        policy = replace(policy, events=tuple(event for event in policy.events if event.did != "checked"))
    policy = _annotated(policy, cells) if not others else _annotated_by_row(policy, read)
    odd = _odd(policy, [cells for _, cells, _ in read])
    remarks = [*cells.remarks, *(remark for _, other, _ in others for remark in other.remarks)]
    remarks += [*odd, *unlikely(policy.events, cells.manner.today)]
    if others:
        rows = ", ".join(str(each.row.number) for each, _, _ in others)
        remarks.append(f"told of in {len(read)} rows: with {rows}")
    more = tuple(each.row for each, _, _ in others)
    is_undated = agrees is None and told.stated.typed is not None and told.log.checked is None
    return Imported(member.row, policy, tuple(dict.fromkeys(remarks)), agrees, is_undated, more)


def _with_effects(events: list[Event], read: list[tuple[Member, Cells, _Told]]) -> list[Event]:
    """The events of rows that tell of one each, an adoption with the day of a row on which it took effect."""
    found = list(events)
    for (member, cells, _), event in zip(read, events, strict=True):
        if member.event is None or member.event.word not in EFFECTS or member.event.did != "noted":
            continue
        before = [
            place
            for place, other in enumerate(found)
            if other.did == "adopted" and other.date.first <= event.date.first
        ]
        place = max(before, key=lambda place: found[place].date.first, default=None)
        if place is None or found[place].effective not in (None, event.date):
            cells.remarks.append(f"{member.event.word} on {event.date} is only noted")
        elif found[place].date != event.date:
            found[place] = replace(found[place], effective=event.date)
    return found


def _with_adoption(events: list[Event], cells: Cells) -> list[Event]:
    """The events of rows that tell of one each, with the adoption that an extension or the like proves."""
    told = {event.did for event in events}
    proving = ("extended", "suspended") if "proposed" in told else ("extended", "suspended", "amended")
    proofs = [event for event in events if event.did in proving]
    if "adopted" in told or ("proposed" in told and not proofs):
        return events
    if not proofs:
        raise Unusable(
            f"no row says when it was adopted, only that it was {events[0].did}; add one that does"
        )
    proof = min(proofs, key=lambda event: event.date.first)
    cells.remarks.append(f"adopted, {UNDATED}: it was {proof.did} on {proof.date}")
    adopted = Event(date=proof.date, did="adopted", sources=proof.sources, **UNKNOWN.written())
    return [known_on(adopted), *events]


def _odd(policy: Policy, read: list[Cells]) -> list[str]:
    """What is odd about the events of a policy of some rows; raise Unusable for one that cannot be."""
    events = contradictions(policy)
    errors = [
        f"{found.message}{_named(found, policy.events[found.event].date, read)}; {found.mend}"
        for found in events
        if found.severity == "error"
    ]
    errors += [f"{problem.message}; {problem.mend}" for find in _MUST_HOLD for problem in find(policy)]
    if errors:
        raise Unusable("; ".join(errors[:3]))
    return [f"{found.message}; {found.mend}" for found in events]


def _named(found: Contradiction, day: Day, read: list[Cells]) -> str:
    """The day of an event and the columns that name it, in brackets, where the message does not name it."""
    if str(day) in found.message:
        return ""
    columns = dict.fromkeys(column for cells in read for column in columns_of(cells, day))
    return f" ({', '.join(columns)}: {day})" if columns else ""


def _annotated_by_row(policy: Policy, read: list[tuple[Member, Cells, _Told]]) -> Policy:
    """The policy with what a row says and the record does not in the note of the event of that row."""
    record = _said(policy)
    events = list(policy.events)
    # An adoption of which no row tells stands before those of the rows.
    start = len(events) - sum(len(told.log.events) for _, _, told in read)
    for _, cells, told in read:
        unsaid = cells.unsaid(record, ())
        if unsaid and told.log.events:
            event = events[start]
            events[start] = replace(
                event, note=_BETWEEN_NOTES.join([*([event.note] if event.note else []), *unsaid])
            )
        start += len(told.log.events)
    return replace(policy, events=tuple(events))


def _head(cells: Cells, first: dict[str, Any] | None) -> dict[str, Any]:
    """The keys of a record above its events, as far as they are known, or as those of its ``first`` row."""
    issuer = cells.read(keys.ISSUER) or (first or {}).get("issuer")
    if issuer is None:
        raise Unusable("names no issuer")
    jurisdiction = cells.read(keys.JURISDICTION, _are_of_one_country)
    issuer = _named_whole(issuer, jurisdiction)
    bars, topic = cells.read(keys.BARS), cells.read(keys.TOPIC)
    kind = cells.read(keys.KIND) or KINDS[0]
    subject = bars if bars and len(bars) <= _SUBJECT_LENGTH else (topic or kind).replace("-", " ")
    place = state_name(jurisdiction)
    made = f"{subject[:1].upper()}{subject[1:]} in {issuer}" + (
        f", {place}" if place and place != issuer else ""
    )
    head = {
        "title": cells.read(keys.TITLE) or made,
        "issuer": issuer,
        "issuer_type": cells.read(keys.ISSUER_TYPE),
        "kind": kind,
        "topic": topic,
        "jurisdiction": jurisdiction,
        "aliases": cells.read(keys.ALIASES),
        "bars": bars,
        "why": cells.read(keys.WHY),
        "citation": cells.read(keys.CITATION),
        "note": cells.read(keys.NOTE),
    }
    return {key: value for key, value in head.items() if value}


def _named_whole(issuer: str, jurisdiction: str | None) -> str:
    """An issuer by name where it is named by the postal code of its state."""
    is_code = jurisdiction is not None and jurisdiction == f"US-{issuer.upper()}"
    return state_name(jurisdiction) if is_code else issuer


def _are_of_one_country(one: str, other: str) -> bool:
    return one[:2] == other[:2]


def _made_id(head: dict[str, Any], events: list[Event]) -> str:
    """An id of the issuer's name, its state and the year; empty where nothing is left of the name."""
    name = slug(head["issuer"])
    jurisdiction = head.get("jurisdiction", "")
    place = jurisdiction[3:] if state_name(jurisdiction) else ""
    begun = [event.date.first.year for event in events if event.did in ("proposed", "adopted")]
    year = begun[0] if begun else events[0].date.first.year
    topic = (head.get("topic") or "")[:20]
    return slug(f"{name[:40]} {place} {topic} {year}") if name else ""


def _annotated(policy: Policy, cells: Cells) -> Policy:
    """The policy with notes of whatever the cells say and it does not."""
    statuses = cells.texts(keys.STATUS)
    is_checked = any(event.did == "checked" for event in policy.events)
    if is_checked and statuses:
        # A status is true of a day: it belongs to that day's event.
        said = _BETWEEN_NOTES.join(f"{column}: {text}" for column, text in statuses.items())
        events = (replace(event, note=said) if event.did == "checked" else event for event in policy.events)
        policy = replace(policy, events=tuple(events))
    record = _said(policy)
    unsaid = cells.unsaid(record, statuses if is_checked else ())
    notes = [policy.note, *unsaid] if policy.note else unsaid
    return replace(policy, note=_BETWEEN_NOTES.join(notes) or None)


def _said(policy: Policy) -> str:
    """All the text of a policy that comes of cells, for looking up what it says."""
    said = [
        policy.id, policy.title, policy.issuer, policy.issuer_type, policy.kind, policy.topic,
        policy.jurisdiction, *policy.aliases, policy.bars, policy.why, policy.citation, policy.note,
    ]  # fmt: skip
    for source in policy.sources.values():
        said += (source.url, source.publisher)
    for event in policy.events:
        days = (event.date, event.effective, event.term, event.through, event.not_before)
        said += (event.did, *(str(each) for each in days if each is not None))
        said += (
            event.until,
            event.upon,
            event.how,
            event.note,
            event.confidence if event.confidence != "high" else None,
        )
    return normal(" ".join(filter(None, said)))


def _compare(policy: Policy, stated: Statement, checked: Day | None, cells: Cells) -> bool | None:
    """Whether the terms bear out a typed status on the day it was checked; None if that is not known."""
    typed = stated.typed
    if typed is None:
        return None
    if checked is None:
        cells.remarks += _against_its_terms(policy, typed, cells.manner.today)
        return None
    is_dayless = typed.group in CUT_SHORT and all(event.did != "ended" for event in policy.events)
    said = [f"typed {typed.word}", *(["no day says since when"] if is_dayless else [])]
    found = facts(policy, checked.first)
    agrees = found is not None and bears_out(found.state, typed)
    if not agrees:
        terms = f"not yet known on {checked}" if found is None else _in_words(found)
        said.append(f"by its terms {terms}")
    if len(said) > 1:
        cells.remarks.append(", ".join(said))
    return agrees


def _against_its_terms(policy: Policy, typed: Typed, today: dt.date | None) -> Iterator[str]:
    """What to say of a status, typed nobody knows when, that the terms contradict on any day up to this."""
    found = facts(policy, today or _LATE)
    is_borne_out = found is not None and bears_out(found.state, typed)
    if typed.group in (*OVER, "failed", "suspended"):
        did = "suspended" if typed.group == "suspended" else "ended"
        is_dayless = all(event.did != did for event in policy.events)
        if is_dayless and (typed.group in CUT_SHORT or not is_borne_out):
            yield f"typed {typed.word}, no day says since when"
        elif found is not None and not is_borne_out:
            yield f"typed {typed.word}, by its terms {_in_words(found)}"
    elif today is not None and typed.group in ("active", "extended") and not is_borne_out:
        yield f"typed {typed.word}, by its terms {'not yet in force' if found is None else _in_words(found)}"


def _in_words(found: Facts) -> str:
    match found.state:
        case "expired":
            return f"expired on {found.expires}"
        case "ended":
            return f"ended on {found.ended}"
        case "upcoming" if found.starts is None:
            return f"to start upon {found.upon}" if found.upon else "not yet in force"
        case "upcoming":
            return f"in force only from {found.starts}"
        case "proposed":
            return "only proposed"
    if found.expires is not None:
        return f"in force through {found.expires}"
    return "in force, its end not recorded" if found.end == "unknown" else "in force without an end date"
