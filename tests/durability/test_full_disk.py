"""A disk that is really full, at many points of each deed: the earlier state is intact and the message is right."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import PASSPHRASE, full_case, small_case

from db.folder import BoardFolder
from desktop.app import build_library
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.attachment_copies import save_copy
from desktop.services.attachments import Source, add_attachment, look_at
from desktop.services.backups import backups_of, make_backup
from desktop.services.boards import Board, open_board
from desktop.services.cases import new_case, save_case
from desktop.services.checking import check_board
from desktop.services.files import write_whole
from desktop.services.importing.importer import import_file
from desktop.services.library import Library
from desktop.services.printing import SAVED, hand_out, page_of

MEGABYTES = 6
POINTS = int(os.environ.get("CRESTBOARD_DISK_POINTS", "4"))
"""How many fillings of the disk: few in every run, 20 or more when asked for."""

SPREAD = 480_000
"""The last point leaves so many bytes free."""

TODAY = date(2026, 11, 29)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, in memory; only root can make one."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small disk can only be made as root on Linux")
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", place], capture_output=True, check=False
    )
    if not made or made.returncode != 0:
        pytest.skip("this system does not let a small disk be made")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@contextmanager
def only_free(disk: Path, left: int) -> Iterator[None]:
    """Fill the disk but for ``left`` bytes."""
    free = shutil.disk_usage(disk).free
    filler = disk / "filler"
    filler.write_bytes(bytes(max(0, free - left)))
    try:
        yield
    finally:
        filler.unlink()


def _save(board: Board, library: Library, place: Path) -> None:
    del place
    with board.database.read() as work:
        before = work.cases.get(full_case().id)
    save_case(board, library, before, replace(before, given_name="Beta " + "x" * 60), "Change of name")


def _import(board: Board, library: Library, place: Path) -> None:
    del place
    import_file(board, library, Path(__file__).parent.parent / "data" / "import-seqc-shape.csv", today=TODAY)


def _many(board: Board, library: Library, place: Path) -> None:
    del place
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(number) for number in range(1, 120)], "New case")
    del library


def _page(board: Board, library: Library, place: Path) -> None:
    with board.database.read() as work:
        case = work.cases.get(full_case().id)
    page = page_of(board, library, case, today=TODAY, paper="a4")
    hand_out(board, library, page, SAVED, lambda: write_whole(place / "page.pdf", page.pdf))


def _document(board: Board, library: Library, place: Path) -> None:
    seen = look_at(Source.memory("zztest.bin", bytes(range(250)) * 3000))
    told = {"title": "Zztest report", "kind": AttachmentKind.OTHER, "dated": None, "today": TODAY}
    one = add_attachment(board, library, full_case().id, seen, **told)
    save_copy(board, one, place / "copy.bin", replace=True)


DEEDS: dict[str, Callable[[Board, Library, Path], object]] = {
    "save": _save,
    "import": _import,
    "many": _many,
    "backup": lambda board, *_: make_backup(board),
    "page": _page,
    "document": _document,
}


def state(board: Board) -> tuple[object, ...]:
    with board.database.read() as work:
        return tuple(sorted(work.cases.load_many(work.cases.all_ids()).items()))


@pytest.mark.parametrize("name", DEEDS)
def test_a_full_disk_at_many_points(disk: Path, board_folder: Path, library: Library, name: str) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        new_case(board, library, full_case())
    refused = 0
    for point in range(POINTS):
        folder = Path(shutil.copytree(board_folder, disk / "board.crestboard"))
        BoardFolder(folder).ballast.unlink(missing_ok=True)
        with ExitStack() as later:
            board = later.enter_context(open_board(folder, passphrase=PASSPHRASE))
            before, copies = state(board), len(backups_of(folder))
            again = False
            with only_free(disk, SPREAD * point**2 // POINTS**2):
                try:
                    DEEDS[name](board, library, disk)
                except UserError as error:
                    refused += 1
                    again = True
                    assert "\n" not in str(error)
                    assert str(error).endswith(".")
                    assert any(word in str(error) for word in ("full", "space", "free")), error
                    assert state(board) == before
                    assert len(backups_of(folder)) == copies
                    assert not (disk / "page.pdf").exists()
            assert check_board(board).problems == ()
            # with room again, the same board goes on
            if again:
                DEEDS[name](board, library, disk)
        with open_board(folder, passphrase=PASSPHRASE) as board:
            assert board.notices == ()
            assert check_board(board).problems == ()
        (disk / "page.pdf").unlink(missing_ok=True)
        shutil.rmtree(folder)
    assert refused >= 2


def test_the_reserve_lets_the_next_save_through(disk: Path, board_folder: Path, library: Library) -> None:
    folder = Path(shutil.copytree(board_folder, disk / "board.crestboard"))
    BoardFolder(folder).ballast.write_bytes(bytes(2**20))
    with open_board(folder, passphrase=PASSPHRASE) as board:
        new_case(board, library, full_case())
        with only_free(disk, 0):
            with pytest.raises(UserError, match=r"reserve was set free .* try again now"):
                _save(board, library, disk)
            _save(board, library, disk)
        assert check_board(board).problems == ()
