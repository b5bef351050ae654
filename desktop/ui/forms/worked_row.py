"""A row of a form that nobody types: a value that follows from other facts, on ground, and from which it follows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import Labels, within
from desktop.services.uses import WorkedOut
from desktop.ui.forms.fact_row import DATE, NAME, NAME_WIDTH, PLACE, USED, VALUE
from desktop.ui.forms.form_view import FormView, form_name
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import capital, joined


class WorkedRow(QObject):
    """Shows one fact that follows; where it was entered too and differs, both stand there with the reason."""

    def __init__(self, look: Look, labels: Labels, fact: str, uses: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._labels, self._fact = look, labels, fact
        name = labels.words["worked_out"][fact]
        self.name = Text(look, name, wrap=True)
        self.name.setFixedWidth(look.px(NAME_WIDTH))
        self.value = QLineEdit()
        self.value.setReadOnly(True)
        self.value.setFont(look.font("body"))
        self.value.setAccessibleName(f"{name}, worked out")
        self.source = Text(look, step="label", tone="text2", wrap=True)
        self.uses = Text(look, uses, step="label", tone="text3")
        self.icon = Icon(look, "caution", "caution", 14)
        self.message = Text(look, step="label", tone="caution", wrap=True)

    def put(self, grid: QGridLayout, row: int, *, narrow: bool) -> None:
        """Place the widgets into the grid, from this row on."""
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self.name, row, NAME, middle)
        grid.addWidget(self.value, row, VALUE, 1, PLACE - VALUE + 1 if narrow else 1)
        grid.addWidget(self.source, row + narrow, VALUE if narrow else DATE, 1, 3 if narrow else 2, middle)
        grid.addWidget(self.uses, row, USED, middle)
        beneath = QHBoxLayout()
        beneath.setSpacing(6)
        beneath.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        beneath.addWidget(self.message, 1)
        grid.addLayout(beneath, row + 2, VALUE, 1, PLACE - VALUE + 1)

    def show_case(self, view: FormView) -> None:
        """Show what follows for this case; nothing at all where nothing does."""
        found = view.follows.get(self._fact)
        for part in (self.name, self.value, self.source, self.uses):
            part.setVisible(found is not None)
        if found is None:
            self._say("")
            return
        kind = found.kind or self._fact
        values = " or ".join(self._labels.value(kind, one) for one in found.possible)
        self.value.setText(capital(found.words or values))
        self.source.setText(found.basis or self._from(found))
        told = self._difference(view, found) if found.remark is None else found.remark
        self._say(" ".join(filter(None, (told, found.beside))))

    def _from(self, found: WorkedOut) -> str:
        short = self._labels.words["short"]
        names = [short.get(one) or form_name(self._labels, one) for one in found.inputs]
        by = f", by {found.by}" if found.by else ""
        return f"worked out from {joined([within(one) for one in names])}{by}"

    def _difference(self, view: FormView, found: WorkedOut) -> str:
        entered = FIELDS[self._fact].read(view.case)
        if not entered.is_known or str(entered.value) in {str(one) for one in found.possible}:
            return ""
        told = self._labels.answer(self._fact, entered)
        return f"Entered is {told}, worked out is {within(self.value.text())}. {found.differs}"

    def _say(self, words: str) -> None:
        self.message.setText(words)
        for part in (self.icon, self.message):
            part.setVisible(bool(words))
