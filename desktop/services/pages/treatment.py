"""Treatment: the plan drawn, where the child stands in it, what slipped and why, what a person must still confirm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.clinical.dates import NEUTRAL_YEARS, day_words
from desktop.clinical.labels import Labels
from desktop.clinical.timeline import (
    EventKind,
    EventStatus,
    FactStatus,
    GateState,
    Pause,
    PlannedEvent,
    Slip,
    Template,
    course_runs,
    days_behind,
    next_due,
    phase_now,
    slips,
)
from desktop.clinical.timeline.decided import Decided
from desktop.clinical.timeline.planned import Standing
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.reports.content import Timeline, TreatmentBlock
from desktop.reports.phrases import Paragraph, Phrase, head, plain, silence
from desktop.services.pages.case_page import CasePage
from desktop.services.pages.decided import decided, earlier
from desktop.services.pages.given import given
from desktop.services.plan_words import slip_words
from desktop.services.plans import current_plan, lay_out, template_of
from desktop.services.responding import (
    GradedResponse,
    criteria_words,
    grade_words,
    on_timeline,
    parts_words,
    responses_of,
)

OWN_TEMPLATE = "plan left out: its template is one of the sender's own"


def treatment(page: CasePage) -> TreatmentBlock:
    """With a plan: drawing and words. Without one: that nobody has planned it here."""
    chosen = current_plan(page.case)
    told = given(page)
    if chosen is None:
        # the words of the list, so that both say the same of the same child
        standing = plain(page.labels.word("no_phase", page.case.status.value))
        if page.deidentified is not None and page.deidentified.plan_left_out:
            standing = silence(OWN_TEMPLATE)
        whole = page.gathered((standing,), *told)
        return TreatmentBlock(label="Treatment", beside=(), timeline=None, paragraphs=(whole,), keeps=(2,))
    # what was given has a paragraph of its own, once there is any
    whole = page.gathered(*told)
    own, beside = ((whole,), ()) if page.case.treatments else ((), whole)
    template = template_of(page.library, chosen)
    events = page.plan if page.plan is not None else lay_out(page.library, chosen, page.as_of)
    moved = slips(template, chosen.start, events)
    told_events = _events(moved, events)
    responses = responses_of(page.library, page.case)
    said = (*decided(page.library, chosen, events), *earlier(page.library, page.case.plans[:-1]))
    return TreatmentBlock(
        label="Treatment",
        beside=("above: first plan; below: now, solid done, dashed to come",),
        timeline=Timeline(
            template=template,
            start=chosen.start,
            events=events,
            today=page.as_of,
            today_word=_today_word(page),
            decided=Decided(tuple(Pause(one.begun, one.ended) for one in chosen.pauses), chosen.stopped),
            graded=on_timeline(responses),
            description=_description(page, template, told_events) + _responses(page.labels, responses),
            told=(*told_events, *(_response(page.labels, one) for one in responses)),
        ),
        paragraphs=(
            _standing(template, events),
            *((said,) if said else ()),
            (*_moved(page.labels, chosen, moved, events), *_gates(events), *beside),
            *own,
        ),
        # what people decided never leaves the page
        keeps=(2, *((len(said),) if said else ()), 2, 2),
    )


def _today_word(page: CasePage) -> str:
    """What the line in the drawing is: a de-identified child is seen as of the last day that its record tells of."""
    if page.as_of.year in NEUTRAL_YEARS:
        return "last entry"
    return "board" if page.on_board_day else "today"


def _standing(template: Template, events: Sequence[PlannedEvent]) -> Paragraph:
    phase, reached, courses = phase_now(template, events)
    doubt = "" if template.status is FactStatus.VERIFIED else "†"
    over = "" if course_runs(events) else " done"
    now = f"{_counted(events)} {reached} of {courses}{over}" if reached else "not begun"
    told: list[Phrase] = [(head("Now"), plain(f" {phase}, {now}"))]
    due = next_due(events)
    if due is not None:
        late = ", overdue" if due.status is EventStatus.LATE else ""
        told.append((head("Next"), plain(f" {due.title}, {day_words(due.planned)}{late}")))
    # last, since it is what may leave a full page: the drawing shows it too
    return (*told, (head("Plan"), plain(f" {template.title}{doubt}")))


def _counted(events: Sequence[PlannedEvent]) -> str:
    """What a plan is counted by: courses, or in follow-up whatever it is made of."""
    kind = EventKind.COURSE if any(one.kind is EventKind.COURSE for one in events) else events[0].kind
    return str(kind)


def _moved(labels: Labels, chosen: TreatmentPlan, moved: Sequence[Slip], events: Sequence[PlannedEvent]) -> Paragraph:
    """Each delay with its cause, then what they come to."""
    reasons = {one.event: slip_words(labels, one.why, one.reason) for one in chosen.events}
    own = [one for one in moved if one.own]
    if not own:
        return ((head("Slipped"), plain(" nothing")),)
    told = [f"{one.event} {one.own:+d} d {_reason(reasons.get(one.event, ''))}" for one in own]
    behind = days_behind(moved, events)
    total = (
        f" Next {_counted(events)} {abs(behind)} d {'behind' if behind > 0 else 'ahead of'} the first plan."
        if behind
        else ""
    )
    return ((head("Slipped"), plain(f" {'; '.join(told)}.{total}")),)


def _reason(told: str) -> str:
    """The cause inside a sentence that goes on."""
    return told.strip().rstrip(".") or "no reason recorded"


def _gates(events: Sequence[PlannedEvent]) -> Iterable[Phrase]:
    """The conditions that wait for a person now."""
    waiting = [one for one in events if one.gate_state is GateState.OPEN and not one.overtaken]
    if waiting:
        told = [f"{one.gate_label}: {'; '.join(gate.title for gate in one.open_conditions)}" for one in waiting]
        # the titles of conditions have commas of their own
        yield (head("Gates not confirmed"), plain(f" {'. '.join(told)}."))


def _description(page: CasePage, template: Template, told: Sequence[str]) -> str:
    """The drawing in words: the diagnosis, which is no event of the plan, then event by event."""
    diagnosed = page.case.diagnosed.value
    before = f" Diagnosed {diagnosed.words()}." if diagnosed else ""
    return f"Timeline of {template.title}.{before} {'. '.join(told)}."


def _events(moved: Sequence[Slip], events: Sequence[PlannedEvent]) -> tuple[str, ...]:
    first = {one.event: one for one in moved}
    return tuple(f"{one.title}: {_when(one)}{_late(first[one.id])}" for one in events)


def _responses(labels: Labels, responses: Sequence[GradedResponse]) -> str:
    """Every graded response in words, with its criteria: the same letters mean another thing in another edition."""
    told = "; ".join(_response(labels, one) for one in responses)
    return f" Responses: {told}." if told else ""


def _response(labels: Labels, one: GradedResponse) -> str:
    day, made = one.graded.provenance.performed_on, parts_words(one)
    told = (grade_words(one), criteria_words(labels, one.graded), day.words() if day else "no date", made)
    return ", ".join(filter(None, told))


def _when(event: PlannedEvent) -> str:
    if event.standing is Standing.NOW:
        return f"begun {day_words(event.on)}, going on"
    if event.actual:
        return f"done {day_words(event.on)}"
    if event.standing in {Standing.SKIPPED, Standing.STOPPED}:
        return str(event.standing)
    planned = f"{'fixed for' if event.fixed else 'now planned'} {day_words(event.on)}"
    return f"on hold, {planned}" if event.standing is Standing.ON_HOLD else planned


def _late(slip: Slip) -> str:
    if not slip.days:
        return ""
    how = "later" if slip.days > 0 else "earlier"
    return f", {abs(slip.days)} days {how} than first planned, {day_words(slip.first)}"
