"""Which facts a test or the condition of a gate waits for, as data; the chase list ranks by it and decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table


@dataclass(frozen=True, slots=True)
class Answers:
    """The facts that something answers, with how well that is supported."""

    facts: tuple[str, ...]
    cited: Cited


@dataclass(frozen=True, slots=True)
class ChaseRules:
    """``tests`` by the code of an examination, ``gates`` by the id of a condition."""

    file: RuleFile
    tests: Mapping[str, Answers]
    gates: Mapping[str, Answers]

    def of_test(self, code: str | None) -> tuple[str, ...]:
        """The facts that the report of a test answers."""
        return self.tests[code].facts if code is not None and code in self.tests else ()

    def of_gate(self, condition: str) -> tuple[str, ...]:
        """The facts that a condition goes by."""
        return self.gates[condition].facts if condition in self.gates else ()


def parse_chase_rules(name: str, text: str, facts: Collection[str], tests: Collection[str]) -> ChaseRules:
    """Read the file. ``facts`` and ``tests`` are those of the record. Raises RuleFileError naming row and key."""
    file = open_file(name, text)
    file.only(*HEAD, "test", "gate")
    sources = Sources(file)
    of_tests = {one.text("code"): _answers(one, "code", sources, facts) for one in file.tables("test", "code")}
    unknown = next((code for code in of_tests if code not in tests), None)
    if unknown:
        raise file.refuse(f'test "{unknown}" is none of the tests of the record; correct "code"')
    gates = file.tables("gate", "condition")
    of_gates = {one.text("condition"): _answers(one, "condition", sources, facts) for one in gates}
    return ChaseRules(head(file, sources), of_tests, of_gates)


def _answers(one: Table, key: str, sources: Sources, facts: Collection[str]) -> Answers:
    one.only(key, "facts", "source", "status")
    named = one.names("facts")
    unknown = next((fact for fact in named if fact not in facts), None)
    if unknown or not named:
        raise one.refuse(f'"facts" must name facts of the record{f"; {unknown} is none" if unknown else ""}')
    return Answers(named, sources.cite(one))
