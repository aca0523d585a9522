"""Names as people type them: which parties go by one, or are meant by the word for a class. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..core.classes import Vocabulary
from ..core.policy import Party
from ..text import folded

NO_CLASSES = Vocabulary()


def goes_by(words: Iterable[str], vocabulary: Vocabulary = NO_CLASSES) -> Callable[[Party], bool]:
    """Whether a party goes by a name with one of the words in it, or takes in the class that one means."""
    wanted = [folded(word) for word in words]
    classes = [entry for word in words if (entry := vocabulary.find(word))]

    def test(party: Party) -> bool:
        names = [folded(name) for name in (party.who, *party.aliases)]
        if any(word in name for word in wanted for name in names):
            return True
        return any(vocabulary.steps(entry, party) is not None for entry in classes)

    return test
