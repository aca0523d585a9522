"""``moratrack import``."""

from __future__ import annotations

from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Struct
from typer import Argument, Option

from ...core.faults import MoratrackError
from ...text import inert
from ..request import day_asked
from ..terminal import progress, talk, write, write_text

if TYPE_CHECKING:
    from ...core.policy import Policy
    from ...importing.explain import Explained
    from ...importing.mapping import Mapped
    from ...importing.sheet import Sheet

Syntax = Literal["toml", "json"]
_SHOWN = 3


class Read(Struct, frozen=True, kw_only=True):
    """How the sheet is to be read."""

    maps: Annotated[
        list[str], Option("--map", metavar="KEY=COLUMN", help="What a column is; KEY= takes a guess back.")
    ] = []
    mapping: Annotated[
        str | None,
        Option("--mapping", metavar="FILE", help="A mapping file [FILE.mapping.toml, if it exists]."),
    ] = None
    sets: Annotated[
        list[str],
        Option("--set", metavar="KEY=VALUE", help="The same for every row: --set topic=data-centres."),
    ] = []
    ignores: Annotated[
        list[str], Option("--ignore", metavar="COLUMN", help="A column to leave out of the notes.")
    ] = []
    sheet: Annotated[
        str | None, Option("--sheet", metavar="NAME", help="The sheet of a workbook [the first].")
    ] = None
    header: Annotated[
        str | None,
        Option("--header", metavar="N", help="The row, or rows, of the column names: 4, 2-3 [1]."),
    ] = None
    encoding: Annotated[
        str | None, Option("--encoding", metavar="NAME", help="The encoding of a text file [found out].")
    ] = None
    year: Annotated[
        int | None,
        Option("--year", metavar="YEAR", min=1, max=9999, help="The year of days that state none."),
    ] = None
    id_prefix: Annotated[
        str,
        Option("--id-prefix", metavar="WORD", help="What every id begins with, such as ohio-."),
    ] = ""
    panel: Annotated[
        str | None,
        Option("--panel", metavar="COLUMN", help="Runs of 1 are periods; wide: a column a day."),
    ] = None
    explain: Annotated[
        int | None,
        Option("--explain", metavar="ROW", help="Show how a row is read, token by token; write nothing."),
    ] = None


class Written(Struct, frozen=True, kw_only=True):
    """What is to be written, and where."""

    out: Annotated[
        str | None, Option("--out", "-o", metavar="FILE", help="Where the policies go [standard output].")
    ] = None
    to: Annotated[Syntax | None, Option("--to", help="The form of the policies")] = None
    rejects: Annotated[
        str | None,
        Option("--rejects", metavar="FILE", help="Where rows go that became no policy, as CSV."),
    ] = None
    save_mapping: Annotated[
        str | None, Option("--save-mapping", metavar="FILE", help="Write the mapping, for the next release.")
    ] = None
    force: Annotated[bool, Option("--force", help="Write over files that exist.")] = False
    dry_run: Annotated[
        bool, Option("--dry-run", help="Show the mapping and the first rows; convert nothing.")
    ] = False


def import_(
    file: Annotated[
        str, Argument(metavar="FILE", help="A CSV, JSON, .xlsx, .xls or .ods file, or - for stdin.")
    ],
    read: Read,
    written: Written,
) -> int:
    """A spreadsheet becomes policies, and every doubt is told."""
    from ...importing.conversion import convert
    from ...importing.explain import explain
    from ...importing.grammar.days import Manner
    from ...importing.guess import sheet_order
    from ...importing.mapping import mapping_toml
    from ...importing.report import report
    from ...importing.sheet import read_bytes, read_sheet
    from ...importing.toml import policies_toml
    from ...importing.values import slug
    from ...importing.writing import Output, check, rejects_csv, save

    syntax = _syntax(written)
    sheet = read_sheet(file, read_bytes(file), read.sheet, head=read.header, encoding=read.encoding)
    sheet, mapped = _mapped(file, sheet, read)
    manner = Manner(sheet_order(mapped), read.year, day_asked(None), sheet.is_1904)
    conversion = convert(sheet, mapped, manner, slug(read.id_prefix), progress("Importing"), cpu_count() or 1)
    if read.explain is not None:
        return _explained(explain(sheet, mapped, conversion, read.explain, manner))
    policies = [each.policy for each in conversion.imported]
    outputs = []
    if written.save_mapping:
        outputs.append(
            Output("--save-mapping", written.save_mapping, mapping_toml(mapped, sheet.name).encode())
        )
    if written.rejects and not written.dry_run:
        outputs.append(Output("--rejects", written.rejects, rejects_csv(sheet, conversion.rejects)))
    if written.out and not written.dry_run:
        outputs.append(Output("--out", written.out, _encoded(policies, sheet, syntax)))
    check(outputs, file, force=written.force)
    save(outputs)
    for line in report(sheet, mapped, conversion):
        talk(inert(line))
    if written.dry_run:
        first = policies_toml(policies[:_SHOWN], "The first rows as understood")
        write([mapping_toml(mapped, sheet.name).encode(), b"\n", first.encode()])
    elif written.out is None:
        write([_encoded(policies, sheet, syntax)])
    return int(bool(conversion.rejects))


def _explained(found: Explained) -> int:
    """Show how one row was read and what it became."""
    from ...importing.toml import policies_toml

    text = "".join(f"{inert(line)}\n" for line in found.lines)
    made = "" if found.policy is None else policies_toml([found.policy], "What it became")
    write_text([text, made])
    return int(found.policy is None)


def _mapped(file: str, sheet: Sheet, read: Read) -> tuple[Sheet, Mapped]:
    """The mapping that is given, or stands beside the file, or is guessed; with what the options change.

    Of a panel that is to be read as periods, the table of their events and how that is read.
    """
    from ...importing.guess import guess, require, settled
    from ...importing.mapping import changed, parse_mapping, resolve, with_kind
    from ...importing.panel import periods_of, refuse_maps, refuse_panel
    from ...importing.sheet import read_bytes

    name = read.mapping
    if name is None and file != "-":
        beside = Path(file).with_suffix(".mapping.toml")
        name = str(beside) if beside.exists() else None
    base = guess(sheet) if name is None else resolve(parse_mapping(name, read_bytes(name)), sheet, name)
    mapped = with_kind(changed(base, sheet, read.maps, read.sets, read.ignores))
    if read.panel is not None:
        refuse_maps(read.maps)
        return periods_of(sheet, mapped, read.panel)
    refuse_panel(sheet, mapped)
    require(mapped, sheet)
    mapped = settled(mapped, sheet)
    origin = "guessed from the header; --dry-run shows it" if name is None else f"read from {name}"
    talk(inert(f"{sheet.name}: mapping {origin}"))
    return sheet, mapped


def _syntax(written: Written) -> Syntax:
    if written.to is not None:
        return written.to
    if written.out is None or written.out.endswith(".toml"):
        return "toml"
    if written.out.endswith(".json"):
        return "json"
    raise MoratrackError(f"--out {written.out}: name it .toml or .json, or say --to")


def _encoded(policies: list[Policy], sheet: Sheet, syntax: Syntax) -> bytes:
    from ...importing.toml import policies_toml
    from ...views import records

    if syntax == "json":
        return b"".join((b'{"policy": ', *records.json(policies))).rstrip() + b"}\n"
    return policies_toml(policies, f"Imported by moratrack from {inert(Path(sheet.name).name)}").encode()
