"""The page of the settings: its parts at the left, the chosen one beside them. Everything saves at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.forms.plain_edit import CommitEdit
from desktop.ui.panels.case_frame import FOLDED_BELOW
from desktop.ui.panels.section_list import SectionList
from desktop.ui.panels.settings.backups import BackupsPart
from desktop.ui.panels.settings.board import BoardPart
from desktop.ui.panels.settings.centre import CentrePart
from desktop.ui.panels.settings.chooser import PartChooser
from desktop.ui.panels.settings.lock import LockPart
from desktop.ui.panels.settings.own import AppearancePart, PagePart, PersonPart
from desktop.ui.panels.settings.parts import Part
from desktop.ui.panels.settings.people import PeoplePart
from desktop.ui.panels.settings.rule_tables import RuleTablesPart
from desktop.ui.panels.settings.rules import RulesPart
from desktop.ui.panels.settings.treatment import TreatmentPart
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import BAR_HEIGHT, PAGE_PADDING, SECTIONS_WIDTH, STRONG
from desktop.ui.widgets.text import Text
from desktop.ui.words import clock_words

PERSON, PEOPLE, BOARD, LOCK, BACKUPS, PAGE, APPEARANCE, TREATMENT, CENTRE, RULES, RULE_TABLES = range(11)
_WIDTH, _WIDE = 640, 1040


class SettingsPage(QWidget):
    """``state`` carries the words of the save state and their tone."""

    state = Signal(str, str)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, use_appearance: Callable[[str], None]) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self.appearance = AppearancePart(look, desk, use_appearance)
        self.person, self.board = PersonPart(look, desk), BoardPart(look, desk, tasks)
        self.people = PeoplePart(look, desk)
        self.paper, self.treatment, self.centre = (
            PagePart(look, desk),
            TreatmentPart(look, desk),
            CentrePart(look, desk),
        )
        self.rules, self.rule_tables = RulesPart(look, desk), RuleTablesPart(look, desk)
        self.lock = LockPart(look, desk)
        self.backups = BackupsPart(look, desk, tasks)
        self.parts: tuple[Part, ...] = (
            self.person, self.people, self.board, self.lock, self.backups, self.paper, self.appearance,
            self.treatment, self.centre, self.rules, self.rule_tables,
        )  # fmt: skip
        self.sections = SectionList(look, [one.name for one in self.parts])
        self.sections.setAccessibleName("Parts of the settings")
        self.chooser = PartChooser(look, self.sections)
        self.pages = QStackedWidget()
        for part in self.parts:
            part.saved.connect(self._say_saved)
            part.refused.connect(lambda words: self.state.emit(words, "error"))
            self.pages.addWidget(_scrolled(look, part))
        self._lay_out()
        self.sections.currentRowChanged.connect(self._go)
        self.sections.select(PERSON)

    @property
    def section(self) -> int:
        """Which part is shown."""
        return self.pages.currentIndex()

    def go(self, section: int) -> None:
        """Show a part by its number."""
        self.sections.select(section)

    def commit(self) -> None:
        """Take over what is still being typed; called before the page is left."""
        for part in self.parts:
            part.commit()

    def unused(self) -> list[tuple[int, CommitEdit]]:
        """The fields that hold text which is not stored, each with the number of its part."""
        return [(number, field) for number, part in enumerate(self.parts) for field in part.unused()]

    def drafts(self) -> list[tuple[int, str, str]]:
        """What stands in them, by part and name, for the page that takes the place of this one."""
        return [(number, field.accessibleName(), field.text()) for number, field in self.unused()]

    def take_drafts(self, drafts: Iterable[tuple[int, str, str]]) -> None:
        """Go on with what was typed on the page that this one takes the place of."""
        for number, name, text in drafts:
            self.parts[number].type_again(name, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow for its text the list gives its room to the part, and is a drop-down."""
        super().resizeEvent(event)
        folded = self.window().width() / self._look.scale < FOLDED_BELOW
        self.side.setVisible(not folded)
        self.chooser.setVisible(folded)
        # whoever puts the keyboard on the parts finds them where they are
        self.sections.setFocusProxy(self.chooser if folded else None)  # type: ignore[arg-type] # None: by itself

    def _go(self, section: int) -> None:
        self.commit()
        self.pages.setCurrentIndex(section)

    def _say_saved(self) -> None:
        self.state.emit(f"Saved {clock_words(self._desk.now())}", "text")

    def _lay_out(self) -> None:
        look = self._look
        head = QFrame()
        head.setProperty("part", "bar")
        head.setMinimumHeight(look.px(BAR_HEIGHT))
        title = QHBoxLayout(head)
        title.setContentsMargins(PAGE_PADDING, 7, PAGE_PADDING, 7)
        title.setSpacing(PAGE_PADDING)
        title.addWidget(Text(look, "Settings", step="title", weight=STRONG))
        title.addWidget(self.chooser)
        title.addStretch(1)
        side = self.side = QFrame()
        side.setProperty("part", "rail")
        side.setFixedWidth(look.px(SECTIONS_WIDTH))
        sections = QVBoxLayout(side)
        sections.setContentsMargins(8, 8, 8, 8)
        sections.addWidget(self.sections)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addLayout(row, 1)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def _scrolled(look: Look, part: Part) -> QScrollArea:
    """A part as one column of readable width that scrolls where it is too high."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(PAGE_PADDING, 14, PAGE_PADDING, PAGE_PADDING)
    part.setMaximumWidth(look.px(_WIDE if part.wide else _WIDTH))
    row.addWidget(part, 1)
    row.addStretch(0)
    # wrapped text asks for its height at its least width; only the height at the real width counts
    holder.setMinimumHeight(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(part.name)
    area.setWidget(holder)
    area.viewport().setAutoFillBackground(False)
    holder.setAutoFillBackground(False)
    return area
