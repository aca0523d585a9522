"""Made-up data sets of any size: ``python bench/generate.py 1000 set.json`` (or ``.ndjson``, ``.toml``).

The same count gives the same policies, byte for byte. Each has two events, one barred and one exempt
party, two sources, texts as long as those of the shipped file, and a history that is possible.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

Record = dict[str, Any]

_FIRST = dt.date(2019, 1, 1)
_DAYS = 2677  # The last adoption, and what came of it, lie before July 2026.
_SOURCES = ["minutes", "report"]
_NAMES = ("Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Juniper", "Larch", "Østre Lind", "Maple")
_FEATURES = ("Bay", "Bridge", "Creek", "Falls", "Field", "Grove", "Heights", "Hollow", "Ridge", "Valley")
_CODES = ("US-CA", "US-MA", "US-GA", "US-NY", "GB", "CA-QC", "FR", "NO", "BR", "KE")
_TOPICS = {
    "facial-recognition": "use of facial recognition and of what it finds by any city department",
    "data-centers": "permits for new data centers and for the extension of those that stand",
    "short-term-rentals": "new licences to let a whole home for fewer than thirty nights",
    "deep-sea-mining": "exploitation of minerals of the seabed within and beyond national waters",
}
_KINDS = ("moratorium", "moratorium", "ban", "restriction")
_EXEMPT = ("the sheriff of the county", "accredited research groups", "holders of a permit granted before")
_TERMS = ("45 days", "180 days", "6 months", "1 year", "1 year 6 months", "2 years")
_CONDITIONS = ("the council adopts rules for its use", "the study of its effects is published")


def records(count: int) -> Iterator[Record]:
    """The first policies of one endless set, as a data file holds them."""
    chance = random.Random(1971)
    return (_record(number, chance) for number in range(count))


def write(count: int, path: Path) -> None:
    """Write a data file in the syntax that its suffix names."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        _WRITERS[path.suffix](records(count), file)


def _record(number: int, chance: random.Random) -> Record:
    place = f"{chance.choice(_NAMES)} {chance.choice(_FEATURES)}"
    topic = chance.choice(list(_TOPICS))
    adopted = _later(_FIRST, chance.randrange(_DAYS))
    return {
        "id": f"{_plain(place).replace(' ', '-')}-{number}",
        "title": f"{topic.replace('-', ' ').capitalize()} in {place}, number {number}",
        "issuer": f"City Council of {place}",
        "issuer_type": "city",
        "kind": chance.choice(_KINDS),
        "topic": topic,
        "jurisdiction": chance.choice(_CODES),
        "aliases": [f"ordinance {number}"],
        "bars": _TOPICS[topic],
        "why": "to study the effects on residents and to write standards first",
        "citation": f"Ordinance {number}-{adopted.year}, municipal code, chapter {number % 90 + 10}",
        "sources": {
            "minutes": _source(place, "minutes", adopted),
            "report": _source(place, "report", _later(adopted, 30)),
        },
        "event": _events(adopted, chance),
        "barred": [{"who": "departments of the city", "type": "class", "sources": _SOURCES}],
        "exempt": [
            {
                "who": chance.choice(_EXEMPT),
                "type": "class",
                "may": "go on under the agreements in force on the day of adoption",
                "why": "bound by law or by contract",
                "sources": _SOURCES,
            }
        ],
    }


def _events(adopted: dt.date, chance: random.Random) -> list[Record]:
    """An adoption with an end of some kind, and what came of it before that end."""
    first = {
        "date": adopted,
        "effective": _later(adopted, chance.randrange(2)),
        "did": "adopted",
        **_end(adopted, chance),
        "note": "by a vote of the council after a public hearing of several hours",
        "sources": _SOURCES,
    }
    did = chance.choice(("extended", "ended", "checked", "noted"))
    second = {
        "date": _later(adopted, chance.randrange(2, 40)),
        "did": did,
        **((_end(_later(adopted, 900), chance) or {"term": "open"}) if did == "extended" else {}),
        **({"how": "repealed"} if did == "ended" else {}),
        "note": "as the office of the clerk confirmed when asked",
        "sources": _SOURCES,
    }
    return [first, second]


def _end(anchor: dt.date, chance: random.Random) -> Record:
    """At least 45 days after ``anchor``: a term twice as often as a day, a condition or nothing."""
    return chance.choice(
        (
            {"term": chance.choice(_TERMS)},
            {"term": chance.choice(_TERMS)},
            {"through": _later(anchor, chance.randrange(60, 900))},
            {"until": chance.choice(_CONDITIONS)},
            {},
        )
    )


def _source(place: str, name: str, published: dt.date) -> Record:
    host = _plain(place).replace(" ", "")
    return {
        "url": f"https://www.cityof{host}.example/council/{published.year}/{published:%m-%d}/{name}-final.pdf",
        "publisher": f"City of {place}",
        "title": f"Council {name}",
        "published": published,
    }


def _plain(place: str) -> str:
    return place.lower().replace("ø", "o")


def _later(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days=days)


def _write_json(policies: Iterator[Record], file: TextIO) -> None:
    file.write('{"policy": [')
    separator = "\n"
    for policy in policies:
        file.write(separator + _json(policy))
        separator = ",\n"
    file.write("\n]}\n")


def _write_ndjson(policies: Iterator[Record], file: TextIO) -> None:
    file.writelines(f"{_json(policy)}\n" for policy in policies)


def _write_toml(policies: Iterator[Record], file: TextIO) -> None:
    for policy in policies:
        tables = {key: policy.pop(key) for key in ("event", "barred", "exempt")}
        file.write(f"[[policy]]\n{_toml_lines(policy)}\n")
        for key, entries in tables.items():
            file.writelines(f"[[policy.{key}]]\n{_toml_lines(entry)}\n" for entry in entries)


def _toml_lines(table: Record) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in table.items())


def _toml(value: Any) -> str:
    """A value in TOML: strings and lists of them are written as in JSON."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(entry)}" for key, entry in value.items()) + " }"
    return str(value) if isinstance(value, dt.date) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


_WRITERS = {".json": _write_json, ".ndjson": _write_ndjson, ".toml": _write_toml}


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
