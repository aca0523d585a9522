"""``moratrack record``."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from ...core.faults import MoratrackError
from ...editing.additions import with_parts
from ..edit_options import EventOptions, FileOptions, SourceOptions
from ..event_words import DIDS, parse_did


def record(
    policy: Annotated[str, Argument(metavar="POLICY", help="The whole id, such as maple-grove.")],
    did: Annotated[str, Argument(metavar="DID", help="What happened: extended, ended, checked, …")],
    words: EventOptions,
    sourced: SourceOptions,
    filed: FileOptions,
    how: Annotated[
        str | None, Option("--how", metavar="WORDS", help="How it ended: lifted, repealed, …")
    ] = None,
    by: Annotated[str | None, Option("--by", metavar="POLICY", help="The id of what replaced it.")] = None,
) -> int:
    """Write an event into a file of yours, layout kept."""
    if policy in DIDS and did not in DIDS:
        raise MoratrackError(
            f"{policy} is what happened, not where; write moratrack record {did[:40]} {policy}"
        )
    on = filed.today()
    event = words.event(parse_did(did), on, how=how, by=by)
    sources = sourced.sources(on)
    target = filed.target()
    parts = {"event": [event]}
    filed.write(
        target, lambda content: with_parts(target, content, policy, parts, sources, again=filed.again), on
    )
    return 0
