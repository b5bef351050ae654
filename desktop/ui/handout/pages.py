"""The pages of the family's sheet before they go out, in either language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.clinical.handout.sheet import Language
from desktop.services.handouts.pages import family_page
from desktop.services.printing import Page
from desktop.ui.dialogs.print_page import PrintDialog
from desktop.ui.handout.dialog import LANGUAGES


class FamilyPagesDialog(PrintDialog):
    """Shows what the family would be handed: only what was approved and still holds, or a draft that says so."""

    OFFERS = tuple((language.value, words) for language, words in LANGUAGES)

    def _make(self) -> Callable[[], Page]:
        self.inside.hide()
        desk, language = self._desk, Language(self.chosen())
        return partial(
            family_page, desk.board, desk.library, self._case, language=language, today=desk.today(), paper=self.paper()
        )
