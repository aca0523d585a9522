"""``calendar``: what is coming, as rows and as iCalendar read back by another program's parser."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from moratrack.core.history import periods
from moratrack.core.policy import STANDINGS, Policy
from moratrack.questions.calendar import Coming, agenda
from moratrack.questions.log import log
from moratrack.questions.selection import Filters, rows
from moratrack.text import inert
from moratrack.views.ical import ical

from ..strategies import days, policies
from ..support import HOSTILE, data_file, day, make_policy, run, spawn
from ..terminals import on_a_terminal

CaptureFd = pytest.CaptureFixture[bytes]

ADOPTED = {"date": "2020-06-10", "effective": "2020-06-11", "did": "adopted", "term": "1 year"}
EXTENDED = {"date": "2021-05-18", "did": "extended", "until": "further notice"}


def coming(policy: Policy, on: str) -> list[Coming]:
    return agenda(rows([policy], day(on), Filters()))


def turns(*events: dict[str, Any], on: str) -> list[tuple[str, str, str]]:
    """Day, turn and uid of what is coming."""
    found = coming(make_policy(*events), on)
    return [(str(row.day), row.turn, row.uid.removesuffix("@moratrack")) for row in found]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-06-09", []),
        ("2020-06-10", [("2020-06-11", "starts", "x-starts"), ("2021-06-11", "expires", "x-expires")]),
        ("2020-06-11", [("2020-06-11", "starts", "x-starts"), ("2021-06-11", "expires", "x-expires")]),
        ("2020-06-12", [("2021-06-11", "expires", "x-expires")]),
        ("2021-05-17", [("2021-06-11", "expires", "x-expires")]),
        ("2021-05-18", []),
    ],
)
def test_what_is_coming_is_what_was_known_on_the_day(on: str, expected: list[Any]) -> None:
    assert turns(ADOPTED, EXTENDED, on=on) == expected


def test_the_last_day_is_coming_until_it_is_over() -> None:
    assert [row.days_left for row in coming(make_policy(ADOPTED), "2021-06-11")] == [0]
    assert coming(make_policy(ADOPTED), "2021-06-12") == []


def test_a_condition_may_end_it_from_a_day_on() -> None:
    adopted = {"date": "2020-12-22", "did": "adopted", "until": "a study", "not_before": "2022-07"}
    [row] = coming(make_policy(adopted), "2021-01-01")
    assert (str(row.day), row.turn, row.until, row.approximate) == (
        "2022-07-01",
        "not_before",
        "a study",
        True,
    )


def test_a_suspension_of_known_length_comes_and_goes() -> None:
    suspended = {"date": "2020-08-01", "did": "suspended", "effective": "2020-09-01", "through": "2020-09-30"}
    assert turns(ADOPTED, suspended, on="2020-08-01") == [
        ("2020-09-01", "suspended", "x-suspended"),
        ("2020-10-01", "resumes", "x-resumes"),
        ("2021-06-11", "expires", "x-expires"),
    ]


def test_what_runs_out_while_suspended_does_not_resume() -> None:
    suspended = {"date": "2020-08-01", "did": "suspended", "through": "2021-06-11"}
    assert turns(ADOPTED, suspended, on="2020-08-02") == [("2021-06-11", "expires", "x-expires")]


def test_a_suspension_that_would_begin_after_the_end_is_not_coming() -> None:
    adopted = {"date": "2018-01-01", "did": "adopted"}
    suspended = {"date": "2018-01-01", "did": "suspended", "effective": "2018-01-02"}
    ended = {"date": "2018-01-01", "did": "ended", "effective": "2018-01-02"}
    starts, expires = ("2018-01-01", "starts", "x-starts"), ("2018-01-01", "expires", "x-expires")
    assert turns(adopted, suspended, ended, on="2018-01-01") == [expires, starts]


def test_a_suspension_that_outlives_the_policy_ends_with_it() -> None:
    suspended = {"date": "2020-08-01", "did": "suspended", "effective": "2020-09-01", "through": "2020-12-31"}
    ended = {"date": "2020-08-02", "did": "ended", "effective": "2020-10-01"}
    assert turns(ADOPTED, suspended, ended, on="2020-08-02") == [
        ("2020-09-01", "suspended", "x-suspended"),
        ("2020-09-30", "expires", "x-expires"),
    ]


def test_a_resumption_announced_ahead_is_coming() -> None:
    suspended = {"date": "2020-08-01", "did": "suspended"}
    resumed = {"date": "2020-08-15", "did": "resumed", "effective": "2020-10"}
    [resumes, _] = coming(make_policy(ADOPTED, suspended, resumed), "2020-09-01")
    assert (str(resumes.day), resumes.turn, resumes.approximate) == ("2020-10-01", "resumes", True)


def test_what_ended_before_it_came_is_not_coming() -> None:
    adopted = {"date": "2020-06-10", "did": "adopted", "effective": "2021-01-01"}
    ended = {"date": "2020-09-01", "did": "ended"}
    assert turns(adopted, ended, on="2020-08-31") == [("2021-01-01", "starts", "x-starts")]
    assert turns(adopted, ended, on="2020-09-01") == []


def test_each_period_and_each_suspension_has_a_name_of_its_own() -> None:
    events = (
        ADOPTED,
        {"date": "2020-07-01", "did": "suspended", "through": "2020-07-31"},
        {"date": "2020-08-10", "did": "suspended", "through": "2020-08-20"},
        {"date": "2020-08-11", "did": "adopted", "effective": "2022-01-01", "term": "1 year"},
    )
    assert [uid for _, _, uid in turns(*events, on="2020-08-15")] == [
        "x-resumes.1.2",
        "x-expires",
        "x-starts.2.1",
        "x-expires.2.1",
    ]


@pytest.mark.parametrize(
    ("events", "on", "expected"),
    [
        ([ADOPTED], "2020-07-01", [("2021-06-11", 0)]),
        (
            [ADOPTED, {"date": "2021-05-18", "did": "extended", "term": "1 year"}],
            "2021-06-01",
            [("2022-06-11", 1)],
        ),
        (
            [
                ADOPTED,
                {"date": "2021-05-18", "did": "extended", "term": "1 year"},
                {"date": "2021-05-20", "did": "checked"},
                {"date": "2021-05-25", "did": "amended", "through": "2021-12-31"},
                {"date": "2021-05-30", "did": "ended", "effective": "2021-09-01"},
            ],
            "2021-06-01",
            [("2021-08-31", 3)],
        ),
        (  # open for a while, then dated again: the same last day, moved once
            [ADOPTED, EXTENDED, {"date": "2021-05-20", "did": "amended", "through": "2023-01-01"}],
            "2021-06-01",
            [("2023-01-01", 1)],
        ),
    ],
)
def test_moved_counts_how_often_the_day_was_changed(events: list[Any], on: str, expected: list[Any]) -> None:
    found = coming(make_policy(*events), on)
    assert [(str(row.day), row.moved) for row in found] == expected
    assert {row.uid for row in found} == {"x-expires@moratrack"}


def test_the_sources_are_those_of_the_event_that_set_the_day() -> None:
    sources = {key: {"url": f"https://example.org/{key}", "publisher": key} for key in ("first", "second")}
    events = (
        {**ADOPTED, "sources": ["first"]},
        {
            "date": "2020-09-01",
            "did": "extended",
            "term": "1 year",
            "sources": ["second"],
            "confidence": "low",
        },
        {"date": "2020-10-01", "did": "checked", "sources": ["first"]},
    )
    [row] = coming(make_policy(*events, sources=sources), "2020-12-01")
    assert ([source.key for source in row.sources], row.confidence) == (["second"], "low")
    assert row.checked == day("2020-10-01")


@pytest.mark.parametrize(
    ("event", "turn"),
    [
        ({"date": "2020-08", "did": "adopted"}, "starts"),
        ({"date": "2020-01-01", "did": "adopted", "through": "2020-12"}, "expires"),
        ({"date": "2020-02", "did": "adopted", "term": "1 year"}, "expires"),
    ],
)
def test_a_day_known_to_its_month_is_approximate(event: dict[str, Any], turn: str) -> None:
    on = "2020-08-01" if turn == "starts" else "2020-07-01"
    assert [(row.turn, row.approximate) for row in coming(make_policy(event), on)] == [(turn, True)]


@pytest.mark.parametrize("key", ["effective", "through"])
def test_a_suspension_may_be_approximate_at_either_end(key: str) -> None:
    exact = {"date": "2020-08-01", "did": "suspended", "effective": "2020-09-15", "through": "2020-11-15"}
    vague = {**exact, key: "2020-10"}
    found = {row.turn: row.approximate for row in coming(make_policy(ADOPTED, vague), "2020-08-01")}
    assert found == {"suspended": key == "effective", "resumes": key == "through", "expires": False}


@pytest.mark.parametrize(
    ("through", "turns"),
    [
        ("2020-08-31", [("starts", "2020-10-01")]),
        ("2020-10-31", [("starts", "2020-11-01")]),
        ("2020-09-30", [("starts", "2020-10-01")]),
    ],
)
def test_a_stay_before_the_start_puts_off_the_first_day_in_force(
    through: str, turns: list[tuple[str, str]]
) -> None:
    upcoming = {"date": "2020-07-01", "effective": "2020-10-01", "did": "adopted"}
    stayed = {"date": "2020-08-01", "did": "suspended", "through": through}
    found = coming(make_policy(upcoming, stayed), "2020-08-02")
    assert sorted((row.turn, str(row.day)) for row in found) == sorted(turns)


def test_days_at_the_edge_of_time_are_days() -> None:
    forever = make_policy({"date": "0001-01-01", "did": "adopted", "through": "9999-12-31"})
    [starts, expires] = coming(forever, "0001-01-01")
    assert (starts.days_left, expires.days_left) == (0, 3652058)
    content = ical([starts, expires], [dt.timedelta(days=1)])
    assert b"DTSTART;VALUE=DATE:99991231\r\n" in content
    assert b"DTSTAMP:00010101T000000Z\r\n" in content
    assert content.count(b"DTEND") == 1


@given(policies(), days(3000))
def test_every_turn_is_a_turn_of_the_periods(policy: Policy, on: dt.date) -> None:
    found = agenda(rows([policy], on, Filters()))
    assert len({row.uid for row in found}) == len(found)
    assert all(row.day >= on and row.days_left == (row.day - on).days for row in found)
    known = periods(policy, on)
    starts = {period.since for period in known if period.state == "in_force"}
    suspended = {period.since for period in known if period.state == "suspended"}
    lasts = {period.through for period in known if period.state in ("in_force", "suspended")}
    wanted: dict[str, set[Any]] = {
        "starts": starts | suspended,
        "resumes": starts,
        "suspended": suspended,
        "expires": lasts,
    }
    for row in found:
        assert row.turn == "not_before" or row.day in wanted[row.turn], row


def test_a_policy_that_may_never_begin_has_no_last_day_in_force() -> None:
    waiting = make_policy(
        {"date": "2026-01-10", "did": "adopted", "upon": "it is signed", "through": "2026-12-31"}
    )
    assert agenda(rows([waiting], day("2026-02-01"), Filters())) == []


@given(policies(), days(3000))
def test_nothing_that_is_coming_is_left_out(policy: Policy, on: dt.date) -> None:
    found = {(row.turn, row.day) for row in agenda(rows([policy], on, Filters()))}
    known = periods(policy, on)
    may_never_begin = any(event.upon for event in policy.events)
    begun = False
    for period, following in pairwise(known):
        held, holds = (each.state in ("in_force", "suspended") for each in (period, following))
        begun = held and (begun or period.state == "in_force")
        if period.through is None or period.through < on:
            continue
        # What is stayed from its first day to its last has no last day in force.
        never_was = period.state == "suspended" and (may_never_begin or not begun)
        if held and not holds and not never_was:
            assert ("expires", period.through) in found
        if holds and not held:
            turn = "starts" if following.state == "in_force" else "suspended"
            assert (turn, following.since) in found
        if (period.state, following.state) == ("suspended", "in_force"):
            assert ("resumes", following.since) in found or ("starts", following.since) in found


def test_what_is_stayed_from_its_first_day_to_its_last_has_no_last_day_in_force() -> None:
    on, adopted = "2018-01-01", {"date": "2018-01-01", "did": "adopted", "term": "1 day"}
    stayed = make_policy(adopted, {"date": on, "did": "suspended"})
    assert agenda(rows([stayed], day(on), Filters())) == []
    for_a_day = make_policy(adopted, {"date": on, "did": "suspended", "through": on})
    told = [(row.turn, str(row.day)) for row in agenda(rows([for_a_day], day(on), Filters()))]
    assert told == [("expires", "2018-01-02"), ("starts", "2018-01-02")]


@given(st.lists(policies(), max_size=4), days(3000), st.lists(st.integers(0, 400), max_size=2))
def test_another_parser_reads_back_the_same(found: list[Policy], on: dt.date, leads: list[int]) -> None:
    wanted = agenda(rows(found, on, Filters()))
    content = ical(wanted, [dt.timedelta(days=lead) for lead in leads])
    events = IcsCalendarStream.calendar_from_ics(content.decode()).events
    assert len(events) == len(wanted)
    for event, row in zip(events, wanted, strict=True):
        assert (event.uid, event.dtstart, event.sequence) == (row.uid, row.day, row.moved)
        assert event.dtend == row.day + dt.timedelta(days=1)
        assert event.dtstamp == event.last_modified == dt.datetime.combine(row.checked, dt.time(), dt.UTC)
        assert [alarm.trigger for alarm in event.alarm] == [dt.timedelta(days=-lead) for lead in leads]


def written(policy: Policy, on: dt.date) -> dict[str, str]:
    """The events of the calendar of a day, by the ids of their turns."""
    found = agenda(rows([policy], on, Filters()))
    blocks = ical(found, []).decode().removesuffix("END:VCALENDAR\r\n").split("BEGIN:VEVENT")[1:]
    return dict(zip([row.uid for row in found], blocks, strict=True))


@given(policies(), days(3000))
def test_a_day_on_which_nothing_happens_changes_no_byte_but_for_what_is_over(
    policy: Policy, on: dt.date
) -> None:
    following = on + dt.timedelta(days=1)
    if any(entry.day == following for entry in log([policy], following)):
        return
    parties = [party for standing in STANDINGS for party in policy.parties(standing)]
    if any(party.stands(on) != party.stands(following) for party in parties):
        return
    before, after = written(policy, on), written(policy, following)
    assert after == {uid: before[uid] for uid in after}
    over = {row.uid for row in agenda(rows([policy], on, Filters())) if row.day == on}
    assert before.keys() - after.keys() == over


def test_a_calendar_says_how_often_to_look_and_nothing_of_the_day_it_was_asked(
    capfdbinary: CaptureFd,
) -> None:
    asked = ("calendar", "amazon", "eu-intimate-imagery", "--as-of")
    first = run(capfdbinary, *asked, "2021-04-01").out
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\nX-PUBLISHED-TTL:P1D\r\n" in first
    assert first == run(capfdbinary, *asked, "2021-05-01").out
    assert "DTSTART;VALUE=DATE:20210611\r\n" in first
    assert "to go" not in first


def test_the_last_day_of_a_suspended_policy_is_not_called_one_in_force(
    capfdbinary: CaptureFd, tmp_path: Path
) -> None:
    stayed = {"date": "2020-08-01", "did": "suspended"}
    back = {**stayed, "through": "2020-09-30"}
    path = data_file(tmp_path, {"event": [ADOPTED, stayed]}, {"event": [ADOPTED, back]})
    result = run(capfdbinary, "calendar", "--data", path, "--as-of", "2020-09-01", "--json")
    assert [(row["id"], row["turn"], row["suspended"]) for row in result.rows] == [
        ("p1", "resumes", False),
        ("p0", "expires", True),
        ("p1", "expires", False),
    ]
    out = run(capfdbinary, "calendar", "--data", path, "--as-of", "2020-09-01").out
    assert "SUMMARY:Last day\\, suspended: A policy (Somebody)\r\n" in out
    assert out.count("Last day in force") == 1


@pytest.mark.parametrize(
    ("events", "until", "suspended"),
    [
        ([ADOPTED], None, False),
        ([ADOPTED, EXTENDED], "further notice", False),
        ([ADOPTED, {"date": "2020-08-01", "did": "suspended"}], None, True),
    ],
)
def test_a_turn_of_a_party_says_what_holds_of_its_policy_then(
    events: list[Any], until: str | None, suspended: bool
) -> None:
    policy = make_policy(*events, exempt=[{"who": "Thorn", "through": "2021-06-01"}])
    [row] = [row for row in coming(policy, "2021-05-20") if row.turn == "party_through"]
    assert (str(row.day), row.until, row.suspended) == ("2021-06-01", until, suspended)


def test_turns_of_parties_are_entries_with_the_standing_and_the_name(
    capfdbinary: CaptureFd, tmp_path: Path
) -> None:
    parties = {
        "exempt": [{"who": "Thorn, Inc.", "through": "2020-12-31"}],
        "barred": [{"who": "police", "type": "class", "since": "2020-10-01"}],
    }
    path = data_file(tmp_path, {"event": [ADOPTED], **parties})
    asked = ("calendar", "--data", path, "--as-of", "2020-09-01")
    out = run(capfdbinary, *asked).out
    assert [line for line in out.split("\r\n") if line.startswith(("SUMMARY", "UID"))] == [
        "SUMMARY:First day barred: police: A policy (Somebody)",
        "UID:p0-barred-police-since@moratrack",
        "SUMMARY:Last day exempt: Thorn\\, Inc.: A policy (Somebody)",
        "UID:p0-exempt-thorn%2C%20inc.-through@moratrack",
        "SUMMARY:Last day in force: A policy (Somebody)",
        "UID:p0-expires@moratrack",
    ]
    moved = {"exempt": [{**parties["exempt"][0], "through": "2021-01-31"}], "barred": parties["barred"]}
    later = run(
        capfdbinary, *asked[:2], data_file(tmp_path, {"event": [ADOPTED], **moved}), *asked[3:], "--json"
    )
    assert [(row["uid"], row["day"]) for row in later.rows][1] == (
        "p0-exempt-thorn%2C%20inc.-through@moratrack",
        "2021-01-31",
    )


@pytest.mark.parametrize(
    ("within", "turns"), [("41d", ["expires"]), ("40d", []), ("1m", []), ("2 months", ["expires"])]
)
def test_only_what_comes_within_a_time_is_listed(
    capfdbinary: CaptureFd, within: str, turns: list[str]
) -> None:
    result = run(capfdbinary, *AMAZON, "--within", within, "--json")
    assert [row["turn"] for row in result.rows] == turns
    assert run(capfdbinary, *AMAZON, "--within", within).out.count("BEGIN:VEVENT") == len(turns)
    if not turns:
        assert result.err.startswith("nothing is coming on 2021-05-01 or later, through 2021-06-")


def test_a_time_that_is_none_is_an_error(capfdbinary: CaptureFd) -> None:
    result = run(capfdbinary, *AMAZON, "--within", "soon")
    assert (result.status, result.err) == (
        2,
        "moratrack: --within 'soon' is no length of time within reach; write 90d, 12w, 6m or 1y\n",
    )


AMAZON = ("calendar", "amazon", "--as-of", "2021-05-01")


def test_an_entry_says_what_a_reader_needs(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    record = {
        "id": "pause",
        "title": "Scanners, all of them; everywhere",
        "issuer": "Maple Grove",
        "topic": "facial-recognition",
        "sources": {"order": {"url": "https://example.org/order", "publisher": "Gazette"}},
        "event": [
            {**ADOPTED, "until": "a law", "sources": ["order"]},
            {
                "date": "2021-01-02",
                "did": "amended",
                "through": "2021-09",
                "until": "a law",
                "sources": ["order"],
            },
        ],
        "barred": [{"who": "police", "type": "class"}],
        "exempt": [{"who": "Thorn"}, {"who": "NCMEC"}],
    }
    path = data_file(tmp_path, record)
    result = run(
        capfdbinary, "calendar", "--data", path, "--as-of", "2021-05-01", "--alarm", "30d,1w", "--alarm", "0d"
    )
    assert (result.status, result.err) == (0, "")
    [event] = IcsCalendarStream.calendar_from_ics(result.out).events
    assert event.summary == "~Last day in force: Scanners, all of them; everywhere (Maple Grove)"
    assert (event.description or "").split("\n") == [
        "Scanners, all of them; everywhere (pause)",
        "Approximate: only the month or the year of this day is known",
        "Moved so far: 1",
        "Condition: a law",
        "Bars: police",
        "Exempt: Thorn, NCMEC",
        "Source: Gazette: https://example.org/order",
    ]
    assert (event.dtstart, event.dtend) == (day("2021-09-30"), day("2021-10-01"))
    assert (event.categories, event.url) == (
        ["facial-recognition", "moratorium"],
        "https://example.org/order",
    )
    assert (event.status, event.transparency, event.sequence) == ("TENTATIVE", "TRANSPARENT", 1)
    assert event.dtstamp == dt.datetime(2021, 1, 2, tzinfo=dt.UTC)
    assert [(alarm.action, alarm.trigger) for alarm in event.alarm] == [
        ("DISPLAY", dt.timedelta(days=-30)),
        ("DISPLAY", dt.timedelta(weeks=-1)),
        ("DISPLAY", dt.timedelta()),
    ]


def test_the_same_data_gives_the_same_bytes_whatever_the_clock() -> None:
    first, second = (
        spawn(*AMAZON, "--alarm", "90d", TZ=zone) for zone in ("Pacific/Auckland", "America/Adak")
    )
    assert first == second
    assert first.out.count("BEGIN:VEVENT") == 1
    assert "DTSTAMP:20200611T000000Z\r\n" in first.out
    assert "UID:amazon-expires@moratrack\r\n" in first.out


def test_lines_end_in_crlf_and_are_folded_at_75_octets(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    record = {"title": "Ü" * 200, "issuer": "日本" * 50, "event": [ADOPTED]}
    out = run(capfdbinary, "calendar", "--data", data_file(tmp_path, record), "--as-of", "2021-01-01").out
    lines = out.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert all(line.decode() for line in lines)
    assert f"({'日本' * 50})" in re.sub("\r\n ", "", out)


def test_an_empty_calendar_holds_a_component_and_no_event(capfdbinary: CaptureFd) -> None:
    result = run(capfdbinary, "calendar", "amazon", "--as-of", "2022-01-01")
    assert (result.status, result.err) == (0, "nothing is coming on 2022-01-01 or later\n")
    assert result.out.count("BEGIN:VTIMEZONE") == 1
    assert IcsCalendarStream.calendar_from_ics(result.out).events == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_line(capfdbinary: CaptureFd, tmp_path: Path, text: str) -> None:
    record = {
        "title": text,
        "issuer": text,
        "topic": text,
        "bars": text,
        "sources": {"s": {"url": "https://example.org/", "publisher": text}},
        "event": [{**ADOPTED, "until": text, "sources": ["s"]}],
        "exempt": [{"who": text}],
    }
    path = data_file(tmp_path, record)
    out = run(capfdbinary, "calendar", "--data", path, "--as-of", "2021-01-01", "--alarm", "1d").out
    assert all(character.isprintable() or character in "\r\n" for character in out)
    unfolded = out.replace("\r\n ", "").split("\r\n")
    assert [line for line in unfolded if line.startswith("BEGIN")] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "BEGIN:VALARM",
    ]
    [event] = IcsCalendarStream.calendar_from_ics(out).events
    assert (event.description or "").count("\n") == 4
    assert (event.description or "").startswith(f"{inert(text)} (p0)\n")
    for form in ("table", "json", "csv", "markdown"):
        listed = run(capfdbinary, "calendar", "--data", path, "--as-of", "2021-01-01", "--format", form).out
        assert all(character.isprintable() or character in "\r\n" for character in listed)


@pytest.mark.parametrize(
    "lead", ["soon", "6m", "1y", "", "90", "d", "-1d", "1.5d", "٣d", "9999999d", "1d,,2d", "P1D"]
)
def test_a_lead_that_is_no_number_of_days_is_an_error(capfdbinary: CaptureFd, lead: str) -> None:
    result = run(capfdbinary, *AMAZON, "--alarm", lead)
    assert (result.status, result.out) == (2, "")
    assert "is no number of days or weeks; write 90d,4w,1d" in result.err


def test_the_longest_lead_is_written(capfdbinary: CaptureFd) -> None:
    assert "TRIGGER:-P6999993D\r\n" in run(capfdbinary, *AMAZON, "--alarm", "999999w").out


def test_the_list_has_the_same_rows(capfdbinary: CaptureFd) -> None:
    [row] = run(capfdbinary, *AMAZON, "--json").rows
    assert (row["uid"], row["day"], row["turn"], row["days_left"]) == (
        "amazon-expires@moratrack",
        "2021-06-11",
        "expires",
        41,
    )
    assert [*row] == [*Coming.__struct_fields__]
    table = run(capfdbinary, *AMAZON, "--format", "table").out
    assert re.search(
        r"^2021-06-11 +41 days +amazon +Last day in force +Amazon +Police use of .*$", table, re.MULTILINE
    )
    assert run(capfdbinary, "calendar", "amazon", "--as-of", "2022-01-01", "--json").rows == []


def test_a_list_on_a_terminal_cuts_no_turn_and_says_first_what_its_marks_mean(tmp_path: Path) -> None:
    until = {**ADOPTED, "until": "the council of the county adopts rules for data centres"}
    rough = {**ADOPTED, "date": "2020-06", "effective": "2020-06"}
    path = data_file(tmp_path, {"id": "a-long-name-of-a-county", "event": [until]}, {"event": [rough]})
    asked = ("calendar", "--format", "table", "--data", path, "--as-of", "2021-01-01", "--no-pager")
    lines = on_a_terminal(*asked, "--color", "never", width=80).splitlines()
    heading, *turns = [" ".join(line.replace("─", "").split()) for line in lines[-3:]]
    assert heading == "Coming (2) ~ only the month or the year is known"
    assert turns[0].startswith("2021-06-11 161 days a-long-name-of-a-county Last day at the latest")
    assert turns[1].startswith("~2021-06-30 180 days p1 Last day in force")


def test_the_list_comes_by_day_unless_another_order_is_asked(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    late = {"id": "a-late", "event": [{**ADOPTED, "term": "3 years"}]}
    soon = {"id": "b-soon", "event": [ADOPTED]}
    path = data_file(tmp_path, late, soon)
    asked = ("calendar", "--data", path, "--as-of", "2021-01-01", "--json")
    assert [row["id"] for row in run(capfdbinary, *asked).rows] == ["b-soon", "a-late"]
    assert [row["id"] for row in run(capfdbinary, *asked, "--sort", "id").rows] == ["a-late", "b-soon"]
    assert [row["id"] for row in run(capfdbinary, *asked, "--expiring-within", "1y").rows] == ["b-soon"]


def test_a_file_is_written_whole(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    out = tmp_path / "pauses.ics"
    out.write_bytes(b"old")
    result = run(capfdbinary, *AMAZON, "--out", str(out))
    assert (result.status, result.out, result.err) == (0, "", f"{out}: 1 entry\n")
    assert out.read_bytes() == run(capfdbinary, *AMAZON).out.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["pauses.ics"]
    assert run(capfdbinary, *AMAZON, "--out", "-").out.startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize("name", ["missing/pauses.ics", ".", "a\x00b"])
def test_a_file_that_cannot_be_written_is_one_line(capfdbinary: CaptureFd, tmp_path: Path, name: str) -> None:
    result = run(capfdbinary, *AMAZON, "--out", str(tmp_path / name))
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("extra", [["--out", "x.ics"], ["--alarm", "1d"]])
@pytest.mark.parametrize("form", [["--json"], ["--format", "table"]])
def test_a_list_has_no_alarms_and_goes_to_standard_output(
    capfdbinary: CaptureFd, extra: list[str], form: list[str]
) -> None:
    result = run(capfdbinary, *AMAZON, *extra, *form)
    assert (result.status, result.out) == (2, "")
    assert "--out and --alarm are for calendars" in result.err
