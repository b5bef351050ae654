"""The papers of a meeting or a child: chosen from a list, seen as they will be, then printed or saved, for somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Meeting
from desktop.services.files import write_whole
from desktop.services.page_pictures import PagePictures
from desktop.services.papers.documents import PRINTED, SAVED, Document, hand_out
from desktop.services.papers.offered import RECALL_LIST, Offer, Order
from desktop.services.papers.recall import changed_words, holder_words
from desktop.services.papers.register import HandedOut, old_copies, register_of
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import labelled
from desktop.ui.dialogs.preview import ChoosePrinter, Preview
from desktop.ui.dialogs.unnamed_choice import UnnamedChoice
from desktop.ui.messages import Messages
from desktop.ui.printing import ask_for_printer, print_pages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.scroll import Scroll
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

_LIST = 262
_REMARK = "A copy for each, with ; between."
_WHO_KEY = "Ctrl+Alt+V"
_OLD = "An earlier copy is out and does not hold any more"
_UNRECORDED = "This board is open for reading only: for whom a paper was printed or saved cannot be written down."
_CLEAR = "It is not encrypted there."
_NOT_ON_PAPER = (
    "Paper carries no record, and this one says that it does: save it as PDF, or take “With the record” off."
)


class PapersDialog(Preview):
    """The papers of ``offers`` to choose from; each is seen before it goes out, and goes out for somebody.

    ``meeting`` is the one whose papers they are, None for those of a child; ``first`` is the paper shown first.
    """

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, title: str, offers: Sequence[Offer],
        parent: QWidget, *, paper: str = "a4", choose: ChoosePrinter = ask_for_printer, meeting: Meeting | None = None,
        first: str = "",
    ) -> None:  # fmt: skip
        super().__init__(look, desk, tasks, messages, title, parent, width=1120, paper=paper, choose=choose)
        self._all, self._meeting = tuple(offers), meeting
        self._asked: tuple[Offer, Order] | None = None
        self.document: Document | None = None
        self.offers = OneOf(look, "Papers", [(one, one.words) for one in offers], _named(offers, first), upright=True)
        self.recipient = QLineEdit()
        self.recipient.setAccessibleName("For whom")
        self.who = Button(look, "Who got it…", shortcut=_WHO_KEY)
        self._told = QVBoxLayout()
        self.unnamed = UnnamedChoice(look, desk, tasks, messages, self)
        self.unnamed.changed.connect(self._redraw)
        self._lay_out_papers()
        _, self.do = self.add_buttons("Print…", cancel="Close")
        self.save = self._button("Save as PDF…", "Ctrl+S", self._ask_where)
        self.word = self._button("Save for Word…", "Ctrl+Shift+S", self._ask_where_word)
        self.do.clicked.connect(self._print)
        deeds = (("Ctrl+P", self._print), ("Ctrl+D", self.unnamed.choose), (_WHO_KEY, self.show_register))
        for keys, call in deeds:
            QShortcut(QKeySequence(keys), self, call)
        if desk.board.read_only:
            self.add_at_foot(Text(look, _UNRECORDED, step="label", tone="caution", wrap=True))
        self.offers.picked.connect(lambda _offer: self._redraw())
        self.recipient.editingFinished.connect(self._redraw)
        self._redraw()
        self.offers.focus_chosen()

    # what is shown

    def _lay_out_papers(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        scroll = Scroll(self.offers, "Papers")
        scroll.setFixedWidth(self.look.px(_LIST))
        side.addWidget(scroll, 1)
        side.addLayout(labelled(self.look, "For whom", self.recipient, _REMARK))
        self.recipient.setFixedWidth(self.look.px(_LIST))
        self.who.setAutoDefault(False)
        self.who.clicked.connect(self.show_register)
        self.who.setVisible(self._meeting is not None)
        side.addWidget(self.who)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(self._bar())
        right.addLayout(self._told)
        right.addWidget(self.unnamed)
        right.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(side)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    def _button(self, words: str, keys: str, call: Callable[[], None]) -> Button:
        button = Button(self.look, words, shortcut=keys)
        button.setAutoDefault(False)
        button.clicked.connect(call)
        self._foot.insertWidget(self._foot.count() - 1, button)
        QShortcut(QKeySequence(keys), self, call)
        return button

    def recipients(self) -> list[str]:
        """For whom, each by name; one empty name where nobody was named."""
        return [one.strip() for one in self.recipient.text().split(";") if one.strip()] or [""]

    def orders(self, *, word: bool = False) -> list[Order]:
        """One order for each recipient; copies are counted where there are several."""
        names, goes = self.recipients(), self.unnamed
        of = len(names) if len(names) > 1 else 0
        return [
            Order(self.paper(), name, place if of else 0, of, word, goes.choices, goes.carries)
            for place, name in enumerate(names, start=1)
        ]

    def _redraw(self) -> None:
        """Draw the chosen paper for its first recipient, beside the window's own work."""
        offer = self._offer()
        self.unnamed.show_for(offer)
        order = self.orders()[0]
        if (offer, order) == self._asked:
            return
        self._asked = (offer, order)
        self._allow(False)
        self.say_wrong("")
        self.document = None
        self._hide_pages("Drawing…")
        empty(self._told)
        asked, board = self._asked, self._desk.board

        def draw() -> tuple[Document, tuple[HandedOut, ...]]:
            document = offer.make(order)
            return document, old_copies(board, document)

        self._tasks.start(draw, partial(self._drawn, asked), partial(self._undrawn, asked), owner=self)

    def _offer(self) -> Offer:
        return next(one for one in self._all if one is self.offers.chosen)

    def _drawn(self, asked: tuple[Offer, Order], found: tuple[Document, tuple[HandedOut, ...]]) -> None:
        if self._ended or asked != self._asked:
            return
        self.document, old = found
        empty(self._told)
        if old:
            self._tell_old(old)
        self.unnamed.tell(self.document)
        self._show_pages(self.document.content)
        self._allow(True)

    def _tell_old(self, old: Sequence[HandedOut]) -> None:
        """An earlier one is out there and says something else: who holds it, before this one goes out."""
        words = f"Changed since: {changed_words(old)}. Held by {holder_words(old)}."
        told = Notice(self.look, "caution", _OLD, words, beside=True)
        if self._meeting is None:
            told.add_action("Who got it…", self.show_register, shortcut=_WHO_KEY).setAutoDefault(False)
        self._told.addWidget(told)

    def show_register(self) -> None:
        """Who got the papers of the meeting, read beside the window's own work."""
        of_shown = self.document.meeting if self.document is not None else None
        meeting = self._meeting or of_shown
        if meeting is not None:
            board = self._desk.board
            self._tasks.start(
                lambda: register_of(board, meeting), partial(self._show_register, meeting), self._refused, owner=self
            )

    def _show_register(self, meeting: Meeting, found: Sequence[HandedOut]) -> None:
        from desktop.ui.dialogs.register import RegisterDialog

        if self._ended:
            return
        # the list on paper is among the papers of a meeting; among those of a child it is not
        prints = self._meeting is not None
        dialog = RegisterDialog(self.look, meeting, found, self._desk.today(), self, may_print=prints)
        dialog.recall.connect(lambda: self.offers.choose(_named(self._all, RECALL_LIST)))
        dialog.open()

    def _undrawn(self, asked: tuple[Offer, Order], error: BaseException) -> None:
        """It cannot be drawn: said in place, where it can be said."""
        if self._ended or asked != self._asked:
            return
        self._asked = None
        self.place.setText("")
        self.unnamed.tell_refused()
        self._refused(error)

    def _allow(self, allowed: bool) -> None:
        self.do.setEnabled(allowed)
        self.save.setEnabled(allowed)
        self.word.setEnabled(allowed and self._offer().word)

    # what is done

    def _print(self) -> None:
        """Choose a printer, pages and copies; each recipient's is written down and painted there."""
        if self.document is None or not self.do.isEnabled():
            return
        if self.document.carried is not None:
            self.say_wrong(_NOT_ON_PAPER)
            return
        printer = self._choose(self.orders()[0].paper, self.document.pages, self)
        if printer is None:
            return
        try:
            for order in self.orders():
                self._print_one(self._offer().make(order), order, printer)
        except UserError as error:
            self.say_wrong(str(error))
            return
        self._done(f"{self.document.words} sent to the printer{self._for()}")

    def _print_one(self, document: Document, order: Order, printer: QPrinter) -> None:
        pictures = PagePictures(document.content)
        try:
            hand_out(
                self._desk.board, document, PRINTED, partial(print_pages, printer, pictures),
                recipient=order.recipient, copies=printer.copyCount(),
            )  # fmt: skip
        finally:
            pictures.close()

    def _ask_where(self) -> None:
        if self.document is not None and self.save.isEnabled():
            self._ask_for_file("PDF (*.pdf)", self.document.file, word=False)

    def _ask_where_word(self) -> None:
        if self.document is not None and self.word.isEnabled():
            self._ask_for_file("Word (*.docx)", str(Path(self.document.file).with_suffix(".docx")), word=True)

    def _ask_for_file(self, kind: str, proposed: str, *, word: bool) -> None:
        """The proposed name names no child."""
        name, _ = QFileDialog.getSaveFileName(self, f"Save the paper. {_CLEAR}", proposed, kind)
        if name:
            self.save_to(Path(name), word=word)

    def save_to(self, path: Path, *, word: bool = False) -> None:
        """Write down that it goes out, and write a file for each recipient, beside the window's own work."""
        board, offer, orders = self._desk.board, self._offer(), self.orders(word=word)

        numbered = [path.with_stem(f"{path.stem}-{place}") for place in range(1, len(orders) + 1)]
        # the system's own dialog asked about the name that was chosen, and not about these
        taken = [one.name for one in numbered if one.exists()] if len(orders) > 1 else []
        if taken:
            self.say_wrong(f"{taken[0]} is there already; nothing was saved, choose another name.")
            return

        def give() -> None:
            for target, order in zip(numbered if len(orders) > 1 else [path], orders, strict=True):
                made = offer.make(order)
                write = partial(write_whole, target, made.content)
                hand_out(board, made, SAVED, write, recipient=order.recipient)

        self._allow(False)
        self.say_wrong("")
        words = f"saved as {path.name}" if len(orders) == 1 else f"saved in {counted(len(orders), 'file')}"
        title = self.document.words if self.document is not None else ""
        self._tasks.start(give, lambda _done: self._done(f"{title} {words}{self._for()}"), self._unsaved, owner=self)

    def _unsaved(self, error: BaseException) -> None:
        self._allow(self.document is not None)
        self._refused(error)

    def _for(self) -> str:
        names = [one for one in self.recipients() if one]
        return f" for {', '.join(names)}" if names else ""


def _named(offers: Sequence[Offer], words: str) -> Offer:
    """The paper of this name, else the first."""
    return next((one for one in offers if one.words == words), offers[0])
