"""A stage from its parts, or the stages that the known parts leave possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.facts import FactValue
from desktop.clinical.found import found_in
from desktop.clinical.risk.domains import Domains
from desktop.clinical.risk.lists import ItemList
from desktop.clinical.risk.reading import HEAD, Sources, conditions, head, rows
from desktop.clinical.risk.rows import Conditions, Days, Row, RuleFile
from desktop.clinical.risk.settling import settling
from desktop.clinical.risk.signs import Check, Sign, read_check, read_sign
from desktop.clinical.risk.space import Space
from desktop.clinical.risk.table import check_table, compile_table
from desktop.clinical.toml_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReading:
    """``stage`` is the one stage that is left, or None; ``possible`` are all; ``answer`` names the staging system."""

    answer: str
    stage: str | None
    possible: tuple[str, ...]
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """The JSON object that other programs read."""
        return {
            self.answer: self.stage,
            "possible": list(self.possible),
            "reasons": list(self.reasons),
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFile:
    """A staging system as its file has it. ``lists`` tells which list names the items of a fact."""

    file: RuleFile
    answer: str
    lists: Mapping[str, str]
    signs: tuple[Sign, ...]
    impossible: tuple[Conditions, ...]
    checks: tuple[Check, ...]
    rows: tuple[Row, ...]


class Stager:
    """A staging system ready to read children by. Raises RuleFileError unless every child meets exactly one row."""

    def __init__(self, system: StageFile, domains: Domains, lists: Mapping[str, ItemList]) -> None:
        self._system, self._domains = system, domains
        self._space = Space({sign.id: sign.names for sign in system.signs})
        self._order = [str(value) for value in domains.keys[system.answer].values]
        self._table = compile_table(self._space, system.rows, self._mask, self._order)
        self._impossible = [self._mask(when) for when in system.impossible]
        everything = self._space.everything
        check_table(system.file.id, self._space, self._table, everything, everything)
        self._items = {fact: _list(lists, name, system.file.id) for fact, name in system.lists.items()}

    @property
    def answer(self) -> str:
        """The fact that is computed."""
        return self._system.answer

    def read(self, facts: Mapping[str, FactValue | None]) -> StageReading:
        """The stages that the facts leave. Raises UserError for a key or an item that does not exist."""
        counted = self._counted(facts)
        states = self._states(counted)
        parts = self._table.split(states)
        reached = {group for groups, _ in parts for group in groups}
        possible = tuple(stage for stage in self._order if stage in reached)
        met = self._table.met(states)
        return StageReading(
            answer=self._system.answer,
            stage=possible[0] if len(possible) == 1 else None,
            possible=possible,
            reasons=tuple(self._reasons(met, states, [mask for _, mask in parts])),
            warnings=tuple(self._warnings(counted, facts, met)),
        )

    def _counted(self, facts: Mapping[str, FactValue | None]) -> dict[str, FactValue]:
        """The known facts, with lists cut down to the items that count."""
        counted: dict[str, FactValue] = {}
        for name, value in facts.items():
            key = self._domains.keys.get(name)
            if key is None or not (key.staging or key.kind == "days"):
                raise UserError(f'Facts: "{name}" is not a known key for staging; remove it or correct its name.')
            if isinstance(value, tuple) and name in self._items:
                value = self._checked(name, value)
            if value is not None:
                counted[name] = value
        return counted

    def _checked(self, fact: str, found: tuple[str, ...]) -> tuple[str, ...]:
        items = {item.id: item for item in self._items[fact].items}
        for one in found_in(found):
            if one not in items:
                raise UserError(f'Facts, {fact}: "{one[:40]}" is not a known value; use one of {", ".join(items)}.')
        return tuple(one for one in found if one not in items or items[one].counts)

    def _states(self, facts: Mapping[str, FactValue]) -> int:
        states = self._space.everything
        for sign in self._system.signs:
            states &= self._space.one_of(sign.id, sign.read(facts))
        for impossible in self._impossible:
            # where only the impossible was entered, everything counts as entered
            states = states & ~impossible or states
        return states

    def _reasons(self, met: Sequence[Row], states: int, outcomes: Sequence[int]) -> Iterator[str]:
        for row in met:
            yield f"{row.text} [{row.cited.source}; {row.cited.status}]"
        open_signs = [
            sign.id
            for sign in self._system.signs
            if sum(bool(states & mask) for mask in self._space.masks[sign.id].values()) > 1
        ]
        deciding = settling(self._space, outcomes, open_signs).deciding
        if deciding:
            facts = {sign.id: sign.fact for sign in self._system.signs}
            yield f"Not known and deciding: {', '.join(facts[name] for name in deciding)}."

    def _warnings(
        self, counted: Mapping[str, FactValue], facts: Mapping[str, FactValue | None], met: Sequence[Row]
    ) -> Iterator[str]:
        signs = {sign.id: sign for sign in self._system.signs}
        for check in self._system.checks:
            entered = facts.get(signs[check.sign].fact) is not None
            if entered and check.when.holds(counted) and signs[check.sign].read(counted)[0] in check.found:
                yield check.warning
        yield from (row.warning for row in met if row.warning)
        yield from self._boundary(counted, met)

    def _boundary(self, counted: Mapping[str, FactValue], met: Sequence[Row]) -> Iterator[str]:
        """A disputed day is worth a word where a row that was met goes by the age."""
        day = counted.get(self._domains.days)
        ages = {sign.id for sign in self._system.signs if sign.fact == self._domains.days}
        if isinstance(day, int) and day in self._domains.boundaries and any(ages & {*row.when} for row in met):
            yield self._domains.boundaries[day]

    def _mask(self, when: Conditions) -> int:
        states = self._space.everything
        for name, wanted in when.items():
            states &= self._space.one_of(name, () if isinstance(wanted, Days) else wanted)
        return states


def _list(lists: Mapping[str, ItemList], name: str, where: str) -> ItemList:
    if name not in lists:
        raise RuleFileError(f'{where}: there is no list "{name}"; add its file or correct "lists".')
    return lists[name]


def read_stage(file: Table, domains: Domains) -> StageFile:
    """Read a staging system. Raises RuleFileError that names the entry and the key."""
    file.only(*HEAD, "answer", "lists", "sign", "impossible", "check", "row")
    sources = Sources(file)
    lists = Table.of(f"{file.where}, lists", file.values.get("lists", {}))
    signs = tuple(read_sign(entry, domains) for entry in file.tables("sign", "id"))
    found = StageFile(
        file=head(file, sources),
        answer=file.text("answer"),
        lists={fact: lists.text(fact) for fact in lists.values},
        signs=signs,
        impossible=tuple(_impossible(entry, signs) for entry in file.tables("impossible", "when")),
        checks=tuple(read_check(entry) for entry in file.tables("check", "fact")),
        rows=rows(file, sources),
    )
    domains.check_values(file, found.answer, [])
    for entry, row in zip(file.tables("row", "id"), found.rows, strict=True):
        domains.check_values(entry, found.answer, row.then)
        _check_signs(entry, row.when, signs)
        _check_signs(entry, row.any_of, signs)
    for entry, check in zip(file.tables("check", "fact"), found.checks, strict=True):
        _check_signs(entry, {check.sign: check.found}, signs)
    return found


def _impossible(entry: Table, signs: Sequence[Sign]) -> Conditions:
    entry.only("when")
    when = conditions(entry, "when")
    _check_signs(entry, when, signs)
    return when


def _check_signs(entry: Table, when: Conditions, signs: Sequence[Sign]) -> None:
    names = {sign.id: sign.names for sign in signs}
    for name, wanted in when.items():
        if name not in names or isinstance(wanted, Days) or not {*wanted} <= {*names[name]}:
            raise entry.refuse(f'"{name}" is no sign, or has no such value; signs are {", ".join(names)}')
