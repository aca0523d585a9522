"""``moratrack calendar``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Struct
from typer import Option

from ...core.faults import MoratrackError
from ...questions.calendar import Coming, agenda
from ...text import counted
from ..options import Colour, DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..request import day_asked, is_by_urgency, load_data, rows_asked
from ..terminal import talk, write
from ..words import parse_term

if TYPE_CHECKING:
    from ...views.grid import Grid

# Months have no fixed length, so that an alarm cannot be set by them (RFC 5545, 3.3.6).
_UNITS = {"d": dt.timedelta(days=1), "w": dt.timedelta(weeks=1)}
_LONGEST = 6


class Written(Struct, frozen=True, kw_only=True):
    """In what form: a calendar, or a list as other commands show it."""

    format: Annotated[
        Literal["ical", "table", "json", "ndjson", "csv", "markdown"],
        Option("--format", metavar="FORM", help="ical, table, json, ndjson, csv, markdown [ical]."),
    ] = "ical"
    json: Annotated[bool, Option("--json", help="Short for --format json.")] = False
    out: Annotated[
        str | None, Option("--out", metavar="FILE", help="Write it to FILE, whole or not at all.")
    ] = None
    alarm: Annotated[
        list[str], Option("--alarm", metavar="LEADS", help="Remind so long before, as 90d,4w,1d.")
    ] = []
    columns: Annotated[
        str | None, Option("--columns", metavar="KEYS", help="Of a list: which, in what order.")
    ] = None
    colour: Annotated[Colour, Option("--color", metavar="WHEN", help="auto, always or never [auto].")] = (
        "auto"
    )
    no_pager: Annotated[bool, Option("--no-pager", help="Do not page long answers.")] = False

    def listing(self) -> OutputOptions | None:
        """How to show a list; None where a calendar is wanted."""
        if self.format == "ical" and not self.json:
            return None
        form = None if self.format == "ical" else self.format
        return OutputOptions(
            format=form, json=self.json, columns=self.columns, colour=self.colour, no_pager=self.no_pager
        )

    def leads(self) -> list[dt.timedelta]:
        """How long before its day each reminder comes."""
        texts = [part.strip() for value in self.alarm for part in value.split(",")]
        return list(dict.fromkeys(map(_lead, texts)))


def calendar(
    filters: FilterOptions,
    data: DataOptions,
    written: Written,
    within: Annotated[
        str | None, Option("--within", metavar="TIME", help="Only what comes within 30d, 12w, 6m, 1y.")
    ] = None,
) -> int:
    """What is coming, as iCalendar for any calendar program."""
    on = day_asked(data.as_of)
    leads, listing = written.leads(), written.listing()
    if listing and (written.out or leads):
        raise MoratrackError("--out and --alarm are for calendars; leave out --format and --json")
    last = dt.date.max if within is None else parse_term("--within", within, on).after(on)
    dataset = load_data(data)
    found = rows_asked(filters, dataset, on)
    rows = [row for row in agenda(found, by_day=is_by_urgency(filters)) if row.day <= last]
    if found and not rows:
        talk(f"nothing is coming on {on} or later" + (f", through {last}" if within else ""))
    if listing is None:
        _write_calendar(rows, leads, written.out)
        return 0

    def grid() -> Grid:
        from ...views.calendar import agenda_grid
        from ...views.words import with_record

        return with_record(agenda_grid(rows), dataset.kept_to, on)

    answer(listing, rows, Coming, grid)
    return 0


def _lead(text: str) -> dt.timedelta:
    count, unit = text[:-1], _UNITS.get(text[-1:])
    if unit is None or not (count.isascii() and count.isdecimal() and len(count) <= _LONGEST):
        raise MoratrackError(f"--alarm {text[:40]!r} is no number of days or weeks; write 90d,4w,1d")
    return int(count) * unit


def _write_calendar(rows: list[Coming], leads: list[dt.timedelta], out: str | None) -> None:
    from ...views.ical import ical

    content = ical(rows, leads)
    if out is None or out == "-":
        write([content])
    else:
        from ...editing.safewrite import replace_file

        replace_file(out, content)
        talk(f"{out}: {counted(len(rows), 'entry', 'entries')}")
