"""Whatever is typed or pasted where a passphrase is asked: the board opens, or one sentence says that it does not."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from builders import PASSPHRASE
from fuzz_inputs import fuzzed, refusal, taken, tried
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.folder import BoardFolder
from db.keys import NO_SECRET, new_data_key, unwrap, wrap
from db.passphrases import refuse_weak
from desktop.clinical.errors import UserError
from desktop.commands.context import passphrase
from desktop.services.boards import create_board, open_board
from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.forms.new_passphrase import NewPassphrase
from desktop.ui.start import Stage, build_stage

_PIECES = st.one_of(
    st.text(max_size=20),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Lm", "Co", "Cn"]), max_size=6),
    st.sampled_from(["\0", "\ud83d", "\udc00\ud800", "\u202e", "e\u0301", "\ufdfa", "\r\n", "\t", " ", PASSPHRASE,
                     PASSPHRASE.upper(), "\U0001f9ec", "İ", "ﬃ", "-", "0000-1111-2222", "U" * 56]),
)  # fmt: skip
SECRETS = st.one_of(
    st.sampled_from([PASSPHRASE, f"{PASSPHRASE} ", f" {PASSPHRASE}", f"{PASSPHRASE}\n", f"\ud800{PASSPHRASE}"]),
    st.lists(_PIECES, max_size=4).map("".join),
    st.tuples(_PIECES, st.sampled_from([100, 1_024, 1_025, 10_000])).map(lambda one: (one[0] or "x") * one[1]),
    st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ -", min_size=50, max_size=70),
)


@pytest.fixture(scope="session")
def stage(qapp: QApplication) -> Stage:
    return build_stage("light")


@pytest.fixture
def crashes(stage: Stage) -> Iterator[list[str]]:
    told: list[str] = []
    stage.messages.crash.connect(told.append)
    yield told
    stage.messages.crash.disconnect(told.append)


@pytest.fixture
def dialog(qtbot: QtBot, stage: Stage, crashes: list[str], board_folder: Path) -> FirstStart:
    shown = FirstStart(stage.look, stage.tasks, stage.messages, folder=board_folder)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@fuzzed("passphrases typed at a board")
@given(secret=SECRETS, way=st.sampled_from(["typed", "pasted", "set"]), recovery=st.booleans(), read=st.booleans())
def test_what_is_typed_at_a_board(
    kind: str, qtbot: QtBot, dialog: FirstStart, stage: Stage, crashes: list[str], board_folder: Path, secret: str,
    way: str, recovery: bool, read: bool,
) -> None:  # fmt: skip
    """Into the real dialog, as passphrase or recovery key, to write or to read."""
    tried[kind] += 1
    page = dialog.open_page
    BoardFolder(board_folder).attempts.unlink(missing_ok=True)
    page.show_board(board_folder)
    if recovery:
        page.other.click()
    _bring(page.secret, secret, way)
    (page.read_only if read else page.do).click()
    stage.tasks.wait()
    QApplication.processEvents()
    assert not crashes, crashes
    if dialog.board is None:
        told = page.wrong.text()
        told.encode()
        assert told or not page.secret.text().strip(), repr(secret)
        assert page.do.isEnabled()
        return
    taken[kind] += 1
    dialog.board.close()
    dialog.board = None
    dialog.show()


def _bring(field, text: str, way: str) -> None:  # type: ignore[no-untyped-def]
    if way == "set":
        field.setText(text)
    elif way == "pasted":
        QGuiApplication.clipboard().setText(text)
        field.paste()
    else:
        none = Qt.KeyboardModifier.NoModifier
        for letter in text[:200]:
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, none, letter))


@fuzzed("new passphrases")
@given(secret=SECRETS, other=st.one_of(st.none(), SECRETS), names=st.tuples(_PIECES, _PIECES), whole=st.integers(0, 4))
def test_new_passphrases(
    kind: str, qtbot: QtBot, stage: Stage, tmp_path: Path, secret: str, other: str | None, names: tuple[str, str],
    whole: int,
) -> None:  # fmt: skip
    """Judged while it is typed; then it is refused, or opens what it locked, from the window and from a file."""
    tried[kind] += 1
    fields = NewPassphrase(stage.look)
    qtbot.addWidget(fields)
    fields.first.setText(secret)
    fields.second.setText(secret if other is None else other)
    board, person, key = uuid4(), uuid4(), new_data_key()
    try:
        # a terminal hands on what a field of the window leaves out
        refuse_weak(secret, *names)
        slot = wrap(key, secret, board, person, "Zztest", NO_SECRET)
        assert unwrap(slot, secret, board) == key
        if not whole:
            _made_and_opened(tmp_path, secret, *names)
        taken[kind] += 1
    except UserError as error:
        refusal(error)
        assert not list(tmp_path.iterdir())


def _made_and_opened(room: Path, secret: str, name: str, person: str) -> None:
    folder, file = room / "zztest.crestboard", room / "secret.txt"
    made = create_board(folder, name=name, person_name=person, passphrase=secret, cost=NO_SECRET)
    made.board.close()
    try:
        file.write_text(f"{secret}\n", encoding="utf-8", newline="")
        typed = passphrase(Namespace(passphrase_file=str(file)), "")
        open_board(folder, passphrase=typed).close()
    finally:
        file.unlink()
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()
