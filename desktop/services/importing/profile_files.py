"""Reading a profile's TOML file, so that whoever writes one learns which entry is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from desktop.clinical.errors import RuleFileError
from desktop.clinical.vocabulary import Silence
from desktop.services.importing.fields import FIELDS, IDENTIFIER, Field, Kind
from desktop.services.importing.profiles import Column, Constant, Profile
from desktop.services.importing.sheets import fold

_DATES = frozenset({"iso", "dots", "day_first", "month_first"})
_PROFILE_KEYS = {
    *("id", "title", "source", "origin", "recognised_by", "dates", "decimals", "empty", "silences", "verbatim"),
    *("words", "column", "constant", "not_imported"),
}
_COLUMN_KEYS = {"headings", "field", "kind", "words", "empty", "system", "hint"}
_TRUTH = {"true": True, "false": False}


def parse_toml(name: str, text: str) -> dict[str, Any]:
    """The tables of a TOML file. Raises RuleFileError naming it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(f"The file {name} cannot be read as TOML: {error}.") from None


def parse_profile(name: str, body: Mapping[str, Any]) -> Profile:
    """One profile from its tables. Raises RuleFileError naming the file, the column and the entry."""
    _known_keys(name, "", body, _PROFILE_KEYS)
    empty = _silence(name, body.get("empty", "unknown_at_source"))
    columns = tuple(_column(name, entry, body.get("words", {}), empty) for entry in body.get("column", []))
    silences = _silences(name, body.get("silences", {}))
    profile = Profile(
        id=_text(name, "", body, "id"),
        title=_text(name, "", body, "title"),
        source=_text(name, "", body, "source"),
        origin=_text(name, "", body, "origin"),
        recognised_by=tuple(body.get("recognised_by", [])),
        dates=_dates(name, body.get("dates", ["iso"])),
        decimals="".join(body.get("decimals", ["."])),
        silences=silences,
        verbatim=_verbatim(name, body.get("verbatim", []), silences),
        columns=columns,
        constants=tuple(_constant(name, entry) for entry in body.get("constant", [])),
        not_imported=_not_imported(name, body.get("not_imported", [])),
    )
    _check_whole(name, profile)
    return profile


def _column(name: str, entry: Mapping[str, Any], words: Mapping[str, Any], empty: Silence) -> Column:
    headings = tuple(entry.get("headings", ()))
    if not headings or not all(isinstance(one, str) and one.strip() for one in headings):
        raise RuleFileError(f"{name}: a column has no headings.")
    at = headings[0]
    _known_keys(name, at, entry, _COLUMN_KEYS)
    field = _field(name, at, _text(name, at, entry, "field"))
    if entry.get("kind") != field.kind.value:
        raise RuleFileError(
            f"{name}, column {at}: the kind of {field.name} is {field.kind.value}, and that must be said."
        )
    written = _written(name, at, field, entry.get("words", {}), words)
    return Column(
        headings=headings,
        field=field,
        words=_folded(name, at, written),
        written=written,
        empty=_silence(name, entry["empty"]) if "empty" in entry else empty,
        system=_text(name, at, entry, "system") if field.name == IDENTIFIER else "",
        hint=entry.get("hint", ""),
    )


def _field(name: str, at: str, wanted: str) -> Field:
    if wanted == IDENTIFIER:
        return Field(IDENTIFIER, Kind.IDENTIFIER, plain=True)
    if wanted not in FIELDS:
        raise RuleFileError(f"{name}, column {at}: the case has no fact {wanted}.")
    return FIELDS[wanted]


def _written(name: str, at: str, field: Field, told: object, shared: Mapping[str, Any]) -> Mapping[str, object]:
    """Word as it is written -> code. Told as ``code = [words]``, or as the name of a table of shared words."""
    table = shared.get(told) if isinstance(told, str) else told
    if not isinstance(table, Mapping):
        raise RuleFileError(f"{name}, column {at}: there is no table of words {told}.")
    needs = field.kind in (Kind.CODE, Kind.CODES, Kind.YES_NO)
    if needs != bool(table):
        want = "needs" if needs else "has no"
        raise RuleFileError(f"{name}, column {at}: a column of kind {field.kind.value} {want} words.")
    found: dict[str, object] = {}
    for code, words in table.items():
        value = _code(name, at, field, code)
        for word in words:
            _put(name, at, found, word, word, value)
    return MappingProxyType(found)


def _folded(name: str, at: str, written: Mapping[str, object]) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for word, value in written.items():
        _put(name, at, found, fold(word), word, value)
    return MappingProxyType(found)


def _put(name: str, at: str, found: dict[str, object], key: str, word: str, value: object) -> None:
    if found.setdefault(key, value) != value:
        raise RuleFileError(f"{name}, column {at}: the word {word} has two meanings.")


def _code(name: str, at: str, field: Field, code: str) -> object:
    """A code as the case holds it. ``none`` of a set means looked for and not found: the empty set."""
    if field.kind is Kind.YES_NO and code in _TRUTH:
        return _TRUTH[code]
    if field.kind is Kind.CODES and code == "none":
        return None
    if field.kind is Kind.CODES and field.vocabulary is None:
        return code
    if field.vocabulary is not None and code in list(field.vocabulary):
        return field.vocabulary(code)
    raise RuleFileError(f"{name}, column {at}: {field.name} has no code {code}.")


def _constant(name: str, entry: Mapping[str, Any]) -> Constant:
    at = _text(name, "constant", entry, "field")
    field = _field(name, at, at)
    beside = _field(name, at, _text(name, at, entry, "beside"))
    if not field.plain or field.part != beside.part:
        raise RuleFileError(f"{name}, constant {at}: only a text beside a fact of the same result can be constant.")
    return Constant(field, beside.name, _text(name, at, entry, "text"))


def _not_imported(name: str, entries: list[Mapping[str, Any]]) -> Mapping[str, str]:
    found = {
        fold(heading): _text(name, "not_imported", entry, "reason")
        for entry in entries
        for heading in entry.get("headings", [])
    }
    return MappingProxyType(found)


def _silences(name: str, table: Mapping[str, list[str]]) -> Mapping[str, Silence]:
    return MappingProxyType({fold(word): _silence(name, code) for code, words in table.items() for word in words})


def _verbatim(name: str, words: list[str], silences: Mapping[str, Silence]) -> frozenset[str]:
    lost = [word for word in words if fold(word) not in silences]
    if lost:
        raise RuleFileError(f"{name}: the word {lost[0]} is kept verbatim, but is no word of a silence.")
    return frozenset(map(fold, words))


def _silence(name: str, code: object) -> Silence:
    if code not in list(Silence):
        raise RuleFileError(f"{name}: there is no silence {code}; choose one of {', '.join(Silence)}.")
    return Silence(str(code))


def _dates(name: str, ways: list[str]) -> frozenset[str]:
    if set(ways) - _DATES or {"day_first", "month_first"} <= set(ways):
        raise RuleFileError(f"{name}: dates are iso, dots, and day_first or month_first, not {', '.join(ways)}.")
    return frozenset(ways)


def _check_whole(name: str, profile: Profile) -> None:
    headings = [fold(heading) for column in profile.columns for heading in column.headings]
    twice = {one for one in headings if headings.count(one) > 1}
    if twice:
        raise RuleFileError(f"{name}: the heading {sorted(twice)[0]} stands in two columns.")
    targets = [(column.field.name, column.system) for column in profile.columns]
    if len(set(targets)) < len(targets):
        raise RuleFileError(f"{name}: two columns are read into the same fact.")
    if all(column.field.name != IDENTIFIER for column in profile.columns):
        raise RuleFileError(f"{name}: no column is the identifier.")
    lost = {fold(one) for one in profile.recognised_by} - set(headings) - set(profile.not_imported)
    if lost:
        raise RuleFileError(f"{name}: recognised by {sorted(lost)[0]}, which is none of its headings.")


def _known_keys(name: str, at: str, entry: Mapping[str, Any], keys: set[str]) -> None:
    unknown = sorted(set(entry) - keys)
    if unknown:
        raise RuleFileError(f"{name}{f', column {at}' if at else ''}: the entry {unknown[0]} is not known.")


def _text(name: str, at: str, entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RuleFileError(f"{name}{f', column {at}' if at else ''}: {key} is missing or no text.")
    return value
