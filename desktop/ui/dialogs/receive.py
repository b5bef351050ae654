"""Receiving a record: whose it is, what is in it and whether the child is here; then it is stored or left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from textwrap import wrap

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.history_words import HistoryWords
from desktop.services.receiving import Alike, SeenRecord, look_at_record, receive_record
from desktop.services.record_places import refusal_words
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.messages import Messages
from desktop.ui.statements import Statement
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Text, settle
from desktop.ui.words import capital, counted, who_words

_NAMES = 160
_NEW = "No case here has its numbers: it becomes a new case. That can be undone as one step: Edit, Undo."
_ALIKE = (
    "Name or date of birth are alike. Look at that case first: were it one child, its record would lie in two cases, "
    "and neither would have all of it."
)
_MADE_UP = "It is a demonstration child, and is marked as one on every page and in every list."
_COMPARE = "Put both side by side: what is new comes in, what differs you choose, nothing is overwritten."


class ReceiveDialog(Frame):
    """Nothing is stored before it is confirmed. ``received`` carries the new case, ``wanted`` one that is here.

    ``compare``: the record (its path) is to be taken into the case that is here.

    The title and the window's title name no child.
    """

    received = Signal(object)
    wanted = Signal(object)
    compare = Signal(object)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, path: Path, parent: QWidget) -> None:
        super().__init__(look, "Receive a record", path.name, parent)
        self.ask_size(720, 340)
        self._desk, self._tasks, self._messages, self._path = desk, tasks, messages, path
        self._working, self._ended = False, False
        self.seen: SeenRecord | None = None
        self._told = QVBoxLayout()
        self._told.setSpacing(8)
        self.child = Text(look, weight=MEDIUM, wrap=True)
        self.child.hide()
        self.facts = StatementGrid(look, _NAMES)
        self.add_above(self.child)
        self.body.addLayout(self._told)
        self.body.addSpacing(4)
        self.body.addWidget(self.facts)
        self.body.addStretch(1)
        self.cancel, self.do = self.add_buttons("Receive")
        self.do.clicked.connect(self._receive)
        QShortcut(QKeySequence("F5"), self, self.read_again)
        self.read_again()

    def reject(self) -> None:
        """Storing is waited for: it takes a moment, and afterwards there is undo."""
        if not self._working:
            self._ended = True
            super().reject()

    def read_again(self) -> None:
        """Read the file, or read it again after it was mended; nothing is stored."""
        if self._working:
            return
        desk, path = self._desk, self._path
        self.do.setEnabled(False)
        self._clear()
        self._told.addWidget(Text(self.look, "Reading the file…", wrap=True))
        self._tasks.start(
            partial(look_at_record, desk.board, desk.library, path, desk.today()), self._show, self._refused
        )

    def _show(self, seen: SeenRecord) -> None:
        if self._ended:
            return
        self.seen = seen
        self._name_child(seen.case)
        empty(self._told)
        self._tell_whether_here(seen)
        if seen.case.demonstration:
            self._tell(Notice(self.look, "caution", "This child does not exist.", _MADE_UP))
        if seen.in_pdf:
            sure = seen.seal is not None
            head = "The signature holds." if sure else "Not signed."
            self._tell(Notice(self.look, "note" if sure else "caution", head, seen.signed_words))
        if seen.documents:
            titles = "".join(f"\n•\u00a0{one.title}" for one in seen.documents)
            self._tell(Notice(self.look, "caution", "Documents stay where they are.", f"{seen.not_in_it}{titles}"))
        if seen.doubts:
            self._tell(Notice(self.look, "caution", "Please check.", "\n".join(seen.doubts)))
        self.facts.show_statements(self._facts(seen))
        self._can_receive(seen.here is None)
        settle(self)
        # what is to be looked at first is not taken with the next Enter
        clear = seen.here is None and not seen.alike and not seen.doubts
        (self.do if clear else self.cancel).setFocus()

    def _name_child(self, case: Case | None) -> None:
        """Whose record it is stands above everything and never scrolls away."""
        if case is not None:
            self.child.setText("  ·  ".join(who_words(case)))
        self.child.setVisible(case is not None)

    def _tell_whether_here(self, seen: SeenRecord) -> None:
        if seen.here is None:
            self._tell(Notice(self.look, "note", "Nothing was received yet.", _NEW))
            for one in seen.alike:
                self._tell_alike(one)
            return
        here = seen.here
        if here.in_bin:
            words = f"{here.statement}. {capital(here.way_out)}: a case in the bin takes nothing in."
            notice = Notice(self.look, "error", "Nothing was received.", words, wide=True)
        else:
            notice = Notice(self.look, "note", "Nothing was received yet.", f"{here.statement}. {_COMPARE}", wide=True)
            self.compare_button = notice.add_action("Compare and take in…", self._compare, icon="again")
            self.compare_button.setAutoDefault(False)
        notice.add_action(f"Open case {here.number}", lambda: self._open(here.key), icon="cases").setAutoDefault(False)
        self._tell(notice)

    def _compare(self) -> None:
        self.reject()
        self.compare.emit(self._path)

    def _tell_alike(self, one: Alike) -> None:
        notice = Notice(self.look, "caution", f"Case {one.number} may be the same child.", _ALIKE, wide=True)
        notice.add_action(f"Open case {one.number}", lambda: self._open(one.key), icon="cases").setAutoDefault(False)
        self._tell(notice)

    def _open(self, key: object) -> None:
        self.reject()
        self.wanted.emit(key)

    def _facts(self, seen: SeenRecord) -> tuple[Statement, ...]:
        """What is in it, in the words of the page; the digest in pieces that can be compared."""
        case, labels, kind = seen.case, self._desk.library.labels, HistoryWords(self._desk.library).kind
        kinds = ", ".join(f"{kind(table)} {number}" for table, number in seen.kinds.items())
        results = f"{counted(seen.results, 'entry', 'entries')}: {kinds}" if kinds else "none"
        days = [
            Statement(labels.name(name), labels.answer(name, answer), answer.silence)
            for name, answer in (("born", case.born), ("diagnosed", case.diagnosed))
        ]
        shelf = self._desk.library.shelf
        plans = ", ".join(shelf.title(one.template) or one.template for one in case.plans)
        return (
            *days,
            Statement("Entries", results),
            Statement("Treatment plans", plans or "none"),
            Statement("Digest of the file", " ".join(wrap(seen.digest, 8))),
        )

    def _receive(self) -> None:
        if self.seen is None or self._working:
            return
        desk, path, digest = self._desk, self._path, self.seen.digest
        self._working = True
        self.do.setEnabled(False)
        self._tasks.start(
            partial(receive_record, desk.board, desk.library, path, shown=digest, today=desk.today()),
            self._stored,
            self._refused,
        )

    def _stored(self, done: tuple[Case, SeenRecord]) -> None:
        self._working = False
        self.accept()
        self.received.emit(done[0])

    def _refused(self, error: BaseException) -> None:
        """What cannot be read or stored is said in place; the file can be mended and read again."""
        self._working = False
        if self._ended:
            return
        if not isinstance(error, UserError):
            self.reject()
            self._messages.report(error)
            return
        self._clear()
        notice = Notice(self.look, "error", "Nothing was received.", self._why(error), wide=True)
        again = notice.add_action("Try again", self.read_again, icon="again", shortcut="F5")
        self._tell(notice)
        self._can_receive(False)
        settle(self)
        again.setFocus()

    def _why(self, error: UserError) -> str:
        return refusal_words(self._desk.library, error)

    def _clear(self) -> None:
        """Nothing of a record that is not shown any more."""
        self.seen = None
        self._name_child(None)
        self.facts.show_statements(())
        empty(self._told)

    def _can_receive(self, can: bool) -> None:
        """Where nothing can be received there is only the way out."""
        self.do.setVisible(can)
        self.do.setEnabled(can)
        self.cancel.set_words("Cancel" if can else "Close")

    def _tell(self, notice: Notice) -> None:
        self._told.addWidget(notice)
        notice.show()  # what is not seen yet takes no focus
