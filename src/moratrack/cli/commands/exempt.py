"""``moratrack exempt``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from typer import Option

from ...core.faults import MoratrackError
from ...core.policy import STANDINGS
from ...questions.exempt import PartyRow, party_rows
from ...questions.selection import find
from ...text import counted
from ..options import DataOptions, FilterOptions, OutputOptions
from ..output import answer
from ..request import day_asked, load_data, rows_asked
from ..terminal import talk
from ..words import require_said

if TYPE_CHECKING:
    from ...dataset import Dataset
    from ...views.grid import Grid


def exempt(
    filters: FilterOptions,
    data: DataOptions,
    output: OutputOptions,
    who: Annotated[
        str | None, Option("--who", metavar="NAME", help="Only parties that go by NAME or a part of it.")
    ] = None,
    everyone: Annotated[bool, Option("--all", help="Add the barred and the unclear.")] = False,
) -> int:
    """Who may go on all the same, with what, on whose word."""
    require_said("--who", who)
    dataset, on = load_data(data), day_asked(data.as_of)
    _require_policies(filters.policies, dataset)
    rows = rows_asked(filters, dataset, on)
    standings = STANDINGS if everyone else STANDINGS[:1]
    if who is None:
        parties = party_rows(rows, standings)
        if filters.policies:
            named = {party.id for party in parties}
            _say_who_exempts_nobody({row.policy.id for row in rows} - named, everyone)
        elif rows and not parties:
            nobody = "names anybody" if everyone else "exempts anybody that is recorded"
            talk(f"of {counted(len(rows), 'policy', 'policies')} none {nobody}")
    else:
        from ...questions.naming import goes_by
        from ..fitting import require_party

        is_named = goes_by([who], dataset.vocabulary)
        require_party(who, is_named, dataset.policies, dataset.vocabulary)
        parties = party_rows(rows, standings, is_named)
        if not parties:
            talk(
                f"{who!r} is named by no policy here"
                + ("" if everyone else " as exempt; --all asks for the barred too")
            )

    def grid() -> Grid:
        from ...views.exempt import party_grid
        from ...views.words import with_record

        return with_record(party_grid(parties, with_standing=everyone), dataset.kept_to, on)

    answer(output, parties, PartyRow, grid)
    return 0


def _require_policies(words: Sequence[str], dataset: Dataset) -> None:
    """Raise MoratrackError for a word that names a party, and not a policy."""
    for word in words:
        if word and not find(dataset.policies, word):
            from ...questions.naming import goes_by

            is_named = goes_by([word], dataset.vocabulary)
            parties = (party for policy in dataset.policies for party in policy.parties("exempt"))
            if any(map(is_named, parties)):
                import shlex

                asked = f"--who {shlex.quote(word)}"
                raise MoratrackError(f"no policy {word!r}, but a party goes by that name; write {asked}")


def _say_who_exempts_nobody(ids: set[str], everyone: bool) -> None:
    for policy in sorted(ids):
        talk(f"{policy} " + ("names nobody" if everyone else "exempts nobody that is recorded"))
