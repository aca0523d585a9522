"""``moratrack news``."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import replace
from typer import Option

from ...core.dates import DAY
from ...core.faults import MoratrackError
from ...dataset import Dataset
from ...files.documents import data_names
from ...questions.news import NewsRow, Told, beginning
from ...questions.news import news as news_of
from ...questions.selection import BY_URGENCY, Row
from ...text import counted
from ..options import DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..readers import Reader
from ..request import day_asked, load_data, rows_asked
from ..terminal import talk
from ..words import parse_term, parse_when, require_said

if TYPE_CHECKING:
    from ...views.grid import Grid

_FOR_PEOPLE = ("table", "markdown")
"""Forms in which nothing new is nothing at all: a mail without a word is not sent."""


def news(
    filters: FilterOptions,
    data: DataOptions,
    output: OutputOptions,
    reader: Annotated[
        str, Option("--as", metavar="NAME", help="Who asks: what each was told is kept apart.")
    ] = "default",
    since: Annotated[
        str | None, Option("--since", metavar="DAY", help="The first time: tell what happened since DAY.")
    ] = None,
    within: Annotated[
        str, Option("--within", metavar="TIME", help="Announce what is coming, once, so long before.")
    ] = "30d",
    peek: Annotated[bool, Option("--peek", help="Tell, and tell it again the next time.")] = False,
    fail: Annotated[bool, Option("--fail", help="Exit 1 if there is anything new.")] = False,
) -> int:
    """What is new since you last asked, each thing once."""
    if filters.sort != BY_URGENCY or filters.reverse:
        raise MoratrackError("--sort and --reverse do not go with news; leave them out")
    require_said("--as", reader)
    on = day_asked(data.as_of)
    lead = parse_term("--within", within, on)
    first = on if since is None else _day_before(parse_when("--since", since, on).first)
    if first > on:
        raise MoratrackError(f"--since {since} lies after {on}, the day asked; choose an earlier day")
    dataset = load_data(data)
    asking = Reader(reader, data_names(data.data, os.environ), os.environ)
    anything = False

    def say(before: Told | None) -> Told:
        nonlocal anything
        told = beginning(dataset.policies, first) if before is None else before
        if told.through > on:
            raise MoratrackError(
                f"{reader} was told what was new on {told.through}; ask for that day or a later one"
            )
        rows = _rows(filters, dataset, told, on)
        wanted = {row.policy.id for row in rows}
        found = news_of(told, dataset.policies, on, lead, wanted, dataset.kept_to)
        anything = bool(found.rows)
        if before is None:
            watched = counted(len(rows), "policy", "policies")
            talk(f"{reader} asks for the first time: {watched} watched, nothing told of {first} and before")
        elif not anything:
            talk(f"nothing new for {reader} since {before.through}")

        def grid() -> Grid:
            from ...views.news import news_grid

            return news_grid(found, on)

        listening = _listener()
        if anything or output.form not in _FOR_PEOPLE:
            answer(output, found.rows, NewsRow, grid)
        if _listener() != listening:
            raise _NotHeard
        return found.told

    with suppress(_NotHeard):
        if peek:
            say(asking.told())
        else:
            asking.tell(say)
    return int(fail and anything)


def _day_before(day: dt.date) -> dt.date:
    """The day before another, or that one where there is none."""
    return day if day == dt.date.min else day - DAY


class _NotHeard(Exception):
    """Nobody read the answer to its end, so that it has not been told."""


def _listener() -> tuple[int, int]:
    """What standard output leads to: it is turned elsewhere when nobody reads any more."""
    found = os.fstat(sys.stdout.fileno())
    return found.st_dev, found.st_ino


def _rows(filters: FilterOptions, dataset: Dataset, told: Told, on: dt.date) -> list[Row]:
    """The rows that the filters let through, of policies that are gone too."""
    here = {policy.id for policy in dataset.policies}
    gone = [policy for policy in told.policies if policy.id not in here]
    return rows_asked(filters, replace(dataset, policies=[*dataset.policies, *gone]), on)
