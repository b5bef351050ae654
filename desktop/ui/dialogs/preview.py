"""What every preview shares: pages as they will come out, the paper they are for, the zoom, and which page it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.services.page_pictures import PagePictures
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.page_view import PageView
from desktop.ui.widgets.text import Text, restyle

PAPERS = (("a4", "A4"), ("letter", "Letter"))
_ZOOMS = (("wide", "Page width"), ("whole", "Whole page"))
_BETWEEN = 16

ChoosePrinter = Callable[[str, int, QWidget], QPrinter | None]


class Preview(Frame):
    """A document before it goes out. ``told`` carries what was done, for the window; the title names no child.

    Whoever builds on it draws in ``_redraw``, shows the bytes with ``_show_pages``, and has the pages gone with
    ``_hide_pages`` as soon as something else is asked: under the name of the new one the old one must not be seen.
    """

    told = Signal(str)

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, title: str, parent: QWidget, *,
        width: int, paper: str, choose: ChoosePrinter,
    ) -> None:  # fmt: skip
        super().__init__(look, title, "", parent)
        self._desk, self._tasks, self._messages, self._choose = desk, tasks, messages, choose
        self._ended = False
        self._pictures: PagePictures | None = None
        self.resize(min(look.px(width), parent.width() - 40), parent.height() - 40)
        self.papers = self._chips(PAPERS, paper, self._redraw)
        self.zooms = self._chips(_ZOOMS, "wide", self._zoom)
        self.place = Text(look, "", step="label", tone="text2")
        self.view = PageView(look)
        self.view.moved.connect(self._say_place)

    def paper(self) -> str:
        """The paper chosen."""
        return next(name for name, button in self.papers.items() if button.isChecked())

    def done(self, result: int) -> None:
        """Let go of the document, however the dialog ends."""
        self._ended = True
        self._close_pictures()
        super().done(result)

    # what is shown

    def _redraw(self) -> None:
        """Draw what is chosen, for the paper that is chosen."""
        raise NotImplementedError

    def _show_pages(self, pdf: bytes) -> None:
        self._close_pictures()
        self._pictures = PagePictures(pdf)
        self.view.show_document(self._pictures)

    def _hide_pages(self, words: str) -> None:
        """What was asked before is not what is asked now: it is neither seen nor does it go out."""
        self._close_pictures()
        self.place.setText(words)

    def _close_pictures(self) -> None:
        if self._pictures is not None:
            self._pictures.close()
            self._pictures = None
            self.view.clear()

    def _zoom(self) -> None:
        self.view.show_whole(self.zooms["whole"].isChecked())

    def _say_place(self, number: int) -> None:
        if self._pictures is not None:
            self.place.setText(f"Page {number + 1} of {self._pictures.count}")

    # what is done

    def _done(self, words: str) -> None:
        self.told.emit(words)
        self.accept()

    def _refused(self, error: BaseException) -> None:
        """A refusal is said in place; anything else is told where faults are."""
        if isinstance(error, UserError):
            self.say_wrong(str(error))
            return
        self.reject()
        self._messages.report(error)

    # its parts

    def _bar(self, *first: Button) -> QHBoxLayout:
        """The row above the pages: what ``first`` chooses, the paper, the zoom, which page is in sight."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in first:
            row.addWidget(button)
        if first:
            row.addSpacing(_BETWEEN)
        row.addWidget(Text(self.look, "Paper", step="label", tone="text2"))
        for button in self.papers.values():
            row.addWidget(button)
        row.addSpacing(_BETWEEN)
        for button in self.zooms.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.place)
        return row

    def _chips(self, offered: Sequence[tuple[str, str]], chosen: str, call: Callable[[], None]) -> dict[str, Button]:
        """Buttons of which one is on."""
        group = QButtonGroup(self)
        made: dict[str, Button] = {}
        for name, words in offered:
            button = made[name] = Button(self.look, words, kind="chip")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.toggled.connect(lambda on, button=button: _show_on(button, on))
            button.setChecked(name == chosen)
            group.addButton(button)
        group.buttonClicked.connect(lambda _button: call())
        return made


def _show_on(button: Button, on: bool) -> None:
    button.setProperty("on", on)
    restyle(button)
