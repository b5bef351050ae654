"""What tests, gates and entries of the record wait for, as data; the chase list ranks by it and decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table
from desktop.clinical.vocabulary import Marker


@dataclass(frozen=True, slots=True)
class Answers:
    """The facts that something answers, with how well that is supported."""

    facts: tuple[str, ...]
    cited: Cited


@dataclass(frozen=True, slots=True)
class ChaseRules:
    """``tests`` by the code of an examination, ``gates`` by the id of a condition.

    ``markers``: the tests whose report gives a laboratory marker. ``places``: the field of a kind of entry that names
    whom a request went to.
    """

    file: RuleFile
    tests: Mapping[str, Answers]
    gates: Mapping[str, Answers]
    markers: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]

    def of_test(self, code: str | None) -> tuple[str, ...]:
        """The facts that the report of a test answers."""
        return self.tests[code].facts if code is not None and code in self.tests else ()

    def of_gate(self, condition: str) -> tuple[str, ...]:
        """The facts that a condition goes by."""
        return self.gates[condition].facts if condition in self.gates else ()


def parse_chase_rules(
    name: str, text: str, facts: Collection[str], tests: Collection[str], fields: Collection[str]
) -> ChaseRules:
    """Read the file. ``facts``, ``tests`` and ``fields`` (``kind.field``) are those of the record.

    Raises RuleFileError naming row and key.
    """
    file = open_file(name, text)
    file.only(*HEAD, "test", "gate", "marker", "entry")
    sources = Sources(file)
    of_tests = {one.text("code"): _answers(one, "code", sources, facts) for one in file.tables("test", "code")}
    _refuse_unknown(file, of_tests, tests)
    gates = file.tables("gate", "condition")
    of_gates = {one.text("condition"): _answers(one, "condition", sources, facts) for one in gates}
    markers = {one.code("code", Marker).value: _tests(one, sources, tests) for one in file.tables("marker", "code")}
    places = {one.text("kind"): _place(one, sources, fields) for one in file.tables("entry", "kind")}
    return ChaseRules(head(file, sources), of_tests, of_gates, markers, places)


def _refuse_unknown(row: Table, named: Collection[str], tests: Collection[str]) -> None:
    unknown = next((code for code in named if code not in tests), None)
    if unknown:
        raise row.refuse(f'test "{unknown}" is none of the tests of the record; correct "code"')


def _tests(one: Table, sources: Sources, tests: Collection[str]) -> tuple[str, ...]:
    one.only("code", "tests", "source", "status")
    sources.cite(one)
    named = one.names("tests")
    _refuse_unknown(one, named, tests)
    return named


def _place(one: Table, sources: Sources, fields: Collection[str]) -> str:
    one.only("kind", "place", "source", "status")
    sources.cite(one)
    kind, place = one.text("kind"), one.text("place")
    if f"{kind}.{place}" not in fields:
        raise one.refuse(f'"place" must name a field of an entry of the record; "{kind}.{place}" is none')
    return place


def _answers(one: Table, key: str, sources: Sources, facts: Collection[str]) -> Answers:
    one.only(key, "facts", "source", "status")
    named = one.names("facts")
    unknown = next((fact for fact in named if fact not in facts), None)
    if unknown or not named:
        raise one.refuse(f'"facts" must name facts of the record{f"; {unknown} is none" if unknown else ""}')
    return Answers(named, sources.cite(one))
