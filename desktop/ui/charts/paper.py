"""What a picture that leaves the window is drawn with: always light, text of one size, whatever the window has."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont

from desktop.ui.icons import Icons
from desktop.ui.theme import face
from desktop.ui.tokens import LIGHT, REGULAR


class Paper:
    """The face and the icons of the window, on white."""

    def __init__(self, icons: Icons) -> None:
        self.icons, self.colours = icons, LIGHT

    def px(self, measure: float) -> int:
        """Every measure as it is."""
        return round(measure)

    def font(self, step: str, weight: int = REGULAR) -> QFont:
        """A step of the type scale at its standard size."""
        return face(step, weight)

    def colour(self, token: str) -> QColor:
        """A colour of the light set."""
        return QColor(getattr(LIGHT, token))
