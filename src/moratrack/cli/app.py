"""The command line: finds the command, runs it, and turns whatever happens into an exit status.

0 fine; 1 the answer is no; 2 the question could not be asked; 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Annotated

import typer

from .._version import __version__
from ..core.faults import MoratrackError
from .options import command
from .terminal import give_up_answer, talk, write_text
from .words import as_typed

COMMANDS = (
    "status",
    "exempt",
    "show",
    "check",
    "timeline",
    "log",
    "news",
    "calendar",
    "panel",
    "sources",
    "validate",
    "diff",
    "add",
    "record",
    "import",
    "publish",
    "schema",
    "cache",
    "completion",
)
"""Every command, in the order of the help.

Each is a module of ``commands`` with a function of its name; a keyword has an underscore after it.
"""

ASKED_BY_A_SHELL = "__complete"
"""The first word of the command lines that the scripts of ``completion`` run."""

_OPTIONS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit status."""
    words = [as_typed(word) for word in sys.argv[1:]] if arguments is None else list(arguments)
    if words[:1] == [ASKED_BY_A_SHELL]:
        from .completion import complete

        return complete(words[1:], _app)
    if sys.stdout is None:
        return _fail("there is nowhere to write the answer: standard output is closed")
    try:
        status = _app(words)(words, prog_name="moratrack", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except typer.TyperException as error:
        return _fail(error.format_message())
    except MoratrackError as error:
        return _fail(str(error))
    except SystemExit:  # How typer ends where nobody reads its help any more.
        return _stopped(BrokenPipeError())
    except OSError as error:
        return _stopped(error)
    except MemoryError:
        return _fail("not enough memory for this data")
    except (KeyboardInterrupt, typer.Abort):
        return 130


def _app(words: Sequence[str]) -> typer.Typer:
    """The program with the command that is asked for, or with all of them where none is clearly asked."""
    app = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=_OPTIONS
    )
    app.callback(invoke_without_command=True)(_root)
    asked: Sequence[str] = words[:1] if words and words[0] in COMMANDS else COMMANDS
    if words == ["--version"]:
        asked = ()
    for name in asked:
        home = f"{name}_" if iskeyword(name) else name
        function = getattr(import_module(f"moratrack.cli.commands.{home}"), home)
        app.command(name)(command(function))
    return app


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """What is paused, banned or withdrawn; until when; who may go on; and on what evidence."""
    if version:
        write_text([f"moratrack {__version__}\n"])
    elif context.invoked_subcommand is None:
        write_text([f"{context.get_help()}\n"])


def _stopped(error: OSError) -> int:
    """The exit status when the system refused something that no command knows to explain."""
    if error.filename is not None:
        return _fail(f"{error.filename}: {error.strerror}")
    try:
        give_up_answer(error)
    except MoratrackError as unwritten:
        return _fail(str(unwritten))
    return 0


def _fail(message: str) -> int:
    from ..text import inert

    talk(f"moratrack: {inert(' '.join(message.split()))}")
    return 2
