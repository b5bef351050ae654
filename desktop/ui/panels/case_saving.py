"""Saving one changed fact of the child that is shown: what is said meanwhile, and what is said where it cannot be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.clinical.case import Case
from desktop.clinical.editing import Field
from desktop.clinical.errors import UserError
from desktop.services.cases import save_case
from desktop.services.doubts import new_impossible
from desktop.ui.desk import Desk
from desktop.ui.edit_words import step_name
from desktop.ui.messages import Messages

_FAULT = "A fault of the program kept this from being saved; press Enter here to try again."


class CaseSaving(QObject):
    """``state``: the words of the save state, their tone and the reason; ``refused``: the field, and why not."""

    state = Signal(str, str, str)
    refused = Signal(object, str)

    def __init__(self, desk: Desk, messages: Messages) -> None:
        super().__init__()
        self._desk, self._messages = desk, messages

    def save(self, before: Case, field: Field, change: Callable[[Case], Case]) -> Case | None:
        """The case as stored; None where it was not, and the reason was told."""
        desk, name = self._desk, self._desk.library.labels.name(field.name)
        after = change(before)
        wrong = new_impossible(desk.library, before, after, desk.today())
        if wrong:
            self._refuse(field, wrong, f"{name}: {wrong}")
            return None
        self.state.emit("Saving…", "text2", "")
        step = step_name(desk.library.labels, field, before, after)
        try:
            return save_case(desk.board, desk.library, before, after, step)
        except UserError as error:
            self._refuse(field, str(error), str(error))
            self._messages.report(error)
            return None
        except BaseException:
            self._refuse(field, _FAULT, "")
            raise

    def _refuse(self, field: Field, sentence: str, reason: str) -> None:
        self.state.emit("Not saved", "error", reason)
        self.refused.emit(field, sentence)
