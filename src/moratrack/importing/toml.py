"""Policies as a data file in TOML."""

from __future__ import annotations

from collections.abc import Iterable

from ..core.policy import Policy
from ..editing.toml import record_lines, unread


def policies_toml(policies: Iterable[Policy], heading: str) -> str:
    """A data file of these policies; ``heading`` is the comment above them, one line."""
    lines = [f"# {heading}"]
    for policy in policies:
        lines += ["", *record_lines("policy", unread(policy))]
    if len(lines) == 1:
        lines.append("policy = []")
    return "\n".join(lines) + "\n"
