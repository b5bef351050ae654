"""What all blocks share: the room they have, notes for what does not fit, and the hanging label."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from desktop.reports.content import Rank
from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut, Faces
from desktop.reports.phrases import Paragraph, Phrase, plain, strong
from desktop.reports.style import APPARATUS, BODY, HAIRLINE, HEAVY, INK, LABEL, Frame, Squeeze, Type
from desktop.reports.text import Line, cut_lines, lines_of, one_line, phrase_lines

ABOVE = 2.0
"""Room between the rule above a block and its first line."""
BELOW = 3.0
"""Room under a block."""
BASELINE = 8.6
"""From the upper edge of a body line to its baseline."""


class Piece(Protocol):
    """A block that was measured. ``height`` is all it takes, with the room above and below."""

    @property
    def height(self) -> float:
        """Points from the rule above to the rule below."""

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw with the upper edge at ``top``, tagging everything that says something."""


@dataclass(frozen=True, slots=True)
class Note:
    """What did not fit: its number, the block it belongs to, and its paragraphs, whole."""

    number: int
    label: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Cuttable:
    """A text that could give way: when (higher ranks first), and how much room it would free, in points."""

    label: str
    rank: Rank
    saves: float


def _filled(limits: Sequence[int], count: int, other: int) -> list[int]:
    """A limit for each of so many paragraphs."""
    return [*limits, *(other for _ in range(count - len(limits)))][:count]


def _steps(rank: Rank, keeps: list[int], floor: list[int]) -> list[tuple[Rank, list[int]]]:
    """How a text gives way, step by step, and how many lines then stay of each of its paragraphs."""
    if rank > Rank.LAST:
        return [(rank, keeps), (Rank.AGAIN, [1 for _ in keeps])]
    return [(rank, keeps), *([(Rank.LEAST, floor)] if floor else [])]


@dataclass(slots=True)
class Desk:
    """Where blocks are measured: the paper, the fonts, how far the page has given way, and the notes so far.

    ``cuttable`` collects the texts that are whole and need not be.

    ``note_word`` and the page of a note (that after the ``first``, where ``note_pages`` says nothing else) make the
    mark at a cut, for example ``… p. 2, note 1``; ``more`` counts the items of a list that stand there.
    """

    faces: Faces
    frame: Frame
    squeeze: Squeeze
    note_word: str
    more: str
    note_pages: Mapping[int, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    cuttable: list[Cuttable] = field(default_factory=list)
    first: int = 1

    @property
    def body(self) -> Type:
        """The body role at the present leading."""
        return Type(BODY.size, self.squeeze.leading, BODY.cut)

    def set(self, paragraphs: Sequence[Paragraph], role: Type | None = None, width: float | None = None) -> list[Line]:
        """Paragraphs broken into lines; by default body text over the content column."""
        used = role or self.body
        room = self.frame.content_width if width is None else width
        return [line for one in paragraphs for line in lines_of(self.faces, one, used, room)]

    def small(self, text: str, width: float, role: Type = APPARATUS) -> list[Line]:
        """Small print broken to a width."""
        return phrase_lines(self.faces, (plain(text),), role, width) if text else []

    def word(self, text: str, role: Type) -> Line:
        """A short text on one line."""
        return one_line(self.faces, text, role)

    def shortened(
        self, label: str, paragraphs: Sequence[Paragraph], rank: Rank, keeps: Sequence[int] = (), *,
        brief: Sequence[Paragraph] = (), floor: Sequence[int] = (), role: Type | None = None,
        width: float | None = None,
    ) -> list[Line]:  # fmt: skip
        """All lines; or, where this text gives way now, those that stay of each paragraph, and a note.

        ``keeps`` is how many lines stay of each paragraph (1 for the others), ``brief`` the paragraphs in fewer
        words, ``floor`` how many lines stay at the least (0 for the others; without it the text keeps what it has).
        The note has every paragraph whole that lost a word.
        """
        used = role or self.body
        broken = [self.set([one], used, width) for one in paragraphs]
        steps = _steps(rank, _filled(keeps, len(broken), 1), _filled(floor, len(broken), 0) if floor else [])
        taken = max((at for at, (step, _) in enumerate(steps) if (label, step) in self.squeeze.cut), default=None)
        if taken is not None:
            broken = self._limited(label, paragraphs, broken, steps[taken][1], brief or paragraphs, used, width)
        for step, limits in steps[0 if taken is None else taken + 1 :]:
            saves = sum(max(len(lines) - most, 0) for lines, most in zip(broken, limits, strict=True))
            if saves:
                self.cuttable.append(Cuttable(label, step, saves * used.leading))
                break
        return [line for lines in broken for line in lines]

    def _limited(
        self, label: str, paragraphs: Sequence[Paragraph], broken: Sequence[list[Line]], limits: Sequence[int],
        shorter: Sequence[Paragraph], role: Type, width: float | None,
    ) -> list[list[Line]]:  # fmt: skip
        """The paragraphs on so many lines each, and a note of those that lost something."""
        lost = [len(lines) > most for lines, most in zip(broken, limits, strict=True)]
        if not any(lost):
            return list(broken)
        if not any(gone and most for gone, most in zip(lost, limits, strict=True)):
            # paragraphs that leave as a whole are announced at the end of the last one that stays
            lost[max((at for at, most in enumerate(limits) if most), default=0)] = True
        mark = self.note(label, tuple(one for one, gone in zip(paragraphs, lost, strict=True) if gone))
        return [
            (self._cut(shorter[at], most, mark, role, width) if most else []) if lost[at] else broken[at]
            for at, most in enumerate(limits)
        ]

    def differing(self, label: str, differences: Sequence[Phrase]) -> list[Line]:
        """A line for each contradiction; its tail may go to a note, and at the least what differs is named."""
        key = f"{label} ≠"
        if (key, Rank.LEAST) in self.squeeze.cut:
            mark = self.note(key, tuple((one,) for one in differences))
            return self.set([(*(one[:1] for one in differences), (strong(mark),))])
        lines = self.shortened(key, [(one,) for one in differences], Rank.LAST)
        saves = len(lines) - len(self.set([tuple(one[:1] for one in differences)])) - 1
        if (key, Rank.LAST) in self.squeeze.cut and saves > 0:
            self.cuttable.append(Cuttable(key, Rank.LEAST, saves * self.squeeze.leading))
        return lines

    def _cut(self, paragraph: Paragraph, most: int, mark: str, role: Type, width: float | None) -> list[Line]:
        """A paragraph on so many lines at most, with the mark at its end."""
        room = self.frame.content_width if width is None else width
        # a page that gives way is laid out again and again, and most cuts stay as they were
        key = ("cut", paragraph, most, mark, role.cut, role.size, role.leading, room)
        if key not in self.faces.kept:
            lines = self.set([(*paragraph, (strong(mark),))], role, width)
            cut = lines if len(lines) <= most else cut_lines(self.faces, lines, most, mark, role, room)
            self.faces.kept[key] = tuple(cut)
        return list(self.faces.kept[key])

    def listed(
        self, label: str, items: Sequence[Phrase], whole: Sequence[Phrase], rank: Rank, keep: int, width: float
    ) -> list[Line]:
        """Items one after the other; or, where the list gives way now, as many as stand whole on the lines that
        stay, how many more there are, and a note that has those, from ``whole``. ``keep`` of 0 keeps all."""
        lines = self.set([tuple(items)], width=width)
        if not keep or len(lines) <= keep:
            return lines
        if (label, rank) not in self.squeeze.cut:
            self.cuttable.append(Cuttable(label, rank, (len(lines) - keep) * self.squeeze.leading))
            return lines
        number = self._next_mark

        def first(shown: int) -> list[Line]:
            counted: Phrase = (strong(f"{self.more.format(count=len(items) - shown)}, {number}"),)
            return self.set([(*items[:shown], counted)], width=width)

        shown = bisect_left(range(1, len(items)), True, key=lambda count: len(first(count)) > keep)
        self.note(label, (tuple(whole[shown:]),))
        return first(shown)

    def note(self, label: str, paragraphs: tuple[Paragraph, ...]) -> str:
        """Move paragraphs to a note; returns the mark that says where they are."""
        mark = self._next_mark
        self.notes.append(Note(len(self.notes) + 1, label, paragraphs))
        return f"… {mark}"

    @property
    def _next_mark(self) -> str:
        number = len(self.notes) + 1
        page = self.note_pages.get(number, self.first + 1)
        return f"p.\u00a0{page}, {self.note_word.lower()}\u00a0{number}"


@dataclass(frozen=True, slots=True)
class Heading:
    """The label of a row and the small print under it, in the hanging column."""

    label: tuple[Line, ...]
    beside: tuple[Line, ...]
    heavy: bool = False

    @property
    def height(self) -> float:
        """What the label column needs, without the room above and below."""
        return len(self.label) * LABEL.leading + len(self.beside) * APPARATUS.leading + 2

    def draw(self, sheet: Sheet, top: float, baseline: float, *, read: bool = True) -> None:
        """The rule above the row, then the label on the baseline of the first line of content; one that is only
        repeated is not ``read`` out."""
        frame = sheet.frame
        weight, grey = (HEAVY, INK) if self.heavy else (HAIRLINE, None)
        if grey is None:
            sheet.rule(frame.left, top, frame.right - frame.left, weight)
        else:
            sheet.rule(frame.left, top, frame.right - frame.left, weight, grey)
        with sheet.tags.mark("H2") if read else sheet.tags.artifact():
            for line in self.label:
                sheet.line(line, frame.left, baseline, accent=True)
                baseline -= LABEL.leading
        if self.beside:
            with sheet.tags.mark("P") if read else sheet.tags.artifact():
                sheet.lines(self.beside, frame.left, baseline - 0.6, APPARATUS.leading)


def heading(desk: Desk, label: str, beside: Sequence[str] = (), *, heavy: bool = False, mark: str = "") -> Heading:
    """Measure a row's label and small print; ``mark`` says, in bold, in which note the rest stands."""
    width = desk.frame.label_width
    small = [line for text in beside for line in desk.small(text, width)]
    small += desk.small(mark, width, Type(APPARATUS.size, APPARATUS.leading, Cut.BOLD))
    return Heading(tuple(desk.small(label, width, LABEL)), tuple(small), heavy)
