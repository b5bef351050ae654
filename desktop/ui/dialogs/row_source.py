"""The rows of a scheme that a child can still reach: their words, how well each is supported, the sources in full."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.clinical.labels import Labels
from desktop.clinical.risk import Assessment, Scheme
from desktop.ui.dialogs.frame import Frame
from desktop.ui.panels.risk_words import evidence_words
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Line, Text


class RowSourceDialog(Frame):
    """Read only; Esc or Enter closes it."""

    def __init__(self, look: Look, labels: Labels, scheme: Scheme, one: Assessment, parent: QWidget) -> None:
        sentence = f"{scheme.title}, rules {one.version}. {scheme.source}."
        super().__init__(look, "Rows and their sources", sentence, parent)
        self.ask_size(560, 520)
        column = self.body
        column.setSpacing(4)
        for name in one.rows:
            row = scheme.row(name)
            groups = " or ".join(labels.word("group", group) for group in row.then)
            column.addWidget(Text(look, f"{row.id}: {groups}", weight=STRONG, wrap=True))
            column.addWidget(Text(look, row.text, wrap=True))
            told = f"{row.cited.source}. {evidence_words(labels, row.cited.status.value)}."
            column.addWidget(Text(look, told, step="label", tone="text2", wrap=True))
            for words in (row.warning, row.conflict, *(note.text for note in scheme.notes if note.id in row.notes)):
                if words:
                    column.addWidget(Text(look, words, step="label", tone="caution", wrap=True))
            column.addWidget(Line())
        column.addWidget(Text(look, "Sources of this table", step="label", weight=STRONG, tone="text2"))
        for text in scheme.sources.values():
            column.addWidget(Text(look, text, step="label", tone="text2", wrap=True))
        column.addStretch(1)
        cancel, do = self.add_buttons("Close")
        cancel.hide()
        do.clicked.connect(self.accept)
