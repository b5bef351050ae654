"""Adding documents: each file is read and described, then all are stored; one that is refused says why and stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.clinical.answers import known
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.attachments import Seen, Source, add_attachment, look_at
from desktop.services.document_kinds import kind_of
from desktop.services.file_names import title_of
from desktop.services.media_types import PICTURES, media_words
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.documents.fields import DocumentFields, Told
from desktop.ui.messages import Messages
from desktop.ui.tasks import CancelledError, Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.text import ElidedText, Line, Text, WrongText, settle
from desktop.ui.words import counted, size_words

_SENTENCE = "An encrypted copy is kept on this board and in its backups. The original file is not moved."


class _Row(QWidget):
    """One file: its name and what it is, and the fields; or why it cannot be added."""

    def __init__(self, look: Look, desk: Desk, source: Source, place: str, about: str) -> None:
        super().__init__()
        self.source = source
        self.seen: Seen | None = None
        self.is_added = False
        name = ElidedText(look, f"{place}{source.name}", weight=MEDIUM)
        self.what = Text(look, "waiting", step="label", tone="text2")
        labels = desk.library.labels
        self._kind = kind_of(labels, source.name)
        self.fields = DocumentFields(look, labels, desk.today, title_of(source.name), self._kind, None, about)
        self.wrong = WrongText(look)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(name, 1)
        head.addWidget(self.what)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.fields)
        column.addWidget(self.wrong)
        self.fields.refused.connect(self.wrong.say)

    def show_seen(self, seen: Seen) -> None:
        """What the file is; a picture whose name says nothing else is proposed as a photograph."""
        self.seen = seen
        self.what.setText(f"{media_words(seen.media_type, self.source.name)}, {size_words(seen.size)}")
        if self._kind is None and seen.media_type in PICTURES:
            self.fields.kind.set_answer(known(AttachmentKind.PHOTOGRAPH))

    def refuse(self, sentence: str) -> None:
        """Why it was not added; a file that cannot be read has no fields."""
        self.fields.setVisible(self.seen is not None)
        self.what.setText("" if self.seen is None else self.what.text())
        self.wrong.say(sentence)


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of each row: what it gave, or why not; ``stopped`` where the person stopped it half way."""

    rows: tuple[tuple[_Row, object], ...]
    stopped: bool


class AddDialog(Frame):
    """``added`` carries how many documents were stored, whenever that were any."""

    added = Signal(int)

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, case: Case, sources: Sequence[Source],
        parent: QWidget,
    ) -> None:  # fmt: skip
        one = len(sources) == 1
        super().__init__(look, "Add a document" if one else f"Add {len(sources)} documents", _SENTENCE, parent)
        self.name_child(case)
        self.ask_size(640, 480)
        self._desk, self._tasks, self._messages, self._case = desk, tasks, messages, case
        self._stop, self._working = Event(), False
        self.rows = [
            _Row(look, desk, source, *(("", "") if one else (f"{place} of {len(sources)}: ", f", document {place}")))
            for place, source in enumerate(sources, 1)
        ]
        for place, row in enumerate(self.rows):
            if place:
                self.body.addWidget(Line())
            self.body.addWidget(row)
        self.body.addStretch(1)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of adding")
        self.add_beneath(self.progress)
        self.cancel, self.do = self.add_buttons("Add")
        self.do.clicked.connect(self._add)
        self.rows[0].fields.title.setFocus()
        self._run(list(self.rows), self._look, self._looked)

    def reject(self) -> None:
        """While it works, this stops the work, and what was stored by then is told; else it closes."""
        if self._working:
            self._stop.set()
            return
        super().reject()

    def is_typed_in(self) -> bool:
        """Only what can still be added is worth asking about."""
        return any(row.seen is not None and not row.is_added for row in self.rows) and super().is_typed_in()

    # the work, beside the window

    def _look(self, row: _Row) -> Seen:
        return look_at(row.source, self._step)

    def _run(self, rows: list[_Row], work: Callable[[_Row], object], done: Callable[[_Done], None]) -> None:
        self._working = True
        self._stop.clear()
        self.do.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()

        def each() -> _Done:
            found: list[tuple[_Row, object]] = []
            for row in rows:
                try:
                    found.append((row, work(row)))
                except UserError as error:
                    found.append((row, error))
                except CancelledError:
                    return _Done(tuple(found), stopped=True)
            return _Done(tuple(found), stopped=False)

        self._tasks.start(each, done, self._failed)

    def _step(self, done: int, total: int) -> None:
        """Called from the working thread for each piece; the window hears of it on its own."""
        if self._stop.is_set():
            raise CancelledError
        self._tasks.later(partial(self._show_progress, done, total))

    def _show_progress(self, done: int, total: int) -> None:
        if self._working:
            self.progress.setRange(0, max(total, 1))
            self.progress.setValue(done)

    def _rest(self) -> None:
        self._working = False
        self.progress.hide()

    def _looked(self, done: _Done) -> None:
        self._rest()
        for row, found in done.rows:
            if isinstance(found, Seen):
                row.show_seen(found)
            else:
                row.refuse(str(found))
        if done.stopped:
            super().reject()
            return
        ready = sum(row.seen is not None for row in self.rows)
        if ready < len(self.rows) > 1:
            self.heading.setText(f"Add documents: {ready} of {len(self.rows)} ready")
        self._offer()

    def _offer(self) -> None:
        """What can be done now: add those that could be read and are not stored yet."""
        waiting = [row for row in self.rows if row.seen is not None and not row.is_added]
        self.do.setVisible(bool(waiting))
        self.do.setEnabled(bool(waiting))
        self.do.set_words("Add document" if len(waiting) == 1 else f"Add {counted(len(waiting), 'document')}")
        if not waiting:
            self.cancel.set_words("Close")
        settle(self)

    def _add(self) -> None:
        if self._working:
            return
        waiting, told = [row for row in self.rows if row.seen is not None and not row.is_added], dict[_Row, Told]()
        for row in waiting:
            typed = row.fields.told()
            if typed is None:
                return
            told[row] = typed
        desk, case = self._desk, self._case

        def store(row: _Row) -> Attachment:
            one, seen = told[row], row.seen
            assert seen is not None  # noqa: S101 - only rows that were looked at wait; this tells the type checker
            return add_attachment(
                desk.board, desk.library, case.id, seen, title=one.title, kind=one.kind, dated=one.dated,
                today=desk.today(), progress=self._step,
            )  # fmt: skip

        self._run(waiting, store, self._stored)

    def _stored(self, done: _Done) -> None:
        self._rest()
        stored = 0
        for row, found in done.rows:
            if isinstance(found, Attachment):
                stored += 1
                row.is_added = True
                row.fields.setEnabled(False)
                row.what.setText("added")
            else:
                row.refuse(str(found))
        if stored:
            self.added.emit(stored)
        left = [row for row in self.rows if row.seen is not None and not row.is_added]
        if not left and stored == len(done.rows):
            self.accept()
            return
        if done.stopped:
            self.say_wrong(f"Stopped: {counted(stored, 'document')} added, {len(left)} not.")
        self._offer()

    def _failed(self, error: BaseException) -> None:
        self._rest()
        super().reject()
        self._messages.report(error)
