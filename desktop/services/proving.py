"""Proving the rules here and now: the worked cases that ship, asked of the tables that ship."""

from __future__ import annotations

from desktop.clinical.proving import Answers, Progress, Proof, Shipped, prove, rule_answers
from desktop.services.library import Library


def prove_rules(library: Library, progress: Progress | None = None) -> Proof:
    """Ask every table its worked cases. Raises RuleFileError for a file of rules or cases that is not sound."""
    return prove(shipped_tables(library), library.worked_cases, table_answers(library), progress)


def shipped_tables(library: Library) -> list[Shipped]:
    """Every table with worked cases: the schemes in their order, then what they rest on."""
    rules = library.rules
    schemes = [scheme.id for scheme in rules.schemes]
    proved = {file.table for file in library.worked_cases}
    files = {file.id: Shipped(file.id, file.title, file.version) for file in rules.files}
    others = [name for name in files if name not in schemes and name in proved]
    return [files[name] for name in (*schemes, *sorted(others))]


def table_answers(library: Library) -> Answers:
    """What can be asked of the tables that ship."""
    return rule_answers(library.rules)
