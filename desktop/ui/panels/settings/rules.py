"""Variants of schemes: rows that a centre reads otherwise than the standard table, for everybody of its board."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QRadioButton

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.clinical.risk import Scheme
from desktop.clinical.risk.rows import Row, RuleStatus, Variant
from desktop.services.variants import choose_variant
from desktop.ui.desk import Desk
from desktop.ui.panels.settings.parts import Part, wrong_text
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, STRONG
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Icon, Line, Text
from desktop.ui.words import capital

_WEAK = {RuleStatus.UNVERIFIED, RuleStatus.CONFLICT}


class RulesPart(Part):
    """For each variant both readings in the words of their rows, its source and how well it is supported."""

    name = "Scheme variants"

    def __init__(self, look: Look, desk: Desk) -> None:
        told = (
            "Where sources disagree about a row of a scheme, your centre can work by the variant. Children whom no row "
            "of the variant names stay with the standard row. The choice holds for everybody on this board, is kept in "
            "its history, and is named beside every group."
        )
        super().__init__(look, desk, told)
        self.rows: dict[str, tuple[QRadioButton, ...]] = {}
        self._wrong = wrong_text(look)
        self._wrong.hide()
        try:
            schemes = desk.library.rules.schemes
        except UserError as error:
            # the way to other rules is another part of the same settings, which must open
            schemes = ()
            self.fact("Scheme variants", str(error))
        for scheme in schemes:
            if scheme.variants:
                self._scheme(scheme)
        self.body.addWidget(self._wrong)
        self.body.addStretch(1)

    def _scheme(self, scheme: Scheme) -> None:
        self.body.addSpacing(8)
        self.body.addWidget(Text(self.look, scheme.title, step="label", weight=STRONG, tone="text2", wrap=True))
        for variant in scheme.variants:
            self.body.addWidget(Line())
            self.body.addWidget(Text(self.look, variant.title, weight=MEDIUM, wrap=True))
            self._standing(variant)
            self._readings(scheme, variant)

    def _standing(self, variant: Variant) -> None:
        """Where it stands; that it is weakly supported is said by a shape as well."""
        weak = variant.cited.status in _WEAK
        row = QHBoxLayout()
        row.setSpacing(6)
        if weak:
            row.addWidget(Icon(self.look, "caution", "caution"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(
            Text(
                self.look, self._standing_words(variant), step="label", tone="caution" if weak else "text2", wrap=True
            ),
            1,
        )
        self.body.addLayout(row)

    def _standing_words(self, variant: Variant) -> str:
        status = variant.cited.status.value
        evidence = self.desk.library.labels.words["evidence"].get(status, status)
        return f"{capital(evidence)}: {variant.cited.source}."

    def _readings(self, scheme: Scheme, variant: Variant) -> None:
        """What the standard table and the variant say, each in the words of its rows."""
        standard = self._reading([scheme.row(one) for one in variant.over])
        other, in_use = self._reading(variant.rows), variant in scheme.in_use
        if not self.desk.may(Right.RULES):
            name, words = ("Variant", other) if in_use else ("Standard", standard)
            self.fact(f"In use: {name}", words)
            return
        options, remarks = ((False, "Standard"), (True, "Variant")), (standard, other)
        choice = OneOf(self.look, variant.title, options, in_use, remarks)
        self.body.addWidget(choice)
        self.rows[variant.id] = tuple(choice.buttons)
        choice.picked.connect(lambda value: self._store(scheme.id, variant.id, bool(value)))

    def _reading(self, rows: tuple[Row, ...] | list[Row]) -> str:
        labels = self.desk.library.labels
        return "\n".join(
            f"{one.text}: {' or '.join(labels.word('group', group) for group in one.then)}" for one in rows
        )

    def _store(self, scheme: str, variant: str, in_use: bool) -> None:
        try:
            choose_variant(self.desk.board, self.desk.library, scheme, variant, in_use)
        except UserError as error:
            self.say_not_saved(self._wrong, str(error))
            return
        self._wrong.hide()
        self.say_saved()
