"""The square (QR code) beside a document's code, drawn as shapes: sharp on every printer and copier."""

from __future__ import annotations

from itertools import groupby

from desktop.reports.document import Sheet

SQUARE = 31.5
"""Its side in points: 21 modules of 1.5, which a printer of 300 dots to the inch draws with six dots each."""

SQUARE_GAP = 6.0
"""Free room above it, four modules as its standard asks; the paper's edge is as far below."""

SQUARE_ROOM = SQUARE + 12.0
"""What the text beside it leaves free."""

_VERSION, _MODULES = 1, 21


def draw_square(sheet: Sheet, text: str, left: float, top: float) -> None:
    """Draw it with its upper left corner there. ``text``: at most 20 figures, capitals, colons and hyphens."""
    side = SQUARE / _MODULES
    for number, row in enumerate(_modules(text)):
        column = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                sheet.bar(left + column * side, top - number * side, length * side, side, 0.0)
            column += length


def _modules(text: str) -> list[list[bool]]:
    # it brings all of ReportLab's drawings along, and most pages have no square
    from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

    code = QRCode(_VERSION, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    code.make()
    return [[bool(one) for one in row] for row in code.modules]
