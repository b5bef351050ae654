"""The summary of a child in large print: every size 1.3 times, whole, on as many pages as it takes. Nothing gives way:
what the one page shows in cells and boxes is said in words, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.labels import Labels
from desktop.reports.content import (
    BiologyBlock,
    Block,
    GroupState,
    LedgerRow,
    MissingBlock,
    QuestionBlock,
    ResponseBlock,
    RiskBlock,
    SummaryContent,
    TextBlock,
    TreatmentBlock,
)
from desktop.reports.papers.content import Paper
from desktop.reports.phrases import Paragraph, Phrase, Tone, Words, faint, head, plain, strong
from desktop.services.boards import Board
from desktop.services.centre import absent_here
from desktop.services.changes_since_board import since_last_board
from desktop.services.last_decision import last_decision, presentation_of
from desktop.services.library import Library
from desktop.services.papers.documents import Document, versions_of
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.saying import banner_head, text_block
from desktop.services.standing import page_standing
from desktop.services.summaries import content_of

KIND = DocumentKind.LARGE_PRINT
SCALE = 1.3
TITLE = "Summary for the tumour board, large print"


def large_print(board: Board, library: Library, case: Case, *, today: date, paper: str = "a4") -> Document:
    """The summary in large print as a PDF; nothing is stored."""
    from desktop.reports.fonts import Fonts  # heavy, and most of the program prints nothing
    from desktop.reports.papers.book import draw_papers

    last = last_decision(board, library, case, today)
    content = content_of(
        library, case, today=today, prepared_by=board.person.name, absent=absent_here(board, library),
        since=since_last_board(board, library, case.id, today), last=last, presentation=presentation_of(board, case.id),
        standing=page_standing(board, case, last),
    )  # fmt: skip
    drawn = draw_papers([large_paper(content, library.labels)], Fonts(**library.fonts), paper, TITLE, scale=SCALE)
    return Document(
        kind=KIND, words=f"Summary of case {case.number} in large print", file=f"case-{case.number}-large.pdf",
        content=drawn.pdf, pages=drawn.pages, versions=versions_of(case),
    )  # fmt: skip


def large_paper(content: SummaryContent, labels: Labels, title: str = TITLE) -> Paper:
    """What it says: all that the page says, in the same order; groups go by their whole names."""
    short = labels.words["group_short"]
    names = {word: labels.word("group", code) for code, word in short.items()}
    return Paper(
        title=title,
        head=banner_head(content.banner, content.continued),
        blocks=tuple(_block(one, names) for one in content.blocks),
        foot=content.foot,
        language=content.language,
    )  # fmt: skip


def _block(block: Block, names: Mapping[str, str]) -> QuestionBlock | TextBlock:
    match block:
        case QuestionBlock() | TextBlock():
            return block
        case BiologyBlock():
            return text_block(block.label, *_biology(block))
        case RiskBlock():
            return text_block(block.label, *_risk(block, names), heavy=block.heavy)
        case TreatmentBlock():
            events = block.timeline.told if block.timeline is not None else ()
            drawn = (((head("Event by event"),),), *(((plain(one),),) for one in events)) if events else ()
            return text_block(block.label, *block.paragraphs, *drawn)
        case ResponseBlock():
            told = ((head(one.name), plain(" "), one.grade, plain(f" {one.reason}")) for one in block.cells)
            return text_block(block.label, *((one,) for one in told), beside=block.beside)
        case MissingBlock():
            return text_block(block.label, *_missing(block), heavy=True)


def _loud(words: Words) -> Words:
    """What the eye must hit; a silence stays one, so that it is never read as a value."""
    return words if words.tone is Tone.SILENCE else strong(words.text)


def _biology(block: BiologyBlock) -> Iterator[Paragraph]:
    for one in block.cells:
        value = _loud(one.value) if one.decides else one.value
        detail: Paragraph = ((faint(one.detail),),) if one.detail else ()
        yield ((head(one.name), plain(" "), value), (plain(one.foot),), *detail)
    if block.differences:
        yield block.differences


def _risk(block: RiskBlock, names: Mapping[str, str]) -> Iterator[Paragraph]:
    yield ((_loud(block.word),), *((plain(one),) for one in block.beside))
    yield from ((one,) for one in block.statements)
    yield from (_scheme(block, one, names) for one in block.ledger)
    if block.verdict:
        yield (block.verdict,)
    yield from ((one,) for one in block.sentences)


def _scheme(block: RiskBlock, row: LedgerRow, names: Mapping[str, str]) -> Paragraph:
    """A line of the ledger in words: which groups are settled, reachable or excluded."""
    columns = [(names.get(one, one), state) for one, state in zip(block.columns, row.states, strict=True)]
    if row.wide is not None:
        columns = [(row.wide.word, row.wide.state), columns[-1]]
    told = []
    for state in (GroupState.SETTLED, GroupState.REACHABLE, GroupState.EXCLUDED):
        found = [name for name, its in columns if its is state]
        if found:
            told.append(f"{state.value}: {', '.join(found)}")
    said: Phrase = (head(row.scheme), plain(f" {'; '.join(told) or 'not covered'}"))
    return (said, (plain(row.note),)) if row.note else (said,)


def _missing(block: MissingBlock) -> Iterator[Paragraph]:
    for line in block.lines:
        if not line.items:
            yield ((head(line.head), plain(" "), *line.sentence),)
            continue
        first, *others = ((plain("☐\u00a0"), *item) for item in line.items)
        yield ((head(line.head), plain(" "), *first), *others)
