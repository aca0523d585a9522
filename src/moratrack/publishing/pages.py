"""The pages of a site as HTML. A page is complete as it is; what it holds as data lets it count on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import msgspec

from ..core.policy import STANDINGS
from ..questions.exempt import Reference
from ..questions.log import LogRow
from ..questions.selection import Group
from ..questions.timeline import chart, days_shown, ticks, tracks
from ..text import APPROXIMATE, UNCONFIRMED, counted, day, folded, inert, several
from ..views.calendar import turn_words
from ..views.log import words as log_words
from ..views.records import harmless
from ..views.words import HEADINGS, STATES, extension
from .linked import SIGNS, linked_data
from .model import Case, Entry, Party, Record, Shelf, all_parties
from .names import address
from .places import TILES, place_name, us_state
from .turns import Look, Turn, said

if TYPE_CHECKING:
    from jinja2 import Environment

GROUPS: tuple[Group, ...] = get_args(Group)
_NEWEST = 8
"""How many changes, and turns to come, stand on the front page."""
_FEWEST_TILES = 5
_SCALE = 1000
VERDICTS = {
    "exempt": "May",
    "barred": "May not",
    "unclear": "Nobody has said",
    "cannot_say": "Cannot say",
    "not_covered": "Not covered",
    "not_in_force": "Not in force",
}
_STANDING_TITLES = {
    "exempt": "Who may go on all the same",
    "barred": "Who may not",
    "unclear": "Of whom nobody has said",
}
_SHELVES = {"topics": "Topics", "places": "Places", "issuers": "Issuers"}


class Bar(NamedTuple):
    """A stretch on a time axis of a thousand parts."""

    look: str
    x: float
    width: float


class Line(NamedTuple):
    """A policy in a list."""

    entry: Entry
    slug: str
    title: str
    issuer: str
    topic: str
    place: str
    look: Look
    countdown: str
    later: str
    search: str
    bars: Sequence[Bar]


class Axis(NamedTuple):
    """The days that the bars of a page show."""

    first: dt.date
    last: dt.date
    marks: Sequence[tuple[float, str]]
    now: float | None


def pages(record: Record) -> Iterator[tuple[str, bytes]]:
    """Every page by its path: those of single things first, then what lists them, the front page last."""
    site = _Site(record)
    for entry in record.entries:
        yield f"policies/{entry.slug}/index.html", site.policy(entry)
    for party in record.parties:
        yield f"parties/{party.slug}/index.html", site.party(party)
    for kind, shelves in record.shelves.items():
        for shelf in shelves:
            yield f"{kind}/{shelf.slug}/index.html", site.shelf(shelf)
    for year, rows in site.years.items():
        yield f"changes/{year}/index.html", site.year(year, rows)
    for kind, shelves in record.shelves.items():
        yield f"{kind}/index.html", site.shelves(kind, shelves)
    yield "parties/index.html", site.parties()
    yield "parties/names.json", site.names()
    yield "changes/index.html", site.changes()
    yield "data/codebook/index.html", site.codebook()
    yield "about/index.html", site.about()
    yield "policies/index.html", site.policies()
    yield "index.html", site.front()


class _Site:
    """The pages of one record, and what they share."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.edition = record.edition
        self.environment = _environment(record)
        found = tracks(entry.row for entry in record.entries)
        shown = days_shown(found, self.edition.on)
        picture = chart(found, shown, self.edition.on, grouped=False)
        days = picture.days
        self.axis = Axis(
            shown.first,
            shown.last,
            [(round(tick.offset * _SCALE / days, 1), tick.label) for tick in ticks(shown, 6)],
            None if picture.today is None else round(picture.today * _SCALE / days, 1),
        )
        self.lines = {
            entry.slug: self._line(entry, _bars(lane.bars, days))
            for entry, lane in zip(record.entries, picture.lanes, strict=True)
        }
        self.years = _by_year(record.log)

    def _line(self, entry: Entry, bars: Sequence[Bar]) -> Line:
        policy, status = entry.policy, entry.status
        parties = [party for standing in STANDINGS for party in policy.parties(standing)]
        names = [name for party in parties for name in (party.who, *party.aliases)]
        place = place_name(policy.jurisdiction) if policy.jurisdiction else ""
        words = [
            policy.id,
            policy.title,
            policy.issuer,
            *policy.aliases,
            policy.topic or "",
            place,
            policy.bars or "",
        ]
        topic, home = (
            self.record.shelf("topics", policy.topic),
            self.record.shelf("places", policy.jurisdiction),
        )
        return Line(
            entry=entry,
            slug=entry.slug,
            title=policy.title,
            issuer=policy.issuer,
            topic=topic.slug if topic else "",
            place=home.slug if home else "",
            look=entry.look,
            countdown=said(entry.look.countdown, self.edition.on),
            later=extension(status),
            search=folded(" ".join([*words, *names])),
            bars=bars,
        )

    def front(self) -> bytes:
        """The front page: what is so, what comes next, what has changed, all policies, where."""
        states = {state: sum(entry.look.state == state for entry in self.record.entries) for state in STATES}
        coming = [
            (row, self.record.by_id[row.id], turn_words(row)) for row in self.record.agenda[: 4 * _NEWEST]
        ]
        return self._render(
            "front.html",
            "",
            states=states,
            expiring=sum(entry.look.expiring for entry in self.record.entries),
            coming=coming,
            newest=_NEWEST,
            changes=self._changes([*reversed(self._scheduled()), *self._past(_NEWEST)]),
            tiles=self._tiles(),
            topics=self.record.shelves["topics"],
            places=self.record.shelves["places"],
            **self._list(self.record.entries),
        )

    def policies(self) -> bytes:
        """All policies by title."""
        entries = sorted(self.record.entries, key=lambda entry: (entry.policy.title.casefold(), entry.slug))
        return self._render(
            "policies.html",
            "../",
            lines=[self.lines[entry.slug] for entry in entries],
            data=self._data(entries),
            axis=self.axis,
        )

    def policy(self, entry: Entry) -> bytes:
        """One policy whole."""
        found = entry.dossier
        numbers = {source.key: number for number, source in enumerate(found.sources, start=1)}
        own = tracks([entry.row])
        shown = days_shown(own, self.edition.on)
        picture = chart(own, shown, self.edition.on, grouped=False)
        axis = Axis(
            shown.first,
            shown.last,
            [(round(tick.offset * _SCALE / picture.days, 1), tick.label) for tick in ticks(shown, 7)],
            None if picture.today is None else round(picture.today * _SCALE / picture.days, 1),
        )
        standing = {
            kind: [
                (party, self.record.party_slugs[folded(party.who)], _cited(party.sources, numbers))
                for party in all_parties(entry.row)
                if party.standing == kind
            ]
            for kind in STANDINGS
        }
        return self._render(
            "policy.html",
            "../../",
            found=found,
            line=self.lines[entry.slug],
            entry=entry,
            numbers=numbers,
            topic=self.record.shelf("topics", found.topic),
            place=self.record.shelf("places", found.jurisdiction),
            issuer=self.record.shelf("issuers", found.issuer),
            axis=axis,
            bars=_bars(picture.lanes[0].bars, picture.days),
            standing=standing,
            history=self._changes(reversed(self.record.log_by_id[found.id]), numbers),
            coming=[(row, turn_words(row)) for row in self.record.agenda_by_id.get(found.id, [])],
            arithmetic=_arithmetic(found),
            data=self._data([entry]),
            linked=linked_data(found, self.edition, entry.slug),
        )

    def party(self, party: Party) -> bytes:
        """What one party may do, under every policy that names it."""
        ordered = sorted(party.cases, key=lambda case: (_over(case), case.entry.policy.title.casefold()))
        tracks_of = {
            case.entry.slug: [[told.since, told.verdict, inert(told.reason)] for told in case.standings]
            for case in party.cases
        }
        return self._render(
            "party.html",
            "../../",
            party=party,
            cases=[(case, self.lines[case.entry.slug]) for case in ordered],
            data=self._data([case.entry for case in party.cases], standings=tracks_of, verdicts=VERDICTS),
        )

    def shelf(self, shelf: Shelf) -> bytes:
        """The policies of a topic, a place or an issuer."""
        ids = {entry.policy.id for entry in shelf.entries}
        coming = [
            (row, self.record.by_id[row.id], turn_words(row)) for row in self.record.agenda if row.id in ids
        ]
        return self._render(
            "shelf.html",
            "../../",
            shelf=shelf,
            kind=_SHELVES[shelf.kind],
            coming=coming[: 4 * _NEWEST],
            newest=_NEWEST,
            **self._list(shelf.entries),
        )

    def shelves(self, kind: str, shelves: Sequence[Shelf]) -> bytes:
        """All topics, places or issuers."""
        tiles = self._tiles() if kind == "places" else []
        return self._render(
            "shelves.html",
            "../",
            kind=kind,
            title=_SHELVES[kind],
            shelves=shelves,
            tiles=tiles,
            data=self._data(self.record.entries, tiles=self._of_tiles()) if tiles else None,
        )

    def parties(self) -> bytes:
        """Everybody whom a policy names, by the first letter."""
        letters = groupby(self.record.parties, key=lambda party: _letter(party.name))
        return self._render(
            "parties.html", "../", letters=[(letter, list(named)) for letter, named in letters]
        )

    def names(self) -> bytes:
        """What the front page searches for parties: name, path, all names folded, where it is named."""
        rows = [
            [
                inert(party.name),
                party.slug,
                folded(" ".join([party.name, *party.aliases])),
                several([inert(case.entry.policy.title) for case in party.cases], 2),
            ]
            for party in self.record.parties
        ]
        return msgspec.json.encode(rows)

    def year(self, year: str, rows: Sequence[LogRow]) -> bytes:
        """What happened in a year, and what is scheduled for it."""
        years = list(self.years)
        place = years.index(year)
        return self._render(
            "year.html",
            "../../",
            year=year,
            changes=self._changes(reversed(rows)),
            before=years[place - 1] if place else None,
            after=years[place + 1] if place + 1 < len(years) else None,
        )

    def changes(self) -> bytes:
        """The years, and the newest changes."""
        years = [(year, len(rows)) for year, rows in reversed(self.years.items())]
        return self._render(
            "changes.html",
            "../",
            years=years,
            newest=40,
            changes=self._changes([*reversed(self._scheduled()), *self._past(40)]),
        )

    def about(self) -> bytes:
        """What the record covers, how days are counted, and all that can be subscribed to or built on."""
        first = min((row.date.first for row in self.record.log), default=None)
        example = self.record.entries[0] if self.record.entries else None
        return self._render("about.html", "../", first=first, example=example, through=self.record.horizon)

    def codebook(self) -> bytes:
        """What each column of each table of the data package means."""
        from .package import TABLES, fields

        tables = [(table, fields(table)) for table in TABLES]
        return self._render("codebook.html", "../../", tables=tables)

    def _list(self, entries: Sequence[Entry]) -> dict[str, Any]:
        """What a page with a list in groups needs."""
        found: dict[Group, list[Line]] = {group: [] for group in GROUPS}
        for entry in entries:
            found[entry.look.group].append(self.lines[entry.slug])
        return {
            "groups": [(group, HEADINGS[group], lines) for group, lines in found.items()],
            "data": self._data(entries, tiles=self._of_tiles())
            if len(entries) == len(self.lines)
            else self._data(entries),
            "axis": self.axis,
            "size": len(entries),
        }

    def _data(self, entries: Iterable[Entry], **more: Any) -> Any:
        """The looks of policies, for the script; texts that come again are written once."""
        texts: dict[Any, int] = {}
        looks = {entry.slug: [_packed(turn, texts) for turn in entry.turns] for entry in entries}
        told = {
            "day": self.edition.on,
            "through": self.record.horizon,
            "states": STATES,
            "groups": GROUPS,
            "texts": [[[part] if isinstance(part, dt.date) else part for part in text] for text in texts],
            "looks": looks,
            **more,
        }
        return _script_data(told)

    def _changes(self, rows: Iterable[LogRow], numbers: dict[str, int] | None = None) -> list[dict[str, Any]]:
        return [
            {
                "row": row,
                "date": f"{APPROXIMATE if row.approximate and row.due is not None else ''}{row.date}",
                "since": row.effective.first if row.scheduled and row.effective else None,
                "words": inert("".join(log_words(row))),
                "entry": self.record.by_id[row.id],
                "cited": _cited(row.sources, numbers or {}),
            }
            for row in rows
        ]

    def _scheduled(self) -> list[LogRow]:
        return [row for row in self.record.log if row.scheduled]

    def _past(self, newest: int) -> list[LogRow]:
        past = [row for row in self.record.log if not row.scheduled]
        return past[: -newest - 1 : -1]

    def _tiles(self) -> list[dict[str, Any]]:
        """The states of the US on a grid, where enough of them have a policy."""
        shelves = {shelf.name: shelf for shelf in self.record.shelves["places"]}
        found = [
            {
                "code": code,
                "row": row,
                "column": column,
                "name": us_state(code),
                "shelf": shelves.get(f"US-{code}"),
            }
            for code, row, column in TILES
        ]
        return found if sum(tile["shelf"] is not None for tile in found) >= _FEWEST_TILES else []

    def _of_tiles(self) -> dict[str, list[str]]:
        """The policies of each place on the grid."""
        return {
            shelf.slug: [entry.slug for entry in shelf.entries]
            for shelf in self.record.shelves["places"]
            if shelf.name.startswith("US-")
        }

    def _render(self, template: str, root: str, **context: Any) -> bytes:
        return self.environment.get_template(template).render(root=root, **context).encode()


def _environment(record: Record) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("moratrack.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "edition": record.edition,
        "total": len(record.entries),
        "STATES": STATES,
        "STANDING_TITLES": _STANDING_TITLES,
        "VERDICTS": VERDICTS,
        "UNCONFIRMED": UNCONFIRMED,
        "party_slugs": record.party_slugs,
        "has": {kind: bool(shelves) for kind, shelves in record.shelves.items()},
    }
    environment.filters |= {
        "address": address,
        "counted": counted,
        "marked": day,
        "said": said,
        "folded": folded,
    }
    return environment


def _harmless(value: Any) -> Any:
    """What a template writes: text of a record in one line, without what could command anything."""
    if value is None:
        return ""
    return inert(value) if type(value) is str else value


def _script_data(told: Any) -> Any:
    """JSON that may stand in a script element: nothing in it can end that element."""
    from markupsafe import Markup

    return Markup(harmless(msgspec.json.encode(told)).decode().translate(SIGNS))  # noqa: S704


def _packed(turn: Turn, texts: dict[Any, int]) -> list[Any]:
    look = turn.look
    flags = look.expiring + 2 * (not look.confirmed)
    places = [
        texts.setdefault(words, len(texts))
        for words in ((look.first,), (look.last,), look.countdown, (look.age,), (inert(look.barred),))
    ]
    return [turn.since, look.state, GROUPS.index(look.group), look.order, flags, *places]


def _bars(bars: Iterable[Any], days: int) -> list[Bar]:
    return [
        Bar(bar.look, round(bar.start * _SCALE / days, 1), round((bar.stop - bar.start) * _SCALE / days, 1))
        for bar in bars
    ]


def _by_year(rows: Iterable[LogRow]) -> dict[str, list[LogRow]]:
    found: dict[str, list[LogRow]] = {}
    for row in sorted(rows, key=lambda row: row.date.first):
        found.setdefault(f"{row.date.first.year:04}", []).append(row)
    return found


def _cited(sources: Iterable[Reference], numbers: dict[str, int]) -> list[int]:
    return sorted(numbers[source.key] for source in sources if source.key in numbers)


def _arithmetic(found: Any) -> str:
    """How the last day follows from the event that set it."""
    setting = [
        event for event in found.events if event.expires is not None and event.expires == found.expires
    ]
    if not setting:
        return ""
    event = setting[-1]
    if event.counted_from is not None and event.through is None:
        return f"{event.counted_from} + {event.term}"
    return ""


def _over(case: Case) -> bool:
    return case.standings[0].verdict == "not_in_force" if case.standings else True


def _letter(name: str) -> str:
    first = folded(name)[:1].upper()
    return first if "A" <= first <= "Z" else "0–9 and others"
