"""Files written whole or not at all: what is kept, what is refused, and who waits for whom."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from moratrack.core.faults import MoratrackError
from moratrack.editing import safewrite
from moratrack.editing.safewrite import read_file, replace_file, update_file

from ..forking import NOBODY, in_child, without_privileges

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def anyones_folder() -> Iterator[Path]:
    """A folder that a child without privileges can reach, which it cannot below tmp_path."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_gets_its_new_content_and_nothing_is_left_beside_it(file: Path) -> None:
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert names(file.parent) == ["mine.toml"]


def test_a_new_file_gets_the_mode_of_any_new_file(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    replace_file(tmp_path / "new", b"new")
    assert (tmp_path / "new").read_bytes() == b"new"
    assert mode(tmp_path / "new") == mode(ordinary)


@pytest.mark.parametrize("bits", [0o640, 0o600, 0o664, 0o755])
def test_the_mode_is_kept(file: Path, bits: int) -> None:
    file.chmod(bits)
    replace_file(file, b"new")
    assert mode(file) == bits


@only_root
def test_owner_and_group_are_kept(file: Path) -> None:
    os.chown(file, 1234, 2345)
    replace_file(file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)


@only_root
def test_a_file_whose_owner_cannot_be_kept_is_left_as_it_was(anyones_folder: Path) -> None:
    file = anyones_folder / "mine.toml"
    file.write_bytes(b"old")
    os.chown(file, 1234, 2345)
    file.chmod(0o666)
    told = refusal_in_child(file)
    assert told == f"{file}: cannot be written: its owner and group could not be kept; {MEND}"
    assert (file.read_bytes(), file.stat().st_uid) == (b"old", 1234)
    assert names(anyones_folder) == ["mine.toml"]


def test_a_link_still_leads_to_the_file_which_is_written(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    file = tmp_path / "there" / "real.toml"
    file.write_bytes(b"old")
    (tmp_path / "second").symlink_to("there/real.toml")
    link = tmp_path / "first.toml"
    link.symlink_to("second")
    replace_file(link, b"new")
    assert file.read_bytes() == b"new"
    assert link.is_symlink()
    assert str(link.readlink()) == "second"
    assert names(tmp_path) == ["first.toml", "second", "there"]
    assert names(tmp_path / "there") == ["real.toml"]


def test_a_link_to_a_file_that_is_not_there_makes_it(tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to("new.toml")
    replace_file(link, b"new")
    assert (tmp_path / "new.toml").read_bytes() == b"new"
    assert link.is_symlink()


def test_a_device_is_written_to_and_stays_one() -> None:
    replace_file("/dev/null", b"new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_pipe_gets_the_content() -> None:
    reading, writing = os.pipe()
    replace_file(f"/dev/fd/{writing}", b"new")
    assert os.read(reading, 9) == b"new"
    os.close(reading)
    os.close(writing)


MEND = "it is as it was, mend that and try again"


def refusal_in_child(file: Path) -> str:
    """What a child without privileges is told that tries to write the file."""

    def work() -> object:
        without_privileges()
        try:
            replace_file(file, b"new")
        except MoratrackError as error:
            return error
        return "written"

    status, told = in_child(work)
    assert status == 0, told
    return told


def test_a_folder_that_cannot_be_written_is_refused(anyones_folder: Path) -> None:
    file = anyones_folder / "mine.toml"
    file.write_bytes(b"old")
    anyones_folder.chmod(0o555)
    assert refusal_in_child(file) == f"{file}: cannot be written: Permission denied; {MEND}"
    assert file.read_bytes() == b"old"
    assert names(anyones_folder) == ["mine.toml"]


def test_a_file_that_is_read_only_is_refused(anyones_folder: Path) -> None:
    file = anyones_folder / "mine.toml"
    file.write_bytes(b"old")
    file.chmod(0o444)
    assert refusal_in_child(file) == f"{file}: cannot be written: it is read-only; {MEND}"
    assert file.read_bytes() == b"old"
    assert names(anyones_folder) == ["mine.toml"]


def test_a_full_disk_leaves_the_file_as_it_was(file: Path) -> None:
    def work() -> object:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        with pytest.raises(MoratrackError) as refused:
            replace_file(file, b"x" * 200_000)
        return refused.value

    status, told = in_child(work)
    assert (status, told) == (0, f"{file}: cannot be written: File too large; {MEND}")
    assert file.read_bytes() == b"old"
    assert names(file.parent) == ["mine.toml"]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        MoratrackError, match=rf"^{tmp_path}/a/b: there is no folder {tmp_path}/a; make it first$"
    ):
        replace_file(tmp_path / "a" / "b", b"new")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("make", "reason"), [(Path.mkdir, "it is a folder"), (os.mkfifo, "not a file")], ids=["folder", "pipe"]
)
def test_what_is_no_file_is_not_replaced(tmp_path: Path, make: object, reason: str) -> None:
    assert callable(make)
    make(tmp_path / "thing")
    with pytest.raises(MoratrackError, match=f"cannot be written: {reason}"):
        update_file(tmp_path / "thing", lambda _: (b"new", None))
    with pytest.raises(MoratrackError, match=f"cannot be read: {reason}"):
        read_file(tmp_path / "thing")
    assert names(tmp_path) == ["thing"]


@pytest.mark.parametrize("use", [lambda path: replace_file(path, b""), read_file], ids=["write", "read"])
def test_what_is_no_name_of_a_file_is_refused(use: object) -> None:
    assert callable(use)
    with pytest.raises(MoratrackError, match=r"^'a\\x00b' is no name of a file"):
        use("a\x00b")


def test_reading_gives_the_content_or_none(file: Path) -> None:
    assert read_file(file) == b"old"
    assert read_file(file.with_name("other")) is None


def test_what_a_change_tells_is_handed_on(file: Path) -> None:
    assert update_file(file, lambda content: (b"new", content)) == b"old"
    assert update_file(file.with_name("other"), lambda content: (b"new", content)) is None


def test_a_change_that_fails_leaves_everything_as_it_was(file: Path) -> None:
    def change(_: bytes | None) -> tuple[bytes, None]:
        raise MoratrackError("no")

    with pytest.raises(MoratrackError, match=r"^no$"):
        update_file(file, change)
    assert file.read_bytes() == b"old"
    assert names(file.parent) == ["mine.toml"]


def test_a_change_is_made_anew_when_another_program_has_written_the_file(file: Path) -> None:
    seen = []

    def change(content: bytes | None) -> tuple[bytes, None]:
        seen.append(content)
        if len(seen) == 1:
            file.write_bytes(b"theirs")
        return (content or b"") + b" and mine", None

    update_file(file, change)
    assert seen == [b"old", b"theirs"]
    assert file.read_bytes() == b"theirs and mine"
    assert names(file.parent) == ["mine.toml"]


def test_a_file_that_appears_or_goes_meanwhile_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    seen = []

    def change(content: bytes | None) -> tuple[bytes, None]:
        seen.append(content)
        if len(seen) == 1:
            file.write_bytes(b"theirs")
        elif len(seen) == 2:
            file.unlink()
        return b"mine", None

    update_file(file, change)
    assert seen == [None, b"theirs", None]
    assert file.read_bytes() == b"mine"


def test_a_file_that_keeps_changing_is_given_up_with_the_last_change_of_the_others(file: Path) -> None:
    seen = []

    def change(content: bytes | None) -> tuple[bytes, None]:
        seen.append(content)
        file.write_bytes(b"theirs %d" % len(seen))
        return b"mine", None

    with pytest.raises(
        MoratrackError, match=r"mine\.toml: somebody else is writing to it; try again in a moment$"
    ):
        update_file(file, change)
    assert file.read_bytes() == b"theirs 5"
    assert names(file.parent) == ["mine.toml"]


def hold_lock(file: Path) -> int:
    descriptor = os.open(file.with_name(f".{file.name}.moratrack-lock"), os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def test_who_comes_second_gives_up_after_a_while(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safewrite, "LOCK_TRIES", 3)
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    descriptor = hold_lock(file)
    lock = file.with_name(".mine.toml.moratrack-lock")
    with pytest.raises(MoratrackError) as refused:
        replace_file(file, b"new")
    assert str(refused.value) == (
        f"{file}: somebody else is writing to it and holds its lock {lock}; try again in a moment"
    )
    assert file.read_bytes() == b"old"
    assert pauses == [safewrite.LOCK_PAUSE] * 3
    os.close(descriptor)
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert names(file.parent) == ["mine.toml"]


def test_the_wait_is_about_ten_seconds() -> None:
    assert safewrite.LOCK_TRIES * safewrite.LOCK_PAUSE == 10


def test_who_comes_second_waits_for_the_first(file: Path) -> None:
    descriptor = hold_lock(file)
    release = threading.Timer(0.1, os.close, [descriptor])
    release.start()
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    release.join()


TEAM = 2345


def as_member(work: Callable[[], object]) -> str:
    """What a member of a team is told, who is neither root nor whoever owns the file."""

    def child() -> object:
        os.setgroups([TEAM])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        os.umask(0o077)
        try:
            work()
        except MoratrackError as error:
            return error
        return "written"

    status, told = in_child(child)
    assert status == 0, told
    return told


@pytest.fixture
def of_a_team(anyones_folder: Path) -> Path:
    """A file of somebody else in a folder of a team, whose members may write both."""
    file = anyones_folder / "mine.toml"
    file.write_bytes(b"old")
    file.chmod(0o664)
    anyones_folder.chmod(0o2775)
    for path in (file, anyones_folder):
        os.chown(path, 1234, TEAM)
    anyones_folder.chmod(0o2775)
    return file


@only_root
def test_a_file_of_somebody_else_that_its_group_may_write_is_written(of_a_team: Path) -> None:
    assert as_member(lambda: replace_file(of_a_team, b"new")) == "written"
    assert of_a_team.read_bytes() == b"new"
    assert (of_a_team.stat().st_gid, mode(of_a_team)) == (TEAM, 0o664)
    assert names(of_a_team.parent) == ["mine.toml"]


@only_root
def test_a_lock_that_somebody_else_left_is_taken_over(of_a_team: Path) -> None:
    lock = of_a_team.with_name(".mine.toml.moratrack-lock")
    lock.touch(0o644)
    os.chown(lock, 1234, 1234)
    assert as_member(lambda: replace_file(of_a_team, b"new")) == "written"
    assert of_a_team.read_bytes() == b"new"
    assert names(of_a_team.parent) == ["mine.toml"]


@only_root
def test_a_lock_that_cannot_be_opened_is_named_with_what_to_do(
    of_a_team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safewrite, "LOCK_TRIES", 3)
    lock = of_a_team.with_name(".mine.toml.moratrack-lock")
    lock.touch(0o600)
    os.chown(lock, 1234, 1234)
    assert as_member(lambda: replace_file(of_a_team, b"new")) == (
        f"{of_a_team}: its lock {lock} is somebody else's: Permission denied; "
        "remove that file if nobody is writing, and try again"
    )
    assert of_a_team.read_bytes() == b"old"
    lock.unlink()
    assert as_member(lambda: replace_file(of_a_team, b"new")) == "written"


def test_who_may_not_open_a_lock_waits_for_it_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = file.with_name(".mine.toml.moratrack-lock")
    lock.touch()
    pauses: list[float] = []

    def denied(path: object, *_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    def gone_after_two(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            monkeypatch.undo()
            lock.unlink()

    monkeypatch.setattr(os, "open", denied)
    monkeypatch.setattr(time, "sleep", gone_after_two)
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert pauses == [safewrite.LOCK_PAUSE] * 2


def test_a_pipe_in_the_place_of_the_lock_holds_nobody_up(file: Path) -> None:
    os.mkfifo(file.with_name(".mine.toml.moratrack-lock"))
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert names(file.parent) == ["mine.toml"]


def test_a_lock_on_a_lock_file_that_was_taken_away_holds_nobody_up(file: Path) -> None:
    descriptor = hold_lock(file)
    file.with_name(".mine.toml.moratrack-lock").unlink()
    replace_file(file, b"new")
    os.close(descriptor)
    assert file.read_bytes() == b"new"


def test_a_lock_that_was_taken_away_before_it_was_had_is_no_lock(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening the lock file and locking it, one writer leaves with it and another begins."""
    held: list[int] = []
    try_lock = safewrite._try_lock

    def late(descriptor: int) -> bool:
        if not held:
            file.with_name(".mine.toml.moratrack-lock").unlink()
            held.append(hold_lock(file))
        return try_lock(descriptor)

    monkeypatch.setattr(safewrite, "LOCK_TRIES", 3)
    monkeypatch.setattr(safewrite, "_try_lock", late)
    with pytest.raises(MoratrackError, match="somebody else is writing to it"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"
    os.close(held[0])


def test_what_a_killed_writer_left_is_taken_over(file: Path) -> None:
    file.with_name(".mine.toml.moratrack-lock").touch()
    file.with_name(".mine.toml.moratrack-draft").write_bytes(b"half of someth")
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert names(file.parent) == ["mine.toml"]


def test_a_draft_that_somebody_made_a_link_is_not_followed(file: Path) -> None:
    victim = file.with_name("victim")
    victim.write_bytes(b"theirs")
    file.with_name(".mine.toml.moratrack-draft").symlink_to(victim)
    replace_file(file, b"new")
    assert (file.read_bytes(), victim.read_bytes()) == (b"new", b"theirs")


def test_a_lock_that_somebody_made_a_link_is_refused(file: Path) -> None:
    file.with_name(".mine.toml.moratrack-lock").symlink_to(file.with_name("victim"))
    with pytest.raises(MoratrackError, match="cannot be written: Too many levels of symbolic links"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert not file.with_name("victim").exists()


def test_a_child_without_privileges_has_none() -> None:
    """Otherwise the refusals above would prove nothing."""

    def work() -> object:
        without_privileges()
        return os.geteuid()

    assert in_child(work) == (0, str(NOBODY if os.geteuid() == 0 else os.geteuid()))
