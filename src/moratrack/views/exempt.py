"""Who may go on, as a grid: a line a party, the parties of a policy under its name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ..questions.exempt import PartyRow
from ..text import day, inert
from .grid import Cell, Column, Grid, Group
from .words import ROUGHLY, STATES, and_more


def party_grid(parties: Sequence[PartyRow], *, with_standing: bool) -> Grid:
    """Who may go on, a group for each policy."""
    names = ["Who", "May", "Why", "Since", "On whose word"]
    whole, details = {"Since"}, {"Why": 1, "On whose word": 2}
    if with_standing:
        names.insert(1, "Standing")
        whole.add("Standing")
    groups = []
    told = False
    for _, members in groupby(parties, key=lambda row: row.id):
        listed = list(members)
        heading = f"{listed[0].id}: {listed[0].title} ({STATES[listed[0].state]})"
        rough = not told and any(row.approximate_since for row in listed)
        told = told or rough
        lines = [_party_row(row, with_standing=with_standing) for row in listed]
        groups.append(Group(inert(heading), lines, ROUGHLY if rough else ""))
    return Grid([Column(name, name in whole, details.get(name, 0)) for name in names], groups)


def _party_row(row: PartyRow, *, with_standing: bool) -> list[Cell]:
    word = row.sources[0] if row.sources else None
    more = and_more(row.sources)
    cells = [
        Cell(inert(f"{row.who} (class)" if row.type == "class" else row.who), "name"),
        Cell(inert(row.may or "")),
        Cell(inert(row.why or "")),
        Cell(_span(row)),
        Cell(inert(word.publisher) + more if word else _unsourced(row), link=word.url if word else None),
    ]
    if with_standing:
        cells.insert(1, Cell(row.standing))
    return cells


def _unsourced(row: PartyRow) -> str:
    return (
        "not stated" if row.standing == "unclear" or row.file is None else f"no source in {inert(row.file)}"
    )


def _span(row: PartyRow) -> str:
    since = day(row.since, approximate=row.approximate_since)
    return f"{since} to {day(row.through)}" if row.through else since
