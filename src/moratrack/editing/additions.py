"""What a command adds to a file of one's own, judged before it is written: a policy, or parts of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from ..checks.amendments import Added, amended
from ..checks.rules import likeness
from ..checks.shape import diagnose_file
from ..checks.validation import validate
from ..core.faults import Fault, Finding, KeyPath, MoratrackError, NotParsed
from ..core.known import in_order
from ..core.policy import Amendment, Event, Party, Policy, Source, encode_hook
from ..files.documents import Document
from ..files.lines import line_of, toml_lines
from ..files.parsing import parse
from ..questions.selection import find, find_one
from ..text import folded, several
from .citing import cite
from .insert import Spot, add_parts, add_record
from .ownfile import Target
from .safewrite import read_file, update_file

Parts = Mapping[str, Sequence[Event | Party]]
"""Parts of a policy by the key under which a file has them: event, barred, exempt, unclear."""

_HEADING = b"# Records for moratrack, beside the shipped ones. Check them with: moratrack validate FILE\n"
_MOST_NAMED = 12


class _Held(NamedTuple):
    """A policy of a file, or what it adds to one, as far as that fits the format, and where it is."""

    spot: Spot
    record: Policy | Amendment
    findings: list[Finding]


class Addition(NamedTuple):
    """A data file before and after something was added to it, found sound."""

    before: bytes
    after: Document
    policy: Policy
    """The policy as it is recorded now, with what other files add to it."""
    what: str
    """What was added, in words."""
    known: dt.date | None
    """The day from which the event that was added counts as known; None for parties."""
    line: int
    """The line of what was added, from 1."""
    warnings: list[Fault]
    """What was not odd before."""


def write(target: Target, make: Callable[[bytes | None], Addition], *, dry_run: bool) -> Addition:
    """Make an addition to the file as it is, and write it unless this is a dry run."""
    if not dry_run:
        return update_file(target.file, lambda content: ((addition := make(content)).after.data, addition))
    return make(read_file(target.file))


def is_known(target: Target, content: bytes | None, name: str) -> bool:
    """Whether the file or the other data has a policy of this id."""
    held = _records(_document(target, content))
    return name in target.policies or any(isinstance(entry.record, Policy) for entry in _of_id(held, name))


def with_policy(target: Target, content: bytes | None, policy: Policy) -> Addition:
    """What a file that holds ``content``, None where there is none yet, becomes with a policy at its end."""
    if policy.id in target.origins:
        origin = target.origins[policy.id]
        raise MoratrackError(
            f"{policy.id!r} is the id of a policy in {origin}; choose another for {target.file}, or say only "
            "whom it exempts or bars, to add that"
        )
    before = _document(target, content)
    _records(before)  # which tells where it is no TOML
    after = add_record(_started(before), "policy", policy)
    place = len(parse(after)["policy"]) - 1
    return _judged(target, before, after, policy.id, ("policy", place), {"event": policy.events})


def with_parts(
    target: Target, content: bytes | None, name: str, parts: Parts, cited: Sequence[Source], *, again: bool
) -> Addition:
    """What a file becomes with parts of the policy of an id, and with the sources cited for them.

    They go into the policy, or into what the file adds to a policy of other data. Raises MoratrackError
    for a part that is recorded already, unless it is to be recorded ``again``.
    """
    before = _document(target, content)
    held = _records(before)
    base = _policy_of_id(target, held, name, there=content is not None)
    own = _of_id(held, name)
    for entry in own:
        _refuse_misfits(before, entry)
    if not again:
        _refuse_repeated(target, before, own, base, parts)
    keys, new = _cited(target, base, own, cited)
    parts = {key: [replace(part, sources=keys) for part in added] for key, added in parts.items()}
    if not own:
        lists = {_attribute(key): tuple(added) for key, added in parts.items()}
        after = add_record(_started(before), "amend", replace(Amendment(id=name, sources=new), **lists))
        place = len(parse(after)["amend"]) - 1
        return _judged(target, before, after, name, ("amend", place), parts)
    spot, after = own[0].spot, before
    for key, added in parts.items():
        after, new = add_parts(after, spot, key, added, new), {}
    first = next(iter(parts))
    path = (*spot, first, len(getattr(own[0].record, _attribute(first))))
    return _judged(target, before, after, name, path, parts)


def _document(target: Target, content: bytes | None) -> Document:
    return Document(target.file, content or b"", "toml")


def _started(document: Document) -> Document:
    """A document to which something can be added: one that is not there yet gets a heading."""
    return document if document.data else replace(document, data=_HEADING)


def _records(document: Document) -> list[_Held]:
    """The policies of a file, and then what it adds to others."""
    try:
        decoded = diagnose_file(parse(document))[0]
    except NotParsed as error:
        raise MoratrackError(f"{document.name}:{error.line}: {error}; correct the text there") from None
    held = []
    for entry in decoded:
        if isinstance(entry.record, Policy):
            held.append(_Held(Spot("policy", entry.place), entry.record, entry.findings))
        elif isinstance(entry.record, Amendment):
            held.append(_Held(Spot("amend", entry.place), entry.record, entry.findings))
    return held


def _of_id(held: Iterable[_Held], name: str) -> list[_Held]:
    """What a file holds of the policy of an id, the policy itself first."""
    return [entry for entry in held if entry.record.id == name]


def _policy_of_id(target: Target, held: Iterable[_Held], name: str, *, there: bool) -> Policy:
    """The policy of an id, as its own record has it; raise MoratrackError, with the id, for another name."""
    own = {entry.record.id: entry.record for entry in held if isinstance(entry.record, Policy)}
    known = {**target.policies, **own}
    if name in known:
        return known[name]
    if _of_id(held, name):
        raise MoratrackError(
            f"{target.file}: adds to {name!r}, which is no policy of the data; name the data that holds it "
            "too, such as --data bundled"
        )
    meant = find(known.values(), name)
    if meant:
        ids = several([policy.id for policy in meant], _MOST_NAMED)
        raise MoratrackError(f"{name[:40]!r} is not the whole id, which is wanted for writing; write {ids}")
    if not there:
        raise MoratrackError(f"{target.file}: there is no such file; moratrack add starts a record in it")
    return find_one(list(known.values()), name)


def _refuse_misfits(document: Document, entry: _Held) -> None:
    """Raise MoratrackError for a record that does not fit the format."""
    for misfit in entry.findings:
        line = _line(document, (*entry.spot, *misfit.path))
        raise MoratrackError(f"{document.name}:{line}: {entry.record.id}: {misfit.message}; {misfit.mend}")


def _refuse_repeated(
    target: Target, document: Document, own: Sequence[_Held], base: Policy, parts: Parts
) -> None:
    """Raise MoratrackError for a part that the policy has already, in this file or in another."""
    elsewhere = [base, *_amendments(target, base.id)]
    for key, added in parts.items():
        for part in added:
            said = f"{document.name}: nothing written: {base.id}: {_words(key, part)} is already"
            mend = "say --again to write it once more"
            for entry in own:
                for number, former in enumerate(getattr(entry.record, _attribute(key))):
                    if _tells(former) == _tells(part):
                        line = _line(document, (*entry.spot, key, number))
                        raise MoratrackError(f"{said} at line {line}; correct it there, or {mend}")
            for record in elsewhere:
                if any(_tells(former) == _tells(part) for former in getattr(record, _attribute(key))):
                    raise MoratrackError(f"{said} in {target.origins.get(base.id, 'the other data')}; {mend}")


def _tells(part: Event | Party) -> object:
    """What tells a part from the others of its kind."""
    if isinstance(part, Event):
        return likeness(part)
    return folded(part.who), part.type, part.since, part.through


def _cited(
    target: Target, base: Policy, own: Sequence[_Held], cited: Sequence[Source]
) -> tuple[tuple[str, ...], dict[str, Source]]:
    """The keys of the sources cited, for a part of the first of the file's records, and the new sources.

    Records may cite what their policy has, but not what another file adds to it.
    """
    known = {**base.sources, **(own[0].record.sources if own else {})}
    others = [*(entry.record for entry in own[1:]), *_amendments(target, base.id)]
    return cite(known, cited, [key for record in others for key in record.sources])


def _judged(
    target: Target, before: Document, after: Document, name: str, path: KeyPath, parts: Parts
) -> Addition:
    """The addition to the policy of an id; raise MoratrackError for an error that it brings."""
    held = _records(after)
    context = _context(target, held)
    former = {(fault.file, fault.code, fault.path) for fault in validate([context, before]).faults}
    faults = validate([context, after]).faults
    new = [fault for fault in faults if (fault.file, fault.code, fault.path) not in former]
    for fault in new:
        if fault.severity == "error":
            raise MoratrackError(
                f"{target.file}: nothing written: {fault.policy}: {fault.message}; {fault.mend}"
            )
    events = [part for part in parts.get("event", ()) if isinstance(part, Event)]
    whole = _whole(target, held, name)
    return Addition(
        before=before.data,
        after=after,
        policy=whole,
        what=", ".join(_words(key, part) for key, added in parts.items() for part in added),
        known=next((day for day, event in in_order(whole.events) if event in events), None),
        line=_line(after, path),
        warnings=new,
    )


def _context(target: Target, held: Iterable[_Held]) -> Document:
    """Those policies of the other data of which the records of a file say something."""
    named = {entry.record.id for entry in held}
    named |= {event.by for entry in held for event in entry.record.events if event.by}
    value: dict[str, Any] = {
        "policy": [policy for name, policy in target.policies.items() if name in named],
        "amend": [amendment for amendment in target.amendments if amendment.id in named],
    }
    return Document("the other data", msgspec.json.encode(value, enc_hook=encode_hook), "json")


def _whole(target: Target, held: Iterable[_Held], name: str) -> Policy:
    """The policy of an id, with what the file and the other data add to it."""
    own = [entry.record for entry in _of_id(held, name)]
    policy = next((record for record in own if isinstance(record, Policy)), None) or target.policies[name]
    mine = [record for record in own if isinstance(record, Amendment)]
    return amended(policy, [Added(target.file, record) for record in (*mine, *_amendments(target, name))])


def _amendments(target: Target, name: str) -> list[Amendment]:
    """What the other data adds to the policy of an id."""
    return [amendment for amendment in target.amendments if amendment.id == name]


def _attribute(key: str) -> str:
    """The name that a record has for what a file has under a key."""
    return "events" if key == "event" else key


def _words(key: str, part: Event | Party) -> str:
    return f"{part.did} {part.date}" if isinstance(part, Event) else f"{key} {part.who}"


def _line(document: Document, path: KeyPath) -> int:
    return line_of(toml_lines(document.data.decode("utf-8-sig")), path)
