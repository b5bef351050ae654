"""Names and values under each other. Rows are kept and filled anew, because building widgets costs more than words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.tokens import REGULAR, STRONG
from desktop.ui.widgets.text import Icon, Text


class _Row(QWidget):
    """One statement: its name, the icon of a silence, its value."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.name = Text(look, tone="text2", wrap=True)
        self._icon = Icon(look, size=14)
        self._value = Text(look, wrap=True)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.name, 0, top)
        row.addSpacing(0)
        row.addWidget(self._icon, 0, top)
        row.addWidget(self._value, 1)

    def show_statement(self, one: Statement) -> None:
        words = "\n".join((one.value, *(f"•\u00a0{item}" for item in one.items)))
        self.name.setText(one.name)
        self.name.setVisible(bool(one.name))
        self._icon.show_icon(SILENCE_ICONS[one.silence] if one.silence else "")
        self._icon.setVisible(one.silence is not None)
        self._value.setText(words)
        self._value.setContentsMargins(6 if one.silence else 0, 0, 0, 0)
        self._value.set_font(self._look.font("lead" if one.strong else "body", STRONG if one.strong else REGULAR))
        self._value.set_tone("text2" if one.silence else "text")
        self._value.setAccessibleName(f"{one.name}: {words}" if one.name else words)


class StatementGrid(QWidget):
    """Shows statements; the column of names is as wide as its longest name, up to ``most``."""

    def __init__(self, look: Look, most: int = 84) -> None:
        super().__init__()
        self._look, self._most = look, most
        self._rows: list[_Row] = []
        self._shown: tuple[Statement, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_statements(self, told: Sequence[Statement]) -> None:
        """Show these; rows that are not needed are hidden."""
        if tuple(told) == self._shown:
            return
        self._shown = tuple(told)
        while len(self._rows) < len(told):
            self._rows.append(_Row(self._look))
            self._column.addWidget(self._rows[-1])
        metrics = self._rows[0].name.fontMetrics() if self._rows else self.fontMetrics()
        widest = max((metrics.horizontalAdvance(one.name) for one in told), default=0)
        width = min(widest, self._look.px(self._most)) + self._look.px(12)
        # rows that come and go one by one in sight would each have the whole page laid out again
        seen = self.isVisible()
        if seen:
            self.hide()
        for row, one in zip(self._rows, told, strict=False):
            row.name.setFixedWidth(width)
            row.show_statement(one)
            row.show()
        for row in self._rows[len(told) :]:
            row.hide()
        if seen:
            self.show()
