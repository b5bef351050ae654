"""The overview: the screen twin of the printed page, from the same blocks with the same words in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.labels import Labels, within
from desktop.clinical.vocabulary import Silence
from desktop.reports.content import (
    BiologyBlock,
    Block,
    MissingBlock,
    MissingLine,
    QuestionBlock,
    ResponseBlock,
    SummaryContent,
    TextBlock,
    TreatmentBlock,
)
from desktop.reports.phrases import Phrase, Tone, alike
from desktop.ui.statements import Statement, gathered, graded, plain_words, silent_line, statements
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, REGULAR, STRONG
from desktop.ui.widgets.biology_strip import BiologyStrip
from desktop.ui.widgets.part import FramedPart, Part
from desktop.ui.widgets.phase_bar import PhaseBar, segments
from desktop.ui.widgets.scroll import BORDER
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Icon, Text, settle
from desktop.ui.words import capital, counted

_RANKS = (("decides", "caution"), ("matters", "text2"), ("cannot_change", "text2"))
"""The marks of: decides, matters, cannot change."""

_SINCE, _STAGE, _DIAGNOSIS = ("Since last time",), ("Stage", "Recurrence"), ("Diagnosis", "Pathology")
_MARKERS = ("Biomarkers",)
_FAMILY, _IMAGING = ("Child and family",), ("Response", "Imaging")
"""Which of the page's blocks share a section; a block that is named nowhere has one of its own, further down."""


class Told(Section):
    """A section that shows blocks of statements, each block in its own order."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__(look, "")
        self._labels = labels
        self._grid = StatementGrid(look)
        self.body.addWidget(self._grid)

    def show_blocks(self, name: str, blocks: Sequence[TextBlock | ResponseBlock | TreatmentBlock]) -> None:
        """Show these blocks under one head."""
        told = [one for block in blocks for one in self._told(block)]
        line = silent_line(self._labels, name, told)
        # what is one silence needs no head of its own
        self.set_head_visible(line is None)
        self.set_name(name)
        self._grid.show_statements((line,) if line else gathered(self._labels, told))
        self.setVisible(bool(told))

    def _told(self, block: TextBlock | ResponseBlock | TreatmentBlock) -> list[Statement]:
        if isinstance(block, ResponseBlock):
            return [Statement("Assessed", ", ".join(block.beside)), *graded(self._labels, block.cells)]
        told = block.told if isinstance(block, TextBlock) else block.paragraphs
        return list(statements(self._labels, told))


class Missing(Section):
    """What is missing: the three ranks with their marks."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "")
        self.icons: list[Icon] = []
        self._heads, self._words = [], []
        for icon, tone in _RANKS:
            row = Part()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 2)
            line.setSpacing(6)
            self.icons.append(Icon(look, icon, tone, 14))
            line.addWidget(self.icons[-1], 0, Qt.AlignmentFlag.AlignTop)
            self._heads.append(Text(look, weight=STRONG))
            self._words.append(Text(look, wrap=True))
            line.addWidget(self._heads[-1], 0, Qt.AlignmentFlag.AlignTop)
            line.addSpacing(6)
            line.addWidget(self._words[-1], 1)
            self.body.addWidget(row)

    def show_block(self, block: MissingBlock) -> None:
        """Show the page's own ranking: what decides with its silence, the others by name."""
        self.set_name(block.label)
        self.set_remark(f"{counted(sum(len(line.items) for line in block.lines), 'fact')} open")
        metrics = self._heads[0].fontMetrics()
        width = max(metrics.horizontalAdvance(line.head) for line in block.lines) + 1
        for row, line in enumerate(block.lines):
            icon, tone = _RANKS[row] if line.items else _RANKS[-1]
            # no fork where nothing is left that decides
            self.icons[row].show_icon(icon, tone)
            self._heads[row].setText(line.head)
            self._heads[row].setFixedWidth(width)
            self._words[row].setText(_missing_words(line, whole=row == 0))
            self._words[row].set_tone("text" if line.items else "text2")
            self._words[row].setAccessibleName(f"{line.head}: {self._words[row].text()}")
            self._words[row].setToolTip("\n".join(plain_words(item) for item in line.items))


class Question(FramedPart):
    """The question for the board: the only filled block, who asks it, and the key that leads to its field."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("part", "block")
        self._label = Text(look, step="label", weight=STRONG, tone="text2")
        self._asked = Text(look, step="note", tone="text3")
        self._words = Text(look, step="lead", weight=STRONG, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._label, 1)
        head.addWidget(self._asked)
        self.edits = Text(look, "F2 edits", step="note", tone="text3")
        head.addWidget(self.edits)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 7, 13, 9)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._words)

    def show_block(self, block: QuestionBlock) -> None:
        """Show the page's question."""
        known = block.question.tone is not Tone.SILENCE
        self._label.setText(f"{block.label} for the board" if block.label == "Question" else block.label)
        self._asked.setText("   ".join(plain_words(one) for one in block.asked))
        self._words.setText(block.question.text if known else capital(block.question.text))
        self._words.set_font(self._look.font("lead", STRONG if known else REGULAR))
        self._words.set_tone("text" if known else "text2")


class Overview(Part):
    """Question, since last time, biology, then two columns; what nobody has asked yet in one quiet line."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._look, self._labels = look, labels
        self.question = Question(look)
        self.strip = BiologyStrip(look, labels)
        self._differences = StatementGrid(look)
        self._biology = Section(look, "Biology")
        self._biology.body.addWidget(self.strip)
        self._biology.body.addWidget(self._differences)
        self._since, self._stage, self._diagnosis = (Told(look, labels) for _ in range(3))
        self._markers = Told(look, labels)
        self._treatment, self._response, self._family = (Told(look, labels) for _ in range(3))
        self._bar = PhaseBar(look)
        self._treatment.body.insertWidget(0, self._bar)
        self._treatment.body.setSpacing(6)
        self.missing = Missing(look)
        self._others: list[Told] = []
        self._left = QVBoxLayout()
        self._quiet = StatementGrid(look)
        self._lay_out()

    def show_content(self, content: SummaryContent, today: date) -> None:
        """Show everything the page says but the risk, which has its panel."""
        texts = {one.label: one for one in content.blocks if isinstance(one, TextBlock)}
        for block in content.blocks:
            self._show_block(block, today)
        for section, labels in (
            (self._since, _SINCE),
            (self._stage, _STAGE),
            (self._markers, _MARKERS),
            (self._diagnosis, _DIAGNOSIS),
            (self._family, _FAMILY),
        ):
            self._show_texts(section, [texts.pop(label) for label in labels if label in texts])
        imaging = [texts.pop(label) for label in _IMAGING if label in texts]
        response = [one for one in content.blocks if isinstance(one, ResponseBlock)]
        self._show_texts(self._response, [*response, *imaging])
        self._show_rest(list(texts.values()))
        self._settle()

    def show_since(self, block: TextBlock) -> None:
        """Show what changed since the last board, which was read meanwhile; the rest stays as it is."""
        self._show_texts(self._since, [block])
        self._settle()

    def _settle(self) -> None:
        settle(self)
        around = self.parentWidget()
        if around is not None:
            # the scroll area learns by this how high its content is now
            QCoreApplication.postEvent(around, QEvent(QEvent.Type.LayoutRequest))

    def set_columns(self, count: int) -> None:
        """One column where the page is narrow; the strip then has two rows."""
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if count > 1 else QBoxLayout.Direction.TopToBottom)
        self.strip.set_abreast(7 if count > 1 else 4)

    def _show_block(self, block: Block, today: date) -> None:
        if isinstance(block, QuestionBlock):
            self.question.show_block(block)
        elif isinstance(block, BiologyBlock):
            self._biology.set_name(block.label)
            self.strip.show_block(block, today)
            self._differences.show_statements(statements(self._labels, (block.differences,)))
            self._differences.setVisible(bool(block.differences))
        elif isinstance(block, TreatmentBlock):
            self._treatment.show_blocks(block.label, (block,))
            self._bar.setVisible(block.timeline is not None)
            if block.timeline is not None:
                self._bar.show_segments(segments(block.timeline.template, block.timeline.events))
        elif isinstance(block, MissingBlock):
            self.missing.show_block(block)

    def _show_texts(self, section: Told, blocks: Sequence[TextBlock | ResponseBlock]) -> None:
        names = [one.label if place == 0 else one.label.lower() for place, one in enumerate(blocks)]
        section.show_blocks(" and ".join(names), blocks)

    def _show_rest(self, blocks: Sequence[TextBlock]) -> None:
        """Every block that has no place of its own; those that say nothing share one line, and none is left out."""
        quiet = [one for one in blocks if silent_line(self._labels, one.label, statements(self._labels, one.told))]
        told = [one for one in blocks if one not in quiet]
        while len(self._others) < len(told):
            self._others.append(Told(self._look, self._labels))
            # the left column is the shorter one; its last part is the stretch
            self._left.insertWidget(self._left.count() - 1, self._others[-1])
        for section, block in zip(self._others, told, strict=False):
            self._show_texts(section, [block])
        for section in self._others[len(told) :]:
            section.hide()
        names = ", ".join(one.label if place == 0 else one.label.lower() for place, one in enumerate(quiet))
        words = f"{names}: {self._labels.word('silence', Silence.NOT_ASKED)}"
        self._quiet.show_statements((Statement("", words, Silence.NOT_ASKED),) if quiet else ())
        self._quiet.setVisible(bool(quiet))

    def _lay_out(self) -> None:
        left, right = self._left, QVBoxLayout()
        sections: Sequence[QWidget]
        for column, sections in (
            (left, (self._stage, self._markers, self._treatment)),
            (right, (self._diagnosis, self._response, self._quiet, self._family, self.missing)),
        ):
            column.setSpacing(12)
            for section in sections:
                column.addWidget(section)
            column.addStretch(1)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(20)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        self._whole = QVBoxLayout(self)
        edge = PAGE_PADDING - BORDER
        self._whole.setContentsMargins(edge, 12 - BORDER, edge, edge)
        self._whole.setSpacing(12)
        for part in (self.question, self._since, self._biology):
            self._whole.addWidget(part)
        self._whole.addLayout(self._columns)
        self._whole.addStretch(1)


def _missing_words(line: MissingLine, *, whole: bool) -> str:
    """The facts of one rank; ``whole`` with their silences, else only their names, which come first."""
    if not line.items:
        return capital(plain_words(line.sentence))
    if not whole:
        return capital(", ".join(within(item[0].text) for item in line.items))
    told = [
        f"{silent.text}: {', '.join(within(item[0].text) for item in items)}" if silent else _inside(items[0])
        for silent, items in alike(line.items)
    ]
    return capital("; ".join(told))


def _inside(item: Phrase) -> str:
    return within(plain_words(item))
