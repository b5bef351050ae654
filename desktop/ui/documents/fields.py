"""What is typed of one document: its title, what it is, and its own day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.answers import known
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import Field, Kind
from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.file_names import LONGEST, safe_title
from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.models.document_model import KIND
from desktop.ui.theme import Look

_FIELD = Field(name=KIND, kind=Kind.CODE, options=tuple(AttachmentKind), plain=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What was typed of a document."""

    title: str
    kind: AttachmentKind
    dated: PartialDate | None


class DocumentFields(QWidget):
    """``refused`` carries why something typed cannot be used, empty once that is mended. ``about`` names the document
    for the ear, where there are several.
    """

    refused = Signal(str)

    def __init__(
        self, look: Look, labels: Labels, today: Callable[[], date], title: str, kind: AttachmentKind | None,
        dated: PartialDate | None, about: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self.title = QLineEdit(title)
        self.title.setMaxLength(LONGEST)
        self.title.setCursorPosition(0)
        words = {**labels.words, "fact": {**labels.words["fact"], KIND: f"Kind{about}"}}
        self.kind = SilenceField(look, Labels(MappingProxyType(words)), _FIELD, today)
        if kind is not None:
            self.kind.set_answer(known(kind))
        edit = self.kind.focusProxy()
        if isinstance(edit, QLineEdit):
            edit.setPlaceholderText("Choose…")
        self.day = DateEdit(look, f"Day of the document{about}", today)
        self.day.show_date(dated)
        self.title.setAccessibleName(f"Title{about}")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(labelled(look, "Kind", self.kind), 1)
        row.addLayout(labelled(look, "Day of the document", self.day), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(labelled(look, "Title", self.title))
        column.addLayout(row)
        self.kind.done.connect(lambda: self.focusNextChild())
        for field in (self.kind, self.day):
            field.refused.connect(self.refused)

    def told(self) -> Told | None:
        """What is typed; None where something cannot be used, which has then been said and has the keyboard."""
        self.refused.emit("")
        self.kind.commit()
        self.day.commit()
        if not safe_title(self.title.text()):
            self.refused.emit("Type a title.")
            self.title.setFocus()
        elif self.kind.has_error or not self.kind.answer.is_known:
            self.refused.emit("Choose what kind of document it is; Alt+Down lists the kinds.")
            self.kind.setFocus()
        elif self.day.isModified():
            self.day.setFocus()
        else:
            return Told(self.title.text(), AttachmentKind(str(self.kind.answer.value)), self.day.date)
        return None
