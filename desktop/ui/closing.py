"""Closing the window: what is typed is saved first, and what could not be is asked about before it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.clinical.errors import UserError

if TYPE_CHECKING:
    from desktop.ui.forms.plain_edit import CommitEdit
    from desktop.ui.forms.unused import Unused
    from desktop.ui.main_window import MainWindow


class Closing(QObject):
    """Asks at most once at a time; whoever stays is taken to the field that holds the text."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._anyway = self._asked = False

    def anyway(self) -> None:
        """Nothing can be saved any more, so nothing is asked."""
        self._anyway = True

    def may_close(self) -> bool:
        """Whether nothing would be lost, or a person has said that it may be."""
        if self._anyway:
            return True
        if self._window.locking.locked:
            return self._may_close_locked()
        try:
            self._window.commit()
        except Exception as error:
            self._window.messages.report(error)
        if not self._texts() and not self._settings():
            return True
        if not self._asked:
            self._ask()
        return False

    def _may_close_locked(self) -> bool:
        """Of what would be lost no word is said while the board is locked."""
        kept = self._window.locking.kept
        if kept and not self._asked:
            from desktop.ui.locking.words import lose_words

            self._ask_with(lose_words(kept))
        return not kept

    def _ask(self) -> None:
        from desktop.ui.forms.unused import unsaved_setting_words, unused_words

        texts, settings = self._texts(), self._settings()
        if texts:
            labels = self._window.desk.library.labels
            self._ask_with(unused_words(labels, texts, self._case_words(texts[0]), len(settings)))
        else:
            field = settings[0][1]
            self._ask_with(unsaved_setting_words(field.accessibleName(), field.text(), len(settings) - 1))

    def _texts(self) -> list[Unused]:
        """What could not be used, in fields of cases."""
        page = self._window.__dict__.get("page")
        return page.forms.unused() if page is not None else []

    def _settings(self) -> list[tuple[int, CommitEdit]]:
        """What could not be saved, in fields of the settings."""
        settings = self._window.__dict__.get("settings")
        return settings.unused() if settings is not None else []

    def _ask_with(self, sentence: str) -> None:
        from desktop.ui.dialogs.lose_typed import LoseTypedDialog

        dialog = LoseTypedDialog(self._window.look, sentence, self._window)
        dialog.accepted.connect(self._close)
        dialog.rejected.connect(self._stay)
        self._asked = True
        dialog.open()

    def _case_words(self, text: Unused) -> str:
        """Which case it is, unless that is the one in front of the person."""
        window = self._window
        if window.at_case() and window.page.case is not None and window.page.case.id == text.case_id:
            return ""
        from desktop.services.cases import get_case  # the list is painted before it is loaded

        try:
            return f"case {get_case(window.desk.board, text.case_id).number}"
        except UserError:
            return "another case"

    def _close(self) -> None:
        self._anyway = True
        self._window.close()

    def _stay(self) -> None:
        self._asked = False
        if self._window.locking.locked:
            return
        self.show_first()

    def show_first(self) -> bool:
        """Go to the first field that holds such text; says whether there is one."""
        texts, settings = self._texts(), self._settings()
        if texts:
            self._window.show_unused(texts[0])
        elif settings:
            part, field = settings[0]
            self._window.show_settings(part)
            field.setFocus()
        return bool(texts or settings)
