"""What a history is filtered by: words, kind, person, and where it is offered the fact, the case and days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.services.history import AuditQuery
from desktop.services.history_steps import HistoryChoices
from desktop.services.history_words import GROUPS, HistoryWords
from desktop.ui.theme import Look
from desktop.ui.widgets.bar import Bar
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.chip import Chip, Offer
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.search_field import SearchField
from desktop.ui.widgets.text import Text, settle

_PAUSE = 250
"""Milliseconds after the last letter before it is looked for."""

NOTHING_CHOSEN = HistoryChoices({}, ())


class HistoryFilters(Bar):
    """``changed``: something else is looked for. ``more`` are further filters of a page, placed after the chips."""

    changed = Signal()

    def __init__(
        self,
        look: Look,
        words: HistoryWords,
        groups: Sequence[str],
        *,
        facts: bool,
        shortcut: str = "",
        more: Sequence[QWidget] = (),
        ends: Sequence[QWidget] = (),
    ) -> None:
        self._words, self._groups, self._choices = words, groups, NOTHING_CHOSEN
        self.search = SearchField(look, "Words or person", shortcut)
        self.kind = Chip(look, "Kind", [(one, words.group(one)) for one in groups])
        self.person = Chip(look, "Person", offers=self._people, words=self._name)
        self.fact = Chip(look, "Fact", offers=self._facts, words=self._fact)
        if not facts:
            self.fact.hide()
        line = QWidget()
        flow = Flow(line, gap=8)
        for part in (self.kind, self.person, self.fact, *more):
            flow.addWidget(part)
        self.count = Text(look, step="label", tone="text2")
        self.clear = Button(look, "Clear filters", kind="link")
        self.clear.hide()
        super().__init__(look, self.search, line, (self.count, self.clear, *ends))
        self._clock = QTimer(self, singleShot=True, interval=_PAUSE)
        self._clock.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _text: self._clock.start())
        self.search.returnPressed.connect(self._tell)
        for chip in (self.kind, self.person, self.fact):
            chip.picked.connect(lambda _code: self._tell())
        self.clear.clicked.connect(self.reset)

    def query(self) -> AuditQuery:
        """What is looked for, in days of this computer."""
        text = self.search.text()
        group = self.kind.code
        return AuditQuery(
            words=text,
            meanings={word: self._words.codes(word) for word in text.split()},
            person=UUID(self.person.code) if self.person.code else None,
            kinds=tuple(sorted(GROUPS[group])) if group else self._fact_kinds(),
            facts=(self.fact.code.partition("/")[2],) if self.fact.code else None,
            zone=None,
        )

    @property
    def is_on(self) -> bool:
        """Whether anything of it narrows the history."""
        return bool(self.search.text().strip() or any(one.code for one in (self.kind, self.person, self.fact)))

    def offer(self, choices: HistoryChoices) -> None:
        """What there is to choose from."""
        self._choices = choices

    def say_count(self, words: str) -> None:
        """How much is shown; it has its room at once."""
        self.count.setText(words)
        settle(self)

    def reset(self) -> None:
        """Look for everything again."""
        self.forget()
        self._tell()

    def forget(self) -> None:
        """The same, without telling anybody."""
        self.search.clear()
        self._clock.stop()
        for chip in (self.kind, self.person, self.fact):
            chip.set_code("")
        self.clear.hide()

    def _tell(self) -> None:
        self._clock.stop()
        self.clear.setVisible(self.is_on)
        self.changed.emit()

    def _fact_kinds(self) -> tuple[str, ...] | None:
        return (self.fact.code.partition("/")[0],) if self.fact.code else None

    def _people(self) -> list[Offer]:
        return [(str(key), name, None) for key, name in self._choices.people.items()]

    def _name(self, code: str) -> str:
        return next((name for key, name in self._choices.people.items() if str(key) == code), "")

    def _facts(self) -> list[Offer]:
        named = {f"{kind}/{name}": self._words.fact(kind, name) for kind, name in self._choices.facts}
        shown = {code: words for code, words in named.items() if self._words.is_told(code.partition("/")[2])}
        return [(code, words, None) for code, words in sorted(shown.items(), key=lambda one: one[1].casefold())]

    def _fact(self, code: str) -> str:
        kind, _, name = code.partition("/")
        return self._words.fact(kind, name)


def day_or_none(told: object) -> date | None:
    """The whole day of a date that was typed; a month or a year alone is none."""
    full = getattr(told, "full", None)
    return full if isinstance(full, date) else None
