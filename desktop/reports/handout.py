"""The sheet for the family: large type, short lines, two sides; where it is too much the type gives way a little.

Nothing is cut: what does not fit at the smallest size goes on on a third side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from desktop.reports.document import Sheet
from desktop.reports.fonts import ONE_AT_A_TIME, Cut, Faces, Fonts
from desktop.reports.handout_head import Head
from desktop.reports.phrases import Phrase, plain, strong
from desktop.reports.style import HAIRLINE, HEAVY, INK, PAPERS, Frame, Type
from desktop.reports.text import Line, one_line, phrase_lines

SIZES = (14.0, 13.5, 13.0, 12.0)
"""The sizes of the text, largest first; never smaller than 12 points."""

_LEAD = 19 / 14
_HEAD = Type(14, 19, Cut.SEMIBOLD)
_FOOT, _OWN_LIST = Type(12, 14.5), Type(12, 14.5)
_STRIP_TITLE, _STRIP = Type(12.5, 16, Cut.BOLD), Type(12, 14.5)
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
    """Whom to call: the frame that is seen first when the sheet is turned.

    ``asked`` are the places of paragraphs that ask for something to be written on a line beneath.
    """

    label: str
    beside: str
    paragraphs: tuple[Parts, ...]
    asked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutContent:
    """Both sides of the sheet. ``file_title`` names nobody; ``draft`` is printed above everything where it is one.

    ``foot`` stands beneath the first side, ``foot_after`` beneath the others.
    """

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
    foot_after: tuple[str, ...] = ()
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
    """The paper and the size that is tried; ``tight`` is the last try to do with two sides."""

    faces: Faces
    frame: Frame
    size: float
    tight: bool = False

    @property
    def above(self) -> float:
        """The room above and below a row."""
        return _ABOVE - 2 if self.tight else _ABOVE

    @property
    def between(self) -> float:
        """The room between paragraphs."""
        return _BETWEEN - 2 if self.tight else _BETWEEN

    def blank(self, lines: int) -> int:
        """So many lines to write on, where there are several."""
        return min(lines, 1) if self.tight else lines

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
    tries = [*(_Setting(faces, frame, size) for size in SIZES), _Setting(faces, frame, SIZES[-1], tight=True)]
    setting, pages = _fewest(tries, content)
    with ONE_AT_A_TIME:
        sheet = Sheet(faces, frame, content.language)
        for number, page in enumerate(pages, start=1):
            if number > 1:
                sheet.next_page()
            head = Head(faces, frame, content, number, len(pages))
            head.draw(sheet)
            top = head.bottom
            for block in page:
                block.draw(sheet, top)
                top -= block.height
            _draw_foot(sheet, setting, content, number)
        return DrawnHandout(sheet.finish(content.file_title), len(pages), setting.size)


def _fewest(tries: Sequence[_Setting], content: HandoutContent) -> tuple[_Setting, list[list[_Block]]]:
    """Two sides in the largest type that gives them; where none does, as few as there can be."""
    best: tuple[_Setting, list[list[_Block]]] | None = None
    for setting in tries:
        pages = _sides(setting, content)
        if best is None or len(pages) < len(best[1]):
            best = setting, pages
        if len(pages) <= 2:
            break
    assert best is not None  # noqa: S101 - there is always a size to try
    return best


def _sides(setting: _Setting, content: HandoutContent) -> list[list[_Block]]:
    first = [_row(setting, row) for row in content.first]
    strip = [_StripBlock(setting, content.strip)] if content.strip else []
    second: list[_Block] = [_call(setting, content.call), *(_row(setting, row) for row in content.second)]
    return [*_flowed(setting, content, [*first, *strip], 1), *_flowed(setting, content, second, 2)]


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
    foot = len(_foot_lines(setting, content, number)) * _FOOT.leading
    # how many sides there will be is not known yet, and takes the same room
    head = Head(setting.faces, setting.frame, content, number, 2)
    return head.bottom - (setting.frame.foot_baseline + foot + 8)


def _foot_lines(setting: _Setting, content: HandoutContent, number: int) -> list[Line]:
    width, said = setting.frame.right - setting.frame.left, content.foot if number == 1 else content.foot_after
    return [line for words in said for line in phrase_lines(setting.faces, (plain(words),), _FOOT, width)]


def _draw_foot(sheet: Sheet, setting: _Setting, content: HandoutContent, number: int) -> None:
    frame, lines = sheet.frame, _foot_lines(setting, content, number)
    if not lines:
        return
    top = frame.foot_baseline + (len(lines) - 1) * _FOOT.leading
    sheet.rule(frame.left, top + _FOOT.leading, frame.right - frame.left, 0.9, INK)
    with sheet.tags.mark("P") if number <= 2 else sheet.tags.artifact():
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
        text = sum(len(lines) * lead + self.setting.between for lines in self.paragraphs)
        text += sum(max(len(lines), 1) * lead for _, lines in self.terms)
        text += lead if self.row.choices else 0
        text += self.setting.blank(self.row.blank) * _BLANK
        return max(text, len(self.label) * _HEAD.leading) + 2 * self.setting.above

    def draw(self, sheet: Sheet, top: float) -> None:
        frame, lead = sheet.frame, self.setting.body.leading
        weight = (HEAVY, INK) if self.row.heavy else (HAIRLINE,)
        sheet.rule(frame.left, top, frame.right - frame.left, *weight)
        baseline = top - self.setting.above - self.setting.size
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
                baseline -= self.setting.between
            baseline = self._draw_terms(sheet, baseline)
            baseline = self._draw_choices(sheet, baseline)
            for _ in range(self.setting.blank(self.row.blank)):
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
        text = sum(len(lines) * lead + _BETWEEN for lines in self.paragraphs)
        text += len(self.call.asked) * _BLANK
        return max(text, len(self.label) * _HEAD.leading + len(self.beside) * _OWN_LIST.leading) + 20

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
                    sheet.lines(self.beside, frame.left + 12, under, _OWN_LIST.leading)
            for place, lines in enumerate(self.paragraphs):
                with sheet.tags.mark("P"):
                    baseline = sheet.lines(lines, frame.content, baseline, lead) - _BETWEEN
                if place in self.call.asked:
                    baseline -= _BLANK
                    sheet.rule(frame.content, baseline + lead - 4, frame.right - frame.content - 12, 0.6, INK)


def _call(setting: _Setting, call: CallBox) -> _CallBlock:
    bold = Type(_HEAD.size, _HEAD.leading, Cut.BOLD)
    label = tuple(phrase_lines(setting.faces, (plain(call.label),), bold, _LABEL - 12))
    beside = tuple(phrase_lines(setting.faces, (plain(call.beside),), _OWN_LIST, _LABEL - 12)) if call.beside else ()
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
                sheet.word(state, Type(12, 14.5, Cut.BOLD if box.state == "now" else Cut.SEMIBOLD), x + _STRIP_PAD,
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
