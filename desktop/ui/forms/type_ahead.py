"""Typing in a coded field: what fits is listed beneath it, chosen with the arrows and Enter, and left with Esc.

A person sees what the field would take before it takes it: the bar stands on a value by itself only where no other
could be meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clinical.answers import Answer, known
from desktop.services.offers import Offer, matches, meant
from desktop.ui.forms.suggestions import Line, Suggestions
from desktop.ui.theme import Look
from desktop.ui.words import capital, counted

LONG = 14
"""A list of more values is shown beneath the field, where one can type in it, and not as a menu."""

_SILENCES = "Or why there is none"


class TypeAhead(QObject):
    """Belongs to one field. ``chosen`` is called with the answer; ``silences`` are the lines for having no value."""

    def __init__(
        self, look: Look, owner: QWidget, edit: QLineEdit, offers: Callable[[], Sequence[Offer]],
        silences: Callable[[], Sequence[Line]], chosen: Callable[[Answer[object]], object],
    ) -> None:  # fmt: skip
        super().__init__(owner)
        self._look, self._owner, self._edit = look, owner, edit
        self._offers, self._silences, self._chosen = offers, silences, chosen
        self.list: Suggestions | None = None
        self._shown = -1
        # Esc is heard twice: before the window may have it, and by the field; the second time it is done with
        self._closing = False
        edit.textEdited.connect(self.typed)

    @property
    def is_open(self) -> bool:
        """Whether the list is in sight."""
        return self.list is not None and self.list.isVisible()

    @property
    def is_long(self) -> bool:
        """Whether there are so many values, or heads over them, that a menu would not do."""
        offers = self._offers()
        return len(offers) > LONG or any(one.group for one in offers)

    @property
    def picked(self) -> Answer[object] | None:
        """The answer under the bar."""
        line = self.list.current if self.list is not None and self.is_open else None
        return line.answer if line is not None else None

    @property
    def words(self) -> tuple[str, ...]:
        """What the list shows, row by row."""
        return tuple(one.spoken for one in self.list.lines) if self.list is not None and self.is_open else ()

    def stays(self, text: str) -> bool:
        """Whether Esc closes the list and nothing more: what is typed is not sure yet, and stays as it is.

        Where it can mean only one value the list goes too, and leaving the field takes it over as ever.
        """
        if not self.is_open:
            return False
        self._closing = True
        if len(meant(self._offers(), text)) != 1:
            return True
        self.close()
        return False

    def typed(self, text: str) -> None:
        """Show what fits; with nothing typed, or nothing that fits, no list is in the way."""
        wanted = text.strip()
        offers = self._offers()
        found = matches(offers, wanted) if wanted else ()
        silences = [one for one in self._silences() if one.words.casefold().startswith(wanted.casefold())]
        if not wanted or not (found or silences):
            self.close()
            return
        lines = [Line(capital(one.offer.words), known(one.offer.value), one.by) for one in found] + silences
        sure = meant(offers, wanted)
        at = next((place for place, one in enumerate(found) if len(sure) == 1 and one == sure[0]), None)
        self._open(lines, 0 if len(lines) == 1 else at)

    def show_all(self, now: Answer[object]) -> None:
        """Show every value under its head, then the silences, with the bar on what stands in the field."""
        lines: list[Line] = []
        group = ""
        for one in self._offers():
            if one.group and one.group != group:
                lines.append(Line(one.group))
            group = one.group
            lines.append(Line(capital(one.words), known(one.value)))
        silences = self._silences()
        if silences:
            lines += [Line(_SILENCES), *silences]
        at = next((place for place, one in enumerate(lines) if one.answer is not None and _same(one.answer, now)), None)
        self._open(lines, at)

    def key(self, event: QKeyEvent) -> bool:
        """Keys that belong to the list while it is in sight."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        closing, self._closing = self._closing, False
        if key == Qt.Key.Key_Escape and closing:
            self.close()
            return True
        if not self.is_open or self.list is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if key in steps:
            self.list.move_bar(steps[key])
            if self.list.current is not None:
                self._say(self.list.current.spoken)
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.picked is not None:
            self._take(self.picked)
            return True
        return False

    def close(self) -> None:
        """Take the list away; what is typed stays."""
        self._shown = -1
        if self.list is not None:
            self.list.hide()

    def _open(self, lines: Sequence[Line], at: int | None) -> None:
        if self.list is None:
            self.list = Suggestions(self._look, self._owner, f"Values of {self._edit.accessibleName()}")
            self.list.picked.connect(self._take)
        self.list.show_lines(lines, at)
        count = sum(one.answer is not None for one in lines)
        if count != self._shown:
            self._shown = count
            self._say(f"{counted(count, 'value')} to choose from, with the arrow keys")

    def _take(self, answer: Answer[object]) -> None:
        self.close()
        self._chosen(answer)

    def _say(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._edit, words))


def _same(one: Answer[object], other: Answer[object]) -> bool:
    """The same value, or the same silence whatever its day and place."""
    return one.value == other.value if one.is_known else one.silence is other.silence
