"""What the tabs of a section count of the entries, where a bare number would contradict the facts beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import small_case

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.record.imaging import MetastaticDeposit
from desktop.clinical.vocabulary import MetastaticSite, PrimarySite
from desktop.ui.entries.special import count_of

LIBRARY = build_library()
BONE, LIVER = (
    MetastaticDeposit(site=known("bone"), present=known(True)),
    MetastaticDeposit(site=known("liver"), present=known(False)),
)  # fmt: skip


def told(case: Case, table: str) -> object:
    return count_of(LIBRARY, case, LIBRARY.record.kinds[table])


@pytest.mark.parametrize(
    ("deposits", "count"), [((), 0), ((BONE,), 1), ((BONE, LIVER), "1 found"), ((LIVER,), "0 found")]
)
def test_a_site_that_was_looked_at_and_is_clear_is_none_that_was_found(
    deposits: tuple[MetastaticDeposit, ...], count: object
) -> None:
    assert told(replace(Case(), metastatic_deposits=deposits), "metastatic_deposits") == count


def test_what_a_fact_names_and_no_entry_describes_is_said_so() -> None:
    case = FIELDS["primary_site"].write(small_case(), known(PrimarySite.ADRENAL))
    case = FIELDS["metastases"].write(case, known(frozenset({MetastaticSite.BONE})))
    assert {told(case, one) for one in ("primaries", "metastatic_deposits")} == {"none yet"}
    nothing_found = FIELDS["metastases"].write(case, known(frozenset()))
    assert told(nothing_found, "metastatic_deposits") == 0
