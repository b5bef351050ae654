"""What a person saves from a list with a chart: the chart as a picture, the rows as a CSV."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui.charts.saving import PICTURE, SPREADSHEET, Saving

if TYPE_CHECKING:
    from desktop.ui.entries.case_entries import CaseEntries
    from desktop.ui.main_window import MainWindow
    from desktop.ui.trends.page import TrendPage

_NO_CHART = "Nothing of these entries can be drawn, so there is no picture to save; save the CSV instead."
_NONE = "This child has no entry of this kind yet, so there is nothing to save."


class TrendDeeds(QObject):
    """Stands between the entries of the page of a child and one window."""

    def __init__(self, window: MainWindow, entries: CaseEntries) -> None:
        super().__init__(entries)
        self._window, self._saving = window, Saving(window)
        entries.save.connect(self.save)

    def save(self, page: TrendPage, picture: bool) -> None:
        """Save the chart as it is shown, or every row; the proposed name names no child."""
        from desktop.services.trend_export import save_trend_rows  # loaded when something is first saved

        case, trend = page.case, page.panel.trend
        if case is None or trend is None or not page.model.rows:
            self._saving.refuse(_NONE)
        elif picture:
            self._save_picture(page)
        else:
            proposed = trend.leaving.proposed_name(case, "csv")
            path = self._saving.path("Save the entries.", proposed, SPREADSHEET)
            if path is not None:
                self._saving.save(partial(save_trend_rows, self._window.desk.board, case, trend, path), "Entries", path)

    def _save_picture(self, page: TrendPage) -> None:
        from desktop.services.trend_export import save_trend_picture
        from desktop.ui.trends.picture import trend_picture

        case, trend, view = page.case, page.panel.trend, page.panel.view
        if case is None or trend is None or view.shown is None or not page.panel.has_chart:
            self._saving.refuse(_NO_CHART)
            return
        path = self._saving.path("Save the chart as a picture.", trend.leaving.proposed_name(case, "png"), PICTURE)
        if path is not None:
            drawn = trend_picture(self._window.look, view.shown, view.selected, case.number)
            save = partial(save_trend_picture, self._window.desk.board, case, trend, drawn, path)
            self._saving.save(save, "Chart", path)
