"""Tick several codes of one fact. Of the others nothing is recorded unless a person says that they were looked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListView, QToolButton, QWidget

from desktop.clinical.case import Case
from desktop.clinical.found import is_whole
from desktop.clinical.vocabulary import REST_NOT_RECORDED
from desktop.services.offers import Offer, matches
from desktop.ui.dialogs.frame import Frame
from desktop.ui.forms.ways import PLAIN, Ways
from desktop.ui.theme import Look
from desktop.ui.words import capital

_VALUE = Qt.ItemDataRole.UserRole
_WHOLE = "Alt+A"
_FILTERED = 8
"""A list of so many values has a line to filter it by."""


class _Filter(QLineEdit):
    """What one goes on typing: coming into it never selects what is typed, which the next letter would replace."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("field", "search")
        self.setPlaceholderText("Type to find a value")
        self.setAccessibleName(f"Find among the values of {name}")
        self.setClearButtonEnabled(True)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName("Clear what is typed")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor stands behind what is typed."""
        super().focusInEvent(event)
        self.deselect()


class ChoicesDialog(Frame):
    """``chosen`` carries what was said: a frozenset of codes, whole or not (see ``found``), or None for nothing at all.

    Typing filters the list by words, code and other names.
    """

    chosen = Signal(object)

    def __init__(
        self,
        look: Look,
        name: str,
        offered: Sequence[Offer],
        before: frozenset[object] | None,
        parent: QWidget,
        case: Case | None = None,
        *,
        ways: Ways = PLAIN,
        wanted: str = "",
    ) -> None:
        super().__init__(look, name, ways.ticking, parent)
        self._found = ways.found
        self._rest = self._rest_box(ways.rest, before)
        if case is not None:
            self.name_child(case)
        self.ask_size(600, 520)
        self._offered = tuple(offered)
        self.model = QStandardItemModel(self)
        self._fill(before or frozenset())
        self.filter = _Filter(name)
        self.filter.setVisible(len(self._offered) >= _FILTERED)
        self.view = QListView()
        self.view.ensurePolished()  # or its rows keep the height they have without the style sheet
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.view, 1)
        self.add_beneath(self._rest)
        _, self.do = self.add_buttons("")
        self.model.itemChanged.connect(lambda _item: self._count())
        self._rest.toggled.connect(lambda _on: self._count())
        self.do.clicked.connect(self._accept)
        self.filter.textChanged.connect(self._show_matching)
        for part in (self.filter, self.view):
            part.installEventFilter(self)
        self._count()
        self._to_first()
        self.view.setFocus()
        if wanted:
            self._find(wanted)

    def ticked(self) -> frozenset[object]:
        """The codes that are ticked, in sight or not."""
        rows = (self.model.item(row) for row in range(self.model.rowCount()))
        return frozenset(one.data(_VALUE) for one in rows if one.checkState() == Qt.CheckState.Checked)

    def said(self) -> frozenset[object] | None:
        """What is recorded: the codes found, and unless all others were looked for, that they were not."""
        found = self.ticked()
        if self._rest.isChecked() or found == {one.value for one in self._offered}:
            return found
        return found | self._unsaid if found else None

    def _rest_box(self, words: str, before: frozenset[object] | None) -> QCheckBox:
        """Off unless the record says already that the others were looked for."""
        self._unsaid: frozenset[object] = frozenset({REST_NOT_RECORDED}) if words else frozenset()
        keys = QKeySequence(_WHOLE).toString(QKeySequence.SequenceFormat.NativeText)
        box = QCheckBox(f"{words} ({keys})", self)
        box.setAccessibleName(words)
        box.setAccessibleDescription(keys)
        box.setChecked(bool(words) and before is not None and is_whole(before))
        box.setVisible(bool(words))
        # a button's own letter ticks a moment later, and Enter may be quicker
        QShortcut(QKeySequence(_WHOLE), box).activated.connect(box.toggle)
        return box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter down to the list; a letter typed on the list goes to the filter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.filter and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            letters = event.text()
            if watched is self.view and self.filter.isVisible() and letters.strip() and letters.isprintable():
                self._find(letters)
                return True
        return super().eventFilter(watched, event)

    def _find(self, letters: str) -> None:
        if not self.filter.isVisibleTo(self):
            return
        self.filter.setText(letters)
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, ticked: Collection[object]) -> None:
        group = ""
        for one in self._offered:
            if one.group and one.group != group:
                head = QStandardItem(one.group)
                head.setEnabled(False)
                self.model.appendRow(head)
            group = one.group
            item = QStandardItem(capital(one.words))
            item.setData(one.value, _VALUE)
            item.setCheckable(True)
            item.setEditable(False)
            item.setCheckState(Qt.CheckState.Checked if one.value in ticked else Qt.CheckState.Unchecked)
            item.setToolTip(", ".join((capital(one.words), *one.also)))
            self.model.appendRow(item)

    def _show_matching(self, typed: str) -> None:
        """What fits and what is ticked stays in sight: the button counts it. Heads with nothing beneath them go."""
        fit = {one.offer.value for one in matches(self._offered, typed)}
        for row in range(self.model.rowCount()):
            item = self.model.item(row)
            kept = item.data(_VALUE) in fit or item.checkState() == Qt.CheckState.Checked
            self.view.setRowHidden(row, bool(typed.strip()) and not kept)
        self._to_first(fit)

    def _to_first(self, fit: Collection[object] | None = None) -> None:
        rows = ((row, self.model.item(row)) for row in range(self.model.rowCount()))
        seen = (row for row, item in rows if item.isCheckable() and (fit is None or item.data(_VALUE) in fit))
        first = next((row for row in seen if not self.view.isRowHidden(row)), None)
        if first is not None:
            self.view.setCurrentIndex(self.model.index(first, 0))

    def _count(self) -> None:
        count, said = len(self.ticked()), self.said()
        if said is None:
            self.do.set_words("Leave it not recorded")
            return
        others = ", no others" if count and self._rest.isChecked() else ""
        self.do.set_words(f"Record {count or 'none'} {self._found}".strip() + others)

    def _accept(self) -> None:
        self.chosen.emit(self.said())
        self.accept()
