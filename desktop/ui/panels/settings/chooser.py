"""The parts of the settings as a drop-down, where text is large and the list of them would take the page's room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop.ui.panels.section_list import SectionList
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button


class PartChooser(Button):
    """Says which part is shown, and offers all of them."""

    def __init__(self, look: Look, sections: SectionList) -> None:
        super().__init__(look, "", icon="list")
        self._sections = sections
        self.set_right_icon("open_list")
        self.setAccessibleDescription(sections.accessibleName())
        self.clicked.connect(self.offer)
        sections.currentRowChanged.connect(lambda row: self.set_words(sections.words(row)))

    def offer(self) -> QMenu:
        """Open the menu of all parts, at the one that is shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in range(self._sections.model().rowCount()):
            action = menu.addAction(self._sections.words(row))
            action.triggered.connect(lambda _checked=False, chosen=row: self._sections.select(chosen))
        menu.setActiveAction(menu.actions()[self._sections.row()])
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu
