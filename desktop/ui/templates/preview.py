"""The template laid out from a first day, as a plan would be on that day: nothing has happened yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.timeline import FactStatus, Template, plan
from desktop.services.template_draft import TemplateDraft
from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.date_entry import read_date
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.models.words_model import WordsModel
from desktop.ui.theme import Look
from desktop.ui.timeline.shown import Shown
from desktop.ui.timeline.view import TimelineView
from desktop.ui.widgets.text import Text, WrongText
from desktop.ui.widgets.word_table import WordTable

_NOBODY = UUID(int=0)
_HEADS = ("Event", "Nominal day", "Until", "Status")
_DEFAULTS = "Choices are as planned first; no child has these dates."


class Preview(QWidget):
    """The drawing, and the same events as a table."""

    def __init__(self, look: Look, draft: TemplateDraft, today: Callable[[], date]) -> None:
        super().__init__()
        self._draft, self._today = draft, today
        self.start = DateEdit(look, "First day of the preview", today)
        self.start.show_date(PartialDate.of(today()))
        self.told = Text(look, _DEFAULTS, step="label", tone="text2", wrap=True)
        self.wrong = WrongText(look)
        self.view = TimelineView(look)
        self.view.setAccessibleName("Preview of the template")
        self.view.setAccessibleDescription("The table beneath has the same events.")
        self.model = WordsModel(_HEADS)
        self.table = WordTable(look, self.model, "Nominal dates", "There are no dates yet.", whole=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(labelled(look, "First day", self.start))
        for part in (self.told, self.wrong, self.view, self.table):
            column.addWidget(part)
        column.addStretch(1)
        self.start.textChanged.connect(lambda _text: self.refresh())

    def refresh(self) -> None:
        """Draw the draft as it is now, if it can be."""
        try:
            day = read_date(self.start.text(), self._today()).full
            template = self._draft.template().chosen()
        except (RuleFileError, UserError) as error:
            self._say(f"There is no preview: {error}")
            return
        if day is None:
            self._say("A whole day is needed here, for example 3 Apr 2026.")
            return
        self._say("")
        self._draw(template, day)

    def _say(self, wrong: str) -> None:
        self.wrong.say(wrong)
        self.view.setVisible(not wrong)
        self.table.setVisible(not wrong)

    def _draw(self, template: Template, day: date) -> None:
        events = plan(template, day, {}, day)
        self.view.show_plan(Shown(_NOBODY, template, day, events, day))
        self.model.show_rows(
            [
                (
                    one.title,
                    day_words(one.planned),
                    day_words(one.ends) if one.ends else "",
                    "" if one.fact_status is FactStatus.VERIFIED else str(one.fact_status),
                )
                for one in sorted(events, key=lambda each: each.planned)
            ]
        )
