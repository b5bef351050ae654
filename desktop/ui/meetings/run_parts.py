"""The parts of the meeting's view: who the child is above, the steps of the decision, what it was made on beneath."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.dates import day_words
from desktop.services.meetings.agenda import AgendaItem
from desktop.services.meetings.attending import Quorum
from desktop.ui.desk import Desk
from desktop.ui.meetings.words import ordinal, quorum_words
from desktop.ui.theme import Look
from desktop.ui.tokens import REGULAR, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital, clock_words, days_words, short_age

STEPS = ("Typed", "Read back", "Frozen")


class RunHead(QFrame):
    """Who the board speaks about, the how manieth it is, and for how long."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("part", "rail")
        self.name = Text(look, step="wall_head", weight=STRONG, wrap=True)
        self.who = Text(look, step="wall", tone="text2", wrap=True)
        self.place = Text(look, step="wall_lead", weight=STRONG)
        self.time = Text(look, step="wall", tone="text2")
        self.pause = Button(look, "Pause", shortcut="F4")
        self.earlier = Button(look, "Previous", icon="back", shortcut="PgUp")
        self.later = Button(look, "Next", icon="leads_to", shortcut="PgDown")
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.name)
        told.addWidget(self.who)
        at = QVBoxLayout()
        at.setSpacing(2)
        for part in (self.place, self.time):
            part.setAlignment(Qt.AlignmentFlag.AlignRight)
            at.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(12)
        row.addLayout(told, 1)
        for button in (self.earlier, self.later, self.pause):
            row.addWidget(button)
        row.addLayout(at)
        # with large text the keys alone: the name needs the room
        self._keys = Text(look, "PgUp, PgDown; F4", step="note", tone="text3")
        at.addWidget(self._keys)
        self._keys.setVisible(look.is_large)
        for button in (self.earlier, self.later, self.pause):
            button.setVisible(not look.is_large)

    def show_item(self, item: AgendaItem, place: int, count: int, today: date) -> None:
        """Show a child and its place on the agenda."""
        case = item.case
        self.name.setText(case.name or "No name yet")
        sex = capital(str(case.sex.value)) if case.sex.is_known else ""
        age = short_age(case.born.value, today)
        days = f"{days_words(case.age_at_diagnosis)} at diagnosis" if case.age_at_diagnosis is not None else ""
        numbers = [one.value for one in case.identifiers]
        time = f"{ordinal(item.presentation)} time"
        self.who.setText("  ·  ".join(filter(None, (*numbers, f"case {case.number}", sex, age, days, time))))
        self.place.setText(f"Case {place} of {count}")

    def show_time(self, words: str, *, over: bool, resting: bool) -> None:
        """Show how long the board speaks about the child."""
        self.time.setText(f"{words}, resting" if resting else words)
        self.time.set_tone("caution" if over else "text2")
        self.pause.set_words("Go on" if resting else "Pause")
        self.pause.set_shortcut("F4")


class StepMarks(QWidget):
    """Typed, read back, frozen: a ring for each with its number, filled where it is now, ticked where it is done."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self.now = look, 0
        self.setMinimumHeight(look.px(36))
        look.changed.connect(self.update)

    def show_step(self, now: int) -> None:
        """Show which step it is."""
        self.now = now
        self.setAccessibleName(f"Step {now + 1} of {len(STEPS)}: {STEPS[now]}")
        self.update()

    def sizeHint(self) -> QSize:
        """All three in one line."""
        return QSize(self._look.px(460), self._look.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw rings, words and the lines between them."""
        look, px, painter = self._look, self._look.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, left, middle = px(26), 1, self.height() // 2
        for place, words in enumerate(STEPS):
            done, here = place < self.now, place == self.now
            ring = QRectF(left, middle - side / 2, side, side)
            painter.setPen(QPen(look.colour("accent" if here else "done" if done else "edge"), 1.5))
            fill = look.colour("accent" if here else "done" if done else "surface")
            painter.setBrush(fill)
            painter.drawEllipse(ring)
            if done:
                inner = ring.adjusted(px(5), px(5), -px(5), -px(5))
                look.icons.paint(painter, "done", look.colours.surface, inner)
            else:
                painter.setPen(look.colour("on_accent" if here else "text2"))
                painter.setFont(look.font("lead", STRONG))
                painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(place + 1))
            if look.is_large and not here:
                left += side + px(12)
                continue
            font = look.font("wall", STRONG if here else REGULAR)
            painter.setFont(font)
            painter.setPen(look.colour("text" if here else "text2"))
            left += side + px(8)
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(left, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
            left += wide + px(12)
            if place + 1 < len(STEPS):
                painter.setPen(QPen(look.colour("edge"), 1.0))
                painter.drawLine(left, middle, left + px(28), middle)
                left += px(40)


class RunFoot(QFrame):
    """Who is there, as of when the facts are, and by which rules."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("part", "rail")
        self.quorum = Text(look, step="wall", wrap=True)
        self.facts = Text(look, step="wall", tone="text2", wrap=True)
        self.demonstration = Text(look, step="wall", tone="caution", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 6, 24, 6)
        column.setSpacing(2)
        for part in (self.quorum, self.facts, self.demonstration):
            column.addWidget(part)
        told = "Demonstration board: these children do not exist"
        self.demonstration.setText(told if desk.board.demonstration else "")
        self.demonstration.setVisible(desk.board.demonstration)
        self.facts.setVisible(not look.is_large)

    def show_now(self, quorum: Quorum, entered: int) -> None:
        """Show who is there and what the facts are of."""
        now, rules = self._desk.now(), self._desk.library.rules
        versions = ", ".join(f"{one.id} {one.version}" for one in rules.schemes[:2])
        self.quorum.setText(f"Quorum {quorum_words(quorum, entered)}")
        told = f"Facts as of {day_words(now.date())} {clock_words(now)}. Rules {versions} ({rules.checksum[:8]})."
        self.facts.setText(f"{told} Decision support, not a decision.")
        self.setToolTip(self.facts.text())
