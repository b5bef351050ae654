"""All response criteria that ship: those that grade, and those whose old records are only read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.facts import shown
from desktop.clinical.response.answer import Response
from desktop.clinical.response.conditions import Findings
from desktop.clinical.response.criteria import Cell, CriteriaFile
from desktop.clinical.response.facts import PartFacts, ResponseFacts, read_graded, read_kept
from desktop.clinical.response.grading import PartGrade, cited, grade_component
from desktop.clinical.response.reading import read_criteria
from desktop.clinical.risk.rows import RuleFile


class ResponsePack:
    """``graded`` are the criteria that responses are graded by; ``kept`` those that old records may carry."""

    def __init__(self, criteria: list[CriteriaFile]) -> None:
        self._by_id = {one.file.id: one for one in criteria}
        grading = [one for one in criteria if one.components]
        if len(grading) != 1:
            raise RuleFileError(f"There must be exactly one file of criteria with components, not {len(grading)}.")
        self.graded = grading[0]
        self.kept = tuple(one for one in criteria if not one.components)

    @classmethod
    def load(cls, texts: Mapping[str, str]) -> ResponsePack:
        """Parse file names and texts. Raises RuleFileError that names file, entry and key."""
        return cls([read_criteria(name, texts[name]) for name in sorted(texts)])

    @property
    def files(self) -> tuple[RuleFile, ...]:
        """Id and version of each file."""
        return tuple(one.file for one in self._by_id.values())

    def read(self, document: object, edition: str | None = None) -> ResponseFacts:
        """Read one facts object; ``criteria`` in it may name another edition than the one meant.

        Raises UserError that names the key or value.
        """
        if not isinstance(document, dict):
            raise UserError("Facts: this must be one JSON object of keys and values; null or no key means unknown.")
        named = document.get("criteria")
        named = edition or self.graded.file.id if named is None else named
        if not isinstance(named, str) or named not in self._by_id:
            raise UserError(f"Facts, criteria: {shown(named)} is not a known value; use {', '.join(self._by_id)}.")
        criteria = self._by_id[named]
        return read_graded(document, criteria) if criteria.components else read_kept(document, criteria)

    def respond(self, facts: ResponseFacts) -> Response:
        """The grades of one child. A record under older criteria comes back as it was written."""
        criteria = self._by_id[facts.criteria]
        if facts.grade is not None:
            return self._as_written(criteria, facts.grade)
        parts = {key: _graded(criteria, key, facts.parts.get(key, PartFacts(None, {}))) for key in criteria.components}
        grades = {key: one.grade for key, one in parts.items()}
        cell = criteria.matrix[tuple(grades.values())]
        return Response(
            criteria=criteria.file.id,
            parts=grades,
            overall=cell.grade,
            gap=cell.gap,
            conflict=" ".join(_conflicts(criteria, parts, cell)) or None,
            reasons=tuple(_reasons(criteria, parts, cell, facts)),
        )

    def _as_written(self, criteria: CriteriaFile, grade: str) -> Response:
        found = criteria.grades[grade]
        return Response(
            criteria=criteria.file.id,
            parts=dict.fromkeys(self.graded.components),
            overall=grade,
            gap=None,
            conflict=None,
            reasons=(cited(f"{grade}: {found.text}", found.cited), criteria.kept),
        )


def _graded(criteria: CriteriaFile, key: str, part: PartFacts) -> PartGrade:
    component = criteria.components[key]
    if part.grade is None:
        return grade_component(component, part.measured, criteria.unknown)
    return PartGrade(part.grade, (f"{component.title} {part.grade}: {criteria.grades[part.grade].text}, as given.",))


def _reasons(criteria: CriteriaFile, parts: Mapping[str, PartGrade], cell: Cell, facts: ResponseFacts) -> Iterator[str]:
    for part in parts.values():
        yield from part.reasons
    overall = criteria.grades[cell.grade]
    if cell.gap is None:
        yield cited(f"Overall {cell.grade}: {overall.rule}", overall.cited)
    else:
        yield _gap_words(criteria, cell, facts)
    for caution in criteria.cautions:
        if {part.grade for part in parts.values()} & {*caution.grades}:
            yield cited(caution.text, caution.cited)


def _gap_words(criteria: CriteriaFile, cell: Cell, facts: ResponseFacts) -> str:
    gap = criteria.gaps[cell.gap or ""]
    ask = gap.ask
    if gap.settled is not None:
        component = criteria.components[gap.settled[0]]
        measured = facts.parts[component.id].measured
        ask = "" if Findings(component.tests, component.combined, measured).test(gap.settled[1]) is True else ask
    told = " ".join(one for one in (f"Overall {cell.grade} by default, gap {gap.id}: {gap.text}", ask) if one)
    return cited(told, gap.cited)


def _conflicts(criteria: CriteriaFile, parts: Mapping[str, PartGrade], cell: Cell) -> Iterator[str]:
    """The sentence of every dispute that matters, with the grades that the other reading gives."""
    for key, part in parts.items():
        for dispute, other in part.disputed:
            grades = {name: one.grade for name, one in parts.items()} | {key: other}
            overall = criteria.matrix[tuple(grades.values())].grade
            if dispute.only_overall and overall == cell.grade:
                continue
            title = criteria.components[key].title
            yield (
                f"{title} is {part.grade} here and {other} by another reading (overall {overall}): "
                f"{cited(dispute.sentence, dispute.cited)}"
            )
