"""Two sets of rules asked about the same child: its answers before and after, and why they are not the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.listing import CaseLine
from desktop.clinical.risk import Assessment, RulePack, Scheme
from desktop.clinical.risk.case_facts import facts_of
from desktop.services.library import Library
from desktop.services.lines import line_of
from desktop.services.rule_differences import row_differences, scheme_of
from desktop.services.rule_effects import OtherChange, compare, effects_of, parts_that_differ
from desktop.services.rule_packs import RulesUnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeChange:
    """One child under one scheme. ``before`` or ``after`` is None where there is no such scheme, or it is not known.

    ``regrouped``: groups, settled, conflict or covered are others; else only the grounds are.
    """

    title: str
    before: Assessment | None
    after: Assessment | None
    why: tuple[str, ...]

    @property
    def regrouped(self) -> bool:
        """Whether the answer itself is another one."""
        return _answer(self.before) != _answer(self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """A child of whom rules say something else, or on other grounds: its risk groups, and whatever else they answer.

    ``binned``: it is in the bin.
    """

    case_id: UUID
    number: int
    name: str
    mrn: str
    binned: bool
    schemes: tuple[SchemeChange, ...]
    others: tuple[OtherChange, ...] = ()

    @property
    def regrouped(self) -> bool:
        """Whether an answer changes, under whatever scheme."""
        return any(one.regrouped for one in self.schemes) or any(one.regrouped for one in self.others)

    def told(self, labels: Labels) -> Iterator[OtherChange]:
        """Every change with its answers in words."""
        for one in self.schemes:
            yield OtherChange(
                title=one.title, before=answer_words(labels, one.before), after=answer_words(labels, one.after),
                why=one.why, regrouped=one.regrouped,
            )  # fmt: skip
        yield from self.others


class Comparison:
    """Two shelves asked about the same children; what cannot differ is left out.

    ``unreadable`` says why the answers before are not known, where they are not.
    """

    def __init__(self, old: Library, new: Library) -> None:
        self._labels, self._new = new.labels, new
        self._old: Library | None = old
        self.unreadable = ""
        try:
            _ = old.rules
        except RulesUnreadableError as error:
            self._old, self.unreadable = None, str(error)
        keys = dict.fromkeys((*_ids(new.rules), *_ids(self.rules_before)))
        self._pairs = [
            (scheme_of(self.rules_before, key), scheme_of(new.rules, key)) for key in keys if self._may_differ(key)
        ]
        self._rows = [row_differences(self._labels, was, now) for was, now in self._pairs]
        self._parts = parts_that_differ(self._old.tables, new.tables) if self._old is not None else frozenset()

    @property
    def before(self) -> Library | None:
        """The shelf before, if its rules can be read."""
        return self._old

    @property
    def rules_before(self) -> RulePack | None:
        """The risk tables before, if they can be read."""
        return self._old.rules if self._old is not None else None

    def case(self, case: Case) -> Iterator[CaseChange]:
        """The child with what would change, or nothing."""
        try:
            schemes = tuple(self._schemes(case)) if self._pairs else ()
            others = tuple(self._others(case)) if self._parts else ()
        except UserError as error:
            raise UserError(f"Case {case.number} cannot be assessed by these rules: {error}") from error
        if schemes or others:
            yield _change(case, schemes, others)

    def _schemes(self, case: Case) -> Iterator[SchemeChange]:
        known = facts_of(case, self._new.rules).facts
        before = facts_of(case, self._old.rules).facts if self._old is not None else {}
        for (was, now), rows in zip(self._pairs, self._rows, strict=True):
            old = was.assess(before) if was is not None else None
            new = now.assess(known) if now is not None else None
            touched = rows.keys() & {*(old.rows if old else ()), *(new.rows if new else ())}
            if old is None or new is None or touched or _grounds(old) != _grounds(new):
                why = tuple(_why(was, now, old, new, [rows[key] for key in rows if key in touched]))
                title = now.title if now is not None else was.title if was is not None else ""
                yield SchemeChange(title=title, before=old, after=new, why=why)

    def _others(self, case: Case) -> Iterator[OtherChange]:
        if self._old is not None:
            yield from compare(effects_of(self._old, case, self._parts), effects_of(self._new, case, self._parts))

    def _may_differ(self, key: str) -> bool:
        """The scheme's own file, or one that all rest on, has another text."""
        old, new = _sums(self.rules_before), _sums(self._new.rules)
        schemes = {*_ids(self._new.rules), *_ids(self.rules_before)}
        shared = {name for name in (*old, *new) if name not in schemes}
        return old.get(key) != new.get(key) or any(old.get(name) != new.get(name) for name in shared)


class LineComparison:
    """A board that kept no rules: what its list says of a child, against what rules would say there now."""

    def __init__(self, new: Library) -> None:
        self._new = new

    def case(self, case: Case, line: CaseLine | None) -> Iterator[CaseChange]:
        """The child, if its line would say something else. A child without a line has no answer that could change."""
        if line is None:
            return
        now = line_of(self._new, case)
        before, after = _line_words(self._new.labels, line), _line_words(self._new.labels, now)
        told = [(line.groups, line.settled, line.conflict, line.not_covered) for line in (line, now)]
        if told[0] != told[1]:
            title = self._new.rules.scheme(now.scheme).title
            change = OtherChange(title=title, before=before, after=after, why=(_NOT_KEPT,), regrouped=True)
            yield _change(case, (), (change,))


_NOT_KEPT = "The answer before is the list's own; the rules that gave it were not kept on this board."


def answer_words(labels: Labels, one: Assessment | None) -> str:
    """An answer in few words: its groups, that sources differ, that the child is not covered."""
    if one is None:
        return "no answer"
    return _group_words(labels, one.groups, conflict=bool(one.conflict), covered=one.not_covered is None)


def _line_words(labels: Labels, line: CaseLine) -> str:
    told = _group_words(labels, line.groups, conflict=line.conflict, covered=not line.not_covered)
    return told if line.settled or len(line.groups) > 1 or line.not_covered else f"{told}, not settled"


def _group_words(labels: Labels, groups: tuple[str, ...], *, conflict: bool, covered: bool) -> str:
    if not covered:
        return "not covered"
    told = " or ".join(labels.word("group", group) for group in groups)
    return f"{told} (sources differ)" if conflict else told


def _change(case: Case, schemes: tuple[SchemeChange, ...], others: tuple[OtherChange, ...]) -> CaseChange:
    return CaseChange(
        case_id=case.id, number=case.number, name=case.name, mrn=case.mrn, binned=case.deleted is not None,
        schemes=schemes, others=others,
    )  # fmt: skip


def _answer(one: Assessment | None) -> object:
    return one and (one.groups, one.settled, one.conflict is None, one.not_covered is None)


def _ids(rules: RulePack | None) -> list[str]:
    return [scheme.id for scheme in rules.schemes] if rules is not None else []


def _sums(rules: RulePack | None) -> dict[str, str]:
    return {one.id: one.checksum for one in rules.files} if rules is not None else {}


def _grounds(one: Assessment) -> object:
    return one.groups, one.settled, one.rows, one.conflict, one.not_covered, one.warnings


def _why(
    was: Scheme | None, now: Scheme | None, old: Assessment | None, new: Assessment | None, touched: list[str]
) -> Iterator[str]:
    """The rows that could be reached before and now, what is different in them, and new sentences."""
    if was is None or old is None:
        yield "What this scheme said before is not known here."
    if now is None or new is None:
        yield "These rules do not have this scheme."
    if was is not None and now is not None and old is not None and new is not None:
        yield from touched
        if old.rows != new.rows:
            yield f"Rows now: {_rows(was, old)}."
            yield f"Rows with these rules: {_rows(now, new)}."
        else:
            yield f"The same rows apply: {_rows(now, new)}."
        for name, before, after in (
            ("Conflict", old.conflict, new.conflict),
            ("Not covered", old.not_covered, new.not_covered),
        ):
            if before != after:
                yield f"{name}: {after}" if after else f"{name} no more: {before}"
        yield from (f"New warning: {one}" for one in new.warnings if one not in old.warnings)
        yield from (f"Warning no more: {one}" for one in old.warnings if one not in new.warnings)


def _rows(scheme: Scheme, one: Assessment) -> str:
    return "; ".join(f"{key} ({scheme.row(key).text.rstrip('.')})" for key in one.rows) or "no row"
