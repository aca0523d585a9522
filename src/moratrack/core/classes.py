"""The vocabulary of classes: which words mean one class, and which classes are part of which. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ..text import folded
from .policy import Party, PartyClass


class Vocabulary:
    """The classes of all data files, those of one name merged, in the order in which they were first met."""

    def __init__(self, classes: Iterable[PartyClass] = ()) -> None:
        merged: dict[str, PartyClass] = {}
        for entry in classes:
            key = folded(entry.name)
            former = merged.get(key)
            merged[key] = entry if former is None else _merged(former, entry)
        self.entries: tuple[PartyClass, ...] = tuple(merged.values())
        self._by_name = merged
        self._homes: dict[str, str] = {}
        self._words_are_sound = True
        for key, entry in merged.items():
            for word in (entry.name, *entry.aliases):
                home = self._homes.setdefault(spelling(word), key)
                self._words_are_sound &= home == key and bool(word.strip())
        self._taken_in: dict[Party, Mapping[str, int]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(self.entries)

    def is_sound(self, included: Iterable[str] = ()) -> bool:
        """Whether a word means one class, none is empty, no class is in itself, and those named are here."""
        if not self._words_are_sound or any(self.named(name) is None for name in included):
            return False
        above = {key: [folded(name) for name in entry.part_of] for key, entry in self._by_name.items()}
        while above:
            # What is part of nothing that is left goes first; where nothing goes, a class is in itself.
            highest = [key for key, names in above.items() if not any(name in above for name in names)]
            if not highest or any(name not in self._by_name for key in highest for name in above[key]):
                return False
            for key in highest:
                del above[key]
        return True

    def named(self, name: str) -> PartyClass | None:
        """The class of that name, folded; None where only an alias fits, or nothing."""
        return self._by_name.get(folded(name))

    def find(self, word: str) -> PartyClass | None:
        """The class that a word means: its name or an alias, in the singular or the plural."""
        home = self._homes.get(spelling(word))
        return None if home is None else self._by_name[home]

    def broader(self, entry: PartyClass) -> dict[str, int]:
        """The names of all classes that a class is part of, each with the fewest steps that lead to it."""
        found: dict[str, int] = {}
        level, steps = [entry], 0
        while level:
            steps += 1
            above = [self.named(name) for one in level for name in one.part_of]
            level = [one for one in above if one is not None and one.name not in found]
            for one in level:
                found.setdefault(one.name, steps)
        return found

    @cached_property
    def _above(self) -> Mapping[str, Mapping[str, int]]:
        """Of each class, by its name: itself and all broader ones, with the steps to them."""
        return {entry.name: {entry.name: 0, **self.broader(entry)} for entry in self.entries}

    def taken_in(self, party: Party) -> Mapping[str, int]:
        """The names of all classes that a party takes in, with their steps below one that it is or includes.

        Whoever is of one of them is then of those that the party names. Empty for an organization.
        """
        known = self._taken_in.get(party)
        if known is None:
            named = [self.find(word) for word in (party.who, *party.aliases)] if party.type == "class" else []
            named += map(self.named, party.includes)
            own = {entry.name for entry in named if entry is not None}
            known = {}
            for name, above in self._above.items():
                steps = [above[broader] for broader in own if broader in above]
                if steps:
                    known[name] = min(steps)
            self._taken_in[party] = known
        return known


NO_CLASSES = Vocabulary()


def spelling(word: str) -> str:
    """A word for a class as it is compared: folded, and the same in the singular and the plural."""
    name = folded(word)
    if not name.endswith("s") or name.endswith("ss"):
        return name
    if name.endswith("ies"):
        return name[:-3] + "y"
    return name[:-2] if name.endswith("sses") else name[:-1]


def _merged(former: PartyClass, entry: PartyClass) -> PartyClass:
    return PartyClass(
        name=former.name,
        aliases=tuple(dict.fromkeys(former.aliases + entry.aliases)),
        part_of=tuple(dict.fromkeys(former.part_of + entry.part_of)),
    )
