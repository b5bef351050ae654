"""Lucide icons from the package's own archive, tinted for the palette. Nothing is copied into the project."""

from __future__ import annotations

from importlib.resources import as_file, files
from zipfile import ZipFile

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.clinical.vocabulary import Silence
from desktop.ui.tokens import ICONS

SILENCE_ICONS: dict[Silence, str] = {
    Silence.NOT_ASKED: "circle-dashed",
    Silence.REQUESTED: "clock",
    Silence.SAMPLE_FAILED: "circle-x",
    Silence.INCONCLUSIVE: "circle-question-mark",
    Silence.NOT_AVAILABLE: "map-pin-off",
    Silence.DECLINED: "hand",
    Silence.NOT_APPLICABLE: "minus",
    Silence.UNKNOWN_AT_SOURCE: "file-question-mark",
}
"""Each silence keeps its own shape everywhere."""

_STROKE = b'stroke-width="2"'
_OUR_STROKE = b'stroke-width="1.75"'


WINDOW_ICON_SIDES = (16, 24, 32, 64, 256)


def window_icon(svg: bytes) -> QIcon:
    """Our own icon for title bars and task bars, drawn anew for each size so that small ones stay sharp."""
    icon, renderer = QIcon(), QSvgRenderer(QByteArray(svg))
    for side in WINDOW_ICON_SIDES:
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(picture)
    return icon


class Icons:
    """Reads each icon once and keeps its tinted pictures. One object serves the whole window."""

    def __init__(self) -> None:
        with as_file(files("lucide") / "lucide.zip") as place:
            self._archive = ZipFile(place)
        self._sources: dict[str, bytes] = {}
        self._pictures: dict[tuple[str, str, int, float], QPixmap] = {}

    def close(self) -> None:
        """Let go of the archive."""
        self._archive.close()

    def pixmap(self, name: str, colour: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The picture of a meaning (see ``tokens.ICONS``), ``size`` logical pixels wide."""
        key = (name, colour, size, ratio)
        if key not in self._pictures:
            self._pictures[key] = self._drawn(*key)
        return self._pictures[key]

    def icon(self, name: str, colour: str, size: int = 16) -> QIcon:
        """An icon for a button or a menu, with pictures for text of once and twice the size, and for fine screens."""
        icon = QIcon()
        for wide in (size, size * 2):
            for ratio in (1.0, 2.0):
                icon.addPixmap(self.pixmap(name, colour, wide, ratio))
        return icon

    def paint(self, painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
        """Draw an icon into a rectangle of a painter at its device's own resolution."""
        QSvgRenderer(QByteArray(self._svg(name, colour))).render(painter, rect)

    def _drawn(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, name, colour, QRectF(0, 0, size * ratio, size * ratio))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture

    def _svg(self, name: str, colour: str) -> bytes:
        if name not in self._sources:
            picture = ICONS.get(name, name)
            self._sources[name] = self._archive.read(f"{picture}.svg").replace(_STROKE, _OUR_STROKE)
        return self._sources[name].replace(b"currentColor", colour.encode())
