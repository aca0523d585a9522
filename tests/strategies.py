"""Random policies with possible histories, for the laws."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from moratrack.core.history import contradictions, known_since
from moratrack.core.policy import Policy

from .support import make_policy

START = dt.date(2018, 1, 1)
DIDS = (
    "proposed",
    "adopted",
    "extended",
    "amended",
    "suspended",
    "resumed",
    "ended",
    "checked",
    "noted",
)


def days(span: int = 2000) -> st.SearchStrategy[dt.date]:
    """Days within ``span`` days from START."""
    return st.integers(0, span).map(lambda offset: START + dt.timedelta(days=offset))


@st.composite
def day_texts(draw: st.DrawFn) -> str:
    """A day as it is written, now and then of reduced precision."""
    text = draw(days()).isoformat()
    return text[: draw(st.sampled_from((10, 10, 10, 10, 7, 4)))]


TERMS = st.one_of(
    st.builds("{} days".format, st.integers(1, 400)),
    st.builds("{} months".format, st.integers(1, 30)),
    st.builds("{} years {} months".format, st.integers(1, 3), st.integers(1, 11)),
)


@st.composite
def ends(draw: st.DrawFn) -> dict[str, Any]:
    """The keys of an end, of every kind."""
    kind = draw(st.sampled_from(("open", "term", "through", "until", "term-until", "not_before", "unknown")))
    match kind:
        case "term":
            return {"term": draw(TERMS)}
        case "through":
            return {"through": draw(day_texts())}
        case "until":
            return {"until": "a law passes"}
        case "term-until":
            return {"term": draw(TERMS), "until": "a law passes"}
        case "not_before":
            return {"until": "a law passes", "not_before": draw(day_texts())}
        case "unknown":
            return {"term": "unknown"}
    return {}


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    """One event of any kind."""
    did = draw(st.sampled_from(DIDS))
    event: dict[str, Any] = {"date": draw(day_texts()), "did": did}
    if did in ("adopted", "extended", "suspended", "resumed", "ended") and draw(st.booleans()):
        event["effective"] = draw(day_texts())
    if did in ("adopted", "extended", "amended"):
        event |= draw(ends())
    if did == "suspended" and draw(st.booleans()):
        event["through"] = draw(day_texts())
    event["confidence"] = draw(st.sampled_from(("high", "high", "medium", "low")))
    return event


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy that is adopted and whose history is possible, its events in any order."""
    adopted = {"date": draw(days(700)).isoformat(), "did": "adopted", **draw(ends())}
    drawn = draw(st.permutations([adopted, *draw(st.lists(events(), max_size=8))]))
    while True:
        policy = make_policy(*drawn)
        wrong = {fault.event for fault in contradictions(policy) if fault.severity == "error"}
        if not wrong:
            assume(known_since(policy) is not None)
            return policy
        drawn = [event for place, event in enumerate(drawn) if place not in wrong]
