"""What each command is for, in words that are there before any command is loaded; and the pages of help."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..views.grid import Cell, Column, Grid, Group
from .terminal import terminal

if TYPE_CHECKING:
    from typer.core import TyperCommand

_WIDEST = 80
_NO_COLUMN_NAMES = (Column("", whole=True), Column(""))


class CommandHelp(Struct, frozen=True):
    """A command in short."""

    summary: str
    """The first line of its docstring."""
    examples: Sequence[tuple[str, str]] = ()
    """What is asked for, and the words behind ``moratrack``."""
    refuses: Sequence[str] = ()
    """Options, by the names of their parameters, that it shares with others and has no use for."""


GROUPS: Mapping[str, Mapping[str, CommandHelp]] = {
    "Ask": {
        "status": CommandHelp(
            "What holds, what is about to lapse, what has ended.",
            (
                ("what lapses soon", "status --expiring-within 90d"),
                ("known on a day gone by", "status amazon --as-of 2021-01-01"),
            ),
        ),
        "exempt": CommandHelp(
            "Who may go on all the same, with what, on whose word.",
            (("under a policy", "exempt amazon"), ("the other way round", "exempt --who Thorn")),
        ),
        "show": CommandHelp(
            "One policy whole: terms, history, parties, sources.",
            (("today", "show amazon"), ("for a page", "show california --format markdown")),
        ),
        "check": CommandHelp(
            "May WHO do what POLICY bars? 0 yes; 1 no, or no saying.",
            (
                ("one of a class", "check amazon 'Springfield PD' --class police"),
                ("a name", "check amazon Thorn"),
            ),
        ),
        "timeline": CommandHelp(
            "Bars on a time axis, the day asked marked.",
            (
                ("in the terminal", "timeline amazon california evictions"),
                ("for an article", "timeline --topic whaling --svg whaling.svg"),
            ),
        ),
        "log": CommandHelp(
            "Every event, and every turn that no event reports.",
            (("the last quarter", "log --since 3m"), ("what is coming", "log --within 30d")),
            refuses=("sort",),
        ),
        "news": CommandHelp(
            "What is new since you last asked, each thing once.",
            (("for you", "news"), ("a mail for a list", "news --as list --within 30d")),
            refuses=("sort", "reverse"),
        ),
        "calendar": CommandHelp(
            "What is coming, as iCalendar for any calendar program.",
            (
                ("with reminders", "calendar --alarm 30d,1d --out moratoria.ics"),
                ("to read", "calendar --format table"),
            ),
        ),
        "panel": CommandHelp(
            "Policy by period: in force or not, as a time series.",
            (
                ("months, for a program", "panel --from 2019 --format csv"),
                ("how many, by topic", "panel --every year --counts --by topic"),
            ),
        ),
        "sources": CommandHelp(
            "Which records nobody looked at for longest, or are weak.",
            (
                ("what to look at next", "sources --state in_force"),
                ("what rests on little", "sources --weak"),
            ),
        ),
    },
    "Keep a record": {
        "validate": CommandHelp(
            "Every fault in data files, at its line, with its mend.",
            (("a file of yours", "validate ours.toml"), ("for a program", "validate ours.toml --json")),
        ),
        "diff": CommandHelp(
            "What changed between two records, and in their answers.",
            (("two files", "diff old.toml ours.toml"), ("answers only", "diff old.toml ours.toml --answers")),
        ),
        "add": CommandHelp(
            "Start a record in your file, or name whom a policy bars.",
            (
                ("asked step by step", "add our-scanner --file ours.toml"),
                ("shown, not written", "add our-scanner --file ours.toml --dry-run"),
            ),
        ),
        "record": CommandHelp(
            "Write an event into a file of yours, layout kept.",
            (
                ("it has ended", "record acme ended --file ours.toml"),
                ("you looked again", "record acme checked --file ours.toml"),
            ),
        ),
        "import": CommandHelp(
            "A spreadsheet becomes policies, and every doubt is told.",
            (
                ("a first look", "import sheet.csv --dry-run"),
                ("into a file", "import sheet.csv --out sheet.toml"),
            ),
        ),
        "publish": CommandHelp(
            "The record as a site: pages, JSON, feeds, calendars.",
            (("for a web server", "publish site"), ("of your own", "publish site --data ours.toml")),
        ),
    },
    "Set up": {
        "update": CommandHelp(
            "Fetch anew what --data has read from addresses.",
            (("all of them", "update"), ("one", "update --data https://example.org/record.toml")),
        ),
        "schema": CommandHelp(
            "JSON Schema of the data file, or of what is printed.",
            (("for an editor", "schema"), ("of one answer", "schema --output status")),
        ),
        "cache": CommandHelp(
            "Where decoded data is kept, how much; and clearing it.",
            (("where, and how much", "cache"), ("begin anew", "cache --clear")),
        ),
        "completion": CommandHelp(
            "The script by which a shell completes what is typed.",
            (("bash", "completion bash"), ("fish", "completion fish")),
        ),
    },
}
"""Every command, in the order of the help, under what a person wants to do."""

COMMANDS: Mapping[str, CommandHelp] = {
    name: about for group in GROUPS.values() for name, about in group.items()
}

_ABOUT = "What is paused, banned or withdrawn; until when; who may go on; and on what evidence."
_STATUSES = "Exit status: 0 fine; 1 the answer is no; 2 it could not be asked."


def overview() -> str:
    """The help of the program as a whole."""
    commands = [
        Group(
            name,
            [(Cell(f"  {command}", "name"), Cell(about.summary[:-1])) for command, about in group.items()],
        )
        for name, group in GROUPS.items()
    ]
    options = [
        (Cell("  -h, --help", "name"), Cell("Show this message and exit.")),
        (Cell("  --version", "name"), Cell("Show the version and exit.")),
    ]
    above = [("", "Usage: moratrack COMMAND ..."), ("", ""), ("", _ABOUT)]
    below = ["moratrack COMMAND --help has its options and examples.", _STATUSES]
    return _drawn(Grid(_NO_COLUMN_NAMES, [*commands, Group("Options", options)], above, below))


def page(command: TyperCommand) -> str:
    """The help of one command: what is special first, then what it shares with others, then examples."""
    about = COMMANDS[str(command.name)]
    first, _, more = (command.help or "").partition("\n\n")
    panels: dict[str, list[Sequence[Cell]]] = {"": []}
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        panels.setdefault(getattr(parameter, "rich_help_panel", None) or "", []).append(_line(parameter))
    panels.setdefault("Output", []).append(
        (Cell("  -h, --help", "name"), Cell("Show this message and exit."))
    )
    special = panels.pop("")
    groups = [
        *([Group(f"For {command.name}", special)] if special else []),
        *(Group(name, rows) for name, rows in panels.items()),
        Group(
            "Examples",
            [(Cell(f"  {label}"), Cell(f"moratrack {words}", "address")) for label, words in about.examples],
        ),
    ]
    words = [_named(parameter) for parameter in command.params if _is_argument(parameter)]
    usage = " ".join(["Usage: moratrack", str(command.name), *words, "[OPTIONS]"])
    above = [("", usage), ("", ""), ("", " ".join(first.split()))]
    above += [("", " ".join(part.split())) for part in more.split("\n\n") if part.strip()]
    return _drawn(Grid(_NO_COLUMN_NAMES, groups, above))


def _line(parameter: Any) -> Sequence[Cell]:
    told = parameter.help or ""
    choices = getattr(parameter.type, "choices", ())
    if choices and not parameter.metavar and not _is_argument(parameter):
        told = f"{told.rstrip('.')}: {', '.join(choices)}."
    return (Cell(f"  {_named(parameter)}", "name"), Cell(told))


def _named(parameter: Any) -> str:
    """An argument, or the names of an option with what stands for its value."""
    if _is_argument(parameter):
        return parameter.metavar or "|".join(parameter.type.choices)
    value = "" if getattr(parameter, "is_flag", False) else f" {parameter.metavar or 'WHICH'}"
    return ", ".join(sorted(parameter.opts, key=len)) + value


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _drawn(grid: Grid) -> str:
    from ..views.ink import ASCII, Ink
    from ..views.table import drawn

    screen = terminal("auto", os.environ)
    ink = replace(Ink() if screen.blocks else ASCII, colour=screen.colour and screen.is_terminal)
    return drawn(grid, min(screen.width, _WIDEST) if screen.is_terminal else _WIDEST, ink)
