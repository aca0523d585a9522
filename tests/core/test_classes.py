"""The vocabulary of classes: words, levels, files that add to one another."""

from __future__ import annotations

import pytest

from moratrack.core.classes import Vocabulary
from moratrack.core.policy import Party, PartyClass

POLICE = PartyClass(
    name="police", aliases=("police departments", "sheriffs", "cops"), part_of=("public bodies",)
)
TRANSIT = PartyClass(name="transit police", part_of=("police", "transport operators"))
BODIES = PartyClass(name="public bodies", aliases=("government bodies",))
OPERATORS = PartyClass(name="transport operators")
WORDS = Vocabulary([POLICE, TRANSIT, BODIES, OPERATORS])


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("police", "police"),
        ("Police  Department", "police"),
        ("COP", "police"),
        ("sheriff", "police"),
        ("public body", "public bodies"),
        ("Government\u00a0Bodies", "public bodies"),
        ("schools", None),
        ("pol", None),
        ("", None),
    ],
)
def test_a_class_goes_by_every_spelling(word: str, name: str | None) -> None:
    found = WORDS.find(word)
    assert (found and found.name) == name


def test_only_its_name_is_its_name() -> None:
    assert WORDS.named("POLICE") == POLICE
    assert WORDS.named("cops") is None


def test_broader_classes_are_counted_in_steps() -> None:
    assert WORDS.broader(TRANSIT) == {"police": 1, "transport operators": 1, "public bodies": 2}
    assert WORDS.broader(BODIES) == {}


def test_the_nearest_way_to_a_broader_class_counts() -> None:
    words = Vocabulary(
        [PartyClass(name="a", part_of=("b", "c")), PartyClass(name="b", part_of=("c",)), PartyClass(name="c")]
    )
    assert words.broader(words.entries[0]) == {"b": 1, "c": 1}


@pytest.mark.parametrize(
    ("party", "taken_in"),
    [
        (Party(who="cops", type="class"), {"police": 0, "transit police": 1}),
        (Party(who="customers", type="class", aliases=("Transit Police",)), {"transit police": 0}),
        (Party(who="city staff", type="class", includes=("police",)), {"police": 0, "transit police": 1}),
        (
            Party(who="public bodies", type="class", includes=("transit police",)),
            {"public bodies": 0, "police": 1, "transit police": 0},
        ),
        (Party(who="customers", type="class"), {}),
        (Party(who="police"), {}),
    ],
)
def test_a_party_takes_in_what_it_is_what_it_includes_and_all_below(
    party: Party, taken_in: dict[str, int]
) -> None:
    assert WORDS.taken_in(party) == taken_in


def test_files_add_to_a_class_of_one_name() -> None:
    more = PartyClass(name="Police", aliases=("cops", "bobbies"), part_of=("public bodies", "services"))
    both = Vocabulary([POLICE, BODIES, more])
    assert both.entries[0] == PartyClass(
        name="police",
        aliases=("police departments", "sheriffs", "cops", "bobbies"),
        part_of=("public bodies", "services"),
    )


@pytest.mark.parametrize(
    ("classes", "included", "sound"),
    [
        ([POLICE, BODIES], ["police"], True),
        ([], [], True),
        ([POLICE, BODIES], ["cops"], False),
        ([], ["police"], False),
        ([POLICE], [], False),
        ([PartyClass(name="a", part_of=("A",))], [], False),
        ([PartyClass(name="a", part_of=("b",)), PartyClass(name="b", part_of=("a",))], [], False),
        ([PartyClass(name="a", aliases=("c",)), PartyClass(name="b", aliases=("Cs",))], [], False),
        ([PartyClass(name="a"), PartyClass(name="b", aliases=("a",))], [], False),
        ([PartyClass(name="agency"), PartyClass(name="agencies")], [], False),
        ([PartyClass(name="a", aliases=(" ",))], [], False),
        ([PartyClass(name=" ")], [], False),
    ],
)
def test_a_vocabulary_is_sound_or_not(classes: list[PartyClass], included: list[str], sound: bool) -> None:
    assert Vocabulary(classes).is_sound(included) is sound
