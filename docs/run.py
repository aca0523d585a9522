"""Run the commands that the documentation shows, and write their output into it.

``python docs/run.py`` rewrites README.md and docs/*.md; with ``--check`` it only says what differs.
A command line begins with ``$ `` in a block marked ``console``; it is run without a shell, on a plain
terminal of 100 columns. Tables of keys stand between ``<!-- keys: COMMAND -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
WIDTH = "100"

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_KEYS = re.compile(r"(<!-- keys: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_FAULTS = re.compile(r"(<!-- faults -->\n).*?(<!-- end -->)", re.DOTALL)
_EXAMPLES = ROOT / "tests" / "checks" / "faults"


def rendered(page: str) -> str:
    """The page with every output and every table of keys as the program gives it now."""
    page = _BLOCK.sub(lambda block: f"```console\n{_session(block[1])}```", page)
    page = _KEYS.sub(lambda block: f"{block[1]}{_keys(block[2])}{block[3]}", page)
    return _FAULTS.sub(lambda block: f"{block[1]}{_faults()}{block[2]}", page)


def _session(text: str) -> str:
    commands = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{_output(command)}" for command in commands)


def _output(command: str) -> str:
    """What a command prints on a terminal, standard error included."""
    words = shlex.split(command)
    settings = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "TERM": "xterm",
        "NO_COLOR": "1",
        "PAGER": "cat",
        "COLUMNS": WIDTH,
        "PYTHONUTF8": "1",
    }
    if words[0] == "moratrack":
        words[:1] = [sys.executable, "-m", "moratrack"]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        words, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, env=settings, cwd=ROOT
    )
    os.close(theirs)
    received = b""
    with contextlib.suppress(OSError):
        while part := os.read(ours, 65536):
            received += part
    process.wait()
    os.close(ours)
    text = received.decode().replace("\r\n", "\n").strip("\n")
    return f"{text}\n" if text else ""


def _keys(command: str) -> str:
    schema = subprocess.run(
        [sys.executable, "-m", "moratrack", "schema", "--output", command], capture_output=True, check=True
    ).stdout
    document = msgspec.json.decode(schema)
    name = document["items"]["$ref"].rsplit("/", 1)[1]
    rows = document["$defs"][name]["properties"].items()
    said = ((key, entry, " ".join(entry.get("description", "").split())) for key, entry in rows)
    lines = [f"| `{key}` | {_type(entry)} | {meaning} |" for key, entry, meaning in said]
    return "\n".join(["| key | type | meaning |", "| --- | --- | --- |", *lines, ""])


def _faults() -> str:
    """A heading for every kind of fault, what it means, and what is said of its example."""
    from moratrack.checks import validation
    from moratrack.checks.catalogue import CODES
    from moratrack.files.documents import Document

    lines = []
    for name, code in sorted(CODES.items()):
        [example] = _EXAMPLES.glob(f"{name}.*")
        document = Document(example.name, example.read_bytes(), example.suffix[1:])
        [fault, *_] = validation.validate([document]).faults
        said = f"{fault.file}:{fault.line}: {fault.message}; {fault.mend}"
        lines += [f"## {name}", "", f"{code.severity.capitalize()}. {code.explanation}", "", f"> {said}", ""]
    return "\n".join(["", *lines, ""])


def _type(entry: dict[str, Any]) -> str:
    options = entry.get("anyOf", [entry])
    return " or ".join(_one_type(option) for option in options)


def _one_type(entry: dict[str, Any]) -> str:
    if "$ref" in entry:
        return "object"
    if "enum" in entry:
        return ", ".join(f"`{value}`" for value in entry["enum"] if value is not None)
    if entry.get("format") == "date":
        return "date"
    if entry.get("type") == "array":
        return f"list of {_one_type(entry['items'])}s" if "items" in entry else "list"
    return {"string": "text", "integer": "number"}.get(str(entry.get("type")), str(entry.get("type")))


def main() -> int:
    """Rewrite or check all pages; returns 1 if ``--check`` found a difference."""
    stale = False
    for path in PAGES:
        written = path.read_text(encoding="utf-8")
        fresh = rendered(written)
        if fresh == written:
            continue
        stale = True
        if "--check" in sys.argv[1:]:
            changes = difflib.unified_diff(
                written.splitlines(), fresh.splitlines(), str(path), "as it runs", lineterm=""
            )
            print("\n".join(changes))
        else:
            path.write_text(fresh, encoding="utf-8")
            print(f"rewrote {path.name}")
    return int(stale and "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
