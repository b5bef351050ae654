"""Keeps what is typed into a dialog, field by field, and brings it back where the program ended before it was saved."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.clinical.drafts import Draft
from desktop.clinical.errors import UserError
from desktop.clinical.labels import within
from desktop.services.drafts import MARKER, RESPONSE, draft_of, drop_draft, keep_draft
from desktop.services.library import Library
from desktop.ui.desk import Desk
from desktop.ui.dialogs.drafted import Drafted
from desktop.ui.messages import Messages
from desktop.ui.words import clock_words, short_day


class Drafting(QObject):
    """``left``: a dialog was left, so that its draft is gone."""

    left = Signal()

    def __init__(self, desk: Desk, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._messages = desk, messages
        self._told = False

    def follow(self, dialog: Drafted, draft: Draft) -> None:
        """Begin with what was kept of this dialog; from then on keep each field, until the dialog is left."""
        if self._desk.board.read_only:
            return
        kept = draft_of(self._desk.board, draft)
        if kept is not None and dialog.take_content(kept.content):
            dialog.go_on(f"It goes on from what you typed {when_words(kept, self._desk)} and did not save.")
        dialog.typed.connect(partial(self._keep, dialog, draft))
        dialog.finished.connect(lambda _how: self._leave(draft))

    def drop(self, draft: Draft) -> None:
        """Let go of what was typed. Where that cannot be written it is offered once more, which loses nothing."""
        with suppress(UserError):
            drop_draft(self._desk.board, draft)

    def _keep(self, dialog: Drafted, draft: Draft) -> None:
        try:
            keep_draft(self._desk.board, replace(draft, content=dialog.content()))
        except UserError as error:
            # once is enough: what is typed still stands in the dialog, and saving it says why it cannot be
            if not self._told:
                self._messages.report(error)
            self._told = True

    def _leave(self, draft: Draft) -> None:
        self.drop(draft)
        self.left.emit()


def draft_words(library: Library, draft: Draft) -> str:
    """What was begun: ``imaging study``."""
    kind = library.record.kinds.get(draft.subject)
    others = {MARKER: "laboratory result", RESPONSE: "response assessment"}
    return within(kind.one) if kind is not None else others.get(draft.subject, "entry")


def when_words(draft: Draft, desk: Desk) -> str:
    """When the last field was typed: ``today at 14:02``, ``on 30 Nov at 14:02``."""
    if draft.kept_at is None:
        return ""
    at = draft.kept_at.astimezone()
    day = short_day(at.date(), desk.today())
    return f"{day if day == 'today' else f'on {day}'} at {clock_words(at)}"
