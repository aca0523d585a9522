"""What is kept of decoded data, and that it is never wrong."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from moratrack.files import cache as cache_module
from moratrack.files.cache import Cache, cache_folder

from ..support import run, spawn

CaptureFd = pytest.CaptureFixture[bytes]


def test_an_entry_is_given_back_as_it_was(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    entry = cache.entry(b"content", "toml")
    assert cache.read(entry) is None
    cache.write(entry, b"decoded")
    assert cache.read(entry) == b"decoded"
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_content_syntax_and_version_tell_entries_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    names = {cache.entry(content, syntax) for content in (b"a", b"b") for syntax in ("toml", "json")}
    monkeypatch.setattr(cache_module, "__version__", "9.9.9")
    names.add(cache.entry(b"a", "toml"))
    monkeypatch.setattr(cache_module, "_FORMAT", "another")
    names.add(cache.entry(b"a", "toml"))
    assert len(names) == 6


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
