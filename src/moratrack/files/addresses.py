"""Data at addresses: https://… → a copy that is kept, and fetched anew only when somebody says so.

A copy is one file: a line of JSON about it, then the bytes as they were served. Nothing here decides
whether a copy may take the place of another; ``cli.copies`` does, having looked at what it holds.
"""

from __future__ import annotations

import datetime as dt
import re
import time
import zlib
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from .._version import __version__
from ..core.faults import MoratrackError
from .documents import SUFFIXES, CopyOf, Document, is_address, no_copy, syntax_of

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

ProxyOf = Callable[[str], str | None]
"""The proxy through which an address is reached, if there is one."""

MOST_BYTES = 64 << 20
"""Of an answer, packed or not."""
MOST_REDIRECTS = 5
PATIENCE = 20.0
"""Seconds to wait for a connection, or for the next bytes."""
DEADLINE = 120.0
"""Seconds for all of an answer."""
INDEX = "index.json"
"""What is read of an address that ends in a slash."""

_FORGET = "if that is right: moratrack cache --forget {}"
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")
_LOGIN = re.compile(r"//[^/]*@")
_UNWRITABLE = re.compile(r"[^!-~]")
_PIECE = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)
_TYPES = {"ndjson": "ndjson", "json": "json", "toml": "toml"}
_HEADERS = {
    "User-Agent": f"moratrack/{__version__}",
    "Accept": "application/json, application/toml, application/x-ndjson, text/plain;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


class CopyFacts(Struct, frozen=True, kw_only=True, gc=False):
    """What is known of a copy."""

    address: str
    """As people name it."""
    source: str
    """The address that served it, at the end of any redirects."""
    hosts: tuple[str, ...]
    """The hosts that had a part in that."""
    fetched: dt.date
    """The day on which it was served."""
    confirmed: dt.date
    """The last day on which it was known to be what is served."""
    syntax: str
    version: str | None = None
    """What the record says of its version."""
    policies: int = 0
    """How many it holds."""
    etag: str | None = None
    last_modified: str | None = None


class Copy(NamedTuple):
    """What was served, and what is known of it."""

    about: CopyFacts
    data: bytes

    @property
    def document(self) -> Document:
        """The copy as a data file, which goes by its address."""
        return Document(self.about.address, self.data, self.about.syntax)


Outcome = Literal["new", "changed", "unchanged", "not_renewed"]


class CopyRow(Struct, frozen=True, kw_only=True, gc=False):
    """What became of the copy of an address."""

    address: str
    """As it was named."""
    outcome: Outcome
    """``new``: read for the first time; ``unchanged``: what was kept is what is served; ``not_renewed``: what
    is kept still serves, and ``problem`` says why."""
    problem: str | None
    """Why it was not renewed."""
    source: str
    """The address that served it, at the end of any redirects."""
    fetched: dt.date
    """The day on which it was served."""
    confirmed: dt.date
    """The last day on which it was known to be what is served."""
    version: str | None
    """What the record says of its version."""
    version_before: str | None
    """What the copy before said; null where there was none."""
    policies: int
    """How many it holds."""
    policies_before: int | None
    """How many the copy before held; null where there was none."""


class NotFetched(Exception):
    """Nothing that could be used was served: why not."""


def require_address(name: str) -> None:
    """Raise MoratrackError for what is no address, or none that may be read."""
    if not is_address(name):
        raise MoratrackError(f"{name!r} is no address; write https://…")
    reason = _unsafe(name)
    if reason is not None:
        raise MoratrackError(f"{_LOGIN.sub('//…@', name)}: {reason}")


def copy_file(folder: Path, address: str) -> Path:
    """Where the copy of an address is kept."""
    return folder / f"{blake2b(address.encode(), digest_size=16).hexdigest()}.copy"


def copies_folder(cache: Path) -> Path:
    """Where copies are kept, given the cache folder of the user."""
    return cache / "addresses"


def kept_by(cache: Path | None) -> CopyOf:
    """What gives the copy of an address kept in a cache folder, and raises MoratrackError for others."""

    def copy_of(address: str) -> Document:
        copy = None if cache is None else read_copy(copy_file(copies_folder(cache), address))
        return no_copy(address) if copy is None else copy.document

    return copy_of


def decoded_copy(content: bytes | None) -> Copy | None:
    """What a file of a copy holds; None where it holds none that can be trusted."""
    head, _, data = (content or b"").partition(b"\n")
    try:
        return Copy(msgspec.json.decode(head, type=CopyFacts), data)
    except msgspec.DecodeError:
        return None


def encoded_copy(copy: Copy) -> bytes:
    """The content of a file for a copy."""
    return msgspec.json.encode(copy.about) + b"\n" + copy.data


def kept_copies(folder: Path) -> list[Copy]:
    """All copies that are kept, by their addresses; raise MoratrackError where nobody may look."""
    try:
        files = list(folder.glob("*.copy"))
    except OSError as error:
        mend = "set MORATRACK_CACHE to another folder"
        raise MoratrackError(f"{folder}: cannot be read: {error.strerror}; {mend}") from None
    found = [copy for copy in map(read_copy, files) if copy is not None]
    return sorted(found, key=lambda copy: copy.about.address)


def read_copy(file: Path) -> Copy | None:
    """The copy in a file; None where there is none."""
    try:
        return decoded_copy(file.read_bytes())
    except OSError:
        return None


def fetch(address: str, former: Copy | None, proxy_of: ProxyOf, today: dt.date) -> Copy:
    """What an address serves, which may be what the former copy holds. Raises NotFetched.

    Redirects lead only to https, and only to hosts that had a part in the former copy, if there is one.
    """
    import urllib3

    url = whole_address(address)
    hosts: dict[str, None] = {}
    until = time.monotonic() + DEADLINE
    for _ in range(MOST_REDIRECTS + 1):
        host = _host(url)
        reason = _unsafe(url, address)
        if reason is None and former is not None and host not in former.about.hosts:
            reason = f"it redirects to {host}, which had no part in it before; {_FORGET.format(address)}"
        if reason is not None:
            raise NotFetched(reason)
        hosts[host] = None
        try:
            response = _answer(url, former, proxy_of(url))
            try:
                if response.status not in _REDIRECTS:
                    return _copy(_Served(address, url, tuple(hosts), response, today, until), former)
                location = response.headers.get("Location")
            finally:
                response.close()
        except (urllib3.exceptions.HTTPError, OSError, ValueError, zlib.error) as error:
            raise NotFetched(_why(error)) from None
        if not location:
            raise NotFetched("it redirects to nowhere")
        url = urljoin(url, location)
    raise NotFetched(f"it redirects more than {MOST_REDIRECTS} times")


class _Served(NamedTuple):
    """An answer, and what it answers."""

    address: str
    url: str
    hosts: tuple[str, ...]
    response: BaseHTTPResponse
    today: dt.date
    until: float


def whole_address(address: str) -> str:
    """The address to ask: of a folder, that of its index."""
    path = urlsplit(address).path
    return urljoin(address, INDEX if path else f"/{INDEX}") if path.endswith("/") or not path else address


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _unsafe(url: str, asked: str | None = None) -> str | None:
    """Why an address is not read; ``asked`` is the one that led to it."""
    try:
        parts = urlsplit(url)
        host, named = parts.hostname, parts.username is not None or parts.password is not None
        _ = parts.port
    except ValueError as error:
        return f"is no address: {error}"
    if parts.scheme not in ("https", "http"):
        if asked is None:
            return "is not https; write https://… or the name of a file"
        return f"leads to {url[:80]}, which is not https"
    if not host or _UNWRITABLE.search(url):
        return "is no address; write https://HOST/FILE, what is not ASCII in per cent"
    if named:
        return "names a user or a password, which would be kept; leave them out"
    if parts.scheme == "https":
        return None
    if parts.scheme == "http" and all(map(_LOOPBACK.fullmatch, (host, _host(asked or url)))):
        return None
    return (
        f"leads to {url}, which is not https" if asked and asked != url else "is not https; write https://…"
    )


def _answer(url: str, former: Copy | None, proxy: str | None) -> BaseHTTPResponse:
    """The answer of a server, of which nothing but the head has been read."""
    import ssl

    import urllib3

    headers = dict(_HEADERS)
    if former is not None and former.about.source == url:
        if former.about.etag:
            headers["If-None-Match"] = former.about.etag
        if former.about.last_modified:
            headers["If-Modified-Since"] = former.about.last_modified
    settings: dict[str, Any] = {
        "ssl_context": ssl.create_default_context(),
        "timeout": urllib3.Timeout(PATIENCE),
        "retries": False,
    }
    pool: urllib3.PoolManager
    if proxy is None:
        pool = urllib3.PoolManager(**settings)
    else:
        user = urlsplit(proxy)
        login = f"{unquote(user.username or '')}:{unquote(user.password or '')}" if user.username else None
        pool = urllib3.ProxyManager(
            proxy, proxy_headers=urllib3.make_headers(proxy_basic_auth=login), **settings
        )
    return pool.request(
        "GET", url, headers=headers, redirect=False, preload_content=False, decode_content=False
    )


def _copy(served: _Served, former: Copy | None) -> Copy:
    """The copy that an answer makes: the former one where it says that nothing has changed."""
    response = served.response
    if response.status == 304 and former is not None and former.about.source == served.url:
        return Copy(replace(former.about, confirmed=served.today), former.data)
    if response.status != 200:
        raise NotFetched(f"the server answers {response.status} {response.reason or ''}".rstrip())
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    data = _body(response, served.until)
    if "html" in kind or data.lstrip()[:1] == b"<":
        raise NotFetched("serves a web page, not a record; a folder of a record ends in a slash")
    about = CopyFacts(
        address=served.address,
        source=served.url,
        hosts=former.about.hosts if former else served.hosts,
        fetched=served.today,
        confirmed=served.today,
        syntax=_syntax(served.url, kind, data),
        etag=response.headers.get("ETag"),
        last_modified=last_modified(response.headers),
    )
    return Copy(about, data)


def last_modified(headers: Mapping[str, str]) -> str | None:
    """When it was last modified, as a server says; None where it says nothing that can be built upon.

    What was modified in the second of the answer may be once more in it (RFC 9110, 8.8.2.2).
    """
    modified = headers.get("Last-Modified")
    return None if modified == headers.get("Date") else modified


def _body(response: BaseHTTPResponse, until: float) -> bytes:
    """All that is served, unpacked; raise NotFetched where it is too much, too slow or not whole."""
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", ""):
        raise NotFetched(f"serves it packed as {coding}, which was not asked for")
    unpacking = zlib.decompressobj(wbits=31) if "gzip" in coding else None
    framed = "Content-Length" in response.headers or "chunked" in response.headers.get(
        "Transfer-Encoding", ""
    )
    if unpacking is None and not framed:
        raise NotFetched("does not say how long the record is, so that nobody could see it cut off")
    parts: list[bytes] = []
    raw = size = 0
    # Whatever has come so far: read() would wait until the piece is whole, however long that takes.
    while piece := response.read1(_PIECE, decode_content=False):
        raw += len(piece)
        part = piece if unpacking is None else unpacking.decompress(piece, MOST_BYTES + 1 - size)
        size += len(part)
        parts.append(part)
        if max(raw, size) > MOST_BYTES:
            raise NotFetched(f"serves more than {MOST_BYTES >> 20} MiB")
        if time.monotonic() > until:
            raise NotFetched(f"took more than {DEADLINE:g} seconds")
    if unpacking is not None and (not unpacking.eof or unpacking.unused_data):
        raise NotFetched("serves a packed record that is cut off")
    return b"".join(parts)


def _syntax(url: str, kind: str, data: bytes) -> str:
    suffix = PurePosixPath(urlsplit(url).path).suffix
    for word, syntax in _TYPES.items():
        if kind.endswith(word):
            return SUFFIXES.get(suffix, syntax)
    return SUFFIXES.get(suffix) or syntax_of(data)


def _why(error: Exception) -> str:
    """What went wrong on the way, in a few words."""
    from urllib3 import exceptions

    match error:
        case exceptions.ProxyError():
            return f"its proxy cannot be reached: {_last_words(error.original_error)}"
        case exceptions.NameResolutionError():
            return "its host is not known, or there is no network"
        case exceptions.NewConnectionError():
            return f"cannot be reached: {_last_words(error)}"
        case exceptions.TimeoutError() | TimeoutError():
            return f"does not answer within {PATIENCE:g} seconds"
        case exceptions.SSLError():
            return f"cannot prove who it is: {_last_words(error)}"
        case exceptions.ProtocolError():
            return "the answer is cut off"
        case zlib.error():
            return "serves a packed record that cannot be unpacked"
    return _last_words(error)


def _last_words(error: Exception) -> str:
    """The end of a message, which says what was wrong; its beginning says where."""
    return str(error).rpartition("] ")[2].rpartition(" (_ssl")[0] or str(error).rpartition("] ")[2]
