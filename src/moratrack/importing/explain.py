"""How one row was read: every cell token by token, and what became of it all."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.faults import MoratrackError
from ..core.policy import Policy
from .conversion import Conversion
from .grammar.days import Manner
from .grammar.facts import Facts
from .keys import key_named
from .mapping import Column, Mapped
from .sheet import Sheet


class Explained:
    """The lines of an explanation, and the policy that the row became or is part of, if it did."""

    def __init__(self, lines: list[str], policy: Policy | None) -> None:
        self.lines = lines
        self.policy = policy


def explain(sheet: Sheet, mapped: Mapped, conversion: Conversion, number: int, manner: Manner) -> Explained:
    """Explain a row by its number; raise MoratrackError for one that the sheet does not have."""
    row = next((row for row in sheet.rows if row.number == number), None)
    if row is None:
        last = sheet.rows[-1].number
        raise MoratrackError(f"--explain {number}: {sheet.name} has no such row; write one up to {last}")
    lines = [f"Row {number} of {sheet.name}"]
    for name, text in zip(sheet.columns, row.cells, strict=True):
        if text:
            lines += _cell(name, text, mapped, manner)
    imported = next(
        (
            each
            for each in conversion.imported
            if number in (each.row.number, *(more.number for more in each.more))
        ),
        None,
    )
    if imported is None:
        reject = next(reject for reject in conversion.rejects if reject.row.number == number)
        return Explained([*lines, "", f"Rejected: {reject.reason}"], None)
    said = [f"- {remark}" for remark in imported.remarks]
    return Explained([*lines, *(["", "What is said of it", *said] if said else []), ""], imported.policy)


def _cell(name: str, text: str, mapped: Mapped, manner: Manner) -> Iterator[str]:
    """A cell, under its column and the keys that are read from it, and its tokens."""
    if name in mapped.ignored:
        yield f"{name}: left out"
        return
    uses = [
        (key, column) for key, columns in mapped.columns.items() for column in columns if column.name == name
    ]
    flat = " ".join(text.split())
    yield f"{name} → {', '.join(key for key, _ in uses) or 'note'}: {flat}"
    for key, column in uses:
        yield from (f"    {line}" for line in _reading(key, column, text, manner))


def _reading(key: str, column: Column, text: str, manner: Manner) -> Iterator[str]:
    known = key_named(key)
    if known is None:
        return
    if known.read is not None:
        reading = known.read(text, column.how)
        value = "not understood" if reading is None else _value(reading.value)
        if value != " ".join(text.split()):
            yield f"is {value}"
        return
    yield from _tokens(known.facts(text, column.how, manner))


def _value(value: object) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, tuple) and not hasattr(value, "_fields")
        else str(value)
    )


def _tokens(facts: Facts) -> Iterator[str]:
    """The tokens of a cell, those that belong together in one line, each with its part."""
    if not facts.cell.tokens:
        yield f"{facts.cell.text} · {facts.parts[0] if facts.parts else 'note'}"
        return
    start = 0
    tokens, parts = facts.cell.tokens, facts.parts
    for place in range(1, len(tokens) + 1):
        if (
            place == len(tokens)
            or parts[place] != parts[start]
            or parts[place].startswith(("day", "term", "last"))
        ):
            text = facts.cell.text[tokens[start].start : tokens[place - 1].end]
            if any(map(str.isalnum, text)):
                yield f"{text} · {parts[start]}"
            start = place
