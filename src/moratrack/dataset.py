"""Data files → policies, or the reason why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from itertools import starmap

import msgspec
from msgspec import Struct

from .core.classes import Vocabulary
from .core.faults import MoratrackError, NotParsed
from .core.policy import About, Amendment, PartyClass, Policy
from .files.cache import Cache
from .files.decoding import File, decode, decode_kept, encode_kept, may_repeat_keys
from .files.documents import Document


class Kept(Struct, frozen=True):
    """What one data file says of itself, and the policies that it holds."""

    name: str
    about: About | None
    policies: list[Policy]

    @property
    def through(self) -> dt.date | None:
        """The day up to which it was kept: as it says, else its newest event; None where it has none."""
        if self.about and self.about.through:
            return self.about.through.last
        return max((event.date.first for policy in self.policies for event in policy.events), default=None)


class Dataset(Struct, frozen=True):
    """What some data files hold together."""

    policies: list[Policy]
    origins: dict[str, str]
    """The names of the files of each policy, by its id."""
    vocabulary: Vocabulary = Vocabulary()
    """The classes of all files."""
    files: tuple[Kept, ...] = ()

    @property
    def kept_to(self) -> dt.date | None:
        """The day up to which the record was kept: the earliest of its files."""
        return min((kept for file in self.files if (kept := file.through)), default=None)


def load(documents: Iterable[Document], cache: Cache) -> Dataset:
    """Decode data files; raise MoratrackError, naming the first error and how many there are."""
    policies: list[Policy] = []
    origins: dict[str, str] = {}
    read: list[Document] = []
    amending: list[tuple[str, Amendment]] = []
    files: list[Kept] = []
    classes: list[PartyClass] = []
    for document in documents:
        read.append(document)
        file = _sound_file(document, cache)
        if file is None:
            raise _refusal([document])
        policies += file.policy
        before = len(origins)
        origins.update((policy.id, document.name) for policy in file.policy)
        if len(origins) < before + len(file.policy):
            raise _refusal(read)
        amending += [(document.name, amendment) for amendment in file.amend]
        files.append(Kept(document.name, file.about, file.policy))
        classes += file.classes
    if amending:
        _amend(policies, origins, amending, read)
    vocabulary = Vocabulary(classes)
    if not vocabulary.is_sound(_included(policies)):
        raise _refusal(read)
    return Dataset(policies, origins, vocabulary, tuple(files))


def _included(policies: Iterable[Policy]) -> set[str]:
    """Every class that a party of a policy includes."""
    return {
        name
        for policy in policies
        for party in (*policy.barred, *policy.exempt, *policy.unclear)
        for name in party.includes
    }


def _amend(
    policies: list[Policy],
    origins: dict[str, str],
    amending: Iterable[tuple[str, Amendment]],
    read: list[Document],
) -> None:
    """Put into the policies what files add to them; raise MoratrackError where that cannot be."""
    from .checks.amendments import Added, amended, by_policy, findings_of_amending

    places = {policy.id: place for place, policy in enumerate(policies)}
    for name, added in by_policy(starmap(Added, amending)).items():
        place = places.get(name)
        if place is None:
            mend = "correct the id, or add the data that holds it, such as --data bundled"
            raise MoratrackError(f"{added[0].file}: amends {name!r}, which is no policy here; {mend}")
        if any(finding.severity == "error" for _, finding in findings_of_amending(policies[place], added)):
            raise _refusal(read)
        policies[place] = amended(policies[place], added)
        origins[name] = ", ".join(dict.fromkeys([origins[name], *(one.file for one in added)]))


def checked(document: Document, cache: Cache) -> File:
    """The records of one document, whatever it belongs with; raise MoratrackError for its errors."""
    file = _sound_file(document, cache)
    if file is None:
        raise _refusal([document])
    return file


def _sound_file(document: Document, cache: Cache) -> File | None:
    """The records of a document without errors; None if it has any.

    Of a sound TOML file the decoded form is kept, of a JSON file only that it is sound: decoding
    it again is as fast as reading anything kept.
    """
    entry = cache.entry(document.data, document.syntax)
    kept = cache.read(entry)
    if kept:
        with suppress(msgspec.DecodeError, RecursionError):
            return decode_kept(kept)
        kept = None
    try:
        file = decode(document)
    except (msgspec.DecodeError, NotParsed, RecursionError, UnicodeDecodeError):
        return None
    if kept is None:
        from .checks.classes import is_sound_about
        from .checks.rules import is_sound

        sound = is_sound_about(file.about) and all(is_sound(policy) for policy in file.policy)
        if not sound or not _parses(document, file):
            return None
        cache.write(entry, encode_kept(file) if document.syntax == "toml" else b"")
    return file


def _parses(document: Document, file: File) -> bool:
    """Whether a document that decodes says something, if only that it holds no policies, and no key twice."""
    if (file.policy or file.amend or file.classes or file.about) and not may_repeat_keys(document, file):
        return True
    from .files.parsing import parse

    try:
        return bool(parse(document))
    except NotParsed:
        return False


def _refusal(documents: list[Document]) -> MoratrackError:
    """What to say of files that have errors: the first, and how to see the others."""
    from .checks.validation import validate

    errors = [fault for fault in validate(documents).faults if fault.severity == "error"]
    first = errors[0]
    others = f" ({len(errors)} errors; moratrack validate {first.file} lists them)" if len(errors) > 1 else ""
    return MoratrackError(f"{first}{others}")
