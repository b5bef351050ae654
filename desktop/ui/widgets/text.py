"""Plain text on the screen: one class for every label, so that data is never read as markup."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import REGULAR
from desktop.ui.widgets.whole import joined, whole

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def restyle(widget: QWidget) -> None:
    """Have the style sheet looked up again after a dynamic property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def settle(widget: QWidget) -> None:
    """Have heights worked out again after words changed, from the inside out, in one pass.

    Qt keeps the height that a nested part once had at a width, and would show one frame with the old heights. The
    parts have also asked for room one by one; answered here, they are not answered once more for each of them.
    """
    _loosen(widget)
    layout = widget.layout()
    if layout is not None:
        layout.activate()
        _answer(widget)


def _loosen(widget: QWidget) -> None:
    """Forget every height inside it; then one pass over all of it is enough."""
    for child in _inside(widget):
        _loosen(child)
    layout = widget.layout()
    if layout is not None:
        layout.invalidate()
    widget.updateGeometry()


def _answer(widget: QWidget) -> None:
    """Lay out what the pass from above left, because its own size stayed, and let its requests go."""
    layout, parts = widget.layout(), _inside(widget)
    if layout is not None:
        layout.activate()
    for child in parts:
        _answer(child)
    if layout is not None and parts:
        # a part that was laid out asked for this once more; unanswered, the layout would ask for nothing ever again
        layout.activate()
    QCoreApplication.removePostedEvents(widget, QEvent.Type.LayoutRequest.value)


def _inside(widget: QWidget) -> list[QWidget]:
    """The parts with parts of their own that are not put away."""
    return [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.layout() is not None and not _put_away(child)
    ]


def _put_away(widget: QWidget) -> bool:
    """Whether somebody hid a part: it takes no room until it is shown and settled with new words."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


class Text(QLabel):
    """A label in one step of the type scale and one tone (``text``, ``text2``, ``text3``, ``caution``, ``error``).

    Where it wraps, what belongs together stays on one line (``whole``) unless that is wider than the label; ``text()``,
    what is read out and what can be copied are the words as they were given.
    """

    def __init__(
        self,
        look: Look,
        words: str = "",
        *,
        step: str = "body",
        weight: int = REGULAR,
        tone: str = "text",
        wrap: bool = False,
        identifier: bool = False,
    ) -> None:
        super().__init__()
        self._plain, self._together, self._spoken = "", True, ""
        self._selectable = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.identifier_font(step, weight) if identifier else look.font(step, weight))
        super().setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._look, self._tone = look, tone
        look.follow(self._tint)
        self.setText(words)

    def text(self) -> str:
        """The words as they were given."""
        return self._plain

    def setText(self, words: str) -> None:
        """Show these words."""
        if words == self._plain and self._together:
            return
        self._plain, self._together = words, True
        self._draw_words()

    def setWordWrap(self, on: bool) -> None:
        """Wrap or not."""
        super().setWordWrap(on)
        self._draw_words()

    def setTextInteractionFlags(self, flags: Qt.TextInteractionFlag) -> None:
        """What can be copied is as it was given."""
        super().setTextInteractionFlags(flags)
        self._selectable = bool(flags & _SELECTABLE)
        self._draw_words()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word: what belongs together parts before anything is cut."""
        least, metrics = super().minimumSizeHint(), self.fontMetrics()
        pieces = joined(self._plain) if super().text() != self._plain else ()
        if all(metrics.horizontalAdvance(piece) + 2 < least.width() for piece in pieces):
            # it is a single word that asks for so much
            return least
        longest = max((metrics.horizontalAdvance(word) for word in self._plain.split()), default=0)
        return QSize(min(least.width(), longest + 2), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What belongs together parts where the label is too narrow for it, and only there."""
        super().resizeEvent(event)
        pieces = joined(self._plain)
        if pieces:
            metrics, room = self.fontMetrics(), self.contentsRect().width()
            fits = all(metrics.horizontalAdvance(piece) <= room for piece in pieces)
            if fits is not self._together:
                self._together = fits
                self._draw_words()

    def _draw_words(self) -> None:
        drawn = self._together and not self._selectable and self.wordWrap()
        super().setText(whole(self._plain) if drawn else self._plain)
        self._name_words()

    def _name_words(self) -> None:
        """Assistive technology reads the words as they were given, unless somebody gave the label a name."""
        if self.accessibleName() in {"", self._spoken}:
            spoken = "" if super().text() == self._plain else self._plain
            if spoken != self._spoken:
                self._spoken = spoken
                self.setAccessibleName(spoken)

    def set_tone(self, tone: str) -> None:
        """Change the tone."""
        if self._tone != tone:
            self._tone = tone
            self._tint()

    def _tint(self) -> None:
        # by palette, not by style sheet: Qt takes a widget's font back when it is polished anew
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour(self._tone))
        self.setPalette(palette)

    def set_font(self, font: QFont) -> None:
        """Change face or weight only where it differs; setting a font costs a layout."""
        if font != self.font():
            self.setFont(font)


class WrongText(Text):
    """One sentence in red about what cannot be used, with the icon of what failed before it; hidden while empty."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, step="label", tone="error", wrap=True)
        self._side = look.px(14)
        self.setContentsMargins(self._side + look.px(6), 0, 0, 0)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say it, or with nothing to say go away."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon stands in the middle of the first line."""
        super().paintEvent(event)
        painter = QPainter(self)
        colour = self._look.colours.error
        picture = self._look.icons.pixmap("wrong", colour, self._side, self.devicePixelRatioF())
        painter.drawPixmap(0, max(0, (self.fontMetrics().height() - self._side + 1) // 2), picture)


class ElidedText(Text):
    """One line that shortens itself at the end and gives the whole text as a tooltip."""

    def minimumSizeHint(self) -> QSize:
        """It may be squeezed to a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text, shortened where it does not fit."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), int(self.alignment()), shown)


class ShorterText(ElidedText):
    """One line that has shorter forms, each whole. ``text()`` is the fullest, and the tooltip of a shorter one."""

    def __init__(self, look: Look, forms: Sequence[str], *, step: str = "body", tone: str = "text") -> None:
        super().__init__(look, step=step, tone=tone)
        self._forms: tuple[str, ...] = ("",)
        self._form = 0
        self.say(forms)

    def say(self, forms: Sequence[str]) -> None:
        """Show these, from the fullest to the shortest."""
        self._forms, self._form = tuple(forms) or ("",), 0
        self.setText(self._forms[0])
        self.updateGeometry()

    def width_of(self, form: int) -> int:
        """How wide a form is."""
        return self.fontMetrics().horizontalAdvance(self._forms[min(form, len(self._forms) - 1)]) + 2

    def show_form(self, form: int) -> None:
        """Show this one, or the shortest."""
        form = min(form, len(self._forms) - 1)
        if form != self._form:
            self._form = form
            self.updateGeometry()
            self.update()

    def shown(self) -> str:
        """The form that is shown."""
        return self._forms[self._form]

    def sizeHint(self) -> QSize:
        """As wide as the form that is shown."""
        return QSize(self.width_of(self._form), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same, up to a line of usual length: beside other words it is these that give way."""
        most = self.fontMetrics().averageCharWidth() * 40
        return QSize(min(self.width_of(self._form), most), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the form, shortened only where even that has no room."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.shown(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), int(self.alignment()), shown)


class FewLines(Text):
    """Text that wraps to a few lines and only then shortens itself, with the whole as a tooltip."""

    def __init__(
        self, look: Look, words: str = "", *, lines: int = 2, step: str = "body", weight: int = REGULAR
    ) -> None:
        super().__init__(look, words, step=step, weight=weight, wrap=True)
        self._lines = lines

    def heightForWidth(self, width: int) -> int:
        """As high as the text needs, up to its lines."""
        return min(super().heightForWidth(width), self._most())

    def minimumSizeHint(self) -> QSize:
        """It may be squeezed to a few letters; it then needs all its lines."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 8, metrics.height())

    def sizeHint(self) -> QSize:
        """One line, if there is room for it."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def _most(self) -> int:
        return self.fontMetrics().lineSpacing() * self._lines + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw line by line; what is left for the last line is shortened to fit."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics, shown_all = self.fontMetrics(), True
        left = whole(self.text()).split(" ")
        if any(metrics.horizontalAdvance(piece) > self.width() for piece in left):
            left = self.text().split()
        for line in range(self._lines):
            taken = 1
            while taken < len(left) and metrics.horizontalAdvance(" ".join(left[: taken + 1])) <= self.width():
                taken += 1
            last = line == self._lines - 1
            words = " ".join(left if last else left[:taken])
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width())
            shown_all = shown_all and shown == words
            painter.drawText(0, line * metrics.lineSpacing() + metrics.ascent(), shown)
            left = [] if last else left[taken:]
        self.setToolTip("" if shown_all else self.text())


class Line(QFrame):
    """A hairline that only separates."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "line")
        self.setFixedHeight(1)


class Icon(QLabel):
    """A small picture beside its word; it repeats the word to assistive technology only if it has a name."""

    def __init__(self, look: Look, name: str = "", tone: str = "text2", size: int = 16, spoken: str = "") -> None:
        super().__init__()
        self._look, self._name, self._tone, self._size = look, name, tone, look.px(size)
        self._spoken = spoken
        self.setFixedSize(self._size, self._size)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        look.follow(self._redraw)

    @property
    def shown(self) -> str:
        """The name of the picture; empty where there is none."""
        return self._name

    def show_icon(self, name: str, tone: str = "", spoken: str = "") -> None:
        """Exchange the picture; an empty name clears it."""
        if (name, tone or self._tone, spoken) == (self._name, self._tone, self._spoken):
            return
        self._name, self._tone, self._spoken = name, tone or self._tone, spoken
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self._redraw()

    def _redraw(self) -> None:
        if not self._name:
            self.clear()
            return
        colour = getattr(self._look.colours, self._tone)
        self.setPixmap(self._look.icons.pixmap(self._name, colour, self._size, self.devicePixelRatioF()))
