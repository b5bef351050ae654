"""Scores of scans from methods that are data: sums, change from baseline, readings where a cut-off is valid.

``ScorePack.load`` takes the texts of ``resources/scores``. Methods are never mixed and never converted.
"""

from desktop.clinical.scores.answer import Score
from desktop.clinical.scores.facts import ScoreFacts
from desktop.clinical.scores.method import CutOff, Method, Segment
from desktop.clinical.scores.pack import ScorePack

__all__ = ["CutOff", "Method", "Score", "ScoreFacts", "ScorePack", "Segment"]
