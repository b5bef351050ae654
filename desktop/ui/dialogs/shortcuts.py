"""The shortcut sheet: every key, grouped by menu and by the place where it works, with a search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.widgets.word_table import WordTable

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, str, str]
"""Where it works, what it does, the keys."""

_HEADS = ("Where", "What it does", "Keys")
_WIDE, _HIGH = 640, 560

ELSEWHERE: tuple[Key, ...] = (
    ("In the list", "Open the case", "Enter"),
    ("In the list", "Go through the cases", "Up, Down, Page Up, Page Down"),
    ("In the list", "Select several cases", "Shift+Up, Shift+Down, Shift+Home, Shift+End, Ctrl+A"),
    ("In the list", "Select one more, or one less", "Ctrl+Up or Ctrl+Down, then Ctrl+Space; Ctrl+click"),
    ("In the list", "What can be done with the selected cases", "Menu key, Shift+F10"),
    ("On a head of the list", "Sort by it; with Shift by it as well", "Click, Shift+click"),
    ("In a filter", "Offer its values", "Enter, Down"),
    ("In a filter", "Take it away", "Delete"),
    ("In a field", "Keep what was typed", "Enter, Tab"),
    ("In a field", "List values and reasons", "Alt+Down, F4"),
    ("In a field", "Choose from the list while typing", "Down, Up, Enter"),
    ("In a field", "Close the list, keep what was typed", "Esc"),
    ("In a field", "Tick several values", "Space, or a letter to find them"),
    ("In a field", "Back to “not asked yet”", "Delete"),
    ("In a date", "Today, a week ago, in two weeks", "t, t-7, t+2w"),
    ("In a date", "A day", "3/4/26, 030426, 3 apr 26"),
    ("In a date", "Only the month or the year", "11/2026, apr 26, 2026"),
    ("On an agenda", "Open the child", "Enter"),
    ("On an agenda", "Type the minutes of the child", "F2"),
    ("In the meeting's view", "Next child, previous child", "Page Down, Page Up; Ctrl with either from a field"),
    ("In the meeting's view", "Read back, then the chair confirms", "Ctrl+Enter"),
    ("In the meeting's view", "Let the time rest, go on", "F4"),
    ("In the meeting's view", "Back to typing, then to the window", "Esc"),
    ("On the timeline", "From event to event, lane to lane", "Arrow keys, Home, End"),
    ("On the timeline", "Say what is known of the event", "Enter"),
    ("On the timeline", "Another day for what took place, then Enter", "Alt+Left, Alt+Right"),
    ("On the timeline", "Nearer, farther, the whole plan", "Ctrl++, Ctrl+-, Ctrl+0"),
    ("On the timeline", "Let go of the event", "Esc"),
    ("In the tabs of a section", "From tab to tab", "Left, Right, Home, End"),
    ("In a list of entries", "Change the entry", "Enter"),
    ("In a list of entries", "Remove the entry", "Delete"),
    ("In an entry", "On to the next field", "Enter"),
    ("In an entry", "Save and begin the next", "Ctrl+Enter"),
    ("In a dialog", "Save from any field", "Ctrl+Enter"),
    ("In a dialog", "Next field, from the last to the button", "Enter"),
    ("In a list of what was found", "All others looked for, not found", "Alt+A"),
    ("In the chart of biomarkers", "From result to result, to another marker", "Arrow keys, Home, End"),
    ("In the chart of biomarkers", "Zoom in, zoom out, show all", "+, -, 0, Ctrl and the wheel"),
    ("In the chart of biomarkers", "Earlier, later", "Shift+Left, Shift+Right"),
    ("In the documents", "Open the document", "Enter"),
    ("In the documents", "Remove the document", "Delete"),
    ("In a document", "Larger, smaller", "Ctrl++, Ctrl+-"),
    ("In a dialog", "Do it, from its button or its only line", "Enter"),
    ("In a dialog", "Leave; asks first if something was typed", "Esc"),
    ("Everywhere", "To the next control, to the one before", "Tab, Shift+Tab"),
    ("Everywhere", "Open a menu by its letter", "Alt and the letter"),
)
"""Keys that belong to a control and to no menu."""


class _Keys(QAbstractTableModel):
    """The keys as rows."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self._keys = list(keys)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many keys there are."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Where, what, which keys."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._keys[index.row()][index.column()]
        return None


class ShortcutSheet(Frame):
    """``keys`` are those of the menus; those of single controls stand beneath them."""

    def __init__(self, look: Look, keys: Sequence[Key], parent: QWidget) -> None:
        super().__init__(look, "Keys", "", parent)
        self.search = QLineEdit()
        self.search.setProperty("field", "search")
        self.search.setPlaceholderText("What you want to do, or a key")
        self.search.setAccessibleName("Search the keys")
        self.search.setClearButtonEnabled(True)
        self._model = _Keys((*keys, *ELSEWHERE))
        self.shown = QSortFilterProxyModel(self)
        self.shown.setSourceModel(self._model)
        self.shown.setFilterKeyColumn(-1)
        self.shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = WordTable(look, self.shown, "Keys", "No key and no action has these words.", seen=6)
        self.body.addWidget(self.search)
        self.body.addWidget(self.table, 1)
        cancel, do = self.add_buttons("Close")
        cancel.hide()
        do.clicked.connect(self.accept)
        self.search.textChanged.connect(self._search)
        self.table.selectRow(0)
        self.ask_size(_WIDE, _HIGH)
        self.search.setFocus()

    def _search(self, words: str) -> None:
        self.shown.setFilterFixedString(words)
        self.table.selectRow(0)
