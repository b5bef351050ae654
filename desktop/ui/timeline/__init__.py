"""The treatment timeline drawn: lanes, marks, axis, legend, selection; the view puts them on one scene."""

from desktop.ui.timeline.inspector import EventInspector
from desktop.ui.timeline.shown import Shown
from desktop.ui.timeline.stops import Stop
from desktop.ui.timeline.table import EventTable
from desktop.ui.timeline.told import ShownPlan
from desktop.ui.timeline.view import TimelineView

__all__ = ["EventInspector", "EventTable", "Shown", "ShownPlan", "Stop", "TimelineView"]
