"""Rows of a proof: what failed has its icon and its tone."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from desktop.ui.models.proof_model import ProofModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate


class ProofDelegate(WordDelegate):
    """``verdict`` is the column that says how it came off; it has the icon."""

    def __init__(self, look: Look, view: QTableView, row: int, model: ProofModel, verdict: int) -> None:
        super().__init__(look, view, row)
        self._model, self._verdict = model, verdict

    def face(self, index: Index) -> Face:
        """What it is about and what failed is told like a value."""
        words, failed = str(index.data() or ""), self._model.rows[index.row()].failed
        verdict = index.column() == self._verdict
        tone = "error" if verdict and failed else "text" if index.column() < 2 or failed else "text2"
        icon = "failed" if failed else "done" if words == "Passed" else "matters"
        return Face(words, tone, icon if verdict and words else "")
