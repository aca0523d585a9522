"""Accessibility as axe judges it: every kind of page, light and dark, narrow and wide."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from .conftest import Site

AXE = (Path(__file__).parent / "node_modules/axe-core/axe.min.js").read_text("utf-8")
KINDS = (
    "",
    "policies/",
    "policies/amazon/",
    "policies/clearview-illinois/",
    "policies/italy/",
    "topics/",
    "topics/data-centres/",
    "places/",
    "places/us-ma/",
    "issuers/amazon/",
    "parties/",
    "parties/thorn/",
    "parties/police/",
    "changes/",
    "changes/2021/",
    "data/codebook/",
    "about/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(
    site: Site, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    found = []
    # The policy of the page bars scripts of others, and the checker is one.
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
    )
    page = context.new_page()
    for path in KINDS:
        page.goto(site.url + path)
        page.evaluate(AXE)
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        found += [
            (
                path,
                violation["id"],
                violation["nodes"][0]["html"][:120],
                violation["nodes"][0]["failureSummary"],
            )
            for violation in result["violations"]
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert found == []
