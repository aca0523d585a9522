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
    "scheduled",
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


EFFECTIVE_IN_FOUR = {
    "adopted": 2,
    "scheduled": 4,
    "extended": 2,
    "amended": 1,
    "suspended": 2,
    "resumed": 2,
    "ended": 2,
}
"""How many of four events of a kind have an effective day."""
END_KINDS = (
    "open",
    "term",
    "through",
    "until",
    "term-until",
    "not_before",
    "not_before-term",
    "unknown",
)


@st.composite
def ends(draw: st.DrawFn) -> dict[str, Any]:
    """The keys of an end, of every kind."""
    kind = draw(st.sampled_from(END_KINDS))
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
        case "not_before-term":
            return {"until": "a law passes", "not_before": draw(TERMS), "through": draw(day_texts())}
        case "unknown":
            return {"term": "unknown"}
    return {}


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    """One event of any kind."""
    did = draw(st.sampled_from(DIDS))
    event: dict[str, Any] = {"date": draw(day_texts()), "did": did}
    if did == "adopted" and draw(st.integers(0, 3)) == 0:
        event["upon"] = "a treaty enters into force"
    elif draw(st.integers(1, 4)) <= EFFECTIVE_IN_FOUR.get(did, 0):
        event["effective"] = draw(day_texts())
    if did in ("adopted", "extended", "amended", "scheduled"):
        event |= draw(ends()) if did != "scheduled" or draw(st.booleans()) else {}
    if did in ("extended", "amended", "scheduled") and draw(st.integers(0, 5)) == 0:
        event = {key: event[key] for key in ("date", "did", "effective") if key in event} | {"term": "open"}
    if did == "suspended" and draw(st.booleans()):
        event["through"] = draw(day_texts())
    event["confidence"] = draw(st.sampled_from(("high", "high", "medium", "low")))
    return event


@st.composite
def parties(draw: st.DrawFn) -> dict[str, Any]:
    """A party whose standing may begin and end on days of its own."""
    bounds = draw(st.lists(day_texts(), min_size=2, max_size=2).map(sorted))
    party: dict[str, Any] = {"who": draw(st.sampled_from(("Ash", "Birch", "Cedar")))}
    keys = draw(st.sampled_from(((), ("since",), ("through",), ("since", "through"))))
    return party | {key: bounds[key == "through"] for key in keys}


@st.composite
def policies(draw: st.DrawFn, *, with_parties: bool = False) -> Policy:
    """A policy that is adopted and whose history is possible, its events in any order."""
    adopted = {"date": draw(days(700)).isoformat(), "did": "adopted", **draw(ends())}
    match draw(st.sampled_from(("at once", "at once", "later", "upon"))):
        case "later":
            adopted["effective"] = draw(days()).isoformat()
        case "upon":
            adopted["upon"] = "a treaty enters into force"
    drawn = draw(st.permutations([adopted, *draw(st.lists(events(), max_size=8))]))
    standings = (
        {"barred": draw(st.lists(parties(), max_size=2)), "exempt": [draw(parties())]} if with_parties else {}
    )
    while True:
        policy = make_policy(*drawn, **standings)
        wrong = {fault.event for fault in contradictions(policy) if fault.severity == "error"}
        if not wrong:
            assume(known_since(policy) is not None)
            return policy
        drawn = [event for place, event in enumerate(drawn) if place not in wrong]
