"""``moratrack add``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace
from typer import Argument, Option

from ...core.dates import Day
from ...core.faults import MoratrackError
from ...core.policy import Event, IssuerType, Kind, Party, Policy, Source
from ...editing.additions import is_known, with_parts, with_policy, write
from ...editing.citing import cite
from ...editing.ownfile import Target
from ...editing.safewrite import read_file
from ..edit_options import EventOptions, FileOptions, SourceOptions
from ..prompts import ask, can_ask
from ..words import parse_days

Words = TypeVar("Words", bound=Struct)

_NEEDED = ("title", "issuer", "kind", "date")
_TEXTS = ("title", "issuer", "issuer_type", "kind", "topic", "jurisdiction", "bars", "why")
_PARTIES = {"barred", "barred_class", "exempt"}
_OF_PARTIES = {"may", "since", "through", "why", "note", "confidence"}
"""What may be said of those barred or exempt beside their names."""


class PolicyWords(Struct, frozen=True, kw_only=True):
    """What the policy is, and whom it bars or exempts."""

    title: Annotated[str | None, Option("--title", metavar="WORDS", help="What is stopped.")] = None
    issuer: Annotated[str | None, Option("--issuer", metavar="NAME", help="Who imposed it.")] = None
    issuer_type: Annotated[
        IssuerType | None,
        Option("--issuer-type", metavar="TYPE", help="company, city, state, country, regulator, court, …"),
    ] = None
    kind: Annotated[
        Kind | None, Option("--kind", metavar="KIND", help="moratorium, ban, withdrawal, restriction.")
    ] = None
    topic: Annotated[
        str | None, Option("--topic", metavar="TOPIC", help="The field, such as facial-recognition.")
    ] = None
    jurisdiction: Annotated[
        str | None, Option("--jurisdiction", metavar="CODE", help="The place: US, US-CA, EU, INT.")
    ] = None
    alias: Annotated[
        list[str], Option("--alias", metavar="NAME", help="What else to type for it; may be repeated.")
    ] = []
    bars: Annotated[str | None, Option("--bars", metavar="WORDS", help="Completes 'it bars …'.")] = None
    why: Annotated[str | None, Option("--why", metavar="WORDS", help="The reason given for it.")] = None
    barred: Annotated[
        list[str], Option("--barred", metavar="NAME", help="An organization it bars; may be repeated.")
    ] = []
    barred_class: Annotated[
        list[str], Option("--barred-class", metavar="NAME", help="A class it bars, such as police.")
    ] = []
    exempt: Annotated[
        list[str], Option("--exempt", metavar="NAME", help="Who may go on; may be repeated.")
    ] = []
    may: Annotated[str | None, Option("--may", metavar="WORDS", help="What the exempt may go on doing.")] = (
        None
    )
    since: Annotated[
        str | None, Option("--since", metavar="DAY", help="First day of those named, if not the policy's.")
    ] = None

    def policy(self, name: str, event: Event, sources: Mapping[str, Source]) -> Policy:
        """The policy these words make with its first event; title, issuer and kind must be among them."""
        texts = {key: getattr(self, key) for key in _TEXTS if getattr(self, key)}
        parties = self.parties(event.date.first)
        return Policy(
            id=name,
            **texts,
            aliases=tuple(self.alias),
            sources=dict(sources),
            events=(event,),
            barred=tuple(parties["barred"]),
            exempt=tuple(parties["exempt"]),
        )

    def parties(self, today: dt.date, **keys: Any) -> dict[str, list[Party]]:
        """Those barred and those exempt, by these words, each with more keys of a party."""
        if self.may and not self.exempt:
            raise MoratrackError("--may says what those exempt may do; name them with --exempt")
        if self.since and not (self.exempt or self.barred or self.barred_class):
            raise MoratrackError(
                "--since says from when those barred or exempt are; name them with --exempt or --barred"
            )
        if self.since:
            keys["since"] = parse_days("--since", self.since, today)
        barred = [Party(who=who, **keys) for who in self.barred]
        barred += [Party(who=who, type="class", **keys) for who in self.barred_class]
        exempt = [Party(who=who, may=self.may or None, **keys) for who in self.exempt]
        return {"barred": barred, "exempt": exempt}


def add(
    policy: Annotated[str, Argument(metavar="POLICY", help="The id it is to have, such as maple-grove.")],
    about: PolicyWords,
    words: EventOptions,
    sourced: SourceOptions,
    filed: FileOptions,
    did: Annotated[Literal["adopted", "proposed"], Option("--did", help="How it began.")] = "adopted",
) -> int:
    """Start a record in your file, or name whom a policy bars."""
    on = filed.today()
    target = filed.target()
    given = {key: value for group in (about, words, sourced) for key, value in asdict(group).items() if value}
    only_parties = given.keys() & _PARTIES and not given.keys() & {*_NEEDED}
    if only_parties and is_known(target, read_file(target.file), policy):
        _add_parties(policy, about, words, sourced, filed, target)
        return 0
    missing = [f"--{key}" for key in _NEEDED if key not in given]
    if missing and not can_ask():
        raise MoratrackError(
            f"add needs {', '.join(missing)} too; give {'them' if len(missing) > 1 else 'it'}, "
            "or run it in a terminal, which asks"
        )
    if missing:
        _rehearse(target, policy, on)
        answers = ask(given, on)
        about, words = _completed(about, answers), _completed(words, answers)
        sourced = replace(sourced, source=[answers["source"]]) if "source" in answers else sourced
    keys, sources = cite({}, sourced.sources(on))
    record = about.policy(policy, replace(words.event(did, on), sources=keys), sources)
    filed.write(target, lambda content: with_policy(target, content, record), on)
    return 0


def _add_parties(
    policy: str,
    about: PolicyWords,
    words: EventOptions,
    sourced: SourceOptions,
    filed: FileOptions,
    target: Target,
) -> None:
    """Add those barred or exempt to a policy that is recorded already."""
    given = {key for group in (about, words) for key, value in asdict(group).items() if value}
    for key in given - _PARTIES - _OF_PARTIES:
        option = key.replace("_", "-")
        raise MoratrackError(
            f"{policy} is recorded already, and --{option} tells nothing of a party of it; leave it out"
        )
    on = filed.today()
    keys = {
        "why": about.why,
        "note": words.note,
        "confidence": words.confidence,
        "through": None if words.through is None else parse_days("--through", words.through, on),
    }
    parts = {key: added for key, added in about.parties(on, **keys).items() if added}
    sources = sourced.sources(on)
    filed.write(
        target, lambda content: with_parts(target, content, policy, parts, sources, again=filed.again), on
    )


def _rehearse(target: Target, policy: str, on: dt.date) -> None:
    """Raise MoratrackError now, and not after the questions, where a policy of this id cannot be added."""
    about = PolicyWords(title="x", issuer="x", kind="moratorium")
    record = about.policy(policy, Event(date=Day(on), did="adopted"), {})
    write(target, lambda content: with_policy(target, content, record), dry_run=True)


def _completed(words: Words, answers: Mapping[str, str]) -> Words:
    return replace(words, **{key: value for key, value in answers.items() if key in words.__struct_fields__})
