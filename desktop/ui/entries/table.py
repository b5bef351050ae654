"""The list of entries: one row each, for eye, ear and keyboard, with the icon of a silence before its words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.clinical.results import Result
from desktop.ui.models.entry_model import MARKS, EntryModel
from desktop.ui.theme import Look
from desktop.ui.widgets.kept_table import KeptTable
from desktop.ui.widgets.whole import whole
from desktop.ui.widgets.word_delegate import WordDelegate, laid

Index = QModelIndex | QPersistentModelIndex
_ICON = 12


class EntryTable(KeptTable):
    """``opened``: Enter or a double click; ``removed``: Delete."""

    def __init__(self, look: Look, model: EntryModel, name: str) -> None:
        self._entries = model
        told = "Enter changes an entry, Delete removes it."
        super().__init__(look, model, model.row_of, name, "No entry yet.", told, _EntryDelegate)

    @property
    def selected(self) -> Result | None:
        """The entry under the bar."""
        return self._entries.at(self.currentIndex().row())


class _EntryDelegate(WordDelegate):
    """Icons stand inside the words, where the model has left room for them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The words, then their icons."""
        super().paint(painter, option, index)
        marks = index.data(MARKS)
        if not marks:
            return
        look, rect = self._look, option.rect
        face = self.face(index)
        room = self.room(rect, index)
        layout, height = laid(face.words, self.font, room.width())
        top = rect.top() + max((rect.height() - height) // 2, 0)
        side, colour = look.px(_ICON), getattr(look.colours, face.tone)
        for place, name in marks:
            # what is drawn may have a joiner more than what the model says
            drawn = len(whole(face.words[:place])) if layout.text() == whole(face.words) else place
            line = layout.lineForTextPosition(drawn)
            left, _ = _pair(line.cursorToX(drawn))
            at = QPointF(room.left() + left + 1, top + line.y() + (line.height() - side) / 2)
            picture = look.icons.pixmap(name, colour, side, painter.device().devicePixelRatioF())
            painter.drawPixmap(QRect(round(at.x()), round(at.y()), side, side), picture)


def _pair(found: object) -> tuple[float, int]:
    """What Qt gives for the place of a letter: the place, and the letter that it means."""
    if isinstance(found, tuple):
        return float(found[0]), int(found[1])
    return float(str(found)), 0
