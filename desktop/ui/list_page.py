"""A page that is one list over all children: its name and views above, what is done with it beside them or beneath."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import BAR_HEIGHT, PAGE_PADDING, STRONG
from desktop.ui.widgets.tabs import Tabs
from desktop.ui.widgets.text import Text

_GAP = 16
_BESIDE = 1120
"""From this width on there is room beside the views, at a text size of 100 %."""


class ListPage(QWidget):
    """``views`` chooses what is shown of the list; ``pages`` holds the list and what stands there without one."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look = look
        self.title = Text(look, title, step="title", weight=STRONG)
        self.views = Tabs(look)
        self.views.setAccessibleName("Views")
        self.pages = QStackedWidget()
        self.deeds = QWidget()
        self._bar: QBoxLayout | None = None
        self._beside: tuple[QWidget, ...] = ()

    def lay_out(self, pages: Sequence[QWidget], done: QHBoxLayout, *beside: QWidget) -> None:
        """Put it together: ``done`` is what is done with the list, ``beside`` stands at the end of the views."""
        head = QFrame()
        head.setProperty("part", "bar")
        head.setMinimumHeight(self._look.px(BAR_HEIGHT))
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._bar.setContentsMargins(PAGE_PADDING, 7, PAGE_PADDING, 7)
        self._beside = beside
        said = QHBoxLayout()
        said.setSpacing(_GAP)
        said.addWidget(self.title)
        said.addWidget(self.views, 1)
        for part in beside:
            said.addWidget(part)
        done.setContentsMargins(0, 0, 0, 0)
        self.deeds.setLayout(done)
        self._bar.addLayout(said, 1)
        self._bar.addWidget(self.deeds)
        for page in pages:
            self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(self.pages, 1)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside the views the buttons stand beneath them."""
        super().resizeEvent(event)
        if self._bar is not None:
            beside = self.width() >= self._look.px(_BESIDE)
            self._bar.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
            self._keep_views()

    def event(self, event: QEvent) -> bool:
        """A button that gets longer words takes room from what may be shortened, not from the views."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._bar is not None:
            self._keep_views()
        return done

    def _keep_views(self) -> None:
        """All views stand in the row wherever the rest of it, at its shortest, leaves them room."""
        bar = self._bar
        assert bar is not None  # noqa: S101 - laid out, or there was no resize; this tells the type checker
        rest = [self.title, *(one for one in self._beside if not one.isHidden())]
        taken = sum(one.sizeHint().width() + _GAP for one in rest) + 2 * PAGE_PADDING
        if bar.direction() == QBoxLayout.Direction.LeftToRight and not self.deeds.isHidden():
            taken += self.deeds.minimumSizeHint().width() + bar.spacing()
        wanted = self.views.sizeHint().width()
        least = wanted if wanted + taken <= self.width() else 0
        if least != self.views.minimumWidth():
            self.views.setMinimumWidth(least)
