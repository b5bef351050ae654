"""What the risk panel says around its ledger. Parts are kept and filled anew, as a child follows another quickly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.clinical.labels import Labels
from desktop.clinical.risk import Assessment
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library
from desktop.ui.panels.risk_words import evidence_words, group_words, rests_on, scheme_words, standing
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, STRONG
from desktop.ui.widgets.part import Part
from desktop.ui.widgets.risk_glyph import RiskGlyph
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Icon, Text

Told = tuple[str, str, str]
"""A picture, its tone, and the sentence beside it."""

_MOST_ROWS = 6
_TOP = Qt.AlignmentFlag.AlignTop


class Group(Part):
    """The group that the leading scheme gives, with its bars; beneath it the scheme, or why it has no row."""

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library = look, library
        self._glyph = RiskGlyph(look, 1.5)
        self._words = Text(look, step="title", wrap=True)
        self._words.setObjectName("risk-group")
        self._scheme = Text(look, step="label", tone="text2", wrap=True)
        self._not_covered = Text(look, tone="text2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._glyph)
        row.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self._scheme)
        column.addWidget(self._not_covered)

    def show_assessment(self, one: Assessment) -> str:
        """Show it; what it says of the group is handed back."""
        labels = self._library.labels
        words = group_words(labels, one)
        self._glyph.show_groups(
            one.groups, standing(labels, one), conflict=one.only_sources_differ, uncovered=bool(one.not_covered)
        )
        self._words.set_font(self._look.font("title", STRONG if one.settled else MEDIUM))
        self._words.setText(words)
        self._scheme.setText(scheme_words(labels, self._library.rules, one))
        say(self._not_covered, one.not_covered or "")
        return words


class Remarks(Part):
    """Sentences under each other, each with its mark."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._kept: list[_Remark] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_told(self, told: Sequence[Told]) -> None:
        """Show these; without any it takes no room."""
        while len(self._kept) < len(told):
            self._kept.append(_Remark(self._look))
            self._column.addWidget(self._kept[-1])
        for row, (icon, tone, sentence) in zip(self._kept, told, strict=False):
            row.say(icon, tone, sentence)
        for row in self._kept[len(told) :]:
            row.say("", "", "")
        self.setVisible(bool(told))


class RowsAndSources(Section):
    """The rows that can still be reached, the facts they rest on, and where each stands."""

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__(look, "", "F9 opens the source")
        self._look, self._library = look, library
        self._named = Text(look, step="label", weight=MEDIUM, wrap=True)
        self._facts = Text(look, step="label", tone="text2", wrap=True)
        self._sources: list[_Source] = []
        self.body.setSpacing(4)
        self.body.addWidget(self._named)
        self.body.addWidget(self._facts)

    def show_assessment(self, case: CaseAssessment, one: Assessment) -> None:
        """Show those of one scheme; where no row can be reached it takes no room."""
        labels, single = self._library.labels, len(one.rows) == 1
        facts = rests_on(labels, self._library.rules, case, one)
        self.set_name("Row that applies" if single else "Rows still open")
        named = _some(one.rows)
        self._named.setText(f"{named} {'rests on' if single else 'rest on'}" if facts else named)
        say(self._facts, facts)
        cited: dict[tuple[str, str], list[str]] = {}
        for citation in one.citations:
            cited.setdefault((citation.source, citation.status), []).append(citation.row)
        while len(self._sources) < len(cited):
            self._sources.append(_Source(self._look))
            self.body.addWidget(self._sources[-1])
        for kept, ((source, status), rows) in zip(self._sources, cited.items(), strict=False):
            kept.say(labels, f"{_some(rows)}: {source}" if len(cited) > 1 else source, status)
        for kept in self._sources[len(cited) :]:
            kept.say(labels, "", "")
        self.setVisible(bool(one.rows))


class _Remark(Part):
    """One sentence with its mark."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._icon, self._words = Icon(look), Text(look, step="label", wrap=True)
        _beside(self, self._icon).addWidget(self._words, 1)

    def say(self, icon: str, tone: str, sentence: str) -> None:
        self._icon.show_icon(icon, tone)
        self._words.setText(sentence)
        self.setVisible(bool(sentence))


class _Source(Part):
    """One source, and how far it has been verified."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._words = Text(look, step="label", tone="text2", wrap=True)
        self._evidence = Text(look, step="note", wrap=True)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._words)
        told.addWidget(self._evidence)
        _beside(self, Icon(look, "source", "text3", 14)).addLayout(told, 1)

    def say(self, labels: Labels, source: str, status: str) -> None:
        self._words.setText(source)
        self._evidence.setText(evidence_words(labels, status) if status else "")
        self._evidence.set_tone("caution" if status in {"CONFLICT", "UNVERIFIED"} else "text3")
        self.setVisible(bool(source))


def say(text: Text, words: str) -> None:
    """Have a text say this; with nothing to say it goes away."""
    text.setText(words)
    text.setVisible(bool(words))


def _beside(part: Part, icon: Icon) -> QHBoxLayout:
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(icon, 0, _TOP)
    return row


def _some(rows: Sequence[str]) -> str:
    more = len(rows) - _MOST_ROWS
    return ", ".join(rows[:_MOST_ROWS]) + (f" and {more} more" if more > 0 else "")
