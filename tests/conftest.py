"""What all tests share: a board of one person, open for writing."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import COORDINATOR, PASSPHRASE
from share import EVERY

from db.keys import NO_SECRET
from desktop.services.boards import Board, create_board, open_board

# without a display a window's test would end the whole run, so it draws into memory; set before Qt is loaded
if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def empty_board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty board, closed; copy it, do not write to it."""
    folder = tmp_path_factory.mktemp("empty") / "zztest.crestboard"
    made = create_board(
        folder, name="Zztest board", person_name=COORDINATOR, passphrase=PASSPHRASE, cost=NO_SECRET
    )  # fmt: skip
    made.board.close()
    return folder


@pytest.fixture
def board_folder(empty_board: Path, tmp_path: Path) -> Path:
    """The folder of an empty board of its own, closed."""
    return Path(shutil.copytree(empty_board, tmp_path / "zztest.crestboard"))


@pytest.fixture
def board(board_folder: Path) -> Iterator[Board]:
    """An empty board of one person, "Zztest Coordinator", open for writing."""
    with open_board(board_folder, passphrase=PASSPHRASE) as opened:
        yield opened


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of long families of like tests a share runs by default, always the same one; with CRESTBOARD_EVERY=1 all do."""
    if EVERY:
        return
    seen: Counter[str] = Counter()
    kept, left = list[pytest.Item](), list[pytest.Item]()
    for item in items:
        mark = item.get_closest_marker("sampled")
        every, first = mark.args if mark is not None else (1, 0)
        family = item.nodeid.partition("[")[0]
        (kept if seen[family] % every == first else left).append(item)
        seen[family] += 1
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def pytest_collection_finish(session: pytest.Session) -> None:
    """What a lock sweeps up is looked for among what a test made, not among all the tests there are."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _collecting() -> None:
    """A test begins as the program does, whatever work another one left under way."""
    gc.enable()
