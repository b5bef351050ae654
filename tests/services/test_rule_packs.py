"""The rules of a board are those that its team adopted, on every laptop, whatever the program ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import PASSPHRASE

from db.errors import DamagedError
from db.rule_packs import adopted_texts
from desktop.app import build_library
from desktop.clinical.listing import CaseQuery
from desktop.clinical.risk import checksum_of
from desktop.clinical.rule_set import RuleSet
from desktop.services.boards import Board, open_board
from desktop.services.cases import list_cases, new_case, refresh_lines
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.rule_packs import (
    FIRST,
    SHIPPED,
    RulesUnreadableError,
    adopt_first,
    adoptions,
    board_library,
    brings_others,
    tables_of,
)

TABLE = "risk/cog-v2.toml"


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def other_texts(library: Library, before: str = 'version = "1.', after: str = 'version = "7.') -> dict[str, str]:
    texts = dict(library.rule_texts)
    assert before in texts[TABLE]
    return {**texts, TABLE: texts[TABLE].replace(before, after, 1)}


def adopt(board: Board, texts: dict[str, str], library: Library) -> None:
    """As a board that another program made: its texts are on it, whether this program can read them or not."""
    with board.database.work(board.person.id) as work:
        tables = tables_of(library.shipped.tables)
        work.rules.adopt(checksum_of(texts), texts, {}, tables, origin="elsewhere", reason="a trial", changed=0)


def test_a_board_without_rules_adopts_those_of_the_program_once(board: Board, library: Library) -> None:
    assert adoptions(board) == []
    assert board_library(board, library).rules is library.rules
    adopt_first(board, library)
    adopt_first(board, library)
    (only,) = adoptions(board)
    assert (only.checksum, only.origin, only.reason) == (library.rules.checksum, SHIPPED, FIRST)
    assert only.adopted_by == board.person.name
    assert only.tables == tables_of(library.tables)
    assert not brings_others(board, library)
    with board.database.read() as work:
        (entry,) = work.audit.entries(limit=1)
        assert (entry.action, entry.changes["checksum"]) == ("Adopted rules", [None, only.checksum])
        assert "cog-v2" in entry.changes["tables"][1]  # type: ignore[operator]


def test_every_table_has_a_checksum_that_follows_its_text_and_no_other(library: Library) -> None:
    before = {one.id: one for one in tables_of(library.tables)}
    after = {one.id: one for one in tables_of(RuleSet(other_texts(library)))}
    changed = {name for name in before if before[name].checksum != after[name].checksum}
    assert changed == {"cog-v2"}
    assert all(len(one.checksum) == 64 and one.sources and one.valid_from.year > 1980 for one in before.values())
    checksums = [one.checksum for one in (*library.criteria.files, *library.scores.files)]
    assert all(len(one) == 64 for one in checksums)


def test_the_boards_own_rules_hold_and_its_stored_list_follows_them(board: Board, library: Library) -> None:
    adopt(board, other_texts(library), library)
    own = board_library(board, library)
    assert own.rules.scheme("cog-v2").version.startswith("7.")
    assert own.shipped is library
    assert library.rules.scheme("cog-v2").version.startswith("1.")
    assert brings_others(board, own)
    new_case(board, own, next(demonstration_cases(library, 1, 1)))
    (line,) = list_cases(board, CaseQuery()).lines
    assert line.rules == own.rules.checksum != library.rules.checksum
    assert refresh_lines(board, own) == 0


def test_rules_that_cannot_be_read_are_never_replaced_in_silence(board: Board, library: Library) -> None:
    adopt(board, other_texts(library, 'kind = "scheme"', 'kind = "plan"'), library)
    own = board_library(board, library)
    with pytest.raises(RulesUnreadableError, match=r"cog-v2\.toml.*no group is worked out by other rules"):
        _ = own.rules
    with pytest.raises(RulesUnreadableError):
        new_case(board, own, next(demonstration_cases(library, 1, 1)))
    assert list_cases(board, CaseQuery()).total == 0


def test_rules_that_were_tampered_with_are_refused(board: Board, library: Library) -> None:
    adopt(board, other_texts(library), library)
    with board.database.work(board.person.id) as work:
        work.connection.exec_driver_sql("""UPDATE rule_packs SET texts = replace(texts, '"high', '"low')""")
    with pytest.raises(DamagedError, match="not those that were adopted"):
        _ = board_library(board, library).rules


def test_a_board_open_for_reading_adopts_nothing(board: Board, board_folder: Path, library: Library) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE, write=False) as reading:
        adopt_first(reading, library)
        assert adoptions(reading) == []
        assert board_library(reading, library).rules is library.rules


def test_nothing_is_parsed_to_see_whether_the_program_brings_other_rules(board: Board, library: Library) -> None:
    adopt_first(board, library)
    fresh = build_library()
    own = board_library(board, fresh)
    assert not brings_others(board, own)
    assert "rules" not in fresh.__dict__
    assert "rules" not in own.__dict__
    with board.database.glance() as connection:
        found = adopted_texts(connection)
    assert found is not None
    assert found[0] == checksum_of(fresh.rule_texts)
