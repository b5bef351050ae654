"""The family's sheet on paper: only approved words that still hold; without approval a marked draft without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.handout.sheet import OWN, FamilySentence, Language, Section, WholeSheet
from desktop.clinical.handout.texts import HandoutTexts, bold_parts, plain_words
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.record.people import CareTeamMember
from desktop.services.boards import Board
from desktop.services.handouts.reading_level import ReadingLevel, reading_level
from desktop.services.handouts.sheets import CALL_NOW, NUMBERS, child_name, clinic_text, meeting_about, sheet_of
from desktop.services.handouts.sheets import standing_of as sheet_standing
from desktop.services.handouts.since_approval import SinceApproval, since_approval
from desktop.services.handouts.strip import strip_of
from desktop.services.handouts.told import DIAGNOSIS, THE_PLAN, Thing, Things, Withheld, named, things_of, withheld_of
from desktop.services.library import Library
from desktop.services.plans import current_plan
from desktop.services.printing import HANDOUT, Page

if TYPE_CHECKING:
    from desktop.reports.handout import CallBox, DrawnHandout, HandoutContent, HandoutRow, Parts, Strip

FILE_TITLE = {Language.ENGLISH: "Sheet for the family", Language.SPANISH: "Hoja para la familia"}
"""The file's own title. It names nobody."""

_FIRST = (Section.MEETING, Section.KNOW, Section.COME, Section.SUGGEST, Section.ELSE)
_NOT_YET, _WISHES = 4, 2
"""So many lines to write on where nobody has approved a part yet, and where no wish was written."""


@dataclass(frozen=True, slots=True)
class HandoutPage:
    """A drawn sheet. ``left_out`` counts approved sentences that do not hold any more, ``withheld`` those that hold and
    that the family has not been told; ``level`` is its reading level. ``beside`` says both to whoever hands it out.

    ``is_draft``: nobody has approved it, and nothing of the child's illness stands on it.
    """

    pdf: bytes
    pages: int
    size: float
    level: ReadingLevel | None
    left_out: int
    withheld: int
    is_draft: bool
    beside: tuple[str, ...] = ()


def handout_page(
    board: Board, library: Library, case: Case, *, language: Language, today: date, paper: str
) -> HandoutPage:
    """Draw the sheet about the latest meeting that decided about this child; nothing is stored.

    While no meeting has decided, or nobody has approved the words, it is a draft to be written by hand. Raises
    UserError for a child without a given name.
    """
    from desktop.reports.fonts import Fonts
    from desktop.reports.handout import draw_handout

    meeting = meeting_about(board, case)
    whole = sheet_of(board, case.id, meeting, language) if meeting is not None else None
    page = _Page(board, library, case, meeting, language, whole, today)
    drawn: DrawnHandout = draw_handout(page.content(), Fonts(**library.fonts), paper)
    return HandoutPage(
        pdf=drawn.pdf, pages=drawn.pages, size=drawn.size, level=page.level, left_out=page.left_out,
        withheld=page.withheld, is_draft=not page.approved, beside=tuple(page.beside()),
    )  # fmt: skip


def page_to_print(case: Case, drawn: HandoutPage, paper: str) -> Page:
    """The sheet as a page that goes out of the board and is written down."""
    return Page(
        case=case, paper=paper, pdf=drawn.pdf, pages=drawn.pages, continued=(), what=HANDOUT, beside=drawn.beside
    )


def family_page(board: Board, library: Library, case: Case, *, language: Language, today: date, paper: str) -> Page:
    """The sheet drawn, as a page that goes out of the board. Raises UserError for a child without a given name."""
    drawn = handout_page(board, library, case, language=language, today=today, paper=paper)
    return page_to_print(case, drawn, paper)


class _Page:
    """Puts the sheet together in one language."""

    def __init__(
        self, board: Board, library: Library, case: Case, meeting: Meeting | None, language: Language,
        whole: WholeSheet | None, today: date,
    ) -> None:  # fmt: skip
        self._board, self._library, self._case = board, library, case
        self._meeting, self._language, self._today = meeting, language, today
        self._whole = whole
        self._texts: HandoutTexts = library.handout(language)
        self.approved = whole is not None and whole.sheet.is_approved
        self._since = since_approval(board, whole.sheet) if whole is not None else SinceApproval()
        self._holds: tuple[FamilySentence, ...] = ()
        self.left_out = self.withheld = 0
        self._things: Things = {}
        self._kept_off: tuple[Withheld, ...] = ()
        if whole is not None and meeting is not None and self.approved:
            now = sheet_standing(library, case, meeting, whole)
            # a person's own words may say what the decision said before it was amended
            self._holds = tuple(one for one in now.holds if not (self._since.amended and one.offered_as == OWN))
            self.left_out = len(whole.sentences) - len(self._holds)
            if whole.sheet.withholds:
                self._withhold(things_of(board, library, case, meeting))
        self.level = reading_level([one.words for one in self._holds], language)

    def content(self) -> HandoutContent:
        """Everything on it."""
        from desktop.reports.handout import HandoutContent

        name, texts = child_name(self._case), self._texts
        born = self._case.born.value
        who: list[Parts] = [((f"{name} {self._case.family_name}".strip(), True),)]
        if born is not None and born.full is not None:
            who.append(((self._say("born", day=texts.day(born.full)), False),))
        if self._meeting is not None:
            who.append(((self._say("meeting", day=texts.day(self._meeting.day)), False),))
        return HandoutContent(
            language=texts.tag,
            file_title=FILE_TITLE[self._language],
            title=self._say("title", name=name),
            who=tuple(who),
            page_words=texts.words["page"],
            first=tuple(self._row(section) for section in _FIRST if self._is_shown(section)),
            strip=self._strip(),
            call=self._call(),
            second=tuple(self._second(name)),
            foot=(self._foot(),),
            foot_after=tuple(self._foot_after()),
            draft="" if self.approved else texts.words["draft"],
        )

    def _withhold(self, things: Things) -> None:
        """Take off what the family was not told. Nothing on the sheet says that there is more."""
        self._things = things
        self._kept_off = withheld_of(self._library, things, self._holds, self._language)
        kept_off = [one.sentence for one in self._kept_off]
        self.withheld = len(kept_off)
        self._holds = tuple(one for one in self._holds if one not in kept_off)

    def beside(self) -> Iterator[str]:
        """What is not on the sheet, and why: for the team, and never on it."""
        if self._kept_off:
            things = list({thing.code: thing for one in self._kept_off for thing in one.things}.values())
            yield f"{_are(self.withheld, 'approved sentence')} withheld until the family is told: {named(things)}."
        before_plan = self._untold(THE_PLAN)
        if self.approved and before_plan and current_plan(self._case) is not None:
            yield f"What happens when is withheld until the family is told: {named(before_plan)}."
        if self.left_out:
            count = _are(self.left_out, "approved sentence")
            yield f"{count} left out: the facts have changed since; approve the sheet again."

    def _may_tell(self, code: str) -> bool:
        return not self._untold(code)

    def _untold(self, code: str) -> list[Thing]:
        """What a family must be told before a part of the sheet by itself tells of a thing: it, and what it needs."""
        needed = self._library.family_rules.with_needs((code,)) if self._things else ()
        return [self._things[one] for one in needed if not self._things[one].is_told]

    # its parts

    def _of(self, section: Section) -> list[FamilySentence]:
        return [one for one in self._holds if one.section is section]

    def _is_shown(self, section: Section) -> bool:
        """A draft has every part, to be written by hand; an approved sheet what was approved."""
        return not self.approved or bool(self._of(section))

    def _row(self, section: Section, *, ticks: bool = False, blank: int = 0) -> HandoutRow:
        from desktop.reports.handout import HandoutRow

        sentences = [_parts(one.words) for one in self._of(section)]
        label = self._say(f"section_{section.value}")
        if not self.approved:
            return HandoutRow(label=label, blank=_NOT_YET)
        return HandoutRow(label=label, paragraphs=tuple(sentences), ticks=ticks, blank=blank)

    def _second(self, name: str) -> Iterator[HandoutRow]:
        from desktop.reports.handout import HandoutRow

        wishes = self._of(Section.WISHES)
        right = ((self._say("right"), False),)
        yield HandoutRow(
            label=self._say("section_wishes"),
            paragraphs=(*(_parts(one.words) for one in wishes), *((right,) if wishes else ())),
            choices=(self._say("yes"), self._say("no")) if wishes else (),
            blank=1 if wishes else _WISHES,
        )
        if self._is_shown(Section.NEED) or self._interpreted:
            need = self._row(Section.NEED, ticks=True)
            told = (((self._say("interpreter"), False),),) if self._interpreted else ()
            yield HandoutRow(label=need.label, paragraphs=(*need.paragraphs, *told), ticks=True, blank=need.blank)
        # what words mean, and where to read more, names the illness
        named = self._may_tell(DIAGNOSIS)
        terms = self._texts.explains([plain_words(one.words) for one in self._holds]) if named else ()
        if terms:
            yield HandoutRow(label=self._say("section_words"),
                             terms=tuple((one.word, one.meaning) for one in terms))  # fmt: skip
        asked = [_parts(one.words) for one in self._of(Section.ASK)]
        if not self.approved:
            asked = [((one.text, False),) for one in self._texts.asked(name)]
        yield HandoutRow(label=self._say("section_ask"), paragraphs=tuple(asked), ticks=True, blank=2)
        if named and self.approved:
            yield HandoutRow(label=self._say("section_read"), paragraphs=(_parts(self._say("read")),))

    @property
    def _interpreted(self) -> bool:
        return any(one.interpreter.value is True for one in standing(self._case.family_situation))

    def _call(self) -> CallBox:
        from desktop.reports.handout import CallBox

        now = clinic_text(self._board, CALL_NOW, self._language)
        numbers = clinic_text(self._board, NUMBERS, self._language)
        told: list[Parts] = [(one,) for one in self._key_workers()]
        asked: set[int] = set()
        if numbers is not None:
            told.append(((numbers.words, True),))
        if not told:
            asked.add(len(told))
            told.append(((self._say("no_number"), False),))
        if now is not None:
            told.append(((f"{self._say('call_now')} ", True), (now.words, False)))
        else:
            asked.add(len(told))
            told.append(((self._say("call_now_empty"), False),))
        beside = self._say("own_list", day=self._texts.day(now.approved_on)) if now is not None else ""
        return CallBox(label=self._say("section_call"), beside=beside, paragraphs=tuple(told), asked=frozenset(asked))

    def _key_workers(self) -> Iterator[tuple[str, bool]]:
        members: Sequence[CareTeamMember] = standing(self._case.care_team)
        for one in members:
            if one.key_worker.value is True and one.name.value:
                # a number is never torn at the end of a line
                number = f"  {one.telephone.value}".replace(" ", "\u00a0") if one.telephone.value else ""
                yield f"{self._say('key_worker', who=one.name.value)}{number}", True

    def _strip(self) -> Strip | None:
        """What happens when is of what was approved and told: not on a draft, nor once the plan was changed."""
        if not self.approved or self._since.plan_changed or not self._may_tell(THE_PLAN):
            return None
        return strip_of(self._library, self._case, self._texts, self._today)

    def _foot(self) -> str:
        sheet = self._whole.sheet if self._whole is not None else None
        if sheet is None or sheet.approved_on is None or self._meeting is None:
            return self._say("foot_draft")
        told = [
            self._say(
                "foot", met=self._texts.day(self._meeting.day), who=sheet.approved_by,
                day=self._texts.day(sheet.approved_on, near=True),
            )
        ]  # fmt: skip
        if self.level is not None:
            told.append(self._say("grade" if self.level.is_easy else "level_unmet", grade=self.level.words))
        reviewed = sheet.reviewed_on is not None
        day = self._texts.day(sheet.reviewed_on) if sheet.reviewed_on is not None else ""
        told.append(self._say("reviewed" if reviewed else "unreviewed", who=sheet.reviewed_by, day=day))
        return " ".join(filter(None, told))

    def _foot_after(self) -> Iterator[str]:
        """Beneath the words that are NCI's: who published them."""
        if not self.approved:
            yield self._say("foot_draft")
        elif self._may_tell(DIAGNOSIS):
            yield self._say("credit")

    def _say(self, key: str, **given: str) -> str:
        words: Mapping[str, str] = self._texts.words
        return words[key].format(**given)


def _are(count: int, what: str) -> str:
    return f"1 {what} is" if count == 1 else f"{count} {what}s are"


def _parts(text: str) -> Parts:
    return tuple(bold_parts(text))


__all__ = ["FILE_TITLE", "HandoutPage", "family_page", "handout_page", "page_to_print"]
