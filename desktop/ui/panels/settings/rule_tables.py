"""The rules that the board works with: version, day, sources and checksum of each table, and the way to others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.clinical.dates import PartialDate, day_words
from desktop.services.rule_changes import ProposedRules, earlier_rules, shipped_rules
from desktop.services.rule_packs import adoptions
from desktop.services.rule_sources import read_rules
from desktop.ui.desk import Desk
from desktop.ui.panels.settings.parts import Part
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Line, Text
from desktop.ui.words import counted

if TYPE_CHECKING:
    from db.rule_packs import AdoptedTable, Adoption

_TOLD = (
    "Every child on this board is assessed by these rules, on every computer, even if a newer program brings others. "
    "What other rules would change is shown child by child before anybody adopts them."
)
_SHORT, _GROUP = 12, 16


class RuleTablesPart(Part):
    """``wanted`` carries what gives the rules that a person wants to look at."""

    name = "Rules"
    wanted = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, _TOLD)
        found = adoptions(desk.board)
        self.buttons: list[Button] = []
        if found:
            self._say_adopted(found[0])
        else:
            self.fact("Adopted", "Not yet: the program's own rules are adopted when the board is opened for writing.")
        self._offer()
        for table in found[0].tables if found else ():
            self._say_table(table)
        if len(found) > 1:
            self._say_history(found)
        self.body.addStretch(1)

    def _say_adopted(self, now: Adoption) -> None:
        self.fact("Adopted", _adopted_words(now))
        self.fact(
            "Checksum of all tables", in_groups(now.checksum), "Two boards with the same checksum have the same rules."
        )

    def _offer(self) -> None:
        """What can be looked at."""
        row = QWidget()
        flow = Flow(row, gap=8)
        shipped = self._button("Look at the rules this program brings", partial(shipped_rules, self.desk.library))
        flow.addWidget(shipped)
        for words, ask in (("Open a folder of rules…", self._ask_folder), ("Open a ZIP of rules…", self._ask_archive)):
            button = Button(self.look, words)
            button.clicked.connect(ask)
            self.buttons.append(button)
            flow.addWidget(button)
        self.body.addSpacing(8)
        self.body.addWidget(row)

    def look_into(self, path: Path) -> None:
        """Look at rules from elsewhere."""
        self.wanted.emit(partial(read_rules, path))

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Open a folder of rules")
        if name:
            self.look_into(Path(name))

    def _ask_archive(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Open a ZIP of rules", "", "ZIP (*.zip)")
        if name:
            self.look_into(Path(name))

    def _button(self, words: str, load: Callable[[], ProposedRules]) -> Button:
        button = Button(self.look, words)
        button.clicked.connect(lambda: self.wanted.emit(load))
        self.buttons.append(button)
        return button

    def _say_table(self, table: AdoptedTable) -> None:
        self.body.addSpacing(8)
        self.body.addWidget(Line())
        self.body.addWidget(self._text(table.title, weight=STRONG))
        told = (
            f"Version {table.version}, in force from {day_words(table.valid_from)}, checksum {table.checksum[:_SHORT]}"
        )
        line = self._text(told)
        line.setToolTip(table.checksum)
        self.body.addWidget(line)
        for source in table.sources.values():
            self.body.addWidget(self._text(source, step="label", tone="text2"))

    def _say_history(self, found: list[Adoption]) -> None:
        """Earlier adoptions; the rules of each are still on the board."""
        self.body.addSpacing(16)
        self.body.addWidget(Text(self.look, "Earlier rules", step="lead", weight=STRONG))
        self.body.addWidget(Line())
        seen = {found[0].checksum}
        for one in found[1:]:
            self.body.addWidget(self._text(_adopted_words(one)))
            if one.checksum not in seen:
                seen.add(one.checksum)
                load = partial(
                    earlier_rules, self.desk.board, self.desk.library, one.checksum, "rules of this board before"
                )
                button = self._button("Look at these rules again", load)
                button.setAccessibleDescription(_adopted_words(one))
                self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _text(self, words: str, *, step: str = "body", tone: str = "text", weight: int = 400) -> Text:
        text = Text(self.look, words, step=step, tone=tone, weight=weight, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return text


def in_groups(checksum: str) -> str:
    """A checksum in groups, to be compared by eye and to wrap where text is large."""
    return " ".join(checksum[place : place + _GROUP] for place in range(0, len(checksum), _GROUP))


def _adopted_words(one: Adoption) -> str:
    """When, by whom, where from, what it changed, and why."""
    day = PartialDate.of(one.adopted_at.astimezone().date()).words()
    changed = f"; {counted(one.changed, 'child', 'children')} got another answer" if one.changed else ""
    reason = f". {one.reason[:1].upper()}{one.reason[1:]}" if one.reason else ""
    return f"{day}, by {one.adopted_by}, {one.origin}; checksum {one.checksum[:_SHORT]}{changed}{reason}."
