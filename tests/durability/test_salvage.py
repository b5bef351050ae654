"""Random pages of a board are spoilt: the check names it, and every case that the pages still hold comes back."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from builders import PASSPHRASE, full_case, small_case

from db.driver import connect
from db.errors import DamagedError, NoBoardError
from db.folder import BoardFolder
from db.page_image import read_image
from db.page_salt import kept_salt
from db.tables import metadata
from desktop.app import build_library
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.attachments import Source, add_attachment, look_at
from desktop.services.boards import Board, create_board, open_board
from desktop.services.checking import check_board
from desktop.services.library import Library
from desktop.services.salvaging import SalvagedBoard, salvage_board

ROUNDS = int(os.environ.get("CRESTBOARD_DAMAGE_ROUNDS", "5"))
"""How many random corruptions: few in every run, 500 when asked for."""

PAGE = 4096
Dump = dict[str, set[tuple[object, ...]]]


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture(scope="module")
def whole(empty_board: Path, library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, Dump]:
    """A closed board of 60 children whose last changes are still in its log, its key, and all its rows."""
    folder = Path(shutil.copytree(empty_board, tmp_path_factory.mktemp("whole") / "whole.crestboard"))
    board = open_board(folder, passphrase=PASSPHRASE)
    with board.database.work(board.person.id) as work:
        children = work.cases.add_many([small_case(number) for number in range(1, 60)], "New case")
    for number in range(3):
        seen = look_at(Source.memory("zztest.bin", random.Random(number).randbytes(700_000)))
        told = {"title": f"Document {number}", "kind": AttachmentKind.OTHER, "dated": None, "today": date(2026, 11, 26)}
        add_attachment(board, library, children[number].id, seen, **told)
    board.close()
    board = open_board(folder, passphrase=PASSPHRASE)
    with board.database.work(board.person.id) as work:
        work.cases.add_many([full_case()], "New case")
    key = board.database.key
    # the log goes into the file when the last one closes, so it is copied before
    kept = Path(shutil.copytree(folder, tmp_path_factory.mktemp("kept") / "kept.crestboard"))
    board.close()
    return kept, key, dump(kept, key)


def dump(folder: Path, key: bytes) -> Dump:
    """Every row of every table, but for the lines of the list, which are worked out."""
    copy = Path(shutil.copytree(folder, folder.with_name(f"{folder.name}-read")))
    connection = connect(BoardFolder(copy).database, key)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        return {
            name: set(connection.execute(f'SELECT * FROM "{name}"').fetchall())
            for name in names
            if name != "case_index"
        }
    finally:
        connection.close()
        shutil.rmtree(copy)


def spoil(folder: Path, target: Path, chance: random.Random, pages: int) -> list[int]:
    """Copy a board and overwrite a stretch of some of its pages; returns which."""
    shutil.copytree(folder, target)
    path = BoardFolder(target).database
    content = bytearray(path.read_bytes())
    spoilt = sorted(chance.sample(range(len(content) // PAGE), pages))
    for page in spoilt:
        start, length = page * PAGE + chance.randrange(PAGE - 1), chance.choice((1, 64, PAGE))
        end = min(start + length, (page + 1) * PAGE)
        content[start:end] = bytes(byte ^ chance.randrange(1, 256) for byte in content[start:end])
    path.write_bytes(content)
    return [page + 1 for page in spoilt]


def held(folder: Path, key: bytes) -> set[str]:
    """The keys of cases whose row stands on a page that can still be read, found without following any tree."""
    from db.raw_tables import LEAF, kind_of, rows

    image = read_image(BoardFolder(folder).database, key, (kept_salt(BoardFolder(folder)),))
    width = len(connect_columns(folder))
    leaves = [number for number in image.pages if kind_of(image.pages, number) == LEAF]
    found = (row for number in leaves for _, row in rows(image.pages, number))
    return {str(row[0]) for row in found if len(row) == width}


def connect_columns(_folder: Path) -> list[str]:
    from db.tables import cases

    return [column.name for column in cases.columns]


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_what_the_pages_hold_comes_back_and_nothing_else(
    whole: tuple[Path, bytes, Dump], library: Library, tmp_path: Path, round_number: int
) -> None:
    folder, key, rows_before = whole
    chance = random.Random(round_number)
    damaged = tmp_path / "damaged.crestboard"
    spoil(folder, damaged, chance, pages=chance.choice((1, 1, 1, 2, 5)))
    _check_never_crashes(damaged, key)
    before = BoardFolder(damaged).database.read_bytes()
    with salvage_board(damaged, tmp_path / "new.crestboard", library, passphrase=PASSPHRASE).board as board:
        names = {str(row[0]) for row in rows_before["cases"]}
        with board.database.read() as work:
            there = {str(one) for one in work.cases.all_ids()}
            loaded = work.cases.load_many(work.cases.all_ids())
        assert held(damaged, key) & names <= there <= names
        assert len(loaded) == len(there)
        after = dump(board.folder, key)
    for name, rows in after.items():
        # of the board itself and of its people the key file still knows the names
        if name not in {"audit", "alembic_version", "boards", "persons"}:
            assert rows <= rows_before[name], name
    assert {row[0] for row in after["persons"]} == {row[0] for row in rows_before["persons"]}
    assert BoardFolder(damaged).database.read_bytes() == before


def _check_never_crashes(folder: Path, key: bytes) -> None:
    """It opens or is refused in one sentence; where it opens, the check finds the damage or the log has mended it."""
    copy = Path(shutil.copytree(folder, folder.with_name("checked.crestboard")))
    try:
        with open_board(copy, passphrase=PASSPHRASE) as board:
            report = check_board(board)
        assert all(problem.endswith(".") for problem in report.problems)
        if report.ok:
            assert read_image(BoardFolder(copy).database, key).lost == frozenset()
    except UserError as error:
        assert str(error).endswith(".")
    finally:
        shutil.rmtree(copy)


@pytest.fixture
def salvaged(
    whole: tuple[Path, bytes, Dump], library: Library, tmp_path: Path
) -> Iterator[Callable[[Callable[[BoardFolder], None]], SalvagedBoard]]:
    """Spoil a copy in one way and salvage it."""
    made: list[Board] = []

    def call(deed: Callable[[BoardFolder], None]) -> SalvagedBoard:
        damaged = Path(shutil.copytree(whole[0], tmp_path / "damaged.crestboard"))
        deed(BoardFolder(damaged))
        result = salvage_board(damaged, tmp_path / "new.crestboard", library, passphrase=PASSPHRASE)
        made.append(result.board)
        return result

    yield call
    for board in made:
        board.close()


def test_an_undamaged_board_comes_back_whole(
    salvaged: Callable[[Callable[[BoardFolder], None]], SalvagedBoard], library: Library
) -> None:
    result = salvaged(lambda _: None)
    assert (result.cases, result.lost_pages, result.lost, result.incomplete) == (60, 0, 0, ())
    assert result.is_whole
    assert result.statement == "60 cases salvaged"
    assert result.sentence == "The history names none that is missing."
    assert check_board(result.board).ok
    with result.board.database.read() as work:
        documents = [one for case_id in work.cases.all_ids() for one in work.attachments.of(case_id)]
        assert [len(b"".join(work.attachments.pieces(one))) for one in documents] == [700_000] * 3
    with result.board.database.read() as work:
        assert work.cases.get(full_case().id).mycn == full_case().mycn
        assert work.audit.entries(limit=1)[0].action == "Salvaged from a damaged board"
        assert work.index.stale(library.rules.checksum) == []


def first_page(place: BoardFolder) -> None:
    content = bytearray(place.database.read_bytes())
    content[:PAGE] = os.urandom(PAGE)
    place.database.write_bytes(content)


def test_a_lost_first_page_with_its_salt_loses_no_case(
    salvaged: Callable[[Callable[[BoardFolder], None]], SalvagedBoard],
) -> None:
    result = salvaged(first_page)
    assert (result.cases, result.lost, result.incomplete) == (60, 0, ())


def without_case_seven(place: BoardFolder) -> None:
    """The row of a case is gone, and the history does not say that it was taken out."""
    with open_board(place.path, passphrase=PASSPHRASE) as board, board.database.work(board.person.id) as work:
        case = work.connection.exec_driver_sql("SELECT id FROM cases WHERE number = 7").scalar()
        for table in reversed(metadata.sorted_tables):
            if "case_id" in table.columns and table.name != "audit":
                work.connection.execute(table.delete().where(table.columns.case_id == case))
        work.connection.exec_driver_sql("DELETE FROM cases WHERE id = ?", (case,))


def cut(place: BoardFolder) -> None:
    content = place.database.read_bytes()
    place.database.write_bytes(content[: len(content) // PAGE // 2 * PAGE + 100])
    place.database.with_name(f"{place.database.name}-wal").unlink()


def test_half_a_file_says_what_is_missing(
    salvaged: Callable[[Callable[[BoardFolder], None]], SalvagedBoard],
) -> None:
    result = salvaged(cut)
    assert result.sentence.endswith(("with the last backup before you use this board.", "names none that is missing."))


def test_a_lost_case_is_named_by_its_number(
    salvaged: Callable[[Callable[[BoardFolder], None]], SalvagedBoard],
) -> None:
    result = salvaged(without_case_seven)
    assert (result.cases, result.lost, result.lost_numbers) == (59, 1, (7,))
    assert result.statement == "59 of 60 cases salvaged"
    told = "1 case is missing: 7. Compare with the last backup before you use this board."
    assert result.sentence == told


def without_a_document(place: BoardFolder) -> None:
    """One document's row is gone with its content, of another only a piece of its content, and a third is whole."""
    with open_board(place.path, passphrase=PASSPHRASE) as board, board.database.work(board.person.id) as work:
        first, second, _ = [one for case_id in work.cases.all_ids() for one in work.attachments.of(case_id)]
        run = work.connection.exec_driver_sql
        run("DELETE FROM attachment_pieces WHERE attachment_id = ?", (str(first.id),))
        run("DELETE FROM attachments WHERE id = ?", (str(first.id),))
        run("DELETE FROM attachment_pieces WHERE attachment_id = ? AND number = 1", (str(second.id),))


def test_lost_and_damaged_documents_are_named(
    salvaged: Callable[[Callable[[BoardFolder], None]], SalvagedBoard],
) -> None:
    result = salvaged(without_a_document)
    assert [one.words for one in result.documents] == ["Case 1, missing: Document 0", "Case 2, damaged: Document 1"]
    assert (result.lost, result.incomplete, result.is_whole) == (0, (), False)
    # what goes to the terminal counts them only: a title may name a child
    assert result.sentence == (
        "1 document of case 1 is missing. 1 document of case 2 is damaged. "
        "Compare with the last backup before you use this board."
    )
    with result.board.database.read() as work:
        told = work.audit.entries(limit=1)[0].changes["lost documents"]
    assert told == [None, ["Case 1, missing: Document 0", "Case 2, damaged: Document 1"]]


def test_refusals(library: Library, tmp_path: Path, board_folder: Path) -> None:
    with pytest.raises(NoBoardError):
        salvage_board(tmp_path, tmp_path / "new", library, passphrase=PASSPHRASE)
    BoardFolder(board_folder).database.write_bytes(b"\0" * PAGE * 9)
    with pytest.raises(DamagedError, match="Not one page"):
        salvage_board(board_folder, tmp_path / "new", library, passphrase=PASSPHRASE)
    assert not (tmp_path / "new").exists()


def test_people_are_named_again_when_their_page_is_lost(library: Library, tmp_path: Path) -> None:
    """With the salt and every row of people gone, whoever has a passphrase still opens the new board."""
    made = create_board(
        tmp_path / "demo.crestboard", name="Zztest", person_name="Zztest", demonstration=True
    )  # fmt: skip
    with made.board as board, board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(1)], "New case")
    with salvage_board(tmp_path / "demo.crestboard", tmp_path / "new.crestboard", library).board as new:
        assert new.demonstration
        assert new.person.name == "Zztest"
