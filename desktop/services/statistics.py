"""How many children of the board there are by year, stage, group, phase, and what is missing, counted from the list."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.clinical.labels import Labels
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

NO_DATE, NO_STAGE = "No date of diagnosis", "No stage yet"
EXPORTED, FAILED = "Statistics exported", "Statistics were not exported after all"


__all__ = [
    "EXPORTED",
    "FAILED",
    "NO_DATE",
    "NO_STAGE",
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
    referral, kinds, watch = record_tables(board, library, [one.case_id for one in lines])
    return (
        Counted("Year of diagnosis", everybody, _years(lines)),
        Counted("Stage", everybody, _stages(lines)),
        Counted(f"Risk group by {labels.scheme(LISTED_SCHEME)}", everybody, _groups(labels, lines)),
        Counted("Standing on the board", everybody, _standing(labels, lines)),
        referral,
        Counted("Phase of treatment", "of active children", _phases(active)),
        Counted("Decides a risk group and is missing", "of active children", _facts(labels, active, "deciding")),
        Counted("Missing", "of active children", _facts(labels, active, "missing")),
        kinds,
        Counted("Requested and awaited", everybody, _facts(labels, lines, "waiting")),
        watch,
    )


def export_statistics(board: Board, tables: Sequence[Counted], path: Path) -> None:
    """Save the tables as a CSV that no spreadsheet computes, and write down that they left the board, or did not.

    It counts children and names none. Raises UserError where the role may not, or the file cannot be written.
    """
    require(board.person, Right.PRINT)
    out = io.StringIO(newline="")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL)
    rows.writerow(["Table", "Value", "Children", "Of"])
    for table in tables:
        for one in table.counts:
            rows.writerow([plain_cell(table.title), plain_cell(one.words), str(one.children), str(one.of)])
    told = {"tables": (None, len(tables))}
    write_out(board, EXPORTED, FAILED, told, lambda: write_whole(path, out.getvalue().encode("utf-8-sig")))


def _years(lines: Sequence[CaseLine]) -> tuple[Count, ...]:
    found = Counter(one.diagnosed.year if one.diagnosed else None for one in lines)
    known = sorted((year for year in found if year is not None), reverse=True)
    counts = [_count(str(year), found[year], lines) for year in known]
    return (*counts, *_rest(NO_DATE, found[None], lines))


def _stages(lines: Sequence[CaseLine]) -> tuple[Count, ...]:
    found = Counter(one.stage for one in lines)
    order = [one.value for one in Inrgss]
    others = sorted(stage for stage in found if stage and stage not in order)
    counts = [_count(stage, found[stage], lines, (("stage", stage),)) for stage in (*order, *others) if found[stage]]
    return (*counts, *_rest(NO_STAGE, found[""], lines))


def _groups(labels: Labels, lines: Sequence[CaseLine]) -> tuple[Count, ...]:
    """Settled groups, then the sets that are open: an open child is counted in none of its groups."""
    settled = Counter(one.groups[0] for one in lines if one.settled and len(one.groups) == 1)
    counts = [_count(capital(labels.word("group", one)), settled[one], lines) for one in ORDER if settled[one]]
    differing = sum(one.only_sources_differ for one in lines)
    uncovered = sum(one.not_covered for one in lines)
    open_sets = Counter(
        one.groups
        for one in lines
        if not (one.settled and len(one.groups) == 1) and not one.not_covered and not one.only_sources_differ
    )
    for groups in sorted(open_sets, key=lambda one: [ORDER.index(group) for group in one]):
        words = " or ".join(labels.word("group", group) for group in groups)
        counts.append(_count(f"Not settled: {words}", open_sets[groups], lines))
    return (*counts, *_rest("Sources differ", differing, lines), *_rest("Not covered", uncovered, lines))


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


def _facts(labels: Labels, lines: Sequence[CaseLine], key: str) -> tuple[Count, ...]:
    """How many children lack a fact; a child can lack several."""
    found = Counter(fact for one in lines for fact in getattr(one, key))
    listed = {"missing": "missing", "deciding": "", "waiting": "waiting"}[key]
    status = () if key == "waiting" else (("status", CaseStatus.ACTIVE.value),)
    ranked = sorted(found, key=lambda fact: (-found[fact], labels.name(fact)))
    return tuple(
        _count(capital(labels.name(fact)), found[fact], lines, ((listed, fact), *status) if listed else ())
        for fact in ranked
    )


def _count(words: str, children: int, lines: Sequence[CaseLine], where: Where = ()) -> Count:
    return Count(words=words, children=children, of=len(lines), where=where)


def _rest(words: str, children: int, lines: Sequence[CaseLine]) -> Iterable[Count]:
    """Those without a value, where there are any."""
    return [_count(words, children, lines)] if children else []
