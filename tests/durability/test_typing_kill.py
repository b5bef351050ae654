"""A window killed while somebody types into a dialog: at most the field that was being typed is lost."""

from __future__ import annotations

from pathlib import Path

from builders import PASSPHRASE
from child import line_of, start

from desktop.clinical.listing import CaseQuery
from desktop.services.boards import open_board
from desktop.services.checking import check_board
from desktop.services.drafts import drafts_of
from desktop.services.listing import list_cases

TYPE = f"""
import sys
from datetime import datetime
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from desktop.app import build_library
from desktop.clinical.case import Case, Identifier
from desktop.services.boards import open_board
from desktop.services.cases import new_case
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.start import build_stage

library, stage = build_library(), build_stage("light")
board = open_board(Path(sys.argv[1]), passphrase="{PASSPHRASE}")
child = new_case(board, library, Case(family_name="Zztest", identifiers=(Identifier(system="mrn", value="ZZ-1"),)))
desk = Desk(board=board, library=library, today=lambda: datetime.now().date(), now=datetime.now)
window = MainWindow(stage.look, desk, stage.tasks, stage.messages)
window.show()
window.open_case(child.id)
window.page.entries.add.emit(library.record.kinds["lesions"])
dialog = QApplication.activeModalWidget()
assert QTest.qWaitForWindowActive(dialog)
for field, words, key in (("name", "Left adrenal", Qt.Key.Key_Tab), ("detail", "half a sen", None)):
    editor = dialog.rows[field].value.focusProxy()
    editor.setFocus()
    QTest.keyClicks(editor, words)
    if key is not None:
        QTest.keyClick(editor, key)
stage.application.processEvents()
print("typed", flush=True)
sys.stdin.readline()
"""


def test_what_was_typed_before_the_last_field_comes_back(board_folder: Path) -> None:
    with start(TYPE, board_folder) as process:
        assert line_of(process) == "typed"
        process.kill()
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        assert check_board(board).ok
        (line,) = list_cases(board, CaseQuery()).lines
        (kept,) = drafts_of(board, line.case_id)
        assert kept.subject == "lesions"
        nothing = {"silence": "not_asked"}
        assert kept.content == {"name": {"was": nothing, "now": "Left adrenal"}}, "all but the field being typed"
