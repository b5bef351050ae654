"""The notices across the window: each is told once, the latest first, and stays until a person has dealt with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.ui.desk import Desk
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import empty
from desktop.ui.words import held_words

AT_ONCE = 3
"""At most so many are shown, of large text one, so that the page has room; closing one brings up the next."""

LONG = 120
"""Words that are longer leave no room for several buttons beside them where text is large."""

Offer = tuple[str, Callable[[], object]]
"""What can be done about a notice besides closing it: the words of the button, and what it does."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said. ``part`` is one of Notice; what is offered makes no other notice of it.

    ``stays``: looking into it is not yet having dealt with it.
    ``other`` is a second thing that can be done, for what must be decided one way or the other; ``close`` is what
    it is called to put it away.
    """

    part: str
    statement: str
    words: str
    offer: Offer | None = field(default=None, compare=False)
    stays: bool = field(default=False, compare=False)
    other: Offer | None = field(default=None, compare=False)
    close: str = field(default="Close", compare=False)

    @property
    def is_long(self) -> bool:
        """Whether what can be done needs a line of its own, beneath the words."""
        return self.other is not None or (self.offer is not None and len(self.words) > LONG)


class Notices(QObject):
    """Keeps what was told while the window around it is built anew."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.place()
        self.told: list[Told] = []
        self._of_board: list[Told] = []

    def place(self) -> QWidget:
        """Where they stand in the window from now on: in line with the page beneath, gone while there is none."""
        self._ground = QWidget()
        self._ground.setProperty("ground", "surface")
        self._ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._place = QVBoxLayout(self._ground)
        self._place.setContentsMargins(PAGE_PADDING, 6, PAGE_PADDING, 2)
        self._place.setSpacing(8)
        self._ground.hide()
        return self._ground

    def caution(self, sentence: str) -> None:
        """Something did not go as it was meant to."""
        self.tell(Told("caution", "", sentence))

    def refused(self, sentence: str) -> None:
        """What was not done, not saved or cannot be read."""
        self.tell(Told("error", "", sentence))

    def tell(self, told: Told) -> None:
        """Tell it, unless it stands there already; what is offered with it is what was offered last."""
        if told in self.told:
            self.told[self.told.index(told)] = told
        else:
            self.told.insert(0, told)
        self.show()

    def tell_of_board(self, told: list[Told]) -> None:
        """What is to be known of the board that is open now; what was said of the one before goes."""
        for one in self._of_board:
            self.take_away(one)
        self._of_board = told
        for one in told:
            self.tell(one)

    def replace(self, told: Told, now: Told) -> None:
        """Say it anew in its place; one that was dealt with meanwhile comes back."""
        if told in self.told:
            self.told[self.told.index(told)] = now
            self.show()
        else:
            self.tell(now)

    def show(self) -> None:
        """Show the latest; where text is large, one, and how many there are."""
        empty(self._place)
        large = self._look.is_large
        for told in self.told[: 1 if large else AT_ONCE]:
            notice = Notice(
                self._look, told.part, told.statement, told.words,
                wide=told.is_long and not (large and told.statement), beside=large and bool(told.statement),
            )  # fmt: skip
            if large and len(self.told) > 1:
                notice.add_remark(f"1 of {len(self.told)}")
            for offer in filter(None, (told.offer, told.other)):
                words, call = offer
                notice.add_action(words, partial(self._act, told, call))
            notice.add_action(told.close, partial(self._close, told))
            self._place.addWidget(notice)
            notice.show()
        self._ground.setVisible(bool(self.told))

    def count(self) -> int:
        """How many are shown."""
        return self._place.count()

    def take_away(self, told: Told) -> None:
        """It does not hold any more."""
        if told in self.told:
            self._close(told)

    def _act(self, told: Told, call: Callable[[], object]) -> None:
        if not told.stays:
            self._close(told)
        call()

    def _close(self, told: Told) -> None:
        self.told.remove(told)
        self.show()


def about_board(board: Board, desk: Desk) -> list[Told]:
    """What is to be known of a board that was just opened: what was found on it, and why nothing can be changed."""
    told = [_on_opening(sentence) for sentence in board.notices]
    if board.holder is not None:
        held = f"{board.holder.name} is working on it; on this computer it is read only."
        told.append(Told("read_only", held_words(board.holder, desk.now()), held))
    elif board.read_only:
        told.append(Told("read_only", "Read only.", "This is a view of the board: nothing can be changed here."))
    elif not desk.may(Right.EDIT):
        role = desk.library.labels.word("role", board.person.role).lower()
        words = f"You are a {role}: cases can be looked at and printed here, not changed."
        told.append(Told("read_only", "", words))
    return told


def _on_opening(sentence: str) -> Told:
    """What is the matter stands in the first line, where there are two; what to do about it follows."""
    first, _, rest = sentence.partition("\n")
    return Told("caution", first, rest) if rest else Told("caution", "", first)
