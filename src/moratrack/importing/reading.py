"""What reading one cell gives."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Reading(NamedTuple, Generic[T]):
    """A cell that was understood."""

    value: T
    parts: tuple[str, ...]
    """The texts that together are all the cell says; one that the record lacks is kept as a note."""
    remark: str = ""
    """What a person should know of how it was read; empty where there was no choice."""
    doubtful: bool = False
    """Whether the cell itself says that it is not sure."""


def quoted(text: str, most: int = 60) -> str:
    """A cell as it is named to people, shortened, in quotation marks."""
    flat = " ".join(text.split())
    return f'"{flat}"' if len(flat) <= most else f'"{flat[: most - 1]}…"'


def normal(text: str) -> str:
    """Text for comparing: case, and space against hyphen or underscore, make no difference."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
