"""The patient banner: it never scrolls and never collapses, so that no page is read for the wrong child."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from desktop.clinical.case import Case
from desktop.clinical.labels import Labels
from desktop.ui.theme import Look
from desktop.ui.tokens import BANNER_HEIGHT, BUTTON_HEIGHT, MEDIUM, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.part import FramedPart, Part
from desktop.ui.widgets.text import FewLines, Text
from desktop.ui.words import capital, days_words, short_age

_TILE = 36
_NAME_WIDTH = 300
"""The room a name and its facts are given before the pairs go to a row of their own."""


class _Pair(Part):
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


class PatientBanner(FramedPart):
    """Case number, name, sex, birth date, age now and at diagnosis, two identifiers, phase and what comes next.

    Where they do not fit beside the name, the pairs stand in a row of their own. ``set_short`` leaves one line: number,
    name, sex, birth date, age now and the identifiers; a long name still has all the lines it needs.

    ``told_elsewhere``: every page says already that the children of this board do not exist.
    """

    def __init__(self, look: Look, labels: Labels, *, told_elsewhere: bool = False) -> None:
        super().__init__()
        self._look, self._labels, self._told_elsewhere = look, labels, told_elsewhere
        self.setProperty("part", "bar")
        self.setMinimumHeight(look.px(BANNER_HEIGHT))
        self._number = QLabel()
        self._number.setProperty("part", "tile")
        self._number.setFont(look.font("body", STRONG))
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setFixedSize(look.px(_TILE), look.px(_TILE))
        # of a child's name nothing is left out, not even of the longest in large text
        self._name = FewLines(look, lines=4, step="name", weight=STRONG)
        self._facts = Text(look, step="label", tone="text2", wrap=True)
        self._identifiers = Text(look, step="label", weight=MEDIUM, identifier=True)
        self._identifiers.hide()
        details = self._details = QHBoxLayout()
        details.setSpacing(look.px(8))
        details.addWidget(self._facts, 1)
        details.addWidget(self._identifiers)
        details.addStretch(0)
        self._who = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._who.setSpacing(2)
        self._who.addWidget(self._name)
        self._who.addLayout(details, 1)
        self._pairs = [_Pair(look, identifier=True), _Pair(look, identifier=True), _Pair(look), _Pair(look)]
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        self.row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(self._who, 1)
        self._beneath = QHBoxLayout()
        self._beneath.setSpacing(32)
        self._beneath.setContentsMargins(look.px(_TILE) + 12, 0, 0, 0)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(24)
        self._beside.setContentsMargins(12, 0, 12, 0)
        self.row.addLayout(self._beside)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 8)
        outer.setSpacing(6)
        outer.addLayout(self.row)
        outer.addLayout(self._beneath)
        self._button: Button | None = None
        self._full, self._brief = "", ""
        self._short = False
        self._stacked = True
        self._stack(stacked=False)

    def add_button(self, button: Button) -> None:
        """An action at the right end."""
        self._button = button
        self.row.addWidget(button)

    def show_case(self, case: Case, today: date, phase: str, after: tuple[str, str]) -> None:
        """Show the child of this case; ``after`` is what comes next, with its name."""
        self._number.setText(str(case.number))
        self._number.setAccessibleName(f"Case number {case.number}")
        self._name.setText(shouted(case) or "No name recorded")
        sex, born, age, at_diagnosis, mark = self._told(case, today)
        self._full = " · ".join(part for part in (sex, born, age, at_diagnosis, mark) if part)
        self._brief = " · ".join(part for part in (sex, born, age, "" if self._told_elsewhere else mark) if part)
        identifiers = [(one.system, one.value) for one in case.identifiers]
        identifiers.sort(key=lambda one: one[0] != "mrn")
        for pair, place in zip(self._pairs, (0, 1), strict=False):
            system, value = identifiers[place] if place < len(identifiers) else ("", "")
            pair.show_pair("Hospital no." if system == "mrn" else capital(system), value)
        self._identifiers.setText(" · ".join(value for _, value in identifiers[:2]))
        self._identifiers.setAccessibleName(", ".join(f"{pair.name.text()}: {pair.value.text()}"
                                                      for pair in self._pairs[:2] if pair.value.text()))  # fmt: skip
        self._pairs[2].show_pair("Phase", phase)
        self._pairs[3].show_pair(*after)
        self.setAccessibleName(f"{self._name.text()}. {self._full}")
        self._fit()

    def set_short(self, short: bool) -> None:
        """One line where the window is low for the size of its text."""
        if short == self._short:
            return
        self._short = short
        side = self._look.px(BUTTON_HEIGHT if short else _TILE)
        self._number.setFixedSize(side, side)
        self.setMinimumHeight(0 if short else self._look.px(BANNER_HEIGHT))
        self._outer.setContentsMargins(16, 4 if short else 8, 16, 4 if short else 8)
        self._identifiers.setVisible(short)
        self._facts.setMinimumWidth(0)
        if self._button is not None:
            self._button.show_shortcut(not short)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """What the pairs need in a row of their own: how they stand now must not keep the window wide."""
        shown = [pair.sizeHint().width() for pair in self._pairs if pair.value.text() and not self._short]
        action = self._button.sizeHint().width() + 12 if self._button is not None else 0
        pairs = self._look.px(48) + sum(shown) + 32 * max(len(shown) - 1, 0)
        return QSize(max(pairs, self._look.px(_TILE + 120) + action + 12) + 32, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may give the pairs another place."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._facts.setText(self._brief if self._short else self._full)
        self._fit_line()
        if self._short:
            self._stack(stacked=False)
        for pair in self._pairs:
            pair.setVisible(bool(pair.value.text()) and not self._short)
        if not self._short:
            self._fit_pairs()

    def _fit_line(self) -> None:
        """Short, name and facts stand in one line if both are whole in it."""
        wide = [one.fontMetrics().horizontalAdvance(one.text()) + self._look.px(8)
                for one in (self._name, self._facts, self._identifiers)]  # fmt: skip
        beside = self._number.width() + (self._button.sizeHint().width() if self._button is not None else 0)
        room = self.width() - beside - 4 * 12 - 2 * 16
        one_line, whole = self._short and sum(wide) <= room, self._short and sum(wide[1:]) <= room
        down = QBoxLayout.Direction.LeftToRight if one_line else QBoxLayout.Direction.TopToBottom
        self._who.setDirection(down)
        self._who.setSpacing(self._look.px(8) if one_line else 2)
        self._who.setAlignment(self._name, Qt.AlignmentFlag.AlignVCenter if one_line else Qt.AlignmentFlag(0))
        self._facts.setWordWrap(not whole)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignVCenter if whole else Qt.AlignmentFlag.AlignTop)
        # the identifier stands beside the facts, or at the end of the line where they wrap
        self._details.setAlignment(self._identifiers, Qt.AlignmentFlag(0) if whole else Qt.AlignmentFlag.AlignTop)
        self._details.setStretch(0, 0 if whole else 1)
        self._details.setStretch(2, 1 if whole else 0)

    def _fit_pairs(self) -> None:
        shown = [pair.sizeHint().width() for pair in self._pairs if pair.value.text()]
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
