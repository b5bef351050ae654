"""What a person saves from the section of biomarkers: the chart as a picture, the results as a CSV."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.services.marker_export import proposed_name, save_picture, save_results
from desktop.ui.charts.saving import PICTURE, SPREADSHEET, Saving
from desktop.ui.markers.page import MarkersPage
from desktop.ui.markers.picture import picture_of

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

_NO_CHART = "Nothing of these results can be drawn, so there is no picture to save; save the CSV instead."
_NONE = "This child has no result of a laboratory marker yet, so there is nothing to save."


class MarkerDeeds(QObject):
    """Stands between the section of biomarkers and one window."""

    def __init__(self, window: MainWindow, page: MarkersPage) -> None:
        super().__init__(page)
        self._window, self._page, self._saving = window, page, Saving(window)
        page.picture.connect(self.ask_picture)
        page.results.connect(self.ask_results)

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
