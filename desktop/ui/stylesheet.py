"""The one style sheet, built from the tokens: radius, padding, border and focus. The rest is palette or painting.

``@26`` is 26 logical pixels grown with the text, ``@26-2`` the same less two: what a thicker border takes away.
"""

from __future__ import annotations

import re
from dataclasses import fields
from string import Template

from desktop.ui.tokens import RADIUS, RADIUS_SMALL, RING, Colours

_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: @4 @6; }
QMenuBar { background: $ground; color: $text; border: none; border-bottom: 1px solid $line; padding: 0 4px; }
QMenuBar::item { padding: @6 @8; background: transparent; border-radius: ${small}px; }
QMenuBar::item:selected { background: $selected; }
QMenu { background: $raised; color: $text; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: @5 @24 @5 @10; border-radius: ${small}px; border: 1px solid transparent; }
QMenu::icon { padding-left: @8; }
QMenu::item:selected { background: $selected; border-color: $accent; }
QMenu::item:disabled { color: $text3; }
QMenu::indicator { width: @14; height: @14; left: @6; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QStatusBar { background: $ground; border-top: 1px solid $line; }
QStatusBar::item { border: none; }

QWidget[ground="ground"] { background: $ground; }
QWidget[ground="surface"] { background: $surface; }
QFrame[part="line"] { background: $line; border: none; }
QFrame[part="rail"] { background: $ground; border: none; border-right: 1px solid $line; }
QFrame[part="side"] { background: $ground; border: none; border-left: 1px solid $line; }
QFrame[part="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[part="block"] { background: $ground; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[part="strip"] { background: $surface; border: 1px solid $edge; border-radius: ${radius}px; }
QLabel[part="tile"] { background: $selected; color: $text; border: 1px solid $accent; border-radius: ${radius}px; }
QFrame[part="card"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[part="toast"] { background: $toast; border: none; border-radius: ${radius}px; }
QFrame[part="note"] { background: $ground; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[part="caution"] { background: $caution_soft; border: 1px solid $caution; border-radius: ${radius}px; }
QFrame[part="error"] { background: $error_soft; border: 1px solid $error; border-radius: ${radius}px; }
QScrollArea { background: transparent; border: ${ring}px solid transparent; }
QScrollArea:focus { border-color: $accent; }
QScrollArea[plain="true"] { border: none; }

QPushButton { background: $raised; color: $text; border: 1px solid $edge; border-radius: ${radius}px;
  padding: 0 @12; min-height: @32-2; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border: ${ring}px solid $accent; padding: 0 @12-1; min-height: @32-4; }
QPushButton:disabled { color: $text3; background: $ground; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:focus { border: ${ring}px solid $accent; }
QPushButton[kind="primary"]:disabled { color: $text3; background: $ground; border: 1px solid $line; }
QPushButton[kind="danger"] { color: $error; border-color: $error; }
QPushButton[kind="danger"]:disabled { color: $text3; border-color: $line; }
QPushButton[kind="link"], QPushButton[kind="status"] { background: transparent; border: 1px solid transparent;
  color: $accent; padding: 0 @4; min-height: @24-2; }
QPushButton[kind="link"]:hover, QPushButton[kind="status"]:hover { background: $hover; }
QPushButton[kind="link"]:focus, QPushButton[kind="status"]:focus { border: ${ring}px solid $accent; padding: 0 @4-1;
  min-height: @24-4; }
QPushButton[kind="chip"] { padding: 0 @8 0 @9; min-height: @28-2; text-align: left; }
QPushButton[kind="chip"]:focus { padding: 0 @8-1 0 @9-1; min-height: @28-4; }
QPushButton[kind="chip"][on="true"] { background: $selected; border-color: $accent; }
QPushButton[kind="chip"]::menu-indicator { width: 0; }
QPushButton[kind="toast"] { background: transparent; border: 1px solid transparent; color: $toast_accent;
  padding: 0 @6; min-height: @24-2; }
QPushButton[kind="toast"]:focus { border: ${ring}px solid $toast_accent; padding: 0 @6-1; min-height: @24-4; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${small}px; padding: 2px; }
QToolButton:hover { background: $hover; }
QToolButton:focus { border: ${ring}px solid $accent; padding: 1px; }

QLineEdit, QPlainTextEdit, QAbstractSpinBox { background: $raised; color: $text; border: 1px solid $edge;
  border-radius: ${radius}px; padding: 0 @9; min-height: @28-2; placeholder-text-color: $text3;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit { padding: @4 @5; }
QLineEdit:focus, QAbstractSpinBox:focus { border: ${ring}px solid $accent; padding: 0 @9-1;
  min-height: @28-4; }
QPlainTextEdit:focus { border: ${ring}px solid $accent; padding: @4-1 @5-1; }
QLineEdit:read-only { background: $ground; color: $text; border-color: $line; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled {
  background: $ground; color: $text3; border-color: $line; }
QLineEdit[state="error"] { background: $error_soft; border: ${ring}px solid $error; padding: 0 @9-1;
  min-height: @28-4; }
QLineEdit[field="search"] { min-height: @32-2; padding: 0 @9 0 @4; }
QLineEdit[field="search"]:focus { min-height: @32-4; padding: 0 @9-1 0 @4-1; }
QLineEdit[inside="true"], QLineEdit[inside="true"]:focus, QLineEdit[inside="true"]:read-only,
QPlainTextEdit[inside="true"], QPlainTextEdit[inside="true"]:focus {
  background: transparent; border: none; padding: 0; min-height: 0; }
QLineEdit[silent="true"], QPlainTextEdit[silent="true"] { color: $text2; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView { background: $surface; border: none; outline: 0; selection-background-color: $selected;
  selection-color: $text; }
QHeaderView { background: $ground; border: none; }
QHeaderView::section { background: $ground; color: $text2; border: none; border-bottom: 1px solid $line;
  padding: 0 @8; }
QHeaderView::section:first { padding-left: @16; }
QHeaderView::section:hover { background: $hover; }
QListView { background: transparent; border: none; outline: 0; }
QListView[part="suggestions"] { background: $raised; border: 1px solid $edge; }
QListView[part="suggestions"]::item { border: none; padding: 0; min-height: 0; }
QListView::item { border: 1px solid transparent; border-radius: ${small}px; padding: 0 @4; min-height: @24; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $selected; color: $text; }
QListView::item:selected:active { border-color: $accent; }
QCheckBox, QRadioButton { color: $text; spacing: @8; padding: @2; border: ${ring}px solid transparent;
  border-radius: ${radius}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; outline: none; }
QCheckBox:disabled, QRadioButton:disabled { color: $text3; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator { width: @16; height: @16; }
QProgressBar { background: $line; border: none; max-height: 2px; min-height: 2px; }
QProgressBar::chunk { background: $accent; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 2px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QDialog { background: $surface; }
QGraphicsView { background: $surface; border: none; }
""")
_MEASURE = re.compile(r"@(\d+)(-\d+)?")


def style_sheet(colours: Colours, scale: float = 1.0) -> str:
    """The style sheet of one set of colours and one size of text; for a window and all that is in it."""

    def measure(found: re.Match[str]) -> str:
        return f"{max(round(int(found[1]) * scale) + int(found[2] or 0), 0)}px"

    named = {one.name: getattr(colours, one.name) for one in fields(colours)}
    told = _SHEET.substitute(named, radius=RADIUS, small=RADIUS_SMALL, ring=RING)
    return _MEASURE.sub(measure, told)
