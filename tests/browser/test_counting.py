"""The clock law: what a page shows on a reader's day is what `status` says of that day."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from moratrack import load
from moratrack.cli.app import main
from moratrack.cli.options import DataOptions
from moratrack.cli.request import load_data
from moratrack.core.policy import Policy
from moratrack.publishing.turns import horizon, known_part, turns
from moratrack.questions.check import verdict
from moratrack.questions.selection import Filters, group_of, rows
from moratrack.questions.status import status, status_row
from moratrack.text import day as marked
from moratrack.text import several
from moratrack.views.words import HEADINGS, STATES, countdown

from ..publishing.test_site import ON
from ..support import SHIPPED, day
from .conftest import Site

TODAY = day(ON)
DAY = dt.timedelta(days=1)

READ = """() => ({
  groups: [...document.querySelectorAll("[data-group]:not([hidden])")].map(group => [
    group.querySelector("h2").firstChild.textContent.trim(),
    group.querySelector("[data-size]").textContent,
    [...group.querySelectorAll("tbody tr")].map(row => [row.dataset.of, row.classList.contains("expiring"),
      ...["state", "first", "last", "countdown", "barred"].map(name => row.querySelector(`[data-show=${name}]`).textContent)])]),
  counts: Object.fromEntries([...document.querySelectorAll("[data-count-state]:not([hidden])")].map(
    part => [part.dataset.countState, part.querySelector("[data-count]").textContent])),
  today: document.querySelector("[data-today]").textContent,
})"""


@functools.cache
def policies() -> list[Policy]:
    return load(str(SHIPPED))


def expected(on: dt.date) -> dict[str, Any]:
    """The front page of a day, as the questions behind `status` answer it."""
    found = rows([policy for policy in policies() if status(policy, TODAY)], on, Filters())
    groups: dict[str, list[list[Any]]] = {}
    counts: dict[str, int] = {}
    for row in found:
        told = status_row(row)
        shown = [
            told.id,
            told.expiring,
            STATES[told.state],
            marked(told.starts, approximate=told.approximate_start),
            marked(told.expires, approximate=told.approximate_end),
            countdown(told),
            several(told.barred, 3) or told.bars or "",
        ]
        groups.setdefault(HEADINGS[group_of(row.facts)], []).append(shown)
        counts[told.state] = counts.get(told.state, 0) + 1
    return {
        "groups": [[heading, str(len(shown)), shown] for heading, shown in groups.items()],
        "counts": {state: str(number) for state, number in counts.items()},
        "today": str(on),
    }


def sampled() -> list[dt.date]:
    """Days up to ten years ahead: every seventeenth, and those on which the state or the group of a policy turns."""
    last = horizon(TODAY)
    found = {TODAY + offset * DAY for offset in range(0, 3653, 17)} | {last}
    for policy in policies():
        if status(policy, TODAY) is not None:
            told = turns(known_part(policy, TODAY), TODAY, last)
            former = told[0].look
            for turn in told[1:]:
                if (turn.look.state, turn.look.group) != (former.state, former.group):
                    found |= {turn.since - DAY, turn.since}
                former = turn.look
    return sorted(found)


def at(page: Page, on: dt.date, time: str = "12:00") -> None:
    page.clock.set_fixed_time(f"{on}T{time}:00")


def test_a_page_left_open_counts_on_day_by_day(site: Site, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    at(page, TODAY)
    page.goto(site.url)
    for on in sampled():
        at(page, on)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert page.evaluate(READ) == expected(on), on
    context.close()


@pytest.mark.parametrize(
    ("zone", "time"),
    [("Pacific/Kiritimati", "00:01"), ("America/Los_Angeles", "23:59"), ("Asia/Kolkata", "12:00")],
)
def test_a_page_loaded_anew_is_right_in_every_zone(
    site: Site, browser: Browser, zone: str, time: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    for on in [TODAY + offset * DAY for offset in range(0, 3650, 260)]:
        # What is fixed is a moment; the clock on the wall of that zone is to show the day and the time.
        page.clock.set_fixed_time(_moment(page, on, time))
        page.goto(site.url)
        told = page.evaluate(READ)
        assert told == expected(on), on
        capfdbinary.readouterr()
        assert main(["status", "--json", "--data", str(SHIPPED), "--as-of", str(on)]) == 0
        said = {row["id"]: row for row in json.loads(capfdbinary.readouterr().out)}
        shown = {row[0]: row for _, _, listed in told["groups"] for row in listed}
        assert set(shown) <= set(said)
        for name, (_, expiring, state, first, last, words, _) in shown.items():
            row = said[name]
            assert (state, expiring) == (row["state"].replace("_", " "), row["expiring"])
            assert (first.lstrip("~"), last.lstrip("~")) == (row["starts"] or "", row["expires"] or "")
            left = re.match(r"~?([\d,]+) days? left", words)
            if left:
                assert int(left[1].replace(",", "")) == row["days_left"], name
    context.close()


def _moment(page: Page, on: dt.date, time: str) -> float:
    """The moment of a time of day in the zone of a page, in seconds."""
    hour, minute = map(int, time.split(":"))
    found: float = page.evaluate(
        "([year, month, day, hour, minute]) => new Date(year, month - 1, day, hour, minute).getTime() / 1000",
        [on.year, on.month, on.day, hour, minute],
    )
    return found


def cases() -> Iterator[tuple[str, dt.date]]:
    """A policy and a day, each policy once."""
    for place, policy in enumerate(policies()):
        if status(policy, TODAY) is not None:
            yield policy.id, TODAY + (place * 97 % 3650) * DAY


def test_the_page_of_each_policy_counts_on(site: Site, browser: Browser) -> None:
    known = {policy.id: policy for policy in policies()}
    context = browser.new_context()
    page = context.new_page()
    for name, on in cases():
        at(page, on)
        page.goto(f"{site.url}policies/{name}/")
        told = status(known[name], on)
        assert told is not None
        shown = [
            page.locator(f".now-box [data-show={part}]").text_content()
            for part in ("state", "last", "countdown")
        ]
        last = marked(told.expires, approximate=told.approximate_end)
        assert shown == [STATES[told.state], last, countdown(told)], (name, on)
    context.close()


def test_what_a_party_may_is_what_check_says(site: Site, browser: Browser) -> None:
    known = {policy.id: policy for policy in policies()}
    context = browser.new_context()
    page = context.new_page()
    words = load_data(DataOptions(data=[str(SHIPPED)], no_cache=True)).vocabulary
    for slug, name, classes in (("thorn", "Thorn", []), ("police", "police", ["police"])):
        for offset in range(0, 3650, 300):
            on = TODAY + offset * DAY
            at(page, on)
            page.goto(f"{site.url}parties/{slug}/")
            told = page.evaluate(
                "[...document.querySelectorAll('[data-of]')].map(part => [part.dataset.of,"
                " part.querySelector('[data-verdict]').className.split(' ')[1]])"
            )
            assert told
            for policy, shown in told:
                assert shown == verdict(known[policy], on, name, classes, words).verdict, (policy, on)
    context.close()


def test_a_clock_before_the_day_of_publishing_shows_that_day(site: Site, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    at(page, day("2001-01-01"))
    page.goto(site.url)
    assert page.evaluate(READ) == expected(TODAY)
    at(page, day("2050-01-01"))
    page.goto(site.url)
    assert page.evaluate(READ) == expected(horizon(TODAY))
    context.close()
