"""What was begun and not saved: whose it is, what is kept of it, and that it is no part of the record."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import COORDINATOR, PASSPHRASE, small_case
from entry_samples import sample_entry, with_linked

from db.keys import NO_SECRET
from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.dates import PartialDate
from desktop.clinical.drafts import Draft
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.results import MarkerResult
from desktop.clinical.vocabulary import Marker, MarkerUnit, Role, Silence
from desktop.services.boards import Board, open_board
from desktop.services.cases import new_case
from desktop.services.drafts import (
    content_of_result,
    draft_of,
    drafts_of,
    drop_draft,
    keep_draft,
    read_values,
    result_of_content,
    told_values,
)
from desktop.services.people import add_person

LIBRARY = build_library()
KINDS = tuple(LIBRARY.record.kinds.values())
OTHER = "eleven quiet herons wade"


def test_what_is_typed_is_kept_in_the_place_of_what_was_typed_before(board: Board) -> None:
    case = new_case(board, LIBRARY, small_case())
    other = new_case(board, LIBRARY, small_case(2))
    begun = Draft("lesions", case.id)
    keep_draft(board, replace(begun, content={"name": "liver"}))
    keep_draft(board, replace(begun, content={"name": "liver, left"}))
    keep_draft(board, Draft("symptoms", case.id, content={"detail": "Ø"}))
    kept = drafts_of(board, case.id)
    assert [(one.subject, one.content) for one in kept] == [
        ("lesions", {"name": "liver, left"}),
        ("symptoms", {"detail": "Ø"}),
    ]
    assert all(one.kept_at is not None for one in kept)
    assert drafts_of(board, other.id) == drafts_of(board, None) == ()
    drop_draft(board, begun)
    drop_draft(board, begun)
    assert [one.subject for one in drafts_of(board, case.id)] == ["symptoms"]


def test_the_new_one_and_the_changed_one_are_two(board: Board) -> None:
    case = new_case(board, LIBRARY, small_case())
    new, changed = Draft("lesions", case.id, content={"a": 1}), Draft("lesions", case.id, case.id, {"a": 2})
    keep_draft(board, new)
    keep_draft(board, changed)
    assert (found := draft_of(board, new)) is not None and found.content == {"a": 1}
    assert (found := draft_of(board, changed)) is not None and found.content == {"a": 2}
    drop_draft(board, new)
    assert draft_of(board, new) is None
    assert draft_of(board, changed) is not None


def test_it_belongs_to_who_typed_it_and_is_no_part_of_the_record(board: Board) -> None:
    case = new_case(board, LIBRARY, small_case())
    add_person(board, "Zztest Other", Role.COORDINATOR, OTHER, NO_SECRET)
    before = board.database.last_entry()
    keep_draft(board, Draft("lesions", case.id, content={"name": "liver"}))
    assert board.database.last_entry() == before, "what states nothing has no entry in the history"
    folder = board.folder
    board.close()
    with open_board(folder, user="Zztest Other", passphrase=OTHER) as theirs:
        assert drafts_of(theirs, case.id) == ()
    with open_board(folder, user=COORDINATOR, passphrase=PASSPHRASE) as again:
        assert len(drafts_of(again, case.id)) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_every_kind_of_entry_comes_back_as_it_was_typed(kind: EntryKind) -> None:
    case = with_linked(LIBRARY, small_case(), kind)
    whole = sample_entry(LIBRARY, case, kind)
    half = replace(whole, **{kind.fields[-1].name: silent(Silence.REQUESTED, PartialDate(2026, 11), "Zztest Lab")})
    for entry in (whole, half, kind.type()):
        assert result_of_content(kind.type, content_of_result(entry)) == entry


def test_a_marker_comes_back_as_it_was_typed() -> None:
    result = MarkerResult(marker=Marker.LDH, unit=MarkerUnit.U_L, value=known(Decimal("1240")))
    assert result_of_content(MarkerResult, content_of_result(result)) == result


def test_what_another_version_kept_is_not_guessed_at() -> None:
    kind = LIBRARY.record.kinds["lesions"]
    content = content_of_result(kind.type())
    for wrong in ({**content, "new": 1}, {key: one for key, one in content.items() if key != "name"}, {}):
        assert result_of_content(kind.type, wrong) is None


def test_measurements_of_a_grading_come_back() -> None:
    parts = {"primary": {"baseline_mm": Decimal("62.5"), "uptake": True}, "marrow": {"involved": False}}
    assert read_values(LIBRARY, told_values(parts)) == parts
    odd = {"primary": {"baseline_mm": "many", "gone": "1"}, "liver": {"x": "1"}}
    assert read_values(LIBRARY, odd) == {"primary": {}, "liver": {}}
    assert read_values(LIBRARY, "nonsense") == {}
