"""The list of a fact's field: its values, and the reasons for having none; several codes are ticked in a dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu

from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import Kind
from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import Silence
from desktop.ui.dialogs.choices import ChoicesDialog
from desktop.ui.forms.suggestions import Line
from desktop.ui.forms.typed import offers_of
from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.theme import Look
from desktop.ui.words import capital

if TYPE_CHECKING:
    from desktop.ui.forms.long_text import LongTextEdit
    from desktop.ui.forms.silence_field import SilenceField

LISTED = {Kind.CODE, Kind.YES_NO, Kind.CODES}
"""Facts whose values are few and have words."""


def answer_menu(field: SilenceField, look: Look, labels: Labels) -> QMenu:
    """Values first, a line, then the silences with their icons."""
    menu = QMenu(field)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setMinimumWidth(field.width())
    fact = field.field
    if fact.kind is Kind.CODES:
        menu.addAction("Choose…", field.choose_several)
    elif fact.kind in LISTED:
        for one in offers_of(fact, labels, field.ways):
            _offer(menu, field, capital(one.words), known(one.value))
    if not fact.plain:
        menu.addSeparator()
        for line in silence_lines(field, labels):
            if line.answer is not None:
                action = _offer(menu, field, line.words, line.answer)
                action.setIcon(look.icons.icon(line.icon, look.colours.text2))
    return menu


def silence_lines(field: SilenceField, labels: Labels) -> list[Line]:
    """The reasons for having no value, each with its icon; a plain fact has none."""
    if field.field.plain:
        return []
    return [
        Line(
            capital(labels.word("silence", reason)),
            silent(reason, *_where_and_when(field.answer, reason)),
            icon=SILENCE_ICONS[reason],
        )
        for reason in Silence
    ]


def past_menu(
    edit: QLineEdit | LongTextEdit, past: Callable[[], object], results: Callable[[], object] | None = None
) -> QMenu:
    """What a text field offers by itself, the history of its fact, and all its results where it has such."""
    menu: QMenu = edit.createStandardContextMenu()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addSeparator()
    menu.addAction("History of this field…\tCtrl+H").triggered.connect(lambda: past())
    if results is not None:
        wanted = results
        menu.addAction("Results of this field…\tCtrl+J").triggered.connect(lambda: wanted())
    return menu


def choose_codes(field: SilenceField, look: Look, labels: Labels, wanted: str = "") -> None:
    """Tick several codes, and say whether the others were looked for. ``wanted`` is typed into the filter."""
    fact, now = field.field, field.answer.value
    offered = offers_of(fact, labels, field.ways)
    before = now if isinstance(now, frozenset) else None
    dialog = ChoicesDialog(
        look, labels.name(fact.name), offered, before, field.window(), field.child, ways=field.ways, wanted=wanted
    )

    def take(codes: frozenset[object] | None) -> None:
        own = {str(one): one for one in fact.options}
        if codes is not None:
            field.choose(known(frozenset(own.get(str(one), one) for one in codes)))
        elif field.answer.is_known:
            # with nothing said, a reason for having no answer stays as it is
            field.choose(NOT_ASKED)

    dialog.chosen.connect(take)
    dialog.open()


def _offer(menu: QMenu, field: SilenceField, words: str, answer: Answer[object]) -> QAction:
    current = answer == field.answer
    # a tick at the right, where a menu has its shortcuts: the place of the icon is taken
    action = menu.addAction(f"{words}\t✓" if current else words)
    if current:
        menu.setActiveAction(action)
    action.triggered.connect(lambda: field.choose(answer))
    return action


def _where_and_when(now: Answer[object], reason: Silence) -> tuple[PartialDate | None, str]:
    """Changing one reason into another keeps date and place; "not asked" has neither."""
    return (None, "") if reason is Silence.NOT_ASKED else (now.on, now.where)
