"""Long answers go to the pager while they come; a pager that quits, or is none, loses nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from moratrack.cli.terminal import page

ENVIRONMENT = {"PATH": os.environ["PATH"]}
LINES = [f"line {number}\n" for number in range(50_000)]


def test_the_pager_shows_the_first_lines_before_the_last_are_made(tmp_path: Path) -> None:
    seen = tmp_path / "seen"

    def lines() -> Iterator[str]:
        yield from LINES[:24]
        deadline = time.monotonic() + 60
        while not (seen.exists() and seen.read_text()):
            assert time.monotonic() < deadline, "nothing is shown while an answer is made"
            os.sched_yield()
        yield from LINES[24:]

    page(lines(), 24, {**ENVIRONMENT, "PAGER": f"head -n 1 >{seen}; cat >{tmp_path}/rest"})
    assert seen.read_text() == LINES[0]
    assert (tmp_path / "rest").read_text().endswith(LINES[-1])


def test_a_pager_that_quits_has_shown_enough(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    made = []

    def lines() -> Iterator[str]:
        for line in LINES:
            made.append(line)
            yield line

    page(lines(), 24, {**ENVIRONMENT, "PAGER": "head -n 1"})
    assert capfdbinary.readouterr().out == LINES[0].encode()
    assert len(made) < len(LINES), "nobody would have read them"


def test_an_interrupt_in_the_pager_is_the_pagers(tmp_path: Path) -> None:
    page(LINES, 24, {**ENVIRONMENT, "PAGER": f"cat >{tmp_path}/read; kill -INT $PPID; echo >{tmp_path}/quit"})
    assert (tmp_path / "read").read_text() == "".join(LINES)
    assert (tmp_path / "quit").exists()


def test_an_interrupt_while_an_answer_is_made_waits_for_the_pager(tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield from LINES[:24]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        page(lines(), 24, {**ENVIRONMENT, "PAGER": f"cat >{tmp_path}/read; echo >{tmp_path}/quit"})
    assert (tmp_path / "read").read_text() == "".join(LINES[:24])
    assert (tmp_path / "quit").exists()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(
    ("lines", "pager"), [(LINES, "no-such-pager-anywhere"), (LINES, "cat"), (LINES[:23], "false")]
)
def test_without_a_pager_or_a_need_of_one_all_is_shown(
    lines: list[str], pager: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    page(lines, 24, {**ENVIRONMENT, "PAGER": pager})
    assert capfdbinary.readouterr().out == "".join(lines).encode()


@pytest.mark.parametrize("terminal", [{}, {"TERM": ""}, {"TERM": "dumb"}])
def test_where_less_would_first_ask_for_a_key_nothing_is_paged(
    terminal: dict[str, str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    pretend_less(tmp_path, "false")
    page(LINES, 24, {"PATH": f"{tmp_path}:{ENVIRONMENT['PATH']}", **terminal})
    assert capfdbinary.readouterr().out == "".join(LINES).encode()


@pytest.mark.parametrize(("own", "charset"), [({}, "utf-8"), ({"LESSCHARSET": "latin1"}, "latin1")])
def test_less_is_told_that_text_is_utf_8_whatever_the_locale(
    own: dict[str, str], charset: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    pretend_less(tmp_path, "cat >/dev/null; echo $LESSCHARSET")
    page(LINES, 24, {"PATH": f"{tmp_path}:{ENVIRONMENT['PATH']}", "TERM": "xterm", "LC_ALL": "C", **own})
    assert capfdbinary.readouterr().out == f"{charset}\n".encode()


def pretend_less(folder: Path, script: str) -> None:
    """Put a script in the place of ``less``."""
    less = folder / "less"
    less.write_text(f"#!/bin/sh\n{script}\n")
    less.chmod(0o755)
