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
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import counted, joined

_HEADS = ("Row", "What it would enter", "What is refused", "Worth a second look")
_REFUSED = 2
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
            look,
            WordsModel(_HEADS, [_cells(one) for one in pasted.rows]),
            "Rows that were copied",
            _NOTHING,
            seen=5,
            dress=_RowDelegate,
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


class _RowDelegate(WordDelegate):
    """A row that is left out says why in red, with the icon of what failed; a doubt has the tone of one."""

    def face(self, index: Index) -> Face:
        """What is refused, then what is doubted, then plain words."""
        words, column = str(index.data() or ""), index.column()
        if column >= _REFUSED:
            tone, icon = ("error", "failed") if column == _REFUSED else ("caution", "caution")
            return Face(words, tone, icon if words else "")
        left_out = bool(index.sibling(index.row(), _REFUSED).data())
        return Face(words, "text2" if left_out or column else "text")


def _cells(row: PastedRow) -> tuple[str, ...]:
    told = row.told if not row.refused else f"Nothing; read was {row.told}" if row.told else "Nothing"
    return str(row.number), told, "\n".join(row.refused), "\n".join(row.doubted)
