"""A template as TOML text: what changed is written, the rest of the file keeps its words, order and remarks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeGuard

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, InlineTable, Table

Values = Mapping[str, Any]

_BENEATH = ("choice", "option", "phase", "gate", "event")
"""The rows that a file has beneath each other; the others are short."""


def written(text: str, values: Values) -> str:
    """The file ``text`` with ``values`` in it, and with its remarks where the rows are still there.

    Where a file cannot be followed so, it is written anew: without its remarks, but with everything that it says.
    """
    with suppress(TOMLKitError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        document = tomlkit.parse(text)
        _follow(document, values)
        found = tomlkit.dumps(document)
        if _says(found, values):
            return found
    fresh = tomlkit.document()
    for key, value in values.items():
        fresh.append(key, _row(value) if isinstance(value, Mapping) else _item(key, value))
    return tomlkit.dumps(fresh)


def _says(text: str, values: Values) -> bool:
    try:
        return tomllib.loads(text) == values
    except tomllib.TOMLDecodeError:
        return False


def _follow(table: Any, values: Values) -> None:
    """Change only what differs."""
    for key in [one for one in table if one not in values]:
        del table[key]
    for key, value in values.items():
        here = table.get(key)
        if here is not None and _plain(here) == value:
            continue
        if isinstance(here, Mapping) and isinstance(value, Mapping):
            _follow(here, value)
        elif isinstance(here, AoT) and _are_rows(value):
            _follow_rows(table, key, here, value)
        else:
            table[key] = _item(key, value)


def _follow_rows(table: Any, key: str, here: AoT, rows: Sequence[Values]) -> None:
    """Row by row where they are still the same ones; else in their new order."""
    if [one.get("id") for one in here.body] == [one.get("id") for one in rows]:
        for was, values in zip(here.body, rows, strict=True):
            _follow(was, values)
    else:
        table[key] = _rows(here, rows)


def _rows(here: AoT, rows: Sequence[Values]) -> AoT:
    """Each row that was there before goes on from what it was."""
    left = list(here.body)
    found = []
    for values in rows:
        was = next((one for one in left if one.get("id") == values.get("id")), None)
        if was is None:
            found.append(_row(values))
            continue
        left.remove(was)
        _follow(was, values)
        found.append(was)
    return AoT(found)


def _row(values: Values) -> Table:
    row = tomlkit.table()
    for key, value in values.items():
        row.append(key, _item(key, value))
    return row


def _item(key: str, value: object) -> Any:
    """As the files that ship have it: rows beneath each other, and what belongs to a row within its line."""
    if _are_rows(value) and key in _BENEATH:
        return AoT([_row(one) for one in value])
    if _are_rows(value):
        within = tomlkit.array()
        within.extend([_inline(one) for one in value])
        return within.multiline(multiline=len(value) > 1)
    return _inline(value) if isinstance(value, Mapping) else tomlkit.item(value)


def _inline(values: Values) -> InlineTable:
    found = tomlkit.inline_table()
    found.update(values)
    return found


def _are_rows(value: Any) -> TypeGuard[Sequence[Values]]:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _plain(item: Any) -> object:
    return item.unwrap() if hasattr(item, "unwrap") else item
