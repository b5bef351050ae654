"""What one page says, as plain display values: words with their tone, and the blocks in the order of reading.

Nothing here knows a case, a rule or a code. A silence is marked as one (``silence``), so that it prints in italic
and can never be taken for a value. The blocks carry their own labels; whoever builds them chooses the language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from desktop.clinical.timeline import PlannedEvent, Template
from desktop.clinical.timeline.decided import NOTHING_DECIDED, Decided
from desktop.clinical.timeline.graded import Graded
from desktop.reports.phrases import Paragraph, Phrase, Words


class Rank(IntEnum):
    """What gives way when the page is full: FIRST goes to a note on page 2 first, LAST stays longest.

    When all that is not enough: AGAIN takes rows that gave way already down to one line each; after them, rows that
    are not LAST share one row; LEAST leaves of each LAST text the fewest lines that still say it; and NAME ends a
    name longer than any person has.
    """

    NAME = 0
    LEAST = 1
    AGAIN = 2
    LAST = 3
    LATE = 4
    SUMMARY = 5
    FIRST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """Who: the name (or the identifier where no name is recorded), the facts of identity, the meeting and tags.

    ``status`` is the word in the box (dashed for a draft); ``mark`` a second box, for a child who does not exist.
    """

    name: str
    facts: tuple[Paragraph, ...]
    meeting: Phrase
    presentation: Phrase
    status: str
    final: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBlock:
    """The question for the board, the largest running text, and who asks it."""

    label: str
    question: Words
    asked: Paragraph = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A labelled row of statements. ``beside`` stands small under the label; ``heavy`` draws a heavier rule above.

    ``rank`` says when the row gives way. Then ``keeps`` is how many lines stay of each paragraph, in order (1 for
    those it does not name), and ``brief``, where given, says the paragraphs shorter, one for one. ``floor`` is how
    many lines stay at the least (0 for those it does not name). ``differences`` are full lines for contradictions
    between results; each begins with the words that never leave page 1.
    """

    label: str
    paragraphs: tuple[Paragraph, ...]
    beside: tuple[str, ...] = ()
    heavy: bool = False
    rank: Rank = Rank.SUMMARY
    keeps: tuple[int, ...] = ()
    brief: tuple[Paragraph, ...] = ()
    floor: tuple[int, ...] = (1,)
    differences: tuple[Phrase, ...] = ()

    @property
    def told(self) -> tuple[Paragraph, ...]:
        """Everything the row says."""
        return (*self.paragraphs, self.differences) if self.differences else self.paragraphs


class Bearing(StrEnum):
    """What a fact of the biology strip does to the group: a heavy bar, a thin line, a grey line, or a dashed cell.

    STANDS_OUT is the heaviest of all: a value that nobody may miss, whatever else makes the group.
    """

    STANDS_OUT = "stands_out"
    RAISES = "raises"
    LOWERS = "lowers"
    NONE = "none"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class BiologyCell:
    """One cell of the strip: name, value or silence, its small print, and the words of its bearing at the foot.

    ``facts`` are the facts of the record that it shows.
    """

    name: str
    value: Words
    detail: str = ""
    bearing: Bearing
    foot: str
    decides: bool = False
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BiologyBlock:
    """The strip, always in the same order, and a full line for every contradiction between results."""

    label: str
    cells: tuple[BiologyCell, ...]
    beside: tuple[str, ...] = ()
    differences: tuple[Phrase, ...] = ()


class GroupState(StrEnum):
    """A risk group is settled (filled), reachable (outlined), excluded (a dash), or no group of the scheme."""

    SETTLED = "settled"
    REACHABLE = "reachable"
    EXCLUDED = "excluded"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class GroupBox:
    """One group of the leading scheme and its state."""

    word: str
    state: GroupState


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One scheme: a state for each column, and the row that fired or what it is open on.

    ``wide`` is a group that stands for all columns but the last, with its word: a scheme that knows only high and
    not high says so.
    """

    scheme: str
    states: tuple[GroupState, ...]
    note: str
    wide: GroupBox | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskBlock:
    """The risk word with its boxes and reasons, and the ledger of schemes with what they disagree on.

    ``statements`` are the lines Why, Row, Deciding test, and ``brief`` says them shorter for a page that is too
    full; ``verdict`` says under the ledger whether the schemes agree, or the fact over which they differ, and never
    gives way; ``sentences`` follow it; ``legend`` explains the marks in the words given.
    """

    label: str
    beside: tuple[str, ...]
    legend: tuple[tuple[GroupState, str], ...]
    word: Words
    boxes: tuple[GroupBox, ...]
    statements: tuple[Phrase, ...]
    brief: tuple[Phrase, ...] = ()
    columns: tuple[str, ...]
    ledger_heads: tuple[str, str]
    ledger: tuple[LedgerRow, ...]
    verdict: Phrase = ()
    sentences: tuple[Phrase, ...] = ()
    heavy: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The plan to draw, as first made and as it counts today.

    ``today_word`` stands at today's line, ``courses_word`` counts the courses of a closed phase. ``description`` says
    the drawing in words, for people who do not see it, and ``told`` its events and responses one by one.
    ``decided`` are rests and a stop, ``graded`` the responses;
    ``response_word`` says what their marks are, ``hollow_word`` too where one of them is hollow, and ``undrawn_word``
    counts those that have no place on the axis.
    """

    template: Template
    start: date
    events: tuple[PlannedEvent, ...]
    today: date
    today_word: str
    description: str
    courses_word: str = "courses"
    decided: Decided = NOTHING_DECIDED
    graded: tuple[Graded, ...] = ()
    response_word: str = "triangle: response"
    hollow_word: str = "triangle: response; hollow: from the parts, or not graded"
    undrawn_word: str = "responses off the axis: {count}"
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentBlock:
    """Treatment so far and to come: the drawing where there is a plan, and the statements under it."""

    label: str
    beside: tuple[str, ...]
    timeline: Timeline | None
    paragraphs: tuple[Paragraph, ...]
    keeps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeCell:
    """One part of the response: its name, the grade or its silence, and the reason."""

    name: str
    grade: Words
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseBlock:
    """Response in its parts and overall."""

    label: str
    beside: tuple[str, ...]
    cells: tuple[GradeCell, ...]


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One rank of what is missing: its items with tick boxes, or a sentence where there is none.

    ``keep`` is how many lines stay on a full page; 0 is all of them.
    """

    head: str
    items: tuple[Phrase, ...]
    sentence: Phrase = ()
    keep: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingBlock:
    """What is missing, ranked."""

    label: str
    lines: tuple[MissingLine, ...]


Block = QuestionBlock | TextBlock | BiologyBlock | RiskBlock | TreatmentBlock | ResponseBlock | MissingBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What ends the foot because the document leaves the board: its code, and what is inside the file.

    ``square`` is the text of the square beside it (empty: none is drawn), ``alternate`` says it in words.
    """

    words: str = ""
    square: str = ""
    alternate: str = ""


NO_STAMP = Stamp()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryContent:
    """One child's page. ``title`` names the kind of document and holds no patient data; it goes into the file.

    ``continued`` is the short line of identity on further pages. ``language`` is the BCP 47 tag of the text.
    ``more`` counts the items of a list that stand in a note; ``elsewhere`` labels the row that names the rows which
    stand wholly in notes.
    """

    language: str
    title: str
    banner: Banner
    continued: Paragraph
    blocks: tuple[Block, ...]
    foot: Phrase
    stamp: Stamp = NO_STAMP
    page_words: tuple[str, str, str] = ("Page", "of", "Note")
    more: str = "and {count} more"
    elsewhere: str = "In notes"
    continued_word: str = "continued"
