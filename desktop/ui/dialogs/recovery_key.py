"""The recovery key: shown once, to print or save, and typed back in part before it can be left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from desktop.clinical.errors import UserError
from desktop.services.files import write_whole
from desktop.ui.dialogs.body import Leaf
from desktop.ui.dialogs.typed_back import GROUPS_A_LINE, TypedBack, line_words
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text

_GAP = "   "
_FILE = "crestboard-recovery-key.txt"


def sheet(board: str, key: str) -> str:
    """What is printed or saved: which board, the key, what it is for."""
    return (
        f"Crestboard recovery key\n\nBoard: {board}\n\n{in_lines(key)}\n\n"
        "It opens the board if every passphrase is forgotten, even if the key file of the board is lost.\n"
        "Whoever has it and the board's folder can read everything: keep it in a safe, away from the computer.\n"
    )


def in_lines(key: str) -> str:
    """The key in lines of a few groups, as it is read and copied."""
    groups = key.split("-")
    return "\n".join(_GAP.join(groups[at : at + GROUPS_A_LINE]) for at in range(0, len(groups), GROUPS_A_LINE))


class KeyText(Text):
    """The key with its groups beneath each other, so that none is skipped or read twice while it is copied."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, step="lead", weight=STRONG, identifier=True)
        self._note = look.font("label")

    def sizeHint(self) -> QSize:
        """As wide as the number of the line and the groups behind it, each as wide as the widest at its place."""
        return QSize(self._starts()[-1] - self.fontMetrics().horizontalAdvance(_GAP), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """No group is shortened."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw group by group, and before each line its number."""
        painter, metrics, starts = QPainter(self), self.fontMetrics(), self._starts()
        for row, line in enumerate(self.text().split("\n")):
            base = row * metrics.lineSpacing() + metrics.ascent()
            painter.setFont(self._note)
            painter.setPen(self._look.colour("text2"))
            painter.drawText(0, base, line_words(row))
            painter.setFont(self.font())
            painter.setPen(self.palette().color(self.foregroundRole()))
            for place, group in enumerate(line.split()):
                painter.drawText(starts[place], base, group)

    def _starts(self) -> list[int]:
        """Where the groups of a line begin, and where one more would."""
        metrics, lines = self.fontMetrics(), [line.split() for line in self.text().split("\n")]
        starts = [QFontMetrics(self._note).horizontalAdvance(f"{line_words(1)}{_GAP}  ")]
        for place in range(GROUPS_A_LINE):
            widest = max((metrics.horizontalAdvance(line[place]) for line in lines if place < len(line)), default=0)
            starts.append(starts[-1] + widest + metrics.horizontalAdvance(_GAP))
        return starts


class RecoveryKeyPage(Leaf):
    """``confirmed`` is emitted once two groups were typed back, or where ``skippable`` it was said that it is not kept.

    ``kept`` tells which. From the moment it was printed or saved the key is read there: here it is covered.
    """

    confirmed = Signal()

    def __init__(self, look: Look, *, skippable: bool = False) -> None:
        super().__init__("Recovery key")
        self._look, self._key, self._board, self._skippable = look, "", "", skippable
        self.kept = True
        self.title = Text(look, step="title", weight=STRONG, wrap=True)
        self.key = KeyText(look)
        self.told = Text(look, step="label", tone="text2", wrap=True)
        self.cover = Button(look, "Show the key again", kind="link")
        self.asked = Text(look, "Type these two groups from the paper or the file", tone="text2", wrap=True)
        self.back = TypedBack(look)
        self.last = self.back.fields[0]
        """Where typing it back begins."""
        self.done = Button(look, "Open the board", kind="primary")
        self.not_kept = Button(look, "Continue without the key…", kind="link")
        self.warning = self._warn()
        self.done.setEnabled(False)
        self.back.changed.connect(self._typed)
        self.back.wanted.connect(self._confirm)
        self.done.clicked.connect(self._confirm)
        self.not_kept.clicked.connect(lambda: self._ask_not_kept(asking=True))
        self.cover.clicked.connect(lambda: self._show_key(covered=False))
        self._lay_out()

    def show_key(self, board: str, key: str) -> None:
        """Show the key of a new board, or the new key of a board."""
        self._board, self._key, self.kept = board, key, True
        self.told.setText("")
        self.title.setText("Print or save the recovery key now")
        self._show_key(covered=False)
        self._ask_not_kept(asking=False)
        self.back.ask(key.split("-"))

    def _show_key(self, *, covered: bool) -> None:
        shown = "-".join("•" * len(group) for group in self._key.split("-")) if covered else self._key
        self.key.setText(in_lines(shown))
        self.key.setAccessibleName("Recovery key, covered" if covered else f"Recovery key {self._key}")
        self.cover.setVisible(covered)

    def save_to(self, path: Path) -> None:
        """Write the sheet to a file that only its owner can read."""
        self._try(lambda: write_whole(path, sheet(self._board, self._key).encode()), f"Saved as {path.name}.", "saved")

    def print_with(self, printer: QPrinter) -> None:
        """Print the sheet."""
        painter = QPainter(printer)
        font = QFont(self._look.identifier_font("body"))
        font.setPointSizeF(11)
        painter.setFont(font)
        area = printer.pageLayout().paintRectPixels(printer.resolution())
        painter.drawText(area.translated(-area.topLeft()), 0x1000, sheet(self._board, self._key))  # Qt.TextWordWrap
        painter.end()
        self._is_out("Sent to the printer.", "printed")

    def _typed(self) -> None:
        self.done.setEnabled(self.back.right)
        if wrong := [one for one in self.back.wrongs if one.text()]:
            self.area.bring(*wrong)

    def _confirm(self) -> None:
        if self.back.right:
            self.kept = True
            self.confirmed.emit()

    def _go_without(self) -> None:
        self.kept = False
        self.confirmed.emit()

    def _ask_not_kept(self, *, asking: bool) -> None:
        self.warning.setVisible(asking)
        self.not_kept.setVisible(self._skippable and not asking)
        for part in (self.asked, self.back, self.done):
            part.setVisible(not asking)
        if asking:
            self.to_key.setFocus()

    def _warn(self) -> Notice:
        """What it means, with the way back first."""
        told = (
            "If all passphrases are forgotten, nobody can open the board again. An administrator can make a new "
            "recovery key later by renewing the board's key."
        )
        notice = Notice(self._look, "caution", "Continue without keeping the recovery key?", told, wide=True)
        self.to_key = notice.add_action("Back to the key", self._to_key)
        self.without = notice.add_action("Continue without it", self._go_without, kind="danger")
        notice.hide()
        return notice

    def _to_key(self) -> None:
        self._ask_not_kept(asking=False)
        self._show_key(covered=False)
        self.last.setFocus()

    def _try(self, call: Callable[[], object], success: str, done: str) -> None:
        try:
            call()
        except UserError as error:
            self.told.setText(str(error))
            return
        self._is_out(success, done)

    def _is_out(self, told: str, done: str) -> None:
        """It is on paper or in a file, and now checked there."""
        self.told.setText(told)
        self.title.setText(f"Check the recovery key you {done}")
        self._show_key(covered=True)

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the recovery key", _FILE, "Text (*.txt)")
        if name:
            self.save_to(Path(name))

    def _ask_printer(self) -> None:
        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            self.print_with(printer)

    def _lay_out(self) -> None:
        look = self._look
        column = self.column
        self.head.addWidget(self.title)
        column.addWidget(
            Text(
                look,
                "Shown on this page only, and never again afterwards. It opens the board if a passphrase is "
                "forgotten. If all passphrases and this key are lost, nobody can open the board again.",
                tone="text2",
                wrap=True,
            )
        )
        column.addSpacing(6)
        block = QFrame()
        block.setProperty("part", "block")
        inside = QVBoxLayout(block)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.addWidget(self.key)
        covered = QHBoxLayout()
        covered.addWidget(self.cover)
        covered.addStretch(1)
        inside.addLayout(covered)
        column.addWidget(Text(look, "Recovery key", step="label", weight=STRONG, tone="text2"))
        column.addWidget(block)
        row = QHBoxLayout()
        row.setSpacing(10)
        for words, icon, call in (("Print…", "print", self._ask_printer), ("Save…", "save", self._ask_file)):
            button = Button(look, words, icon=icon)
            button.clicked.connect(call)
            row.addWidget(button)
        row.addWidget(self.told, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        column.addSpacing(6)
        column.addWidget(self.asked)
        column.addWidget(self.back)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.done)
        foot.addWidget(self.not_kept)
        foot.addStretch(1)
        self.foot.addWidget(self.warning)
        self.foot.addLayout(foot)
