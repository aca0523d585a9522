"""What must be true of a policy that fits the format: one function a rule, each with its code."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from msgspec.structs import replace

from ..core.faults import Finding, Severity
from ..core.history import contradictions
from ..core.policy import STANDINGS, Event, Policy
from ..text import folded, near
from .catalogue import RULES, Problem, rule

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_JURISDICTION = re.compile(r"(EU|INT|[A-Z]{2}(?:-[A-Z0-9]{1,3})?)", re.ASCII)
_URL = re.compile(r"https?://[^\s/?#\x00-\x20\x7f<>\"][^\s\x00-\x20\x7f<>\"]*", re.IGNORECASE)
_SETS_END = ("adopted", "scheduled", "extended", "amended")
CARRIED_BY: dict[str, tuple[str, ...]] = {
    "effective": (*_SETS_END, "suspended", "resumed", "ended"),
    "upon": ("adopted",),
    "term": _SETS_END,
    "through": (*_SETS_END, "suspended"),
    "until": _SETS_END,
    "not_before": _SETS_END,
    "how": ("ended",),
    "by": ("ended",),
}
"""Which events a key means something for."""
MOST_SLIPS = 20
"""For so many misspelt keys of a policy the nearest is looked up; more of them are no slips."""
# ISO 3166-1 alpha-2, officially assigned.
COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV"
    " BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES"
    " ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE"
    " IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY"
    " MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU"
    " NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM"
    " SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE"
    " VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)
"""The codes of countries."""


@rule("bad_id")
def id_is_kebab_case(policy: Policy) -> Iterator[Problem]:
    """An id is typed by hand: lower-case words and figures joined by hyphens."""
    if _ID.fullmatch(policy.id) is None:
        yield Problem(("id",), f"id {policy.id[:40]!r} is not kebab-case", "write it like san-francisco")


@rule("empty_text")
def texts_are_not_empty(policy: Policy) -> Iterator[Problem]:
    """Titles, names and conditions say something."""
    for key in ("title", "issuer"):
        if not getattr(policy, key).strip():
            yield Problem((key,), f"{key} is empty", "say it in a few words")
    for key, source in policy.sources.items():
        if not source.publisher.strip():
            yield Problem(("sources", key, "publisher"), "publisher is empty", "name the publisher")
    for place, event in enumerate(policy.events):
        for key in ("upon", "until"):
            condition = getattr(event, key)
            if condition is not None and not condition.strip():
                yield Problem(("event", place, key), f"{key} is empty", "say the condition")
    for standing in STANDINGS:
        for place, party in enumerate(policy.parties(standing)):
            if not party.who.strip():
                yield Problem((standing, place, "who"), "who is empty", "name the party")


@rule("bad_jurisdiction")
def jurisdiction_is_iso_3166(policy: Policy) -> Iterator[Problem]:
    """A jurisdiction is a country, a part of one, EU or INT."""
    code = policy.jurisdiction
    if code is None or code in ("EU", "INT"):
        return
    if _JURISDICTION.fullmatch(code) is None or code[:2] not in COUNTRIES:
        mend = "write GB" if code[:2] == "UK" else "write a code such as US, US-CA, EU or INT"
        yield Problem(("jurisdiction",), f"jurisdiction {code[:40]!r} is not an ISO 3166 code", mend)


@rule("bad_url")
def urls_are_http(policy: Policy) -> Iterator[Problem]:
    """A source is reached by http or https."""
    for key, source in policy.sources.items():
        yield from no_address(source.url, "sources", key, "url")
        yield from no_address(source.archive, "sources", key, "archive")


def no_address(url: str | None, *path: str) -> Iterator[Problem]:
    """What is wrong with an address at a path; None is none."""
    if url is not None and _URL.fullmatch(url) is None:
        message = f"{path[-1]} {url[:60]!r} is no http or https address"
        yield Problem(path, message, "write the whole address, with %20 for a space")


@rule("unknown_source")
def sources_cited_exist(policy: Policy) -> Iterator[Problem]:
    """Events and parties cite sources of their own policy."""
    found = 0
    for table, place, cited in _citations(policy):
        for index, key in enumerate(cited):
            if key not in policy.sources:
                found += 1
                match = near(key, policy.sources) if found <= MOST_SLIPS else None
                mend = f"write {match!r}" if match else f"add {key} to [policy.sources]"
                yield Problem((table, place, "sources", index), f"unknown source {key[:40]!r}", mend)


@rule("unused_source", "warning")
def sources_are_used(policy: Policy) -> Iterator[Problem]:
    """A source that nothing cites supports nothing."""
    cited = {key for _, _, keys in _citations(policy) for key in keys}
    for key in policy.sources:
        if key not in cited:
            yield Problem(("sources", key), f"source {key!r} is cited nowhere", "cite it or leave it out")


@rule("no_source", "warning")
def events_have_sources(policy: Policy) -> Iterator[Problem]:
    """Every dated event can be looked up."""
    for place, event in enumerate(policy.events):
        if not event.sources:
            yield Problem(("event", place), f"{event.did} {event.date} has no source", "add sources = […]")


@rule("ends_before_start")
def parties_stand_in_order(policy: Policy) -> Iterator[Problem]:
    """A standing does not end before it begins."""
    for standing in STANDINGS:
        for place, party in enumerate(policy.parties(standing)):
            if party.since and party.through and party.through.last < party.since.first:
                yield Problem(
                    (standing, place, "through"),
                    f"{party.who[:40]!r} stands through {party.through}, before {party.since}",
                    "correct one of the two days",
                )


@rule("never_begins")
def policy_begins(policy: Policy) -> Iterator[Problem]:
    """A log has an event that begins the policy."""
    if all(event.did in ("checked", "noted") for event in policy.events):
        yield Problem(("event",), "is neither proposed nor adopted", "add an event with did = 'adopted'")


@rule("key_out_of_place")
def events_carry_what_they_may(policy: Policy) -> Iterator[Problem]:
    """A key that means nothing for what happened would be lost without a word."""
    for place, event in enumerate(policy.events):
        for key in CARRIED_BY:
            if getattr(event, key) is not None and event.did not in CARRIED_BY[key]:
                mend = f"leave it out, or put it into note; it goes with {', '.join(CARRIED_BY[key])}"
                yield Problem(("event", place, key), f"{key} means nothing for {event.did}", mend)


@rule("includes_of_one")
def only_classes_include(policy: Policy) -> Iterator[Problem]:
    """A party that includes classes is a class itself: one organization takes in none."""
    for standing in STANDINGS:
        for place, party in enumerate(policy.parties(standing)):
            if party.includes and party.type != "class":
                message = f"{party.who[:40]!r} is one organization, and includes classes"
                yield Problem((standing, place, "includes"), message, "add type = 'class', or leave it out")


@rule("same_event_twice", "warning")
def events_are_written_once(policy: Policy) -> Iterator[Problem]:
    """An event is written once: two of one day that say the same are one, whatever their sources."""
    seen = set()
    for place, event in enumerate(policy.events):
        same = likeness(event)
        if same in seen:
            yield Problem(
                ("event", place), f"{event.did} {event.date} is written twice", "remove one of the two"
            )
        seen.add(same)


@rule("no_end")
def extensions_state_an_end(policy: Policy) -> Iterator[Problem]:
    """An extension says to when; so an end that was forgotten is never an open one."""
    for place, event in enumerate(policy.events):
        if event.did == "extended" and not event.sets_end:
            mend = "say through, term or until, or term = 'open' where no end is set any more"
            yield Problem(("event", place), f"extended {event.date} says no end", mend)


@rule("keys_exclude_each_other")
def keys_do_not_exclude_each_other(policy: Policy) -> Iterator[Problem]:
    """What is said in two ways that cannot both hold is said once."""
    for place, event in enumerate(policy.events):
        if event.upon is not None and event.effective is not None:
            yield Problem(
                ("event", place, "upon"),
                "upon stands beside effective: the first day is known, or it is not",
                "leave one of them out; once the condition is met, write scheduled with its day",
            )
        if event.term is not None and event.term.open:
            yield from _alone(place, event)


def _alone(place: int, event: Event) -> Iterator[Problem]:
    """An end that is open is no end."""
    others = [key for key in ("through", "until", "not_before") if getattr(event, key) is not None]
    if event.did == "adopted":
        message, mend = "term is 'open' when adopted", "leave it out: without an end it is open"
        yield Problem(("event", place, "term"), message, mend)
    elif others:
        yield Problem(
            ("event", place, "term"),
            f"term is 'open' beside {' and '.join(others)}",
            "leave one of them out: open says that no end is set",
        )


@rule("two_standings", "warning")
def standings_agree(policy: Policy) -> Iterator[Problem]:
    """Nobody has two standings on one day under one name."""
    named: dict[str, list[tuple[dt.date, int, int, dt.date]]] = {}
    for order, standing in enumerate(STANDINGS):
        for place, party in enumerate(policy.parties(standing)):
            since = party.since.first if party.since else dt.date.min
            through = party.through.last if party.through else dt.date.max
            for name in {folded(known) for known in (party.who, *party.aliases)}:
                named.setdefault(name, []).append((since, order, place, through))
    for name, stands in named.items():
        lasts: dict[int, dt.date] = {}
        for since, order, place, through in sorted(stands):
            for other, last in lasts.items():
                if other != order and since <= last:
                    message = f"{name[:40]!r} is both {STANDINGS[other]} and {STANDINGS[order]}"
                    mend = "drop one, or say since and through when each held"
                    yield Problem((STANDINGS[order], place, "who"), message, mend)
            lasts[order] = max(through, lasts.get(order, through))


@rule("impossible_history")
def history_is_possible(policy: Policy) -> Iterator[Problem]:
    """Events follow from those before them."""
    yield from _contradictions(policy, "error")


@rule("odd_history", "warning")
def history_is_not_odd(policy: Policy) -> Iterator[Problem]:
    """Events agree with those before them, and an end with the term beside it."""
    yield from _contradictions(policy, "warning")


def _contradictions(policy: Policy, severity: Severity) -> Iterator[Problem]:
    for found in contradictions(policy):
        if found.severity == severity:
            yield Problem(("event", found.event, found.key), found.message, found.mend)


def likeness(event: Event) -> Event:
    """An event without what does not tell it from another; the same event twice gives equal ones."""
    note = event.note if event.did in ("noted", "checked") else None
    return replace(event, note=note, sources=(), confidence="high")


def judge(policy: Policy) -> list[Finding]:
    """Everything that is wrong or odd about one policy."""
    return [rule.code.at(*problem) for rule in RULES for problem in rule.find(policy)]


def is_sound(policy: Policy) -> bool:
    """Whether a policy has no error; warnings are not looked for."""
    return not any(True for find in _MUST_HOLD for _ in find(policy))


_MUST_HOLD = [rule.find for rule in RULES if rule.code.severity == "error"]


def _citations(policy: Policy) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    for place, event in enumerate(policy.events):
        yield "event", place, event.sources
    for standing in STANDINGS:
        for place, party in enumerate(policy.parties(standing)):
            yield standing, place, party.sources
