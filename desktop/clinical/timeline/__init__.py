"""Timelines: a protocol template as data, laid out from a start date and moved by what really happened.

``rows`` and ``template`` say what a template is, ``planning`` gives the dates, ``progress`` where the child stands,
``facts`` reads what another program asks, ``drawing`` places it all on an axis for screen and print.
"""

from desktop.clinical.timeline.facts import TimelineFacts, read_timeline_facts
from desktop.clinical.timeline.joining import joined
from desktop.clinical.timeline.pauses import Pause
from desktop.clinical.timeline.planned import EventStatus, GateState, PlannedEvent, Standing
from desktop.clinical.timeline.planning import plan
from desktop.clinical.timeline.progress import (
    Slip,
    causes,
    course_runs,
    days_behind,
    first_plan,
    next_due,
    phase_now,
    phase_words,
    slips,
    step_now,
)
from desktop.clinical.timeline.rows import EventKind, FactStatus
from desktop.clinical.timeline.template import Template

__all__ = [
    "EventKind",
    "EventStatus",
    "FactStatus",
    "GateState",
    "Pause",
    "PlannedEvent",
    "Slip",
    "Standing",
    "Template",
    "TimelineFacts",
    "causes",
    "course_runs",
    "days_behind",
    "first_plan",
    "joined",
    "next_due",
    "phase_now",
    "phase_words",
    "plan",
    "read_timeline_facts",
    "slips",
    "step_now",
]
