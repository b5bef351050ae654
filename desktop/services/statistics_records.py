"""What statistics count from whole records: time to the board, what is silent, kinds of entry without any, late
effects to watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from db.audit import AuditEntry
from db.audit_search import AuditQuery, search_audit
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import counted_days
from desktop.clinical.labels import within
from desktop.clinical.late_effects import Risk
from desktop.clinical.listing import CaseLine
from desktop.clinical.vocabulary import CaseStatus
from desktop.services.boards import Board
from desktop.services.changes_since_board import moved_on
from desktop.services.counting import Count, Counted, Listed, capital, listed_case
from desktop.services.library import Library
from desktop.services.statistics_silences import DECIDING, MISSING, SilentEntries, SilentFacts
from desktop.services.watching import WatchLine, row_words, source_words, watch_lines

REFERRAL, KINDS, WATCH = "Days from referral to the first board", "Nothing entered yet", "Late effects to watch for"
NO_REFERRAL, NO_BOARD = "No full day of referral", "No full day of a board"
BEFORE, PRESENT = "On a board before the referral", "Of these by the present board day: the history has none before it"
WATCHED = "of children with any"
_BANDS = ((7, "Up to 7 days"), (14, "8 to 14 days"), (28, "15 to 28 days"))
_MEDIAN = "Median"
REFERRAL_SUMS = (_MEDIAN, PRESENT)
"""How the rows of the days to the board begin that count children of its bands once more."""
_LATER = "More than 28 days"
_PART = 200


@dataclass(frozen=True, slots=True)
class RecordTables:
    """Days to the board; facts that decide and facts at all that are missing, and silences in entries, each by kind of
    silence; kinds of entry without any; late effects to watch."""

    referral: Counted
    deciding: Counted
    missing: Counted
    entries: Counted
    kinds: Counted
    watch: Counted


def record_tables(board: Board, library: Library, lines: Sequence[CaseLine]) -> RecordTables:
    """The tables, from the cases of these lines of the list as they are stored, each read once."""
    referral, kinds, watch = _Referral(first_boards(board)), _Kinds(library), _Watch(library)
    deciding = SilentFacts(library, DECIDING, {one.case_id: one.deciding for one in lines})
    missing = SilentFacts(library, MISSING, {one.case_id: one.missing for one in lines}, listed_by="missing")
    entries = SilentEntries(library)
    ids = [one.case_id for one in lines]
    for start in range(0, len(ids), _PART):
        with board.database.read() as work:
            cases = work.cases.load_many(ids[start : start + _PART])
        for case in cases.values():
            for part in (referral, deciding, missing, entries, kinds, watch):
                part.count(case)
    return RecordTables(*(one.table() for one in (referral, deciding, missing, entries, kinds, watch)))


def first_boards(board: Board) -> Mapping[UUID, date]:
    """The first board day of each child that the history has: one that was not moved before it came."""
    with board.database.read() as work:
        entries = search_audit(work.connection, AuditQuery(kinds={"cases"}, facts={"board_on"}, limit=None))
    told: dict[UUID, list[AuditEntry]] = {}
    for entry in reversed(entries):
        if entry.case_id is not None:
            told.setdefault(entry.case_id, []).append(entry)
    left = {key: moved_on(ones) for key, ones in told.items()}
    return {key: min(days) for key, days in left.items() if days}


class _Referral:
    """Days from the referral to the first board."""

    def __init__(self, first: Mapping[UUID, date]) -> None:
        self._first = first
        self._days: list[tuple[int, Listed, bool]] = []
        self._without: dict[str, list[Listed]] = {NO_REFERRAL: [], NO_BOARD: [], BEFORE: []}
        self._all = 0

    def count(self, case: Case) -> None:
        """Count one child."""
        self._all += 1
        referred = case.referred_on.value.full if case.referred_on.value else None
        derived = self._first.get(case.id)
        present = case.board_on.value.full if case.board_on.value else None
        board = derived or present
        if referred is None or board is None:
            name = NO_REFERRAL if referred is None else NO_BOARD
            self._without[name].append(listed_case(case, name))
            return
        days = (board - referred).days
        if days < 0:
            self._without[BEFORE].append(listed_case(case, f"{counted_days(-days)} before the referral"))
            return
        by = "" if derived else ", by the present board day"
        self._days.append((days, listed_case(case, f"{counted_days(days)}{by}"), derived is None))

    def table(self) -> Counted:
        """Median and range, bands, and how many have no days."""
        return Counted(REFERRAL, "of all children", tuple(self._counts()))

    def _counts(self) -> list[Count]:
        days = sorted(one[0] for one in self._days)
        found = []
        if days:
            words = f"{_MEDIAN} {_number(median(days))} days, range {days[0]} to {days[-1]}"
            found.append(self._row(words, [one[1] for one in self._days]))
            present = [one[1] for one in self._days if one[2]]
            found += [self._row(PRESENT, present)] if present else []
        below = -1
        for most, name in (*_BANDS, (None, _LATER)):
            inside = [one[1] for one in self._days if one[0] > below and (most is None or one[0] <= most)]
            found += [self._row(name, inside)] if inside else []
            below = most or below
        return found + [self._row(name, children) for name, children in self._without.items() if children]

    def _row(self, words: str, children: list[Listed]) -> Count:
        return Count(words=words, children=len(children), of=self._all, listed=tuple(children))


class _Kinds:
    """Kinds of entry of which an active child has none."""

    def __init__(self, library: Library) -> None:
        self._kinds = library.record.kinds
        self._without: dict[str, list[Listed]] = {table: [] for table in self._kinds}
        self._all = 0

    def count(self, case: Case) -> None:
        """Count one child, if it is active."""
        if case.status is not CaseStatus.ACTIVE:
            return
        self._all += 1
        for table, kind in self._kinds.items():
            if not standing(getattr(case, table)):
                self._without[table].append(listed_case(case, f"{kind.title}: nothing entered yet"))

    def table(self) -> Counted:
        """The kinds that most children have nothing of come first."""
        ranked = sorted(self._without, key=lambda one: (-len(self._without[one]), self._kinds[one].title))
        return Counted(KINDS, "by kind of entry, of active children", tuple(
            Count(words=self._kinds[one].title, children=len(self._without[one]), of=self._all,
                  listed=tuple(self._without[one]))
            for one in ranked if self._without[one]
        ))  # fmt: skip


class _Watch:
    """Children who are to be watched for a late effect, by risk; those for whom it is only possible apart."""

    def __init__(self, library: Library) -> None:
        self._library, self._rules = library, library.watch
        self._sure: dict[str, list[Listed]] = {one.id: [] for one in self._rules.risks}
        self._perhaps: dict[str, list[Listed]] = {one.id: [] for one in self._rules.risks}
        self._all = 0

    def count(self, case: Case) -> None:
        """Count one child under each of its risks."""
        found = watch_lines(self._library, case)
        self._all += bool(found)
        for one in found:
            where = self._sure if one.sure else self._perhaps
            where[one.risk.id].append(listed_case(case, _why(one)))

    def table(self) -> Counted:
        """Every risk that any child has, in the order of the source."""
        rows = [row for risk in self._rules.risks for row in self._rows(risk)]
        return Counted(WATCH, WATCHED, tuple(rows))

    def _rows(self, risk: Risk) -> list[Count]:
        by_dose = [row_words(self._library, one) for one in risk.doses]
        told = (f"{risk.check}.", risk.remark, f"[{source_words(self._library, risk.cited)}]", *by_dose)
        about = " ".join(one for one in told if one)
        found = (
            (risk.words, self._sure[risk.id]),
            (f"{risk.words}: possible, to be looked up", self._perhaps[risk.id]),
        )
        return [
            Count(words=words, children=len(children), of=self._all, listed=tuple(children), about=about)
            for words, children in found
            if children
        ]


def _why(one: WatchLine) -> str:
    """What led to it; and by dose what the entered totals lead to, with those totals and what is open of them."""
    rests_on = f" ({'; '.join(one.rests_on)})" if one.rests_on else ""
    by_dose = (f"by dose {within(one.dose_words)}{rests_on}",) if one.by_dose else ()
    return capital("; ".join((*one.why, *by_dose)))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
