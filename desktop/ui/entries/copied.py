"""What is on the clipboard, as far as it is rows of a spreadsheet."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from desktop.ui.documents.incoming import holds_documents


def copied_rows() -> str:
    """The rows that were copied; empty where a file, a picture or nothing was."""
    copied = QGuiApplication.clipboard().mimeData()
    return copied.text() if copied.hasText() and not holds_documents(copied) else ""
