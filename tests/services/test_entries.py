"""Entries of the record: stored, changed, taken away, and told in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.record.imaging import Lesion, Measurement
from desktop.clinical.results import Provenance
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.entries import entry_lines, put_entry, remove_entry

TODAY = date(2026, 11, 30)
LIBRARY = build_library()
LESIONS, MEASUREMENTS = LIBRARY.record.kinds["lesions"], LIBRARY.record.kinds["measurements"]


@pytest.fixture
def case(board: Board) -> Case:
    return new_case(board, LIBRARY, Case(family_name="Zztest", given_name="Alpha"))


def test_an_entry_is_stored_signed_and_told(board: Board, case: Case) -> None:
    lesion = Lesion(name=known("left adrenal"), provenance=Provenance(performed_on=PartialDate(2026, 11, 2)))
    stored = put_entry(board, LIBRARY, case, LESIONS, lesion, TODAY)
    found = get_case(board, case.id).lesions[0]
    assert found.provenance.entered_by == board.person.name
    line = entry_lines(LIBRARY, stored, LESIONS)[0]
    assert (line.day, line.name) == ("02 Nov 2026", "left adrenal")


def test_an_entry_is_changed_in_its_place(board: Board, case: Case) -> None:
    one, other = Lesion(name=known("first")), Lesion(name=known("second"))
    case = put_entry(board, LIBRARY, case, LESIONS, one, TODAY)
    case = put_entry(board, LIBRARY, case, LESIONS, other, TODAY)
    case = put_entry(board, LIBRARY, case, LESIONS, replace(case.lesions[0], name=known("changed")), TODAY)
    assert [each.name.value for each in case.lesions] == ["changed", "second"]


def test_what_another_entry_leans_on_stays(board: Board, case: Case) -> None:
    lesion = Lesion(name=known("left adrenal"))
    case = put_entry(board, LIBRARY, case, LESIONS, lesion, TODAY)
    case = put_entry(board, LIBRARY, case, MEASUREMENTS, Measurement(lesion=known(str(lesion.id))), TODAY)
    with pytest.raises(UserError, match=r"^One measurement leans on this entry"):
        remove_entry(board, LIBRARY, case, LESIONS, lesion.id)
    case = remove_entry(board, LIBRARY, case, MEASUREMENTS, case.measurements[0].id)
    assert remove_entry(board, LIBRARY, case, LESIONS, lesion.id).lesions == ()


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (Lesion(), "Nothing is said"),
        (Lesion(name=known("x"), tissue=known("nonsense")), "none of the values"),
        (
            Lesion(name=known("x"), provenance=Provenance(performed_on=PartialDate(2026, 12, 24))),
            "this day has not come yet",
        ),
    ],
)
def test_what_cannot_be_is_refused(board: Board, case: Case, entry: Lesion, told: str) -> None:
    with pytest.raises(UserError, match=told):
        put_entry(board, LIBRARY, case, LESIONS, entry, TODAY)
    assert get_case(board, case.id).lesions == ()


def test_a_link_leads_to_an_entry_of_the_case(board: Board, case: Case) -> None:
    with pytest.raises(UserError, match="not in this case any more"):
        put_entry(board, LIBRARY, case, MEASUREMENTS, Measurement(lesion=known(str(case.id))), TODAY)
