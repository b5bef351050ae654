"""The sign that an editor of one line shows only the start of its words, and of how many things it names the first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text

_MARGIN = 2
"""What Qt keeps free at either end of an editor's text."""


class CutMark(Text):
    """Stands in an editor behind the last word that has room; hidden while all words are seen or it is typed in."""

    def __init__(self, look: Look, edit: QLineEdit) -> None:
        super().__init__(look, "…", tone="text2")
        self._edit = edit
        self.setParent(edit)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        edit.installEventFilter(self)
        edit.textChanged.connect(self._look_again)

    def count(self, things: int) -> None:
        """How many things the words name; with one, their start says what it is."""
        self.setText(f"… {things} in all" if things > 1 else "…")
        self._look_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width cuts other words; while they are typed, the end that is typed at is seen."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._look_again()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """In its own tone: the style sheet gives what is inside of an editor that of the words."""
        painter = QPainter(self)
        painter.setPen(self._look.colour(self._tone))
        painter.drawText(self.rect(), int(self.alignment()), self.text())

    def _look_again(self) -> None:
        edit, words = self._edit, self._edit.text()
        advance, inside = edit.fontMetrics().horizontalAdvance, self._inside()
        room = inside.width() - 2 * _MARGIN
        cut = advance(words) > room and (edit.isReadOnly() or not edit.hasFocus())
        if cut:
            gap, own = advance(" "), self.sizeHint().width()
            end = advance(self._start(words, room - gap - own))
            # the margin, not the edge of the editor, ends the words: no letter is cut through
            edit.setTextMargins(0, 0, max(inside.width() - end - _MARGIN, 0), 0)
            left = inside.left() + min(_MARGIN + end + gap, max(inside.width() - own, 0))
            self.setGeometry(left, 0, own, edit.height())
        else:
            edit.setTextMargins(0, 0, 0, 0)
        self.setVisible(cut)

    def _inside(self) -> QRect:
        """Where the editor has its words: all of it, or what its own frame leaves."""
        edit, option = self._edit, QStyleOptionFrame()
        edit.initStyleOption(option)
        return edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)

    def _start(self, words: str, room: int) -> str:
        """The words that have room; where that left the line half empty, the letters that have."""
        metrics = self._edit.fontMetrics()
        letters = next((end for end in range(len(words), 0, -1) if metrics.horizontalAdvance(words[:end]) <= room), 0)
        whole = words[:letters] if words[letters : letters + 1].isspace() else words[:letters].rpartition(" ")[0]
        return whole.rstrip() if 2 * metrics.horizontalAdvance(whole) >= room else words[:letters].rstrip()
