"""Proving the rules here and now: the worked cases that ship, asked of the tables that ship."""

from __future__ import annotations

from desktop.clinical.proving import Answers, Progress, Proof, Shipped, prove, rule_answers
from desktop.services.library import Library


def prove_rules(library: Library, progress: Progress | None = None) -> Proof:
    """Ask every table that ships its worked cases, whatever rules a board has adopted.

    Raises RuleFileError for a file of rules or cases that is not sound.
    """
    library = library.shipped
    return prove(shipped_tables(library), library.worked_cases, table_answers(library), progress)


def shipped_tables(library: Library) -> list[Shipped]:
    """Every table with worked cases: the schemes in their order, then what they rest on."""
    rules = library.rules
    schemes = [scheme.id for scheme in rules.schemes]
    proved = {file.table for file in library.worked_cases}
    shipped = (*rules.files, *library.criteria.files, *library.scores.files)
    files = {file.id: Shipped(file.id, file.title, file.version) for file in shipped}
    others = [name for name in files if name not in schemes and name in proved]
    return [files[name] for name in (*schemes, *sorted(others))]


def table_answers(library: Library) -> Answers:
    """What can be asked of the tables that ship."""
    criteria, scores = library.criteria, library.scores
    return {
        **rule_answers(library.rules),
        "respond": lambda table, facts: criteria.respond(criteria.read(facts, table)).document(),
        "score": lambda _table, facts: scores.score(scores.read(facts)).document(),
    }
