"""The marks and controls on their own, and the rules that hold for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.resources import as_file, files
from threading import Event

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDoubleSpinBox, QSlider, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from window_helpers import TODAY, open_dialog, type_over

from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseLine, CaseLines, CaseQuery
from desktop.clinical.vocabulary import SITES, MetastaticSite, Silence
from desktop.services.library import Library
from desktop.services.offers import Offer
from desktop.ui.dialogs.choices import ChoicesDialog
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.forms.typed import read_typed, shown
from desktop.ui.forms.ways import Ways
from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.messages import Messages
from desktop.ui.models.case_list_model import PAGE, CaseListModel
from desktop.ui.start import Stage
from desktop.ui.tasks import CancelledError, Tasks
from desktop.ui.widgets.risk_glyph import RiskGlyph
from desktop.ui.words import days_words, risk_words, short_age, size_words


def test_the_face_has_weights_and_every_letter_of_the_labels(stage: Stage, library: Library) -> None:
    fonts = [stage.look.font("title", weight) for weight in (400, 600)]
    light, strong = (QFontMetricsF(font).horizontalAdvance("Intermediate") for font in fonts)
    assert light < strong

    with as_file(files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf") as place:
        letters = set(TTFont(place).getBestCmap())
    words = "".join(word for kind in library.labels.words.values() for word in kind.values())
    assert {letter for letter in words if ord(letter) not in letters} == set()


def test_every_silence_has_its_own_shape(stage: Stage) -> None:
    assert len(set(SILENCE_ICONS.values())) == len(Silence)
    for name in SILENCE_ICONS.values():
        picture = stage.look.icons.pixmap(name, stage.look.colours.text2, 16).toImage()
        assert any(picture.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name


def test_the_glyph_fills_the_reachable_bars(qtbot: QtBot, stage: Stage) -> None:
    glyph = RiskGlyph(stage.look)
    qtbot.addWidget(glyph)
    glyph.show_groups(("intermediate", "high"), "Intermediate or high")
    picture = glyph.grab().toImage()
    colours = stage.look.colours
    at_foot = [picture.pixelColor(x, 13).name().upper() for x in (2, 9, 16, 23)]
    assert at_foot[2:] == [colours.risk_intermediate, colours.risk_high]
    assert picture.pixelColor(2, 6).name() != picture.pixelColor(23, 6).name()
    assert glyph.accessibleName() == "Intermediate or high"


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (("high",), "High"),
        (("intermediate", "high"), "Intermediate or high"),
        (("low", "high"), "Low or high"),
        (("very_low", "low", "intermediate"), "Very low to intermediate"),
        (("very_low", "low", "high"), "Very low, low or high"),
        (("not_high",), "Not high"),
        ((), ""),
    ],
)
def test_groups_in_words(library: Library, groups: tuple[str, ...], words: str) -> None:
    assert risk_words(library.labels, groups) == words


def test_ages_in_words() -> None:
    from desktop.clinical.dates import PartialDate

    assert short_age(PartialDate(2025, 8, 21), TODAY) == "1 y 3 m"
    assert short_age(PartialDate(2026, 6, 23), TODAY) == "5 m"
    assert short_age(PartialDate(2026, 11, 20), TODAY) == "3 d"
    assert short_age(PartialDate(2020), TODAY) == "about 6 y"
    assert short_age(None, TODAY) == ""
    assert (days_words(1216), days_words(None)) == ("1,216 d", "")


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("mycn", "Not amplified", "not_amplified"),
        ("mycn", "not", "not_amplified"),
        ("mycn", "gain", "gain"),
        ("loss_1p", "no loss", False),
        ("inss", "4S", "4S"),
        ("inss", "4", "4"),
        ("age_days", "438", 438),
        ("marrow_percent", "12,5 %", "12.5"),
        ("language", " Spanish ", "Spanish"),
        ("born", "t-1", "2026-11-22"),
    ],
)
def test_typed_facts(library: Library, name: str, typed: str, value: object) -> None:
    read = read_typed(FIELDS[name], library.labels, typed, TODAY).value
    assert read == value or str(read) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [("mycn", "no idea"), ("age_days", "1.5"), ("age_days", "-1"), ("age_days", "x"), ("marrow_percent", "101"),
     ("dna_index", "0"), ("dna_index", "NaN"), ("ratio", "Infinity")],
)  # fmt: skip
def test_what_cannot_be_typed(library: Library, name: str, typed: str) -> None:
    with pytest.raises(UserError):
        read_typed(FIELDS[name], library.labels, typed, TODAY)


def test_what_a_field_shows_can_be_typed_back(library: Library) -> None:
    for field in FIELDS.values():
        for option in field.options:
            if field.name != "metastases":
                words = shown(field, library.labels, option)
                assert read_typed(field, library.labels, words, TODAY) == known(option)


def a_field(qtbot: QtBot, stage: Stage, library: Library, name: str) -> tuple[SilenceField, list[Answer[object]]]:
    field = SilenceField(stage.look, library.labels, FIELDS[name], lambda: TODAY)
    qtbot.addWidget(field)
    field.show()
    told: list[Answer[object]] = []
    field.committed.connect(told.append)
    return field, told


def test_a_field_holds_a_value_or_a_silence(qtbot: QtBot, stage: Stage, library: Library) -> None:
    field, told = a_field(qtbot, stage, library, "mycn")
    type_over(qtbot, field, "amp")
    type_over(qtbot, field, "Amplified")
    assert told == [known("amplified")]
    assert field._edit.text() == "Amplified"
    labels = [action.text() for action in field.menu().actions() if action.text()]
    assert labels[:3] == ["Amplified\t✓", "Gain (not amplified)", "Not amplified"]
    assert labels[3:5] == ["Not asked yet", "Requested"]
    assert len(labels) == 3 + len(Silence)


def test_leaving_without_typing_says_nothing(qtbot: QtBot, stage: Stage, library: Library) -> None:
    field, told = a_field(qtbot, stage, library, "question")
    field.commit()
    assert told == []
    field.set_answer(known("Which plan?"))
    field.commit()
    assert told == []


def test_choosing_several(qtbot: QtBot, stage: Stage, library: Library) -> None:
    offered = [Offer(site, library.labels.word("metastases", site)) for site in SITES]
    holder = QWidget()
    stage.look.dress(holder)
    qtbot.addWidget(holder)
    before = frozenset({MetastaticSite.BONE, MetastaticSite.REST_NOT_RECORDED})
    dialog = ChoicesDialog(stage.look, "Metastatic sites", offered, before, holder)
    rest = dialog.findChild(QCheckBox)
    assert rest.text() == "All others looked for, not found (Alt+A)" and not rest.isChecked()
    assert dialog.do.text() == "Record 1 found"
    dialog.model.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.said() == {MetastaticSite.SKIN, *before}, "of the others nobody has said anything"
    rest.click()
    assert dialog.do.text() == "Record 2 found, no others"
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.do.click()
    assert chosen.args == [frozenset({MetastaticSite.BONE, MetastaticSite.SKIN})]


def test_nothing_ticked_is_recorded_as_none_only_where_it_is_said(qtbot: QtBot, stage: Stage, library: Library) -> None:
    field = SilenceField(stage.look, library.labels, FIELDS["metastases"], lambda: TODAY)
    qtbot.addWidget(field)
    field.set_answer(silent(Silence.REQUESTED))
    for tick, words, answer in (
        (False, "Leave it not recorded", silent(Silence.REQUESTED)),
        (True, "Record none found", known(frozenset())),
        (False, "Leave it not recorded", NOT_ASKED),
    ):
        field.choose_several()
        dialog = open_dialog(qtbot)
        assert isinstance(dialog, ChoicesDialog)
        dialog.findChild(QCheckBox).setChecked(tick)
        assert dialog.do.text() == words
        dialog.do.click()
        assert field.answer == answer


def test_a_list_that_only_names_what_there_was_asks_for_no_others(qtbot: QtBot, stage: Stage) -> None:
    holder = QWidget()
    stage.look.dress(holder)
    qtbot.addWidget(holder)
    dialog = ChoicesDialog(stage.look, "Drugs", [Offer("a", "a"), Offer("b", "b")], None, holder, ways=Ways(rest=""))
    assert dialog.findChild(QCheckBox).isHidden()
    assert dialog.said() is None
    dialog.model.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.said() == {"a"}


@pytest.mark.parametrize("make", [QComboBox, QDoubleSpinBox, lambda: QSlider(Qt.Orientation.Horizontal)])
def test_the_wheel_never_changes_a_value(qtbot: QtBot, stage: Stage, make: Callable[[], QWidget]) -> None:
    holder = QWidget()
    stage.look.dress(holder)
    qtbot.addWidget(holder)
    control = make()
    control.setParent(holder)
    if isinstance(control, QComboBox):
        control.addItems(["one", "two", "three"])
        control.setCurrentIndex(1)
    else:
        control.setProperty("value", 50.0)
    holder.show()
    control.setFocus()
    before = (control.property("value"), control.property("currentIndex"))
    centre = QPointF(control.rect().center())
    wheel = QWheelEvent(
        centre, control.mapToGlobal(centre), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(control, wheel)
    assert (control.property("value"), control.property("currentIndex")) == before


def test_no_result_of_background_work_is_lost(qtbot: QtBot) -> None:
    told: list[int] = []
    errors: list[BaseException] = []
    tasks = Tasks(errors.append)

    def work(number: int) -> int:
        if number % 10 == 0:
            raise UserError("refused")
        return number

    for number in range(200):
        tasks.start(lambda number=number: work(number), told.append)
    qtbot.waitUntil(lambda: len(told) + len(errors) == 200, timeout=15_000)
    assert sorted(told) == [number for number in range(200) if number % 10]
    assert len(errors) == 20


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 KB"), (1, "1 KB"), (700_000, "684 KB"), (1000 * 1024, "1.0 MB"), (3 * 2**20 + 2**18, "3.2 MB"),
        (250 * 2**20, "250 MB"), (1500 * 2**20, "1.5 GB"),
    ],
)  # fmt: skip
def test_a_size_is_said_in_one_way(size: int, words: str) -> None:
    assert size_words(size) == words.replace(" ", "\u00a0")


class Asker(QWidget):
    """A page that asks for something, and writes down what it hears."""

    def __init__(self, heard: list[object]) -> None:
        super().__init__()
        self.heard = heard

    def hear(self, what: object) -> None:
        self.setEnabled(True)
        self.heard.append(what)

    def hear_named(self, _name: str, what: object) -> None:
        self.hear(what)


def test_what_was_for_a_page_that_is_gone_is_told_to_nobody(qtbot: QtBot) -> None:
    """The window was built anew for another size of text while it was worked on."""
    heard, errors = list[object](), list[BaseException]()
    tasks, asker, goes_on = Tasks(errors.append), Asker(heard), Event()
    refusal, fault = UserError("The passphrase was not changed."), ValueError("a fault")

    def work(error: BaseException | None = None) -> str:
        assert goes_on.wait(30)
        if error is not None:
            raise error
        return "found"

    tasks.start(work, asker.hear)
    tasks.start(work, partial(asker.hear_named, "name"))
    tasks.start(work, lambda what: asker.hear(what), owner=asker)
    # what was to be written and was not is told all the same; what was only read is not missed
    tasks.start(lambda: work(refusal), asker.hear, asker.hear)
    tasks.start(lambda: work(UserError("closed")), asker.hear, asker.hear, reading=True)
    tasks.start(lambda: work(fault), asker.hear, asker.hear, reading=True)
    delete(asker)
    goes_on.set()
    tasks.later(partial(asker.hear, "half"))
    tasks.wait()
    qtbot.waitUntil(lambda: tasks.is_quiet)
    assert heard == []
    assert set(errors) == {refusal, fault}
    tasks.start(work, heard.append)
    qtbot.waitUntil(lambda: heard == ["found"])


def test_an_unexpected_error_is_logged_without_patient_data(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    messages = Messages()
    notices: list[str] = []
    crashes: list[str] = []
    messages.notice.connect(notices.append)
    messages.crash.connect(crashes.append)
    messages.report(UserError("The file cannot be read."))
    messages.report(CancelledError())
    try:
        raise ValueError("Zztest, Alpha")
    except ValueError as error:
        messages.report(error)
    assert notices == ["The file cannot be read."]
    (report,) = crashes
    assert "ValueError" in report
    assert "Zztest" not in report
    assert "ValueError" in caplog.text
    assert "Zztest" not in caplog.text
    caplog.clear()


def test_the_list_fetches_only_the_pages_that_are_seen(qtbot: QtBot, library: Library) -> None:
    from uuid import UUID

    asked: list[tuple[int, int | None]] = []

    def ask(query: CaseQuery) -> CaseLines:
        asked.append((query.offset, query.limit))
        lines = [CaseLine(case_id=UUID(int=at), number=at, name=f"Zztest, {at}") for at in range(1000)]
        return CaseLines(tuple(lines[query.offset : query.offset + (query.limit or 1000)]), 1000)

    model = CaseListModel(ask, library.labels, lambda: TODAY, CaseQuery())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.load(CaseQuery(sort="name"))
    assert model.rowCount() == 1000
    assert model.index(950, 0).data() == "Zztest, 950"
    assert set(asked) == {(0, PAGE), (900, PAGE)}
    assert tester.model() is model
