"""Before a child leaves without whose it is: how many share what is told, what to tell less exactly, each text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.deidentify import Shared
from desktop.clinical.errors import UserError
from desktop.services.deidentifying import (
    NO_CHOICES,
    Choices,
    Ready,
    Seen,
    TextChoice,
    deidentify,
    in_plain_words,
)
from desktop.services.deidentifying import (
    Text as Deed,
)
from desktop.services.sharing import PARTS, shared_in, shared_words
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

TITLE = "De-identified: what goes out"
_SENTENCE = (
    "Name, identifiers, dates, places and people are never in it: days count from diagnosis, the age is a band. "
    "Free texts are left out unless you choose otherwise."
)
_PICTURES = (
    "No picture and no document goes out with it. If the second centre needs pictures, ask for copies without names "
    "burnt into them, and send them by themselves."
)
_NO_TEXTS = "The record has no free text."
_WHY = "Say why “{place}” is kept as it is, or leave it out; nothing went out."
_FEW = 5
"""Fewer children than that are said with a caution."""
_WORDS = {Deed.LEAVE: "Leave out", Deed.MASK: "Replace the hits", Deed.KEEP: "Keep as it is"}


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found, under which choices."""

    ready: Ready
    shared: Shared


class TextRow(QWidget):
    """One free text: where it stands, what it says, its hits, and what becomes of it."""

    def __init__(self, look: Look, place: str, seen: Seen, choice: TextChoice) -> None:
        super().__init__()
        self.place, self.seen = place, seen
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addWidget(Text(look, place, step="label", weight=STRONG, tone="text2", wrap=True))
        column.addWidget(Text(look, seen.text, wrap=True))
        hits = Text(look, _hits(seen), step="label", tone="caution" if seen.hits else "text2", wrap=True)
        column.addWidget(hits)
        options = [(deed, words) for deed, words in _WORDS.items() if seen.hits or deed is not Deed.MASK]
        self.deed = OneOf(look, place, options, choice.deed)
        self.reason = QLineEdit(choice.reason)
        self.reason.setPlaceholderText("why its hits name nobody")
        self.reason.setAccessibleName(f"Reason: {place}")
        column.addWidget(self.deed)
        column.addWidget(self.reason)
        self.deed.picked.connect(self._show_reason)
        self._show_reason(choice.deed)

    @property
    def choice(self) -> TextChoice:
        """What was chosen."""
        deed = Deed(str(self.deed.chosen))
        return TextChoice(deed, self.reason.text().strip() if deed is Deed.KEEP else "")

    def _show_reason(self, deed: object) -> None:
        self.reason.setVisible(deed is Deed.KEEP)


class DeidentifyDialog(Frame):
    """``chosen`` carries the choices once they are confirmed; the title names no child."""

    chosen = Signal(object)

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, case: Case, parent: QWidget, *,
        choices: Choices = NO_CHOICES, verb: str = "Use this",
    ) -> None:  # fmt: skip
        super().__init__(look, TITLE, _SENTENCE, parent)
        self._desk, self._tasks, self._messages, self._case, self._before = desk, tasks, messages, case, choices
        self._turn = 0
        self.shared: Shared | None = None
        self.rows: list[TextRow] = []
        self._looked_at: _Looked | None = None
        self.name_child(case)
        self.meter = QVBoxLayout()
        self.body.addLayout(self.meter)
        self.body.addWidget(Text(look, "Tell less exactly", step="label", weight=STRONG, tone="text2"))
        self.parts = self._checks(choices)
        self.texts = QVBoxLayout()
        self.body.addLayout(self.texts)
        self.body.addWidget(Notice(look, "note", "", _PICTURES))
        self.body.addStretch(1)
        self.cancel, self.do = self.add_buttons(verb)
        self.do.clicked.connect(self._confirm)
        self.ask_size(720, 640)
        self._look()

    def _checks(self, choices: Choices) -> dict[str, QCheckBox]:
        holder = QWidget()
        row = Flow(holder, gap=16)
        made = {}
        for part, words in PARTS.items():
            box = made[part] = QCheckBox(f"{words[:1].upper()}{words[1:]}")
            box.setAccessibleName(box.text())
            box.setChecked(part in choices.coarser)
            box.toggled.connect(self._look)
            row.addWidget(box)
        self.body.addWidget(holder)
        return made

    @property
    def choices(self) -> Choices:
        """What is chosen now; before the texts are read, as it was."""
        parts = [part for part, box in self.parts.items() if box.isChecked()]
        texts = {row.seen.place: row.choice for row in self.rows} if self.rows else dict(self._before.texts)
        return Choices.coarsened(parts, texts)

    def _look(self) -> None:
        """Count again beside the window's own work."""
        self._turn += 1
        self.do.setEnabled(False)
        work = partial(_looked, self._desk, self._case, self.choices)
        self._tasks.start(work, partial(self._show, self._turn), partial(self._failed, self._turn), owner=self)

    def _show(self, turn: int, found: _Looked) -> None:
        if turn != self._turn:
            return
        self.shared = found.shared
        empty(self.meter)
        part = "caution" if found.shared.count < _FEW else "note"
        self.meter.addWidget(Notice(self.look, part, "", shared_words(found.shared)))
        if self._looked_at is None:
            self._show_texts(found.ready)
        self._looked_at = found
        self.do.setEnabled(True)
        self.do.setFocus()

    def _show_texts(self, ready: Ready) -> None:
        found = sorted(ready.texts, key=lambda one: not one.hits)
        hits = sum(len(one.hits) for one in found)
        words = f"{counted(len(found), 'free text')}, {counted(hits, 'hit')} of names, days, ages, numbers or places"
        self.texts.addWidget(Text(self.look, words if found else _NO_TEXTS, weight=STRONG, wrap=True))
        for one in found:
            place = in_plain_words(one.place, self._desk.library)
            row = TextRow(self.look, place, one, self._before.texts.get(one.place, TextChoice(Deed.LEAVE)))
            self.rows.append(row)
            self.texts.addWidget(row)

    def _failed(self, turn: int, error: BaseException) -> None:
        if turn != self._turn:
            return
        if isinstance(error, UserError):
            self.say_wrong(str(error))
        else:
            self.reject()
            self._messages.report(error)

    def _confirm(self) -> None:
        """Nothing is kept as it is without a reason."""
        bare = next((row for row in self.rows if row.choice == TextChoice(Deed.KEEP)), None)
        if bare is not None and bare.seen.hits:
            self.say_wrong(_WHY.format(place=bare.place))
            bare.reason.setFocus()
            return
        self.chosen.emit(self.choices)
        self.accept()


def _looked(desk: Desk, case: Case, choices: Choices) -> _Looked:
    today = desk.today()
    ready = deidentify(desk.board, desk.library, case, today=today, choices=choices)
    return _Looked(ready, shared_in(desk.board, desk.library, case, choices))


def _hits(seen: Seen) -> str:
    """``Hits: name “Quillfeather”, day “14 March”``."""
    if not seen.hits:
        return "Nothing found that names anybody; read it before it goes out."
    return f"Hits: {', '.join(f'{one.kind.value} “{one.text}”' for one in seen.hits)}"
