"""One writer at a time: who holds the board is told, and a dead holder holds nothing."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from child import line_of, start

from db.errors import HeldError
from db.folder import BoardFolder
from db.lock import BoardLock, current_holder

HOLD = (
    "import sys; from pathlib import Path; from db.folder import BoardFolder; from db.lock import BoardLock\n"
    "lock = BoardLock(BoardFolder(Path(sys.argv[1]))); lock.take('Zztest Night Shift')\n"
    "print('held', flush=True); input()"
)


def test_another_process_is_refused_with_the_holders_name(tmp_path: Path) -> None:
    folder = BoardFolder(tmp_path)
    with start(HOLD, tmp_path) as child:
        assert line_of(child) == "held"
        holder = current_holder(folder)
        assert holder is not None
        assert (holder.name, holder.host, holder.process) == ("Zztest Night Shift", socket.gethostname(), child.pid)
        with pytest.raises(HeldError, match=r"Zztest Night Shift on .* since 20\d\d-\d\d-\d\d \d\d:\d\d UTC"):
            BoardLock(folder).take("Zztest Coordinator")
        child.kill()
        child.wait()
        assert folder.holder.exists()
        # what a killed process left behind holds nothing
        assert current_holder(folder) is None
        lock = BoardLock(folder)
        lock.take("Zztest Coordinator")
        assert current_holder(folder) is not None
        lock.release()


def test_within_one_process_too(tmp_path: Path) -> None:
    folder = BoardFolder(tmp_path)
    first, second = BoardLock(folder), BoardLock(folder)
    first.take("Zztest One")
    with pytest.raises(HeldError, match="Zztest One"):
        second.take("Zztest Two")
    first.rename("Zztest Renamed")
    holder = current_holder(folder)
    assert holder is not None
    assert (holder.name, holder.process) == ("Zztest Renamed", os.getpid())
    first.release()
    assert not folder.holder.exists()
    second.take("Zztest Two")
    second.release()


def test_a_holder_file_that_says_nothing_still_gives_a_sentence(tmp_path: Path) -> None:
    folder = BoardFolder(tmp_path)
    lock = BoardLock(folder)
    lock.take("Zztest One")
    folder.holder.write_text("{", encoding="utf-8")
    with pytest.raises(HeldError, match="another program"):
        BoardLock(folder).take("Zztest Two")
    assert current_holder(folder) is not None
    lock.release()
