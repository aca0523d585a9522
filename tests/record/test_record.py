"""The shipped file as data: what a reader and an editor of it may rely on."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pycountry
import pytest

import moratrack
from moratrack import Event, Policy

from ..support import SHIPPED

# The shipped file keeps to these, in this order, so that --topic finds all there is of a field.
# A user's own file may name any topic it likes: the format leaves it free.
TOPICS = (
    "facial-recognition",
    "facial-analysis",
    "biometrics",
    "generative-ai",
    "coal",
    "crypto-mining",
    "data-centres",
    "debt",
    "digital-trade",
    "evictions",
    "executions",
    "fishing",
    "forests",
    "fracking",
    "gas-exports",
    "genome-editing",
    "geoengineering",
    "gm-organisms",
    "internet-taxes",
    "ivory-trade",
    "mining",
    "nuclear-power",
    "offshore-drilling",
    "oil-and-gas",
    "pathogen-research",
    "platforms",
    "renewables",
    "whaling",
)

LAST_READING = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["about"]["through"]
"""No event of the record can be later than the day up to which it was kept."""
FIRST_YEAR = 1945
"""An event before it is a slip of the pen, such as 1020 for 2020."""
WIDTH_OF_A_TITLE = 60
WIDTH_OF_A_CELL = 90

# One issuer, one place, one day, and yet two policies.
DISTINCT = {
    ("clearview-canada", "rcmp-clearview"): "leaving a country, and suspending one customer's contract",
    ("eu-face-scraping", "eu-realtime-identification"): "two prohibitions of one act; one has exceptions",
    ("microsoft-azure-face", "microsoft-face-attributes"): "one feature gated, others withdrawn",
    ("portland-oregon-city", "portland-oregon-private"): "two ordinances: city bureaus, private entities",
    ("tiktok-enforcement", "us-wind-approvals"): "two orders of a president's first day",
}

# Events whose sources are older than they are: each was foretold, and says so.
FORETOLD = {
    ("oakland", "2019-09-17"): "a second vote that was scheduled, and that later reports take as held",
    ("northampton", "2022-05"): "a review that was to begin on the Monday after",
    ("internet-tax", "2003-11-02"): "the end that the law in force had set",
    ("internet-tax", "2020-06-30"): "the day that the law of 2016 had set",
}


@cache
def record() -> list[Policy]:
    return moratrack.load(str(SHIPPED))


@cache
def lines() -> list[str]:
    return SHIPPED.read_text(encoding="utf-8").splitlines()


def events() -> Iterator[tuple[Policy, Event]]:
    for policy in record():
        for event in policy.events:
            yield policy, event


def texts(value: Any) -> Iterator[str]:
    """Every text in a decoded TOML document."""
    match value:
        case str():
            yield value
        case dict():
            yield from texts(list(value.values()))
        case list():
            for item in value:
                yield from texts(item)


def test_it_has_neither_errors_nor_warnings() -> None:
    assert moratrack.validate(str(SHIPPED)) == []


def test_every_event_has_a_source_and_no_source_is_idle() -> None:
    for policy in record():
        assert all(event.sources for event in policy.events), policy.id
        cited = [key for event in policy.events for key in event.sources]
        for party in (*policy.barred, *policy.exempt, *policy.unclear):
            cited += party.sources
        assert set(cited) == set(policy.sources), policy.id


def test_every_policy_says_what_it_bars_where_and_by_whose_order() -> None:
    for policy in record():
        said = (policy.issuer_type, policy.topic, policy.jurisdiction, policy.bars, policy.barred)
        assert all(said), policy.id


def test_every_exemption_says_what_one_may_do() -> None:
    silent = [(policy.id, party.who) for policy in record() for party in policy.exempt if not party.may]
    assert silent == []


def test_topics_come_from_the_list_and_all_of_it_is_used() -> None:
    assert {policy.topic for policy in record()} == set(TOPICS)


def test_records_stand_by_topic_then_jurisdiction_under_the_headings_that_say_so() -> None:
    places = [(policy.topic or "", policy.jurisdiction or "") for policy in record()]
    assert places == sorted(places, key=lambda place: (TOPICS.index(place[0]), place[1]))

    heading = ("", "")
    found = []
    for line in lines():
        if match := re.fullmatch(r"# ---- (\S+) · (\S+) ----", line):
            heading = (match[1], match[2])
            found.append(heading)
        elif line.startswith("[[policy]]"):
            assert heading == places.pop(0)
    assert found == [place for place, _ in groupby(found)]
    assert [line[2:] for line in lines() if line[2:] in TOPICS and line[:2] == "# "] == list(TOPICS)


def test_what_a_person_types_means_one_policy() -> None:
    names = Counter(name.casefold() for policy in record() for name in (policy.id, *policy.aliases))
    assert [name for name, times in names.items() if times > 1] == []


def test_an_alias_is_nobody_elses_issuer() -> None:
    issuers = {(policy.issuer.casefold(), policy.id) for policy in record()}
    for policy in record():
        taken = {issuer for issuer, name in issuers if name != policy.id}
        assert taken.isdisjoint(alias.casefold() for alias in policy.aliases), policy.id


def test_jurisdictions_are_in_iso_3166() -> None:
    for policy in record():
        code = policy.jurisdiction or ""
        known = (
            code in ("EU", "INT")
            or pycountry.countries.get(alpha_2=code) is not None
            or pycountry.subdivisions.get(code=code) is not None  # type: ignore[no-untyped-call]
        )
        assert known, f"{policy.id}: {code}"


def test_titles_are_short_and_each_is_given_once() -> None:
    titles = [policy.title for policy in record()]
    assert [title for title in titles if len(title) > WIDTH_OF_A_TITLE] == []
    assert len({title.casefold() for title in titles}) == len(titles)


def test_what_stands_in_a_cell_of_a_table_fits_one() -> None:
    cells = [(policy.id, policy.bars or "") for policy in record()]
    cells += [(policy.id, event.until or "") for policy, event in events()]
    assert [(name, text) for name, text in cells if len(text) > WIDTH_OF_A_CELL] == []


def test_texts_are_plain() -> None:
    for text in texts(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))):
        assert text.isprintable(), ascii(text)
        assert text == " ".join(text.split()), text
        assert not set(text) & set("—–‘’“”…"), text


def test_a_phrase_has_no_full_stop_and_a_note_has_one() -> None:
    for policy in record():
        parties = (*policy.barred, *policy.exempt, *policy.unclear)
        phrases = [policy.title, policy.bars, policy.why, *(event.until for event in policy.events)]
        phrases += [phrase for party in parties for phrase in (party.may, party.why)]
        notes = [policy.note, *(event.note for event in policy.events), *(party.note for party in parties)]
        assert [phrase for phrase in phrases if phrase and phrase.endswith(".")] == [], policy.id
        assert [note for note in notes if note and not note.endswith(".")] == [], policy.id


def test_no_event_is_later_than_the_last_reading_nor_absurdly_old() -> None:
    for policy, event in events():
        assert event.date.first.year >= FIRST_YEAR, f"{policy.id} {event.date}"
        assert event.date.first <= LAST_READING, f"{policy.id} {event.date}"
    for policy in record():
        for key, source in policy.sources.items():
            assert source.published is None or source.published.first <= LAST_READING, f"{policy.id} {key}"


def test_an_event_rests_on_something_written_after_it_unless_it_was_foretold() -> None:
    def written(policy: Policy, event: Event) -> bool:
        published = [policy.sources[key].published for key in event.sources]
        return any(known is None or known.last >= event.date.first for known in published)

    foretold = {(policy.id, str(event.date)) for policy, event in events() if not written(policy, event)}
    assert foretold == set(FORETOLD)


def test_no_policy_is_recorded_twice() -> None:
    adopted: defaultdict[tuple[str, str | None, dt.date], set[str]] = defaultdict(set)
    for policy, event in events():
        if event.did == "adopted":
            adopted[policy.issuer, policy.jurisdiction, event.date.first].add(policy.id)
    assert {tuple(sorted(names)) for names in adopted.values() if len(names) > 1} == set(DISTINCT)


@pytest.mark.parametrize("standing", ["barred", "exempt", "unclear"])
def test_the_template_at_the_head_is_a_sound_record(standing: str, tmp_path: Path) -> None:
    commented = lines()[lines().index("# [[policy]]") : lines().index("")]
    template = "\n".join(line.removeprefix("#").removeprefix(" ") for line in commented)
    copy = tmp_path / "policies.toml"
    record = template.replace("[[policy.barred]]", f"[[policy.{standing}]]")
    copy.write_text(f'{record}\n[[class]]\nname = "prosecutors"\n', encoding="utf-8")

    (successor,) = moratrack.validate(str(copy))
    assert (successor.severity, successor.code) == ("warning", "unknown_policy")
    (policy,) = moratrack.load(str(copy))
    assert [event.did for event in policy.events] == ["adopted", "extended", "ended"]
    assert all(
        getattr(policy, key) for key in Policy.__struct_fields__ if key not in ("barred", "exempt", "unclear")
    )
    assert len(policy.parties(standing)) == 1  # type: ignore[arg-type]
