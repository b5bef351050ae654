"""From blocks to measured parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, takewhile

from desktop.reports.blocks.layout import ABOVE, BELOW, Desk, heading
from desktop.reports.content import QuestionBlock, TextBlock
from desktop.reports.fonts import Cut
from desktop.reports.papers.content import (
    Cell,
    FrameBlock,
    LinesBlock,
    PaperBlock,
    SignaturesBlock,
    TableBlock,
    TicksBlock,
)
from desktop.reports.papers.pieces import (
    BOX,
    Filling,
    FramedRow,
    PaperPiece,
    Place,
    RepeatedRows,
    SignatureRow,
    Table,
    TableRow,
    TextRow,
    TickGrid,
    WritingLine,
)
from desktop.reports.phrases import faint, plain, strong
from desktop.reports.style import APPARATUS, BODY, HAIRLINE, HEAVY, QUESTION, QUESTION_LONG
from desktop.reports.text import Line

_GAP = 8.0
_SHARE = 0.3
"""A row that is taller than this part of a page is broken, so that it can go on overleaf."""
_DECISION_LINES = 12


def pieces_of(desk: Desk, blocks: Sequence[PaperBlock]) -> list[PaperPiece]:
    """All blocks, measured."""
    return [piece for block in blocks for piece in _pieces(desk, block)]


def _pieces(desk: Desk, block: PaperBlock) -> Iterator[PaperPiece]:
    match block:
        case QuestionBlock():
            yield _question(desk, block)
        case TextBlock():
            yield from _text(desk, block)
        case FrameBlock():
            yield from _framed(desk, block)
        case TicksBlock():
            yield from _ticks(desk, block)
        case TableBlock():
            yield from _table(desk, block)
        case SignaturesBlock():
            lead = tuple(desk.set([block.lead])) if block.lead else ()
            yield SignatureRow(heading(desk, block.label, block.beside), lead, block.who, block.date_word)
        case LinesBlock():
            made = heading(desk, block.label, block.beside, heavy=block.heavy)
            if block.fill:
                yield Filling(made)
            else:
                alone = block.count == 1
                yield from (WritingLine(None if place else made, alone) for place in range(block.count))


def _text(desk: Desk, block: TextBlock) -> Iterator[TextRow]:
    lines = desk.set(block.told)
    starts = tuple(accumulate(len(desk.set([one])) for one in block.told))
    made = heading(desk, block.label, block.beside, heavy=block.heavy)
    yield TextRow(made, tuple(lines), starts=starts)


def _question(desk: Desk, block: QuestionBlock) -> TextRow:
    """The largest running text, and who asks beneath."""
    lines = desk.set([((block.question,),)], QUESTION)
    asked = desk.set([block.asked]) if block.asked else []
    return TextRow(heading(desk, block.label), (*lines, *asked), starts=(len(lines),), lead=QUESTION.leading)


def _framed(desk: Desk, block: FrameBlock) -> Iterator[PaperPiece]:
    width = desk.frame.content_width - 20
    role = QUESTION
    words = desk.set([((plain(block.words),),)], role, width) if block.words else []
    if len(words) > _DECISION_LINES // 2:
        role = QUESTION_LONG
        words = desk.set([((plain(block.words),),)], role, width)
    under = desk.set([block.under], width=width) if block.under else []
    made = heading(desk, block.label, block.beside)
    parts = range(0, max(len(words), 1), _DECISION_LINES * 2)
    for start in parts:
        last = start == parts[-1]
        told = tuple(words[start : start + _DECISION_LINES * 2])
        yield FramedRow(made, told, role, tuple(under) if last else (), block.blank if last else 0)


def _ticks(desk: Desk, block: TicksBlock) -> Iterator[TickGrid]:
    made = heading(desk, block.label, block.beside, heavy=block.heavy)
    step = desk.frame.content_width / block.across
    rows = []
    for start in range(0, len(block.ticks), block.across):
        cells = []
        for one in block.ticks[start : start + block.across]:
            detail = desk.word(one.detail, APPARATUS)
            if one.loud:
                detail = desk.set([((strong(one.detail),),)], BODY, 1000)[0]
            name = desk.set([((plain(one.name),),)], width=step - BOX - 14 - detail.width)
            cells.append((tuple(name), detail))
        rows.append(tuple(cells))
    yield TickGrid(made, tuple(rows), block.across)


def _table(desk: Desk, block: TableBlock) -> Iterator[PaperPiece]:
    """The rows; what the label needs beyond them is left free under the last, and the first stays with the next."""
    pieces = list(_rows(desk, block))
    label = next((one.heading for one in pieces if isinstance(one, TableRow) and one.heading), None)
    lacking = label.height + ABOVE + BELOW - sum(one.height for one in pieces) if label is not None else 0.0
    last = pieces[-1] if pieces else None
    if lacking > 0 and isinstance(last, TableRow):
        pieces[-1] = replace(last, room=last.room + lacking)
    first = pieces[0] if len(pieces) > 1 else None
    if label is not None and isinstance(first, TableRow) and first.height < label.height:
        pieces[0] = replace(first, glued=True)
    yield from pieces


def _rows(desk: Desk, block: TableBlock) -> Iterator[PaperPiece]:
    made = heading(desk, block.label, block.beside, heavy=block.heavy) if block.label else None
    if not block.rows:
        if made is not None:
            yield TextRow(made, tuple(desk.set([(block.empty,)])) if block.empty else ())
        return
    places = _places(desk, block)
    table, wide = Table(), made is None
    headed = any(one.head for one in block.columns)
    heads: TableRow | None = None
    if headed:
        cells = tuple(
            tuple(desk.set([((faint(column.head),),)], width=place.width))
            for column, place in zip(block.columns, places, strict=True)
        )
        above = HEAVY if block.heavy else HAIRLINE
        heads = TableRow(table, places, cells, made, "TH", above=above, wide=wide, glued=True)
        yield heads
    again = None if heads is None else _again(heads)
    for number, row in enumerate(block.rows):
        first = number == 0 and not headed
        for part, cells in enumerate(_parts(desk, row, places)):
            above = HAIRLINE if block.ruled or (wide and first) else 0.0
            if not part:
                named = _named_again(table, places, cells, again)
            yield TableRow(
                table, places, cells, made if first and not part else None, tick=block.ticked and not part,
                above=0.0 if part else above, wide=wide, room=block.room, head=named if part else again,
            )  # fmt: skip
    if block.total:
        cells = tuple(tuple(_cell(desk, one, place.width)) for one, place in zip(block.total, places, strict=True))
        yield TableRow(table, places, cells, above=HEAVY, wide=wide, head=again)


def _named_again(
    table: Table, places: tuple[Place, ...], cells: Sequence[tuple[Line, ...]], heads: TableRow | None
) -> RepeatedRows:
    """Above the part of a row that goes on overleaf: the heads, and whose row it is: the cells that begin in bold, each
    with the line beneath, in which a child's numbers stand."""
    named = TableRow(table, places, tuple(map(_named, cells)), None, repeated=True)
    return RepeatedRows((heads, named) if heads is not None else (named,))


def _named(cell: tuple[Line, ...]) -> tuple[Line, ...]:
    bold = len(list(takewhile(lambda line: all(run.cut is Cut.BOLD for run in line.runs if run.text.strip()), cell)))
    return cell[: bold + 1] if bold else ()


def _again(heads: TableRow) -> TableRow:
    """The heads on a further page: seen, and not read out again."""
    return TableRow(heads.table, heads.places, heads.cells, None, "TH", above=HAIRLINE, wide=True, repeated=True)


def _places(desk: Desk, block: TableBlock) -> tuple[Place, ...]:
    frame = desk.frame
    left = frame.content if block.label else frame.left
    left += BOX + 6 if block.ticked else 0
    fixed = sum(one.width for one in block.columns)
    free = frame.right - left - fixed - _GAP * (len(block.columns) - 1)
    sharing = sum(not one.width for one in block.columns)
    places = []
    for one in block.columns:
        width = one.width or free / max(sharing, 1)
        places.append(Place(left, width, one.right))
        left += width + _GAP
    return tuple(places)


def _cell(desk: Desk, cell: Cell, width: float) -> list[Line]:
    return desk.set(cell, width=width)


def _parts(desk: Desk, row: Sequence[Cell], places: Sequence[Place]) -> Iterator[tuple[tuple[Line, ...], ...]]:
    """A row; one that is taller than fits anywhere in parts below each other."""
    cells = [_cell(desk, one, place.width) for one, place in zip(row, places, strict=True)]
    most = max((len(one) for one in cells), default=1)
    part = _most(desk)
    for start in range(0, max(most, 1), part):
        yield tuple(tuple(one[start : start + part]) for one in cells)


def _most(desk: Desk) -> int:
    """How many lines stay together."""
    return int(desk.frame.room * _SHARE / BODY.leading)
