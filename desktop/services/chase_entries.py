"""What the chase list has beside open facts: tests without a result, due dates, the next gate, consents not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.labels import within
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.record.examinations import Examination
from desktop.clinical.timeline import EventStatus, GateState, PlannedEvent
from desktop.clinical.vocabulary import CaseStatus, Silence
from desktop.services.chase_lines import (
    ASK,
    DECIDED,
    DUE,
    GATE,
    NOWHERE,
    REPEAT,
    ChaseLine,
    Kind,
    Owned,
    Weight,
    line_for,
    silence_words,
    step_words,
)
from desktop.services.library import Library
from desktop.services.meetings.to_do import to_do
from desktop.services.plans import before_gate, begun_template, current_plan, lay_out, next_gate, template_of
from desktop.services.screening import screening_of

SOON = timedelta(days=30)
"""A follow-up is on the list from so long before its day; a choice of this program."""

Weigh = Callable[[str], tuple[Weight, str]]
"""What a fact weighs, and what it goes through."""

_NOW = (EventStatus.DUE, EventStatus.LATE)
_AGAIN = (Silence.SAMPLE_FAILED, Silence.INCONCLUSIVE)
_TOO_LITTLE = "not_adequate"


@dataclass(frozen=True, slots=True)
class NextGate:
    """The next gate of the plan: what it is called, the facts it goes by, and what comes before it and is due.

    ``open``: nothing but a person's confirmation is awaited.
    """

    event: PlannedEvent
    label: str
    facts: tuple[str, ...]
    before: tuple[PlannedEvent, ...]

    @property
    def open(self) -> bool:
        """Whether it is due and waits for a person."""
        return self.event.gate_state is GateState.OPEN and self.event.status in _NOW

    @property
    def near(self) -> bool:
        """Whether it holds up the plan today, or something that comes before it does."""
        return self.open or bool(self.before)


def gate_of(library: Library, case: Case, today: date) -> NextGate | None:
    """The next gate of an active child's plan; None without one, or where its template is not on this shelf."""
    chosen = current_plan(case)
    if chosen is None or begun_template(library, chosen) is None or case.status is not CaseStatus.ACTIVE:
        return None
    events = lay_out(library, chosen, today)
    gate = next_gate(events)
    if gate is None:
        return None
    facts = tuple(dict.fromkeys(one for each in gate.open_conditions for one in library.chasing.of_gate(each.id)))
    waiting = tuple(one for one in before_gate(template_of(library, chosen), events, gate) if one.status in _NOW)
    return NextGate(gate, gate.gate_label or gate.short, facts, waiting)


def gate_lines(case: Case, today: date, gate: NextGate | None) -> Iterator[Owned]:
    """The gate where it waits for a person, and what comes before it and has no record."""
    if gate is None:
        return
    for one in gate.before:
        state = f"planned {day_words(one.planned)}, not recorded"
        yield GATE, _dated(case, today, Kind.GATE, one.id, one.title, state, one.planned, Weight.GATE, gate.label)
    if gate.open:
        one = gate.event
        asked = "; ".join(within(each.title) for each in one.open_conditions)
        state = f"planned {day_words(one.planned)}, to confirm: {asked}"
        yield GATE, _dated(case, today, Kind.GATE, one.id, f"Gate {gate.label}", state, one.planned, Weight.GATE)


def awaited_tests(library: Library, case: Case, today: date, weigh: Weigh) -> Iterator[Owned]:
    """Tests that were requested and have no result; each weighs what the facts weigh that its report answers."""
    for entry in standing(case.examinations):
        silence = _awaits(entry)
        if silence is None or (case.status is CaseStatus.CLOSED and silence is not Silence.REQUESTED):
            continue
        weight, through = _heaviest(library, weigh, library.chasing.of_test(entry.test.value))
        asked = entry.requested_on.value or entry.outcome.on
        words = library.labels.words["silence"][silence.value]
        state = f"{step_words(library.labels, silence)}{f'{words} {asked.words()}' if asked else words}"
        if entry.adequacy.value == _TOO_LITTLE:
            state = f"specimen not enough{f', requested {asked.words()}' if asked else ''}"
        name = library.all_labels.word("examinations.test", entry.test.value) if entry.test.value else "Test not named"
        owner = entry.provenance.laboratory.strip() or entry.outcome.where.strip() or (entry.requested_by.value or "")
        again = silence in _AGAIN or entry.adequacy.value == _TOO_LITTLE
        line = line_for(
            case, today, Kind.TEST, _key(Kind.TEST, entry.id), _capital(name), state, weight,
            asked=asked, silence=silence, through=through,
        )  # fmt: skip
        yield (REPEAT if again else owner.strip() or NOWHERE), line


def _heaviest(library: Library, weigh: Weigh, facts: Sequence[str]) -> tuple[Weight, str]:
    """What a report weighs, and by which fact: one that decides by itself is named, too."""
    weighed = ((*weigh(fact), fact) for fact in facts)
    weight, through, fact = min(weighed, default=(Weight.OTHER, "", ""))
    return weight, through or (library.labels.name(fact) if weight.decides_group else "")


def due_lines(library: Library, case: Case, today: date) -> Iterator[Owned]:
    """Follow-up tests and screening examinations that are due or overdue; of a closed case none."""
    if case.status is CaseStatus.CLOSED:
        return
    for entry in standing(case.follow_ups):
        due = entry.due_on.value
        off = entry.outcome.silence in {Silence.DECLINED, Silence.NOT_APPLICABLE}
        on = entry.provenance.performed_on
        again = entry.outcome.silence in _AGAIN
        done = entry.outcome.is_known or off or (on is not None and not again)
        if due is None or done or due.earliest > today + SOON:
            continue
        name = library.all_labels.word("follow_ups.test", entry.test.value) if entry.test.value else "Follow-up test"
        state = f"{'overdue since' if due.latest < today else 'due'} {due.words()}"
        if entry.outcome.silence is Silence.INCONCLUSIVE:
            state = f"{state}; inconclusive{f' on {on.words()}' if on else ''}, repeat"
        place, why, silence = _asked_for(library, entry.outcome)
        line = line_for(
            case, today, Kind.FOLLOW_UP, _key(Kind.FOLLOW_UP, entry.id), f"Follow-up: {within(name)}",
            f"{why}{state}", Weight.DUE, asked=due, silence=silence,
        )  # fmt: skip
        yield place or entry.provenance.laboratory.strip() or DUE, line
    yield from _due_screenings(library, case, today)


def decided_lines(library: Library, case: Case, decisions: Iterable[WholeDecision], today: date) -> Iterator[Owned]:
    """Open actions of decisions by their owner, also of a closed case; conditions whose review is over."""
    for one in to_do(library.labels, case, decisions, today):
        late = one.due is not None and one.due < today
        if (one.review and not late) or (one.due is not None and one.due > today + SOON):
            continue
        day = PartialDate.of(one.due) if one.due is not None else None
        state = "no day named" if day is None else f"{'overdue since' if late else 'due'} {day.words()}"
        kind = Kind.REVIEW if one.review else Kind.ACTION
        line = line_for(
            case, today, kind, _key(kind, one.key), one.words, f"decided by the board; {state}", Weight.DUE, asked=day
        )
        yield one.owner or DECIDED, line


def _due_screenings(library: Library, case: Case, today: date) -> Iterator[Owned]:
    """What the plan of screening has due; where it was asked for already, who was asked."""
    plan = screening_of(library, case, today)
    for one in plan.due if plan is not None else ():
        # an examination that was only asked for has no day yet, and stands for the one that is due
        asked = (
            each.outcome
            for each in standing(case.screenings)
            if each.test.value == one.test and each.provenance.performed_on is None and not each.outcome.is_known
        )
        place, why, silence = _asked_for(library, next(asked, NOT_ASKED))
        line = line_for(
            case, today, Kind.SCREENING, _key(Kind.SCREENING, f"{one.test} {one.planned.isoformat()}"),
            f"Screening: {within(one.name)}", f"{why}{one.standing}, planned {day_words(one.planned)}", Weight.DUE,
            asked=PartialDate.of(one.planned), silence=silence,
        )  # fmt: skip
        yield place or DUE, line


def _asked_for(library: Library, outcome: Answer[str]) -> tuple[str, str, Silence | None]:
    """Of something due that was asked for or failed: who must act before the team, and what is said before its day."""
    if outcome.silence is Silence.SAMPLE_FAILED:
        return REPEAT, f"{silence_words(library.labels, outcome)}; ", outcome.silence
    if outcome.silence is Silence.REQUESTED:
        told = replace(outcome, where="")
        return outcome.where.strip(), f"{silence_words(library.labels, told)}; ", outcome.silence
    return "", "", None


def consent_lines(library: Library, case: Case, today: date) -> Iterator[Owned]:
    """Consents that nobody asked for, in one line, and those that are awaited; of an active child only."""
    if case.status is not CaseStatus.ACTIVE:
        return
    purposes = library.record.kinds["consents"].field("purpose").choices
    unasked = []
    for purpose in purposes:
        given = [one.given for one in standing(case.consents) if one.purpose.value == purpose.code]
        awaited = next((one for one in given if one.silence is Silence.REQUESTED), None)
        if all(one.silence is Silence.NOT_ASKED for one in given):
            unasked.append(within(purpose.words))
        elif awaited is not None and not any(one.is_known for one in given):
            state, name = library.labels.silence(awaited), f"Consent: {within(purpose.words)}"
            yield ASK, line_for(
                case, today, Kind.CONSENT, _key(Kind.CONSENT, purpose.code), name, state, Weight.OTHER,
                asked=awaited.on, silence=Silence.REQUESTED,
            )  # fmt: skip
    if unasked:
        state = f"{library.labels.words['silence'][Silence.NOT_ASKED.value]}: {', '.join(unasked)}"
        key = _key(Kind.CONSENT, "")
        yield ASK, line_for(
            case, today, Kind.CONSENT, key, "Consent", state, Weight.OTHER, silence=Silence.NOT_ASKED
        )  # fmt: skip


def _awaits(entry: Examination) -> Silence | None:
    """Why a test has no result though it was asked for; None where it has one, or is not to come.

    A specimen that was not enough has to be taken again, also where its report says so.
    """
    if entry.adequacy.value == _TOO_LITTLE and not entry.outcome.is_known and not entry.result.is_known:
        return Silence.SAMPLE_FAILED
    if entry.outcome.is_known or entry.result.is_known or entry.provenance.reported_on is not None:
        return None
    for silence in (entry.outcome.silence, entry.result.silence):
        if silence in {Silence.REQUESTED, *_AGAIN}:
            return silence
    if entry.outcome.silence is not Silence.NOT_ASKED or entry.result.silence is not Silence.NOT_ASKED:
        return None
    return Silence.REQUESTED if entry.requested_on.is_known or entry.requested_by.is_known else None


def _dated(
    case: Case, today: date, kind: Kind, key: str, name: str, state: str, day: date, weight: Weight, through: str = ""
) -> ChaseLine:
    return line_for(
        case, today, kind, _key(kind, key), name, state, weight, asked=PartialDate.of(day), through=through
    )  # fmt: skip


def _key(kind: Kind, key: object) -> str:
    return f"{kind.value}:{key}"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
