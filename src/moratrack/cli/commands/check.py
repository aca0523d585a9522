"""``moratrack check``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from ...core.classes import spelling
from ...core.faults import MoratrackError
from ...files.documents import standard_input
from ...questions.check import VerdictRow, verdict
from ...questions.naming import class_words
from ...questions.selection import find, find_one
from ...text import did_you_mean, inert, near
from ..options import DataOptions, OutputOptions, RowOptions
from ..output import answer
from ..request import day_asked, load_data, rows_of_all
from ..terminal import talk

if TYPE_CHECKING:
    from ...core.policy import Policy
    from ...dataset import Dataset
    from ...views.grid import Grid

_FROM_STDIN = "-"


def check(
    filters: RowOptions,
    data: DataOptions,
    output: OutputOptions,
    policy: Annotated[
        str | None, Argument(metavar="POLICY", help="An id, an alias, an issuer, or the start of an id.")
    ] = None,
    who: Annotated[
        str | None, Argument(metavar="WHO", help="A whole name, or a class; - reads names, one a line.")
    ] = None,
    classes: Annotated[
        list[str],
        Option("--class", metavar="CLASS", help="Of which class WHO is; other: of none named."),
    ] = [],  # noqa: B006
    everywhere: Annotated[
        bool, Option("--all", help="Ask every policy that the filters let through.")
    ] = False,
) -> int:
    """May WHO do what POLICY bars? 0 yes; 1 no, or no saying."""
    meant, asked = (None, policy) if everywhere else (policy, who)
    if everywhere and who is not None:
        raise MoratrackError("--all asks every policy; leave POLICY out: moratrack check --all WHO")
    if asked is None:
        raise MoratrackError("name whom you ask about: moratrack check POLICY WHO, or --all WHO")
    if not everywhere and filters != RowOptions():
        raise MoratrackError("filters choose among all policies; add --all, and leave POLICY out")
    names = _names(data.data) if asked == _FROM_STDIN else [asked]
    if not all(word.strip() for word in (*names, *classes)):
        raise MoratrackError("a name is empty; write whom you ask about, such as 'Thorn' or 'police'")
    dataset, on = load_data(data), day_asked(data.as_of)
    _require_known_classes(classes, dataset)
    if meant is None:
        policies = [row.policy for row in rows_of_all(filters, dataset, on)]
    else:
        _require_order(dataset.policies, meant, names)
        policies = [find_one(dataset.policies, meant)]
    kept_to = dataset.kept_to
    found = [
        verdict(each, on, name, classes, dataset.vocabulary, kept_to) for name in names for each in policies
    ]
    if meant is not None and any(row.doubt == "class_not_said" for row in found):
        more = "" if classes else "--class says of which class they are; "
        talk(f"{more}--class other says: of none that the policy names")

    def grid() -> Grid:
        from ...views.check import verdict_grid
        from ...views.words import with_record

        table = verdict_grid(found)
        return table if len(found) == 1 else with_record(table, kept_to, on)

    answer(output, found, VerdictRow, grid)
    return int(not found or any(row.may is not True for row in found))


def _require_order(policies: Sequence[Policy], policy: str, names: Sequence[str]) -> None:
    """Raise MoratrackError where the name stands before the policy."""
    if len(names) == 1 and not find(policies, policy) and find(policies, names[0]):
        import shlex

        words = f"{shlex.quote(names[0])} {shlex.quote(policy)}"
        raise MoratrackError(f"no policy {policy!r}, but {names[0]} is one; write moratrack check {words}")


def _names(data: Sequence[str]) -> list[str]:
    """The names on standard input, one a line."""
    if _FROM_STDIN in data:
        raise MoratrackError("names and data cannot both come from standard input; name a file with --data")
    try:
        text = standard_input().read().decode("utf-8-sig")
    except OSError as error:
        raise MoratrackError(f"no names can be read: {error.strerror}; write the name itself") from None
    except UnicodeDecodeError:
        raise MoratrackError("the names on standard input are not UTF-8 text; convert them") from None
    names = [line.strip() for line in text.splitlines() if line.strip()]
    if not names:
        raise MoratrackError("there are no names on standard input; write one a line")
    return names


def _require_known_classes(classes: Sequence[str], dataset: Dataset) -> None:
    """Raise MoratrackError for a class that no record and no vocabulary knows."""
    known = class_words(dataset.policies, dataset.vocabulary) if classes else {}
    for word in classes:
        if spelling(word) not in known:
            match = near(spelling(word), known)
            hint = did_you_mean(
                match and known[match], "--class other says none of those that the policy names"
            )
            raise MoratrackError(inert(f"--class {word[:40]!r} is a class of no record; {hint}"))
