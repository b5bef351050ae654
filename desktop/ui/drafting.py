"""Keeps what is typed into a dialog, field by field, and brings it back where the program ended before it was saved."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.clinical.drafts import Draft
from desktop.clinical.errors import UserError
from desktop.clinical.labels import within
from desktop.services.drafts import (
    DECISION,
    FURTHER,
    MARKER,
    RESPONSE,
    State,
    draft_of,
    drop_draft,
    keep_draft,
    laid_over,
    typed_since,
)
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

    def follow(self, dialog: Drafted, draft: Draft, base: State | None = None) -> None:
        """Begin with what was kept of this dialog; from then on keep what is typed, until the dialog is left.

        ``base`` is what counts as not typed; without it what stands in the dialog now.
        """
        if self._desk.board.read_only:
            return
        self._told = False
        kept, base = self._kept(draft), dialog.state() if base is None else base
        if kept is not None and not self._take_up(dialog, kept, base):
            return
        dialog.typed.connect(partial(self._keep, dialog, draft, base))
        dialog.finished.connect(lambda _how: self._leave(dialog, draft))

    def _kept(self, draft: Draft) -> Draft | None:
        try:
            return draft_of(self._desk.board, draft)
        except UserError as error:
            self._messages.report(error)
            return None

    def _take_up(self, dialog: Drafted, kept: Draft, base: State) -> bool:
        state, moved = laid_over(base, kept.content)
        when = when_words(kept, self._desk)
        if not _shown(dialog, state):
            dialog.say_wrong(f"What you typed {when} cannot be read by this version of the program; it stays kept.")
            return False
        others = ", ".join(dict.fromkeys(dialog.name_of(one) for one in moved))
        meanwhile = f" Changed by somebody meanwhile, look again: {others}." if others else ""
        dialog.go_on(f"Restored from what you typed {when}; not saved yet.{meanwhile}")
        return True

    def drop(self, draft: Draft) -> None:
        """Let go of what was typed. Where that cannot be written it is offered once more, which loses nothing."""
        with suppress(UserError):
            drop_draft(self._desk.board, draft)

    def _keep(self, dialog: Drafted, draft: Draft, base: State) -> None:
        if dialog.ended:
            return
        typed = typed_since(base, dialog.state())
        if not typed:
            self.drop(draft)
            return
        try:
            keep_draft(self._desk.board, replace(draft, content=typed))
        except UserError as error:
            # once is enough: what is typed still stands in the dialog, and saving it says why it cannot be
            if not self._told:
                self._messages.report(error)
            self._told = True

    def _leave(self, dialog: Drafted, draft: Draft) -> None:
        dialog.ended = True
        if not dialog.left_behind:
            self.drop(draft)
        self.left.emit()


def _shown(dialog: Drafted, state: State) -> bool:
    """Whether the dialog shows all of it; where a part of it cannot be read it shows what it did before."""
    before = dialog.state()
    with suppress(ValueError, KeyError):
        if state.keys() <= before.keys() and dialog.show_state(state):
            return True
    dialog.show_state(before)
    return False


def draft_words(library: Library, draft: Draft) -> str:
    """What was begun: ``imaging study``."""
    if draft.subject.startswith(FURTHER):
        return "further result" if draft.entry_id is None else "correction of a result"
    kind = library.record.kinds.get(draft.subject)
    others = {MARKER: "laboratory result", RESPONSE: "response assessment", DECISION: "part of a decision"}
    return within(kind.one) if kind is not None else others.get(draft.subject, "entry")


def when_words(draft: Draft, desk: Desk) -> str:
    """When the last field was typed: ``today at 14:02``, ``on 30 Nov at 14:02``."""
    if draft.kept_at is None:
        return ""
    at = draft.kept_at.astimezone()
    day = short_day(at.date(), desk.today())
    return f"{day if day == 'today' else f'on {day}'} at {clock_words(at)}"
