"""What the options ask for: the day, the data of that day, the rows wanted of it."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Sequence
from typing import get_args

from msgspec.structs import astuple

from ..core.faults import MoratrackError
from ..core.history import known_since
from ..core.ledger import State
from ..core.policy import KINDS, IssuerType, Policy
from ..dataset import Dataset, load
from ..files.cache import Cache, cache_folder
from ..files.documents import BUNDLED, Document, data_names, read_documents
from ..questions.selection import BY_URGENCY, SORTS, Filters, Row, find_all
from ..questions.selection import rows as rows_of
from ..text import folded
from .options import DataOptions, FilterOptions, RowOptions
from .terminal import talk
from .words import parse_day, parse_term, require_known, require_said, split_words

_NO_STATES = {
    "ending_soon": "--expiring-within 90d",
    "expiring": "--expiring-within 90d",
    "starting": "--state upcoming",
    "over": "--state expired,ended",
    "unconfirmed": "moratrack sources --weak",
}
_held: list[object] = []
"""What was last read and found. It lives until the run ends, and is then let go at once: to take a large set
apart record by record takes a tenth of a run."""


def day_asked(as_of: str | None) -> dt.date:
    """The day asked: --as-of, else MORATRACK_TODAY, else the local date.

    Each may be said by its distance from the next: --as-of yesterday.
    """
    day = _clock()
    require_said("--as-of", as_of)
    for name, text in (("MORATRACK_TODAY", os.environ.get("MORATRACK_TODAY")), ("--as-of", as_of)):
        if text:
            day = parse_day(name, text, day)
    return day


def _clock() -> dt.date:
    """The local date. The only clock there is."""
    return dt.date.today()  # noqa: DTZ011


def copy_of(address: str) -> Document:
    """The copy of an address that is kept, fetched where there is none; its age is said on stderr."""
    from ..files.addresses import require_address
    from .copies import Copies

    require_address(address)
    return Copies(os.environ, day_asked(None)).document(address)


def load_data(options: DataOptions) -> Dataset:
    """The data asked for, decoded; raise MoratrackError for data in error."""
    require_said("--data", *options.data)
    folder = None if options.no_cache else cache_folder(os.environ)
    documents = read_documents(data_names(options.data, os.environ), copy_of)
    data = load(documents, Cache(folder))
    _say_kept_to_days_to_come(data)
    return data


def _say_kept_to_days_to_come(data: Dataset) -> None:
    """Tell of files that say they were kept to a day after both the clock and MORATRACK_TODAY.

    Of the shipped one nothing is said: it was kept before it was shipped, so that the clock is wrong.
    """
    for file in data.files:
        through = file.about.through if file.about and file.name != BUNDLED else None
        if through and through.last > max(_clock(), day_asked(None)):
            talk(f"{file.name}: says it was kept to {through}, a day to come; correct [about] through")


def rows_asked(options: FilterOptions, data: Dataset, on: dt.date) -> list[Row]:
    """The rows wanted, in order; says on stderr which policies were not known yet on the day."""
    _require_whole_term(options)
    named = find_all(data.policies, options.policies) if options.policies else data.policies
    found = rows_of_all(options, data, on, named)
    if options.policies:
        say_not_yet_known(named, on)
    return found


def rows_of_all(
    options: RowOptions, data: Dataset, on: dt.date, policies: Sequence[Policy] | None = None
) -> list[Row]:
    """The rows of policies, of all where none are given, that the filters let through, in order."""
    require_known("--sort", [options.sort], SORTS)
    filters = _filters(options, on)
    if any(astuple(filters)):
        from .fitting import require_fitting

        require_fitting(filters, data.policies, data.vocabulary)
    found = rows_of(
        data.policies if policies is None else policies,
        on,
        filters,
        data.origins,
        sort=options.sort,
        reverse=options.reverse,
        vocabulary=data.vocabulary,
        kept_to=data.kept_to,
    )
    _held[:] = data, found
    if not found:
        talk(f"no policy matches on {on}")
    return found


def is_by_urgency(options: FilterOptions) -> bool:
    """Whether the rows come in the order that puts what runs out first."""
    return options.sort == BY_URGENCY and not options.reverse


def say_not_yet_known(policies: Sequence[Policy], on: dt.date) -> None:
    """Tell of policies asked for by name that were not known yet on the day."""
    for policy in policies:
        since = known_since(policy)
        if since is not None and since > on:
            talk(f"{policy.id}: not known yet on {on}; known from {since}")


def _require_whole_term(options: FilterOptions) -> None:
    """Raise MoratrackError where a shell has split a length of time into two words."""
    number, unit = options.expiring_within or "", options.policies[0] if options.policies else ""
    if number.isdecimal() and folded(unit).rstrip("s") in ("day", "week", "month", "year"):
        raise MoratrackError(
            f"--expiring-within {number} {unit} is two words; write '{number} {unit}' in quotes, "
            f"or {number}{unit[0].lower()}"
        )


def _require_states(states: Sequence[str]) -> None:
    """Raise MoratrackError for a word that is no state, though the table may have it."""
    for word in states:
        if word in _NO_STATES:
            raise MoratrackError(f"--state {word[:40]!r} is no state of its own; write {_NO_STATES[word]}")
    require_known("--state", states, get_args(State))


def _filters(options: RowOptions, on: dt.date) -> Filters:
    for name in ("state", "topic", "kind", "jurisdiction", "issuer", "issuer_type", "bars"):
        require_said(f"--{name.replace('_', '-')}", *getattr(options, name))
    require_said("--search", options.search)
    states = [re.sub("[- ]", "_", folded(word)) for word in split_words(options.state)]
    kinds = [folded(word) for word in split_words(options.kind)]
    issuer_types = [re.sub("[_ ]", "-", folded(word)) for word in split_words(options.issuer_type)]
    _require_states(states)
    require_known("--kind", kinds, KINDS)
    require_known("--issuer-type", issuer_types, get_args(IssuerType))
    within = (
        None
        if options.expiring_within is None
        else parse_term("--expiring-within", options.expiring_within, on)
    )
    return Filters(
        state=states,
        topic=split_words(options.topic),
        kind=kinds,
        jurisdiction=split_words(options.jurisdiction),
        issuer=options.issuer,
        issuer_type=issuer_types,
        bars=options.bars,
        expiring_within=within,
        search=options.search,
    )
