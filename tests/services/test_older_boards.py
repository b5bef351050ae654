"""A board that kept no rules: what its list says by earlier ones stands until a person has seen what changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import PASSPHRASE

from desktop.app import build_library
from desktop.clinical.listing import CaseQuery
from desktop.services.boards import Board, open_board
from desktop.services.cases import list_cases, store
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.rule_changes import accept, look_at, shipped_rules
from desktop.services.rule_packs import adopt_first, adoptions, answered_by_others, board_library, offer_words

CHILDREN = 24


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def full(board: Board, library: Library) -> Board:
    """Children of every kind on a board that has adopted no rules."""
    with board.database.work(board.person.id) as work:
        store(work, library, [(None, child) for child in demonstration_cases(library, CHILDREN, 1)], "New case")
    return board


def earlier(board: Board, rules: str, where: str = "TRUE") -> list[int]:
    """As earlier rules left the list: every child low. Gives the numbers of those that are something else now."""
    before = {line.number: line for line in list_cases(board, CaseQuery()).lines}
    with board.database.work(board.person.id) as work:
        work.connection.exec_driver_sql(f"UPDATE case_index SET rules = '{rules}'")
        work.connection.exec_driver_sql(
            f"""UPDATE case_index SET "groups" = '["low"]', settled = 1, conflict = 0, not_covered = 0 WHERE {where}"""
        )
    after = {line.number: line for line in list_cases(board, CaseQuery()).lines}
    told = {number: (one.groups, one.settled, one.conflict, one.not_covered) for number, one in before.items()}
    left = {number: (one.groups, one.settled, one.conflict, one.not_covered) for number, one in after.items()}
    return sorted(number for number in before if told[number] != left[number])


def test_nothing_is_adopted_before_a_person_has_seen_what_changes(full: Board, library: Library) -> None:
    wanted = earlier(full, "of another program")
    assert 0 < len(wanted) < CHILDREN
    assert answered_by_others(full, library)
    adopt_first(full, library)
    assert adoptions(full) == []
    assert "did not keep" in offer_words(full, library)
    changes = look_at(full, board_library(full, library), shipped_rules(library))
    assert (changes.earlier, changes.cases) == ("", CHILDREN)
    assert sorted(one.number for one in changes.changed) == wanted
    assert changes.regrouped == len(wanted)
    (first,) = changes.changed[0].others
    assert first.before == "low"
    assert first.after != "low"
    assert "not kept on this board" in first.why[0]
    stands = list_cases(full, CaseQuery()).lines
    assert {line.rules for line in stands} == {"of another program"}, "looking changes nothing"
    accept(full, board_library(full, library), changes, "seen by the team")
    (now,) = adoptions(full)
    assert (now.reason, now.changed) == ("seen by the team", len(wanted))
    assert {line.rules for line in list_cases(full, CaseQuery()).lines} == {library.rules.checksum}
    assert not answered_by_others(full, library)
    assert offer_words(full, board_library(full, library)) == ""
    with full.database.read() as work:
        (entry,) = work.audit.entries(limit=1)
    assert (entry.action, entry.changes["changed"]) == ("Adopted rules", [None, len(wanted)])


@pytest.mark.parametrize("same", ["all tables", "risk tables alone"])
def test_answers_of_the_same_rules_need_no_look(full: Board, library: Library, same: str) -> None:
    checksum = library.tables.checksum if same == "all tables" else library.tables.part_checksum("risk")
    earlier(full, checksum, "FALSE")
    assert not answered_by_others(full, library)
    adopt_first(full, library)
    assert adoptions(full)[0].checksum == library.tables.checksum


def test_an_empty_board_and_one_that_is_only_read_ask_nothing(
    board: Board, board_folder: Path, library: Library
) -> None:
    assert not answered_by_others(board, library)
    with board.database.work(board.person.id) as work:
        store(work, library, [(None, next(demonstration_cases(library, 1, 1)))], "New case")
    earlier(board, "of another program")
    with open_board(board_folder, passphrase=PASSPHRASE, write=False) as reading:
        assert offer_words(reading, library) == ""
