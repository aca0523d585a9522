"""What a listing may be asked to fail on: a row that fits one of these is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from ..core.dates import DateError, Term
from ..core.history import SOON_DAYS
from .status import Status

STALE_AFTER = Term(years=2)

Fails = Callable[[Status, Term], bool]
"""Whether a row fits; the term is how long nobody may have looked at a record."""


def _is_stale(status: Status, stale_after: Term) -> bool:
    """Not over, and its last event lies more than a term back."""
    if status.state in ("expired", "ended"):
        return False
    try:
        return status.checked < stale_after.before(status.as_of)
    except DateError:  # Nothing lies before the year 1.
        return False


def _is_starting(status: Status, _: Term) -> bool:
    """Starts within 90 days."""
    if status.starts is None or status.state not in ("upcoming", "suspended"):
        return False
    return dt.timedelta(0) < status.starts - status.as_of <= dt.timedelta(days=SOON_DAYS)


FAILURES: Mapping[str, Fails] = {
    "expired": lambda status, _: status.state == "expired",
    "expiring": lambda status, _: status.expiring,
    "starting": _is_starting,
    "unconfirmed": lambda status, _: not status.confirmed,
    "stale": _is_stale,
}
"""By the word that asks for it."""
