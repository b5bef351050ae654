"""Tick several codes of one fact. What is not ticked was looked for and not found."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from desktop.clinical.case import Case
from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.words import capital


class ChoicesDialog(Frame):
    """``chosen`` carries a frozenset of the codes ticked."""

    chosen = Signal(object)

    def __init__(
        self,
        look: Look,
        name: str,
        offered: Sequence[tuple[object, str]],
        ticked: Collection[object],
        parent: QWidget,
        case: Case | None = None,
    ) -> None:
        super().__init__(look, name, "Tick what was found. Whatever is not ticked is recorded as not found.", parent)
        if case is not None:
            self.name_child(case)
        self.ask_size(600, 520)
        self._codes = [code for code, _ in offered]
        self.model = QStandardItemModel(self)
        for code, words in offered:
            item = QStandardItem(capital(words))
            item.setCheckable(True)
            item.setEditable(False)
            item.setCheckState(Qt.CheckState.Checked if code in ticked else Qt.CheckState.Unchecked)
            item.setToolTip(capital(words))
            self.model.appendRow(item)
        view = QListView()
        view.ensurePolished()  # or its rows keep the height they have without the style sheet
        view.setModel(self.model)
        view.setAccessibleName(name)
        self.body.addWidget(view, 1)
        _, self.do = self.add_buttons("")
        self.model.itemChanged.connect(lambda _item: self._count())
        self.do.clicked.connect(self._accept)
        self._count()
        view.setCurrentIndex(self.model.index(0, 0))
        view.setFocus()

    def ticked(self) -> frozenset[object]:
        """The codes that are ticked."""
        return frozenset(
            code for row, code in enumerate(self._codes) if self.model.item(row).checkState() == Qt.CheckState.Checked
        )

    def _count(self) -> None:
        count = len(self.ticked())
        self.do.set_words(f"Record {count} found" if count else "Record none found")

    def _accept(self) -> None:
        self.chosen.emit(self.ticked())
        self.accept()
