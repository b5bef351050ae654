"""What was copied from here leaves the clipboard when the board is locked or closed; what others copied stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication

MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class Copied(QObject):
    """Knows by a digest what was copied from here, also where a manager of clipboards has taken it over since."""

    def __init__(self, parent: QObject, owns: Callable[[QClipboard.Mode], bool] | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._owns = owns or self._has
        self._ours: dict[QClipboard.Mode, str] = {}
        self._clipboard.dataChanged.connect(partial(self.note, QClipboard.Mode.Clipboard))
        self._clipboard.selectionChanged.connect(partial(self.note, QClipboard.Mode.Selection))

    def note(self, mode: QClipboard.Mode) -> None:
        """Something was copied: from here, or it is none of our business."""
        if self._owns(mode):
            self._ours[mode] = self._digest(mode)

    def clear(self) -> None:
        """Take away what was copied from here."""
        for mode in MODES:
            if mode is QClipboard.Mode.Selection and not self._clipboard.supportsSelection():
                continue
            ours = self._ours.pop(mode, None)
            if self._owns(mode) or (ours is not None and ours == self._digest(mode)):
                self._clipboard.clear(mode)

    def _digest(self, mode: QClipboard.Mode) -> str:
        return sha256(self._clipboard.text(mode).encode()).hexdigest()

    def _has(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Selection:
            return self._clipboard.ownsSelection()
        return self._clipboard.ownsClipboard()
