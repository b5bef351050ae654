"""The shipped tables, and one file at a time with a cell changed: only what can have changed is built, when asked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import resources
from desktop.app import build_library
from desktop.clinical.biomarkers import MarkerRules
from desktop.clinical.derived import DerivedRules
from desktop.clinical.errors import RuleFileError
from desktop.clinical.facts import read_facts, read_staging_facts
from desktop.clinical.proving import Answers, CaseFile, WorkedCase, beside_answer, marker_answer
from desktop.clinical.proving.proof import try_case
from desktop.clinical.response import ResponsePack
from desktop.clinical.risk import RulePack
from desktop.clinical.risk.domains import Domains, read_domains
from desktop.clinical.risk.histology import Classifier
from desktop.clinical.risk.lists import read_list
from desktop.clinical.risk.relation import Relation, read_relation
from desktop.clinical.risk.scheme import Scheme
from desktop.clinical.risk.scheme_file import read_scheme
from desktop.clinical.risk.stage import Stager, read_stage
from desktop.clinical.scores import ScorePack
from desktop.clinical.toml_tables import Table
from desktop.clinical.vocabulary import SITES
from tests.mutations.cells import Document, Mutant, mutants
from tests.mutations.toml_text import toml_text

FOLDERS = ("risk", "response", "scores", "biology", "biomarkers")
RISK = ("facts", "histology", "histology_edition", "stage", "list", "scheme")
REFUSED = "refused on loading"
Case = tuple[CaseFile, WorkedCase]
_RISK_PARTS = ("domains", "relation", "editions", "stager", "schemes")
_OTHER_PARTS = ("criteria", "scores", "derived", "markers")
SHARED = {
    "facts": _OTHER_PARTS,
    "histology": ("domains", "stager", "editions", *_OTHER_PARTS),
    "histology_edition": ("domains", "relation", "stager", "schemes", *_OTHER_PARTS),
    "stage": ("domains", "relation", "editions", "schemes", *_OTHER_PARTS),
    "list": ("domains", "relation", "editions", "schemes", *_OTHER_PARTS),
    "scheme": ("domains", "relation", "editions", "stager", *_OTHER_PARTS),
    "criteria": (*_RISK_PARTS, "scores", "derived", "markers"),
    "score": (*_RISK_PARTS, "criteria", "derived", "markers"),
    "derived": (*_RISK_PARTS, "criteria", "scores", "markers"),
    "units": (*_RISK_PARTS, "criteria", "scores", "derived"),
    "markers": (*_RISK_PARTS, "criteria", "scores", "derived"),
}
"""What a change in a file of each kind leaves as it is."""


class Tables:
    """Rule tables that are built when they are first asked. ``kinds`` and ids are those of the unchanged files."""

    def __init__(self, documents: Mapping[str, Document], kinds: Mapping[str, tuple[str, str]]) -> None:
        self._documents, self._kinds = documents, kinds
        self.schemes: dict[str, Scheme] = {}

    def changed(self, name: str, document: Document) -> Tables:
        """These tables with another document for one file; what cannot have changed is shared."""
        kind, table = self._kinds[name]
        other = Tables({**self._documents, name: document}, self._kinds)
        for part in SHARED[kind]:
            setattr(other, part, getattr(self, part))
        if kind == "scheme":
            other.schemes = {key: one for key, one in self.schemes.items() if key.partition("+")[0] != table}
        return other

    @cached_property
    def domains(self) -> Domains:
        return read_domains(self._only("facts"))

    @cached_property
    def relation(self) -> Relation:
        return read_relation(self._only("histology"), self.domains)

    @cached_property
    def editions(self) -> dict[str, Classifier]:
        found = [read_relation(file, self.domains) for file in self._of("histology_edition")]
        return {one.file.id: Classifier(self.domains, one) for one in found}

    @cached_property
    def stager(self) -> Stager:
        lists = {one.file.id: one for one in map(read_list, self._of("list"))}
        return Stager(read_stage(self._only("stage"), self.domains), self.domains, lists)

    @cached_property
    def classifier(self) -> Classifier:
        return Classifier(self.domains, self.relation)

    def scheme(self, table: str) -> Scheme:
        """One scheme by its id."""
        if table not in self.schemes:
            (name,) = [one for one, (kind, found) in self._kinds.items() if kind == "scheme" and found == table]
            read = read_scheme(Table.of(name, self._documents[name]), self.domains)
            self.schemes[table] = Scheme(read, self.domains, self.relation)
        return self.schemes[table]

    @cached_property
    def criteria(self) -> ResponsePack:
        return ResponsePack.load(self._written("criteria"))

    @cached_property
    def scores(self) -> ScorePack:
        return ScorePack.load(self._written("score"))

    @cached_property
    def derived(self) -> DerivedRules:
        ((name, text),) = self._written("derived").items()
        return DerivedRules.parse(name, text)

    @cached_property
    def markers(self) -> MarkerRules:
        return MarkerRules.load(self._written("units", "markers"))

    def build(self, name: str) -> None:
        """Build the table of one file alone; raises RuleFileError if it is refused."""
        kind, table = self._kinds[name]
        if kind == "scheme":
            self.scheme(table)
        else:
            part = {"facts": "domains", "histology": "relation", "histology_edition": "editions"}
            part |= {"criteria": "criteria", "score": "scores"}
            part |= {"derived": "derived", "units": "markers", "markers": "markers"}
            getattr(self, part.get(kind, "stager"))

    def build_all(self) -> None:
        """Load everything as the program does."""
        RulePack.load(self._written(*RISK))

    @cached_property
    def answers(self) -> Answers:
        """The same doors as ``rule_answers``."""
        return {
            "assess": lambda table, facts: self._laid(table).assess(read_facts(facts)).document(),
            "stage": lambda _table, facts: self.stager.read(read_staging_facts(facts)).document(),
            "respond": lambda table, facts: self.criteria.respond(self.criteria.read(facts, table)).document(),
            "score": lambda _table, facts: self.scores.score(self.scores.read(facts)).document(),
            "beside": lambda _table, facts: beside_answer(self.derived, facts),
            "marker": lambda _table, facts: marker_answer(self.markers, facts),
            "histology": lambda table, facts: self._edition(table).read(read_facts(facts)).document(),
        }

    def _laid(self, table: str) -> Scheme:
        """A scheme, with the variants laid over it that stand after its id."""
        scheme, *variants = table.split("+")
        if variants and table not in self.schemes:
            self.schemes[table] = self.scheme(scheme).with_variants(variants)
        return self.schemes[table] if variants else self.scheme(scheme)

    def _edition(self, table: str) -> Classifier:
        return self.classifier if table == self.relation.file.id else self.editions[table]

    def _written(self, *kinds: str) -> dict[str, str]:
        return {name: toml_text(self._documents[name]) for name, (kind, _) in self._kinds.items() if kind in kinds}

    def _of(self, kind: str) -> list[Table]:
        return [Table.of(name, self._documents[name]) for name, (one, _) in self._kinds.items() if one == kind]

    def _only(self, kind: str) -> Table:
        (found,) = self._of(kind)
        return found


@dataclass(frozen=True)
class Verdict:
    """What became of a changed cell: the case that noticed it, REFUSED, or nothing where nobody did."""

    table: str
    cell: str
    noticed: str


class Shelf:
    """Everything that ships, unchanged. A case that noticed a change is asked first for the next one."""

    def __init__(self) -> None:
        self.texts = {
            name: resources.read_text(name) for folder in FOLDERS for name in resources.names(folder, ".toml")
        }
        self.documents: dict[str, Document] = {
            name: tomllib.loads(text, parse_float=Decimal) for name, text in self.texts.items()
        }
        kinds = {name: (str(one["kind"]), str(one["id"])) for name, one in self.documents.items()}
        self.tables = Tables(self.documents, kinds)
        cases = [(file, case) for file in build_library().worked_cases for case in file.cases]
        # a case that fails without any change would notice every one
        wrong = [case.id for file, case in cases if try_case(file, case, self.tables.answers) is not None]
        assert not wrong, wrong
        # a case counts for the table whose file it stands in, and for the one it asks
        self._cases = {
            table: sorted(cases, key=lambda one: (one[0].table != table, one[1].by.partition("+")[0] != table))
            for _, table in kinds.values()
        }
        for kind, table in kinds.values():
            if kind == "scheme":
                self.tables.scheme(table)

    def mutants(self, name: str) -> Iterator[Mutant]:
        """Every changed cell of one file."""
        if self.documents[name]["kind"] in ("criteria", "score"):
            grades = [one["code"] for one in self.documents[name].get("grade", []) if "code" in one]
            return mutants(self.documents[name], {"grade": grades, "grades": grades} if grades else {})
        if self.documents[name]["kind"] in ("derived", "units", "markers"):
            units = [one["code"] for other in self.documents.values() for one in other.get("unit", [])]
            regions = [
                part for one in self.documents.values() for panel in one.get("panel", []) for part in panel["parts"]
            ]
            return mutants(self.documents[name], {"unit": units, "units": units, "parts": regions})
        keys = self.tables.domains.keys.values()
        codes: dict[str, list[object]] = {key.name: [*key.values] for key in keys if key.values}
        codes["metastases"] = [one.value for one in SITES]
        codes["idrfs"] = [item["id"] for one in self.documents.values() for item in one.get("item", [])]
        if self.documents[name]["kind"] == "scheme":
            codes["then"] = [*self.tables.domains.groups]
        return mutants(self.documents[name], codes)

    def verdict(self, name: str, mutant: Mutant) -> Verdict:
        """Load the changed file and ask cases until one notices; what nobody noticed may still be refused elsewhere."""
        table = str(self.documents[name]["id"])
        tables = self.tables.changed(name, mutant.document)
        try:
            tables.build(name)
            noticed = self._noticed(table, tables.answers)
            if not noticed and self.documents[name]["kind"] in RISK:
                tables.build_all()
        except RuleFileError:
            noticed = REFUSED
        return Verdict(table, mutant.cell, noticed)

    def _noticed(self, table: str, answers: Answers) -> str:
        cases = self._cases[table]
        for place, (file, case) in enumerate(cases):
            if try_case(file, case, answers) is not None:
                cases.insert(0, cases.pop(place))
                return f"{file.table}, {case.id}"
        return ""
