"""Every page, held against the standard by the W3C's own checker."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from .conftest import Site

CHECKER = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
# The checker reads files, for which 'self' names no host, and takes blocks of data for scripts.
OF_FILES = re.compile(
    r"Resource violates Content Security Policy|Inline script violates Content Security Policy"
)


@pytest.mark.parametrize("name", ["site", "hostile"])
def test_every_page_is_as_the_standard_wants_it(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    process = subprocess.run(
        ["java", "-Xss4m", "-jar", CHECKER, "--skip-non-html", "--format", "json", site.folder],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = [
        f"{message['url'].rsplit('/site/', 1)[-1]}: {message['message']}"
        for message in json.loads(process.stderr)["messages"]
        if not OF_FILES.search(message["message"])
    ]
    assert messages == []
