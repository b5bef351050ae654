"""Pages made by hand for tests: people who do not exist, every kind of block and tone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from desktop.clinical.timeline import Template, plan
from desktop.reports.content import (
    Banner,
    Bearing,
    BiologyBlock,
    BiologyCell,
    Block,
    GradeCell,
    GroupBox,
    GroupState,
    LedgerRow,
    MissingBlock,
    MissingLine,
    QuestionBlock,
    Rank,
    ResponseBlock,
    RiskBlock,
    SummaryContent,
    TextBlock,
    Timeline,
    TreatmentBlock,
)
from desktop.reports.fonts import Fonts
from desktop.reports.phrases import Tone, Words, faint, head, plain, silence, strong
from resources import read_text
from resources.fonts import find_fonts

FONTS = Fonts(**find_fonts())
TODAY = date(2026, 11, 26)
OUT, DASH, FULL, ABSENT = GroupState.REACHABLE, GroupState.EXCLUDED, GroupState.SETTLED, GroupState.ABSENT


def _timeline() -> Timeline:
    template = Template.parse(read_text("protocols/cog-high-risk.toml"))
    start = date(2026, 6, 1)
    days = {"C1": 0, "C2": 21, "PBSC_HARVEST": 40, "C3": 56, "C4": 84, "C5": 119, "SURGERY_PRIMARY": 160}
    actual = {event: start + timedelta(days=day) for event, day in days.items()}
    return Timeline(
        template=template,
        start=start,
        events=plan(template, start, actual, TODAY),
        today=TODAY,
        today_word="today",
        description="Timeline. Cycle 1 done 01 Jun 2026. Cycle 3 done 27 Jul 2026, 14 days late.",
    )


def banner() -> Banner:
    return Banner(
        name="ZZTEST, Alpha",
        facts=(
            (
                (plain("Case "), strong("26-0117")),
                (plain("Hospital no. "), strong("ZZ-000-118")),
                (plain("born 03 Sep 2023"),),
                (plain("girl"),),
            ),
            (
                (plain("Age at diagnosis "), strong("2 y 8 m 19 d (992 days)")),
                (plain("now 3 y 2 m 23 d"),),
                (plain("diagnosed 22 May 2026"),),
                (plain("contains patient data"),),
            ),
        ),
        meeting=(strong("Tumour board, Thu 26 Nov 2026, item 2"),),
        presentation=(plain("3rd presentation"),),
        status="FINAL",
        final=True,
    )


def _cell(name: str, value: str, detail: str, bearing: Bearing, foot: str) -> BiologyCell:
    return BiologyCell(name=name, value=plain(value), detail=detail, bearing=bearing, foot=foot)


def biology() -> BiologyBlock:
    bad, good, none = Bearing.RAISES, Bearing.LOWERS, Bearing.NONE
    return BiologyBlock(
        label="Biology",
        beside=("Demo Lab", "S26-0412", "22 May 2026"),
        cells=(
            _cell("Histology", "Unfavourable", "NB poorly diff., MKI high", bad, "unfavourable"),
            _cell("MYCN", "Amplified", "FISH × 18. ≠ marrow", bad, "unfavourable"),
            _cell("Ploidy", "Diploid", "DNA index 1.0", bad, "unfavourable"),
            _cell("1p", "Loss", "array", bad, "unfavourable"),
            _cell("11q", "No loss", "array, 28 Sep", good, "favourable"),
            BiologyCell(
                name="Other segmental",
                value=silence("requested"),
                detail="Demo Genetics, due 27 Nov",
                bearing=Bearing.OPEN,
                foot="decides",
                decides=True,
            ),
            BiologyCell(
                name="ALK",
                value=Words("F1174L", Tone.UNCHECKED),
                detail="VAF 31 %",
                bearing=none,
                foot="no row uses it",
            ),
        ),
        differences=(
            (
                strong("≠ MYCN results differ"),
                plain(": primary amplified (22 May), marrow not amplified (31 May). Primary used (Dr Zz, 02 Jun)."),
            ),
        ),
    )


def risk() -> RiskBlock:
    return RiskBlock(
        label="Risk group",
        beside=("settled",),
        legend=((FULL, "settled"), (OUT, "reachable"), (DASH, "excluded")),
        word=strong("High"),
        boxes=(GroupBox("low", DASH), GroupBox("intermediate", DASH), GroupBox("high", FULL)),
        statements=(
            (head("Why"), plain(" stage M and 992 d (≥ 547 d). MYCN amplified gives the same on its own.")),
            (
                head("Row"),
                plain(" C2-13, also C2-14. "),
                head("Source"),
                plain(" Irwin 2021, as in PDQ 28 Apr 2025."),
            ),
            (head("Deciding test"), plain(" none left: nothing unknown can change it.")),
        ),
        columns=("v.low", "low", "int", "high"),
        ledger_heads=("Scheme, version", "row"),
        ledger=(
            LedgerRow("COG v2, 2021", (ABSENT, DASH, DASH, FULL), "C2-13"),
            LedgerRow("INRG 2009", (OUT, DASH, DASH, OUT), "MYCN, 11q"),
            LedgerRow("SIOPEN HR", (ABSENT, ABSENT, ABSENT, FULL), "M, 365 d", GroupBox("not high", DASH)),
        ),
        verdict=(strong("They differ over 11q"), plain(": loss makes INRG high; COG v2 ignores it.")),
        sentences=((head("Note"), plain(" the DNA index lies near 1.")),),
    )


def treatment() -> TreatmentBlock:
    return TreatmentBlock(
        label="Treatment",
        beside=("top row planned, lower row solid done, dashed to come",),
        timeline=_timeline(),
        paragraphs=(
            ((head("Slipped"), plain(" C3 +14 d neutrophils; C4 +7 line infection; C5 +14 family request.")),),
            ((head("Gates not confirmed"), plain(" organ function, PBSC dose.")),),
        ),
    )


def response() -> ResponseBlock:
    return ResponseBlock(
        label="Response",
        beside=("INRC 2017, 02 Nov",),
        cells=(
            GradeCell("Primary", plain("PR"), "MRI 78 → 29 mm, −63 %, still avid"),
            GradeCell("Soft tissue and bone", plain("PR"), "bone score 22 → 6, ratio 0.27"),
            GradeCell("Bone marrow", plain("MD"), "3 %, 2 aspirates, 2 trephines"),
            GradeCell("Overall", silence("not asked yet")),
        ),
    )


def row(label: str, *phrases: tuple[Words, ...], rank: Rank = Rank.SUMMARY, heavy: bool = False) -> TextBlock:
    return TextBlock(label=label, paragraphs=(phrases,), rank=rank, heavy=heavy)


def blocks() -> tuple[Block, ...]:
    return (
        QuestionBlock(
            label="Question",
            question=plain("Curie score is 6 after five courses: resect on 8 December and go to consolidation?"),
            asked=((plain("Asked by Dr Zz Example, oncology."),),),
        ),
        row("Since last time", (head("New"), plain(" MIBG 02 Nov: Curie 22 → "), strong("6"))),
        row("Diagnosis", (plain("Left adrenal neuroblastoma, biopsy 22 May 2026. Hb 6.8 g/dL; no cord signs."),)),
        row("Stage", (strong("INRGSS M"), plain(": bone, bone marrow, distant nodes."), faint(" FACTBASE"))),
        biology(),
        risk(),
        treatment(),
        response(),
        row("Imaging", (strong("MRI 30 Oct 2026"), plain(" 29 × 24 × 31 mm (24 Aug: 41 × 36 × 40)."))),
        row("Pathology", (plain("Biopsy S26-0412, report 29 May 2026."),)),
        row("Fitness", (plain("Lansky 80. GFR 96 mL/min/1.73 m². Hearing: "), silence("not asked yet"))),
        row("Child and family", (head("Wish"), plain(" surgery at home hospital if equal.")), heavy=True),
        row("Resources, trials", (head("Not available here"), plain(" MIBG therapy.")), rank=Rank.FIRST),
        MissingBlock(
            label="Missing, ranked",
            lines=(
                MissingLine("Decides", (), (plain("nothing: the risk group is settled."),)),
                MissingLine("Matters", ((plain("spinal MRI, "), silence("requested 20 Nov")),), keep=2),
                MissingLine("Cannot change", ((plain("telomere status, "), silence("not available here")),), keep=1),
            ),
        ),
    )


def content() -> SummaryContent:
    return SummaryContent(
        language="en-GB",
        title="Tumour board summary",
        banner=banner(),
        continued=((plain("Case "), strong("26-0117")), (plain("Hospital no. "), strong("ZZ-000-118"))),
        blocks=blocks(),
        foot=(
            plain("Prepared by Zz Coordinator, data as of 25 Nov 2026 16:40. Rules cog-v2 1.0.0. † unverified rule. "),
            silence("Italic"),
            plain(" = no value, with its reason. Decision support, not a decision."),
        ),
    )


def with_text(label: str, words: str) -> SummaryContent:
    """The same page with one text row replaced by a long one."""
    made = content()
    changed = tuple(
        replace(one, paragraphs=(((plain(words),),),)) if isinstance(one, TextBlock) and one.label == label else one
        for one in made.blocks
    )
    return replace(made, blocks=changed)
