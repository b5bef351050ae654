"""Buttons: an icon, words, the shortcut printed beside them, and for chips a mark at the right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, RADIUS_SMALL, REGULAR

_GAP, _ICON = 7, 16
LINK_PADDING = 5
"""White space of a link at each side of its words."""


class Button(QPushButton):
    """A button whose style sheet draws the frame and which draws its own content.

    ``kind`` is empty, ``primary`` (one a view), ``danger``, ``link``, ``chip``, ``toast`` or ``status``.
    """

    def __init__(self, look: Look, words: str, *, kind: str = "", icon: str = "", shortcut: str = "") -> None:
        super().__init__(words)
        self.look, self._icon, self._right_icon = look, icon, ""
        self._hint_shown = self._icon_shown = True
        self.setProperty("kind", kind)
        quiet = kind in {"chip", "status"}
        self._font = look.font("label" if quiet else "body", REGULAR if quiet else MEDIUM)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words.rstrip("…."))
        self.set_shortcut(shortcut)

    def kind(self) -> str:
        """Which sort of button this is."""
        return str(self.property("kind"))

    def set_weight(self, weight: int) -> None:
        """Lighter or stronger words."""
        self._font.setWeight(QFont.Weight(weight))
        self._font.setVariableAxis(QFont.Tag("wght"), weight)
        self.updateGeometry()

    def set_words(self, words: str) -> None:
        """Exchange the words, for eye and ear."""
        self.setText(words)
        self.setAccessibleName(words.rstrip("…."))
        self.updateGeometry()

    def set_shortcut(self, shortcut: str) -> None:
        """Exchange the shortcut that is printed beside the words."""
        self._hint = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
        self.setAccessibleDescription(self._hint)
        self.updateGeometry()

    def show_icon(self, shown: bool) -> None:
        """Draw its icon, or the words alone where there is little room."""
        self._icon_shown = shown
        self.updateGeometry()
        self.update()

    def show_shortcut(self, shown: bool) -> None:
        """Print the shortcut beside the words, or leave it to the menu where there is little room."""
        self._hint_shown = shown
        self.updateGeometry()
        self.update()

    def set_right_icon(self, name: str) -> None:
        """The mark after the words: a chevron or a cross."""
        self._right_icon = name
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the button with the keyboard says; a dialog would do its own deed instead."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Wide enough for what is drawn."""
        self.ensurePolished()
        padding = {"link": 2 * LINK_PADDING, "chip": 20, "toast": 14, "status": 10}.get(self.kind(), 26)
        height = {"link": 24, "chip": 28, "toast": 24, "status": 24}.get(self.kind(), 32)
        return QSize(sum(self._widths()) + padding, self.look.px(height))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its content."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, icon, words, shortcut and right mark."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        if self.kind() == "primary" and self.hasFocus():
            self._ring(painter)
        icon, words, hint, right = self._widths()
        left = (self.width() - icon - words - hint - right) // 2
        colour = self._colour()
        if icon:
            self._draw_icon(painter, self._icon, left, colour)
            left += icon
        painter.setPen(colour)
        painter.setFont(self._font)
        painter.drawText(QRect(left, 0, words + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        left += words
        if hint:
            painter.setFont(self._hint_font())
            hints = {"primary": colour, "toast": self.look.colour("on_toast")}
            painter.setPen(hints.get(self.kind(), self.look.colour("text3")))
            rect = QRect(left + _GAP + 3, 0, hint, self.height())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self._hint)
        if right:
            self._draw_icon(painter, self._right_icon, left + _GAP - 2, colour, 14)

    def _ring(self, painter: QStylePainter) -> None:
        """Focus on a filled button: a ring inside it, because one around it would be of its own colour."""
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.colour("on_accent"), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), RADIUS_SMALL, RADIUS_SMALL)

    def _draw_icon(self, painter: QStylePainter, name: str, left: int, colour: str, size: int = _ICON) -> None:
        side = self.look.px(size)
        picture = self.look.icons.pixmap(name, colour, side, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - side) // 2, picture)

    def _widths(self) -> tuple[int, int, int, int]:
        """Of icon, words, shortcut and right mark, each with the gap before or after it."""
        metrics = QFontMetrics(self._font)
        icon = self.look.px(_ICON) + _GAP if self._icon and self._icon_shown else 0
        hint = 0
        if self._hint and self._hint_shown:
            hint = QFontMetrics(self._hint_font()).horizontalAdvance(self._hint) + _GAP + 3
        return (
            icon,
            metrics.horizontalAdvance(self.text()),
            hint,
            self.look.px(14) + _GAP - 2 if self._right_icon else 0,
        )

    def _hint_font(self) -> QFont:
        return self.look.font("note")

    def _colour(self) -> str:
        colours = self.look.colours
        if not self.isEnabled():
            return colours.text3
        by_kind = {
            "primary": colours.on_accent,
            "danger": colours.error,
            "link": colours.accent,
            "toast": colours.toast_accent,
            "status": colours.text2,
        }
        return by_kind.get(self.kind(), colours.text)
