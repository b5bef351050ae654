"""Duplicates on a real board: found, merged in one transaction with documents, taken back exactly, refused plainly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import full_case, small_case
from undo_helpers import facts, redo_last, undo_last

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.duplicates import Sign
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.clinical.merging import FIRST_NUMBER, PLAN, Side, conflicts
from desktop.clinical.record.people import FamilySituation
from desktop.clinical.results import Provenance
from desktop.clinical.vocabulary import AttachmentKind, Sex
from desktop.reports.content import TextBlock
from desktop.services.attachments import Source, add_attachment, list_attachments, look_at, remove_attachment
from desktop.services.boards import Board
from desktop.services.cases import delete_case, get_case, list_cases, new_case, save_case
from desktop.services.checking import check_board
from desktop.services.duplicates import find_duplicates, merge_cases, two_cases
from desktop.services.library import Library
from desktop.services.summaries import content_of
from desktop.services.undoing import begin, read_on

TODAY = date(2026, 11, 23)
KEEP = {FIRST_NUMBER: Side.KEPT, PLAN: Side.KEPT}


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def pair(board: Board, library: Library) -> tuple[Case, Case]:
    """The same child twice, the second with another sex and two documents, one of them taken off the record."""
    kept = new_case(board, library, full_case("ZZ-00471"))
    other = new_case(board, library, replace(full_case("ZZ-472"), sex=known(Sex.MALE)))
    for at in range(2):
        seen = look_at(Source.memory(f"{at}.txt", b"Zztest %d" % at))
        one = add_attachment(
            board, library, other.id, seen, title=f"Letter {at}", kind=AttachmentKind.LETTER, dated=None, today=TODAY
        )
    remove_attachment(board, library, one)
    return kept, other


def test_who_is_on_the_list_twice_is_found(board: Board, library: Library, pair: tuple[Case, Case]) -> None:
    numbered = (Identifier(system="mrn", value="zz 0471"),)
    stranger = new_case(board, library, replace(small_case(), family_name="", given_name="", identifiers=numbered))
    new_case(board, library, small_case(9))
    binned = new_case(board, library, full_case("ZZ-9999"))
    delete_case(board, library, binned.id, "Entered twice")
    found = find_duplicates(board)
    assert [(found.lines[one.first].number, found.lines[one.second].number) for one in found.found.pairs] == [
        (1, 2), (1, 3),
    ]  # fmt: skip
    near, same = found.found.pairs
    assert near.signs == (Sign.NEAR_IDENTIFIER, Sign.NAME, Sign.BORN)
    assert (same.second, same.signs) == (stranger.id, (Sign.IDENTIFIER,))


def test_one_case_of_two_in_one_transaction_and_back(board: Board, library: Library, pair: tuple[Case, Case]) -> None:
    kept, other = pair
    stood, steps = [facts(board, one.id) for one in pair], begin(board)
    done, gone = merge_cases(board, library, kept, other, {**KEEP, "sex": Side.OTHER}, TODAY)
    assert (done.sex, done.mrn, len(done.mycn)) == (known(Sex.MALE), "ZZ-00471", 4)
    assert get_case(board, kept.id) == done
    assert {one.id for one in other.mycn} < {one.id for one in done.mycn}
    assert set(other.markers) < set(done.markers), "with where they came from"
    assert gone.deleted is not None
    assert gone.deleted.reason == "Merged into case 1"
    assert get_case(board, other.id).mycn == ()
    assert [one.title for one in list_attachments(board, kept.id)] == ["Letter 0"]
    assert [one.title for one in list_attachments(board, kept.id, removed=True)] == ["Letter 1"]
    assert list_attachments(board, other.id) == []
    (line,) = list_cases(board, CaseQuery(text="ZZ-472 letter")).lines
    assert line.number == 1, "it is found by the other number and by the document"
    steps = read_on(board, steps)
    assert [(one.name, one.cases) for one in steps.undo] == [("merge of case 2 into case 1", 2)]
    after = [facts(board, one.id) for one in pair]
    steps = undo_last(board, library, steps)
    assert [facts(board, one.id) for one in pair] == stood
    assert [one.title for one in list_attachments(board, other.id)] == ["Letter 0"]
    assert list_attachments(board, kept.id) == []
    assert list_cases(board, CaseQuery(text="letter")).lines[0].number == 2
    steps = redo_last(board, library, steps)
    assert [facts(board, one.id) for one in pair] == after
    assert len(list_attachments(board, kept.id)) == 1
    undo_last(board, library, steps)
    assert [facts(board, one.id) for one in pair] == stood
    assert check_board(board).ok


def test_side_by_side_says_who_said_it(board: Board, library: Library, pair: tuple[Case, Case]) -> None:
    kept, other = pair
    both = two_cases(board, kept.id, other.id)
    assert both.said[kept.id, "sex"].person == board.person.name
    assert {name for key, name in both.said if key == kept.id} >= {"sex", "born", FIRST_NUMBER, PLAN}
    assert both.documents == {kept.id: 0, other.id: 1}
    assert both.swapped().kept == other


def test_nothing_is_merged_over_a_change_or_without_a_choice(
    board: Board, library: Library, pair: tuple[Case, Case]
) -> None:
    kept, other = pair
    with pytest.raises(UserError, match="differ in 1 facts"):
        merge_cases(board, library, kept, other, KEEP, TODAY)
    changed = save_case(board, library, other, replace(other, language=known("German")), "Change of language")
    for case in (other, changed):
        choices = {**KEEP, "sex": Side.KEPT, "language": Side.OTHER}
        if case is changed:
            delete_case(board, library, kept.id, "Entered twice")
        with pytest.raises(UserError, match="changed meanwhile"):
            merge_cases(board, library, kept, case, choices, TODAY)
    assert get_case(board, other.id) == changed
    with pytest.raises(UserError, match="Case 1 is in the bin"):
        two_cases(board, kept.id, other.id)


def test_what_cannot_be_is_refused(board: Board, library: Library, pair: tuple[Case, Case]) -> None:
    """Diagnosed before the birth that was chosen."""
    kept, other = pair
    late = save_case(
        board, library, other,
        replace(other, born=known(PartialDate(2026, 10, 1)), diagnosed=known(PartialDate(2026, 10, 20))), "Change",
    )  # fmt: skip
    choices = {**KEEP, "sex": Side.KEPT, "born": Side.OTHER, "diagnosed": Side.KEPT}
    with pytest.raises(UserError, match=r"Case 1 cannot become so: .*; nothing was changed"):
        merge_cases(board, library, kept, late, choices, TODAY)
    assert get_case(board, kept.id) == kept


def test_of_what_a_child_has_one_of_nothing_is_hidden(board: Board, library: Library) -> None:
    """Of a safeguarding concern of the case that goes, neither screen nor page would say a word.

    It stays in its own entry: what one person said is never put under the day and the name of another.
    """
    own = FamilySituation(psychosocial=known("well"), provenance=Provenance(performed_on=PartialDate(2026, 11, 2)))
    kept = new_case(board, library, replace(small_case(1), family_situation=(own,)))
    concern = FamilySituation(
        safeguarding=known(True), psychosocial=known("tired"), school=known("Zztest school"),
        provenance=Provenance(performed_on=PartialDate(2026, 10, 5)),
    )  # fmt: skip
    other = new_case(board, library, replace(small_case(2), family_situation=(concern,)))
    choices = {one.name: Side.KEPT for one in conflicts(kept, other)}
    done = merge_cases(board, library, kept, other, choices, date(2026, 11, 30))
    rows = done[0].family_situation
    assert rows == (*kept.family_situation, *other.family_situation), "whole, each under its own day and name"
    content = content_of(library, get_case(board, kept.id), today=TODAY, prepared_by="Zztest Coordinator")
    block = next(one for one in content.blocks if isinstance(one, TextBlock) and one.label == "Child and family")
    told = " ".join("".join(word.text for word in phrase) for phrase in block.paragraphs[-1])
    assert "How they are well" in told and "tired" not in told
    assert "School Zztest school (another entry, 05 Oct 2026)" in told
    assert "Safeguarding there is a note in the record" in told
