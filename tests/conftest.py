"""Settings of all tests: no test sees the user's data, cache, clock or terminal."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from moratrack import load
from moratrack import status as status_of

from .support import SHIPPED

# A parent that ignores these (nohup, a job in the background) would have every program that the tests start
# ignore them too, and a test that interrupts one would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

settings.register_profile("quick", deadline=None, max_examples=25, derandomize=True)
settings.register_profile("default", deadline=None, max_examples=200, derandomize=True)
settings.register_profile("random", deadline=None, max_examples=1000)
settings.register_profile("thorough", deadline=None, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the shipped record holds, by topic and by state."""
    policies = load(str(SHIPPED))
    found = [status for policy in policies if (status := status_of(policy, dt.date(2026, 6, 30))) is not None]
    for column in ("topic", "state"):
        counts = Counter(str(getattr(status, column)) for status in found).most_common()
        terminalreporter.write_line(
            f"{column}: " + ", ".join(f"{number} {value}" for value, number in counts)
        )


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--browser``: also what needs Chromium, Java and the packages of tests/browser/package.json."""
    parser.addoption("--browser", action="store_true", help="also the checks that need a browser and Java")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the checks in a browser unless they are asked for."""
    if collection_path == Path(__file__).parent / "browser" and not config.getoption("--browser"):
        return True
    return None


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in list(os.environ):
        if name.startswith("MORATRACK_") or name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PAGER"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MORATRACK_CACHE", "off")
    # A folder that is not there yet, another for each test.
    state = tmp_path_factory.getbasetemp() / f"state-{uuid4()}"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
