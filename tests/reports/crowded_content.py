"""Pages with as much on them as asked for, every fact carrying a number of its own that can be found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from page_content import ABSENT, DASH, FULL, OUT, TODAY, banner, biology, content, treatment

from desktop.reports.content import (
    Block,
    GradeCell,
    GroupBox,
    LedgerRow,
    MissingBlock,
    MissingLine,
    QuestionBlock,
    Rank,
    ResponseBlock,
    RiskBlock,
    SummaryContent,
    TextBlock,
)
from desktop.reports.phrases import Phrase, head, plain, silence, strong

_WORDS = "niña García-Peña MIBG 22 → 6, 14 mm (03 Nov 2026), µmol/L; Dr Zz"


@dataclass(slots=True)
class Facts:
    """Gives texts with numbered facts in them, and remembers the numbers."""

    numbers: set[str] = field(default_factory=set)
    _next: Iterator[int] = field(default_factory=count)

    def text(self, length: int) -> str:
        """About so many characters, a numbered fact in every 70."""
        parts: list[str] = []
        while not parts or sum(map(len, parts)) + len(parts) < length:
            number = f"Qz{next(self._next):04d}"
            self.numbers.add(number)
            parts.append(f"{number} {_WORDS}"[: max(length - sum(map(len, parts)), 6)].strip())
        return " ".join(parts)

    def phrase(self, length: int) -> Phrase:
        """A head and a text."""
        return (head(self.text(6)), plain(f" {self.text(length)}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much there is: characters of name and question, of each comment and detail; how many of each list.

    ``contradicted`` counts the lines of contradictions beside diagnosis and stage, ``warnings`` those of the stage.
    """

    name: int = 12
    question: int = 80
    comment: int = 40
    since: int = 1
    wish: int = 40
    asked: int = 30
    identity: int = 0
    idrfs: int = 2
    detail: int = 14
    differences: int = 0
    contradicted: int = 0
    warnings: int = 0
    reason: int = 20
    schemes: int = 2
    open_on: int = 6
    sentences: int = 1
    decides: int = 1
    matters: int = 2
    cannot: int = 2
    resources: int = 30
    timeline: bool = True


def crowded(amount: Amount) -> tuple[SummaryContent, set[str]]:
    """A page of that amount, and the numbers of its facts."""
    facts = Facts()
    made_banner = replace(
        banner(), facts=(*banner().facts, (facts.phrase(amount.identity),) if amount.identity else ())
    )
    name = f"ZZTEST {facts.text(6)}-" + "FERNÁNDEZ DE LA TORRE Y VILLANUEVA, María " * 8
    made = replace(
        content(),
        banner=replace(made_banner, name=name[: max(amount.name, 14)].strip(" ,")),
        blocks=_blocks(facts, amount),
    )
    return made, facts.numbers


def _blocks(facts: Facts, amount: Amount) -> tuple[Block, ...]:
    return (
        QuestionBlock(
            label="Question", question=plain(facts.text(amount.question)), asked=((plain(facts.text(amount.asked)),),)
        ),
        _row("Since last time", facts, amount.comment, amount.since, rank=Rank.LATE, keeps=(3,)),
        _row(
            "Diagnosis", facts, 60, 1, rank=Rank.LAST, keeps=(3,), differences=_differences(facts, amount.contradicted)
        ),
        _stage(facts, amount),
        _biology(facts, amount),
        _risk(facts, amount),
        _treatment(facts, amount),
        ResponseBlock(
            label="Response",
            beside=("INRC 2017",),
            cells=tuple(
                GradeCell(one, strong("PR"), facts.text(amount.reason)) for one in ("Primary", "Bone", "Marrow", "All")
            ),
        ),
        _row("Imaging", facts, amount.comment, 1),
        _row("Pathology", facts, amount.comment, 1),
        _row("Fitness", facts, amount.comment, 1),
        TextBlock(
            label="Child and family",
            paragraphs=((facts.phrase(amount.wish),), (facts.phrase(amount.wish),), (facts.phrase(20),)),
            heavy=True,
            rank=Rank.LAST,
            keeps=(2, 1, 2),
            floor=(1, 1, 1),
        ),
        _row("Resources, trials", facts, amount.resources, 2, rank=Rank.FIRST),
        _missing(facts, amount),
    )


def _row(label: str, facts: Facts, length: int, statements: int, **more: object) -> TextBlock:
    told = tuple(facts.phrase(length) for _ in range(statements))
    return TextBlock(label=label, paragraphs=(told,), **more)  # type: ignore[arg-type]


def _stage(facts: Facts, amount: Amount) -> TextBlock:
    named = ", ".join(f"{facts.text(30)} ({number})" for number in range(1, amount.idrfs + 1)) or facts.text(6)
    numbers = ", ".join(str(number) for number in range(1, amount.idrfs + 1))
    first, last = (strong("INRGSS M"),), facts.phrase(10)
    warnings = tuple(((plain(facts.text(90)),),) for _ in range(amount.warnings))
    return TextBlock(
        label="Stage",
        paragraphs=((first, (head("IDRF"), plain(f" {named}")), last), *warnings),
        brief=((first, (head("IDRF"), plain(f" {numbers}")), last), *warnings),
        rank=Rank.LAST,
        keeps=(4,),
        floor=(2,),
        differences=_differences(facts, amount.contradicted),
    )


def _differences(facts: Facts, count: int) -> tuple[Phrase, ...]:
    return tuple((strong(f"≠ {facts.text(12)}"), plain(f" {facts.text(120)}")) for _ in range(count))


def _biology(facts: Facts, amount: Amount) -> Block:
    made = biology()
    cells = tuple(replace(one, detail=facts.text(amount.detail)) for one in made.cells)
    return replace(made, cells=cells, differences=_differences(facts, amount.differences))


def _risk(facts: Facts, amount: Amount) -> RiskBlock:
    why, rows, sources, deciding = (facts.text(length) for length in (70, 6, 60, 70))
    row: Phrase = (head("Rows"), plain(f" {rows}"))
    around = ((head("Why"), plain(f" {why}")), (head("Deciding test"), plain(f" {deciding}")))
    return RiskBlock(
        label="Risk group",
        beside=("settled",),
        legend=((FULL, "settled"), (OUT, "reachable"), (DASH, "excluded")),
        word=strong("Intermediate or high"),
        boxes=(GroupBox("low", DASH), GroupBox("intermediate", OUT), GroupBox("high", OUT)),
        statements=(around[0], (*row, plain(" "), head("Source"), plain(f" {sources}")), around[1]),
        brief=(around[0], row, around[1]),
        columns=("v.low", "low", "int", "high"),
        ledger_heads=("Scheme, version", "row"),
        ledger=tuple(_scheme(facts, amount, number) for number in range(amount.schemes)),
        verdict=(strong("They differ over 11q:"), plain(f" {facts.text(40)}")),
        sentences=tuple(facts.phrase(90) for _ in range(amount.sentences)),
    )


def _scheme(facts: Facts, amount: Amount, number: int) -> LedgerRow:
    """A made-up scheme; the last of five knows only high and not high."""
    name, open_on = f"ZZ {number + 1}, 2026", facts.text(amount.open_on)
    if number == 4:
        return LedgerRow(name, (ABSENT, ABSENT, ABSENT, OUT), open_on, GroupBox("not high", OUT))
    states = ((DASH, DASH, DASH, FULL), (OUT, DASH, DASH, OUT))
    return LedgerRow(name, states[number % 2], open_on)


def _treatment(facts: Facts, amount: Amount) -> Block:
    made = treatment()
    assert made.timeline is not None
    return replace(
        made,
        timeline=replace(made.timeline, today=TODAY) if amount.timeline else None,
        paragraphs=((facts.phrase(amount.comment),), (facts.phrase(amount.comment), facts.phrase(20))),
        keeps=(2, 2),
    )


def _missing(facts: Facts, amount: Amount) -> MissingBlock:
    def items(number: int, *, unasked: bool) -> tuple[Phrase, ...]:
        said = silence("not asked yet") if unasked else silence("requested 20 Nov 2026")
        return tuple((plain(facts.text(20)), plain(", "), said) for _ in range(number))

    return MissingBlock(
        label="Missing, ranked",
        lines=(
            MissingLine("Decides", items(amount.decides, unasked=False), (plain("nothing: it is settled"),)),
            MissingLine("Matters", items(amount.matters, unasked=True), (plain("nothing"),), keep=2),
            MissingLine("Cannot change", items(amount.cannot, unasked=True), (plain("nothing"),), keep=1),
        ),
    )
