"""The agenda as a table: ordered by drag and by keys, minutes typed in their cell, Enter opens the child."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QDropEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from desktop.services.meetings.agenda import AgendaItem
from desktop.services.meetings.readiness import Ready
from desktop.ui.meetings.agenda_model import CHILD, MINUTES, MOST, QUESTION, READY, AgendaModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate
from desktop.ui.widgets.word_table import WordTable

_TOLD = "Enter opens the child; F2 types its minutes; Alt+Up and Alt+Down move it."


class AgendaDelegate(WordDelegate):
    """Child and question stand out; what is missing has the shape of what waits."""

    def face(self, index: Index) -> Face:
        """The words of a cell."""
        words, model = str(index.data() or ""), index.model()
        if not isinstance(model, AgendaModel):
            return Face(words)
        meaning, item = model.columns[index.column()], model.at(index.row())
        if meaning == READY and item is not None and item.readiness.count(Ready.MISSING):
            return Face(words, "caution", "decides")
        return Face(words, "text" if meaning in {CHILD, QUESTION, MINUTES} else "text2", right=meaning == MINUTES)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """A line for whole minutes."""
        editor = QLineEdit(parent)
        editor.setValidator(QIntValidator(1, MOST, editor))
        editor.setFont(self.font)
        editor.setAccessibleName("Minutes")
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """It is as high as a line needs, in the middle of its cell."""
        high = min(option.rect.height(), editor.sizeHint().height())
        rect = option.rect.adjusted(0, (option.rect.height() - high) // 2, 0, 0)
        rect.setHeight(high)
        rect.setWidth(max(rect.width(), self._look.px(56)))
        editor.setGeometry(rect)


class AgendaTable(WordTable):
    """``opened`` and ``chosen`` carry the item under the bar; ``moved`` a row and the row where it goes."""

    opened = Signal(object)
    chosen = Signal()
    moved = Signal(int, int)

    def __init__(self, look: Look, model: AgendaModel, name: str, none: str) -> None:
        self._agenda = model
        super().__init__(look, model, name, none, row=36, whole=True, dress=AgendaDelegate)
        self.setAccessibleDescription(_TOLD)
        self.on_row(self._open)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())

    @property
    def selected(self) -> AgendaItem | None:
        """The child under the bar."""
        return self._agenda.at(self.currentIndex().row())

    def select(self, referral_id: UUID | None) -> None:
        """Put the bar on a referral, or on the first row where it is not there any more."""
        items = self._agenda.items
        if items:
            at = next((place for place, one in enumerate(items) if one.referral.id == referral_id), 0)
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._agenda.index(at, 0), how)

    def edit_minutes(self) -> None:
        """Type the minutes of the child under the bar."""
        column = self._agenda.column(MINUTES)
        if self.selected is not None and self._agenda.editable and column >= 0:
            self.edit(self._agenda.index(self.currentIndex().row(), column))

    def shift(self, by: int) -> None:
        """The child under the bar goes up or down."""
        row = self.currentIndex().row()
        if self._agenda.editable and row >= 0 and 0 <= row + by < len(self._agenda.items):
            self.moved.emit(row, row + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 types the minutes of the child under the bar; what moves it are keys of the window."""
        if event.key() == Qt.Key.Key_F2 and not event.modifiers():
            self.edit_minutes()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A dragged child goes where it is let go; the table itself changes once that is stored."""
        row, at = self.currentIndex().row(), self.indexAt(event.position().toPoint()).row()
        last = len(self._agenda.items) - 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        to = last if at < 0 else at
        if self._agenda.editable and 0 <= row != to:
            self.moved.emit(row, to)

    def _open(self) -> None:
        if self.selected is not None:
            self.opened.emit(self.selected)
