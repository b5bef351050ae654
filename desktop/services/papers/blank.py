"""The blank outcome form, for a day without computers: the order of the outcome record, lines instead of text."""

from __future__ import annotations

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.meetings.meeting import Meeting
from desktop.reports.papers.content import (
    Column,
    FrameBlock,
    LinesBlock,
    Paper,
    PaperHead,
    SignaturesBlock,
    TableBlock,
    Tag,
    Tick,
    TicksBlock,
)
from desktop.reports.phrases import plain, strong
from desktop.services.papers.outcome import ALSO_ASKED
from desktop.services.papers.saying import Desk, continued, identity, name_of, one, text_block

_KINDS = ("diagnostics", "treatment", "surgery", "radiotherapy", "transplant", "observation", "follow_up", "supportive")


def blank_form(desk: Desk, case: Case, meeting: Meeting, question: str, item: int) -> Paper:
    """The form for one child of an agenda."""
    labels = desk.labels
    kinds = tuple(Tick(labels.word("decisions.kind", kind)) for kind in _KINDS)
    asked = tuple(Tick(f"{name.capitalize()} asked") for name in ALSO_ASKED)
    rows = tuple((one(plain(" ")), one(plain(" ")), one(plain(" "))) for _ in range(4))
    return Paper(
        title="Blank outcome form of the tumour board",
        head=PaperHead(
            title=name_of(case),
            right=((strong(f"Outcome, tumour board {day_words(meeting.day)}, item {item}"),),),
            tags=(Tag("BLANK FORM, NOT CONFIRMED", dashed=True),),
            facts=(identity(labels, case),),
            continued=continued(case, f"outcome of {day_words(meeting.day)}"),
        ),
        blocks=(
            text_block("Question", ((plain(question),),)),
            FrameBlock(label="Decision", beside=("of the board",), words="", blank=3),
            TicksBlock(label="Type", ticks=kinds, across=4),
            TicksBlock(
                label="Intent", across=3,
                ticks=tuple(Tick(labels.word("intent", each)) for each in ("cure", "control", "comfort")),
            ),
            LinesBlock(label="Conditions", beside=("if ... then ... else, review by",), count=2),
            LinesBlock(label="Why, and guide", count=1),
            LinesBlock(label="Stage and group", beside=("as agreed",), count=1),
            LinesBlock(label="Options seen", count=2),
            LinesBlock(label="New in the room", count=1),
            TableBlock(
                label="Actions", heavy=True, ticked=True, ruled=True, room=8, rows=rows,
                columns=(Column("Who", 106), Column("What"), Column("Until", 80)),
            ),
            LinesBlock(label="Dissent", heavy=True, beside=("who, words, answer",), count=2),
            LinesBlock(label="Child and family", heavy=True, beside=("wish, who tells",), count=1),
            TicksBlock(label="Also asked", ticks=asked, across=3),
            LinesBlock(label="Next board", count=1),
            SignaturesBlock(
                label="Read back", beside=("tick when read aloud",), lead=(),
                who=("Chair", "Consultant", "Minutes"),
            ),
        ),
        foot=desk.foot,
        mark="Blank outcome form",
    )  # fmt: skip
