"""The site of a record: what is in it, that others' tools read it, and that it changes only where it must."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import feedparser
import jsonschema
import pytest
from ical.calendar_stream import IcsCalendarStream
from lxml import etree
from openapi_spec_validator import validate as validate_openapi

from moratrack.cli.app import main

from ..support import HOSTILE, ROOT, SHIPPED, data_file

ON = "2026-11-25"
URL = "https://example.org/pauses/"
ROOM = 14 * 1024
"""Bytes of a policy's page, compressed: what a server may send before it waits for an answer."""


def publish(folder: Path, *arguments: str, data: str | None = str(SHIPPED), on: str = ON) -> dict[str, bytes]:
    """The files of a site, published into a folder; its manifest is left out."""
    source = [] if data is None else ["--data", data]
    assert main(["publish", str(folder), "--as-of", on, *source, *arguments]) == 0
    return content(folder)


def content(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The shipped record's own site."""
    return publish(tmp_path_factory.mktemp("site") / "site", "--url", URL)


class Page(HTMLParser):
    """What a page links to, the names that can be linked to, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: list[str] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append(name)
            if name in ("href", "src", "action") and value is not None:
                self.links.append(value)
            if name == "id" and value is not None:
                self.names.append(value)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def pages(site: dict[str, bytes]) -> Iterator[tuple[str, Page]]:
    for path, data in site.items():
        if path.endswith(".html"):
            yield path, Page(data.decode())


def test_there_is_a_page_for_everything(site: dict[str, bytes]) -> None:
    for path in (
        "index.html",
        "policies/amazon/index.html",
        "topics/facial-recognition/index.html",
        "places/us-ma/index.html",
        "issuers/amazon/index.html",
        "parties/thorn/index.html",
        "changes/2020/index.html",
        "about/index.html",
        "data/codebook/index.html",
        "badges/amazon.svg",
        "timeline.svg",
        "sitemap.xml",
    ):
        assert path in site


def test_no_link_or_anchor_is_dead_and_nothing_is_fetched_from_elsewhere(site: dict[str, bytes]) -> None:
    names = {path: set(page.names) for path, page in pages(site)}
    for path, page in pages(site):
        for link in page.links:
            target, anchor = urldefrag(urljoin(f"{URL}{path}", link))
            if not target.startswith(URL):
                continue
            found = unquote(urlsplit(target).path.removeprefix(urlsplit(URL).path))
            found = f"{found}index.html" if found.endswith("/") or not found else found
            assert found in site, (path, link)
            assert not anchor or anchor in names[found], (path, link)
        assert not {"style", "iframe", "object", "base"} & set(page.tags), path
        assert not [name for name in page.attributes if name == "style" or name.startswith("on")], path
        assert len(page.names) == len(set(page.names)), path


def test_a_page_says_what_status_says(
    site: dict[str, bytes], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    capfdbinary.readouterr()
    assert main(["status", "--json", "--data", str(SHIPPED), "--as-of", ON]) == 0
    rows = json.loads(capfdbinary.readouterr().out)
    for row in rows:
        told = json.loads(site[f"api/v1/policies/{row['id']}.json"])
        assert {**told["result"], "file": row["file"]}.items() >= row.items()
        page = site[f"policies/{row['id']}/index.html"].decode()
        assert re.search(rf'data-show="last">~?{row["expires"] or ""}<', page), row["id"]


def test_a_policy_page_is_small(site: dict[str, bytes]) -> None:
    sizes = {
        path: len(gzip.compress(data, 9))
        for path, data in site.items()
        if path.startswith("policies/") and path.count("/") == 2 and path.endswith(".html")
    }
    assert max(sizes.values()) <= ROOM
    assert len(gzip.compress(site["site.js"])) <= 4096


def test_the_same_record_and_day_give_the_same_bytes(site: dict[str, bytes], tmp_path: Path) -> None:
    assert publish(tmp_path / "again", "--url", URL) == site


def test_one_edited_event_rewrites_only_what_depends_on_it(tmp_path: Path) -> None:
    before = publish(tmp_path / "site")
    text = SHIPPED.read_text("utf-8")
    sentence = "Amazon gives no reason."
    assert text.count(sentence) == 1
    edited = tmp_path / "edited.toml"
    edited.write_text(text.replace(sentence, "Amazon gives no reason at all."), "utf-8")
    after = publish(tmp_path / "site", data=str(edited))
    changed = {path for path in after if after[path] != before.get(path)}
    assert set(after) == set(before)
    assert {"policies/amazon/index.html", "policies/amazon/feed.atom", "changes/2021/index.html"} <= changed
    apart = [
        path
        for path in changed
        if path.startswith(("policies/", "badges/", "parties/", "places/", "issuers/"))
    ]
    assert all("amazon" in path for path in apart), apart
    assert len(changed) < 25


def test_the_description_of_the_api_is_valid_and_its_files_are_as_described(site: dict[str, bytes]) -> None:
    described = json.loads(site["api/v1/openapi.json"])
    validate_openapi(described)
    schemas = described["components"]["schemas"]
    checked = 0
    for path, answers in described["paths"].items():
        name = answers["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rsplit(
            "/", 1
        )[1]
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        validator = jsonschema.Draft202012Validator(schema)
        pattern = re.compile(
            "api/v1" + re.sub(r"\{\w+\}", "[^/]+", re.escape(path).replace(r"\{", "{").replace(r"\}", "}"))
        )
        found = [file for file in site if pattern.fullmatch(file) and not file.endswith("/index.json")]
        assert found, path
        for file in found[:12]:
            told = json.loads(site[file])
            validator.validate(told)
            assert (told["as_of"], told["generated_at"]) == (ON, f"{ON}T00:00:00Z")
            assert site[file] == site[file.removesuffix(".json") + "/index.json"]
            checked += 1
    assert checked > 50


def test_feeds_are_atom_and_json_feed(site: dict[str, bytes]) -> None:
    schema = etree.RelaxNG(etree.parse(ROOT / "tests/data/atom.rng"))
    seen: dict[str, str] = {}
    feeds = [path for path in site if path.endswith("feed.atom")]
    assert {"feed.atom", "topics/data-centres/feed.atom", "policies/amazon/feed.atom"} <= set(feeds)
    for path in feeds:
        schema.assertValid(etree.fromstring(site[path]))
        read = feedparser.parse(site[path])
        assert not read.bozo
        assert read.feed.author
        assert seen.setdefault(read.feed.id, path) == path
        ids = [entry.id for entry in read.entries]
        assert len(set(ids)) == len(ids)
        assert read.feed.updated == max((entry.updated for entry in read.entries), default=read.feed.updated)
        assert all(entry.updated[:10] <= ON and entry.published[:10] <= ON for entry in read.entries)
        other = json.loads(site[path.removesuffix("atom") + "json"])
        assert other["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["id"] for item in other["items"]] == ids
        assert all(item["content_text"] and item["url"].startswith(URL) for item in other["items"])


def test_calendars_are_read_by_another_parser(site: dict[str, bytes]) -> None:
    for path in (
        "calendar.ics",
        "topics/data-centres/calendar.ics",
        "policies/clearview-illinois/calendar.ics",
    ):
        assert IcsCalendarStream.calendar_from_ics(site[path].decode()).events, path
    events = IcsCalendarStream.calendar_from_ics(
        site["policies/clearview-illinois/calendar.ics"].decode()
    ).events
    assert [(event.uid, event.dtstart) for event in events] == [
        ("clearview-illinois-expires@moratrack", dt.date(2027, 5, 11))
    ]


def test_badges_state_days(site: dict[str, bytes]) -> None:
    for path, data in site.items():
        if path.startswith("badges/"):
            etree.fromstring(data)
            assert b"days" not in data.lower()
            assert b"ago" not in re.sub(rb"<text[^>]*>[^<]*</text>", b"", data.split(b"<title>")[0])
    assert b"2022-05-11 to 2027-05-11" in site["badges/clearview-illinois.svg"]
    assert b"from 2020-06-11 until further notice" in site["badges/amazon.svg"]


def test_the_record_itself_is_read_back(site: dict[str, bytes], tmp_path: Path) -> None:
    expected = None
    for path in ("data/policies.toml", "data/policies.json", "index.json"):
        file = tmp_path / PurePosixPath(path).name
        file.write_bytes(site[path])
        again = publish(tmp_path / f"site-{file.name}", "--url", URL, data=str(file))
        expected = expected or again
        assert again == expected
    assert json.loads(expected["index.json"]) == json.loads(site["index.json"])  # type: ignore[index]


def test_the_data_package_is_valid(site: dict[str, bytes], tmp_path: Path) -> None:
    for path, data in site.items():
        if path.startswith("data/") and path.count("/") == 1:
            (tmp_path / PurePosixPath(path).name).write_bytes(data)
    process = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(process.stdout)
    assert report["valid"], json.dumps(report, indent=1)[:3000]
    assert {task["name"] for task in report["tasks"]} == {
        "policies",
        "events",
        "parties",
        "sources",
        "status",
        "panel",
    }
    package = json.loads((tmp_path / "datapackage.json").read_text())
    for resource in package["resources"]:
        assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]


LINKED = """
import sys, json, rdflib
for text in json.load(sys.stdin):
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    print(len(graph), *sorted({str(kind).rsplit("/", 1)[1] for kind in graph.objects(None, rdflib.RDF.type)}))
"""


def test_what_pages_say_to_machines_is_linked_data(site: dict[str, bytes]) -> None:
    texts = [
        re.search(
            r'<script type="application/ld\+json">(.*?)</script>',
            site[f"policies/{name}/index.html"].decode(),
        )
        for name in ("amazon", "boston")
    ]
    process = subprocess.run(
        [sys.executable, "-c", LINKED],
        input=json.dumps([found[1] for found in texts if found]),
        capture_output=True,
        text=True,
        check=True,
    )
    company, law = process.stdout.splitlines()
    assert "CreativeWork" in company
    assert "Legislation" in law
    assert int(law.split()[0]) > 10


def corrected(policies: list[dict[str, Any]], folder: Path, on: str) -> dict[str, tuple[str, str]]:
    """The id and the day of correction of each entry, by its first words."""
    publish(folder / "site", data=data_file(folder, *policies), on=on)
    rows = json.loads((folder / "site/api/v1/changes.json").read_text())["result"]
    return {f"{row['did'] or row['due']} {row['date']}": (row["tag"], row["updated"]) for row in rows}


def test_an_entry_is_updated_when_it_is_published_or_corrected(tmp_path: Path) -> None:
    adopted = {"date": "2020-06-10", "did": "adopted", "term": "1 year"}
    noted = {"date": "2020-07-01", "did": "noted", "note": "A reader asked."}
    first = corrected([{"event": [adopted]}], tmp_path, "2020-08-01")
    assert first == {
        "adopted 2020-06-10": ("tag:moratrack.invalid,2026:p0/adopted/2020-06-10/1", "2020-06-10")
    }
    later = corrected([{"event": [adopted, noted]}], tmp_path, "2020-08-05")
    assert later["adopted 2020-06-10"] == first["adopted 2020-06-10"]
    assert later["noted 2020-07-01"][1] == "2020-08-05"
    mended = {**noted, "note": "A reader asked twice."}
    moved = {**adopted, "date": "2020-06-11"}
    last = corrected([{"event": [moved, mended]}], tmp_path, "2020-08-09")
    assert last["adopted 2020-06-11"] == (first["adopted 2020-06-10"][0], "2020-08-09")
    assert last["noted 2020-07-01"] == (later["noted 2020-07-01"][0], "2020-08-09")
    assert corrected([{"event": [moved, mended]}], tmp_path, "2020-08-20") == last
    another = {**noted, "date": "2020-07-02"}
    more = corrected([{"event": [moved, mended, another]}], tmp_path, "2020-08-21")
    assert more.pop("noted 2020-07-02")[1] == "2020-08-21"
    assert more == last


def test_what_the_dates_alone_bring_about_is_an_entry_once_it_has_come(tmp_path: Path) -> None:
    adopted = {"date": "2020-06-10", "did": "adopted", "term": "1 year"}
    assert set(corrected([{"event": [adopted]}], tmp_path, "2021-06-10")) == {"adopted 2020-06-10"}
    found = corrected([{"event": [adopted]}], tmp_path, "2021-06-11")
    assert found["end 2021-06-10"] == ("tag:moratrack.invalid,2026:p0/end/1", "2021-06-11")


@pytest.mark.parametrize("broken", [b"", b"[]", b'{"result": 3}', b'{"result": [{"tag": 1}]}', b"\xff"])
def test_a_last_site_that_cannot_be_read_is_as_none(tmp_path: Path, broken: bytes) -> None:
    publish(
        tmp_path / "site", data=data_file(tmp_path, {"event": [{"date": "2020-06-10", "did": "adopted"}]})
    )
    (tmp_path / "site/api/v1/changes.json").write_bytes(broken)
    found = corrected([{"event": [{"date": "2020-06-10", "did": "adopted"}]}], tmp_path, ON)
    assert [updated for _, updated in found.values()] == ["2020-06-10"]


def hostile_policies() -> Iterator[dict[str, Any]]:
    for place, text in enumerate(HOSTILE):
        party = {"who": text, "aliases": [text], "why": text, "note": text}
        yield {
            "id": f"p{place}",
            "title": text,
            "issuer": text,
            "topic": "index" if place % 2 else "topic",
            "jurisdiction": "US-MA",
            "bars": text,
            "why": text,
            "note": text,
            "citation": text,
            "aliases": [text],
            "sources": {
                "s": {"url": "https://example.org/?a=[1]&b='", "publisher": text, "title": text, "note": text}
            },
            "event": [
                {"date": "2020-06-10", "did": "adopted", "until": text, "note": text, "sources": ["s"]},
                {"date": "2020-06-11", "did": "noted", "note": text},
            ],
            "barred": [party],
            "exempt": [{**party, "who": text + "!", "may": text}],
        }


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    policies = [*hostile_policies(), {"id": "index", "event": [{"date": "2020-06-10", "did": "adopted"}]}]
    found = publish(tmp_path / "site", data=data_file(tmp_path, *policies))
    schema = etree.RelaxNG(etree.parse(ROOT / "tests/data/atom.rng"))
    for path, data in found.items():
        assert re.fullmatch(r"[a-zA-Z0-9./_-]+", path)
        text = data.decode()
        if path.endswith((".html", ".svg", ".atom")):
            assert not re.search(
                r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text
            )
        if path.endswith(".html"):
            page = Page(text)
            assert page.tags.count("script") == text.count("<script ")
            assert "alert(1)" not in "".join(re.findall(r"<script(?! type=)[^>]*>(.*?)</script>", text))
            for block in re.findall(r'<script type="application/[a-z+]*json"[^>]*>(.*?)</script>', text):
                json.loads(block)
        if path.endswith(".svg"):
            assert not [element for element in etree.fromstring(data).iter() if "script" in str(element.tag)]
        if path.endswith(".atom"):
            schema.assertValid(etree.fromstring(data))
        if path.endswith(".ics"):
            assert text.count("BEGIN:VEVENT") == text.count("\r\nBEGIN:VEVENT")
            IcsCalendarStream.calendar_from_ics(text)
        if path.endswith(".json"):
            json.loads(data)
    assert json.loads(found["api/v1/policies/index.json"])["total"] == len(policies)
    assert json.loads(found["api/v1/policies/index/index.json"])["result"]["id"] == "index"
    assert json.loads(found["api/v1/topics/index.json"])["total"] == 2


def test_filters_choose_what_is_published(tmp_path: Path) -> None:
    found = publish(tmp_path / "site", "--topic", "data-centres", "--title", "Data centres & more")
    policies = json.loads(found["api/v1/policies.json"])["result"]
    assert {row["topic"] for row in policies} == {"data-centres"}
    assert b"<title>Data centres &amp; more</title>" in found["index.html"]
    assert "policies/amazon/index.html" not in found


def test_a_site_of_nothing_is_a_site(tmp_path: Path) -> None:
    found = publish(tmp_path / "site", "--search", "no such words")
    assert json.loads(found["api/v1/policies.json"])["result"] == []
    etree.RelaxNG(etree.parse(ROOT / "tests/data/atom.rng")).assertValid(etree.fromstring(found["feed.atom"]))


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org/", "https://", "https://example.org/?a=b", "x"]
)
def test_what_is_no_address_of_a_site_is_refused(
    tmp_path: Path, url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", str(tmp_path / "site"), "--as-of", ON, "--url", url]) == 2
    assert "--url" in capfd.readouterr().err
    assert not (tmp_path / "site").exists()
