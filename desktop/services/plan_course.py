"""The course of a treatment plan as a whole: beginning, another way, resting, stopping, going on, another protocol.

Nothing that was planned is dropped in silence: what a stopped plan still had stays in the record, with why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import EventStatus, PlannedEvent, joined
from desktop.clinical.treatment_plan import PlanChoice, PlanPause, TreatmentPlan
from desktop.clinical.vocabulary import SlipReason
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.planning import plan_of, save_plan, with_plan
from desktop.services.plans import begun_template, current_plan, lay_out, template_of

_NO_MORE = frozenset({EventStatus.DONE, EventStatus.SKIPPED, EventStatus.STOPPED})


def start_plan(
    board: Board,
    library: Library,
    case: Case,
    template: str,
    start: date,
    *,
    choices: Mapping[str, str] | None = None,
    first_event: str = "",
    reason: str = "",
    why: SlipReason | None = None,
) -> Case:
    """Lay out a template from its first day, or from ``first_event`` on where the child joins it midway.

    What an earlier plan still had to come is stopped on that day, with ``why`` (a change of protocol unless said
    otherwise) and ``reason``; it stays readable. Raises UserError for a template, choice or event that is not there,
    and for a day on which it cannot have begun, such as one before the birth.
    """
    begun = new_plan(library, template, start, choices or {}, first_event)
    earlier = case.plans
    left = current_plan(case)
    # of a plan whose template is not here nobody can say that nothing is to come
    unread = left is not None and left.stopped is None and begun_template(library, left) is None
    if left is not None and (unread or to_come(library, left)):
        ended = replace(left, stopped=start, stopped_why=why or SlipReason.PROTOCOL, stopped_reason=reason)
        earlier = (*earlier[:-1], _without_open_rest(ended, start))
    return save_plan(board, library, case, replace(case, plans=(*earlier, begun)), "Start of treatment plan")


def new_plan(
    library: Library, template: str, start: date, choices: Mapping[str, str], first_event: str = ""
) -> TreatmentPlan:
    """A plan of a template; only choices that differ from the template's own are kept. Raises UserError as above."""
    found = library.templates.get(template)
    if found is None:
        raise UserError(f"There is no treatment template {template}; choose one of {', '.join(library.templates)}.")
    made = found.chosen(choices)
    if first_event:
        joined(made, first_event)
    usual = {one.id: one.default for one in found.choices}
    chosen = tuple(PlanChoice(choice=name, option=option) for name, option in choices.items() if usual[name] != option)
    return TreatmentPlan(
        template=template, template_version=found.version, start=start, first_event=first_event, choices=chosen
    )


def to_come(library: Library, plan: TreatmentPlan) -> tuple[PlannedEvent, ...]:
    """What a plan still has to come: neither done, left out nor stopped, nor overtaken by a later course."""
    if begun_template(library, plan) is None:
        return ()
    return tuple(one for one in lay_out(library, plan) if one.status not in _NO_MORE and not one.overtaken)


def choose(board: Board, library: Library, case: Case, options: Mapping[str, str], reason: str = "") -> Case:
    """Go another way where the template leaves one open, for all of ``options`` (by choice) as one change.

    Raises UserError as ``with_choices`` does.
    """
    after = with_choices(library, case, options, reason)
    return save_plan(board, library, case, after, f"Choice of {', '.join(options)}")


def with_choices(library: Library, case: Case, options: Mapping[str, str], reason: str = "") -> Case:
    """The case with other ways chosen; only where they all end is looked at, never a mixture on the way there.

    Raises UserError where something that is recorded already is no part of them, or the template leaves none open.
    """
    plan = plan_of(case)
    others = (one for one in plan.choices if one.choice not in options)
    made = (PlanChoice(choice=choice, option=option, reason=reason) for choice, option in options.items())
    after = replace(plan, choices=(*others, *made))
    ids = {one.id for one in template_of(library, after).events}
    titles = {one.id: one.title for one in template_of(library, plan).events}
    for event in (*(one.event for one in plan.events), *(one.event for one in plan.gates)):
        if event not in ids:
            raise UserError(
                f"“{titles.get(event, event)}” is recorded and is no part of that way; take that back first. "
                "Nothing was changed."
            )
    return with_plan(case, after)


def pause(
    board: Board, library: Library, case: Case, begun: date, why: SlipReason | None = None, reason: str = ""
) -> Case:
    """Treatment rests from a day on, until somebody says when it goes on. What is planned moves with every day."""
    return save_plan(board, library, case, with_pause(case, begun, why, reason), "Pause of treatment")


def with_pause(case: Case, begun: date, why: SlipReason | None = None, reason: str = "") -> Case:
    """The case with treatment at rest. Raises UserError while it rests already, and within an earlier rest."""
    plan = _going(case)
    if plan.rest is not None:
        raise UserError(f"Treatment rests since {day_words(plan.rest.begun)}; say first when it went on.")
    inside = next((one for one in plan.pauses if one.ended is not None and begun < one.ended), None)
    if inside is not None and inside.ended is not None:
        raise UserError(f"Treatment rested until {day_words(inside.ended)}; another rest begins on that day or later.")
    if begun < plan.start:
        raise UserError(f"The plan began on {day_words(plan.start)}; treatment cannot rest before.")
    rest = PlanPause(begun=begun, why=why, reason=reason)
    return with_plan(case, replace(plan, pauses=(*plan.pauses, rest)))


def resume(board: Board, library: Library, case: Case, ended: date) -> Case:
    """Treatment goes on: what was planned moves by the days of rest."""
    return save_plan(board, library, case, with_resumed(case, ended), "Treatment goes on")


def with_resumed(case: Case, ended: date) -> Case:
    """The case with its rest ended. Raises UserError where treatment does not rest, or the day is before its rest."""
    plan = _going(case)
    rest = plan.rest
    if rest is None:
        raise UserError("Treatment does not rest; nothing was changed.")
    if ended < rest.begun:
        raise UserError(f"Treatment rests since {day_words(rest.begun)}; it cannot have gone on before.")
    others = tuple(one for one in plan.pauses if one is not rest)
    return with_plan(case, replace(plan, pauses=(*others, replace(rest, ended=ended))))


def stop_plan(
    board: Board, library: Library, case: Case, stopped: date, why: SlipReason | None = None, reason: str = ""
) -> Case:
    """Give up what is still to come, on a day and for a reason; it stays in the record as stopped.

    Raises UserError without a reason, before the plan began, and where it was stopped already.
    """
    return save_plan(board, library, case, with_stop(case, stopped, why, reason), "Stop of treatment plan")


def with_stop(case: Case, stopped: date, why: SlipReason | None = None, reason: str = "") -> Case:
    """The case with its plan stopped. Raises UserError as ``stop_plan`` does."""
    plan = _going(case)
    if why is None and not reason.strip():
        raise UserError("Say why treatment by this plan was stopped; nothing was changed.")
    if stopped < plan.start:
        raise UserError(f"The plan began on {day_words(plan.start)}; it cannot have been stopped before.")
    return with_plan(case, replace(plan, stopped=stopped, stopped_why=why, stopped_reason=reason))


def restart(board: Board, library: Library, case: Case, again: date) -> Case:
    """Take a stopped plan up again: the time since it was stopped becomes a rest, with the reason of the stop."""
    return save_plan(board, library, case, with_restart(case, again), "Restart of treatment plan")


def with_restart(case: Case, again: date) -> Case:
    """The case with its stopped plan taken up again. Raises UserError where none was stopped, or before it was."""
    plan = plan_of(case)
    if plan.stopped is None:
        raise UserError("This plan was not stopped; nothing was changed.")
    if again < plan.stopped:
        raise UserError(f"The plan was stopped on {day_words(plan.stopped)}; it cannot go on before.")
    rest = PlanPause(begun=plan.stopped, ended=again, why=plan.stopped_why, reason=plan.stopped_reason)
    going = _without_open_rest(plan, plan.stopped)
    after = replace(going, stopped=None, stopped_why=None, stopped_reason="", pauses=(*going.pauses, rest))
    return with_plan(case, after)


def _going(case: Case) -> TreatmentPlan:
    """The plan that holds, unless it was stopped."""
    plan = plan_of(case)
    if plan.stopped is not None:
        raise UserError(f"This plan was stopped on {day_words(plan.stopped)}; take it up again first.")
    return plan


def _without_open_rest(plan: TreatmentPlan, ended: date) -> TreatmentPlan:
    """The plan with a rest that was under way ended, at the latest on that day."""
    pauses = tuple(one if one.ended is not None else replace(one, ended=max(one.begun, ended)) for one in plan.pauses)
    return replace(plan, pauses=pauses)
