"""Sheets that were read wrongly once: what their rows are on a day, and what is said of them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from ..support import run

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """A sheet, how it is imported, the day asked, and what each policy then is."""

    file: str
    on: str
    states: dict[str, str]
    """By id: state, first → last day, and whatever else a key of the status row says."""
    options: str = ""
    said: tuple[str, ...] = ()
    """Parts of lines on standard error, in any order."""
    unsaid: tuple[str, ...] = ()
    status: int = 0


SHEETS = (
    Case(
        "01-until-column-of-days.csv", "2026-11-25",
        {"elm-2025": "expired → 2025-07-10", "oak-2025": "expired → 2025-06-30"},
        said=("row 2 (elm-2025): until: until 2025-07-10 is read as its last day in force",),
    ),
    Case(
        "03-another-end-in-brackets.csv", "2026-06-15",
        {"elm-2026": "expired → 2026-06-01"},
        said=("duration: 2027-03-01 (last day) is not used, kept in the note",),
    ),
    Case(
        "05-effective-in-date-cell.csv", "2022-07-10",
        {"elm-2022": "upcoming → 2023-07-15"},
    ),
    Case("05-effective-in-date-cell.csv", "2026-02-01", {"oak-2026": "in_force → 2027-01-26", "elm-2022": "expired → 2023-07-15"}),
    Case(
        "07-sooner-of-term-and-day.csv", "2026-02-10",
        {"elm-2025": "expired → 2025-12-31", "oak-2026": "in_force → 2027-01-01, until 90 days after the study is filed"},
    ),
    Case(
        "08-condition-beside-a-day.csv", "2026-06-01",
        {
            "elm-2026": "in_force → 2026-12-31, until new zoning is adopted",
            "oak-2024": "expired → 2025-01-01, until rules are adopted",
        },
    ),
    Case("09-quoted-condition.csv", "2026-06-01", {"elm-2026": "in_force → None, until the board has time to write rules"}),
    Case(
        "12-proposal-dated-by-a-coming-meeting.csv", "2026-04-29",
        {"elm-2026": "proposed → None"},
        said=("the day of the proposal is not stated: known on 2026-04-29", "2026-05-18 (a day to come)", "0 not borne out"),
    ),
    Case(
        "14-snake-case-status.csv", "2026-01-01",
        {
            "elm-2025": "in_force → 2027-01-10", "oak-2025": "proposed → None", "ash-2025": "proposed → None",
            "bay-2025": "ended → 2025-12-31",
        },
        said=("4 typed statuses compared with the terms: 0 not borne out",),
    ),
    Case(
        "16-day-later-in-status.csv", "2026-01-01",
        {"elm-2025": "ended → 2025-05-31", "oak-2025": "ended → 2025-05-31", "ash-2025": "ended → 2025-05-31"},
        said=("row 3 (oak-2025): status: 2025-06-01 is read as the day on which it ended",),
    ),
    Case(
        "17-typed-over-no-day.csv", "2026-06-01",
        {"elm-2018": "ended → 2026-04-28, low", "oak-2025": "ended → 2026-04-28, low"},
        said=("replaced, its day is not stated: known on 2026-04-29", "0 not borne out"),
    ),
    Case("18-two-ends.csv", "2026-01-01", {"elm-2025": "in_force → 2026-07-10"}, said=("it was extended to 2026-07-10",)),
    Case(
        "20-second-period-wide.csv", "2020-05-01",
        {"alaska-2020": "in_force → 2020-06-30"},
        options="--map issuer=state --map effective=start1 --map through=end1 --map extended=start2 --map through=end2",
    ),
    Case("20-second-period-wide.csv", "2020-04-05", {"alaska-ak-2020": "expired → 2020-04-03"}),
    Case("20-second-period-wide.csv", "2020-05-01", {"alaska-ak-2020": "in_force → 2020-06-30"}),
    Case(
        "20-second-period-wide.csv", "2020-05-01",
        {"alaska-2020": "in_force → 2020-06-30"},
        options="--map issuer=state --map effective=start1 --map through=end1 --map extended.1=start2 --map through.1=end2",
    ),
    Case(
        "21-extension-with-its-own-end.csv", "2025-06-01",
        {"elm-2025": "in_force → 2025-07-10"},
        options="--map issuer=city --map date=adopted --map through=extended_to --map extended=date_extended",
    ),
    Case("21-extension-with-its-own-end.csv", "2025-07-02", {"elm-2025": "in_force → 2027-01-10"}),
    Case(
        "22-long-format.csv", "2026-03-10",
        {"elm-pause": "ended → 2026-01-31"},
        options="--map id=policy",
        said=("3 rows: 1 policy, 0 rejected",),
    ),
    Case("22-long-format.csv", "2026-01-10", {"elm-pause": "in_force → 2026-07-10"}),
    Case(
        "24-season-quarter-week.csv", "2025-08-01",
        {
            "elm-2022": "in_force → 2026-12-31, ~2022-07-01", "oak-2022": "expired → 2025-06-30",
            "ash-2025": "in_force → 2026-12-31", "bay-2022": "expired → 2025-05-31",
        },
        said=('"Q3 2022" may be any day from 2022-07-01 through 2022-09-30', '"Spring 2025" may be any day'),
    ),
    Case(
        "26-not-borne-out-count.csv", "2026-01-01",
        {"elm-2025": "in_force → 2027-01-10", "oak-2025": "in_force → 2027-01-10"},
        said=('current_status "Board minutes confirm it" is not understood', "2 typed statuses compared with the terms: 0 not borne out"),
    ),
    Case(
        "27-it-was-not-extended.csv", "2026-06-01",
        {"elm-2026": "in_force → 2029-01-01", "oak-2024": "expired → 2025-04-15"},
        unsaid=("row ",),
    ),
    Case(
        "29-wrongly-rejected-proposal.csv", "2026-05-01",
        {"elm-2026": "proposed → None", "oak-2026": "ended → None"},
        said=("2026-04-08 (a day to come)",),
    ),
    Case("29-wrongly-rejected-proposal.csv", "2026-03-11", {"elm-2026": "proposed → None"}),
    Case(
        "30-through-end-of.csv", "2026-06-01",
        {"elm-2026": "in_force → 2026-12-31", "oak-2026": "in_force → 2027-06-30", "ash-2025": "in_force → 2027-02-24"},
    ),
    Case("32-camel-case-header.csv", "2020-04-03", {"alabama-al-2020": "ended → 2020-03-31"}, options="--map issuer=StateName"),
    Case("32-camel-case-header.csv", "2020-04-03", {"alabama-al-2020": "ended → 2020-03-31"}),
    Case(
        "33-twice-imported-columns.csv", "2020-04-01",
        {"ohio-evictions-2020": "in_force → 2020-04-30"},
        options='--map issuer=State --map "effective=Evict start" --map "through=Evict end" --set topic=evictions',
    ),
    Case(
        "33-twice-imported-columns.csv", "2020-04-01",
        {"power-ohio-utility-shut-offs-2020": "in_force → 2020-05-30"},
        options='--map issuer=State --map "effective=Utility start" --map "through=Utility end" --set topic=utility-shut-offs'
        " --id-prefix power",
    ),
    Case(
        "34-proposal-voted-down.csv", "2026-05-01",
        {"elm-2026": "ended → None", "oak-2026": "ended → None, low"},
        said=("0 not borne out",),
    ),
    Case("34-proposal-voted-down.csv", "2026-04-05", {"elm-2026": "proposed → None", "oak-2026": "proposed → None"}),
    Case("year-first-dates.csv", "2025-05-03", {
        f"{name}-2025": "in_force → 2025-11-03" for name in ("alder", "birch", "cedar", "dogwood", "elm", "fir", "gum")
    } | {f"pad-{number}-2024": f"expired → 2024-07-0{number}" for number in range(1, 6)}),
    Case("term-after-a-condition.csv", "2025-01-01", {
        "alder-2020": "in_force → None, until 90 days after the state of emergency ends",
        "birch-2020": "in_force → None, until 30 days following the lifting of the order",
        "cedar-2020": "in_force → None, until 6 months past the end of the emergency",
    }),
    Case("term-other-anchor.csv", "2026-06-01", {"alder-2025": "in_force → 2027-01-01", "birch-2025": "in_force → 2027-01-01"}),
    Case("term-cut-short.csv", "2025-09-01", {"alder-2025": "ended → 2025-07-31", "birch-2025": "ended → 2025-07-31"}),
    Case(
        "status-contradicts-itself.csv", "2025-05-25",
        {
            "alder-2025": "in_force → 2025-11-03", "birch-2025": "in_force → 2025-11-03", "cedar-2025": "in_force → 2025-11-03",
            "dogwood-2025": "ended → 2025-05-19",
        },
        said=(
            'row 2 (alder-2025): status "Passed, vetoed by mayor 2025-05-20" contradicts itself: it is not believed',
            'row 3 (birch-2025): status "active (expired 2025-05-20)" contradicts itself: it is not believed',
            'row 4 (cedar-2025): status "Active: no" is only half read: it confirms nothing',
            'row 5 (dogwood-2025): status "Enacted, repealed 2025-05-20" is read as repealed',
        ),
        unsaid=("checked",),
    ),
    Case("us-states-as-countries.csv", "2025-06-01", {
        "alder-ca-2025": "in_force → 2025-11-03, US-CA", "birch-il-2025": "in_force → 2025-11-03, US-IL",
        "cedar-in-2025": "in_force → 2025-11-03, US-IN",
    }, unsaid=("differs",)),
    Case("us-states-as-countries-2.csv", "2025-06-01", {
        "alder-ca-2025": "in_force → 2025-11-03, US-CA", "birch-il-2025": "in_force → 2025-11-03, US-IL",
        "cedar-ga-2025": "in_force → 2025-11-03, US-GA", "dogwood-tx-2025": "in_force → 2025-11-03, US-TX",
    }),
    Case(
        "two-digit-years.csv", "1999-04-01",
        {"alder-1999": "in_force → 1999-09-13", "birch-1986": "expired → 1986-07-13"},
        said=('"13-Mar-99" is read as 1999-03-13, the year as 1999',),
    ),
    Case(
        "two-extensions.csv", "2026-05-01",
        {"alder-2025": "in_force → 2026-11-03"},
        said=("extended on 2025-10-01 and 2026-04-01: only the end that the last set is known",),
    ),
    Case("circa.csv", "2025-04-01", {"alder-2025": "in_force → 2025-09-03, medium", "birch-2025": "in_force → 2025-09-03, medium"}),
    Case(
        "stray-byte.csv", "2025-07-01", {"malaga-2025": "in_force → 2025-11-03", "zurich-2025": "in_force → 2026-06-03"},
        said=("line 3: the byte 0xE9 is no UTF-8, and read as 'é'",),
    ),
    Case("hyperlink.xlsx", "2026-01-05", {"elm-township-oh-2026": "in_force → 2026-07-05"}),
    Case(
        "mac1904serial.xlsx", "2026-03-01",
        {"elm-township-oh-2026": "in_force → 2026-07-05"},
        said=("44565 is read as Excel's number for 2026-01-05",),
    ),
    Case(
        "mergedbody.xlsx", "2026-03-01",
        {"elm-township-oh-2026": "in_force → 2026-07-05, US-OH", "oak-township-oh-2026": "in_force → 2026-08-05, US-OH"},
        said=("merged cells are read as the first of them: A2:A3",),
    ),
    Case("merged-cells.xlsx", "2025-08-01", {
        "alder-town-oh-2025": "in_force → 2025-11-03, US-OH", "birch-town-oh-2025": "in_force → 2025-12-03, US-OH",
        "cedar-town-oh-2025": "in_force → 2026-01-03, US-OH",
    }, said=("B2:B4, D2:D4",)),
    Case("sheets.xlsx", "2026-11-25", {}, status=2, said=("or --sheet 'Data' or 'Codes'",)),
    Case("three-title-rows.xlsx", "2025-06-01", {"alder-town-oh-2025": "in_force → 2025-11-03"}, options="--header 4"),
    Case("three-title-rows.xlsx", "2025-06-01", {}, status=2, said=("row 4 looks like the column names; say --header 4",)),
    Case("a.ods", "2026-02-01", {"elm-township-oh-2026": "in_force → 2026-07-05"}),
    Case("a.xlsb", "2026-02-01", {"elm-township-oh-2026": "in_force → 2026-07-05"}),
    Case("a.xls", "2026-02-01", {"elm-township-oh-2026": "in_force → 2026-07-05"}),
    Case("space-before-quote.csv", "2025-06-01", {"alder-town-2025": "in_force → 2025-11-03"}),
)  # fmt: skip


@pytest.mark.parametrize("case", SHEETS, ids=lambda case: f"{case.file}-{case.on}")
def test_a_sheet_becomes_what_a_person_reads_in_it(
    case: Case, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MORATRACK_TODAY", "2026-11-25")
    out = str(tmp_path / "out.toml")
    made = run(capfdbinary, "import", str(CASES / case.file), *words(case.options), "--out", out)
    assert made.status == case.status, made.err
    assert [part for part in case.said if part not in made.err] == [], made.err
    assert [part for part in case.unsaid if part in made.err] == []
    if case.status == 2:
        return
    shown = run(capfdbinary, "status", "--data", out, "--as-of", case.on, "--json").rows
    found = {row["id"]: in_short(row, case.states.get(row["id"], "")) for row in shown}
    assert {key: found[key] for key in case.states} == case.states


def words(options: str) -> list[str]:
    return shlex.split(options)


def in_short(row: dict[str, object], wanted: str) -> str:
    """A row in the words of a case: what the case does not ask about is left out."""
    parts = [f"{row['state']} → {row['expires']}"]
    if row["until"] is not None:
        parts.append(f"until {row['until']}")
    parts += [str(row[key]) for key in ("confidence", "jurisdiction") if str(row[key]) in wanted.split(", ")]
    if "~" in wanted:
        parts.append(f"~{row['starts']}" if row["approximate"] else str(row["starts"]))
    return ", ".join(parts)


@pytest.mark.parametrize("name", ["hyperlink.xlsx", "hyperlinks.xlsx"])
def test_the_target_of_a_link_is_a_source(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    made = run(capfdbinary, "import", str(CASES / name), "--to", "json")
    policies = json.loads(made.out)["policy"]
    assert all(len(policy["sources"]) == 1 for policy in policies)
    assert [
        source["url"].partition("://")[0] for policy in policies for source in policy["sources"].values()
    ] == ["https"] * 3
