"""Names and values under each other. Rows are kept and filled anew, because building widgets costs more than words.

The grid places its labels itself: a layout for each row, inside a layout for all of them, has every height of a page
worked out several times over before the page stands still.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.tokens import REGULAR, STRONG
from desktop.ui.widgets.text import Icon, Text

_GAP = 4
"""Between two rows."""

_USUAL = 80
"""Letters of a line of usual length."""


class _Row:
    """One statement: its name, the icon of silence or caution, its value; all are the grid's own children."""

    def __init__(self, look: Look, grid: QWidget) -> None:
        self._look = look
        self.name, self.value = Text(look, tone="text2", wrap=True), Text(look, wrap=True)
        self._icon = Icon(look, size=14)
        self._named = self._marked = self._indented = False
        self._strong, self._low = False, 0
        self._name_height: dict[tuple[str, int], int] = {}
        for part in (self.name, self._icon, self.value):
            part.setParent(grid)

    def show(self, one: Statement) -> None:
        words = "\n".join((one.value, *(f"•\u00a0{item}" for item in one.items)))
        self._named, self._marked = bool(one.name), one.silence is not None or one.caution
        self.name.setText(one.name)
        self.name.setVisible(self._named)
        mark = SILENCE_ICONS[one.silence] if one.silence else "caution" if one.caution else ""
        self._icon.show_icon(mark, "caution" if one.caution else "text2")
        self._icon.setVisible(self._marked)
        self.value.setText(words)
        if self._marked is not self._indented:
            self._indented = self._marked
            self.value.setContentsMargins(6 if self._marked else 0, 0, 0, 0)
        if one.strong is not self._strong:
            self._strong, self._low = one.strong, 0
            self.value.set_font(self._look.font("lead" if one.strong else "body", STRONG if one.strong else REGULAR))
        self.value.set_tone("caution" if one.caution else "text2" if one.silence else "text")
        self.value.setAccessibleName(f"{one.name}: {words}" if one.name else words)
        self.value.show()

    def hide(self) -> None:
        for part in (self.name, self._icon, self.value):
            part.hide()

    def before(self, names: int) -> int:
        """What stands at the left of the value: the column of names, its icon."""
        return (names if self._named else 0) + (self._icon.width() if self._marked else 0)

    def height(self, names: int, width: int) -> int:
        value = self._height_of_value(max(width - self.before(names), 1))
        return max(value, self._height_of_name(names)) if self._named else value

    def _height_of_value(self, width: int) -> int:
        """A value of a few letters, none of them wider than a line is high, has one line: it need not be laid out."""
        words = self.value.text()
        plain = words.isascii() and "\n" not in words
        if plain and self._low and (len(words) + 1) * self._low < width:
            return self._low
        height = self.value.heightForWidth(width)
        if plain and height < 1.5 * self.value.fontMetrics().height():
            self._low = height
        return height

    def _height_of_name(self, names: int) -> int:
        """Names are few and come back with every child: one height is worked out once."""
        asked = (self.name.text(), names)
        if asked not in self._name_height:
            self._name_height[asked] = self.name.heightForWidth(names)
        return self._name_height[asked]

    def forget(self) -> None:
        """The labels have another face: no height holds."""
        self._name_height.clear()
        self._low = 0

    def place(self, names: int, top: int, width: int, height: int) -> None:
        start = self.before(names)
        if self._named:
            self.name.setGeometry(0, top, names, height)
        if self._marked:
            self._icon.move(start - self._icon.width(), top)
        self.value.setGeometry(start, top, max(width - start, 1), height)

    def narrowest(self, names: int) -> int:
        """How wide the row must be for its longest word."""
        longest = max(self.value.text().split(), key=len, default="")
        margin = self.value.contentsMargins().left()
        return self.before(names) + margin + self.value.fontMetrics().horizontalAdvance(longest)

    @property
    def letters(self) -> int:
        """How many letters its longest line has."""
        return max(map(len, self.value.text().split("\n")))


class StatementGrid(QWidget):
    """Shows statements; the column of names is as wide as its longest name, up to ``most``."""

    def __init__(self, look: Look, most: int = 84) -> None:
        super().__init__()
        self._look, self._most = look, most
        self._rows: list[_Row] = []
        self._shown: tuple[Statement, ...] | None = None
        self._names = 0
        self._name_widths: dict[str, int] = {}
        self._heights: dict[int, tuple[int, ...]] = {}
        self._hints: tuple[QSize, QSize] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_statements(self, told: Sequence[Statement]) -> None:
        """Show these; rows that are not needed are hidden."""
        if tuple(told) == self._shown:
            return
        before = len(self._in_use())
        self._shown = tuple(told)
        while len(self._rows) < len(told):
            self._rows.append(_Row(self._look, self))
        for row, one in zip(self._rows, told, strict=False):
            row.show(one)
        for row in self._rows[len(told) : before]:
            row.hide()
        self._measure()

    def event(self, event: QEvent) -> bool:
        """A label asks for other room: larger text, another face."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._name_widths.clear()
            for row in self._rows:
                row.forget()
            self._measure()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other heights."""
        super().resizeEvent(event)
        self._place()

    def heightForWidth(self, width: int) -> int:
        """As high as its rows are at this width."""
        return _together(self._heights_at(width))

    def sizeHint(self) -> QSize:
        """As wide as its longest value, up to a line of usual length; its height depends on the width it is given."""
        return self._size_hints()[0]

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word."""
        return self._size_hints()[1]

    def _in_use(self) -> Sequence[_Row]:
        return self._rows[: len(self._shown or ())]

    def _size_hints(self) -> tuple[QSize, QSize]:
        if self._hints is None:
            used = self._in_use()
            metrics = self.fontMetrics()
            narrow = max((row.narrowest(self._names) for row in used), default=0)
            # how wide it would like to be is a hint, for which letters of a usual width are near enough
            letters = min(max((row.letters for row in used), default=0), _USUAL)
            wide = self._names + metrics.averageCharWidth() * (letters + 1)
            low = _together([metrics.height()] * len(used))
            self._hints = QSize(max(narrow, wide), low), QSize(narrow, low)
        return self._hints

    def _heights_at(self, width: int) -> tuple[int, ...]:
        if width not in self._heights:
            self._heights[width] = tuple(row.height(self._names, width) for row in self._in_use())
        return self._heights[width]

    def _measure(self) -> None:
        """Work out anew what was known of widths and heights, and place everything."""
        widest = max((self._width_of_name(one.name) for one in self._shown or ()), default=0)
        self._names = min(widest, self._look.px(self._most)) + self._look.px(12)
        self._heights.clear()
        self._hints = None
        self.updateGeometry()
        self._place()
        # the labels have just asked for what was done here
        QCoreApplication.removePostedEvents(self, QEvent.Type.LayoutRequest.value)

    def _width_of_name(self, name: str) -> int:
        """Names are few and come back with every child."""
        if name not in self._name_widths:
            self._name_widths[name] = self._rows[0].name.fontMetrics().horizontalAdvance(name)
        return self._name_widths[name]

    def _place(self) -> None:
        top = 0
        for row, height in zip(self._in_use(), self._heights_at(self.width()), strict=True):
            row.place(self._names, top, self.width(), height)
            top += height + _GAP


def _together(heights: Sequence[int]) -> int:
    return sum(heights) + _GAP * max(len(heights) - 1, 0)
