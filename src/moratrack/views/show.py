"""One policy whole, as a grid of labelled lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..questions.exempt import PartyRow, Reference
from ..questions.show import Dossier, EventRow
from ..text import APPROXIMATE, UNCONFIRMED, day, inert, starts_when
from .grid import Cell, Column, Grid, Group, Style
from .words import ROUGHLY, STATES, countdown, extension, marks_used, unchecked

Line = tuple[str, str]

_STANDINGS = {"exempt": "Exempt", "barred": "Barred", "unclear": "Unclear: nobody has said"}


def record_grid(found: Dossier) -> Grid:
    """A grid of two columns, label and text, in the order in which a person asks."""
    numbers = {source.key: number for number, source in enumerate(found.sources, start=1)}
    groups = [
        Group("", _lines(_about(found))),
        Group(
            f"On {found.as_of}",
            _lines(_standing(found), "soon" if found.expiring else ""),
            "; ".join(marks_used([found])),
        ),
        Group("Periods", _lines(_periods(found)), _rough_periods(found)),
        Group("History", _lines(line for event in found.events for line in _event(event, numbers))),
        *(
            Group(heading, _lines(line for party in named for line in _party(party, numbers)))
            for standing, heading in _STANDINGS.items()
            if (named := [party for party in found.parties if party.standing == standing])
        ),
        Group("Uncertain or disputed", _lines(_doubts(found), "doubt")),
        Group("Sources", [row for source in found.sources for row in _source(source, numbers)]),
    ]
    columns = [Column("", whole=True), Column("")]
    return Grid(columns, [group for group in groups if group.rows], title=inert(found.title))


def _lines(lines: Iterable[Line], style: Style = "") -> list[Sequence[Cell]]:
    return [(Cell(f"  {inert(label)}", "name"), Cell(inert(text), style)) for label, text in lines]


def _about(found: Dossier) -> Iterator[Line]:
    kind = f" ({found.issuer_type})" if found.issuer_type else ""
    yield "policy", found.id
    yield "issuer", f"{found.issuer}{kind}"
    facts = {
        "kind": found.kind,
        "topic": found.topic,
        "place": found.jurisdiction,
        "bars": found.bars,
        "why": found.why,
        "citation": found.citation,
        "aliases": ", ".join(found.aliases),
    }
    yield from ((label, text) for label, text in facts.items() if text)


def _standing(found: Dossier) -> Iterator[Line]:
    state = STATES[found.state]
    first = day(found.starts, approximate=found.approximate_start)
    if first and found.state == "in_force":
        state += f" since {first}"
    yield "state", state
    if first and found.state in ("upcoming", "suspended") and found.starts and found.starts > found.as_of:
        yield "first day", first
    yield "countdown", countdown(found)
    yield from _arithmetic(found)
    if found.extensions:
        yield "extension", extension(found)
    if found.proposed_anew:
        yield "anew", f"proposed again {found.proposed_anew}; nothing has come of it yet"
    yield "checked", unchecked(found.checked, found.as_of, found.kept_to)
    yield "confidence", found.confidence


def _arithmetic(found: Dossier) -> Iterator[Line]:
    """How the last day follows from the event that set it, and the days left from the last day."""
    setting = [
        event for event in found.events if event.expires is not None and event.expires == found.expires
    ]
    if found.expires is None or not setting:
        return
    mark = APPROXIMATE if found.approximate_end else ""
    event = setting[-1]
    if event.counted_from is not None and event.through is None:
        yield "last day", f"{event.counted_from} + {event.term} = {mark}{found.expires}"
    elif event.did == "ended":
        yield "last day", f"{mark}{found.expires}, the day before it ended"
    else:
        yield "last day", f"{mark}{found.expires}, as stated"
    if found.days_left is not None:
        yield "days left", f"{mark}{found.expires} - {found.as_of} = {found.days_left:,} days"


def _periods(found: Dossier) -> Iterator[Line]:
    for period in found.periods:
        mark = f" {APPROXIMATE}" if period.approximate else ""
        through = f" through {period.through}" if period.through else ""
        doubt = f" {UNCONFIRMED}" if period.through is None and not found.confirmed else ""
        yield str(period.since), f"{STATES[period.state]}{through}{mark}{doubt}"


def _rough_periods(found: Dossier) -> str:
    """What the mark of a period means where nothing before them has it."""
    rough = not found.approximate and any(period.approximate for period in found.periods)
    return ROUGHLY if rough else ""


def _event(event: EventRow, numbers: dict[str, int]) -> Iterator[Line]:
    effective = f", effective {event.effective}" if event.effective else ""
    upon = f", {starts_when(event.upon)}" if event.upon else ""
    how = f", {event.how}" if event.how else ""
    by = f", by {event.by}" if event.by else ""
    doubt = f" ({event.confidence} confidence)" if event.confidence != "high" else ""
    end = "".join(f", {part}" for part in _stated_end(event))
    cited = _cited(event.sources, numbers)
    yield str(event.date), f"{event.did}{effective}{upon}{how}{by}{end}{doubt}{cited}"
    if event.note:
        yield "", event.note


def _stated_end(event: EventRow) -> Iterator[str]:
    if event.term is not None:
        counted = event.expires is not None and event.through is None and event.counted_from is not None
        if event.term.known:
            yield f"for {event.term}" + (f" = through {event.expires}" if counted else "")
        else:
            yield "no end any more" if event.term.open else "end unknown"
    if event.through is not None:
        yield f"through {event.through}"
    if event.until is not None:
        yield f"until {event.until}"
    if event.not_before is not None:
        yield f"not before {event.not_before}"


def _party(party: PartyRow, numbers: dict[str, int]) -> Iterator[Line]:
    takes_in = f", takes in {', '.join(party.includes)}" if party.includes else ""
    kind = f" (class{takes_in})" if party.type == "class" else ""
    since = f", since {party.since}" if party.since and party.standing != "barred" else ""
    through = f", through {party.through}" if party.through else ""
    doubt = f" ({party.confidence} confidence)" if party.confidence != "high" else ""
    cited = _cited([source.key for source in party.sources], numbers) if party.standing != "barred" else ""
    yield "-", f"{party.who}{kind}{since}{through}{doubt}{cited}"
    details = {"may": party.may, "why": party.why, "": party.note}
    yield from (("", f"{label} {text}".strip()) for label, text in details.items() if text)


def _doubts(found: Dossier) -> Iterator[Line]:
    if not found.confirmed:
        yield "-", "a scheduled end has passed, and nobody has recorded what came next"
    if found.approximate:
        yield "-", "a day here is known only to its month or year"
    if found.confidence != "high":
        yield "-", f"the answer rests on an event of {found.confidence} confidence"
    if found.end == "unknown":
        yield "-", "there is an end that nobody recorded"
    if found.note:
        yield "-", found.note


def _source(source: Reference, numbers: dict[str, int]) -> Iterator[Sequence[Cell]]:
    title = f", {source.title}" if source.title else ""
    published = f", {source.published}" if source.published else ""
    note = f" ({source.note})" if source.note else ""
    url = inert(source.url)
    yield (
        Cell(f"  [{numbers[source.key]}]", "name"),
        Cell(inert(f"{source.publisher}{title}{published}{note}"), link=url),
    )
    yield Cell(""), Cell(url, "address", url)


def _cited(keys: Sequence[str], numbers: dict[str, int]) -> str:
    places = sorted(numbers[key] for key in keys if key in numbers)
    return " " + "".join(f"[{place}]" for place in places) if places else ""
