"""``moratrack publish``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from typer import Argument, Option

from ...core.faults import MoratrackError
from ...core.policy import About
from ...dataset import Dataset
from ...text import counted
from ..options import DataOptions, FilterOptions
from ..request import day_asked, load_data, rows_asked
from ..terminal import progress, talk
from ..words import require_said

if TYPE_CHECKING:
    from ...publishing.model import Edition


def publish(
    folder: Annotated[str, Argument(metavar="DIR", help="The folder of the site.")],
    filters: FilterOptions,
    data: DataOptions,
    url: Annotated[
        str | None, Option("--url", metavar="URL", help="Where it will be, for feeds and the sitemap.")
    ] = None,
    title: Annotated[str | None, Option("--title", metavar="TEXT", help="What the site is called.")] = None,
    force: Annotated[bool, Option("--force", help="Publish into a folder that holds other files.")] = False,
) -> int:
    """The record as a site: pages, JSON, feeds, calendars."""
    require_said("--title", title)
    from ...publishing.folder import Folder
    from ...publishing.model import Record
    from ...publishing.news import told_by
    from ...publishing.site import CHANGES, files, size

    on, dataset = day_asked(data.as_of), load_data(data)
    target = Folder(folder, force=force)
    edition = _edition(dataset, on, None if url is None else _address(url), title)
    record = Record(rows_asked(filters, dataset, on), edition, progress("Computing"))
    told = progress("Publishing")
    done, total = 0, size(record)

    def step() -> None:
        nonlocal done
        done += 1
        if told and done % 50 == 0:
            told(min(done, total - 1), total)

    outcome = target.write(
        files(record, told_by(target.read(CHANGES))), {"as_of": str(on), "url": edition.url}, step
    )
    if told:
        told(total, total)
    talk(
        f"{folder}: {counted(len(record.entries), 'policy', 'policies')} as of {on};"
        f" {counted(outcome.written, 'file')} written, {outcome.unchanged:,} unchanged,"
        f" {outcome.removed:,} removed"
    )
    return 0


def _edition(data: Dataset, on: dt.date, url: str | None, title: str | None) -> Edition:
    """What is published. Of several files the first that says what it is; a licence only where all agree."""
    from ...publishing.model import Edition

    abouts = [file.about or About() for file in data.files]
    about = next((told for told in abouts if told != About()), About())
    licences = {told.licence for told in abouts}
    kept_to = data.kept_to
    return Edition(
        on=on,
        title=title or about.title or "Moratoria",
        kept_to=min(kept_to, on) if kept_to else None,
        publisher=about.publisher,
        licence=about.licence if len(licences) == 1 else None,
        version=about.version,
        home=about.url,
        url=url,
        classes=data.vocabulary.entries,
    )


def _address(url: str) -> str:
    """Where the site will be, with a slash at its end; raise MoratrackError for what is no address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise MoratrackError(f"--url {url[:60]!r} is no address of a site; write https://example.org/pauses/")
    return url if url.endswith("/") else url + "/"
