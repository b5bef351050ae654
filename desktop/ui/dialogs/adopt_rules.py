"""Looking at other rules: what they would change for the board's children, before a person adopts or leaves them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.files import write_whole
from desktop.services.history import note_list_out
from desktop.services.rule_changes import ProposedRules, RuleChanges, accept, changes_csv, look_at
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.messages import Messages
from desktop.ui.models.proof_model import ProofModel
from desktop.ui.models.rule_rows import CASES, CHILDREN, HEADS, TABLES, rows_of
from desktop.ui.proof_words import strays_words
from desktop.ui.tasks import CancelledError, Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.proof_delegate import ProofDelegate
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.tabs import Tabs, TabSpec
from desktop.ui.widgets.text import Text, settle
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import counted

_TOLD = "Every child is assessed by the rules of today and by these. Nothing changes unless you adopt them."
_READ_ONLY = "This board is open for reading only. Rules are adopted where it is open for writing."
_ROLE = "Your role does not adopt rules. A clinician or an administrator does."
_FAILING = "Rules that fail cannot be adopted; ask whoever made them."
_UNPROVED = "No worked case proves these rules: write a reason, and they can be adopted."


_NAMES = {
    CHILDREN: ("Children whose answer or grounds change", "No child would get another answer or other grounds."),
    TABLES: ("Rules that differ", "No rule is different."),
    CASES: ("Worked cases that fail", "No worked case fails."),
}


class AdoptRulesDialog(Frame):
    """Works it out at once; ``adopted`` carries the changes that were adopted. Esc stops and leaves."""

    adopted = Signal(object)

    def __init__(
        self,
        look: Look,
        desk: Desk,
        tasks: Tasks,
        messages: Messages,
        load: Callable[[], ProposedRules],
        parent: QWidget,
    ) -> None:
        super().__init__(look, "What would other rules change?", _TOLD, parent)
        self.ask_size(1120, 700)
        self._desk, self._tasks, self._messages, self._load = desk, tasks, messages, load
        self._stop = Event()
        self.changes: RuleChanges | None = None
        self._build()
        self.save = Button(look, "Save the list…", icon="save")
        self.save.clicked.connect(self._ask_where)
        self.save.hide()
        self.add_at_foot(self.save)
        self.held = Text(look, step="label", tone="caution", wrap=True)
        self.held.hide()
        self.add_beneath(self.held)
        # what is asked for stands in sight beside the sentence that asks for it, however large the text
        self.add_beneath(self._reason)
        self.cancel, self.do = self.add_buttons("Adopt these rules", cancel="Leave as it is")
        self.do.setEnabled(False)
        self.do.clicked.connect(self._accept)
        self._look()

    def reject(self) -> None:
        """Leaving stops work that is under way; what was begun is not done at all."""
        if not self.is_typed_in():
            self._stop.set()
        super().reject()

    def show_page(self, key: str) -> None:
        """Show children, tables or worked cases."""
        self.tabs.mark(key)
        self.pages.setCurrentWidget(self.tables[key])
        self._show_whole()

    def save_list(self, path: Path) -> None:
        """Write the children and why, by their numbers only, to a file."""
        if self.changes is None:
            return
        try:
            note_list_out(self._desk.board, len(self.changes.changed))
            write_whole(path, changes_csv(self._desk.library.labels, self.changes))
        except UserError as error:
            self.say_wrong(str(error))
        else:
            self.say_wrong("")
            self.sentence.setText(f"The list is saved as {path.name}; it has case numbers and no names.")

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the list", "rule-changes.csv", "Spreadsheet (*.csv)")
        if name:
            self.save_list(Path(name))

    def _look(self) -> None:
        desk, load, step = self._desk, self._load, self._step
        self._say("Assessing every child by both sets of rules…")
        self._tasks.start(lambda: look_at(desk.board, desk.library, load(), step), self._looked, self._failed)

    def _accept(self) -> None:
        changes, desk, reason, step = self.changes, self._desk, self.reason.text(), self._step
        if changes is None or not self.do.isEnabled():
            return
        self.do.setEnabled(False)
        self._say("Adopting: every group is worked out by the new rules…")
        self._tasks.start(
            lambda: accept(desk.board, desk.library, changes, reason, step),
            lambda _: self._done(changes),
            self._failed,
            owner=self,
        )

    def _done(self, changes: RuleChanges) -> None:
        self.adopted.emit(changes)
        self.accept()

    def _step(self, done: int, total: int) -> None:
        """Called from the working thread; the window hears of it on its own."""
        if self._stop.is_set():
            raise CancelledError
        if done * 100 // max(total, 1) != (done - 1) * 100 // max(total, 1):
            self._tasks.later(partial(self._show_progress, done, total))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _say(self, sentence: str) -> None:
        empty(self._told)
        self.progress.setRange(0, 0)
        self.progress.show()
        self._told.addWidget(Text(self.look, sentence, wrap=True))

    def _tell(self, part: str, statement: str, words: str) -> None:
        notice = Notice(self.look, part, statement, words)
        self._told.addWidget(notice)
        notice.show()

    def _looked(self, changes: RuleChanges) -> None:
        self.changes = changes
        self.progress.hide()
        empty(self._told)
        self._tell(*verdict(changes))
        if changes.unreadable:
            self._tell("caution", "", changes.unreadable)
        if changes.failures:
            told = f"{len(changes.failures):,} of {counted(changes.proved, 'worked case')} get another answer than the"
            self._tell("error", "These rules fail worked cases.", f"{told} one worked out by hand. {_FAILING}")
        if changes.proof.strays:
            self._tell("caution", "", strays_words(changes.proof.strays))
        self._show_rows(changes)
        self._reason.setVisible(self._acceptable())
        if changes.earlier == changes.proposed.checksum:
            self._only_close()
        self._allow()
        settle(self)
        if not changes.changed and not changes.failures:
            self.cancel.setFocus()
        elif self.look.is_large:
            # what would change is read first: the keyboard in the list would scroll it out of sight
            self.tabs.focus(self._shown())
        else:
            self.tables[self._shown()].setFocus()

    def _show_rows(self, changes: RuleChanges) -> None:
        names = {CHILDREN: "Children", TABLES: "Rules", CASES: "Worked cases that fail"}
        specs = []
        for key, name in names.items():
            rows = rows_of(self._desk.library.labels, changes, key)
            self.models[key].show_rows(rows)
            self.tables[key].selectRow(0)
            count = len(changes.changed) if key == CHILDREN else len(rows)
            specs += [TabSpec(key, name, count)] if rows or key != CASES else []
        current = CASES if changes.failures else CHILDREN if changes.changed else TABLES
        self.tabs.show_tabs(specs, current)
        self._results.show()
        self.save.setVisible(bool(changes.changed))
        self.show_page(current)

    def _allow(self) -> None:
        """Whether they can be adopted now; if not, what that waits for."""
        changes = self.changes
        acceptable = self._acceptable()
        waits = acceptable and changes is not None and changes.unproved and not self.reason.text().strip()
        self.do.setEnabled(acceptable and not waits)
        other = changes is not None and changes.earlier != changes.proposed.checksum
        may_not = _READ_ONLY if self._desk.board.read_only else "" if self._desk.may(Right.RULES) else _ROLE
        self.held.setText(_UNPROVED if waits else may_not or _FAILING)
        self.held.setVisible(other and not self.do.isEnabled())

    def _only_close(self) -> None:
        """Nothing can be adopted here, whatever is done: no button that never comes alive."""
        self.do.hide()
        self.cancel.setText("Close")

    def _acceptable(self) -> bool:
        changes = self.changes
        if changes is None or changes.failures or not self._desk.may(Right.RULES):
            return False
        return changes.earlier != changes.proposed.checksum

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        empty(self._told)
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            super().reject()
            self._messages.report(error)
            return
        self.do.setEnabled(False)
        self._only_close()
        self._tell("error", "Nothing was changed.", f"These rules cannot be used. {error}")
        settle(self)
        self.cancel.setFocus()

    def _show_whole(self, *_: object) -> None:
        """What the row under the bar does not say itself."""
        key = self._shown()
        rows, place = self.models[key].rows, self.tables[key].currentIndex().row()
        self.whole.setText(rows[place].whole if 0 <= place < len(rows) else "")
        self.whole.setVisible(bool(self.whole.text()))

    def _shown(self) -> str:
        return next((key for key, table in self.tables.items() if table is self.pages.currentWidget()), CHILDREN)

    def _build(self) -> None:
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self._told = QVBoxLayout()
        self._told.setSpacing(8)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("for example: agreed by the team on 24 Nov")
        self.reason.textChanged.connect(self._allow)
        self._reason = QWidget()
        kept = labelled(self.look, "Reason, kept in the history", self.reason)
        kept.setContentsMargins(0, 0, 0, 0)
        self._reason.setLayout(kept)
        self._reason.hide()
        self.body.addWidget(self.progress)
        self.body.addLayout(self._told)
        self.body.addWidget(self._result_widgets(), 1)
        self.body.addStretch(0)

    def _result_widgets(self) -> QWidget:
        self._results = QWidget()
        self.tabs = Tabs(self.look)
        self.tabs.picked.connect(self.show_page)
        self.pages = QStackedWidget()
        self.models = {key: ProofModel(heads) for key, heads in HEADS.items()}
        self.tables = {key: self._table(key) for key in HEADS}
        self.whole = Text(self.look, step="label", wrap=True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self._results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        column.addWidget(self.whole)
        self._results.hide()
        return self._results

    def _table(self, key: str) -> WordTable:
        model, (name, none) = self.models[key], _NAMES[key]
        dress = partial(ProofDelegate, model=model, verdict=-1)
        table = WordTable(self.look, model, name, none, seen=5, dress=dress)
        table.selectionModel().currentRowChanged.connect(self._show_whole)
        self.pages.addWidget(table)
        return table


def verdict(changes: RuleChanges) -> tuple[str, str, str]:
    """What would change, in a notice: how many children get another answer, other grounds, or nothing new."""
    if changes.earlier == changes.proposed.checksum:
        return "note", "The board has adopted these rules already.", ""
    regrouped, others = changes.regrouped, len(changes.changed) - changes.regrouped
    same = changes.cases - len(changes.changed)
    told = [f"{counted(same, 'child', 'children')} would not change."]
    if others:
        told.insert(0, f"{counted(others, 'child', 'children')} would keep the answer, by other rows.")
    if changes.proved and not changes.failures:
        told.append(f"All {changes.proved:,} worked cases of these rules pass.")
    elif not changes.proved:
        told.append("No worked cases came with these rules, so nothing proves them.")
    if not changes.earlier:
        told.append("The board kept no rules: its list alone says what was answered before.")
    words = " ".join(told)
    if regrouped:
        return "caution", f"{counted(regrouped, 'child', 'children')} would get another answer.", words
    return "note", "No child would get another answer.", words
