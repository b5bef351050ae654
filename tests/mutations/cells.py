"""Every condition cell and result cell of a rule file, changed one at a time.

A list of codes loses each of its values, gains each other value of its fact, and goes altogether; a day or a limit
moves by one either way; a result becomes every other result; an entry that stands for itself (a bound, a boundary,
a child without a row) goes altogether. Words, sources and names are no cells: they change no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

NO_CELLS = {
    "also", "answer", "ask", "codes", "columns", "compartment", "conflict", "contradiction", "differs",
    "disagreement", "entered", "fact", "flag", "id", "inputs", "key", "kind", "label", "lists", "measure", "name",
    "near_warning", "note", "notes", "of", "outcome", "partly", "place", "population", "read_as", "rule", "sentence",
    "short", "sign", "source", "sources", "status", "text", "title", "told", "use", "valid_from", "version", "words",
}  # fmt: skip
"""Keys that name or explain; nothing is computed from their text."""

STAYS = {"row", "key", "sign", "values", "item"}
"""Lists of entries whose loss is no change of a cell: the loader refuses a table with holes, or the fact is gone."""

PROSE = {"sources", "lists", "note", "notes", "source"}
"""Keys below which nothing is computed from."""

Document = dict[str, Any]
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Mutant:
    """A rule file with one cell changed. ``cell`` says which, and from what to what."""

    cell: str
    document: Document


def mutants(document: Document, codes: Mapping[str, list[object]]) -> Iterator[Mutant]:
    """Every changed file; ``codes`` are the values of each fact, and of each kind of result."""
    seen = _seen(document)
    known = {key: list(dict.fromkeys([*seen.get(key, []), *codes.get(key, [])])) for key in {*seen, *codes}}
    for path, key, value in _cells(document, ()):
        if path[0] == "matrix" and key in ("when", "then"):
            continue  # its rows are asked by place; its cells stand below
        for told, changed in _changes(path, key, value, known, _holds(document, path)):
            yield Mutant(f"{_named(document, path)}: {told}", _put(document, path, changed))


class Gone:
    """In the place of a value: the key is not there."""


def _cells(value: Any, path: Path) -> Iterator[tuple[Path, str, Any]]:
    """The cells below a value, each with its path and the key that says what it holds."""
    for key, one in value.items():
        here = (*path, key)
        if key in PROSE or (isinstance(one, str) and (key in NO_CELLS or not path)):
            continue  # words at the top of a file are the file's own
        if isinstance(one, dict):
            if path and key not in ("same", "near", "when", "any_of"):
                yield here, key, one
            yield from _cells(one, here)
        elif isinstance(one, list) and one and isinstance(one[0], dict):
            for place, entry in enumerate(one):
                if key not in STAYS:
                    yield (*here, place), key, entry
                yield from _cells(entry, (*here, place))
        elif (key not in NO_CELLS or _codes_beside(path, key)) and not isinstance(one, date):
            yield here, key, one


def _codes_beside(path: Path, key: str) -> bool:
    """In a band, what a reading does not stand against: codes there, a sentence elsewhere."""
    return key == "also" and "band" in path


def _changes(
    path: Path, key: str, value: Any, known: Mapping[str, list[object]], fact: str
) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield "gone", Gone
    elif isinstance(value, bool):
        yield f"{value} -> {not value}", not value
    elif isinstance(value, int | Decimal):
        yield from _moved(path, key, value)
    elif isinstance(value, list):
        yield from _listed(path, key, value, known, fact)
    elif key == "warning":
        yield "gone", Gone
    elif len(path) > 1 and path[-2] == "same":
        yield "gone", Gone
        yield from ((f"{value} -> {other}", other) for other in known.get(fact, []) if other != value)
    elif key != "from":
        yield from ((f"{value} -> {other}", other) for other in known.get(fact, []) if other != value)


def _moved(path: Path, key: str, value: int | Decimal) -> Iterator[tuple[str, Any]]:
    steps = [Decimal("0.001"), Decimal("0.01")] if isinstance(value, Decimal) else [1]
    for step in steps:
        for other in (value - step, value + step):
            yield f"{value} -> {other}", other
    if key in ("from", "below") and path[-2] == "age_days":
        yield "gone", Gone


def _listed(
    path: Path, key: str, value: list[Any], known: Mapping[str, list[object]], fact: str
) -> Iterator[tuple[str, Any]]:
    for place, one in enumerate(value):
        rest = value[:place] + value[place + 1 :]
        if isinstance(one, int) and not isinstance(one, bool):
            for other in (one - 1, one + 1):
                yield f"{one} -> {other}", [*value[:place], other, *value[place + 1 :]]
        elif rest:
            yield f"without {one}", rest
        if key == "groups" and place:
            swapped = [*value[: place - 1], one, value[place - 1], *value[place + 1 :]]
            yield f"{one} before {value[place - 1]}", swapped
        if key == "then":
            for other in known[key]:
                if other not in value:
                    yield f"{one} -> {other}", [*value[:place], other, *value[place + 1 :]]
    if key in ("then", "groups"):
        return
    yield from ((f"also {other}", [*value, other]) for other in known.get(fact, []) if other not in value)
    if len(path) > 2 and path[-2] in ("when", "any_of"):
        yield "gone", Gone


def _holds(document: Document, path: Path) -> str:
    """Whose codes stand in a cell: those of the fact that its entry is about, else of what the cell is called."""
    key, place, entry, fact = str(path[-1]), document, document, ""
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
        if isinstance(place, dict):
            entry, fact = place, place.get("fact", fact)
    if path[0] == "key":
        # further values of a fact would be codes that nobody can enter
        return "" if key == "values" else str(document["key"][path[1]]["name"])
    if key in ("has", "lacks", "within"):
        return fact
    if path[0] == "matrix":
        return "grade"
    if _codes_beside(path, key):
        return "value"
    if key in ("all", "any", "none"):
        # which tests there are is no list of codes: only what is asked can be left out
        return ""
    if path[0] in ("assumed", "measured", "total", "bound", "reading") and key not in ("parts", "below_days", "limit"):
        return str(entry.get("key"))
    return key


def _put(document: Document, path: Path, changed: Any) -> Document:
    found = deepcopy(document)
    place: Any = found
    for step in path[:-1]:
        place = place[step]
    if changed is Gone:
        del place[path[-1]]
    else:
        place[path[-1]] = changed
    _reconcile(place, path[-1])
    if path[-1] in ("when", "any_of") and not place.get(path[-1]):
        place.pop(path[-1], None)
    return found


def _reconcile(entry: Any, key: str | int) -> None:
    """A row or a reading with one outcome left has no disagreement to tell; else it would only be refused for that."""
    if key in ("then", "as") and "conflict" in entry and len(entry[key]) == 1:
        del entry["conflict"]


def _seen(value: Any, key: str = "") -> dict[str, list[object]]:
    """All codes that stand under each key anywhere in the file."""
    found: dict[str, list[object]] = {}
    entries = value.items() if isinstance(value, dict) else ((key, one) for one in value)
    for name, one in entries:
        if isinstance(one, dict | list) and name not in PROSE:
            for other, codes in _seen(one, name).items():
                found.setdefault(other, []).extend(codes)
        elif isinstance(one, str | bool) and name not in NO_CELLS:
            found.setdefault(name, []).append(one)
    return found


def _called(entry: Any, place: int) -> str:
    found = [str(entry[key]) for key in ("id", "name", "key", "day") if key in entry] if isinstance(entry, dict) else []
    about = f" ({entry['fact']})" if isinstance(entry, dict) and "fact" in entry else ""
    return found[0] if found else f"{place + 1}{about}"


def _named(document: Document, path: Path) -> str:
    """The path in words: an entry by what it is called, else by its place."""
    words: list[str] = []
    place: Any = document
    for step in path:
        place = place[step]
        if isinstance(step, int):
            words[-1] += f" {_called(place, step)}"
        else:
            words.append(step)
    return ", ".join(words)
