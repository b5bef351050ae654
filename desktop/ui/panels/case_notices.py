"""The notices above the sections of a case: that it is in the bin, and what was begun and not saved."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.clinical.case import Case
from desktop.clinical.drafts import Draft
from desktop.clinical.errors import UserError
from desktop.clinical.labels import within
from desktop.clinical.rights import Right
from desktop.services.drafts import drafts_of, drop_draft
from desktop.services.meetings.looking import look_now
from desktop.ui.desk import Desk
from desktop.ui.drafting import draft_words, when_words
from desktop.ui.messages import Messages
from desktop.ui.panels.case_above import bin_notice, neutral_notice
from desktop.ui.theme import Look
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import empty

_ABOVE, _BETWEEN = 8, 6
_MOST, _MOST_LARGE = 3, 1
"""So many things begun are named, and with large text; the next comes when one of them was dealt with."""


class CaseNotices(QObject):
    """``restore`` carries the key of a case in the bin, ``go_on`` the draft that somebody wants to finish.

    ``decision`` asks for the section of meetings.
    """

    restore = Signal(object)
    decision = Signal()
    go_on = Signal(object)

    def __init__(self, look: Look, desk: Desk, messages: Messages, place: QVBoxLayout) -> None:
        super().__init__(place)
        self._look, self._desk, self._messages, self._place = look, desk, messages, place
        place.setSpacing(_BETWEEN)

    def show_case(self, case: Case) -> None:
        """Say what there is to be said of this version of the case."""
        empty(self._place)
        for notice in (*self._bin(case), *self._neutral(case), *self._begun(case), *self._decided(case)):
            self._place.addWidget(notice)
        margins = self._place.contentsMargins()
        top = _ABOVE if self._place.count() else 0
        self._place.setContentsMargins(margins.left(), top, margins.right(), 0)

    def _bin(self, case: Case) -> list[Notice]:
        restore = (lambda: self.restore.emit(case.id)) if self._desk.may(Right.DELETE) else None
        notice = bin_notice(self._look, case, restore)
        return [notice] if notice is not None else []

    def _neutral(self, case: Case) -> list[Notice]:
        notice = neutral_notice(self._look, case, self._desk.today())
        return [notice] if notice is not None else []

    def _decided(self, case: Case) -> list[Notice]:
        """That a decision of the board is to be looked at, and why; the section of meetings has the rest."""
        try:
            look = look_now(self._desk.board, self._desk.library, case, self._desk.today())
        except UserError as error:
            self._messages.report(error)
            return []
        if look is None:
            return []
        words = self._desk.library.labels.word("look", look)
        notice = Notice(self._look, "caution", f"A decision of the board is to be looked at: {within(words)}.")
        notice.add_action("Show it", self.decision.emit)
        return [notice]

    def _begun(self, case: Case) -> list[Notice]:
        if case.deleted is not None or not self._desk.may(Right.EDIT):
            return []
        try:
            kept = drafts_of(self._desk.board, case.id)
        except UserError as error:
            self._messages.report(error)
            return []
        shown = kept[: _MOST_LARGE if self._look.is_large else _MOST]
        more = f" and {len(kept) - len(shown)} more" if len(kept) > len(shown) else ""
        return [self._begun_notice(case, one, more if one is shown[-1] else "") for one in shown]

    def _begun_notice(self, case: Case, draft: Draft, more: str) -> Notice:
        name = draft_words(self._desk.library, draft)
        words = f"You typed it {when_words(draft, self._desk)}, before the program ended."
        notice = Notice(self._look, "caution", f"Begun and not saved: {name}{more}.", words)
        notice.add_action("Go on", lambda: self.go_on.emit(draft))
        notice.add_action("Throw away", lambda: self._ask_throw(case, draft, notice))
        return notice

    def _ask_throw(self, case: Case, draft: Draft, begun: Notice) -> None:
        """In the place of the notice; what is thrown away cannot be brought back."""
        name = draft_words(self._desk.library, draft)
        asked = Notice(self._look, "caution", f"Throw away this {name}?", "What was typed is then gone.")
        keep = asked.add_action("Keep", lambda: self.show_case(case))
        asked.add_action("Throw it away", lambda: self._throw(case, draft), kind="danger")
        self._place.replaceWidget(begun, asked)
        begun.hide()
        begun.deleteLater()
        asked.show()
        keep.setFocus()

    def _throw(self, case: Case, draft: Draft) -> None:
        try:
            drop_draft(self._desk.board, draft)
        except UserError as error:
            self._messages.report(error)
        self.show_case(case)
