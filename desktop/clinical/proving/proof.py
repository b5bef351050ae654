"""Asking every table its worked cases, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.clinical.errors import UserError
from desktop.clinical.proving.answers import Answers
from desktop.clinical.proving.case_file import CaseFile, WorkedCase, refuse
from desktop.clinical.proving.comparing import by_part, differences

Progress: TypeAlias = Callable[[int, int], None]
"""Hears how many cases are done, of how many; what it raises stops the work."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A table that ships: its id, what people call it, its version."""

    id: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A worked case whose answer is not the expected one: the parts that differ, expected and got."""

    case: WorkedCase
    table: str
    expected: Mapping[str, object]
    got: Mapping[str, object]

    def document(self) -> dict[str, object]:
        """The JSON object that other programs read."""
        return {
            "case": self.case.id,
            "table": self.table,
            "text": self.case.text,
            "expected": dict(self.expected),
            "got": dict(self.got),
            "source": self.case.source,
        }


@dataclass(frozen=True, slots=True)
class TableProof:
    """What came of the worked cases of one table."""

    table: Shipped
    cases: tuple[WorkedCase, ...]
    failures: tuple[Failure, ...]

    @property
    def failed(self) -> int:
        """How many cases were answered otherwise than worked out."""
        return len(self.failures)

    @property
    def passed(self) -> int:
        """How many cases were answered as worked out."""
        return len(self.cases) - len(self.failures)


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of all worked cases, table by table.

    ``strays``: tables that are not there, each with how many cases of it were therefore not asked.
    """

    tables: tuple[TableProof, ...] = field(default=())
    strays: tuple[tuple[str, int], ...] = ()

    @property
    def passed(self) -> int:
        """How many cases were answered as worked out, over all tables."""
        return sum(one.passed for one in self.tables)

    @property
    def failed(self) -> int:
        """How many were not."""
        return sum(one.failed for one in self.tables)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Every failure, in the order of the tables."""
        return tuple(failure for one in self.tables for failure in one.failures)

    def document(self) -> dict[str, object]:
        """The JSON object that other programs read."""
        return {
            "passed": self.passed,
            "failed": self.failed,
            "schemes": {
                one.table.id: {"version": one.table.version, "passed": one.passed, "failed": one.failed}
                for one in self.tables
            },
            "failures": [failure.document() for failure in self.failures],
        }


def prove(
    tables: Sequence[Shipped],
    files: Sequence[CaseFile],
    answers: Answers,
    progress: Progress | None = None,
) -> Proof:
    """Ask every table its worked cases; a table without any is told as one of which nothing is proved.

    Raises RuleFileError for cases of a table that does not ship, and for cases that ask for something that no table
    answers.
    """
    _check(tables, files, answers)
    total, done = sum(len(one.cases) for one in files), 0
    found = []
    for table in tables:
        cases: list[WorkedCase] = []
        failures = []
        for file in (one for one in files if one.table == table.id):
            for case in file.cases:
                failure = try_case(file, case, answers)
                failures += [failure] if failure is not None else []
                done += 1
                if progress is not None:
                    progress(done, total)
            cases += file.cases
        found.append(TableProof(table, tuple(cases), tuple(failures)))
    return Proof(tuple(found))


def try_case(file: CaseFile, case: WorkedCase, answers: Answers) -> Failure | None:
    """One worked case: None if it is answered as worked out."""
    try:
        answer = answers[case.call](case.by, dict(case.facts))
    except UserError as refusal:
        if case.refused and case.refused.casefold() in str(refusal).casefold():
            return None
        expected = {"refused": case.refused} if case.refused else {**case.expect}
        return Failure(case, file.table, expected, {"refused": str(refusal)})
    if case.refused:
        return Failure(case, file.table, {"refused": case.refused}, dict(answer))
    found = list(differences(file, case, answer))
    return Failure(case, file.table, by_part(found, 1), by_part(found, 2)) if found else None


def _check(tables: Sequence[Shipped], files: Sequence[CaseFile], answers: Answers) -> None:
    ids = [table.id for table in tables]
    for file in files:
        if file.table not in ids:
            raise refuse(file, file.cases[0], f'there is no table "{file.table}"; use one of {", ".join(ids)}')
        for case in file.cases:
            if case.call not in answers:
                raise refuse(file, case, f'"call" is "{case.call}"; use one of {", ".join(answers)}')
