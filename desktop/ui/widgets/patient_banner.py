"""The patient banner: it never scrolls and never collapses, so that no page is read for the wrong child."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.labels import Labels
from desktop.ui.theme import Look
from desktop.ui.tokens import BANNER_HEIGHT, MEDIUM, STRONG
from desktop.ui.widgets.text import FewLines, Text
from desktop.ui.words import capital, days_words, short_age

_NAME_WIDTH = 300
"""The room a name and its facts are given before the pairs go to a row of their own."""


class _Pair(QWidget):
    """A label with its value beneath."""

    def __init__(self, look: Look, name: str = "", *, identifier: bool = False) -> None:
        super().__init__()
        self.name = Text(look, name, step="note", tone="text2")
        self.value = Text(look, weight=MEDIUM, identifier=identifier)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_pair(self, name: str, value: str) -> None:
        """Show a value, or nothing at all where there is none."""
        self.name.setText(name)
        self.value.setText(value)
        self.value.setAccessibleName(f"{name}: {value}")
        self.setVisible(bool(value))


class PatientBanner(QFrame):
    """Case number, name, sex, birth date, age now and at diagnosis, two identifiers, phase and what comes next.

    Where they do not fit beside the name, the pairs stand in a row of their own.
    """

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._look, self._labels = look, labels
        self.setProperty("part", "bar")
        self.setMinimumHeight(look.px(BANNER_HEIGHT))
        self._number = QLabel()
        self._number.setProperty("part", "tile")
        self._number.setFont(look.font("body", STRONG))
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setFixedSize(look.px(36), look.px(36))
        # of a child's name nothing is left out, not even of the longest in large text
        self._name = FewLines(look, lines=4, step="name", weight=STRONG)
        self._facts = Text(look, step="label", tone="text2", wrap=True)
        who = QVBoxLayout()
        who.setSpacing(2)
        who.addWidget(self._name)
        who.addWidget(self._facts)
        self._pairs = [_Pair(look, identifier=True), _Pair(look, identifier=True), _Pair(look), _Pair(look)]
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        self.row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(who, 1)
        self._beneath = QHBoxLayout()
        self._beneath.setSpacing(32)
        self._beneath.setContentsMargins(look.px(36) + 12, 0, 0, 0)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(24)
        self._beside.setContentsMargins(12, 0, 12, 0)
        self.row.addLayout(self._beside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 8)
        outer.setSpacing(6)
        outer.addLayout(self.row)
        outer.addLayout(self._beneath)
        self._button: QWidget | None = None
        self._stacked = True
        self._stack(stacked=False)

    def add_button(self, button: QWidget) -> None:
        """An action at the right end."""
        self._button = button
        self.row.addWidget(button)

    def show_case(self, case: Case, today: date, phase: str, after: tuple[str, str]) -> None:
        """Show the child of this case; ``after`` is what comes next, with its name."""
        self._number.setText(str(case.number))
        self._number.setAccessibleName(f"Case number {case.number}")
        self._name.setText(shouted(case) or "No name recorded")
        self._facts.setText(" · ".join(part for part in self._told(case, today) if part))
        identifiers = [(one.system, one.value) for one in case.identifiers]
        identifiers.sort(key=lambda one: one[0] != "mrn")
        for pair, place in zip(self._pairs, (0, 1), strict=False):
            system, value = identifiers[place] if place < len(identifiers) else ("", "")
            pair.show_pair("Hospital no." if system == "mrn" else capital(system), value)
        self._pairs[2].show_pair("Phase", phase)
        self._pairs[3].show_pair(*after)
        self.setAccessibleName(f"{self._name.text()}. {self._facts.text()}")
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """What the pairs need in a row of their own: how they stand now must not keep the window wide."""
        shown = [pair.sizeHint().width() for pair in self._pairs if not pair.isHidden()]
        action = self._button.sizeHint().width() + 12 if self._button is not None else 0
        pairs = self._look.px(48) + sum(shown) + 32 * max(len(shown) - 1, 0)
        return QSize(max(pairs, self._look.px(36 + 120) + action + 12) + 32, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may give the pairs another place."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [pair.sizeHint().width() for pair in self._pairs if not pair.isHidden()]
        action = self._button.sizeHint().width() + 24 if self._button is not None else 0
        needed = self._look.px(48 + _NAME_WIDTH) + sum(shown) + 24 * len(shown) + action + 32
        self._stack(stacked=needed > self.width() > 0)

    def _stack(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        old, new = (self._beside, self._beneath) if stacked else (self._beneath, self._beside)
        while old.takeAt(0) is not None:
            pass
        for pair in self._pairs:
            new.addWidget(pair, 0, Qt.AlignmentFlag.AlignTop)
        if stacked:
            new.addStretch(1)

    def _told(self, case: Case, today: date) -> list[str]:
        born, days = case.born.value, case.age_at_diagnosis
        sex = case.sex.value
        return [
            capital(self._labels.word("sex", sex)) if sex else "Sex not recorded",
            f"born {born.words()}" if born else "birth date not recorded",
            short_age(born, today),
            f"{days_words(days)} at diagnosis" if days is not None else "",
            "does not exist (demonstration)" if case.demonstration else "",
        ]


def shouted(case: Case) -> str:
    """The family name in capitals, then the given name: ``ZZTEST, Alpha``."""
    return ", ".join(part for part in (case.family_name.upper(), case.given_name) if part)
