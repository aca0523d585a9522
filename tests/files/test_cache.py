"""What is kept of decoded data, and that it is never wrong."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest

from moratrack.core.policy import About, Event, Party, Policy, Source
from moratrack.files import cache as cache_module
from moratrack.files import decoding
from moratrack.files.cache import Cache, cache_folder, declarations
from moratrack.files.decoding import File

from ..support import run, spawn

CaptureFd = pytest.CaptureFixture[bytes]


def test_an_entry_is_given_back_as_it_was(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    entry = cache.entry(b"content", "toml")
    assert cache.read(entry) is None
    cache.write(entry, b"decoded")
    assert bytes(cache.read(entry) or b"") == b"decoded"
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_content_syntax_and_version_tell_entries_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    names = {cache.entry(content, syntax) for content in (b"a", b"b") for syntax in ("toml", "json")}
    monkeypatch.setattr(cache_module, "__version__", "9.9.9")
    names.add(cache.entry(b"a", "toml"))
    monkeypatch.setattr(cache_module, "declarations", lambda: b"another")
    names.add(cache.entry(b"a", "toml"))
    assert len(names) == 6


def test_the_code_of_the_record_types_is_what_declares_them() -> None:
    declared = declarations()
    for kind in (File, Policy, Event, Party, Source, About):
        assert f"class {kind.__name__}(".encode() in declared


def test_where_that_code_cannot_be_read_the_version_has_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "__file__", "/no/such/archive.zip/decoding.py")
    assert declarations() == b""
    assert Cache(Path("cache")).entry(b"a", "toml") is not None


def test_an_entry_says_nothing_under_another_name(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    mine, other = cache.entry(b"mine", "toml"), cache.entry(b"other", "toml")
    assert mine is not None
    assert other is not None
    cache.write(other, b"decoded")
    mine.write_bytes(other.read_bytes())
    assert cache.read(mine) is None
    assert bytes(cache.read(other) or b"") == b"decoded"
    other.replace(mine)
    assert cache.read(mine) is None


def standings(folder: Path, file: Path) -> list[dict[str, Any]]:
    result = spawn(
        *("exempt", "--all", "--data", str(file), "--as-of", "2026-06-30", "--json"),
        MORATRACK_CACHE=str(folder),
    )
    assert (result.status, result.err) == (0, "")
    return result.rows


@pytest.fixture
def two_files(tmp_path: Path) -> list[Path]:
    """Two data files that differ in whom they exempt."""
    files = [tmp_path / "one.toml", tmp_path / "two.toml"]
    for file in files:
        file.write_text(RECORD.format(who=file.stem), encoding="utf-8")
    return files


RECORD = """
[[policy]]
id = "alder"
title = "Live scanners"
issuer = "Alder"
kind = "ban"
[[policy.event]]
date = 2026-01-13
did = "adopted"
[[policy.exempt]]
who = "{who}"
"""


@pytest.mark.parametrize("how", ["copied", "moved", "linked", "hard link"])
def test_the_entry_of_another_file_answers_for_none(tmp_path: Path, two_files: list[Path], how: str) -> None:
    kept, one = tmp_path / "kept", tmp_path / "fresh"
    standings(one, two_files[0])
    standings(kept, two_files[1])
    [here], [there] = one.iterdir(), kept.iterdir()
    if how == "copied":
        here.write_bytes(there.read_bytes())
    elif how == "moved":
        there.replace(here)
    else:
        here.unlink()
        here.symlink_to(there) if how == "linked" else here.hardlink_to(there)
    for _ in range(2):
        assert [row["who"] for row in standings(one, two_files[0])] == ["one"]


def test_an_entry_that_does_not_decode_is_as_if_absent(tmp_path: Path, two_files: list[Path]) -> None:
    kept = tmp_path / "kept"
    expected = standings(kept, two_files[0])
    [entry] = kept.iterdir()
    sound = entry.read_bytes()
    for payload in (b"\xff", msgspec.msgpack.encode({"policy": [{"id": 1}]}), msgspec.msgpack.encode([1])):
        Cache(kept).write(entry, payload)
        assert standings(kept, two_files[0]) == expected
        assert entry.read_bytes() == sound, "written anew"


def test_a_pipe_in_place_of_an_entry_is_not_waited_for(tmp_path: Path, two_files: list[Path]) -> None:
    kept = tmp_path / "kept"
    expected = standings(kept, two_files[0])
    [entry] = kept.iterdir()
    entry.unlink()
    os.mkfifo(entry)
    assert standings(kept, two_files[0]) == expected


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: type[Path]) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", classmethod(nobody))
    assert cache_folder({}) is None


@pytest.mark.parametrize("home", ["~nobody-of-this-name", "~", "relative", ""])
def test_a_home_that_is_none_takes_nothing_from_the_answer(home: str, two_files: list[Path]) -> None:
    asked = ("status", "--data", str(two_files[0]), "--as-of", "2026-06-30", "--json")
    for arguments in (asked, ("cache",)):
        result = spawn(*arguments, HOME=home, MORATRACK_CACHE="")
        assert result.status == 0, result.err
        assert "Traceback" not in result.err


def test_what_belongs_to_somebody_else_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    entry = cache.entry(b"content", "toml")
    cache.write(entry, b"decoded")
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    assert cache.read(entry) is None


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    entry = cache.entry(b"content", "toml")
    assert entry is not None
    entry.mkdir()
    assert cache.read(entry) is None
    cache.write(entry, b"decoded")
    assert entry.is_dir()


def test_old_entries_are_removed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(cache_module.MOST_ENTRIES + 5):
        cache.write(cache.entry(str(number).encode(), "toml"), b"x")
    assert len(cache.entries()) == cache_module.MOST_ENTRIES


def test_clearing_takes_the_drafts_of_killed_writers_along_and_nothing_else(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    entry = cache.entry(b"content", "toml")
    assert entry is not None
    cache.write(entry, b"decoded")
    entry.with_suffix(".4711.tmp").write_bytes(b"half")
    others = {tmp_path / "notes.tmp", tmp_path / "theirs.msgpack"}
    for path in others:
        path.write_bytes(b"not ours")
    assert len(cache.entries()) == 1
    assert cache.clear() == 2
    assert set(tmp_path.iterdir()) == others


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"MORATRACK_CACHE": "off"}, None),
        ({"MORATRACK_CACHE": "/somewhere"}, Path("/somewhere")),
        ({"XDG_CACHE_HOME": "/xdg"}, Path("/xdg/moratrack")),
        ({"XDG_CACHE_HOME": "relative", "LOCALAPPDATA": "/local"}, Path("/local/moratrack")),
    ],
)
def test_the_folder_is_the_one_of_the_system_or_chosen(
    environment: dict[str, str], folder: Path | None
) -> None:
    assert cache_folder(environment) == folder


def test_two_processes_at_once_are_fine(tmp_path: Path) -> None:
    def ask(_: int) -> str:
        return spawn("status", "--json", "--as-of", "2026-06-30", MORATRACK_CACHE=str(tmp_path)).out

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(ask, range(8)))
    assert len(answers) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_the_cache_can_be_seen_cleared_and_done_without(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MORATRACK_CACHE", str(tmp_path))
    run(capfdbinary, "status", "--no-cache")
    assert not list(tmp_path.iterdir())
    run(capfdbinary, "status")
    seen = run(capfdbinary, "cache")
    assert (seen.out, seen.err[:8]) == (f"{tmp_path}\n", "1 kept, ")
    assert run(capfdbinary, "cache", "--clear").err == f"{tmp_path}: 1 removed\n"
    assert not list(tmp_path.iterdir())
    monkeypatch.setenv("MORATRACK_CACHE", "off")
    assert run(capfdbinary, "cache").err.startswith("nothing is kept")


@pytest.mark.parametrize("command", ["cache", "update"])
def test_a_cache_in_which_nobody_may_look_is_named_with_its_mend(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setenv("MORATRACK_CACHE", str(tmp_path))
    monkeypatch.setattr(Path, "glob", refuse)
    result = run(capfdbinary, command)
    mend = "cannot be read: Permission denied; set MORATRACK_CACHE to another folder"
    assert (result.status, result.err) == (2, f"moratrack: {tmp_path}/addresses: {mend}\n")
