"""The head of the section: what it is, entering, changing, removing a result, and saving chart and results."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Text

_PICTURE, _CSV = ("Save picture…", "Ctrl+Shift+U"), ("Save CSV…", "Ctrl+Shift+C")
"""What can be saved, with the keys that the menu of the window has for it."""
ABOUT = "Each result against the upper limit of its own laboratory. No result here changes a risk group."
_GAP, _WORDS = 10, 216


class MarkersHead(QWidget):
    """``picture`` and ``results`` ask to save the chart or the list."""

    picture = Signal()
    results = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.add = Button(look, "New result…", icon="add", shortcut="Ctrl+M")
        self.change = Button(look, "Change…", shortcut="Enter")
        self.remove = Button(look, "Remove", shortcut="Del")
        self.save = Button(look, "Save", icon="save")
        self.save.set_right_icon("open_list")
        self.save.setAccessibleDescription("The chart as a picture, or the results as a spreadsheet")
        self.save.clicked.connect(self.offer)
        self._title = Text(look, "Biomarkers", step="lead", weight=STRONG)
        self._about = Text(look, ABOUT, step="label", tone="text2", wrap=True)
        self._has_chart, self._low = True, False
        self._lay_out()

    def show_for(self, *, read_only: bool, has_chart: bool) -> None:
        """Only what can be done."""
        for button in (self.add, self.change, self.remove):
            button.setVisible(not read_only)
        self._has_chart = has_chart
        self._arrange()

    def set_low(self, low: bool) -> None:
        """In a low window the sentence about the section stands at its end."""
        self._low = low
        self._about.setVisible(not low)
        self._arrange()

    def menu_of_files(self) -> QMenu:
        """What can be saved; a picture only of what is drawn."""
        menu = QMenu(self)
        if self._has_chart:
            menu.addAction(_with_keys(*_PICTURE)).triggered.connect(lambda _on=False: self.picture.emit())
        menu.addAction(_with_keys(*_CSV)).triggered.connect(lambda _on=False: self.results.emit())
        return menu

    def offer(self) -> None:
        """Offer it beneath the button."""
        menu = self.menu_of_files()
        menu.popup(self.save.mapToGlobal(self.save.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside the title the buttons stand beneath it."""
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._title)
        told.addWidget(self._about)
        self._buttons = QWidget()
        row = Flow(self._buttons, gap=_GAP)
        for button in (self.add, self.change, self.remove, self.save):
            row.addWidget(button)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._top.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 10)
        self._top.setSpacing(_GAP)
        self._top.addLayout(told, 1)
        self._top.addWidget(self._buttons)

    def _arrange(self) -> None:
        row = self._buttons.layout()
        words = self._title.sizeHint().width() if self._low else self._look.px(_WORDS)
        needed = (row.sizeHint().width() if row else 0) + words + _GAP + 2 * PAGE_PADDING
        beside = self.width() >= needed
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)


def _with_keys(words: str, keys: str) -> str:
    """An entry with its keys at the right; they belong to the window's own menu."""
    return f"{words}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}"
