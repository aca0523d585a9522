"""Data at addresses: fetched when it is said, kept whole, refused where it is no record or goes back."""

from __future__ import annotations

import gzip
import json
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import trustme
from jsonschema import Draft202012Validator
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import moratrack
from moratrack.cli.app import COMMANDS
from moratrack.files import addresses
from moratrack.files.addresses import last_modified
from moratrack.files.documents import data_names

from ..servers import answer, bare
from ..support import ROOT, SHIPPED, Result, run

CaptureFd = pytest.CaptureFixture[bytes]
TODAY, LATER = "2026-11-20", "2026-11-26"


def record(version: str | None = "2026.1", policies: int = 1) -> bytes:
    about = f'[about]\nversion = "{version}"\n' if version else ""
    each = (
        f'[[policy]]\nid = "p{number}"\ntitle = "A policy"\nissuer = "Somebody"\nkind = "ban"\n'
        'sources = { s = { url = "https://a.example", publisher = "A" } }\n'
        'event = [{ date = 2020-01-01, did = "adopted", sources = ["s"] }]\n'
        for number in range(policies)
    )
    return (about + "".join(each)).encode()


@pytest.fixture(autouse=True)
def _kept_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MORATRACK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("MORATRACK_TODAY", TODAY)
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


class Site:
    """A server whose one record is edited, and what was asked of it."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.url = server.url_for("/record.toml")
        self.asked: list[Request] = []
        self.headers: dict[str, str] = {}
        self.body = record()
        self.status = 200
        server.expect_request("/record.toml").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        self.asked.append(request)
        etag = self.headers.get("ETag")
        if etag and request.headers.get("If-None-Match") == etag:
            return Response(status=304)
        return Response(self.body, self.status, self.headers)


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)


@pytest.fixture
def say(capfdbinary: CaptureFd) -> partial[Result]:
    return partial(run, capfdbinary)


def ids(result: Result) -> list[str]:
    assert result.status == 0, result.err
    return [row["id"] for row in result.rows]


def test_the_first_use_fetches_and_later_ones_do_not(site: Site, say: partial[Result]) -> None:
    assert ids(say("status", "--data", site.url, "--json")) == ["p0"]
    site.body = record(policies=2)
    assert ids(say("status", "--data", site.url, "--json")) == ["p0"]
    assert len(site.asked) == 1
    assert say("update", "--json").rows == [
        {
            "address": site.url,
            "outcome": "changed",
            "problem": None,
            "source": site.url,
            "fetched": TODAY,
            "confirmed": TODAY,
            "version": "2026.1",
            "version_before": "2026.1",
            "policies": 2,
            "policies_before": 1,
        }
    ]
    assert ids(say("status", "--data", site.url, "--json")) == ["p0", "p1"]
    assert len(site.asked) == 2


def test_what_it_prints_fits_its_schema(site: Site, say: partial[Result]) -> None:
    schema = json.loads(say("schema", "--output", "update").out)
    rows = say("update", "--data", site.url, "--json").rows
    assert rows
    assert not list(Draft202012Validator(schema).iter_errors(rows))


@pytest.mark.parametrize(
    ("modified", "date", "kept"),
    [
        ("Fri, 20 Nov 2026 00:00:00 GMT", "Fri, 20 Nov 2026 00:00:01 GMT", True),
        ("Fri, 20 Nov 2026 00:00:00 GMT", "Fri, 20 Nov 2026 00:00:00 GMT", False),
        ("Fri, 20 Nov 2026 00:00:00 GMT", None, True),
        (None, "Fri, 20 Nov 2026 00:00:00 GMT", False),
        (None, None, False),
    ],
)
def test_what_was_modified_in_the_second_of_the_answer_may_be_again(
    modified: str | None, date: str | None, kept: bool
) -> None:
    headers = {"Last-Modified": modified, "Date": date}
    said = last_modified({name: text for name, text in headers.items() if text is not None})
    assert said == (modified if kept else None)


def test_what_has_not_changed_is_not_sent_again(
    site: Site, say: partial[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.headers = {"ETag": '"one"', "Last-Modified": "Fri, 20 Nov 2026 00:00:00 GMT"}
    assert [row["outcome"] for row in say("update", "--data", site.url, "--json").rows] == ["new"]
    monkeypatch.setenv("MORATRACK_TODAY", LATER)
    [row] = say("update", "--json").rows
    assert (row["outcome"], row["fetched"], row["confirmed"]) == ("unchanged", TODAY, LATER), row["problem"]
    assert site.asked[1].headers["If-None-Match"] == '"one"'
    assert site.asked[1].headers["If-Modified-Since"] == "Fri, 20 Nov 2026 00:00:00 GMT"
    site.headers["ETag"] = '"two"'
    [row] = say("update", "--json").rows
    assert (row["outcome"], row["fetched"]) == ("unchanged", LATER)


def test_a_copy_says_how_old_it_is(site: Site, say: partial[Result], monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("status", "--data", site.url, "--json").err == ""
    monkeypatch.setenv("MORATRACK_TODAY", LATER)
    result = say("status", "--data", site.url, "--json")
    assert result.err == f"{site.url}: the copy of {TODAY}, 6 days old, is read; moratrack update renews it\n"
    assert say("status", "--data", site.url, "--json", "--quiet").err == ""


def test_every_command_reads_addresses(site: Site, say: partial[Result]) -> None:
    site.body = record(policies=2)
    assert say("validate", site.url).err.startswith("2 policies in 1 file: 0 errors")
    assert say("check", "p0", "anybody", "--data", site.url, "--json").rows[0]["id"] == "p0"
    assert say("diff", site.url, site.url, "--exit-code").status == 0
    assert [policy.id for policy in moratrack.load(site.url)] == ["p0", "p1"]
    assert moratrack.validate(site.url) == []
    assert len(site.asked) == 1


def test_the_python_api_opens_no_connection(site: Site) -> None:
    with pytest.raises(moratrack.MoratrackError, match=r"no copy of it is kept; moratrack update --data"):
        moratrack.load(site.url)
    assert not site.asked


def test_a_file_of_ones_own_beside_an_address(site: Site, say: partial[Result], tmp_path: Path) -> None:
    mine = str(tmp_path / "mine.toml")
    result = say(
        *("record", "p0", "checked", "--date", "2026-11-01", "--file", mine, "--data", site.url),
        *("--source", "https://a.example", "--publisher", "A"),
    )
    assert result.status == 0, result.err
    assert "[[amend]]" in Path(mine).read_text(encoding="utf-8")
    refused = say("record", "p0", "checked", "--file", site.url, "--source", "https://a.example")
    assert "an address is not written to" in refused.err


def test_addresses_in_the_environment_keep_their_colons() -> None:
    named = [
        *("bundled", "https://a.example:8443/x/y.toml", "http://[::1]:80/", "https://b.example", "mine.toml"),
    ]
    assert data_names([], {"MORATRACK_DATA": os.pathsep.join(named)}) == named
    assert data_names([], {"MORATRACK_DATA": os.pathsep * 2}) == ["bundled"]


def test_a_folder_is_read_by_its_index(httpserver: HTTPServer, say: partial[Result]) -> None:
    """And that is no redirect."""
    body = json.dumps({"policy": [{"id": "a", "title": "t", "issuer": "i", "kind": "ban", "event": []}]})
    body = body.replace('"event": []', '"event": [{"date": "2020", "did": "adopted", "sources": []}]')
    httpserver.expect_request("/of/index.json").respond_with_data(body, content_type="application/json")
    assert ids(say("status", "--data", httpserver.url_for("/of/"), "--json")) == ["a"]
    httpserver.expect_request("/index.json").respond_with_data(body, content_type="application/json")
    result = say("status", "--data", f"http://127.0.0.1:{httpserver.port}", "--json")
    assert (ids(result), result.err) == (["a"], "")


def test_packed_answers_are_unpacked(site: Site, say: partial[Result]) -> None:
    site.body, site.headers = gzip.compress(record()), {"Content-Encoding": "gzip"}
    assert ids(say("status", "--data", site.url, "--json")) == ["p0"]
    assert site.asked[0].headers["Accept-Encoding"] == "gzip"


BOMB = gzip.compress(b"\n" * (3 << 20))
GOOD = record(policies=50)
BAD: dict[str, tuple[list[bytes], str]] = {
    "an error": ([answer(b"oh", status="500 Internal Server Error")], "answers 500 Internal Server Error"),
    "nothing there": ([answer(b"", status="404 Not Found")], "answers 404 Not Found"),
    "half of a record": ([answer(GOOD, status="206 Partial Content")], "answers 206"),
    "a web page": ([answer(GOOD, "Content-Type: text/html; charset=utf-8")], "serves a web page"),
    "a web page as text": ([answer(b"\n <!doctype html>", "Content-Type: text/plain")], "serves a web page"),
    "a picture": ([answer(b"\x89PNG\r\n\x1a\n\x00", "Content-Type: image/png")], "is not UTF-8 text"),
    "a record with errors": ([answer(GOOD.replace(b"adopted", b"adoptde"))], "did is 'adoptde'"),
    "nothing at all": ([answer(b"")], "holds no policies"),
    "no answer": ([], "the answer is cut off"),
    "no HTTP": ([b"220 mail.example ESMTP\r\n"], "the answer is cut off"),
    "cut off": ([answer(GOOD, length=len(GOOD) + 10)], "the answer is cut off"),
    "cut off in a piece": (
        [answer(b"10\r\n# half", "Transfer-Encoding: chunked", length=None)],
        "the answer is cut off",
    ),
    "cut off between pieces": (
        [answer(b"4\r\n# on\r\n", "Transfer-Encoding: chunked", length=None)],
        "the answer is cut off",
    ),
    "of no length": ([answer(GOOD, length=None)], "does not say how long the record is"),
    "two lengths": ([answer(GOOD, f"Content-Length: {len(GOOD) - 5}")], "Content-Length contained multiple"),
    "packed otherwise": ([answer(GOOD, "Content-Encoding: br")], "packed as br, which was not asked for"),
    "packed, cut off": (
        [answer(gzip.compress(GOOD)[:-9], "Content-Encoding: gzip")],
        "a packed record that is cut off",
    ),
    "packed, more behind": (
        [answer(gzip.compress(GOOD) + b"more", "Content-Encoding: gzip")],
        "a packed record that is cut off",
    ),
    "not packed": ([answer(GOOD, "Content-Encoding: gzip")], "cannot be unpacked"),
    "a bomb": ([answer(BOMB, "Content-Encoding: gzip")], "serves more than 1 MiB"),
    "too much": ([answer(b"#" * (2 << 20))], "serves more than 1 MiB"),
    "without end": ([answer(b"", "Content-Length: 1", length=None), b"" * 9], "the answer is cut off"),
    "a redirect to nowhere": ([answer(b"", status="302 Found")], "redirects to nowhere"),
    "a redirect in a circle": (
        [answer(b"", "Location: /record.toml", status="301 Moved")],
        "redirects more than 5",
    ),
    "a redirect to plain http": (
        [answer(b"", "Location: http://example.com/r.toml", status="307 Temporary Redirect")],
        "leads to http://example.com/r.toml, which is not https",
    ),
    "an error that commands a terminal": (
        [answer(b"", status="500 \x1b[31m\x9b0m")],
        "answers 500 \\x1b[31m",
    ),
    "a redirect that commands a terminal": (
        [answer(b"", "Location: x\x1b[31m:y", status="302 Found")],
        "is no address",
    ),
    "a redirect to a file": (
        [answer(b"", "Location: file:///etc/passwd", status="302 Found")],
        "which is not https",
    ),
    "a redirect with a password": (
        [answer(b"", "Location: https://u:p@example.com/", status="302 Found")],
        "names a user or a password",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_good_answer_is_one_line_and_keeps_nothing(
    case: str, say: partial[Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(addresses, "MOST_BYTES", 1 << 20)
    pieces, reason = BAD[case]
    with bare(*pieces) as server:
        result = say("status", "--data", server.url(), "--json")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"moratrack: {server.url()}")
    assert result.err.rstrip("\n").isprintable()
    assert reason in result.err
    assert result.err.count("\n") == 1
    assert not list(tmp_path.rglob("*.copy"))


@pytest.mark.parametrize("case", BAD)
def test_after_a_bad_answer_the_last_good_copy_serves(
    case: str, say: partial[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "MOST_BYTES", 1 << 20)
    pieces, reason = BAD[case]
    with bare(answer(record())) as server:
        say("update", "--data", server.url())
        monkeypatch.setenv("MORATRACK_TODAY", LATER)
        server.pieces = pieces
        result = say("update", "--json")
        assert result.status == 2
        assert result.rows[0]["outcome"] == "not_renewed"
        assert reason in result.rows[0]["problem"]
        assert result.err.count("\n") == 1
        assert result.err.rstrip("\n").isprintable()
        assert result.err.endswith(f"; the copy of {TODAY}, 6 days old, still serves\n")
        assert ids(say("status", "--data", server.url(), "--json")) == ["p0"]


def test_whoever_is_offline_is_served_from_the_copy(
    say: partial[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    with bare(answer(record())) as server:
        say("update", "--data", server.url())
    monkeypatch.setenv("MORATRACK_TODAY", LATER)
    result = say("update", "--json")
    assert (result.status, result.rows[0]["outcome"]) == (2, "not_renewed")
    assert "cannot be reached: Connection refused; the copy of" in result.err
    assert ids(say("status", "--data", server.url(), "--json")) == ["p0"]
    assert "cannot be reached" in say("update", "--data", f"http://127.0.0.1:{server.port}/other").err


def test_a_server_that_says_nothing_is_not_waited_for(
    say: partial[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "PATIENCE", 0.2)
    for pieces in ((), (answer(b"# half", length=99),)):
        with bare(*pieces, stays=True) as server:
            result = say("status", "--data", server.url())
        assert result.status == 2
        assert "does not answer within 0.2 seconds" in result.err


def test_an_answer_has_only_so_much_time(say: partial[Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "DEADLINE", 0)
    with bare(answer(b"#", length=99), stays=True) as server:
        result = say("status", "--data", server.url())
    assert "took more than 0 seconds" in result.err


@pytest.mark.parametrize(
    ("served", "shown"), [("2026.1.9", "2026.1.9"), ("2025.12", "2025.12"), (None, "none")]
)
def test_a_version_that_goes_back_is_refused_unless_it_is_allowed(
    site: Site, say: partial[Result], served: str | None, shown: str
) -> None:
    site.body = record("2026.1.10")
    say("update", "--data", site.url)
    site.body = record(served, policies=2)
    result = say("update", "--json")
    assert result.status == 2
    assert f"its version goes back from 2026.1.10 to {shown}" in result.err
    assert ids(say("status", "--data", site.url, "--json")) == ["p0"]
    assert say("update", "--allow-older", "--json").rows[0]["version"] == served
    assert ids(say("status", "--data", site.url, "--json")) == ["p0", "p1"]


def test_redirects_are_followed_and_named_and_later_another_host_is_refused(
    site: Site, say: partial[Result]
) -> None:
    with bare(answer(b"", f"Location: {site.url}", status="302 Found")) as first:
        result = say("status", "--data", first.url("/r.toml"), "--json")
        assert ids(result) == ["p0"]
        assert f"{first.url('/r.toml')}: served from {site.url}" in result.err
        said = say("update", "--data", first.url("/other.toml"), "--json").err
        assert said == f"{first.url('/other.toml')}: served from {site.url}\n"
        say("cache", "--forget", first.url("/other.toml"))
        elsewhere = site.url.replace("localhost", "127.0.0.2")
        assert elsewhere != site.url
        first.pieces = [answer(b"", f"Location: {elsewhere}", status="302 Found")]
        refused = say("update")
        assert refused.status == 2
        assert "it redirects to 127.0.0.2, which had no part in it before" in refused.err
        say("cache", "--forget", first.url("/r.toml"))
        assert "no address was read yet" in say("update").err


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://example.com/r.toml", "is not https"),
        ("HTTP://example.com", "is not https"),
        ("https://user:secret@example.com/", "names a user or a password"),
        ("https:///r.toml", "is no address"),
        ("https://exa mple.com/", "is no address"),
        ("https://[half/", "is no address"),
        ("https://example.com:notaport/", "is no address"),
        ("https://example.com/\x1b[31m", "is no address"),
        ("http://127.0.0.1.example.com/", "is not https"),
    ],
)
def test_addresses_that_are_not_read(address: str, reason: str, say: partial[Result]) -> None:
    for words in (("status", "--data", address), ("update", "--data", address)):
        result = say(*words)
        assert (result.status, result.out) == (2, "")
        assert reason in result.err
        assert "secret" not in result.err
        assert "\x1b" not in result.err


def test_update_wants_addresses(say: partial[Result]) -> None:
    assert "is no address; write https://" in say("update", "--data", "mine.toml").err
    result = say("update")
    assert (result.status, "no address was read yet" in result.err) == (0, True)


def test_without_a_folder_for_copies_nothing_is_fetched(
    site: Site, say: partial[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MORATRACK_CACHE", "off")
    result = say("status", "--data", site.url)
    assert result.status == 2
    assert "set MORATRACK_CACHE to a folder" in result.err
    assert not site.asked


@pytest.mark.parametrize("content", [b"", b"{}\n", b"\xff\x00", b'{"address": 1}\n'])
def test_a_copy_that_cannot_be_read_is_fetched_anew(
    site: Site, say: partial[Result], tmp_path: Path, content: bytes
) -> None:
    say("update", "--data", site.url)
    [copy] = tmp_path.rglob("*.copy")
    copy.write_bytes(content)
    assert ids(say("status", "--data", site.url, "--json")) == ["p0"]
    assert len(site.asked) == 2


def test_several_at_once_keep_a_whole_copy(site: Site, say: partial[Result]) -> None:
    site.body = GOOD
    command = [sys.executable, "-m", "moratrack", "update", "--data", site.url, "--json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    told = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * 4, told
    assert [json.loads(out)[0]["policies"] for out, _ in told] == [50] * 4
    assert len(ids(say("status", "--data", site.url, "--json"))) == 50


def test_what_another_has_renewed_meanwhile_stays(
    site: Site, say: partial[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    say("update", "--data", site.url)
    fetch = addresses.fetch

    def slow_fetch(*arguments: object) -> addresses.Copy:
        found = fetch(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr("moratrack.cli.copies.fetch", fetch)
        site.body = record("2026.3", policies=3)
        say("update")
        return found

    site.body = record("2026.2", policies=2)
    monkeypatch.setattr("moratrack.cli.copies.fetch", slow_fetch)
    [row] = say("update", "--json").rows
    assert (row["version"], row["policies"]) == ("2026.3", 3)
    assert len(ids(say("status", "--data", site.url, "--json"))) == 3


def test_the_cache_lists_addresses_with_their_days(
    site: Site, say: partial[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    say("update", "--data", site.url)
    monkeypatch.setenv("MORATRACK_TODAY", LATER)
    site.headers = {"ETag": '"one"'}
    result = say("cache")
    line = f"{site.url}  fetched {TODAY}, confirmed {TODAY}: 1 policy, version 2026.1"
    assert line in result.out.splitlines()
    assert say("cache", "--clear").status == 0
    assert line in say("cache").out.splitlines()
    assert say("cache", "--forget", "https://other.example/").status == 2


def test_a_host_that_once_had_a_part_may_have_one_again(site: Site, say: partial[Result]) -> None:
    there = answer(b"", f"Location: {site.url}", status="302 Found")
    with bare(there) as first:
        say("update", "--data", first.url())
        first.pieces = [answer(record())]
        assert say("update", "--data", first.url()).status == 0
        first.pieces = [there]
        assert say("update", "--data", first.url()).status == 0


@pytest.mark.parametrize(
    ("path", "kind", "syntax"),
    [
        ("/r.toml", "text/plain", "toml"),
        ("/r.json", "application/octet-stream", "json"),
        ("/r?v=1", "application/x-ndjson", "ndjson"),
        ("/r", "application/vnd.record+json; charset=utf-8", "json"),
        ("/r", "application/toml", "toml"),
        ("/r.txt", "text/plain", "toml"),
    ],
)
def test_the_syntax_is_that_of_the_name_else_of_the_type(
    httpserver: HTTPServer, say: partial[Result], path: str, kind: str, syntax: str
) -> None:
    event = {"date": "2020", "did": "adopted"}
    policy = {"id": "p0", "title": "t", "issuer": "i", "kind": "ban", "event": [event]}
    body: dict[str, str | bytes] = {
        "toml": record(),
        "json": json.dumps({"policy": [policy]}),
        "ndjson": json.dumps(policy) + "\n",
    }
    httpserver.expect_request(path.partition("?")[0]).respond_with_data(body[syntax], content_type=kind)
    assert ids(say("status", "--data", httpserver.url_for(path), "--json")) == ["p0"]


def test_a_proxy_of_the_environment_is_used(say: partial[Result], monkeypatch: pytest.MonkeyPatch) -> None:
    with bare(answer(record())) as proxy:
        monkeypatch.setenv("http_proxy", f"http://me:word@127.0.0.1:{proxy.port}")
        assert ids(say("status", "--data", "http://localhost:9/r.toml", "--json")) == ["p0"]
        assert proxy.asked[0].startswith("GET http://localhost:9/r.toml HTTP/1.1")
        assert "proxy-authorization: basic bwu6d29yza==" in proxy.asked[0].lower()
        monkeypatch.setenv("no_proxy", "localhost")
        assert "cannot be reached" in say("update").err
        monkeypatch.delenv("no_proxy")
    assert "its proxy cannot be reached" in say("update").err


@pytest.fixture
def tls() -> Iterator[tuple[trustme.CA, HTTPServer]]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with HTTPServer(ssl_context=context) as server:
        server.expect_request("/record.toml").respond_with_data(record())
        yield authority, server


def test_https_wants_a_certificate_that_is_trusted(
    tls: tuple[trustme.CA, HTTPServer], say: partial[Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority, server = tls
    url = f"https://localhost:{server.port}/record.toml"
    result = say("status", "--data", url, "--json")
    assert result.status == 2
    assert "cannot prove who it is: certificate verify failed" in result.err
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    assert ids(say("status", "--data", url, "--json")) == ["p0"]
    assert "cannot prove who it is" in say("update", "--data", url.replace("localhost", "127.0.0.1")).err
    with bare(answer(b"", f"Location: {url}", status="301 Moved")) as plain:
        assert ids(say("status", "--data", plain.url(), "--json")) == ["p0"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which a server has it."""
    folder = tmp_path / "web"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield folder, f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def test_a_record_edited_published_and_updated_shows_in_news_and_diff(
    web: tuple[Path, str], say: partial[Result], tmp_path: Path
) -> None:
    folder, url = web
    mine = tmp_path / "mine.toml"
    before = (ROOT / "docs" / "follow" / "before.toml").read_text(encoding="utf-8")
    mine.write_text(before, encoding="utf-8")
    assert say("publish", str(folder), "--data", str(mine)).status == 0
    assert {row["part"] for row in say("diff", str(mine), url, "--json").rows} <= {"about"}
    assert say("news", "--data", url, "--json").rows == []
    after = (ROOT / "docs" / "follow" / "after.toml").read_text(encoding="utf-8")
    mine.write_text(after, encoding="utf-8")
    assert say("publish", str(folder), "--data", str(mine)).status == 0
    assert say("news", "--data", url, "--json").rows == []
    changed = [row for row in say("diff", url, str(mine), "--json").rows if row["part"] == "event"]
    assert say("update", "--json").rows[0]["outcome"] == "changed"
    told = say("news", "--data", url, "--json").rows
    assert [row["fields"] for row in told if row["part"] == "event"] == [row["fields"] for row in changed]
    assert changed
    assert say("news", "--data", url, "--json").rows == []


def without_sockets(*words: str) -> subprocess.CompletedProcess[bytes]:
    """A run of the program that fails where anything opens a socket."""
    code = (
        "import socket, sys\n"
        "def forbidden(*_, **__): raise AssertionError('a socket')\n"
        "socket.socket.__init__ = socket.create_connection = socket.getaddrinfo = forbidden\n"
        "from moratrack.cli.app import main\n"
        "status = main(sys.argv[1:])\n"
        "assert 'urllib3' not in sys.modules\n"
        "sys.exit(status)\n"
    )
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=False)


WORDS = {
    "show": ["p0"],
    "check": ["p0", "anybody"],
    "validate": [],
    "diff": [],
    "add": ["another", "--dry-run", "--title", "T", "--issuer", "I", "--kind", "ban", "--date", "2026-01-01"],
    "record": ["p0", "checked", "--dry-run", "--date", "2026-01-01"],
    "import": [str(ROOT / "docs" / "example.csv"), "--dry-run"],
    "completion": ["bash"],
}
WITHOUT_DATA = ("import", "schema", "cache", "completion")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "update"])
def test_no_command_but_update_opens_a_socket(
    command: str, site: Site, say: partial[Result], tmp_path: Path
) -> None:
    say("update", "--data", site.url)
    words = list(WORDS.get(command, []))
    if command in ("validate", "diff"):
        words += [site.url] * (1 if command == "validate" else 2)
    elif command not in WITHOUT_DATA:
        words += ["--data", site.url]
    if command in ("add", "record"):
        words += ["--file", str(tmp_path / "mine.toml"), "--source", "https://a.example", "--publisher", "A"]
    if command == "publish":
        words = [str(tmp_path / "site"), *words]
    result = without_sockets(command, *words)
    assert b"Traceback" not in result.stderr, result.stderr.decode()
    assert result.returncode in (0, 1), result.stderr.decode()
    assert len(site.asked) == 1


def test_completing_a_word_opens_no_socket(site: Site) -> None:
    result = without_sockets("__complete", "bash", "status", "--data", site.url, "")
    assert b"Traceback" not in result.stderr
    assert not site.asked


def test_a_first_use_would_not_pass_that_test(site: Site) -> None:
    result = without_sockets("status", "--data", site.url)
    assert b"AssertionError: a socket" in result.stderr


def test_the_shipped_record_by_way_of_an_address_is_the_same(
    web: tuple[Path, str], say: partial[Result]
) -> None:
    folder, url = web
    (folder / "policies.toml").write_bytes(SHIPPED.read_bytes())
    assert say("diff", "bundled", f"{url}policies.toml", "--exit-code").status == 0
