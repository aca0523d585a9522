"""Tables are laid out by hand, because rich takes long to import; they look as rich would draw them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest
from msgspec.structs import replace
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style as RichStyle
from rich.table import Table
from rich.text import Text

from moratrack import load
from moratrack.core.policy import STANDINGS
from moratrack.questions.digest import digest
from moratrack.questions.exempt import party_rows
from moratrack.questions.selection import Filters, Row, rows
from moratrack.questions.show import dossier
from moratrack.questions.sources import sourcing_rows
from moratrack.questions.status import listings
from moratrack.views.exempt import party_grid
from moratrack.views.grid import Cell, Column, Grid, Group, Style
from moratrack.views.ink import ASCII, STYLES, Ink, Piece, written
from moratrack.views.layout import GAP, Widths, layout, natural_width, shown_text
from moratrack.views.show import record_grid
from moratrack.views.sources import sourcing_grid
from moratrack.views.status import status_grid
from moratrack.views.table import drawn, plain

from ..support import HOSTILE, SHIPPED, day

DAYS = ("2021-06-01", "2026-02-10", "2026-11-25")
WIDTHS = (80, 100, 137, 200, 227)
INK = Ink(colour=True, links=True)
PLAIN = Ink()


@cache
def known(on: str) -> list[Row]:
    return rows(load(str(SHIPPED)), day(on), Filters())


def status_screen(on: str) -> Grid:
    found = known(on)
    return status_grid(listings(found, grouped=True), digest(found, day(on), day("2026-07-02")))


SCREENS: dict[str, Callable[[str], Grid]] = {
    "status": status_screen,
    "status by id": lambda on: status_grid(listings(known(on), grouped=False)),
    "exempt": lambda on: party_grid(party_rows(known(on), ["exempt"]), with_standing=False),
    "exempt --all": lambda on: party_grid(party_rows(known(on)[:40], STANDINGS), with_standing=True),
    "sources": lambda on: sourcing_grid(sourcing_rows(known(on))),
    "show": lambda on: record_grid(dossier(known(on)[0])),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("screen", SCREENS)
def test_rows_look_as_rich_draws_them(screen: str, on: str, width: int) -> None:
    grid = replace(SCREENS[screen](on), above=(), below=(), title="")
    widths = layout(grid, width)
    if len(widths) == 1:
        return
    bare = replace(grid, groups=[Group("", group.rows) for group in grid.groups])
    ours = looks(drawn(bare, width, INK))
    headed = any(grid.columns[place].name for place in widths)
    theirs = looks(rich_rows(bare, width))
    assert ours[2 if headed else 0 :] == theirs


def rich_rows(grid: Grid, width: int) -> str:
    """The rows of a grid as rich draws them, and what has no column under them."""
    widths = layout(grid, width)
    console = Console(
        file=io.StringIO(), width=1000, force_terminal=True, color_system="standard", legacy_windows=False
    )
    for number, group in enumerate(grid.groups):
        if number:
            console.print()
        for row in group.rows:
            console.print(rich_row(row, widths, grid))
            if not grid.one_line:
                hidden = [place for place in range(len(row)) if place not in widths and row[place].text]
                line = Text()
                for place in hidden:
                    line.append("; " if line else "", style="dim")
                    line.append(f"{grid.columns[place].name}: ", style="dim")
                    line.append_text(rich_text(row[place], row[place].text))
                for part in line.wrap(console, width - 2) if hidden else ():
                    console.print(Text("  ") + part, no_wrap=True)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def rich_row(row: Sequence[Cell], widths: Widths, grid: Grid) -> Table:
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, show_header=False)
    cells = []
    for place, width, text in merged(row, widths, grid):
        address = row[place].style == "address"
        table.add_column(
            width=400 if address else width,
            no_wrap=grid.one_line or grid.columns[place].whole or address,
            overflow="ellipsis" if grid.one_line else "fold",
            justify="right" if grid.columns[place].right else "left",
        )
        cells.append(text)
    table.add_row(*cells)
    return table


def merged(row: Sequence[Cell], widths: Widths, grid: Grid) -> Iterator[tuple[int, int, Text]]:
    """Place, width and text of each cell; one that runs over has the width of the empty ones as well."""
    found: list[tuple[int, int, Text]] = []
    for place, width in widths.items():
        cell = row[place]
        room = width
        if grid.columns[place].right:
            while found and not found[-1][2].plain:
                room += found.pop()[1] + GAP
        text = shown_text(cell)
        if cell.share is not None:
            full = round(cell.share * width)
            full = min(max(full, 1), width - 1) if 0 < cell.share < 1 else full
            found.append(
                (place, room, Text.assemble(("▆" * full, STYLES[cell.style]), ("▁" * (width - full), "dim")))
            )
            continue
        if cell.loose and (len(cell.loose) <= room or room >= 20):
            text = cell.loose
        found.append((place, room, rich_text(cell, text)))
    yield from found


def rich_text(cell: Cell, text: str) -> Text:
    return Text(
        text, style=f"{STYLES[cell.style]} link {cell.link}".strip() if cell.link else STYLES[cell.style]
    )


def looks(text: str) -> list[list[tuple[str, str]]]:
    """Each visible character of each line with its style, and where it leads."""
    lines = []
    for line in text.split("\n")[:-1]:
        parsed = Text.from_ansi(line.rstrip())
        styles = ["" for _ in parsed.plain]
        for start, stop, style in parsed.spans:
            styles[start:stop] = [re.sub(r"link .*|none", "", str(style)).strip()] * (stop - start)
        shown = [
            (character, style if character.strip() else "")
            for character, style in zip(parsed.plain, styles, strict=True)
        ]
        while shown and shown[-1][0] == " ":
            shown.pop()
        lines.append(shown)
    return lines


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_written_as_rich_writes_it(style: Style) -> None:
    theirs = RichStyle.parse(STYLES[style]).render("text", color_system=ColorSystem.STANDARD)
    assert written([Piece("text", style)], INK) == theirs


def test_a_link_is_written_as_rich_writes_it() -> None:
    ours = written([Piece("text", "name", "https://example.com/a")], INK)
    rich = RichStyle.parse("bold link https://example.com/a").render(
        "text", color_system=ColorSystem.STANDARD
    )
    assert re.sub("id=m", "", ours) == re.sub(r"id=\d+", "", rich)
    assert "\x1b]8" not in written([Piece("text", "name", "https://example.com/a")], Ink(colour=True))


def test_without_colour_there_is_only_text() -> None:
    assert written([Piece("a", "name", "https://example.com"), Piece("  ")], Ink(links=True)) == "a"


COLUMNS = (
    Column("Policy", whole=True),
    Column("Issuer", detail=1, least=10),
    Column("Last day", detail=2, whole=True),
    Column("Left", right=True, whole=True),
)


def screen(*row: Cell, width: int = 80, one_line: bool = True, ink: Ink = PLAIN) -> list[str]:
    return drawn(Grid(COLUMNS, [Group("", [row])], one_line=one_line), width, ink).splitlines()


def test_a_row_is_one_line_from_80_columns_on_and_has_its_rest_under_it_on_fewer() -> None:
    row = (Cell("acme"), Cell("Acme " * 20), Cell("2027-01-02"), Cell("9 days left"))
    wide = screen(*row)
    assert wide[2] == "acme    " + ("Acme " * 11)[:46] + "…  2027-01-02  9 days left"
    narrow = screen(*row, width=40)
    assert narrow[2] == "acme    Acme Acme Acme Acm…  9 days left"
    assert narrow[3:] == ["  Last day: 2027-01-02"]


def test_where_not_even_the_least_fits_all_else_is_under_the_first() -> None:
    row = (Cell("a-rather-long-name"), Cell("Acme"), Cell("2027-01-02"), Cell("9 days left"))
    assert screen(*row, width=22)[2:] == [
        "a-rather-long-name",
        "  Issuer: Acme; Last",
        "  day: 2027-01-02;",
        "  Left: 9 days left",
    ]


def test_what_is_loose_runs_over_empty_cells_and_is_cut_where_they_end() -> None:
    loose = Cell("", brief="in 6 days", loose="starts 2026-12-02, in 6 days")
    assert screen(Cell("acme"), Cell(""), Cell(""), loose, width=40)[2].endswith(
        " starts 2026-12-02, in 6 days"
    )
    assert screen(Cell("acme"), Cell("Acme"), Cell("2027-01-02"), loose, width=40)[2].endswith("  in 6 days")


@pytest.mark.parametrize("width", range(80, 101))
def test_a_day_is_left_out_rather_than_cut(width: int) -> None:
    text = "until the council has met again on 2027-01-02, and again on ~2028-01-02, to see how it went"
    out = screen(Cell("acme"), Cell(""), Cell(""), Cell("", brief="on a condition", loose=text), width=width)[
        2
    ]
    assert len(out) <= width
    found = re.findall(r"[~\d]\S*\d\S*", out.replace("…", " "))
    assert set(found) <= {"2027-01-02,", "2027-01-02", "~2028-01-02,", "~2028-01-02"}


@pytest.mark.parametrize(
    ("share", "bar"),
    [(0.0, "--------"), (0.001, "#-------"), (0.5, "####----"), (0.999, "#######-"), (1.0, "########")],
)
def test_a_bar_is_neither_empty_nor_full_before_it_is(share: float, bar: str) -> None:
    cells = (Cell("acme"), Cell(""), Cell("half", share=share), Cell(""))
    assert screen(*cells, ink=ASCII)[2] == f"acme    {bar}"


def test_a_heading_stands_in_a_rule_with_the_meaning_of_its_marks() -> None:
    group = Group("Starting (1)", [(Cell("acme"), Cell(""), Cell(""), Cell("9 days"))], "~ about")
    lines = drawn(Grid(COLUMNS, [group], one_line=True), 80, Ink()).splitlines()
    assert lines[2] == "── Starting (1) ── ~ about ──"
    narrow = drawn(Grid(COLUMNS, [group], one_line=True), 20, Ink()).splitlines()
    assert narrow[2:4] == ["── Starting (1) ──", "  ~ about"]


@pytest.mark.parametrize("width", range(20, 30))
def test_a_heading_and_its_rule_are_one_line_where_the_heading_has_room(width: int) -> None:
    group = Group("a heading of 23 letters", [(Cell("acme"), Cell(""), Cell(""), Cell("9 days"))])
    lines = drawn(Grid(COLUMNS, [group], one_line=True), width, PLAIN).splitlines()
    titled = [line for line in lines if "─" in line and line.strip("─")]
    assert [line.rstrip("─ ") for line in titled] == ["── a heading of 23 letters"] * (width >= 27)
    assert max(map(len, lines)) <= width


def test_what_is_set_to_the_right_is_so_in_rows_that_are_folded_too() -> None:
    columns = (Column("Who"), Column("Days", whole=True, right=True), Column("Why"))
    rows = [(Cell("acme"), Cell("9"), Cell("so")), (Cell("acme"), Cell("1,200"), Cell("because " * 5))]
    assert drawn(Grid(columns, [Group("", rows)]), 36, PLAIN).splitlines()[2:] == [
        "acme      9  so",
        "acme  1,200  because because because",
        "             because because",
    ]


def test_a_narrow_terminal_has_a_text_go_on_under_its_label() -> None:
    grid = Grid(COLUMNS, [], [("Ending soon", "acme on 2027-01-02 (in 9 days)"), ("Record", "kept")])
    assert drawn(grid, 80, Ink()) == "Ending soon  acme on 2027-01-02 (in 9 days)\nRecord       kept\n"
    assert drawn(grid, 30, Ink()) == "Ending soon: acme on\n2027-01-02 (in 9 days)\nRecord: kept\n"
    day = Grid(COLUMNS, [], [("2026-11-26", "2 policies: 1 in force, 1 over")])
    assert drawn(day, 30, Ink()) == "2026-11-26, 2 policies: 1 in\nforce, 1 over\n"


def test_an_address_is_never_broken() -> None:
    url = "https://example.com/" + "a" * 100
    grid = Grid([Column("", whole=True), Column("")], [Group("", [(Cell("[1]"), Cell(url, "address", url))])])
    assert drawn(grid, 40, Ink()) == f"[1]  {url}\n"


@pytest.mark.parametrize("width", [20, 33, 50, 79, 80, 81, 100, 140, 227])
@pytest.mark.parametrize("on", DAYS)
def test_no_line_is_longer_than_the_terminal_and_no_id_is_cut(on: str, width: int) -> None:
    grid = status_screen(on)
    lines = drawn(grid, width, Ink()).splitlines()
    assert max(map(len, lines)) <= max(width, 29)  # the longest ids
    words = {word for line in lines for word in line.split()}
    assert {row.policy.id for row in known(on)} <= words
    assert len([line for line in lines if line.strip()]) <= len(known(on)) + 22 or width < 80


@pytest.mark.parametrize("width", [80, 90, 100, 140])
def test_why_a_record_is_weak_is_not_cut(width: int) -> None:
    listed = sourcing_rows(known(DAYS[-1]))
    weak = [row for row in listed if row.weak == ("unconfirmed", "low confidence")]
    drawn_rows = drawn(sourcing_grid(listed), width, Ink()).splitlines()
    assert weak
    for row in weak:
        [line] = [line for line in drawn_rows if line.startswith(f"{row.id} ")]
        assert "unconfirmed, low confidence" in line


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_the_data_cannot_widen_a_table(text: str) -> None:
    printable = "".join(character for character in text if character.isprintable())
    lines = screen(Cell("acme"), Cell(printable * 9), Cell("2027-01-02"), Cell("9 days left"))
    assert len(lines) == 3


def test_a_pipe_gets_whole_cells() -> None:
    cell = Cell("161 days left, or until a law passes", brief="161 days at most", share=0.5)
    grid = Grid(COLUMNS, [Group("", [(Cell("acme"), Cell("Acme"), Cell("2027-01-02"), cell)])])
    assert list(plain(grid))[1] == "acme    Acme    2027-01-02  161 days left, or until a law passes\n"
    assert natural_width(grid) == len(list(plain(grid))[1]) - 1
