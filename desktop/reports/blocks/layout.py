"""What all blocks share: the room they have, notes for what does not fit, and the hanging label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from desktop.reports.content import Paragraph, Phrase, Rank, plain, strong
from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut, Faces
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


@dataclass(slots=True)
class Desk:
    """Where blocks are measured: the paper, the fonts, how far the page has given way, and the notes so far.

    ``cuttable`` collects the texts that are whole and need not be.

    ``note_word`` and the page of a note (2, where ``note_pages`` says nothing else) make the mark at a cut,
    for example ``… p. 2, note 1``; ``more`` counts the items of a list that stand there.
    """

    faces: Faces
    frame: Frame
    squeeze: Squeeze
    note_word: str
    more: str
    note_pages: Mapping[int, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    cuttable: list[Cuttable] = field(default_factory=list)

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
        brief: Sequence[Paragraph] = (), role: Type | None = None, width: float | None = None,
    ) -> list[Line]:  # fmt: skip
        """All lines; or, where this text gives way now, those that stay of each paragraph, and a note.

        ``keeps`` is how many lines stay of each paragraph (1 for the others), ``brief`` the paragraphs in fewer
        words. The note has every paragraph whole that lost a word.
        """
        used = role or self.body
        broken = [self.set([one], used, width) for one in paragraphs]
        limits = [*keeps, *(1 for _ in paragraphs[len(keeps) :])][: len(paragraphs)]
        again = (label, Rank.AGAIN) in self.squeeze.cut
        if again:
            limits = [1 for _ in paragraphs]
        lost = [len(lines) > most for lines, most in zip(broken, limits, strict=True)]
        if any(lost) and (again or (label, rank) in self.squeeze.cut):
            mark = self.note(label, tuple(one for one, gone in zip(paragraphs, lost, strict=True) if gone))
            shorter = brief or paragraphs
            broken = [
                self._cut(shorter[place], most, mark, used, width) if lost[place] else broken[place]
                for place, most in enumerate(limits)
            ]
            rank, limits = Rank.AGAIN, [1 for _ in paragraphs] if rank > Rank.LAST else [len(one) for one in broken]
        elif rank > Rank.LAST and not any(lost):
            # as short already as its row is cut; when nothing else is left it goes down to one line too
            rank, limits = Rank.AGAIN, [1 for _ in paragraphs]
        saves = sum(max(len(lines) - most, 0) for lines, most in zip(broken, limits, strict=True))
        if saves:
            self.cuttable.append(Cuttable(label, rank, saves * used.leading))
        return [line for lines in broken for line in lines]

    def _cut(self, paragraph: Paragraph, most: int, mark: str, role: Type, width: float | None) -> list[Line]:
        """A paragraph on so many lines at most, with the mark at its end."""
        room = self.frame.content_width if width is None else width
        lines = self.set([(*paragraph, (strong(mark),))], role, width)
        return lines if len(lines) <= most else cut_lines(self.faces, lines, most, mark, role, room)

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
        for shown in range(len(items) - 1, -1, -1):
            counted: Phrase = (strong(f"{self.more.format(count=len(items) - shown)}, {number}"),)
            lines = self.set([(*items[:shown], counted)], width=width)
            if len(lines) <= keep:
                break
        self.note(label, (tuple(whole[shown:]),))
        return lines

    def note(self, label: str, paragraphs: tuple[Paragraph, ...]) -> str:
        """Move paragraphs to a note; returns the mark that says where they are."""
        mark = self._next_mark
        self.notes.append(Note(len(self.notes) + 1, label, paragraphs))
        return f"… {mark}"

    @property
    def _next_mark(self) -> str:
        number = len(self.notes) + 1
        page = self.note_pages.get(number, 2)
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

    def draw(self, sheet: Sheet, top: float, baseline: float) -> None:
        """The rule above the row, then the label on the baseline of the first line of content."""
        frame = sheet.frame
        weight, grey = (HEAVY, INK) if self.heavy else (HAIRLINE, None)
        if grey is None:
            sheet.rule(frame.left, top, frame.right - frame.left, weight)
        else:
            sheet.rule(frame.left, top, frame.right - frame.left, weight, grey)
        with sheet.tags.mark("H2"):
            for line in self.label:
                sheet.line(line, frame.left, baseline, accent=True)
                baseline -= LABEL.leading
        if self.beside:
            with sheet.tags.mark("P"):
                sheet.lines(self.beside, frame.left, baseline - 0.6, APPARATUS.leading)


def heading(desk: Desk, label: str, beside: Sequence[str] = (), *, heavy: bool = False, mark: str = "") -> Heading:
    """Measure a row's label and small print; ``mark`` says, in bold, in which note the rest stands."""
    width = desk.frame.label_width
    small = [line for text in beside for line in desk.small(text, width)]
    small += desk.small(mark, width, Type(APPARATUS.size, APPARATUS.leading, Cut.BOLD))
    return Heading(tuple(desk.small(label, width, LABEL)), tuple(small), heavy)
