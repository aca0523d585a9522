"""Amendments: what one file adds to the policies of another. All that amends a policy is added at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from msgspec.structs import replace

from ..core.faults import Finding
from ..core.policy import STANDINGS, AddedParty, Amendment, Party, Policy
from .catalogue import code
from .rules import judge

DUPLICATE_SOURCE = code(
    "duplicate_source", "An amendment adds sources under keys that are new to the policy."
)
_LISTS = {"event": "events", "barred": "barred", "exempt": "exempt", "unclear": "unclear"}


class Added(NamedTuple):
    """An amendment, and the name of the file that makes it."""

    file: str
    amendment: Amendment


def by_policy(amending: Iterable[Added]) -> dict[str, list[Added]]:
    """What amends each policy, by its id, in the order given."""
    found: dict[str, list[Added]] = {}
    for added in amending:
        found.setdefault(added.amendment.id, []).append(added)
    return found


def amended(policy: Policy, amending: Sequence[Added]) -> Policy:
    """The policy with what amendments of it add, in their order; its own sources and lists come first."""
    lists = {
        name: tuple(chain(getattr(policy, name), *(getattr(one.amendment, name) for one in amending)))
        for name in ("aliases", "events")
    }
    for standing in STANDINGS:
        added = (_party(party, file) for file, amendment in amending for party in amendment.parties(standing))
        lists[standing] = (*policy.parties(standing), *added)
    sources = dict(policy.sources)
    for _, amendment in amending:
        for key, source in amendment.sources.items():
            sources.setdefault(key, source)
    return replace(policy, sources=sources, **lists)


def _party(party: Party, file: str) -> AddedParty:
    return AddedParty(**{key: getattr(party, key) for key in party.__struct_fields__}, file=file)


def findings_of_amending(policy: Policy, amending: Sequence[Added]) -> Iterator[tuple[int, Finding]]:
    """What is wrong with a policy only through amendments of it.

    Each finding comes with the place, among the amendments, of the one at fault, and with its path into that.
    """
    keys = set(policy.sources)
    for place, (_, amendment) in enumerate(amending):
        for key in amendment.sources:
            if key in keys:
                mend = "choose another key"
                message = f"{policy.id} has a source {key!r} already"
                yield place, DUPLICATE_SOURCE.at(("sources", key), message, mend)
            keys.add(key)
    before = set(map(_told, judge(policy)))
    new = [finding for finding in judge(amended(policy, amending)) if _told(finding) not in before]
    places = _Places(policy, amending)
    outside = []
    for finding in new:
        found = places.find(finding)
        if found is None:
            outside.append(finding)
        else:
            yield found
    if outside:
        place = _first_to_bring(outside, policy, amending)
        yield from ((place, replace(finding, path=())) for finding in outside)


def _first_to_bring(outside: Sequence[Finding], policy: Policy, amending: Sequence[Added]) -> int:
    """The place of the amendment with which findings come up in what it adds nothing to."""
    wanted = set(map(_told, outside))

    def brings(number: int) -> bool:
        return not wanted.isdisjoint(map(_told, judge(amended(policy, amending[: number + 1]))))

    return min(bisect_left(range(len(amending)), True, key=brings), len(amending) - 1)


def _told(finding: Finding) -> Finding:
    """A finding without its mend, which may name what only an amendment added."""
    return replace(finding, mend="")


class _Places:
    """Where the lists of an amended policy come from."""

    def __init__(self, policy: Policy, amending: Sequence[Added]) -> None:
        self._begins = {
            table: list(
                accumulate(
                    (len(getattr(one.amendment, name)) for one in amending),
                    initial=len(getattr(policy, name)),
                )
            )
            for table, name in _LISTS.items()
        }
        self._sources = {
            key: place for place, one in reversed([*enumerate(amending)]) for key in one.amendment.sources
        }

    def find(self, finding: Finding) -> tuple[int, Finding] | None:
        """The place of the amendment in which a finding lies, and the finding in it; None if in none."""
        table, *rest = finding.path
        if table == "sources" and rest and rest[0] in self._sources:
            return self._sources[str(rest[0])], finding
        if table in _LISTS and rest and isinstance(rest[0], int):
            begins = self._begins[str(table)]
            place = bisect_left(begins, rest[0] + 1) - 1
            if place >= 0:
                return place, replace(finding, path=(table, rest[0] - begins[place], *rest[1:]))
        return None
