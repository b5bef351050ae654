"""What other rules would change: for every stored child its answers before and after, and why. Nothing is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.proving import Failure, Proof
from desktop.clinical.rights import Right, require
from desktop.clinical.rule_set import RuleSet
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.proving import prove_rules
from desktop.services.rule_children import CaseChange, Comparison, LineComparison
from desktop.services.rule_differences import TableDifference, differences
from desktop.services.rule_fit import refuse_unfit
from desktop.services.rule_packs import SHIPPED, answered_by_others, earlier_tables, tables_of
from desktop.services.spreadsheet_safety import plain_cell
from desktop.services.undoing import QUIET
from desktop.services.variants import chosen_variants

Progress = Callable[[int, int], None]
"""Called with what is done and with all there is; what it raises stops the work."""

_PART = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRules:
    """Rules that a person may adopt: their tables, their own worked cases, and where they came from."""

    tables: RuleSet
    cases: Mapping[str, str]
    origin: str

    @property
    def checksum(self) -> str:
        """That of every text of the tables."""
        return self.tables.checksum


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChanges:
    """What adopting would do. ``seen`` is the board's last entry when it was looked at, ``earlier`` its checksum.

    ``earlier`` is empty for a board that kept no rules: its list alone says what was answered before. ``unreadable``
    says why the answers before are not known. ``proof`` is what came of the worked cases that these rules brought.
    """

    proposed: ProposedRules
    earlier: str
    seen: int
    tables: tuple[TableDifference, ...]
    cases: int
    changed: tuple[CaseChange, ...]
    proof: Proof
    unreadable: str = ""

    @property
    def regrouped(self) -> int:
        """How many children would get another answer."""
        return sum(one.regrouped for one in self.changed)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Worked cases of these rules that they answer otherwise; with any of them the rules are not adopted."""
        return self.proof.failures

    @property
    def proved(self) -> int:
        """How many worked cases were asked."""
        return self.proof.passed + self.proof.failed

    @property
    def unproved(self) -> bool:
        """Whether no worked case was asked of these rules, so that a person must say why they are adopted."""
        return not self.proved


def shipped_rules(library: Library) -> ProposedRules:
    """The rules of this program; their worked cases ship with it."""
    shipped = library.shipped
    return ProposedRules(tables=shipped.tables, cases=shipped.case_texts, origin=SHIPPED)


def earlier_rules(board: Board, library: Library, checksum: str, origin: str) -> ProposedRules:
    """Rules that the board worked with before. Raises RuleFileError if this program cannot read them any more."""
    with board.database.read() as work:
        texts, cases = work.rules.texts(checksum)
    return ProposedRules(tables=earlier_tables(library, texts), cases=cases, origin=origin)


def look_at(board: Board, library: Library, proposed: ProposedRules, progress: Progress | None = None) -> RuleChanges:
    """Work out for every stored child what would change. Raises UserError for rules that cannot serve here."""
    refuse_unfit(library, proposed.tables)
    new = _with_variants(board, library, proposed)
    with board.database.read() as work:
        adopted, ids, seen = work.rules.adopted(), work.cases.all_ids(), work.audit.last().seq
    if adopted is None and not answered_by_others(board, library):
        raise UserError("The board has adopted no rules yet; open it once for writing.")
    # no child is done yet, but it can be stopped
    proof = prove_rules(new, (lambda _done, _total: progress(0, len(ids))) if progress is not None else None)
    compare = Comparison(library, new)
    changed = _lines_changed(board, ids, new, progress) if adopted is None else _changed(board, ids, compare, progress)
    before = adopted.tables if adopted is not None else ()
    return RuleChanges(
        proposed=proposed,
        earlier=adopted.checksum if adopted is not None else "",
        seen=seen,
        tables=tuple(differences(library.labels, before, compare.before, new)),
        cases=len(ids),
        changed=tuple(sorted(changed, key=lambda one: (not one.regrouped, one.number))),
        proof=proof,
        unreadable=compare.unreadable,
    )


def accept(board: Board, library: Library, changes: RuleChanges, reason: str, progress: Progress | None = None) -> None:
    """Adopt the rules and work out the stored list by them, in one transaction: all of it, or nothing.

    Raises UserError, with nothing changed, for a board open for reading, where the board was changed since the rules
    were looked at, for rules that fail a worked case of their own, and without a reason for rules that none proves.
    """
    from desktop.services.cases import put_lines

    require(board.person, Right.RULES)
    if board.read_only:
        raise UserError("The board is open for reading only; nothing was changed.")
    if changes.failures:
        raise UserError("These rules fail worked cases that came with them, so they are not adopted.")
    if changes.unproved and not reason.strip():
        raise UserError("No worked case proves these rules; say why they are adopted.")
    new = changes.proposed
    shelf = _with_variants(board, library, new)
    _ = shelf.rules  # laid over before the transaction begins
    with board.work(Right.RULES) as work:
        # that somebody looked at a case meanwhile is no change
        if work.audit.count_since(changes.seen, QUIET):
            raise UserError("The board was changed after these rules were looked at; nothing was adopted, look again.")
        work.rules.adopt(
            new.checksum, new.tables.texts, new.cases, tables_of(new.tables),
            origin=new.origin, reason=reason.strip(), changed=changes.regrouped,
        )  # fmt: skip
        ids = work.cases.all_ids()
        for done in range(0, len(ids), _PART):
            if progress is not None:
                progress(done, len(ids))
            put_lines(work, shelf, list(work.cases.load_many(ids[done : done + _PART]).values()))


def changes_csv(labels: Labels, changes: RuleChanges) -> bytes:
    """The list of changes for a spreadsheet: case numbers only, no name and no identifier."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(("case", "scheme", "before", "after", "answer changes", "why"))
    for case in changes.changed:
        for one in case.told(labels):
            told = (one.before, one.after, "yes" if one.regrouped else "no")
            lines.writerow([case.number, *map(plain_cell, (one.title, *told, " ".join(one.why)))])
    return ("\ufeff" + out.getvalue()).encode()


def _changed(board: Board, ids: Sequence[UUID], compare: Comparison, progress: Progress | None) -> Iterator[CaseChange]:
    for done in range(0, len(ids), _PART):
        with board.database.read() as work:
            cases = work.cases.load_many(ids[done : done + _PART])
        for place, case in enumerate(cases.values()):
            if progress is not None:
                progress(done + place, len(ids))
            yield from compare.case(case)


def _lines_changed(board: Board, ids: Sequence[UUID], new: Library, progress: Progress | None) -> Iterator[CaseChange]:
    compare = LineComparison(new)
    for done in range(0, len(ids), _PART):
        some = ids[done : done + _PART]
        with board.database.read() as work:
            cases, lines = work.cases.load_many(some), work.index.lines(some)
        for place, case in enumerate(cases.values()):
            if progress is not None:
                progress(done + place, len(ids))
            yield from compare.case(case, lines.get(case.id))


def _with_variants(board: Board, library: Library, proposed: ProposedRules) -> Library:
    """The shelf with other rules, and over them the variants that the board works by."""
    shelf, chosen = library.with_tables(lambda: proposed.tables, lambda: proposed.cases), chosen_variants(board)
    shelf.follow(lambda: chosen)
    return shelf
