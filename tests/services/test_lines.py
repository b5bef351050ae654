"""The list's line of a child: where treatment stands, what comes next, what is awaited, the words it is found by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import full_case, small_case

from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.clinical.record.afterwards import FollowUp
from desktop.clinical.results import Provenance
from desktop.clinical.steps import STEPS
from desktop.clinical.vocabulary import CaseStatus, Silence
from desktop.services.boards import Board
from desktop.services.cases import list_cases, new_case
from desktop.services.demo import demonstration_cases
from desktop.services.due import DueKind, due_of
from desktop.services.library import Library
from desktop.services.lines import line_of
from desktop.ui.panels.case_above import phase_and_next


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def waiting(case: Case, *facts: str) -> Case:
    for fact in facts:
        case = FIELDS[fact].write(case, silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Lab"))
    return case


def test_a_plan_gives_phase_courses_step_and_what_comes_next(library: Library) -> None:
    line = line_of(library, replace(full_case(), status=CaseStatus.ACTIVE))
    assert (line.phase, line.phase_done, line.phase_count, line.step) == ("Induction", 3, 5, 3)
    assert (line.next_due, line.next_due_on) == ("Cycle 4", date(2026, 12, 2))
    assert line.board_on == PartialDate(2026, 11, 26)


def test_without_a_plan_no_step_is_claimed_and_the_awaited_result_comes_next(library: Library) -> None:
    line = line_of(library, waiting(small_case(), "sca", "mycn"))
    assert (line.phase, line.step, line.waiting) == ("No plan yet", 0, ("mycn", "sca"))
    assert (line.next_due, line.next_due_on) == ("MYCN result", None)
    assert line_of(library, small_case()).next_due == ""


def followed(case: Case, due: PartialDate, **said: object) -> Case:
    return replace(case, follow_ups=(FollowUp(test=known("mibg"), due_on=known(due), **said),))  # type: ignore[arg-type]


def test_a_follow_up_that_is_due_comes_next_as_on_the_page_of_what_is_due(library: Library) -> None:
    day, today = PartialDate(2026, 9, 18), date(2026, 11, 24)
    name = library.all_labels.word("follow_ups.test", "mibg")
    without_plan = followed(waiting(small_case(), "mycn"), day)
    with_plan = followed(replace(full_case(), status=CaseStatus.ACTIVE), day)
    for case in (without_plan, with_plan):
        line = line_of(library, case)
        assert (line.next_due, line.next_due_on) == ("MIBG scan", day.full)
        first = due_of(library, case, today)[0]
        assert (first.title, first.day, first.overdue) == (name, day.full, True)
    phase, (head, told) = phase_and_next(library, without_plan, (), today)
    assert (phase, head, told) == ("", "Next due", f"{name}, late since 18 Sep")
    # over, or not to come; of a month only the last day makes it late; of a closed case nothing is due
    for said in ({"outcome": silent(Silence.DECLINED)}, {"provenance": Provenance(performed_on=day)}):
        assert line_of(library, followed(small_case(), day, **said)).next_due == ""
    assert line_of(library, followed(small_case(), PartialDate(2026, 9))).next_due_on == date(2026, 9, 30)
    assert line_of(library, replace(without_plan, status=CaseStatus.CLOSED)).next_due_on is None
    assert line_of(library, followed(with_plan, PartialDate(2027, 9, 18))).next_due == "Cycle 4"


def test_what_screening_asks_for_comes_next_too(library: Library) -> None:
    today = date(2026, 11, 23)
    papa = next(one for one in demonstration_cases(library, 24, 1) if one.given_name == "Papa")
    first, line = due_of(library, papa, today)[0], line_of(library, papa, today)
    assert (first.kind, first.overdue) == (DueKind.SCREENING, True)
    assert (line.next_due, line.next_due_on) == ("Screening", first.day)
    assert line_of(library, papa).next_due == "Urine markers", "without a day nothing is said of screening"


def test_follow_up_is_the_last_step_whatever_the_plan_says(library: Library) -> None:
    line = line_of(library, full_case())
    assert (line.phase, line.step, line.phase_count) == ("Follow-up", STEPS, 0)
    assert line.next_due == "Cycle 4", "an open date is not hidden"
    closed = line_of(library, replace(small_case(), status=CaseStatus.CLOSED))
    assert (closed.phase, closed.step) == ("Closed", 0)


def test_every_step_and_every_phase_of_every_template_can_be_said(library: Library) -> None:
    steps = {one.step for template in library.templates.values() for one in (*template.phases, *template.events)}
    assert steps
    for step in range(1, STEPS + 1):
        assert library.labels.word("step", step)
    assert all(1 <= step <= STEPS for step in steps)
    for status in CaseStatus:
        assert library.labels.word("no_phase", status)
    briefs = {one.id: one.brief for template in library.templates.values() for one in template.events}
    assert {one: words for one, words in briefs.items() if len(words) > 16} == {}


def test_every_follow_up_test_has_words_short_enough_for_the_list(library: Library) -> None:
    words = library.labels.words["short_follow_up"]
    codes = {one.code for one in library.record.kinds["follow_ups"].field("test").choices}
    assert set(words) == {*codes, "screening"}
    assert {one: said for one, said in words.items() if len(said) > 14} == {}


def test_a_child_is_found_by_what_people_wrote(board: Board, library: Library) -> None:
    for at, words in enumerate(("Liver growing?", "Nächste Woche im Ausland")):
        new_case(board, library, replace(small_case(at), question=known(words), asked_by=known("Zztest Ward")))
    for text, found in (("liver", 1), ("nachste", 1), ("ward", 2), ("kidney", 0)):
        assert list_cases(board, CaseQuery(text=text)).total == found, text


def test_the_demonstration_has_two_meetings_on_their_weekday(library: Library) -> None:
    days = [case.board_on.value for case in demonstration_cases(library, 50, 1)]
    found = {str(day) for day in days[:24] if day}
    assert found == {"2026-11-26", "2026-12-10"}
    assert {day.full.strftime("%a") for day in days if day and day.full} == {"Thu"}
    assert str(days[24]) == "2026-10-29"
