"""Kill `moratrack record` while it writes, a thousand times, and look at what it leaves.

    python bench/kill_edit.py [KILLS]

Each time a process records event after event and tells of each that it has written; at a random moment
it is killed. The file must then hold the events it told of, and at most the one it had no time to tell
of. Exit status 1 if an event was lost, or if the file was ever anything but whole.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from moratrack.cli.app import main as moratrack
from moratrack.files.decoding import decode
from moratrack.files.documents import Document

SEED = 20200610
LONGEST_WAIT = 0.04
"""Seconds from the first event written to the latest kill."""
RECORD = (Path(__file__).parents[1] / "tests" / "editing" / "mine.toml").read_text(encoding="utf-8")


def main(kills: int) -> int:
    """Kill as often as asked, print the tally; returns the exit status."""
    moments = random.Random(SEED)
    tally: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "mine.toml")
        for _ in range(kills):
            file.write_text(RECORD)
            told = kill_while_writing(file, moments.uniform(0, LONGEST_WAIT))
            tally["events written and told of"] += told
            tally[verdict(file, told)] += 1
            tally["a draft was left behind"] += file.with_name(".mine.toml.moratrack-draft").exists()
            tally["a lock was left behind"] += file.with_name(".mine.toml.moratrack-lock").exists()
    print(f"{kills} kills (seed {SEED})")
    for what, number in sorted(tally.items()):
        print(f"{number:7,} {what}")
    return int(any(what.startswith("WRONG") for what in tally))


def kill_while_writing(file: Path, seconds: float) -> int:
    """Kill a writer some time after its first event; returns how many events it told of."""
    reading, telling = os.pipe()
    child = os.fork()
    if child == 0:
        write_until_killed(file, telling)
    os.close(telling)
    with os.fdopen(reading, "rb") as acknowledged:
        first = acknowledged.read(1)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return len(first + acknowledged.read())


def write_until_killed(file: Path, telling: int) -> None:
    """Record one event after another, telling of each."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    arguments = ["record", "elm", "checked", "--again", "--date", "2026-02-01", "--data", str(file)]
    while moratrack(arguments) == 0:
        os.write(telling, b".")
    os._exit(1)


def verdict(file: Path, told: int) -> str:
    """What a killed writer left, which had told of so many events."""
    content = file.read_bytes()
    try:
        [_, policy] = decode(Document("mine.toml", content, "toml")).policy
    except Exception:
        return "WRONG: torn"
    if not content.startswith(RECORD.encode()):
        return "WRONG: what was there has changed"
    match len(policy.events) - 1 - told:
        case 0:
            return "the file as it was before the edit cut short"
        case 1:
            return "the file as it is after it"
    return "WRONG: an event lost, or one too many"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
