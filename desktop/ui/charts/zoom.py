"""How close a chart is: closer, wider, everything, as buttons that have the keys of the chart."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSize, Signal

from desktop.ui.charts.span import Span
from desktop.ui.theme import Look
from desktop.ui.tokens import CHIP_HEIGHT
from desktop.ui.widgets.button import Button


class ChartButton(Button):
    """A button over a chart, as high as the chips that may stand beside it."""

    def __init__(self, look: Look, words: str, key: str) -> None:
        super().__init__(look, words, kind="link", shortcut=key)

    def sizeHint(self) -> QSize:
        """The width of its words, the height of a chip."""
        return QSize(super().sizeHint().width(), self.look.px(CHIP_HEIGHT))


class Zooms(QObject):
    """``zoomed`` carries steps, 0 for everything."""

    zoomed = Signal(int)

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.closer = self._button(look, "Zoom in", "+", 1)
        self.wider = self._button(look, "Zoom out", "-", -1)
        self.all = self._button(look, "All", "0", 0)
        self.all.setAccessibleName("Show all months")
        self.buttons = (self.closer, self.wider, self.all)

    def show_span(self, span: Span) -> None:
        """Only what can still be done can be pressed."""
        self.closer.setEnabled(not span.is_closest)
        self.wider.setEnabled(not span.is_whole)
        self.all.setEnabled(not span.is_whole)

    def _button(self, look: Look, words: str, key: str, steps: int) -> ChartButton:
        button = ChartButton(look, words, key)
        button.clicked.connect(partial(self._zoom, steps))
        return button

    def _zoom(self, steps: int, _on: bool = False) -> None:
        self.zoomed.emit(steps)
