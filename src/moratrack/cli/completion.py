"""What may come next on a command line, for the shell of whoever is typing it.

The scripts in ``shells`` ask with ``moratrack __complete SHELL …`` and are answered with a candidate
a line. Nothing that goes wrong is ever said: whoever is typing asked no question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from typer import Typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from ..text import folded, inert
from .options import names_file
from .suggestions import Candidate, suggestions
from .terminal import write_text

if TYPE_CHECKING:
    from typer._click import Context

_ESCAPABLE = '"\\$`'
"""What a backslash takes the meaning from within double quotes; before others it is itself."""
_SPECIAL = {
    "": re.compile(r"([^\w@%+=:,./-])"),
    '"': re.compile(rf"([{re.escape(_ESCAPABLE)}])"),
}
"""What bash wants a backslash before, outside quotes and within double ones."""


class Typed(NamedTuple):
    """A command line up to the cursor, its quotes taken away."""

    words: list[str]
    """The words that are finished, without the program's name."""
    partial: str
    """The word at the cursor, perhaps empty."""
    quote: str = ""
    """The quotation mark that is still open, if any."""
    kept: int = 0
    """How many characters of that word bash leaves alone: it completes what comes after them."""


def script(shell: str) -> str:
    """The script that makes a shell ask."""
    return (Path(__file__).parent / "shells" / f"moratrack.{shell}").read_text(encoding="utf-8")


def complete(request: Sequence[str], program: Callable[[Sequence[str]], Typer]) -> int:
    """Print the candidates for a request; returns 1 where a file is wanted, or there is no saying.

    A request is ``bash BREAKS LINE``, with the characters that break words and the line up to the
    cursor, or ``zsh WORD…`` or ``fish WORD…`` without the program's name, the last one at the cursor.
    ``program`` makes the program for the words of a command line.
    """
    try:
        typed = _typed(*request)
        group = get_command(program(typed.words))
        found = candidates(group, typed) if isinstance(group, TyperGroup) else []
        if found is None:
            return 1
        write_text(_line(request[0], candidate, typed) for candidate in found)
    except (Exception, SystemExit):
        return 1
    return 0


def _typed(shell: str, *rest: str) -> Typed:
    match shell:
        case "bash":
            breaks, line = rest
            words, partial, quote, kept = split(line, breaks)
            return Typed(words[1:], partial, quote, kept)
        case "fish":
            return Typed([*rest[:-1]], split(rest[-1]).partial)
        case _:
            return Typed([*rest[:-1]], rest[-1])


def split(line: str, breaks: str = "") -> Typed:
    """Read words as shells do, an open quote at the end included; ``breaks`` as in COMP_WORDBREAKS."""
    words: list[str] = []
    word, quote, kept = "", "", 0
    begun = escaped = False
    for character in line:
        if character in " \t\n" and not (quote or escaped):
            words += [word] if begun else []
            word, kept, begun = "", 0, False
            continue
        begun = True
        if escaped:
            word += character if not quote or character in _ESCAPABLE else f"\\{character}"
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif character == quote:
            quote = ""
        elif quote or character not in "\"'":
            word += character
            kept = len(word) if character in breaks and not quote else kept
        else:
            quote, kept = character, len(word)
    return Typed(words, word, quote, kept)


def candidates(group: TyperGroup, typed: Typed) -> list[Candidate] | None:
    """What may stand at the cursor; None where it is the name of a file."""
    words, partial = typed.words, typed.partial
    root = group.make_context("moratrack", [], resilient_parsing=True)
    place = next((place for place, word in enumerate(words) if not word.startswith("-")), None)
    if place is not None:
        command = group.commands.get(words[place])
        if not isinstance(command, TyperCommand):
            return []
        return _of_command(command, root, words[place + 1 :], partial)
    if partial.startswith("-"):
        return _fitting(partial, _option_names(group, root))
    named = (Candidate(name, command.get_short_help_str(80)) for name, command in group.commands.items())
    return _fitting(partial, named)


def _of_command(
    command: TyperCommand, root: Context, words: list[str], partial: str
) -> list[Candidate] | None:
    """What may follow the words of a command."""
    valued = {
        name: option
        for option in command.params
        if isinstance(option, TyperOption) and not option.is_flag
        for name in option.opts
    }
    literal = "--" in words
    pending = valued.get(words[-1]) if words and not literal else None
    # An option without its value would keep the parser from seeing anything.
    whole = words if pending is None else words[:-1]
    context = command.make_context(command.name, whole, root, resilient_parsing=True)
    if pending is not None:
        return _values(pending, context, partial)
    name, equals, value = partial.partition("=")
    if equals and name in valued and not literal:
        return _values(valued[name], context, value, f"{name}=")
    if partial.startswith("-") and not literal:
        return _fitting(partial, _option_names(command, context))
    for argument in command.params:
        if isinstance(argument, TyperArgument) and _is_open(argument, context):
            return _values(argument, context, partial)
    return [] if partial else _fitting(partial, _option_names(command, context))


def _values(
    parameter: TyperOption | TyperArgument, context: Context, partial: str, before: str = ""
) -> list[Candidate] | None:
    """The values that go on from what is typed of one; the words begin with ``before``."""
    if parameter.metavar and names_file(parameter.metavar):
        return None
    choices = getattr(parameter.type, "choices", None)
    known = list(
        map(Candidate, choices) if choices else suggestions(context.info_name, parameter.name, context.params)
    )
    found = _fitting(partial, known)
    if not found and "," in partial:
        earlier, comma, partial = partial.rpartition(",")
        before += earlier + comma
        found = _fitting(partial, known)
    return [Candidate(before + word, meaning) for word, meaning in found]


def _option_names(command: TyperCommand | TyperGroup, context: Context) -> Iterator[Candidate]:
    """The options that may still be given."""
    for option in command.get_params(context):
        if isinstance(option, TyperOption) and not option.hidden and _is_open(option, context):
            yield from (Candidate(name, option.help or "") for name in option.opts)


def _is_open(parameter: TyperOption | TyperArgument, context: Context) -> bool:
    """Whether a parameter may be given, or given once more."""
    source = context.get_parameter_source(parameter.name or "")
    return parameter.multiple or parameter.nargs == -1 or source is None or source.name != "COMMANDLINE"


def _fitting(partial: str, found: Iterable[Candidate]) -> list[Candidate]:
    begun = folded(partial)
    return [candidate for candidate in found if folded(candidate.word).startswith(begun)]


def _line(shell: str, candidate: Candidate, typed: Typed) -> str:
    """A candidate as a shell's script wants it."""
    word, meaning = inert(candidate.word), inert(candidate.meaning)
    match shell:
        case "bash":
            return for_bash(word[typed.kept :], typed.quote) + "\n"
        case "fish":
            return f"{word}\t{meaning}\n"
    escaped = word.replace("\\", "\\\\").replace(":", "\\:")
    return f"{escaped}:{meaning}\n" if meaning else f"{escaped}\n"


def for_bash(word: str, quote: str) -> str:
    """Text that bash reads as ``word`` where a quotation mark is open, or none."""
    if quote == "'":
        return word.replace("'", "'\\''")
    return _SPECIAL[quote].sub(r"\\\1", word)
