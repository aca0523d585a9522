"""Slips of whoever types a command line: what is wrong in it, and what is to be written instead."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from ..files.documents import SUFFIXES, is_address
from ..text import near
from .help import COMMANDS

if TYPE_CHECKING:
    import typer

_COMMANDS = {
    "list": "status",
    "ls": "status",
    "search": "status --search WORDS",
    "find": "status --search WORDS",
    "grep": "status --search WORDS",
    "query": "status --search WORDS",
    "info": "show POLICY",
    "get": "show POLICY",
    "open": "show POLICY",
    "view": "show POLICY",
    "cat": "show POLICY",
    "history": "log",
    "expiring": "status --expiring-within 90d",
    "expired": "status --state expired",
    "export": "status --format csv",
    "create": "add POLICY",
    "edit": "record POLICY DID",
    "version": "--version",
    "-V": "--version",
    "-v": "--version",
}
_OPTIONS = {
    "--date": ("--as-of DAY",),
    "--day": ("--date DAY", "--as-of DAY"),
    "--on": ("--date DAY", "--as-of DAY"),
    "--today": ("--as-of today",),
    "--csv": ("--format csv",),
    "--markdown": ("--format markdown",),
    "--ndjson": ("--format ndjson",),
    "--no-color": ("--color never",),
    "--no-colour": ("--color never",),
    "--output": ("--out FILE", "> FILE at the end"),
    "--out": ("> FILE at the end",),
    "-o": ("--out FILE", "> FILE at the end"),
}
"""What other programs call commands and options, and what is to be written here: the first there is."""
_LISTS = ("--columns", "--alarm", "--fail-on")
"""Options whose values are joined by commas."""
_REPEATED = ("--data",)
"""Options that are written once for each value."""
_DASHES = tuple("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
"""What a word processor makes of two hyphens."""


class _Options(NamedTuple):
    """The names of a command's options, and of those that take a value; whether it takes other words."""

    names: Sequence[str]
    valued: Sequence[str]
    words: bool


class _Value(NamedTuple):
    """The value of an option, and the words behind it that may belong to it."""

    option: str
    words: Sequence[str]

    def mended(self) -> str:
        """What it is to be written as."""
        if self.option in _LISTS:
            return f"write {self.option} {','.join(word.strip(',') for word in self.words)}"
        if self.option in _REPEATED:
            return f"write {' '.join(f'{self.option} {shlex.quote(word)}' for word in self.words)}"
        return f"write {self.option} {shlex.quote(' '.join(self.words))}"


def no_answer(words: Sequence[str]) -> str | None:
    """What to say where the first word is no command; None where typer has to judge it."""
    if words[0].startswith(_DASHES):
        return f"{words[0][:40]} begins with a dash; write {_hyphenated(words[0])}"
    if words[0] in _COMMANDS or not words[0].startswith("-"):
        return _no_command(words[0])
    return None if words[0] == "--version" else _too_early(words)


def _no_command(word: str) -> str:
    """Of a word that is no command: what other programs call one, or a slip, or a policy."""
    meant = word if word in _COMMANDS else near(word, [*COMMANDS, *_COMMANDS])
    short = word[:40] or "command ''"
    if meant:
        return f"there is no {short}; write moratrack {_COMMANDS.get(meant, meant)}"
    if _is_policy(word):
        return f"there is no {short}; moratrack show {short} shows a policy, moratrack help the commands"
    return f"there is no {short}; moratrack help shows the commands"


def _too_early(words: Sequence[str]) -> str | None:
    """Of an option before the command to which it belongs; None for one that belongs to none."""
    from .options import DataOptions, FilterOptions, OutputOptions

    option = words[0].partition("=")[0]
    command = next((word for word in words[1:] if word in COMMANDS), None)
    groups = (DataOptions, FilterOptions, OutputOptions)
    shared = {f"--{field.replace('_', '-')}" for group in groups for field in group.__struct_fields__}
    if command is None and option not in shared:
        return None
    return f"{option} stands before any command; write moratrack {command or 'status'} {option}"


def refused(error: typer.TyperException, words: Sequence[str], app: typer.Typer) -> str:
    """What to say of words that typer has refused."""
    page = f"moratrack {words[0]} --help" if words[0] in COMMANDS else "moratrack help"
    message = error.format_message().rstrip(".")
    options = _options(words[0], app)
    before, extra, strays = message.partition("Got unexpected extra argument(s) (")
    if extra and not before:
        message = _too_many(strays[:-1], words, options)
    name = getattr(error, "option_name", None)
    mend = _option_meant(name, words, options) if name else None
    if mend:
        message = f"No such option: {name}; write {mend}"
    return f"{message}; {page} shows what may be written"


def _option_meant(name: str, words: Sequence[str], options: _Options) -> str | None:
    """The option for one that a command does not have: with two dashes, or what other programs call it."""
    if name in options.names:  # It is there, and lacks its value.
        return None
    long = [f"-{word}" for word in words if f"-{word.partition('=')[0]}" in options.names]
    elsewhere = (
        mend for mend in _OPTIONS.get(name, ()) if mend[0] == ">" or mend.partition(" ")[0] in options.names
    )
    return next(iter(long), None) or next(elsewhere, None)


def _too_many(strays: str, words: Sequence[str], options: _Options) -> str:
    first = next(iter(strays.split()), "")
    quoted = (value.mended() for value in _values(words, options) if first in value.words[1:])
    return f"too many words: {strays or repr(strays)}; {next(quoted, None) or _word_meant(first, options)}"


def _word_meant(word: str, options: _Options) -> str:
    """What to write instead of a word for which a command has no place."""
    if word.startswith(_DASHES):
        return f"write {_hyphenated(word)}"
    if f"--{word}" in options.names:
        return f"write --{word}"
    if not word:
        return "leave out what is empty"
    if "--data" in options.names and (is_address(word) or word.endswith(tuple(SUFFIXES))):
        return f"write --data {word}"
    return "put a name of several words in quotes" if options.words else "it takes options alone"


def _hyphenated(word: str) -> str:
    """A word that begins with a dash, as it was meant: with two hyphens."""
    return f"--{word.lstrip(''.join((*_DASHES, '-')))}"


def with_quotes(message: str, words: Sequence[str], app: typer.Typer) -> str:
    """An error; where it comes of one word of several behind an option, also how these are to be written."""
    if not any(f"{word!r}" in message for word in words):
        return message
    for word in words:
        if word.startswith(_DASHES) and message.startswith(f"no policy {word!r}"):
            return f"{message}; or write {_hyphenated(word)}"
    for value in _values(words, _options(words[0], app)):
        starts = [f"{value.option} {value.words[0]!r} ", *(f"no policy {word!r}" for word in value.words[1:])]
        if message.startswith(tuple(starts)):
            return f"{message}; or {value.mended()}"
    return message


def _values(words: Sequence[str], options: _Options) -> Iterator[_Value]:
    """The options that more than one word follows."""
    for place, word in enumerate(words):
        if word in options.valued:
            behind = [*takewhile(lambda later: not later.startswith("-"), words[place + 1 :])]
            if len(behind) > 1:
                yield _Value(word, behind)


def _options(command: str, app: typer.Typer) -> _Options:
    from typer.core import TyperGroup, TyperOption
    from typer.main import get_command

    group = get_command(app)
    found = group.commands.get(command) if isinstance(group, TyperGroup) else None
    parameters = found.params if found else []
    options = [one for one in parameters if isinstance(one, TyperOption)]
    return _Options(
        [name for option in options for name in option.opts],
        [name for option in options if not option.is_flag for name in option.opts],
        len(options) < len(parameters),
    )


def _is_policy(word: str) -> bool:
    """Whether a policy of the data that is read anyhow goes by a word."""
    from ..core.faults import MoratrackError
    from ..questions.selection import find
    from .suggestions import dataset

    try:
        return bool(find(dataset({}).policies, word))
    except MoratrackError:
        return False
