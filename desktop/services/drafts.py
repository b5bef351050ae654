"""What was typed into a dialog and not saved outlives the end of the program; it belongs to who typed it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from desktop.clinical.answers import Answer
from desktop.clinical.drafts import Draft
from desktop.clinical.errors import UserError
from desktop.clinical.results import Result
from desktop.services.boards import Board
from desktop.services.record_values import read_object, reader
from desktop.services.records import told_of, told_value

R = TypeVar("R", bound=Result)
T = TypeVar("T")

State = Mapping[str, object]
"""What stands in the fields of a dialog, by name, as the record would tell it."""

_ORIGIN = "provenance."

MARKER, RESPONSE, NEW_CASE, DECISION = "markers", "response", "case", "decision"
"""The subjects of drafts beside the kinds of entry, each of which is named by its table."""
FURTHER = "further "
"""What the subject of a further result of a fact begins with; the list of the case that it goes to follows."""


def keep_draft(board: Board, draft: Draft) -> None:
    """Keep what is typed now, in the place of what was kept of the same dialog before."""
    with board.own_work() as work:
        work.drafts.put(board.person.id, draft)


def drop_draft(board: Board, draft: Draft) -> None:
    """Let go of what was typed: it is saved now, or was thrown away."""
    with board.own_work() as work:
        work.drafts.drop(board.person.id, draft)


def drafts_of(board: Board, case_id: UUID | None) -> tuple[Draft, ...]:
    """What the person at the keyboard began about a child and did not save, the oldest first."""
    from db.draft_list import drafts_of as kept

    with board.database.glance() as connection:
        return tuple(kept(connection, board.person.id, case_id))


def draft_of(board: Board, draft: Draft) -> Draft | None:
    """What is kept of the same dialog; None where nothing is."""
    same = (draft.subject, draft.entry_id)
    return next((one for one in drafts_of(board, draft.case_id) if (one.subject, one.entry_id) == same), None)


def typed_since(base: State, now: State) -> dict[str, object]:
    """What was typed into a dialog that began with ``base``: only the fields that say something else now."""
    names = [name for name in {**base, **now} if base.get(name) != now.get(name)]
    return {name: {"was": base.get(name), "now": now.get(name)} for name in names}


def laid_over(base: State, content: Mapping[str, object]) -> tuple[dict[str, object], tuple[str, ...]]:
    """What was typed laid over what a dialog begins with now, and the fields that somebody else changed meanwhile.

    A field that nobody typed in says what the record says now, not what it said when the program ended.
    """
    state, moved = dict(base), []
    for name, told in content.items():
        if not isinstance(told, dict):
            continue
        if base.get(name) not in (told.get("was"), told.get("now")):
            moved.append(name)
        state[name] = told.get("now")
    return state, tuple(moved)


def state_of_result(result: Result, fields: Collection[str], origin: Collection[str]) -> dict[str, object]:
    """A result, finished or not, field by field as the record tells it; what it came from as ``provenance.…``."""
    told = told_of(result)
    came = cast("Mapping[str, object]", told["provenance"])
    return {name: told[name] for name in fields} | {f"{_ORIGIN}{name}": came[name] for name in origin}


def result_of_state(before: R, state: State) -> R | None:
    """The result with these fields; None where they cannot be read: another version of the program kept them."""
    told = told_of(before)
    came = dict(cast("Mapping[str, object]", told["provenance"]))
    for name, value in state.items():
        if name.startswith(_ORIGIN):
            came[name.removeprefix(_ORIGIN)] = value
        else:
            told[name] = value
    try:
        return type(before)(**read_object(type(before), {**told, "provenance": came}, "draft"))
    except (UserError, ValueError):
        return None


def told_answer(answer: Answer[Any]) -> object:
    """An answer as a draft keeps it."""
    return told_value(answer)


def read_answer(kind: type[T], told: object) -> Answer[T] | None:
    """The answer that a draft keeps; None where it cannot be read."""
    try:
        found: Answer[T] = reader(Answer[kind])(told, "draft")  # type: ignore[valid-type]
    except UserError:
        return None
    return found
