"""Runs of the program on hostile data files, words, edits, sheets and streams: ``python bench/fuzz.py``.

    python bench/fuzz.py [--seed S] [--count N] [--only KIND] [--case NUMBER]

The same seed gives the same cases. A case is wrong where the program ends by an exception, with a status
that it does not know, without a line on standard error where it is 2, or with text that commands a terminal.
Each wrong case is told with its number: ``--case`` runs it alone and shows what it was. Exit status 1 if
there was one.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from moratrack.cli.app import COMMANDS
from moratrack.cli.app import main as moratrack

STATUSES = (0, 1, 2)
_COMMANDING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What no text on a stream may hold raw, where nobody asked for colour."""

_TEXTS = (
    *(
        "",
        " ",
        "x",
        "alder",
        "Ålesund",
        "\u00e9",
        "e\u0301",
        "=1+1",
        "'",
        '"',
        '"""',
        "'''",
        "\\",
        '\\"',
        "\n",
        "\r\n",
    ),
    *(
        "\x00",
        "\x1b[31m",
        "\x9b31m",
        "\u202e",
        "\u2028",
        "\ud800",
        "\udcff",
        "\U0001f600",
        "[bold]",
        "]]>",
        "{}",
        "[[policy]]",
    ),
    *(
        "-",
        "--",
        "-x",
        "--data",
        "a" * 300,
        "0",
        "-1",
        "1e9",
        "9" * 30,
        "inf",
        "nan",
        "null",
        "true",
        "#",
        "%s",
        "{0}",
    ),
)
_SOUND_TEXTS = tuple(
    text for text in _TEXTS if text.strip() and not any("\ud800" <= sign <= "\udfff" for sign in text)
)
_DAYS = (
    *(
        "2020-01-01",
        "2020-02-30",
        "2020-06",
        "2020",
        "0001-01-01",
        "9999-12-31",
        "2020-W05-1",
        "20200101",
        "1/6/2021",
    ),
    *(
        "today",
        "+30d",
        "-1y",
        "+9999y",
        "2020-01-01T00:00:00Z",
        "2020-1-1",
        "",
        "-",
        "3000-13",
        "1 June 2021",
    ),
)
_WHOLE_DAYS = ("2020-01-01", "2026-06-30", "0001-01-01", "9999-12-31")
_SOUND_DAYS = ("2020-01-01", "2020-06", "2021", "2024-02-29")
_TERMS = (
    "1 year",
    "6 months",
    "90 days",
    "P1Y6M",
    "unknown",
    "open",
    "0 days",
    "999999 years",
    "P",
    "1 yr",
    "-1 day",
    "",
)
_DIDS = (
    *(
        "proposed",
        "adopted",
        "scheduled",
        "extended",
        "amended",
        "suspended",
        "resumed",
        "ended",
        "checked",
        "noted",
    ),
)
_KEYS = (
    *(
        "id",
        "title",
        "issuer",
        "issuer_type",
        "kind",
        "topic",
        "jurisdiction",
        "aliases",
        "bars",
        "why",
        "citation",
    ),
    *(
        "note",
        "sources",
        "event",
        "barred",
        "exempt",
        "unclear",
        "url",
        "publisher",
        "published",
        "archive",
        "read",
    ),
    *(
        "date",
        "effective",
        "upon",
        "did",
        "term",
        "through",
        "until",
        "not_before",
        "how",
        "by",
        "confidence",
        "who",
    ),
    *(
        "type",
        "may",
        "since",
        "includes",
        "about",
        "class",
        "policy",
        "amend",
        "name",
        "part_of",
        "version",
        "exmept",
    ),
)
_SUFFIXES = ("toml", "json", "ndjson", "jsonl", "csv", "txt", "xlsx", "")


class Case(NamedTuple):
    """One run: what it is given, and what it may read and write."""

    words: list[str]
    files: dict[str, bytes]
    stdin: bytes | None
    """None is a standard input that is closed."""
    settings: dict[str, str]


class Chance(random.Random):
    """Draws what a case is made of; some cases are sound, some slightly off, some wild."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self.wildness = self.choice((0.0, 0.0, 0.01, 0.1))

    def wild(self, times: float = 1.0) -> bool:
        """Whether to draw something that does not fit here."""
        return self.random() < self.wildness * times


def main() -> int:
    """Run the cases asked for; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--only", choices=KINDS, help="cases of one kind")
    parser.add_argument("--case", type=int, help="run this one alone and show it")
    asked = parser.parse_args()
    numbers = range(asked.count) if asked.case is None else [asked.case]
    kinds = [asked.only] if asked.only else list(KINDS)
    tally: Counter[str] = Counter()
    wrong = 0
    for number in numbers:
        kind = kinds[number % len(kinds)]
        case = KINDS[kind](Chance(f"{asked.seed} {kind} {number}"))
        status, said = run(case)
        tally[f"{kind}: {status}"] += 1
        if asked.case is not None:
            print(case, status, said, sep="\n")
        if said:
            wrong += 1
            print(
                f"WRONG: --seed {asked.seed} --case {number}{f' --only {kind}' if asked.only else ''}: {said}"
            )
    for what, times in sorted(tally.items()):
        print(f"{times:7,} {what}")
    return int(wrong > 0)


def run(case: Case) -> tuple[int, str]:
    """Run one case in a folder of its own; returns the status, and what was wrong, empty if nothing."""
    with tempfile.TemporaryDirectory(prefix="moratrack-fuzz-") as folder, _surroundings(case, Path(folder)):
        out, err = _Stream(), _Stream()
        sys.stdout, sys.stderr = out.text, err.text
        try:
            status = moratrack(case.words)
        except BaseException:
            return -1, traceback.format_exc()
        finally:
            sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        return status, _fault(status, out.written(), err.written())


def _fault(status: int, out: str, err: str) -> str:
    if status not in STATUSES:
        return f"status {status}"
    if status == 2 and not err.strip():
        return "status 2 without a word"
    if "Traceback" in err:
        return err
    if "\x1b[1m" in out:  # Somebody asked for colour.
        return ""
    for name, text in (("stdout", out), ("stderr", err)):
        shown = text.replace("\r\n", "\n")
        if found := _COMMANDING.search(shown):
            return f"{name} holds {found[0]!r}: {shown[max(found.start() - 60, 0) : found.end() + 60]!r}"
    return ""


class _Stream:
    """A stream of text that keeps what is written."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self.text = io.TextIOWrapper(self._bytes, encoding="utf-8", errors="strict", write_through=True)

    def written(self) -> str:
        return self._bytes.getvalue().decode("utf-8")


@contextmanager
def _surroundings(case: Case, folder: Path) -> Iterator[None]:
    """The files, the standard input and the environment of a case."""
    before, kept, stdin = Path.cwd(), dict(os.environ), sys.stdin
    for name, content in case.files.items():
        (folder / name).write_bytes(content)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update({"PATH": os.defpath, "HOME": str(folder), "MORATRACK_CACHE": "off"})
    os.environ.update({"MORATRACK_TODAY": "2026-06-30", **case.settings})
    sys.stdin = None if case.stdin is None else io.TextIOWrapper(io.BytesIO(case.stdin))
    try:
        yield
    finally:
        os.chdir(before)
        sys.stdin = stdin
        os.environ.clear()
        os.environ.update(kept)


def text(chance: Chance) -> str:
    """A text that somebody may have written, or meant to do harm with."""
    known = _TEXTS if chance.wild(2) else _SOUND_TEXTS
    if chance.random() < 0.3:
        return "".join(chance.choice(known) for _ in range(chance.randrange(1, 4)))
    return chance.choice(known)


def value(chance: Chance, key: str = "") -> Any:
    """What a key of a record may hold: mostly something that fits."""
    if chance.wild():
        return chance.choice([None, True, 0, -1, 1.5, 2**70, [], {}, [[]], text(chance), {text(chance): 1}])
    match key:
        case "date" | "effective" | "through" | "since" | "published" | "read" | "not_before":
            return chance.choice(_DAYS if chance.wild(5) else _SOUND_DAYS)
        case "term":
            return chance.choice(_TERMS if chance.wild(5) else _TERMS[:5])
        case "did":
            return chance.choice((*_DIDS, "adoptd") if chance.wild(5) else ("checked", "noted"))
        case "issuer_type":
            return "citty" if chance.wild() else "city"
        case "kind":
            return "bann" if chance.wild() else chance.choice(("moratorium", "ban", "restriction"))
        case "type":
            return chance.choice(("class", "organization"))
        case "confidence":
            return chance.choice(("high", "medium", "low"))
        case "url" | "archive":
            return chance.choice(("ftp://c", text(chance))) if chance.wild(3) else "https://a.example/"
        case "aliases" | "includes" | "part_of":
            return [text(chance) for _ in range(chance.randrange(3))]
        case "jurisdiction":
            return (
                chance.choice(("UK", "us", text(chance)))
                if chance.wild(3)
                else chance.choice(("US-CA", "EU"))
            )
    return text(chance)


def table(chance: Chance, *keys: str) -> dict[str, Any]:
    """A table with most of some keys, and now and then another."""
    found = {key: value(chance, key) for key in keys if not chance.wild()}
    if chance.wild(0.5):
        found[chance.choice((*_KEYS, text(chance)))] = value(chance)
    return found


def record(chance: Chance, number: int) -> dict[str, Any]:
    """A policy, or nearly one."""
    policy = {
        "id": f"p{number}",
        **table(chance, "title", "issuer", "kind", *chance.sample(_KEYS[3:12], 3)),
        "sources": {key: table(chance, "url", "publisher", "title", "published") for key in ("a", "b")},
        "event": events(chance),
    }
    for standing in ("barred", "exempt", "unclear"):
        policy[standing] = [
            table(chance, "who", *chance.sample(("type", "aliases", "may", "why", "note"), 2))
            for _ in range(chance.randrange(3))
        ]
    if chance.wild():
        policy[chance.choice(_KEYS)] = value(chance)
    return policy


def events(chance: Chance) -> list[dict[str, Any]]:
    """A log of events that can be, or nearly."""
    year, found = 2018, [{"date": "2018-01-01", "did": "adopted", **_end(chance)}]
    for _ in range(chance.randrange(6)):
        year += 1
        usual = ("extended", "amended", "suspended", "checked", "noted")
        did = chance.choice(_DIDS if chance.random() < 0.1 else usual)
        event: dict[str, Any] = {"date": f"{year}-02-03", "did": did, "note": text(chance)}
        if did in ("extended", "scheduled", "amended"):
            event |= _end(chance)
        if did in ("extended", "suspended", "resumed", "ended") and chance.random() < 0.3:
            event["effective"] = value(chance, "effective") if chance.wild(9) else f"{year}-03-04"
        found.append({key: value(chance) if chance.wild(0.3) else entry for key, entry in event.items()})
    chance.shuffle(found)
    return found


def _end(chance: Chance) -> dict[str, Any]:
    ends: tuple[dict[str, Any], ...] = (
        {},
        {"term": value(chance, "term")},
        {"through": "2030-01-01"},
        {"until": text(chance) or "x"},
    )
    return dict(chance.choice(ends))


def data(chance: Chance) -> dict[str, Any]:
    """A data file as plain values."""
    whole: dict[str, Any] = {"policy": [record(chance, number) for number in range(chance.randrange(1, 4))]}
    if chance.random() < 0.2:
        whole["amend"] = [{"id": "p1", **table(chance, "aliases"), "event": [table(chance, "date", "did")]}]
    if chance.random() < 0.2:
        whole["class"] = [table(chance, "name", "aliases", "part_of") for _ in range(chance.randrange(3))]
    if chance.random() < 0.2:
        whole["about"] = table(chance, "title", "version", "through", "licence", "url")
    return whole


def toml(whole: Any) -> str:
    """Plain values as TOML, in inline tables; what TOML lacks is left as it is, and a fault."""
    match whole:
        case dict():
            return "{ " + ", ".join(f"{_quoted(key)} = {toml(entry)}" for key, entry in whole.items()) + " }"
        case list():
            return "[" + ", ".join(map(toml, whole)) + "]"
        case str() if re.fullmatch(r"\d{4}-\d\d-\d\d", whole):
            return whole
        case str():
            return _quoted(whole)
    return json.dumps(whole)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def content(chance: Chance, suffix: str) -> bytes:
    """The bytes of a data file, now and then spoilt."""
    whole = data(chance)
    match suffix:
        case "json":
            written = json.dumps(whole, ensure_ascii=chance.random() < 0.5)
        case "ndjson" | "jsonl":
            lines = [json.dumps(policy) for policy in whole.pop("policy")]
            lines += [json.dumps({key: part}) for key, part in whole.items() if key == "about"]
            written = (" " if chance.wild() else chance.choice(("\n", "\n\n", "\r\n"))).join(lines)
        case _:
            written = "\n".join(f"{key} = {toml(part)}" for key, part in whole.items())
    return spoilt(chance, written.encode("utf-8", "surrogatepass"))


def spoilt(chance: Chance, content: bytes) -> bytes:
    """Bytes that are cut, doubled or changed somewhere, in one wild case of three."""
    if not chance.wild(3) or not content:
        return content
    place, other = sorted((chance.randrange(len(content)), chance.randrange(len(content))))
    return chance.choice(
        (
            content[:place],
            content[:place] + content[other:],
            content[:other] + content[place:],
            content[:place] + chance.choice(_TEXTS).encode("utf-8", "surrogatepass") + content[place:],
            content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :],
            b"\xef\xbb\xbf" + content,
            content.decode("utf-8", "replace").encode("utf-16"),
        )
    )


def word(chance: Chance) -> str:
    """A word of a command line."""
    return chance.choice((text(chance), chance.choice(_DAYS), chance.choice(_TERMS), "p1", "x", "data.toml"))


def _settings(chance: Chance) -> dict[str, str]:
    settings = {}
    for name, values in (
        ("MORATRACK_TODAY", _DAYS),
        ("MORATRACK_DATA", ("bundled", "data.json", "", ":", "nowhere")),
        ("FORCE_COLOR", ("1", "")),
        ("NO_COLOR", ("1",)),
        ("TERM", ("dumb", "xterm", "")),
        ("COLUMNS", ("0", "-5", "20", "x", "99999")),
    ):
        if chance.random() < 0.05:
            settings[name] = chance.choice(values)
    return settings


_ASKING = {
    "status": ((), ("p1",), ("--fail-on", "stale"), ("--fail-on", "expired,unconfirmed")),
    "exempt": ((), ("--all",), ("--who", "x")),
    "show": (("p1",), ("p",)),
    "check": (("p1", "x"), ("p1", "x", "--class", "police"), ("--all", "x"), ("p1", "-")),
    "timeline": ((), ("--svg", "-")),
    "log": ((), ("--since", "2019"), ("--within", "30d")),
    "calendar": ((),),
    "panel": ((), ("--from", "2019", "--to", "2021"), ("--counts",), ("--every", "year", "--wide")),
    "sources": ((),),
    "validate": ((),),
}
_FORMS = (
    (),
    ("--json",),
    ("--format", "csv"),
    ("--format", "markdown"),
    ("--format", "ndjson"),
    ("--color", "always"),
)


def of_data(chance: Chance) -> Case:
    """A question asked of data that is hostile or broken."""
    suffix = chance.choice(_SUFFIXES[:4])
    name = f"data.{suffix}"
    command = chance.choice(list(_ASKING))
    words = [command, *chance.choice(_ASKING[command])]
    files = {name: content(chance, suffix)}
    if command == "validate":
        words += [name, *(["--json"] if chance.random() < 0.5 else [])]
    else:
        words += [
            "--data",
            name,
            "--as-of",
            chance.choice(_DAYS if chance.wild(3) else _WHOLE_DAYS),
            *chance.choice(_FORMS),
        ]
    if chance.random() < 0.1:
        files["more.toml"] = content(chance, "toml")
        words += ["more.toml"] if command == "validate" else ["--data", "more.toml"]
    return Case(words, files, b"x\np1\n\n", _settings(chance))


def of_words(chance: Chance) -> Case:
    """A command line that nobody would write, of sound data."""
    options = (
        *(
            "--as-of",
            "--data",
            "--json",
            "--format",
            "--state",
            "--topic",
            "--kind",
            "--jurisdiction",
            "--issuer",
        ),
        *(
            "--bars",
            "--expiring-within",
            "--search",
            "--sort",
            "--reverse",
            "--fail-on",
            "--who",
            "--class",
            "--since",
        ),
        *(
            "--until",
            "--from",
            "--to",
            "--every",
            "--on",
            "--by",
            "--wide",
            "--counts",
            "--columns",
            "--quiet",
            "--help",
        ),
        *(
            "--stale-after",
            "--issuer-type",
            "--within",
            "--all",
            "--no-cache",
            "--color",
            "-h",
            "--version",
            "--",
        ),
    )
    readers = [command for command in COMMANDS if command not in ("publish", "update")]
    words = [chance.choice(readers)] if chance.random() < 0.95 else []
    words += [
        chance.choice(options) if chance.random() < 0.5 else word(chance) for _ in range(chance.randrange(5))
    ]
    if words[:1] == ["completion"] or chance.random() < 0.03:
        words = ["__complete", chance.choice(("bash", "zsh", "fish", "x")), *words[1:]]
    return Case(
        words, {"data.toml": SOUND.encode()}, b"", {"MORATRACK_DATA": "data.toml", **_settings(chance)}
    )


def of_edits(chance: Chance) -> Case:
    """An event or a policy to be written into a file, which may be broken."""
    file = SOUND.encode() if chance.random() < 0.8 else content(chance, "toml")
    command = chance.choice(("record", "add"))
    words = [command, chance.choice(("p1", "alder", word(chance)) if chance.wild(5) else (_ID[command],))]
    wanted: tuple[str, ...] = ("--date",)
    options: tuple[str, ...] = (
        "--effective",
        "--term",
        "--through",
        "--until",
        "--note",
        "--source",
        "--confidence",
    )
    if command == "record":
        words.append(chance.choice(_DIDS if chance.random() < 0.3 else ("checked", "noted", "extended")))
        options += ("--how", "--by", "--not-before")
    else:
        wanted += ("--title", "--issuer", "--kind")
        options += ("--topic", "--jurisdiction", "--bars", "--why")
    for option in (*wanted, *chance.sample(options, chance.randrange(3))):
        key = option.strip("-").replace("-", "_")
        words += [option, word(chance) if chance.wild(3) else str(value(chance, key))]
    words += ["--file", "data.toml", "--data", "data.toml", *(["--dry-run"] if chance.random() < 0.3 else [])]
    return Case(words, {"data.toml": file}, b"", _settings(chance))


def of_sheets(chance: Chance) -> Case:
    """A spreadsheet to be imported."""
    names = (
        "issuer",
        "date",
        "term",
        "status",
        "end",
        "title",
        "kind",
        "topic",
        "state",
        "source",
        "note",
        "exempt",
    )
    header = chance.sample(names, chance.randrange(2, 8))
    header = header if chance.random() < 0.1 else ["issuer", "date", *header[2:]]
    cells = (
        "Alder",
        "2025-05-03",
        "May 3, 2025",
        "6 months",
        "in force",
        "until repealed",
        "expired 2024",
        "California",
    )
    rows = [
        ["Alder", chance.choice(_DAYS), *(chance.choice((*cells, word(chance))) for _ in header[2:])]
        for _ in range(chance.randrange(6))
    ]
    comma = chance.choice((",", ";", "\t"))
    lines = [comma.join(_cell(chance, cell) for cell in row) for row in [header, *rows]]
    sheet = spoilt(chance, "\r\n".join(lines).encode("utf-8", "surrogatepass"))
    words = ["import", chance.choice(("sheet.csv", "sheet.csv", "-", "sheet.xlsx"))]
    for option in chance.sample(
        ("--map", "--set", "--page", "--out", "--rejects", "--save-mapping", "--mapping"), 2
    ):
        if chance.random() < 0.3:
            words += [option, chance.choice((word(chance), "issuer=state", "kind=ban", "out.toml"))]
    return Case(words, {"sheet.csv": sheet, "sheet.xlsx": sheet}, sheet, _settings(chance))


def _cell(chance: Chance, cell: str) -> str:
    return f'"{cell}"' if chance.random() < 0.3 else cell


def of_streams(chance: Chance) -> Case:
    """Data and sheets from a standard input that is closed, empty or anything."""
    stdin = chance.choice(
        (None, b"", b"\xff\xfe", content(chance, "json"), content(chance, "toml"), bytes(range(256)))
    )
    command = chance.choice(("status", "show", "log", "validate", "import", "check"))
    words = {
        "validate": ["validate", "-"],
        "import": ["import", "-"],
        "show": ["show", "p1", "--data", "-"],
        "check": ["check", "p1", "-", "--data", "-"],
    }.get(command, [command, "--data", "-"])
    return Case([*words, *(["--json"] if command != "import" else [])], {}, stdin, _settings(chance))


_ID = {"record": "p1", "add": "alder-pause"}
KINDS: dict[str, Callable[[Chance], Case]] = {
    "data": of_data,
    "words": of_words,
    "edits": of_edits,
    "sheets": of_sheets,
    "streams": of_streams,
}
SOUND = """\
[[policy]]
id = "p1"
title = "Live scanners"
issuer = "Alder"
kind = "ban"
topic = "scanning"
sources = { a = { url = "https://a.example/", publisher = "A" } }

[[policy.event]]
date = 2020-01-01
did = "adopted"
term = "1 year"
sources = ["a"]

[[policy.barred]]
who = "police"
type = "class"
"""

if __name__ == "__main__":
    sys.exit(main())
