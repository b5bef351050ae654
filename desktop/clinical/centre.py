"""What a centre has and has not: the tests and treatments a person can speak about, and what was said of them.

Nothing said is not "absent": an item counts as not available only where a person of the board said so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.clinical.errors import RuleFileError
from desktop.clinical.toml_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One test or treatment. ``facts`` are the facts of the record that come from it."""

    id: str
    group: str
    words: str
    facts: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceList:
    """What can be asked of a centre, in the order in which it is shown; ``sources`` names each source key in full."""

    services: tuple[Service, ...]
    sources: Mapping[str, str]

    @classmethod
    def parse(cls, text: str, name: str = "The list of services") -> ServiceList:
        """Read the list. Raises RuleFileError naming the item: no source, an unknown key, two of one id."""
        try:
            whole = Table(name, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"{name} cannot be read as TOML: {error}.") from error
        whole.only("sources", "item")
        named = Table.of(f"{name}, sources", whole.values.get("sources", {}))
        sources = {key: named.text(key) for key in named.values}
        services = tuple(_service(row, sources) for row in whole.tables("item", "id"))
        if len({one.id for one in services}) < len(services):
            raise RuleFileError(f"{name}: two items have the same id.")
        return cls(services, sources)

    def groups(self) -> Mapping[str, tuple[Service, ...]]:
        """The services under the names of their groups."""
        names = dict.fromkeys(one.group for one in self.services)
        return {name: tuple(one for one in self.services if one.group == name) for name in names}


@dataclass(frozen=True, slots=True)
class Centre:
    """What was said of a centre: an id is in ``available`` only if somebody said whether it is there.

    ``other`` is what else is not available, in the board's own words.
    """

    available: Mapping[str, bool] = field(default_factory=dict)
    other: str = ""

    def absent(self, known: ServiceList) -> tuple[str, ...]:
        """In words what is not available here, in the order of the list; the board's own words last."""
        named = [one.words for one in known.services if self.available.get(one.id) is False]
        return (*named, *((self.other,) if self.other else ()))


def _service(row: Table, sources: Mapping[str, str]) -> Service:
    row.only("id", "group", "words", "facts", "source")
    return Service(
        id=row.text("id"),
        group=row.text("group"),
        words=row.text("words"),
        facts=row.names("facts"),
        source=row.source(sources),
    )
