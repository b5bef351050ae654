"""How the window looks: face, colours and icons in one object that is passed down; nothing global."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.resources import as_file, files

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.icons import Icons
from desktop.ui.style import Style
from desktop.ui.stylesheet import style_sheet
from desktop.ui.tokens import DARK, LARGE, LIGHT, REGULAR, STRONG, TYPE, Colours

APPEARANCES = ("system", "light", "dark")
TEXT_SIZES = (0, 100, 125, 150, 175, 200)
"""Percentages of the usual text; 0 is as the system has it."""
_STANDARD_POINTS = {"win32": 9.0, "darwin": 13.0}
_FAMILY = "Inter"


class Look(QObject):
    """Colours, icons and fonts in use. ``changed`` is emitted after light and dark were exchanged.

    Sizes are the type scale times ``scale``, which follows the system's text size and never goes below one, or is
    what the person chose. A window takes the scale that holds when it is built; ``scaled`` is emitted after it
    changed, for building it anew.
    """

    changed = Signal()
    scaled = Signal()
    _sheet_changed = Signal(str)

    def __init__(self, application: QApplication, appearance: str = "system", text_size: int = 0) -> None:
        super().__init__(application)
        self._application = application
        self._system_points = application.font().pointSizeF()
        self.system_scale = max(1.0, self._system_points / _STANDARD_POINTS.get(sys.platform, 10.0))
        self.scale = text_size / 100 if text_size else self.system_scale
        self.icons = Icons()
        self.appearance = appearance
        self.colours: Colours = LIGHT
        self._faces: dict[tuple[str, int, float, bool], QFont] = {}
        load_face()
        self._style = Style(self.icons, lambda: self.colours, lambda: self.scale)
        application.setStyle(self._style)
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.use(appearance)

    def use(self, appearance: str) -> None:
        """Take up ``system``, ``light`` or ``dark``."""
        self.appearance = appearance
        self.colours = DARK if self._wants_dark() else LIGHT
        self._application.setFont(self.font("body"))
        self._application.setPalette(palette(self.colours))
        # the stub asks for bytes, Qt takes text
        self._application.setFont(self.font("label", STRONG), "QHeaderView")  # type: ignore[arg-type]
        self._sheet = style_sheet(self.colours, self.scale)
        self._sheet_changed.emit(self._sheet)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Give a window that has no other behind it the style sheet, now and after each change.

        The windows have it and not the application, because under an application's sheet Qt works out the style of a
        part anew at every step of putting it into another: a case took nearly twice as long to open.
        """
        window.setStyleSheet(self._sheet)
        self._sheet_changed.connect(window.setStyleSheet)

    def use_scale(self, scale: float) -> None:
        """Set text at so many times its standard size, for what is built from now on."""
        if scale != self.scale:
            self.scale = scale
            self.use(self.appearance)
            self.scaled.emit()

    def use_text_size(self, percent: int) -> None:
        """Take up another size of text: a percentage of the standard one, 0 for the system's."""
        self.use_scale(percent / 100 if percent else self.system_scale)

    def font(self, step: str, weight: int = REGULAR, *, figures: bool = False) -> QFont:
        """A step of the type scale in our face; with ``figures`` of one width for what stands in columns.

        Not everywhere: in Inter that makes the hyphen as wide as a figure, too, and tears a name like Zztest-Alpha.
        """
        asked = (step, weight, self.scale, figures)
        if asked not in self._faces:
            self._faces[asked] = face(step, weight, self.scale)
            if figures:
                self._faces[asked].setFeature(QFont.Tag("tnum"), 1)
        return QFont(self._faces[asked])

    def identifier_font(self, step: str, weight: int = REGULAR) -> QFont:
        """For identifiers: 0 and O, 1, l and I can be told apart."""
        font = self.font(step, weight, figures=True)
        font.setFeature(QFont.Tag("zero"), 1)
        font.setFeature(QFont.Tag("ss02"), 1)
        return font

    @property
    def is_large(self) -> bool:
        """Whether text is so large that little else has room beside it."""
        return self.scale >= LARGE

    def px(self, measure: float) -> int:
        """A measure that holds text, grown with the text."""
        return round(measure * self.scale)

    def colour(self, token: str) -> QColor:
        """A colour token, for painting."""
        return QColor(getattr(self.colours, token))

    def follow(self, call: Callable[[], None]) -> None:
        """Call now, and again whenever the colours change; give a method of the widget itself."""
        call()
        self.changed.connect(call)

    def _wants_dark(self) -> bool:
        if self.appearance != "system":
            return self.appearance == "dark"
        return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _system_changed(self) -> None:
        if self.appearance == "system":
            self.use("system")


def face(step: str, weight: int = REGULAR, scale: float = 1.0) -> QFont:
    """A step of the type scale in our face, so many times its standard size."""
    font = QFont(_FAMILY)
    font.setPixelSize(round(TYPE[step].px * scale))
    font.setWeight(QFont.Weight(weight))
    # the package's file is one variable font, of which Qt 6.11 takes the weight only by its axis
    font.setVariableAxis(QFont.Tag("wght"), weight)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def load_face() -> None:
    """Make Inter known to Qt from the package's own file; asking twice does no harm."""
    if _FAMILY in QFontDatabase.families():
        return
    for name in ("Inter[opsz,wght].ttf", "Inter-Italic[opsz,wght].ttf"):
        with as_file(files("fontpkg_inter") / "files" / name) as place:
            QFontDatabase.addApplicationFont(str(place))


_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "ground"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "ground"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "raised"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "error"),
    (QPalette.ColorRole.Highlight, "selected"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Light, "raised"),
    (QPalette.ColorRole.Midlight, "hover"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "edge"),
    (QPalette.ColorRole.Shadow, "edge"),
)
_QUIET = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


def palette(colours: Colours) -> QPalette:
    """A whole palette of our own: the active, inactive and disabled groups."""
    made = QPalette()
    for role, token in _ROLES:
        colour = QColor(getattr(colours, token))
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            made.setColor(group, role, colour)
    for role in _QUIET:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.text3))
    return made
