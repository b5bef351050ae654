"""Giving a finished page to a printer: asked for in the system's own dialog, painted at the printer's resolution."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.clinical.errors import UserError
from desktop.services.page_pictures import PagePictures, Picture

_FEWEST, _MOST = 300, 600
"""Dots per inch: below, the small print breaks; above, nothing is gained on paper."""
_SIZES = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


def ask_for_printer(paper: str, pages: int, parent: QWidget) -> QPrinter | None:
    """The printer that the person chooses, set to the paper of the page; None if it was cancelled."""
    printer = printer_for(paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def printer_for(paper: str) -> QPrinter:
    """A printer set to the whole sheet of a paper, with a name for its queue that is nobody's."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Crestboard page")
    printer.setPageLayout(
        QPageLayout(QPageSize(_SIZES[paper]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    printer.setFullPage(True)
    return printer


def image_of(picture: Picture) -> QImage:
    """A picture for Qt, with dots of its own."""
    form = QImage.Format.Format_Grayscale8 if picture.grey else QImage.Format.Format_RGB888
    return QImage(picture.dots, picture.width, picture.height, picture.stride, form).copy()


def print_pages(printer: QPrinter, pictures: PagePictures) -> None:
    """Paint the pages that were asked for. Raises UserError if the printer takes nothing."""
    first, last = printer.fromPage() or 1, printer.toPage() or pictures.count
    dots = min(max(printer.resolution(), _FEWEST), _MOST)
    grey = printer.colorMode() == QPrinter.ColorMode.GrayScale
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            f"The printer {printer.printerName()} takes no page; nothing was printed. Check it, or save a PDF."
        )
    try:
        for number in range(first - 1, min(last, pictures.count)):
            if number >= first:
                printer.newPage()
            sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
            picture = pictures.picture(number, dots, grey=grey)
            painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), image_of(picture))
    finally:
        painter.end()
