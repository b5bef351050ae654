"""That whatever is shown has the style sheet, of its own or of the window behind it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget


def undressed() -> Iterator[str]:
    """Windows, dialogs and menus in sight that nobody gave the style sheet."""
    for top in QApplication.topLevelWidgets():
        if top.isVisible() and not _has_sheet(top):
            yield f"{type(top).__name__} has no style sheet"


def _has_sheet(widget: QWidget | None) -> bool:
    while widget is not None and not widget.styleSheet():
        widget = widget.parentWidget()
    return widget is not None
