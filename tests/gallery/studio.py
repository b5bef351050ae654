"""Where pictures are taken: fixed boards, a stopped clock, fixed names and places, and no cursor that blinks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from freezegun import freeze_time
from PySide6.QtCore import QEvent, QPropertyAnimation, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from db.lock import Holder
from desktop.clinical.case import Case
from desktop.clinical.listing import CaseQuery
from desktop.services.boards import Board, open_board
from desktop.services.cases import delete_case, get_case, new_case
from desktop.services.demo import make_demonstration
from desktop.services.importing import ImportReport, import_file
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.start import Stage
from desktop.ui.theme import Look
from tests.gallery.children import IN_THE_BIN, extra_children
from tests.gallery.meeting import make_meeting
from tests.gallery.moment import NOW, TODAY
from tests.gallery.past import make_damaged, make_past

W = TypeVar("W", bound=QWidget)

SIZE = (1366, 768)
LISTS = Path(__file__).parent / "lists"
HOLDER = Holder("Zztest Coordinator", "ward laptop 2", 4711, "2026-11-23T09:12:00+00:00")


@dataclass(frozen=True, slots=True)
class Boards:
    """``full`` is the demonstration board as everybody gets it; ``odd`` has the children that strain a layout, one of
    them in the bin; ``reading`` is ``full`` opened while another holds it; ``empty`` has nobody on it; on
    ``changing`` a scene may write, after putting back what it will change. Onto ``brought`` a list was just
    imported, ``report`` says how. On ``past`` things happened for a week; ``damaged`` is the same, tampered with.
    ``meeting`` has meetings with agendas and decisions.
    """

    full: Board
    odd: Board
    reading: Board
    empty: Board
    changing: Board
    brought: Board
    report: ImportReport
    past: Board
    damaged: Board
    meeting: Board

    def close(self) -> None:
        """Close all of them."""
        all_of_them = (
            self.reading,
            self.full,
            self.odd,
            self.empty,
            self.changing,
            self.brought,
            self.past,
            self.damaged,
            self.meeting,
        )
        for board in all_of_them:
            board.close()


def make_boards(folder: Path, library: Library) -> Boards:
    """The boards of every picture; the same in every run, times of their entries included."""
    with freeze_time(NOW):
        full = make_demonstration(folder / "full.crestboard", library, cases=24, seed=1)
        odd = make_demonstration(folder / "odd.crestboard", library, cases=2, seed=1, met=False)
        for child in extra_children():
            stored = new_case(odd, library, child)
            if child.given_name == IN_THE_BIN:
                delete_case(odd, library, stored.id, "Entered twice")
        empty = make_demonstration(folder / "empty.crestboard", library, cases=1, seed=1, met=False)
        only = list_cases(empty, CaseQuery(sort="name")).lines[0]
        delete_case(empty, library, only.case_id, "Entered twice")
        changing = make_demonstration(folder / "changing.crestboard", library, cases=24, seed=1, met=False)
        brought = make_demonstration(folder / "brought.crestboard", library, cases=24, seed=1, met=False)
        report = import_file(brought, library, LISTS / "cases-brought.csv", today=TODAY)
    reading = replace(open_board(full.folder, write=False), holder=HOLDER)
    past = make_past(folder / "past.crestboard", library)
    damaged = make_damaged(past, folder / "damaged.crestboard")
    return Boards(
        full,
        odd,
        reading,
        empty,
        changing,
        brought,
        report,
        past,
        damaged,
        make_meeting(folder / "meeting.crestboard", library),
    )


class Studio:
    """Builds windows for scenes and takes their pictures. One for a process; ``clear`` after each scene."""

    def __init__(self, stage: Stage, library: Library, boards: Boards) -> None:
        self.stage, self.library, self.boards = stage, library, boards
        self.look: Look = stage.look
        self._shown: list[QWidget] = []
        application = stage.application
        application.setCursorFlashTime(0)
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip):
            application.setEffectEnabled(effect, False)

    @contextmanager
    def dressed(self, appearance: str = "light", scale: float = 1.0) -> Iterator[None]:
        """Everything built inside is light or dark, with text of this size; afterwards all is as it was before."""
        before = self.look.scale, self.look.appearance
        self.look.scale = scale
        self.look.use(appearance)
        try:
            yield
        finally:
            self.clear()
            self.look.scale = before[0]
            self.look.use(before[1])

    # what scenes are made of

    def desk(self, board: Board) -> Desk:
        """A board on a desk whose clock stands."""
        return Desk(board=board, library=self.library, today=lambda: TODAY, now=lambda: NOW)

    def window(self, board: Board | None = None, *, size: tuple[int, int] = SIZE) -> MainWindow:
        """The main window, shown, with the keyboard in its list."""
        window = MainWindow(self.look, self.desk(board or self.boards.full), self.stage.tasks, self.stage.messages)
        # a picture of a history would show every picture taken before it
        window.looks.shown = lambda _case_id: None  # type: ignore[method-assign]
        window.resize(*size)
        self.show(window)
        window.settled = True
        window.show_next_meeting()
        self.settle()
        return window

    def case_window(
        self, given: str, section: int = 0, board: Board | None = None, *, size: tuple[int, int] = SIZE
    ) -> MainWindow:
        """The main window with the case of a child open, known by the given name, at one of its sections."""
        window = self.window(board, size=size)
        window.open_case(self.child(given, board).id)
        window.go_section(section)
        self.settle()
        return window

    def child(self, given: str, board: Board | None = None) -> Case:
        """The case of a child on a board (the bin included)."""
        board = board or self.boards.full
        for bin_too in (False, True):
            found = list_cases(board, CaseQuery(text=given, bin=bin_too)).lines
            named = [line for line in found if line.name.endswith(f", {given}")]
            if named:
                return get_case(board, named[0].case_id)
        raise LookupError(given)

    def show(self, widget: W) -> W:
        """Show a window or dialog in front and let it settle."""
        self._shown.append(widget)
        widget.show()
        widget.activateWindow()
        self.settle()
        return widget

    def host(self) -> QWidget:
        """A bare widget for dialogs that want a parent."""
        host = QWidget()
        self.look.dress(host)
        host.resize(*SIZE)
        self._shown.append(host)
        return host

    def settle(self) -> None:
        """Finish work in the background and everything that waits to be painted, delivered or laid out."""
        for shown in self._shown:
            if isinstance(shown, MainWindow):
                shown.next_paint.now()
        self.stage.tasks.wait()
        for _ in range(3):
            self.stage.application.sendPostedEvents()
            self.stage.application.processEvents()
        for shown in self._shown:
            # what fades in, such as the cross of a search, is there
            for fading in shown.findChildren(QPropertyAnimation):
                fading.setCurrentTime(fading.totalDuration())

    def picture(self, make: Callable[[Studio], QWidget]) -> QPixmap:
        """Build a scene and take its picture."""
        widget = make(self)
        self.settle()
        return widget.grab()

    def clear(self) -> None:
        """Take down everything that was shown."""
        self.settle()
        for widget in reversed(self._shown):
            widget.close()
            widget.deleteLater()
        self._shown.clear()
        self.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
