"""Made-up spreadsheets for ``moratrack import``: ``python bench/sheets.py 1000 sheet.csv``.

The same count gives the same rows, byte for byte, and every row becomes a policy. Days, terms and statuses
are written in the many ways of people who keep such lists by hand.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
from pathlib import Path

_COLUMNS = (
    "state_abbrev", "jurisdiction", "date_enacted", "duration", "end_date", "enacted_status", "sectors",
    "last_verified", "source_url", "notes",
)  # fmt: skip
_FIRST = dt.date(2019, 1, 1)
_DAYS = 2500
_STATES = "OH MI GA CO NC IN".split()
_DAY_FORMS = ("%Y-%m-%d", "%B %d, %Y", "%Y-%m-%d reported", "%m/%d/%Y")
_NOTES = ("", "vote 5-0", "the clerk was asked by telephone")


def write(count: int, path: Path) -> None:
    """Write a CSV of so many rows."""
    chance = random.Random(1971)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerows(_row(number, chance) for number in range(count))


def _row(number: int, chance: random.Random) -> tuple[str, ...]:
    adopted = _FIRST + dt.timedelta(days=chance.randrange(_DAYS))
    later = {days: adopted + dt.timedelta(days=days) for days in (100, 200, 300)}
    terms = (
        "6 months", "180 days", "Twelve (12) months", "Indefinite", "Unknown",
        "One year or until rules are adopted, whichever is first", f"Through {later[300]}",
        f"30 days; extended to {later[200]}",
    )  # fmt: skip
    statuses = ("active", "expired", "enacted", "pending", f"Repealed {later[100]}", "")
    return (
        chance.choice(_STATES),
        f"Town {number}",
        f"{adopted:{chance.choice(_DAY_FORMS)}}",
        chance.choice(terms),
        "",
        chance.choice(statuses),
        '["data_center"]',
        "2026-04-29",
        f"https://town{number}.example/minutes/{number}",
        chance.choice(_NOTES),
    )


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
