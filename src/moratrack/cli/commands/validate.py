"""``moratrack validate``."""

from __future__ import annotations

import os
from typing import Annotated, Literal

from typer import Argument, Option

from ...checks.validation import validate as validate_documents
from ...core.faults import Fault
from ...files.documents import data_names, read_documents
from ...text import counted, inert
from ..request import copy_of
from ..terminal import talk, write, write_text


def validate(
    files: Annotated[
        list[str],
        Argument(metavar="[FILE]...", help="Files, folders or addresses, - for stdin [the shipped file]."),
    ] = [],  # noqa: B006
    form: Annotated[Literal["text", "json"], Option("--format", help="The form of the answer.")] = "text",
    json: Annotated[bool, Option("--json", help="Short for --format json.")] = False,
) -> int:
    """Every fault in data files, at its line, with its mend."""
    found = validate_documents(read_documents(data_names(files, os.environ), copy_of))
    errors = [fault for fault in found.faults if fault.severity == "error"]
    warnings = [fault for fault in found.faults if fault.severity == "warning"]
    if json or form == "json":
        from ...views import records

        write(records.json([*errors, *warnings]))
    else:
        write_text(_line(fault) for fault in [*errors, *warnings])
    talk(
        f"{counted(found.policies, 'policy', 'policies')} in {counted(found.files, 'file')}: "
        f"{counted(len(errors), 'error')}, {counted(len(warnings), 'warning')}"
    )
    return int(bool(errors))


def _line(fault: Fault) -> str:
    mark = "warning: " if fault.severity == "warning" else ""
    who = f" {fault.policy}:" if fault.policy else ""
    return inert(f"{fault.file}:{fault.line}:{who} {mark}{fault.message}; {fault.mend}") + "\n"
