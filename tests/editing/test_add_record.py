"""The commands that write: ``moratrack add`` and ``moratrack record``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import moratrack
from moratrack.cli.app import main
from moratrack.core.faults import MoratrackError
from moratrack.editing.ownfile import find_target

from ..support import HOSTILE, SHIPPED, Result, run, spawn
from ..terminals import type_into
from .conftest import MINE, refused

Capture = pytest.CaptureFixture[bytes]

ABOUT = ("--title", "New data centres", "--issuer", "Maple Grove", "--kind", "moratorium")
EVENT = """
[[policy.event]]
date = 2026-06-01
did = "extended"
until = "further notice"
sources = ["post"]
"""


# record


def test_an_event_is_written_and_said_with_its_line_and_what_now_holds(
    mine: Path, capfdbinary: Capture
) -> None:
    result = run(
        capfdbinary,
        "record",
        "maple-grove",
        "extended",
        "--date",
        "2026-06-01",
        "--until",
        "further notice",
        "--source",
        "https://example.org/post",
    )
    assert result == Result(
        0,
        "",
        "mine.toml:20: added maple-grove: extended 2026-06-01\n"
        "maple-grove on 2026-06-30: in force, until further notice\n",
    )
    assert mine.read_text() == MINE.replace('sources = ["post"]\n', f'sources = ["post"]\n{EVENT}')
    assert mine.read_text().splitlines()[19] == "[[policy.event]]"


def test_the_day_is_today_unless_another_is_given(mine: Path, capfdbinary: Capture) -> None:
    assert run(capfdbinary, "record", "elm", "checked").status == 0
    assert run(capfdbinary, "record", "elm", "checked", "--as-of", "2026-06-20").status == 0
    assert run(capfdbinary, "record", "elm", "checked", "--date", "2026-03").status == 0
    assert mine.read_text().endswith(
        '[[policy.event]]\ndate = 2026-06-30\ndid = "checked"\n\n'
        '[[policy.event]]\ndate = 2026-06-20\ndid = "checked"\n\n'
        '[[policy.event]]\ndate = "2026-03"\ndid = "checked"\n'
    )


def test_every_option_reaches_its_key(mine: Path, capfdbinary: Capture) -> None:
    result = run(
        capfdbinary, "record", "elm", "ended", "--date", "2026-06-01", "--effective", "2026-06-15", "--how", "replaced",
        "--by", "maple-grove", "--note", "a note", "--confidence", "medium", "--source", "https://www.apnews.com/x",
        "--publisher", "AP", "--source-title", "A title", "--published", "2026-06", "--archive", "https://web.archive.org/x", "--read", "today",
    )  # fmt: skip
    assert result.err == "mine.toml:35: added elm: ended 2026-06-01\nelm on 2026-06-30: ended 15 days ago\n"
    before, event = MINE.rsplit("\n[[policy.event]]", 1)
    assert mine.read_text() == (
        f'{before}\n[policy.sources]\napnews = {{ url = "https://www.apnews.com/x", publisher = "AP", title = "A title", '
        f'published = "2026-06", archive = "https://web.archive.org/x", read = 2026-06-30 }}\n\n[[policy.event]]{event}\n[[policy.event]]\ndate = 2026-06-01\neffective = 2026-06-15\n'
        'did = "ended"\nhow = "replaced"\nby = "maple-grove"\nnote = "a note"\nsources = ["apnews"]\nconfidence = "medium"\n'
    )


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        (("--term", "6 months"), 'term = "6 months"'),
        (("--through", "2027-12-31"), "through = 2027-12-31"),
        (("--until", "a law", "--not-before", "2027"), 'until = "a law"\nnot_before = "2027"'),
    ],
)
def test_an_end_is_written_as_it_is_given(
    mine: Path, capfdbinary: Capture, options: tuple[str, ...], keys: str
) -> None:
    assert run(capfdbinary, "record", "maple-grove", "extended", *options).status == 0
    assert f'did = "extended"\n{keys}\n' in mine.read_text()


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("mg", "maple-grove"),
        ("MG", "maple-grove"),
        ("Maple Grove", "maple-grove"),
        ("maple", "maple-grove"),
        ("Maple-Grove", "maple-grove"),
        ("Amazon", "amazon"),
        ("mapel-grove", None),
    ],
)
@pytest.mark.usefixtures("mine")
def test_only_a_whole_id_will_do_to_write(capfdbinary: Capture, word: str, ids: str | None) -> None:
    told = refused(capfdbinary, "record", word, "checked")
    if ids:
        assert told == f"{word!r} is not the whole id, which is wanted for writing; write {ids}"
    else:
        assert told == "no policy 'mapel-grove'; did you mean maple-grove?"


@pytest.mark.usefixtures("mine")
def test_what_comes_later_is_said_not_to_count_yet(capfdbinary: Capture) -> None:
    result = run(
        capfdbinary,
        "record",
        "maple-grove",
        "ended",
        "--date",
        "2026-07-01",
        "--source",
        "https://example.org/post",
    )
    assert result.err.splitlines()[1:] == [
        "maple-grove on 2026-06-30: in force, 314 days left",
        "what is known only from 2026-07-01 does not count on 2026-06-30 yet",
    ]


@pytest.mark.usefixtures("mine")
def test_what_is_odd_is_written_and_said(capfdbinary: Capture) -> None:
    result = run(capfdbinary, "record", "maple-grove", "ended", "--by", "nobody", "--note", "x")
    assert result.status == 0
    assert result.err.splitlines()[1:3] == [
        "mine.toml:20: maple-grove: warning: ended 2026-06-30 has no source; add sources = […]",
        "mine.toml:23: maple-grove: warning: by names 'nobody', which is no policy here; "
        "write the id of a policy, or leave by out",
    ]


@pytest.mark.usefixtures("mine")
def test_a_policy_of_other_data_may_be_named_as_what_came_next(capfdbinary: Capture) -> None:
    result = run(capfdbinary, "record", "maple-grove", "ended", "--by", "amazon", "--note", "x")
    assert "which is no policy here" not in result.err


@pytest.mark.usefixtures("mine")
def test_what_other_files_add_counts_in_what_is_said(tmp_path: Path, capfdbinary: Capture) -> None:
    (tmp_path / "more.toml").write_text(
        '[[amend]]\nid = "maple-grove"\n\n[[amend.event]]\ndate = 2026-06-01\ndid = "ended"\n'
    )
    result = run(
        capfdbinary,
        "record",
        "maple-grove",
        "checked",
        "--file",
        "mine.toml",
        "--data",
        "mine.toml",
        "--data",
        "more.toml",
    )
    assert result.err.splitlines()[-1] == "maple-grove on 2026-06-30: ended 29 days ago"


def test_a_new_source_takes_no_key_that_another_file_has_given(mine: Path, capfdbinary: Capture) -> None:
    source = '{ url = "https://example.org/theirs", publisher = "Example" }'
    mine.with_name("more.toml").write_text(f'[[amend]]\nid = "elm"\nsources.example = {source}\n')
    data = ("--data", "mine.toml", "--data", "more.toml")
    result = run(
        capfdbinary, "record", "elm", "checked", "--source", "https://example.org/", "--file", "mine.toml", *data
    )  # fmt: skip
    assert result.status == 0
    assert "\nexample-2 = { url" in mine.read_text()
    assert run(capfdbinary, "status", *data).status == 0


def test_a_new_source_takes_no_key_that_the_file_itself_adds_elsewhere(
    mine: Path, capfdbinary: Capture
) -> None:
    source = '{ url = "https://example.org/theirs", publisher = "Example" }'
    mine.write_text(f'{MINE}\n[[amend]]\nid = "elm"\nsources.example = {source}\n')
    result = run(capfdbinary, "record", "elm", "checked", "--source", "https://example.org/")
    assert (result.status, result.err.splitlines()[0]) == (0, "mine.toml:35: added elm: checked 2026-06-30")
    assert "\nexample-2 = { url" in mine.read_text()
    assert run(capfdbinary, "status").status == 0


def test_a_file_in_a_folder_that_is_read_is_read(mine: Path, capfdbinary: Capture) -> None:
    result = run(
        capfdbinary, "record", "elm", "checked", "--source", "https://a.org/", "--data", ".", "--file", "mine.toml"
    )  # fmt: skip
    assert result.err.splitlines()[1:] == ["elm on 2026-06-30: in force, no end date"]
    told = refused(capfdbinary, "add", "elm", *ABOUT, "--date", "2026", "--data", ".", "--file", "mine.toml")
    assert told.endswith("id 'elm' is also at mine.toml:23; rename or remove one of the two")
    assert mine.read_text().count("[[policy]]") == 2


def test_a_file_with_other_faults_takes_an_event_all_the_same(mine: Path, capfdbinary: Capture) -> None:
    faulty = MINE.replace('kind = "ban"', 'kind = "bann"')
    mine.write_text(faulty)
    assert run(capfdbinary, "record", "maple-grove", "checked").status == 0
    assert mine.read_text().startswith(faulty[:300])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("record", "elm", "adopted"), "mine.toml: nothing written: elm: adopted from 2026-06-30 while still in force, with no last day; "
         "write extended or amended, or record first how it ended"),
        (("record", "elm", "resumed"), "mine.toml: nothing written: elm: resumed on 2026-06-30 without a suspension; record the suspension first"),
        (("record", "elm", "ended", "--date", "2025-01-01"), "mine.toml: nothing written: elm: ended before it was proposed or adopted; write noted, or correct the day"),
        (("record", "elm", "noted", "--source", "ftp://x"), "mine.toml: nothing written: elm: url 'ftp://x' is no http or https address; "
         "write the whole address, with %20 for a space"),
        (("record", "elm", "noted", "--date", "2026-02-30"), "--date '2026-02-30' is not a day of the calendar; correct it"),
        (("record", "elm", "noted", "--date", ""), "--date '' is not understood as a day; write 2020-06-11, 1 June 2021, today or +30d"),
        (("record", "elm", "noted", "--term", "long"), "--term 'long' is not a term such as '1 year 6 months', '180 days' or 'P1Y6M'"),
        (("record", "elm", "noted", "--note", " "), "--note is empty; say it in a few words, or leave it out"),
        (("record", "elm", "noted", "--publisher", "AP"), "--publisher, --source-title, --published, --archive and --read describe one source; give one --source with them"),
        (("record", "elk", "noted"), "no policy 'elk'; did you mean elm?"),
        (("record", "elk", "checked", "--file", "none.toml"), "none.toml: there is no such file; moratrack add starts a record in it"),
        (("record", "elm", "checked", "--file", "no/mine.toml"), None),
        (("record", "elm", "checked", "--file", "mine.json"), "mine.json: is JSON, and only TOML is written; name a .toml file with --file"),
        (("record", "elm", "checked", "--file", "mine.jsonl"), "mine.jsonl: is NDJSON, and only TOML is written; name a .toml file with --file"),
        (("record", "elm", "checked", "--file", "bundled"), "bundled: the shipped data is not written to; keep a file of your own with --file mine.toml"),
        (("record", "elm", "checked", "--file", "-"), "standard input cannot be written to; name a file with --file mine.toml"),
        (("record", "elm", "checked", "--file", "a\x00b"), r"'a\x00b' is no name of a file; write another"),
        (("record", "elm", "checked", "--as-of", "soon"), "--as-of 'soon' is not understood as a day; write 2020-06-11, 1 June 2021, today or +30d"),
        (("add", "amazon", *ABOUT, "--date", "2026"), "'amazon' is the id of a policy in bundled; choose another for mine.toml, or say only whom it exempts or bars, to add that"),
        (("add", "elm", *ABOUT, "--date", "2026"), "mine.toml: nothing written: elm: id 'elm' is also at mine.toml:23; rename or remove one of the two"),
        (("add", "Ash Town", *ABOUT, "--date", "2026"), "mine.toml: nothing written: Ash Town: id 'Ash Town' is not kebab-case; write it like san-francisco"),
        (("add", "ash", *ABOUT, "--date", "2026", "--jurisdiction", "UK"), "mine.toml: nothing written: ash: jurisdiction 'UK' is not an ISO 3166 code; write GB"),
        (("add", "ash", *ABOUT), "add needs --date too; give it, or run it in a terminal, which asks"),
        (("add", "ash"), "add needs --title, --issuer, --kind, --date too; give them, or run it in a terminal, which asks"),
        (("add", "ash", *ABOUT, "--title", "", "--date", "2026"), "add needs --title too; give it, or run it in a terminal, which asks"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_line_and_leaves_the_file_as_it_was(
    mine: Path, capfdbinary: Capture, arguments: tuple[str, ...], told: str | None
) -> None:
    line = refused(capfdbinary, *arguments)
    assert line == (told or f"no/mine.toml: there is no folder {mine.parent}/no; make it first")
    assert mine.read_text() == MINE
    assert [path.name for path in mine.parent.iterdir()] == ["mine.toml"]


@pytest.mark.parametrize(
    "arguments", [("record", "elm", "extendd"), ("record", "elm"), ("add", "x", "--kind", "pause"), ("add",)]
)
def test_a_word_that_cannot_be_is_refused(
    mine: Path, capfdbinary: Capture, arguments: tuple[str, ...]
) -> None:
    refused(capfdbinary, *arguments)
    assert mine.read_text() == MINE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[policy]]\nid = ", "mine.toml:2: is not TOML: Invalid value; correct the text there"),
        (b"[[policy]]\n# \xff\n", "mine.toml:2: is not UTF-8 text; correct the text there"),
        (MINE.replace('term = "1 year"', 'term = "long"'), "mine.toml:17: maple-grove: term: "),
        (MINE.replace('aliases = ["mg"]', 'alias = ["mg"]'), "mine.toml:8: maple-grove: unknown key 'alias'; write aliases"),
    ],
    ids=["syntax", "encoding", "value", "key"],
)  # fmt: skip
def test_a_record_that_does_not_fit_the_format_is_not_added_to(
    mine: Path, capfdbinary: Capture, text: str | bytes, told: str
) -> None:
    mine.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = mine.read_bytes()
    assert refused(capfdbinary, "record", "maple-grove", "checked").startswith(told)
    if told.startswith("mine.toml:2: "):
        assert refused(capfdbinary, "add", "ash", *ABOUT, "--date", "2026") == told
    assert mine.read_bytes() == before


# Which file.


@pytest.mark.parametrize("data", ["", "bundled", f"bundled{os.pathsep}-"])
def test_without_a_file_of_ones_own_the_refusal_says_how_to_keep_one(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: Capture, data: str
) -> None:
    monkeypatch.setenv("MORATRACK_DATA", data)
    assert refused(capfdbinary, "record", "amazon", "checked") == (
        f"no file of your own is named to write to; write --file mine.toml, and read it with MORATRACK_DATA=bundled{os.pathsep}mine.toml"
    )


def test_of_two_files_one_must_be_named(mine: Path, capfdbinary: Capture) -> None:
    two = ("--data", "mine.toml", "--data", "yours.toml")
    mine.with_name("yours.toml").write_text("")
    assert refused(capfdbinary, "record", "elm", "checked", *two).startswith(
        "2 files are named to write to; write --file"
    )
    assert run(capfdbinary, "record", "elm", "checked", *two, "--file", "./mine.toml").status == 0
    assert refused(capfdbinary, "record", "elm", "checked", *two, "--file", "yours.toml") == (
        "yours.toml: nothing written: elm: checked 2026-06-30 is already in mine.toml; say --again to write it once more"
    )


def test_other_data_with_errors_is_named(mine: Path, capfdbinary: Capture) -> None:
    mine.with_name("yours.toml").write_text("[[policy]]\n")
    told = refused(capfdbinary, "record", "elm", "checked", "--data", "yours.toml", "--file", "mine.toml")
    assert told == "yours.toml has errors; moratrack validate yours.toml lists them"


def test_a_file_inside_the_package_is_not_written_to_by_any_path(
    capfdbinary: Capture, tmp_path: Path
) -> None:
    shipped = Path(moratrack.__file__).parent / "data" / "policies.toml"
    link = tmp_path / "link.toml"
    link.symlink_to(shipped)
    for path in (str(shipped), "link.toml"):
        assert refused(capfdbinary, "record", "amazon", "checked", "--file", path).endswith(
            "the shipped data is not written to; keep a file of your own with --file mine.toml"
        )


def test_the_record_in_a_checkout_may_be_written_to_by_its_path(capfdbinary: Capture) -> None:
    before = SHIPPED.read_bytes()
    result = run(capfdbinary, "record", "amazon", "checked", "--file", str(SHIPPED), "--dry-run")
    assert result.status == 0
    assert '+did = "checked"\n' in result.out
    assert SHIPPED.read_bytes() == before


def test_a_link_is_written_through(mine: Path, capfdbinary: Capture) -> None:
    mine.rename(mine.with_name("real.toml"))
    mine.symlink_to("real.toml")
    mine.with_name("real.toml").chmod(0o640)
    assert run(capfdbinary, "record", "elm", "checked").status == 0
    assert mine.is_symlink()
    assert mine.read_text() == MINE + '\n[[policy.event]]\ndate = 2026-06-30\ndid = "checked"\n'
    assert mine.stat().st_mode & 0o777 == 0o640


# add


def test_a_record_is_started_in_a_new_file(tmp_path: Path, capfdbinary: Capture) -> None:
    result = run(
        capfdbinary, "add", "maple-grove", *ABOUT, "--file", "mine.toml", "--issuer-type", "city", "--topic", "data-centers",
        "--jurisdiction", "US-MN", "--alias", "mg", "--alias", "grove", "--bars", "new data centres", "--why", "to write rules",
        "--barred", "Acme", "--barred-class", "developers", "--exempt", "Hospital", "--date", "2026-05-04",
        "--effective", "2026-05-10", "--term", "1 year", "--until", "rules are adopted", "--note", "a note",
        "--confidence", "low", "--source", "https://www.startribune.com/x", "--published", "2026-05-05",
    )  # fmt: skip
    assert result == Result(
        0,
        "",
        "mine.toml:3: added maple-grove: adopted 2026-05-04\n"
        "maple-grove on 2026-06-30: in force, 314 days left, or until rules are adopted\n"
        f"to read it too: MORATRACK_DATA=bundled{os.pathsep}mine.toml\n",
    )
    assert (
        (tmp_path / "mine.toml").read_text()
        == """\
# Records for moratrack, beside the shipped ones. Check them with: moratrack validate FILE

[[policy]]
id = "maple-grove"
title = "New data centres"
issuer = "Maple Grove"
issuer_type = "city"
kind = "moratorium"
topic = "data-centers"
jurisdiction = "US-MN"
aliases = ["mg", "grove"]
bars = "new data centres"
why = "to write rules"

[policy.sources]
startribune = { url = "https://www.startribune.com/x", publisher = "startribune.com", published = 2026-05-05 }

[[policy.event]]
date = 2026-05-04
effective = 2026-05-10
did = "adopted"
term = "1 year"
until = "rules are adopted"
note = "a note"
sources = ["startribune"]
confidence = "low"

[[policy.barred]]
who = "Acme"

[[policy.barred]]
who = "developers"
type = "class"

[[policy.exempt]]
who = "Hospital"
"""
    )
    assert main(["validate", "mine.toml"]) == 0


def test_a_record_is_added_at_the_end_of_a_file(mine: Path, capfdbinary: Capture) -> None:
    result = run(capfdbinary, "add", "ash", *ABOUT, "--did", "proposed", "--date", "2026")
    assert result.err.splitlines() == [
        "mine.toml:32: added ash: proposed 2026",
        "mine.toml:38: ash: warning: proposed 2026 has no source; add sources = […]",
        "ash on 2026-06-30: not adopted",
    ]
    assert mine.read_text() == MINE + (
        '\n[[policy]]\nid = "ash"\ntitle = "New data centres"\nissuer = "Maple Grove"\nkind = "moratorium"\n'
        '\n[[policy.event]]\ndate = "2026"\ndid = "proposed"\n'
    )


@pytest.mark.usefixtures("mine")
def test_a_record_of_the_future_is_said_to_be_unknown_yet(capfdbinary: Capture) -> None:
    result = run(capfdbinary, "add", "ash", *ABOUT, "--date", "2026-07-01", "--source", "https://example.org")
    assert result.err.splitlines()[1:] == ["ash: not known yet on 2026-06-30; known from 2026-07-01"]


def test_a_terminal_asks_for_what_is_left_out(tmp_path: Path) -> None:
    answers = (
        "New data centres",
        "Maple Grove",
        "town",
        "city",
        "moratorium",
        "",
        "UK",
        "US-MN",
        "new data centres",
    )
    dated = ("soon", "4/5/2026", "", "10 May 2026", "", "2027-05-09", "example.org", "https://example.org/x")
    said = type_into("\n".join([*answers, *dated, ""]).encode(), "add", "maple-grove", "--file", "mine.toml")
    assert said.status == 0, said.out
    for part in (
        "What is stopped, in a few words: ",
        "Error: write one of company, city, ",
        "Error: jurisdiction 'UK' is not an ISO 3166 code; write GB",
        "The day it was decided or said [2026-06-30]: ",
        "Error: 'soon' is not understood as a day",
        "Error: '4/5/2026' may mean 2026-05-04 (4 May) or 2026-04-05 (5 April)",
        "Error: url 'example.org' is no http or https address",
        "mine.toml:3: added maple-grove: adopted 2026-06-30",
    ):
        assert part in said.out
    assert (tmp_path / "mine.toml").read_text().partition("\n\n")[2] == (
        '[[policy]]\nid = "maple-grove"\ntitle = "New data centres"\nissuer = "Maple Grove"\nissuer_type = "city"\n'
        'kind = "moratorium"\njurisdiction = "US-MN"\nbars = "new data centres"\n\n[policy.sources]\n'
        'example = { url = "https://example.org/x", publisher = "example.org" }\n\n[[policy.event]]\n'
        'date = 2026-06-30\neffective = 2026-05-10\ndid = "adopted"\nthrough = 2027-05-09\nsources = ["example"]\n'
    )


def test_a_terminal_asks_nothing_where_nothing_needed_is_left_out(tmp_path: Path) -> None:
    said = type_into(b"", "add", "maple-grove", *ABOUT, "--date", "2026", "--file", "mine.toml")
    assert (said.status, said.out.splitlines()[0]) == (0, "mine.toml:3: added maple-grove: adopted 2026")
    assert (tmp_path / "mine.toml").exists()


def test_of_the_ends_only_the_first_that_is_answered_is_taken(tmp_path: Path) -> None:
    said = type_into(
        b"t\n\n\n\n\n\n\n1 year\n\n", "add", "x", "--issuer", "I", "--kind", "ban", "--file", "mine.toml"
    )
    assert said.status == 0, said.out
    assert "last day in force" not in said.out
    assert 'term = "1 year"' in (tmp_path / "mine.toml").read_text()


@pytest.mark.usefixtures("mine")
def test_what_cannot_be_added_is_refused_before_anything_is_asked() -> None:
    assert type_into(b"", "add", "elm", "--file", "mine.toml").out.startswith(
        "moratrack: mine.toml: nothing written: elm:"
    )
    assert type_into(b"", "add", "Bad Id", "--file", "mine.toml").out.startswith(
        "moratrack: mine.toml: nothing written: Bad Id:"
    )


@pytest.mark.parametrize("keys", [b"A title\n\x03", b"A title\n\x04"], ids=["Ctrl-C", "end of input"])
def test_who_stops_answering_leaves_nothing_behind(tmp_path: Path, keys: bytes) -> None:
    assert type_into(keys, "add", "x", "--file", "mine.toml").status == 130
    assert list(tmp_path.iterdir()) == []


# --dry-run


def test_a_dry_run_shows_a_diff_and_writes_nothing(mine: Path, capfdbinary: Capture) -> None:
    result = run(
        capfdbinary, "record", "maple-grove", "extended", "--date", "2026-06-01", "--until", "further notice",
        "--source", "https://example.org/post", "--dry-run",
    )  # fmt: skip
    assert result == Result(
        0,
        '--- mine.toml\n+++ mine.toml\n@@ -17,6 +17,12 @@\n term = "1 year"\n sources = ["post"]\n \n'
        '+[[policy.event]]\n+date = 2026-06-01\n+did = "extended"\n+until = "further notice"\n+sources = ["post"]\n+\n'
        " # ---- the next town ----\n \n [[policy]]\n",
        "mine.toml:20: would add maple-grove: extended 2026-06-01\n"
        "maple-grove on 2026-06-30: in force, until further notice\n",
    )
    assert mine.read_text() == MINE
    assert [path.name for path in mine.parent.iterdir()] == ["mine.toml"]


def test_the_diff_of_a_new_file_is_all_of_it_and_there_is_no_file(
    tmp_path: Path, capfdbinary: Capture
) -> None:
    result = run(capfdbinary, "add", "ash", *ABOUT, "--date", "2026", "--file", "mine.toml", "--dry-run")
    assert result.out.startswith("--- mine.toml\n+++ mine.toml\n@@ -0,0 +1,11 @@\n+# Records for moratrack")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", [MINE[:-1], MINE.replace("\n", "\r\n"), MINE.replace("Ours", "\u202eOurs\x9b31m")]
)
def test_a_diff_in_a_pipe_is_exact_so_that_it_can_be_applied(mine: Path, text: str) -> None:
    mine.write_bytes(text.encode())
    arguments = ("record", "elm", "checked", "--data", "mine.toml")
    shown = spawn(*arguments, "--dry-run", MORATRACK_TODAY="2026-06-30")
    assert shown.status == 0
    applied = mine.with_name("applied.toml")
    applied.write_bytes(text.encode())
    patch = shown.out.replace("mine.toml", "applied.toml").encode()
    subprocess.run(["git", "apply", "-p0", "--unsafe-paths", "-"], input=patch, check=True, cwd=mine.parent)
    assert spawn(*arguments, MORATRACK_TODAY="2026-06-30").status == 0
    assert applied.read_bytes() == mine.read_bytes()


def test_a_diff_at_a_terminal_cannot_command_it(mine: Path) -> None:
    mine.write_text(MINE + "# \u202e\x9b31m\n")
    said = type_into(b"", "record", "elm", "checked", "--dry-run")
    assert r"+# \u202e\x9b31m" in said.out or r" # \u202e\x9b31m" in said.out
    assert not {"\u202e", "\x9b"}.intersection(said.out)


# Through and through.


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.usefixtures("mine")
def test_hostile_text_is_written_as_text_and_said_in_one_line(capfdbinary: Capture, hostile: str) -> None:
    result = run(capfdbinary, "record", "elm", "amended", "--until", hostile, "--note", hostile)
    assert result.status == 0
    assert result.err.count("\n") == 3
    assert not set("\x1b\x9b\x00\x7f\u202e\u2066\u2028\r").intersection(result.err)
    run_json = run(capfdbinary, "show", "elm", "--json")
    assert json.loads(run_json.out)[0]["events"][-1]["note"] == hostile


def test_bytes_that_are_no_text_are_refused(mine: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "moratrack", "record", "elm", "noted", "--note", b"\xff"],
        capture_output=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (
        2, b"moratrack: --note '\\xff' is no text in UTF-8; write it in UTF-8\n",
    )  # fmt: skip
    assert mine.read_text() == MINE


@pytest.mark.usefixtures("mine")
def test_what_was_recorded_is_what_every_command_then_shows(capfdbinary: Capture) -> None:
    run(capfdbinary, "record", "maple-grove", "extended", "--date", "2026-06-01", "--term", "6 months")
    [row] = run(capfdbinary, "status", "mg", "--json").rows
    assert (row["expires"], row["first_expires"], row["extensions"]) == ("2027-11-10", "2027-05-10", 1)


def test_a_process_of_its_own_does_the_same(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE)
    result = spawn("record", "elm", "checked", "--data", "mine.toml", MORATRACK_TODAY="2026-06-30")
    assert result == Result(
        0,
        "",
        "mine.toml:32: added elm: checked 2026-06-30\n"
        "mine.toml:32: elm: warning: checked 2026-06-30 has no source; add sources = […]\n"
        "elm on 2026-06-30: in force, no end date\n",
    )


def test_only_the_package_itself_is_not_written_to() -> None:
    package = Path(moratrack.__file__).parent
    assert find_target(str(package.parent / "mine.toml"), []).file == str(package.parent / "mine.toml")
    with pytest.raises(MoratrackError, match="the shipped data is not written to"):
        find_target(str(package / "data" / "mine.toml"), [])
