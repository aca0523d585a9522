"""Every kind of fault has an example file of its name, and is explained in docs/faults.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from moratrack.checks import amendments, catalogue, classes, rules, shape, validation
from moratrack.files.documents import read_documents

from ..support import ROOT, run

EXAMPLES = Path(__file__).parent / "faults"
CODES = catalogue.CODES
FINDERS = (rules, shape, validation, amendments, classes)
"""The modules that declare kinds of faults."""


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    assert {path.stem for path in EXAMPLES.iterdir()} == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_example_has_the_fault_of_its_name_and_no_other(code: str) -> None:
    [example] = EXAMPLES.glob(f"{code}.*")
    faults = validation.validate(read_documents([str(example)])).faults
    assert {(fault.code, fault.severity) for fault in faults} == {(code, CODES[code].severity)}


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_is_explained_where_a_fault_says(code: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    page = (ROOT / catalogue.PAGE).read_text(encoding="utf-8")
    assert f"\n## {code}\n" in page
    assert CODES[code].explanation in page
    assert CODES[code].explanation.endswith(".")
    [example] = EXAMPLES.glob(f"{code}.*")
    told = run(capfdbinary, "validate", str(example), "--json")
    assert told.rows[0]["explained"] == f"{catalogue.PAGE}#{code}"


def test_a_code_stands_for_one_kind() -> None:
    with pytest.raises(ValueError, match="bad_id is declared twice"):
        catalogue.code("bad_id", "Anything else.")
