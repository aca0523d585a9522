"""The command line: finds the command, runs it, and turns whatever happens into an exit status.

0 fine; 1 the answer is no; 2 the question could not be asked; 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING

from .._version import __version__
from ..core.faults import MoratrackError
from .help import COMMANDS as COMMANDS
from .help import overview
from .terminal import complain, give_up_answer, write_text
from .words import as_typed

if TYPE_CHECKING:
    import typer

ASKED_BY_A_SHELL = "__complete"
"""The first word of the command lines that the scripts of ``completion`` run."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit status."""
    words = [as_typed(word) for word in sys.argv[1:]] if arguments is None else list(arguments)
    if words[:1] == [ASKED_BY_A_SHELL]:
        from .completion import complete

        return complete(words[1:], program)
    if sys.stdout is None:
        return _fail("there is nowhere to write the answer: standard output is closed")
    try:
        return _answered(words)
    except MoratrackError as error:
        return _fail(str(error))
    except SystemExit:  # How typer ends where nobody reads its help any more.
        return _stopped(BrokenPipeError())
    except OSError as error:
        return _stopped(error)
    except MemoryError:
        return _fail("not enough memory for this data")
    except KeyboardInterrupt:
        return 130


def _answered(words: Sequence[str]) -> int:
    """What needs no command is answered before typer is loaded, which takes most of a short run."""
    if words == ["--version"]:
        write_text([f"moratrack {__version__}\n"])
        return 0
    if not words or words[0] in ("help", "-h", "--help"):
        asked = [word for word in words[1:] if not word.startswith("-")][:1]
        if not asked:
            write_text([overview()])
            return 0
        words = [*asked, "--help"]
    if words[0] not in COMMANDS:
        from .slips import no_answer

        reason = no_answer(words)
        if reason is not None:
            raise MoratrackError(reason)
    return _run(words)


def _run(words: Sequence[str]) -> int:
    import typer

    app = program(words)
    try:
        status = app(words, prog_name="moratrack", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except typer.TyperException as error:
        from .slips import refused

        return _fail(refused(error, words, app))
    except MoratrackError as error:
        from .slips import with_quotes

        return _fail(with_quotes(str(error), words, app))
    except typer.Abort:
        return 130


def program(words: Sequence[str], whole: Sequence[str] = ()) -> typer.Typer:
    """The program with the command that words ask for, or those of ``whole``; the others by name only."""
    import typer

    from .options import Page, command, root

    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(root)
    asked = next((word for word in words if not word.startswith("-")), "")
    # To typer each command costs half a millisecond, also one that is there only by name.
    for name in [asked] if asked in COMMANDS and not whole else COMMANDS:
        if name == asked or name in whole:
            home = f"{name}_" if iskeyword(name) else name
            function = getattr(import_module(f"moratrack.cli.commands.{home}"), home)
            app.command(name, cls=Page)(command(function))
        else:
            app.command(name, help=COMMANDS[name].summary)(root)
    return app


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

    complain(f"moratrack: {inert(' '.join(message.split()))}")
    return 2
