"""Documents of a child: the section with some and with none, adding, looking, changing, and what is refused."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

from freezegun import freeze_time
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.attachments import Source, add_attachment, list_attachments, look_at, remove_attachment
from desktop.services.boards import Board
from desktop.ui.documents.add_dialog import AddDialog
from desktop.ui.documents.change_dialog import ChangeDialog
from desktop.ui.documents.copy_dialog import CopyDialog
from desktop.ui.documents.put_back_dialog import PutBackDialog
from desktop.ui.documents.view_dialog import ViewDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import DOCUMENTS
from tests.gallery.scene import scenes
from tests.gallery.studio import NOW, TODAY, Studio

CHILD = "Foxtrot"
_FINDINGS = (
    "Pathology report, final, 4 Nov 2026",
    "Specimen: core biopsy of the primary tumour",
    "Finding: sample text, written for a picture of this program",
    "No child was examined.",
)
_REMARKS = ("Page 2", "Remarks: none, this is a sample.")
LATER = datetime(2026, 11, 23, 10, 43, tzinfo=NOW.tzinfo)


def _scan() -> bytes:
    """A picture that nobody took."""
    picture = QImage(900, 1200, QImage.Format.Format_RGB888)
    painter = QPainter(picture)
    ground = QLinearGradient(0, 0, 900, 1200)
    ground.setColorAt(0, QColor("#20262c"))
    ground.setColorAt(1, QColor("#b9c2ca"))
    painter.fillRect(picture.rect(), ground)
    painter.setPen(QColor("white"))
    painter.drawText(40, 60, "Zztest scan, nobody's")
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _report(case: Case) -> bytes:
    """A pathology report of the child that it is filed with; two pages that nobody wrote."""
    data = BytesIO()
    page = Canvas(data, pagesize=A4, invariant=1)
    number = next((one.value for one in case.identifiers), "none")
    head = ("Zztest Pathology, sample report", f"{case.family_name}, {case.given_name}", f"Hospital number {number}")
    for lines in (_FINDINGS, _REMARKS):
        for place, line in enumerate((*head, "", *lines)):
            page.setFont("Helvetica-Bold" if place < 2 else "Helvetica", 16 if place == 0 else 12)
            page.drawString(72, 760 - 24 * place, line)
        page.showPage()
    page.save()
    return data.getvalue()


def _filled(studio: Studio) -> tuple[Board, Case, list[Attachment]]:
    """A child with documents on the board on which scenes may write; they are put there once."""
    board = studio.boards.changing
    case = studio.child(CHILD, board)
    if not list_attachments(board, case.id):
        kinds = AttachmentKind
        ones = (
            ("Biopsy of the primary, final report", "P-26.pdf", _report(case), kinds.PATHOLOGY, "2026-11-04"),
            ("MIBG scan, anterior", "scan.png", _scan(), kinds.IMAGING, "2026-10"),
            ("Referral letter", "letter.docx", b"PK\x03\x04" + bytes(48_000), kinds.LETTER, "2026"),
            ("Consent to the registry, signed by both", "consent.pdf", b"%PDF-1.4 spoilt", kinds.CONSENT, None),
            ("Entered for another child", "wrong.txt", b"Zztest", kinds.OTHER, None),
        )  # fmt: skip
        with freeze_time(LATER):
            for title, name, content, kind, day in ones:
                seen = look_at(Source.memory(name, content))
                dated = PartialDate.parse(day) if day else None
                add_attachment(board, studio.library, case.id, seen, title=title, kind=kind, dated=dated, today=TODAY)
            remove_attachment(board, studio.library, list_attachments(board, case.id)[-1])
    by_title = sorted(list_attachments(board, case.id), key=lambda one: one.title)
    return board, case, by_title


def _window(studio: Studio) -> MainWindow:
    board, _, _ = _filled(studio)
    return studio.case_window(CHILD, DOCUMENTS, board)


def some(studio: Studio) -> QWidget:
    window = _window(studio)
    window.page.documents.table.setFocus()
    return window


def removed(studio: Studio) -> QWidget:
    window = _window(studio)
    window.page.documents.show_removed()
    return window


def none(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", DOCUMENTS)


def none_read_only(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", DOCUMENTS, studio.boards.reading)


def _adding(studio: Studio, *sources: Source) -> AddDialog:
    window = _window(studio)
    _, case, _ = _filled(studio)
    dialog = AddDialog(
        studio.look, window.desk, studio.stage.tasks, studio.stage.messages, case, sources, window
    )  # fmt: skip
    return studio.show(dialog)


def add_one(studio: Studio) -> QWidget:
    return _adding(studio, Source.memory("MYCN_FISH report.pdf", b"%PDF-1.7" + bytes(400_000)))


def add_several(studio: Studio) -> QWidget:
    """Two that can be added, and one that cannot be read."""
    return _adding(
        studio,
        Source.memory("photograph of the abdomen.png", _scan()),
        Source.file(Path("/nowhere/report that was moved away.pdf")),
        Source.memory("letter.txt", b"Dear colleague"),
    )


def _looking(studio: Studio, place: int) -> QWidget:
    window = _window(studio)
    _, case, ones = _filled(studio)
    dialog = ViewDialog(
        studio.look, window.desk, studio.stage.tasks, studio.stage.messages, case, ones[place], window
    )  # fmt: skip
    return studio.show(dialog)


def pdf(studio: Studio) -> QWidget:
    return _looking(studio, 0)


def picture(studio: Studio) -> QWidget:
    return _looking(studio, 2)


def damaged(studio: Studio) -> QWidget:
    return _looking(studio, 1)


def not_shown(studio: Studio) -> QWidget:
    return _looking(studio, 3)


def put_back(studio: Studio) -> QWidget:
    window = _window(studio)
    _, case, _ = _filled(studio)
    (one,) = list_attachments(studio.boards.changing, case.id, removed=True)
    return studio.show(PutBackDialog(studio.look, case, one, window))


def change(studio: Studio) -> QWidget:
    window = _window(studio)
    _, case, ones = _filled(studio)
    return studio.show(ChangeDialog(studio.look, studio.library.labels, case, lambda: TODAY, ones[0], window))


def saving(studio: Studio) -> QWidget:
    dialog = CopyDialog(studio.look, studio.stage.tasks, "MIBG scan, anterior", studio.host())
    dialog.step(3 * 2**20, 7 * 2**20)
    return studio.show(dialog)


SCENES = scenes(
    "documents", some, removed, none, none_read_only, add_one, add_several, pdf, picture, damaged, not_shown, put_back,
    change, saving,
)  # fmt: skip
