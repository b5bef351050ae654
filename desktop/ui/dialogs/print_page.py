"""Before the page goes out: see it as it will be, choose the paper, then print it or save it as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.files import write_whole
from desktop.services.history import PREVIEWED, note_view
from desktop.services.printing import (
    DEIDENTIFIED,
    PRINTED,
    RECORD,
    SAVED,
    SUMMARY,
    Page,
    deidentified_page,
    hand_out,
    page_of,
    record_page,
)
from desktop.ui.desk import Desk
from desktop.ui.dialogs.carry_choice import CarryChoice
from desktop.ui.dialogs.preview import ChoosePrinter, Preview
from desktop.ui.messages import Messages
from desktop.ui.printing import ask_for_printer, print_pages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

if TYPE_CHECKING:
    from desktop.services.deidentifying import Choices

_UNRECORDED = "This board is open for reading only: that the page was printed or saved cannot be written down."

WHAT = ((SUMMARY, "Summary"), (RECORD, "Whole record"), (DEIDENTIFIED, "De-identified"))
_CHOOSE = "What goes out…"
_NOT_ON_PAPER = (
    "Paper carries no record, and this page says that it does: save it as PDF, or take “With the record” off."
)


class PrintDialog(Preview):
    """The preview of one case's page.

    ``OFFERS`` are the documents to choose from, each with its words; ``_make`` draws the one that is chosen.
    """

    OFFERS: Sequence[tuple[str, str]] = WHAT

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, case: Case, parent: QWidget, *,
        paper: str = "a4", choose: ChoosePrinter = ask_for_printer, first: str = "",
    ) -> None:  # fmt: skip
        title = f"Page of case {case.number}"
        super().__init__(look, desk, tasks, messages, title, parent, width=860, paper=paper, choose=choose)
        self._case = case
        self.page: Page | None = None
        self.choices: Choices | None = None
        self._asked: Callable[[], Page] | None = None
        self._noted = False
        self.what = self._chips(list(self.OFFERS), first or self.OFFERS[0][0], self._redraw)
        self.unrecorded = Text(look, _UNRECORDED, step="label", tone="caution", wrap=True)
        self._told = QVBoxLayout()
        self.inside = CarryChoice(look)
        self.inside.changed.connect(self._redraw)
        self.body.addLayout(self._bar(*self.what.values()))
        self.body.addWidget(self.inside)
        self.body.addLayout(self._told)
        self.body.addWidget(self.view, 1)
        _, self.do = self.add_buttons("Print…", cancel="Close")
        self.save = Button(look, "Save as PDF…", shortcut="Ctrl+S")
        self.save.setAutoDefault(False)
        self._foot.insertWidget(self._foot.count() - 1, self.save)
        self.do.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_where)
        for keys, call in (("Ctrl+P", self._print), ("Ctrl+S", self._ask_where), ("Ctrl+D", self.choose_texts)):
            QShortcut(QKeySequence(keys), self, call)
        if desk.board.read_only:
            self.add_at_foot(self.unrecorded)
        self._redraw()
        self.view.setFocus()

    # what is shown

    def chosen(self) -> str:
        """What is to be printed: the summary, the whole record, or the summary without whose it is."""
        return next(name for name, button in self.what.items() if button.isChecked())

    def _redraw(self) -> None:
        """Draw the page for this paper beside the window's own work."""
        make = self._make()
        self._asked = make
        self._allow(False)
        self.say_wrong("")
        self.page = None
        self._hide_pages("Drawing the page…")
        empty(self._told)
        self._tasks.start(make, lambda page: self._drawn(page, make), lambda error: self._undrawn(error, make))

    def _make(self) -> Callable[[], Page]:
        """What draws the document that is chosen."""
        desk, case, today, paper = self._desk, self._case, self._desk.today(), self.paper()
        # the whole record on paper is for people; the summaries carry one for machines
        what = self.chosen()
        self.inside.setVisible(what != RECORD)
        self.inside.show_parts(what == SUMMARY)
        if what == SUMMARY:
            return partial(page_of, desk.board, desk.library, case, today=today, paper=paper, carry=self.inside.carry)
        if what == DEIDENTIFIED:
            return partial(
                deidentified_page, desk.board, desk.library, case, today=today, paper=paper, choices=self.choices,
                carry=self.inside.carry is not None,
            )  # fmt: skip
        return partial(record_page, desk.board, desk.library, case, today=today, paper=paper)

    def _drawn(self, page: Page, asked: Callable[[], Page]) -> None:
        if self._ended or asked is not self._asked:
            return
        self.page = page
        empty(self._told)
        if page.shared is not None:
            self._tell_shared(page)
        if page.continued:
            names = ", ".join(dict.fromkeys(page.continued))
            words = f"{counted(len(page.continued), 'text')} {_continue(len(page.continued))} on page 2."
            self._told.addWidget(Notice(self.look, "note", words, names))
        if page.beside:
            self._told.addWidget(Notice(self.look, "note", page.beside[0], " ".join(page.beside[1:])))
        self._show_pages(page.pdf)
        self._allow(True)
        self._note_preview()

    def _tell_shared(self, page: Page) -> None:
        """How many children share what the page shows, and the way to what goes out."""
        from desktop.services.sharing import shared_words

        if page.shared is None:
            return
        told = Notice(self.look, "caution" if page.shared.count == 1 else "note", "", shared_words(page.shared))
        self.what_goes = told.add_action(_CHOOSE, self.choose_texts, shortcut="Ctrl+D")
        self.what_goes.setAutoDefault(False)
        self._told.addWidget(told)

    def choose_texts(self) -> None:
        """Show each free text with its hits, and draw the page again by what is chosen."""
        from desktop.services.deidentifying import NO_CHOICES
        from desktop.ui.dialogs.deidentify import DeidentifyDialog

        if self.chosen() != DEIDENTIFIED:
            return
        dialog = DeidentifyDialog(
            self.look, self._desk, self._tasks, self._messages, self._case, self, choices=self.choices or NO_CHOICES
        )
        dialog.chosen.connect(self._use)
        dialog.open()

    def _use(self, choices: Choices) -> None:
        self.choices = choices
        self._redraw()

    def _note_preview(self) -> None:
        """That the page was looked at is written down once, beside other work; if that fails the page stays."""
        board, case_id = self._desk.board, self._case.id
        if not self._noted and not board.read_only:
            self._noted = True
            self._tasks.start(lambda: note_view(board, case_id, PREVIEWED), lambda _done: None)

    def _undrawn(self, error: BaseException, asked: Callable[[], Page]) -> None:
        """The page cannot be drawn: said in place, where it can be said."""
        if self._ended or asked is not self._asked:
            return
        self.place.setText("")
        if not isinstance(error, UserError):
            self.reject()
            self._messages.report(error)
            return
        empty(self._told)
        told = Notice(self.look, "error", "The page cannot be drawn.", str(error))
        if self.chosen() == DEIDENTIFIED:
            told.add_action(_CHOOSE, self.choose_texts, shortcut="Ctrl+D").setAutoDefault(False)
        self._told.addWidget(told)

    def _allow(self, allowed: bool) -> None:
        self.do.setEnabled(allowed)
        self.save.setEnabled(allowed)

    # what is done

    def _print(self) -> None:
        """Choose a printer, write down that the page goes out, and paint it there."""
        page, pictures = self.page, self._pictures
        if page is None or pictures is None or not self.do.isEnabled():
            return
        if page.carried is not None:
            self.say_wrong(_NOT_ON_PAPER)
            return
        printer = self._choose(page.paper, page.pages, self)
        if printer is None:
            return
        try:
            hand_out(self._desk.board, self._desk.library, page, PRINTED, partial(print_pages, printer, pictures))
        except UserError as error:
            self.say_wrong(str(error))
            return
        self._done(f"Page of case {self._case.number} sent to the printer")

    def _ask_where(self) -> None:
        """The proposed name names no child."""
        if self.page is not None and self.save.isEnabled():
            ready = self.page.ready
            # neither the name of the file nor the page leads back to the number of the case
            whose = f"child-{ready.made.code}" if ready is not None else f"case-{self._case.number}"
            proposed = f"{whose}-{self.page.what}.pdf"
            name, _ = QFileDialog.getSaveFileName(self, "Save the page as PDF", proposed, "PDF (*.pdf)")
            if name:
                self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write down that the page goes out, and write it to a file, beside the window's own work."""
        page, desk = self.page, self._desk
        if page is None:
            return

        inside = ", with the record inside; it is not encrypted there" if page.carried is not None else ""
        words = f"Page saved as {path.name}{inside}"
        give = partial(write_whole, path, page.pdf)
        work = partial(hand_out, desk.board, desk.library, page, SAVED, give)
        self._allow(False)
        self.say_wrong("")
        self._tasks.start(work, lambda _done: self._done(words), lambda error: self._unsaved(error, page), owner=self)

    def _unsaved(self, error: BaseException, page: Page) -> None:
        self._allow(self.page is page)
        self._refused(error)


def _continue(count: int) -> str:
    return "continues" if count == 1 else "continue"
