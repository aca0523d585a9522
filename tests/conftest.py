"""Settings of all tests: no test sees the user's data, cache, clock or terminal."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None, max_examples=200)
settings.register_profile("thorough", deadline=None, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("MORATRACK_") or name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PAGER"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MORATRACK_CACHE", "off")
