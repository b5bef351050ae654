"""What assistive technology is told of a window: names, roles, buddies; and that colour never stands alone."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from desktop.ui.widgets.risk_glyph import RiskGlyph
from desktop.ui.widgets.text import Icon
from tests.accessibility.walk import EDITORS, controls, place, visible, whole

NOT_INTERACTIVE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Border}
LEAST = 24


def nameless(root: QWidget) -> Iterator[str]:
    """Controls without a name or a role."""
    for widget in controls(root):
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            yield f"no name: {place(widget)}"
        elif told.role() in NOT_INTERACTIVE and not isinstance(widget, QAbstractScrollArea):
            yield f"role {told.role().name} says nothing: {place(widget)}"


def without_buddies(root: QWidget) -> Iterator[str]:
    """Labels that name a field by its words and do not lead to it."""
    fields = {widget.accessibleName(): widget for widget in visible(root) if isinstance(widget, EDITORS)}
    for widget in visible(root):
        field = fields.get(widget.text()) if isinstance(widget, QLabel) and widget.text() else None
        if field is not None and isinstance(widget, QLabel):
            buddy, beside = widget.buddy(), _near(widget)
            if buddy is not field and not (buddy and buddy.isAncestorOf(field)) and beside.isAncestorOf(field):
                yield f"label without its buddy: {place(widget)}"


def _near(widget: QWidget) -> QWidget:
    """What holds a label and the field that it would name."""
    around = widget.parentWidget()
    return around if around.isWindow() or len(around.findChildren(QWidget)) > 3 else around.parentWidget()


def small(root: QWidget) -> Iterator[str]:
    """Targets that a pointer or a shaking hand would miss."""
    for widget in controls(root):
        box = whole(widget)
        # what a field shows at its ends can be done by key as well
        if min(box.width(), box.height()) < LEAST and not isinstance(widget.parentWidget(), QLineEdit):
            yield f"target of {box.width()} x {box.height()}: {place(widget)}"
        if isinstance(widget, QTableView) and 0 < widget.rowHeight(0) < LEAST:
            yield f"rows of {widget.rowHeight(0)}: {place(widget)}"


def by_colour_alone(root: QWidget) -> Iterator[str]:
    """Marks and pictures with no word beside them and no name of their own."""
    for widget in visible(root):
        if isinstance(widget, RiskGlyph) and not widget.accessibleName():
            yield f"glyph without words: {place(widget)}"
        if isinstance(widget, Icon) and not widget.pixmap().isNull() and not widget.accessibleName():
            around = widget.parentWidget()
            words = [one for one in around.findChildren(QWidget) if _says(one) and one.isVisibleTo(around)]
            if not words and not _says(around):
                yield f"picture without words: {place(widget)}"
    for widget in visible(root):
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from _silent_cells(widget)


def _says(widget: QWidget) -> bool:
    return bool(widget.accessibleName() or (isinstance(widget, QLabel) and widget.text())) or isinstance(
        widget, EDITORS
    )


def _silent_cells(view: QAbstractItemView) -> Iterator[str]:
    """Rows that draw something and give assistive technology no word at all."""
    model = view.model()
    if model is None:
        return
    columns = model.columnCount(QModelIndex()) if isinstance(view, QTableView) else 1
    for row in range(min(model.rowCount(QModelIndex()), 30)):
        cells = [model.index(row, column) for column in range(columns)]
        told = [str(cell.data(role) or "") for cell in cells for role in _ROLES]
        if not any(told):
            yield f"row {row} says nothing: {place(view)}"


_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
