"""What the tests of undo share: one child's facts without what every write changes, and edits by name."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.person import Person
from desktop.services.boards import Board
from desktop.services.cases import get_case, save_case
from desktop.services.library import Library
from desktop.services.undoing import Steps, read_on, redo, undo


def facts(board: Board, case_id: UUID) -> Case:
    """A stored case, whatever its version and the time of its last change."""
    return replace(get_case(board, case_id), version=0, changed_at=None)


def edit(board: Board, library: Library, case_id: UUID, name: str, answer: Answer[object]) -> Case:
    """Change one fact as the form does."""
    case = get_case(board, case_id)
    return save_case(board, library, case, FIELDS[name].write(case, answer), f"Change of {name}")


def undo_last(board: Board, library: Library, steps: Steps) -> Steps:
    """Undo the last step and read on."""
    undo(board, library, read_on(board, steps).undo[-1])
    return read_on(board, steps)


def redo_last(board: Board, library: Library, steps: Steps) -> Steps:
    """Redo the last undone step and read on."""
    redo(board, library, read_on(board, steps).redo[-1])
    return read_on(board, steps)


def second_person(board: Board) -> Person:
    """Another person of the board."""
    with board.database.work(board.person.id) as work:
        return work.persons.add(Person(name="Zztest Second"))


def as_other(board: Board, other: Person, before: Case, after: Case, action: str = "Change by another") -> Case:
    """A write by another person, as it comes from another laptop."""
    with board.database.work(other.id) as work:
        return work.cases.save(before, after, action)
