"""What other rules would change, as rows of tables: children, tables of rules, and worked cases that fail."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.clinical.labels import Labels
from desktop.services.rule_changes import RuleChanges
from desktop.services.rule_children import CaseChange
from desktop.ui.models.proof_model import Row
from desktop.ui.proof_words import parts_words, whole_words
from desktop.ui.words import capital

CHILDREN, TABLES, CASES = "children", "tables", "cases"
HEADS = {
    CHILDREN: ("Case", "Child", "Scheme or result", "Before", "Now", "Why"),
    TABLES: ("Table", "What is different"),
    CASES: ("Table", "Worked case", "What came"),
}
WIDTHS = {CHILDREN: (64, 150, 170, 150, 150, 300), TABLES: (260, 600), CASES: (160, 320, 380)}


def rows_of(labels: Labels, changes: RuleChanges, key: str) -> list[Row]:
    """The rows of one table; ``whole`` is what stands beneath it for the row under the bar."""
    if key == CHILDREN:
        return [row for case in changes.changed for row in _child(labels, case)]
    if key == TABLES:
        return [Row((one.title, " ".join(one.words)), whole="\n".join(one.words)) for one in changes.tables]
    titles = {one.table.id: one.table.title for one in changes.proof.tables}
    return [
        Row(
            (titles.get(one.table, one.table), one.case.text, parts_words(labels, one.got)),
            True,
            whole_words(labels, one.case, one),
        )
        for one in changes.failures
    ]


def _child(labels: Labels, case: CaseChange) -> Iterator[Row]:
    name = f"{case.name or case.mrn or '(no name)'}{' (in the bin)' if case.binned else ''}"
    for one in case.told(labels):
        before = capital(one.before)
        after = capital(one.after) if one.regrouped else f"{capital(one.after)}, other grounds"
        why = " ".join(one.why)
        told = f"Case {case.number}, {one.title}: {before} before, {after} now.\n" + "\n".join(one.why)
        yield Row((str(case.number), name, one.title, before, after, why), one.regrouped, told.rstrip())
