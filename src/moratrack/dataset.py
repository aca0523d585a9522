"""Data files → policies, or the reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from .cache import Cache
from .decoding import decode, decode_kept, encode_kept
from .faults import MoratrackError, NotParsed
from .policy import Policy
from .reading import Document


class Dataset(NamedTuple):
    """The policies of some data files, and the name of the file of each, by id."""

    policies: list[Policy]
    origins: dict[str, str]


def load(documents: Iterable[Document], cache: Cache) -> Dataset:
    """Decode data files; raise MoratrackError, naming the first error and how many there are."""
    policies: list[Policy] = []
    origins: dict[str, str] = {}
    read: list[Document] = []
    for document in documents:
        read.append(document)
        sound = _sound_policies(document, cache)
        if sound is None:
            raise _refusal([document])
        policies += sound
        before = len(origins)
        origins.update((policy.id, document.name) for policy in sound)
        if len(origins) < before + len(sound):
            raise _refusal(read)
    return Dataset(policies, origins)


def _sound_policies(document: Document, cache: Cache) -> list[Policy] | None:
    """The policies of a document without errors; None if it has any.

    Of a sound TOML file the decoded form is kept, of a JSON file only that it is sound: decoding
    it again is as fast as reading anything kept.
    """
    entry = cache.entry(document.data, document.syntax)
    kept = cache.read(entry)
    try:
        if kept:
            return decode_kept(kept)
        policies = decode(document)
    except (msgspec.DecodeError, NotParsed, RecursionError, UnicodeDecodeError):
        return None
    if kept is None:
        from .rules import is_sound

        if not all(is_sound(policy) for policy in policies):
            return None
        is_toml = document.syntax == "toml"
        cache.write(entry, encode_kept(policies) if is_toml else b"")
    return policies


def _refusal(documents: list[Document]) -> MoratrackError:
    """What to say of files that have errors: the first, and how to see the others."""
    from .validation import validate

    errors = [fault for fault in validate(documents).faults if fault.severity == "error"]
    first = errors[0]
    others = f" ({len(errors)} errors; moratrack validate {first.file} lists them)" if len(errors) > 1 else ""
    return MoratrackError(f"{first}{others}")
