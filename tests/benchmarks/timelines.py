"""Treatment plans: laid out for a whole board, and a timeline of many events drawn again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from uuid import UUID

from PySide6.QtWidgets import QApplication

from desktop.clinical.timeline import Template, plan
from desktop.services.plans import plan_case
from desktop.ui.timeline import Shown, TimelineView
from tests.benchmarks.boards import Boards, children
from tests.benchmarks.figures import Figure, absolute, median_of
from tests.benchmarks.windows import the_stage

CHILDREN, EVENTS, ROUNDS = 1_000, 500, 9
START = date(2026, 1, 5)
HEAD = """
id = "many"
version = "1"
title = "Many events"
start = "First day"
status = "unverified"
source = ["S"]
[sources]
S = "Made up for a measurement"
[[phase]]
id = "P"
title = "Phase"
step = 1
status = "unverified"
source = ["S"]
"""
EVENT = """
[[event]]
id = "E{number}"
phase = "P"
kind = "{kind}"
title = "Event {number}"
short = "{number}"
{days}
status = "unverified"
source = ["S"]
after = [{{ anchor = "start", days = {day}, basis = "made up", status = "unverified", source = ["S"] }}]
"""
DAYS = """counting = "day 1"
days = [1, 5]"""


def timelines(boards: Boards) -> Iterator[Figure]:
    """Every date of every child, then one child with far more events than any protocol has."""
    planned = [one for one in children(boards.library, 24) if one.plans]
    many, today = list(islice(cycle(planned), CHILDREN)), START + timedelta(days=200)
    seconds = median_of(lambda: [plan_case(boards.library, one, today) for one in many], 3)
    yield absolute("plan", f"treatment plans of {CHILDREN:,} children laid out", seconds=seconds, most=2.0)
    view = _view()
    seconds = median_of(view.viewport().repaint, ROUNDS)
    yield absolute("timeline repaint", f"a timeline of {EVENTS} events painted again", seconds=seconds, most=16e-3)
    days = cycle((200, 201))
    template = _template()
    seconds = median_of(lambda: _show(view, template, next(days)), 3)
    yield absolute("timeline rebuild", "the same laid out and drawn anew after a change", seconds=seconds, most=None)
    view.close()
    view.deleteLater()
    QApplication.processEvents()


def _template() -> Template:
    kinds = cycle(("course", "procedure", "evaluation", "procedure"))
    numbered = zip(range(EVENTS), kinds, strict=False)
    rows = (
        EVENT.format(number=number, kind=kind, days=DAYS if kind == "course" else "", day=number * 3)
        for number, kind in numbered
    )
    return Template.parse(HEAD + "".join(rows))


def _view() -> TimelineView:
    view = TimelineView(the_stage().look)
    view.resize(1366, 768)
    view.show()
    _show(view, _template(), 200)
    QApplication.processEvents()
    return view


def _show(view: TimelineView, template: Template, day: int) -> None:
    today = START + timedelta(days=day)
    done = {
        one.id: START + timedelta(days=number * 3) for number, one in enumerate(template.events) if number < day // 3
    }
    view.show_plan(Shown(UUID(int=1), template, START, plan(template, START, done, today), today))
    QApplication.processEvents()
