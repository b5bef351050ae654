"""A list over all children on its way out, to a printer or as PDF; that it leaves is written down before it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.clinical.errors import UserError
from desktop.services.files import write_whole
from desktop.services.page_pictures import PagePictures
from desktop.ui.charts.saving import CLEAR, UNRECORDED
from desktop.ui.desk import Desk
from desktop.ui.messages import Messages
from desktop.ui.printing import ask_for_printer, print_pages

Give = Callable[[], object]


class DrawnList(NamedTuple):
    """A list as PDF, how many pages it has, and what writes down that just this leaves and then gives it.

    ``hand_out`` is False where nothing could be written down.
    """

    pdf: bytes
    pages: int
    hand_out: Callable[[Give], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOut:
    """``name`` is what the list is called in sentences (``chase list``), ``file`` the proposed name: it names nobody.

    ``draw`` gives the list as it is shown, for a paper; None where there is nothing to print. ``told`` hears what was
    done.
    """

    page: QWidget
    desk: Desk
    messages: Messages
    name: str
    file: str
    draw: Callable[[str], DrawnList | None]
    told: Callable[[str], None]

    def to_printer(self) -> None:
        """Choose a printer, write down that the list goes out, and paint it there."""
        paper = self.desk.preferences.paper
        drawn = self.draw(paper)
        if drawn is None:
            return
        printer = ask_for_printer(paper, drawn.pages, self.page)
        if printer is None:
            return
        pictures = PagePictures(drawn.pdf)
        try:
            self._give(drawn, partial(print_pages, printer, pictures), "sent to the printer")
        finally:
            pictures.close()

    def ask_where(self) -> None:
        """Ask for a file, and save the list there as PDF."""
        if self.draw(self.desk.preferences.paper) is None:
            return
        name, _ = QFileDialog.getSaveFileName(self.page, f"Save the {self.name}. {CLEAR}", self.file, "PDF (*.pdf)")
        if name:
            self.to_file(Path(name))

    def to_file(self, path: Path) -> None:
        """Write down that the list goes out, and write it to a file."""
        drawn = self.draw(self.desk.preferences.paper)
        if drawn is not None:
            self._give(drawn, partial(write_whole, path, drawn.pdf), f"saved as {path.name}")

    def _give(self, drawn: DrawnList, give: Give, what: str) -> None:
        try:
            recorded = drawn.hand_out(give)
        except UserError as error:
            self.messages.report(error)
            return
        words = f"{self.name[:1].upper()}{self.name[1:]} {what}"
        self.told(words if recorded else f"{words}{UNRECORDED}")
