"""Several lines of text with the manners of a line edit: Tab goes on, the whole can be selected, edits are known."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.theme import Look


class LongTextEdit(QPlainTextEdit):
    """A plain text editor that answers to the calls a field makes of a line edit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setFont(look.font("body"))
        self.document().setDocumentMargin(1)

    def text(self) -> str:
        """All of it."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Replace all of it."""
        self.setPlainText(text)

    def isModified(self) -> bool:
        """Whether it was typed in since it was last set."""
        return self.document().isModified()

    def setModified(self, modified: bool) -> None:
        """Mark as typed in, or as taken over."""
        self.document().setModified(modified)

    def selectedText(self) -> str:
        """What is selected."""
        return self.textCursor().selection().toPlainText()
