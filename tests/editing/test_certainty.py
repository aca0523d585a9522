"""Writing wants more certainty than reading: no event twice, no guessed word, parts of policies of others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from moratrack.cli.event_words import DIDS, parse_did
from moratrack.core.faults import MoratrackError

from ..support import run, spawn
from .conftest import MINE, refused

Capture = pytest.CaptureFixture[bytes]
SOURCE = ("--source", "https://harbor.example/letter")


# The same event twice.


@pytest.mark.parametrize(
    "words",
    [
        ("extended", "--date", "2026-06-01", "--term", "6 months"),
        ("extended", "--date", "2026-06-01", "--through", "2027-12-31"),
        ("extended", "--date", "2026-06-01", "--until", "a law", "--not-before", "2028"),
        ("ended", "--how", "lifted"),
        ("ended", "--effective", "2026-08-01", "--how", "replaced", "--by", "elm"),
        ("suspended", "--through", "2026-09-01"),
        ("amended", "--note", "Scope."),
        ("checked",),
        ("noted", "--note", "A letter."),
    ],
)
def test_the_same_event_is_not_recorded_twice_unless_that_is_wanted(
    mine: Path, capfdbinary: Capture, words: tuple[str, ...]
) -> None:
    did, day = words[0], words[2] if "--date" in words else "2026-06-30"
    assert run(capfdbinary, "record", "maple-grove", *words).status == 0
    once = mine.read_text()
    told = refused(capfdbinary, "record", "maple-grove", *words, *SOURCE, "--confidence", "low")
    assert told == (
        f"mine.toml: nothing written: maple-grove: {did} {day} is already at line 20; correct it there, "
        "or say --again to write it once more"
    )
    assert mine.read_text() == once
    if did in ("checked", "noted", "amended"):
        assert run(capfdbinary, "record", "maple-grove", *words, "--again").status == 0
        assert mine.read_text().count(f'did = "{did}"') == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("checked",), ("checked", "--date", "2026-06-29")),
        (("checked",), ("noted",)),
        (("checked",), ("checked", "--note", "They answered.")),
        (("noted", "--note", "A letter."), ("noted", "--note", "Another letter.")),
        (("extended", "--term", "6 months"), ("extended", "--term", "1 year")),
        (("extended", "--term", "6 months"), ("extended", "--term", "6 months", "--until", "a law")),
        (("suspended", "--effective", "2026-07-01", "--through", "2026-07-31"), ("suspended", "--effective", "2026-09-01", "--through", "2026-09-30")),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("mine")
def test_events_that_differ_are_both_recorded(
    capfdbinary: Capture, one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert run(capfdbinary, "record", "maple-grove", *one).status == 0
    assert run(capfdbinary, "record", "maple-grove", *other).status == 0


@pytest.mark.usefixtures("mine")
def test_an_event_of_the_shipped_record_is_not_recorded_once_more(capfdbinary: Capture) -> None:
    again = ("record", "amazon", "extended", "--date", "2021-05-18", "--until", "further notice")
    assert refused(capfdbinary, *again) == (
        "mine.toml: nothing written: amazon: extended 2021-05-18 is already in bundled; say --again to write it once more"
    )


# Ends that are stated.


@pytest.mark.usefixtures("mine")
def test_an_extension_wants_its_end(mine: Path, capfdbinary: Capture) -> None:
    assert refused(capfdbinary, "record", "maple-grove", "extended") == (
        "extended wants its new end: --term, --through or --until; or --open-ended, if none is set"
    )
    assert mine.read_text() == MINE
    told = run(capfdbinary, "record", "maple-grove", "extended", "--open-ended")
    assert (told.status, told.err.splitlines()[-1]) == (0, "maple-grove on 2026-06-30: in force, no end date")
    assert 'did = "extended"\nterm = "open"\n' in mine.read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("record", "elm", "extended", "--open-ended", "--term", "1 year"), "--open-ended says that no end is set, and --term sets one; leave one out"),
        (("record", "elm", "amended", "--open-ended", "--not-before", "2027"), "--open-ended says that no end is set, and --not-before sets one; leave one out"),
        (("record", "elm", "ended", "--open-ended"), "--open-ended goes with extended, amended, scheduled, not with ended; leave it out"),
        (("add", "ash", "--title", "T", "--issuer", "I", "--kind", "ban", "--date", "2026", "--open-ended"),
         "--open-ended goes with extended, amended, scheduled, not with adopted; leave it out"),
    ],
)  # fmt: skip
def test_an_open_end_stands_alone(
    mine: Path, capfdbinary: Capture, words: tuple[str, ...], told: str
) -> None:
    assert refused(capfdbinary, *words) == told
    assert mine.read_text() == MINE


def test_a_first_day_that_nobody_knows_is_upon_a_condition_and_then_scheduled(
    tmp_path: Path, capfdbinary: Capture
) -> None:
    about = ("--title", "T", "--issuer", "I", "--kind", "ban", "--file", "mine.toml")
    adopted = run(
        capfdbinary, "add", "ash", *about, "--date", "2026-01-01", "--upon", "the treaty enters into force"
    )
    assert adopted.status == 0
    words = (
        "record",
        "ash",
        "scheduled",
        "--date",
        "2026-06-01",
        "--effective",
        "1 August 2026",
        "--file",
        "mine.toml",
    )
    told = run(capfdbinary, *words)
    assert (told.status, told.err.splitlines()[2]) == (0, "ash on 2026-06-30: starts in 32 days")
    assert refused(capfdbinary, *words).startswith(
        "mine.toml: nothing written: ash: scheduled 2026-06-01 is already at"
    )
    assert (
        (tmp_path / "mine.toml")
        .read_text()
        .endswith(
            '[[policy.event]]\ndate = 2026-01-01\nupon = "the treaty enters into force"\ndid = "adopted"\n\n'
            '[[policy.event]]\ndate = 2026-06-01\neffective = 2026-08-01\ndid = "scheduled"\n'
        )
    )


# Words for what happened.


@pytest.mark.parametrize(
    ("word", "write"),
    [
        ("lifted", "ended --how lifted"),
        ("Repealed", "ended --how repealed"),
        ("struck down", "ended --how 'struck down'"),
        ("renewed", "extended"),
        ("stayed", "suspended"),
        ("reinstated", "resumed"),
        ("postponed", "scheduled"),
        ("enacted", "adopted"),
        ("introduced", "proposed"),
        ("changed", "amended"),
        ("expired", "checked"),
        ("note", "noted"),
        ("extendd", "extended"),
        ("Ended", "ended"),
    ],
)
def test_another_word_for_an_event_is_told_what_to_write(capfdbinary: Capture, word: str, write: str) -> None:
    told = refused(capfdbinary, "record", "elm", word)
    assert told == f"{word!r} is no word for an event; did you mean {write}?"
    assert parse_did(write.split()[0]) in DIDS


def test_a_word_like_no_event_gets_the_list() -> None:
    with pytest.raises(
        MoratrackError, match=f"'xyz' is no word for an event; write one of {', '.join(DIDS)}"
    ):
        parse_did("xyz")


# Parts of policies of other data.


AMEND = """
[[amend]]
id = "amazon"

[amend.sources]
harbor = { url = "https://harbor.example/letter", publisher = "harbor.example" }

[[amend.exempt]]
who = "Harbor Rescue"
may = "keep using Rekognition"
sources = ["harbor"]
"""
NOTED = """
[[amend.event]]
date = 2026-06-30
did = "noted"
note = "They wrote."
sources = ["harbor"]
"""
EXEMPT = ("add", "amazon", "--exempt", "Harbor Rescue", "--may", "keep using Rekognition", *SOURCE)
NOTE = ("record", "amazon", "noted", "--note", "They wrote.", *SOURCE)


def test_an_exemption_from_a_policy_of_other_data_becomes_an_amendment(
    mine: Path, capfdbinary: Capture
) -> None:
    result = run(capfdbinary, *EXEMPT)
    assert (result.status, result.err) == (
        0,
        "mine.toml:32: added amazon: exempt Harbor Rescue\namazon on 2026-06-30: in force, until further notice\n",
    )
    assert mine.read_text() == MINE + AMEND
    assert run(capfdbinary, "validate", "bundled", "mine.toml").status == 0
    assert run(capfdbinary, "check", "amazon", "Harbor Rescue").status == 0


def test_an_event_of_a_policy_of_other_data_becomes_an_amendment_and_the_next_joins_it(
    mine: Path, capfdbinary: Capture
) -> None:
    head, exempt = AMEND.split("\n[[amend.exempt]]")
    assert run(capfdbinary, *NOTE).err.startswith("mine.toml:32: added amazon: noted 2026-06-30\n")
    assert mine.read_text() == MINE + head + NOTED
    assert run(capfdbinary, *EXEMPT).err.startswith("mine.toml:44: added amazon: exempt Harbor Rescue\n")
    assert mine.read_text() == MINE + head + NOTED + "\n[[amend.exempt]]" + exempt


def test_the_first_event_of_an_amendment_goes_below_its_sources(mine: Path, capfdbinary: Capture) -> None:
    assert run(capfdbinary, *EXEMPT).status == run(capfdbinary, *NOTE).status == 0
    head, exempt = AMEND.split("\n[[amend.exempt]]")
    assert mine.read_text() == MINE + head + NOTED + "\n[[amend.exempt]]" + exempt


def test_an_amendment_starts_a_file_of_its_own(tmp_path: Path) -> None:
    spawned = spawn(*EXEMPT, "--file", str(tmp_path / "ours.toml"), MORATRACK_TODAY="2026-06-30")
    assert (spawned.status, spawned.out) == (0, "")
    file = tmp_path / "ours.toml"
    assert spawned.err.splitlines() == [
        f"{file}:3: added amazon: exempt Harbor Rescue",
        "amazon on 2026-06-30: in force, until further notice",
        f"to read it too: MORATRACK_DATA=bundled{os.pathsep}{file}",
    ]
    assert file.read_text().endswith(f"moratrack validate FILE\n{AMEND}")
    read = f"bundled{os.pathsep}{file}"
    assert spawn("check", "amazon", "Harbor Rescue", MORATRACK_DATA=read).status == 0
    repeated = spawn(*EXEMPT, MORATRACK_DATA=read)
    assert (repeated.status, repeated.err) == (
        2,
        f"moratrack: {file}: nothing written: amazon: exempt Harbor Rescue is already at line 9; correct it there, "
        "or say --again to write it once more\n",
    )


def test_a_source_of_the_policy_is_cited_by_its_key(mine: Path, capfdbinary: Capture) -> None:
    mine.with_name("theirs.toml").write_text(MINE.replace('"maple-grove"', '"oak"').replace('"elm"', '"ash"'))
    data = ("--data", "theirs.toml", "--data", "mine.toml", "--file", "mine.toml")
    assert (
        run(capfdbinary, "record", "oak", "checked", "--source", "https://example.org/post", *data).status
        == 0
    )
    assert mine.read_text() == (
        f'{MINE}\n[[amend]]\nid = "oak"\n\n[[amend.event]]\ndate = 2026-06-30\ndid = "checked"\nsources = ["post"]\n'
    )
    assert run(capfdbinary, "status", *data[:4]).status == 0


def test_an_amendment_that_cannot_be_is_not_written(mine: Path, capfdbinary: Capture) -> None:
    told = refused(capfdbinary, "record", "amazon", "ended", "--date", "2019")
    assert told == (
        "mine.toml: nothing written: amazon: ended before it was proposed or adopted; write noted, or correct the day"
    )
    assert mine.read_text() == MINE


def test_an_amendment_is_added_to_only_beside_the_data_that_it_amends(
    mine: Path, capfdbinary: Capture
) -> None:
    assert run(capfdbinary, *EXEMPT).status == 0
    before = mine.read_text()
    assert refused(capfdbinary, *NOTE, "--data", "mine.toml") == (
        "mine.toml: adds to 'amazon', which is no policy of the data; name the data that holds it too, such as --data bundled"
    )
    assert mine.read_text() == before


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (("--exempt", "Clinic", "--may", "go on"), '[[policy.exempt]]\nwho = "Clinic"\nmay = "go on"\n'),
        (
            ("--barred-class", "builders", "--since", "2026-06", "--through", "+1y", "--why", "noise"),
            '[[policy.barred]]\nwho = "builders"\ntype = "class"\nwhy = "noise"\nsince = "2026-06"\nthrough = 2027-06-30\n',
        ),
        (
            ("--barred", "A", "--exempt", "B", "--exempt", "C", "--confidence", "low", "--note", "n"),
            '[[policy.barred]]\nwho = "A"\nnote = "n"\nconfidence = "low"\n\n'
            '[[policy.exempt]]\nwho = "B"\nnote = "n"\nconfidence = "low"\n\n'
            '[[policy.exempt]]\nwho = "C"\nnote = "n"\nconfidence = "low"\n',
        ),
    ],
)
def test_parties_are_added_to_a_policy_of_ones_own(
    mine: Path, capfdbinary: Capture, words: tuple[str, ...], written: str
) -> None:
    assert run(capfdbinary, "add", "elm", *words).status == 0
    assert mine.read_text() == f"{MINE}\n{written}"


def test_a_new_policy_has_parties_with_what_is_said_of_them(tmp_path: Path, capfdbinary: Capture) -> None:
    about = ("--title", "T", "--issuer", "I", "--kind", "ban", "--date", "2026-01-01", "--file", "mine.toml")
    words = ("--exempt", "A", "--barred", "B", "--may", "go on", "--since", "2026-02-01")
    assert run(capfdbinary, "add", "ash", *about, *words).status == 0
    assert (
        (tmp_path / "mine.toml")
        .read_text()
        .endswith(
            '[[policy.barred]]\nwho = "B"\nsince = 2026-02-01\n\n'
            '[[policy.exempt]]\nwho = "A"\nmay = "go on"\nsince = 2026-02-01\n'
        )
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "elm", "--exempt", "X", "--topic", "y"), "elm is recorded already, and --topic tells nothing of a party of it; leave it out"),
        (("add", "elm", "--exempt", "X", "--term", "1 year"), "elm is recorded already, and --term tells nothing of a party of it; leave it out"),
        (("add", "elm", "--barred", "X", "--may", "y"), "--may says what those exempt may do; name them with --exempt"),
        (("add", "elms", "--exempt", "X"), "add needs --title, --issuer, --kind, --date too; give them, or run it in a terminal, which asks"),
        (("add", "elm", "--exempt", "X", "--since", "2026", "--through", "2025"),
         "mine.toml: nothing written: elm: 'X' stands through 2025, before 2026; correct one of the two days"),
    ],
)  # fmt: skip
def test_parties_that_cannot_be_are_refused(
    mine: Path, capfdbinary: Capture, words: tuple[str, ...], told: str
) -> None:
    assert refused(capfdbinary, *words) == told
    assert mine.read_text() == MINE
