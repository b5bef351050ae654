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
from desktop.clinical.record.imaging import Lesion
from desktop.clinical.vocabulary import Role, Silence
from desktop.services.boards import Board, open_board
from desktop.services.cases import new_case
from desktop.services.drafts import (
    draft_of,
    drafts_of,
    drop_draft,
    keep_draft,
    laid_over,
    read_answer,
    result_of_state,
    state_of_result,
    told_answer,
    typed_since,
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


def names(kind: EntryKind) -> tuple[list[str], list[str]]:
    return [one.name for one in kind.fields], [one for one in kind.origin if not one.startswith(("entered", "checked"))]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_every_kind_of_entry_comes_back_as_it_was_typed(kind: EntryKind) -> None:
    case = with_linked(LIBRARY, small_case(), kind)
    whole = sample_entry(LIBRARY, case, kind)
    half = replace(whole, **{kind.fields[-1].name: silent(Silence.REQUESTED, PartialDate(2026, 11), "Zztest Lab")})
    blank = kind.type()
    base = state_of_result(blank, *names(kind))
    for entry in (whole, half):
        content = typed_since(base, state_of_result(entry, *names(kind)))
        state, moved = laid_over(base, content)
        assert result_of_state(blank, state) == replace(entry, id=blank.id)
        assert moved == ()
    assert typed_since(base, base) == {}


def test_only_what_was_typed_is_laid_over_what_the_record_says_now() -> None:
    """A colleague corrected the name meanwhile: it does not go back to what it was."""
    kind = LIBRARY.record.kinds["lesions"]
    before = Lesion(name=known("liver"))
    base = state_of_result(before, *names(kind))
    content = typed_since(base, state_of_result(replace(before, detail=known("soft")), *names(kind)))
    assert set(content) == {"detail"}
    now = state_of_result(replace(before, name=known("liver, left")), *names(kind))
    state, moved = laid_over(now, content)
    assert (found := result_of_state(before, state)) is not None
    assert (found.name, found.detail, moved) == (known("liver, left"), known("soft"), ())
    now = state_of_result(replace(before, detail=known("hard")), *names(kind))
    assert laid_over(now, content)[1] == ("detail",), "what two typed in is named"


def test_what_another_version_kept_is_not_guessed_at() -> None:
    lesion = Lesion(name=known("liver"))
    for wrong in ({"colour": "red"}, {"name": 3}, {"provenance.performed_on": "2026-13-41"}):
        assert result_of_state(lesion, wrong) is None
    assert read_answer(Decimal, "many") is None
    assert read_answer(Decimal, told_answer(known(Decimal("62.5")))) == known(Decimal("62.5"))
