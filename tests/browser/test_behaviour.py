"""What a reader does: look without scripts, search, filter, go from page to page; nobody else hears of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from ..publishing.test_site import ON
from .conftest import Site
from .test_access import KINDS


def visible_rows(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('tr[data-of]')].filter(row => row.offsetParent).map(row => row.dataset.of)"
    )
    return found


def opened(site: Site, browser: Browser, path: str = "", width: int = 1280) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    page.clock.set_fixed_time(f"{ON}T12:00:00")
    page.goto(site.url + path)
    return page


@pytest.mark.parametrize("name", ["site", "hostile"])
def test_no_page_complains_or_asks_anybody_else(
    name: str, request: pytest.FixtureRequest, browser: Browser
) -> None:
    site: Site = request.getfixturevalue(name)
    complaints: list[str] = []
    asked: list[str] = []
    context = browser.new_context()
    context.on("request", lambda sent: asked.append(sent.url))
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    pages = [path.relative_to(site.folder).parent.as_posix() for path in site.folder.rglob("index.html")]
    chosen = KINDS if name == "site" else [f"{path}/".removeprefix("./") for path in pages]
    for path in chosen:
        page.goto(site.url + path)
    page.goto(site.url)
    page.fill("#q", "e")
    page.wait_for_timeout(200)
    context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(site.url)] == []


def test_without_scripts_a_page_is_complete(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url)
    text = page.inner_text("main")
    assert "Illinois access to Clearview" in text
    assert "167 days left" in text
    assert not page.is_visible("form.search")
    assert f"told for {ON}, the day on which it was published" in page.inner_text("footer")
    page.goto(f"{site.url}parties/thorn/")
    assert "may keep using Rekognition" in page.inner_text("main")
    context.close()


def test_search_and_filters_work_and_are_in_the_address(site: Site, browser: Browser) -> None:
    page = opened(site, browser)
    everything = visible_rows(page)
    page.fill("#q", "Réko")
    assert visible_rows(page) == []
    page.fill("#q", "rekognition")
    assert visible_rows(page) == ["amazon"]
    assert page.url.endswith("?q=rekognition")
    page.reload()
    assert visible_rows(page) == ["amazon"]
    page.fill("#q", "")
    page.select_option("#place", "us-ma")
    page.select_option("#state", "in_force")
    listed = visible_rows(page)
    assert "boston" in listed
    assert len(listed) < len(everything)
    assert page.url.endswith("?state=in_force&place=us-ma")
    page.goto(f"{site.url}?topic=data-centres")
    assert 0 < len(visible_rows(page)) < 40
    page.goto(site.url)
    page.click(".digest .suspended a" if page.is_visible(".digest .suspended a") else ".digest .upcoming a")
    assert 0 < len(visible_rows(page)) < 10
    page.context.close()


def test_a_reader_with_a_phone_learns_in_two_taps_whether_thorn_may(site: Site, browser: Browser) -> None:
    page = opened(site, browser, width=360)
    page.click("#q")
    page.keyboard.type("thorn")
    page.click(".hits a >> nth=0")
    assert page.inner_text("h1") == "Thorn"
    assert page.inner_text(".verdict") == "May"
    assert "keep using Rekognition" in page.inner_text(".case")
    page.context.close()


def test_the_keyboard_reaches_everything_and_can_skip_to_the_content(site: Site, browser: Browser) -> None:
    page = opened(site, browser)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.context.close()


def test_links_lead_from_page_to_page(site: Site, browser: Browser) -> None:
    page = opened(site, browser)
    page.click("nav >> text=Who may")
    page.fill("#q", "thorn")
    page.click(".names li:visible a >> nth=0")
    page.click(".case h2 a")
    page.click(".crumb a >> nth=0")
    assert page.inner_text("h1") == "Facial recognition"
    page.context.close()
