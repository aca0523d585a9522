"""Which column is what: as it is written in a mapping file or on the command line, and put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from ..core.faults import MoratrackError
from ..core.policy import KINDS
from ..editing.toml import text as toml_text
from ..text import near
from .headers import header, numbered
from .keys import GROUPED, KEYS, KIND, group_of, key_named
from .reading import normal
from .sheet import Sheet


class Column(NamedTuple):
    """A column that a key is read from, and how its cells are to be read."""

    name: str
    how: str | None = None

    def __str__(self) -> str:
        return self.name if self.how is None else f"{self.name}:{self.how}"


class Mapped(NamedTuple):
    """Which columns each key is read from, best first; constants for keys; columns to leave out."""

    columns: dict[str, tuple[Column, ...]]
    constants: dict[str, str]
    ignored: tuple[str, ...]

    @property
    def used(self) -> frozenset[str]:
        """The names of all columns that some key is read from."""
        return frozenset(column.name for columns in self.columns.values() for column in columns)

    @property
    def groups(self) -> tuple[int, ...]:
        """The numbers of the keys that come again, in order."""
        return tuple(sorted({group_of(key) for key in self.columns if "." in key}))


class MappingFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file as it is written."""

    ignore: list[str] = []
    map: dict[str, str | list[str]] = {}
    set: dict[str, str] = {}


def parse_mapping(name: str, data: bytes) -> MappingFile:
    """Decode a mapping file; raise MoratrackError, naming it, for one that is wrong."""
    import tomli

    try:
        return msgspec.convert(tomli.loads(data.decode("utf-8-sig")), MappingFile)
    except (UnicodeDecodeError, tomli.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        mend = 'write [map] with KEY = "COLUMN", [set] with KEY = "VALUE", and above them ignore = […]'
        raise MoratrackError(f"{name}: is no mapping: {error}; {mend}") from None


def resolve(written: MappingFile, sheet: Sheet, name: str) -> Mapped:
    """Find the columns that a mapping file names; raise MoratrackError where the sheet lacks one."""
    columns = {}
    for key, specifications in written.map.items():
        listed = [specifications] if isinstance(specifications, str) else specifications
        found = tuple(_column(f"{name}: {key} =", key, specification, sheet) for specification in listed)
        columns[_known_key(f"{name}: [map]", key)] = found
    for key, value in written.set.items():
        _check_constant(f"{name}: [set]", key, value)
    return Mapped(
        columns, dict(written.set), tuple(column for column in written.ignore if column in sheet.columns)
    )


def changed(
    base: Mapped, sheet: Sheet, maps: Sequence[str], sets: Sequence[str], ignores: Sequence[str]
) -> Mapped:
    """A mapping with what the command line says in its place; ``KEY=`` alone takes a key out.

    Raises MoratrackError for a key, a column or a value that does not exist.
    """
    given: dict[str, tuple[Column, ...]] = {}
    for word in maps:
        key, column = _pair("--map", word, "KEY=COLUMN")
        _known_key("--map", key)
        found = (_column(f"--map {key}:", key, column, sheet),) if column else ()
        given[key] = given.get(key, ()) + found
    constants = {}
    for word in sets:
        key, value = _pair("--set", word, "KEY=VALUE")
        _check_constant("--set", key, value)
        constants[key] = value
    ignored = tuple(_sheet_column("--ignore", column, sheet) for column in ignores)
    taken = {column.name for columns in given.values() for column in columns} | set(ignored)
    columns = {
        key: tuple(column for column in columns if column.name not in taken)
        for key, columns in base.columns.items()
        if key not in given and key not in constants
    }
    return Mapped(
        _grouped({key: columns for key, columns in {**columns, **given}.items() if columns}),
        {**base.constants, **constants},
        (*base.ignored, *(column for column in ignored if column not in base.ignored)),
    )


def _grouped(columns: dict[str, tuple[Column, ...]]) -> dict[str, tuple[Column, ...]]:
    """The same, each of end1 and end2 under a key of its number, where one key was given both."""
    places = {key: [numbered(header(column.name)) for column in listed] for key, listed in columns.items()}
    is_numbered = any(
        key in GROUPED
        and len(found) > 1
        and all(found)
        and len({each[1] for each in found if each}) == len(found)
        for key, found in places.items()
    )
    if not is_numbered:
        return columns
    grouped: dict[str, tuple[Column, ...]] = {}
    for key, listed in columns.items():
        for column, place in zip(listed, places[key], strict=True):
            number = place[1] if place and key in GROUPED else 1
            name = key if number == 1 else f"{key}.{number}"
            grouped[name] = (*grouped.get(name, ()), column)
    return grouped


def with_kind(mapped: Mapped) -> Mapped:
    """The same, with the kind of policy spelt out where nothing says it."""
    return mapped._replace(constants={KIND.name: KINDS[0], **mapped.constants})


def mapping_toml(mapped: Mapped, sheet_name: str) -> str:
    """The text of a mapping file."""
    from ..text import inert

    lines = [f"# How moratrack import reads {inert(Path(sheet_name).name)}", ""]
    if mapped.ignored:
        lines += [f"ignore = {_listed(mapped.ignored)}", ""]
    lines.append("[map]")
    for key in (*KEYS, *sorted(set(mapped.columns) - set(KEYS), key=group_of)):
        columns = [str(column) for column in mapped.columns.get(key, ())]
        if columns:
            name = key if key in KEYS else toml_text(key)
            lines.append(f"{name} = {toml_text(columns[0]) if len(columns) == 1 else _listed(columns)}")
    lines += ["", "[set]", *(f"{key} = {toml_text(value)}" for key, value in mapped.constants.items())]
    return "\n".join(lines) + "\n"


def _listed(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(toml_text, texts))}]"


def _pair(option: str, word: str, form: str) -> tuple[str, str]:
    key, equals, value = word.partition("=")
    if not equals:
        raise MoratrackError(f"{option} {word[:40]!r}: write it as {form}")
    return key.strip(), value.strip()


def _known_key(place: str, key: str) -> str:
    if key_named(key) is None:
        match = near(key, KEYS)
        mend = f"did you mean {match}?" if match else f"write one of {', '.join(KEYS)}"
        raise MoratrackError(f"{place} {key[:40]!r} is no key; {mend}")
    return key


def _column(place: str, key: str, specification: str, sheet: Sheet) -> Column:
    """The column meant by ``COLUMN`` or ``COLUMN:how``; a column of exactly that name comes first."""
    known = key_named(_known_key(place, key))
    if specification not in sheet.columns:
        name, colon, how = specification.rpartition(":")
        if colon and known is not None and known.takes(how):
            return Column(_sheet_column(place, name, sheet), how)
    return Column(_sheet_column(place, specification, sheet))


def _sheet_column(place: str, name: str, sheet: Sheet) -> str:
    if name in sheet.columns:
        return name
    alike = [column for column in sheet.columns if normal(column) == normal(name)]
    if len(alike) == 1:
        return alike[0]
    match = near(name, sheet.columns)
    mend = f"did you mean {match!r}?" if match else f"it has {_some(sheet.columns)}"
    raise MoratrackError(f"{place} {sheet.name} has no column {name[:40]!r}; {mend}")


def _some(columns: Sequence[str]) -> str:
    return ", ".join(columns[:20]) + (", …" if len(columns) > 20 else "")


def _check_constant(place: str, key: str, value: str) -> None:
    if key not in KEYS:
        _known_key(place, key)
        raise MoratrackError(f"{place} {key}: a key with a number has columns only; write --map {key}=COLUMN")
    if not value.isprintable() or not value or not KEYS[key].understands(value, None):
        raise MoratrackError(f"{place} {key}: {value[:40]!r} is not understood; write it as in a data file")
