"""The papers of a meeting in the window: chosen, seen, for somebody, printed with pages and copies, or saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from by_keyboard import ALT, Key
from meeting_helpers import a_meeting, decided, referred
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from db.audit import AuditEntry
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Meeting
from desktop.services.cases import get_case
from desktop.services.papers.documents import Document
from desktop.services.papers.offered import Order, offers_of_child, offers_of_meeting
from desktop.services.record_pdf import contents_of
from desktop.ui.desk import Desk
from desktop.ui.dialogs.deidentify import DeidentifyDialog
from desktop.ui.dialogs.papers import PapersDialog
from desktop.ui.dialogs.preview import ChoosePrinter
from desktop.ui.main_window import MainWindow
from desktop.ui.printing import ask_for_printer, printer_for
from desktop.ui.start import Stage
from desktop.ui.widgets.notice import Notice

WAIT = 20_000


@pytest.fixture
def meeting(desk: Desk, alpha: Case) -> Meeting:
    made = a_meeting(desk.board)
    decided(desk.board, desk.library, referred(desk.board, desk.library, alpha, made))
    return made


@pytest.fixture
def host(qtbot: QtBot, stage: Stage) -> QWidget:
    made = QWidget()
    stage.look.dress(made)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


def dialog_of(
    qtbot: QtBot, stage: Stage, desk: Desk, meeting: Meeting, host: QWidget, choose: ChoosePrinter = ask_for_printer
) -> PapersDialog:
    offers = offers_of_meeting(desk.board, desk.library, meeting, desk.today())
    dialog = PapersDialog(
        stage.look,
        desk,
        stage.tasks,
        stage.messages,
        f"Papers of meeting {meeting.number}",
        offers,
        host,
        choose=choose,
    )
    dialog.open()
    qtbot.waitUntil(dialog.do.isEnabled, timeout=WAIT)
    return dialog


def chosen(qtbot: QtBot, dialog: PapersDialog, words: str) -> None:
    """Go to a paper with the arrow keys, as somebody without a mouse does."""
    dialog.offers.focus_chosen()
    names = [one.text() for one in dialog.offers.buttons]
    for _ in range(names.index(words)):
        qtbot.keyClick(dialog.focusWidget() or dialog, Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.do.isEnabled() and dialog.document is not None, timeout=WAIT)


def prints(desk: Desk) -> list[AuditEntry]:
    with desk.board.database.read() as work:
        return [one for one in work.audit.entries(None, None) if one.entity == "print"]


def to_file(path: Path, *, first: int = 0, last: int = 0, copies: int = 1) -> ChoosePrinter:
    """A person who chooses pages and copies, and a printer that prints into a file."""

    def choose(paper: str, _pages: int, _parent: QWidget) -> QPrinter:
        printer = printer_for(paper)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setCopyCount(copies)
        if first:
            printer.setFromTo(first, last)
        return printer

    return choose


def test_the_menu_opens_the_papers_of_the_meeting(qtbot: QtBot, window: MainWindow, meeting: Meeting) -> None:
    qtbot.keyClick(window, Key.Key_V, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, PapersDialog)
    assert dialog.windowTitle() == f"Papers of meeting {meeting.number}"
    qtbot.waitUntil(dialog.do.isEnabled, timeout=WAIT)
    assert dialog.document is not None and dialog.document.kind == "pack"
    assert dialog.place.text() == f"Page 1 of {dialog.document.pages}"
    qtbot.keyClick(dialog, Key.Key_Escape)


def test_without_a_meeting_it_is_said(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Key.Key_V, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "There is no meeting yet" in window.toast._words.text(), timeout=WAIT)


def test_each_paper_is_chosen_by_the_arrow_keys(
    qtbot: QtBot, stage: Stage, desk: Desk, meeting: Meeting, host: QWidget
) -> None:
    dialog = dialog_of(qtbot, stage, desk, meeting, host)
    chosen(qtbot, dialog, "Outcomes")
    qtbot.waitUntil(lambda: dialog.document is not None and dialog.document.kind == "outcomes", timeout=WAIT)
    assert not dialog.word.isEnabled(), "only letters are made for Word"
    dialog.reject()


def test_several_recipients_get_a_numbered_copy_each(
    qtbot: QtBot, stage: Stage, desk: Desk, meeting: Meeting, host: QWidget, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, stage, desk, meeting, host)
    dialog.recipient.setText("Zztest Surgeon; Zztest Radiologist")
    told: list[str] = []
    dialog.told.connect(told.append)
    (tmp_path / "other-2.pdf").write_bytes(b"Zztest")
    dialog.save_to(tmp_path / "other.pdf")
    assert "other-2.pdf is there already; nothing was saved" in dialog.wrong.text()
    assert not (tmp_path / "other-1.pdf").exists() and (tmp_path / "other-2.pdf").read_bytes() == b"Zztest"
    dialog.save_to(tmp_path / "pack.pdf")
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert told == [f"Pack of meeting {meeting.number} saved in 2 files for Zztest Surgeon, Zztest Radiologist"]
    texts = []
    for name in ("pack-1.pdf", "pack-2.pdf"):
        with pypdfium2.PdfDocument(tmp_path / name) as pdf:
            texts.append(pdf[0].get_textpage().get_text_range())
    assert "Copy 1 of 2, for Zztest Surgeon" in texts[0] and "Copy 2 of 2, for Zztest Radiologist" in texts[1]
    assert {one.changes["recipient"][1] for one in prints(desk)} == {"Zztest Surgeon", "Zztest Radiologist"}


def test_a_paper_that_is_refused_leaves_no_other_in_its_place(
    qtbot: QtBot, stage: Stage, desk: Desk, meeting: Meeting, host: QWidget
) -> None:
    def refuse(_order: object) -> Document:
        raise UserError("Zztest: it cannot be drawn; nothing was changed.")

    first, second, *_ = offers_of_meeting(desk.board, desk.library, meeting, desk.today())
    offers = (first, replace(second, make=refuse))
    dialog = PapersDialog(stage.look, desk, stage.tasks, stage.messages, "Papers", offers, host)
    dialog.open()
    qtbot.waitUntil(dialog.do.isEnabled, timeout=WAIT)
    dialog.offers.focus_chosen()
    qtbot.keyClick(dialog.focusWidget() or dialog, Key.Key_Down)
    qtbot.waitUntil(lambda: "cannot be drawn" in dialog.wrong.text(), timeout=WAIT)
    assert dialog.document is None
    assert not dialog.do.isEnabled() and not dialog.save.isEnabled()
    dialog.reject()


def test_pages_and_copies_are_those_that_were_asked_for(
    qtbot: QtBot, stage: Stage, desk: Desk, meeting: Meeting, host: QWidget, tmp_path: Path
) -> None:
    path = tmp_path / "printed.pdf"
    dialog = dialog_of(qtbot, stage, desk, meeting, host, to_file(path, first=2, last=3, copies=3))
    assert dialog.document is not None and dialog.document.pages > 3
    told: list[str] = []
    dialog.told.connect(told.append)
    qtbot.keyClick(dialog, Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) in {2, 6}, "a printer into a file may make the copies itself"
    assert [one.changes["printed_copies"][1] for one in prints(desk)] == [3]


def test_a_letter_is_saved_for_word(
    qtbot: QtBot, stage: Stage, desk: Desk, meeting: Meeting, host: QWidget, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, stage, desk, meeting, host)
    chosen(qtbot, dialog, "Letter, referrer: Alpha")
    qtbot.waitUntil(dialog.word.isEnabled, timeout=WAIT)
    told: list[str] = []
    dialog.told.connect(told.append)
    dialog.save_to(tmp_path / "letter.docx", word=True)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    words = "\n".join(one.text for one in docx.Document(str(tmp_path / "letter.docx")).paragraphs)
    assert "Operate after cycle 4." in words
    assert [one.changes["format"][1] for one in prints(desk)] == ["docx"]


def test_a_folder_that_cannot_be_written_is_said_and_the_dialog_stays(
    qtbot: QtBot, stage: Stage, desk: Desk, meeting: Meeting, host: QWidget, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, stage, desk, meeting, host)
    dialog.save_to(tmp_path / "nowhere" / "pack.pdf")
    qtbot.waitUntil(dialog.do.isEnabled, timeout=WAIT)
    assert dialog.isVisible()
    assert prints(desk)[0].action == "Paper did not go out after all"
    dialog.reject()


def test_the_papers_of_a_child_are_offered_on_its_page(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Key.Key_Y, CTRL | ALT)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, PapersDialog)
    qtbot.waitUntil(dialog.do.isEnabled, timeout=WAIT)
    assert dialog.windowTitle() == f"Papers of case {alpha.number}"
    assert dialog.document is not None and dialog.document.kind == "second-opinion packet"
    dialog.reject()


def test_a_paper_without_whose_it_is_says_who_shares_it_and_asks_what_goes_out(
    qtbot: QtBot, stage: Stage, desk: Desk, alpha: Case, host: QWidget, tmp_path: Path
) -> None:
    case = get_case(desk.board, alpha.id)
    offers = [one for one in offers_of_child(desk.board, desk.library, case, desk.today()) if one.hides]
    named = offers_of_child(desk.board, desk.library, case, desk.today())[0]
    dialog = PapersDialog(stage.look, desk, stage.tasks, stage.messages, "Papers", (named, *offers), host)
    dialog.open()
    qtbot.waitUntil(dialog.do.isEnabled, timeout=WAIT)
    qtbot.keyClick(dialog, Key.Key_D, CTRL)
    assert not dialog.unnamed.isVisible() and not dialog.findChildren(DeidentifyDialog)
    chosen(qtbot, dialog, "Packet, de-identified")
    assert dialog.unnamed.isVisible()
    assert any("of the list" in one.accessibleName() for one in dialog.unnamed.findChildren(Notice))
    qtbot.keyClick(dialog, Key.Key_D, CTRL)
    asked = dialog.findChildren(DeidentifyDialog)[0]
    qtbot.waitUntil(asked.do.isEnabled, timeout=WAIT)
    asked.parts["sex"].setChecked(True)
    qtbot.waitUntil(asked.do.isEnabled, timeout=WAIT)
    asked.do.click()
    dialog.unnamed.inside.record.setChecked(True)
    qtbot.waitUntil(lambda: dialog.document is not None and dialog.document.carried is not None, timeout=WAIT)
    dialog.do.click()
    assert "Paper carries no record" in dialog.wrong.text()
    dialog.recipient.setText("Zztest Second Centre")
    told: list[str] = []
    dialog.told.connect(told.append)
    dialog.save_to(tmp_path / "packet.pdf")
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert contents_of((tmp_path / "packet.pdf").read_bytes()).record
    changes = prints(desk)[0].changes
    assert changes["recipient"][1] == "Zztest Second Centre" and changes["coarser"][1] == "sex"
    assert changes["document"][1] == "second-opinion packet, de-identified"


def test_every_paper_that_is_offered_can_be_drawn(desk: Desk, meeting: Meeting, alpha: Case) -> None:
    case = get_case(desk.board, alpha.id)
    offers = (
        *offers_of_meeting(desk.board, desk.library, meeting, desk.today()),
        *offers_of_child(desk.board, desk.library, case, desk.today()),
    )
    assert len(offers) == 17
    for one in offers:
        assert one.make(Order("letter", "Zztest Clinic")).content.startswith(b"%PDF")
        assert one.word is one.words.startswith("Letter")
