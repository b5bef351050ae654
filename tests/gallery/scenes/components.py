"""One sheet of every mark and control, built from the window's own widgets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Mycn, Silence
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.icons import SILENCE_ICONS, window_icon
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, REGULAR, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.risk_glyph import RiskGlyph
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import capital, risk_words
from tests.gallery.scene import scenes
from tests.gallery.studio import TODAY, Studio

_SETS = (
    ("very_low",), ("low",), ("intermediate",), ("high",), ("intermediate", "high"), ("low", "high"),
    ("very_low", "low", "intermediate"), ("not_high",),
)  # fmt: skip
_STATES = (
    ("done", "accent", "Saved 10:42"),
    ("failed", "error", "Not saved: disk full"),
    ("read_only", "text2", "Read only"),
)
_WEIGHTS = (
    ("decides", "caution", "Decides"),
    ("matters", "text2", "Matters"),
    ("cannot_change", "text2", "Cannot change it"),
)


def marks(studio: Studio) -> QWidget:
    """Risk, silences, weights, states of the record."""
    page, column = _sheet(studio.look)
    row = QHBoxLayout()
    row.setSpacing(32)
    beside = QVBoxLayout()
    beside.addWidget(_icons(studio.look, "Weight of an unknown", _WEIGHTS))
    beside.addWidget(_icons(studio.look, "Record", _STATES))
    beside.addStretch(1)
    for part in (_risk(studio), _silences(studio)):
        row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    row.addLayout(beside, 1)
    column.addLayout(row)
    column.addStretch(1)
    return studio.show(page)


def controls(studio: Studio) -> QWidget:
    """Buttons, chips, fields and choices in their states; the field after the focused button is in error."""
    look = studio.look
    page, column = _sheet(look)
    focused = Button(look, "Focused")
    column.addWidget(_buttons(look, focused))
    column.addWidget(_chips(look))
    pair = QHBoxLayout()
    pair.setSpacing(32)
    pair.addWidget(_editors(look), 1, Qt.AlignmentFlag.AlignTop)
    pair.addWidget(_fields(studio), 1, Qt.AlignmentFlag.AlignTop)
    column.addLayout(pair)
    column.addStretch(1)
    studio.show(page)
    focused.setFocus()
    return page


def own_icon(studio: Studio) -> QWidget:
    """The icon of the program at the sizes that title bars and task bars take."""
    look = studio.look
    page, column = _sheet(look)
    page.resize(480, 320)
    icon = window_icon(studio.library.icon)
    pictures = []
    for side in (16, 32, 64, 256):
        picture = QLabel()
        picture.setPixmap(icon.pixmap(side, side))
        picture.setAccessibleName(f"Crestboard, {side}")
        pictures.append(picture)
    column.addWidget(_in_a_row(look, "Crestboard", *pictures))
    column.addStretch(1)
    return studio.show(page)


def menu(studio: Studio) -> QWidget:
    """A menu of the window, with ticks, shortcuts and entries that cannot be chosen here."""
    window = studio.window()
    view = next(one for one in window.menuBar().actions() if one.text() == "&View").menu()
    # as a menu, which is as large as the screen, and not as a window, which is not
    view.popup(view.pos())
    view.setActiveAction(window.actions_by_name["bin"])
    return studio.show(view)


def messages(studio: Studio) -> QWidget:
    """Notices of three kinds and what stands in the status bar."""
    look = studio.look
    page, column = _sheet(look)
    for part, statement, words in (
        ("note", "Note.", "A copy was made before this import."),
        ("caution", "Check.", "Histology entered and worked out differ."),
        ("error", "Not saved.", "The disk is full. Your edit is kept; free 12 MB and save again."),
    ):
        column.addWidget(Notice(look, part, statement, words))
    with_action = Notice(look, "caution", "This case is in the bin.", "Reason: entered twice")
    with_action.add_action("Restore from the bin", page.update)
    column.addWidget(with_action)
    column.addWidget(Notice(look, "error", "", "A sentence of its own, to be closed.", closable=True))
    column.addStretch(1)
    return studio.show(page)


def _sheet(look: Look) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    look.dress(page)
    page.setProperty("ground", "surface")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    page.resize(760, 520)
    column = QVBoxLayout(page)
    column.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
    column.setSpacing(16)
    return page, column


def _risk(studio: Studio) -> Section:
    section, grid = Section(studio.look, "Risk: reachable groups"), _grid()
    labels = studio.library.labels
    told = [(one, risk_words(labels, one), False, False) for one in _SETS]
    told += [((), "Sources differ", True, False), ((), "Not covered by this scheme", False, True)]
    for row, (groups, words, conflict, uncovered) in enumerate(told):
        glyph = RiskGlyph(studio.look)
        glyph.show_groups(groups, words, conflict=conflict, uncovered=uncovered)
        grid.addWidget(glyph, row, 0)
        grid.addWidget(Text(studio.look, words, weight=STRONG if len(groups) == 1 else REGULAR), row, 1)
    grid.setColumnStretch(1, 1)
    section.body.addLayout(grid)
    return section


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    return grid


def _silences(studio: Studio) -> Section:
    words = studio.library.labels.word
    return _icons(
        studio.look,
        "Typed silence",
        [(SILENCE_ICONS[one], "text2", capital(words("silence", one))) for one in Silence],
    )


def _icons(look: Look, name: str, told: object) -> Section:
    section, grid = Section(look, name), _grid()
    for row, (icon, tone, words) in enumerate(told):  # type: ignore[call-overload]
        grid.addWidget(Icon(look, icon, tone), row, 0)
        grid.addWidget(Text(look, words, tone="error" if tone == "error" else "text2"), row, 1)
    grid.setColumnStretch(1, 1)
    section.body.addLayout(grid)
    return section


def _buttons(look: Look, focused: Button) -> Section:
    disabled = Button(look, "Disabled")
    disabled_primary = Button(look, "Not yet", kind="primary")
    for button in (disabled, disabled_primary):
        button.setEnabled(False)
    return _in_a_row(
        look,
        "Buttons",
        Button(look, "Confirm gate", kind="primary"),
        Button(look, "Move…", shortcut="Ctrl+M"),
        focused,
        disabled,
        disabled_primary,
        Button(look, "Delete case…", kind="danger", icon="delete"),
        Button(look, "Clear filters", kind="link"),
    )


def _chips(look: Look) -> Section:
    off = Chip(look, "Stage", [("M", "M")])
    on = Chip(look, "Status", [("active", "active")])
    on.pick("active")
    return _in_a_row(look, "Filters: off, on", off, on)


def _in_a_row(look: Look, name: str, *parts: QWidget) -> Section:
    section, row = Section(look, name), QHBoxLayout()
    row.setSpacing(10)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    section.body.addLayout(row)
    return section


def _editors(look: Look) -> Section:
    section = Section(look, "Editors and choices")
    section.body.setSpacing(8)
    empty, filled, wrong, still, off = (QLineEdit() for _ in range(5))
    empty.setPlaceholderText("day/month/year, or t-7")
    filled.setText("02 Nov 2026")
    wrong.setText("31 Feb")
    wrong.setProperty("state", "error")
    still.setText("Read only")
    still.setReadOnly(True)
    off.setText("Disabled")
    off.setEnabled(False)
    long = QPlainTextEdit("Resect the primary before or after cycle 4?")
    long.setTabChangesFocus(True)
    long.setFixedHeight(look.px(56))
    for editor, name in (
        (empty, "Empty"), (filled, "Filled"), (wrong, "Wrong"), (still, "Read only"), (off, "Off"), (long, "Long"),
    ):  # fmt: skip
        editor.setAccessibleName(name)
        section.body.addWidget(editor)
    for kind in (QCheckBox, QRadioButton):
        row = QHBoxLayout()
        for words, on, enabled in (("Off", False, True), ("On", True, True), ("Disabled", True, False)):
            choice = kind(words)
            choice.setAutoExclusive(False)
            choice.setChecked(on)
            choice.setEnabled(enabled)
            row.addWidget(choice)
        section.body.addLayout(row)
    progress = QProgressBar()
    progress.setTextVisible(False)
    progress.setAccessibleName("Progress")
    progress.setValue(60)
    section.body.addWidget(progress)
    return section


def _fields(studio: Studio) -> Section:
    section = Section(studio.look, "A value or its silence")
    section.body.setSpacing(8)
    answers: tuple[tuple[str, Answer[object]], ...] = (
        ("mycn", known(Mycn.AMPLIFIED)),
        ("mycn", silent(Silence.REQUESTED, PartialDate(2026, 11, 9), "Demo Genetics")),
        ("mycn", silent(Silence.NOT_ASKED)),
        ("dna_index", known("1.26")),
        ("question", known("Resect the primary before or after cycle 4?")),
    )
    for name, answer in answers:
        section.body.addWidget(_field(studio, name, answer))
    wrong = _field(studio, "mycn", known(Mycn.GAIN))
    wrong.refuse("No value of MYCN is written like this.", wrong.answer)
    still = _field(studio, "mycn", known(Mycn.NOT_AMPLIFIED))
    still.set_read_only(True)
    section.body.addWidget(wrong)
    section.body.addWidget(still)
    return section


def _field(studio: Studio, name: str, answer: Answer[object]) -> SilenceField:
    field = SilenceField(studio.look, studio.library.labels, FIELDS[name], lambda: TODAY)
    field.set_answer(answer)
    return field


SCENES = scenes("components", marks, controls, messages, own_icon, menu)
