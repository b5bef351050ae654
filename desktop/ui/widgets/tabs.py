"""Views as tabs: a name and a count, the current one underlined. One stop for Tab, then the arrows.

They keep to one line: those without room stand in a menu at its end, for large text must not push a page out of sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QSizePolicy, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, RADIUS_SMALL, REGULAR, STRONG
from desktop.ui.widgets.button import Button

_GAP, _SIDE, _BETWEEN, _NEAR, _HIGH = 7, 3, 22, 10, 32


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One tab: its key, its name, how many cases it has (None: not counted), and whether it may be removed.

    ``count`` may be words where a bare number would mislead.
    """

    key: str
    name: str
    count: int | str | None = None
    own: bool = False

    @property
    def counted(self) -> str:
        """The count in words; empty for none."""
        return f"{self.count:,}" if isinstance(self.count, int) else self.count or ""


class Tab(QAbstractButton):
    """One view. ``removed`` asks to take an own view away, by Delete or its menu."""

    removed = Signal()

    def __init__(self, look: Look, spec: TabSpec) -> None:
        super().__init__()
        self._look, self.spec = look, spec
        self.setCheckable(True)
        self.setText(spec.name)
        self.setAccessibleName(", ".join(filter(None, (f"View {spec.name}", spec.counted))))
        self.setAccessibleDescription("Delete removes this view" if spec.own else "")
        self.setToolTip("Delete removes this view" if spec.own else "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Name and count, with room for the underline."""
        name, count = self._widths()
        return QSize(name + count + 2 * self._look.px(_SIDE), self._look.px(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, count, underline, focus ring."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        name, _count = self._widths()
        current = self.isChecked()
        upper = QRect(px(_SIDE), 0, self.width(), self.height() - 2)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(look.font("body", STRONG if current else MEDIUM))
        painter.setPen(look.colour("text" if current or self.underMouse() else "text2"))
        painter.drawText(upper, middle, self.text())
        if self.spec.counted:
            painter.setFont(look.font("label", REGULAR))
            painter.setPen(look.colour("text2"))
            painter.drawText(upper.adjusted(name + px(_GAP), 0, 0, 0), middle, self.spec.counted)
        if current:
            painter.fillRect(0, self.height() - 2, self.width(), 2, look.colour("accent"))
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(look.colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -3), RADIUS_SMALL, RADIUS_SMALL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes an own view away; the arrows are the bar's."""
        if event.key() == Qt.Key.Key_Delete and self.spec.own:
            self.removed.emit()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """An own view can be taken away."""
        if self.spec.own:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(f"Remove view {self.spec.name}").triggered.connect(
                lambda _checked=False: self.removed.emit()
            )
            menu.popup(event.globalPos())

    def _widths(self) -> tuple[int, int]:
        name = QFontMetrics(self._look.font("body", STRONG)).horizontalAdvance(self.spec.name)
        if not self.spec.counted:
            return name, 0
        metrics = QFontMetrics(self._look.font("label", REGULAR))
        return name, metrics.horizontalAdvance(self.spec.counted) + self._look.px(_GAP)


class _More(Button):
    """Opens the menu of the tabs without room: Enter, Space or Down."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens, as everywhere."""
        if event.key() == Qt.Key.Key_Down:
            self.click()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.accept()
        else:
            super().keyPressEvent(event)


class Tabs(QWidget):
    """The tabs in a row. ``picked`` carries a key, ``removed`` the key of an own view.

    The current tab always stands in the row; the arrows reach those of the menu, too.
    """

    picked = Signal(str)
    removed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.tabs: list[Tab] = []
        self._specs: tuple[TabSpec, ...] = ()
        self._current = ""
        self._group = QButtonGroup(self)
        self.more = _More(look, "More", kind="status")
        self.more.setParent(self)
        self.more.set_right_icon("open_list")
        self.more.clicked.connect(self.open_menu)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Views")

    def show_tabs(self, specs: Sequence[TabSpec], current: str) -> None:
        """Show these; they are built anew only where they differ, so that the keyboard stays where it is."""
        if tuple(specs) != self._specs:
            focused = next((one.spec.key for one in self.tabs if one.hasFocus()), None)
            self._rebuild(tuple(specs))
            self.mark(current)
            for tab in self.tabs:
                if tab.spec.key == focused:
                    tab.setFocus()
        self.mark(current)

    def mark(self, current: str) -> None:
        """Underline one tab, or none for a key that no tab has."""
        self._group.setExclusive(False)
        for tab in self.tabs:
            tab.setChecked(tab.spec.key == current)
        self._group.setExclusive(True)
        reachable = next((tab for tab in self.tabs if tab.isChecked()), self.tabs[0] if self.tabs else None)
        for tab in self.tabs:
            policy = Qt.FocusPolicy.StrongFocus if tab is reachable else Qt.FocusPolicy.ClickFocus
            tab.setFocusPolicy(policy)
        self._current = reachable.spec.key if reachable is not None else ""
        self._place()

    def focus(self, key: str, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
        """Put the keyboard on a tab; one of the menu comes into the row for it."""
        self._current = key
        self._place()
        for tab in self.tabs:
            if tab.spec.key == key:
                tab.setFocus(reason)

    @property
    def folded(self) -> tuple[Tab, ...]:
        """The tabs that the menu has."""
        return tuple(tab for tab in self.tabs if tab.isHidden())

    def open_menu(self) -> None:
        """Offer the tabs without room beneath the button, each with its count."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tab in self.folded:
            action = menu.addAction("\t".join(filter(None, (tab.spec.name, tab.spec.counted))))
            action.triggered.connect(lambda _checked=False, key=tab.spec.key: self._go(key))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from view to view and show it."""
        at = next((place for place, tab in enumerate(self.tabs) if tab.hasFocus()), -1)
        last = len(self.tabs) - 1
        to = {Qt.Key.Key_Left: max(at - 1, 0), Qt.Key.Key_Right: min(at + 1, last), Qt.Key.Key_Home: 0,
              Qt.Key.Key_End: last}.get(Qt.Key(event.key()))  # fmt: skip
        if at < 0 or to is None:
            super().keyPressEvent(event)
            return
        self._go(self.tabs[to].spec.key)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [tab.sizeHint() for tab in self.tabs]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """One tab, whichever, and the menu of the others."""
        whole = self.sizeHint()
        widest = max((tab.sizeHint().width() for tab in self.tabs), default=0)
        return QSize(min(widest + self._gap + self._menu_width(), whole.width()), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for more, or for fewer."""
        super().resizeEvent(event)
        self._place()

    def _go(self, key: str) -> None:
        self.focus(key)
        self.picked.emit(key)

    @property
    def _gap(self) -> int:
        # with large text the views stand closer, so that all of them have one line beside the title
        return self._look.px(_NEAR if self._look.is_large else _BETWEEN)

    def _menu_width(self) -> int:
        """Of the button, if every tab stood in its menu: it must not move when one more does."""
        shown = self.more.text()
        self.more.setText(_more_words(len(self.tabs)))
        width = self.more.sizeHint().width()
        self.more.setText(shown)
        return width

    def _place(self) -> None:
        """Lay out what has room from the left, then the button with the number of the others."""
        shown = self._with_room()
        left = 0
        for tab in self.tabs:
            tab.setVisible(tab in shown)
            if tab in shown:
                tab.setGeometry(QRect(QPoint(left, (self.height() - tab.sizeHint().height()) // 2), tab.sizeHint()))
                left += tab.width() + self._gap
        folded = [tab for tab in self.tabs if tab not in shown]
        self.more.setVisible(bool(folded))
        if folded:
            self.more.setText(_more_words(len(folded)))
            self.more.setAccessibleName(f"{self.more.text()}: {', '.join(tab.spec.name for tab in folded)}")
            self.more.resize(self.more.sizeHint())
            self.more.move(left, (self.height() - self.more.height()) // 2)

    def _with_room(self) -> list[Tab]:
        """All, or as many as stand before the current one and the button of the menu.

        One that only its count in words makes too long goes into the menu alone.
        """
        if self.sizeHint().width() <= self.width():
            return self.tabs
        current = next((tab for tab in self.tabs if tab.spec.key == self._current), self.tabs[0])
        room = self.width() - self._menu_width() - self._gap - current.sizeHint().width()
        shown = [current]
        for tab in self.tabs:
            wanted = tab.sizeHint().width() + self._gap
            if tab is current or (wanted > room and isinstance(tab.spec.count, str)):
                continue
            room -= wanted
            if room < 0:
                break
            shown.append(tab)
        return shown

    def _rebuild(self, specs: tuple[TabSpec, ...]) -> None:
        self._specs = specs
        for tab in self.tabs:
            self._group.removeButton(tab)
            tab.hide()
            tab.deleteLater()
        self.tabs = [Tab(self._look, spec) for spec in specs]
        before: QWidget = self
        for tab in self.tabs:
            tab.setParent(self)
            QWidget.setTabOrder(before, tab)
            before = tab
            self._group.addButton(tab)
            tab.clicked.connect(lambda _checked=False, key=tab.spec.key: self.picked.emit(key))
            tab.removed.connect(lambda key=tab.spec.key: self.removed.emit(key))
        QWidget.setTabOrder(before, self.more)
        self.updateGeometry()


def _more_words(count: int) -> str:
    return f"{count} more"
