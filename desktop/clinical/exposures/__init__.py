"""What a child was exposed to, as entered: the ledger of totals, checks that depend on a dose, arithmetic for checking.

Nothing here is an order: no dose is proposed, converted or stored. Which agents, bounds and bands there are is data.
"""

from __future__ import annotations

from desktop.clinical.exposures.doses import DoseAnswer, DoseRow, DoseTerm, dose_answer
from desktop.clinical.exposures.ledger import Account, Agent, Ledger, Reading, Total, ledger_of
from desktop.clinical.exposures.rules import Band, DoseBands, ExposureRules, SurfaceFormula

__all__ = [
    "Account",
    "Agent",
    "Band",
    "DoseAnswer",
    "DoseBands",
    "DoseRow",
    "DoseTerm",
    "ExposureRules",
    "Ledger",
    "Reading",
    "SurfaceFormula",
    "Total",
    "dose_answer",
    "ledger_of",
]
