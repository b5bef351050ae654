"""What a person does with all results of the biomarkers at once: save the chart or the list, paste rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.clinical.errors import UserError
from desktop.clinical.results import MarkerResult
from desktop.services.marker_export import proposed_name, save_picture, save_results
from desktop.services.markers import put_markers
from desktop.ui.charts.saving import PICTURE, SPREADSHEET, Saving
from desktop.ui.markers.page import MarkersPage
from desktop.ui.markers.picture import picture_of
from desktop.ui.words import counted

if TYPE_CHECKING:
    from desktop.ui.dialogs.paste_entries import PasteDialog
    from desktop.ui.entries.pasting import Pasted
    from desktop.ui.main_window import MainWindow

_RESULTS = "Biomarkers"
_NO_CHART = "Nothing of these results can be drawn, so there is no picture to save; save the CSV instead."
_NONE = "This child has no result of a laboratory marker yet, so there is nothing to save."


class MarkerDeeds(QObject):
    """Stands between the section of biomarkers and one window."""

    def __init__(self, window: MainWindow, page: MarkersPage) -> None:
        super().__init__(page)
        self._window, self._page, self._saving = window, page, Saving(window)
        page.picture.connect(self.ask_picture)
        page.results.connect(self.ask_results)
        page.paste.connect(self.ask_paste)

    def ask_picture(self) -> None:
        """Ask where the chart shall go, as it is shown; the proposed name names no child."""
        case, shown = self._page.case, self._page.panel.view.shown
        if case is None or not self._page.model.lines:
            self._saving.refuse(_NONE)
        elif shown is None or not self._page.panel.has_chart:
            self._saving.refuse(_NO_CHART)
        else:
            path = self._saving.path("Save the chart as a picture.", proposed_name(case, "png"), PICTURE)
            if path is not None:
                picture = picture_of(self._window.look, shown, case.number)
                self._saving.save(partial(save_picture, self._window.desk.board, case, picture, path), "Chart", path)

    def ask_results(self) -> None:
        """Ask where the results shall go; the proposed name names no child."""
        case, chart, desk = self._page.case, self._page.chart, self._window.desk
        if case is None or chart is None or not self._page.model.lines:
            self._saving.refuse(_NONE)
            return
        path = self._saving.path("Save the results.", proposed_name(case, "csv"), SPREADSHEET)
        if path is not None:
            self._saving.save(partial(save_results, desk.board, desk.library, case, chart, path), "Results", path)

    def ask_paste(self, rows: str) -> None:
        """Show what rows of a spreadsheet would be entered as; nothing is stored before it is confirmed."""
        from desktop.ui.dialogs.paste_entries import PasteDialog  # loaded when they are first wanted
        from desktop.ui.markers.pasting import read_pasted_markers

        window = self._window
        case = window.page.case
        if case is None:
            return
        pasted = read_pasted_markers(window.desk.library, case.born.value, rows, window.desk.today())
        dialog = PasteDialog(window.look, _RESULTS, case, pasted, window)
        dialog.confirmed.connect(lambda: self._put(dialog, pasted))
        dialog.open()

    def _put(self, dialog: PasteDialog, pasted: Pasted) -> None:
        """What cannot be stored stays in the dialog, with the reason beneath it."""
        case = self._window.page.case
        if case is None:
            return
        desk, results = self._window.desk, [one for one in pasted.entries if isinstance(one, MarkerResult)]
        count = counted(len(results), "result")
        try:
            stored = put_markers(desk.board, desk.library, case, results, desk.today(), f"Paste of {count}")
        except UserError as error:
            dialog.say_wrong(str(error))
            self._window.say_state(f"Not saved: {error}", "error")
            return
        dialog.accept()
        self._window.deeds.stored.emit(stored)
        self._window.deeds.told.emit(f"Entered {count}")
