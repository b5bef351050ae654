"""What was typed into a dialog and not saved outlives the end of the program; it belongs to who typed it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeVar
from uuid import UUID

from desktop.clinical.drafts import Draft
from desktop.clinical.errors import UserError
from desktop.clinical.results import Result
from desktop.services.boards import Board
from desktop.services.guided_response import Part, Value
from desktop.services.library import Library
from desktop.services.record_values import read_object
from desktop.services.records import told_of

R = TypeVar("R", bound=Result)

MARKER, RESPONSE, NEW_CASE = "markers", "response", "case"
"""The subjects of drafts beside the kinds of entry, each of which is named by its table."""


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


def content_of_result(result: Result) -> dict[str, object]:
    """A result, finished or not, as a draft keeps it."""
    return told_of(result)


def result_of_content(kind: type[R], content: Mapping[str, object]) -> R | None:
    """The result that a draft keeps; None where this version of the program has other fields than the one before."""
    try:
        return kind(**read_object(kind, dict(content), "draft"))
    except (UserError, ValueError):
        return None


def told_values(parts: Mapping[str, Part]) -> dict[str, dict[str, object]]:
    """The measurements of a guided grading, as a draft keeps them."""
    return {
        part: {key: format(one, "f") if isinstance(one, Decimal) else one for key, one in values.items()}
        for part, values in parts.items()
    }


def read_values(library: Library, told: object) -> dict[str, Part]:
    """The measurements that a draft keeps, as far as the criteria still ask for them."""
    components, found = library.criteria.graded.components, dict[str, Part]()
    for part, values in told.items() if isinstance(told, dict) else ():
        measures = components[part].measures if part in components else {}
        kept = {key: _measured(measures[key].kind, one) for key, one in values.items() if key in measures}
        none = {"involved": False} if values.get("involved") is False else {}
        found[part] = {**none, **{key: one for key, one in kept.items() if one is not None}}
    return found


def _measured(kind: str, value: object) -> Value | None:
    if kind not in ("number", "whole"):
        return value if isinstance(value, (bool, str)) else None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
