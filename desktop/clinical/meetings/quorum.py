"""Which disciplines must be there for the board to decide: a centre's own rule, counted over who took part."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from desktop.clinical.errors import RuleFileError
from desktop.clinical.meetings.codes import Presence
from desktop.clinical.meetings.meeting import Attendance
from desktop.clinical.toml_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline:
    """A discipline that takes part in boards. ``least`` is how many of it the default rule asks for (0: none)."""

    id: str
    words: str
    least: int
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule:
    """What a board asks for instead of the default: so many people of a discipline."""

    id: UUID = field(default_factory=uuid4)
    discipline: str
    least: int


@dataclass(frozen=True, slots=True)
class DisciplineCount:
    """How many of a discipline took part, and how many are asked for."""

    discipline: Discipline
    there: int
    least: int

    @property
    def is_missing(self) -> bool:
        """Whether fewer took part than the rule asks for."""
        return self.there < self.least


@dataclass(frozen=True, slots=True)
class QuorumList:
    """The disciplines in the order in which they are shown; ``note`` says where the default comes from."""

    disciplines: tuple[Discipline, ...]
    sources: Mapping[str, str]
    note: str

    @classmethod
    def parse(cls, text: str, name: str = "The list of disciplines") -> QuorumList:
        """Read the list. Raises RuleFileError naming the row: no source, an unknown key, two of one id."""
        try:
            whole = Table(name, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"{name} cannot be read as TOML: {error}.") from error
        whole.only("sources", "note", "discipline")
        named = Table.of(f"{name}, sources", whole.values.get("sources", {}))
        sources = {key: named.text(key) for key in named.values}
        rows = tuple(_discipline(row, sources) for row in whole.tables("discipline", "id"))
        if len({one.id for one in rows}) < len(rows):
            raise RuleFileError(f"{name}: two disciplines have the same id.")
        return cls(rows, sources, whole.text("note"))

    def counted(self, rules: Sequence[QuorumRule], people: Iterable[Attendance]) -> tuple[DisciplineCount, ...]:
        """Each discipline with how many took part, by the board's rules and the default for the others."""
        wanted = {one.discipline: one.least for one in rules}
        there = [one.discipline for one in people if one.presence is not Presence.ABSENT]
        return tuple(
            DisciplineCount(one, there.count(one.id), wanted.get(one.id, one.least)) for one in self.disciplines
        )

    def words(self, discipline: str) -> str:
        """What a discipline is called; of one that this program does not know, its code."""
        return next((one.words for one in self.disciplines if one.id == discipline), discipline)


def _discipline(row: Table, sources: Mapping[str, str]) -> Discipline:
    row.only("id", "words", "least", "source")
    return Discipline(
        id=row.text("id"), words=row.text("words"), least=row.whole("least", 0), source=row.source(sources)
    )
