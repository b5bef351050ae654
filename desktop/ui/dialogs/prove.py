"""Proving the rules from the window: worked cases, asked here and now of the rules that the board works with."""

from __future__ import annotations

from functools import partial
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.proving import Proof, TableProof
from desktop.services.proving import prove_rules
from desktop.services.rule_packs import pack_words
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.messages import Messages
from desktop.ui.models.proof_model import CASE_HEADS, TABLE_HEADS, ProofModel, case_rows, table_rows
from desktop.ui.proof_words import strays_words, verdict_words
from desktop.ui.tasks import CancelledError, Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.proof_delegate import ProofDelegate
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text, settle
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import clock_words, counted

_TOLD = (
    "The rules that this board works with answer worked cases: children on paper, worked out by hand from the sources. "
    "No child of the board is read or changed."
)
_TABLES_SEEN, _CASES_SEEN = 5, 4
_NO_TABLE, _NO_CASE = "No table was asked.", "No worked case comes with this table, so nothing proves it."


class ProveDialog(Frame):
    """Starts at once, unless ``start`` says otherwise; F5 proves again, Esc stops and leaves."""

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, parent: QWidget, *, start: bool = True
    ) -> None:
        super().__init__(look, "Prove the rules", _TOLD, parent)
        self.ask_size(1120, 720)
        self._desk, self._tasks, self._messages = desk, tasks, messages
        self._stop = Event()
        self._working = False
        self.proof: Proof | None = None
        self._pack = pack_words(desk.board)
        self._tables: tuple[TableProof, ...] = ()
        self._build()
        self.cancel, self.do = self.add_buttons("Prove again", cancel="Close")
        self.do.set_shortcut("F5")
        self.do.clicked.connect(self._press)
        QShortcut(QKeySequence("F5"), self, self.prove)
        if start:
            self.prove()

    def prove(self) -> None:
        """Ask all rules all cases, beside the window's own work."""
        if self._working:
            return
        self.say_running()
        self._stop = stop = Event()
        library = self._desk.library

        def step(done: int, total: int) -> None:
            if stop.is_set():
                raise CancelledError
            if done == total or done * 50 // total != (done - 1) * 50 // total:
                self._tasks.later(partial(self.show_progress, done, total))

        self._tasks.start(lambda: prove_rules(library, step), self._proved, self.end)

    def reject(self) -> None:
        """Leaving stops work that is under way."""
        self._stop.set()
        super().reject()

    def say_running(self) -> None:
        """Nothing is proved until everything was asked."""
        self._working = True
        self.proof = None
        empty(self._told)
        self._asked = Text(self.look, "Asking the worked cases…", wrap=True)
        self._told.addWidget(self._asked)
        self.progress.setRange(0, 0)
        self.progress.show()
        self._results.hide()
        self.do.set_words("Stop")
        self.do.set_shortcut("")
        self.do.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """How many cases were asked, of how many."""
        if self._working:
            self.progress.setRange(0, max(total, 1))
            self.progress.setValue(done)
            self._asked.setText(f"Asking the worked cases… {done:,} of {total:,}")

    def _press(self) -> None:
        if self._working:
            self._stop.set()
        else:
            self.prove()

    def _proved(self, proof: Proof) -> None:
        self.proof = proof
        statement, words = verdict_words(proof)
        sound = proof.passed and not proof.failed
        asked = f"Checked at {clock_words(self._desk.now())}: {self._pack}."
        self._rest("note" if sound else "error", statement, f"{words} {asked}")
        if proof.strays:
            self._tell("caution", "", strays_words(proof.strays))
        self._tables = proof.tables
        self.tables.show_rows(table_rows(proof.tables))
        wrong = next((place for place, one in enumerate(proof.tables) if one.failed), 0)
        self._results.show()
        self.table.selectRow(wrong)
        settle(self)
        self.table.setFocus()

    def end(self, error: BaseException) -> None:
        """It was stopped, or could not be done: then nothing is proved."""
        if isinstance(error, CancelledError):
            self._rest("caution", "Stopped: nothing is proved.", "Prove the rules again before you rely on them.")
        elif isinstance(error, UserError):
            told = f"{error} Do not rely on the rules until a proof of them passes."
            self._rest("error", "The rules could not be proved.", told)
        else:
            self.reject()
            self._messages.report(error)
            return
        settle(self)
        self.do.setFocus()

    def _rest(self, part: str, statement: str, words: str) -> None:
        self._working = False
        self.progress.hide()
        empty(self._told)
        self._tell(part, statement, words)
        self.do.set_words("Prove again")
        self.do.set_shortcut("F5")

    def _tell(self, part: str, statement: str, words: str) -> None:
        notice = Notice(self.look, part, statement, words)
        self._told.addWidget(notice)
        notice.show()

    def _show_cases(self, *_: object) -> None:
        """The cases of the table under the bar."""
        place = self.table.currentIndex().row()
        if not 0 <= place < len(self._tables):
            return
        one = self._tables[place]
        self.cases.show_rows(case_rows(self._desk.library.labels, one))
        told = counted(len(one.cases), "worked case") if one.cases else "no worked case"
        self._name.setText(f"{one.table.title}: {told}")
        self.case_table.setAccessibleName(f"Worked cases of {one.table.title}")
        self.case_table.selectRow(0)
        self._show_whole()

    def _show_whole(self, *_: object) -> None:
        """What is known of the case under the bar, and its source."""
        place = self.case_table.currentIndex().row()
        self.whole.setText(self.cases.rows[place].whole if 0 <= place < len(self.cases.rows) else "")

    def _build(self) -> None:
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of the proof")
        self.progress.hide()
        self._told = QVBoxLayout()
        self._told.setSpacing(8)
        self.body.addWidget(self.progress)
        self.body.addLayout(self._told)
        self.body.addWidget(self._result_widgets(), 1)
        self.body.addStretch(0)

    def _result_widgets(self) -> QWidget:
        look = self.look
        self._results = QWidget()
        models = self.tables, self.cases = ProofModel(TABLE_HEADS), ProofModel(CASE_HEADS)
        verdicts = [heads.index("Result") for heads in (TABLE_HEADS, CASE_HEADS)]
        dress = [partial(ProofDelegate, model=one, verdict=at) for one, at in zip(models, verdicts, strict=True)]
        self.table = WordTable(
            look, self.tables, "Tables that were asked", _NO_TABLE, seen=_TABLES_SEEN, dress=dress[0]
        )
        self.case_table = WordTable(look, self.cases, "Worked cases", _NO_CASE, seen=_CASES_SEEN, dress=dress[1])
        self._name = Text(look, step="label", weight=STRONG, tone="text2", wrap=True)
        self.whole = Text(look, step="label", wrap=True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self._results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 2)
        column.addWidget(self._name)
        column.addWidget(self.case_table, 3)
        column.addWidget(self.whole)
        self.table.selectionModel().currentRowChanged.connect(self._show_cases)
        self.case_table.selectionModel().currentRowChanged.connect(self._show_whole)
        self._results.hide()
        return self._results
