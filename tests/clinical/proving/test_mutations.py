"""Changing any one cell of a shipped table makes a worked case fail, or the file is refused.

``python -m tests.mutations`` prints the same as a table, with the cells that nobody noticed.
"""

from __future__ import annotations

import sys

import pytest

import resources
from tests.mutations.tables import FOLDERS, Shelf
from tests.mutations.tally import equivalent, tally

LARGE = {"response/inrc-2017.toml"}
"""Thousands of cells, too many for every run, and not all of them noticed yet: ``python -m tests.mutations --every 16``
changes each sixteenth of them and names what was missed."""
FILES = [name for folder in FOLDERS for name in resources.names(folder, ".toml") if name not in LARGE]


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return Shelf()


@pytest.mark.sampled(6, 0)
@pytest.mark.parametrize("name", FILES)
def test_every_changed_cell_is_noticed(shelf: Shelf, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = tally(shelf, name, equivalent())
    with capsys.disabled():
        sys.stdout.write(
            f"\n  {found.table}: of {found.cells} changed cells {found.refused} are refused on loading, "
            f"{found.noticed} noticed by a worked case, {found.equivalent} equivalent, {len(found.missed)} missed\n"
        )
    assert found.missed == ()
    assert found.stale == ()


def test_equivalent_cells_belong_to_tables_that_ship(shelf: Shelf) -> None:
    assert {table for table, _ in equivalent()} <= {str(one["id"]) for one in shelf.documents.values()}


def test_every_kind_of_cell_is_changed(shelf: Shelf) -> None:
    cells = [mutant.cell for name in ("risk/cog-v2.toml", "risk/facts.toml") for mutant in shelf.mutants(name)]
    for one in (
        "row C2-04, when, age_days, below: 547 -> 546",
        "row C2-04, when, age_days, below: 547 -> 548",
        "row C2-04, when, mycn: also amplified",
        "row C2-04, when, mycn: gone",
        "row C2-06a, when, grade: without undifferentiated",
        "row C2-12, any_of, sca: gone",
        "row C2-04, then: intermediate -> high",
        "row C2-08, then: without high",
        "row C2-06b, warning: gone",
        "reading ploidy, as: without diploid",
        "not_covered C2-21: gone",
        "measured ploidy, limit: 1 -> 2",
        "total sca, parts: without gain_17q",
        "bound inrgss, below_days: 547 -> 546",
        "boundary 365: gone",
        "key mycn, same, gain: not_amplified -> amplified",
        "groups: low before very_low",
    ):
        assert one in cells, one
