"""The rows of a large sheet, divided among processes: what becomes of them comes back in their order."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import msgspec

from ..core.policy import Policy, decode_hook, encode_hook
from .grouping import Member
from .rows import Imported, Outcome, Task, outcome

_CHUNK = 1000
_task: list[Task] = []
_Sent = tuple[list[tuple[Outcome, tuple[Any, ...] | None]], bytes]
"""Outcomes without their policies but with all else of what was imported; and the policies."""


def outcomes_of(task: Task, groups: list[list[Member]], workers: int) -> Iterator[Outcome]:
    """What becomes of the rows of each policy, as ``outcome`` says, in the same order."""
    chunks = [groups[start : start + _CHUNK] for start in range(0, len(groups), _CHUNK)]
    # A fork would copy whatever threads of the terminal hold.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (task,))
    try:
        for sent in pool.map(_outcomes, chunks):
            yield from _received(sent)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(task: Task) -> None:
    """Make a process ready; an interrupt is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    _task[:] = [task]


def _outcomes(groups: list[list[Member]]) -> _Sent:
    """Read some rows; records travel as records do, which is faster than pickles of them."""
    found = [outcome(_task[0], members) for members in groups]
    policies = [each.imported.policy for each in found if each.imported is not None]
    rest = [
        (each._replace(imported=None), each.imported and _without_policy(each.imported)) for each in found
    ]
    return rest, msgspec.msgpack.encode(policies, enc_hook=encode_hook)


def _without_policy(imported: Imported) -> tuple[Any, ...]:
    return imported.row, imported.remarks, imported.agrees, imported.is_undated, imported.more


def _received(sent: _Sent) -> Iterator[Outcome]:
    rest, packed = sent
    policies = iter(msgspec.msgpack.decode(packed, type=list[Policy], dec_hook=decode_hook))
    for found, imported in rest:
        if imported is None:
            yield found
        else:
            row, *others = imported
            yield found._replace(imported=Imported(row, next(policies), *others))
