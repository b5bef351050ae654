"""Every version of a template of the board: when it was written, by whom and from what; each can go out as a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from db.own_templates import OwnTemplate
from desktop.clinical.dates import day_words
from desktop.services.template_stamp import number_words
from desktop.ui.dialogs.frame import Frame
from desktop.ui.models.words_model import WordsModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_table import WordTable

_TOLD = "The newest is the one that new plans begin with; a plan keeps the version it was begun with."
_HEADS = ("Version", "Written", "By", "From", "In full")


class VersionsDialog(Frame):
    """``wanted`` carries the version that is to be exported."""

    wanted = Signal(str)

    def __init__(self, look: Look, title: str, versions: Sequence[OwnTemplate], parent: QWidget) -> None:
        super().__init__(look, f"Versions of “{title}”", _TOLD, parent)
        self.ask_size(820, 420)
        self._versions = tuple(versions)
        self.model = WordsModel(_HEADS, [_row(one) for one in versions])
        self.table = WordTable(look, self.model, "Versions", "There is no version.", seen=5)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectRow(0)
        self.body.addWidget(self.table, 1)
        _, self.export = self.add_buttons("Export this version…", cancel="Close")
        self.export.clicked.connect(self._export)
        self.table.setFocus()

    def _export(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self._versions):
            self.wanted.emit(self._versions[at].version)


def _row(one: OwnTemplate) -> tuple[str, ...]:
    own = one.based_on == one.id
    origin = f"version {number_words(one.based_on_version)}" if own else f"{one.based_on}, {one.based_on_version}"
    day = day_words(one.written_at.astimezone().date())
    return number_words(one.version), day, one.written_by, origin, one.version
