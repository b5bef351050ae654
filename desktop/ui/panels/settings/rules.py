"""Variants of schemes: rows that a centre reads otherwise than the standard table, for everybody of its board."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.clinical.risk import Scheme
from desktop.clinical.risk.rows import Variant
from desktop.services.variants import choose_variant
from desktop.ui.desk import Desk
from desktop.ui.panels.settings.parts import Part, wrong_text
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital

_ANSWERS = ((False, "Standard"), (True, "Variant"))


class RulesPart(Part):
    """One row a variant with its source and how well it is supported; the standard is what nobody has changed."""

    name = "Scheme variants"

    def __init__(self, look: Look, desk: Desk) -> None:
        told = (
            "Where sources read a row of a scheme otherwise, your centre can work by that variant. The choice holds "
            "for everybody on this board, is kept in its history, and is named beside every group."
        )
        super().__init__(look, desk, told)
        self.rows: dict[str, tuple[QRadioButton, ...]] = {}
        self._wrong = wrong_text(look)
        self._wrong.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        try:
            schemes = desk.library.rules.schemes
        except UserError as error:
            # the way to other rules is another part of the same settings, which must open
            schemes = ()
            self.fact("Scheme variants", str(error))
        for scheme in schemes:
            if scheme.variants:
                self._scheme(scheme)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._wrong)
        self.body.addStretch(1)

    def _scheme(self, scheme: Scheme) -> None:
        heads = [scheme.title, *(words for _, words in _ANSWERS if self.desk.may(Right.RULES))]
        for column, words in enumerate(heads):
            head = Text(self.look, words, step="label", weight=STRONG, tone="text2", wrap=not column)
            self._grid.addWidget(head, self._grid.rowCount() if not column else self._grid.rowCount() - 1, column)
        for variant in scheme.variants:
            if not self.desk.may(Right.RULES):
                state = "Variant" if variant in scheme.in_use else "Standard"
                self.fact(variant.title, state, self._standing(variant))
            else:
                self._row(scheme, variant)

    def _standing(self, variant: Variant) -> str:
        evidence = self.desk.library.labels.words["evidence"].get(
            variant.cited.status.value, variant.cited.status.value
        )
        return f"{variant.cited.source}: {evidence}."

    def _row(self, scheme: Scheme, variant: Variant) -> None:
        row, group = self._grid.rowCount(), QButtonGroup(self)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Text(self.look, variant.title, wrap=True))
        told.addWidget(Text(self.look, capital(self._standing(variant)), step="label", tone="text2", wrap=True))
        self._grid.addLayout(told, row, 0)
        buttons = []
        for place, (value, words) in enumerate(_ANSWERS):
            button = QRadioButton()
            button.setAccessibleName(f"{variant.title}: {words.lower()}")
            button.setAccessibleDescription(self._standing(variant))
            button.setMinimumHeight(self.look.px(24))
            button.setChecked(value is (variant in scheme.in_use))
            group.addButton(button, place)
            self._grid.addWidget(button, row, place + 1, Qt.AlignmentFlag.AlignTop)
            buttons.append(button)
        self.rows[variant.id] = tuple(buttons)
        group.idToggled.connect(
            lambda place, on: self._store(scheme.id, variant.id, _ANSWERS[place][0]) if on else None
        )

    def _store(self, scheme: str, variant: str, in_use: bool) -> None:
        try:
            choose_variant(self.desk.board, self.desk.library, scheme, variant, in_use)
        except UserError as error:
            self.say_not_saved(self._wrong, str(error))
            return
        self._wrong.hide()
        self.say_saved()
