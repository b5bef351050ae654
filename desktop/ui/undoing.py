"""Undo and redo in the window: what the next step is called, doing it, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.undoing import StepRefusedError, Steps, UndoStep, begin, read_on, redo, undo
from desktop.ui.desk import Desk
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.words import clock_words

if TYPE_CHECKING:
    from desktop.clinical.case import Case

UNDO_KEYS, REDO_KEYS = ("Ctrl+Z",), ("Ctrl+Y", "Ctrl+Shift+Z")
AT_ONCE = 50
"""A step of more cases than this is taken back beside the window, which stays alive."""

UNDID = "Undid"

UseCase = Callable[..., "list[Case]"]


class Undoing(QObject):
    """``changed``: there is another next step. ``done`` carries the cases as they are now, and what was done to them.

    ``state`` carries the words of the save state and their tone. ``refused`` carries a step that stands before older
    ones and cannot be taken back, and the sentence that says why: the person may skip it.
    """

    changed = Signal()
    done = Signal(object, str)
    state = Signal(str, str)
    refused = Signal(object, str)

    def __init__(self, desk: Desk, tasks: Tasks, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._messages = desk, tasks, messages
        self._steps = begin(desk.board) if desk.may(Right.EDIT) else Steps(seen=0)
        self._told = self._steps.seen
        self._busy = False
        self._skipped: frozenset[int] = frozenset()

    @property
    def next_undo(self) -> UndoStep | None:
        """The step that would be undone, or None; also while one is being undone."""
        return self._next(self._steps.undo)

    @property
    def next_redo(self) -> UndoStep | None:
        """The step that would be done again, or None."""
        return self._next(self._steps.redo)

    def _next(self, steps: tuple[UndoStep, ...]) -> UndoStep | None:
        left = self._left(steps)
        return None if self._busy or not left else left[-1]

    def _left(self, steps: tuple[UndoStep, ...]) -> tuple[UndoStep, ...]:
        """The steps that the person has not skipped."""
        return tuple(one for one in steps if one.first not in self._skipped)

    def refresh(self) -> None:
        """Read what was written meanwhile."""
        if not self._desk.may(Right.EDIT):
            return
        try:
            self._steps = read_on(self._desk.board, self._steps)
        except UserError as error:
            self._messages.report(error)
        self.changed.emit()

    def names(self) -> dict[str, str]:
        """What the menu says: ``Undo change of MYCN``, ``Undo typing``, or the bare verb where there is nothing."""
        step, back = self.next_undo, self.next_redo
        undone = "typing" if typed_in() else step.name if step else ""
        return {"undo": f"Undo {undone}".strip(), "redo": f"Redo {back.name}" if back else "Redo"}

    def possible(self) -> set[str]:
        """Which of ``undo`` and ``redo`` can be chosen."""
        found = {"undo"} if self.next_undo or typed_in() else set()
        return found | ({"redo"} if self.next_redo else set())

    def way_back(self, words: str) -> tuple[str, Callable[[], None], str]:
        """What a confirmation offers: redo after an undo, else undo, of this very step; with its key."""
        if words.startswith(UNDID) and self.next_redo:
            return "Redo", partial(self.redo, self.next_redo), REDO_KEYS[0]
        return "Undo", partial(self.undo, self.next_undo), UNDO_KEYS[0]

    def take_new(self) -> bool:
        """Whether there is a step that nobody has been told of; asking is telling."""
        step, told = self.next_undo, self._told
        self._told = self._steps.seen
        return step is not None and step.first > told

    def undo(self, step: UndoStep | None = None) -> None:
        """Take a step back: the one that was offered by name, or the last."""
        self._take(undo, step or self.next_undo, self._steps.undo, UNDID)

    def redo(self, step: UndoStep | None = None) -> None:
        """Do a step again: the one that was offered by name, or the one undone last."""
        self._take(redo, step or self.next_redo, self._steps.redo, "Redid")

    def skip(self, step: UndoStep) -> None:
        """Leave a step as it is, and go on to the one before it. Nothing is undone by this."""
        self._skipped |= {step.first}
        self.changed.emit()

    def _take(self, use_case: UseCase, step: UndoStep | None, there: tuple[UndoStep, ...], verb: str) -> None:
        if step is None:
            return
        if self._busy or step not in there:
            why = "another step is still being taken back" if self._busy else "it was taken back already"
            self._messages.report(UserError(f"Nothing was done about the {step.name}, because {why}."))
            return
        self._run(use_case, step, verb)

    def _run(self, use_case: UseCase, step: UndoStep, verb: str) -> None:
        work = partial(use_case, self._desk.board, self._desk.library, step)
        self._busy = True
        self.state.emit("Saving…", "text2")
        if step.cases > AT_ONCE:
            self.changed.emit()
            self._tasks.start(work, lambda cases: self._finish(cases, step, verb), partial(self._fail, step))
            return
        try:
            cases = work()
        except Exception as error:  # whatever it is: it is reported, and undo goes on
            self._fail(step, error)
        else:
            self._finish(cases, step, verb)

    def _finish(self, cases: list[Case], step: UndoStep, verb: str) -> None:
        self._busy = False
        self.refresh()
        self._told = self._steps.seen
        self.state.emit(f"Saved {clock_words(self._desk.now())}", "text")
        where = f" in case {cases[0].number}" if len(cases) == 1 else ""
        self.done.emit(cases, f"{verb} {step.name}{where}")

    def _fail(self, step: UndoStep, error: BaseException) -> None:
        self._busy = False
        self.changed.emit()
        self.state.emit(f"Not saved: {error}" if isinstance(error, UserError) else "Not saved", "error")
        if isinstance(error, StepRefusedError) and self._stands_before_others(step):
            self.refused.emit(step, str(error))
        else:
            self._messages.report(error)

    def _stands_before_others(self, step: UndoStep) -> bool:
        """Whether it is the next one, and there is another one beneath it."""
        return any(len(left) > 1 and left[-1] == step for left in map(self._left, (self._steps.undo, self._steps.redo)))


class UndoKeys(QObject):
    """Stands before the text field with the keyboard: undo and redo take back typing first, then what was saved.

    A text field claims these keys for itself even where it has nothing to undo; then they go on to the window.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Only one field at a time is listened to: a filter for the whole application slows every event down."""
        for widget in (old, new):
            if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
                widget.removeEventFilter(self)
        if isinstance(new, (QLineEdit, QPlainTextEdit, QTextEdit)):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the keys by a field that has no typing of its own."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        wanted = _wanted(event)
        if not wanted or has_typing(watched, back=wanted == "undo"):
            return False
        event.ignore()
        return True


def has_typing(editor: object, *, back: bool) -> bool:
    """Whether a field holds typing that is not saved yet and can be taken back, or brought back again."""
    if isinstance(editor, QLineEdit):
        return editor.isModified() and editor.isUndoAvailable() if back else editor.isRedoAvailable()
    if isinstance(editor, (QPlainTextEdit, QTextEdit)):
        text = editor.document()
        return text.isModified() and text.isUndoAvailable() if back else text.isRedoAvailable()
    return False


def typed_in() -> QLineEdit | QPlainTextEdit | None:
    """The field with the keyboard, if it holds typing that can be taken back."""
    editor = QApplication.focusWidget()
    if isinstance(editor, (QLineEdit, QPlainTextEdit)) and has_typing(editor, back=True):
        return editor
    return None


def _wanted(event: QKeyEvent) -> str:
    pressed = QKeySequence(event.keyCombination())
    if pressed in [QKeySequence(one) for one in UNDO_KEYS]:
        return "undo"
    return "redo" if pressed in [QKeySequence(one) for one in REDO_KEYS] else ""
