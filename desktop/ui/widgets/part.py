"""A part of a page that takes whatever width it is given."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QWidget


def unwrapped(widget: QWidget) -> QSize:
    """What its parts like beside and under each other, each of them unwrapped.

    Qt works out how high a widget with wrapping text is at the width it would like, at every level of a page; most of
    the time in which a page was laid out went into such heights, and the page then gave the widget another width.
    """
    layout = widget.layout()
    return layout.sizeHint() if layout is not None else QSize(0, 0)


class Part(QWidget):
    """Its height counts at the width it is given, never at the one it would like."""

    def sizeHint(self) -> QSize:
        """What its parts like, unwrapped."""
        return unwrapped(self)


class FramedPart(QFrame):
    """The same with a ground or an edge of its own."""

    def sizeHint(self) -> QSize:
        """What its parts like, unwrapped."""
        return unwrapped(self)
