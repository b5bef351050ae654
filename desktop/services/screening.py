"""The plan of screening of a predisposed child: which examinations are due, done, overdue, with words and sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import day_words
from desktop.clinical.record.family import Screening
from desktop.clinical.risk import RuleStatus
from desktop.clinical.risk.rows import Cited
from desktop.clinical.screening import (
    Candidate,
    DueState,
    Fit,
    Schedule,
    ScreeningTest,
    beginning,
    candidates_of,
    due_days,
    left_out,
    nearest,
    planned_days,
)
from desktop.clinical.timeline.rows import add_months
from desktop.clinical.vocabulary import Silence
from desktop.services.library import Library

INFORMS = "Worked out from a published schedule. It orders no examination, and the board decides."
"""Said beneath every plan."""

POSSIBLE = "The child is a possible candidate: these days hold only if the board decides on screening."
"""Said where no row is for the child for certain and no screening has taken place; nothing is due then."""

_RESULT_OPEN = frozenset({Silence.NOT_ASKED, Silence.UNKNOWN_AT_SOURCE})
_NOT_DONE = "not_done"
_STATES = {
    DueState.DONE: "done",
    DueState.MISSED: "not done, and the next one’s turn has come",
    DueState.OVERDUE: "overdue",
    DueState.DUE: "due",
    DueState.COMING: "later",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningLine:
    """One examination on one planned day. ``test`` is its code, ``entry`` the screening that counts for it.

    ``unclear`` is one that took place and told nothing: it counts for no day, and has to be repeated.
    """

    test: str
    name: str
    planned: date
    state: DueState
    entry: Screening | None
    unclear: Screening | None = None
    source: str
    taken_up: bool = True

    @property
    def standing(self) -> str:
        """``overdue``, or ``done 12 Sep 2020``; ``would be overdue`` while nobody has decided on screening.

        After an examination that told nothing: ``overdue; inconclusive on 12 Sep 2020, repeat``.
        """
        done = self.entry.provenance.performed_on if self.entry else None
        would = "" if self.taken_up or self.state not in (DueState.DUE, DueState.OVERDUE) else "would be "
        return f"{would}{_STATES[self.state]}{f' {done.words()}' if done else ''}{self._unclear_words}"

    @property
    def _unclear_words(self) -> str:
        day = self.unclear.provenance.performed_on if self.unclear and self.entry is None else None
        again = "" if self.state is DueState.MISSED else ", repeat"
        return f"; inconclusive on {day.words()}{again}" if day else ""

    @property
    def told(self) -> str:
        """``Abdominal ultrasound, 03 Feb 2026: overdue``."""
        return f"{self.name}, {day_words(self.planned)}: {self.standing}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningPlan:
    """What one schedule plans for a child. ``fit``: whether the child is a candidate or may be one; ``why`` the rows.

    ``begun`` is the day that months count from, ``until`` the birthday on which it ends; both None where there are no
    days, and then ``undated`` says why. ``examinations`` are those of the schedule; ``left_out`` those that are not
    for this child, or may not be, with the reason. ``taken_up``: the child is a candidate, or is screened already.
    """

    schedule: str
    title: str
    fit: Fit
    taken_up: bool
    why: tuple[str, ...]
    begun: date | None
    until: date | None
    undated: str
    examinations: tuple[str, ...]
    lines: tuple[ScreeningLine, ...]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]
    source: str

    @property
    def due(self) -> tuple[ScreeningLine, ...]:
        """What is due or overdue today, by its planned day; nothing is for a child who is only a possible candidate."""
        states = (DueState.DUE, DueState.OVERDUE) if self.taken_up else ()
        return tuple(one for one in self.lines if one.state in states)

    @property
    def next(self) -> ScreeningLine | None:
        """The examination that comes next after today's."""
        return next((one for one in self.lines if one.state is DueState.COMING), None)


def screening_of(library: Library, case: Case, today: date, schedule: str = "") -> ScreeningPlan | None:
    """The plan for a child by one schedule, or by the usual one; None where nothing in the record asks for any."""
    rules = library.screening
    chosen = rules.schedules[schedule or rules.default]
    candidates = candidates_of(chosen, case)
    if not candidates and chosen.otherwise:
        chosen = rules.schedules[chosen.otherwise]
        candidates = candidates_of(chosen, case)
    return _plan(library, case, today, chosen, candidates) if candidates else None


def _plan(
    library: Library, case: Case, today: date, chosen: Schedule, candidates: tuple[Candidate, ...]
) -> ScreeningPlan:
    omitted = {one.code: left_out(one, case) for one in chosen.tests}
    tests = [one for one in chosen.tests if omitted[one.code][0] is not Fit.YES]
    born = case.born.value.full if case.born.value else None
    begun = beginning(born, candidates) if born and chosen.phases else None
    fit = Fit.YES if any(one.fit is Fit.YES for one in candidates) else Fit.MAYBE
    taken_up = fit is Fit.YES or any(_done(case, one.code) or _unclear(case, one.code) for one in chosen.tests)
    lines = _lines(library, case, today, chosen, tests, born, begun, taken_up=taken_up) if born and begun else ()
    return ScreeningPlan(
        schedule=chosen.id,
        title=chosen.title,
        fit=fit,
        taken_up=taken_up,
        why=tuple(_why(library, one) for one in candidates),
        begun=begun,
        until=add_months(born, chosen.phases[-1].until_months) if born and begun else None,
        undated=chosen.undated or _undated(born, begun, lines),
        examinations=tuple(_name(library, one) for one in tests),
        lines=lines,
        left_out=tuple(_left_out(library, one, *omitted[one.code]) for one in chosen.tests if omitted[one.code][1]),
        remarks=(*([] if taken_up or not lines else [POSSIBLE]), *chosen.remarks, INFORMS),
        source=_source(library, chosen.cited),
    )


def _lines(
    library: Library, case: Case, today: date, chosen: Schedule, tests: list[ScreeningTest], born: date, begun: date,
    *, taken_up: bool,
) -> tuple[ScreeningLine, ...]:  # fmt: skip
    planned = planned_days(chosen, born, begun)
    found: list[ScreeningLine] = []
    for one in tests:
        again = nearest(planned, _unclear(case, one.code))
        name, source = library.all_labels.word("screenings.test", one.code), _source(library, one.cited)
        for due in due_days(planned, _done(case, one.code), today):
            entry, unclear = due.entry, again.get(due.planned)
            found.append(
                ScreeningLine(
                    test=one.code,
                    name=name,
                    planned=due.planned,
                    state=due.state,
                    entry=entry if isinstance(entry, Screening) else None,
                    unclear=unclear if isinstance(unclear, Screening) else None,
                    source=source,
                    taken_up=taken_up,
                )
            )
    return tuple(sorted(found, key=lambda one: one.planned))


def _done(case: Case, test: str) -> list[Screening]:
    """The screenings that took place: with an outcome, or with a day and no word on the outcome yet.

    What was declined, failed, inconclusive or only asked for may have a day, too, and leaves the child without it.
    """
    return [one for one in standing(case.screenings) if one.test.value == test and _took_place(one)]


def _unclear(case: Case, test: str) -> list[Screening]:
    """The screenings that took place and told nothing."""
    ones = (one for one in standing(case.screenings) if one.test.value == test)
    return [one for one in ones if one.outcome.silence is Silence.INCONCLUSIVE]


def _took_place(one: Screening) -> bool:
    if one.outcome.is_known:
        return one.outcome.value != _NOT_DONE
    return one.outcome.silence in _RESULT_OPEN and one.provenance.performed_on is not None


def _why(library: Library, one: Candidate) -> str:
    told = "" if one.fit is Fit.YES else " (possible, not settled)"
    remark = f". {one.who.remark}" if one.who.remark else "."
    words = f"{one.who.words[:1].upper()}{one.who.words[1:]}"
    return f"{words}{told}{remark} [{_source(library, one.who.cited)}]"


def _name(library: Library, test: ScreeningTest) -> str:
    name = library.all_labels.word("screenings.test", test.code)
    return f"{name} ({test.words})" if test.words else name


def _left_out(library: Library, test: ScreeningTest, fit: Fit, words: str) -> str:
    name = library.all_labels.word("screenings.test", test.code)
    if fit is Fit.YES:
        return f"{name} is left out: {words}."
    return f"{name}, look again before it is done: {words}, which is not settled for this child."


def _undated(born: date | None, begun: date | None, lines: tuple[ScreeningLine, ...]) -> str:
    if born is None:
        return "No days: the day of birth is not known in full."
    if begun is None:
        return "No days: enter the full day on which the predisposition was found; months count from it, or from birth."
    return "" if lines else "No days: it was found after the age at which screening ends."


def _source(library: Library, cited: Cited) -> str:
    """The source; with a mark where none supports it or sources differ."""
    if cited.status in (RuleStatus.UNVERIFIED, RuleStatus.CONFLICT):
        return f"{cited.source}; {library.labels.word('evidence', cited.status.value)}"
    return cited.source
