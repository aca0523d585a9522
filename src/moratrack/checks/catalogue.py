"""Every kind of fault by its code: declared where it is found, explained in docs/faults.md from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from ..core.faults import Finding, KeyPath, Severity
from ..core.policy import Policy

PAGE = "docs/faults.md"
"""The page that explains each code under a heading of its own."""


class Code(NamedTuple):
    """A kind of fault."""

    name: str
    """One word with underscores."""
    severity: Severity
    explanation: str
    """What must be true, in a sentence."""

    def at(self, path: KeyPath, message: str, mend: str) -> Finding:
        """A fault of this kind at a place: what is wrong there, and how to mend it."""
        return Finding(self.name, path, message, mend, self.severity)


class Problem(NamedTuple):
    """What a rule found: where, what is wrong there, and how to mend it."""

    path: KeyPath
    message: str
    mend: str


class Rule(NamedTuple):
    """What must be true of a policy, and the kind of fault that it is where it is not."""

    code: Code
    find: Callable[[Policy], Iterator[Problem]]


CODES: dict[str, Code] = {}
"""All kinds of faults, as their modules declare them."""
RULES: list[Rule] = []
"""Everything that must be true of a policy, in the order in which it is declared."""


def code(name: str, explanation: str, severity: Severity = "error") -> Code:
    """Declare a kind of fault; a name stands for one kind."""
    if name in CODES:
        raise ValueError(f"{name} is declared twice")
    CODES[name] = Code(name, severity, " ".join(explanation.split()))
    return CODES[name]


Find = TypeVar("Find", bound=Callable[[Policy], Iterator[Problem]])


def rule(name: str, severity: Severity = "error") -> Callable[[Find], Find]:
    """Declare a function to be a rule; what its docstring says must be true is the explanation."""

    def declare(find: Find) -> Find:
        RULES.append(Rule(code(name, find.__doc__ or "", severity), find))
        return find

    return declare


def explained_at(name: str) -> str:
    """Where a code is explained."""
    return f"{PAGE}#{name}"
