"""Every step is taken back exactly, in order, by new writes; never over somebody else's later edit."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from builders import full_case, small_case
from undo_helpers import as_other, edit, facts, redo_last, second_person, undo_last

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import Mycn, Presence, Silence
from desktop.services.boards import Board, open_board
from desktop.services.cases import delete_case, get_case, history, list_cases, new_case, restore_case, save_case
from desktop.services.checking import check_board
from desktop.services.importing import import_file
from desktop.services.library import Library
from desktop.services.plan_course import start_plan
from desktop.services.planning import record_event
from desktop.services.undoing import Steps, begin, read_on, redo, undo


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    """A child of whom every field is known, stored before the session begins."""
    return new_case(board, library, full_case())


@pytest.fixture
def steps(board: Board, child: Case) -> Steps:
    """The session, begun after the child was stored."""
    return begin(board)


def actions(board: Board, case_id: UUID) -> list[str]:
    """What was done to a case, latest first, each transaction once."""
    return list(dict.fromkeys(entry.action for entry in history(board, case_id)))


def test_nothing_to_undo_at_first(board: Board, steps: Steps) -> None:
    assert read_on(board, steps) == steps == Steps(seen=steps.seen)


def test_a_changed_value_with_its_date_and_laboratory(
    board: Board, library: Library, child: Case, steps: Steps
) -> None:
    stood = [facts(board, child.id)]
    edit(board, library, child.id, "mycn", known(Mycn.NOT_AMPLIFIED))
    stood.append(facts(board, child.id))
    case = get_case(board, child.id)
    dated = FIELDS["mycn"].write_origin(case, PartialDate(2026, 11), "Another Lab")
    save_case(board, library, case, dated, "Change of mycn")
    stood.append(facts(board, child.id))
    for before in (stood[1], stood[0]):
        steps = undo_last(board, library, steps)
        assert facts(board, child.id) == before
    assert (steps.undo, len(steps.redo)) == ((), 2)
    for after in stood[1:]:
        steps = redo_last(board, library, steps)
        assert facts(board, child.id) == after
    assert (len(steps.undo), steps.redo) == (2, ())
    assert get_case(board, child.id).version == child.version + 6
    assert history(board, child.id)[0].action == "Redo change of mycn"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("mycn", silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Lab | genetics")),
        ("sca", NOT_ASKED),
        ("idrfs", known(frozenset({"IDRF02_NECK_VESSELS"}))),
        ("marrow_mibg", known(False)),
        ("marrow_percent", silent(Silence.DECLINED)),
        ("born", known(PartialDate(2024))),
        ("family_name", known("Zztest-Ünal")),
        ("mrn", known("ZZ-9999")),
        ("mrn", NOT_ASKED),
        ("age_days", silent(Silence.NOT_ASKED)),
    ],
)
def test_every_kind_of_fact(
    board: Board, library: Library, child: Case, steps: Steps, name: str, answer: object
) -> None:
    before = facts(board, child.id)
    edit(board, library, child.id, name, answer)  # type: ignore[arg-type]
    after = facts(board, child.id)
    assert after != before
    steps = undo_last(board, library, steps)
    assert facts(board, child.id) == before
    redo_last(board, library, steps)
    assert facts(board, child.id) == after
    assert check_board(board).ok


def test_the_first_result_of_a_test_goes_and_comes_back_as_it_was_entered(board: Board, library: Library) -> None:
    child, steps = new_case(board, library, replace(small_case(), mycn=())), begin(board)
    edit(board, library, child.id, "mycn", known(Mycn.AMPLIFIED))
    entered = facts(board, child.id)
    assert entered.mycn[0].provenance.entered_by == board.person.name
    steps = undo_last(board, library, steps)
    assert get_case(board, child.id).mycn == ()
    redo_last(board, library, steps)
    assert facts(board, child.id) == entered


def test_a_new_case_goes_to_the_bin_and_comes_back(board: Board, library: Library) -> None:
    steps = begin(board)
    child = new_case(board, library, full_case())
    steps = undo_last(board, library, steps)
    assert steps.redo[-1].name == "new case"
    binned = get_case(board, child.id)
    assert binned.deleted is not None
    assert binned.deleted.reason == "Undone: new case"
    assert list_cases(board, CaseQuery()).total == 0
    assert list_cases(board, CaseQuery(bin=True)).total == 1
    steps = redo_last(board, library, steps)
    assert facts(board, child.id) == replace(child, version=0, changed_at=None)
    steps = undo_last(board, library, steps)
    assert actions(board, child.id) == ["Undo new case", "Redo new case", "New case"]


def test_into_the_bin_and_back_from_it(board: Board, library: Library, child: Case, steps: Steps) -> None:
    stood = facts(board, child.id)
    binned = delete_case(board, library, child.id, "Entered twice")
    restore_case(board, library, child.id)
    steps = read_on(board, steps)
    assert [one.name for one in steps.undo] == ["move to bin", "back from bin"]
    steps = undo_last(board, library, steps)
    assert get_case(board, child.id).deleted == binned.deleted
    undo_last(board, library, steps)
    assert facts(board, child.id) == stood


def test_a_plan_and_its_dates(board: Board, library: Library) -> None:
    child, steps = new_case(board, library, small_case()), begin(board)
    stood = [facts(board, child.id)]
    template = next(iter(library.templates))
    case = start_plan(board, library, child, template, date(2026, 11, 16))
    stood.append(facts(board, child.id))
    for event, day, reason in (
        ("C1", date(2026, 11, 16), ""),
        ("C2", date(2026, 12, 9), "Low platelets."),
        ("C1", None, ""),
    ):
        case = record_event(board, library, case, event, day, reason)
        stood.append(facts(board, child.id))
    for before in reversed(stood[:-1]):
        steps = undo_last(board, library, steps)
        assert facts(board, child.id) == before
    for after in stood[1:]:
        steps = redo_last(board, library, steps)
        assert facts(board, child.id) == after
    assert check_board(board).ok


def test_a_new_edit_empties_redo(board: Board, library: Library, child: Case, steps: Steps) -> None:
    edit(board, library, child.id, "mycn", known(Mycn.NOT_AMPLIFIED))
    steps = undo_last(board, library, steps)
    assert [one.name for one in steps.redo] == ["change of mycn"]
    edit(board, library, child.id, "sca", known(Presence.ABSENT))
    steps = read_on(board, steps)
    assert ([one.name for one in steps.undo], steps.redo) == (["change of sca"], ())


def test_steps_are_read_from_the_audit_alone(board: Board, library: Library, child: Case, steps: Steps) -> None:
    begun = steps
    edit(board, library, child.id, "mycn", known(Mycn.NOT_AMPLIFIED))
    edit(board, library, child.id, "sca", known(Presence.ABSENT))
    steps = undo_last(board, library, begun)
    steps = redo_last(board, library, steps)
    steps = undo_last(board, library, steps)
    assert read_on(board, begun) == steps
    assert read_on(board, begin(board)).undo == ()


def test_two_writes_at_one_moment_are_two_steps(board: Board, library: Library, child: Case, steps: Steps) -> None:
    moment = child.changed_at
    assert moment is not None
    board.database._now = lambda: moment
    for answer in (Mycn.NOT_AMPLIFIED, Mycn.GAIN, Mycn.AMPLIFIED):
        edit(board, library, child.id, "mycn", known(answer))
    assert len(read_on(board, steps).undo) == 3


def test_refused_over_another_persons_edit_of_the_same_result(
    board: Board, library: Library, child: Case, steps: Steps
) -> None:
    mine = edit(board, library, child.id, "mycn", known(Mycn.NOT_AMPLIFIED))
    other = second_person(board)
    moved = as_other(board, other, mine, FIELDS["mycn"].write_origin(mine, PartialDate(2026, 11, 7), "Their Lab"))
    step = read_on(board, steps).undo[-1]
    says = (
        r"^The change of mycn was not undone, because Zztest Second changed the same in case 1 since; "
        r"nothing was changed, look at the case\.$"
    )
    with pytest.raises(UserError, match=says):
        undo(board, library, step)
    assert get_case(board, child.id) == moved
    # also when they have taken their edit back, and the value is the one that was left
    as_other(board, other, moved, mine)
    with pytest.raises(UserError, match="Zztest Second"):
        undo(board, library, step)


def test_another_persons_edit_of_another_fact_is_no_obstacle(
    board: Board, library: Library, child: Case, steps: Steps
) -> None:
    mine = edit(board, library, child.id, "family_name", known("Zztest-Other"))
    other = second_person(board)
    mine = as_other(board, other, mine, FIELDS["language"].write(mine, known("German")))
    as_other(board, other, mine, FIELDS["sca"].write(mine, known(Presence.ABSENT)))
    undo_last(board, library, steps)
    after = get_case(board, child.id)
    assert (after.family_name, after.language.value) == ("Zztest", "German")


def test_another_persons_steps_are_not_mine(board: Board, library: Library, child: Case, steps: Steps) -> None:
    case = get_case(board, child.id)
    as_other(board, second_person(board), case, FIELDS["language"].write(case, known("German")))
    assert read_on(board, steps).undo == ()


def test_refused_over_a_later_edit_of_ones_own(board: Board, library: Library, child: Case, steps: Steps) -> None:
    edit(board, library, child.id, "mycn", known(Mycn.NOT_AMPLIFIED))
    first = read_on(board, steps).undo[-1]
    after = edit(board, library, child.id, "mycn", known(Mycn.GAIN))
    with pytest.raises(UserError, match="because case 1 was changed again since"):
        undo(board, library, first)
    assert get_case(board, child.id) == after


def test_a_new_case_that_was_worked_on_stays(board: Board, library: Library) -> None:
    steps = begin(board)
    child = new_case(board, library, small_case())
    step = read_on(board, steps).undo[-1]
    as_other(board, second_person(board), child, FIELDS["language"].write(child, known("German")))
    with pytest.raises(UserError, match="Zztest Second changed the same in case 1"):
        undo(board, library, step)
    assert get_case(board, child.id).deleted is None


def test_a_result_that_another_corrects_stays(board: Board, library: Library) -> None:
    child, steps = new_case(board, library, replace(small_case(), mycn=())), begin(board)
    mine = edit(board, library, child.id, "mycn", known(Mycn.GAIN))
    step = read_on(board, steps).undo[-1]
    newer = replace(mine.mycn[0], id=small_case(7).id, supersedes=mine.mycn[0].id, mycn=known(Mycn.AMPLIFIED))
    as_other(board, second_person(board), mine, replace(mine, mycn=(*mine.mycn, newer)))
    with pytest.raises(UserError, match="not undone, because case 1 was changed again"):
        undo(board, library, step)


def test_redo_is_refused_over_a_later_edit(board: Board, library: Library, child: Case, steps: Steps) -> None:
    edit(board, library, child.id, "mycn", known(Mycn.NOT_AMPLIFIED))
    steps = undo_last(board, library, steps)
    case = get_case(board, child.id)
    as_other(board, second_person(board), case, FIELDS["mycn"].write(case, known(Mycn.GAIN)))
    with pytest.raises(UserError, match="was not redone, because Zztest Second"):
        redo(board, library, read_on(board, steps).redo[-1])


def test_an_identifier_taken_meanwhile_is_refused(board: Board, library: Library, child: Case, steps: Steps) -> None:
    edit(board, library, child.id, "mrn", NOT_ASKED)
    step = read_on(board, steps).undo[-1]
    other = small_case()
    new_case(board, library, FIELDS["mrn"].write(other, known(child.mrn)))
    with pytest.raises(UserError, match="Case 2 of this board has the same identifier"):
        undo(board, library, step)
    assert get_case(board, child.id).mrn != child.mrn
    assert check_board(board).ok


def test_the_list_follows(board: Board, library: Library, child: Case, steps: Steps) -> None:
    edit(board, library, child.id, "family_name", known("Zztest-Other"))
    undo_last(board, library, steps)
    (line,) = list_cases(board, CaseQuery(text="alpha")).lines
    assert line.name == "Zztest, Alpha-Øyvind"
    with board.database.read() as work:
        assert work.index.stale(library.rules.checksum) == []


def a_list(path: Path, rows: int, first: int = 0, mycn: str = "amplified") -> Path:
    """A list of children that the general template reads."""
    with path.open("w", newline="", encoding="utf-8") as file:
        told = csv.writer(file)
        told.writerow(("mrn", "family_name", "inrgss", "mycn"))
        told.writerows((f"TEST-{number:05d}", f"Zztest{number}", "M", mycn) for number in range(first, first + rows))
    return path


def test_an_import_is_one_step(board: Board, library: Library, tmp_path: Path) -> None:
    assert import_file(board, library, a_list(tmp_path / "first.csv", 3)).created == 3
    steps = begin(board)
    stood = all_facts(board)
    report = import_file(board, library, a_list(tmp_path / "second.csv", 2500, 1, "not amplified"))
    assert (report.created, report.updated) == (2498, 2)
    after = all_facts(board)
    steps = read_on(board, steps)
    assert [one.name for one in steps.undo] == ["import of 2,500 cases"]
    steps = undo_last(board, library, steps)
    now = all_facts(board)
    assert now[:3] == stood
    assert all(case.deleted is not None for case in now[3:])
    assert list_cases(board, CaseQuery()).total == 3
    redo_last(board, library, steps)
    assert all_facts(board) == after
    assert check_board(board).ok


def all_facts(board: Board) -> list[Case]:
    with board.database.read() as work:
        stored = work.cases.load_many(work.cases.all_ids()).values()
    return [replace(case, version=0, changed_at=None) for case in stored]


def test_a_board_opened_to_read_undoes_nothing(board: Board, library: Library, child: Case, steps: Steps) -> None:
    edit(board, library, child.id, "mycn", known(Mycn.NOT_AMPLIFIED))
    step = read_on(board, steps).undo[-1]
    with (
        open_board(board.folder, passphrase="nine violet otters sing", write=False) as reader,
        pytest.raises(UserError, match="cannot be written"),
    ):
        undo(reader, library, step)
