"""One part of the family's sheet: sentences that the facts offer, to tick, and sentences of the team's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.handout.sheet import OWN, FamilySentence, Section
from desktop.clinical.handout.texts import Offered, plain_words
from desktop.ui.forms.long_text import LongTextEdit
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text

_LINES = 2


class _ToldLine(Text):
    """What a family must have been told for a sentence, and whether it was; hidden where it gives nothing away."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "", step="label", tone="text2", wrap=True)
        self.hide()

    def say(self, words: str, *, withheld: bool) -> None:
        """Say it beneath the sentence; nothing to say hides it."""
        self.setText(words)
        self.set_tone("caution" if withheld else "text2")
        self.setVisible(bool(words))


class _Offer(QWidget):
    """A sentence with a box to tick; one that does not hold any more can only be taken off."""

    changed = Signal()

    def __init__(self, look: Look, key: str, words: str, *, ticked: bool, holds: bool) -> None:
        super().__init__()
        self.key, self.words = key, words
        self.tick = QCheckBox()
        self.tick.setAccessibleName(plain_words(words))
        self.tick.setChecked(ticked)
        self.tick.toggled.connect(lambda _on: self.changed.emit())
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Text(look, plain_words(words), wrap=True, tone="text" if holds else "text2"))
        if not holds:
            remark = "Not so any more by the facts of the record: it is not printed. Take it off, or write another."
            told.addWidget(Text(look, remark, step="label", tone="caution", wrap=True))
        self.told = _ToldLine(look)
        told.addWidget(self.told)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)


class _Own(QWidget):
    """A sentence in the team's own words."""

    changed = Signal()

    def __init__(self, look: Look, name: str, words: str = "") -> None:
        super().__init__()
        self.edit = LongTextEdit(look)
        self.edit.setFrameShape(LongTextEdit.Shape.StyledPanel)
        self.edit.setText(words)
        self.edit.setAccessibleName(f"{name}, in our own words")
        self.edit.setFixedHeight(_LINES * self.edit.fontMetrics().lineSpacing() + look.px(14))
        self.edit.textChanged.connect(self.changed)
        self.away = Button(look, "Take away", icon="delete", kind="link")
        self.away.setAutoDefault(False)
        self.away.setAccessibleName(f"Take away these words of {name}")
        self.told = _ToldLine(look)
        written = QVBoxLayout()
        written.setSpacing(2)
        written.addWidget(self.edit)
        written.addWidget(self.told)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(written, 1)
        row.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)


class SentencesPart(QWidget):
    """``changed`` says that something was ticked or typed."""

    changed = Signal()

    def __init__(
        self, look: Look, section: Section, name: str, offered: Sequence[Offered], kept: Sequence[FamilySentence],
        proposal: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self.section, self._name = look, section, name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(Text(look, name, weight=STRONG))
        self.offers: list[_Offer] = []
        self.own: list[_Own] = []
        now = {one.key: one.words for one in offered}
        for key, words in now.items():
            self._offer(
                key, words, ticked=any(one.offered_as == key and _alike(one.words, words) for one in kept), holds=True
            )
        for one in kept:
            if one.offered_as != OWN and not _alike(one.words, now.get(one.offered_as, "")):
                self._offer(one.offered_as, one.words, ticked=True, holds=False)
        for one in kept:
            if one.offered_as == OWN:
                self.add_own(one.words)
        if proposal and not self.own:
            self.add_own(proposal)
        self.add = Button(look, "Write a sentence", icon="add", kind="link")
        self.add.setAutoDefault(False)
        self.add.setAccessibleName(f"Write a sentence for {name}")
        self.add.clicked.connect(lambda: self.add_own().edit.setFocus())
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def add_own(self, words: str = "") -> _Own:
        """One more sentence in own words."""
        own = _Own(self._look, self._name, words)
        self.own.append(own)
        own.changed.connect(self.changed)
        own.away.clicked.connect(lambda: self._take(own))
        place = self._column.indexOf(self.add) if hasattr(self, "add") else self._column.count()
        self._column.insertWidget(place, own)
        if not words:
            self.changed.emit()
        return own

    def sentences(self, sheet: UUID, case: UUID) -> Iterator[FamilySentence]:
        """What is chosen and written, in the order in which it stands here."""
        for one in self.offers:
            if one.tick.isChecked():
                yield self._sentence(one, sheet, case)
        for own in self.own:
            sentence = self._sentence(own, sheet, case)
            if sentence.words:
                yield sentence

    def say_told(self, told: Callable[[FamilySentence], tuple[str, bool]], case: UUID) -> None:
        """Say beneath every sentence what the family must have been told for it; ``told`` says so of one."""
        every: list[_Offer | _Own] = [*self.offers, *self.own]
        for one in every:
            sentence = self._sentence(one, case, case)
            words, withheld = told(sentence) if sentence.words else ("", False)
            one.told.say(words, withheld=withheld)

    def _sentence(self, one: _Offer | _Own, sheet: UUID, case: UUID) -> FamilySentence:
        key = one.key if isinstance(one, _Offer) else OWN
        words = one.words if isinstance(one, _Offer) else " ".join(one.edit.text().split())
        return FamilySentence(sheet_id=sheet, case_id=case, place=0, section=self.section, offered_as=key, words=words)

    def _offer(self, key: str, words: str, *, ticked: bool, holds: bool) -> None:
        offer = _Offer(self._look, key, words, ticked=ticked, holds=holds)
        offer.changed.connect(self.changed)
        self.offers.append(offer)
        self._column.addWidget(offer)

    def _take(self, own: _Own) -> None:
        """The words go, and the keyboard to what is beneath them."""
        place = self.own.index(own)
        self.own.remove(own)
        (self.own[min(place, len(self.own) - 1)].edit if self.own else self.add).setFocus()
        own.hide()
        own.deleteLater()
        self.changed.emit()


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
