"""Whether text has room: its width and height against the box that it is drawn in, and that box against its own."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QStyleOptionFrame,
    QTableView,
    QWidget,
)

from desktop.ui.dialogs.frame import Frame
from desktop.ui.widgets.text import ElidedText
from desktop.ui.widgets.word_table import Heads, WordTable
from tests.accessibility.tables import cut_in
from tests.accessibility.walk import place, room, visible
from tests.gallery.studio import SIZE

_SLACK = 1
LAPTOP = QSize(1366, 730)
"""A clinic's screen of 1366 x 768 less the title bar that the system puts around a window."""


def oversized(root: QWidget) -> Iterator[str]:
    """A window or dialog larger than the screen, and buttons at its foot that are out of sight."""
    if isinstance(root, QDialog) and (root.width() > LAPTOP.width() or root.height() > LAPTOP.height()):
        yield f"the dialog is {root.width()} x {root.height()}"
    if isinstance(root, QMainWindow) and (root.width() > SIZE[0] or root.height() > SIZE[1]):
        yield f"the window wants {root.width()} x {root.height()}"
    if isinstance(root, Frame):
        for button in root.buttons():
            foot = QRect(button.mapTo(root, QPoint(0, 0)), button.size())
            if not root.rect().contains(foot) or root.area.isAncestorOf(button):
                yield f"out of sight at the foot: {place(button)}"


def clipped(root: QWidget) -> Iterator[str]:
    """Every text that does not fit, after the window was drawn once (what shortens itself sets its tooltip then)."""
    root.grab()
    for widget in visible(root):
        if isinstance(widget, QLabel) and widget.text():
            yield from _label(widget)
        elif isinstance(widget, QAbstractButton) and widget.text():
            yield from _button(widget)
        elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
            yield from _editor(widget)
        elif isinstance(widget, WordTable):
            yield from cut_in(widget)
        elif isinstance(widget, Heads):
            pass  # measured with their table: their words wrap
        elif isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
            yield from _heads(widget)
        elif isinstance(widget, QTableView):
            yield from _cells(widget)
        elif isinstance(widget, QGraphicsView):
            yield from _drawn(widget)
        elif isinstance(widget, QMenuBar):
            yield from _menus(widget)
        if isinstance(widget, (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit)) and not isinstance(root, QMenu):
            yield from _outside(root, widget)


def _label(label: QLabel) -> Iterator[str]:
    metrics, box = label.fontMetrics(), label.contentsRect()
    if isinstance(label, ElidedText):
        label.grab()  # its tooltip comes with being drawn, and it may be scrolled out of sight
        if metrics.horizontalAdvance(label.text()) > box.width() and label.toolTip() != label.text():
            yield f"shortened without a tooltip: {place(label)}"
    elif label.wordWrap():
        longest = max(label.text().split() or [""], key=metrics.horizontalAdvance)
        if metrics.horizontalAdvance(longest) > box.width() + _SLACK:
            yield f"a word wider than its {box.width()} px: {place(label)}"
        elif label.heightForWidth(label.width()) > label.height() + _SLACK:
            yield f"{label.heightForWidth(label.width())} px of lines in {label.height()} px: {place(label)}"
    else:
        wide = max(metrics.horizontalAdvance(line) for line in label.text().split("\n"))
        if wide > box.width() + _SLACK:
            yield f"{wide} px of text in {box.width()} px: {place(label)}"
    if metrics.height() > label.height() + _SLACK:
        yield f"lines of {metrics.height()} px in {label.height()} px: {place(label)}"


def _button(button: QAbstractButton) -> Iterator[str]:
    wanted = button.sizeHint()
    if wanted.width() > button.width() + _SLACK or wanted.height() > button.height() + _SLACK:
        size = f"{button.width()} x {button.height()}"
        yield f"button of {size} wants {wanted.width()} x {wanted.height()}: {place(button)}"
    if button.fontMetrics().horizontalAdvance(button.text()) > button.width() + _SLACK:
        yield f"words wider than their button: {place(button)}"


def _editor(editor: QLineEdit | QPlainTextEdit) -> Iterator[str]:
    metrics = editor.fontMetrics()
    if isinstance(editor, QPlainTextEdit):
        if metrics.lineSpacing() > editor.viewport().height() + _SLACK:
            yield f"less than a line: {place(editor)}"
        return
    box = _inside(editor)
    words = editor.displayText() or editor.placeholderText()
    if metrics.height() > box.height() + _SLACK:
        yield f"lines of {metrics.height()} px in a field of {box.height()} px: {place(editor)}"
    secret = editor.echoMode() != QLineEdit.EchoMode.Normal
    if not secret and metrics.horizontalAdvance(words) > box.width() + _SLACK and editor.toolTip() != editor.text():
        yield f"{metrics.horizontalAdvance(words)} px of {words!r} in {box.width()} px: {place(editor)}"


def _inside(editor: QLineEdit) -> QRect:
    """The part of a field in which its text is drawn."""
    option = QStyleOptionFrame()
    editor.initStyleOption(option)
    box = editor.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, editor)
    margins = editor.textMargins()
    return box.adjusted(margins.left() + 2, margins.top(), -margins.right() - 2, -margins.bottom())


def _heads(head: QHeaderView) -> Iterator[str]:
    metrics = QFontMetrics(head.font())
    model = head.model()
    for section in range(head.count() if model is not None else 0):
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        tip = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        if metrics.horizontalAdvance(words) > head.sectionSize(section) - 8 and tip != words:
            yield f"head {words!r} in {head.sectionSize(section)} px: {place(head.parentWidget())}"
    if metrics.height() > head.height():
        yield f"heads of {metrics.height()} px in {head.height()} px: {place(head.parentWidget())}"


def _cells(table: QTableView) -> Iterator[str]:
    model, metrics = table.model(), table.fontMetrics()
    if model is None or not model.rowCount(QModelIndex()):
        return
    if metrics.height() > table.rowHeight(0):
        yield f"rows of {table.rowHeight(0)} px: {place(table)}"
    for row in range(min(model.rowCount(QModelIndex()), 12)):
        for column in range(model.columnCount(QModelIndex())):
            index: QModelIndex = model.index(row, column)
            words, tip = str(index.data() or ""), index.data(Qt.ItemDataRole.ToolTipRole)
            if metrics.horizontalAdvance(words) > table.columnWidth(column) - 8 and not tip:
                yield f"{words!r} in {table.columnWidth(column)} px without a tooltip: {place(table)}"
                return


def _drawn(view: QGraphicsView) -> Iterator[str]:
    """Text of a drawing that leaves the drawing, or is laid over other text."""
    if view.scene() is None:
        return
    items = [one for one in view.scene().items() if isinstance(one, QGraphicsSimpleTextItem) and one.text()]
    boxes = [(one.text(), one.sceneBoundingRect().adjusted(1, 3, -1, -3)) for one in items]
    whole = view.sceneRect()
    for place_of, (words, box) in enumerate(boxes):
        if box.left() < whole.left() - 1 or box.right() > whole.right() + 1:
            yield f"{words!r} leaves the drawing: {place(view)}"
        for other, beside in boxes[:place_of]:
            if box.intersects(beside):
                yield f"{words!r} lies over {other!r}: {place(view)}"


def _menus(bar: QMenuBar) -> Iterator[str]:
    for action in bar.actions():
        if bar.actionGeometry(action).right() > bar.width():
            yield f"menu {action.text()!r} does not fit: {place(bar)}"


def _outside(root: QWidget, widget: QWidget) -> Iterator[str]:
    """A widget that sticks out of what is around it; up and down it may where that scrolls."""
    for around, scrolls in room(widget):
        box = QRect(widget.mapTo(around, QPoint(0, 0)), widget.size())
        holder = around.parentWidget()
        sideways = scrolls and isinstance(holder, QScrollArea) and holder.horizontalScrollBar().maximum() > 0
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if sideways and isinstance(holder, QScrollArea) and holder.horizontalScrollBarPolicy() != off:
            return
        if box.left() < -_SLACK or box.right() > around.width() + _SLACK:
            by = box.right() - around.width()
            yield f"sticks out sideways of {type(around).__name__} by {by} px: {place(widget)}"
            return
        if scrolls:
            return
        if box.top() < -_SLACK or box.bottom() > around.height() + _SLACK:
            yield f"sticks out of {type(around).__name__} by {box.bottom() - around.height()} px: {place(widget)}"
            return
        if around is root:
            return
