"""The names of months: English ones at once, those of other languages when such a word stands in a day."""

from __future__ import annotations

from functools import cache

_NAMES = "january february march april may june july august september october november december".split()
ENGLISH = {
    **{name: number for number, name in enumerate(_NAMES, start=1)},
    **{name[:3]: number for number, name in enumerate(_NAMES, start=1)},
    "sept": 9,
}
# Those written in letters in which a word can be told from its neighbours.
_LANGUAGES = (
    "fr de es it pt nl da sv nb nn fi et lv lt pl cs sk sl hr sr bs mk bg ru uk be ro hu tr el ca gl eu ga cy"
    " is sq id ms vi sw af hy ka az kk uz he ar fa".split()
)

# Short names of months elsewhere.
_ENGLISH_WORDS = ("set", "out", "ago")


def month_named(word: str) -> int | None:
    """The month that a word names; None where it names none, or in some languages one, in some another."""
    plain = word.casefold().rstrip(".")
    return ENGLISH.get(plain) or _foreign().get(plain)


@cache
def _foreign() -> dict[str, int]:
    """Names and short names in other languages, as babel has them; nothing where it is not installed."""
    try:
        from babel import Locale
    except ImportError:
        return {}
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        forms = Locale.parse(language).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in forms[form][width].items():
                    found.setdefault(name.casefold().rstrip("."), set()).add(number)
    for word in _ENGLISH_WORDS:
        found.pop(word, None)
    # Listopad is November to a Pole and October to a Croat.
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and name.isalpha()}
