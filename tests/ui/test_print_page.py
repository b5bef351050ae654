"""The preview of the page: real pages, paper, zoom; printed, saved, or left, all by keyboard; each way out written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.services.carrying import CONFIDENTIAL, Carry
from desktop.services.cases import history, save_case
from desktop.services.printing import DEIDENTIFIED
from desktop.services.record_pdf import contents_of
from desktop.services.sealing import make_signing_key
from desktop.ui.desk import Desk
from desktop.ui.dialogs.preview import ChoosePrinter
from desktop.ui.dialogs.print_page import PrintDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.printing import ask_for_printer, printer_for
from desktop.ui.start import Stage
from desktop.ui.widgets.notice import Notice


def _opened(qtbot: QtBot, window: MainWindow, case: Case) -> PrintDialog:
    """The preview as Ctrl+P opens it, with the page drawn."""
    window.open_case(case.id)
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, PrintDialog)
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    return dialog


def _prints(desk: Desk, case: Case) -> list[str]:
    return [one.action for one in history(desk.board, case.id) if one.entity == "print"]


def _to_file(path: Path, asked: list[tuple[str, int]]) -> ChoosePrinter:
    """A person who chooses a printer that prints into a file."""

    def choose(paper: str, pages: int, _parent: QWidget) -> QPrinter:
        asked.append((paper, pages))
        printer = printer_for(paper)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return choose


class Preview(Protocol):
    """Opens the preview of a case over an empty window, and waits until the page is drawn."""

    def __call__(self, desk: Desk, case: Case, choose: ChoosePrinter = ...) -> PrintDialog: ...


@pytest.fixture
def preview(qtbot: QtBot, stage: Stage) -> Preview:
    host = QWidget()
    stage.look.dress(host)
    qtbot.addWidget(host)
    host.resize(1366, 768)

    def opened(desk: Desk, case: Case, choose: ChoosePrinter = ask_for_printer) -> PrintDialog:
        dialog = PrintDialog(stage.look, desk, stage.tasks, stage.messages, case, host, choose=choose)
        dialog.open()
        qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
        return dialog

    return opened


def test_a_document_that_is_refused_leaves_no_other_in_its_place(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = preview(desk, alpha)

    def refuse(*_args: object, **_named: object) -> None:
        raise UserError("The page still holds a name of the child; nothing went out.")

    monkeypatch.setattr("desktop.ui.dialogs.print_page.deidentified_page", refuse)
    dialog.what[DEIDENTIFIED].click()
    assert dialog.page is None
    qtbot.waitUntil(lambda: bool([one for one in dialog.findChildren(Notice) if one.isVisible()]))
    assert dialog.page is None
    assert not dialog.do.isEnabled() and not dialog.save.isEnabled()


def test_ctrl_p_shows_the_real_page(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    dialog = _opened(qtbot, window, alpha)
    assert dialog.place.text() == "Page 1 of 1"
    assert dialog.windowTitle() == f"Page of case {alpha.number}"
    image = dialog.view.grab().toImage()
    shades = {image.pixelColor(x, 60).lightness() for x in range(0, image.width(), 3)}
    assert min(shades) < 90
    assert max(shades) > 250
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_paper_can_be_changed(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    dialog = _opened(qtbot, window, alpha)
    assert dialog.page is not None and dialog.page.paper == "a4"
    first = dialog.page
    dialog.papers["letter"].setFocus()
    qtbot.keyClick(dialog.papers["letter"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.page not in (None, first), timeout=15_000)
    assert dialog.page.paper == "letter"


def test_a_whole_page_or_its_width(qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case) -> None:
    dialog = preview(desk, alpha)
    wide = dialog.view.widget().height()
    qtbot.keyClick(dialog.zooms["whole"], Qt.Key.Key_Space)
    assert dialog.view.widget().height() <= dialog.view.viewport().height() < wide
    qtbot.keyClick(dialog.zooms["wide"], Qt.Key.Key_Space)
    assert dialog.view.widget().height() == wide
    dialog.reject()


def test_what_gave_way_is_said_above_and_the_keyboard_goes_to_page_2(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case
) -> None:
    long = "The family asks for one hospital at a time and wants to be told everything twice. " * 40
    case = save_case(desk.board, desk.library, alpha, FIELDS["wishes"].write(alpha, known(long)), "Change")
    dialog = preview(desk, case)
    (notice,) = dialog.findChildren(Notice)
    assert notice.accessibleName() == "1 text continues on page 2. Child and family"
    assert dialog.place.text() == "Page 1 of 2"
    for _ in range(8):
        qtbot.keyClick(dialog.view, Qt.Key.Key_PageDown)
    assert dialog.place.text() == "Page 2 of 2"
    dialog.reject()


def test_printing_is_written_down_and_the_page_comes_out(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    asked: list[tuple[str, int]] = []
    dialog = preview(desk, alpha, _to_file(tmp_path / "out.pdf", asked))
    with qtbot.waitSignal(dialog.told):
        qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    assert asked == [("a4", 1)]
    assert _prints(desk, alpha) == ["Page printed"]
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        assert len(document) == 1
        assert [round(edge) for edge in document[0].get_size()] == [595, 842]
        assert min(bytes(document[0].render(scale=0.5, grayscale=True).buffer)) < 100


def test_a_cancelled_print_leaves_the_preview_and_no_entry(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case
) -> None:
    dialog = preview(desk, alpha, lambda _paper, _pages, _parent: None)
    dialog.do.click()
    assert dialog.isVisible()
    assert _prints(desk, alpha) == []
    dialog.reject()


def test_a_printer_that_takes_nothing_is_told(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    dialog = preview(desk, alpha, _to_file(tmp_path / "missing" / "out.pdf", []))
    dialog.do.click()
    assert "nothing was printed" in dialog.wrong.text()
    assert dialog.isVisible()
    assert _prints(desk, alpha) == ["Page did not go out after all", "Page printed"]
    dialog.reject()


def test_saving_writes_the_file_and_the_entry(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def choose(_parent: QWidget, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "page.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog = _opened(qtbot, window, alpha)
    page = dialog.page
    qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: window.status.work.text() == "Page saved as page.pdf", timeout=15_000)
    assert proposed == [f"case-{alpha.number}-summary.pdf"]
    assert page is not None and (tmp_path / "page.pdf").read_bytes() == page.pdf
    assert _prints(desk, alpha) == ["Page saved as PDF"]


def test_a_page_that_cannot_be_saved_says_so_and_where(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    dialog = preview(desk, alpha)
    dialog.save_to(tmp_path / "missing" / "page.pdf")
    qtbot.waitUntil(lambda: "could not be written" in dialog.wrong.text(), timeout=15_000)
    assert dialog.do.isEnabled()
    assert _prints(desk, alpha) == ["Page did not go out after all", "Page saved as PDF"]
    dialog.reject()


def test_a_board_that_is_only_read_prints_and_says_what_it_cannot_do(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    reading = replace(desk, board=replace(desk.board, read_only=True))
    dialog = preview(reading, alpha, _to_file(tmp_path / "out.pdf", []))
    assert "cannot be written down" in dialog.unrecorded.text()
    with qtbot.waitSignal(dialog.told):
        dialog.do.click()
    assert (tmp_path / "out.pdf").exists()
    assert _prints(desk, alpha) == []


def test_looking_leaves_nothing_on_the_disk(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.rglob("*"))
    dialog = preview(desk, alpha)
    dialog.reject()
    assert {one for one in tmp_path.rglob("*") if one.suffix in {".pdf", ".png"}} <= before


def test_the_record_is_asked_for_anew_each_time_and_goes_into_the_file(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    make_signing_key(desk.board)
    dialog = preview(desk, alpha)
    inside = dialog.inside
    assert inside.carry is None
    assert not inside.relatives.isVisible()
    inside.record.setFocus()
    qtbot.keyClick(inside.record, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.page is not None and dialog.page.carried is not None, timeout=15_000)
    qtbot.keyClick(inside.relatives, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _carried(dialog) == (CONFIDENTIAL,), timeout=15_000)
    with qtbot.waitSignal(dialog.told) as told:
        dialog.save_to(tmp_path / "page.pdf")
    assert told.args == ["Page saved as page.pdf, with the record inside; it is not encrypted there"]
    found = contents_of((tmp_path / "page.pdf").read_bytes())
    assert found.seal is not None
    assert found.seal.left_out == (CONFIDENTIAL,)
    (entry,) = [one for one in history(desk.board, alpha.id) if one.entity == "print"]
    assert entry.changes["left_out"][1] == [CONFIDENTIAL]
    assert entry.changes["code"][1] == found.seal.code
    again = preview(desk, alpha)
    assert again.inside.carry is None
    again.reject()


def _carried(dialog: PrintDialog) -> tuple[str, ...] | None:
    page = dialog.page
    return page.carried.left_out if page is not None and page.carried is not None else None


def test_a_page_that_says_it_carries_the_record_is_not_printed(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    asked: list[tuple[str, int]] = []
    dialog = preview(desk, alpha, _to_file(tmp_path / "out.pdf", asked))
    dialog.inside.record.setChecked(True)
    qtbot.waitUntil(lambda: _carried(dialog) is not None, timeout=15_000)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    assert asked == []
    assert "Paper carries no record" in dialog.wrong.text()
    dialog.inside.record.setChecked(False)
    qtbot.waitUntil(lambda: _carried(dialog) is None and dialog.do.isEnabled(), timeout=15_000)
    with qtbot.waitSignal(dialog.told):
        qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    assert asked == [("a4", 1)]


def test_parts_of_the_record_are_chosen_anew_and_the_whole_record_on_paper_has_none(
    qtbot: QtBot, preview: Preview, desk: Desk, alpha: Case
) -> None:
    dialog = preview(desk, alpha)
    dialog.inside.record.setChecked(True)
    dialog.inside.confidential.setChecked(True)
    dialog.inside.record.setChecked(False)
    dialog.inside.record.setChecked(True)
    assert dialog.inside.carry == Carry()
    qtbot.keyClick(dialog.what["record"], Qt.Key.Key_Space)
    assert not dialog.inside.isVisible()
    qtbot.waitUntil(lambda: dialog.page is not None and dialog.page.what == "record", timeout=15_000)
    assert _carried(dialog) is None
    dialog.reject()
