"""How a person left the case list: its order and its hidden columns. Kept as one text, in which nothing was typed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from desktop.clinical.listing import SavedView
from desktop.ui.models.case_columns import COLUMNS, SORTS


@dataclass(frozen=True, slots=True)
class ListState:
    """``hidden`` are names of columns.

    ``views`` are a person's own as an earlier program kept them here, unencrypted: until they are on a board, which
    takes them over when it is next opened for writing.
    """

    sort: str = "name"
    descending: bool = False
    hidden: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.hidden)
    views: tuple[SavedView, ...] = ()

    def text(self) -> str:
        """As it is kept among the preferences."""
        told = asdict(self)
        if not self.views:
            del told["views"]
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def parse(cls, text: str) -> ListState:
        """What was kept; anything that cannot be read, or that this program does not know, means the usual."""
        try:
            saved = json.loads(text)
            hidden = tuple(one.name for one in COLUMNS[1:] if one.name in saved["hidden"])
            views = tuple(_view(one) for one in saved.get("views", ()))
            return cls(_sort(saved["sort"]), bool(saved["descending"]), hidden, views)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls()


def _view(saved: dict[str, Any]) -> SavedView:
    where = tuple((str(key), str(value)) for key, value in saved["where"])
    return SavedView(str(saved["name"]), where, _sort(saved["sort"]), bool(saved["descending"]))


def _sort(field: str) -> str:
    return field if field in SORTS else "name"
