"""``moratrack timeline``."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...core.faults import MoratrackError
from ...questions.timeline import Chart, TimelineRow, chart, days_shown, timeline_rows, tracks
from ...text import counted
from ..options import DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..request import day_asked, is_by_urgency, load_data, rows_asked
from ..terminal import talk, write
from ..words import parse_days

if TYPE_CHECKING:
    from ...views.grid import Grid
    from ..terminal import Terminal

_PIXELS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf")


def timeline(
    filters: FilterOptions,
    data: DataOptions,
    output: OutputOptions,
    first: Annotated[
        str | None,
        Option("--from", metavar="DATE", help="2019, 2019-01, 2019-01-15 [their first day]."),
    ] = None,
    last: Annotated[
        str | None,
        Option("--to", metavar="DATE", help="2026, 2026-12, 2026-12-31 [a bit past today]."),
    ] = None,
    svg: Annotated[
        str | None, Option("--svg", metavar="FILE", help="Write the picture as SVG to FILE, - for stdout.")
    ] = None,
    title: Annotated[
        str | None, Option("--title", metavar="WORDS", help="A title in place of the counts.")
    ] = None,
    source: Annotated[
        str | None,
        Option("--source", metavar="WORDS", help="A line to stand below the SVG."),
    ] = None,
) -> int:
    """Bars on a time axis, the day asked marked."""
    on = day_asked(data.as_of)
    begin = None if first is None else parse_days("--from", first, on).first
    end = None if last is None else parse_days("--to", last, on).last
    if begin is not None and end is not None and begin > end:
        raise MoratrackError(f"--from {begin} is after --to {end}; swap them")
    if svg is None and (title or source):
        raise MoratrackError("--title and --source are for an SVG; add --svg FILE")
    if svg is not None and svg.lower().endswith(_PIXELS):
        name = PurePath(svg).with_suffix(".svg")
        raise MoratrackError(
            f"--svg writes SVG, not {PurePath(svg).suffix[1:].upper()}; write {name}, and turn that into "
            "pixels with rsvg-convert, Inkscape or a browser"
        )
    if svg is not None and output.form != "table":
        raise MoratrackError(f"--svg and --format {output.form} are two answers; ask for them one by one")
    dataset = load_data(data)
    found = tracks(rows_asked(filters, dataset, on))
    picture = chart(found, days_shown(found, on, begin, end), on, grouped=is_by_urgency(filters))
    if svg is not None:
        _write_svg(picture, svg, title, source)
        return 0
    rows = timeline_rows(found, begin, end)

    def grid() -> Grid:
        from ...views.timeline import period_grid
        from ...views.words import with_record

        return with_record(period_grid(rows), dataset.kept_to, on)

    def drawn(screen: Terminal) -> str:
        from ...views import timeline

        glyphs = timeline.UNICODE if screen.blocks else timeline.ASCII
        return timeline.drawn(picture, screen.width, colour=screen.colour, glyphs=glyphs)

    answer(output, rows, TimelineRow, grid, drawn)
    return 0


def _write_svg(picture: Chart, file: str, title: str | None, source: str | None) -> None:
    from ...views.svg import drawing

    content = drawing(picture, title, source).encode()
    if file == "-":
        write([content])
    else:
        from ...editing.safewrite import replace_file

        replace_file(file, content)
        talk(f"{file}: {counted(len(picture.lanes), 'policy', 'policies')}")
