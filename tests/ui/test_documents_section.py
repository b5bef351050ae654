"""The section of documents, driven by keys: adding, looking, saving, changing, removing, and what is refused."""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import PASSPHRASE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from test_history_case import settle
from window_helpers import CTRL, TODAY, open_dialog, save_over, type_over

from db.audit import AuditEntry
from desktop.clinical.answers import known
from desktop.clinical.attachments import PIECE, Attachment
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.person import Person
from desktop.clinical.vocabulary import AttachmentKind, Role
from desktop.services.attachments import Source, add_attachment, list_attachments, look_at
from desktop.services.boards import open_board
from desktop.services.cases import delete_case, history
from desktop.services.media_types import PICTURES
from desktop.services.summaries import summary_pdf
from desktop.ui.desk import Desk
from desktop.ui.documents import deeds as deeds_module
from desktop.ui.documents.add_dialog import AddDialog
from desktop.ui.documents.change_dialog import ChangeDialog
from desktop.ui.documents.copy_dialog import CopyDialog
from desktop.ui.documents.deeds import DocumentDeeds
from desktop.ui.documents.incoming import PASTED, holds_documents, sources_of
from desktop.ui.documents.page import DocumentsPage
from desktop.ui.documents.put_back_dialog import PutBackDialog
from desktop.ui.documents.sheets import MOST_DOTS, decode_picture
from desktop.ui.documents.view_dialog import ViewDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import DOCUMENTS
from desktop.ui.start import Stage
from desktop.ui.tasks import CancelledError
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text

SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def a_picture(width: int = 40, height: int = 30) -> bytes:
    picture = QImage(width, height, QImage.Format.Format_RGB888)
    picture.fill(Qt.GlobalColor.darkCyan)
    mime = QMimeData()
    mime.setImageData(picture)
    (source,) = sources_of(mime)
    with source.open() as content:
        return content.read()


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, alpha: Case) -> DocumentsPage:
    """The section of a child without a document; that it was opened is written down."""
    window.open_case(alpha.id)
    settle(qtbot, window)
    window.go_section(DOCUMENTS)
    return window.page.documents


def put(
    desk: Desk, case: Case, content: bytes, name: str = "Zztest report.pdf", title: str = "Zztest report"
) -> Attachment:
    seen = look_at(Source.memory(name, content))
    return add_attachment(
        desk.board, desk.library, case.id, seen, title=title, kind=AttachmentKind.PATHOLOGY,
        dated=PartialDate.parse("2026-10"), today=TODAY,
    )  # fmt: skip


def shown(window: MainWindow) -> DocumentsPage:
    """The section, filled anew."""
    assert window.page.case is not None
    window.page.show_case(window.page.case)
    return window.page.documents


def files(folder: Path, **contents: bytes) -> list[Path]:
    paths = [folder / name.replace("_", ".") for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return paths


def choosing(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in paths], ""))


def dialog_of(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, kind)
    return dialog


def adding(qtbot: QtBot, kind: AttachmentKind | None = AttachmentKind.OTHER) -> AddDialog:
    """The dialog once every file was looked at, and what no name tells of is said to be of a kind."""
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, AddDialog)
    qtbot.waitUntil(lambda: not dialog._working)
    for row in dialog.rows if kind is not None else ():
        if not row.fields.kind.answer.is_known:
            row.fields.kind.set_answer(known(kind))
    return dialog


def closed(qtbot: QtBot, dialog: QDialog, window: MainWindow) -> None:
    """The dialog went when its work had ended; without a window manager nobody else brings the window to the front."""
    qtbot.waitUntil(lambda: not dialog.isVisible())
    with qtbot.waitActive(window):
        window.activateWindow()


def titles(desk: Desk, case: Case, *, removed: bool = False) -> list[str]:
    return [one.title for one in list_attachments(desk.board, case.id, removed=removed)]


def actions(desk: Desk, case: Case) -> list[str]:
    entries: list[AuditEntry] = history(desk.board, case.id)
    return [entry.action for entry in entries]


def notices(widget: QDialog) -> str:
    return " ".join(one.accessibleName() for one in widget.findChildren(Notice))


def test_files_are_added_from_the_keyboard_and_undone(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    choosing(monkeypatch, *files(tmp_path, MYCN__pdf=b"%PDF-1.7 a", scan_png=a_picture()))
    window.go_section(0)
    qtbot.keyClick(window, Key.Key_A, CTRL | SHIFT)
    assert window.page.pages.currentIndex() == DOCUMENTS
    dialog = adding(qtbot)
    first, second = dialog.rows
    assert (first.fields.title.text(), first.what.text()) == ("MYCN.", "PDF, 1\u00a0KB")
    assert second.fields.kind.answer.value is AttachmentKind.PHOTOGRAPH
    first.fields.title.setText("MYCN by FISH")
    type_over(qtbot, first.fields.kind, "gen")
    save_over(qtbot, first.fields.day, "3/11/26")
    closed(qtbot, dialog, window)
    assert titles(desk, alpha) == ["MYCN by FISH", "scan"]
    assert [page.model.index(0, column).data() for column in range(4)] == [
        "MYCN by FISH", "Genetics report", "03\u00a0Nov\u00a02026", "PDF, 1\u00a0KB",
    ]  # fmt: skip
    assert page.model.index(0, 4).data(Qt.ItemDataRole.ToolTipRole).endswith("Zztest Coordinator")
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    assert titles(desk, alpha) == ["MYCN by FISH"]
    assert page.model.rowCount() == 1
    qtbot.keyClick(window, Key.Key_Y, CTRL)
    assert titles(desk, alpha) == ["MYCN by FISH", "scan"]


def test_a_kind_is_proposed_by_the_name_or_has_to_be_chosen(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    choosing(monkeypatch, *files(tmp_path, biopsy_txt=b"1", other_txt=b"2"), tmp_path / "gone.txt")
    page.add.emit()
    dialog = adding(qtbot, None)
    assert dialog.heading.text() == "Add documents: 2 of 3 ready"
    first, second, gone = dialog.rows
    assert first.fields.kind.answer.value is AttachmentKind.PATHOLOGY
    assert gone.wrong.text() == "This file is no longer there, so it will not be added."
    dialog.do.click()
    assert "Choose what kind of document it is" in second.wrong.text()
    assert titles(desk, alpha) == []
    dialog._throw_away()


def test_one_that_is_refused_says_why_and_the_others_are_added(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    put(desk, alpha, b"the same", title="First")
    paths = files(tmp_path, empty_txt=b"", again_txt=b"the same", new_txt=b"new")
    choosing(monkeypatch, *paths)
    page.add.emit()
    dialog = adding(qtbot)
    empty, again, new = dialog.rows
    assert "is empty" in empty.wrong.text()
    assert not empty.fields.isVisibleTo(dialog)
    assert dialog.do.text() == "Add 2 documents"
    new.fields.title.setText(" ")
    dialog.do.click()
    assert new.wrong.text() == "Type a title."
    new.fields.title.setText("New")
    dialog.do.click()
    qtbot.waitUntil(lambda: not dialog._working)
    assert dialog.isVisible()
    assert "has a document with the same content" in again.wrong.text()
    assert new.what.text() == "added"
    assert titles(desk, alpha) == ["First", "New"]
    assert dialog.do.text() == "Add document"
    dialog._throw_away()


def test_a_file_that_goes_away_half_way_is_told(
    qtbot: QtBot, desk: Desk, alpha: Case, page: DocumentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = files(tmp_path, letter_txt=b"Dear colleague")
    choosing(monkeypatch, path)
    page.add.emit()
    dialog = adding(qtbot)
    path.unlink()
    dialog.do.click()
    qtbot.waitUntil(lambda: not dialog._working)
    assert "no longer there" in dialog.rows[0].wrong.text()
    assert titles(desk, alpha) == []
    dialog._throw_away()


def test_stopping_leaves_what_was_stored_and_nothing_half(
    qtbot: QtBot, desk: Desk, alpha: Case, page: DocumentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choosing(monkeypatch, *files(tmp_path, one_txt=b"1", two_txt=b"2" * 3 * PIECE))
    page.add.emit()
    dialog = adding(qtbot)

    def stop(done: int, _total: int) -> None:
        if done > PIECE:
            raise CancelledError

    monkeypatch.setattr(dialog, "_step", stop)
    dialog.do.click()
    qtbot.waitUntil(lambda: not dialog._working)
    assert dialog.wrong.text() == "Stopped: 1 document added, 1 not."
    assert titles(desk, alpha) == ["one"]
    assert page.model.rowCount() == 1
    monkeypatch.undo()
    dialog.do.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert titles(desk, alpha) == ["one", "two"]


def test_escape_while_files_are_read_stops_it(
    qtbot: QtBot, stage: Stage, desk: Desk, alpha: Case, window: MainWindow, tmp_path: Path
) -> None:
    (path,) = files(tmp_path, one_txt=b"1")
    dialog = AddDialog(stage.look, desk, stage.tasks, stage.messages, alpha, [Source.file(path)], window)
    dialog.open()
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog._working)
    assert not dialog.isVisible() or dialog.rows[0].seen is not None
    dialog._throw_away()


def test_dropping_and_pasting_offer_what_they_hold(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage, tmp_path: Path
) -> None:
    (path,) = files(tmp_path, dropped_txt=b"dropped")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://example.org/x.pdf")])
    enter = QDragEnterEvent(
        page.rect().center(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(page, drop)
    dialog = adding(qtbot)
    assert [row.source.name for row in dialog.rows] == ["dropped.txt"], "nothing is fetched from elsewhere"
    dialog.do.click()
    closed(qtbot, dialog, window)
    QGuiApplication.clipboard().setImage(QImage(8, 8, QImage.Format.Format_RGB888))
    qtbot.keyClick(window, Key.Key_V, CTRL)
    dialog = adding(qtbot)
    assert [row.source.name for row in dialog.rows] == [PASTED]
    dialog.do.click()
    closed(qtbot, dialog, window)
    assert titles(desk, alpha) == ["dropped", "Pasted picture"]


def test_with_nothing_to_paste_that_is_said(qtbot: QtBot, window: MainWindow, page: DocumentsPage) -> None:
    QGuiApplication.clipboard().setText("words")
    qtbot.keyClick(window, Key.Key_V, CTRL)
    told = [text.text() for text in window.findChildren(Text)]
    assert any(words.startswith("Neither a file nor a picture was copied") for words in told)
    other = QMimeData()
    other.setUrls([QUrl("https://example.org/x.pdf")])
    assert not holds_documents(other)
    page.dropped.emit([Source.memory("x", b"x")] * 21)
    told = [text.text() for text in window.findChildren(Text)]
    assert any("at most 20 at once" in words for words in told)


def test_a_pdf_is_shown_from_memory_and_that_is_written_down(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    put(desk, alpha, summary_pdf(desk.board, desk.library, alpha, today=TODAY))
    temporary = tmp_path / "temp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    shown(window).table.setFocus()
    qtbot.keyClick(page.table, Key.Key_Return)
    dialog = dialog_of(qtbot, ViewDialog)
    assert isinstance(dialog, ViewDialog)
    qtbot.waitUntil(lambda: bool(dialog.view.places))
    assert isinstance(dialog.view.drawn(0), QImage)
    assert (dialog.windowTitle(), window.windowTitle()) == ("Document of case 1", "Zztest board - Crestboard")
    wide = dialog.view.places[0].width()
    qtbot.keyClick(dialog, Key.Key_Plus, CTRL)
    assert dialog.view.places[0].width() > wide
    dialog.fits["Whole page"].click()
    assert dialog.view.places[0].height() <= dialog.view.viewport().height()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.view.places == []
    assert actions(desk, alpha)[0] == "Document opened"
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("scan.png", a_picture, ""),
        ("scan.png", lambda: a_picture()[:-30], "This picture is damaged"),
        ("report.pdf", lambda: b"%PDF-1.7 spoilt", "This PDF is damaged"),
        ("list.docx", lambda: b"PK\x03\x04" + bytes(99), "Save a copy to open it with another program"),
    ],
)
def test_what_can_be_shown_is_and_the_rest_is_told(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage, name: str,
    content: Callable[[], bytes], told: str,
) -> None:  # fmt: skip
    put(desk, alpha, content(), name)
    shown(window).ask_open()
    dialog = dialog_of(qtbot, ViewDialog)
    assert isinstance(dialog, ViewDialog)
    qtbot.waitUntil(lambda: bool(dialog.view.places) or bool(notices(dialog)))
    assert bool(dialog.view.places) is not bool(told)
    assert told in notices(dialog)
    assert dialog.save.isVisible()
    dialog.reject()


def _png_of_size(width: int, height: int) -> bytes:
    """A picture that says it is so large, and is not."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


def test_a_picture_is_decoded_by_the_reader_of_its_kind_and_within_bounds(stage: Stage) -> None:
    assert decode_picture(a_picture(), "image/png").size(0) == (40.0, 30.0)
    with pytest.raises(UserError, match="million dots"):
        decode_picture(_png_of_size(30_000, MOST_DOTS // 30_000 + 1), "image/png")
    for media_type in ("image/jpeg", "image/gif", "image/webp", "image/tiff", "image/bmp"):
        with pytest.raises(UserError, match="damaged"):
            decode_picture(a_picture(), media_type)
    with pytest.raises(UserError, match="damaged"):
        decode_picture(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "image/png")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(sorted(PICTURES)))
def test_any_spoilt_picture_is_shown_or_refused(stage: Stage, data: st.DataObject, kind: str) -> None:
    picture, content = QImage(12, 9, QImage.Format.Format_RGB888), QByteArray()
    picture.fill(Qt.GlobalColor.darkCyan)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # what Qt does not write is as spoilt as can be
    picture.save(buffer, PICTURES[kind].upper())  # type: ignore[call-overload]
    spoilt = bytearray(content.data() or b"GIF89a" + bytes(20))
    for _ in range(data.draw(st.integers(0, 12))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    try:
        sheets = decode_picture(bytes(spoilt), kind)
    except UserError as error:
        assert str(error).count(".") == 1
    else:
        assert not sheets.image(0, 5).isNull()


def test_a_page_that_cannot_be_drawn_says_so(stage: Stage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    from desktop.ui.documents.sheet_view import SheetView

    class Spoilt:
        count, remark = 1, ""

        def size(self, _number: int) -> tuple[float, float]:
            return 100.0, 100.0

        def image(self, number: int, _dots: int) -> QImage:
            raise UserError(f"Page {number + 1} is damaged and cannot be shown.")

        def close(self) -> None:
            return

    view = SheetView(stage.look, "Document")
    qtbot.addWidget(view)
    view.show()
    view.show_sheets(Spoilt())
    assert view.drawn(0) == "Page 1 is damaged and cannot be shown."
    assert not view.grab().isNull()


def test_a_copy_is_saved_and_told_to_be_in_the_clear(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    put(desk, alpha, b"%PDF-1.7 a")
    target, proposed = tmp_path / "copy.pdf", list[str]()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *told: (proposed.append(told[2]), (str(target), ""))[1])
    shown(window)
    qtbot.keyClick(window, Key.Key_K, CTRL | SHIFT)
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: "not encrypted" in window.toast.accessibleName())
    assert (target.read_bytes(), proposed) == (b"%PDF-1.7 a", ["Zztest report.pdf"])
    assert actions(desk, alpha)[0] == "Document saved as a copy"


def test_a_large_copy_can_be_cancelled_and_leaves_no_file(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    one = put(desk, alpha, b"x" * 3 * PIECE)
    monkeypatch.setattr(deeds_module, "LARGE", PIECE)
    target = tmp_path / "out"
    target.mkdir()
    opened: list[CopyDialog] = []

    class Stopped(CopyDialog):
        def open(self) -> None:
            opened.append(self)
            self.reject()
            super().open()

    monkeypatch.setattr(deeds_module, "CopyDialog", Stopped)
    DocumentDeeds(window, page).save_to(one, target / "copy")
    (dialog,) = opened
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert list(target.iterdir()) == []
    assert actions(desk, alpha)[:2] == ["Document was not saved after all", "Document saved as a copy"]


def test_changing_removing_and_putting_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage
) -> None:
    put(desk, alpha, b"a", title="First")
    put(desk, alpha, b"b", title="Second")
    shown(window).table.select(list_attachments(desk.board, alpha.id)[0].id)
    page.table.setFocus()
    qtbot.keyClick(window, Key.Key_E, CTRL | SHIFT)
    dialog = dialog_of(qtbot, ChangeDialog)
    assert isinstance(dialog, ChangeDialog)
    type_over(qtbot, dialog.fields.day, "24/11/26")
    dialog.fields.title.setText("Letter of today")
    dialog.do.click()
    assert "in the future" in dialog.wrong.text()
    save_over(qtbot, dialog.fields.day, "t")
    assert not dialog.isVisible()
    assert titles(desk, alpha) == ["Letter of today", "Second"]
    assert not page.gone.isVisible()
    qtbot.keyClick(page.table, Key.Key_Delete)
    assert titles(desk, alpha) == ["Second"]
    assert page.gone.text() == "Removed (1)"
    qtbot.keyClick(window, Key.Key_B, CTRL | SHIFT)
    assert [one.title for one in page.model.lines] == ["Letter of today"]
    assert not page._add.isVisible()
    qtbot.keyClick(page.table, Key.Key_Delete)
    assert page.gone.text() == "Show current (1)"
    assert page.model.index(0, 4).data().endswith(", Zztest Coordinator"), "when it was removed, and by whom"
    qtbot.keyClick(window, Key.Key_Y, CTRL | SHIFT)
    asked = dialog_of(qtbot, PutBackDialog)
    assert isinstance(asked, PutBackDialog)
    assert any("Zztest, Alpha" in text.text() for text in asked.findChildren(Text))
    assert titles(desk, alpha) == ["Second"], "nothing is put back before it is confirmed"
    asked.do.click()
    closed(qtbot, asked, window)
    assert titles(desk, alpha) == ["Letter of today", "Second"]
    assert not page.gone.isVisible()
    assert [one.title for one in page.model.lines] == ["Letter of today", "Second"]
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    assert titles(desk, alpha, removed=True) == ["Letter of today"]


def test_another_child_begins_with_its_own_documents(
    window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage
) -> None:
    from window_helpers import a_child

    from desktop.services.cases import new_case

    put(desk, alpha, b"a", title="Of Alpha")
    shown(window)
    other = new_case(desk.board, desk.library, a_child("Bravo", "TEST-0002"))
    window.open_case(other.id)
    window.go_section(DOCUMENTS)
    assert page.model.lines == ()
    assert page._empty.isVisible()


def test_who_may_only_look_opens_and_copies_and_nothing_else(
    qtbot: QtBot, stage: Stage, desk: Desk, alpha: Case, crashes: list[str]
) -> None:
    put(desk, alpha, b"%PDF-1.7 spoilt", title="First")
    viewer = replace(desk.board.person, role=Role.VIEWER)
    assert isinstance(viewer, Person)
    window = MainWindow(
        stage.look, replace(desk, board=replace(desk.board, person=viewer)), stage.tasks, stage.messages
    )
    qtbot.addWidget(window)
    window.show()
    window.open_case(alpha.id)
    window.go_section(DOCUMENTS)
    _only_looking(window)
    stage.tasks.wait()


def test_a_board_open_for_reading_shows_them(
    qtbot: QtBot, stage: Stage, desk: Desk, alpha: Case, board_folder: Path, crashes: list[str]
) -> None:
    put(desk, alpha, b"%PDF-1.7 spoilt", title="First")
    with open_board(board_folder, passphrase=PASSPHRASE, write=False) as reading:
        window = MainWindow(stage.look, replace(desk, board=reading), stage.tasks, stage.messages)
        qtbot.addWidget(window)
        window.show()
        window.open_case(alpha.id)
        window.go_section(DOCUMENTS)
        _only_looking(window)
        window.page.documents.ask_open()
        dialog = dialog_of(qtbot, ViewDialog)
        assert any("cannot be written down" in text.text() for text in dialog.findChildren(Text))
        stage.tasks.wait()
        dialog.reject()


def _only_looking(window: MainWindow) -> None:
    page = window.page.documents
    assert [one.title for one in page.model.lines] == ["First"]
    assert page._open.isVisible()
    assert page._copy.isVisible()
    for button in (page._add, page._change, page._remove, page._restore):
        assert not button.isVisible()
    assert not {"document", "paste", "document_change", "document_remove", "document_restore"} & set(
        window.actions_by_name
    )
    assert {"document_open", "document_copy"} <= set(window.actions_by_name)
    mime = QMimeData()
    mime.setImageData(QImage(8, 8, QImage.Format.Format_RGB888))
    enter = QDragEnterEvent(
        page.rect().center(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_a_case_in_the_bin_keeps_them_and_lets_nothing_change(
    window: MainWindow, desk: Desk, alpha: Case, page: DocumentsPage
) -> None:
    put(desk, alpha, b"a", title="First")
    delete_case(desk.board, desk.library, alpha.id, "a trial")
    window.open_case(alpha.id)
    window.go_section(DOCUMENTS)
    assert [one.title for one in page.model.lines] == ["First"]
    assert not page._remove.isVisible()
    assert not window.actions_by_name["document"].isEnabled()
