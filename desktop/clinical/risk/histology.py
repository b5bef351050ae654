"""The class that a classification gives, or the classes that the known facts leave possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.clinical.facts import FactValue
from desktop.clinical.risk.completions import Completions, Left
from desktop.clinical.risk.domains import Domains
from desktop.clinical.risk.known import Known, known_facts
from desktop.clinical.risk.relation import Relation
from desktop.clinical.risk.rows import Days, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class HistologyReading:
    """``histology`` is the one class that is left, or None; ``possible`` are all; ``version`` names the edition.

    A class that was entered counts as reported; a warning says if it contradicts the other entered facts.
    """

    histology: str | None
    possible: tuple[str, ...]
    version: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """The JSON object that other programs read."""
        return {
            "histology": self.histology,
            "possible": list(self.possible),
            "version": self.version,
            "reasons": list(self.reasons),
            "warnings": list(self.warnings),
        }


class Classifier:
    """A classification ready to read children by."""

    def __init__(self, domains: Domains, relation: Relation) -> None:
        self._domains, self._relation = domains, relation
        self._completions = Completions(domains, relation, [relation.answer], [], [])

    @property
    def id(self) -> str:
        """The id of the table."""
        return self._relation.file.id

    def read(self, facts: Mapping[str, FactValue | None]) -> HistologyReading:
        """The classes that the facts leave. Raises UserError for a key or value that does not exist."""
        known = known_facts(self._domains, facts)
        left = self._completions.left(known)
        masks = self._completions.space.masks[self._relation.answer]
        possible = tuple(str(answer) for answer, mask in masks.items() if left.states & mask)
        return HistologyReading(
            histology=possible[0] if len(possible) == 1 else None,
            possible=possible,
            version=self._relation.name,
            reasons=tuple(self._reasons(known, left, possible)),
            warnings=(*known.warnings, *self._warnings(known, left)),
        )

    def _reasons(self, known: Known, left: Left, possible: tuple[str, ...]) -> Iterator[str]:
        relation = self._relation
        if relation.answer in known.values:
            yield relation.entered
        elif not left.contradiction:
            for row in relation.rows:
                if row.then[0] in possible and self._compatible(row, known, left):
                    yield f"{row.id}: {row.text} [{row.cited.source}; {row.cited.status}]"
            unknown = [
                name for name in relation.inputs if name not in known.values and relation.exists(name, known.values)
            ]
            unknown += [self._domains.days] if known.days is None else []
            if unknown and len(possible) > 1:
                yield f"Not known: {', '.join(unknown)}."

    def _compatible(self, row: Row, known: Known, left: Left) -> bool:
        """Whether a child with the known facts can meet a row; an unknown fact can."""
        for name, wanted in row.when.items():
            if isinstance(wanted, Days):
                if not self._can_be(wanted, known, left):
                    return False
            elif known.values.get(name, wanted[0]) not in wanted:
                return False
        return True

    def _can_be(self, wanted: Days, known: Known, left: Left) -> bool:
        if known.days is not None:
            return any(wanted.holds(day) for day in self._relation.read_as(known.days))
        return bool(left.states & self._completions.days_mask(wanted))

    def _warnings(self, known: Known, left: Left) -> Iterator[str]:
        if left.contradiction:
            yield self._relation.contradiction
        for day in self._relation.readings:
            if day.day == known.days and self._relation.answer in left.unknown:
                yield day.warning
