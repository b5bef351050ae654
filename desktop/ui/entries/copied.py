"""What is on the clipboard, as far as it is rows of a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop.ui.documents.incoming import holds_documents


def copied_rows() -> str:
    """The rows that were copied; empty where a file, a picture or nothing was."""
    copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
    # the stub does not say so, but nothing at all may be there
    return copied.text() if copied is not None and copied.hasText() and not holds_documents(copied) else ""
