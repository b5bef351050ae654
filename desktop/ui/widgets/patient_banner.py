"""The patient banner: it never scrolls and never collapses, so that no page is read for the wrong child."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.clinical.case import Case
from desktop.clinical.labels import Labels
from desktop.ui.theme import Look
from desktop.ui.tokens import BANNER_HEIGHT, MEDIUM, STRONG
from desktop.ui.widgets.text import ElidedText, Text
from desktop.ui.words import capital, days_words, short_age


class _Pair(QVBoxLayout):
    """A label with its value beneath."""

    def __init__(self, look: Look, name: str, *, identifier: bool = False) -> None:
        super().__init__()
        self.setSpacing(2)
        self.name = Text(look, name, step="note", tone="text2")
        self.value = ElidedText(look, weight=MEDIUM, identifier=identifier)
        self.value.setMaximumWidth(look.px(220))
        self.addWidget(self.name)
        self.addWidget(self.value)

    def show_pair(self, name: str, value: str) -> None:
        """Show a value, or nothing at all where there is none."""
        self.name.setText(name)
        self.value.setText(value)
        self.value.setAccessibleName(f"{name}: {value}")
        for text in (self.name, self.value):
            text.setVisible(bool(value))


class PatientBanner(QFrame):
    """Case number, name, sex, birth date, age now and at diagnosis, two identifiers, phase and next event."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._labels = labels
        self.setProperty("part", "bar")
        self.setMinimumHeight(look.px(BANNER_HEIGHT))
        self._number = QLabel()
        self._number.setProperty("part", "tile")
        self._number.setFont(look.font("body", STRONG))
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setFixedSize(look.px(36), look.px(36))
        self._name = ElidedText(look, step="name", weight=STRONG)
        self._facts = ElidedText(look, step="label", tone="text2")
        who = QVBoxLayout()
        who.setSpacing(1)
        who.addWidget(self._name)
        who.addWidget(self._facts)
        self._first = _Pair(look, "", identifier=True)
        self._second = _Pair(look, "", identifier=True)
        self._phase = _Pair(look, "Phase")
        self._next = _Pair(look, "Next due")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 6, 16, 6)
        self.row.setSpacing(12)
        self.row.addWidget(self._number)
        self.row.addLayout(who, 1)
        for pair in (self._first, self._second, self._phase, self._next):
            self.row.addSpacing(12)
            self.row.addLayout(pair)
        self.row.addSpacing(12)

    def show_case(self, case: Case, today: date, phase: str, due: str) -> None:
        """Show the child of this case."""
        self._number.setText(str(case.number))
        self._number.setAccessibleName(f"Case number {case.number}")
        self._name.setText(shouted(case) or "No name recorded")
        self._facts.setText(" · ".join(part for part in self._told(case, today) if part))
        identifiers = [(one.system, one.value) for one in case.identifiers]
        identifiers.sort(key=lambda one: one[0] != "mrn")
        for pair, place in ((self._first, 0), (self._second, 1)):
            system, value = identifiers[place] if place < len(identifiers) else ("", "")
            pair.show_pair("Hospital no." if system == "mrn" else system, value)
        self._phase.show_pair("Phase", phase)
        self._next.show_pair("Next due", due)
        self.setAccessibleName(f"{self._name.text()}. {self._facts.text()}")

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
