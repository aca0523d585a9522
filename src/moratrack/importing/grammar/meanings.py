"""What a word of a cell may mean: what a day beside it is, what became of the policy, or how others mean."""

from __future__ import annotations

from typing import Literal, NamedTuple

Role = Literal[
    "adopted", "effective", "through", "extended", "ended", "checked", "introduced", "failed", "hearing",
    "amended", "suspended", "resumed",
]  # fmt: skip
Group = Literal[
    "adopted", "active", "extended", "suspended", "expired", "rescinded", "replaced", "pending", "failed"
]
"""What a status says of a policy on one day."""
Marker = Literal[
    "maybe", "not", "future", "sooner", "later", "until", "when", "or_else", "from", "to", "less", "least",
    "open", "unknown", "hedge", "part", "extension", "neutral", "adoption",
    "taking effect", "again", "glue", "joint", "hearing", "now",
    "ongoing",
]  # fmt: skip


class Cue(NamedTuple):
    """A word that gives a day its role, a status its group, or both."""

    role: Role | None
    group: Group | None


Meaning = Cue | Marker
