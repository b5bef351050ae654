"""A board in a folder that cannot be written: it says so, and opens for reading."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from builders import PASSPHRASE
from child import line_of, start

from db.folder import BoardFolder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the permissions of a folder are other ones there")

OPEN = """
import os, sys
from pathlib import Path
from db.errors import StorageError
from desktop.services.boards import open_board

folder, passphrase, only = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
with open_board(folder, passphrase=passphrase, write=False) as board, board.database.read() as work:
    pass  # everything is loaded while all files can still be read
for path in [*folder.iterdir(), folder]:
    if os.getuid() == 0:
        os.chown(path, 65534, 65534)
    if not only or path.name in only:
        path.chmod(0o500 if path.is_dir() else 0o400)
if os.getuid() == 0:
    os.setuid(65534)
try:
    open_board(folder, passphrase=passphrase)
except StorageError as error:
    print(error, flush=True)
with open_board(folder, passphrase=passphrase, write=False) as board, board.database.read() as work:
    print(work.board.name, board.read_only, flush=True)
"""


@pytest.fixture
def open_to_all(board_folder: Path) -> Iterator[Path]:
    """The board below a folder that everybody can look into; pytest's own is only its owner's."""
    around = Path(mkdtemp(prefix="crestboard-"))
    around.chmod(0o755)
    yield Path(shutil.copytree(board_folder, around / "zztest.crestboard"))
    for path in [around / "zztest.crestboard", *around.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(around)


def test_it_says_what_can_be_done_and_that_works(open_to_all: Path) -> None:
    with start(OPEN, open_to_all, PASSPHRASE) as child:
        assert line_of(child).endswith("cannot be locked (Permission denied); open it for reading only.")
        assert line_of(child) == "Zztest board True"
    assert child.returncode == 0


def test_a_database_that_may_only_be_read_is_not_opened_for_writing(open_to_all: Path) -> None:
    with start(OPEN, open_to_all, PASSPHRASE, "board.sqlite3") as child:
        assert "cannot be written; nothing was changed, open it for reading only" in line_of(child)
        assert line_of(child) == "Zztest board True"
    assert child.returncode == 0


def test_a_log_that_was_left_is_not_passed_over(board_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from db.driver import _cannot_change

    database = BoardFolder(board_folder).database
    assert not _cannot_change(database)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert _cannot_change(database)
    database.with_name("board.sqlite3-wal").write_bytes(b"something")
    assert not _cannot_change(database)
