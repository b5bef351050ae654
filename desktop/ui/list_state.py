"""How a person left the case list: its order and its hidden columns. Kept as one text, in which nothing was typed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from desktop.clinical.listing import MOST_KEYS, SavedView, SortKey, sort_keys, sort_text
from desktop.ui.models.case_columns import COLUMNS, SORTS


@dataclass(frozen=True, slots=True)
class ListState:
    """``hidden`` are names of columns, ``sort`` the fields of the order (see ``sort_keys``).

    ``views`` are a person's own as an earlier program kept them here, unencrypted: until they are on a board, which
    takes them over when it is next opened for writing.
    """

    sort: str = "name"
    descending: bool = False
    hidden: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.hidden)
    views: tuple[SavedView, ...] = ()

    @property
    def keys(self) -> tuple[SortKey, ...]:
        """What the list is sorted by, the first field first."""
        return sort_keys(self.sort, self.descending)

    def ordered(self, keys: Sequence[SortKey]) -> ListState:
        """The same list in this order."""
        sort, descending = sort_text(keys)
        return replace(self, sort=sort, descending=descending)

    def sorted_by(self, field: str) -> ListState:
        """Sorted by this field alone; where it was the first already, the other way round."""
        first = self.keys[0]
        return self.ordered((SortKey(field, first.field == field and not first.descending),))

    def sorted_also_by(self, field: str) -> ListState:
        """This field after the others; asked once more it descends, and then it is no key any more.

        Where there are as many as there may be, it takes the place of the last.
        """
        keys = self.keys
        here = next((one for one in keys if one.field == field), None)
        if here is None:
            return self.ordered((*keys[: MOST_KEYS - 1], SortKey(field)))
        others = tuple(one for one in keys if one != here)
        if here.descending and others:
            return self.ordered(others)
        turned = here._replace(descending=not here.descending)
        return self.ordered([turned if one == here else one for one in keys])

    def text(self) -> str:
        """As it is kept among the preferences."""
        told = asdict(self) | {"columns": [column.name for column in COLUMNS]}
        if not self.views:
            del told["views"]
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def parse(cls, text: str) -> ListState:
        """What was kept; anything that cannot be read, or that this program does not know, means the usual."""
        try:
            saved = json.loads(text)
            there = {*saved.get("columns", (one.name for one in COLUMNS if not one.later))}
            hidden = tuple(
                one.name for one in COLUMNS[1:] if one.name in saved["hidden"] or (one.hidden and one.name not in there)
            )
            views = tuple(_view(one) for one in saved.get("views", ()))
            return cls(*_order(saved), hidden, views)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls()


def _view(saved: dict[str, Any]) -> SavedView:
    where = tuple((str(key), str(value)) for key, value in saved["where"])
    return SavedView(str(saved["name"]), where, *_order(saved))


def _order(saved: dict[str, Any]) -> tuple[str, bool]:
    """The kept order, without fields that this program does not sort by, and without a second time the same."""
    turned, known = bool(saved["descending"]), dict[str, SortKey]()
    for one in sort_keys(saved["sort"], turned):
        if one.field in SORTS:
            known.setdefault(one.field, one)
    return sort_text([*known.values()][:MOST_KEYS] or [SortKey("name", turned)])
