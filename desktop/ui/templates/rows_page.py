"""One kind of rows of a template: the table of all of them, the form of the chosen one beside it or beneath."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.labels import Labels
from desktop.services.template_draft import Place, Problem, TemplateDraft
from desktop.services.template_fields import ABOUT, BENEATH
from desktop.ui.models.words_model import WordsModel
from desktop.ui.templates.form import RowForm
from desktop.ui.templates.words import HEADS, NAMES, NARROW, ONE, WRONG, row_words
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.scroll import Scroll
from desktop.ui.widgets.word_table import WordTable

_FORM, _BESIDE, _LEAST, _LOW = 380, 1000, 190, 132
_ENDLESS = 16_777_215
"""Qt's own largest height: none is set."""


class RowsPage(QWidget):
    """``edited`` says that the draft was changed here."""

    edited = Signal()

    def __init__(self, look: Look, labels: Labels, draft: TemplateDraft, kind: str) -> None:
        super().__init__()
        self._look, self._draft, self.kind = look, draft, kind
        self._problem: Problem | None = None
        self._places: list[Place] = []
        self._narrow = False
        self.form = RowForm(look, labels)
        self.form.changed.connect(self._change)
        self.beside = Scroll(self.form, f"{NAMES[kind]}: form")
        self.beside.setMinimumHeight(look.px(_LEAST))
        self.model = WordsModel(HEADS.get(kind, ()))
        self.table = WordTable(look, self.model, NAMES[kind], f"There is no {ONE[kind]} yet.", seen=3)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.buttons: dict[str, Button] = {}
        self._lay_out()
        self.refresh((ABOUT,) if kind == ABOUT else None)

    @property
    def place(self) -> Place | None:
        """The row that is chosen."""
        if self.kind == ABOUT:
            return (ABOUT,)
        at = self.table.currentIndex().row()
        return self._places[at] if 0 <= at < len(self._places) else None

    def go(self, place: Place) -> None:
        """Choose a row and put the keyboard into its form."""
        self.choose(place)
        first = next(iter(self.form.fields.values()), None)
        if first is not None:
            first.setFocus()

    def choose(self, place: Place | None) -> None:
        """Choose a row."""
        if place in self._places:
            self.table.selectRow(self._places.index(place))

    def show_problem(self, problem: Problem | None) -> None:
        """Mark the row that keeps the template from being saved."""
        if problem != self._problem:
            self._problem = problem
            self.refresh(self.place)

    def refresh(self, place: Place | None) -> None:
        """Show what the draft says now, with that row chosen, or one of its neighbours."""
        at = self.table.currentIndex().row()
        self._places = [] if self.kind == ABOUT else self._draft.places(self.kind)
        wrong = self._problem.place if self._problem else None
        rows = [row_words(self._draft, one) for one in self._places]
        marked = [(f"{WRONG}{row[0]}", *row[1:]) if one == wrong else row
                  for one, row in zip(self._places, rows, strict=True)]  # fmt: skip
        marked, heads = [self._kept(row) for row in marked], self._kept(HEADS.get(self.kind, ()))
        if tuple(marked) != self.model.rows:
            selection = self.table.selectionModel()
            selection.blockSignals(True)
            self.model.show_rows(marked, heads)
            selection.blockSignals(False)
        self.choose(place if place in self._places else self._places[min(max(at, 0), len(self._places) - 1)]
                    if self._places else None)  # fmt: skip
        self._show_form()

    def commit(self) -> None:
        """Take over what is still being typed."""
        self.form.commit()

    def _kept(self, row: tuple[str, ...]) -> tuple[str, ...]:
        """All columns, or where text is large those that tell the rows apart."""
        columns = NARROW.get(self.kind) if self._narrow else None
        return row if columns is None else tuple(row[one] for one in columns)

    def _show_form(self) -> None:
        place = self.place
        self.form.show_row(self._draft, place)
        said = self._problem is not None and self._problem.place == place and place is not None
        self.form.say_wrong(self._problem.sentence if said and self._problem else "")
        for name in ("remove", "up", "down", "beneath"):
            if name in self.buttons:
                self.buttons[name].setEnabled(place is not None)

    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_form()

    def _change(self, key: str, value: object) -> None:
        place = self.place
        if place is None:
            return
        place, fell = self._draft.change(place, key, value)
        self.refresh(place)
        if fell:
            self.form.fell.show()
        self.edited.emit()

    def _add(self, kind: str) -> None:
        self.commit()
        near = self.place
        if kind == self.kind and near is not None and kind not in {"sources"}:
            near = near[:2]
        place = self._draft.add(kind, near)
        self.refresh(place)
        self.edited.emit()
        self.go(place)

    def _remove(self) -> None:
        place = self.place
        if place is not None:
            self._draft.remove(place)
            self.refresh(None)
            self.edited.emit()

    def _move(self, by: int) -> None:
        self.commit()
        place = self.place
        if place is not None:
            self.refresh(self._draft.move(place, by))
            self.edited.emit()

    def _lay_out(self) -> None:
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        if self.kind != ABOUT:
            left = QVBoxLayout()
            left.setSpacing(8)
            left.addWidget(self.table, 1)
            left.addWidget(self._row_buttons())
            self._row.addLayout(left, 3)
        self._row.addWidget(self.beside, 2)

    def _row_buttons(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, gap=8)
        self._button(flow, "add", f"Add {ONE[self.kind]}").clicked.connect(lambda: self._add(self.kind))
        beneath = BENEATH.get(self.kind)
        if beneath:
            self._button(flow, "beneath", f"Add {ONE[beneath]}").clicked.connect(lambda: self._add(beneath))
        self._button(flow, "remove", "Remove").clicked.connect(self._remove)
        self._button(flow, "up", "Move up").clicked.connect(lambda: self._move(-1))
        self._button(flow, "down", "Move down").clicked.connect(lambda: self._move(1))
        return row

    def _button(self, flow: Flow, name: str, words: str) -> Button:
        button = self.buttons[name] = Button(self._look, words)
        button.setAutoDefault(False)
        flow.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else the form beneath."""
        super().resizeEvent(event)
        beside = self.width() / self._look.scale >= _BESIDE
        if self._narrow == beside:
            self._narrow = not beside
            self.refresh(self.place)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.beside.setMinimumWidth(self._look.px(_FORM) if beside else 0)
        if self.kind != ABOUT:
            self._row.setStretch(0, 3 if beside else 0)
        # beneath a high table nobody would see that there is a form
        self.table.setMaximumHeight(_ENDLESS if beside else self._look.px(_LOW))
