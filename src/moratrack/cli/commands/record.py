"""``moratrack record``."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from ...core.policy import Did
from ...editing.ownfile import with_event
from ..edit_options import EventOptions, FileOptions, SourceOptions


def record(
    policy: Annotated[
        str, Argument(metavar="POLICY", help="An id, an alias, an issuer, or the start of an id.")
    ],
    did: Annotated[Did, Argument(metavar="DID", help="What happened: extended, ended, checked, …")],
    words: EventOptions,
    sourced: SourceOptions,
    filed: FileOptions,
    how: Annotated[
        str | None, Option("--how", metavar="WORDS", help="How it ended: lifted, repealed, …")
    ] = None,
    by: Annotated[str | None, Option("--by", metavar="POLICY", help="The id of what replaced it.")] = None,
) -> int:
    """Write a dated event into a record of your own, comments and layout kept."""
    on = filed.today()
    event = words.event(did, on, how=how, by=by)
    sources = sourced.sources(on)
    target = filed.target()
    filed.write(target, lambda content: with_event(target, content, policy, event, sources), on)
    return 0
