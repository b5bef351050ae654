"""Further reading: pages by topic, notes in words for explaining, codes of stage and risk; read only, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.clinical.labels import Labels
from desktop.clinical.reading import FurtherReading
from desktop.clinical.risk.rows import Cited
from desktop.services.reading_text import cited_words, reading_text, sourced
from desktop.ui.dialogs.copied_tabs import CopiedTabs
from desktop.ui.models.words_model import WordsModel
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.tabs import TabSpec
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.word_table import WordTable

PAGES, NOTES, CODES = "pages", "notes", "codes"
_TABS = {PAGES: "Pages by topic", NOTES: "In words for explaining", CODES: "Codes of stage and risk"}
_HEADS = ("What", "Code system", "Code", "Source")
_INFORMS = "Titles to look for; this program opens no page and needs no network."


class ReadingDialog(CopiedTabs):
    """A tab for the pages, one for the notes, one for the codes; each with what its source asks for beneath."""

    def __init__(self, look: Look, labels: Labels, reading: FurtherReading, parent: QWidget) -> None:
        super().__init__(look, reading.file.title, _INFORMS, "Parts of further reading", None, parent)
        self._labels, self._reading = labels, reading
        self.tabs.picked.connect(self.show_tab)
        self.show_tab(PAGES)
        self.tabs.setFocus()

    def show_tab(self, key: str) -> None:
        """Show one part."""
        parts = {PAGES: self._pages, NOTES: self._notes, CODES: self._codes}[key]()
        shown = (*parts, *(self._credits() if key != CODES else ()))
        text = reading_text(self._labels, self._reading, key)
        self.show_parts([TabSpec(one, name) for one, name in _TABS.items()], key, shown, text)

    def _pages(self) -> Iterator[QWidget]:
        yield self._quiet(self._reading.attribution)
        for topic in self._reading.topics:
            section = Section(self.look, topic.title)
            told = [Statement("", one.words, items=self._beside(one.remark, one.cited)) for one in topic.pages]
            yield self._filled(section, told)

    def _notes(self) -> Iterator[QWidget]:
        yield self._quiet(self._reading.note_attribution)
        for one in self._reading.notes:
            section = Section(self.look, one.title, one.cited.source)
            yield self._filled(section, [Statement("", one.words, items=self._beside("", one.cited))])

    def _codes(self) -> Iterator[QWidget]:
        yield self._quiet(self._reading.code_attribution)
        model = WordsModel(_HEADS)
        model.show_rows(
            [(one.words, one.system, one.code, sourced(one.source, one.read)) for one in self._reading.codes]
        )
        table = WordTable(self.look, model, "Codes of stage and risk", "No code.", whole=True)
        table.selectRow(0)
        yield table

    def _credits(self) -> Iterator[QWidget]:
        contact = Section(self.look, "Contact")
        yield self._filled(contact, [Statement("", self._reading.contact)])
        for words in (*self._reading.remarks, self._reading.credit, self._reading.citation):
            foot = Text(self.look, words, step="note", tone="text3", wrap=True)
            foot.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            yield foot

    def _beside(self, remark: str, cited: Cited) -> tuple[str, ...]:
        doubt = cited_words(self._labels, cited)
        return tuple(one for one in (remark, doubt) if one)

    def _filled(self, section: Section, told: Iterable[Statement]) -> Section:
        grid = StatementGrid(self.look)
        grid.show_statements(list(told))
        section.body.addWidget(grid)
        return section

    def _quiet(self, words: str) -> Text:
        return Text(self.look, words, step="label", tone="text2", wrap=True)
