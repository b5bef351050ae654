"""Entering one entry of the record: its fields in the order of its kind, and where it came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.labels import within
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.results import Result
from desktop.services.drafts import State, result_of_state, state_of_result
from desktop.services.entries import answer
from desktop.services.entry_doubts import doubts_of
from desktop.services.entry_hints import hints_of
from desktop.ui.dialogs.drafted import Drafted
from desktop.ui.entries.help import EntryHelp
from desktop.ui.entries.origin import OriginPart, origin_parts, with_origin
from desktop.ui.entries.row import WIDE, EntryRow
from desktop.ui.entries.told import Told
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button

_WIDTH, _HEIGHT, _TWO_COLUMNS = 760, 560, 1.4
_TOLD = "F1 in a field says what it is, why it matters and where to find it. Ctrl+Enter saves and begins the next."


class EntryDialog(Drafted):
    """``given`` carries the entry, and whether the next one is to follow; ``begun``: an empty one was begun.

    ``before`` is the entry to change, or the one that a new one begins as; ``known`` says that it is stored already.
    """

    given = Signal(object, bool)
    begun = Signal()

    def __init__(
        self, look: Look, told: Told, kind: EntryKind, case: Case, today: Callable[[], date], parent: QWidget,
        before: Result | None = None, *, known: bool = False,
    ) -> None:  # fmt: skip
        title = f"Change the {within(kind.one)}" if known else f"New {within(kind.one)}"
        super().__init__(look, title, _TOLD if not known else _TOLD.partition(" Ctrl")[0], parent)
        self.kind, self._told, self._today, self._known = kind, told, today, known
        self._case = case
        self.name_child(case)
        self.ask_size(_WIDTH, _HEIGHT)
        self._before = before or kind.type()
        labels = told.library.all_labels
        self.rows = {one.name: EntryRow(look, labels, one, told.ways(case, one), today) for one in kind.fields}
        self.origin = tuple(origin_parts(look, kind, today))
        self.help = EntryHelp(look)
        self._lay_fields()
        self.add_beneath(self.help)
        self._explain()
        self._add_deeds()
        self._wire()
        self._fill(self._before)
        self._first().setFocus()

    def entered(self) -> Result:
        """What is typed, as an entry."""
        told = {name: row.answer for name, row in self.rows.items()}
        origin = with_origin(self._before.provenance, self.origin)
        return replace(self._before, provenance=origin, **cast("dict[str, Any]", told))

    def state(self) -> dict[str, object]:
        """What stands in its fields, by name."""
        return state_of_result(self.entered(), self.rows, self._origin_names)

    def blank(self) -> dict[str, object]:
        """What stands in an empty one."""
        return state_of_result(self.kind.type(), self.rows, self._origin_names)

    def show_state(self, state: State) -> bool:
        """Show this in its fields."""
        kept = result_of_state(self._before, state)
        if kept is not None:
            self._fill(kept)
        return kept is not None

    def name_of(self, field: str) -> str:
        """The label of a field, or of a part of its origin."""
        row = self.rows.get(field)
        return row.field.label if row is not None else self.kind.origin[field.rpartition(".")[2]]

    @property
    def _origin_names(self) -> list[str]:
        return [one.name for one in self.origin]

    def begin_next(self, case: Case, saved: str) -> None:
        """Begin an empty entry after one that was stored; ``saved`` says which that was."""
        self._before, self._case = self.kind.type(), case
        for name, row in self.rows.items():
            row.use(self._told.ways(case, self.kind.field(name)))
        self._fill(self._before)
        self._forget_typed()
        self.begun.emit()
        self.say_wrong("")
        self.sentence.setText(f"{saved} Now the next one.")
        self._first().setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it was not stored, with the keyboard in the field that the sentence begins with."""
        self.say_wrong(sentence)
        named = [row for row in self.rows.values() if sentence.startswith(row.field.label)]
        if named:
            max(named, key=lambda row: len(row.field.label)).value.setFocus(Qt.FocusReason.OtherFocusReason)

    # parts

    def _lay_fields(self) -> None:
        """Two beside each other where there is room; long ones take the whole width."""
        columns = 2 if self.look.scale < _TWO_COLUMNS else 1
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        parts = [(row, row.field.asked in WIDE) for row in self.rows.values()]
        place = 0
        for part, wide in (*parts, *((one, False) for one in self.origin)):
            if wide and place % columns:
                place += 1
            grid.addWidget(part, place // columns, place % columns, 1, columns if wide else 1)
            place += columns if wide else 1
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def _explain(self) -> None:
        """F1 in every field, and in the parts of where it came from."""
        self.help.serve(self)
        for name, row in self.rows.items():
            self.help.explain(row, name, row.field.label, row.field.help)
        told = self._told.library.help.parts
        for part in self.origin:
            name = f"origin.{part.name}"
            self.help.explain(part, name, part.label, told[name])

    def _add_deeds(self) -> None:
        _, self.do = self.add_buttons("Save")
        self.and_next = Button(self.look, "Save and next", shortcut="Ctrl+Enter")
        self.and_next.setAutoDefault(False)
        self.and_next.setVisible(not self._known and not self.kind.single)
        self.add_at_foot(self.and_next)
        self.do.clicked.connect(lambda: self._give(again=False))
        self.and_next.clicked.connect(lambda: self._give(again=True))

    def _wire(self) -> None:
        for name, row in self.rows.items():
            row.changed.connect(self._typed)
            row.done.connect(self.move_on)
            row.value.refused.connect(lambda _sentence, name=name: self._bring(name))
        for part in self.origin:
            part.changed.connect(self._typed)

    def _fill(self, entry: Result) -> None:
        for row in self.rows.values():
            row.show_answer(answer(entry, row.field))
        for part in self.origin:
            part.show_told(entry.provenance)
        self._look_again()

    def _first(self) -> QWidget:
        return next(iter(self.rows.values())).value

    # keys and saving

    def saves_by_key(self) -> bool:
        """It stands on the button that saves and begins the next one, where there is that."""
        return not self.and_next.isVisibleTo(self)

    def save_by_key(self) -> None:
        """Ctrl+Enter saves, and begins the next one where several can follow each other."""
        self._give(again=self.and_next.isVisibleTo(self))

    def _give(self, *, again: bool) -> None:
        self.say_wrong("")
        parts: Sequence[EntryRow | OriginPart] = (*self.rows.values(), *self.origin)
        for part in parts:
            part.commit()
        wrong = next((one for one in parts if one.is_wrong), None)
        if wrong is None:
            self.given.emit(self.entered(), again)
        else:
            (wrong.value if isinstance(wrong, EntryRow) else wrong.edit).setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._look_again()
        self.typed.emit()

    def _look_again(self) -> None:
        """Say what is worth a second look of what stands here now, and what sources say of it; it stops nobody."""
        entered, library = self.entered(), self._told.library
        doubts = doubts_of(library, self._case, self.kind, entered, self._today())
        hints = hints_of(library, self._case, self.kind, entered)
        for name, row in self.rows.items():
            row.show_doubt(doubts.get(name, ""))
            row.show_hint(hints.get(name, ""))
        for part in self.origin:
            part.show_doubt(doubts.get(part.name, ""))

    def _bring(self, name: str) -> None:
        row = self.rows[name]
        if row.is_wrong:
            self.area.bring(row.value, row.last_remark)
