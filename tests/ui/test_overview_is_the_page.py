"""The overview says what the printed page says: the same blocks, the same words, none left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import full_case
from PySide6.QtWidgets import QApplication
from recorded_child import recorded_child
from window_helpers import TODAY, a_child

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.results import Pathology
from desktop.clinical.vocabulary import Category, Inrgss, Mycn
from desktop.reports.content import (
    BiologyBlock,
    MissingBlock,
    QuestionBlock,
    ResponseBlock,
    RiskBlock,
    SummaryContent,
    TextBlock,
    TreatmentBlock,
)
from desktop.reports.phrases import Phrase
from desktop.services.cases import new_case
from desktop.services.library import Library
from desktop.services.summaries import content_of
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.overview import Overview
from desktop.ui.statements import statements
from desktop.ui.widgets.biology_strip import StripCell
from desktop.ui.widgets.text import Text


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("•", " ").split()).casefold()


def told(overview: Overview) -> str:
    """Every word in sight, and what the cells of the strip say in full."""
    words = [text.text() for text in overview.findChildren(Text) if text.isVisibleTo(overview)]
    cells = [cell.accessibleName() for cell in overview.findChildren(StripCell)]
    return flat(" | ".join((*words, *cells)))


def phrases(content: SummaryContent) -> Iterator[Phrase]:
    for block in content.blocks:
        if isinstance(block, TextBlock | TreatmentBlock):
            told = block.told if isinstance(block, TextBlock) else block.paragraphs
            yield from (phrase for paragraph in told for phrase in paragraph)


def page_of(window: MainWindow, desk: Desk, case: Case) -> SummaryContent:
    window.open_case(case.id)
    return content_of(desk.library, case, today=TODAY, prepared_by=desk.board.person.name)


@pytest.fixture(params=["alpha", "full", "recorded", "nothing known"])
def child(request: pytest.FixtureRequest, desk: Desk) -> Case:
    """A child of whom some is known, everything, or nothing."""
    if request.param == "alpha":
        return request.getfixturevalue("alpha")  # type: ignore[no-any-return]
    cases = {"full": full_case, "recorded": recorded_child, "nothing known": lambda: Case(age_days=known(400))}
    case = cases[request.param]()
    return new_case(desk.board, desk.library, case)


def test_every_statement_of_the_page_is_on_the_screen(window: MainWindow, desk: Desk, child: Case) -> None:
    content = page_of(window, desk, child)
    said = told(window.page.overview)
    unasked = desk.library.labels.silence(NOT_ASKED)
    for phrase in phrases(content):
        for words in phrase:
            # what nobody has asked is named in one line, and a block of nothing else as a whole
            if words.text not in unasked_heads(content, unasked):
                assert flat(words.text).strip(": ") in said, words


def unasked_heads(content: SummaryContent, unasked: str) -> set[str]:
    """The names of what nobody has asked."""
    found: set[str] = set()
    for block in content.blocks:
        if isinstance(block, TextBlock | TreatmentBlock):
            inside = [phrase for paragraph in block.paragraphs for phrase in paragraph]
            found |= {phrase[0].text for phrase in inside if phrase[-1].text == unasked}
    return found


def test_every_block_of_the_page_is_named_or_drawn(window: MainWindow, desk: Desk, child: Case) -> None:
    content = page_of(window, desk, child)
    said = told(window.page.overview)
    for block in content.blocks:
        if not isinstance(block, RiskBlock):
            assert flat(block.label) in said, block.label
        if isinstance(block, BiologyBlock):
            assert all(flat(cell.value.text) in said and flat(cell.detail) in said for cell in block.cells)
            assert all(flat(words.text) in said for phrase in block.differences for words in phrase)
        if isinstance(block, QuestionBlock):
            assert flat(block.question.text) in said
        if isinstance(block, MissingBlock):
            assert all(flat(item[0].text) in said for line in block.lines for item in line.items)
        if isinstance(block, ResponseBlock):
            assert flat(desk.library.labels.silence(NOT_ASKED)) in said


def test_risk_factors_are_counted_and_listed_by_name(window: MainWindow, desk: Desk) -> None:
    case = new_case(desk.board, desk.library, full_case())
    window.open_case(case.id)
    lines = [text.text() for text in window.page.overview.findChildren(Text) if "of 20 present" in text.text()]
    assert lines[0].splitlines() == [
        "2 of 20 present",
        "•\u00a0thorax: compresses trachea or main bronchi (9)",
        "•\u00a0abdomen: invades one or both renal pedicles (15)",
    ]


def test_words_that_come_later_get_their_room_at_once(window: MainWindow, desk: Desk, alpha: Case) -> None:
    longer = a_child("Bravo", "TEST-0002")
    longer = FIELDS["wishes"].write(longer, known("To be at home for her birthday. " * 12))
    longer = new_case(desk.board, desk.library, longer)
    window.open_case(alpha.id)
    window.open_case(longer.id)
    QApplication.processEvents()
    for text in window.page.overview.findChildren(Text):
        if text.isVisibleTo(window.page.overview) and text.wordWrap():
            assert text.height() >= text.heightForWidth(text.width()), text.text()


def test_a_page_that_grew_with_its_words_scrolls_to_its_last_line(window: MainWindow, desk: Desk, alpha: Case) -> None:
    longer = FIELDS["family_knows"].write(a_child("Bravo", "TEST-0002"), known("Diagnosis and stage. " * 60))
    longer = new_case(desk.board, desk.library, longer)
    for case in (alpha, longer):
        window.open_case(case.id)
        QApplication.processEvents()
    overview = window.page.overview
    assert overview.height() >= overview.layout().heightForWidth(overview.width())


def test_a_section_says_how_many_deciding_facts_are_open(window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    assert window.page.sections.words(4) == "Pathology, biology (1)"
    item = window.page.sections.model().index(4, 0)
    assert window.page.sections._items[4].accessibleText() == "Pathology, biology, 1 deciding fact open"
    assert item.data() == "Pathology, biology"


def test_the_question_is_one_key_away(window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.actions_by_name["question"].trigger()
    assert window.page.form(1).rows["question"].value.focusProxy().hasFocus()
    window.actions_by_name["next"].trigger()
    assert window.page.sections.row() == 2
    window.actions_by_name["previous"].trigger()
    window.actions_by_name["previous"].trigger()
    assert window.page.sections.row() == 0


def test_a_silence_that_several_share_is_said_once(window: MainWindow, desk: Desk) -> None:
    case = new_case(desk.board, desk.library, Case(identifiers=a_child("Nobody", "TEST-0009").identifiers))
    window.open_case(case.id)
    decides = [text.text() for text in window.page.overview.findChildren(Text) if "INRGSS stage, MYCN" in text.text()]
    assert len(decides) == 1
    assert decides[0].startswith("Not asked yet: ")
    assert decides[0].casefold().count("not asked yet") == 1


def test_the_scan_has_its_name_before_its_result(library: Library) -> None:
    """In a column of names and values it stood without a name."""
    case = FIELDS["marrow_mibg"].write(Case(), known(True))
    content = content_of(library, case, today=TODAY, prepared_by="Zztest")
    stage = next(one for one in content.blocks if isinstance(one, TextBlock) and one.label == "Stage")
    told = [(one.name, one.value) for one in statements(library.labels, stage.told)]
    assert ("MIBG", "positive in bone or marrow") in told


def test_no_fork_stands_before_nothing_and_the_panel_names_its_scheme(window: MainWindow, desk: Desk) -> None:
    case = replace(a_child("Quebec", "ZZ-17"), pathology=(Pathology(category=known(Category.GN_MATURE)),))
    window.open_case(new_case(desk.board, desk.library, case).id)
    icons = window.page.overview.missing.icons
    assert [one.shown for one in icons] == ["cannot_change", "matters", "cannot_change"]
    facts = {"inrgss": Inrgss.M, "mycn": Mycn.AMPLIFIED, "age_days": 900}
    settled = replace(a_child("Bravo", "ZZ-2"), born=NOT_ASKED, diagnosed=NOT_ASKED)
    for name, value in facts.items():
        settled = FIELDS[name].write(settled, known(value))
    window.open_case(new_case(desk.board, desk.library, settled).id)
    told = [one.text() for one in window.page.risk.area.findChildren(Text)]
    assert any(one.startswith("Cannot change COG v2: ") for one in told)
