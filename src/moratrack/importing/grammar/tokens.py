"""A cell → its tokens: days, lengths of time, words with a meaning, and all the rest."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from . import amounts
from .amounts import Amount
from .days import Manner, day_at
from .meanings import Cue
from .months import ENGLISH
from .vocabulary import phrase_at

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("‘’ʼ＇´`", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **{chr(0xFF10 + figure): str(figure) for figure in range(10)},
        "_": " ",
    }
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_URL = re.compile(r"https?://[^\s<>\"|;]+", re.IGNORECASE)
_TIME = re.compile(
    r"(?:(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?)"
    r"(?: (?:[ECMP][SD]?T|UTC|GMT))?",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"(?:ord(?:inance)?|res(?:olution)?|no|nos|number|bill|chapter|ch|section|sec|case|act|docket|file|item|article|art"
    r"|executive order|order|eo|hb|sb|ab|hr|ll|law|l\.l\.|#|§)\.?(?: (?:no|number|nos)\.?| ?#)? ?"
    r"(?=[\w./-]*\d)[a-z]{0,4}-?\d[\w./-]*",
    re.IGNORECASE,
)
_DAY_IN_NUMBER = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}-[a-z]{3,9}-\d{2,4}", re.IGNORECASE
)
_VOTE = re.compile(
    rf"\d{{1,3}}(?:-\d{{1,3}}(?:-\d{{1,3}})?| ?(?:-|to) ?\d{{1,3}}(?! (?:{'|'.join(ENGLISH)})))(?![\w/-])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\d[\d.,/:-]*\d|\d")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_YEAR = re.compile(r"(?:1[6-9]|2\d)\d\d")


class Token(NamedTuple):
    """A stretch of a cell and what kind of thing it is."""

    kind: str
    """day, term, between, cue, marker, word, mark, time, vote, reference, address, number, ordinal, unread"""
    start: int
    end: int
    value: Any = None
    """A Moment, an Amount, a Cue or a Marker."""


class Cell(NamedTuple):
    """A text in one line and its tokens."""

    text: str
    tokens: tuple[Token, ...]
    folded: str = ""
    """The text with one form of each hyphen and quotation mark, letter for letter."""


def tokenize(text: str, manner: Manner, *, is_status: bool = False) -> Cell:
    """Cut a text up; of a status, words that are joined as in inForce are parted."""
    flat = " ".join(text.split())
    if is_status:
        flat = _CAMEL.sub(" ", flat)
    folded = flat.translate(_FOLDED)
    found: list[Token] = []
    place, length = 0, len(folded)
    while place < length:
        if folded[place] == " ":
            place += 1
            continue
        token = _token_at(folded, place, manner)
        found.append(token)
        place = token.end
    return Cell(flat, tuple(_with_phrases(folded, found)), folded)


def _token_at(text: str, place: int, manner: Manner) -> Token:
    character = text[place]
    is_figure, is_letter = character.isdigit(), character.isalpha()
    if not (is_figure or is_letter):
        reference = REFERENCE.match(text, place) if character in "#§" else None
        if character == "½" and (half := amounts.AMOUNT.match(text, place)):
            return Token("term", place, half.end(), amounts.amount(half[0]))
        if character == "'" and (word := _WORD.match(text, place + 1)):
            return Token("word", place, word.end())
        if text.startswith(("->", "=>"), place):
            return Token("mark", place, place + 2)
        return Token("reference", place, reference.end()) if reference else Token("mark", place, place + 1)
    if is_letter and character in "hH" and (url := _URL.match(text, place)):
        return Token("address", place, url.end())
    return (
        _length_at(text, place)
        or _day_token(text, place, manner)
        or (_number_at(text, place) if is_figure else _word_at(text, place))
    )


def _length_at(text: str, place: int) -> Token | None:
    """A length of time, or two of which either may be meant."""
    if amounts.BEGINS.match(text, place) is None:
        return None
    unread = amounts.BETWEEN.match(text, place) or amounts.NO_CALENDAR.match(text, place)
    if unread:
        return Token("between", place, unread.end(), Amount(None, unread[0]))
    if text[place] == "P" and (iso := amounts.ISO_TERM.match(text, place)) and iso.end() > place + 1:
        return Token("term", place, iso.end(), amounts.iso(iso[0]))
    match = amounts.AMOUNT.match(text, place)
    if match is None:
        return None
    end = amounts.end_of_sum(text, place, match.end())
    found = amounts.amount(text[place:end])
    return Token("between" if found.term is None else "term", place, end, found)


def _day_token(text: str, place: int, manner: Manner) -> Token | None:
    reference = REFERENCE.match(text, place) if text[place].isalpha() else None
    if reference is not None and not _holds_day(text, place, reference.end()):
        return Token("reference", place, reference.end())
    moment = day_at(text, place, manner)
    if moment is None:
        return None
    return Token("day", place, place + len(moment.text), moment)


def _holds_day(text: str, start: int, end: int) -> bool:
    """Whether what looks like the number of an ordinance ends in a whole day."""
    return _DAY_IN_NUMBER.search(text, start, end) is not None


def _number_at(text: str, place: int) -> Token:
    for kind, pattern in (("time", _TIME), ("vote", _VOTE)):
        match = pattern.match(text, place)
        if match:
            return Token(kind, place, match.end())
    if (ordinal := _ORDINAL.match(text, place)) is not None:
        return Token("ordinal", place, ordinal.end())
    match = _NUMBERS.match(text, place)
    end = match.end() if match else place + 1
    looks_like_day = match is not None and _YEAR.search(match[0]) and any(mark in match[0] for mark in "-/.:")
    return Token("unread" if looks_like_day else "number", place, end)


def _word_at(text: str, place: int) -> Token:
    match = _WORD.match(text, place)
    return Token("word", place, match.end() if match else place + 1)


def _with_phrases(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, with words that are a phrase made one; a hyphen or a stop within one is no token."""
    words = [
        text[token.start : token.end].lower() if token.kind in ("word", "ordinal") else "" for token in tokens
    ]
    places = [
        place
        for place, token in enumerate(tokens)
        if not (token.kind == "mark" and _joins(text, tokens, place))
    ]
    tokens, words = [tokens[place] for place in places], [words[place] for place in places]
    found = []
    place = 0
    while place < len(tokens):
        phrase = phrase_at(words, place) if words[place] else None
        if phrase is None:
            found.append(tokens[place])
            place += 1
            continue
        count, meaning = phrase
        kind = "cue" if isinstance(meaning, Cue) else "marker"
        found.append(Token(kind, tokens[place].start, tokens[place + count - 1].end, meaning))
        place += count
    return found


def _joins(text: str, tokens: list[Token], place: int) -> bool:
    """Whether a mark stands within a word: pre-filed, n/a, approx."""
    token = tokens[place]
    mark = text[token.start]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if mark == "-" and before and after and before.kind == after.kind == "word":
        return before.end == token.start and after.start == token.end
    if mark == "." and before and before.kind == "word" and before.end == token.start:
        return text[before.start : before.end].lower() in (
            "approx",
            "ca",
            "c",
            "eff",
            "exp",
            "ext",
            "indef",
            "perm",
            "est",
            "mon",
            "tue",
            "wed",
            "thu",
            "fri",
            "ord",
            "res",
            "art",
            "amdt",
            "ct",
        )
    return False
