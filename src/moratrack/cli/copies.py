"""The copies of addresses that are kept: used as they are, and fetched the first time or when asked to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from msgspec.structs import replace

from ..core.faults import MoratrackError
from ..dataset import checked
from ..editing.safewrite import update_file
from ..files.addresses import (
    Copy,
    CopyRow,
    NotFetched,
    Outcome,
    copies_folder,
    copy_file,
    decoded_copy,
    encoded_copy,
    fetch,
    kept_copies,
    read_copy,
    require_address,
    whole_address,
)
from ..files.cache import Cache, cache_folder
from ..files.documents import Document
from ..text import counted, inert
from .terminal import complain, talk


class Copies:
    """The copies of a user, on the day on which they are used."""

    def __init__(self, environment: Mapping[str, str], today: dt.date) -> None:
        """Raises MoratrackError where there is no folder to keep copies in."""
        cache = cache_folder(environment)
        if cache is None:
            raise MoratrackError(
                "copies of addresses are kept in the cache, which is off; set MORATRACK_CACHE to a folder"
            )
        self.folder = copies_folder(cache)
        self.cache = Cache(cache)
        self.today = today

    def document(self, address: str) -> Document:
        """The copy of an address, fetched if there is none; says on stderr how old it is."""
        require_address(address)
        copy = read_copy(copy_file(self.folder, address))
        if copy is None:
            copy = self._renewed(address, None)
        elif copy.about.confirmed < self.today:
            talk(inert(f"{address}: {self._age(copy)} is read; moratrack update renews it"))
        return copy.document

    def update(self, address: str, *, allow_older: bool) -> CopyRow:
        """Fetch an address anew. Raises MoratrackError where there is nothing to serve instead."""
        require_address(address)
        former = read_copy(copy_file(self.folder, address))
        if former is None:
            return _row(self._renewed(address, None), "new", None)
        try:
            copy = self._renewed(address, former, allow_older=allow_older)
        except MoratrackError as error:
            problem = inert(str(error).removeprefix(f"{address}: "))
            complain(f"{inert(address)}: {problem}; {self._age(former)} still serves")
            return _row(former, "not_renewed", former, problem)
        return _row(copy, "unchanged" if copy.data == former.data else "changed", former)

    def addresses(self) -> list[str]:
        """All addresses of which copies are kept."""
        return [copy.about.address for copy in kept_copies(self.folder)]

    def _renewed(self, address: str, former: Copy | None, *, allow_older: bool = False) -> Copy:
        """The copy that is kept once an address was asked; raise MoratrackError where that is the former."""
        try:
            copy = fetch(address, former, proxy_of, self.today)
        except NotFetched as error:
            raise MoratrackError(f"{address}: {error}") from None
        if former is None or copy.data is not former.data:
            copy = self._described(copy)
        if former is None and copy.about.source != whole_address(address):
            talk(inert(f"{address}: served from {copy.about.source}"))
        before, now = former.about.version if former else None, copy.about.version
        if _goes_back(before, now) and not allow_older:
            raise MoratrackError(
                f"{address}: its version goes back from {before} to {now or 'none'}; if that is right: "
                f"moratrack update --data {address} --allow-older"
            )
        return self._kept(copy, former)

    def _described(self, copy: Copy) -> Copy:
        """A copy with what its records say; raise MoratrackError for records with errors."""
        file = checked(copy.document, self.cache)
        version = file.about.version if file.about else None
        return Copy(replace(copy.about, version=version, policies=len(file.policy)), copy.data)

    def _kept(self, copy: Copy, former: Copy | None) -> Copy:
        """Let a copy take the place of the former; where another has done so meanwhile, that one stays."""

        def change(content: bytes | None) -> tuple[bytes, Copy]:
            kept = decoded_copy(content)
            if kept is not None and content is not None and (former is None or kept.data != former.data):
                return content, kept
            return encoded_copy(copy), copy

        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            reason = f"cannot be made: {error.strerror}; set MORATRACK_CACHE to another folder"
            raise MoratrackError(f"{self.folder}: {reason}") from None
        return update_file(copy_file(self.folder, copy.about.address), change)

    def _age(self, copy: Copy) -> str:
        days = (self.today - copy.about.confirmed).days
        if days <= 0:
            return "today's copy"
        return f"the copy of {copy.about.confirmed}, {counted(days, 'day')} old,"


def proxy_of(url: str) -> str | None:
    """The proxy that the environment names for an address, if it names one."""
    from urllib.parse import urlsplit
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def _goes_back(kept: str | None, served: str | None) -> bool:
    """Whether a version is lower than another: number by number, and none is lower than any."""
    if kept is None or served is None:
        return kept is not None
    return _numbers(served) < _numbers(kept)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _row(copy: Copy, outcome: Outcome, former: Copy | None, problem: str | None = None) -> CopyRow:
    about = copy.about
    return CopyRow(
        address=about.address,
        outcome=outcome,
        problem=problem,
        source=about.source,
        fetched=about.fetched,
        confirmed=about.confirmed,
        version=about.version,
        version_before=former.about.version if former else None,
        policies=about.policies,
        policies_before=former.about.policies if former else None,
    )
