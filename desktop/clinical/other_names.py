"""What else the values of coded facts are called, in words that ship as data with their sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.clinical.editing import Field, Kind
from desktop.clinical.errors import RuleFileError
from desktop.clinical.toml_tables import Table

_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherNames:
    """One value of a fact, what reports and registries call it, and the sources that do."""

    fact: str
    value: object
    also: tuple[str, ...]
    sources: tuple[str, ...]


def parse_other_names(
    name: str, text: str, facts: Mapping[str, Field], words: Mapping[str, Mapping[str, str]]
) -> tuple[OtherNames, ...]:
    """Read the file; codes that are data are those that ``words`` know. Raises RuleFileError that names the row."""
    try:
        file = Table.of(name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(f"{name} cannot be read: {error}.") from error
    file.only("kind", "id", "version", "sources", "name")
    known = Table.of(f"{name}, the sources", file.values.get("sources"))
    spelled = {key: known.text(key) for key in known.values}
    return tuple(_row(one, facts, words, spelled) for one in file.tables("name", "fact"))


def _row(
    row: Table, facts: Mapping[str, Field], words: Mapping[str, Mapping[str, str]], sources: Mapping[str, str]
) -> OtherNames:
    row.only("fact", "value", "also", "source")
    fact, code, also = row.text("fact"), row.text("value"), row.names("also")
    if fact not in facts or not also:
        raise row.refuse('"fact" must be a fact of the record, and "also" name at least one other name')
    field = facts[fact]
    values = {str(one): one for one in field.options} or {one: one for one in words.get(fact, {})}
    wanted = _TRUTH.get(code, code) if field.kind is Kind.YES_NO else code
    if str(wanted) not in values:
        raise row.refuse(f'"value" is "{code}", which is no value of that fact')
    return OtherNames(
        fact=fact, value=values[str(wanted)], also=also, sources=tuple(sources[key] for key in row.source(sources))
    )
