"""A paper as a Word file: the same blocks with Word's own headings and tables, so that a secretary can go on with it.

The same words give the same bytes: no author, no time of making, and every file in the archive of one date.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from desktop.reports.content import QuestionBlock, TextBlock
from desktop.reports.papers.content import (
    Cell,
    FrameBlock,
    LinesBlock,
    Paper,
    PaperBlock,
    SignaturesBlock,
    TableBlock,
    TicksBlock,
)
from desktop.reports.phrases import Paragraph, Tone, Words, plain
from desktop.reports.style import PAPERS

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_FONT = "Calibri"
_INK = (0x0F, 0x4C, 0x5C)
_MARGIN = 60


def draw_word(paper: Paper, size: str = "a4") -> bytes:
    """The bytes of a .docx. Its properties name nobody: the title is the kind of document.

    ``size`` is ``a4`` or ``letter`` (KeyError for another).
    """
    made = Document()
    _properties(made, paper)
    _sheet(made, size)
    made.styles["Normal"].font.name = _FONT
    made.styles["Normal"].font.size = Pt(11)
    for level in (1, 2):
        made.styles[f"Heading {level}"].font.color.rgb = RGBColor(*_INK)
    made.add_heading(_plain(paper.head.title), 1)
    for phrase in paper.head.right:
        _said(made.add_paragraph(), (phrase,))
    if paper.head.tags:
        made.add_paragraph(_plain(", ".join(one.word for one in paper.head.tags))).runs[0].bold = True
    for paragraph in paper.head.facts:
        _said(made.add_paragraph(), paragraph)
    for block in paper.blocks:
        _block(made, block)
    _said(made.sections[0].header.paragraphs[0], paper.head.continued)
    foot = made.sections[0].footer.paragraphs[0]
    _said(foot, (paper.foot, (plain(f"{paper.page_words[0]} "),)))
    _field(foot, "PAGE")
    foot.add_run(f" {paper.page_words[1]} ")
    _field(foot, "NUMPAGES")
    out = BytesIO()
    made.save(out)
    return _undated(out.getvalue())


def _properties(made: Doc, paper: Paper) -> None:
    own = made.core_properties
    own.title, own.author, own.comments, own.language = paper.title, "", "", paper.language
    own.created = own.modified = _EPOCH
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), paper.language)


def _sheet(made: Doc, size: str) -> None:
    frame, section = PAPERS[size], made.sections[0]
    section.page_width, section.page_height = Pt(frame.width), Pt(frame.height)
    section.left_margin = section.right_margin = Pt(_MARGIN)
    section.top_margin = section.bottom_margin = Pt(_MARGIN)


def _field(target: WordParagraph, name: str) -> None:
    """Something that Word works out itself, such as the number of the page."""
    run = target.add_run()
    for kind in ("begin", "", "end"):
        element = run._r.makeelement(qn("w:fldChar" if kind else "w:instrText"), {})
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = name
        run._r.append(element)


def _framed(target: WordParagraph) -> None:
    """The one frame of a paper: a line round what was decided."""
    borders = target._p.makeelement(qn("w:pBdr"), {})
    for side in ("top", "left", "bottom", "right"):
        told = {"w:val": "single", "w:sz": "12", "w:space": "6", "w:color": "000000"}
        borders.append(borders.makeelement(qn(f"w:{side}"), {qn(name): value for name, value in told.items()}))
    target._p.get_or_add_pPr().append(borders)


def _block(made: Doc, block: PaperBlock) -> None:
    if block.label:
        made.add_heading(_plain(block.label), 2)
    match block:
        case QuestionBlock():
            _said(made.add_paragraph(), ((block.question,), *block.asked))
        case TextBlock():
            for paragraph in block.told:
                _said(made.add_paragraph(), paragraph)
        case FrameBlock():
            # upright: on these papers italic says that there is no value
            decided = made.add_paragraph()
            run = decided.add_run(_plain(block.words))
            run.bold, run.font.size = True, Pt(13)
            _framed(decided)
            if block.under:
                _said(made.add_paragraph(), block.under)
        case TableBlock():
            _table(made, block)
        case TicksBlock():
            for tick in block.ticks:
                made.add_paragraph(_plain(f"☐ {tick.name} {tick.detail}".rstrip()))
        case SignaturesBlock():
            if block.lead:
                _said(made.add_paragraph(), block.lead)
            for who in block.who:
                made.add_paragraph(_plain(f"\n{'_' * 40}\n{who}, {block.date_word}"))
        case LinesBlock():
            for _ in range(block.count):
                made.add_paragraph("_" * 60)


def _table(made: Doc, block: TableBlock) -> None:
    if not block.rows:
        _said(made.add_paragraph(), (block.empty,))
        return
    headed = any(one.head for one in block.columns)
    table = made.add_table(rows=0, cols=len(block.columns))
    table.style = made.styles["Table Grid"]
    if headed:
        row = table.add_row()
        for cell, column in zip(row.cells, block.columns, strict=True):
            cell.paragraphs[0].add_run(column.head).bold = True
        # repeated on every page, and a head for whoever hears it
        row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for told in (*block.rows, *((block.total,) if block.total else ())):
        row = table.add_row()
        # a row stays whole: what is to be done never parts from who does it
        row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit"), {qn("w:val"): "true"}))
        for cell, words in zip(row.cells, told, strict=True):
            _cell(cell, words)


def _cell(cell: _Cell, told: Cell) -> None:
    for place, paragraph in enumerate(told):
        _said(cell.add_paragraph() if place else cell.paragraphs[0], paragraph)


def _said(target: WordParagraph, paragraph: Paragraph) -> None:
    for place, phrase in enumerate(paragraph):
        if place:
            target.add_run("   ")
        for words in phrase:
            _run(target, words)


def _run(target: WordParagraph, words: Words) -> None:
    run = target.add_run(_plain(words.text))
    run.bold = words.tone in {Tone.HEAD, Tone.STRONG} or None
    run.italic = words.tone is Tone.SILENCE or None


def _plain(text: str) -> str:
    """Without signs that no XML may have."""
    return "".join(one for one in text if one >= " " or one in "\t\n")


def _undated(made: bytes) -> bytes:
    """The archive with every file at one date, in the order in which it was written."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for one in source.infolist():
            told = ZipInfo(one.filename, _EPOCH.timetuple()[:6])
            told.compress_type = ZIP_DEFLATED
            target.writestr(told, source.read(one.filename))
    return out.getvalue()
