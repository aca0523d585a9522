"""Edits that are cut short or refused by the system at any point, and edits by several at once."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from moratrack.cli.app import main
from moratrack.core.faults import MoratrackError
from moratrack.editing import safewrite
from moratrack.editing.safewrite import replace_file
from moratrack.files.decoding import decode
from moratrack.files.documents import Document

from ..forking import in_child
from ..support import spawn
from .conftest import MINE

OLD = b"old\n" * 5000
NEW = b"new\n" * 6000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def events(file: Path) -> int:
    """How many events the last policy of a file has; the file must be whole."""
    [_, policy] = decode(Document(str(file), file.read_bytes(), "toml")).policy
    return len(policy.events)


# Killed.


def kill_at(instruction: int, work: Callable[[], object]) -> None:
    """Do the work, but end the process before the given instruction of the writing module, from 1."""
    done = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal done
        if frame.f_code.co_filename != safewrite.__file__:
            return None
        frame.f_trace_opcodes = True
        done += event == "opcode"
        if done == instruction:
            os._exit(9)
        return trace

    sys._getframe().f_trace_opcodes = True  # Python 3.12 heeds it only in a frame that is there before.
    sys.settrace(trace)
    work()
    sys.settrace(None)


def test_killed_at_any_instruction_a_file_is_the_old_or_the_new_and_the_next_writer_goes_on(
    file: Path,
) -> None:
    found: list[bytes] = []
    status = 9
    while status == 9:
        file.write_bytes(OLD)
        status, told = in_child(lambda: kill_at(len(found) + 1, lambda: replace_file(file, NEW)))
        assert status in (0, 9), told
        found.append(file.read_bytes())
        if len(found) % 20 == 0:
            replace_file(file, b"next")
            assert file.read_bytes() == b"next"
            assert names(file.parent) == ["mine.toml"]
    assert set(found) == {OLD, NEW}
    assert len(found) > 300
    assert found == sorted(found, reverse=True), "once it is new, it stays new"


def write_until_killed(file: Path, told: int) -> None:
    """Record event after event, and tell of each that was written."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    while main(["record", "elm", "checked", "--again", "--date", "2026-02-01", "--data", str(file)]) == 0:
        os.write(told, b".")


def kill_while_writing(file: Path, seconds: float) -> int:
    """Kill a writer some time after its first event; returns how many events it told of."""
    reading, told = os.pipe()
    child = os.fork()
    if child == 0:
        write_until_killed(file, told)
        os._exit(1)
    os.close(told)
    with os.fdopen(reading, "rb") as acknowledged:
        first = acknowledged.read(1)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        return len(first + acknowledged.read())


def test_killed_at_a_random_moment_no_event_is_lost_or_halved(tmp_path: Path) -> None:
    moments = random.Random(20200610)  # noqa: S311
    file = tmp_path / "mine.toml"
    for _ in range(60):
        file.write_text(MINE)
        told = kill_while_writing(file, moments.uniform(0, 0.03))
        assert events(file) - 1 in (told, told + 1)
        assert file.read_text().startswith(MINE)
    replace_file(file, b"next")
    assert names(tmp_path) == ["mine.toml"]


# Refused by the system.


class Failing:
    """Counts the calls of the system that the writing module makes, and lets one of them fail."""

    def __init__(self, fail_at: int) -> None:
        self.calls: list[str] = []
        self._fail_at = fail_at

    def wrap(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:
            self.calls.append(name)
            if len(self.calls) == self._fail_at:
                raise OSError(28, "No space left on device")
            return call(*arguments, **named)

        return called


class FailingModule:
    """A module whose functions of some names may fail."""

    def __init__(self, module: object, names: tuple[str, ...], failing: Failing) -> None:
        self._module = module
        self._names = names
        self._failing = failing

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if name == "fdopen":
            return lambda *arguments: FailingFile(found(*arguments), self._failing)
        return self._failing.wrap(name, found) if name in self._names else found


class FailingFile:
    """A file whose write, flush and close may fail."""

    def __init__(self, file: Any, failing: Failing) -> None:
        self._file = file
        self.write = failing.wrap("write", self._half_write)
        self.flush = failing.wrap("flush", file.flush)

    def _half_write(self, data: bytes) -> None:
        self._file.write(data)

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()


def replace_with_failure(file: Path, fail_at: int) -> tuple[list[str], str | None]:
    """Replace a file where one call fails; returns the calls, and what the refusal says, if it is one."""
    failing = Failing(fail_at)
    with pytest.MonkeyPatch.context() as patch:
        calls = ("open", "close", "fstat", "fchmod", "fchown", "fsync")
        patch.setattr(safewrite, "os", FailingModule(os, calls, failing))
        patch.setattr(safewrite, "fcntl", FailingModule(fcntl, ("flock",), failing))
        for method in ("stat", "read_bytes", "replace", "unlink"):
            patch.setattr(Path, method, failing.wrap(method, getattr(Path, method)))
        try:
            replace_file(file, NEW)
        except MoratrackError as error:
            return failing.calls, str(error)
        return failing.calls, None


def test_whatever_the_system_refuses_the_answer_says_whether_the_file_is_old_or_new(file: Path) -> None:
    file.chmod(0o640)
    calls, refusal = replace_with_failure(file, 0)
    assert refusal is None
    assert {
        "open",
        "close",
        "fstat",
        "fchmod",
        "fsync",
        "flock",
        "stat",
        "read_bytes",
        "write",
        "flush",
        "replace",
        "unlink",
    } <= set(calls)
    answers = set()
    for number, name in enumerate(calls, start=1):
        file.write_bytes(OLD)
        _, refusal = replace_with_failure(file, number)
        reason = "No space left on device"
        kept = f"{file}: cannot be written: {reason}; it is as it was, mend that and try again"
        unsure = f"{file}: written, but the disk did not confirm it: {reason}; see whether it holds"
        assert refusal in (kept, unsure, None), name
        assert file.read_bytes() == (OLD if refusal == kept else NEW), name
        assert names(file.parent) in (["mine.toml"], [".mine.toml.moratrack-lock", "mine.toml"]), name
        answers.add(None if refusal is None else refusal == kept)
    assert answers == {None, True, False}


# Several at once.


def test_eight_writers_at_once_lose_no_event(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(MINE)

    def write(writer: int) -> list[str]:
        return [
            spawn(
                "record",
                "elm",
                "noted",
                "--date",
                "2026-02-01",
                "--note",
                f"{writer}.{number}",
                "--data",
                str(file),
            ).err
            for number in range(5)
        ]

    with ThreadPoolExecutor(8) as pool:
        said = [line for lines in pool.map(write, range(8)) for line in lines]
    [_, policy] = decode(Document("mine.toml", file.read_bytes(), "toml")).policy
    notes = [event.note for event in policy.events[1:]]
    assert sorted(map(str, notes)) == [f"{writer}.{number}" for writer in range(8) for number in range(5)]
    assert len(said) == 40
    assert all("added elm: noted 2026-02-01" in line for line in said)
    assert names(tmp_path) == ["mine.toml"]


def test_writers_that_make_the_file_at_once_lose_no_policy(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    about = ("--title", "T", "--issuer", "I", "--kind", "ban", "--date", "2021")
    with ThreadPoolExecutor(8) as pool:
        runs = list(
            pool.map(lambda writer: spawn("add", f"p{writer}", *about, "--file", str(file)), range(8))
        )
    assert [run.status for run in runs] == [0] * 8
    policies = decode(Document("mine.toml", file.read_bytes(), "toml")).policy
    assert sorted(policy.id for policy in policies) == [f"p{writer}" for writer in range(8)]
    assert names(tmp_path) == ["mine.toml"]
