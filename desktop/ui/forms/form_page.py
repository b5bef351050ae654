"""A form with its head: the section's name, where its facts come from, and the save state at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.forms.fact_form import FactForm
from desktop.ui.forms.fact_row import FactRow
from desktop.ui.status_bar import STATE_ICONS
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.text import Icon, Line, Text


class FormPage(QWidget):
    """Head, hairline, and the form, which scrolls."""

    def __init__(self, look: Look, name: str, form: FactForm) -> None:
        super().__init__()
        self.form = form
        self._remark = Text(look, step="label", tone="text2", wrap=True)
        self._icon, self._saved = Icon(look, "", "accent"), Text(look)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Text(look, name, step="lead", weight=STRONG))
        told.addWidget(self._remark)
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 10)
        head.setSpacing(6)
        head.addLayout(told, 1)
        self._head = head
        head.addWidget(self._icon)
        head.addWidget(self._saved)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(PAGE_PADDING - BORDER, 8, PAGE_PADDING - BORDER, PAGE_PADDING)
        inner.addWidget(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line())
        self.area = Scroll(holder, name)
        column.addWidget(self.area, 1)
        form.refused.connect(self._bring)

    def add_button(self, button: QWidget) -> None:
        """A deed on the whole section, at the right end of its head."""
        self._head.addWidget(button)

    def _bring(self, row: FactRow) -> None:
        """What cannot be used is in sight together with the reason, which has just come beneath it."""
        self.area.bring(row.value, row.message)

    def show_remark(self, words: str) -> None:
        """Where the facts of this page come from."""
        self._remark.setText(words)
        self._remark.setVisible(bool(words))

    def say_state(self, words: str, tone: str) -> None:
        """The save state: saved, or not saved."""
        self._icon.show_icon(*STATE_ICONS.get(tone, ("", "")))
        self._saved.set_tone(tone or "text")
        self._saved.setText(words)
