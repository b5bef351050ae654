"""Screening of predisposed children: who may be a candidate, and on which days which examination is planned.

``rows`` and ``reading`` say what a schedule is, ``candidates`` finds its rows for a child, ``planning`` gives the days
and what became of each. Everything that differs between sources is data; nothing here decides for a child.
"""

from desktop.clinical.screening.candidates import Candidate, candidates_of, left_out
from desktop.clinical.screening.planning import Due, DueState, beginning, due_days, nearest, planned_days
from desktop.clinical.screening.reading import parse_schedules
from desktop.clinical.screening.rows import Fit, Need, Phase, Schedule, ScreeningRules, ScreeningTest, Who, Without

__all__ = [
    "Candidate",
    "Due",
    "DueState",
    "Fit",
    "Need",
    "Phase",
    "Schedule",
    "ScreeningRules",
    "ScreeningTest",
    "Who",
    "Without",
    "beginning",
    "candidates_of",
    "due_days",
    "left_out",
    "nearest",
    "parse_schedules",
    "planned_days",
]
