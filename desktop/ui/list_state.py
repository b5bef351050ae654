"""How a person left the case list: its order, its hidden columns, and views of their own. Kept as one text."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from desktop.ui.models.case_columns import COLUMNS, SORTS

MOST_VIEWS = 5

Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """One view under its name: which filters are on, and in which order.

    What is searched for stays out: it may be a child's name, and preferences lie unencrypted beside the program's data.
    """

    name: str
    where: Where = ()
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListState:
    """``hidden`` are names of columns."""

    sort: str = "name"
    descending: bool = False
    hidden: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.hidden)
    views: tuple[View, ...] = ()

    def text(self) -> str:
        """As it is kept among the preferences."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def parse(cls, text: str) -> ListState:
        """What was kept; anything that cannot be read, or that this program does not know, means the usual."""
        try:
            saved = json.loads(text)
            hidden = tuple(one.name for one in COLUMNS[1:] if one.name in saved["hidden"])
            views = tuple(_view(one) for one in saved["views"])[:MOST_VIEWS]
            return cls(_sort(saved["sort"]), bool(saved["descending"]), hidden, views)
        except (ValueError, KeyError, TypeError):
            return cls()


def _view(saved: dict[str, Any]) -> View:
    where = tuple((str(key), str(value)) for key, value in saved["where"])
    return View(str(saved["name"]), where, _sort(saved["sort"]), bool(saved["descending"]))


def _sort(field: str) -> str:
    return field if field in SORTS else "name"
