"""What rows copied from a spreadsheet would be entered as, before anything is stored."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.labels import within
from desktop.ui.dialogs.frame import Frame
from desktop.ui.entries.pasting import MOST, Pasted, PastedRow
from desktop.ui.entries.remark import Remark
from desktop.ui.models.words_model import WordsModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import counted, joined

_HEADS = ("Row", "What it would enter", "What is refused", "Worth a second look")
_NOTHING = "There is no row in what was copied; copy cells in a spreadsheet first."


class PasteDialog(Frame):
    """``confirmed``: everything that is not refused shall be entered, as one step that can be undone."""

    confirmed = Signal()

    def __init__(self, look: Look, title: str, case: Case, pasted: Pasted, parent: QWidget) -> None:
        refused = len(pasted.rows) - len(pasted.entries)
        told = "All of them are saved as one step, which can be undone."
        if refused:
            told = f"{counted(refused, 'row')} cannot be used and would be left out whole; mend it in the spreadsheet "
            told += "and paste again. The others are saved as one step."
        doubted = sum(bool(one.doubted) for one in pasted.rows)
        if doubted:
            told += f" {counted(doubted, 'row')} to look at again; what is said there keeps nothing from being saved."
        super().__init__(look, f"Paste {counted(len(pasted.rows), 'row')} into {within(title)}", told, parent)
        self.name_child(case)
        self.ask_size(1000, 560)
        self.table = WordTable(
            look, WordsModel(_HEADS, [_cells(one) for one in pasted.rows]), "Rows that were copied", _NOTHING, seen=5
        )
        unknown = Remark(look, "caution", "caution")
        names = joined([f"“{one}”" for one in pasted.unknown])
        unknown.say(f"Nothing here is called {names}; what stands beneath it is left out." if names else "")
        more = Remark(look, "caution", "caution")
        more.say(f"Only the first {MOST} rows are taken." if len(pasted.rows) == MOST else "")
        for part in (unknown, more):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        count = len(pasted.entries)
        cancel, self.do = self.add_buttons(f"Enter {counted(count, 'row')}" if count else "Enter none")
        self.do.setEnabled(count > 0)
        self.do.clicked.connect(self.confirmed)
        self.table.selectRow(0)
        (self.do if count else cancel).setFocus()


def _cells(row: PastedRow) -> tuple[str, ...]:
    return str(row.number), row.told, "\n".join(row.refused), "\n".join(row.doubted)
