"""Data files → every fault in them, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from ..core.faults import Fault, Finding, KeyPath, NotParsed, path_text
from ..core.policy import About, Amendment, PartyClass, Policy
from ..files.documents import Document, placed_lines
from ..files.parsing import parse
from .amendments import Added, by_policy, findings_of_amending
from .catalogue import code, explained_at
from .classes import Classes, findings_of_about, findings_of_class, findings_of_vocabulary
from .rules import judge
from .shape import Decoded, diagnose_file

SYNTAX = code("syntax", "A data file is TOML, JSON or ndjson in UTF-8.")
DUPLICATE_ID = code("duplicate_id", "An id stands for one policy, over all files that are read together.")
UNKNOWN_POLICY = code("unknown_policy", "A policy that another record names is there.", "warning")


class Validation(NamedTuple):
    """How much was looked at, and every fault, by file and line."""

    files: int
    policies: int
    faults: list[Fault]


def validate(documents: Iterable[Document]) -> Validation:
    """All faults of some data files, errors and warnings, by file and line."""
    examined = [_Examined(document) for document in documents]
    faults = [fault for each in examined for fault in each.faults]
    faults += _duplicates(examined)
    faults += _unknown_successors(examined)
    faults += _amending(examined)
    faults += _vocabulary(examined)
    order = {each.document.name: place for place, each in enumerate(examined)}
    faults.sort(key=lambda fault: (order[fault.file], fault.line))
    return Validation(len(examined), sum(each.records for each in examined), faults)


class _Examined:
    """A document looked at in full: its records as far as they decode, and its faults."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults: list[Fault] = []
        self.records = 0
        self.policies: list[tuple[int, Policy]] = []
        """The policies that decode, with their places in the file."""
        self.amendments: list[tuple[int, Amendment]] = []
        """Likewise the amendments."""
        self.classes: list[tuple[int, PartyClass]] = []
        """Likewise the classes."""
        self._value: Any = None
        self._lines: dict[KeyPath, int] | None = None
        try:
            self._value = parse(document)
        except NotParsed as error:
            self._lines = {(): error.line}
            self._add(SYNTAX.at((), str(error), "correct the text there"))
        else:
            self._judge(*diagnose_file(self._value))

    def fault(self, finding: Finding) -> Fault:
        """The fault that a finding, with its path from the top of the file, amounts to."""
        return Fault(
            code=finding.code,
            severity=finding.severity,
            file=self.document.name,
            line=self._line(finding.path),
            policy=self._label(finding.path),
            path=path_text(finding.path),
            message=finding.message,
            mend=finding.mend,
            explained=explained_at(finding.code),
        )

    def _judge(self, decoded: list[Decoded], findings: list[Finding]) -> None:
        self._add(*findings)
        policies = [one.record for one in decoded if isinstance(one.record, Policy)]
        for one in decoded:
            self.records += one.table == "policy"
            found: Iterable[Finding] = ()
            match one.record:
                case Amendment():
                    self.amendments.append((one.place, one.record))
                case PartyClass():
                    self.classes.append((one.place, one.record))
                    found = findings_of_class(one.record)
                case About():
                    found = findings_of_about(one.record, policies)
                case Policy():
                    self.policies.append((one.place, one.record))
                    found = judge(one.record)
            doubt = _Doubt(one.findings)
            told = [finding for finding in found if not doubt.covers(finding)]
            self._add(*(finding.below(*one.path) for finding in (*one.findings, *told)))

    def _add(self, *findings: Finding) -> None:
        self.faults += map(self.fault, findings)

    def _line(self, path: KeyPath) -> int:
        from ..files.lines import json_lines, line_of, toml_lines

        if self._lines is None:
            if self.document.syntax == "ndjson":
                self._lines = {path: number for number, path, _ in placed_lines(self.document.data)}
            else:
                text = self.document.data.decode("utf-8-sig")
                self._lines = toml_lines(text) if self.document.syntax == "toml" else json_lines(text)
        return self._lines.get(()) or line_of(self._lines, path)

    def _label(self, path: KeyPath) -> str | None:
        if len(path) < 2 or path[0] == "about":
            return None
        record = self._value[path[0]][path[1]]
        name = record.get("id") if isinstance(record, dict) else None
        return name if isinstance(name, str) else path_text(path[:2])


class _Doubt:
    """Which findings may only come from what was put into the place of misfits of one record."""

    def __init__(self, misfits: Iterable[Finding]) -> None:
        self._paths = {misfit.path for misfit in misfits}
        self._beside = {path[:2] for path in self._paths}
        self._log = not {("event",), ("sources",)}.isdisjoint(path[:1] for path in self._paths)

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is one of those."""
        path = finding.path
        if path[:1] == ("event",) or finding.code == "unknown_source":
            # A log with an event that lost a key cannot be judged, nor can citations without the sources.
            return self._log
        above = (path[:length] for length in range(len(path) + 1))
        return path[:2] in self._beside or not self._paths.isdisjoint(above)


def _duplicates(examined: Iterable[_Examined]) -> Iterator[Fault]:
    """Two policies with one id, in one file or in two."""
    first: dict[str, tuple[_Examined, Finding]] = {}
    for each in examined:
        for place, policy in each.policies:
            here = DUPLICATE_ID.at(("policy", place, "id"), "", "rename or remove one of the two")
            original, there = first.setdefault(policy.id, (each, here))
            if there is not here:
                found = original.fault(there)
                message = f"id {policy.id!r} is also at {found.file}:{found.line}"
                yield each.fault(replace(here, message=message))


def _amending(examined: list[_Examined]) -> Iterator[Fault]:
    """What files add to policies that does not fit them, or adds to none that is here."""
    known = {policy.id: policy for each in examined for _, policy in each.policies}
    homes = [(each, place, amendment) for each in examined for place, amendment in each.amendments]
    origins = {id(amendment): (each, place) for each, place, amendment in homes}
    amending = by_policy(Added(each.document.name, amendment) for each, _, amendment in homes)
    for name, added in amending.items():
        if name in known:
            found = findings_of_amending(known[name], added)
        else:
            message = f"amends {name[:40]!r}, which is in none of the files given"
            mend = "validate it together with the file that holds it, such as bundled"
            unknown = UNKNOWN_POLICY.at(("id",), message, mend)
            found = ((number, unknown) for number in range(len(added)))
        for number, finding in found:
            each, place = origins[id(added[number].amendment)]
            yield each.fault(finding.below("amend", place))


def _vocabulary(examined: list[_Examined]) -> Iterator[Fault]:
    """What is wrong between the classes of all files, and with the words for them."""
    files = [Classes(dict(each.classes), dict(each.policies), dict(each.amendments)) for each in examined]
    for number, finding, elsewhere in findings_of_vocabulary(files):
        message = finding.message
        if elsewhere is not None:
            other, there = elsewhere
            found = examined[other].fault(there)
            message = f"{message} at {found.file}:{found.line}"
        yield examined[number].fault(replace(finding, message=message))


def _unknown_successors(examined: list[_Examined]) -> Iterator[Fault]:
    """An event that names, as what came next, a policy that is not there."""
    known = {policy.id for each in examined for _, policy in each.policies}
    for each in examined:
        for place, policy in each.policies:
            for number, event in enumerate(policy.events):
                if event.by is not None and event.by not in known:
                    finding = UNKNOWN_POLICY.at(
                        ("policy", place, "event", number, "by"),
                        f"by names {event.by[:40]!r}, which is no policy here",
                        "write the id of a policy, or leave by out",
                    )
                    yield each.fault(finding)
