"""Every kind of entry: stored and read back, changed, taken away, undone and redone, and printed word for word."""

from __future__ import annotations

import pytest
from entry_samples import DAY, changed, sample_entry, with_everything, with_linked
from pdf_reading import page_texts, squeezed

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import Asked, EntryKind
from desktop.clinical.results import Result
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.entries import answer, fact_words, put_entry, remove_entry
from desktop.services.undoing import begin, read_on, redo, undo
from desktop.services.whole_record import record_sheet

LIBRARY = build_library()
KINDS = [*LIBRARY.record.kinds.values()]
assert DAY.full is not None
TODAY = DAY.full.replace(day=30)


@pytest.fixture
def stored(board: Board, kind: EntryKind) -> Case:
    """A child who has what an entry of this kind can link to."""
    return new_case(board, LIBRARY, with_linked(LIBRARY, Case(family_name="Zztest", given_name="Alpha"), kind))


def entries(board: Board, case: Case, kind: EntryKind) -> tuple[Result, ...]:
    found: tuple[Result, ...] = getattr(get_case(board, case.id), kind.table)
    return found


def same(one: Result, other: Result, kind: EntryKind) -> bool:
    """Whether two entries say the same; who entered them is the board's own."""
    return one.id == other.id and all(answer(one, each) == answer(other, each) for each in kind.fields)


@pytest.mark.sampled(4, 0)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_every_edit_is_kept_and_undone(board: Board, kind: EntryKind, stored: Case) -> None:
    before = entries(board, stored, kind)
    steps = begin(board)
    entry = sample_entry(LIBRARY, stored, kind)
    case = put_entry(board, LIBRARY, stored, kind, entry, TODAY)
    assert same(entries(board, case, kind)[-1], entry, kind)

    other = changed(LIBRARY, case, kind, entries(board, case, kind)[-1])
    case = put_entry(board, LIBRARY, case, kind, other, TODAY)
    assert same(entries(board, case, kind)[-1], other, kind)

    case = remove_entry(board, LIBRARY, case, kind, entry.id)
    assert entries(board, case, kind) == before

    steps = read_on(board, steps)
    assert len(steps.undo) == 3
    for step, expected in zip(reversed(steps.undo), (other, entry, None), strict=True):
        undo(board, LIBRARY, step)
        now = entries(board, case, kind)
        assert now == before if expected is None else same(now[-1], expected, kind)
    steps = read_on(board, steps)
    redo(board, LIBRARY, steps.redo[-1])
    assert same(entries(board, case, kind)[-1], entry, kind)


def test_everything_that_is_said_stands_in_the_printed_record() -> None:
    case = with_everything(LIBRARY, Case(family_name="Zztest", given_name="Alpha"))
    sheet = record_sheet(LIBRARY, case, (), today=TODAY, prepared_by="Zztest Coordinator", relatives=True)
    text = "".join(map(squeezed, page_texts(sheet.pdf))).casefold()
    for kind in KINDS:
        for entry in getattr(case, kind.table):
            for field in kind.fields:
                told = answer(entry, field)
                if told.is_known and not (field.asked is Asked.LINK and field.links not in LIBRARY.record.kinds):
                    words = fact_words(LIBRARY, case, field, told)
                    assert squeezed(words).casefold() in text, (kind.table, field.name, words)
