"""What is different in a table that has no rows of groups, entry by entry and cell by cell, in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import count

from desktop.clinical.rule_set import RuleSet

_NAMES = ("id", "code", "key", "number", "call", "of", "marker", "unit", "years", "when", "name", "value", "from")
"""What an entry can be called by, as far as it has it."""

_HEADS = {"kind", "id", "version", "title", "valid_from", "sources"}
"""What is told of every table anyway."""

_MOST = 40
"""So many cells are told of one table; a table that is written anew is better read whole."""


def cell_differences(old: RuleSet | None, new: RuleSet, table: str) -> tuple[str, ...]:
    """Every entry that is new or gone and every cell with another value; nothing where a table cannot be found."""
    was, now = _document(old, table) if old is not None else None, _document(new, table)
    if was is None or now is None:
        return ()
    found = [f"{one[:1].upper()}{one[1:]}" for one in _different("", _body(was), _body(now))]
    more = (f"And {len(found) - _MOST} more cells.",) if len(found) > _MOST else ()
    return (*found[:_MOST], *more)


def _document(rules: RuleSet, table: str) -> Mapping[str, object] | None:
    documents = (tomllib.loads(text, parse_float=Decimal) for text in rules.texts.values())
    return next((one for one in documents if one.get("id") == table), None)


def _body(document: Mapping[str, object]) -> Mapping[str, object]:
    body = {key: value for key, value in document.items() if key not in _HEADS}
    components, matrix = body.get("component"), body.get("matrix")
    if isinstance(components, list) and isinstance(matrix, list):
        whole = _whole([str(one.get("title", one.get("id"))) for one in components], matrix)
        if whole is not None:
            del body["matrix"]
            body["whole response"] = whole
    return body


def _whole(titles: list[str], matrix: list[Mapping[str, object]]) -> dict[str, object] | None:
    """The rows of a matrix by what each component is, the last being the column; None where that would lose a cell."""
    *others, last = titles
    found: dict[str, object] = {}
    for row in matrix:
        grades, then = row.get("when"), row.get("then")
        if row.keys() != {"when", "then"} or not isinstance(grades, list) or not isinstance(then, dict):
            return None
        told = ", ".join(f"{title} {grade}" for title, grade in zip(others, grades, strict=False))
        cells = {f"{told}, {last} {grade}": one for grade, one in then.items()}
        if len(grades) != len(others) or cells.keys() & found.keys():
            return None
        found |= cells
    return found


def _different(where: str, was: object, now: object) -> Iterator[str]:
    if was == now:
        return
    old, new = _parts(was), _parts(now)
    if old is None or new is None:
        yield f"{where}: now {_told(was)}, with these rules {_told(now)}."
        return
    for key in dict.fromkeys((*new, *old)):
        # the outcomes of a row stand under its own name
        place = where if where and key == "then" else f"{where}, {key}" if where else key
        if key not in old:
            yield f"{place} is new: {_told(new[key])}."
        elif key not in new:
            yield f"{place} is gone: {_told(old[key])}."
        else:
            yield from _different(place, old[key], new[key])


def _parts(value: object) -> Mapping[str, object] | None:
    """A table by its keys, a list of tables by what its entries are called; None for a cell."""
    if isinstance(value, dict):
        return {str(key).replace("_", " "): one for key, one in value.items()}
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        return None
    found: dict[str, object] = {}
    for entry in value:
        called = _called(entry)
        found[next(name for name in _numbered(called) if name not in found)] = entry
    return found


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} ({place})" for place in count(2))


def _called(entry: Mapping[str, object]) -> str:
    """What an entry is about in few words: the first of its names, and what tells it from the next one."""
    if "bins" in entry and "population" in entry and "marker" in entry:
        return f"{entry['marker']}, {entry['population']}"
    if "grade" in entry and "from" in entry:
        up_to = f" to {_told(entry['to'])}" if "to" in entry else ""
        return f"from {_told(entry['from'])}{up_to}"
    named = [key for key in _NAMES if key in entry]
    if named and named[0] in ("marker", "when"):
        return " ".join(_told(entry[key]).replace(";", "") for key in named[:3] if key not in ("unit", "value"))
    return _told(entry[named[0]]) if named else "entry"


def _told(value: object) -> str:
    if isinstance(value, dict):
        told = (f"{str(key).replace('_', ' ')} {_told(one)}" for key, one in value.items())
        return "; ".join(told) or "none"
    if isinstance(value, list):
        return ", ".join(_told(one) for one in value) or "none"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).rstrip(".")
