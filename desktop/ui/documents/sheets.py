"""What a document is shown from: the pages of a PDF, or one picture, decoded in bounds and kept in memory only."""

from __future__ import annotations

from math import sqrt
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from desktop.clinical.errors import UserError
from desktop.services.document_pages import LONGEST, DocumentPages
from desktop.services.media_types import PDF, PICTURES
from desktop.ui.printing import image_of

MOST_DOTS = 60_000_000
"""A picture that says it has more is not decoded at all."""

_KEPT_DOTS = 24_000_000
_MEGABYTES = 256


class Sheets(Protocol):
    """Pages below each other: ``size`` in any unit, ``image`` about so many dots wide. To be closed.

    ``remark`` says what is not shown of the document; empty if all of it is.
    """

    count: int
    remark: str

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page."""
        ...

    def image(self, number: int, dots: int) -> QImage:
        """A page as a picture. Raises UserError if it cannot be drawn."""
        ...

    def close(self) -> None:
        """Let go of the document."""
        ...


class PdfSheets:
    """The pages of a PDF, each drawn when it is first seen."""

    def __init__(self, content: bytes) -> None:
        self._pages = DocumentPages(content)
        self.count, whole = self._pages.count, self._pages.whole
        self.remark = (
            f"The first {self.count} of {whole:,} pages are shown; save a copy to see all."
            if whole > self.count
            else ""
        )

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        return self._pages.size(number)

    def image(self, number: int, dots: int) -> QImage:
        """A page about so many dots wide."""
        return image_of(self._pages.picture(number, dots))

    def close(self) -> None:
        """Let go of the document."""
        self._pages.close()


class PictureSheets:
    """One picture, turned as the camera held it."""

    count = 1

    def __init__(self, picture: QImage, pictures: int = 1) -> None:
        self._picture = picture
        self.remark = f"The first of {pictures} pictures is shown; save a copy to see all." if pictures > 1 else ""

    def size(self, _number: int) -> tuple[float, float]:
        """Width and height in dots; one that is very long or wide is shown as if it were less so."""
        width, height = float(self._picture.width()), float(self._picture.height())
        return min(width, height * LONGEST), min(height, width * LONGEST)

    def image(self, _number: int, dots: int) -> QImage:
        """The picture about so many dots wide, never more than it has."""
        by = dots / self._picture.width()
        if by >= 1:
            return self._picture
        ratio, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        return self._picture.scaled(_smaller(self._picture.size(), by), ratio, smooth)

    def close(self) -> None:
        """Let go of the picture."""
        self._picture = QImage()


def is_shown_here(media_type: str) -> bool:
    """Whether this program, as it was built, shows such a document."""
    reader = PICTURES.get(media_type)
    return media_type == PDF or (reader is not None and reader.encode() in _readers())


def decode_picture(content: bytes, media_type: str) -> PictureSheets:
    """Decode a picture with the one reader of its kind; beside the window's own work. Raises UserError."""
    QImageReader.setAllocationLimit(_MEGABYTES)
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(PICTURES[media_type].encode()))
    try:
        return _read(reader, media_type)
    finally:
        # its decoder reads from the buffer even while it goes, so it goes first, whatever keeps the reader itself
        reader.setDevice(None)  # type: ignore[arg-type]


def _read(reader: QImageReader, media_type: str) -> PictureSheets:
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    dots = size.width() * size.height()
    if dots > MOST_DOTS:
        raise UserError(f"The picture has {dots // 1_000_000:,} million dots, too many to show; save a copy of it.")
    if dots > _KEPT_DOTS:
        reader.setScaledSize(_smaller(size, sqrt(_KEPT_DOTS / dots)))
    picture = reader.read()
    if picture.isNull():
        raise UserError(
            "This picture is damaged; save a copy to try another program, or add the document again: the rest of the "
            "case is not affected."
        )
    several = reader.imageCount() if media_type == "image/tiff" else 1
    return PictureSheets(picture, several)


def _smaller(size: QSize, by: float) -> QSize:
    return QSize(max(int(size.width() * by), 1), max(int(size.height() * by), 1))


def _readers() -> set[bytes]:
    return {bytes(one.data()) for one in QImageReader.supportedImageFormats()}
