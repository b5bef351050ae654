"""A row of a template file that stands for several events: cycle 2 to 5, or the visits of a year.

``each = [3, 6, 9, 12]`` writes the row once for every number. In its texts ``{n}`` is the number and ``{n-1}`` the one
before it; an anchor may say ``months = "{n}"`` or ``days = "{n}"``. Every event has the row's source and status.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from desktop.clinical.toml_tables import Table

_EACH = "each"
_NUMBERS = ("months", "days", "earliest", "latest")
_HELD = re.compile(r"\{(.*?)\}")


def rows_of(top: Table, row: Table) -> tuple[Table, ...]:
    """The rows that a row stands for, each named by its own event; the row itself where it has no ``each``."""
    if _EACH not in row.values:
        return (row,)
    numbers = row.values[_EACH]
    if not isinstance(numbers, list) or not numbers or not all(type(one) is int and one > 0 for one in numbers):
        raise row.refuse(f'"{_EACH}" must be the numbers that the row stands for, as {_EACH} = [2, 3, 4]')
    if any(later <= before for before, later in pairwise(numbers)):
        raise row.refuse(f'the numbers of "{_EACH}" must rise')
    if "{n}" not in row.text("id"):
        raise row.refuse(f'a row with "{_EACH}" needs {{n}} in its "id", or all its events would have one id')
    plain = {key: value for key, value in row.values.items() if key != _EACH}
    return tuple(_written(top, row, plain, number) for number in numbers)


def _written(top: Table, row: Table, plain: Mapping[str, object], number: int) -> Table:
    values = {key: _filled(row, key, value, number) for key, value in plain.items()}
    return Table(f'{top.where}, event "{values["id"]}"', values)


def _filled(row: Table, key: str, value: object, number: int) -> object:
    if isinstance(value, dict):
        return {inner: _filled(row, inner, one, number) for inner, one in value.items()}
    if isinstance(value, list):
        return [_filled(row, key, one, number) for one in value]
    if not isinstance(value, str):
        return value
    if key in _NUMBERS and value == "{n}":
        return number
    known = {"n": str(number), "n-1": str(number - 1)}
    for held in _HELD.findall(value):
        if held not in known:
            raise row.refuse(f'"{key}" has {{{held}}}; only {{n}} and {{n-1}} can be filled in')
    return _HELD.sub(lambda found: known[found[1]], value)
