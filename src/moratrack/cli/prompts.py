"""Questions to a person at a terminal, for what the command line of ``add`` leaves out."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, get_args

from msgspec.structs import replace

from ..checks.rules import judge
from ..core.dates import DAY, Day, Term
from ..core.policy import KINDS, Event, IssuerType, Policy, Source
from .days import read_days

_ENDS = ("term", "through", "until")
_PROBE = Policy(
    id="x", title="x", issuer="x", kind="ban", events=(Event(date=Day(dt.date.min + DAY), did="adopted"),)
)


class Question(NamedTuple):
    """What is asked for a key of a record; ``check`` raises ValueError for an answer that cannot be."""

    key: str
    text: str
    check: Callable[[str], object]
    needed: bool = False


def can_ask() -> bool:
    """Whether a person is there to answer: both standard input and output are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def ask(given: Collection[str], today: dt.date) -> dict[str, str]:
    """Ask for every key that is not given; the answers, without those that were left empty.

    Of the ways to set an end, only the first that is answered counts, and none is asked for if one
    is given. Questions go to standard error. Raises typer.Abort at the end of input and at Ctrl-C.
    """
    answers: dict[str, str] = {}
    for question in _questions(today):
        known = {*given, *answers}
        if question.key not in known and not (question.key in _ENDS and known.intersection(_ENDS)):
            answer = _answer(question, str(today) if question.key == "date" else "")
            if answer:
                answers[question.key] = answer
    return answers


def _answer(question: Question, default: str) -> str:
    import typer

    def checked(text: str) -> str:
        try:
            if text:
                question.check(text)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        return text

    answer: str = typer.prompt(
        question.text,
        default=None if question.needed and not default else default,
        show_default=bool(default),
        value_proc=checked,
        err=True,
    )
    return answer


def _one_of(words: Iterable[str]) -> Callable[[str], object]:
    known = tuple(words)

    def check(text: str) -> None:
        if text not in known:
            raise ValueError(f"write one of {', '.join(known)}")

    return check


def _sound(probe: Policy, key: str) -> None:
    """Raise ValueError for a key of a record that breaks a rule."""
    for finding in judge(probe):
        if finding.path[0] == key and finding.severity == "error":
            raise ValueError(f"{finding.message}; {finding.mend}")


def _text(key: str) -> Callable[[str], object]:
    return lambda text: _sound(replace(_PROBE, **{key: text}), key)


def _address(text: str) -> None:
    _sound(replace(_PROBE, sources={"x": Source(url=text, publisher="x")}), "sources")


def _questions(today: dt.date) -> tuple[Question, ...]:
    def day(text: str) -> object:
        return read_days(text, today)

    return (
        Question("title", "What is stopped, in a few words", _text("title"), needed=True),
        Question("issuer", "Who imposed it", _text("issuer"), needed=True),
        Question(
            "issuer_type",
            "What they are: company, city, state, … (Enter: not said)",
            _one_of(get_args(IssuerType)),
        ),
        Question("kind", f"Its kind: {', '.join(KINDS)}", _one_of(KINDS), needed=True),
        Question("topic", "Topic, such as facial-recognition (Enter: none)", str),
        Question("jurisdiction", "Place, such as US-CA, EU or INT (Enter: none)", _text("jurisdiction")),
        Question("bars", "What it bars (Enter: not said)", str),
        Question("date", "The day it was decided or said", day, needed=True),
        Question("effective", "The day it takes effect, if another (Enter: the same)", day),
        Question("term", "How long it lasts, such as 6 months (Enter: no term)", Term.parse),
        Question("through", "Its last day in force (Enter: none set)", day),
        Question("until", "The condition that ends it (Enter: none)", str),
        Question("source", "Where it can be read: https://… (Enter: nowhere yet)", _address),
    )
