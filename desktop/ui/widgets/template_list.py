"""Treatment templates to choose from: under the heads of their groups, each with what it is made of and its status."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.clinical.timeline import FactStatus, Template
from desktop.services.library import Library
from desktop.services.plans import grouped_templates
from desktop.ui.theme import Look
from desktop.ui.widgets.radio_group import enter_at_marked
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital

_INDENT = 27
"""Beneath a choice its words begin where the choice's own begin."""


class TemplateList(QWidget):
    """One of all templates, or none: without ``chosen`` nothing is marked, for a mark would read as advice.

    ``none`` is the name of a first choice that stands for no template, with what it means. ``picked`` carries the id,
    empty for none.
    """

    picked = Signal(str)

    def __init__(
        self, look: Look, name: str, library: Library, chosen: str | None, none: tuple[str, str] | None = None
    ) -> None:
        super().__init__()
        self._look, self._name = look, name
        self._group = QButtonGroup(self)
        self._ids: list[str] = []
        self._rows: dict[str, QVBoxLayout] = {}
        self._beneath: QWidget | None = None
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        if none is not None:
            column.addLayout(self._row("", *none, ""))
        for words, templates in grouped_templates(library):
            column.addWidget(self._section(words, templates))
        if chosen in self._ids:
            self._group.button(self._ids.index(chosen)).setChecked(True)
        enter_at_marked(self._group)
        self._group.idToggled.connect(self._toggled)

    @property
    def buttons(self) -> list[QRadioButton]:
        """The radio buttons, in order."""
        return [one for one in self._group.buttons() if isinstance(one, QRadioButton)]

    @property
    def chosen(self) -> str | None:
        """The id of the template that is marked; empty for the choice of none, None where nothing is marked."""
        place = self._group.checkedId()
        return self._ids[place] if place >= 0 else None

    @property
    def marked(self) -> QRadioButton | None:
        """The button that is marked, to bring it into sight."""
        return next((one for one in self.buttons if one.isChecked()), None)

    def put_beneath(self, widget: QWidget | None) -> None:
        """Something right beneath the template that is marked, in place of what stood there."""
        if self._beneath is not None:
            self._beneath.hide()
            self._beneath.deleteLater()
        self._beneath = widget
        if widget is not None and self.chosen in self._rows:
            self._rows[self.chosen].addWidget(widget)

    def _section(self, words: str, templates: Sequence[Template]) -> Section:
        section = Section(self._look, words)
        section.body.setSpacing(8)
        for one in templates:
            name, _, about = one.title.partition(": ")
            status = "" if one.status is FactStatus.VERIFIED else str(one.status)
            section.body.addLayout(self._row(one.id, name, capital(about), status))
        return section

    def _row(self, value: str, name: str, about: str, status: str) -> QVBoxLayout:
        button = QRadioButton(name)
        button.setAccessibleName(f"{self._name}: {name}")
        button.setAccessibleDescription("; ".join(filter(None, (about, status))))
        self._group.addButton(button, len(self._ids))
        self._ids.append(value)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(button)
        if status:
            head.addWidget(Text(self._look, capital(status), step="label", tone="caution"))
        head.addStretch(1)
        row = self._rows[value] = QVBoxLayout()
        row.setSpacing(1)
        row.addLayout(head)
        if about:
            told = Text(self._look, about, step="label", tone="text2", wrap=True)
            told.setContentsMargins(self._look.px(_INDENT), 0, 0, 0)
            row.addWidget(told)
        return row

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.picked.emit(self._ids[place])
