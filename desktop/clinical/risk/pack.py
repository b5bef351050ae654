"""The rule pack: every rule file that ships, parsed and checked once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from hashlib import sha256

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.facts import FactValue
from desktop.clinical.risk.assessment import Assessment
from desktop.clinical.risk.domains import Assumed, Domains, Measured, Total, read_domains
from desktop.clinical.risk.histology import Classifier, HistologyReading
from desktop.clinical.risk.lists import Item, ItemList, read_list
from desktop.clinical.risk.reading import open_file
from desktop.clinical.risk.relation import NOT_THERE, Relation, read_relation
from desktop.clinical.risk.rows import RuleFile, Value
from desktop.clinical.risk.scheme import Scheme
from desktop.clinical.risk.scheme_file import read_scheme
from desktop.clinical.risk.stage import Stager, StageReading, read_stage
from desktop.clinical.toml_tables import Table

KINDS = ("facts", "list", "histology", "histology_edition", "stage", "scheme")
Texts = Mapping[str, str]


class RulePack:
    """All rules: ``schemes`` in their order, the staging system, the histological classification.

    ``checksum`` changes whenever any text of a file changes; ``files`` names id and version of each.
    ``classification`` is the table that computes the histological class.
    """

    def __init__(
        self,
        domains: Domains,
        classification: Relation,
        stager: Stager,
        schemes: Iterable[Scheme],
        lists: Mapping[str, ItemList],
        files: Iterable[RuleFile],
        checksum: str,
        editions: Iterable[Relation] = (),
    ) -> None:
        self.schemes = tuple(schemes)
        self.files = tuple(files)
        self.checksum = checksum
        self.classification = classification
        self._domains, self._stager = domains, stager
        self._classifier = Classifier(domains, classification)
        self._editions = tuple(Classifier(domains, one) for one in editions)
        self._by_id = {scheme.id: scheme for scheme in self.schemes}
        self._lists = lists

    @classmethod
    def load(cls, texts: Texts, checksum: str = "") -> RulePack:
        """Parse file names and texts, for example ``{"risk/cog-v2.toml": ...}``.

        ``checksum`` is that of more texts than these, where they belong to a larger whole.
        Raises RuleFileError that names file, row and key; a table must give every possible child exactly one row.
        """
        kinds = _by_kind(texts)
        domains = read_domains(_only(kinds, "facts"))
        relation = read_relation(_only(kinds, "histology"), domains)
        editions = [read_relation(file, domains) for file in kinds["histology_edition"]]
        lists = {one.file.id: one for one in map(read_list, kinds["list"])}
        stage = read_stage(_only(kinds, "stage"), domains)
        tables = sorted((read_scheme(file, domains) for file in kinds["scheme"]), key=lambda one: one.place)
        schemes = [Scheme(table, domains, relation) for table in tables]
        _refuse_twice([scheme.id for scheme in schemes])
        files = [domains.file, relation.file, stage.file]
        files += [one.file for one in editions]
        files += [one.file for one in lists.values()] + [one.file for one in tables]
        stager, known = Stager(stage, domains, lists), checksum or checksum_of(texts)
        return cls(domains, relation, stager, schemes, lists, files, known, editions)

    def with_variants(self, chosen: Mapping[str, Sequence[str]]) -> RulePack:
        """The pack with variants of some schemes, by their ids; a scheme's version names those laid over it.

        Raises UserError for a scheme or a variant that does not exist.
        """
        wanted = {self.scheme(name).id: tuple(sorted(ids)) for name, ids in chosen.items() if ids}
        if not wanted:
            return self
        found = copy(self)
        found.schemes = tuple(one.with_variants(wanted.get(one.id, ())) for one in self.schemes)
        found._by_id = {one.id: one for one in found.schemes}
        return found

    def assess(self, facts: Mapping[str, FactValue | None], scheme_id: str = "cog-v2") -> Assessment:
        """The reachable risk groups of one child. Raises UserError for an unknown scheme, key or value."""
        return self.scheme(scheme_id).assess(facts)

    def stage(self, facts: Mapping[str, FactValue | None]) -> StageReading:
        """The stage from its parts. Raises UserError for an unknown key or value."""
        return self._stager.read(facts)

    def histology(self, facts: Mapping[str, FactValue | None], edition: str = "") -> HistologyReading:
        """The histological class, by the edition of this id if one is named.

        Raises UserError for an unknown key, value or edition.
        """
        if edition in ("", self.classification.file.id):
            return self._classifier.read(facts)
        found = next((one for one in self._editions if one.id == edition), None)
        if found is None:
            ids = [self.classification.file.id, *(one.id for one in self._editions)]
            raise UserError(f'"{edition}" is not a known edition of the classification; use one of {", ".join(ids)}.')
        return found.read(facts)

    def other_editions(self, facts: Mapping[str, FactValue | None]) -> tuple[HistologyReading, ...]:
        """The class by editions of the classification that no scheme uses: shown beside, never in its place."""
        return tuple(one.read(facts) for one in self._editions)

    def scheme(self, scheme_id: str) -> Scheme:
        """One scheme by its id. Raises UserError that names those that exist."""
        found = self._by_id.get(scheme_id)
        if found is None:
            raise UserError(f'"{scheme_id}" is not a known scheme; use one of {", ".join(self._by_id)}.')
        return found

    def named(self, scheme_ids: Iterable[str]) -> tuple[str, ...]:
        """The named schemes in the order of the pack. Raises UserError for one that does not exist."""
        wanted = {self.scheme(scheme_id).id for scheme_id in scheme_ids}
        return tuple(scheme.id for scheme in self.schemes if scheme.id in wanted)

    def values(self, column: str) -> tuple[Value, ...]:
        """The values that rules tell apart in a coded fact; empty for ages and numbers. Raises KeyError."""
        return self._domains.keys[column].values

    def possible(self, facts: Mapping[str, FactValue | None], column: str, scheme_id: str) -> tuple[Value, ...]:
        """The values that an open column of a scheme can still be given; for the age the first day of each band.

        That a fact does not exist for a tumour is no value that anybody can give.
        """
        return tuple(one for one in self.scheme(scheme_id).possible(facts, column) if one != NOT_THERE)

    @property
    def days(self) -> str:
        """The name of the age."""
        return self._domains.days

    def alike(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether two sets of groups say the same, as far as both tell groups apart."""
        left, right = self._told_apart(one, other)
        return left == right

    def apart(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether two sets of groups have none in common, as far as both tell groups apart."""
        left, right = self._told_apart(one, other)
        return not left & right

    def _told_apart(self, one: Iterable[str], other: Iterable[str]) -> tuple[set[str], set[str]]:
        left, right = set(one), set(other)
        for group, stands_for in self._domains.coarse.items():
            if group in left | right:
                left, right = ({group if each in stands_for else each for each in side} for side in (left, right))
        return left, right

    @property
    def columns(self) -> frozenset[str]:
        """The facts that have values to tell apart: codes and flags, no numbers and no ages."""
        return frozenset(name for name, key in self._domains.keys.items() if key.values and not key.staging)

    @property
    def assumed(self) -> tuple[Assumed, ...]:
        """What is taken for a fact that is unknown, with the sentence that says so."""
        return self._domains.assumed

    @property
    def measured(self) -> tuple[Measured, ...]:
        """The classes that follow from a number."""
        return self._domains.measured

    @property
    def totals(self) -> tuple[Total, ...]:
        """The overall calls that sum up several parts."""
        return self._domains.totals

    @property
    def stage_facts(self) -> tuple[str, ...]:
        """The facts of staging: the parts that a stage follows from, without the age."""
        return tuple(name for name, key in self._domains.keys.items() if key.staging)

    @property
    def stage_answer(self) -> str:
        """The fact that staging computes."""
        return self._stager.answer

    @property
    def lists(self) -> frozenset[str]:
        """The ids of the lists."""
        return frozenset(self._lists)

    def items(self, list_id: str) -> tuple[Item, ...]:
        """The items of a list, for example the risk factors on imaging. Raises KeyError."""
        return self._lists[list_id].items


def _by_kind(texts: Texts) -> dict[str, list[Table]]:
    kinds: dict[str, list[Table]] = {kind: [] for kind in KINDS}
    for name in sorted(texts):
        file = open_file(name, texts[name])
        kind = file.values.get("kind")
        if not isinstance(kind, str) or kind not in kinds:
            raise RuleFileError(f'{name}: "kind" must be one of {", ".join(KINDS)}.')
        kinds[kind].append(file)
    return kinds


def _only(kinds: Mapping[str, list[Table]], kind: str) -> Table:
    if len(kinds[kind]) != 1:
        raise RuleFileError(f'There must be exactly one rule file of kind "{kind}", and there are {len(kinds[kind])}.')
    return kinds[kind][0]


def _refuse_twice(ids: list[str]) -> None:
    for place, one in enumerate(ids):
        if one in ids[:place]:
            raise RuleFileError(f'Two rule files have the scheme id "{one}"; give each its own.')


def checksum_of(texts: Texts) -> str:
    """The checksum of a pack from its files, without parsing them: SHA-256 over names and texts."""
    digest = sha256()
    for name in sorted(texts):
        for part in (name, texts[name]):
            digest.update(len(part.encode()).to_bytes(8, "big") + part.encode())
    return digest.hexdigest()
