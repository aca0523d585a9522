"""The options of the commands that write: what happened, where that can be read, and which file."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Annotated, ClassVar

from msgspec import Struct
from typer import Option

from ..core.dates import DateError, Day, Floor, Term
from ..core.faults import MoratrackError
from ..core.policy import Confidence, Did, Event, Source
from ..editing.additions import Addition, write
from ..editing.citing import host
from ..editing.ownfile import Target, find_target
from ..files.documents import BUNDLED, data_names
from ..questions.status import status
from ..text import inert
from ..views.words import countdown
from .request import copy_of, day_asked, say_not_yet_known
from .terminal import talk, terminal, write_text
from .terminal import write as write_bytes
from .words import parse_days

_MAY_BE_OPEN = ("extended", "amended", "scheduled")


class EventOptions(Struct, frozen=True, kw_only=True):
    """When something happened, and the end that it sets."""

    help_panel: ClassVar[str] = "What happened, and the end it sets"

    date: Annotated[
        str | None,
        Option("--date", metavar="DAY", help="The day it was decided or said: 2021-05-18, 2021-05."),
    ] = None
    effective: Annotated[
        str | None, Option("--effective", metavar="DAY", help="The day it takes effect, if another.")
    ] = None
    upon: Annotated[
        str | None, Option("--upon", metavar="WORDS", help="Of adopted: the condition on which it starts.")
    ] = None
    term: Annotated[
        str | None, Option("--term", metavar="TIME", help="An end as a length: '1 year', P6M, unknown.")
    ] = None
    through: Annotated[
        str | None, Option("--through", metavar="DAY", help="An end as the last day in force.")
    ] = None
    until: Annotated[str | None, Option("--until", metavar="WORDS", help="An end as a condition.")] = None
    not_before: Annotated[
        str | None,
        Option("--not-before", metavar="DAY", help="The condition cannot end it before DAY or TIME."),
    ] = None
    open_ended: Annotated[bool, Option("--open-ended", help="No end is set any more.")] = False
    note: Annotated[str | None, Option("--note", metavar="WORDS", help="What a reader must know.")] = None
    confidence: Annotated[Confidence, Option("--confidence", help="How sure it is.")] = "high"

    def event(self, did: Did, today: dt.date, how: str | None = None, by: str | None = None) -> Event:
        """The event these words make, of today unless they say; MoratrackError for a wrong word."""
        for name, text in (
            ("upon", self.upon),
            ("until", self.until),
            ("note", self.note),
            ("how", how),
            ("by", by),
        ):
            if text is not None and not text.strip():
                raise MoratrackError(f"--{name} is empty; say it in a few words, or leave it out")
        if self.open_ended:
            self._require_no_end(did)
        event = Event(
            date=_day("--date", self.date, today) or Day(today),
            effective=_day("--effective", self.effective, today),
            upon=self.upon,
            did=did,
            term=Term.parse("open") if self.open_ended else _term("--term", self.term),
            through=_day("--through", self.through, today),
            until=self.until,
            not_before=_floor("--not-before", self.not_before, today),
            how=how,
            by=by,
            note=self.note,
            confidence=self.confidence,
        )
        if did == "extended" and not event.sets_end:
            raise MoratrackError(
                "extended wants its new end: --term, --through or --until; or --open-ended, if none is set"
            )
        return event

    def _require_no_end(self, did: Did) -> None:
        """Raise MoratrackError for an end that is both open and set, or open where that means nothing."""
        given = [
            name for name in ("term", "through", "until", "not_before") if getattr(self, name) is not None
        ]
        if given:
            option = given[0].replace("_", "-")
            raise MoratrackError(
                f"--open-ended says that no end is set, and --{option} sets one; leave one out"
            )
        if did not in _MAY_BE_OPEN:
            raise MoratrackError(
                f"--open-ended goes with {', '.join(_MAY_BE_OPEN)}, not with {did}; leave it out"
            )


class SourceOptions(Struct, frozen=True, kw_only=True):
    """Where it can be read."""

    help_panel: ClassVar[str] = "Where it can be read"

    source: Annotated[
        list[str], Option("--source", metavar="URL", help="Where it can be read; may be repeated.")
    ] = []
    publisher: Annotated[
        str | None, Option("--publisher", metavar="NAME", help="Who published the source [its host].")
    ] = None
    source_title: Annotated[
        str | None, Option("--source-title", metavar="TITLE", help="The title of the source.")
    ] = None
    published: Annotated[
        str | None, Option("--published", metavar="DAY", help="The day the source was published.")
    ] = None
    archive: Annotated[
        str | None, Option("--archive", metavar="URL", help="Where a copy of the source is kept.")
    ] = None
    read: Annotated[
        str | None, Option("--read", metavar="DAY", help="The day the source was last read for the record.")
    ] = None

    def sources(self, today: dt.date) -> list[Source]:
        """The sources these words name on a day; raise MoratrackError for a wrong one."""
        described = (self.publisher, self.source_title, self.published, self.archive, self.read)
        if any(described) and len(self.source) != 1:
            raise MoratrackError(
                "--publisher, --source-title, --published, --archive and --read describe one source; "
                "give one --source with them"
            )
        return [
            Source(
                url=url,
                publisher=self.publisher or host(url),
                title=self.source_title,
                published=_day("--published", self.published, today),
                archive=self.archive,
                read=_day("--read", self.read, today),
            )
            for url in self.source
        ]


class FileOptions(Struct, frozen=True, kw_only=True):
    """Which file is written to."""

    help_panel: ClassVar[str] = "Which file"

    file: Annotated[
        str | None, Option("--file", metavar="PATH", help="Your file [the one in --data or MORATRACK_DATA].")
    ] = None
    dry_run: Annotated[bool, Option("--dry-run", help="Show the change as a diff, and write nothing.")] = (
        False
    )
    again: Annotated[bool, Option("--again", help="Write it even if it is recorded already.")] = False
    data: Annotated[
        list[str], Option("--data", metavar="PATH", help="The data it belongs to, as for every command.")
    ] = []
    as_of: Annotated[
        str | None, Option("--as-of", metavar="DAY", help="The day to take for today [today].")
    ] = None

    def today(self) -> dt.date:
        """The day on which it is written."""
        return day_asked(self.as_of)

    def target(self) -> Target:
        """The file to write to, and what the other data asked for holds."""
        return find_target(self.file, data_names(self.data, os.environ), copy_of)

    def write(self, target: Target, make: Callable[[bytes | None], Addition], on: dt.date) -> None:
        """Write an addition, or show it; say on stderr what it is, and how it now stands on a day."""
        addition = write(target, make, dry_run=self.dry_run)
        if self.dry_run:
            _show(target.file, addition)
        _say(target, addition, on, dry_run=self.dry_run)


def _day(option: str, text: str | None, today: dt.date) -> Day | None:
    return None if text is None else parse_days(option, text, today)


def _floor(option: str, text: str | None, today: dt.date) -> Floor | None:
    """A term, else a day as one types it."""
    if text is None:
        return None
    try:
        return Floor.parse(text)
    except DateError:
        return Floor(day=parse_days(option, text, today))


def _term(option: str, text: str | None) -> Term | None:
    try:
        return None if text is None else Term.parse(text)
    except DateError as error:
        raise MoratrackError(f"{option} {error}") from None


def _show(file: str, addition: Addition) -> None:
    from ..views.patch import patch

    lines = patch(file, addition.before.decode(), addition.after.data.decode())
    if terminal("auto", os.environ).is_terminal:
        write_text(f"{inert(line[:-1])}\n" for line in lines)
    else:
        write_bytes(line.encode() for line in lines)


def _say(target: Target, addition: Addition, on: dt.date, *, dry_run: bool) -> None:
    policy = addition.policy
    done = "would add" if dry_run else "added"
    talk(inert(f"{target.file}:{addition.line}: {done} {policy.id}: {addition.what}"))
    for fault in addition.warnings:
        talk(inert(f"{fault.file}:{fault.line}: {fault.policy}: warning: {fault.message}; {fault.mend}"))
    say_not_yet_known([policy], on)
    now = status(policy, on)
    if now is not None:
        force = "in force, " if now.state == "in_force" else ""
        talk(f"{inert(policy.id)} on {on}: {force}{countdown(now)}")
        if addition.known is not None and addition.known > on:
            talk(f"what is known only from {addition.known} does not count on {on} yet")
    if not (target.read or dry_run):
        talk(f"to read it too: MORATRACK_DATA={inert(os.pathsep.join((BUNDLED, target.file)))}")
