"""A site in a folder: whole files, nothing touched that is not the site's, runs that were cut off."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from moratrack.core.faults import MoratrackError
from moratrack.editing.safewrite import locked
from moratrack.publishing.folder import Folder, Outcome

SITE = {"index.html": b"front", "policies/a/index.html": b"a", "policies/b/index.html": b"b"}


def publish(folder: Path, files: dict[str, bytes], *, force: bool = False) -> Outcome:
    return Folder(str(folder), force=force).write(files.items(), {"as_of": "2026-11-25"}, lambda: None)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_site_lists_its_files_in_a_manifest(tmp_path: Path) -> None:
    assert publish(tmp_path / "new" / "site", SITE) == (3, 0, 0)
    found = content(tmp_path / "new" / "site")
    manifest = json.loads(found.pop("manifest.json"))
    assert found == SITE
    assert manifest["files"] == {path: sha256(data).hexdigest() for path, data in sorted(SITE.items())}
    assert manifest["as_of"] == "2026-11-25"


def test_what_is_unchanged_is_not_touched(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    assert publish(tmp_path, {**SITE, "index.html": b"other"}) == (1, 2, 0)
    assert (tmp_path / "policies/a/index.html").stat().st_mtime == 1
    assert (tmp_path / "index.html").stat().st_mtime != 1
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    publish(tmp_path, {**SITE, "index.html": b"other"})
    assert (tmp_path / "manifest.json").stat().st_mtime == 1


def test_what_is_no_longer_of_the_site_goes_away(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    (tmp_path / "policies/b/own.txt").write_text("mine")
    assert publish(tmp_path, {"index.html": b"front"}) == (0, 1, 2)
    assert set(content(tmp_path)) == {"index.html", "manifest.json", "policies/b/own.txt"}


def test_what_somebody_has_altered_is_kept_when_it_would_go(tmp_path: Path) -> None:
    publish(tmp_path, SITE)
    (tmp_path / "policies/b/index.html").write_bytes(b"altered")
    assert publish(tmp_path, {"index.html": b"front"}).removed == 1
    assert content(tmp_path)["policies/b/index.html"] == b"altered"


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(MoratrackError, match="holds no site of moratrack"):
        publish(tmp_path, SITE)
    assert set(content(tmp_path)) == {"thesis.tex"}
    publish(tmp_path, SITE, force=True)
    assert content(tmp_path)["thesis.tex"] == b"mine"
    publish(tmp_path, SITE)


def test_a_manifest_of_somebody_else_makes_no_site(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "an app", "files": {"x": "y"}}')
    (tmp_path / "app.js").write_text("mine")
    with pytest.raises(MoratrackError, match="--force"):
        publish(tmp_path, SITE)
    with pytest.raises(MoratrackError, match=r"manifest\.json: is not of this site"):
        publish(tmp_path, SITE, force=True)
    assert "an app" in (tmp_path / "manifest.json").read_text()


def test_a_file_of_other_origin_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(MoratrackError, match=r"index\.html: is not of this site"):
        publish(tmp_path, SITE, force=True)
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_run_that_was_cut_off_is_completed_by_the_next(tmp_path: Path) -> None:
    def cut_off() -> Iterator[tuple[str, bytes]]:
        yield "policies/a/index.html", b"a"
        yield "policies/gone/index.html", b"gone"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Folder(str(tmp_path)).write(cut_off(), {}, lambda: None)
    assert not (tmp_path / "manifest.json").exists()
    assert publish(tmp_path, SITE) == (2, 1, 1)
    assert set(content(tmp_path)) == {*SITE, "manifest.json"}


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    other.mkdir()
    publish(site, {"index.html": b"front"})
    (site / "policies").symlink_to(other)
    with pytest.raises(MoratrackError, match="is a link"):
        publish(site, SITE)
    assert not list(other.iterdir())


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hostname", "policies/../../outside.txt"])
def test_a_manifest_that_names_files_elsewhere_removes_nothing_there(tmp_path: Path, path: str) -> None:
    site = tmp_path / "site"
    publish(site, SITE)
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    manifest = json.loads((site / "manifest.json").read_text())
    manifest["files"][path] = sha256(b"mine").hexdigest()
    (site / "manifest.json").write_text(json.dumps(manifest))
    (site / ".moratrack-journal").write_text(path + "\n")
    publish(site, SITE)
    assert outside.read_text() == "mine"


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x")
    with pytest.raises(MoratrackError, match="is no folder"):
        Folder(str(tmp_path / "site"))


def test_a_folder_that_takes_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(MoratrackError, match=r"cannot be (read|written)"):
        publish(tmp_path / "file" / "site", SITE)


def test_one_run_at_a_time_and_the_next_knows_what_it_wrote(tmp_path: Path) -> None:
    second = Folder(str(tmp_path))
    publish(tmp_path, SITE)
    assert second.write(SITE.items(), {"as_of": "2026-11-25"}, lambda: None) == (0, 3, 0)
    with locked(tmp_path / "manifest.json", tmp_path), pytest.MonkeyPatch.context() as patch:
        patch.setattr("moratrack.editing.safewrite.LOCK_TRIES", 2)
        with pytest.raises(MoratrackError, match="holds its lock"):
            publish(tmp_path, SITE)
