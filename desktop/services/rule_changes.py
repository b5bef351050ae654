"""What other rules would change: for every stored child its answers before and after, and why. Nothing is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.listing import LISTED_SCHEME
from desktop.clinical.proving import Failure, Shipped, prove, read_case_file, rule_answers
from desktop.clinical.risk import Assessment, RulePack, Scheme
from desktop.clinical.risk.case_facts import facts_of
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.rule_differences import TableDifference, differences, row_differences, scheme_of
from desktop.services.rule_packs import SHIPPED, RulesUnreadableError
from desktop.services.variants import chosen_variants

Progress = Callable[[int, int], None]
"""Called with what is done and with all there is; what it raises stops the work."""

_PART = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRules:
    """A pack that a person may accept: parsed, with its texts, its own worked cases, and where it came from."""

    rules: RulePack
    texts: Mapping[str, str]
    cases: Mapping[str, str]
    origin: str


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
    """A child whose answer or grounds would change under at least one scheme. ``binned``: it is in the bin."""

    case_id: UUID
    number: int
    name: str
    mrn: str
    binned: bool
    schemes: tuple[SchemeChange, ...]

    @property
    def regrouped(self) -> bool:
        """Whether an answer changes, under whatever scheme."""
        return any(one.regrouped for one in self.schemes)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChanges:
    """What accepting would do. ``seen`` is the board's last entry when it was looked at, ``earlier`` its checksum.

    ``unreadable`` says why the answers before are not known; ``failures`` are worked cases that the rules fail,
    of ``proved`` that were asked.
    """

    proposed: ProposedRules
    earlier: str
    seen: int
    tables: tuple[TableDifference, ...]
    cases: int
    changed: tuple[CaseChange, ...]
    proved: int
    failures: tuple[Failure, ...]
    unreadable: str = ""

    @property
    def regrouped(self) -> int:
        """How many children would get another answer."""
        return sum(one.regrouped for one in self.changed)

    @property
    def needs_reason(self) -> bool:
        """Whether accepting asks for a reason: worked cases fail."""
        return bool(self.failures)


def shipped_rules(library: Library) -> ProposedRules:
    """The rules of this program; their worked cases ship with it."""
    shipped = library.shipped
    return ProposedRules(rules=shipped.rules, texts=shipped.rule_texts, cases=shipped.case_texts, origin=SHIPPED)


def earlier_rules(board: Board, checksum: str, origin: str) -> ProposedRules:
    """Rules that the board worked with before. Raises RuleFileError if this program cannot read them any more."""
    with board.database.read() as work:
        texts, cases = work.rules.texts(checksum)
    return ProposedRules(rules=RulePack.load(texts), texts=texts, cases=cases, origin=origin)


def look_at(board: Board, library: Library, proposed: ProposedRules, progress: Progress | None = None) -> RuleChanges:
    """Work out for every stored child what would change. Raises UserError for rules that cannot serve here."""
    refuse_unfit(library, proposed.rules)
    proved, failures = _proved(proposed)
    old, unreadable = _readable(library)
    with board.database.read() as work:
        adopted, ids, seen = work.rules.adopted(), work.cases.all_ids(), work.audit.last().seq
    if adopted is None:
        raise UserError("The board has adopted no rules yet; open it once for writing.")
    new = _with_variants(board, library, proposed.rules).rules
    compare = _Comparison(library.labels, old, new)
    changed: list[CaseChange] = []
    for done in range(0, len(ids), _PART):
        with board.database.read() as work:
            cases = work.cases.load_many(ids[done : done + _PART])
        for place, case in enumerate(cases.values()):
            if progress is not None:
                progress(done + place, len(ids))
            changed += compare.case(case)
    return RuleChanges(
        proposed=proposed,
        earlier=adopted.checksum,
        seen=seen,
        tables=tuple(differences(library.labels, adopted.tables, old, new)),
        cases=len(ids),
        changed=tuple(sorted(changed, key=lambda one: (not one.regrouped, one.number))),
        proved=proved,
        failures=failures,
        unreadable=unreadable,
    )


def accept(board: Board, library: Library, changes: RuleChanges, reason: str, progress: Progress | None = None) -> None:
    """Adopt the rules and work out the stored list by them, in one transaction: all of it, or nothing.

    Raises UserError, with nothing changed, for a board open for reading, where the board was changed since the rules
    were looked at, and where a reason is needed and not given.
    """
    from desktop.services.cases import put_lines
    from desktop.services.rule_packs import tables_of

    if board.read_only:
        raise UserError("The board is open for reading only; nothing was changed.")
    if changes.needs_reason and not reason.strip():
        raise UserError("These rules fail worked cases, so they are adopted only with a reason; nothing was changed.")
    new = changes.proposed
    shelf = _with_variants(board, library, new.rules)
    _ = shelf.rules  # laid over before the transaction begins
    with board.database.work(board.person.id) as work:
        if work.audit.last().seq != changes.seen:
            raise UserError("The board was changed after these rules were looked at; nothing was adopted, look again.")
        work.rules.adopt(
            new.rules.checksum, new.texts, new.cases, tables_of(new.rules),
            origin=new.origin, reason=reason.strip(), changed=changes.regrouped,
        )  # fmt: skip
        ids = work.cases.all_ids()
        for done in range(0, len(ids), _PART):
            if progress is not None:
                progress(done, len(ids))
            put_lines(work, shelf, list(work.cases.load_many(ids[done : done + _PART]).values()))


def _with_variants(board: Board, library: Library, rules: RulePack) -> Library:
    """The shelf with other rules, and over them the variants that the board works by."""
    shelf, chosen = library.with_rules(lambda: rules), chosen_variants(board)
    shelf.follow(lambda: chosen)
    return shelf


def refuse_unfit(library: Library, rules: RulePack) -> None:
    """Raise UserError for sound rules that this program cannot serve: list, forms and words rest on some."""
    shipped, groups = library.shipped.rules, library.labels.words["group"]
    rules.scheme(LISTED_SCHEME)
    for one in shipped.lists:
        if one not in rules.lists:
            raise UserError(f'The rules have no list "{one}", which this program shows; add its file.')
    if rules.columns != shipped.columns:
        names = ", ".join(sorted(rules.columns ^ shipped.columns))
        raise UserError(f"The facts of these rules are not those that this program records ({names}); mend facts.toml.")
    for name in sorted(rules.columns):
        more = [str(one) for one in rules.values(name) if one not in shipped.values(name)]
        if more:
            raise UserError(f"The rules tell {name} {', '.join(more)} apart, which this program cannot record.")
    unknown = {one for scheme in rules.schemes for row in scheme.rows for one in row.then} - set(groups)
    if unknown:
        raise UserError(f"This program has no words for the groups {', '.join(sorted(unknown))}; nothing was changed.")


def changes_csv(labels: Labels, changes: RuleChanges) -> bytes:
    """The list of changes for a spreadsheet: case numbers only, no name and no identifier."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(("case", "scheme", "before", "after", "answer changes", "why"))
    for case in changes.changed:
        for one in case.schemes:
            told = (answer_words(labels, one.before), answer_words(labels, one.after))
            lines.writerow((case.number, one.title, *told, "yes" if one.regrouped else "no", " ".join(one.why)))
    return ("\ufeff" + out.getvalue()).encode()


def answer_words(labels: Labels, one: Assessment | None) -> str:
    """An answer in few words: its groups, that sources differ, that the child is not covered."""
    if one is None:
        return "no answer"
    if one.not_covered is not None:
        return "not covered"
    groups = " or ".join(labels.word("group", group) for group in one.groups)
    return f"{groups} (sources differ)" if one.conflict else groups


def _answer(one: Assessment | None) -> object:
    return one and (one.groups, one.settled, one.conflict is None, one.not_covered is None)


def _readable(library: Library) -> tuple[RulePack | None, str]:
    try:
        return library.rules, ""
    except RulesUnreadableError as error:
        return None, str(error)


def _proved(proposed: ProposedRules) -> tuple[int, tuple[Failure, ...]]:
    """The worked cases that came with the rules, asked of them; those of tables that are not there fail to be read."""
    ids = {one.id for one in proposed.rules.files}
    files = [read_case_file(name, text) for name, text in proposed.cases.items()]
    tables = [Shipped(one.id, one.title, one.version) for one in proposed.rules.files]
    proof = prove(tables, [one for one in files if one.table in ids], rule_answers(proposed.rules))
    return proof.passed + proof.failed, proof.failures


class _Comparison:
    """Two packs asked about the same children; schemes that cannot differ are left out."""

    def __init__(self, labels: Labels, old: RulePack | None, new: RulePack) -> None:
        self._labels, self._old, self._new = labels, old, new
        keys = dict.fromkeys((*_ids(new), *_ids(old)))
        self._pairs = [(scheme_of(old, key), scheme_of(new, key)) for key in keys if self._may_differ(key)]
        self._rows = [row_differences(labels, was, now) for was, now in self._pairs]

    def case(self, case: Case) -> Iterator[CaseChange]:
        """The child with what would change, or nothing."""
        found = tuple(self._schemes(case)) if self._pairs else ()
        if found:
            yield CaseChange(
                case_id=case.id, number=case.number, name=case.name, mrn=case.mrn,
                binned=case.deleted is not None, schemes=found,
            )  # fmt: skip

    def _schemes(self, case: Case) -> Iterator[SchemeChange]:
        try:
            known = facts_of(case, self._new).facts
            before = facts_of(case, self._old).facts if self._old is not None else {}
            for (was, now), rows in zip(self._pairs, self._rows, strict=True):
                old = was.assess(before) if was is not None else None
                new = now.assess(known) if now is not None else None
                touched = rows.keys() & {*(old.rows if old else ()), *(new.rows if new else ())}
                if old is None or new is None or touched or _grounds(old) != _grounds(new):
                    why = tuple(_why(was, now, old, new, [rows[key] for key in rows if key in touched]))
                    title = now.title if now is not None else was.title if was is not None else ""
                    yield SchemeChange(title=title, before=old, after=new, why=why)
        except UserError as error:
            raise UserError(f"Case {case.number} cannot be assessed by these rules: {error}") from error

    def _may_differ(self, key: str) -> bool:
        """The scheme's own file, or one that all rest on, has another text."""
        old, new = _sums(self._old), _sums(self._new)
        schemes = {*_ids(self._new), *_ids(self._old)}
        shared = {name for name in (*old, *new) if name not in schemes}
        return old.get(key) != new.get(key) or any(old.get(name) != new.get(name) for name in shared)


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
            yield f"Before: {_rows(was, old)}."
            yield f"Now: {_rows(now, new)}."
        else:
            yield f"Rows before and now: {_rows(now, new)}."
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
