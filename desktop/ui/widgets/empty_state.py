"""An empty page: a heading, one sentence, and the next steps as rows with their shortcuts. No picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text, WrongText


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next."""

    icon: str
    words: str
    remark: str
    call: Callable[[], object]
    shortcut: str = ""


class StepButton(Button):
    """A step as a wide button: icon, words in bold, a remark beneath, the shortcut at the right."""

    def __init__(self, look: Look, step: Step) -> None:
        super().__init__(look, step.words, icon=step.icon, shortcut=step.shortcut)
        self._step = step
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(56))
        self.setAccessibleDescription(step.remark)
        self.clicked.connect(lambda: step.call())

    def sizeHint(self) -> QSize:
        """As wide as the longer of its lines."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(self._step.remark), metrics.horizontalAdvance(self._step.words))
        return QSize(widest + self.look.px(140), self.look.px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame and the four parts."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        px, colours = self.look.px, self.look.colours
        picture = self.look.icons.pixmap(self._step.icon, colours.accent, px(20), self.devicePixelRatioF())
        painter.drawPixmap(px(16), (self.height() - px(20)) // 2, picture)
        lines = self.rect().adjusted(px(52), px(8), -px(16), -px(8))
        upper = QRect(lines.left(), lines.top(), lines.width(), lines.height() // 2)
        lower = upper.translated(0, upper.height())
        self._write(painter, upper, self.look.font("body", STRONG), "text", self._step.words)
        self._write(painter, lower, self.look.font("label"), "text2", self._step.remark)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.look.font("note"))
        painter.setPen(self.look.colour("text3"))
        painter.drawText(upper, right, self._hint)

    def _write(self, painter: QStylePainter, rect: QRect, font: object, tone: str, words: str) -> None:
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(self.look.colour(tone))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)


class EmptyState(QWidget):
    """Heading, sentence, steps; in the upper third of the page. ``heads`` stand above the steps of these places."""

    def __init__(
        self,
        look: Look,
        heading: str,
        sentence: str,
        steps: tuple[Step, ...] = (),
        heads: Mapping[int, str] | None = None,
    ) -> None:
        super().__init__()
        column = QWidget()
        column.setFixedWidth(look.px(526))
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(Text(look, heading, step="title", weight=STRONG))
        inner.addWidget(Text(look, sentence, tone="text2", wrap=True))
        inner.addSpacing(8)
        self.buttons = [StepButton(look, step) for step in steps]
        for place, button in enumerate(self.buttons):
            if heads and place in heads:
                inner.addSpacing(4 if place else 0)
                inner.addWidget(Text(look, heads[place], step="label", weight=STRONG, tone="text2"))
            inner.addWidget(button)
        self._inner = inner
        self.wrong = WrongText(look)
        inner.addWidget(self.wrong)
        put_in_middle(self, column)

    def say_wrong(self, sentence: str, step: Button | None = None) -> None:
        """Why a step could not be done, beneath it and with the keyboard on it; empty takes it away."""
        if step is not None:
            self._inner.removeWidget(self.wrong)
            self._inner.insertWidget(self._inner.indexOf(step) + 1, self.wrong)
            step.setFocus()
        self.wrong.say(sentence)


def put_in_middle(holder: QWidget, column: QWidget) -> None:
    """A column of fixed width in the upper third of its holder; wrapped text in it keeps its height."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(column)
    row.addStretch(1)
    outer = QVBoxLayout(holder)
    outer.addStretch(1)
    outer.addLayout(row)
    outer.addStretch(2)
