"""``moratrack diff``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from ...core.faults import MoratrackError
from ...dataset import Dataset
from ...questions.diff import Comparison, Difference, Record
from ...questions.diff import diff as diff_of
from ..options import DataOptions, OutputOptions
from ..output import answer
from ..request import day_asked, load_data
from ..terminal import talk

if TYPE_CHECKING:
    from ...views.grid import Grid


def diff(
    old: Annotated[
        str, Argument(metavar="OLD", help="A file, folder or address, - for stdin, or 'bundled'.")
    ],
    new: Annotated[str, Argument(metavar="NEW", help="What it is to be compared with, likewise.")],
    output: OutputOptions,
    as_of: Annotated[
        str | None,
        Option("--as-of", metavar="DAY", help="Compare the answers as known on DAY about DAY [today]."),
    ] = None,
    answers: Annotated[
        bool, Option("--answers", help="Only policies of which the answer on the day differs.")
    ] = False,
    exit_code: Annotated[bool, Option("--exit-code", help="Exit 1 where anything differs.")] = False,
    no_cache: Annotated[bool, Option("--no-cache", help="Parse the data anew.")] = False,
) -> int:
    """What changed between two records, and in their answers."""
    if old == new == "-":
        raise MoratrackError("standard input can be read once; write one of the two to a file")
    on = day_asked(as_of)
    sides = [load_data(DataOptions(data=[name], no_cache=no_cache)) for name in (old, new)]
    found = diff_of(_record(sides[0]), _record(sides[1]), on)
    if answers:
        found = Comparison([row for row in found.rows if row.id in found.answers], found.answers)
    if not found.rows:
        talk("no difference" if not answers else f"no answer differs on {on}")

    def grid() -> Grid:
        from ...views.diff import diff_grid

        return diff_grid(found, on)

    answer(output, found.rows, Difference, grid)
    return int(exit_code and bool(found.rows))


def _record(data: Dataset) -> Record:
    about = [file.about for file in data.files if file.about is not None]
    return Record(data.policies, data.vocabulary.entries, about)
