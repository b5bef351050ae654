"""Prognostic factors as data: what a summary names, and the facts of the record that each has its value from."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

from desktop.clinical.errors import RuleFileError
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.risk.reading import HEAD, Sources, head
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table
from desktop.clinical.vocabulary import Marker


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One factor. ``markers``: its value is the latest result of each of these laboratory markers; ``group``: what the
    schemes give; ``entry``: what entries say in a field, by its table and name; ``since_diagnosis``: the days from
    diagnosis to such a day; ``absent``: why the record has no value for it, or what is said where there is no entry.

    ``stands_out``: the values of a fact that a reader must not miss, whatever else makes the group.
    ``cited.status`` says how sure it is that ``facts`` are what the source means.
    """

    id: str
    words: str
    facts: tuple[str, ...]
    markers: tuple[Marker, ...]
    group: bool
    entry: str
    since_diagnosis: str
    absent: str
    remark: str
    stands_out: Mapping[str, tuple[str, ...]]
    cited: Cited


@dataclass(frozen=True, slots=True)
class Prognosis:
    """All factors in the order of their source."""

    file: RuleFile
    factors: tuple[Factor, ...]

    def stands_out(self, fact: str, value: object) -> bool:
        """Whether a value of a fact must be the first that the eye meets."""
        return any(str(value) in one.stands_out.get(fact, ()) for one in self.factors)

    @classmethod
    def parse(cls, text: str, facts: Collection[str]) -> Prognosis:
        """Read the file. ``facts`` are those of the record. Raises RuleFileError that names the factor and the key."""
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"The file of prognostic factors cannot be read: {error}.") from error
        file = Table.of("The file of prognostic factors", document)
        file.only(*HEAD, "factor")
        sources = Sources(file)
        return cls(head(file, sources), tuple(_factor(one, sources, facts) for one in file.tables("factor", "id")))


def _factor(entry: Table, sources: Sources, facts: Collection[str]) -> Factor:
    entry.only(
        "id", "words", "facts", "markers", "group", "entry", "since_diagnosis", "absent", "remark", "stands_out",
        "source", "status",
    )  # fmt: skip
    named, group, absent = entry.names("facts"), entry.values.get("group") is True, entry.words("absent")
    told, since = _entry_field(entry, "entry"), _entry_field(entry, "since_diagnosis")
    unknown = [one for one in named if one not in facts]
    if unknown:
        raise entry.refuse(f'"{unknown[0]}" is no fact of the record; correct "facts"')
    try:
        markers = tuple(Marker(one) for one in entry.names("markers"))
    except ValueError as error:
        raise entry.refuse(f'"markers" must hold any of {", ".join(Marker)}') from error
    if bool(named) + bool(markers) + group + bool(told) + bool(since or absent) != 1:
        raise entry.refuse(
            'exactly one of "facts", "markers", "group", "entry", "since_diagnosis" and "absent" says where the value '
            "comes from"
        )
    loud = Table.of(f"{entry.where}, stands_out", entry.values.get("stands_out", {}))
    loud.only(*named)
    return Factor(
        id=entry.text("id"),
        words=entry.text("words"),
        facts=named,
        markers=markers,
        group=group,
        entry=told,
        since_diagnosis=since,
        absent=absent,
        remark=entry.words("remark"),
        stands_out={fact: loud.names(fact) for fact in loud.values},
        cited=sources.cite(entry),
    )


def _entry_field(entry: Table, key: str) -> str:
    """A field of a kind of entry, written ``table.field``; empty where the key is absent."""
    named = entry.words(key)
    table, _, name = named.partition(".")
    if named and (table not in ENTRY_TYPES or name not in {one.name for one in fields(ENTRY_TYPES[table])}):
        raise entry.refuse(f'"{named}" is no field of an entry; correct "{key}"')
    return named
