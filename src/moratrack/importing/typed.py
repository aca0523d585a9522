"""The status that people typed into a row, of one column or of several."""

from __future__ import annotations

from typing import NamedTuple

from . import keys
from .cells import Cells
from .reading import quoted
from .values import CUT_SHORT, Group, Typed, read_status

# Words that can be true of one policy on one day: "enacted" is true of whatever was adopted once.
_TOGETHER: tuple[set[Group], ...] = (
    {"adopted", "active", "extended"},
    {"adopted", "expired", "rescinded", "replaced"},
    {"pending"},
    {"failed"},
)


class Statement(NamedTuple):
    """The status that the columns state together."""

    typed: Typed | None
    is_clear: bool
    """Whether all that was typed is understood and agrees; if not, its day of checking confirms nothing."""


def statement(cells: Cells) -> Statement:
    """The first status, save that one which says only "adopted" gives way to a later one that says more.

    A cell that nobody understands is remarked upon, and so is one that contradicts the status used.
    """
    texts = cells.texts(keys.STATUS)
    readings = {column: read_status(text) for column, text in texts.items()}
    found = {column: reading.value for column, reading in readings.items() if reading is not None}
    if not found:
        return Statement(cells.read(keys.STATUS), is_clear=not texts)
    remarks = [
        f"{column} {quoted(texts[column])} is not understood" for column in texts if column not in found
    ]
    used, *others = found
    for column in others:
        if not _may_both_be(found[used].group, found[column].group):
            remarks.append(f"{column} {quoted(texts[column])} differs from {used}, which is used")
        elif found[used].group == "adopted":
            used = column
    cells.remarks += remarks
    typed = found[used]
    if typed.group in CUT_SHORT and typed.since is None:
        typed = typed._replace(since=next((each.since for each in found.values() if each.since), None))
    return Statement(typed, is_clear=not remarks)


def _may_both_be(one: Group, other: Group) -> bool:
    return any({one, other} <= together for together in _TOGETHER)
