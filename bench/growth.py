"""How the time of a run grows with one thing in the data: ``python bench/growth.py [--only WORD]``.

Prints the CPU seconds at N, 2N and 4N beyond those of the same run with one, and the exponent from 2N to 4N:
1 is in proportion, 2 is by the square. N grows until 4N takes long enough to tell, and while the exponent is
above 1.2: what is by the square stays so, and a neighbour's noise does not. Exit status 1 where one stays so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Record = dict[str, Any]

HIGHEST = 1.2
LONGEST = 60
"""CPU seconds after which a run is ended."""
SHORTEST = 0.25
"""CPU seconds below which an exponent is noise."""
MOST = 20_000
"""The greatest N."""
_REPEATS = 3
_FIRST = dt.date(2000, 1, 1)
_ADOPTED = {"date": "1999-12-01", "did": "adopted"}
_AS_OF = ("--as-of", "2300-01-01")


class Case(NamedTuple):
    """What there are more and more of, how a data file holds so many, and the runs that read it."""

    name: str
    size: int
    """N."""
    content: Callable[[int], Record | str]
    runs: tuple[str, ...]


def main() -> int:
    """Measure, print; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", default=sys.executable, help="interpreter that has moratrack")
    parser.add_argument("--only", default="", help="only cases or runs that have this word")
    parser.add_argument("--scale", type=float, default=1.0, help="times N")
    asked = parser.parse_args()
    steep = 0
    print(f"{'':38}{'N':>8}{'N':>8}{'2N':>8}{'4N':>8}  exponent")
    with tempfile.TemporaryDirectory(prefix="moratrack-growth-") as folder:
        for case in CASES:
            for run in case.runs:
                if asked.only in f"{case.name}: {run}":
                    steep += _print(case, run, int(case.size * asked.scale), asked.python, Path(folder))
    return int(steep > 0)


def _print(case: Case, run: str, count: int, python: str, folder: Path) -> bool:
    """Measure and print one run; returns whether it grows too steeply."""
    start = _seconds(case, run, 1, python, folder)
    while True:
        taken: list[float] = []
        for size in (count, 2 * count, 4 * count):
            ended = taken[-1:] == [math.inf]
            taken.append(math.inf if ended else max(_seconds(case, run, size, python, folder) - start, 0))
        exponent = _exponent(taken)
        if (exponent is not None and not HIGHEST < exponent < math.inf) or 2 * count > MOST:
            break
        count *= 2
    steep = exponent is not None and exponent > HIGHEST
    figures = "".join(f"{seconds:8.2f}" for seconds in taken)
    told = f"{'-':>8}" if exponent is None else f"{exponent:8.2f}"
    print(f"{f'{case.name}: {run}':38}{count:8,}{figures}{told}{'  STEEP' if steep else ''}", flush=True)
    return steep


def _exponent(taken: Sequence[float]) -> float | None:
    """From 2N to 4N; infinite where a run took too long, None where it took too short to tell."""
    if math.isinf(taken[2]):
        return math.inf
    return math.log2(taken[2] / taken[1]) if taken[2] >= SHORTEST else None


def _seconds(case: Case, run: str, count: int, python: str, folder: Path) -> float:
    """CPU seconds of one run, the least of some."""
    content = case.content(count)
    file = folder / ("data.toml" if isinstance(content, str) else "data.json")
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    words = [word.replace("FILE", str(file)) for word in run.split()]
    if words[0] == "record":
        words += ["--date", "2026-01-01", "--file", str(file), "--data", str(file)]
    elif words[0] != "validate":
        words += [*_AS_OF, "--data", str(file)]
    environment = {"PATH": os.defpath, "HOME": str(folder), "MORATRACK_CACHE": "off", "LANG": "C.UTF-8"}
    return min(_run([python, "-m", "moratrack", *words], environment) for _ in range(_REPEATS))


def _run(command: Sequence[str], environment: Mapping[str, str]) -> float:
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    resource.prlimit(process.pid, resource.RLIMIT_CPU, (LONGEST, LONGEST))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return math.inf
    if process.returncode not in (0, 1):
        raise RuntimeError(f"exit status {process.returncode}: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def _day(number: int) -> str:
    return str(_FIRST + dt.timedelta(days=number))


def _policy(*events: Record, **keys: Any) -> Record:
    base = {"id": "x", "title": "A policy", "issuer": "Somebody", "kind": "moratorium"}
    return {**base, "event": [_ADOPTED, *events], **keys}


def _file(*events: Record, **keys: Any) -> Record:
    return {"policy": [_policy(*events, **keys)]}


def _source(number: int) -> Record:
    return {"url": f"https://a.example/{number}", "publisher": "A"}


def _suspensions(count: int) -> Record:
    return _file(
        *({"date": _day(4 * n), "did": "suspended", "through": _day(4 * n + 1)} for n in range(count))
    )


def _extensions(count: int) -> Record:
    return _file(
        *({"date": _day(2 * n), "did": "extended", "through": _day(2 * n + 9)} for n in range(count))
    )


def _noted(count: int) -> Record:
    return _file(*({"date": _day(n % 9000), "did": "noted", "note": f"note {n}"} for n in range(count)))


def _periods(count: int) -> Record:
    return _file(
        *(
            event
            for n in range(count)
            for event in (
                {"date": _day(4 * n), "did": "ended", "how": "lifted"},
                {"date": _day(4 * n + 2), "did": "adopted"},
            )
        )
    )


def _parties(count: int) -> Record:
    """Names of one length: how near they come to another depends on it."""
    return _file(exempt=[{"who": f"party {n:05}"} for n in range(count)])


def _turns(count: int) -> Record:
    """One name with many standings after one another."""
    standing = [{"who": "x", "since": _day(2 * n), "through": _day(2 * n)} for n in range(count)]
    return _file(barred=standing, exempt=[{**party, "since": party["through"]} for party in standing])


def _amending(**keys: Any) -> Callable[[int], Record]:
    def content(count: int) -> Record:
        amendments = [
            {"id": "x", **{key: [{**keys[key], **_named(key, n)}] for key in keys}} for n in range(count)
        ]
        return {"policy": [_policy()], "amend": amendments}

    return content


def _named(key: str, number: int) -> Record:
    return {"date": _day(number)} if key == "event" else {"who": f"party {number}"}


def _unknown_citations(count: int) -> Record:
    event = {**_ADOPTED, "sources": [f"sorce-{n}" for n in range(count)]}
    return _file(event=[event], sources={f"source-{n}": _source(n) for n in range(count)})


def _sources(count: int) -> Record:
    keys = [f"source-{n}" for n in range(count)]
    return _file(
        *({**_ADOPTED, "date": _day(n), "did": "noted", "sources": [key]} for n, key in enumerate(keys)),
        sources={key: _source(n) for n, key in enumerate(keys)},
    )


def _misfits(count: int) -> Record:
    return _file(*({"date": 1, "did": "notd", "nte": "x"} for _ in range(count)))


def _same_ids(count: int) -> Record:
    return {"policy": [_policy() for _ in range(count)]}


def _policies(count: int) -> Record:
    return {"policy": [_policy(id=f"x-{n}") for n in range(count)]}


def _long_texts(count: int) -> str:
    """A text of many lines that look like headers."""
    lines = "\n".join('[[policy.event]]\n[ "a", ' for _ in range(count))
    return (
        f'[[policy]]\nid = "x"\ntitle = "X"\nissuer = "X"\nkind = "ban"\nnote = """\n{lines}\n"""\n\n'
        '[[policy.event]]\ndate = 1999-12-01\ndid = "adopted"\n'
    )


_HISTORIES = ("log", "calendar", "show x", "timeline", "panel", "status", "check x nobody", "validate FILE")
CASES = (
    Case("suspensions", 500, _suspensions, _HISTORIES),
    Case("extensions", 1_000, _extensions, _HISTORIES),
    Case("noted events", 10_000, _noted, _HISTORIES),
    Case("periods", 500, _periods, _HISTORIES),
    Case("parties", 5_000, _parties, ("exempt", "show x", "check x nobody", "validate FILE", "log")),
    Case("standings of one name", 1_000, _turns, ("exempt --all", "check x x", "validate FILE", "log")),
    Case("amending parties", 1_000, _amending(exempt={}), ("status", "validate FILE", "exempt")),
    Case("amending events", 1_000, _amending(event={"did": "noted"}), ("status", "validate FILE", "log")),
    Case("unknown citations", 1_000, _unknown_citations, ("validate FILE",)),
    Case("sources", 2_500, _sources, ("show x", "sources", "status", "validate FILE")),
    Case("misfits", 1_000, _misfits, ("validate FILE",)),
    Case("one id", 1_000, _same_ids, ("validate FILE",)),
    Case(
        "policies", 5_000, _policies, ("status --json", "status", "sources", "validate FILE", "exempt --all")
    ),
    Case("lines in a text", 5_000, _long_texts, ("record x noted --note x --again",)),
)

if __name__ == "__main__":
    sys.exit(main())
