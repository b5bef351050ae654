"""Undo and redo: what this person did since the board was opened, read from the audit and taken back step by step.

A step is one transaction: the change of one fact, a new case, a whole import. Undoing is a new write with entries of
its own; nothing is removed. It is refused where another person changed the same facts since, or where a fact is not
any more what the step made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from db.errors import ChangedSince, DuplicateCase, FrozenDecision, StillNamed
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.boards import Board

if TYPE_CHECKING:  # the list is painted before these are loaded
    from db.audit import Audit, AuditEntry, Deed
    from db.work import Work
    from desktop.clinical.case import Case
    from desktop.services.library import Library

__all__ = ["StepRefusedError", "Steps", "UndoStep", "begin", "put_there_by_undone_import", "read_on", "redo", "undo"]

UNDONE, REDONE, IMPORTED = "undo", "redo", "import"
"""Kinds of event in the audit: a step was undone or redone (with the number of its first entry), a list imported."""

QUIET = (
    "view", "print", "assessments", "export", "backup", "unlocking", "signed_documents", "signing_keys",
)  # fmt: skip
"""What is written down and changes nothing of a case: that somebody looked, printed its page, locked the board."""

_IMPORT_OF = "import of"


class StepRefusedError(UserError):
    """A step cannot be taken back as things stand, for the reason in the sentence; the steps before it still may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoStep:
    """One thing that can be undone or redone.

    ``name`` is what was done, as it goes after "Undo": ``change of MYCN``. ``first`` and ``last`` are the numbers of
    its audit entries. ``case_id`` is the case if the step is about one only, ``cases`` how many it is about.
    """

    name: str
    first: int
    last: int
    cases: int
    case_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What can be undone and redone, the next one last; ``seen`` is the last audit entry that was read."""

    seen: int
    undo: tuple[UndoStep, ...] = ()
    redo: tuple[UndoStep, ...] = ()


def begin(board: Board) -> Steps:
    """The start of a session: what was done before cannot be undone in it."""
    return Steps(seen=board.database.last_entry())


def read_on(board: Board, steps: Steps) -> Steps:
    """What can be undone and redone after everything that was written meanwhile."""
    with board.database.read() as work:
        deeds = work.audit.deeds(steps.seen, (UNDONE, REDONE, IMPORTED))
    for deed in deeds:
        steps = replace(_after(steps, deed) if deed.person == board.person.id else steps, seen=deed.last)
    return steps


def undo(board: Board, library: Library, step: UndoStep) -> list[Case]:
    """Take a step back; cases that it made go to the bin. Raises StepRefusedError, with nothing changed."""
    return _take_back(board, library, step, UNDONE)


def redo(board: Board, library: Library, step: UndoStep) -> list[Case]:
    """Do again what was undone. Raises StepRefusedError, with nothing changed, if it cannot be."""
    return _take_back(board, library, step, REDONE)


def put_there_by_undone_import(audit: Audit, in_bin: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the cases in the bin that were put there by undoing the import that made them, by nobody's reason."""
    undone = f"{UNDONE.capitalize()} {_IMPORT_OF}"
    return frozenset(case_id for case_id, action in audit.binned_by(in_bin).items() if action.startswith(undone))


def _after(steps: Steps, deed: Deed) -> Steps:
    from db.entities import UNDOABLE

    if UNDONE in deed.told:
        gone, rest = _without(steps.undo, deed.told[UNDONE])
        return replace(steps, undo=rest, redo=(*steps.redo, *_same_name(gone, deed)))
    if REDONE in deed.told:
        gone, rest = _without(steps.redo, deed.told[REDONE])
        return replace(steps, redo=rest, undo=(*steps.undo, *_same_name(gone, deed)))
    if deed.entities.isdisjoint(UNDOABLE):
        return steps
    return replace(steps, undo=(*steps.undo, _step(deed, _name(deed))), redo=())


def _without(
    steps: tuple[UndoStep, ...], told: Mapping[str, Sequence[object]]
) -> tuple[tuple[UndoStep, ...], tuple[UndoStep, ...]]:
    """The step that the event names, if it is there, and the others."""
    first = told["step"][1]
    return tuple(one for one in steps if one.first == first), tuple(one for one in steps if one.first != first)


def _same_name(gone: tuple[UndoStep, ...], deed: Deed) -> tuple[UndoStep, ...]:
    """Taking back what was taken back: the new transaction under the name of the old one."""
    return tuple(_step(deed, one.name) for one in gone)


def _step(deed: Deed, name: str) -> UndoStep:
    return UndoStep(name=name, first=deed.first, last=deed.last, cases=deed.cases, case_id=deed.case_id)


def _name(deed: Deed) -> str:
    if IMPORTED in deed.told:
        return f"{_IMPORT_OF} {deed.cases:,} {'case' if deed.cases == 1 else 'cases'}"
    return deed.action[:1].lower() + deed.action[1:]


def _take_back(board: Board, library: Library, step: UndoStep, kind: str) -> list[Case]:
    from desktop.services.cases import put_lines

    action = f"{kind.capitalize()} {step.name}"
    with board.work(Right.EDIT) as work:
        entries = work.audit.between(step.first, step.last)
        _refuse_others(work, board, step, kind, entries)
        try:
            cases = work.cases.take_back(entries, action, f"Undone: {step.name}")
            touched = work.attachments.take_back(entries, action, f"Undone: {step.name}")
            touched += work.board_work.take_back(entries, action)
        except ChangedSince as error:
            what = f"case {error.number}" if error.number else "it"
            raise _refusal(step, kind, f"{what} was changed again since") from None
        except FrozenDecision:
            raise _refusal(step, kind, "the decision was confirmed by the chair and can only be amended") from None
        except StillNamed:
            raise _refusal(step, kind, "something that came later hangs on it") from None
        except DuplicateCase as error:
            raise StepRefusedError(str(error)) from None
        there = {one.id for one in cases}
        cases += work.cases.load_many(one for one in touched if one not in there).values()
        put_lines(work, library, cases)
        work.audit.add(action, kind, changes={"step": [None, step.first]})
    return cases


def _refuse_others(work: Work, board: Board, step: UndoStep, kind: str, entries: Sequence[AuditEntry]) -> None:
    """Raise StepRefusedError over a later edit of the same facts by another person, also if it was taken back."""
    from db.opposite import touches

    later = work.audit.later_by_others(step.last, board.person.id, QUIET)
    cases = {one.case_id for one in later if one.case_id is not None}
    for entry in (one for one in entries if one.case_id in cases):
        for other in later:
            if touches(entry, other):
                number = work.cases.get(entry.case_id).number if entry.case_id else 0
                who = work.persons.name_of(other.person)
                raise _refusal(step, kind, f"{who} changed the same in case {number} since")


def _refusal(step: UndoStep, kind: str, why: str) -> StepRefusedError:
    done = {UNDONE: "undone", REDONE: "redone"}[kind]
    return StepRefusedError(f"The {step.name} was not {done}, because {why}; nothing was changed, look at the case.")
