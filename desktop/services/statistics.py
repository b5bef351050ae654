"""How many children of the board there are by year, stage, group, phase, and what is missing, counted from the list."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop.clinical.labels import Labels, within
from desktop.clinical.listing import LISTED_SCHEME, CaseLine, CaseQuery, Where
from desktop.clinical.rights import Right, require
from desktop.clinical.risk_groups import ORDER
from desktop.clinical.vocabulary import CaseStatus, Inrgss
from desktop.services.boards import Board
from desktop.services.counting import Count, Counted, Listed, capital
from desktop.services.files import write_whole
from desktop.services.history import write_out
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.spreadsheet_safety import plain_cell
from desktop.services.statistics_records import record_tables

V = TypeVar("V", bound=Hashable)

YEAR, STAGE, GROUP, PHASE = "Year of diagnosis", "Stage", "Risk group", "Phase of treatment"
NO_DATE, NO_STAGE = "No date of diagnosis", "No stage yet"
EXPORTED, FAILED = "Statistics exported", "Statistics were not exported after all"


__all__ = [
    "EXPORTED",
    "FAILED",
    "GROUP",
    "NO_DATE",
    "NO_STAGE",
    "PHASE",
    "STAGE",
    "YEAR",
    "Count",
    "Counted",
    "Listed",
    "export_statistics",
    "statistics_of",
]


def statistics_of(board: Board, library: Library) -> tuple[Counted, ...]:
    """Every table, from the cases that are not in the bin. A child without a value is counted as such."""
    lines = list_cases(board, CaseQuery()).lines
    active = [one for one in lines if one.status == CaseStatus.ACTIVE]
    labels, everybody = library.labels, "of all children"
    records = record_tables(board, library, lines)
    return (
        Counted(YEAR, everybody, _years(lines)),
        Counted(STAGE, everybody, _stages(lines)),
        Counted(f"{GROUP} by {labels.scheme(LISTED_SCHEME)}", everybody, _groups(labels, lines)),
        Counted("Standing on the board", everybody, _standing(labels, lines)),
        records.referral,
        Counted(PHASE, "of active children", _phases(active)),
        records.deciding,
        records.missing,
        records.entries,
        records.kinds,
        Counted("Requested and awaited", everybody, _waiting(labels, lines)),
        records.watch,
    )


def export_statistics(board: Board, tables: Sequence[Counted], path: Path) -> None:
    """Save the tables as a CSV that no spreadsheet computes, and write down that they left the board, or did not.

    Kinds of silence are columns, empty where a table is not split by them. It counts children and names none. Raises
    UserError where the role may not, or the file cannot be written.
    """
    require(board.person, Right.PRINT)
    out = io.StringIO(newline="")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL)
    columns = list(dict.fromkeys(one for table in tables for one in table.columns))
    rows.writerow(["Table", "Value", "Children", "Of", *map(plain_cell, columns)])
    for table in tables:
        for one in table.counts:
            split = dict(zip(table.columns, one.parts, strict=True))
            parts = [str(split[column]) if column in split else "" for column in columns]
            rows.writerow([plain_cell(table.title), plain_cell(one.words), str(one.children), str(one.of), *parts])
    told = {"tables": (None, len(tables))}
    write_out(board, EXPORTED, FAILED, told, lambda: write_whole(path, out.getvalue().encode("utf-8-sig")))


def _years(lines: Sequence[CaseLine]) -> tuple[Count, ...]:
    found = _sorted_by(lines, lambda one: one.diagnosed.year if one.diagnosed else None)
    known = sorted((year for year in found if year is not None), reverse=True)
    counts = [_listing(str(year), found[year], lines, _diagnosed) for year in known]
    return (*counts, *_rest(NO_DATE, found.get(None, []), lines, _diagnosed))


def _stages(lines: Sequence[CaseLine]) -> tuple[Count, ...]:
    found = _sorted_by(lines, lambda one: one.stage)
    order = [one.value for one in Inrgss]
    others = sorted(stage for stage in found if stage and stage not in order)
    counts = [
        _count(stage, len(found[stage]), lines, (("stage", stage),)) for stage in (*order, *others) if stage in found
    ]
    return (*counts, *_rest(NO_STAGE, found.get("", []), lines, _diagnosed))


def _groups(labels: Labels, lines: Sequence[CaseLine]) -> tuple[Count, ...]:
    """Settled groups, then the sets that are open: an open child is counted in none of its groups."""
    settled = [one for one in lines if one.settled and len(one.groups) == 1]
    by_group = _sorted_by(settled, lambda one: one.groups[0])
    counts = [
        _listing(capital(labels.word("group", one)), by_group[one], lines, _staged) for one in ORDER if one in by_group
    ]
    differing = [one for one in lines if one.only_sources_differ]
    uncovered = [one for one in lines if one.not_covered]
    left = [
        one
        for one in lines
        if not (one.settled and len(one.groups) == 1) and not one.not_covered and not one.only_sources_differ
    ]
    open_sets = _sorted_by(left, lambda one: one.groups)
    for groups in sorted(open_sets, key=lambda one: [ORDER.index(group) for group in one]):
        words = " or ".join(labels.word("group", group) for group in groups)
        counts.append(_listing(f"Not settled: {words}", open_sets[groups], lines, partial(_open, labels)))
    rest = (*_rest("Sources differ", differing, lines, _staged), *_rest("Not covered", uncovered, lines, _staged))
    return (*counts, *rest)


def _standing(labels: Labels, lines: Sequence[CaseLine]) -> tuple[Count, ...]:
    found = Counter(one.status for one in lines)
    return tuple(
        _count(capital(labels.word("status", one)), found[one.value], lines, (("status", one.value),))
        for one in CaseStatus
        if found[one.value]
    )


def _phases(lines: Sequence[CaseLine]) -> tuple[Count, ...]:
    found = Counter(one.phase for one in lines)
    first = {one.phase: one.step for one in reversed(lines)}
    status = ("status", CaseStatus.ACTIVE.value)
    return tuple(
        _count(capital(phase), found[phase], lines, (("phase", phase), status))
        for phase in sorted(found, key=lambda one: (first[one], one))
    )


def _waiting(labels: Labels, lines: Sequence[CaseLine]) -> tuple[Count, ...]:
    """For how many children a fact was requested; a child can wait for several."""
    found = Counter(fact for one in lines for fact in one.waiting)
    ranked = sorted(found, key=lambda fact: (-found[fact], labels.name(fact)))
    return tuple(_count(capital(labels.name(fact)), found[fact], lines, (("waiting", fact),)) for fact in ranked)


def _sorted_by(lines: Iterable[CaseLine], value: Callable[[CaseLine], V]) -> dict[V, list[CaseLine]]:
    """The children by their value."""
    found: dict[V, list[CaseLine]] = {}
    for one in lines:
        found.setdefault(value(one), []).append(one)
    return found


def _count(words: str, children: int, lines: Sequence[CaseLine], where: Where) -> Count:
    return Count(words=words, children=children, of=len(lines), where=where)


def _listing(
    words: str, children: Sequence[CaseLine], lines: Sequence[CaseLine], why: Callable[[CaseLine], str]
) -> Count:
    """A number that the list has no filter for, with its children."""
    listed = tuple(
        Listed(case_id=one.case_id, number=one.number, child=one.name, mrn=one.mrn, why=why(one)) for one in children
    )
    return Count(words=words, children=len(children), of=len(lines), listed=listed)


def _rest(
    words: str, children: Sequence[CaseLine], lines: Sequence[CaseLine], why: Callable[[CaseLine], str]
) -> Iterable[Count]:
    """Those without a value, where there are any."""
    return [_listing(words, children, lines, why)] if children else []


def _diagnosed(one: CaseLine) -> str:
    return f"Diagnosed {one.diagnosed.words()}" if one.diagnosed else NO_DATE


def _staged(one: CaseLine) -> str:
    return f"Stage {one.stage}" if one.stage else NO_STAGE


def _open(labels: Labels, one: CaseLine) -> str:
    """The stage, and what would settle the group."""
    asked = ", ".join(within(labels.name(fact)) for fact in one.deciding)
    return f"{_staged(one)}; open: {asked}" if asked else _staged(one)
