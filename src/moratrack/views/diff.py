"""What changed between two records, as a grid: first the answers, then the record, a line a change."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..core.policy import STANDINGS
from ..questions.diff import Answer, Comparison, Difference, FieldChange, Part
from ..questions.matching import Value
from ..text import APPROXIMATE, UNCONFIRMED, counted, inert
from .grid import Cell, Column, Grid, Group
from .words import legend, standing

_COLUMNS = (Column("Policy", whole=True), Column("What"), Column("Was"), Column("Now"))
_NOUNS: dict[Part, str] = {
    "about": "about the record",
    "class": "class",
    "policy": "policy",
    "source": "source",
    "event": "event",
    "order": "order of",
    "barred": "barred",
    "exempt": "exempt",
    "unclear": "unclear",
    "answer": "answer",
}
_NO_POLICY = "-"
_COUNTED: dict[Part, tuple[str, str]] = {"event": ("event", "events"), "source": ("source", "sources")}
_PARTY = ("party", "parties")
_SAID_APART = (*STANDINGS, "bars", "confidence")
"""Fields of an answer that its words leave out."""
_NAMED = ("id", "title", "name", "date", "did", "who", "type", "confidence")
"""Fields that go without saying where a thing is named and has been added or removed."""


def diff_grid(found: Comparison, on: dt.date) -> Grid:
    """What changes in the answers on a day, and what was changed to bring that about."""
    lines, changes = answer_lines(found), record_lines(found)
    sections = ((f"Answers on {on}", len(found.answers), lines), ("Record", len(changes), changes))
    groups = [Group(f"{heading} ({count:,})", members) for heading, count, members in sections if members]
    said = "".join(cell.text for line in lines for cell in line[2:])
    return Grid(
        _COLUMNS,
        groups,
        above=[("", _summary(found))] if found.rows else [],
        below=legend(approximate=APPROXIMATE in said, unconfirmed=UNCONFIRMED in said),
    )


def answer_lines(found: Comparison) -> list[list[Cell]]:
    """What was answered and what is now: policy, what, was, now."""
    answers = (row for row in found.rows if row.part == "answer")
    return [line for row in answers for line in _answer(row, found.answers[row.id or ""])]


def record_lines(found: Comparison) -> list[list[Cell]]:
    """What became of the record: policy, what, was, now."""
    lines: list[list[Cell]] = []
    rows = (row for row in found.rows if row.part != "answer")
    for _, members in groupby(rows, key=lambda row: row.id):
        first, *others = members
        if first.part == "policy" and first.what in ("added", "removed"):
            lines.append(_whole(first, others))
        else:
            lines += (line for row in (first, *others) for line in _thing(row))
    return lines


def _summary(found: Comparison) -> str:
    whats = Counter(row.what for row in found.rows if row.part != "answer")
    policies = len({row.id for row in found.rows if row.id})
    parts = [f"{number:,} {what}" for what, number in sorted(whats.items())]
    answers = len(found.answers)
    end = f"{counted(answers, 'answer')} {'differs' if answers == 1 else 'differ'}"
    return f"{counted(policies, 'policy', 'policies')} touched: {', '.join(parts)}; {end}"


def _answer(row: Difference, answer: Answer) -> Iterator[list[Cell]]:
    was, now = (standing(status) if status else "not known" for status in answer)
    changed = {change.field: change for change in row.fields}
    apart = [changed[field] for field in _SAID_APART if field in changed and all(answer)]
    if was != now:
        yield _line(row, _NOUNS[row.part], was, now)
    elif not apart:
        apart = list(row.fields)
    for change in apart:
        yield _line(row, f"{_NOUNS[row.part]}: {change.field}", *_only_differing(change))


def _whole(policy: Difference, parts: Sequence[Difference]) -> list[Cell]:
    """A policy that came or went, with all that it holds only counted."""
    counts = Counter(_COUNTED.get(row.part, _PARTY) for row in parts)
    held = ", ".join(counted(number, *noun) for noun, number in counts.items())
    return _one_sided(policy, f"policy {policy.what}", f"{inert(policy.title or '')}; {held}")


def _thing(row: Difference) -> Iterator[list[Cell]]:
    place = f" {row.place}" if row.place > 1 else ""
    what = f"{_NOUNS[row.part]} {inert(row.key or '')}".strip() + place
    if row.what in ("added", "removed"):
        said = [change for change in row.fields if change.field not in _NAMED]
        text = "; ".join(f"{change.field}: {_text(change.old or change.new)}" for change in said)
        yield _one_sided(row, f"{what} {row.what}", text or row.what)
        return
    for change in row.fields:
        field = "" if row.part == "order" else f": {change.field}"
        yield _line(row, what + field, _text(change.old), _text(change.new))


def _one_sided(row: Difference, what: str, text: str) -> list[Cell]:
    return _line(row, what, *((text, "") if row.what == "removed" else ("", text)))


def _only_differing(change: FieldChange) -> tuple[str, str]:
    """What was and is; of names, those that are not on both sides."""
    old, new = change.old, change.new
    if isinstance(old, tuple) and isinstance(new, tuple):
        return _text(tuple(name for name in old if name not in new)), _text(
            tuple(name for name in new if name not in old)
        )
    return _text(old), _text(new)


def _line(row: Difference, what: str, was: str, now: str) -> list[Cell]:
    return [Cell(inert(row.id or _NO_POLICY), "name"), Cell(what), Cell(was), Cell(now)]


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(map(inert, value))
    return inert(value)
