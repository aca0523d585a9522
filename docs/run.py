"""Run the commands that the documentation shows, and write their output into it.

``python docs/run.py`` rewrites README.md and docs/*.md; with ``--check`` it only says what differs.
A command line begins with ``$ `` in a block marked ``console``; it is run without a shell, on a plain
terminal of 100 columns. Tables of keys stand between ``<!-- keys: COMMAND -->`` and ``<!-- end -->``, and
figures of the shipped record after ``<!-- record -->``. Pictures of a terminal are drawn anew as well.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import pty
import re
import shlex
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from moratrack import load
from moratrack.dataset import load as load_documents
from moratrack.files.cache import Cache
from moratrack.files.documents import BUNDLED, read_documents

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
WIDTH = "100"
PICTURED = "moratrack status --as-of 2026-11-25"
LINES = 28
_FACES = ("facial-recognition", "facial-analysis", "generative-ai")
_THEMES = {
    "light": TerminalTheme(
        (255, 255, 255),
        (31, 35, 40),
        [
            (31, 35, 40),
            (207, 34, 46),
            (17, 99, 41),
            (125, 78, 0),
            (9, 105, 218),
            (130, 80, 223),
            (27, 124, 131),
            (110, 119, 129),
        ],
    ),
    "dark": TerminalTheme(
        (13, 17, 23),
        (201, 209, 217),
        [
            (72, 79, 88),
            (255, 123, 114),
            (63, 185, 80),
            (210, 153, 34),
            (88, 166, 255),
            (188, 140, 255),
            (57, 197, 207),
            (177, 186, 196),
        ],
    ),
}

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_KEYS = re.compile(r"(<!-- keys: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_RECORD = re.compile(r"(<!-- record -->\n).*?(<!-- end -->)", re.DOTALL)
_FAULTS = re.compile(r"(<!-- faults -->\n).*?(<!-- end -->)", re.DOTALL)
_EXAMPLES = ROOT / "tests" / "checks" / "faults"


def rendered(page: str) -> str:
    """The page with every output and every table of keys as the program gives it now."""
    page = _BLOCK.sub(lambda block: f"```console\n{_session(block[1])}```", page)
    page = _KEYS.sub(lambda block: f"{block[1]}{_keys(block[2])}{block[3]}", page)
    page = _RECORD.sub(lambda block: f"{block[1]}{_record()}{block[2]}", page)
    return _FAULTS.sub(lambda block: f"{block[1]}{_faults()}{block[2]}", page)


def _session(text: str) -> str:
    commands = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{_output(command)}" for command in commands)


def _output(command: str) -> str:
    """What a command prints on a terminal, standard error included."""
    text = _received(command, NO_COLOR="1").strip("\n")
    return f"{text}\n" if text else ""


def _received(command: str, **environment: str) -> str:
    """What a terminal gets when a command is run on it."""
    words = shlex.split(command)
    settings = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "XDG_STATE_HOME": str(
            ROOT / "build" / "nobody"
        ),  # What somebody was told is no matter of the documentation.
        "TERM": "xterm",
        "PAGER": "cat",
        "COLUMNS": WIDTH,
        "PYTHONUTF8": "1",
        **environment,
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
    return received.decode().replace("\r\n", "\n")


def pictures() -> dict[Path, str]:
    """A terminal with the first screen, light and dark, as SVG that asks nobody for a font."""
    lines = _received(PICTURED).split("\n")[:LINES]
    drawn = {}
    for name, theme in _THEMES.items():
        console = Console(
            record=True, width=int(WIDTH), file=io.StringIO(), force_terminal=True, color_system="truecolor"
        )
        for line in lines:
            console.print(Text.from_ansi(line), no_wrap=True, crop=True)
        svg = console.export_svg(title=f"$ {PICTURED}", theme=theme, unique_id="moratrack")
        svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace(
            "Fira Code, monospace", "monospace"
        )
        svg = "\n".join(line.rstrip() for line in svg.splitlines() if line.strip())
        drawn[ROOT / "docs" / f"screen-{name}.svg"] = f"{svg}\n"
    return drawn


def _record() -> str:
    """How much the shipped record holds, and up to when."""
    [kept] = load_documents(read_documents([BUNDLED]), Cache(None)).files
    policies = load()
    pages = {source.url for policy in policies for source in policy.sources.values()}
    topics = Counter(str(policy.topic) for policy in policies)
    faces = sum(topics[topic] for topic in _FACES)
    events = sum(len(policy.events) for policy in policies)
    text = (
        f"The shipped record was kept to {kept.through}. It holds {len(policies)} policies: {faces} on faces "
        "(recognition, analysis and imagery; companies, US states and cities, regulators and courts from "
        f"Argentina to Sweden) and {len(policies) - faces} from other fields that show what else is stopped "
        "and started: data centres, whaling, fisheries, fracking, nuclear power, gene editing, evictions, "
        f"executions. Their {events} dated events rest on {len(pages)} pages, and each event cites its own."
    )
    return textwrap.fill(text, width=126) + "\n"


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
    """Rewrite or check all pages and pictures; returns 1 if ``--check`` found a difference."""
    fresh = {path: rendered(path.read_text(encoding="utf-8")) for path in PAGES} | pictures()
    stale = {
        path: text for path, text in fresh.items() if not path.exists() or path.read_text("utf-8") != text
    }
    for path, text in stale.items():
        if "--check" in sys.argv[1:]:
            written = path.read_text("utf-8").splitlines() if path.exists() else []
            print(
                "\n".join(
                    difflib.unified_diff(written, text.splitlines(), str(path), "as it runs", lineterm="")
                )
            )
        else:
            path.write_text(text, encoding="utf-8")
            print(f"rewrote {path.name}")
    return int(bool(stale) and "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
