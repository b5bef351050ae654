"""What of a decision cannot be stored as it stands: kept beside it, so that a program that ends loses nothing typed.

A row that lacks what it must say, a day that is none: everything else of the decision is stored meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from desktop.clinical.drafts import Draft
from desktop.clinical.meetings.referral import Referral
from desktop.services.boards import Board
from desktop.services.drafts import DECISION, draft_of, drop_draft, keep_draft
from desktop.ui.meetings.asking import As, Asked
from desktop.ui.meetings.decision_form import DecisionForm
from desktop.ui.meetings.row_list import OneRow, RowList


class HalfTyped:
    """Keeps what is half typed of the decision that a form shows, and brings it back."""

    def __init__(self, board: Board, form: DecisionForm) -> None:
        self._board, self._form = board, form
        self._kept: Mapping[str, object] = {}

    def keep(self, referral: Referral) -> None:
        """Keep what cannot be stored now, in the place of what was kept before; nothing where all of it can be."""
        content = _half(self._form)
        if content == self._kept:
            return
        draft = Draft(DECISION, referral.case_id, referral.id, content)
        if content:
            keep_draft(self._board, draft)
        else:
            drop_draft(self._board, draft)
        self._kept = content

    def bring_back(self, referral: Referral) -> None:
        """Lay what was kept over what the form shows; what another version of the program kept stays where it is."""
        self._kept = {}
        kept = draft_of(self._board, Draft(DECISION, referral.case_id, referral.id))
        if kept is None:
            return
        try:
            found = _read(self._form, kept.content)
        except (AttributeError, KeyError, TypeError, ValueError):
            return
        _lay_over(self._form, found)
        self._kept = kept.content


def _half(form: DecisionForm) -> dict[str, object]:
    """As a draft keeps it."""
    days = {key: one.typed for key, one in form.fields.items() if one.wrong_day}
    rows = {
        name: [_told(row, place) for place, row in enumerate(part.rows) if row.wrong]
        for name, part in form.lists.items()
    }
    found: dict[str, object] = {"days": days} if days else {}
    return found | {name: told for name, told in rows.items() if told}


def _told(row: OneRow, place: int) -> dict[str, object]:
    values = {key: _plain(value) for key, value in row.values.items()}
    return {"id": str(row.key), "place": place, "values": values, "days": row.wrong_days}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, date | UUID) else value


_Row = tuple[UUID, int, dict[str, object], dict[str, str]]


def _read(form: DecisionForm, content: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, list[_Row]]]:
    """The days by field, and the rows by list. Raises what a shape raises that is not the one of this program."""
    days = {str(key): str(text) for key, text in content.get("days", {}).items() if key in form.fields}
    rows = {name: [_row(part, one) for one in content.get(name, [])] for name, part in form.lists.items()}
    return days, rows


def _row(part: RowList, told: Mapping[str, Any]) -> _Row:
    values = {one.key: _value(one, told["values"].get(one.key)) for one in part.asked()}
    return UUID(told["id"]), int(told["place"]), values, {str(key): str(one) for key, one in told["days"].items()}


def _value(asked: Asked, told: object) -> object:
    if told is None:
        return None
    if asked.kind is As.DAY:
        return date.fromisoformat(str(told))
    return UUID(str(told)) if asked.names_row else str(told)


def _lay_over(form: DecisionForm, found: tuple[dict[str, str], dict[str, list[_Row]]]) -> None:
    days, rows = found
    for name, part in form.lists.items():
        if not rows[name]:
            continue
        shown = [(row.key, row.values) for row in part.rows]
        for key, place, values, _ in rows[name]:
            at = next((at for at, (one, _) in enumerate(shown) if one == key), None)
            if at is None:
                shown.insert(place, (key, values))
            else:
                shown[at] = (key, values)
        form.show_list(part, shown)
        texts = {key: typed for key, _, _, typed in rows[name]}
        for row in part.rows:
            for field, text in texts.get(row.key, {}).items():
                row.fields[field].show_typed(text)
    for field, text in days.items():
        form.fields[field].show_typed(text)
