"""The user's own data file: which one it is, and what a command adds to it, judged before it is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import DecodeError, convert
from msgspec.structs import replace

from ..checks.amendments import Added, amended, by_policy
from ..checks.shape import Decoded, diagnose_file
from ..checks.validation import validate
from ..core.faults import Fault, MoratrackError, NotParsed
from ..core.policy import Amendment, Event, Policy, Source, decode_hook
from ..files.decoding import decode
from ..files.documents import BUNDLED, SUFFIXES, Document, bundled_file, read_documents
from ..files.lines import line_of, toml_lines
from ..files.parsing import parse
from ..questions.selection import find_one
from .citing import cite
from .insert import add_event, add_policy
from .safewrite import read_file, real_path, update_file

_HEADING = b"# Records for moratrack, beside the shipped ones. Check them with: moratrack validate FILE\n"


class Target(NamedTuple):
    """The file to write to, and what the other data holds."""

    file: str
    read: bool
    """Whether the file is among the data that is read."""
    policies: Sequence[Policy]
    origins: Mapping[str, str]
    """The names of the files of those policies, by id."""
    amendments: Sequence[Amendment]


class Addition(NamedTuple):
    """A data file before and after something was added to it, found sound."""

    before: bytes
    after: Document
    policy: Policy
    """The policy as it is recorded now, with what other files add to it."""
    event: Event
    """Its event that was added."""
    line: int
    """The line of what was added, from 1."""
    warnings: list[Fault]
    """What was not odd before."""


def find_target(named: str | None, data: Sequence[str]) -> Target:
    """The file to write to: the one that is named, else the only one of the data that is not shipped.

    Raises MoratrackError for a file that is not written to, and for other data that cannot be read.
    """
    file = _own_file(named, data)
    itself = real_path(file)
    others = [name for name in data if real_path(bundled_file() if name == BUNDLED else name) != itself]
    read = len(others) < len(data)
    policies: list[Policy] = []
    amendments: list[Amendment] = []
    origins: dict[str, str] = {}
    for document in read_documents(others):
        if real_path(document.name) == itself:  # It lies in a folder that is read.
            read = True
            continue
        try:
            held = decode(document)
        except (DecodeError, NotParsed, RecursionError, UnicodeDecodeError):
            raise MoratrackError(
                f"{document.name} has errors; moratrack validate {document.name} lists them"
            ) from None
        policies += held.policy
        amendments += held.amend
        origins |= {policy.id: document.name for policy in held.policy}
    return Target(file, read, policies, origins, amendments)


def with_policy(target: Target, content: bytes | None, policy: Policy) -> Addition:
    """What a file that holds ``content``, None where there is none yet, becomes with a policy at its end."""
    if policy.id in target.origins:
        origin = target.origins[policy.id]
        raise MoratrackError(
            f"{policy.id!r} is the id of a policy in {origin}; choose another for {target.file}"
        )
    before = Document(target.file, content or b"", "toml")
    _parsed(before)
    after = add_policy(before._replace(data=content or _HEADING), policy)
    return _judged(target, before, after, policy.events[0], len(_parsed(after)["policy"]) - 1)


def with_event(
    target: Target, content: bytes | None, word: str, event: Event, cited: Sequence[Source]
) -> Addition:
    """What a file becomes with an event of the policy that ``word`` means, and the sources cited for it."""
    if content is None:
        raise MoratrackError(f"{target.file}: there is no such file; moratrack add starts a record in it")
    before = Document(target.file, content, "toml")
    place, policy = _meant(target, before, word)
    elsewhere = [amendment.sources for amendment in target.amendments if amendment.id == policy.id]
    keys, new = cite(policy.sources, cited, [key for sources in elsewhere for key in sources])
    event = replace(event, sources=keys)
    after = add_event(before, place, event, new)
    return _judged(target, before, after, event, place, "event", len(policy.events))


def write(target: Target, make: Callable[[bytes | None], Addition], *, dry_run: bool) -> Addition:
    """Make an addition to the file as it is, and write it unless this is a dry run."""
    if not dry_run:
        return update_file(target.file, lambda content: ((addition := make(content)).after.data, addition))
    return make(read_file(target.file))


def _own_file(named: str | None, data: Sequence[str]) -> str:
    if named is None:
        own = [name for name in data if name not in (BUNDLED, "-")]
        if len(own) != 1:
            which = "no file of your own is" if not own else f"{len(own)} files are"
            raise MoratrackError(
                f"{which} named to write to; write --file mine.toml, and read it with "
                f"MORATRACK_DATA={BUNDLED}{os.pathsep}mine.toml"
            )
        named = own[0]
    if named == "-":
        raise MoratrackError("standard input cannot be written to; name a file with --file mine.toml")
    if named == BUNDLED or real_path(Path(__file__).parents[1]) in real_path(named).parents:
        raise MoratrackError(
            f"{named}: the shipped data is not written to; keep a file of your own with --file mine.toml"
        )
    syntax = SUFFIXES.get(Path(named).suffix, "toml")
    if syntax != "toml":
        raise MoratrackError(
            f"{named}: is {syntax.upper()}, and only TOML is written; name a .toml file with --file"
        )
    return named


def _meant(target: Target, document: Document, word: str) -> tuple[int, Policy]:
    """The policy of a file that a word means, among all there are, and its place in the file.

    Raises MoratrackError for a policy that is elsewhere, and for one that does not fit the format.
    """
    own: dict[str, Decoded] = {}
    policies: list[Policy] = []
    for decoded in diagnose_file(_parsed(document))[0]:
        if isinstance(decoded.record, Policy):
            own.setdefault(decoded.record.id, decoded)
            policies.append(decoded.record)
    policies += [policy for policy in target.policies if policy.id not in own]
    policy = find_one(policies, word)
    if policy.id not in own:
        raise MoratrackError(_elsewhere(policy.id, target))
    place = own[policy.id].place
    for misfit in own[policy.id].findings:
        line = _line(document, ("policy", place, *misfit.path))
        raise MoratrackError(f"{target.file}:{line}: {policy.id}: {misfit.message}; {misfit.mend}")
    return place, policy


def _elsewhere(policy: str, target: Target) -> str:
    origin = target.origins[policy]
    if origin != BUNDLED:
        return f"{policy} is in {origin}; write --file {origin}"
    return (
        f"{policy} is in the shipped data, which is not written to; in {target.file}, [[amend]] with "
        f'id = "{policy}" adds to it, or moratrack add starts a record of your own'
    )


def _judged(
    target: Target, before: Document, after: Document, event: Event, place: int, *rest: str | int
) -> Addition:
    """The addition to policy number ``place``; raise MoratrackError for an error that it brings."""
    former = {(fault.code, fault.path) for fault in validate([before]).faults}
    new = [fault for fault in validate([after]).faults if (fault.code, fault.path) not in former]
    for fault in new:
        if fault.severity == "error":
            raise MoratrackError(
                f"{fault.file}: nothing written: {fault.policy}: {fault.message}; {fault.mend}"
            )
    return Addition(
        before=before.data,
        after=after,
        policy=_whole(target, after, place),
        event=event,
        line=_line(after, ("policy", place, *rest)),
        warnings=[fault for fault in new if fault.code != "unknown_policy" or event.by not in target.origins],
    )


def _whole(target: Target, document: Document, place: int) -> Policy:
    """Policy number ``place`` of a file, with what this and other files add to it."""
    value = _parsed(document)
    policy = convert(value["policy"][place], Policy, dec_hook=decode_hook)
    own = [entry.record for entry in diagnose_file(value)[0] if isinstance(entry.record, Amendment)]
    every = [Added(target.file, amendment) for amendment in (*own, *target.amendments)]
    return amended(policy, by_policy(every).get(policy.id, []))


def _parsed(document: Document) -> Any:
    try:
        return parse(document)
    except NotParsed as error:
        raise MoratrackError(f"{document.name}:{error.line}: {error}; correct the text there") from None


def _line(document: Document, path: tuple[str | int, ...]) -> int:
    return line_of(toml_lines(document.data.decode("utf-8-sig")), path)
