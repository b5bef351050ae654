"""All results of one fact of a child: further ones are added beside those that stand, and one is marked as to use.

Nothing here replaces a result: of several, the rule decides which counts (see ``clinical/current``), or a person who
marks one and says why. One that does not belong to the child is taken away, with the reason in the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.editing import FIELDS, RESULT_TYPES, TOGETHER, Field
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels, within
from desktop.clinical.results import Provenance, Result
from desktop.services.boards import Board
from desktop.services.cases import save_case
from desktop.services.doubts import new_impossible
from desktop.services.library import Library

_LETTERS = 3
"""So many letters a reason has at the least: a dot says nothing to whoever reads it later."""

NOTHING_TYPED = "Type the result, or say with Alt+Down why there is none."

_GONE = "That result is not in this case any more; look at the list again."


def has_results(field: Field) -> bool:
    """Whether several results can stand side by side for a fact: assessments of a response each count for their day."""
    return field.results is not None and field.results not in TOGETHER


def facts_beside(field: Field) -> tuple[Field, ...]:
    """The fact, and after it the others that the same report gives: they are never mixed with those of another."""
    others = (one for one in FIELDS.values() if one.results == field.results and one is not field)
    return (field, *others)


def told_results(case: Case, field: Field) -> list[Result]:
    """The standing results that say anything of a fact, a reason for having no value included."""
    return [one for one in standing_results(case, field) if answer_in(one, field) != NOT_ASKED]


def standing_results(case: Case, field: Field) -> list[Result]:
    """The results that a fact stands in and that no corrected one replaced; none for a fact of the case itself."""
    return standing(_all(case, field)) if has_results(field) else []


def stands_apart(case: Case, field: Field) -> bool:
    """Whether a value that is typed could mean any of several results, or would stand under a mark that another has.

    It is then entered among the results, where one sees which it is: a further one, or a correction of one.
    """
    ones, told = standing_results(case, field), told_results(case, field)
    if any(one.chosen_because for one in (told or ones)):
        return True
    return len(ones) > 1 and len(told) != 1


def answer_in(result: Result, field: Field) -> Answer[object]:
    """What one result says of a fact."""
    return cast("Answer[object]", getattr(result, field.name))


def further_result(field: Field, answers: Mapping[str, Answer[object]], origin: Provenance) -> Result:
    """A result as it was typed. A silence has the date and the laboratory; for values the result itself has them."""
    on, where = origin.performed_on, origin.laboratory
    told = {name: _placed(one, origin) for name, one in answers.items()}
    if not any(one.is_known for one in told.values()):
        on, where = None, ""
    origin = replace(origin, performed_on=on, laboratory=where)
    return RESULT_TYPES[_list_of(field)](provenance=origin, **cast("dict[str, Any]", told))


def corrected_result(field: Field, before: Result, typed: Result) -> Result:
    """A result as it was typed anew, in the place of one that stays readable. A mark stays with what has a value."""
    told = {one.name: answer_in(typed, one) for one in facts_beside(field)}
    origin = replace(typed.provenance, reported_on=before.provenance.reported_on)
    because = before.chosen_because if any(one.is_known for one in told.values()) else ""
    own = {"id": typed.id, "supersedes": before.id, "provenance": origin, "chosen_because": because}
    return replace(before, **cast("dict[str, Any]", own | told))


def add_result(board: Board, library: Library, case: Case, field: Field, result: Result, today: date) -> Case:
    """Store a further result beside those that stand. Raises UserError for what cannot be."""
    after = _entered(library, case, field, result, today)
    return save_case(board, library, case, after, f"New result of {_name(library.labels, field)}")


def correct_result(
    board: Board, library: Library, case: Case, field: Field, key: UUID, typed: Result, today: date
) -> Case:  # fmt: skip
    """Store a result in the place of one that was entered wrongly, which stays readable. Raises UserError."""
    before = _standing_one(case, field, key)
    after = _entered(library, case, field, corrected_result(field, before, typed), today)
    return save_case(board, library, case, after, f"Change of a result of {_name(library.labels, field)}")


def mark_result(board: Board, library: Library, case: Case, field: Field, key: UUID, reason: str, today: date) -> Case:
    """Mark a result as the one to use; another that was marked is not any more. Raises UserError without a reason."""
    if not answer_in(_standing_one(case, field, key), field).is_known:
        raise UserError("This result has no value that could be used; choose another.")
    because = _reason(reason, "Say in a few words why this result is the one to use.")
    after = _marked(case, field, key, because)
    wrong = new_impossible(library, case, after, today)
    if wrong:
        raise UserError(wrong)
    action = f"Change of which result of {_name(library.labels, field)} counts"
    return save_case(board, library, case, after, action)


def take_mark_back(board: Board, library: Library, case: Case, field: Field) -> Case:
    """Let the rule decide again which result counts. Raises UserError where none is marked."""
    if not any(one.chosen_because for one in _all(case, field)):
        raise UserError("No result is marked; the rule decides already.")
    action = f"Change of {_name(library.labels, field)} back to the rule"
    return save_case(board, library, case, _marked(case, field, None, ""), action)


def without_result(case: Case, field: Field, key: UUID) -> Case:
    """The case without a result, and without those that it was a correction of: they must not count again.

    Raises UserError where it does not stand any more.
    """
    ones = _all(case, field)
    by_key = {one.id: one for one in ones}
    gone: set[UUID] = set()
    last: Result | None = _standing_one(case, field, key)
    while last is not None and last.id not in gone:
        gone.add(last.id)
        last = by_key.get(last.supersedes) if last.supersedes else None
    return _with(case, field, tuple(one for one in ones if one.id not in gone))


def remove_result(
    board: Board, library: Library, case: Case, field: Field, key: UUID, reason: str, today: date
) -> Case:  # fmt: skip
    """Take a result off the record, with everything that its report says; undo and history keep it.

    Raises UserError without a reason.
    """
    after = without_result(case, field, key)
    because = _reason(reason, "Say in a few words why this result is removed.")
    wrong = new_impossible(library, case, after, today)
    if wrong:
        raise UserError(wrong)
    action = f"Removal of a result of {_name(library.labels, field)} ({because})"
    return save_case(board, library, case, after, action)


def _reason(typed: str, without: str) -> str:
    """A reason in words; ``without`` is said where there is none."""
    because = " ".join(typed.split())
    if sum(one.isalpha() for one in because) < _LETTERS:
        raise UserError(without)
    return because


def _entered(library: Library, case: Case, field: Field, result: Result, today: date) -> Case:
    """The case with one more result, or a refusal."""
    if all(answer_in(result, one) == NOT_ASKED for one in facts_beside(field)):
        raise UserError(NOTHING_TYPED)
    after = _with(case, field, (*_all(case, field), result))
    # by itself, too: one that does not count is looked at by no rule that goes by what counts
    wrong = new_impossible(library, case, after, today) or new_impossible(
        library, _with(case, field, ()), _with(case, field, (result,)), today
    )
    if wrong:
        raise UserError(wrong)
    return after


def _standing_one(case: Case, field: Field, key: UUID) -> Result:
    found = next((one for one in standing_results(case, field) if one.id == key), None)
    if found is None:
        raise UserError(_GONE)
    return found


def _marked(case: Case, field: Field, key: UUID | None, because: str) -> Case:
    """One mark at the most: of two, the later result would win over the one that a person just chose."""
    ones = (replace(one, chosen_because=because if one.id == key else "") for one in _all(case, field))
    return _with(case, field, tuple(ones))


def _placed(answer: Answer[object], origin: Provenance) -> Answer[object]:
    if answer.is_known or answer == NOT_ASKED:
        return answer
    return replace(answer, on=origin.performed_on, where=origin.laboratory)


def _with(case: Case, field: Field, results: tuple[Result, ...]) -> Case:
    return replace(case, **cast("dict[str, Any]", {_list_of(field): results}))


def _all(case: Case, field: Field) -> tuple[Result, ...]:
    return cast("tuple[Result, ...]", getattr(case, _list_of(field)))


def _list_of(field: Field) -> str:
    if field.results is None or not has_results(field):
        raise ValueError(f"{field.name} has no results side by side")
    return field.results


def _name(labels: Labels, field: Field) -> str:
    return within(labels.name(field.name))
