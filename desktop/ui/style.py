"""Check boxes, radio buttons, ticks and sort arrows in our own shapes; the rest is Fusion and the style sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QScrollBar, QStyle, QStyleOption, QStyleOptionHeader, QWidget

from desktop.ui.icons import Icons
from desktop.ui.tokens import RADIUS_SMALL, Colours
from desktop.ui.wheel import HELD_STILL, WheelGuard

_BOXES = {QStyle.PrimitiveElement.PE_IndicatorCheckBox, QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck}
_ARROWS = {
    QStyle.PrimitiveElement.PE_IndicatorArrowDown: "chevron-down",
    QStyle.PrimitiveElement.PE_IndicatorArrowUp: "chevron-up",
    QStyle.PrimitiveElement.PE_IndicatorArrowLeft: "chevron-left",
    QStyle.PrimitiveElement.PE_IndicatorArrowRight: "chevron-right",
}
_STANDARD = {
    QStyle.StandardPixmap.SP_LineEditClearButton: "x",
    QStyle.StandardPixmap.SP_ToolBarHorizontalExtensionButton: "chevron-right",
}
_PICTURES = {QStyle.PixelMetric.PM_SmallIconSize, QStyle.PixelMetric.PM_LineEditIconSize}


class Style(QProxyStyle):
    """``colours`` gives the colours that hold when something is drawn, ``scale`` how large text is then."""

    def __init__(self, icons: Icons, colours: Callable[[], Colours], scale: Callable[[], float]) -> None:
        super().__init__("Fusion")
        self._icons, self._colours, self._scale = icons, colours, scale
        self._wheel = WheelGuard(self)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw our own shapes; leave the rest to Fusion."""
        if element in _BOXES:
            self._box(option, painter)
        elif element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            self._radio(option, painter)
        elif element == QStyle.PrimitiveElement.PE_IndicatorMenuCheckMark:
            self._tick(painter, QRectF(option.rect), self._colours().accent)
        elif element == QStyle.PrimitiveElement.PE_IndicatorHeaderArrow and isinstance(option, QStyleOptionHeader):
            # up where the smallest is on top, as the pictures show it; Qt means it the other way round
            down = option.sortIndicator == QStyleOptionHeader.SortIndicator.SortUp
            self._mark(painter, option, "arrow-down" if down else "arrow-up")
        elif element in _ARROWS:
            self._mark(painter, option, _ARROWS[element])
        else:
            super().drawPrimitive(element, option, painter, widget)

    def standardIcon(
        self, kind: QStyle.StandardPixmap, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> QIcon:
        """Our own pictures for what Qt puts into its controls by itself."""
        if kind in _STANDARD:
            return self._icons.icon(_STANDARD[kind], self._colours().text2)
        return super().standardIcon(kind, option, widget)

    def polish(self, shown: Any) -> Any:
        """Hold still, under the wheel, each control that is about to be seen."""
        if isinstance(shown, HELD_STILL) and not isinstance(shown, QScrollBar):
            shown.installEventFilter(self._wheel)
        return super().polish(shown)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Pictures in fields and menus are as large as the text beside them."""
        if metric in _PICTURES:
            return round(16 * self._scale())
        return super().pixelMetric(metric, option, widget)

    def _box(self, option: QStyleOption, painter: QPainter) -> None:
        state = option.state
        on, some = bool(state & QStyle.StateFlag.State_On), bool(state & QStyle.StateFlag.State_NoChange)
        colours = self._colours()
        enabled, rect = self._frame(option, painter, filled=on or some)
        painter.drawRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)
        painter.restore()
        ink = colours.on_accent if enabled else colours.surface
        if on:
            self._tick(painter, rect, ink)
        elif some:
            painter.fillRect(QRectF(rect.left() + 4, rect.center().y() - 1, rect.width() - 8, 2), QColor(ink))

    def _radio(self, option: QStyleOption, painter: QPainter) -> None:
        on, colours = bool(option.state & QStyle.StateFlag.State_On), self._colours()
        enabled, rect = self._frame(option, painter, filled=on)
        painter.drawEllipse(rect)
        if on:
            painter.setBrush(QColor(colours.on_accent if enabled else colours.surface))
            side = rect.width() * 0.38
            painter.drawEllipse(rect.center(), side / 2, side / 2)
        painter.restore()

    def _frame(self, option: QStyleOption, painter: QPainter, *, filled: bool) -> tuple[bool, QRectF]:
        """Set brush and pen for a box or ring of this state; gives whether it is enabled, and its square."""
        colours, state = self._colours(), option.state
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        side = min(option.rect.width(), option.rect.height()) - 1.0
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QRectF(option.rect).center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = colours.edge if not enabled else colours.accent if filled else colours.edge
        painter.setPen(QPen(QColor(colour), 1.0))
        painter.setBrush(QColor(colour if filled else colours.raised if enabled else colours.ground))
        return enabled, rect

    def _tick(self, painter: QPainter, rect: QRectF, colour: str) -> None:
        side = min(rect.width(), rect.height()) * 0.8
        place = QRectF(0, 0, side, side)
        place.moveCenter(rect.center())
        self._icons.paint(painter, "check", colour, place)

    def _mark(self, painter: QPainter, option: QStyleOption, name: str) -> None:
        colours = self._colours()
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        side = min(option.rect.width(), option.rect.height(), 16.0)
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(option.rect).center())
        self._icons.paint(painter, name, colours.text2 if enabled else colours.edge, place)
