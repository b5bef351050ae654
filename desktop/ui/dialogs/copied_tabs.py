"""Dialogs to read, whose content goes out as plain text by a key; with tabs above where it is more than one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.tabs import Tabs, TabSpec
from desktop.ui.widgets.text import settle

_COPY = "Copy as text"


class CopiedPage(Frame):
    """Esc or Enter closes it. The text that is copied has no name and no number of the child."""

    def __init__(self, look: Look, title: str, sentence: str, case: Case | None, parent: QWidget) -> None:
        super().__init__(look, title, sentence, parent)
        if case is not None:
            self.name_child(case)
        self.ask_size(980, 690)
        self._text = ""
        self.body.setSpacing(14)
        self.copy = Button(look, _COPY, shortcut="Ctrl+Shift+C")
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self.copy_text)
        self.copy.clicked.connect(self.copy_text)
        self.copy.setAutoDefault(False)
        cancel, do = self.add_buttons("Close")
        cancel.hide()
        do.clicked.connect(self.accept)
        self.add_at_foot(self.copy)

    def show_page(self, parts: Iterable[QWidget], text: str) -> None:
        """Show this from its beginning; ``text`` is what would be copied of it."""
        self.copy.set_words(_COPY)
        self._text = text
        empty(self.body)
        for part in parts:
            self.body.addWidget(part)
            # what is put into a dialog that is shown already would wait for the next turn of the event loop
            part.show()
        self.body.addStretch(1)
        settle(self)
        self.area.verticalScrollBar().setValue(0)

    def copy_text(self) -> None:
        """What is shown as plain text, in its order."""
        QGuiApplication.clipboard().setText(self._text)
        self.copy.set_words("Copied")


class CopiedTabs(CopiedPage):
    """``tabs.picked`` carries the key of a tab, which ``show_parts`` then fills."""

    def __init__(self, look: Look, title: str, sentence: str, tabs: str, case: Case | None, parent: QWidget) -> None:
        super().__init__(look, title, sentence, case, parent)
        self.tabs = Tabs(look)
        self.tabs.setAccessibleName(tabs)
        self.add_above(self.tabs)

    def show_parts(self, tabs: Sequence[TabSpec], key: str, parts: Iterable[QWidget], text: str) -> None:
        """Show one tab from its beginning; ``text`` is what would be copied of it."""
        self.tabs.show_tabs(tabs, key)
        self.show_page(parts, text)
