"""``moratrack schema``."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import msgspec
from typer import Option

from ...core.faults import MoratrackError
from ..terminal import write

ROWS = {
    "status": ("questions.status", "Status"),
    "exempt": ("questions.exempt", "PartyRow"),
    "show": ("questions.show", "Dossier"),
    "check": ("questions.check", "VerdictRow"),
    "timeline": ("questions.timeline", "TimelineRow"),
    "log": ("questions.log", "LogRow"),
    "news": ("questions.news", "NewsRow"),
    "calendar": ("questions.calendar", "Coming"),
    "panel": ("questions.panel", "PanelRow"),
    "sources": ("questions.sources", "SourcingRow"),
    "validate": ("core.faults", "Fault"),
    "diff": ("questions.diff", "Difference"),
    "update": ("files.addresses", "CopyRow"),
}


def schema(
    output: Annotated[
        str | None, Option("--output", metavar="COMMAND", help="Describe the JSON of COMMAND instead.")
    ] = None,
) -> int:
    """JSON Schema of the data file, or of what is printed."""
    from ...checks.schema import file_schema, output_schema

    if output is None:
        found = file_schema()
    elif output in ROWS:
        home, name = ROWS[output]
        kind = getattr(import_module(f"moratrack.{home}"), name)
        found = output_schema(kind, f"What moratrack {output} --json prints")
    else:
        raise MoratrackError(f"--output {output[:40]!r} has no schema; write one of {', '.join(ROWS)}")
    write([msgspec.json.format(msgspec.json.encode(found), indent=2), b"\n"])
    return 0
