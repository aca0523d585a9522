"""``moratrack add``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace
from typer import Argument, Option

from ...core.dates import Day
from ...core.faults import MoratrackError
from ...core.policy import Event, IssuerType, Kind, Party, Policy, Source
from ...editing.citing import cite
from ...editing.ownfile import Target, with_policy, write
from ..edit_options import EventOptions, FileOptions, SourceOptions
from ..prompts import ask, can_ask

Words = TypeVar("Words", bound=Struct)

_NEEDED = ("title", "issuer", "kind", "date")


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

    def policy(self, name: str, event: Event, sources: Mapping[str, Source]) -> Policy:
        """The policy these words make with its first event; title, issuer and kind must be among them."""
        lists = ("alias", "barred", "barred_class", "exempt")
        texts = {key: value for key, value in asdict(self).items() if value and key not in lists}
        return Policy(
            id=name,
            **texts,
            aliases=tuple(self.alias),
            sources=dict(sources),
            events=(event,),
            barred=(
                *(Party(who=who) for who in self.barred),
                *(Party(who=who, type="class") for who in self.barred_class),
            ),
            exempt=tuple(Party(who=who) for who in self.exempt),
        )


def add(
    policy: Annotated[str, Argument(metavar="POLICY", help="The id it is to have, such as maple-grove.")],
    about: PolicyWords,
    words: EventOptions,
    sourced: SourceOptions,
    filed: FileOptions,
    did: Annotated[Literal["adopted", "proposed"], Option("--did", help="How it began.")] = "adopted",
) -> int:
    """Start a record in your own file; a terminal asks for what is left out."""
    on = filed.today()
    target = filed.target()
    given = {key: value for group in (about, words, sourced) for key, value in asdict(group).items() if value}
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


def _rehearse(target: Target, policy: str, on: dt.date) -> None:
    """Raise MoratrackError now, and not after the questions, where a policy of this id cannot be added."""
    about = PolicyWords(title="x", issuer="x", kind="moratorium")
    record = about.policy(policy, Event(date=Day(on), did="adopted"), {})
    write(target, lambda content: with_policy(target, content, record), dry_run=True)


def _completed(words: Words, answers: Mapping[str, str]) -> Words:
    return replace(words, **{key: value for key, value in answers.items() if key in words.__struct_fields__})
