"""The packet for a second opinion without whose it is: the page, the course, the whole record, each in the words that
a de-identified child has; decisions in codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.clinical.deidentify import Treatment
from desktop.clinical.deidentify.decisions import CodedDecision
from desktop.reports.content import SummaryContent, TextBlock
from desktop.reports.papers.content import FrameBlock, Paper, PaperHead
from desktop.reports.phrases import Paragraph, Phrase, head, plain, silence, strong
from desktop.services.library import Library
from desktop.services.pages import unnamed
from desktop.services.pages.case_page import CasePage
from desktop.services.papers.packet import record_blocks
from desktop.services.papers.saying import banner_head, ordinal, text_block
from desktop.services.whole_record import record_parts

if TYPE_CHECKING:
    from desktop.reports.papers.book import Pages, Part

_RECORD = "Whole record"
_NO_QUESTION = "The question for the board is free text, and was left out."
_NO_DECISION = "the board has confirmed no decision"


def dropped_parts(library: Library) -> frozenset[str]:
    """The parts of a case that a de-identified child lacks, whatever was in them."""
    treated = library.deidentify
    return frozenset(one.name for one in fields(Case) if treated.of(Case, one.name)[0] is Treatment.DROP)


class UnnamedPacket:
    """The parts of one packet, from the page of a de-identified child; ``course`` is what was given."""

    def __init__(
        self, page: CasePage, summary: SummaryContent, decided: Sequence[CodedDecision], course: Paper, foot: Phrase,
        title: str,
    ) -> None:  # fmt: skip
        from desktop.reports.papers.book import Chapter

        self._page, self._decided, self._foot, self._title = page, decided, foot, title
        # everything but the first page is made once
        self._inside: list[tuple[str, Part]] = [
            ("One-page summary", Chapter(summary, "One-page summary")),
            (course.mark, course),
            (_RECORD, self._record()),
        ]

    def parts(self, pages: Pages) -> list[Part]:
        """The first page, then everything. ``pages`` is empty the first time."""
        starts = [first for first, _ in pages[1:]] or [88] * len(self._inside)
        contents = [(name, page) for (name, _), page in zip(self._inside, starts, strict=True)]
        return [self._front(contents), *(part for _, part in self._inside)]

    def _front(self, contents: Sequence[tuple[str, int]]) -> Paper:
        inside = tuple(((plain(f"{name}, p. {page}"),),) for name, page in contents)
        question = self._page.case.question
        return Paper(
            title=self._title,
            head=self._head(self._title),
            blocks=(
                FrameBlock(
                    label="Question", words=question.value or _NO_QUESTION,
                    under=((plain("Asked by "), silence("left out")),),
                ),
                text_block("In this packet", *inside),
                self._decisions(),
                unnamed.left_out_here(self._page),
            ),
            foot=self._foot,
            mark="First page",
        )  # fmt: skip

    def _decisions(self) -> TextBlock:
        """Every confirmed decision, the first one first."""
        found = sorted(self._decided, key=lambda one: one.presentation)
        told: list[Paragraph] = [tuple(self._decision(one)) for one in found]
        if not told:
            return text_block("Decisions", ((silence(_NO_DECISION),),), heavy=True)
        left = (head("Left out"), plain(" the words of the board, its days, and everybody who took part."))
        return text_block("Decisions", *told, (left,), heavy=True, beside=("of the board",))

    def _decision(self, one: CodedDecision) -> Iterator[Phrase]:
        labels = self._page.labels
        kind = labels.word("decisions.kind", one.kind) if one.kind else "type not named"
        yield (strong(f"{ordinal(one.presentation)} presentation"), plain(f" {kind}"))
        yield (head("Intent"), plain(f" {labels.word('intent', one.intent) if one.intent else 'not named'}"))
        yield (head("Can it be done"), plain(" "), self._page.words("feasibility", one.feasibility))
        if one.differs:
            yield (head("Other than the guideline"), plain(f" {labels.word('differs', one.differs)}"))
        if one.amendments:
            yield (head("Amended"), plain(f" {one.amendments} {'time' if one.amendments == 1 else 'times'}"))
        if one.fate is None:
            yield (head("Became"), plain(" "), silence("not said yet"))
            return
        why = f", {labels.word('not_done', one.why)}" if one.why else ""
        yield (head("Became"), plain(f" {labels.word('fate', one.fate)}{why}"))

    def _record(self) -> Paper:
        page = self._page
        parts = record_parts(page.library, page.case, (), dropped=dropped_parts(page.library))
        return Paper(
            title=self._title, head=self._head(_RECORD), blocks=tuple(record_blocks(parts)), foot=self._foot,
            mark=_RECORD,
        )  # fmt: skip

    def _head(self, title: str) -> PaperHead:
        return banner_head(unnamed.banner(self._page), unnamed.briefly(self._page), title)
