"""``moratrack check``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from ...core.faults import MoratrackError
from ...questions.check import VerdictRow, barred_classes, near_misses, verdict
from ...questions.selection import find_one
from ...text import inert, several
from ..options import DataOptions, OutputOptions
from ..output import answer
from ..request import day_asked, load_data
from ..terminal import talk

if TYPE_CHECKING:
    from ...core.policy import Policy
    from ...views.grid import Grid

_CLASSES_SHOWN = 3


def check(
    policy: Annotated[
        str, Argument(metavar="POLICY", help="An id, an alias, an issuer, or the start of an id.")
    ],
    who: Annotated[str, Argument(metavar="WHO", help="A whole name, or a class such as police.")],
    data: DataOptions,
    output: OutputOptions,
    classes: Annotated[
        list[str], Option("--class", metavar="CLASS", help="Take WHO to be one of this class, as police.")
    ] = [],  # noqa: B006
) -> int:
    """May WHO do what POLICY bars? 0 yes; 1 no, or no saying."""
    if not all(word.strip() for word in (who, *classes)):
        raise MoratrackError("a name is empty; write whom you ask about, such as 'Thorn' or 'police'")
    meant, on = find_one(load_data(data).policies, policy), day_asked(data.as_of)
    found = verdict(meant, on, who, classes)
    if found.state == "in_force":
        _say_what_comes_near(meant, found)

    def grid() -> Grid:
        from ...views.check import verdict_grid

        return verdict_grid(found)

    answer(output, [found], VerdictRow, grid)
    return int(found.may is not True)


def _say_what_comes_near(policy: Policy, found: VerdictRow) -> None:
    for word, match in near_misses(policy, found.as_of, found.who, found.classes):
        talk(inert(f"{policy.id} does not name {word!r}; did you mean {match}?"))
    barred = barred_classes(policy, found.as_of)
    if found.verdict == "not_covered" and not found.classes and barred:
        named = several(barred, _CLASSES_SHOWN)
        talk(inert(f"{policy.id} bars {named}; --class asks about {found.who} as one of them"))
