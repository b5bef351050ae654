"""What other rules would change, as rows of tables: children, tables of rules, and worked cases that fail."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.clinical.labels import Labels
from desktop.services.rule_changes import CaseChange, RuleChanges, SchemeChange, answer_words
from desktop.ui.models.proof_model import Row
from desktop.ui.proof_words import parts_words, whole_words
from desktop.ui.words import capital

CHILDREN, TABLES, CASES = "children", "tables", "cases"
HEADS = {
    CHILDREN: ("Case", "Child", "Scheme", "Before", "Now", "Why"),
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
    return [
        Row((one.table, one.case.text, parts_words(labels, one.got)), True, whole_words(labels, one.case, one))
        for one in changes.failures
    ]


def _child(labels: Labels, case: CaseChange) -> Iterator[Row]:
    name = f"{case.name or case.mrn or '(no name)'}{' (in the bin)' if case.binned else ''}"
    for one in case.schemes:
        before, after = _words(labels, one)
        why = " ".join(one.why)
        told = f"Case {case.number}, {one.title}: {before} before, {after} now.\n" + "\n".join(one.why)
        yield Row((str(case.number), name, one.title, before, after, why), one.regrouped, told)


def _words(labels: Labels, one: SchemeChange) -> tuple[str, str]:
    after = capital(answer_words(labels, one.after))
    return capital(answer_words(labels, one.before)), after if one.regrouped else f"{after}, other grounds"
