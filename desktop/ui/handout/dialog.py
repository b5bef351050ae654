"""The sheet for the family of one child: choose and write sentences, see how hard they are, approve them by name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.handout.sheet import FamilySentence, FamilySheet, Language, Section, WholeSheet
from desktop.clinical.handout.texts import Offered
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.handouts.reading_level import TARGET, ReadingLevel, reading_level
from desktop.services.handouts.sheets import approve, child_name, offered, review, save_sheet, sheet_of
from desktop.services.handouts.since_approval import since_approval
from desktop.services.meetings.deciding import decisions_of
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.handout.sentences import SentencesPart
from desktop.ui.handout.told import ToldPart
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

LANGUAGES = ((Language.ENGLISH, "English"), (Language.SPANISH, "Spanish"))
_WHAT = (
    "Nothing is printed that is not ticked or written here and approved by a named person. A sentence leaves the sheet "
    "when the facts that it rests on change, and stays off it until the family has been told what it says."
)


_NOT_ASKED = (
    " It was approved before the record could say what the family was told, so nothing is withheld from it. Say what "
    "was told; once it is approved again, it leaves out what was not."
)


class FamilySheetDialog(Frame):
    """``told`` carries what was done; ``shown`` the language whose pages are wanted; ``stored`` the case, when it was
    written down what the family was told. Everything is kept as it is typed when the language changes or the dialog is
    left by a button; Esc asks where something was typed.
    """

    told = Signal(str)
    stored = Signal(object)
    shown = Signal(object)

    def __init__(self, look: Look, desk: Desk, case: Case, meeting: Meeting, parent: QWidget) -> None:
        super().__init__(look, "Sheet for the family", _WHAT, parent)
        self._desk, self._case, self._meeting = desk, case, meeting
        self.name_child(case)
        self.setMinimumWidth(look.px(620))
        self.language = OneOf(look, "Language of the sheet", LANGUAGES, Language.ENGLISH)
        self.language.picked.connect(self._other_language)
        self.state = Text(look, "", tone="text2", wrap=True)
        self.level = Text(look, "", step="label", tone="text2", wrap=True)
        for part in (self.language, self.state):
            self.add_above(part)
        self._place_words()
        self._place_names()
        self._place_deeds()
        self.parts: list[SentencesPart] = []
        self._whole: WholeSheet | None = None
        self._changed = False
        self._in_sight = Language.ENGLISH
        self._load()
        first = next((one.tick for part in self.parts for one in part.offers), None)
        (first or self.show_pages).setFocus()

    def _place_words(self) -> None:
        """What was decided, what the family was told, and room for the sentences of each part."""
        self._recommended = Text(self.look, self._decided(), step="label", tone="text2", wrap=True)
        self.body.addWidget(self._recommended)
        self.knows = ToldPart(self.look, self._desk, self._case, self._meeting, self._who_tells(), self)
        self.knows.stored.connect(self._take)
        self.knows.told.connect(self.told)
        self.body.addWidget(self.knows)
        self.body.addSpacing(self.look.px(6))
        self._parts_column = QVBoxLayout()
        self._parts_column.setSpacing(14)
        self.body.addLayout(self._parts_column)
        self.body.addStretch(1)

    def _place_names(self) -> None:
        """Who approves the sheet, and who has reviewed the translation."""
        self.who = QLineEdit()
        self.who.setText(self._chair())
        self.body.addLayout(labelled(self.look, "Approved by", self.who))
        self.reviewer = QLineEdit()
        self._review_row = QWidget()
        column = QVBoxLayout(self._review_row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(
            labelled(
                self.look,
                "Translation reviewed by",
                self.reviewer,
                "Somebody who reads Spanish well; until then the sheet says that nobody has.",
            )
        )
        self.review = Button(self.look, "Translation is reviewed")
        self.review.setAutoDefault(False)
        self.review.clicked.connect(self._review)
        column.addWidget(self.review)
        self.body.addWidget(self._review_row)

    def _place_deeds(self) -> None:
        """How hard it is to read, and what can be done with it."""
        self.add_beneath(self.level)
        self.keep = Button(self.look, "Keep as a draft")
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self._keep)
        self.show_pages = Button(self.look, "Show the sheet…")
        self.show_pages.setAutoDefault(False)
        self.show_pages.clicked.connect(self._show)
        self.add_at_foot(self.show_pages)
        _, self.do = self.add_buttons("Approve the sheet", cancel="Close")
        self._foot.insertWidget(self._foot.count() - 1, self.keep)
        self.do.clicked.connect(self._approve)

    def is_typed_in(self) -> bool:
        """A tick set or taken away is an edit like a word."""
        return self._changed

    # what is shown

    @property
    def chosen(self) -> Language:
        """The language in sight."""
        return Language(str(self.language.chosen))

    @property
    def case(self) -> Case:
        """The case, with what was written down here."""
        return self._case

    def _load(self) -> None:
        """The sheet in this language as it is kept, beside what the facts offer."""
        desk, language = self._desk, self.chosen
        self._whole = sheet_of(desk.board, self._case.id, self._meeting, language)
        given = offered(desk.library, self._case, self._meeting, language)
        texts = desk.library.handout(language)
        asked = [Offered(one.id, Section.ASK, one.text, ()) for one in texts.asked(child_name(self._case))]
        kept = self._whole.sentences if self._whole is not None else ()
        empty(self._parts_column)
        self.parts = []
        for section in Section:
            here = [one for one in (*given, *asked) if one.section is section]
            part = SentencesPart(
                self.look, section, texts.words[f"section_{section.value}"], here,
                [one for one in kept if one.section is section], self._proposal(section),
            )  # fmt: skip
            part.changed.connect(self._edited)
            self.parts.append(part)
            self._parts_column.addWidget(part)
        self._changed = False
        self._say()

    def _proposal(self, section: Section) -> str:
        """The wish as it is recorded, to be told in the language of the sheet."""
        fresh = self._whole is None and section is Section.WISHES and self.chosen is Language.ENGLISH
        return (self._case.wishes.value or "") if fresh else ""

    def _say(self) -> None:
        sheet = self._whole.sheet if self._whole is not None else None
        spanish = self.chosen is Language.SPANISH
        approved = sheet is not None and sheet.approved_on is not None and not self._changed
        left_out = ""
        if sheet is not None and sheet.approved_on is not None and approved:
            words = f"Approved by {sheet.approved_by}, {day_words(sheet.approved_on)}."
            if spanish:
                done = sheet.reviewed_on is not None
                words += f" Translation reviewed by {sheet.reviewed_by}." if done else " Translation not reviewed."
            off = sum(1 for one in self._sentences() if self.knows.untold(one, self.chosen)) if sheet.withholds else 0
            words += f" {counted(off, 'sentence')} of it withheld until the family is told." if off else ""
            left_out = self._left_out(sheet)
            words += left_out
        else:
            words = "Not approved: it can be printed as a draft to be written by hand, without any of these words."
        self.state.setText(f"About the meeting of {day_words(self._meeting.day)}. {words}")
        self._review_row.setVisible(spanish)
        self.review.setEnabled(approved)
        self.do.setEnabled(not approved or bool(left_out))
        self.keep.setEnabled(self._changed)
        self._say_told()
        self._measure()

    def _say_told(self) -> None:
        """Beneath each sentence whether the family was told it; above them all what is withheld of those chosen."""
        for part in self.parts:
            part.say_told(partial(self.knows.line, self.chosen), self._case.id)
        self.knows.show_withheld(self._sentences(), self.chosen)

    def _take(self, case: Case) -> None:
        self._case = case
        self._say()
        self.stored.emit(case)

    def _measure(self) -> None:
        found = reading_level([one.words for one in self._sentences()], self.chosen)
        self.level.setText(level_words(found))
        self.level.set_tone("text2" if found is None or found.is_easy else "caution")

    def _left_out(self, sheet: FamilySheet) -> str:
        """What the sheet leaves out because it came after the approval."""
        since = since_approval(self._desk.board, sheet)
        told = "" if sheet.withholds else _NOT_ASKED
        told += " The plan was changed since: the sheet leaves out what happens when." if since.plan_changed else ""
        if since.amended:
            told += " The decision was amended since: the sheet leaves out the sentences that were written here."
        return f"{told} Approve it again where it is right as it is." if told else ""

    def _decided(self) -> str:
        whole = self._latest()
        if whole is None or not whole.decision.recommendation:
            return ""
        amended = [f"Amended: {one.words}" for one in whole.amendments]
        return "\n".join([f"The board decided: {whole.decision.recommendation}", *amended])

    def _chair(self) -> str:
        whole = self._latest()
        return whole.decision.confirmed_by if whole is not None else ""

    def _who_tells(self) -> str:
        whole = self._latest()
        return whole.decision.told_by if whole is not None else ""

    def _latest(self) -> WholeDecision | None:
        found = decisions_of(self._desk.board, self._case.id)
        return next((one for one in found if one.decision.meeting_id == self._meeting.id), None)

    # what is done

    def _edited(self) -> None:
        self._changed = True
        self._say()

    def _sentences(self) -> Sequence[FamilySentence]:
        sheet = self._whole.sheet.id if self._whole is not None else self._case.id
        return [one for part in self.parts for one in part.sentences(sheet, self._case.id)]

    def _store(self) -> WholeSheet | None:
        """Keep what is chosen and written; None where that was refused, and everything stays as typed."""
        try:
            self._whole = save_sheet(self._desk.board, self._case, self._meeting, self._in_sight, self._sentences())
        except UserError as error:
            self.say_wrong(str(error))
            return None
        self.say_wrong("")
        self._changed = False
        return self._whole

    def _other_language(self, language: object) -> None:
        if self._changed and self._store() is None:
            return
        self._in_sight = Language(str(language))
        self._load()

    def _keep(self) -> None:
        if self._store() is not None:
            self._say()
            self.told.emit("Sheet for the family kept as a draft")

    def _approve(self) -> None:
        whole = self._store()
        if whole is None:
            return
        try:
            self._whole = approve(self._desk.board, self._desk.library, whole, self.who.text(), self._desk.today())
        except UserError as error:
            self.say_wrong(str(error))
            return
        self._say()
        off = sum(1 for one in self._whole.sentences if self.knows.untold(one, self.chosen))
        withheld = f"; {counted(off, 'sentence')} withheld until told" if off else ""
        self.told.emit(f"Sheet for the family approved by {self._whole.sheet.approved_by}{withheld}")

    def _review(self) -> None:
        if self._whole is None:
            return
        try:
            self._whole = review(self._desk.board, self._whole, self.reviewer.text(), self._desk.today())
        except UserError as error:
            self.say_wrong(str(error))
            return
        self._say()
        self.told.emit("Translation of the sheet reviewed")

    def _show(self) -> None:
        if not self._changed or self._store() is not None:
            self.shown.emit(self.chosen)


def level_words(level: ReadingLevel | None) -> str:
    """``Reading grade 3 (target: 6 or below)``; nothing where nothing is chosen."""
    if level is None:
        return "Nothing is chosen yet."
    target = f"{TARGET[level.language]:.0f}"
    if level.language is Language.ENGLISH:
        told = f"Reading grade {level.words} (Flesch-Kincaid; target: {target} or below)"
    else:
        told = f"Reading index {level.words} (Fernández-Huerta; target: {target} or above)"
    return f"{told}." if level.is_easy else f"{told}: harder than the target; shorter sentences and words help."
