"""The one style sheet, built from the tokens: radius, padding, border and focus. The rest is palette or painting."""

from __future__ import annotations

from dataclasses import fields
from string import Template

from desktop.ui.tokens import Colours

_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: 4px 6px; }
QMenuBar { background: $ground; color: $text; border: none; border-bottom: 1px solid $line; padding: 0 4px; }
QMenuBar::item { padding: 6px 8px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $selected; }
QMenu { background: $raised; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; border: 1px solid transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selected; border-color: $accent; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QStatusBar { background: $ground; border-top: 1px solid $line; }
QStatusBar::item { border: none; }


QWidget[ground="ground"] { background: $ground; }
QWidget[ground="surface"] { background: $surface; }
QFrame[part="line"] { background: $line; border: none; }
QFrame[part="rail"] { background: $ground; border: none; border-right: 1px solid $line; }
QFrame[part="side"] { background: $ground; border: none; border-left: 1px solid $line; }
QFrame[part="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[part="block"] { background: $ground; border: 1px solid $line; border-radius: 6px; }
QFrame[part="strip"] { background: $surface; border: 1px solid $edge; border-radius: 6px; }
QLabel[part="tile"] { background: $selected; color: $text; border: 1px solid $accent; border-radius: 6px; }
QFrame[part="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[part="toast"] { background: $toast; border: none; border-radius: 6px; }
QFrame[part="note"] { background: $ground; border: 1px solid $line; border-radius: 6px; }
QFrame[part="caution"] { background: $caution_soft; border: 1px solid $caution; border-radius: 6px; }
QFrame[part="error"] { background: $error_soft; border: 1px solid $error; border-radius: 6px; }
QScrollArea { background: transparent; border: 2px solid transparent; }
QScrollArea:focus { border-color: $accent; }
QScrollArea[plain="true"] { border: none; }

QPushButton { background: $raised; color: $text; border: 1px solid $edge; border-radius: 6px;
  padding: 0 12px; min-height: 30px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: 28px; }
QPushButton:disabled { color: $text3; background: $ground; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:focus { border: 2px solid $on_accent; }
QPushButton[kind="primary"]:disabled { color: $text3; background: $ground; border: 1px solid $line; }
QPushButton[kind="danger"] { color: $error; border-color: $error; }
QPushButton[kind="danger"]:disabled { color: $text3; border-color: $line; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0 4px;
  min-height: 22px; }
QPushButton[kind="link"]:hover { background: $hover; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 0 3px; min-height: 20px; }
QPushButton[kind="chip"] { padding: 0 8px 0 9px; min-height: 26px; text-align: left; }
QPushButton[kind="chip"]:focus { padding: 0 7px 0 8px; min-height: 24px; }
QPushButton[kind="chip"][on="true"] { background: $selected; border-color: $accent; }
QPushButton[kind="chip"]::menu-indicator { width: 0; }
QPushButton[kind="toast"] { background: transparent; border: 1px solid transparent; color: $toast_accent;
  padding: 0 6px; min-height: 24px; }
QPushButton[kind="toast"]:focus { border: 2px solid $toast_accent; padding: 0 5px; min-height: 22px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 2px; }
QToolButton:hover { background: $hover; }
QToolButton:focus { border: 2px solid $accent; padding: 1px; }

QLineEdit, QPlainTextEdit { background: $raised; color: $text; border: 1px solid $edge; border-radius: 6px;
  padding: 0 9px; min-height: 26px; selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit { padding: 4px 5px; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 8px; min-height: 24px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 3px 4px; }
QLineEdit:read-only { background: $ground; color: $text; border-color: $line; }
QLineEdit[state="error"] { background: $error_soft; border: 2px solid $error; padding: 0 8px; min-height: 24px; }
QLineEdit[field="search"] { min-height: 30px; padding: 0 9px 0 4px; }
QLineEdit[field="search"]:focus { min-height: 28px; padding: 0 8px 0 3px; }
QLineEdit[inside="true"], QLineEdit[inside="true"]:focus, QLineEdit[inside="true"]:read-only,
QPlainTextEdit[inside="true"], QPlainTextEdit[inside="true"]:focus {
  background: transparent; border: none; padding: 0; min-height: 0; }
QLineEdit[silent="true"], QPlainTextEdit[silent="true"] { color: $text2; }

QTableView { background: $surface; border: none; outline: 0; selection-background-color: $selected;
  selection-color: $text; }
QHeaderView { background: $ground; border: none; }
QHeaderView::section { background: $ground; color: $text2; border: none; border-bottom: 1px solid $line;
  padding: 0 8px; }
QHeaderView::section:first { padding-left: 16px; }
QHeaderView::section:hover { background: $hover; }
QListView { background: transparent; border: none; outline: 0; }
QCheckBox { color: $text; spacing: 8px; }
QRadioButton { color: $text; spacing: 8px; }
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


def style_sheet(colours: Colours) -> str:
    """The style sheet of one set of colours; set it once, on the application."""
    return _SHEET.substitute({one.name: getattr(colours, one.name) for one in fields(colours)})
