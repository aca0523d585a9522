"""Completion: what the shells' scripts ask and are told, and bash itself asking."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from moratrack.cli import app as cli
from moratrack.cli.completion import candidates, for_bash, split
from moratrack.cli.suggestions import VALUES, Candidate
from moratrack.core.ledger import State

from ..support import HOSTILE, data_file, run, spawn

CaptureFd = pytest.CaptureFixture[bytes]

BREAKS = " \t\n\"'><=;|&(:"
ADOPTED = {"date": "2020-01-01", "did": "adopted"}
RECORDS = (
    {
        "id": "boston",
        "title": "Scanners: all of them",
        "issuer": "City of Boston",
        "topic": "scanners",
        "event": [ADOPTED],
        "barred": [{"who": "city police", "type": "class"}],
        "exempt": [{"who": "Thorn"}],
    },
    {"id": "bolton", "issuer": "Town of Bolton", "event": [ADOPTED], "unclear": [{"who": "Acme"}]},
    {"id": "x", "issuer": "City of Y", "jurisdiction": "US-MA", "event": [ADOPTED]},
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A data file, which every completion here reads."""
    path = data_file(tmp_path, *RECORDS)
    monkeypatch.setenv("MORATRACK_DATA", path)
    return path


def told(capfdbinary: CaptureFd, *words: str) -> list[str] | None:
    """The words that a shell is told; None where it is told to complete files."""
    result = run(capfdbinary, "__complete", "fish", *words)
    assert result.err == ""
    if result.status == 1:
        assert result.out == ""
        return None
    assert result.status == 0
    return [line.split("\t")[0] for line in result.out.splitlines()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["stat"], ["status"]),
        (["zzz"], []),
        (["--v"], ["--version"]),
        (["zzz", ""], []),
        (["status", "--stat"], ["--state"]),
        (["status", "-"], None),
        (["status", "--zzz"], []),
        (["status", "--state", "in"], ["in_force"]),
        (["status", "--state=in"], ["--state=in_force"]),
        (["status", "--state", "in_force,exp"], ["in_force,expired"]),
        (["status", "--state=in_force,e"], ["--state=in_force,expired", "--state=in_force,ended"]),
        (["status", "--state", ""], [*get_args(State)]),
        (["status", "--format", "n"], ["ndjson"]),
        (["status", "--fail-on", "exp"], ["expired", "expiring"]),
        (["calendar", "--format", "i"], ["ical"]),
        (["calendar", "--alarm", ""], []),
        (["status", ""], ["bolton", "boston", "x"]),
        (["status", "x", "BO"], ["bolton", "boston"]),
        (["status", "--", "bos"], ["boston"]),
        (["status", "--", "--sta"], []),
        (["show", "bos"], ["boston"]),
        (["show", "--as-of", "2020-01-01", "bos"], ["boston"]),
        (["status", "--issuer", "City"], ["City of Boston", "City of Y"]),
        (["status", "--issuer=city\\ of\\ b"], ["--issuer=City of Boston"]),
        (["status", "--topic", ""], ["scanners"]),
        (["status", "--jurisdiction", "us"], ["US-MA"]),
        (["check", "boston", ""], ["Thorn", "city police"]),
        (["check", "boston", "t"], ["Thorn"]),
        (["check", "boston", "Acme", "--class", ""], ["other", "city police"]),
        (["status", "--bars", "CITY\u00a0p"], ["city police"]),
        (["check", "--all", "t"], ["Thorn"]),
        (["check", "bos"], ["boston"]),
        (["status", "--issuer-type", "comp"], ["company"]),
        (["status", "--fail-on", "sta"], ["starting", "stale"]),
        (["exempt", "--who", "a"], ["Acme"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["add", "bo"], []),
    ],
)
@pytest.mark.usefixtures("data")
def test_what_may_come_next(capfdbinary: CaptureFd, words: list[str], expected: list[str] | None) -> None:
    found = told(capfdbinary, *words)
    if expected is None:
        assert found is not None
        assert {"--state", "--json", "--help", "-h"} <= {*found}
    else:
        assert found == expected


@pytest.mark.parametrize(
    "words",
    [["status", "--data", "da"], ["status", "--data=da"], ["calendar", "--out", ""], ["validate", ""]],
)
@pytest.mark.usefixtures("data")
def test_where_a_file_is_wanted_the_shell_completes_it(capfdbinary: CaptureFd, words: list[str]) -> None:
    assert told(capfdbinary, *words) is None


def test_every_command_is_offered_with_its_meaning(capfdbinary: CaptureFd) -> None:
    lines = run(capfdbinary, "__complete", "fish", "").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [*cli.COMMANDS]
    assert all(line.split("\t")[1] for line in lines)


@pytest.mark.usefixtures("data")
def test_an_option_is_offered_once_unless_it_may_be_repeated(capfdbinary: CaptureFd) -> None:
    again = told(capfdbinary, "status", "--json", "--state", "ended", "--as-of", "2020-01-01", "--")
    assert again is not None
    assert "--state" in again
    assert not {"--json", "--as-of"} & {*again}


def test_data_on_the_line_is_the_data(capfdbinary: CaptureFd, tmp_path: Path, data: str) -> None:
    other = tmp_path / "other"
    other.mkdir()
    path = data_file(other, {"id": "borneo", "event": [ADOPTED]})
    assert told(capfdbinary, "status", "--data", path, "bo") == ["borneo"]
    assert told(capfdbinary, "status", f"--data={other}", "bo") == ["borneo"]
    assert told(capfdbinary, "status", "--data", path, "--data", data, "bo") == ["bolton", "borneo", "boston"]
    assert told(capfdbinary, "status", "--data", "bundled", "amaz") == ["amazon"]


def test_data_in_the_home_folder_is_found(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("MORATRACK_DATA")
    assert told(capfdbinary, "status", "--data", f"~/{Path(data).name}", "bos") == ["boston"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("moratrack st", "status"),
        ("moratrack status --state=in", "in_force"),
        ("moratrack status --issuer City\\ of\\ B", "City\\ of\\ Boston"),
        ('moratrack status --issuer "City of B', "City of Boston"),
        ("moratrack status --issuer 'City of B", "City of Boston"),
        ('moratrack status --issuer="City of B', "City of Boston"),
        ("moratrack status --issuer=Town", "Town\\ of\\ Bolton"),
        ('"moratrack" "check" bos\\ton Th', "Thorn"),
    ],
)
@pytest.mark.usefixtures("data")
def test_bash_is_told_what_to_insert(capfdbinary: CaptureFd, line: str, expected: str) -> None:
    assert run(capfdbinary, "__complete", "bash", BREAKS, line).out == f"{expected}\n"


@pytest.mark.usefixtures("data")
def test_zsh_is_told_a_meaning_after_a_colon(capfdbinary: CaptureFd) -> None:
    assert run(capfdbinary, "__complete", "zsh", "show", "bos").out == "boston:Scanners: all of them\n"
    assert run(capfdbinary, "__complete", "zsh", "status", "--issuer", "City of B").out == "City of Boston\n"


def test_zsh_does_not_take_a_colon_in_a_word_for_the_end_of_it(
    capfdbinary: CaptureFd, tmp_path: Path
) -> None:
    path = data_file(tmp_path, {"issuer": "a:b\\c", "event": [ADOPTED]})
    out = run(capfdbinary, "__complete", "zsh", "status", "--data", path, "--issuer", "").out
    assert out == "a\\:b\\\\c\n"


PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)


@settings(max_examples=50)
@given(st.lists(PRINTABLE, min_size=1), st.sampled_from(["", "'", '"']))
def test_what_bash_is_given_it_reads_as_the_word(words: list[str], quote: str) -> None:
    typed = [quote + for_bash(word, quote) + quote for word in words]
    command = f"printf '%s\\0' {' '.join(typed)}"
    done = subprocess.run(["bash", "--norc", "-c", command], capture_output=True, check=True)
    assert done.stdout.decode().split("\0") == [*words, ""]
    assert split(" ".join(typed) + " ").words == words


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]))))
def test_a_line_is_read_as_a_shell_reads_it(words: list[str]) -> None:
    assert split(shlex.join(words) + " ").words == words


@pytest.mark.parametrize(
    ("line", "words", "partial", "quote", "kept"),
    [
        ("", [], "", "", 0),
        ("a", [], "a", "", 0),
        ("a ", ["a"], "", "", 0),
        ("a  b\tc", ["a", "b"], "c", "", 0),
        ("a 'b c", ["a"], "b c", "'", 0),
        ('a "b \\" c', ["a"], 'b " c', '"', 0),
        ("a 'b\\", ["a"], "b\\", "'", 0),
        ("a b\\", ["a"], "b", "", 0),
        ("a b\u3000c", ["a"], "b\u3000c", "", 0),
        ("a 'b'c'd' e", ["a", "bcd"], "e", "", 0),
        ('a "b\\c', ["a"], "b\\c", '"', 0),
        ("a '' b", ["a", ""], "b", "", 0),
        ("a --x=y", ["a"], "--x=y", "", 4),
        ("a --x='y", ["a"], "--x=y", "'", 4),
        ("a x\\:y", ["a"], "x:y", "", 0),
    ],
)
def test_the_word_at_the_cursor_may_be_unfinished(
    line: str, words: list[str], partial: str, quote: str, kept: int
) -> None:
    assert split(line, BREAKS) == (words, partial, quote, kept)


@pytest.mark.parametrize(
    "request_words",
    [
        [],
        ["bash"],
        ["bash", BREAKS],
        ["bash", BREAKS, ""],
        ["bash", BREAKS, "moratrack status 'unfinished \\"],
        ["zsh"],
        ["fish"],
        ["tcsh", "status", ""],
        ["fish", "status", "--nonsense", ""],
        ["fish", "status", "--as-of", "never", ""],
        ["fish", "status", "--data", "/nowhere", ""],
        ["fish", "status", "--data", "-", ""],
        ["fish", "show", "--help", ""],
        ["fish", "--version", ""],
        ["fish", "status", "\ud800\x00\x1b[31m"],
    ],
)
def test_nothing_that_is_typed_makes_it_fail_or_speak(
    capfdbinary: CaptureFd, request_words: list[str]
) -> None:
    result = run(capfdbinary, "__complete", *request_words)
    assert result.status in (0, 1)
    assert result.err == ""


@pytest.mark.parametrize("content", [b"", b"[[policy]", b"\xff\x00", b'[[policy]]\nid = "only"\n'])
def test_broken_data_is_passed_over_in_silence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    result = spawn("__complete", "fish", "status", "--data", str(path), "")
    assert (result.out, result.err) == ("", "")


def test_data_that_would_keep_one_waiting_is_left_alone(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for name in (str(pipe), "-"):
        result = spawn("__complete", "fish", "status", "--data", name, "")
        assert result == (0, "", "")
    assert spawn("__complete", "fish", "status", "", MORATRACK_DATA=str(pipe)) == (0, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_one_candidate(
    capfdbinary: CaptureFd, tmp_path: Path, shell: str, text: str
) -> None:
    path = data_file(tmp_path, {"id": "evil", "title": text, "issuer": text, "event": [ADOPTED]})
    words = ["status", "--data", path]
    for asked in ([*words, "ev"], [*words, "--issuer", ""]):
        request = [BREAKS, f"moratrack {shlex.join(asked[:-1])} {asked[-1]}"] if shell == "bash" else asked
        result = run(capfdbinary, "__complete", shell, *request)
        assert (result.status, result.err) == (0, "")
        assert result.out.count("\n") == 1
        assert result.out.endswith("\n")
        assert result.out.count("\t") == (1 if shell == "fish" else 0)
        assert all(character.isprintable() or character in "\t\n" for character in result.out)


def test_completing_loads_nothing_heavy(tmp_path: Path) -> None:
    probe = (
        "import sys; from moratrack.cli.app import main; main(['__complete', 'fish', 'status', 'am']);"
        "main(['__complete', 'fish', '']); print(*sys.modules)"
    )
    for _ in ("the data is decoded", "the data is decoded already"):
        done = subprocess.run(
            [sys.executable, "-c", probe],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONUTF8": "1", "MORATRACK_CACHE": str(tmp_path)},
        )
    loaded = set(done.stdout.decode().splitlines()[-1].split())
    assert "moratrack.cli.suggestions" in loaded
    assert not loaded & {"rich", "icalendar", "openpyxl", "dateutil", "pydantic", "asyncio"}


def test_every_suggestion_is_for_a_parameter_that_there_is() -> None:
    group = typer.main.get_command(cli.program([], [*cli.COMMANDS]))
    assert isinstance(group, typer.core.TyperGroup)
    there = {
        name
        for command in group.commands.values()
        for parameter in command.params
        for name in (parameter.name, f"{command.name} {parameter.name}")
    }
    assert {*VALUES} <= there


def test_candidates_are_whole_words_with_their_meaning() -> None:
    group = typer.main.get_command(cli.program(["completion"]))
    assert isinstance(group, typer.core.TyperGroup)
    [found] = candidates(group, split("completion")) or []
    assert found == Candidate("completion", group.commands["completion"].get_short_help_str(80))


@pytest.mark.parametrize(
    ("shell", "first", "asks"),
    [
        ("bash", "# Completion of moratrack for bash.", '__complete bash "$COMP_WORDBREAKS"'),
        ("zsh", "#compdef moratrack", "__complete zsh"),
        ("fish", "# Completion of moratrack for fish.", "__complete fish"),
    ],
)
def test_the_script_is_printed(capfdbinary: CaptureFd, shell: str, first: str, asks: str) -> None:
    result = run(capfdbinary, "completion", shell)
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines()[0] == first
    assert asks in result.out
    assert asks.split()[0] == cli.ASKED_BY_A_SHELL


def test_another_shell_is_an_error(capfdbinary: CaptureFd) -> None:
    assert run(capfdbinary, "completion", "tcsh").status == 2


COMPLETE_IN_BASH = """
source "$1"
COMP_LINE=$3 COMP_POINT=${4:-${#3}} COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
_moratrack "$2"
((${#COMPREPLY[@]})) && printf '%s\\n' "${COMPREPLY[@]}"
complete -p moratrack
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program as a command that bash can run."""
    path = tmp_path / "a moratrack"
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m moratrack "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("line", "point", "expected"),
    [
        ("moratrack stat", "", ["status"]),
        ("moratrack status --state=e", "", ["expired", "ended"]),
        ("moratrack status bo", "", ["bolton", "boston"]),
        ("moratrack status bos --json", "20", ["boston"]),
        ('moratrack status --issuer "City of ', "", ["City of Boston", "City of Y"]),
        ("moratrack status --data ", "", []),
        ("moratrack status zzz", "", []),
    ],
)
def test_bash_completes(
    tmp_path: Path, program: Path, data: str, line: str, point: str, expected: list[str]
) -> None:
    script = tmp_path / "moratrack.bash"
    script.write_text(spawn("completion", "bash").out, encoding="utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", COMPLETE_IN_BASH, "bash", script, program, line, point],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1", "MORATRACK_DATA": data},
    )
    assert done.stderr == b""
    assert done.stdout.decode().splitlines() == [*expected, "complete -F _moratrack moratrack"]
