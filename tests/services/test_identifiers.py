"""Numbers of other systems: each child has them alone, and they keep their key while they are corrected."""

from __future__ import annotations

import pytest
from builders import small_case
from undo_helpers import facts, undo_last

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.identifiers import other_identifiers, set_identifiers, systems_in_use
from desktop.services.undoing import begin

LIBRARY = build_library()


@pytest.fixture
def child(board: Board) -> Case:
    return new_case(board, LIBRARY, small_case())


def test_numbers_are_added_corrected_and_taken_away(board: Board, child: Case) -> None:
    stood, steps = facts(board, child.id), begin(board)
    two = set_identifiers(board, LIBRARY, child, [(None, " Registry ", "R-1"), (None, "Trial", "T 2")])
    assert [(one.system, one.value) for one in other_identifiers(two)] == [("Registry", "R-1"), ("Trial", "T 2")]
    assert two.mrn == child.mrn, "the hospital number is not touched"
    assert systems_in_use(board) == ("Registry", "Trial")
    first = other_identifiers(two)[0]
    one = set_identifiers(board, LIBRARY, two, [(first.id, "Registry", "R-10")])
    assert [(each.id, each.value) for each in other_identifiers(one)] == [(first.id, "R-10")]
    assert set_identifiers(board, LIBRARY, one, [(first.id, "Registry", "R-10")]) is one, "nothing new is no write"
    undo_last(board, LIBRARY, undo_last(board, LIBRARY, steps))
    assert facts(board, child.id) == stood


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ([(None, "", "R-1")], "needs both"),
        ([(None, "Registry", "  ")], "needs both"),
        ([(None, "MRN", "1")], "has its own field"),
        ([(None, "Registry", "1"), (None, "Registry", "1")], "stands here twice"),
    ],
)
def test_what_is_no_number_is_refused(board: Board, child: Case, told: list[tuple[None, str, str]], says: str) -> None:
    with pytest.raises(UserError, match=says):
        set_identifiers(board, LIBRARY, child, told)
    assert other_identifiers(get_case(board, child.id)) == other_identifiers(child)


def test_no_two_children_have_one_number(board: Board, child: Case) -> None:
    set_identifiers(board, LIBRARY, child, [(None, "Registry", "R-1")])
    other = new_case(board, LIBRARY, small_case(2))
    with pytest.raises(UserError):
        set_identifiers(board, LIBRARY, other, [(None, "Registry", "R-1")])
