"""What a listing may be asked to fail on: a policy of which one of these holds is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from ..core.dates import DateError, Term
from ..core.history import SOON_DAYS, Facts
from .status import Status

STALE_AFTER = Term(years=2)

Known = Facts | Status
Fails = Callable[[Known, Term], bool]
"""Whether it holds, of facts or of the row printed of them; the term is how long nobody may have looked."""


def _is_stale(known: Known, stale_after: Term) -> bool:
    """Not over, and its last event lies more than a term back."""
    if known.state in ("expired", "ended"):
        return False
    try:
        return known.checked < stale_after.before(known.as_of)
    except DateError:  # Nothing lies before the year 1.
        return False


def _is_starting(known: Known, _: Term) -> bool:
    """Starts within 90 days."""
    if known.starts is None or known.state not in ("upcoming", "suspended"):
        return False
    return dt.timedelta(0) < known.starts - known.as_of <= dt.timedelta(days=SOON_DAYS)


FAILURES: Mapping[str, Fails] = {
    "expired": lambda known, _: known.state == "expired",
    "expiring": lambda known, _: known.expiring,
    "starting": _is_starting,
    "unconfirmed": lambda known, _: not known.confirmed,
    "stale": _is_stale,
}
"""By the word that asks for it."""
