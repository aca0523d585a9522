"""The options that commands share, in groups: a command that takes a group takes all its options."""

from __future__ import annotations

import datetime as dt
import inspect
import os
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, get_args, get_type_hints

from msgspec import Struct
from typer import Argument, Option

from ..core.dates import DateError, Day, Term
from ..core.faults import MoratrackError
from ..core.history import known_since
from ..core.ledger import State
from ..core.policy import KINDS, Policy
from ..dataset import Dataset, load
from ..files.cache import Cache, cache_folder
from ..files.documents import data_names, read_documents
from ..questions.selection import SORTS, Filters, Row, find_all, rows
from ..text import near
from .terminal import progress, talk

Format = Literal["table", "json", "ndjson", "csv", "markdown"]
Colour = Literal["auto", "always", "never"]

_SHORT_TERMS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


class Asked(Struct, frozen=True, kw_only=True):
    """Of which data, and of which day."""

    as_of: Annotated[
        str | None, Option("--as-of", metavar="DAY", help="Show what was known on DAY about DAY [today].")
    ] = None
    data: Annotated[
        list[str], Option("--data", metavar="PATH", help="Data file or folder, - for stdin, or 'bundled'.")
    ] = []
    no_cache: Annotated[bool, Option("--no-cache", help="Parse the data anew.")] = False

    def day(self) -> dt.date:
        """The day asked: --as-of, else MORATRACK_TODAY, else the local date. The only clock there is."""
        for name, text in (("--as-of", self.as_of), ("MORATRACK_TODAY", os.environ.get("MORATRACK_TODAY"))):
            if text:
                return parse_day(name, text)
        return dt.date.today()  # noqa: DTZ011

    def dataset(self) -> Dataset:
        """The data asked for, decoded."""
        folder = None if self.no_cache else cache_folder(os.environ)
        documents = read_documents(data_names(self.data, os.environ))
        return load(documents, Cache(folder), progress("Decoding"))


class Chosen(Struct, frozen=True, kw_only=True):
    """Which policies, and in what order."""

    policies: Annotated[
        list[str], Argument(metavar="[POLICY]...", help="Ids, aliases, issuers, or the start of an id.")
    ] = []
    state: Annotated[
        list[str], Option("--state", metavar="STATE", help="in_force, upcoming, expired, …")
    ] = []
    topic: Annotated[
        list[str], Option("--topic", metavar="TOPIC", help="facial-recognition, whaling, …")
    ] = []
    kind: Annotated[
        list[str], Option("--kind", metavar="KIND", help="moratorium, ban, withdrawal, restriction.")
    ] = []
    jurisdiction: Annotated[
        list[str], Option("--jurisdiction", metavar="CODE", help="US takes US-MA along; also EU, INT.")
    ] = []
    issuer: Annotated[list[str], Option("--issuer", metavar="NAME", help="Part of an issuer's name.")] = []
    bars: Annotated[list[str], Option("--bars", metavar="WORD", help="Part of whom or what it bars.")] = []
    expiring_within: Annotated[
        str | None,
        Option("--expiring-within", metavar="TIME", help="In force, with at most 90d, 6m or 1y left."),
    ] = None
    search: Annotated[
        str | None, Option("--search", metavar="WORDS", help="Words anywhere in the record.")
    ] = None
    sort: Annotated[str, Option("--sort", metavar="KEY", help=f"One of {', '.join(SORTS)}.")] = "standing"
    reverse: Annotated[bool, Option("--reverse", help="Turn the order round.")] = False

    def rows(self, data: Dataset, on: dt.date) -> list[Row]:
        """The rows wanted, in order; says on stderr which policies were not known yet on the day."""
        named = find_all(data.policies, self.policies) if self.policies else data.policies
        _check_words("--sort", [self.sort], SORTS)
        found = rows(named, on, self._filters(on), data.origins)
        if self.sort != "standing":
            found.sort(key=lambda row: SORTS[self.sort](row.status))
        if self.policies:
            say_not_yet_known(named, on)
        if not found:
            talk(f"no policy matches on {on}")
        return found[::-1] if self.reverse else found

    @property
    def in_standing_order(self) -> bool:
        """Whether the rows come in the order that puts what runs out first."""
        return self.sort == "standing" and not self.reverse

    def _filters(self, on: dt.date) -> Filters:
        states = [word.replace("-", "_") for word in _words(self.state)]
        kinds = _words(self.kind)
        _check_words("--state", states, get_args(State))
        _check_words("--kind", kinds, KINDS)
        within = (
            None
            if self.expiring_within is None
            else parse_term("--expiring-within", self.expiring_within, on)
        )
        return Filters(
            state=states,
            topic=_words(self.topic),
            kind=kinds,
            jurisdiction=_words(self.jurisdiction),
            issuer=self.issuer,
            bars=self.bars,
            expiring_within=within,
            search=self.search,
        )


class Shown(Struct, frozen=True, kw_only=True):
    """In what form."""

    format: Annotated[Format, Option("--format", help="The form of the answer.")] = "table"
    json: Annotated[bool, Option("--json", help="Short for --format json.")] = False
    colour: Annotated[Colour, Option("--color", help="Whether to use colour.")] = "auto"
    no_pager: Annotated[bool, Option("--no-pager", help="Do not page long answers.")] = False

    @property
    def form(self) -> Format:
        """The form wanted, --json being one."""
        return "json" if self.json else self.format


def command(function: Callable[..., int]) -> Callable[..., int]:
    """Spell out the option groups of a command, so that typer sees each option."""
    parameters: list[inspect.Parameter] = []
    groups: dict[str, type[Struct]] = {}
    hints = get_type_hints(function, include_extras=True)
    for parameter in inspect.signature(function).parameters.values():
        kind = hints[parameter.name]
        if isinstance(kind, type) and issubclass(kind, Struct):
            groups[parameter.name] = kind
            parameters += _options(kind)
        else:
            parameters.append(parameter.replace(annotation=kind, kind=inspect.Parameter.KEYWORD_ONLY))

    def run(**values: Any) -> int:
        for name, group in groups.items():
            values[name] = group(**{field: values.pop(field) for field in group.__struct_fields__})
        return function(**values)

    run.__name__ = function.__name__
    run.__doc__ = function.__doc__
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


def _options(group: type[Struct]) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    default = group()
    return [
        inspect.Parameter(
            field, inspect.Parameter.KEYWORD_ONLY, default=getattr(default, field), annotation=hints[field]
        )
        for field in group.__struct_fields__
    ]


def parse_day(option: str, text: str) -> dt.date:
    """A whole day given on the command line; raise MoratrackError for anything else."""
    try:
        day = Day.parse(text)
    except DateError:
        day = None
    if day is None or day.approximate:
        raise MoratrackError(f"{option} {text[:40]!r} is not a day of the calendar; write it as 2020-06-11")
    return day.first


def parse_days(option: str, text: str) -> Day:
    """A day, or the days of a month or year, given on the command line; raise MoratrackError for others."""
    try:
        return Day.parse(text)
    except DateError:
        raise MoratrackError(
            f"{option} {text[:40]!r} is no date; write 2019, 2019-01 or 2019-01-15"
        ) from None


def parse_term(option: str, text: str, on: dt.date) -> Term:
    """A length of time given on the command line, such as 90d; raise MoratrackError for anything else."""
    unit = _SHORT_TERMS.get(text[-1:])
    try:
        term = Term.parse(f"{text[:-1]} {unit}" if unit and text[:-1].isdecimal() else text)
        term.after(on)
    except DateError:
        term = Term()
    if not term.known:
        raise MoratrackError(
            f"{option} {text[:40]!r} is no length of time within reach; write 90d, 12w, 6m or 1y"
        )
    return term


def say_not_yet_known(policies: Sequence[Policy], on: dt.date) -> None:
    """Tell of policies asked for by name that were not known yet on the day."""
    for policy in policies:
        since = known_since(policy)
        if since is not None and since > on:
            talk(f"{policy.id}: not known yet on {on}; known from {since}")


def _words(values: Sequence[str]) -> list[str]:
    """Values given one by one or joined by commas."""
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


def _check_words(option: str, words: Sequence[str], known: Sequence[str] | dict[str, Any]) -> None:
    for word in words:
        if word not in known:
            match = near(word, known)
            hint = f"did you mean {match}?" if match else f"write one of {', '.join(known)}"
            raise MoratrackError(f"{option} {word[:40]!r} is unknown; {hint}")
