"""A filter that fits no policy of the data at all is a slip of whoever typed it: it is refused.

An empty answer would read as if there were nothing to find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

from ..core.classes import Vocabulary
from ..core.faults import MoratrackError
from ..core.policy import STANDINGS, Party, Policy
from ..questions.naming import beginning, goes_by
from ..questions.selection import Filters, bars, lies_in, occurs
from ..text import did_you_mean, folded, near
from .places import codes_of

_PART = r"([A-Z]{2})-[A-Z0-9]{1,3}"
_MOST_NAMED = 8
_MOST_MEANT = 3
_LEAST_PART = 4
"""A word of fewer letters is near to too many others."""


def require_fitting(filters: Filters, policies: Sequence[Policy], vocabulary: Vocabulary) -> None:
    """Raise MoratrackError for the first word that fits no policy of all, with the nearest that does.

    The code of a country, or one of the form of its parts, may fit none: that nothing is recorded of a
    place is an answer. So may words to search for.
    """
    for word in filters.topic:
        topics = {
            folded(topic): topic for topic in dict.fromkeys(policy.topic for policy in policies) if topic
        }
        if folded(word) not in topics:
            _refuse("--topic", word, topics.values())
    for word in filters.jurisdiction:
        if not any(lies_in(policy.jurisdiction, [word]) for policy in policies) and not _is_place(word):
            _refuse_place(word, policies)
    for word in filters.issuer:
        if not any(occurs([word], policy.issuer) for policy in policies):
            _refuse("--issuer", word, dict.fromkeys(policy.issuer for policy in policies))
    for word in filters.bars:
        is_meant = goes_by([word], vocabulary)
        if not any(bars(policy, [word], is_meant) for policy in policies):
            parties = [party for policy in policies for party in policy.barred]
            names = [name for party in parties for name in (party.who, *party.aliases)]
            classes = [name for entry in vocabulary.entries for name in (entry.name, *entry.aliases)]
            _refuse("--bars", word, dict.fromkeys([*names, *classes]))


def require_party(
    word: str, is_meant: Callable[[Party], bool], policies: Sequence[Policy], vocabulary: Vocabulary
) -> None:
    """Raise MoratrackError for a word that is no class and no party of any policy, with the nearest one."""
    parties = [party for policy in policies for standing in STANDINGS for party in policy.parties(standing)]
    if vocabulary.find(word) is None and not any(map(is_meant, parties)):
        names = [name for party in parties for name in (party.who, *party.aliases)]
        classes = [name for entry in vocabulary.entries for name in (entry.name, *entry.aliases)]
        _refuse("--who", word, dict.fromkeys([*names, *classes]))


def _is_place(word: str) -> bool:
    """Whether a word is the code of a country, or has the form of one of its parts."""
    from ..checks.rules import COUNTRIES

    code = folded(word).upper()
    part = re.fullmatch(_PART, code, re.ASCII)
    return code in ("EU", "INT") or (part[1] if part else code) in COUNTRIES


def _refuse_place(word: str, policies: Iterable[Policy]) -> NoReturn:
    codes = codes_of(word)
    # A city has no code of its own: its policies have that of the state or country it lies in.
    codes = codes or sorted(
        {policy.jurisdiction for policy in policies if policy.jurisdiction and occurs([word], policy.issuer)}
    )
    if codes:
        raise MoratrackError(f"--jurisdiction {word[:40]!r} is no code; write {' or '.join(codes[:4])}")
    known = {policy.jurisdiction for policy in policies if policy.jurisdiction}
    _refuse("--jurisdiction", word, sorted(known))


def _refuse(option: str, word: str, known: Iterable[str]) -> NoReturn:
    names = list(known)
    whole = {folded(name): name for name in reversed(names)}
    parts = {part: whole[name] for name in whole for part in name.split() if len(part) >= _LEAST_PART}
    by_word = {**parts, **whole}
    match = near(folded(word), whole) or near(folded(word), parts)
    held = beginning(word)
    holding = [name for name in names if len(folded(word)) >= _LEAST_PART and held.search(folded(name))]
    listed = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    meant = " or ".join(holding[:_MOST_MEANT]) or (match and by_word[match])
    hint = did_you_mean(meant, f"there are {listed}" if names else "none has any")
    raise MoratrackError(f"{option} {word[:40]!r} fits no policy here; {hint}")
