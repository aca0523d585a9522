"""Sites served from a folder on the loopback, and Debian's Chromium to look at them."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from moratrack.cli.app import main

from ..publishing.test_site import ON, hostile_policies
from ..support import SHIPPED, data_file

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Site(NamedTuple):
    """A site, and where it is served."""

    folder: Path
    url: str


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def _served(folder: Path) -> Iterator[Site]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The shipped record's own site."""
    folder = tmp_path_factory.mktemp("shipped") / "site"
    assert main(["publish", str(folder), "--data", str(SHIPPED), "--as-of", ON, "--no-cache"]) == 0
    yield from _served(folder)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of a record that is hostile wherever it can be."""
    folder = tmp_path_factory.mktemp("hostile")
    data = data_file(folder, *hostile_policies())
    assert main(["publish", str(folder / "site"), "--data", data, "--as-of", ON, "--no-cache"]) == 0
    yield from _served(folder / "site")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium with a profile of its own, new and empty."""
    program = shutil.which("chromium")
    assert program, "chromium is not installed: apt-get install chromium"
    found = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
    yield found
    found.close()
