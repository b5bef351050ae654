"""What other rules would change, as rows of tables: children, tables of rules, and worked cases that fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.clinical.labels import Labels
from desktop.clinical.proving import Failure
from desktop.services.rule_changes import RuleChanges
from desktop.services.rule_children import CaseChange
from desktop.ui.models.proof_model import Row
from desktop.ui.proof_words import known_words, parts_words
from desktop.ui.words import capital

_SHORT, _BENEATH = 120, "Other rows apply; they are named beneath."
"""A reason that is longer stands beneath the table."""

CHILDREN, TABLES, CASES = "children", "tables", "cases"
HEADS = {
    CHILDREN: ("Case", "Child", "Scheme or result", "Now", "With these rules", "Why"),
    TABLES: ("Table", "What is different"),
    CASES: ("Table", "Worked case", "Expected", "Got"),
}


def rows_of(labels: Labels, changes: RuleChanges, key: str) -> list[Row]:
    """The rows of one table; ``whole`` is what stands beneath it for the row under the bar."""
    if key == CHILDREN:
        return [row for case in changes.changed for row in _child(labels, case)]
    if key == TABLES:
        return [Row((one.title, "\n".join(one.words))) for one in changes.tables]
    titles = {one.table.id: one.table.title for one in changes.proof.tables}
    return [_failure(labels, titles, one) for one in changes.failures]


def _failure(labels: Labels, titles: Mapping[str, str], one: Failure) -> Row:
    sides = parts_words(labels, one.expected), parts_words(labels, one.got)
    return Row((titles.get(one.table, one.table), one.case.text, *sides), True, known_words(labels, one.case))


def _child(labels: Labels, case: CaseChange) -> Iterator[Row]:
    name = f"{case.name or case.mrn or '(no name)'}{' (in the bin)' if case.binned else ''}"
    for one in case.told(labels):
        before = capital(one.before)
        after = capital(one.after) if one.regrouped else f"{capital(one.after)}, by other rows"
        short = next((why for why in one.why if len(why) <= _SHORT), _BENEATH if one.why else "")
        whole = "\n".join(why for why in one.why if why != short)
        yield Row((str(case.number), name, one.title, before, after, short), one.regrouped, whole)
