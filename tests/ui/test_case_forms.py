"""Forms: what is worked out, who asks for a fact, help about it, and that Esc never loses what was typed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, a_child, open_dialog, type_over

from desktop.clinical.answers import known
from desktop.clinical.biology import biology_strip
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.field_help import Help
from desktop.clinical.vocabulary import Category, Histology, Mki, Mycn, Ploidy
from desktop.services.cases import get_case, new_case
from desktop.services.library import Library
from desktop.services.uses import feeds, schemes_using, used_only_by
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY, OVERVIEW, PRESENTATION, RESPONSE, STAGING
from desktop.ui.panels.case_sections import FORMS
from desktop.ui.widgets.text import Text

Key = Qt.Key


def stored(desk: Desk, case: Case, **facts: object) -> Case:
    for name, value in facts.items():
        case = FIELDS[name].write(case, known(value))
    return new_case(desk.board, desk.library, case)


def test_every_fact_that_a_rule_or_the_strip_uses_can_be_asked_about(library: Library) -> None:
    rules = library.rules
    used = {name for name in FIELDS if schemes_using(rules, name) or used_only_by(rules, name) or feeds(rules, name)}
    used |= {cell.name for cell in biology_strip(Case())}
    assert used > {"mycn", "mki", "loss_1p", "idrfs", "dna_index", "born", "alk"}
    used |= {name for _, names in FORMS[RESPONSE] for name in names}
    assert used <= set(library.help.fields)
    assert set(library.help.fields) <= set(FIELDS)
    assert all(one.sources for one in library.help.fields.values())


def test_who_asks_for_a_fact_is_read_from_the_rules(window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    forms = {**window.page.form(BIOLOGY).rows, **window.page.form(STAGING).rows, **window.page.form(PRESENTATION).rows}
    told = {name: row.uses.text() for name, row in forms.items()}
    assert told["mycn"] == "5 of 5"
    # there are no heads over the facts about the child
    assert told["age_days"] == "Used by\n5 of 5"
    assert (told["dna_index"], told["loss_11q"], told["loss_1p"]) == ("4 of 5", "3 of 5", "2 of 5")
    assert (told["resection"], told["inss"]) == ("2 of 5", "COG v1")
    # the category puts a child outside three tables, and a row of INRG 2009 asks for it
    assert (told["category"], told["mki"]) == ("4 of 5", "INPC")
    assert told["idrfs"] == told["metastases"] == "INRGSS"
    assert told["alk"] == "none"
    assert told["family_name"] == ""


def test_no_head_stands_over_an_empty_column(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.page.go(RESPONSE)
    form = window.page.form(RESPONSE)

    def heads() -> list[str]:
        return [text for text in ("Date", "Laboratory", "Used by", "Fact") if _is_seen(form, text)]

    assert heads() == ["Fact"]
    type_over(qtbot, form.rows["response_primary"].value, "SD")
    # no rule of a scheme asks for a response
    assert heads() == ["Date", "Laboratory", "Fact"]
    assert all(not row.uses.text() for row in form.rows.values())


def test_words_that_do_not_fit_are_marked_as_cut(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    several = frozenset({"IDRF09_AIRWAY", "IDRF15_RENAL_PEDICLE"})
    case = stored(desk, a_child("Bravo", "TEST-0002"), idrfs=several)
    window.open_case(case.id)
    window.page.go(STAGING)
    field = window.page.form(STAGING).rows["idrfs"].value
    qtbot.waitUntil(lambda: _is_seen(field, "… 2 in all"))
    window.resize(3200, 768)
    qtbot.waitUntil(lambda: not _is_seen(field, "… 2 in all"))


def _is_seen(inside: QWidget, words: str) -> bool:
    return any(one.text() == words and one.isVisibleTo(inside) for one in inside.findChildren(Text))


def test_what_follows_is_shown_with_what_it_follows_from(window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.page.go(BIOLOGY)
    worked = window.page.form(BIOLOGY).worked
    # the index is not known yet, so that either class can follow
    assert worked["histology"].value.text() == "Favourable or unfavourable"
    assert not worked["ploidy"].value.isVisible()
    type_over_known = {"mki": Mki.LOW, "category": Category.NEUROBLASTOMA, "dna_index": Decimal("1.32")}
    case = stored(desk, a_child("Bravo", "TEST-0002"), grade=FIELDS["grade"].read(alpha).value, **type_over_known)
    window.open_case(case.id)
    window.page.go(BIOLOGY)
    assert worked["histology"].value.text() == "Favourable"
    assert worked["histology"].value.isReadOnly()
    assert worked["histology"].source.text() == "worked out from category, grade, MKI and age, by INPC-2003"
    assert worked["ploidy"].value.text() == "Hyperdiploid"
    assert worked["ploidy"].source.text() == "worked out from DNA index"
    assert not worked["histology"].message.isVisible()


def test_an_age_that_the_dates_give_is_worked_out_and_not_asked_for(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.go_section(PRESENTATION)
    form = window.page.form(PRESENTATION)
    row, worked = form.rows["age_days"], form.worked["age_days"]
    assert worked.value.text() == "438 days (1 y 2 m 12 d)"
    assert worked.source.text() == "worked out from date of birth and date of diagnosis"
    assert all(part.isHidden() for part in (row.value, row.label.parentWidget(), row.uses))
    type_over(qtbot, form.rows["born"].value, "2025")
    assert worked.value.text() == "Between 306 and 670 days"
    assert worked.source.text() == "day of birth not known; the rules take the age as unknown"
    assert not row.value.isHidden(), "days from a source may be entered"
    type_over(qtbot, row.value, "438")
    assert worked.value.isHidden()
    type_over(qtbot, form.rows["born"].value, "20/8/25")
    assert worked.message.text() == "Entered is 438, worked out is 439 days (1 y 2 m 13 d). The dates count."
    assert not row.value.isHidden()


def test_entered_and_worked_out_that_differ_both_stand_with_the_reason(window: MainWindow, desk: Desk) -> None:
    facts = {"dna_index": Decimal("1.32"), "ploidy": Ploidy.DIPLOID, "category": Category.NEUROBLASTOMA}
    more = {"grade": "undifferentiated", "histology": Histology.FAVOURABLE}
    case = a_child("Bravo", "TEST-0002")
    more["grade"] = next(one for one in FIELDS["grade"].options if str(one) == more["grade"])  # type: ignore[assignment]
    case = stored(desk, case, **facts, **more)
    window.open_case(case.id)
    window.page.go(BIOLOGY)
    form = window.page.form(BIOLOGY)
    assert form.rows["ploidy"].value.answer.value is Ploidy.DIPLOID
    said = form.worked["ploidy"].message.text()
    assert said.startswith("Entered is diploid, worked out is hyperdiploid.")
    assert "the class that the laboratory gave is used" in said
    said = form.worked["histology"].message.text()
    assert said.startswith("Entered is favourable, worked out is unfavourable.")
    assert "as the pathologist reported it" in said


def test_help_is_about_the_field_with_the_keyboard(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.page.go(BIOLOGY)
    rows, page = window.page.form(BIOLOGY).rows, window.page
    rows["loss_1p"].value.setFocus()
    qtbot.keyClick(rows["loss_1p"].value.focusProxy(), Key.Key_F1)
    assert QApplication.activeModalWidget() is None
    told = " | ".join(text.text() for text in page.teaching.panel.findChildren(Text) if text.isVisibleTo(window))
    assert "About 1p" in told
    assert desk_words(window).until_open.format(silence="Not asked yet") in told
    assert "no loss | Intermediate or high, still open" in told
    assert "loss | High | C2-12" in told
    assert not page.risk.is_full
    assert page.risk.compact.isVisibleTo(window)
    # it follows the keyboard, and an answer takes the question away
    rows["mycn"].value.setFocus()
    assert page.teaching.panel.fact == "mycn"
    told = " | ".join(text.text() for text in page.teaching.panel.findChildren(Text) if text.isVisibleTo(window))
    assert "If it is" not in told
    qtbot.keyClick(window, Key.Key_R, CTRL)
    assert page.risk.is_full
    assert page.risk.isVisible()


def test_an_answer_for_which_the_scheme_has_no_row_is_told_and_not_left_out(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    older = replace(a_child("Older", "TEST-0002"), born=known(PartialDate(2025, 1, 1)))
    window.open_case(new_case(desk.board, desk.library, older).id)
    window.page.go(STAGING)
    field = window.page.form(STAGING).rows["inrgss"].value
    field.setFocus()
    qtbot.keyClick(field.focusProxy(), Key.Key_F1)
    told = " | ".join(text.text() for text in window.page.teaching.panel.findChildren(Text) if text.isVisibleTo(window))
    assert "MS | Not covered" in told


def desk_words(window: MainWindow) -> Help:
    return window.desk.library.help


def test_help_about_a_fact_that_no_group_depends_on_says_so(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    for section, fact in ((RESPONSE, "response_marrow"), (BIOLOGY, "alk")):
        window.page.go(section)
        field = window.page.form(section).rows[fact].value
        field.setFocus()
        qtbot.keyClick(field.focusProxy(), Key.Key_F1)
        told = " | ".join(text.text() for text in window.page.teaching.panel.findChildren(Text))
        assert "“Not asked yet” is not negative. No risk group depends on it." in told
        assert desk_words(window).until_open.format(silence="Not asked yet") not in told


def test_the_same_key_closes_help_and_so_does_another_section(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.page.go(BIOLOGY)
    field = window.page.form(BIOLOGY).rows["sca"].value
    field.setFocus()
    qtbot.keyClick(field.focusProxy(), Key.Key_F1)
    assert window.page.teaching.is_open
    qtbot.keyClick(field.focusProxy(), Key.Key_F1)
    assert not window.page.teaching.is_open
    qtbot.keyClick(field.focusProxy(), Key.Key_F1)
    window.page.go(OVERVIEW)
    assert not window.page.teaching.is_open


@pytest.mark.parametrize("part", ["value", "date", "place"])
def test_esc_takes_over_what_was_typed(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, part: str) -> None:
    window.open_case(alpha.id)
    window.page.go(BIOLOGY)
    row = window.page.form(BIOLOGY).rows["mycn"]
    editor = getattr(row, part)
    editor.setFocus()
    inner = editor.focusProxy() or editor
    inner.selectAll()
    qtbot.keyClicks(inner, {"value": "amplified", "date": "3/11/26", "place": "Lab Z"}[part])
    qtbot.keyClick(inner, Key.Key_Escape)
    now = get_case(desk.board, alpha.id)
    kept = {
        "value": FIELDS["mycn"].read(now).value is Mycn.AMPLIFIED,
        "date": str(FIELDS["mycn"].origin(now)[0]) == "2026-11-03",
        "place": FIELDS["mycn"].origin(now)[1] == "Lab Z",
    }
    assert kept[part]
    # what was typed is safe, so that the key goes on to the window
    assert window.list.isVisible()


def test_what_cannot_be_used_waits_for_its_own_child(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    other = stored(desk, a_child("Bravo", "TEST-0002"))
    window.open_case(alpha.id)
    window.page.go(BIOLOGY)
    row = window.page.form(BIOLOGY).rows["dna_index"]
    type_over(qtbot, row.value, "much")
    qtbot.keyClick(row.value.focusProxy(), Key.Key_Escape)
    assert not window.list.isVisible()
    assert not row.message.isHidden()
    window.back()
    window.open_case(other.id)
    window.page.go(BIOLOGY)
    assert not row.value.has_error
    assert row.message.text() == ""
    window.open_case(alpha.id)
    window.page.go(BIOLOGY)
    assert row.value.draft() == "much"
    assert row.message.text().startswith("This is not a number.")


def test_the_keyboard_goes_from_sections_through_the_content_to_the_risk_panel(
    qtbot: QtBot, window: MainWindow, alpha: Case
) -> None:
    window.open_case(alpha.id)
    for section in (STAGING, BIOLOGY):
        window.page.go(section)
        QApplication.processEvents()
        window.page.sections.setFocus()
        reached: list[str] = []
        for _ in range(80):
            now = QApplication.focusWidget()
            assert now is not None
            reached.append(now.accessibleName())
            if now is window.page.risk.area:
                break
            qtbot.keyClick(now, Key.Key_Tab)
        fields = [row.value.focusProxy().accessibleName() for row in window.page.form(section).rows.values()]
        assert [one for one in reached if one in fields] == fields
        assert reached[-1] == "Risk group, with its reasons"


def test_the_menu_ticks_what_holds_now(window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.page.go(BIOLOGY)
    words = [one.text() for one in window.page.form(BIOLOGY).rows["mycn"].value.menu().actions()]
    assert [one for one in words if "✓" in one] == ["Not amplified\t✓"]


def test_the_rows_and_their_sources_open_in_full(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Key.Key_F9)
    dialog = open_dialog(qtbot)
    told = [text.text() for text in dialog.findChildren(Text)]
    assert "C2-11: intermediate" in told
    assert "NCI PDQ Neuroblastoma Treatment, health professional version, 28 April 2025" in told
