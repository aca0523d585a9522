"""Amendments: what one file adds to the policies of another."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..core.faults import Finding
from ..core.policy import STANDINGS, AddedParty, Amendment, Party, Policy
from .catalogue import code
from .rules import judge

DUPLICATE_SOURCE = code(
    "duplicate_source", "An amendment adds sources under keys that are new to the policy."
)
_LISTS = {"event": "events", "barred": "barred", "exempt": "exempt", "unclear": "unclear"}


def amended(policy: Policy, amendment: Amendment, file: str) -> Policy:
    """The policy with what an amendment in a file adds; its own sources and lists come first."""
    lists = {name: getattr(policy, name) + getattr(amendment, name) for name in ("aliases", "events")}
    for standing in STANDINGS:
        added = (_added(party, file) for party in amendment.parties(standing))
        lists[standing] = (*policy.parties(standing), *added)
    return replace(policy, sources={**amendment.sources, **policy.sources}, **lists)


def _added(party: Party, file: str) -> AddedParty:
    return AddedParty(**{key: getattr(party, key) for key in party.__struct_fields__}, file=file)


def findings_of_amending(policy: Policy, amendment: Amendment) -> Iterator[Finding]:
    """What is wrong with a policy only through an amendment, with paths into the amendment."""
    for key in amendment.sources:
        if key in policy.sources:
            mend = "choose another key"
            yield DUPLICATE_SOURCE.at(("sources", key), f"{policy.id} has a source {key!r} already", mend)
    before = set(judge(policy))
    for finding in judge(amended(policy, amendment, "")):
        if finding not in before:
            yield _moved(finding, policy)


def _moved(finding: Finding, policy: Policy) -> Finding:
    """A finding with its path counted within the amendment, or none where it lies outside."""
    table, *rest = finding.path
    if table == "sources":
        return finding
    if table in _LISTS and rest and isinstance(rest[0], int):
        place = rest[0] - len(getattr(policy, _LISTS[str(table)]))
        if place >= 0:
            return finding._replace(path=(table, place, *rest[1:]))
    return finding._replace(path=())
