"""Prognostic factors as data: what a summary names, and the facts of the record that each has its value from."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass

from desktop.clinical.errors import RuleFileError
from desktop.clinical.risk.reading import HEAD, Sources, head
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table
from desktop.clinical.vocabulary import Marker


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One factor. ``markers``: its value is the latest result of each of these laboratory markers; ``group``: what the
    schemes give; ``absent``: why the record has no value for it.

    ``cited.status`` says how sure it is that ``facts`` are what the source means.
    """

    id: str
    words: str
    facts: tuple[str, ...]
    markers: tuple[Marker, ...]
    group: bool
    absent: str
    remark: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Prognosis:
    """All factors in the order of their source."""

    file: RuleFile
    factors: tuple[Factor, ...]

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
    entry.only("id", "words", "facts", "markers", "group", "absent", "remark", "source", "status")
    named, group, absent = entry.names("facts"), entry.values.get("group") is True, entry.words("absent")
    unknown = [one for one in named if one not in facts]
    if unknown:
        raise entry.refuse(f'"{unknown[0]}" is no fact of the record; correct "facts"')
    try:
        markers = tuple(Marker(one) for one in entry.names("markers"))
    except ValueError as error:
        raise entry.refuse(f'"markers" must hold any of {", ".join(Marker)}') from error
    if bool(named) + bool(markers) + group + bool(absent) != 1:
        raise entry.refuse('exactly one of "facts", "markers", "group" and "absent" says where the value comes from')
    return Factor(
        id=entry.text("id"),
        words=entry.text("words"),
        facts=named,
        markers=markers,
        group=group,
        absent=absent,
        remark=entry.words("remark"),
        cited=sources.cite(entry),
    )
