"""State and last day of each policy by other means: ``python bench/rivals.py duckdb|pandas FILE``.

What a user might write who has not got moratrack. Right for the sets of ``generate.py`` only: whole
days, an adoption, then one event, and both known on the day asked, 30 June 2026. Writes CSV.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

_FROM_JSON = """
    CREATE TEMP TABLE policy AS SELECT unnest(policy, max_depth := 2) FROM read_json(
        $file, maximum_object_size = 1_000_000_000, columns = {policy: 'STRUCT(id VARCHAR, event STRUCT(
            date DATE, effective DATE, did VARCHAR, term VARCHAR, through DATE)[])[]'})
"""
_FROM_NDJSON = """
    CREATE TEMP TABLE policy AS FROM read_json(
        $file, format = 'newline_delimited', columns = {id: 'VARCHAR', event: 'STRUCT(
            date DATE, effective DATE, did VARCHAR, term VARCHAR, through DATE)[]'})
"""
_STANDING = """
    COPY (
        WITH adoption AS (
            SELECT id, event[2] AS later,
                coalesce(event[1].through, event[1].effective + event[1].term::INTERVAL)::DATE AS expires
            FROM policy
        ),
        outcome AS (
            SELECT id, later.did, CASE later.did
                WHEN 'extended' THEN
                    coalesce(
                        later.through, coalesce(expires, later.date) + nullif(later.term, 'open')::INTERVAL
                    )::DATE
                WHEN 'ended' THEN later.date - 1
                ELSE expires END AS expires
            FROM adoption
        )
        SELECT id, expires, CASE
            WHEN did = 'ended' THEN 'ended'
            WHEN expires < DATE '2026-06-30' THEN 'expired'
            ELSE 'in_force' END AS state
        FROM outcome
    ) TO '/dev/stdout' (FORMAT csv, HEADER)
"""


def with_duckdb(file: str) -> None:
    """In SQL, from JSON or ndjson, of which only the keys named are read."""
    duckdb = import_module("duckdb")
    duckdb.execute(_FROM_NDJSON if file.endswith(".ndjson") else _FROM_JSON, {"file": file})
    duckdb.execute(_STANDING)


def with_pandas(file: str) -> None:
    """In columns, from JSON."""
    pandas = import_module("pandas")
    with Path(file).open(encoding="utf-8") as data:
        policies = json.load(data)["policy"]

    def column(event: int, key: str) -> Any:
        return pandas.Series([policy["event"][event].get(key) for policy in policies], dtype="object")

    def end(event: int, anchor: Any) -> Any:
        """The day an event states, else its term from the anchor, else nothing."""
        ends, terms = pandas.to_datetime(column(event, "through")), column(event, "term")
        for term in set(terms.dropna()) - {"open"}:
            words = term.split()
            units = (f"{unit.removesuffix('s')}s" for unit in words[1::2])
            counted = ends.isna() & (terms == term)
            length = pandas.DateOffset(**dict(zip(units, map(int, words[::2]), strict=True)))
            ends[counted] = anchor[counted] + length
        return ends

    did, later = column(1, "did"), pandas.to_datetime(column(1, "date"))
    expires = end(0, pandas.to_datetime(column(0, "effective")))
    expires = expires.mask(did == "extended", end(1, expires.fillna(later)))
    expires = expires.mask(did == "ended", later - pandas.Timedelta(days=1))
    state = pandas.Series("in_force", index=did.index)
    state = state.mask(expires < "2026-06-30", "expired").mask(did == "ended", "ended")
    ids = [policy["id"] for policy in policies]
    pandas.DataFrame({"id": ids, "expires": expires, "state": state}).to_csv(sys.stdout, index=False)


if __name__ == "__main__":
    {"duckdb": with_duckdb, "pandas": with_pandas}[sys.argv[1]](sys.argv[2])
