"""The cells of one row: reading them by key, and keeping account of what the record does not say."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any, NamedTuple

from .grammar.days import Manner, Moment
from .grammar.facts import Facts
from .keys import Key
from .mapping import Mapped
from .reading import T, normal, quoted


class Unusable(Exception):
    """A row lacks what every policy needs; the text says what."""


# A day within prose, for which a vote or a part of a code may stand too.
_YEARLESS = re.compile(r"(?<![\w/.-])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\w/-])", re.ASCII)
_normal = lru_cache(maxsize=16384)(normal)


class Filled(NamedTuple):
    """A cell that is not empty."""

    column: str
    text: str
    how: str | None


class Cells:
    """The cells of one row, by column."""

    def __init__(self, texts: dict[str, str], mapped: Mapped, manner: Manner) -> None:
        self.remarks: list[str] = []
        """What there is to say of how the row was read."""
        self.kept_quietly: list[str] = []
        """Columns whose cell was not understood where that is only counted."""
        self.short_years: list[tuple[str, int]] = []
        """Columns and years of which only two figures are written."""
        self._texts = texts
        self._mapped = mapped
        self.manner = manner
        self._understood: dict[str, tuple[str, ...]] = {}

    def read(self, key: Key[T], agree: Callable[[T, T], bool] | None = None) -> T | None:
        """The value of the first column of the key that can be read, else the key's constant, else None.

        A cell before it that nobody understands is remarked upon; so is one after it that does not ``agree``.
        """
        read = key.read
        columns = self._mapped.columns.get(key.name, ())
        if read is None or not (columns or key.name in self._mapped.constants):
            return None
        found, puzzling = None, []
        used = ""
        for column in columns:
            text = self._texts[column.name]
            reading = read(text, column.how) if text else None
            if reading is None:
                puzzling += [column.name] if text and found is None else []
                continue
            if not key.verbatim:
                self._understood[column.name] = reading.parts
            if found is None:
                found, used = reading, column.name
                self.remarks += [f"{used}: {reading.remark}"] if reading.remark else []
            elif agree is not None and not agree(found.value, reading.value):
                self.remarks.append(f"{column.name} {quoted(text)} differs from {used}, which is used")
        if puzzling:
            self._puzzle(key, puzzling)
        if found is None:
            constant = self._mapped.constants.get(key.name)
            found = None if constant is None else read(constant, None)
        return None if found is None else found.value

    def read_all(self, key: Key[tuple[str, ...]]) -> tuple[str, ...]:
        """The entries of all columns of a key of lists, each once; else those of the key's constant."""
        columns = self._mapped.columns.get(key.name, ())
        if len(columns) < 2 or key.read is None:
            return self.read(key) or ()
        entries: list[str] = []
        puzzling = []
        for column in columns:
            text = self._texts[column.name]
            reading = key.read(text, column.how) if text else None
            if reading is not None:
                self._understood[column.name] = reading.parts
                entries += reading.value
            elif text:
                puzzling.append(column.name)
        if not entries:
            return self.read(key) or ()
        self._puzzle(key, puzzling)
        return tuple(dict.fromkeys(entries))

    def facts(self, key: Key[Any], name: str = "") -> list[tuple[str, Facts]]:
        """What the grammar finds in the filled cells of a key, by column; else in the key's constant.

        Under another ``name``, those of the same key with a number.
        """
        return [
            (filled.column, key.facts(filled.text, filled.how, self.manner))
            for filled in self.filled(key, name)
        ]

    def filled(self, key: Key[Any], name: str = "") -> list[Filled]:
        """The filled cells of a key, or of that key with a number; else the key's constant."""
        name = name or key.name
        columns, constant = self._mapped.columns.get(name, ()), self._mapped.constants.get(name)
        found = []
        for column in columns:
            text = self._texts[column.name]
            if text:
                found.append(Filled(column.name, text, column.how))
                if not key.verbatim:
                    self._understood[column.name] = (text,)
        if constant is not None and not found:
            found.append(Filled("--set", constant, None))
        return found

    def tell_of(self, column: str, moment: Moment) -> None:
        """Say what there is to know of how a day that is used was read."""
        if moment.short_year is not None:
            self.short_years.append((column, moment.short_year))
        elif moment.remark:
            self.remarks.append(f"{column}: {moment.remark}")

    def puzzle(self, column: str, key: Key[Any]) -> None:
        """Say that nobody understands a cell, and what may be missing."""
        text = self._texts[column]
        lack = self.lack_of_year(key, text)
        self.remarks.append(f"{column} {quoted(text)} is not understood{lack and f': {lack}'}")

    def lack_of_year(self, key: Key[Any], text: str) -> str:
        """What to say of a cell that would be a day, or would name one, if it had a year; else empty."""
        if key.facts(text, None, self.manner).days:
            return ""
        if self.manner.year is None and key.facts(text, None, self.manner._replace(year=2000)).days:
            return "a day without a year; say --year"
        yearless = _YEARLESS.search(text)
        return f"{yearless[0]} has no year; write it in full" if yearless else ""

    def maps(self, *keys: Key[Any]) -> bool:
        """Whether any of the keys has a column."""
        return any(key.name in self._mapped.columns for key in keys)

    def texts(self, key: Key[Any]) -> dict[str, str]:
        """The filled cells of a key's columns."""
        names = [column.name for column in self._mapped.columns.get(key.name, ())]
        return {name: self._texts[name] for name in names if self._texts[name]}

    def text(self, column: str) -> str:
        """The text of a cell."""
        return self._texts.get(column, "")

    @property
    def groups(self) -> tuple[int, ...]:
        """The numbers of the keys that come again."""
        return self._mapped.groups

    def unsaid(self, record: str, elsewhere: Collection[str]) -> list[str]:
        """As "column: text" each filled cell that the ``normal`` text of the record does not say.

        Nor does it those that are ``elsewhere`` or ignored.
        """
        return [
            f"{column}: {text}"
            for column, text in self._texts.items()
            if text
            and column not in self._mapped.ignored
            and column not in elsewhere
            and not self._is_said(column, record)
        ]

    def _is_said(self, column: str, record: str) -> bool:
        parts = self._understood.get(column)
        if parts is None:
            return False
        return (
            _normal(parts[0]) in record if len(parts) == 1 else all(_normal(part) in record for part in parts)
        )

    def _puzzle(self, key: Key[Any], columns: list[str]) -> None:
        if key.quiet:
            self.kept_quietly += columns
        else:
            self.remarks += [f"{name} {quoted(self._texts[name])} is not understood" for name in columns]
