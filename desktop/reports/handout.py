"""The sheet for the family: large type, short lines, two sides; where it is too much the type gives way a little.

Nothing is cut: what does not fit at the smallest size goes on on a third side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from desktop.reports.document import Sheet
from desktop.reports.fonts import ONE_AT_A_TIME, Cut, Faces, Fonts
from desktop.reports.phrases import Phrase, plain, strong
from desktop.reports.style import APPARATUS_GREY, HAIRLINE, HEAVY, INK, PAPERS, Frame, Type
from desktop.reports.text import Line, lines_of, one_line, phrase_lines

SIZES = (14.0, 13.5, 13.0, 12.0)
"""The sizes of the text, largest first; never smaller than 12 points."""

_LEAD = 19 / 14
_TITLE = Type(25, 30, Cut.BOLD)
_TITLE_LONG = Type(20, 24, Cut.BOLD)
_WHO = Type(13, 17)
_RUNNING = Type(11, 13, Cut.BOLD)
_HEAD = Type(14, 19, Cut.SEMIBOLD)
_FOOT = Type(10, 12.5)
_PAGE = Type(10, 12.5, Cut.REGULAR, APPARATUS_GREY)
_STRIP_TITLE, _STRIP = Type(12.5, 16, Cut.BOLD), Type(11.5, 14)
_TITLE_AT, _WHO_BELOW = 23.0, 22.0
_MARGIN, _LABEL, _GUTTER = 48.0, 102.0, 8.0
_ABOVE, _BETWEEN, _BLANK = 7.0, 4.0, 24.0
_BOX, _TICK = 9.0, 15.0
_STRIP_GAP, _STRIP_PAD, _STRIP_BOXES = 6.0, 7.0, 5

Parts = tuple[tuple[str, bool], ...]
"""A text in parts, each with whether it stands in bold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutRow:
    """One part of the sheet beside its name. ``ticks`` puts a box before each paragraph; ``blank`` lines to write on.

    ``terms`` are words with what they mean, in two columns; ``choices`` are boxes after the last paragraph.
    """

    label: str
    paragraphs: tuple[Parts, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    choices: tuple[str, ...] = ()
    ticks: bool = False
    blank: int = 0
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class StripBox:
    """One phase: ``state`` is ``done``, ``now`` or ``later``, ``when`` the months."""

    title: str
    text: str
    when: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """What happens when: the phases side by side, with the words for done and now."""

    label: str
    note: str
    done: str
    now: str
    boxes: tuple[StripBox, ...]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBox:
    """Whom to call: the frame that is seen first when the sheet is turned."""

    label: str
    beside: str
    paragraphs: tuple[Parts, ...]
    blank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutContent:
    """Both sides of the sheet. ``file_title`` names nobody; ``draft`` is printed above everything where it is one."""

    language: str
    file_title: str
    title: str
    who: tuple[Parts, ...]
    page_words: str
    first: tuple[HandoutRow, ...]
    strip: Strip | None
    call: CallBox
    second: tuple[HandoutRow, ...]
    foot: tuple[str, ...]
    draft: str = ""


@dataclass(frozen=True, slots=True)
class DrawnHandout:
    """The bytes, how many sides, and the size of the text that was needed."""

    pdf: bytes
    pages: int
    size: float


class _Block(Protocol):
    @property
    def height(self) -> float: ...

    def draw(self, sheet: Sheet, top: float) -> None: ...


@dataclass(frozen=True, slots=True)
class _Setting:
    """The paper and the size that is tried."""

    faces: Faces
    frame: Frame
    size: float

    @property
    def body(self) -> Type:
        return Type(self.size, self.size * _LEAD)

    @property
    def room(self) -> float:
        return self.frame.right - self.frame.content

    def lines(self, parts: Parts, width: float | None = None, role: Type | None = None) -> tuple[Line, ...]:
        phrase: Phrase = tuple(strong(text) if bold else plain(text) for text, bold in parts)
        return tuple(phrase_lines(self.faces, phrase, role or self.body, self.room if width is None else width))


def draw_handout(content: HandoutContent, fonts: Fonts, paper: str) -> DrawnHandout:
    """The tagged PDF; the same words give the same bytes. ``paper`` is ``a4`` or ``letter`` (KeyError for another)."""
    faces = Faces(fonts)
    frame = replace(PAPERS[paper], left=_MARGIN, content=_MARGIN + _LABEL + _GUTTER, margin_right=_MARGIN)
    for size in SIZES:
        setting = _Setting(faces, frame, size)
        pages = _sides(setting, content)
        if len(pages) <= 2:
            break
    with ONE_AT_A_TIME:
        sheet = Sheet(faces, frame, content.language)
        for number, page in enumerate(pages, start=1):
            if number > 1:
                sheet.next_page()
            top = _draw_head(sheet, content, number, len(pages))
            for block in page:
                block.draw(sheet, top)
                top -= block.height
            _draw_foot(sheet, setting, content, read=number == 1)
        return DrawnHandout(sheet.finish(content.file_title), len(pages), setting.size)


def _sides(setting: _Setting, content: HandoutContent) -> list[list[_Block]]:
    first = [_row(setting, row) for row in content.first]
    strip = [_StripBlock(setting, content.strip)] if content.strip else []
    second: list[_Block] = [_call(setting, content.call), *(_row(setting, row) for row in content.second)]
    return [*_flowed(setting, content, [*first, *strip], 1), *_flowed(setting, content, second, 2)]


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a side, measured: a long name goes on below, and nothing of it runs over the edge."""

    title: tuple[Line, ...]
    role: Type
    who: tuple[Line, ...]
    where: Line
    draft: float

    @property
    def height(self) -> float:
        """From the upper margin down to the rule."""
        if not self.who:
            return self.draft + len(self.title) * self.role.leading + 11
        under = (len(self.title) - 1) * self.role.leading + (len(self.who) - 1) * _WHO.leading
        return self.draft + _TITLE_AT + under + _WHO_BELOW + 16


def _head(faces: Faces, frame: Frame, content: HandoutContent, number: int, pages: int) -> _Head:
    where = one_line(faces, content.page_words.format(page=number, pages=pages), _PAGE)
    room = frame.right - frame.left - where.width - 12
    draft = _FOOT.leading + 4 if content.draft else 0.0
    phrase: Phrase = (plain(content.title),)
    if number > 1:
        return _Head(tuple(phrase_lines(faces, phrase, _RUNNING, room)), _RUNNING, (), where, draft)
    role = _TITLE if one_line(faces, content.title, _TITLE).width <= room else _TITLE_LONG
    who = tuple(tuple(strong(text) if bold else plain(text) for text, bold in parts) for parts in content.who)
    title = tuple(phrase_lines(faces, phrase, role, room))
    return _Head(title, role, tuple(lines_of(faces, who, _WHO, frame.right - frame.left)), where, draft)


def _flowed(setting: _Setting, content: HandoutContent, blocks: Sequence[_Block], number: int) -> list[list[_Block]]:
    pages: list[list[_Block]] = [[]]
    room = _room(setting, content, number)
    left = room
    for block in blocks:
        if block.height > left and pages[-1]:
            pages.append([])
            left = _room(setting, content, 2)
        pages[-1].append(block)
        left -= block.height
    return pages


def _room(setting: _Setting, content: HandoutContent, number: int) -> float:
    foot = len(_foot_lines(setting, content)) * _FOOT.leading
    head = _head(setting.faces, setting.frame, content, number, 9)
    return setting.frame.top - head.height - (setting.frame.foot_baseline + foot + 8)


def _draw_head(sheet: Sheet, content: HandoutContent, number: int, pages: int) -> float:
    """Title and who on the first side, a running line on the others; gives where the blocks begin."""
    frame = sheet.frame
    head = _head(sheet.faces, frame, content, number, pages)
    first, top = number == 1, frame.top
    if content.draft:
        with sheet.tags.mark("P"):
            sheet.word(content.draft, Type(11, 13, Cut.BOLD), frame.left, top - 10)
        top -= head.draft
    with sheet.tags.mark("P") if first else sheet.tags.artifact():
        sheet.line(head.where, frame.right - head.where.width, top - (22 if first else 12))
    with sheet.tags.mark("H1") if first else sheet.tags.artifact():
        under = sheet.lines(head.title, frame.left, top - (_TITLE_AT if first else 12), head.role.leading)
    bottom = frame.top - head.height
    if first:
        with sheet.tags.mark("P"):
            sheet.lines(head.who, frame.left, under + head.role.leading - _WHO_BELOW, _WHO.leading)
        sheet.rule(frame.left, bottom, frame.right - frame.left, HEAVY, INK)
    return bottom


def _foot_lines(setting: _Setting, content: HandoutContent) -> list[Line]:
    width = setting.frame.right - setting.frame.left
    return [line for words in content.foot for line in phrase_lines(setting.faces, (plain(words),), _FOOT, width)]


def _draw_foot(sheet: Sheet, setting: _Setting, content: HandoutContent, *, read: bool) -> None:
    frame, lines = sheet.frame, _foot_lines(setting, content)
    top = frame.foot_baseline + (len(lines) - 1) * _FOOT.leading
    sheet.rule(frame.left, top + _FOOT.leading, frame.right - frame.left, 0.9, INK)
    with sheet.tags.mark("P") if read else sheet.tags.artifact():
        sheet.lines(lines, frame.left, top, _FOOT.leading)


@dataclass(frozen=True, slots=True)
class _RowBlock:
    """A row that was measured."""

    setting: _Setting
    row: HandoutRow
    label: tuple[Line, ...]
    paragraphs: tuple[tuple[Line, ...], ...]
    terms: tuple[tuple[Line, tuple[Line, ...]], ...]
    indent: float

    @property
    def height(self) -> float:
        lead = self.setting.body.leading
        text = sum(len(lines) * lead + _BETWEEN for lines in self.paragraphs)
        text += sum(max(len(lines), 1) * lead for _, lines in self.terms)
        text += lead if self.row.choices else 0
        text += self.row.blank * _BLANK
        return max(text, len(self.label) * _HEAD.leading) + 2 * _ABOVE

    def draw(self, sheet: Sheet, top: float) -> None:
        frame, lead = sheet.frame, self.setting.body.leading
        weight = (HEAVY, INK) if self.row.heavy else (HAIRLINE,)
        sheet.rule(frame.left, top, frame.right - frame.left, *weight)
        baseline = top - _ABOVE - self.setting.size
        with sheet.tags.element("Sect"):
            with sheet.tags.mark("H2"):
                under = baseline
                for line in self.label:
                    sheet.line(line, frame.left, under, accent=True)
                    under -= _HEAD.leading
            for lines in self.paragraphs:
                if self.row.ticks:
                    sheet.box(frame.content, baseline - 1, _BOX, _BOX, 0.8)
                with sheet.tags.mark("P"):
                    baseline = sheet.lines(lines, frame.content + self.indent, baseline, lead)
                baseline -= _BETWEEN
            baseline = self._draw_terms(sheet, baseline)
            baseline = self._draw_choices(sheet, baseline)
            for _ in range(self.row.blank):
                baseline -= _BLANK
                sheet.rule(frame.content, baseline + lead - 4, frame.right - frame.content, 0.6, INK)

    def _draw_terms(self, sheet: Sheet, baseline: float) -> float:
        frame, lead = sheet.frame, self.setting.body.leading
        beside = frame.content + _terms_width(self.terms)
        for word, lines in self.terms:
            with sheet.tags.mark("P"):
                sheet.line(word, frame.content, baseline)
                sheet.lines(lines, beside, baseline, lead)
            baseline -= max(len(lines), 1) * lead
        return baseline

    def _draw_choices(self, sheet: Sheet, baseline: float) -> float:
        if not self.row.choices:
            return baseline
        x = sheet.frame.content
        with sheet.tags.mark("P"):
            for words in self.row.choices:
                sheet.box(x, baseline - 1, _BOX, _BOX, 0.8)
                line = one_line(sheet.faces, words, self.setting.body)
                sheet.line(line, x + _TICK, baseline)
                x += _TICK + line.width + 18
        return baseline - self.setting.body.leading


def _terms_width(terms: Sequence[tuple[Line, tuple[Line, ...]]]) -> float:
    return max((word.width for word, _ in terms), default=0.0) + 14


def _row(setting: _Setting, row: HandoutRow) -> _RowBlock:
    label = tuple(phrase_lines(setting.faces, (plain(row.label),), _HEAD, _LABEL))
    indent = _TICK if row.ticks else 0.0
    paragraphs = tuple(setting.lines(parts, setting.room - indent) for parts in row.paragraphs)
    words = [one_line(setting.faces, word, replace(setting.body, cut=Cut.SEMIBOLD)) for word, _ in row.terms]
    width = setting.room - (max((one.width for one in words), default=0.0) + 14)
    terms = tuple(
        (word, setting.lines(((meaning, False),), width))
        for word, (_, meaning) in zip(words, row.terms, strict=True)
    )  # fmt: skip
    return _RowBlock(setting, row, label, paragraphs, terms, indent)


@dataclass(frozen=True, slots=True)
class _CallBlock:
    """The frame with whom to call."""

    setting: _Setting
    call: CallBox
    label: tuple[Line, ...]
    beside: tuple[Line, ...]
    paragraphs: tuple[tuple[Line, ...], ...]

    @property
    def height(self) -> float:
        return self._frame + 10

    @property
    def _frame(self) -> float:
        lead = self.setting.body.leading
        text = sum(len(lines) * lead + _BETWEEN for lines in self.paragraphs) + self.call.blank * _BLANK
        return max(text, len(self.label) * _HEAD.leading + len(self.beside) * _PAGE.leading) + 20

    def draw(self, sheet: Sheet, top: float) -> None:
        frame, lead = sheet.frame, self.setting.body.leading
        sheet.box(frame.left, top - self._frame, frame.right - frame.left, self._frame, 2.6)
        baseline = top - 10 - self.setting.size
        with sheet.tags.element("Sect"):
            with sheet.tags.mark("H2"):
                under = baseline
                for line in self.label:
                    sheet.line(line, frame.left + 12, under)
                    under -= _HEAD.leading
            if self.beside:
                with sheet.tags.mark("P"):
                    sheet.lines(self.beside, frame.left + 12, under, _PAGE.leading)
            for lines in self.paragraphs:
                with sheet.tags.mark("P"):
                    baseline = sheet.lines(lines, frame.content, baseline, lead) - _BETWEEN
            for _ in range(self.call.blank):
                baseline -= _BLANK
                sheet.rule(frame.content, baseline + lead - 4, frame.right - frame.content - 12, 0.6, INK)


def _call(setting: _Setting, call: CallBox) -> _CallBlock:
    bold = Type(_HEAD.size, _HEAD.leading, Cut.BOLD)
    label = tuple(phrase_lines(setting.faces, (plain(call.label),), bold, _LABEL - 12))
    beside = tuple(phrase_lines(setting.faces, (plain(call.beside),), _PAGE, _LABEL - 12)) if call.beside else ()
    paragraphs = tuple(setting.lines(parts, setting.room - 12) for parts in call.paragraphs)
    return _CallBlock(setting, call, label, beside, paragraphs)


@dataclass(frozen=True, slots=True)
class _StripBlock:
    """The phases side by side, at most five in a row."""

    setting: _Setting
    strip: Strip

    @property
    def height(self) -> float:
        return _ABOVE + _HEAD.leading + sum(17 + height for _, height in self._rows()) + 8

    def _rows(self) -> list[tuple[tuple[StripBox, ...], float]]:
        boxes = self.strip.boxes
        rows = [boxes[start : start + _STRIP_BOXES] for start in range(0, len(boxes), _STRIP_BOXES)]
        return [(row, max(self._box_height(box, len(row)) for box in row) + _STRIP_GAP) for row in rows]

    def _width(self, boxes: int) -> float:
        frame = self.setting.frame
        return (frame.right - frame.left - (boxes - 1) * _STRIP_GAP) / max(boxes, 3)

    def _texts(self, box: StripBox, boxes: int) -> Iterator[tuple[tuple[Line, ...], Type]]:
        width = self._width(boxes) - 2 * _STRIP_PAD
        for words, role in ((box.title, _STRIP_TITLE), (box.text, _STRIP), (box.when, _STRIP)):
            bold = role is _STRIP and words == box.when and box.state == "now"
            yield self.setting.lines(((words, bold),), width, role) if words else (), role

    def _box_height(self, box: StripBox, boxes: int) -> float:
        return sum(len(lines) * role.leading for lines, role in self._texts(box, boxes)) + 2 * _STRIP_PAD + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        frame, strip = sheet.frame, self.strip
        sheet.rule(frame.left, top, frame.right - frame.left, HEAVY, INK)
        baseline = top - _ABOVE - 12
        with sheet.tags.mark("H2"):
            sheet.word(strip.label, _HEAD, frame.left, baseline, accent=True)
        note = one_line(sheet.faces, strip.note, _STRIP)
        with sheet.tags.mark("P"):
            sheet.line(note, frame.right - note.width, baseline)
        top -= _ABOVE + _HEAD.leading
        box = (frame.left, top - sum(17 + height for _, height in self._rows()), frame.right, top)
        with sheet.tags.mark("Figure", alternate=strip.description, box=box):
            for row, height in self._rows():
                self._draw_row(sheet, row, top, height - _STRIP_GAP)
                top -= 17 + height

    def _draw_row(self, sheet: Sheet, row: Sequence[StripBox], top: float, height: float) -> None:
        width = self._width(len(row))
        for place, box in enumerate(row):
            x = sheet.frame.left + place * (width + _STRIP_GAP)
            state = {"done": f"✓ {self.strip.done}", "now": self.strip.now}.get(box.state, "")
            if state:
                sheet.word(state, Type(11.5, 14, Cut.BOLD if box.state == "now" else Cut.SEMIBOLD), x + _STRIP_PAD,
                           top - 11)  # fmt: skip
            weight = 2.6 if box.state == "now" else 0.8
            sheet.box(x, top - 17 - height, width, height, weight, dashed=box.state == "later")
            under = top - 17 - _STRIP_PAD - 11
            texts = list(self._texts(box, len(row)))
            for lines, role in texts[:-1]:
                under = sheet.lines(lines, x + _STRIP_PAD, under, role.leading)
            when, role = texts[-1]
            sheet.lines(when, x + _STRIP_PAD, top - 17 - height + _STRIP_PAD + (len(when) - 1) * role.leading + 3,
                        role.leading)  # fmt: skip
