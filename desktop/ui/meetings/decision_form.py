"""A decision as it is typed: in groups, in the order in which a board says it; every edit is handed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.editing import FIELDS, Kind
from desktop.clinical.labels import Labels
from desktop.clinical.meetings.codes import DecisionKind, Difference, Feasibility, Intent
from desktop.clinical.meetings.decision import Action, Condition, ConsideredOption, Dissent
from desktop.clinical.meetings.waking import NO, YES, conditional_fields
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.meetings.words import fact_words, value_words
from desktop.ui.entries.help import EntryHelp
from desktop.ui.meetings.asking import As, Asked, Field
from desktop.ui.meetings.row_list import RowList, Values
from desktop.ui.meetings.words import codes
from desktop.ui.theme import Look
from desktop.ui.widgets.section import Section
from desktop.ui.words import capital

P = TypeVar("P", ConsideredOption, Condition, Action, Dissent)

_ANSWERS = frozenset(
    {
        "feasibility", "wish_considered", "trial_considered", "genetics_considered", "fertility_considered",
        "palliative_considered", "psychosocial_considered",
    }
)  # fmt: skip
_YES_NO = ((True, "Yes"), (False, "No"), (None, "Not asked"))
NOT_SAID = "Not said"
DECIDED = "What is decided"
_DECISION_LINES = 4


def _asked(labels: Labels, absent: Sequence[str]) -> tuple[tuple[str, tuple[Asked, ...]], ...]:
    """Every group with what it asks; ``absent`` is what the centre has not."""
    kinds, intents = codes(labels, "decisions.kind", [*DecisionKind]), codes(labels, "intent", [*Intent])
    here = f"Not available here: {', '.join(absent)}." if absent else ""
    return (
        (DECIDED, (
            Asked(key="recommendation", words="Decision", kind=As.LINES),
            Asked(key="kind", words="Kind", kind=As.CODE, codes=kinds),
            Asked(key="intent", words="Intent", kind=As.CODE, codes=[*intents, (None, NOT_SAID)]),
            Asked(key="new_facts", words="New facts told in the room, and by whom", kind=As.LINES),
        )),
        ("Stage and group as agreed", (
            Asked(key="stage", words="Stage as agreed"),
            Asked(key="groups", words="Risk group as agreed"),
        )),
        ("What it goes by", (
            Asked(key="guide", words="Guideline or protocol"),
            Asked(key="guide_version", words="Its version"),
            Asked(key="differs", words="Differs from it because", kind=As.CODE,
                  codes=codes(labels, "differs", [*Difference])),
            Asked(key="differs_words", words="Why it differs, in words"),
        )),
        ("Can it be done", (
            Asked(key="feasibility", words="Feasibility", kind=As.CODE, remark=here,
                  codes=[*codes(labels, "feasibility", [*Feasibility]), (None, NOT_SAID)]),
            Asked(key="where", words="Where the child is referred"),
            Asked(key="alternative", words="What is done instead"),
        )),
        ("Child and family", (
            Asked(key="wish_considered", words="Their wish was considered", kind=As.CODE, codes=_YES_NO),
            Asked(key="wish_words", words="Their wish"),
            Asked(key="told_by", words="Who tells the family"),
            Asked(key="tell_by", words="Until when", kind=As.DAY),
            Asked(key="key_worker", words="Key worker"),
        )),
        ("Considered", tuple(
            Asked(key=f"{name}_considered", words=words, kind=As.CODE, codes=_YES_NO)
            for name, words in (("trial", "A trial"), ("genetics", "Genetics"), ("fertility", "Fertility"),
                                ("palliative", "Palliative care"), ("psychosocial", "Psychosocial help"))
        )),
        ("The next time", (
            Asked(key="next_board", words="Next board", kind=As.DAY),
            Asked(key="next_trigger", words="What brings it back"),
            Asked(key="reopens", words="What reopens the decision"),
        )),
    )  # fmt: skip


class DecisionForm(QWidget):
    """``changed``: something was typed. ``take`` lays what is typed over a decision."""

    changed = Signal()

    def __init__(self, look: Look, labels: Labels, absent: Sequence[str], today: Callable[[], date]) -> None:
        super().__init__()
        self._look, self._labels = look, labels
        self._filling = False
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 8, 8)
        column.setSpacing(14)
        self.options = RowList(look, "Options considered", "option", _option, today)
        self.conditions = RowList(look, "Conditions", "condition", self._condition, today)
        self.actions_list = RowList(look, "Actions", "action", self._action, today)
        self.dissents = RowList(look, "Dissent", "dissent", _dissent, today)
        self.lists = {
            "options": self.options, "conditions": self.conditions, "actions": self.actions_list,
            "dissents": self.dissents,
        }  # fmt: skip
        placed = {DECIDED: (self.options, self.conditions, self.actions_list), "Considered": (self.dissents,)}
        for title, asked in _asked(labels, absent):
            section = Section(look, title)
            section.body.setSpacing(8)
            for one in asked:
                field = self.fields[one.key] = Field(look, one, today)
                field.on_change(self._tell)
                if one.key == "recommendation":
                    # everybody in the room reads along
                    field.control.setFont(look.font("wall_text"))
                    field.lines = _DECISION_LINES
                section.body.addLayout(field.placed())
            column.addWidget(section)
            for part in placed.get(title, ()):
                part.changed.connect(self._tell)
                column.addWidget(part)
        column.addStretch(1)

    def explain(self, help_texts: EntryHelp, texts: Mapping[str, Any]) -> None:
        """Make the fields known to the help that F1 shows."""
        for key, field in self.fields.items():
            told = texts.get(f"decision.{key}")
            if told is not None:
                help_texts.explain(field.control, f"decision.{key}", field.asked.words, told)

    def show_whole(self, whole: WholeDecision | None) -> None:
        """Show a decision, or an empty form."""
        self._filling = True
        try:
            for key, field in self.fields.items():
                value = getattr(whole.decision, key) if whole is not None else None
                field.show_value(value.value if isinstance(value, Answer) else value)
            for name, part in self.lists.items():
                part.show_rows([(one.id, _values(one)) for one in getattr(whole, name, ())])
        finally:
            self._filling = False

    @property
    def wrong(self) -> str:
        """What cannot be stored as it is typed, the first of it; empty where all can."""
        fields = (one.wrong for one in self.fields.values())
        rows = (part.wrong for part in self.lists.values())
        found = next(filter(None, (*fields, *rows)), "")
        return f"{found.rstrip('.')}; all else is stored." if found else ""

    @property
    def says_anything(self) -> bool:
        """Whether something is typed that can be stored."""
        return any(one.value for one in self.fields.values()) or any(one.is_sound for one in self.lists.values())

    def mark(self) -> None:
        """Say at each field and in each row that cannot be stored as it stands what is to be done about it."""
        for field in self.fields.values():
            field.mark(field.wrong)
        for part in self.lists.values():
            part.mark()

    def ask_for(self, lacking: Mapping[str, str]) -> None:
        """Say at each of these fields what it lacks; the keyboard goes to the first."""
        for key, sentence in lacking.items():
            self.fields[key].mark(sentence)
        for key in [*lacking][:1]:
            self.fields[key].focus()

    def show_list(self, part: RowList, rows: Sequence[tuple[UUID, Values]]) -> None:
        """Show these rows of one kind; nothing was typed by that."""
        self._filling = True
        try:
            part.show_rows(rows)
        finally:
            self._filling = False

    def take(self, whole: WholeDecision) -> WholeDecision:
        """What is typed, laid over a decision as it is stored; where it is no day, or a row lacks what it must say,
        what is stored stays."""
        one = whole.decision
        told = {
            key: getattr(one, key) if field.wrong_day else _typed(key, field.value)
            for key, field in self.fields.items()
        }
        own = {"decision_id": one.id, "case_id": one.case_id}
        conditions = tuple(_kept(Condition, self.conditions, own, whole.conditions))
        there = {each.id for each in conditions}
        actions = tuple(
            replace(
                each, on_condition=each.on_condition if each.on_condition in there else None, **_fate(whole, each.id)
            )
            for each in _kept(Action, self.actions_list, own, whole.actions)
        )
        return replace(
            whole,
            decision=replace(one, **told),  # type: ignore[arg-type]
            options=tuple(_kept(ConsideredOption, self.options, own, whole.options)),
            conditions=conditions,
            actions=actions,
            dissents=tuple(_kept(Dissent, self.dissents, own, whole.dissents)),
        )

    def focus_first(self) -> None:
        """The keyboard goes to the words of the decision."""
        self.fields["recommendation"].focus()

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _condition(self, values: Values) -> Sequence[Asked]:
        labels, fact = self._labels, str(values.get("fact") or "")
        facts = [(one.name, fact_words(labels, one.name)) for one in conditional_fields()]
        offered = [(one, capital(value_words(labels, fact, one))) for one in _value_codes(fact)] if fact else []
        return (
            Asked(
                key="fact",
                words="If",
                kind=As.CODE,
                codes=facts,
                value=fact or None,
                needed=_needed("choose the fact it hangs on"),
            ),
            Asked(
                key="value",
                words="Is",
                kind=As.CODE,
                codes=[*offered, (None, NOT_SAID)],
                value=values.get("value"),
                needed=_needed("choose what the fact must be"),
            ),
            Asked(key="then", words="Then", value=values.get("then")),
            Asked(key="otherwise", words="Otherwise", value=values.get("otherwise")),
            Asked(key="review_by", words="Review by", kind=As.DAY, value=values.get("review_by")),
        )

    def _action(self, values: Values) -> Sequence[Asked]:
        hanging = [(key, f"If {told}") for key, told in self._typed_conditions()]
        return (
            Asked(key="words", words="What is to be done", value=values.get("words"),
                  needed=_needed("write what is to be done")),
            Asked(key="owner", words="Owner", value=values.get("owner")),
            Asked(key="due", words="Due", kind=As.DAY, value=values.get("due")),
            Asked(key="on_condition", words="Hangs on", kind=As.CODE, value=values.get("on_condition"),
                  names_row=True, codes=[*hanging, (None, "Nothing")]),
        )  # fmt: skip

    def _typed_conditions(self) -> list[tuple[UUID, str]]:
        """The conditions that an action can hang on, as they are typed now."""
        told = []
        for key, values in self.conditions.told():
            fact, value = str(values.get("fact") or ""), str(values.get("value") or "")
            if fact and value:
                told.append((key, f"{fact_words(self._labels, fact)}: {value_words(self._labels, fact, value)}"))
        return told


def _option(values: Values) -> Sequence[Asked]:
    return (
        Asked(key="words", words="Option", value=values.get("words"), needed=_needed("write the option")),
        Asked(key="why_not", words="Why it was not taken", value=values.get("why_not")),
    )


def _dissent(values: Values) -> Sequence[Asked]:
    return (
        Asked(key="name", words="Who", value=values.get("name"), example="Empty: not named"),
        Asked(key="words", words="In their words", value=values.get("words"), needed=_needed("write what they say")),
        Asked(key="answer", words="What was answered", value=values.get("answer")),
    )


def _needed(deed: str) -> str:
    """What to do about a row that does not say what it must say."""
    return f"{deed}, or take it away."


def _value_codes(fact: str) -> Sequence[str]:
    """The values that a condition can compare with, as the basis of a decision spells them."""
    field = FIELDS[fact]
    return (YES, NO) if field.kind is Kind.YES_NO else [str(getattr(one, "value", one)) for one in field.options]


def _values(part: object) -> dict[str, object]:
    return {name: getattr(part, name) for name in part.__dataclass_fields__}  # type: ignore[attr-defined]


def _kept(kind: type[P], rows: RowList, own: Mapping[str, UUID], before: Sequence[P]) -> Sequence[P]:
    """The rows of a list as values: an empty one is nobody's, and of one that lacks something stays what is stored."""
    found: list[P] = []
    stored = {one.id: one for one in before}
    for row in rows.rows:
        was = stored.get(row.key)
        if row.lacks and was is not None:
            found.append(replace(was, place=len(found)))
        elif not row.lacks and not row.is_empty:
            typed = row.values | {key: getattr(was, key, None) for key in row.wrong_days}
            found.append(kind(id=row.key, place=len(found), **own, **typed))  # type: ignore[arg-type]
    return found


def _fate(whole: WholeDecision, key: UUID) -> dict[str, Any]:
    """What became of an action is no part of what is typed here, and stays."""
    before = next((one for one in whole.actions if one.id == key), None)
    names = ("fate", "fate_on", "fate_why", "fate_words")
    return {} if before is None else {name: getattr(before, name) for name in names}


def _typed(key: str, value: object) -> object:
    if key in _ANSWERS:
        return NOT_ASKED if value is None else known(value)
    return value


def changed_words(before: WholeDecision, after: WholeDecision, form: DecisionForm) -> str:
    """What a step of typing is called: by the first field that differs, or the list."""
    for key, field in form.fields.items():
        if getattr(before.decision, key) != getattr(after.decision, key):
            return f"Change of {field.asked.words[:1].lower()}{field.asked.words[1:]}"
    return "Change of the decision"
