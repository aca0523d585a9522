"""The options that commands share, in groups: a command that takes a group takes all its options.

They are declared here and nothing else: ``request`` does what they ask for. Annotations are values here, not
text: typer would have to compile each of them when it starts.
"""

import inspect
from collections.abc import Callable, Collection
from copy import copy
from typing import Annotated, Any, ClassVar, Literal, get_type_hints

from msgspec import Struct
from typer import Argument, Exit, Option
from typer.core import TyperCommand

from .._version import __version__
from ..core.faults import MoratrackError
from ..questions.selection import BY_URGENCY
from .help import COMMANDS
from .terminal import hush, write_text
from .words import require_text

Format = Literal["table", "json", "ndjson", "csv", "markdown"]
Colour = Literal["auto", "always", "never"]


class DataOptions(Struct, frozen=True, kw_only=True):
    """Of which data, and of which day."""

    help_panel: ClassVar[str] = "Which day, which data"

    as_of: Annotated[
        str | None, Option("--as-of", metavar="DAY", help="What was known on DAY about DAY [today].")
    ] = None
    data: Annotated[
        list[str],
        Option("--data", metavar="PATH", help="File, folder, https://…, - for stdin, or 'bundled'."),
    ] = []
    no_cache: Annotated[bool, Option("--no-cache", help="Parse the data anew.")] = False


class RowOptions(Struct, frozen=True, kw_only=True):
    """Which of the policies, and in what order."""

    help_panel: ClassVar[str] = "Which policies"

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
    issuer_type: Annotated[
        list[str], Option("--issuer-type", metavar="TYPE", help="company, city, state, country, court, …")
    ] = []
    bars: Annotated[list[str], Option("--bars", metavar="WORD", help="Part of whom or what it bars.")] = []
    expiring_within: Annotated[
        str | None,
        Option("--expiring-within", metavar="TIME", help="In force, with at most 90d, 6m or 1y left."),
    ] = None
    search: Annotated[
        str | None, Option("--search", metavar="WORDS", help="Words anywhere in the record.")
    ] = None
    sort: Annotated[
        str, Option("--sort", metavar="KEY", help="urgency, id, issuer, starts, expires, checked, …")
    ] = BY_URGENCY
    reverse: Annotated[bool, Option("--reverse", help="Turn the order round.")] = False


class FilterOptions(RowOptions, frozen=True, kw_only=True):
    """Which policies, and in what order."""

    policies: Annotated[
        list[str], Argument(metavar="[POLICY]...", help="Ids, aliases, issuers, or the start of an id.")
    ] = []


class OutputOptions(Struct, frozen=True, kw_only=True):
    """In what form."""

    help_panel: ClassVar[str] = "Output"

    format: Annotated[
        Format | None,
        Option("--format", metavar="FORM", help="table, json, ndjson, csv or markdown [table]."),
    ] = None
    json: Annotated[bool, Option("--json", help="Short for --format json.")] = False
    columns: Annotated[
        str | None,
        Option("--columns", metavar="KEYS", help="Which, in what order: id,title,expires. Not in JSON."),
    ] = None
    colour: Annotated[Colour, Option("--color", metavar="WHEN", help="auto, always or never [auto].")] = (
        "auto"
    )
    no_pager: Annotated[bool, Option("--no-pager", help="Do not page long answers.")] = False

    @property
    def form(self) -> Format:
        """The form wanted, --json being one; raise MoratrackError where two are."""
        if self.json and self.format not in (None, "json"):
            raise MoratrackError(f"--json and --format {self.format} are two forms; ask for one of them")
        return "json" if self.json else self.format or "table"


def root(version: Annotated[bool, Option("--version", help="Show the version and exit.")] = False) -> None:
    """What is paused, banned or withdrawn; until when; who may go on; and on what evidence."""
    if version:
        write_text([f"moratrack {__version__}\n"])
        raise Exit


class Page(TyperCommand):
    """A command that shows its help as all answers are shown."""

    def get_help(self, _ctx: Any) -> str:
        """The text of ``--help``."""
        from .help import page

        return page(self).rstrip("\n")


def command(function: Callable[..., int]) -> Callable[..., int]:
    """Spell out the option groups of a command, so that typer sees each option."""
    parameters: list[inspect.Parameter] = []
    groups: dict[str, type[Struct]] = {}
    about = COMMANDS.get(function.__name__)
    refused = about.refuses if about else ()
    hints = get_type_hints(function, include_extras=True)
    for parameter in inspect.signature(function).parameters.values():
        kind = hints[parameter.name]
        if isinstance(kind, type) and issubclass(kind, Struct):
            groups[parameter.name] = kind
            parameters += _options(kind, refused)
        else:
            parameters.append(parameter.replace(annotation=kind, kind=inspect.Parameter.KEYWORD_ONLY))

    texts = {parameter.name: label for parameter in parameters if (label := _label_of_text(parameter))}
    parameters.append(_QUIET)

    def run(**values: Any) -> int:
        for name, label in texts.items():
            require_text(label, values[name])
        hush(values.pop("quiet"))
        for name, group in groups.items():
            values[name] = group(**{field: values.pop(field) for field in group.__struct_fields__})
        return function(**values)

    run.__name__ = function.__name__
    run.__doc__ = function.__doc__
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


def names_file(metavar: str) -> bool:
    """Whether what stands for a value in the help is the name of a file."""
    return "FILE" in metavar or "PATH" in metavar


def _label_of_text(parameter: inspect.Parameter) -> str | None:
    """What a person calls an option or argument that takes text; None of one that takes names of files."""
    [declared] = parameter.annotation.__metadata__
    metavar = declared.metavar or ""
    if names_file(metavar):
        return None
    # Of an Annotated option, typer has the first of its names here.
    return declared.default if isinstance(declared.default, str) else metavar


def _options(group: type[Struct], refused: Collection[str]) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    default = group()
    panel = getattr(group, "help_panel", None)
    return [
        inspect.Parameter(
            field,
            inspect.Parameter.KEYWORD_ONLY,
            default=getattr(default, field),
            annotation=_in_panel(hints[field], panel, hidden=field in refused),
        )
        for field in group.__struct_fields__
    ]


def _in_panel(hint: Any, panel: str | None, *, hidden: bool = False) -> Any:
    """The declaration of an option, under a heading of the help, or hidden from it.

    A group has one heading; where an option is hidden hangs on the command, so that one is a copy.
    """
    [declared] = hint.__metadata__
    declared.rich_help_panel = panel
    if not hidden:
        return hint
    declared = copy(declared)
    declared.hidden = True
    return Annotated[hint.__origin__, declared]


_QUIET = inspect.Parameter(
    "quiet",
    inspect.Parameter.KEYWORD_ONLY,
    default=False,
    annotation=_in_panel(
        Annotated[bool, Option("--quiet", "-q", help="Say nothing beside the answer but errors.")], "Output"
    ),
)
