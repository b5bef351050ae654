"""What becomes of every row: created, updated, unchanged or rejected. Pure: it reads no file and writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.services.importing.fields import IDENTIFIER
from desktop.services.importing.joining import Origin
from desktop.services.importing.merging import Merged, Merging
from desktop.services.importing.outcome import FROM_BIN, IN_BIN, Fate, Line, Rejection, Remark
from desktop.services.importing.plausibility import Rule, RuleBook, Values
from desktop.services.importing.profiles import Profile
from desktop.services.importing.rows import Fault, Row
from desktop.services.importing.sheets import fold

Name = tuple[str, str]
"""An identifier: its system and its value."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the board has: every identifier with its case, and the cases that the rows name.

    ``undone`` are those of them that lie in the bin only because the import that made them was undone.
    """

    names: Mapping[Name, UUID]
    cases: Mapping[UUID, Case]
    undone: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Setting:
    """Under what the rows are read: profile, versions of treatment templates by id, the day, invented or real.

    ``entered_by`` and ``entered_at`` sign the results; a dry run signs nothing.
    """

    profile: Profile
    templates: Mapping[str, str]
    today: date
    demonstration: bool = False
    entered_by: str = ""
    entered_at: datetime | None = None


@dataclass(slots=True)
class Decision:
    """Cases to store (before is None: new), and what is said about the rows."""

    pairs: list[tuple[Case | None, Case]] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    restored: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def named(rows: Iterable[Row], names: Mapping[Name, UUID]) -> set[UUID]:
    """The cases of the board that the rows name."""
    return {names[name] for row in rows for name in row.identifiers if name in names}


def decide(rows: Sequence[Row], known: Known, setting: Setting, step: Callable[[int], None] | None = None) -> Decision:
    """Decide about every row; exactly one of the four counts grows by one for each. ``step`` hears how many."""
    decision = Decision()
    doubles = _doubles(rows, known)
    look_alikes = _look_alikes(rows, known)
    judge = _Judge(setting)
    for done, row in enumerate(rows, start=1):
        _decide_row(row, known, judge, doubles.get(row.number, ()), decision)
        decision.warnings += [_remark(row, fault) for fault in look_alikes.get(row.number, ())]
        if step is not None:
            step(done)
    return decision


class _Judge:
    """Joins rows with children and finds what cannot be, under one setting; what rows share is worked out once."""

    def __init__(self, setting: Setting) -> None:
        origin = Origin(setting.profile.origin, setting.entered_by, setting.entered_at)
        self._merging = Merging(origin, setting.templates, demonstration=setting.demonstration)
        self._rules = RuleBook(setting.profile.rules)
        self._today = PartialDate.of(setting.today)

    def judged(self, stored: Case | None, row: Row) -> tuple[Merged, list[tuple[Rule, Fault]]]:
        """The row joined with the stored child, and the rules that find it."""
        merged = self._merging.merge(stored, row)
        alone = merged if stored is None else self._merging.merge(None, row)
        return merged, self._found(row, alone, merged)

    def _found(self, row: Row, alone: Merged, merged: Merged) -> list[tuple[Rule, Fault]]:
        """Rules that find the row as it stands, or the child that it makes together with what the board has."""
        told = {name: one for name, one in row.facts.items() if one.answer.is_known}
        by_itself = Values(alone.case, self._today)
        together = by_itself if merged is alone else Values(merged.case, self._today)
        found = []
        facts = frozenset(told)
        for rule in self._rules.of_no_others(facts) if together is by_itself else self._rules.about(facts):
            by_the_row = rule.finds(by_itself)
            if by_the_row or (together is not by_itself and rule.finds(together)):
                places = rule.told_at(by_itself if by_the_row else together)
                about = next(told[name] for name in places if name in told)
                reason = rule.reason if by_the_row else f"{rule.reason} (Together with what the board has.)"
                found.append((rule, Fault(about.column, about.raw, reason)))
        return found


def _decide_row(row: Row, known: Known, judge: _Judge, doubles: Sequence[Fault], decision: Decision) -> None:
    faults = [*row.faults, *doubles, *_in_two_or_in_bin(row, known)]
    if faults:
        _reject(row, faults, decision)
        return
    stored = next((known.cases[known.names[name]] for name in row.identifiers if name in known.names), None)
    anew = stored is not None and stored.id in known.undone
    merged, found = judge.judged(None if anew else stored, row)
    faults = [*merged.faults, *(fault for rule, fault in found if rule.verdict != "warn")]
    if faults:
        _reject(row, faults, decision)
        return
    warned = [*merged.remarks, *(fault for rule, fault in found if rule.verdict == "warn")]
    decision.warnings += [_remark(row, fault) for fault in warned]
    _count(row, stored, _in_place_of(stored, merged.case) if stored and anew else merged.case, decision)


def _reject(row: Row, faults: Sequence[Fault], decision: Decision) -> None:
    decision.rejected.append(_rejection(row, faults))
    decision.lines.append(_line(row, Fate.REJECTED))


def _count(row: Row, stored: Case | None, case: Case, decision: Decision) -> None:
    if stored is not None and case == stored:
        decision.unchanged += 1
        decision.lines.append(_line(row, Fate.UNCHANGED))
        return
    decision.pairs.append((stored, case))
    if stored is None:
        decision.created += 1
        decision.lines.append(_line(row, Fate.CREATED))
        return
    decision.updated += 1
    if stored.deleted is not None:
        decision.restored += 1
        decision.lines.append(_line(row, Fate.UPDATED, FROM_BIN))
    else:
        decision.lines.append(_line(row, Fate.UPDATED, _changes(row, stored, case)))


def _in_place_of(binned: Case, case: Case) -> Case:
    """The row's child under the number that it had when its import was undone.

    Of what was undone nothing comes back by itself: all that lies in the bin is what that import had said.
    """
    own = {(one.system, one.value): one for one in binned.identifiers}
    identifiers = tuple(own.get((one.system, one.value), one) for one in case.identifiers)
    return replace(case, id=binned.id, number=binned.number, version=binned.version, identifiers=identifiers)


def _line(row: Row, fate: Fate, changes: str = "") -> Line:
    told = [row.facts[name] for name in ("family_name", "given_name") if name in row.facts]
    name = ", ".join([one.raw for one in told if one.answer.is_known])
    return Line(row.number, fate, ", ".join(value for _, value in row.identifiers), name, changes)


def _changes(row: Row, before: Case, after: Case) -> str:
    """The cells whose fact is another one afterwards; where no fact is, what stands around it changed."""
    facts = [(FIELDS[name], one) for name, one in row.facts.items() if name in FIELDS]
    told = [f"{one.column}: {one.raw}" for fact, one in facts if fact.read(before) != fact.read(after)]
    series = {one.marker for one in after.markers if one not in before.markers}
    told += [f"{one.column}: {one.raw}" for name, one in row.facts.items() if name in series]
    if before.identifiers != after.identifiers:
        known = {(one.system, one.value) for one in before.identifiers}
        told += [f"new identifier {value}" for system, value in row.identifiers if (system, value) not in known]
    return "; ".join(told) or "Dates, laboratories or other particulars of what the board has"


def _doubles(rows: Sequence[Row], known: Known) -> dict[int, list[Fault]]:
    """Rows that name the same child as another row, by the same identifier or by two of one child on the board."""
    counts = Counter(key for row in rows for key in {_child(name, known) for name in row.identifiers})
    found: dict[int, list[Fault]] = {}
    for row in rows:
        for name in row.identifiers:
            if counts[_child(name, known)] > 1 or row.identifiers.count(name) > 1:
                reason = "The identifier stands in several rows; none of them was taken, keep one."
                found.setdefault(row.number, []).append(_at_identifier(row, name, reason))
    return found


def _child(name: Name, known: Known) -> Name | UUID:
    return known.names.get(name, name)


def _look_alikes(rows: Sequence[Row], known: Known) -> dict[int, list[Fault]]:
    """New identifiers that differ from another one in capitals only: perhaps the same child twice."""
    spelled: dict[Name, set[Name]] = {}
    for name in [*known.names, *(name for row in rows for name in row.identifiers)]:
        spelled.setdefault((name[0], fold(name[1])), set()).add(name)
    reason = "Another identifier differs from this one only in capitals; check that it is another child."
    found: dict[int, list[Fault]] = {}
    for row in rows:
        for name in row.identifiers:
            if name not in known.names and len(spelled[name[0], fold(name[1])]) > 1:
                found.setdefault(row.number, []).append(_at_identifier(row, name, reason))
    return found


def _in_two_or_in_bin(row: Row, known: Known) -> list[Fault]:
    found = {known.names[name]: name for name in row.identifiers if name in known.names}
    if len(found) > 1:
        name = next(iter(found.values()))
        return [_at_identifier(row, name, "The identifiers of this row belong to two children of the board.")]
    for case_id, name in found.items():
        if known.cases[case_id].deleted is not None and case_id not in known.undone:
            return [_at_identifier(row, name, IN_BIN)]
    return []


def _at_identifier(row: Row, name: Name, reason: str) -> Fault:
    told = [one for one in row.told if one.field.name == IDENTIFIER and (one.system, one.answer.value) == name]
    return Fault(told[0].column, told[0].raw, reason)


def _remark(row: Row, fault: Fault) -> Remark:
    return Remark(row.number, fault.column, fault.value, fault.reason)


def _rejection(row: Row, faults: Sequence[Fault]) -> Rejection:
    """One rejection a row: the first fault's place, and the reasons of all."""
    first, *others = faults
    also = [f"{fault.column}: {fault.reason}" if fault.column != first.column else fault.reason for fault in others]
    reason = " ".join([first.reason, *(f"Also {text}" for text in dict.fromkeys(also))])
    return Rejection(row.number, first.column, first.value, reason)
