"""How many slips of the keyboard lie between two names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.questions.naming import SLIPS, slips

WORDS = st.text("abc", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("thorn", "thorn", 0),
        ("thorn", "thrn", 1),
        ("thorn", "thoorn", 1),
        ("thorn", "thurn", 1),
        ("thorn", "thron", 1),
        ("japan", "jpoaan", 2),  # two letters swapped, and one typed between them
        ("thorn", "horns", 2),
        ("ab", "a", 1),
        ("thorn", "axon", 3),
        ("", "ab", 2),
        ("", "abc", 3),
    ],
)
def test_slips_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other) == slips(other, one) == count


def once(word: str) -> set[str]:
    """Every word that is one slip away."""
    found = {word[:at] + word[at + 1 :] for at in range(len(word))}
    for letter in "abc":
        found |= {word[:at] + letter + word[at:] for at in range(len(word) + 1)}
        found |= {word[:at] + letter + word[at + 1 :] for at in range(len(word))}
    return found | {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}


@given(WORDS, WORDS)
def test_slips_are_those_that_a_typist_makes(one: str, other: str) -> None:
    """At most as many as any way of making them; a letter between two swapped ones counts as one more."""
    near, nearer = {one}, {one}
    expected = 0
    while other not in near and expected <= SLIPS:
        nearer = near
        near = nearer.union(*map(once, nearer))
        expected += 1
    assert slips(one, other) == min(expected, SLIPS + 1)
