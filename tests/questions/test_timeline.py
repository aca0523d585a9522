"""``moratrack timeline``: periods as rows, as bars in a terminal and as SVG."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from moratrack.core.history import periods
from moratrack.core.policy import Policy
from moratrack.questions.selection import Filters, rows
from moratrack.questions.status import status
from moratrack.questions.timeline import Chart, Range, Track, chart, days_shown, ticks, timeline_rows, tracks
from moratrack.text import inert
from moratrack.views.svg import drawing
from moratrack.views.timeline import ASCII, UNICODE, Glyphs, cells, drawn

from ..strategies import START, days, policies
from ..support import HOSTILE, ROOT, data_file, day, make_policy, run, spawn
from ..terminals import on_a_terminal

NS = "{http://www.w3.org/2000/svg}"
CaptureFd = pytest.CaptureFixture[bytes]

ON = dt.date(2026, 6, 30)
PICTURED = (
    "amazon ibm microsoft-police california new-york-schools-moratorium evictions lng-exports deepwater-drilling"
).split()
ONE_YEAR = {"date": "2020-06-10", "effective": "2020-06-11", "did": "adopted", "term": "1 year"}
OPEN = {"date": "2020-06-10", "did": "adopted"}
EVERY_LOOK: tuple[dict[str, Any], ...] = (
    {"id": "holds", "event": [{"date": "2022-01-01", "did": "adopted"}]},
    {
        "id": "stops",
        "event": [
            {"date": "2022-01-01", "did": "adopted", "through": "2026-12-31"},
            {"date": "2023-01-01", "did": "suspended", "through": "2023-12-31"},
        ],
    },
    {
        "id": "returns",
        "event": [
            {"date": "2020-01-01", "did": "adopted", "through": "2020-12-31"},
            {"date": "2022-01-01", "did": "adopted", "through": "2022-12-31"},
        ],
    },
    {
        "id": "comes",
        "event": [
            {"date": "2024-01-01", "did": "proposed"},
            {"date": "2025-01-01", "did": "adopted", "effective": "2026-10-01"},
        ],
    },
)


def tracked(policies: Sequence[Policy], on: dt.date) -> list[Track]:
    return tracks(rows(policies, on, Filters()))


def pictured(policies: Sequence[Policy], on: dt.date, shown: Range | None = None) -> Chart:
    found = tracked(policies, on)
    return chart(found, shown or days_shown(found, on), on, grouped=True)


def lane_of(text: str, label: str) -> str:
    """The line that shows a policy."""
    return next(line for line in text.splitlines() if line.startswith(f"{label} "))


# Rows


def test_a_row_is_a_period_known_on_the_day_asked(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    later = {"date": "2021-05-18", "did": "extended", "until": "further notice"}
    file = data_file(tmp_path, {"event": [ONE_YEAR, later]})

    before = run(capfdbinary, "timeline", "--data", file, "--as-of", "2021-05-17", "--json").rows
    after = run(capfdbinary, "timeline", "--data", file, "--as-of", "2021-05-18", "--json").rows

    assert [(row["state"], row["since"], row["through"]) for row in before] == [
        ("upcoming", "2020-06-10", "2020-06-10"),
        ("in_force", "2020-06-11", "2021-06-11"),
        ("expired", "2021-06-12", None),
    ]
    assert [(row["state"], row["since"], row["through"]) for row in after] == [
        ("upcoming", "2020-06-10", "2020-06-10"),
        ("in_force", "2020-06-11", None),
    ]
    assert list(after[0]) == (
        "id title issuer state since through approximate confirmed as_of kept_to".split()
    ), "keys are only ever added"
    assert after[0]["as_of"] == "2021-05-18"


def test_only_the_state_of_the_day_asked_can_be_unconfirmed(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    file = data_file(tmp_path, {"event": [ONE_YEAR]})
    for on, last in (("2021-06-11", True), ("2021-06-12", False), ("2022-01-01", False)):
        found = run(capfdbinary, "timeline", "--data", file, "--as-of", on, "--json").rows
        assert [row["confirmed"] for row in found] == [True, True, last]


def test_rows_are_those_that_touch_the_days_asked_for(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    file = data_file(tmp_path, {"event": [ONE_YEAR]})
    asked = ("timeline", "--data", file, "--as-of", "2022-01-01", "--json")

    def states(*bounds: str) -> list[str]:
        return [row["state"] for row in run(capfdbinary, *asked, *bounds).rows]

    assert states("--from", "2021-06-11") == ["in_force", "expired"]
    assert states("--from", "2021-06-12") == ["expired"]
    assert states("--to", "2020-06-10") == ["upcoming"]
    assert states("--from", "2020-06-11", "--to", "2021-06-11") == ["in_force"]
    assert states("--to", "2020-06-09") == []


@given(policies(), days())
def test_rows_are_the_periods_of_history(policy: Policy, on: dt.date) -> None:
    found = timeline_rows(tracked([policy], on), None, None)
    known = periods(policy, on) if status(policy, on) else []
    assert [(row.state, row.since, row.through, row.approximate) for row in found] == [
        (period.state, period.since, period.through, period.approximate) for period in known
    ]


# The days shown


@pytest.mark.parametrize(
    ("events", "on", "shown"),
    [
        ([OPEN], "2020-06-20", ("2020-05-01", "2020-07-31")),
        ([OPEN], "2021-12-31", ("2020-04-01", "2022-03-31")),
        ([OPEN], "2026-06-30", ("2020-01-01", "2026-12-31")),
        ([ONE_YEAR], "2020-06-20", ("2020-05-01", "2021-06-30")),
        ([OPEN | {"through": "2050-12-31"}], "2026-06-30", ("2020-01-01", "2026-12-31")),
        ([OPEN | {"through": "2028-06-30"}], "2026-06-30", ("2020-01-01", "2028-12-31")),
        ([OPEN | {"date": "2026-01-01"}], "2026-01-01", ("2025-12-01", "2026-01-31")),
        ([OPEN | {"date": "2021-11-15"}], "2026-01-01", ("2021-01-01", "2026-12-31")),
        # 30 days on either side.
        ([OPEN | {"date": "2026-07-31"}], "2026-07-31", ("2026-07-01", "2026-08-31")),
        ([OPEN | {"date": "2026-08-01"}], "2026-08-01", ("2026-07-01", "2026-08-31")),
        # A last day 366 days ahead is shown, one later is not.
        (
            [OPEN | {"date": "2026-05-01", "through": "2027-07-01"}],
            "2026-06-30",
            ("2026-05-01", "2027-07-31"),
        ),
        (
            [OPEN | {"date": "2026-05-01", "through": "2027-07-02"}],
            "2026-06-30",
            ("2026-05-01", "2026-07-31"),
        ),
    ],
)
def test_the_days_shown_reach_from_the_first_day_to_a_bit_past_the_day_asked(
    events: list[dict[str, Any]], on: str, shown: tuple[str, str]
) -> None:
    found = tracked([make_policy(*events)], day(on))
    assert days_shown(found, day(on)) == Range(day(shown[0]), day(shown[1]))


def test_a_tenth_of_the_policies_cannot_squash_the_rest() -> None:
    recent = [make_policy({"date": f"202{n}-01-01", "did": "adopted"}, id=f"p{n}") for n in range(6)]
    recent += [make_policy(OPEN, id=f"q{n}") for n in range(3)]
    whaling = make_policy({"date": "1982-07-23", "did": "adopted"}, id="whaling")

    picture = pictured([*recent, whaling], ON)

    assert picture.range.first == day("2020-01-01")
    assert [lane.since for lane in picture.lanes if lane.status.id == "whaling"] == [day("1982-07-23")]
    assert pictured([*recent[:4], whaling], ON).range.first == day("1982-01-01")


@pytest.mark.parametrize(
    ("oldest", "first"),
    [("2025-12-13", "2025-12-01"), ("2025-12-12", "2026-03-01")],  # 199 and 200 days, where most have 100
)
def test_they_do_where_they_leave_less_than_half_of_the_days_to_the_rest(oldest: str, first: str) -> None:
    recent = [make_policy(OPEN | {"date": "2026-03-22"}, id=f"p{number}") for number in range(9)]
    old = make_policy(OPEN | {"date": oldest}, id="old")
    assert days_shown(tracked([*recent, old], ON), ON).first == day(first)


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("2021-10-23", "2020-06-01"),  # 500 days and 501, 1464 and 1465
        ("2021-10-24", "2020-04-01"),
        ("2024-06-13", "2020-04-01"),
        ("2024-06-14", "2020-01-01"),
    ],
)
def test_many_days_begin_with_a_quarter_or_a_year(last: str, first: str) -> None:
    found = tracked([make_policy(OPEN)], day("2020-07-10"))
    assert days_shown(found, day("2020-07-10"), last=day(last)).first == day(first)


def test_a_bound_that_is_given_is_kept_and_leaves_at_least_a_year() -> None:
    found = tracked([make_policy(OPEN)], ON)
    assert days_shown(found, ON, day("2025-02-03"), day("2025-02-03")) == Range(
        day("2025-02-03"), day("2025-02-03")
    )
    assert days_shown(found, ON, first=day("2040-02-03")).last == day("2041-02-28")
    assert days_shown(found, ON, last=day("2000-02-03")).first == day("1999-02-01")
    # 365 days, to the day.
    assert days_shown(found, ON, first=day("2041-05-31")).last == day("2042-05-31")
    assert days_shown(found, ON, last=day("2001-03-01")).first == day("2000-03-01")


@given(st.lists(policies(), max_size=4), st.dates())
def test_the_day_asked_is_among_the_days_shown(some: list[Policy], on: dt.date) -> None:
    shown = days_shown(tracked(some, on), on)
    assert shown.first <= on <= shown.last


@given(st.dates(), st.dates(), st.integers(1, 60))
def test_ticks_are_few_enough_and_lie_in_order_within_the_days(
    one: dt.date, other: dt.date, at_most: int
) -> None:
    first, last = sorted((one, other))
    marks = ticks(Range(first, last), at_most)
    offsets = [mark.offset for mark in marks]
    assert 1 <= len(marks) <= at_most
    assert offsets == sorted(set(offsets))
    assert offsets[0] >= 0
    assert offsets[-1] <= (last - first).days


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2026-06-01", "2026-06-04", "Jun 2026:1 2 3 4"),
        ("2026-12-25", "2027-01-10", "Dec 2026:25 Jan 2027:1 8"),
        ("2026-11-15", "2027-02-15", "2026:Dec 2027:Jan Feb"),
        ("2025-06-01", "2026-06-30", "2025:Q3 Q4 2026:Q1 Q2"),
        ("2020-01-01", "2025-12-31", "2020 2021 2022 2023 2024 2025"),
        ("2001-01-01", "2026-12-31", "2005 2010 2015 2020 2025"),
        ("0001-01-01", "9999-12-31", "2000 4000 6000 8000"),
        ("2001-02-01", "2001-11-30", "Q2 Q3 Q4"),
    ],
)
def test_the_axis_is_in_days_months_quarters_or_years(first: str, last: str, labels: str) -> None:
    marks = ticks(Range(day(first), day(last)), 6)
    told = " ".join(f"{mark.above}:{mark.label}" if mark.above else mark.label for mark in marks)
    assert told.removeprefix("2001:") == labels


# The picture in a terminal


def test_every_state_has_a_glyph_of_its_own_and_the_legend_lists_those_used(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    file = data_file(tmp_path, *EVERY_LOOK)

    found = run(capfdbinary, "timeline", "--data", file, "--as-of", "2026-06-30", "--to", "2027-06-30")

    assert found.err == ""
    assert found.out == (
        "4 policies on 2026-06-30: 2 in force, 1 upcoming, 1 expired; record\n"
        "kept to 2025-01-01; the 545 days since then are not in it\n"
        "\n"
        "                                                       2026-06-30\n"
        "           2020   2021    2022   2023    2024    2025   2026     2027\n"
        "           ┬──────┬───────┬──────┬───────┬───────┬──────┬───▼────┬───\n"
        "                                                            │\n"
        "Starting (1)                                                │\n"
        "comes                                    ••••••••░░░░░░░░░░░│░░▆▆▆▆▆▆▶\n"
        "                                                            │\n"
        "Has a last day (1)                                          │\n"
        "stops ?                   ▆▆▆▆▆▆▆▆▒▒▒▒▒▒▒▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆│▆▆▆▆\n"
        "                                                            │\n"
        "In force, no last day (1)                                   │\n"
        "holds                     ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆│▆▆▆▆▆▆▆▆▶\n"
        "                                                            │\n"
        "Ended before that (1)                                       │\n"
        "returns ?  ▆▆▆▆▆▆▆▆┄┄┄┄┄┄┄▆▆▆▆▆▆▆▆                          │\n"
        "\n"
        "▆ in force   ▒ suspended   ┄ out of force in between   ░ upcoming\n"
        "• proposed   ▶ no last day set   │ the day asked\n"
        "? unconfirmed: a scheduled end has passed, nothing recorded since\n"
    )


def test_a_long_picture_is_explained_where_it_begins(capfdbinary: CaptureFd) -> None:
    lines = run(capfdbinary, "timeline", "--as-of", "2026-06-30").out.splitlines()
    places = [place for place, line in enumerate(lines) if line.startswith("▆ in force   ")]
    assert places == [3]
    first = next(place for place, line in enumerate(lines) if "▼" in line)
    assert first < 12


@pytest.mark.parametrize(("term", "encoding"), [("dumb", "utf-8"), ("xterm", "latin-1")])
def test_where_blocks_cannot_be_shown_the_picture_is_ascii(term: str, encoding: str, tmp_path: Path) -> None:
    file = data_file(tmp_path, *EVERY_LOOK)
    asked = ("timeline", "--data", file, "--as-of", "2026-06-30", "--to", "2027-06-30")
    found = spawn(*asked, TERM=term, PYTHONIOENCODING=encoding)
    assert found.out.isascii()
    assert "#%%" in lane_of(found.out, "stops")
    assert "..--" in lane_of(found.out, "comes")
    assert "#__" in lane_of(found.out, "returns")
    assert "##|###" in lane_of(found.out, "holds")
    assert lane_of(found.out, "holds").endswith(">")
    for glyphs in (ASCII, UNICODE):
        marks = [*glyphs.looks.values(), *glyphs.edges.values(), glyphs.earlier, glyphs.today]
        assert len(set(marks)) == len(marks)


def test_what_is_cut_off_says_how_far_it_goes(tmp_path: Path) -> None:
    file = data_file(
        tmp_path,
        {"id": "far", "event": [{"date": "1982-01-01", "did": "adopted", "through": "2050-12-31"}]},
        {"id": "open", "event": [{"date": "1998-01-01", "did": "adopted"}]},
        {"id": "over", "event": [{"date": "1990-01-01", "did": "adopted", "through": "1991-01-01"}]},
        {"id": "lost", "event": [{"date": "2020-01-01", "did": "adopted", "term": "unknown"}]},
    )
    bounds = ("--from", "2010-01-01", "--to", "2030-12-31")
    found = spawn("timeline", "--data", file, "--as-of", "2026-06-30", *bounds)
    assert lane_of(found.out, "far").split()[1].startswith("1982«▆")
    assert lane_of(found.out, "far").endswith("▆»2050")
    assert lane_of(found.out, "open").split()[1].startswith("1998«▆")
    assert lane_of(found.out, "open").endswith("▆▶")
    assert lane_of(found.out, "over").split() == ["over", "?", "1990«", "│"]
    assert lane_of(found.out, "lost").endswith("▆▷")
    legend = " ".join(found.out.splitlines()[-4:])
    for words in ("began at the date", "goes on to the date", "no last day set", "was not recorded"):
        assert words in legend


@pytest.mark.parametrize(
    ("events", "bounds", "edge"),
    [
        ([ONE_YEAR], ("--to", "2010"), "→2020"),
        ([OPEN], ("--to", "2010"), "→2020"),
        ([ONE_YEAR], ("--from", "2020-06-10", "--to", "2020-06-10"), "→2020"),
        ([ONE_YEAR], ("--to", "2020-06-11"), "»2021"),
        (  # out of force on the last day shown, and back for good later
            [ONE_YEAR, OPEN | {"date": "2022-01-01"}],
            ("--to", "2021-12-31"),
            "▶",
        ),
    ],
)
def test_what_begins_later_is_told_from_what_goes_on(
    tmp_path: Path, events: list[dict[str, Any]], bounds: tuple[str, ...], edge: str
) -> None:
    file = data_file(tmp_path, {"id": "x", "event": events})
    asked = ("timeline", "--data", file, "--as-of", "2026-06-30", *bounds)
    out = spawn(*asked).out
    legend = {"→": "→ begins at the date beside it", "»": "» goes on to the date beside it"}
    assert lane_of(out, "x").endswith(edge)
    for glyph, words in legend.items():
        assert (words in out) == edge.startswith(glyph)
    drawing = spawn(*asked, "--svg", "-").out
    for words in legend.values():
        assert (words[2:] in drawing) == (words in out)


def test_bounds_are_days_months_or_years(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    file = data_file(tmp_path, {"event": [ONE_YEAR]})

    def told(*bounds: str) -> str:
        return run(capfdbinary, "timeline", "--data", file, "--as-of", "2021-01-01", *bounds).out

    assert told("--from", "2019", "--to", "2020-12") == told("--from", "2019-01-01", "--to", "2020-12-31")
    assert told("--from", "2020-02", "--to", "2022") == told("--from", "2020-02-01", "--to", "2022-12-31")


def test_marks_of_doubt_stand_by_the_name_and_in_the_legend(tmp_path: Path) -> None:
    file = data_file(
        tmp_path, {"id": "vague", "event": [{"date": "2020-06", "did": "adopted", "term": "1 year"}]}
    )
    found = spawn("timeline", "--data", file, "--as-of", "2026-06-30").out
    assert lane_of(found, "vague").startswith("vague ~ ?  ")
    assert "\n~ approximate: only the month or the year is known\n? unconfirmed: " in found


def test_labels_stand_above_the_bars_where_there_is_no_room_beside_them(tmp_path: Path) -> None:
    file = data_file(tmp_path, {"id": "a-policy-with-a-long-name", "event": [OPEN]})
    found = spawn("timeline", "--data", file, "--as-of", "2026-06-30", COLUMNS="50").out.splitlines()
    place = next(n for n, line in enumerate(found) if line.startswith("a-policy-with-a-long-name "))
    assert found[place].endswith("│")
    assert found[place + 1].strip().startswith("▆▆▆")
    assert found[place + 1].endswith("▶")
    assert found[place].index("│") == found[place + 1].index("│")


def test_a_long_picture_repeats_its_axis_and_a_short_one_does_not() -> None:
    many = [make_policy(OPEN, id=f"p{number}") for number in range(21)]
    text = drawn(pictured(many, ON), 80, colour=False, glyphs=UNICODE)
    assert text.count("2026-06-30\n") == 2
    assert "▲" in text
    assert "▲" not in drawn(pictured(many[1:], ON), 80, colour=False, glyphs=UNICODE)


def test_colour_only_adds_to_what_is_there_without_it() -> None:
    picture = pictured([make_policy(ONE_YEAR), make_policy(OPEN, id="y")], ON)
    coloured = drawn(picture, 80, colour=True, glyphs=UNICODE)
    assert "\x1b[32m▆" in coloured
    stripped = "".join(
        part.partition("m")[2] if place else part for place, part in enumerate(coloured.split("\x1b["))
    )
    assert stripped == drawn(picture, 80, colour=False, glyphs=UNICODE)


def test_a_pipe_takes_100_columns_or_as_many_as_it_is_told(tmp_path: Path) -> None:
    file = data_file(tmp_path, {"id": "open", "event": [OPEN]})
    asked = ("timeline", "--data", file, "--as-of", "2026-06-30")
    assert len(lane_of(spawn(*asked).out, "open")) == 100
    assert len(lane_of(spawn(*asked, COLUMNS="64").out, "open")) == 64


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Pictures of some policies on any day, on any days."""
    some = draw(st.lists(policies(), min_size=1, max_size=6))
    names = draw(st.permutations(("a", "bc", "d-" * 7, "e" * 23, "f" * 45, "g")))
    named = [replace(policy, id=name) for policy, name in zip(some, names, strict=False)]
    on = START + dt.timedelta(days=draw(st.integers(-10, 3000)))
    first, last = sorted(START + dt.timedelta(days=draw(st.integers(-999, 4000))) for _ in range(2))
    given_range = draw(st.booleans())
    return pictured(named, on, Range(first, last) if given_range else None)


@given(charts(), st.integers(30, 200), st.sampled_from((ASCII, UNICODE)))
def test_no_line_is_wider_than_the_width(picture: Chart, width: int, glyphs: Glyphs) -> None:
    lines = drawn(picture, width, colour=False, glyphs=glyphs).splitlines()
    assert max(map(cell_len, lines), default=0) <= width
    assert all(line == line.rstrip() for line in lines)


@given(policies(), days(3000), st.integers(30, 200), st.sampled_from((ASCII, UNICODE)))
def test_the_cell_behind_the_line_shows_the_state_of_the_day_asked(
    policy: Policy, on: dt.date, width: int, glyphs: Glyphs
) -> None:
    expected = status(policy, on)
    if expected is None:
        return
    lines = drawn(pictured([policy], on), width, colour=False, glyphs=glyphs).splitlines()
    pointer = next(line.index(glyphs.pointers[0]) for line in lines if glyphs.pointers[0] in line)
    label = next(number for number, line in enumerate(lines) if line.split()[:1] == ["x"])
    lane = lines[label + 1] or lines[label]  # the bars stand below where there is no room beside
    assert lane[pointer] == glyphs.today
    shown = lane[pointer + 1 : pointer + 2].strip()
    if expected.state == "expired" or expected.state == "ended":
        returns = any(period.since > on for period in periods(policy, on))
        assert shown == (glyphs.looks["gap"] if returns else "")
    else:
        assert shown == glyphs.looks[expected.state]


@given(charts(), st.integers(9, 200))
def test_a_cell_shows_nothing_that_does_not_hold_near_it(picture: Chart, width: int) -> None:
    for lane in picture.lanes:
        for place, look in enumerate(cells(lane.bars, picture.days, width, picture.today)):
            reach = range((place - 1) * picture.days // width - 1, (place + 2) * picture.days // width + 2)
            assert look is None or any(
                bar.look == look and bar.start < reach.stop and bar.stop > reach.start for bar in lane.bars
            )


# SVG


def svg_of(policies: Sequence[Policy], on: dt.date = ON, shown: Range | None = None) -> ET.Element:
    return ET.fromstring(drawing(pictured(policies, on, shown)))  # noqa: S314


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{NS}text")]


def shapes(root: ET.Element) -> list[ET.Element]:
    """The bars that stand for a period: each has a title of its own."""
    return [
        element for element in root.iter() if element.find(f"{NS}title") is not None and element is not root
    ]


def test_the_svg_in_the_documentation_is_what_the_program_draws() -> None:
    found = spawn("timeline", *PICTURED, "--as-of", "2026-06-30", "--svg", "-")
    command = f"moratrack timeline {' '.join(PICTURED)} --as-of 2026-06-30 --svg docs/timeline.svg"
    assert found.out == (ROOT / "docs" / "timeline.svg").read_text(encoding="utf-8"), f"run: {command}"


def test_the_svg_says_in_words_what_it_shows() -> None:
    root = svg_of([make_policy(ONE_YEAR, title="Doors", issuer="Acme")], day("2021-01-01"))
    assert root.get("role") == "img"
    named = {element.get("id"): element.text or "" for element in root}
    title, description = (named[name] for name in (root.get("aria-labelledby") or "").split())
    assert title == "1 policy on 2021-01-01: 1 in force"
    assert "Doors, Acme: upcoming 2020-06-10 to 2020-06-10; in force 2020-06-11 to 2021-06-11." in description
    assert {"Doors", "Acme", "2021-01-01", "Has a last day (1)", "in force"} <= set(texts(root))


def test_the_svg_draws_the_bars_on_their_days() -> None:
    policy = make_policy(OPEN | {"date": "2020-04-10", "through": "2020-07-18"})
    root = svg_of([policy], day("2020-05-01"), Range(day("2020-01-01"), day("2020-12-30")))
    axis = [float(line.get("x1", "")) for line in root.iter(f"{NS}line") if line.get("stroke") == "#e4e4e4"]
    a_day = (axis[1] - axis[0]) / 31
    [bar] = shapes(root)
    # The stroke, one unit wide, is half outside of the rectangle.
    assert float(bar.get("x", "")) - 0.5 == pytest.approx(axis[0] + 100 * a_day, abs=0.02)
    assert float(bar.get("width", "")) + 1 == pytest.approx(100 * a_day, abs=0.02)
    line = next(line for line in root.iter(f"{NS}line") if line.get("stroke") == "#b5460f")
    assert float(line.get("x1", "")) == pytest.approx(axis[0] + 121 * a_day, abs=0.02)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_of_the_data_stays_text_in_svg(hostile: str) -> None:
    root = svg_of([make_policy(OPEN, title=f"a {hostile} z", issuer=f"b {hostile} y")])
    plain = svg_of([make_policy(OPEN, title="a", issuer="b")])
    assert {element.tag for element in root.iter()} == {element.tag for element in plain.iter()}
    assert {name for element in root.iter() for name in element.attrib} == {
        name for element in plain.iter() for name in element.attrib
    }
    expected = "".join(inert(f"a {hostile} z").split())
    assert expected in "".join("".join(texts(root)).split())
    assert "\x1b" not in ET.tostring(root, encoding="unicode")


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=400))
def test_any_text_gives_a_document_in_which_nothing_of_it_is_lost(issuer: str, title: str) -> None:
    root = svg_of([make_policy(OPEN, title=title, issuer=issuer)])
    together = "".join("".join(texts(root)).split())
    for text in (title, issuer):
        assert "".join(inert(text).split()) in together


@given(charts())
def test_the_svg_stays_within_its_bounds_and_is_the_same_every_time(picture: Chart) -> None:
    text = drawing(picture)
    assert text == drawing(picture)
    assert "<script" not in text
    assert text.count("http") == 1, "the name of the format, and no address besides"
    root = ET.fromstring(text)  # noqa: S314
    width, height = (float(root.get(name, "")) for name in ("width", "height"))
    for element in root.iter(f"{NS}text"):
        assert 0 <= float(element.get("x", "")) <= width
        assert 0 <= float(element.get("y", "")) <= height
    for bar in shapes(root):
        if bar.tag == f"{NS}rect":
            assert float(bar.get("x", "")) >= 0
            assert float(bar.get("x", "")) + float(bar.get("width", "")) <= width
    assert len(shapes(root)) == sum(len(lane.bars) for lane in picture.lanes)


def test_svg_looks_differ_without_colour_too() -> None:
    root = svg_of([make_policy(*record["event"], id=record["id"]) for record in EVERY_LOOK])
    looks = {bar.findtext(f"{NS}title", "").partition(" 20")[0]: bar for bar in shapes(root)}
    assert looks["suspended"].get("fill") == "url(#moratrack-suspended)"
    assert looks["upcoming"].get("fill") == "url(#moratrack-upcoming)"
    assert (looks["proposed"].get("fill"), looks["proposed"].get("stroke-dasharray")) == ("#ffffff", "3 2")
    assert (looks["in force"].get("fill"), looks["in force"].get("stroke-dasharray")) == ("#0072b2", None)
    assert looks["expired"].tag == f"{NS}g", "a line of dots"
    patterns = {element.get("id") for element in root.iter(f"{NS}pattern")}
    assert patterns == {"moratrack-suspended", "moratrack-upcoming"}


def test_svg_is_written_whole_to_a_file_or_to_standard_output(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    file = data_file(tmp_path, {"event": [OPEN]})
    out = tmp_path / "picture.svg"
    out.write_text("what was there before")
    asked = ("timeline", "--data", file, "--as-of", "2026-06-30", "--svg")

    written = run(capfdbinary, *asked, str(out))
    printed = run(capfdbinary, *asked, "-")

    assert (written.status, written.out, written.err) == (0, "", f"{out}: 1 policy\n")
    assert out.read_text(encoding="utf-8") == printed.out
    assert printed.out.startswith("<svg ")
    assert printed.out.endswith("</svg>\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.json", "picture.svg"]


# What cannot be asked, and nothing to show


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--from", "2026-01-02", "--to", "2026-01-01"),
            "--from 2026-01-02 is after --to 2026-01-01; swap them",
        ),
        (("--from", "2027", "--to", "2026"), "--from 2027-01-01 is after --to 2026-12-31; swap them"),
        (("--from", "2026-13"), "--from '2026-13' is not understood as a day"),
        (("--to", "soon"), "--to 'soon' is not understood as a day; write 2020-06-11"),
        (("--svg", "x.svg", "--json"), "--svg and --format json are two answers"),
        (("--svg", "no-such-folder/x.svg"), "there is no folder"),
        (("--svg", "."), "cannot be written"),
    ],
)
def test_a_question_that_cannot_be_asked_is_one_line(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    file = data_file(tmp_path, {"event": [OPEN]})
    monkeypatch.chdir(tmp_path)
    found = run(capfdbinary, "timeline", "--data", file, "--as-of", "2026-06-30", *words)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith("moratrack: ")
    assert said in found.err
    assert found.err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.json"]


@pytest.mark.parametrize(
    ("words", "out"),
    [
        ((), ""),
        (("--json",), "[]\n"),
        (("--format", "ndjson"), ""),
        (("--format", "csv"), "id,title,issuer,state,since,through,approximate,confirmed,as_of,kept_to\r\n"),
        (
            ("--format", "markdown"),
            "| Policy | Issuer | State | Since | Through |\n| --- | --- | --- | --- | --- |\n",
        ),
    ],
)
def test_nothing_found_is_an_empty_valid_answer(
    capfdbinary: CaptureFd, tmp_path: Path, words: tuple[str, ...], out: str
) -> None:
    file = data_file(tmp_path, {"event": [OPEN]})
    found = run(
        capfdbinary, "timeline", "--data", file, "--as-of", "2026-06-30", "--state", "expired", *words
    )
    assert (found.status, found.out) == (0, out)
    assert found.err == "no policy matches on 2026-06-30\n"


def test_nothing_found_is_an_empty_picture_too() -> None:
    root = svg_of([])
    assert root[0].text == "No policies on 2026-06-30"
    assert shapes(root) == []


def test_markdown_lists_the_periods(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    file = data_file(
        tmp_path, {"issuer": "A | <b>", "event": [{"date": "2020-06", "did": "adopted", "term": "1 year"}]}
    )
    found = run(capfdbinary, "timeline", "--data", file, "--as-of", "2022-01-01", "--format", "markdown")
    assert "| p0 | A \\| \\<b\\> | in force \\~ | 2020-06-01 | 2021-06-30 |\n" in found.out
    assert "| p0 | A \\| \\<b\\> | expired \\~ ? | 2021-07-01 |  |\n" in found.out


def test_hostile_texts_reach_the_terminal_as_text_only(tmp_path: Path) -> None:
    records = [{"title": text, "issuer": text, "event": [OPEN]} for text in HOSTILE]
    file = data_file(tmp_path, *records)
    for words in ((), ("--format", "markdown"), ("--format", "csv")):
        out = spawn("timeline", "--data", file, "--as-of", "2026-06-30", *words).out
        assert all(character.isprintable() or character in "\r\n" for character in out)


@pytest.mark.parametrize("on", ["0001-01-01", "0001-12-31", "9999-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_can_be_drawn(capfdbinary: CaptureFd, tmp_path: Path, on: str) -> None:
    file = data_file(tmp_path, {"event": [{"date": "0001-01-01", "did": "adopted", "through": "9999-12-31"}]})
    for words in ((), ("--json",), ("--svg", "-"), ("--from", "0001-01-01", "--to", "9999-12-31")):
        found = run(capfdbinary, "timeline", "--data", file, "--as-of", on, *words)
        assert (found.status, found.err) == (0, "")
        assert found.out


def test_json_imports_nothing_that_only_people_need(tmp_path: Path) -> None:
    file = data_file(tmp_path, {"event": [OPEN]})
    code = (
        "import sys; from moratrack.cli.app import main;"
        f"main(['timeline', '--data', {file!r}, '--as-of', '2026-06-30', '--json']);"
        "print([name for name in ('rich', 'xml.etree.ElementTree') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_a_picture_longer_than_the_terminal_is_paged() -> None:
    asked = ("timeline", "--topic", "facial-recognition", "--as-of", "2026-06-30")
    settings = {"LINES": "20", "MORATRACK_PAGER": "sed s/^/paged:/", "TERM": "dumb"}
    paged = on_a_terminal(*asked, width=80, **settings).splitlines()
    assert len(paged) > 20
    assert all(line.startswith("paged:") and len(line) <= 80 + len("paged:") for line in paged)
    assert "paged:" not in on_a_terminal(*asked, "--no-pager", width=80, **settings)
