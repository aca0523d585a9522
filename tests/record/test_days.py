"""The policies added in 2026.11.1, asked on days chosen by hand.

What is expected comes from the sources that the record cites, not from the program. Where a policy begins or
ends on a known day, the days on both sides of it are asked.
"""

from __future__ import annotations

from functools import cache

import pytest

import moratrack
from moratrack import Policy

from ..support import SHIPPED, day, run

LAST = "2026-11-25"
"""The day on which these policies were added: what users will see first."""

# The day asked, the state on it (None: not known yet), and the last day in force, if one is set.
DAYS: dict[str, tuple[tuple[str, str | None, str | None], ...]] = {
    "prague-airport": (
        ("2025-07-31", None, None),
        ("2025-08-01", "in_force", None),
        (LAST, "in_force", None),
    ),
    "ireland-public-services-card": (
        ("2025-06-11", None, None),
        ("2025-06-12", "upcoming", None),
        (LAST, "upcoming", None),
    ),
    "north-ayrshire-schools": (("2021-09-30", None, None), ("2021-11-30", "in_force", None)),
    "smart-sampa": (
        ("2023-05-17", None, None),
        ("2023-05-22", "in_force", None),
        ("2023-05-23", "ended", "2023-05-22"),
    ),
    "mta-fares": (("2024-03-31", None, None), ("2024-05-01", "in_force", None)),
    "hamburg-g20": (
        ("2019-01-01", "in_force", None),
        ("2019-10-22", "in_force", None),
        ("2019-10-23", "ended", "2019-10-22"),
        ("2023-05-18", "ended", "2019-10-22"),
    ),
    "worldcoin-spain": (
        ("2024-06-04", "in_force", "2024-12-31"),
        ("2024-12-31", "in_force", "2024-12-31"),
        ("2025-01-01", "expired", "2024-12-31"),
    ),
    "worldcoin-portugal": (
        ("2024-03-25", None, None),
        ("2024-03-26", "in_force", "2024-06-24"),
        ("2024-06-25", "expired", "2024-06-24"),
    ),
    "worldcoin-indonesia": (("2025-05-03", None, None), ("2025-05-04", "in_force", None)),
    "chatgpt-italy": (
        ("2023-03-29", None, None),
        ("2023-03-30", "in_force", None),
        ("2023-04-27", "in_force", None),
        ("2023-04-28", "ended", "2023-04-27"),
    ),
    "deepseek-korea": (
        ("2025-02-16", None, None),
        ("2025-02-17", "in_force", None),
        ("2025-03-31", "in_force", None),
        ("2025-05-01", "ended", "2025-04-29"),
    ),
    "grok-indonesia": (
        ("2026-01-10", "in_force", None),
        ("2026-01-31", "in_force", None),
        ("2026-02-01", "ended", "2026-01-31"),
    ),
    "grok-malaysia": (
        ("2026-01-10", None, None),
        ("2026-01-11", "in_force", None),
        ("2026-01-22", "in_force", None),
        ("2026-01-23", "ended", "2026-01-22"),
    ),
    "character-ai-minors": (
        ("2025-10-29", "upcoming", None),
        ("2025-11-24", "upcoming", None),
        ("2025-11-25", "in_force", None),
    ),
    "meta-ai-characters-teens": (
        ("2026-01-22", None, None),
        ("2026-01-23", "upcoming", None),
        ("2026-03-01", "in_force", None),
    ),
    # The first order reached back a day; each of the later ones came before the last ran out.
    "tiktok-enforcement": (
        ("2025-01-19", None, None),
        ("2025-01-20", "in_force", "2025-04-04"),
        ("2025-04-04", "in_force", "2025-06-19"),
        ("2025-06-19", "in_force", "2025-09-17"),
        ("2025-09-17", "in_force", "2025-12-16"),
        ("2025-12-17", "in_force", "2026-01-23"),
        ("2026-01-24", "expired", "2026-01-23"),
    ),
    # Passed, and neither signed nor vetoed as far as anybody has read.
    "new-york-data-centres": (("2026-05-31", None, None), (LAST, "proposed", None)),
    "denver-data-centres": (
        ("2026-05-17", "proposed", None),
        ("2026-05-20", "upcoming", "2027-05-21"),
        ("2026-05-21", "in_force", "2027-05-21"),
        (LAST, "in_force", "2027-05-21"),
    ),
    "reno-data-centres": (
        ("2026-05-13", None, None),
        ("2026-05-31", "in_force", "2026-06-13"),
        ("2026-06-01", "in_force", "2027-08-31"),
    ),
    "seattle-data-centres": (("2026-06-08", None, None), (LAST, "in_force", "2027-06-09")),
    "oklahoma-city-data-centres": (
        ("2026-04-20", None, None),
        ("2026-04-21", "in_force", "2026-12-31"),
        (LAST, "in_force", "2026-12-31"),
        ("2026-12-31", "in_force", "2026-12-31"),
        ("2027-01-01", "expired", "2026-12-31"),
    ),
    "tulsa-data-centres": (
        ("2026-03-24", None, None),
        (LAST, "in_force", "2026-12-31"),
        ("2027-01-01", "expired", "2026-12-31"),
    ),
    # Known from the vote, though it reaches back to the day on which the bill came in.
    "baltimore-county-data-centres": (
        ("2026-02-01", "proposed", None),
        ("2026-02-02", "in_force", "2027-01-01"),
        (LAST, "in_force", "2027-01-01"),
        ("2027-01-02", "expired", "2027-01-01"),
    ),
    "prince-georges-data-centres": (
        ("2025-09-15", None, None),
        ("2026-01-22", "in_force", "2026-03-15"),
        ("2026-01-23", "in_force", "2026-04-30"),
        ("2026-05-01", "expired", "2026-04-30"),
    ),
    # The year was made permanent before it ran out.
    "st-charles-data-centres": (
        ("2026-05-18", "in_force", "2026-08-22"),
        ("2026-05-19", "in_force", None),
        (LAST, "in_force", None),
    ),
    "larimer-county-data-centres": (
        ("2026-01-26", None, None),
        ("2026-02-08", "in_force", "2026-02-26"),
        ("2026-02-09", "in_force", "2026-08-25"),
        (LAST, "expired", "2026-08-25"),
    ),
    "chatham-county-data-centres": (("2026-02-10", None, None), (LAST, "in_force", "2027-02-11")),
    "champaign-county-data-centres": (("2026-04-22", None, None), (LAST, "in_force", "2027-04-23")),
    "harvey-county-data-centres": (("2026-01-12", None, None), (LAST, "in_force", "2029-01-01")),
    "vermilion-data-centres": (("2026-03-22", None, None), (LAST, "in_force", "2027-03-23")),
    "putnam-county-indiana": (
        ("2025-11-16", None, None),
        ("2026-11-17", "in_force", "2026-11-17"),
        ("2026-11-18", "expired", "2026-11-17"),
    ),
    "johnson-county-iowa": (
        ("2025-11-05", None, None),
        ("2026-11-08", "in_force", "2026-11-08"),
        ("2026-11-09", "expired", "2026-11-08"),
    ),
    "clayton-county-iowa": (
        ("2025-12-01", "in_force", "2025-12-31"),
        ("2025-12-02", "in_force", "2026-12-31"),
        (LAST, "in_force", "2026-12-31"),
        ("2027-01-01", "expired", "2026-12-31"),
    ),
    "eagan-data-centres": (("2026-02-16", None, None), (LAST, "in_force", "2027-02-17")),
    "lowell-data-centres": (("2026-03-09", None, None), (LAST, "in_force", "2027-03-05")),
    "alberta-renewables": (
        ("2023-08-02", None, None),
        ("2024-02-29", "in_force", "2024-02-29"),
        ("2024-03-01", "expired", "2024-02-29"),
    ),
    "us-wind-approvals": (
        ("2025-01-19", None, None),
        ("2025-12-07", "in_force", None),
        ("2025-12-08", "ended", "2025-12-07"),
    ),
    "new-zealand-oil-gas": (
        ("2018-04-11", None, None),
        ("2018-04-12", "in_force", None),
        ("2025-07-31", "in_force", None),
        ("2025-08-05", "ended", "2025-08-04"),
    ),
    # Lifted, put back by a court five years later, and lost again on appeal.
    "us-coal-leasing": (
        ("2017-03-28", "in_force", None),
        ("2017-03-29", "ended", "2017-03-28"),
        ("2022-07-31", "ended", "2017-03-28"),
        ("2022-09-01", "in_force", None),
        ("2024-02-20", "in_force", None),
        ("2024-02-21", "ended", "2024-02-20"),
    ),
    # Five years and a half, not the ten that the House had asked for.
    "oregon-fracking": (
        ("2019-06-16", "proposed", None),
        ("2019-06-17", "in_force", "2025-01-01"),
        ("2025-01-02", "expired", "2025-01-01"),
    ),
    "tasmania-fracking": (
        ("2019-12-31", "in_force", "2020-03-31"),
        ("2025-01-21", "in_force", "2025-03-31"),
        ("2025-01-22", "in_force", "2030-03-31"),
    ),
    "scotland-fracking": (("2015-01-27", None, None), (LAST, "in_force", None)),
    # Signed in January, in effect in June.
    "illinois-nuclear": (
        ("2026-01-07", "in_force", None),
        ("2026-01-08", "in_force", "2026-05-31"),
        ("2026-06-01", "ended", "2026-05-31"),
    ),
    "pennsylvania-executions": (
        ("2015-02-12", None, None),
        ("2015-02-13", "in_force", None),
        (LAST, "in_force", None),
    ),
    "tennessee-executions": (
        ("2022-05-01", None, None),
        ("2022-12-31", "in_force", "2022-12-31"),
        ("2023-01-05", "in_force", None),
        ("2024-11-30", "in_force", None),
        ("2025-05-22", "ended", "2024-12-30"),
    ),
    "alabama-executions": (
        ("2022-11-20", None, None),
        ("2023-02-23", "in_force", None),
        ("2023-02-24", "ended", "2023-02-23"),
    ),
    "ohio-executions": (("2020-11-30", None, None), (LAST, "in_force", None)),
    "norway-deep-sea-mining": (
        ("2024-12-01", "in_force", "2025-12-31"),
        ("2025-12-02", "in_force", "2025-12-31"),
        ("2025-12-03", "in_force", "2029-12-31"),
    ),
    "california-seabed-mining": (
        ("2022-08-25", "proposed", None),
        ("2022-10-01", "in_force", None),
    ),
    "panama-mining": (
        ("2023-11-02", None, None),
        ("2023-11-03", "upcoming", None),
        ("2023-11-04", "in_force", None),
    ),
    "philippines-mining": (
        ("2012-07-05", None, None),
        ("2021-04-13", "in_force", None),
        ("2021-04-14", "ended", "2021-04-13"),
    ),
    # Two years at a time, once signed two months late; since 2019 without an end.
    "indonesia-forests": (
        ("2013-05-12", "in_force", "2013-05-20"),
        ("2013-05-13", "in_force", "2015-05-20"),
        ("2017-05-20", "in_force", "2017-05-20"),
        ("2017-05-21", "expired", "2017-05-20"),
        ("2017-05-24", "in_force", None),
        ("2017-07-17", "in_force", "2019-07-17"),
        ("2019-08-06", "expired", "2019-07-17"),
        ("2019-08-07", "in_force", None),
    ),
    "soy-moratorium": (("2007-01-01", "in_force", None), (LAST, "in_force", None)),
    # Two decrees that Congress did not confirm.
    "spain-evictions": (
        ("2021-06-01", "in_force", None),
        ("2025-12-23", "in_force", "2026-12-31"),
        ("2026-01-26", "in_force", "2026-12-31"),
        ("2026-01-27", "ended", "2026-01-26"),
        ("2026-02-04", "in_force", "2026-12-31"),
        ("2026-02-26", "ended", "2026-02-25"),
    ),
    # Nine terms, each longer before the last ran out, and an act that forbade a tenth.
    "student-loans": (
        ("2020-03-27", "in_force", "2020-09-30"),
        ("2020-10-01", "in_force", "2020-12-31"),
        ("2021-01-20", "in_force", "2021-09-30"),
        ("2021-12-21", "in_force", "2022-01-31"),
        ("2021-12-22", "in_force", "2022-05-01"),
        ("2022-04-05", "in_force", "2022-05-01"),
        ("2022-04-06", "in_force", "2022-08-31"),
        ("2022-08-24", "in_force", "2022-12-31"),
        ("2022-11-22", "in_force", "2023-08-31"),
        ("2023-08-31", "in_force", "2023-08-31"),
        ("2023-09-01", "ended", "2023-08-31"),
    ),
    "debt-service-suspension": (
        ("2020-05-01", "in_force", "2020-12-31"),
        ("2020-10-14", "in_force", "2021-06-30"),
        ("2021-12-31", "in_force", "2021-12-31"),
        ("2022-01-01", "expired", "2021-12-31"),
    ),
    "florida-geoengineering": (
        ("2025-06-19", "proposed", None),
        ("2025-06-20", "upcoming", None),
        ("2025-07-01", "in_force", None),
    ),
}

# Records that this version mended, on the days that the mending changed.
MENDED: dict[str, tuple[tuple[str, str | None, str | None], ...]] = {
    "meta-ar-effects": (
        ("2022-05-17", "in_force", None),
        ("2022-05-18", "ended", "2022-05-17"),
        (LAST, "ended", "2022-05-17"),
    ),
    "clearview-uk": (
        ("2023-10-16", "in_force", None),
        ("2023-10-17", "suspended", None),
        (LAST, "suspended", None),
    ),
    "new-york-fracking": (("2024-12-21", "in_force", None), (LAST, "in_force", None)),
    "italy": (("2024-06-01", "in_force", "2025-12-31"),),
}


@cache
def record() -> dict[str, Policy]:
    return {policy.id: policy for policy in moratrack.load(str(SHIPPED))}


@pytest.mark.parametrize(
    ("name", "asked", "state", "expires"),
    [
        pytest.param(name, *row, id=f"{name} {row[0]}")
        for table in (DAYS, MENDED)
        for name, rows in table.items()
        for row in rows
    ],
)
def test_on_a_day_chosen_by_hand(name: str, asked: str, state: str | None, expires: str | None) -> None:
    status = moratrack.status(record()[name], day(asked))
    if status is None:
        assert state is None
        return
    assert status.state == state
    assert status.expires == (None if expires is None else day(expires))


def test_all_57_are_there() -> None:
    assert len(DAYS) == 57
    assert set(DAYS) <= set(record())


@pytest.mark.parametrize("name", DAYS)
def test_each_can_be_shown(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    result = run(capfdbinary, "show", name, "--as-of", LAST, "--data", str(SHIPPED))
    assert result.status == 0, result.err
    assert record()[name].title in result.out


@pytest.mark.parametrize(
    ("who", "standing"),
    [
        ("Thorn", "exempt"),
        ("Marinus", "exempt"),
        ("International Centre for Missing & Exploited Children", "exempt"),
        ("anti-trafficking organisations", "exempt"),
        ("channel partners", "unclear"),
    ],
)
def test_what_amazon_said_of_whom(who: str, standing: str) -> None:
    parties = getattr(record()["amazon"], standing)
    assert who in {name for party in parties for name in (party.who, *party.aliases)}


def test_amazon_says_on_what_its_first_day_rests() -> None:
    adopted = next(event for event in record()["amazon"].events if event.did == "adopted")
    assert adopted.confidence == "medium"
    assert "10 June" in (adopted.note or "")
    assert "channelnomics" in adopted.sources
    for party in (*record()["amazon"].exempt, *record()["amazon"].unclear):
        assert party.sources or party.who == "resellers", party.who


def test_a_record_that_rests_on_one_data_set_says_so() -> None:
    for policy in record().values():
        addresses = {source.url.split("/blob/")[0] for source in policy.sources.values()}
        if addresses == {"https://github.com/mjbommar/moratorium-data-2026"}:
            assert "data set" in (policy.note or ""), policy.id
            assert {event.confidence for event in policy.events} <= {"medium", "low"}, policy.id
