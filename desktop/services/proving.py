"""Proving rules here and now: the worked cases that came with them, asked of their tables."""

from __future__ import annotations

from collections import Counter

from desktop.clinical.proving import (
    Answers,
    Progress,
    Proof,
    Shipped,
    beside_answer,
    marker_answer,
    prove,
    rule_answers,
)
from desktop.services.library import Library


def prove_rules(library: Library, progress: Progress | None = None) -> Proof:
    """Ask every table of a shelf its worked cases: for a board's shelf the rules that its team adopted.

    Cases of a table that adopted rules do not have are counted and not asked. Raises RuleFileError for a file of rules
    or cases that is not sound, and for cases of a table that does not ship.
    """
    known = {file.id for file in library.tables.all_files}
    strays = Counter({one.table: len(one.cases) for one in library.worked_cases if one.table not in known})
    left = library.shipped is not library
    files = [one for one in library.worked_cases if one.table in known or not left]
    found = prove(asked_tables(library), files, table_answers(library), progress)
    return Proof(found.tables, tuple(strays.items()))


def asked_tables(library: Library) -> list[Shipped]:
    """Every table with worked cases: the schemes in their order, then what they rest on."""
    schemes = [scheme.id for scheme in library.tables.rules.schemes]
    proved = {file.table for file in library.worked_cases}
    files = {file.id: Shipped(file.id, file.title, file.version) for file in library.tables.all_files}
    others = [name for name in files if name not in schemes and name in proved]
    return [files[name] for name in (*schemes, *sorted(others))]


def table_answers(library: Library) -> Answers:
    """What can be asked of the tables of a shelf, without the variants that a board lays over them."""
    tables = library.tables
    criteria, scores = tables.criteria, tables.scores
    return {
        **rule_answers(tables.rules),
        "respond": lambda table, facts: criteria.respond(criteria.read(facts, table)).document(),
        "score": lambda _table, facts: scores.score(scores.read(facts)).document(),
        "beside": lambda _table, facts: beside_answer(tables.derived, facts),
        "marker": lambda _table, facts: marker_answer(tables.markers, facts),
    }
