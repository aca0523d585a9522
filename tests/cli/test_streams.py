"""Streams that are closed, full or in another encoding, interrupts, and places that are gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..support import SHIPPED, spawn

FULL = "/dev/full"
PROGRAM = f"{sys.executable} -m moratrack"
AS_OF = "--as-of 2026-06-30"


def shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which ``moratrack`` is the program; its cache is off, its data the shipped."""
    kept = {"PATH": os.environ["PATH"], "HOME": str(folder), "MORATRACK_CACHE": "off", "PYTHONUTF8": "1"}
    script = f'set -o pipefail; moratrack() {{ {PROGRAM} "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=kept | environment, capture_output=True, check=False
    )


def test_a_pipe_has_whole_cells_whatever_the_terminal_is_called(tmp_path: Path) -> None:
    plain = shell(f"moratrack status {AS_OF} | cat", tmp_path).stdout.decode()
    words = [word for line in plain.splitlines() for word in line.split("  ")]
    for terminal in ("dumb", "unknown", "xterm-256color"):
        drawn = shell(
            f"moratrack status {AS_OF} | cat", tmp_path, FORCE_COLOR="1", TERM=terminal, COLUMNS="40"
        )
        assert drawn.returncode == 0
        text = drawn.stdout.decode()
        assert not [word for word in words if word.strip() not in text], terminal


PRINTED = ("--help", "--version", "", "status --help", "import --help", "schema", f"status {AS_OF}", "cache")


@pytest.mark.parametrize("words", [words for words in PRINTED if words != "cache"])
def test_what_a_full_disk_cannot_take_is_told_in_one_line(tmp_path: Path, words: str) -> None:
    run = shell(f"moratrack {words} > {FULL}", tmp_path)
    assert run.returncode == 2
    assert run.stderr.decode() == (
        "moratrack: cannot write the answer: No space left on device; free space or write elsewhere\n"
    )


@pytest.mark.parametrize("words", PRINTED)
def test_nobody_need_read_what_is_printed(tmp_path: Path, words: str) -> None:
    run = shell(f"(sleep 0.5; moratrack {words}; echo $? >status) | true", tmp_path)
    assert (tmp_path / "status").read_text() == "0\n"
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("status alder-city-of-nowhere", 2),
        ("status --nosuch", 2),
        ("nosuch", 2),
        (f"validate {SHIPPED}", 0),
        (f"check amazon police {AS_OF} --class police", 1),
        (f"status --topic nosuch-topic {AS_OF} --json", None),
    ],
)
@pytest.mark.parametrize("stderr", [f"2>{FULL}", "2>&-", "2>&1 >/dev/null | true"])
def test_a_standard_error_that_takes_no_more_changes_no_status(
    tmp_path: Path, words: str, status: int | None, stderr: str
) -> None:
    expected = shell(f"moratrack {words} >/dev/null", tmp_path).returncode
    assert status is None or expected == status
    shell(f"(sleep 0.1; moratrack {words} >/dev/null; echo $? >status) {stderr}", tmp_path)
    assert (tmp_path / "status").read_text() == f"{expected}\n"


def test_an_event_that_was_written_is_no_failure_where_nobody_can_be_told(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[policy]]\nid = "x"\ntitle = "X"\nissuer = "X"\nkind = "ban"\n\n'
        '[[policy.event]]\ndate = 2020-06-10\ndid = "adopted"\n'
    )
    run = shell(
        f"moratrack record x checked --date 2021-01-01 --file mine.toml --data mine.toml 2>{FULL}", tmp_path
    )
    assert run.returncode == 0
    assert "2021-01-01" in file.read_text()


@pytest.mark.parametrize("words", ["status --data -", "validate -", "import -"])
def test_a_standard_input_that_is_closed_is_told(tmp_path: Path, words: str) -> None:
    run = shell(f"moratrack {words} <&-", tmp_path)
    assert run.returncode == 2
    assert run.stderr.decode().startswith("moratrack: -: cannot be read: ")
    assert run.stderr.count(b"\n") == 1


IN_A_FOLDER_THAT_IS_GONE = {
    f"status amazon {AS_OF} --json": 0,
    f"validate {SHIPPED}": 0,
    "status --data mine.toml": 2,
    "status --data .": 2,
    "validate mine.toml": 2,
    "record x checked --file mine.toml": 2,
    "import mine.csv": 2,
    f"calendar {AS_OF} --out mine.ics": 2,
    f"timeline {AS_OF} --svg mine.svg": 2,
}


@pytest.mark.parametrize("words", IN_A_FOLDER_THAT_IS_GONE)
def test_a_working_directory_that_is_gone_is_no_more_than_that(tmp_path: Path, words: str) -> None:
    # Under -m Python itself looks for the working directory.
    program = f"{sys.executable} -c 'from moratrack.__main__ import run; run()'"
    (tmp_path / "gone").mkdir()
    run = shell(f"cd gone; rmdir ../gone; {program} {words}", tmp_path)
    assert run.returncode == IN_A_FOLDER_THAT_IS_GONE[words], run.stderr.decode()
    assert b"Traceback" not in run.stderr


LONG = "x" * 300


@pytest.mark.parametrize("length", [240, 255, 300, 5000])
@pytest.mark.parametrize(
    "words",
    [
        "status --data NAME",
        "validate NAME",
        "import NAME",
        "record x checked --file NAME",
        f"calendar {AS_OF} --out NAME",
        f"timeline {AS_OF} --svg NAME",
    ],
)
def test_a_file_name_that_is_too_long_is_told_in_one_line(tmp_path: Path, words: str, length: int) -> None:
    run = shell(f"moratrack {words.replace('NAME', 'x' * length)} >/dev/null", tmp_path)
    assert run.returncode in ((0, 2) if length <= 255 else (2,)), run.stderr.decode()[-300:]
    assert b"Traceback" not in run.stderr
    assert run.stderr.count(b"\n") <= 1 + (run.returncode == 0)


NO_TEXT = "$'am\\xff'"
LOCALES: tuple[dict[str, str], ...] = (
    {},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
)


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_words_are_what_was_typed_whatever_the_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    file = tmp_path / "é.toml"
    record = '[[policy]]\nid = "x"\ntitle = "é"\nissuer = "Évry"\nkind = "ban"\n[[policy.event]]\ndate = 2020-06-10\ndid = "adopted"\n'
    file.write_text(record, encoding="utf-8")
    asked = shell("moratrack status 'Évry' --data é.toml --search é --json", tmp_path, **locale)
    assert asked.returncode == 0, asked.stderr.decode()
    assert '"title":"é"' in asked.stdout.decode()
    assert '"file":"é.toml"' in asked.stdout.decode()
    wrote = shell("moratrack calendar --data é.toml --as-of 2020-01-01 --out à.ics", tmp_path, **locale)
    assert (wrote.returncode, (tmp_path / "à.ics").exists()) == (0, True), wrote.stderr.decode()
    unknown = shell("moratrack status é-nowhere --data é.toml", tmp_path, **locale)
    assert unknown.returncode == 2
    assert unknown.stderr.decode() in ("é-nowhere", "\\xe9-nowhere") or b"nowhere" in unknown.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (f"status {NO_TEXT}", "[POLICY]... 'am\\xff' is no text"),
        (f"status --issuer {NO_TEXT} --json", "--issuer 'am\\xff' is no text"),
        (f"check amazon {NO_TEXT} --json", "WHO 'am\\xff' is no text"),
        (f"status --as-of {NO_TEXT}", "--as-of 'am\\xff' is no text"),
        (f"status --data {NO_TEXT}.toml", "am\\xff.toml: cannot be read"),
        (f"validate {NO_TEXT}.toml", "am\\xff.toml: cannot be read"),
        (f"status --f{NO_TEXT}", "No such option"),
        (NO_TEXT, "there is no am"),
    ],
)
@pytest.mark.parametrize("locale", LOCALES[:2], ids=str)
def test_bytes_that_are_no_text_are_told(
    tmp_path: Path, words: str, told: str, locale: dict[str, str]
) -> None:
    run = shell(f"moratrack {words}", tmp_path, **locale)
    assert (run.returncode, run.stdout, run.stderr.count(b"\n")) == (2, b"", 1), run.stderr.decode()
    assert told in run.stderr.decode()


def test_a_file_whose_name_is_no_text_is_read_all_the_same(tmp_path: Path) -> None:
    Path(os.fsdecode(bytes(tmp_path) + b"/am\xff.toml")).write_bytes(SHIPPED.read_bytes())
    asked = shell(f"moratrack status amazon --data {NO_TEXT}.toml {AS_OF} --json", tmp_path)
    assert asked.returncode == 0, asked.stderr.decode()
    assert '"file":"am\\\\xff.toml"' in asked.stdout.decode()
    assert shell(f"moratrack status amazon --data . {AS_OF}", tmp_path).returncode == 0
    assert shell(f"moratrack validate {NO_TEXT}.toml --json", tmp_path).returncode == 0


def interrupted_at(moment: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A run that gets an interrupt when it looks for a module, or ``exit``, when it ends."""
    code = f"""
import atexit, os, signal, sys
from importlib.abc import MetaPathFinder
moment = {moment!r}
class Interrupter(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == moment:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupter())
if moment == "exit":
    atexit.register(os.kill, os.getpid(), signal.SIGINT)
from moratrack.__main__ import run
run()
"""
    kept = {"PATH": os.environ["PATH"], "MORATRACK_CACHE": "off"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], env=kept, capture_output=True, check=False
    )


STATUS = ("status", "amazon", *AS_OF.split(), "--color", "always")


@pytest.mark.parametrize(
    "module",
    [
        "moratrack.cli.app",
        "typer",
        "typer.core",
        "moratrack.cli.commands.status",
        "msgspec",
        "moratrack.files.cache",
        "moratrack.views.table",
        "moratrack.views.measure",
    ],
)
def test_an_interrupt_while_starting_is_silent(module: str) -> None:
    run = interrupted_at(module, *STATUS)
    assert (run.returncode, run.stdout, run.stderr) == (130, b"", b"")


def test_an_interrupt_when_the_answer_is_out_changes_nothing() -> None:
    run = interrupted_at("exit", *STATUS)
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"amazon" in run.stdout


def test_a_parent_that_ignores_interrupts_is_obeyed(tmp_path: Path) -> None:
    run = shell(f"trap '' INT; moratrack status amazon {AS_OF} & kill -INT $!; wait $!", tmp_path)
    assert (run.returncode, run.stderr) == (0, b"")


def test_a_number_of_thousands_of_digits_is_a_fault_at_its_line(tmp_path: Path) -> None:
    for suffix, text in (
        ("toml", f"[[policy]]\nid = 1_{'1' * 5000}\n"),
        ("json", f'{{"policy":\n[{"1" * 5000}]}}'),
    ):
        file = tmp_path / f"data.{suffix}"
        file.write_text(text)
        checked, asked = spawn("validate", str(file)), spawn("status", "--data", str(file))
        assert (checked.status, asked.status) == (1, 2)
        assert checked.out.startswith(f"{file}:2:"), checked.out
        assert f"{file}:2:" in asked.err
