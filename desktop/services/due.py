"""What is due next, over all children and by week: events of plans, gates, follow-up, screening, and the next board.

It tells dates and orders nothing. A date of a plan is a planning default wherever its source is not verified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.listing import CaseQuery
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.neutral_calendar import is_neutral
from desktop.clinical.screening import DueState
from desktop.clinical.timeline import EventStatus, FactStatus, PlannedEvent
from desktop.clinical.vocabulary import CaseStatus
from desktop.services.boards import Board
from desktop.services.coming import follow_up_name, open_follow_ups, open_screenings
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.meetings.to_do import confirmed, to_do
from desktop.services.plans import begun_template, current_plan, lay_out

WEEKS = 8
"""So many weeks are looked ahead."""

Progress = Callable[[int, int], None]

_PART = 200
_OVER = frozenset({EventStatus.DONE, EventStatus.SKIPPED, EventStatus.STOPPED})


class DueKind(StrEnum):
    """What is due: an event of the plan, a follow-up test, a screening examination, a meeting, or what a decision of
    the board leaves to be done: an action, the review of a condition."""

    EVENT = "event"
    FOLLOW_UP = "follow_up"
    SCREENING = "screening"
    BOARD = "board"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One thing that is due for one child.

    ``day`` is when it is planned, ``latest`` the last day of its window where a source gives one; ``overdue``: all of
    that is over. ``key`` names it among the child's own. ``note`` says what stands against it (a gate that nobody has
    confirmed, treatment that rests, a date that is only a planning default), ``doubt`` is False where its date is
    verified.
    """

    case_id: UUID
    number: int
    child: str
    mrn: str
    demonstration: bool
    kind: DueKind
    key: str
    title: str
    day: date
    latest: date | None = None
    overdue: bool = False
    note: str = ""
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class DueWeek:
    """What is due in the week from ``monday``; None: what is overdue, whenever it was due."""

    monday: date | None
    items: tuple[DueItem, ...]

    def words(self, today: date) -> str:
        """``Overdue``, ``This week``, ``Week of 07 Dec 2026``."""
        if self.monday is None:
            return "Overdue"
        here = monday_of(today)
        near = {here: "This week", here + timedelta(days=7): "Next week"}
        return near.get(self.monday, f"Week of {day_words(self.monday)}")


def due_list(
    board: Board, library: Library, today: date, weeks: int = WEEKS, progress: Progress | None = None
) -> tuple[DueWeek, ...]:
    """What is overdue, and what is due from this week on for so many weeks; weeks with nothing in them are left out.

    Of closed cases nothing is due but what a decision left to be done. ``progress`` is called with the children read
    and all of them; where it raises, nothing is given.
    """
    wanted = [one.case_id for one in list_cases(board, CaseQuery()).lines]
    found: list[DueItem] = []
    for done in range(0, len(wanted), _PART):
        if progress is not None:
            progress(done, len(wanted))
        with board.database.read() as work:
            cases = work.cases.load_many(wanted[done : done + _PART])
            decided = confirmed(work, cases)
        for case in cases.values():
            found += [
                *due_of(library, case, today, weeks),
                *_decided(library, case, decided.get(case.id, ()), today, weeks),
            ]
    return by_week(found)


def due_of(library: Library, case: Case, today: date, weeks: int = WEEKS) -> tuple[DueItem, ...]:
    """What is overdue or due for one child, the earliest first; nothing of one who came de-identified, whose days are
    no days of ours."""
    if case.status is CaseStatus.CLOSED or case.deleted is not None or is_neutral(case):
        return ()
    until = monday_of(today) + timedelta(days=7 * weeks)
    found = (*_events(library, case, today), *_follow_ups(library, case, today), *_screenings(library, case, today))
    board = _board(case, today)
    items = (*found, *((board,) if board is not None else ()))
    return tuple(sorted((one for one in items if one.overdue or one.day < until), key=_order))


def _decided(
    library: Library, case: Case, decisions: Iterable[WholeDecision], today: date, weeks: int
) -> Iterator[DueItem]:
    """What decisions leave to be done for a child and has a day; also of a closed case, as somebody still owes it."""
    until = monday_of(today) + timedelta(days=7 * weeks)
    for one in to_do(library.labels, case, decisions, today):
        if one.due is not None and one.due < until and case.deleted is None:
            yield _item(
                case, DueKind.DECISION, one.key, one.words, one.due, overdue=one.due < today,
                note=f"decided by the board; {one.owner or 'nobody named'}",
            )  # fmt: skip


def by_week(items: Sequence[DueItem]) -> tuple[DueWeek, ...]:
    """Sorted into weeks, what is overdue first."""
    weeks: dict[date | None, list[DueItem]] = {}
    for one in sorted(items, key=_order):
        weeks.setdefault(None if one.overdue else monday_of(one.day), []).append(one)
    return tuple(DueWeek(monday, tuple(weeks[monday])) for monday in sorted(weeks, key=lambda day: day or date.min))


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def _order(item: DueItem) -> tuple[object, ...]:
    return (not item.overdue, item.day, item.number, item.title)


def _item(case: Case, kind: DueKind, key: object, title: str, day: date, **more: object) -> DueItem:
    given: dict[str, object] = {"overdue": False, **more}
    return DueItem(
        case_id=case.id, number=case.number, child=case.name, mrn=case.mrn, demonstration=case.demonstration,
        kind=kind, key=f"{kind.value}:{key}", title=title, day=day, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def _events(library: Library, case: Case, today: date) -> Iterator[DueItem]:
    """Events of the plan that holds which are neither over nor overtaken."""
    chosen = current_plan(case)
    if chosen is None or begun_template(library, chosen) is None:
        return
    for one in lay_out(library, chosen, today):
        if one.status in _OVER or one.overtaken or one.actual is not None:
            continue
        yield _item(
            case, DueKind.EVENT, one.id, one.title, one.planned, latest=one.latest,
            overdue=one.status is EventStatus.LATE, note=_against(one),
            doubt=not one.booked and one.fact_status is not FactStatus.VERIFIED,
        )  # fmt: skip


def _against(event: PlannedEvent) -> str:
    """What a person has to look at before the day."""
    told = []
    if event.on_hold:
        told.append("treatment rests")
    if event.booked:
        told.append("fixed day")
    if event.booked_too_early and event.wanted is not None:
        told.append(f"what comes before it leads to {day_words(event.wanted)}")
    if event.outside_window:
        told.append("outside its window")
    if event.open_conditions:
        told.append(f"to confirm: {'; '.join(one.title for one in event.open_conditions)}")
    return ", ".join(told)


def _follow_ups(library: Library, case: Case, today: date) -> Iterator[DueItem]:
    for entry, due in open_follow_ups(case):
        yield _item(
            case, DueKind.FOLLOW_UP, entry.id, follow_up_name(library, entry), due.earliest, latest=due.latest,
            overdue=due.latest < today, note="" if due.full else f"due {due.words()}",
        )  # fmt: skip


def _screenings(library: Library, case: Case, today: date) -> Iterator[DueItem]:
    for one in open_screenings(library, case, today):
        yield _item(
            case, DueKind.SCREENING, f"{one.test} {one.planned.isoformat()}", one.name, one.planned,
            overdue=one.state is DueState.OVERDUE,
        )  # fmt: skip


def _board(case: Case, today: date) -> DueItem | None:
    """The next meeting about the child; one that is over asks for nothing."""
    meets: PartialDate | None = case.board_on.value
    if meets is None or meets.latest < today:
        return None
    return _item(
        case, DueKind.BOARD, meets, "Tumour board", meets.earliest, latest=meets.latest,
        note="" if meets.full else meets.words(),
    )  # fmt: skip
